"""The contract as immutable values: what a table's schema says, before it is cut into rules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds.base import Kind


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule of the property `cnii:contract`: what it tests, and the words that go into a finding."""

    name: str
    kind: Kind
    why: str
    fix: str


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
    title: str
    description: str
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
    """All that the contract says of one table."""

    name: str
    title: str
    description: str
    grain: str
    population: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    rules: tuple[NamedRule, ...]

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


def placeholders(template: str) -> list[str]:
    """The field names between braces in `template`, in order.

    >>> placeholders("{source_id}:{start}-{end}")
    ['source_id', 'start', 'end']
    """
    return [text for is_field, text in pieces(template) if is_field]


def pieces(template: str) -> list[tuple[bool, str]]:
    """`template` cut into (is a field, text) pieces.

    >>> pieces("{source_id}.o")
    [(True, 'source_id'), (False, '.o')]
    """
    found: list[tuple[bool, str]] = []
    for number, part in enumerate(template.split("{")):
        name, brace, rest = part.partition("}") if number else ("", "", part)
        if brace:
            found.append((True, name))
        if rest:
            found.append((False, rest))
    return found
