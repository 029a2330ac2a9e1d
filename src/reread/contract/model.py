"""The contract as immutable values: what a table's schema says, before it is cut into rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds.base import Kind


@dataclass(frozen=True, slots=True)
class ContractRule:
    """One rule about the rows of `table`: what it tests, and the words that go into a finding. `name` is unique within
    the table."""

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


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of the row, together, are the `columns` of a row of `table`."""

    fields: tuple[str, ...]
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `bounds` and `lengths` are relations with limits: Decimals for numbers, ISO text for dates; `unit` is a
    unit, or the column that holds it."""

    name: str
    type: str
    title: str = ""
    description: str = ""
    example: str | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    pattern: str | None = None
    bounds: tuple[tuple[str, Decimal | str], ...] = ()
    lengths: tuple[tuple[str, int], ...] = ()
    unit: str | None = None
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """All that the contract says of one table; `rules` are those of the property `cnii:contract`."""

    name: str
    title: str
    description: str
    grain: str
    population: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    rules: tuple[ContractRule, ...]

    def field(self, name: str) -> Field:
        """The field called `name`. KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]

    def target(self, through: str) -> ForeignKey:
        """The single-field foreign key of the field `through`. KeyError where it has none."""
        return {key.fields: key for key in reversed(self.foreign_keys)}[through,]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(field.name for field in self.fields)


def pieces(template: str) -> list[tuple[bool, str]]:
    """`template` cut into (is a field, text) pieces: fields stand between braces.

    >>> pieces("{source_id}.o")
    [(True, 'source_id'), (False, '.o')]
    """
    parts = enumerate(re.split(r"\{([^{}]+)\}", template))
    return [(number % 2 == 1, part) for number, part in parts if part]
