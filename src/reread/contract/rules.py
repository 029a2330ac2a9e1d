"""The contract of a table as one flat list of rules: a kind of check each, with its code, name and words.

A wrong cell is reported by one rule: a cell of the wrong type by `type` alone, a dangling reference by `foreign_key`
alone. The header (S112) is compared by itself, before any row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .codes import CODES
from .kinds.base import Kind
from .kinds.cells import BOUND_CODES, Bound, Enum, Length, Pattern, Required, Typed
from .kinds.rows import Refers
from .kinds.whole import Unique
from .model import Field, TableSchema

#: How bounds are called in the names of rules.
_SUFFIXES = {">=": "minimum", "<=": "maximum", ">": "exclusive_minimum", "<": "exclusive_maximum"}


@dataclass(frozen=True, slots=True)
class ContractRule:
    """One rule about the rows of `table`. `name` is unique within the table."""

    code: str
    table: str
    name: str
    why: str
    fix: str
    kind: Kind

    @property
    def field(self) -> str:
        """The column a finding points at."""
        return self.kind.columns()[0]


def compile_rules(schema: TableSchema) -> list[ContractRule]:
    """The rules of one table, cells first, in the order of fields."""

    def made(kind: Kind, name: str, code: str = "", why: str = "", fix: str = "") -> ContractRule:
        code = code or kind.code
        return ContractRule(code, schema.name, name, why or CODES[code].why, fix or CODES[code].fix, kind)

    rules = []
    for field in schema.fields:
        for kind, suffix in _of_cells(field):
            code = BOUND_CODES[kind.relation] if isinstance(kind, Bound) else ""
            rules.append(made(kind, f"{field.name}_{suffix}", code))
    for name in schema.primary_key:
        if not schema.field(name).required:  # a required one is reported by S102 already
            rules.append(made(Required(name), f"{name}_present_in_key", "S109"))
    if schema.primary_key:
        rules.append(made(Unique(schema.primary_key), "primary_key", "S109"))
    rules += [made(Unique(key), "unique_" + "_".join(key)) for key in schema.unique_keys]
    for foreign in schema.foreign_keys:
        rules.append(made(Refers(foreign), f"{'_'.join(foreign.fields)}_in_{foreign.table}"))
    rules += [made(rule.kind, rule.name, "", rule.why, rule.fix) for rule in schema.rules]
    return rules


def _of_cells(field: Field) -> Iterator[tuple[Kind, str]]:
    name = field.name
    if field.type != "string":
        yield Typed(name, field.type), "type"
    if field.required:
        yield Required(name), "required"
    if field.enum is not None:
        yield Enum(name, field.enum), "enum"
    if field.pattern is not None:
        yield Pattern(name, field.pattern), "pattern"
    for relation, bound in field.bounds:
        yield Bound(name, relation, bound), _SUFFIXES[relation]
    for relation, length in field.lengths:
        yield Length(name, relation, length), "min_length" if relation == ">=" else "max_length"
    if field.unique:
        yield Unique((name,)), "unique"
