"""What every kind of check says of itself, and the conditions and messages that several kinds share.

A kind is one class: how it is written in a schema (`needed`, `possible`, `read`, `problems`), which columns it reads
(`columns`, `others`), when a row is a case and when it is wrong (`judged` as Polars expressions, `sql` as the same in
SQL), what is said of a wrong row (`said`), and cells that break it (`broken`, by field).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from ...findings import shown
from ..problem import ContractProblem as Problem
from ..problem import Found, is_in, members, of_type, say, strings, texts

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
    #: Members of a rule in the schema, besides name, kind, why and fix.
    needed: ClassVar[tuple[str, ...]] = ()
    possible: ClassVar[tuple[str, ...]] = ()

    @property
    @abstractmethod
    def at(self) -> str:
        """The column that a finding points at."""

    def columns(self) -> tuple[str, ...]:
        """The columns of its own table that it reads."""
        return (self.at,)

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

    @classmethod
    @abstractmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        """The check that a sound rule of a schema asks for."""

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: set[str]) -> Found:
        """What is wrong with the members of a rule; `foreign` are fields with a foreign key of their own."""
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
        column = cells.looked_up(self.through, self.column)[1] if self.through else pl.col(self.column)
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


def when_problems(at: str, when: Any, types: Mapping[str, str], foreign: set[str]) -> Found:
    """What is wrong with a condition."""
    if not isinstance(when, dict):
        yield Problem(at, say(when), "an object")
        return
    yield from members(at, when, {"column", "present", "in", "through"}, needed=("column",))
    if ("present" in when) == ("in" in when):
        yield Problem(at, "both or neither of present and in", "one of present and in")
    if when.get("present", True) is not True:
        yield Problem(f"{at}/present", say(when["present"]), "true")
    if "in" in when and not strings(when["in"]):
        yield Problem(f"{at}/in", say(when["in"]), "a list of different, non-empty texts")
    if "through" in when:
        if not is_in(when["through"], foreign):
            yield Problem(f"{at}/through", say(when["through"]), "a field with a foreign key of its own")
        if not isinstance(when.get("column"), str):
            yield Problem(f"{at}/column", say(when.get("column")), "a column name")
    elif "column" in when and not is_in(when["column"], types):
        yield Problem(f"{at}/column", f"{say(when['column'])}, which is no field", "a field of this table")
    elif "in" in when:
        yield from of_type(f"{at}/column", when.get("column"), types, ONE_FORM)


__all__ = [
    "ONE_FORM",
    "SUGGEST_AMONG",
    "WORDS",
    "Found",
    "Judged",
    "Kind",
    "Problem",
    "RowKind",
    "When",
    "Whole",
    "is_in",
    "near",
    "of_type",
    "one_of",
    "ordered",
    "say",
    "strings",
    "texts",
    "through",
    "when_problems",
    "written",
]
