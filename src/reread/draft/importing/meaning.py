"""What the words of a row mean: figures with bounds, sign and unit, ranks, times; and whether the cells agree."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ...findings import shown
from ...reading.dates import FoundTime, Time, read_base_period, read_time
from ...reading.errors import ReadingError
from ...reading.figures import Figure, find_figures, read_figure
from ...reading.ranks import read_implied_rank, read_rank
from ...rules import how_much
from ...rules.rereading import attempt
from ...statements.cells import bare_place
from ...statements.times import statuses
from .words import Refused

#: How many words before a fraction may say which way it goes.
_BEFORE: Final = 3


def number(text: str, column: str) -> Decimal | None:
    """A cell as a number; None for an empty one. Raises `Refused` for anything else."""
    found = how_much.number(text)
    if text and found is None:
        raise Refused(column, f"{shown(text)} is no number", "a plain number in the base unit, such as 269000000000")
    return found


def whole(words: str, start: int, quote: str, language: str) -> tuple[str, int]:
    """`words` at `start` of `quote` with what belongs to the figure there: hedge, sign, unit; and where that begins."""
    end = start + len(words)
    found = attempt(find_figures, quote, language)
    if found is None:
        return words, start
    for figure in found:
        if figure.start < end and start < figure.end and start <= figure.number_start and figure.number_end <= end:
            first, last = min(start, figure.start), max(end, figure.end)
            return quote[first:last], first
    ahead = [match.start() for match in re.finditer(r"\S+\s+", quote[:start])][-_BEFORE:]
    short = attempt(read_figure, words, language)
    for first in reversed(ahead):  # of a fraction: fell by a third
        longer = attempt(read_figure, quote[first:end], language)
        if short and longer and longer.transformation != short.transformation:
            return quote[first:end], first
    return words, start


@lru_cache(maxsize=4096)
def figure_of(words: str, language: str) -> Figure:
    """The figure that words are. Raises `Refused` where they are none."""
    try:
        return read_figure(words, language)
    except ReadingError as error:
        raise Refused("how_much", str(error), "words that are one figure, with its unit, hedge and sign") from None


def read_place(words: str) -> tuple[int, str]:
    """The place on a list that words state, and on what basis. Raises `Refused` where they state none."""
    for reader, basis in ((bare_place, "printed"), (read_rank, "printed"), (read_implied_rank, "implied")):
        place = attempt(reader, words)
        if place is not None:
            return place, basis
    raise Refused("how_much", f"{shown(words)} states no place", "words such as No. 1, 第3名, 4th, or the number")


def read_when(words: str, published: str, language: str) -> Time:
    """The time that words name. Raises `Refused` where they name none."""
    try:
        return read_time(words, published if len(published) == 10 else None, language)
    except ReadingError as error:
        accepted = "words that name a time, or an empty cell (the page says it, no word does)"
        raise Refused("when", str(error), accepted) from None


def printed_base(time: FoundTime, period: str) -> str:
    """The period that words of a base print, such as the same period of 2019; "" where they print no year."""
    if not any(map(str.isdigit, time.text)):
        return ""
    return time.time.period if time.time else (period and attempt(read_base_period, time.text, period)) or ""


def not_over(period: str, published: str) -> str:
    """Whether a period ends ("P") or begins ("F") after the day of publication, "" where it does not, or may not."""
    found = attempt(statuses, period, published) or ("A",)
    return found[0] if "A" not in found else ""
