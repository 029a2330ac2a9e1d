"""Rows of a table as text, their last columns kept once for neighbours that are equal in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl


@dataclass(frozen=True)
class Tail:
    """The last columns of rows, once per run of rows equal in them (a row of `frame` each); `begins` says of every row
    whether a run begins with it."""

    frame: pl.DataFrame
    begins: pl.Series

    @cached_property
    def number(self) -> pl.Series:
        """The run of every row, from 0."""
        return self.begins.cum_sum() - 1

    @cached_property
    def starts(self) -> pl.Series:
        """The row with which each run begins."""
        return self.begins.arg_true()


def columns_of(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Some columns of a frame: `select`, without the cost of a query."""
    return pl.DataFrame([frame[name] for name in names])


@dataclass(frozen=True)
class Rows:
    """Rows of a table: all cells text, null where empty. `own` has the columns kept for every row: all, or those before
    the `tail`."""

    own: pl.DataFrame
    tail: Tail | None = None

    @property
    def height(self) -> int:
        """How many rows these are."""
        return self.own.height

    @cached_property
    def frame(self) -> pl.DataFrame:
        """All columns of all rows."""
        return self.own if self.tail is None else self.own.hstack(self.tail.frame[self.tail.number])

    def select(self, names: Sequence[str]) -> pl.DataFrame:
        """Some columns of all rows, in one chunk of memory each."""
        own = columns_of(self.own, [name for name in names if name in self.own.columns]).rechunk()
        if self.tail is None or own.width == len(names):
            return own
        ends = columns_of(self.tail.frame, [name for name in names if name not in self.own.columns])
        return columns_of(pl.DataFrame([*own, *ends[self.tail.number]]), names)

    def empty(self, name: str) -> int:
        """How many cells of a column are empty."""
        if self.tail is None or name in self.own.columns:
            return self.own[name].null_count()
        column = self.tail.frame[name]
        if column.null_count() in (0, len(column)):
            return self.height if column.null_count() else 0
        return int(column.is_null().gather(self.tail.number).sum())

    def cells(self, places: Iterable[int]) -> list[tuple[str, ...]]:
        """The cells of some rows, "" where empty."""
        wanted = pl.Series(places, dtype=pl.UInt32)
        found = self.own[wanted]
        if self.tail is not None:
            found = found.hstack(self.tail.frame[self.tail.number.gather(wanted)])
        return found.fill_null("").rows()
