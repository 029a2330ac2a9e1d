"""What every kind of check says of itself, and the conditions and messages that several kinds share.

A kind is one class: how it is read from a schema (`field_types`, `read`, `problems`), which columns it reads
(`columns`, `others`), when a row is a case and when it is wrong (`judged` as Polars expressions, `sql` as the same in
SQL), what is said of a wrong row (`said`), and cells that break it (`broken`, by field).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from ...findings import shown
from ..problem import Found

if TYPE_CHECKING:
    from ..cells import Cells
    from ..messages import At
    from ..model import TableSchema
    from ..sql import Query

#: Where more keys than this are possible, no nearest one is looked for: it would cost more than it helps.
SUGGEST_AMONG = 5_000
#: Types whose values are written in one way only, so that equal text means equal value (0.1 and 0.10 are one number).
ONE_FORM = {"string", "integer", "boolean", "date"}
WORDS = {"<": "less than", "<=": "at most", "=": "equal to", ">=": "at least", ">": "more than"}

#: A pair of Polars expressions: whether a row is a case, and whether it is wrong. A null is no.
Judged = tuple[pl.Expr, pl.Expr]


@dataclass(frozen=True, slots=True)
class Kind(ABC):
    """One kind of check. `operator` is its name, `code` that of its findings; a kind that is `whole` judges all rows of
    a table together, from what it keeps of each (see `Whole`)."""

    operator: ClassVar[str]
    code: ClassVar[str]

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The columns of its own table that it reads, first the one that a finding points at."""

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        """The (table, column) pairs that it reads by reference, its own table's included."""
        return []

    @abstractmethod
    def judged(self, cells: Cells) -> Judged:
        """When a row is a case, and when it is wrong."""

    @abstractmethod
    def sql(self, query: Query) -> tuple[str, str]:
        """The same as two conditions in SQL (DuckDB's, as sqlglot reads it); for a kind that looks at all rows, the
        second is a query for the `record` of each wrong row and the `first` record like it, or null."""

    @abstractmethod
    def said(self, at: At) -> tuple[str, str]:
        """(found, expected) of a wrong row."""


class RowKind(Kind):
    """A kind that schemas write as a named rule."""

    __slots__ = ()
    #: Types that the fields named in its members must have, where not any will do.
    field_types: ClassVar[Mapping[str, Collection[str]]] = {}

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        """The check that a sound rule of a schema asks for: its members are those of the rule."""
        made = {"relation": rule.get("operator"), "tables": tuple(rule.get("tables", {}).items())}
        made["values"] = tuple(rule["in"]) if "in" in rule else None
        made["when"] = When.read(rule["when"]) if "when" in rule else None
        return cls(**{member.name: made.get(member.name, rule.get(member.name)) for member in fields(cls)})

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str]) -> Found:
        """What is wrong with the members of a rule beside each other; each by itself is sound, if it is a field."""
        yield from ()


class Whole(Kind):
    """A kind that needs all rows. `kept` is what it keeps of each, the first null where the row is no case."""

    __slots__ = ()

    @abstractmethod
    def kept(self, cells: Cells) -> list[pl.Expr]:
        """The columns to keep."""

    @abstractmethod
    def wrong(self, kept: pl.DataFrame) -> tuple[pl.Series, dict[int, int]]:
        """The records that are wrong, in order, and of some the first record like them."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition on a row: `column` is present (`values` is None) or one of `values`.

    With `through`, `column` belongs to the row that the foreign key field `through` points to.
    """

    column: str
    values: tuple[str, ...] | None = None
    through: str | None = None

    @classmethod
    def read(cls, when: Mapping[str, Any]) -> When:
        """The condition that a sound rule states."""
        return cls(when["column"], tuple(when["in"]) if "in" in when else None, when.get("through"))

    @property
    def own(self) -> str:
        """The column of the table itself that is read."""
        return self.through or self.column

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        """What is read of another table."""
        return through(schema, self.through, self.column) if self.through else []

    def holds(self, cells: Cells) -> pl.Expr:
        """Whether it holds; never null. A look-up that leads nowhere does not hold."""
        if self.through:
            found = cells.looked_up(self.through, self.column, self.values)[1]
            return found.is_not_null() if self.values is None else found.fill_null(False)
        column = pl.col(self.column)
        return column.is_not_null() if self.values is None else column.is_in(list(self.values)).fill_null(False)

    def sql(self, query: Query) -> str:
        """The same in SQL."""
        cell = query.looked_up(self.through, self.column)[1] if self.through else query.cell(self.column)
        return f"{cell} IS NOT NULL" if self.values is None else f"coalesce({query.among(cell, self.values)}, false)"

    def said(self, at: At, *, holds: bool) -> str:
        """Why it holds, or does not."""
        what, value = self.column, None if self.through else at.cell(self.column)
        if self.through:
            value = at.looked_up(self.through, self.column)
            what = f"{self.column} of {self.through} {written(at.cell(self.through))}"
        if self.values is None:
            return f"{what} is {'filled' if holds else 'empty'}"
        return f"{what} is {written(value)}" if holds else f"{what} is {written(value)}, not {one_of(self.values)}"


def through(schema: TableSchema, field: str, column: str) -> list[tuple[str, str]]:
    """What is read of the table that the foreign key of `field` leads to, for one column of it."""
    key = schema.target(field)
    return [(key.table, key.columns[0]), (key.table, column)]


def ordered(left: pl.Expr, operator: str, right: pl.Expr) -> pl.Expr:
    """Whether two values stand in the relation `operator`."""
    method = {"<": "lt", "<=": "le", "=": "eq", ">=": "ge", ">": "gt"}[operator]
    compared: pl.Expr = getattr(left, method)(right)
    return compared


def written(text: str | None) -> str:
    """A cell in a message."""
    return "an empty cell" if text is None else shown(text)


def one_of(values: Sequence[str]) -> str:
    """Values in a message."""
    return values[0] if len(values) == 1 else "one of " + ", ".join(values)


def near(text: str | None, known: Sequence[str]) -> str:
    """A hint at the known value that is most like `text`, or nothing."""
    found = get_close_matches(text, known, 1, 0.75) if text and len(known) <= SUGGEST_AMONG else []
    return f"; did you mean {found[0]}?" if found else ""
