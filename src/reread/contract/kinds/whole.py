"""Checks of all rows of a table together: repetitions and numbering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..conditions import Conditions
from .base import RowKind, Whole, written

if TYPE_CHECKING:
    from ..cells import Cells
    from ..messages import At
    from ..sql import Query


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
        again = key.is_not_null() & ~key.is_first_distinct()
        records = again.arg_true()
        rows = key.to_frame().with_row_index("record")
        firsts = rows.filter(key.is_in(key.gather(records).unique().implode())).group_by("key").agg(pl.first("record"))
        found = rows.filter(again).join(firsts, on="key", suffix="_first", maintain_order="left")
        return records, dict(zip(found["record"], found["record_first"], strict=True))

    def sql(self, query: Query) -> str:
        names = [f"k{n}" for n, _ in enumerate(self.fields)]
        keys = ", ".join(f"{query.value(field)} AS {name}" for field, name in zip(self.fields, names, strict=True))
        case, key = query.valued(self.fields), ", ".join(names)
        rows = f"SELECT {query.record} AS record, {keys} FROM {query.rows} WHERE {case}"
        again = f"SELECT {key}, min(record) AS first FROM ({rows}) AS r GROUP BY {key} HAVING count(*) > 1"
        on = " AND ".join(f"a.{name} = g.{name}" for name in names)
        return f"SELECT a.record, g.first FROM ({rows}) AS a JOIN ({again}) AS g ON {on} AND a.record > g.first"

    def said(self, at: At) -> tuple[str, str]:
        cells = [written(at.cell(name)) for name in self.fields]
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
        groups = (
            rows.lazy().group_by("group").agg(n=pl.len(), all=number.n_unique(), low=number.min(), high=number.max())
        )
        odd = groups.filter((pl.col("n") != pl.col("all")) | (pl.col("high") != pl.col("n")) | (pl.col("low") != 1))
        # Only groups whose numbers are not exactly 1 to n are looked at row by row. Two rows without a number are not
        # repetitions of each other, and no row comes after one without.
        rows = rows.filter(group.is_in(odd.select("group").collect().to_series().implode()))
        before = rows.select("group", number=number + 1, before=True).filter(number > 0).unique()
        rows = rows.join(before, on=["group", "number"], how="left", maintain_order="left")
        rows = rows.with_columns(first=pl.col("record").first().over("group", "number"))
        again = (number >= 0) & (pl.col("first") < pl.col("record"))
        gap = (number != 1) & pl.col("before").is_null()
        found = rows.filter((number < 0) | again | gap)
        told = found.filter(again).select("record", "first").rows()
        return found["record"], dict(told)

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
        text, within = at.cell(self.field) or "", f"{self.within} {written(at.cell(self.within))}"
        digits = text[len(text.rstrip("0123456789")) :][-18:]
        if not digits:
            return written(text), "a number at its end"
        if at.first:
            return f"{written(text)}, number {int(digits)} again, as in {at.first}", f"each number once within {within}"
        return f"{written(text)}, but no number {int(digits) - 1}", f"numbers from 1 without a gap within {within}"
