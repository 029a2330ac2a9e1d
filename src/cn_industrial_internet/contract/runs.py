"""Neighbouring rows that say the same in some columns, judged once.

Statements of one source stand together, so most of their columns repeat the row above. A rule that reads only such
columns is judged on the first row of every run, and its verdict counts as often as the run is long. Which columns
repeat is found out from the rows, so the choice can cost time but never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

import polars as pl

#: The column of a frame of runs that says how many rows a run has.
LENGTH = "#"


class Repeating:
    """The columns of a table by which its runs are told: those that together change in at most a share of its rows.

    Chosen from one frame of the table, used on all.
    """

    def __init__(self, frame: pl.DataFrame, columns: Sequence[str], most: float) -> None:
        varying = _varying(frame, columns)
        changes = frame.select(_changes(frame, [name]).sum().alias(name) for name in varying).row(0) if varying else ()
        chosen, room = set(columns).difference(varying), most * frame.height
        for number, name in sorted(zip(changes, varying, strict=True)):
            room -= number or 0
            if room < 0:
                break
            chosen.add(name)
        self.columns = tuple(name for name in columns if name in chosen)
        self._varying = [name for name in varying if name in chosen]

    def runs(self, frame: pl.DataFrame) -> Runs | None:
        """The runs of a frame of the table; None where no column repeats."""
        if not self.columns:
            return None
        # A column that once varied is compared at once; the others most probably hold one cell only.
        constant = [name for name in self.columns if name not in self._varying]
        self._varying = [*self._varying, *_varying(frame, constant)]
        return Runs(frame, self.columns, self._varying)


class Runs:
    """The runs of a frame: rows that are equal in `columns`, nulls included, and stand together. Of the columns, only
    those `varying` differ at all."""

    def __init__(self, frame: pl.DataFrame, columns: Sequence[str], varying: Sequence[str]) -> None:
        changes = frame.select(_changes(frame, varying).alias(LENGTH)).to_series()
        if len(changes) and not changes[0]:
            changes = pl.concat([pl.Series([True]), changes[1:]])
        starts = changes.arg_true()
        ends = pl.concat([starts[1:], pl.Series([frame.height], dtype=starts.dtype)]) if len(starts) else starts
        self._number = changes.cum_sum() - 1
        self.frame = frame.select(columns).filter(changes).with_columns((ends - starts).alias(LENGTH))

    def __len__(self) -> int:
        return self.frame.height

    def spread(self, frame: pl.DataFrame) -> list[pl.Series]:
        """Columns with a value per run, as columns with a value per row."""
        return [column.gather(self._number) for column in frame]


def _changes(frame: pl.DataFrame, columns: Iterable[str]) -> pl.Expr:
    """Whether a row differs from the row above; false for the first, where nothing stands above."""
    found = []
    for name in columns:
        above = pl.col(name).shift()
        found.append(pl.col(name).ne_missing(above) if frame[name].null_count() else pl.col(name) != above)
    return reduce(lambda a, b: a | b, found, pl.repeat(False, pl.len())).fill_null(False)


def _varying(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """Those of `columns` that do not hold one and the same cell in all rows: told by a comparison that is cheaper than
    that of neighbours."""
    if not frame.height:
        return []
    filled = [name for name in columns if frame[name].null_count() < frame.height]
    same = [name for name in filled if not frame[name].null_count()]
    if same:
        constant = frame.select((pl.col(name) == frame[name][0]).all() for name in same).row(0, named=True)
        filled = [name for name in filled if not constant.get(name)]
    return filled
