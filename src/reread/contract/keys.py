"""Rules about all rows at once, over 64-bit hashes: repeated keys, and numbers that run without a gap.

A hash per record is all that is kept of a table of any size, and equal hashes count as equal keys: two different keys
of ten million share one with a probability of three in a million.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

import polars as pl

from .model import Numbered
from .polars_expressions import Cells, Compiled
from .rules import ContractRule, Unique


@dataclass(slots=True)
class Repeats:
    """The records whose key an earlier record has."""

    rule: ContractRule
    case: pl.Expr
    key: pl.Expr
    _parts: list[pl.Series] = field(default_factory=list)

    @property
    def bad(self) -> pl.Expr:
        """What a row tells by itself: nothing."""
        return pl.lit(False)

    @property
    def columns(self) -> list[pl.Expr]:
        """What to keep of every row."""
        return [self.key]

    def take(self, columns: list[pl.Series]) -> None:
        """The columns of the next rows."""
        self._parts.append(columns[0])

    def forget(self) -> None:
        """Give up what was kept of every row."""
        self._parts.clear()

    def records(self) -> tuple[pl.Series, dict[int, int]]:
        """(records that repeat a key, in order; for each the first record that has it). Counted from 0."""
        keys = _whole(self._parts)
        repeated, firsts = _repeated(keys)
        return repeated, firsts


@dataclass(slots=True)
class Numbers:
    """The records whose number is missing, repeated, or not preceded by the number before it.

    The hash of its `group` plus the number is the key, so that the keys of a run stand side by side when sorted.
    """

    rule: ContractRule
    case: pl.Expr
    number: pl.Expr
    group: pl.Expr
    _parts: list[pl.Series] = field(default_factory=list)
    _groups: list[pl.Series] = field(default_factory=list)

    @property
    def bad(self) -> pl.Expr:
        """What a row tells by itself: no number, or one below the first."""
        return self.case & (self.number.is_null() | (self.number < 1))

    @property
    def columns(self) -> list[pl.Expr]:
        """What to keep of every row, and the groups."""
        group = pl.when(self.case).then(self.group)
        return [group + self.number.cast(pl.UInt64), group.unique().drop_nulls()]

    def take(self, columns: list[pl.Series]) -> None:
        """The columns of the next rows."""
        self._parts.append(columns[0])
        self._groups.append(columns[1])

    def forget(self) -> None:
        """Give up what was kept of every row."""
        self._parts.clear()
        self._groups.clear()

    def records(self) -> tuple[pl.Series, dict[int, int]]:
        """(records that break the rule beyond what a row tells by itself; for those repeated, the first one)."""
        keys = _whole(self._parts)
        groups = _whole(self._groups).unique()
        if _in_order(keys, groups):
            return pl.Series(dtype=pl.Int64), {}
        present = pl.concat([keys.drop_nulls(), groups]).sort(multithreaded=False)
        # A group's own hash stands for number 0, so that 1 has a predecessor and 0 (bad by itself) has none to need.
        lonely = present.to_frame("k").select(
            pl.col("k").filter(((pl.col("k") - pl.col("k").shift()) > 1).fill_null(True))
        )["k"]
        lonely = lonely.filter(~lonely.is_in(groups.implode()))
        repeated, firsts = _repeated(keys)
        if not len(lonely):
            return repeated, firsts
        gaps = keys.is_in(lonely.implode()).fill_null(False).arg_true().cast(pl.Int64)
        return pl.concat([gaps, repeated]).unique().sort(), firsts


def whole_table(rule: ContractRule, compiled: Compiled, cells: Cells) -> Repeats | Numbers | None:
    """How to judge a rule about all rows at once; None for the others."""
    test = rule.arguments
    if isinstance(test, Unique):
        # A sum of hashes, each made in its own way, costs half of what the hash of a struct does.
        key = reduce(lambda a, b: a + b, (cells.hashed(name, seed) for seed, name in enumerate(test.fields)))
        return Repeats(rule, compiled.case, pl.when(compiled.case).then(key))
    if isinstance(test, Numbered):
        return Numbers(rule, compiled.case, cells.number_at_end(test.field), cells.hashed(test.within, 0))
    return None


def _whole(parts: list[pl.Series]) -> pl.Series:
    return pl.concat(parts) if parts else pl.Series(dtype=pl.UInt64)


def _in_order(keys: pl.Series, groups: pl.Series) -> bool:
    """Whether the keys of every group stand together and count up from 1, as they do in an orderly table: found out
    without sorting them."""
    filled = keys.drop_nulls()
    begins = pl.Series([True]).append(filled[1:] - filled[:-1] != 1) if len(filled) else filled.cast(pl.Boolean)
    firsts = filled.filter(begins) - 1
    return len(firsts) == len(groups) and firsts.sort().equals(groups.sort())


def _repeated(keys: pl.Series) -> tuple[pl.Series, dict[int, int]]:
    ordered = keys.drop_nulls().sort(multithreaded=False)
    twice = ordered.to_frame("k").select(pl.col("k").filter(pl.col("k") == pl.col("k").shift()).unique())["k"]
    del ordered
    if not len(twice):
        return pl.Series(dtype=pl.Int64), {}
    places = keys.is_in(twice.implode()).fill_null(False).arg_true().cast(pl.Int64)
    found = pl.DataFrame({"record": places, "key": keys.gather(places)})
    found = found.with_columns(pl.col("record").first().over("key").alias("first"))
    found = found.filter(pl.col("record") != pl.col("first"))
    head = found.head(MAX_FIRSTS)
    return found["record"], dict(zip(head["record"].to_list(), head["first"].to_list(), strict=True))


#: For so many repeated records the first one is looked up, to name it.
MAX_FIRSTS = 10_000
