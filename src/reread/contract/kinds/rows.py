"""Checks of a row by itself and the rows it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...findings import shown
from ..conditions import Conditions, literal
from ..model import ForeignKey, pieces
from .base import WORDS, Kind, RowKind, When, near, one_of, written

if TYPE_CHECKING:
    from ..messages import At
    from ..model import TableSchema


@dataclass(frozen=True)
class Refers(Kind, operator="foreign_key", code="S111"):
    """The fields of `key`, together, are those of a row of another table. A case: a row with all of them filled."""

    key: ForeignKey

    def columns(self) -> tuple[str, ...]:
        return self.key.fields

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return [(self.key.table, column) for column in self.key.columns]

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.valued(self.key.fields), f"NOT ({on.exists(self.key)})"

    def said(self, at: At) -> tuple[str, str]:
        cells = [at.cell(name) for name in self.key.fields]
        known = at.known(self.key.table, self.key.columns[0]) if len(self.key.columns) == 1 else []
        expected = f"{' and '.join(self.key.columns)} of a row in {self.key.table}"
        return " and ".join(map(written, cells)), expected + near(cells[0], known)


@dataclass(frozen=True)
class Compare(RowKind, operator="compare", code="S301"):
    """`left` stands in the `relation` (<, <=, =, >=, >) to `right`, another field. A case: both well-typed."""

    left: str
    relation: str
    right: str

    def judged(self, on: Conditions) -> tuple[str, str]:
        wrong = f"NOT ({on.value(self.left)} {self.relation} {on.value(self.right)})"
        return on.valued((self.left, self.right)), wrong

    def said(self, at: At) -> tuple[str, str]:
        left, right = written(at.cell(self.left)), written(at.cell(self.right))
        return f"{self.left} {left} with {self.right} {right}", f"{self.left} {WORDS[self.relation]} {self.right}"


@dataclass(frozen=True)
class RequiredIf(RowKind, operator="required_if", code="S302"):
    """`field` is filled where `when` holds. A case: it holds."""

    field: str
    when: When

    def judged(self, on: Conditions) -> tuple[str, str]:
        return self.when.holds(on), f"{on.column(self.field)} IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), f"a value in {self.field}, since {self.when.said(at, holds=True)}"


@dataclass(frozen=True)
class EmptyUnless(RowKind, operator="empty_unless", code="S303"):
    """`field` is filled only where `when` holds. A case: it is filled, and the row looked through exists."""

    field: str
    when: When

    def judged(self, on: Conditions) -> tuple[str, str]:
        case = on.filled(self.field)
        if self.when.through:
            case += f" AND {on.exists(on.schema.target(self.when.through))}"
        return case, f"NOT {self.when.holds(on)}"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), f"an empty cell, since {self.when.said(at, holds=False)}"


@dataclass(frozen=True)
class Lookup(RowKind, operator="lookup", code="S304"):
    """`column` of the row that `through` points to equals the field `equals` of this row, or is one of `values`.

    A case: that row exists, and the cell compared is filled.
    """

    through: str
    column: str
    equals: str | None = None
    values: tuple[str, ...] | None = None

    def judged(self, on: Conditions) -> tuple[str, str]:
        there = on.exists(on.schema.target(self.through))
        if self.equals is None:
            return there, f"NOT coalesce({on.looked_up(self.through, self.column, self.values)}, false)"
        good = on.agrees(self.through, self.column, self.equals)
        return f"{there} AND {on.filled(self.equals)}", f"NOT coalesce({good}, false)"

    def said(self, at: At) -> tuple[str, str]:
        other, table = at.looked_up(self.through, self.column), at.schema.target(self.through).table
        wanted = one_of(self.values or ())
        if self.equals:
            wanted = f"{self.equals} of this row, {written(at.cell(self.equals))}"
        found = f"{shown(at.cell(self.through) or '')}, whose {self.column} is {written(other)}"
        return found, f"a row of {table} whose {self.column} is {wanted}"


@dataclass(frozen=True)
class Filled(RowKind):
    """What `field` is like beside `template`, in which {name} stands for that field of the row, where `when` holds. A
    case: all fields named are filled, and it holds."""

    field: str
    template: str
    when: When | None = None
    field_types = ("string",)
    #: The condition on the field and the template filled in; what is said before that.
    good: ClassVar[str]
    words: ClassVar[str] = ""

    def judged(self, on: Conditions) -> tuple[str, str]:
        parts = pieces(self.template)
        case = on.filled(self.field, *(text for is_field, text in parts if is_field))
        made = ", ".join(on.cell(text) if is_field else literal(text) for is_field, text in parts)
        good = self.good.format(on.cell(self.field), f"concat({made})")
        return f"{case} AND {self.when.holds(on)}" if self.when else case, f"NOT ({good})"

    def said(self, at: At) -> tuple[str, str]:
        wanted = "".join(at.cell(text) or "" if is_field else text for is_field, text in pieces(self.template))
        return written(at.cell(self.field)), f"{self.words}{shown(wanted)}, made of {self.template}"


@dataclass(frozen=True)
class StartsWith(Filled, operator="starts_with", code="S305"):
    """`field` begins with the template."""

    good = "starts_with({}, {})"
    words = "text that begins with "


@dataclass(frozen=True)
class Compose(Filled, operator="compose", code="S305"):
    """`field` is the template."""

    good = "{} = {}"


@dataclass(frozen=True)
class References(RowKind, operator="references", code="S307"):
    """`field` holds ids separated by blanks, each the key of a row in one of `tables` (table, key column). A case: a
    filled cell."""

    field: str
    tables: tuple[tuple[str, str], ...]
    field_types = ("string",)

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.filled(self.field), on.strays(self.field, self.tables)

    def said(self, at: At) -> tuple[str, str]:
        known = [id_ for table, column in self.tables for id_ in at.known(table, column)]
        unknown = [id_ for id_ in (at.cell(self.field) or "").split(" ") if not at.has(self.tables, id_)]
        tables = " or ".join(table for table, _ in self.tables)
        expected = f"ids of {tables}, one blank between two"
        return ", ".join(map(shown, unknown)), expected + near(unknown[0] if unknown else None, known)
