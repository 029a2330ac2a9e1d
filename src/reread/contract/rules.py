"""The contract as one flat list of rules: code, table, field, operator, arguments. Every compiler starts from this
list.

Each rule is about single rows of one table and says, of every row, whether the row is a case and whether the case is
violated:

| operator | a case | violated |
|---|---|---|
| type | a filled cell | not written as its type |
| required | a row | the cell is empty |
| enum, pattern, length | a filled cell | not in the list; no whole match; too short or too long |
| bound | a well-typed cell | outside the bound |
| unique | a row with all cells filled | an earlier row has the same values |
| foreign_key | a row with all cells filled | no row of the other table has them |
| compare | both cells well-typed | the order does not hold |
| required_if | the condition holds | the cell is empty |
| empty_unless | the cell is filled, and the row looked through exists | the condition does not hold |
| lookup | the row referred to exists, and the cell compared is filled | its column differs, or is not in the list |
| starts_with, compose | all cells named are filled, and the condition holds | another text |
| numbered | both cells filled | repeats a number, or the number before it is missing |
| references | a filled cell | an id that no table has |

So a wrong cell is reported by one rule: a cell of the wrong type by `type` alone, a dangling reference by
`foreign_key` alone. The header (S112) is compared by itself, before any row.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from .codes import CODES
from .model import (
    Compare,
    Compose,
    EmptyUnless,
    Field,
    ForeignKey,
    Lookup,
    Numbered,
    References,
    RequiredIf,
    RowTest,
    StartsWith,
    TableSchema,
    When,
    placeholders,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """Cells are written as `type`."""

    type: str


@dataclass(frozen=True, slots=True)
class Required:
    """Cells are filled."""


@dataclass(frozen=True, slots=True)
class Enum:
    """Cells are one of `values`."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cells match `pattern` as a whole."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Bound:
    """Cells stand in the relation `operator` (<, <=, >=, >) to `limit`."""

    operator: str
    limit: Decimal | str


@dataclass(frozen=True, slots=True)
class Length:
    """Texts have at least (>=) or at most (<=) `limit` characters."""

    operator: str
    limit: int


@dataclass(frozen=True, slots=True)
class Unique:
    """`fields`, together, are not repeated."""

    fields: tuple[str, ...]


Arguments = Typed | Required | Enum | Pattern | Bound | Length | Unique | ForeignKey | RowTest

_OPERATORS: dict[type, tuple[str, str]] = {
    Typed: ("type", "S101"),
    Required: ("required", "S102"),
    Enum: ("enum", "S103"),
    Pattern: ("pattern", "S104"),
    Bound: ("bound", ""),
    Length: ("length", "S108"),
    Unique: ("unique", "S110"),
    ForeignKey: ("foreign_key", "S111"),
    Compare: ("compare", "S301"),
    RequiredIf: ("required_if", "S302"),
    EmptyUnless: ("empty_unless", "S303"),
    Lookup: ("lookup", "S304"),
    StartsWith: ("starts_with", "S305"),
    Compose: ("compose", "S305"),
    Numbered: ("numbered", "S306"),
    References: ("references", "S307"),
}
OPERATORS = tuple(operator for operator, _ in _OPERATORS.values())
_BOUND_CODES = {">=": "S105", "<=": "S106", ">": "S107", "<": "S107"}


class UnknownOperator(NotImplementedError):
    """A compiler met a rule it cannot compile. It refuses rather than leave the rule out."""

    def __init__(self, rule: ContractRule, compiler: str) -> None:
        super().__init__(
            f"{compiler} cannot compile {rule.operator} ({rule.code}, {rule.table}.{rule.field or rule.name})"
        )


@dataclass(frozen=True, slots=True)
class ContractRule:
    """One rule about the rows of `table`.

    `field` is the column a finding points at; `name` is unique within the table.
    """

    code: str
    table: str
    field: str
    operator: str
    arguments: Arguments
    why: str
    fix: str
    name: str


def compile_rules(schema: TableSchema) -> list[ContractRule]:
    """The rules of one table, cells first, in the order of fields."""
    rules: list[ContractRule] = []

    def add(
        arguments: Arguments, field: str, code: str | None = None, name: str | None = None, why: str = "", fix: str = ""
    ) -> None:
        operator, usual = _OPERATORS[type(arguments)]
        code = code or usual
        entry = CODES[code]
        name = name or f"{field}_{operator}"
        rules.append(
            ContractRule(code, schema.name, field, operator, arguments, why or entry.why, fix or entry.fix, name)
        )

    for field in schema.fields:
        for arguments, code, suffix in _cell_tests(field):
            add(arguments, field.name, code, f"{field.name}_{suffix}")
    for name in schema.primary_key:
        if not schema.field(name).required:  # a required one is reported by S102 already
            add(Required(), name, "S109", f"{name}_present_in_key")
    if schema.primary_key:
        add(Unique(schema.primary_key), schema.primary_key[0], "S109", "primary_key")
    for key in schema.unique_keys:
        add(Unique(key), key[0], "S110", "unique_" + "_".join(key))
    for foreign in schema.foreign_keys:
        add(foreign, foreign.fields[0], "S111", f"{'_'.join(foreign.fields)}_in_{foreign.table}")
    for rule in schema.rules:
        test = rule.test
        field_name = (
            test.left if isinstance(test, Compare) else test.through if isinstance(test, Lookup) else test.field
        )
        add(test, field_name, None, rule.name, rule.why, rule.fix)
    return rules


def _cell_tests(field: Field) -> list[tuple[Arguments, str | None, str]]:
    found: list[tuple[Arguments, str | None, str]] = []
    if field.type != "string":
        found.append((Typed(field.type), None, "type"))
    if field.required:
        found.append((Required(), None, "required"))
    if field.enum is not None:
        found.append((Enum(field.enum), None, "enum"))
    if field.pattern is not None:
        found.append((Pattern(field.pattern), None, "pattern"))
    for operator, bound, suffix in (
        (">=", field.minimum, "minimum"),
        ("<=", field.maximum, "maximum"),
        (">", field.exclusive_minimum, "exclusive_minimum"),
        ("<", field.exclusive_maximum, "exclusive_maximum"),
    ):
        if bound is not None:
            found.append((Bound(operator, bound), _BOUND_CODES[operator], suffix))
    for operator, length, suffix in ((">=", field.min_length, "min_length"), ("<=", field.max_length, "max_length")):
        if length is not None:
            found.append((Length(operator, length), None, suffix))
    if field.unique:
        found.append((Unique((field.name,)), None, "unique"))
    return found


def own_columns(rule: ContractRule) -> tuple[str, ...]:
    """The columns of its own table that a rule reads."""
    test = rule.arguments
    match test:
        case Unique() | ForeignKey():
            return test.fields
        case Compare():
            return test.left, test.right
        case RequiredIf() | EmptyUnless():
            return test.field, _when_column(test.when)
        case Lookup():
            return (test.through, test.equals) if test.equals else (test.through,)
        case StartsWith():
            return test.field, *placeholders(test.template)
        case Compose():
            return test.field, *placeholders(test.template), *([_when_column(test.when)] if test.when else [])
        case Numbered():
            return test.field, test.within
        case _:
            return (rule.field,)


def _when_column(when: When) -> str:
    return when.through or when.column


def other_columns(rule: ContractRule, schema: TableSchema) -> list[tuple[str, str]]:
    """The (table, column) pairs that a rule reads by reference, its own table's included when it refers to itself."""
    test = rule.arguments
    when = getattr(test, "when", None)
    if isinstance(test, ForeignKey):
        return [(test.table, column) for column in test.columns]
    if isinstance(test, References):
        return list(test.tables)
    through, column = (
        (test.through, test.column) if isinstance(test, Lookup) else (when.through, when.column) if when else (None, "")
    )
    if through is None:
        return []
    key = schema.target(through)
    return [(key.table, key.columns[0]), (key.table, column)]


def is_cell_rule(rule: ContractRule) -> bool:
    """Whether the rule is about one column by itself."""
    return own_columns(rule) == (rule.field,) and not isinstance(rule.arguments, (ForeignKey, Lookup, References))


def can_run(rule: ContractRule, schema: TableSchema, tables: Container[str]) -> bool:
    """Whether the tables that a rule looks into are among `tables`; its own always is."""
    return all(table == schema.name or table in tables for table, _ in other_columns(rule, schema))
