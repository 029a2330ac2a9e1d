"""What every kind of check says of itself, and the conditions and messages that several kinds share.

A kind is one class, with the members of the rule that a schema writes: when a row is a case and when it is wrong
(`judged`, in the SQL that every engine reads), and what is said of a wrong row (`said`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from ...findings import shown
from ..conditions import Conditions, among
from ..lexical import TYPES
from ..model import pieces

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
#: Members of named rules that hold the name of a field.
NAMING = ("left", "right", "field", "within", "through", "equals")
#: All kinds by their names.
KINDS: dict[str, type[Kind]] = {}


@dataclass(frozen=True)
class Kind(ABC):
    """One kind of check. `operator` is its name, `code` that of its findings."""

    operator: ClassVar[str]
    code: ClassVar[str]

    def __init_subclass__(cls, operator: str = "", code: str = "") -> None:
        if operator:
            cls.operator, cls.code = operator, code
            KINDS[operator] = cls

    def columns(self) -> tuple[str, ...]:
        """The columns of its own table that it reads, first the one that a finding points at."""
        found = [name for word in NAMING if (name := getattr(self, word, None))]
        found += [text for is_field, text in pieces(getattr(self, "template", "")) if is_field]
        when = getattr(self, "when", None)
        return (*found, when.through or when.column) if when else tuple(found)

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        """The (table, column) pairs that it reads by reference, its own table's included."""
        found = list(getattr(self, "tables", ()))
        one: Any
        for one in (self, getattr(self, "when", None)):
            if through := getattr(one, "through", None):
                key = schema.target(through)
                found += [(key.table, key.columns[0]), (key.table, one.column)]
        return found

    @abstractmethod
    def judged(self, on: Conditions) -> tuple[str, str]:
        """When a row is a case, and when a case is wrong. A null is no."""

    @abstractmethod
    def said(self, at: At) -> tuple[str, str]:
        """(found, expected) of a wrong row."""


class RowKind(Kind):
    """A kind that schemas write as a named rule."""

    #: The types that `field` may have.
    field_types: ClassVar[Collection[str]] = TYPES


class Whole(Kind):
    """A kind that judges all rows of a table together: `judged` says which are cases."""

    @abstractmethod
    def kept(self, cells: Cells, case: pl.Expr) -> list[pl.Expr]:
        """What is kept of each row, the first null where the row is no case."""

    @abstractmethod
    def wrong(self, kept: pl.DataFrame) -> tuple[pl.Series, dict[int, int]]:
        """The records that are wrong, in order, and of some the first record like them."""

    @abstractmethod
    def sql(self, query: Query) -> str:
        """A query for the `record` of each wrong row and the `first` record like it, or null."""


@dataclass(frozen=True)
class When:
    """A condition on a row, or on the one that its foreign key field `through` points to: `column` is filled (`values`
    is None) or one of `values`."""

    column: str
    values: tuple[str, ...] | None = None
    through: str | None = None

    def holds(self, on: Conditions) -> str:
        """Whether it holds; never null. A look-up that leads nowhere does not hold."""
        if self.through:
            found = on.looked_up(self.through, self.column, self.values)
        else:
            found = on.column(self.column) if self.values is None else among(on.column(self.column), self.values)
        return f"{found} IS NOT NULL" if self.values is None else f"coalesce({found}, false)"

    def said(self, at: At, *, holds: bool) -> str:
        """Why it holds, or does not."""
        what, value = self.column, at.cells.get(self.column)
        if self.through:
            value = at.looked_up(self.through, self.column)
            what = f"{self.column} of {self.through} {written(at.cells[self.through])}"
        if self.values is None:
            return f"{what} is {'filled' if holds else 'empty'}"
        return f"{what} is {written(value)}" + ("" if holds else f", not {one_of(self.values)}")


def read(kind: Any, rule: Mapping[str, Any]) -> Any:
    """The check or condition that a sound rule of a schema states: its members are those of the rule."""
    made = {"relation": rule.get("operator"), "tables": tuple(rule.get("tables", {}).items())}
    made["values"] = tuple(rule["in"]) if "in" in rule else None
    made["when"] = read(When, rule["when"]) if "when" in rule else None
    return kind(**{name: made.get(name, rule.get(name)) for name in kind.__match_args__})


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
