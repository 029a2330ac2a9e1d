"""Table Schema JSON to `TableSchema`. What cannot be understood is refused (see `problems`), never passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .kinds import NAMED
from .kinds.cells import BOUNDS, LENGTHS
from .model import Field, ForeignKey, NamedRule, TableSchema
from .problem import PROPERTY, ContractProblem
from .problems import limit, problems


class UnknownContract(ValueError):
    """A schema with something in it that the compilers do not know. `.problems` lists all of it."""

    def __init__(self, name: str, found: list[ContractProblem]) -> None:
        super().__init__(f"the schema of {name} cannot be compiled:\n" + "\n".join(f"  {problem}" for problem in found))
        self.problems = found


def load(schema: Mapping[str, Any], name: str | None = None) -> TableSchema:
    """The contract of one table from its Table Schema. Raises `UnknownContract` where it says anything unknown.

    `name` is that of the table; by default the one in the schema.
    """
    found = problems(schema)
    name = name or str(schema.get("name", "table"))
    if found:
        raise UnknownContract(name, found)
    extra = schema.get(PROPERTY, {})
    return TableSchema(
        name=name,
        title=schema.get("title", ""),
        description=schema.get("description", ""),
        grain=extra.get("grain", ""),
        population=extra.get("population", ""),
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=tuple(schema.get("primaryKey", ())),
        unique_keys=tuple(tuple(key) for key in schema.get("uniqueKeys", ())),
        foreign_keys=tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"] or name, tuple(key["reference"]["fields"]))
            for key in schema.get("foreignKeys", ())
        ),
        rules=tuple(
            NamedRule(rule["name"], NAMED[rule["kind"]].read(rule), rule["why"], rule["fix"])
            for rule in extra.get("rules", ())
        ),
    )


def _field(field: Mapping[str, Any]) -> Field:
    constraints = field.get("constraints", {})
    extra = field.get(PROPERTY, {})
    type_ = field["type"]
    limits = [(sign, limit(constraints[word], type_)) for word, (sign, _) in BOUNDS.items() if word in constraints]
    lengths = [(sign, int(constraints[word])) for word, sign in LENGTHS.items() if word in constraints]
    return Field(
        name=field["name"],
        type=type_,
        title=field.get("title", ""),
        description=field.get("description", ""),
        example=field.get("example"),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints["enum"]) if "enum" in constraints else None,
        pattern=constraints.get("pattern"),
        bounds=tuple(limits),
        lengths=tuple(lengths),
        unit=extra.get("unit"),
        good=tuple(extra.get("good", ())),
        bad=tuple(extra.get("bad", ())),
    )
