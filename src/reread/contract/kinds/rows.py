"""Checks of a row by itself, the rows it refers to, and all rows of a table together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from ...findings import shown
from ..conditions import Conditions, literal
from ..model import ForeignKey, pieces
from .base import WORDS, Kind, RowKind, When, Whole, near, one_of, written

if TYPE_CHECKING:
    from ..cells import Cells
    from ..messages import At
    from ..model import TableSchema
    from ..sql import Query


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
        cells = [at.cells[name] for name in self.key.fields]
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
        left, right = written(at.cells[self.left]), written(at.cells[self.right])
        return f"{self.left} {left} with {self.right} {right}", f"{self.left} {WORDS[self.relation]} {self.right}"


@dataclass(frozen=True)
class RequiredIf(RowKind, operator="required_if", code="S302"):
    """`field` is filled where `when` holds. A case: it holds."""

    field: str
    when: When

    def judged(self, on: Conditions) -> tuple[str, str]:
        return self.when.holds(on), f"{on.column(self.field)} IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cells[self.field]), f"a value in {self.field}, since {self.when.said(at, holds=True)}"


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
        return written(at.cells[self.field]), f"an empty cell, since {self.when.said(at, holds=False)}"


@dataclass(frozen=True)
class Lookup(RowKind, operator="lookup", code="S304"):
    """`column` of the row that `through` points to equals the field `equals` of this row, or is one of `values`. A
    case: that row exists, and the cell compared is filled."""

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
        mine = f"{self.equals} of this row, {written(at.cells[self.equals])}" if self.equals else ""
        wanted = mine or one_of(self.values or ())
        found = f"{shown(at.cells[self.through] or '')}, whose {self.column} is {written(other)}"
        return found, f"a row of {table} whose {self.column} is {wanted}"


@dataclass(frozen=True)
class Filled(RowKind):
    """What `field` is like beside `template`, in which {name} stands for that field, where `when` holds. A case: all
    fields named are filled, and it holds."""

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
        wanted = "".join(at.cells[text] or "" if is_field else text for is_field, text in pieces(self.template))
        return written(at.cells[self.field]), f"{self.words}{shown(wanted)}, made of {self.template}"


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
        unknown = [id_ for id_ in (at.cells[self.field] or "").split(" ") if not at.has(self.tables, id_)]
        tables = " or ".join(table for table, _ in self.tables)
        expected = f"ids of {tables}, one blank between two"
        return ", ".join(map(shown, unknown)), expected + near(unknown[0] if unknown else None, known)


@dataclass(frozen=True)
class Unique(Whole, operator="unique", code="S110"):
    """`fields`, together, are not repeated. A case: a row with all of them filled; wrong: all but the first."""

    fields: tuple[str, ...]

    def columns(self) -> tuple[str, ...]:
        return self.fields

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.valued(self.fields), "false"

    def kept(self, cells: Cells, case: pl.Expr) -> list[pl.Expr]:
        """A 64-bit hash of the values; 0.1 and 0.10 are one number."""
        values = [cells.key(name) for name in self.fields]
        key = pl.struct(values) if len(values) > 1 else values[0]
        return [pl.when(case).then(key.hash(7))]

    def wrong(self, kept: pl.DataFrame) -> tuple[pl.Series, dict[int, int]]:
        key = kept.to_series().alias("key")
        if key.n_unique() == key.len() - max(key.null_count() - 1, 0):
            return pl.Series([], dtype=pl.UInt32), {}
        rows = key.to_frame().with_row_index("record").filter(key.is_duplicated() & key.is_not_null())
        found = rows.with_columns(first=pl.col("record").first().over("key")).filter(pl.col("record") > pl.col("first"))
        return found["record"], dict(found.select("record", "first").rows())

    def sql(self, query: Query) -> str:
        names = [f"k{n}" for n, _ in enumerate(self.fields)]
        keys = ", ".join(f"{query.value(field)} AS {name}" for field, name in zip(self.fields, names, strict=True))
        case, key = query.valued(self.fields), ", ".join(names)
        rows = f"SELECT {query.record} AS record, {keys} FROM {query.rows} WHERE {case}"
        again = f"SELECT {key}, min(record) AS first FROM ({rows}) AS r GROUP BY {key} HAVING count(*) > 1"
        on = " AND ".join(f"a.{name} = g.{name}" for name in names)
        return f"SELECT a.record, g.first FROM ({rows}) AS a JOIN ({again}) AS g ON {on} AND a.record > g.first"

    def said(self, at: At) -> tuple[str, str]:
        cells = [written(at.cells[name]) for name in self.fields]
        where = f", as in {at.first}" if at.first else ", as in an earlier row"
        if len(cells) == 1:
            return cells[0] + where, f"{self.fields[0]} not repeated"
        what = " and ".join(f"{name} {cell}" for name, cell in zip(self.fields, cells, strict=True))
        return what + where, f"{', '.join(self.fields)} not repeated together"


@dataclass(frozen=True)
class Numbered(Whole, RowKind, operator="numbered", code="S306"):
    """The digits at the end of `field` are 1 to n, once each, within every value of `within`. A case: both filled;
    wrong: no number, that of an earlier row, or one whose predecessor no row has."""

    field: str
    within: str
    field_types = ("string",)

    def judged(self, on: Conditions) -> tuple[str, str]:
        return on.filled(self.field, self.within), "false"

    def kept(self, cells: Cells, case: pl.Expr) -> list[pl.Expr]:
        text = pl.col(self.field).cast(pl.String)
        digits = text.str.strip_prefix(text.str.strip_chars_end("0123456789")).str.tail(18)
        number = digits.cast(pl.Int64, strict=False).fill_null(-1)
        return [pl.when(case).then(pl.col(self.within).hash(7)), pl.when(case).then(number)]

    def wrong(self, kept: pl.DataFrame) -> tuple[pl.Series, dict[int, int]]:
        rows = kept.rename(dict(zip(kept.columns, ("group", "number"), strict=True))).with_row_index("record")
        rows = rows.filter(pl.col("group").is_not_null())
        number, group = pl.col("number"), pl.col("group")
        sound = (number.n_unique() == pl.len()) & (number.max() == pl.len()) & (number.min() == 1)
        odd = rows.lazy().group_by("group").agg(sound=sound).filter(~pl.col("sound")).collect()
        # Only groups whose numbers are not exactly 1 to n are looked at row by row. Two rows without a number are not
        # repetitions of each other, and no row comes after one without.
        rows = rows.filter(group.is_in(odd["group"].implode()))
        before = rows.select("group", number=number + 1, before=True).filter(number > 0).unique()
        rows = rows.join(before, on=["group", "number"], how="left", maintain_order="left")
        rows = rows.with_columns(first=pl.col("record").first().over("group", "number"))
        again = (number >= 0) & (pl.col("first") < pl.col("record"))
        gap = (number != 1) & pl.col("before").is_null()
        found = rows.filter((number < 0) | again | gap)
        return found["record"], dict(found.filter(again).select("record", "first").rows())

    def sql(self, query: Query) -> str:
        cell, group = query.cell(self.field), query.cell(self.within)
        digits = f"nullif(regexp_extract({cell}, '([0-9]{{1,18}})\\z', 1), '')"
        rows = f"SELECT {query.record} AS record, {group} AS g, try_cast({digits} AS BIGINT) AS n FROM {query.rows}"
        near = "max(n) OVER (PARTITION BY g ORDER BY n RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS near"
        same = "min(record) OVER (PARTITION BY g, n) AS same"
        judged = f"SELECT record, n, {near}, {same} FROM ({rows} WHERE {query.filled(self.field, self.within)}) AS r"
        bad = "n IS NULL OR (n <> 1 AND near IS NULL) OR same < record"
        first = "CASE WHEN n IS NOT NULL AND same < record THEN same END AS first"
        return f"SELECT record, {first} FROM ({judged}) AS j WHERE {bad}"

    def said(self, at: At) -> tuple[str, str]:
        text, within = at.cells[self.field] or "", f"{self.within} {written(at.cells[self.within])}"
        digits = text[len(text.rstrip("0123456789")) :][-18:]
        if not digits:
            return written(text), "a number at its end"
        if at.first:
            return f"{written(text)}, number {int(digits)} again, as in {at.first}", f"each number once within {within}"
        return f"{written(text)}, but no number {int(digits) - 1}", f"numbers from 1 without a gap within {within}"
