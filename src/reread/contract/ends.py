"""Cells that are a beginning known from their row, and digits: `a.o01` after `a.o`.

The number at their end needs no search for where it begins, and a pattern that takes all digits alike says the same of
two such cells with one beginning and as many digits.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from .model import NamedRule, StartsWith, pieces

#: Digits that fit a 64-bit integer, whatever they are.
_MOST = 18


def beginnings(rules: Iterable[NamedRule]) -> dict[str, list[tuple[bool, str]]]:
    """By field, the template of what its cells begin with, where digits after it are all the digits at the end."""
    found = {}
    for rule in rules:
        if isinstance(rule.test, StartsWith):
            template = pieces(rule.test.template)
            is_field, last = template[-1] if template else (True, "")
            if not is_field and not last[-1].isdigit():
                found[rule.test.field] = template
    return found


def numbers(texts: pl.Series, beginning: pl.Series) -> pl.Series | None:
    """The numbers at the end of `texts`; None where one is more than its `beginning` and up to 18 digits."""
    if texts.null_count() or beginning.null_count() or not len(texts):
        return None
    whole, begin, left = pl.lit(texts), pl.lit(beginning), pl.col("left")
    digits = pl.select(whole.str.strip_prefix(begin).alias("left"))
    length = left.str.len_bytes()
    only_digits = (left >= "0") & (left < ":")  # no sign before them
    stripped = length + begin.str.len_bytes() == whole.str.len_bytes()
    if not digits.select((only_digits & stripped & (length <= _MOST)).all()).item():
        return None
    found = digits.to_series().cast(pl.Int64, strict=False)
    return None if found.null_count() else found


def of_each_length(texts: pl.Series, begins: pl.Series) -> pl.Series:
    """Of `texts` one of each length at least, for every run of rows (`begins` is true where one begins)."""
    length = texts.str.len_bytes()
    return texts.filter(begins | pl.Series([True]).append(length[1:] != length[:-1]))

