"""What the words of a row mean: figures with bounds, sign and unit, ranks, times; and whether the cells agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ...findings import shown
from ...reading.dates import FoundTime, Time, read_base_period, read_time
from ...reading.errors import ReadingError
from ...reading.figures import Figure, find_figures, read_figure
from ...reading.periods import year_before
from ...reading.ranks import read_implied_rank, read_rank
from ...rules import how_much
from ...rules.how_much import plain
from ...statements.cells import bare_place, cell_bounds, in_table
from ...statements.times import statuses
from .model import Refused

if TYPE_CHECKING:
    from .edits import Cells

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
    try:
        found = find_figures(quote, language)
    except ReadingError:
        return words, start
    for figure in found:
        if figure.start < end and start < figure.end and start <= figure.number_start and figure.number_end <= end:
            first, last = min(start, figure.start), max(end, figure.end)
            return quote[first:last], first
    ahead = list(re.finditer(r"\S+\s+", quote[:start]))[-_BEFORE:]
    for before in reversed(ahead):  # of a fraction: fell by a third
        with suppress(ReadingError):
            longer = quote[before.start() : end]
            if read_figure(longer, language).transformation != read_figure(words, language).transformation:
                return longer, before.start()
    return words, start


def read_quantity(words: str, language: str) -> tuple[Cells, str]:
    """The figure that running words are, as cells of an observation, and the transformation that they tell, "" for
    none. Raises `Refused` where they are no figure.
    """
    figure = _figure(words, language)
    bounds = figure.bounds()
    return _cells(figure.value, bounds.lower, bounds.upper, figure.unit, figure.qualifier), figure.transformation or ""


def _cells(value: Decimal | None, lower: Decimal | None, upper: Decimal | None, unit: str, qualifier: str) -> Cells:
    numbers = {"value": plain(value), "lower": plain(lower), "upper": plain(upper)}
    return {**numbers, "unit_id": unit, "qualifier": qualifier}


@lru_cache(maxsize=4096)
def _figure(words: str, language: str) -> Figure:
    try:
        return read_figure(words, language)
    except ReadingError as error:
        raise Refused("how_much", str(error), "words that are one figure, with its unit, hedge and sign") from None


def read_cell(words: str, heads: tuple[str, ...], language: str, cells: Mapping[str, str]) -> Cells:
    """The figure in a cell of a table, which says all its digits; its unit may stand in its heads."""
    figure = _figure(words, language)
    if figure.qualifier not in ("exact", "rounded"):
        raise Refused("precision", f"tabulated, while {shown(words)} is hedged", "an empty cell: not exact")
    value, unit = in_table(figure, heads, language, number(cells["value"], "value"), cells["unit"])
    if value is None:
        raise Refused("precision", f"tabulated, while {shown(words)} is a range", "an empty cell: not exact")
    lower, upper, qualifier = cell_bounds(figure, value, unit)
    return _cells(value, lower, upper, unit, qualifier)


def read_place(words: str) -> tuple[int, str]:
    """The place on a list that words state, and on what basis. Raises `Refused` where they state none."""
    bare = bare_place(words)
    if bare:
        return bare, "printed"
    for reader, basis in ((read_rank, "printed"), (read_implied_rank, "implied")):
        try:
            return reader(words), basis
        except ReadingError:
            continue
    raise Refused("how_much", f"{shown(words)} states no place", "words such as No. 1, 第3名, 4th, or the number")


def read_when(words: str, published: str, language: str) -> Time:
    """The time that words name. Raises `Refused` where they name none."""
    try:
        return read_time(words, published if len(published) == 10 else None, language)
    except ReadingError as error:
        accepted = "words that name a time, or an empty cell (the page says it, no word does)"
        raise Refused("when", str(error), accepted) from None


def base_of(period: str) -> str:
    """The period that a growth without a printed base compares with: the same one a year earlier."""
    try:
        return year_before(period)
    except ReadingError:
        return ""


def printed_base(time: FoundTime, period: str) -> str:
    """The period that words of a base print, such as the same period of 2019; "" where they print no year."""
    if time.time or not period:
        return time.time.period if time.time and any(map(str.isdigit, time.text)) else ""
    with suppress(ReadingError):
        return read_base_period(time.text, period) if any(map(str.isdigit, time.text)) else ""
    return ""


def not_over(period: str, published: str) -> str:
    """Whether a period ends ("P") or begins ("F") after the day of publication, "" where it does not, or may not."""
    with suppress(ReadingError):
        found = statuses(period, published)
        return found[0] if "A" not in found else ""
    return ""


def agree(column: str, cell: str, read: str, words: str) -> None:
    """Raise `Refused` where a cell with a number says something else than the words beside it."""
    if cell and number(cell, column) != number(read, column):
        found = f"{cell}, while {shown(words)} reads as {read or 'nothing'}"
        raise Refused(column, found, read or "an empty cell")
