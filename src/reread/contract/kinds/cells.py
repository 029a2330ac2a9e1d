"""Checks of single cells, as Table Schema writes them: types and constraints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..conditions import Conditions, among, literal, matches
from ..lexical import ANY_DAY, EXPECTED, plain
from .base import WORDS, Kind, near, one_of, written

if TYPE_CHECKING:
    from ..messages import At

#: Constraint to the relation that it asks for, and the code of its findings.
BOUNDS = {
    "minimum": (">=", "S105"),
    "maximum": ("<=", "S106"),
    "exclusiveMinimum": (">", "S107"),
    "exclusiveMaximum": ("<", "S107"),
}
BOUND_CODES = dict(BOUNDS.values())
LENGTHS = {"minLength": ">=", "maxLength": "<="}


@dataclass(frozen=True)
class CellKind(Kind):
    """A check of the cells of one field."""

    field: str


@dataclass(frozen=True)
class Typed(CellKind, operator="type", code="S101"):
    """Cells are written as `type`. A case: a filled cell."""

    type: str

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.filled(self.field), f"NOT ({on.valued((self.field,))})"

    def said(self, at: At) -> tuple[str, str]:
        cell = at.cells[self.field] or ""
        return written(cell), EXPECTED[self.type] + _easily_overlooked(cell, self.type)


@dataclass(frozen=True)
class Required(CellKind, operator="required", code="S102"):
    """Cells are filled. A case: every row."""

    def judged(self, on: Conditions) -> tuple[str, str]:
        return "true", f"{on.column(self.field)} IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cells[self.field]), f"a value in {self.field}"


@dataclass(frozen=True)
class Enum(CellKind, operator="enum", code="S103"):
    """Cells are one of `values`. A case: a filled cell."""

    values: tuple[str, ...]

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.filled(self.field), f"NOT ({among(on.cell(self.field), self.values)})"

    def said(self, at: At) -> tuple[str, str]:
        cell = at.cells[self.field]
        return written(cell), one_of(self.values) + near(cell, self.values)


@dataclass(frozen=True)
class Pattern(CellKind, operator="pattern", code="S104"):
    """Cells match `pattern` as a whole. A case: a filled cell."""

    pattern: str

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.filled(self.field), f"NOT {matches(on.cell(self.field), self.pattern)}"

    def said(self, at: At) -> tuple[str, str]:
        example = at.schema.field(self.field).example
        cell = at.cells[self.field] or ""
        expected = f"all of the cell to match {self.pattern}" + (f", as {example}" if example else "")
        return written(cell), expected + _easily_overlooked(cell, "string")


@dataclass(frozen=True)
class Bound(CellKind, operator="bound"):
    """Cells stand in the relation `relation` to `limit`, which decides the code. A case: a well-typed cell."""

    relation: str
    limit: Decimal | str

    def judged(self, on: Conditions) -> tuple[str, str]:
        limit = f"CAST({literal(plain(self.limit))} AS {on.type(self.field)})"
        return on.valued((self.field,)), f"NOT ({on.value(self.field)} {self.relation} {limit})"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cells[self.field]), f"{WORDS[self.relation]} {plain(self.limit)}"


@dataclass(frozen=True)
class Length(CellKind, operator="length", code="S108"):
    """Texts have at least (>=) or at most (<=) `limit` characters. A case: a filled cell."""

    relation: str
    limit: int

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.filled(self.field), f"NOT (length({on.cell(self.field)}) {self.relation} {self.limit})"

    def said(self, at: At) -> tuple[str, str]:
        cell = at.cells[self.field]
        return f"{len(cell or '')} characters: {written(cell)}", f"{WORDS[self.relation]} {self.limit} characters"


def _easily_overlooked(text: str, type_: str) -> str:
    """Says what is easily overlooked: blanks, marks of spreadsheets, digits of other scripts, too many, no such day."""
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
    return "; there is no such day" if type_ == "date" and ANY_DAY.fullmatch(text) else ""
