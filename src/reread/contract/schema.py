"""Table Schema JSON to `TableSchema`. What cannot be understood is refused (see `problems`), never passed over."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .kinds.base import read
from .kinds.cells import BOUNDS, LENGTHS
from .model import ContractRule, Field, ForeignKey, TableSchema
from .problems import PROPERTY, ContractProblem, problems
from .rules import NAMED

#: What a field is given as it stands in the schema.
_WORDS = ("name", "type", "title", "description", "example", "required", "unique", "pattern", "unit")


class UnknownContract(ValueError):
    """A schema with something in it that the compilers do not know. `.problems` lists all of it."""

    def __init__(self, name: str, found: list[ContractProblem]) -> None:
        super().__init__(f"the schema of {name} cannot be compiled:\n" + "\n".join(f"  {problem}" for problem in found))
        self.problems = found


def load(schema: Mapping[str, Any], name: str | None = None) -> TableSchema:
    """The contract of one table, called `name` or as the schema says, from its Table Schema. Raises `UnknownContract`
    where that says anything unknown."""
    found = problems(schema)
    name = name or str(schema.get("name", "table"))
    if found:
        raise UnknownContract(name, found)
    extra = schema.get(PROPERTY, {})
    kinds = [(NAMED[rule["kind"]], rule) for rule in extra.get("rules", ())]
    keys = [(key["fields"], key["reference"]) for key in schema.get("foreignKeys", ())]
    return TableSchema(
        name=name,
        title=schema.get("title", ""),
        description=schema.get("description", ""),
        grain=extra.get("grain", ""),
        population=extra.get("population", ""),
        fields=tuple(map(_field, schema["fields"])),
        primary_key=tuple(schema.get("primaryKey", ())),
        unique_keys=tuple(map(tuple, schema.get("uniqueKeys", ()))),
        foreign_keys=tuple(ForeignKey(tuple(f), to["resource"] or name, tuple(to["fields"])) for f, to in keys),
        rules=tuple(ContractRule(k.code, name, r["name"], r["why"], r["fix"], read(k, r)) for k, r in kinds),
    )


def _field(field: Mapping[str, Any]) -> Field:
    parts = {**field.get("constraints", {}), **field.get(PROPERTY, {}), **field}
    given: dict[str, Any] = {word: parts[word] for word in _WORDS if word in parts}
    given |= {word: tuple(parts[word]) for word in ("enum", "good", "bad") if word in parts}
    limits = [(relation, str(parts[word])) for word, (relation, _) in BOUNDS.items() if word in parts]
    bounds = tuple((relation, text if field["type"] == "date" else Decimal(text)) for relation, text in limits)
    lengths = tuple((relation, int(parts[word])) for word, relation in LENGTHS.items() if word in parts)
    return Field(**given, bounds=bounds, lengths=lengths)
