"""The contract as immutable values: what a table's schema says, before it is cut into rules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a row: `column` is present (`values` is None) or one of `values`.

    With `through`, `column` belongs to the row that the foreign key field `through` points to.
    """

    column: str
    values: tuple[str, ...] | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """`left` stands in the relation `operator` (<, <=, =, >=, >) to `right`, another field of the row."""

    left: str
    operator: str
    right: str


@dataclass(frozen=True, slots=True)
class RequiredIf:
    """`field` is present where `when` holds."""

    field: str
    when: When


@dataclass(frozen=True, slots=True)
class EmptyUnless:
    """`field` is present only where `when` holds."""

    field: str
    when: When


@dataclass(frozen=True, slots=True)
class Lookup:
    """`column` of the row that `through` points to equals the field `equals` of this row, or is one of `values`."""

    through: str
    column: str
    equals: str | None = None
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class StartsWith:
    """`field` begins with `template`, in which {name} stands for that field of the row."""

    field: str
    template: str


@dataclass(frozen=True, slots=True)
class Compose:
    """`field` is exactly `template`, filled in; only where `when` holds."""

    field: str
    template: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """The digits at the end of `field` are 1 to n, once each, within every value of `within`."""

    field: str
    within: str


@dataclass(frozen=True, slots=True)
class References:
    """`field` holds ids separated by blanks, each the key of a row in one of `tables` (table, key column)."""

    field: str
    tables: tuple[tuple[str, str], ...]


RowTest = Compare | RequiredIf | EmptyUnless | Lookup | StartsWith | Compose | Numbered | References


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule of the property `cnii:contract`: its test, and the words that go into a finding."""

    name: str
    kind: str
    why: str
    fix: str
    test: RowTest


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of the row, together, are the `columns` of a row of `table`."""

    fields: tuple[str, ...]
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column. Limits are Decimals for numbers and ISO text for dates; `unit` names a unit or the column that holds
    it."""

    name: str
    type: str
    title: str
    description: str
    example: str | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: Decimal | str | None = None
    maximum: Decimal | str | None = None
    exclusive_minimum: Decimal | str | None = None
    exclusive_maximum: Decimal | str | None = None
    min_length: int | None = None
    max_length: int | None = None
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
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def target(self, through: str) -> ForeignKey:
        """The single-field foreign key of the field `through`. KeyError where it has none."""
        for key in self.foreign_keys:
            if key.fields == (through,):
                return key
        raise KeyError(through)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(field.name for field in self.fields)


def placeholders(template: str) -> list[str]:
    """The field names between braces in `template`, in order.

    >>> placeholders("{source_id}:{start}-{end}")
    ['source_id', 'start', 'end']
    """
    return [part.split("}")[0] for part in template.split("{")[1:]]


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
