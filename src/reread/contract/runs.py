"""Neighbouring rows that say the same in some columns, judged once.

Statements of one source stand together, so most of their columns repeat the row above. A rule that reads only such
columns is judged on the first row of every run, and its verdict counts as often as the run is long. Which columns
repeat is found out from the rows, so the choice can cost time but never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

import polars as pl

from .rows import Rows, columns_of

#: The column of a frame of runs that says how many rows a run has.
LENGTH = "#"


class Repeating:
    """The columns of a table by which its runs are told: those that together change in at most a share of its rows.

    Chosen from some rows of the table, used on all.
    """

    def __init__(self, frame: pl.DataFrame, columns: Sequence[str], most: float) -> None:
        changes = {name: int(mask.sum()) for name, mask in _changes(frame, columns).items()}
        chosen, room = set(columns).difference(changes), most * frame.height
        for number, name in sorted((number, name) for name, number in changes.items()):
            room -= number
            if room < 0:
                break
            chosen.add(name)
        self.columns = tuple(name for name in columns if name in chosen)
        #: Columns that varied in the rows before: these are compared at once.
        self._varying = {name for name, number in changes.items() if number}

    def runs(self, rows: Rows) -> Runs | None:
        """The runs of rows of the table; None where no column repeats, or there are no rows."""
        if not self.columns or not rows.height:
            return None
        # Another thread may find other columns varying meanwhile: what is compared is settled here.
        before = self._varying
        own = [name for name in self.columns if name in rows.own.columns]
        # Most other columns hold one and the same cell in all rows, which costs less to find out.
        mixed = set(_varying(rows.own, [name for name in own if name not in before]))
        compared = _changes(rows.own, [name for name in own if name in before or name in mixed])
        changes = {name: mask for name, mask in compared.items() if mask.any()}
        self._varying = set(changes) | before.difference(own)
        return Runs(rows, self.columns, changes)


class Runs:
    """The runs of rows, of which there is one at least: those that are equal in `columns`, nulls included, and stand
    together. Rows with a tail may make more runs than these columns do.

    `changes` say of every row but the first whether a column of its own differs from the row above; the other columns
    of its own hold one cell only.
    """

    def __init__(self, rows: Rows, columns: Sequence[str], changes: Mapping[str, pl.Series]) -> None:
        tail = rows.tail if any(name not in rows.own.columns for name in columns) else None
        begins = _begins(rows.height, changes) if tail is None else tail.begins
        if tail is not None and changes:
            begins = begins | _begins(rows.height, changes)
        self.begins, self.starts, self._height = begins, begins.arg_true(), rows.height
        self._lengths = self.starts.shift(-1, fill_value=rows.height) - self.starts
        count = len(self.starts)
        # A piece of a file comes in chunks; of the few rows left, one is enough.
        varying = pl.DataFrame([rows.own[name].filter(begins) for name in changes]).rechunk()
        repeated = pl.DataFrame()
        if tail is not None:
            repeated = columns_of(tail.frame, [name for name in columns if name not in rows.own.columns])
            if count > tail.frame.height:
                repeated = repeated[tail.begins.filter(begins).cum_sum() - 1]
        held = [
            varying[name]
            if name in changes
            else rows.own[name].new_from_index(0, count)
            if name in rows.own.columns
            else repeated[name]
            for name in columns
        ]
        self.frame = pl.DataFrame([*held, self._lengths.alias(LENGTH)])

    def __len__(self) -> int:
        return self.frame.height

    def spread(self, frame: pl.DataFrame) -> list[pl.Series]:
        """Columns with a value per run, as columns with a value per row."""
        if len(self) == self._height:
            return frame.get_columns()
        return frame[self.begins.cum_sum() - 1].get_columns()

    def rows(self, wanted: pl.Series, most: int) -> pl.Series:
        """The places of the first `most` rows of runs that are `wanted` (a boolean for each)."""
        runs = wanted.arg_true().head(most)
        starts, lengths = self.starts.gather(runs), self._lengths.gather(runs)
        rows = pl.DataFrame({"start": starts, "end": starts + lengths})
        return rows.select(pl.int_ranges("start", "end").explode().head(most)).to_series()


def _begins(height: int, changes: Mapping[str, pl.Series]) -> pl.Series:
    """Of every row, whether it is the first or differs from the one above."""
    below = reduce(or_, changes.values()) if changes else pl.repeat(False, height - 1, eager=True)
    return pl.Series([True]).append(below)


def _changes(frame: pl.DataFrame, columns: Iterable[str]) -> dict[str, pl.Series]:
    """By column that does not repeat one cell only: of every row but the first, whether it differs from the one
    above."""
    found = {}
    for name in columns:
        column = frame[name]
        if column.null_count() == len(column):
            continue
        below, above = column[1:], column[:-1]
        found[name] = below.ne_missing(above) if column.null_count() else below != above
    return found


def _varying(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """Those of `columns` that do not hold one and the same cell in all rows: told by a comparison that is cheaper than
    that of neighbours."""
    filled = [column for name in columns if (column := frame[name]).null_count() < len(column)]
    return [column.name for column in filled if column.null_count() or not (column == column[0]).all()]
