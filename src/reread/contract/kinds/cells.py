"""Checks of single cells, as Table Schema writes them: types and constraints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from ..lexical import EXPECTED, PATTERNS, plain
from ..patterns import whole
from .base import WORDS, Judged, Kind, near, one_of, ordered, written

if TYPE_CHECKING:
    from ..cells import Cells
    from ..messages import At
    from ..sql import Query


@dataclass(frozen=True, slots=True)
class CellKind(Kind):
    """A check of the cells of one field."""

    field: str

    def columns(self) -> tuple[str, ...]:
        return (self.field,)


@dataclass(frozen=True, slots=True)
class Typed(CellKind):
    """Cells are written as `type`. A case: a filled cell."""

    type: str
    operator: ClassVar[str] = "type"
    code: ClassVar[str] = "S101"

    def judged(self, cells: Cells) -> Judged:
        present = pl.col(self.field).is_not_null()
        return present, present & cells.value(self.field).is_null()

    def sql(self, query: Query) -> tuple[str, str]:
        return query.filled(self.field), f"NOT {query.ok(self.field)}"

    def said(self, at: At) -> tuple[str, str]:
        cell = at.cell(self.field)
        expected = EXPECTED.get(self.type, f"a value of type {self.type}")
        return written(cell), expected + _easily_overlooked(cell or "", self.type)


@dataclass(frozen=True, slots=True)
class Required(CellKind):
    """Cells are filled. A case: every row."""

    operator: ClassVar[str] = "required"
    code: ClassVar[str] = "S102"

    def judged(self, cells: Cells) -> Judged:
        return pl.lit(True), pl.col(self.field).is_null()

    def sql(self, query: Query) -> tuple[str, str]:
        return "true", f"{query.cell(self.field)} IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), f"a value in {self.field}"


@dataclass(frozen=True, slots=True)
class Enum(CellKind):
    """Cells are one of `values`. A case: a filled cell."""

    values: tuple[str, ...]
    operator: ClassVar[str] = "enum"
    code: ClassVar[str] = "S103"

    def judged(self, cells: Cells) -> Judged:
        cell = pl.col(self.field)
        return cell.is_not_null(), cell.is_not_null() & cell.cast(pl.Enum(self.values), strict=False).is_null()

    def sql(self, query: Query) -> tuple[str, str]:
        return query.filled(self.field), f"NOT ({query.among(query.cell(self.field), self.values)})"

    def said(self, at: At) -> tuple[str, str]:
        cell = at.cell(self.field)
        return written(cell), one_of(self.values) + near(cell, self.values)


@dataclass(frozen=True, slots=True)
class Pattern(CellKind):
    """Cells match `pattern` as a whole. A case: a filled cell."""

    pattern: str
    operator: ClassVar[str] = "pattern"
    code: ClassVar[str] = "S104"

    def judged(self, cells: Cells) -> Judged:
        return pl.col(self.field).is_not_null(), ~cells.text(self.field).str.contains(whole(self.pattern))

    def sql(self, query: Query) -> tuple[str, str]:
        return query.filled(self.field), f"NOT {query.matches(query.cell(self.field), self.pattern)}"

    def said(self, at: At) -> tuple[str, str]:
        example = at.schema.field(self.field).example
        cell = at.cell(self.field) or ""
        expected = f"all of the cell to match {self.pattern}" + (f", as {example}" if example else "")
        return written(cell), expected + _easily_overlooked(cell, "string")


@dataclass(frozen=True, slots=True)
class Bound(CellKind):
    """Cells stand in the relation `relation` (<, <=, >=, >) to `limit`. A case: a well-typed cell."""

    relation: str
    limit: Decimal | str
    operator: ClassVar[str] = "bound"
    code: ClassVar[str] = ""  # see BOUND_CODES

    def judged(self, cells: Cells) -> Judged:
        # From text: pl.lit of a Python number would first import numpy to ask whether it is one of its own.
        value = cells.value(self.field).cast(cells.dtype(self.field))
        limit = pl.lit(plain(self.limit)).cast(cells.dtype(self.field))
        return value.is_not_null(), ~ordered(value, self.relation, limit)

    def sql(self, query: Query) -> tuple[str, str]:
        value = query.value(self.field)
        limit = f"CAST({query.text(plain(self.limit))} AS {query.type(self.field)})"
        return f"({value}) IS NOT NULL", f"NOT ({value} {self.relation} {limit})"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), f"{WORDS[self.relation]} {plain(self.limit)}"


#: Constraint to the relation that it asks for, and the code of its findings.
BOUNDS = {
    "minimum": (">=", "S105"),
    "maximum": ("<=", "S106"),
    "exclusiveMinimum": (">", "S107"),
    "exclusiveMaximum": ("<", "S107"),
}
BOUND_CODES = dict(BOUNDS.values())
LENGTHS = {"minLength": ">=", "maxLength": "<="}


@dataclass(frozen=True, slots=True)
class Length(CellKind):
    """Texts have at least (>=) or at most (<=) `limit` characters. A case: a filled cell."""

    relation: str
    limit: int
    operator: ClassVar[str] = "length"
    code: ClassVar[str] = "S108"

    def judged(self, cells: Cells) -> Judged:
        cell = cells.text(self.field)
        return cell.is_not_null(), ~ordered(cell.str.len_chars(), self.relation, pl.lit(self.limit))

    def sql(self, query: Query) -> tuple[str, str]:
        return query.filled(self.field), f"NOT (length({query.cell(self.field)}) {self.relation} {self.limit})"

    def said(self, at: At) -> tuple[str, str]:
        cell = at.cell(self.field)
        return f"{len(cell or '')} characters: {written(cell)}", f"{WORDS[self.relation]} {self.limit} characters"


def _easily_overlooked(text: str, type_: str) -> str:
    """Says what is easily overlooked: blanks and marks of spreadsheets, digits that only look like digits, too many, no
    such day."""
    if odd := next((c for c in text if c.isspace() and c not in " \n"), None):
        return f"; it holds the blank U+{ord(odd):04X}"
    if text[:1] == "'":
        return "; it begins with the apostrophe by which spreadsheets mark text"
    numeric = type_ in ("integer", "number")
    if numeric and any(c.isdigit() and not c.isascii() for c in text):
        return "; these are not the digits 0 to 9 of ASCII"
    digits = text.removeprefix("-").replace(".", "", 1)
    if numeric and digits.isascii() and digits.isdigit() and len(digits) > 18:
        return f"; this one has {len(digits)} digits"
    return "; there is no such day" if type_ == "date" and re.fullmatch(PATTERNS["date"], text) else ""
