"""Cells of tables: what a bare number in one means beside the units that its heads print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..reading.errors import ReadingError
from ..reading.figures import Figure, find_figures, read_figure

#: Dimensions whose unit is not printed: a bare number is a number of whatever the indicator counts or scores.
COUNTED: Final = ("count", "persons", "score")

#: What heads print in brackets: a unit, mostly.
IN_BRACKETS: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,24})[)）\]】]")
#: What divides the words of a head: blanks, and the sign before a unit, "Value added, 100 million yuan" or 产值/亿元.
_BETWEEN: Final = re.compile(r"[\s,，:：/]+")
#: What any noun reads as: things that are counted.
NOUN: Final = (Decimal(1), "count")
_DIGITS: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PLACE: Final = re.compile(r"[1-9][0-9]{0,5}").fullmatch


def bare_place(words: str) -> int | None:
    """The place on a list that a number alone states, as in "7 Nanshan" of a table or numbered list; None otherwise."""
    return int(words) if _PLACE(words) else None


def printed_numbers(quote: str, language: str) -> set[tuple[Decimal, str]]:
    """Every number that a quote prints, with its unit: as figures with their magnitudes, and, without a unit, as bare
    digits. In a language whose figures cannot be read, the digits alone.
    """
    found = {(Decimal(digits.replace(",", "")), "") for digits in _DIGITS.findall(quote)}
    try:
        figures = find_figures(quote, language)
    except ReadingError:
        return found
    return found | {(figure.value, figure.unit) for figure in figures if figure.value is not None}


def in_table(
    figure: Figure, heads: Iterable[str], language: str, value: Decimal | None, unit: str
) -> tuple[Decimal | None, str]:
    """The value of a figure in a cell and its unit, where `value` and `unit` are what is claimed of it.

    A cell that prints a unit, or counts, stands for itself. The unit of another stands in the heads of its row or
    column, "(100 million yuan)" or 亿元, and says what it is multiplied by; where no head prints it, the page says it
    and no word does, and the claim is taken if it has the digits of the figure.
    """
    printed = figure.value
    bare = figure.unit == "count" and figure.divisor == 1 and printed is not None
    if printed is None or not bare or not unit or (unit == "count" and value == printed):
        return printed, figure.unit
    scaled = [printed * scale for scale, name in units_in(heads, language) if name == unit]
    alike = value is not None and _digits(value) == _digits(printed)
    if value in scaled or (alike and not scaled):
        return value, unit
    return (scaled[0], unit) if scaled else (printed, figure.unit)


def cell_bounds(figure: Figure, value: Decimal, unit: str) -> tuple[Decimal, Decimal, str]:
    """Lower and upper bound and qualifier of a figure in a cell, whose value is `value` in `unit`.

    A cell says all its digits: a count is exact, whatever zeros it ends in; anything else is rounded to its last digit.

    >>> from reread.reading.figures import read_figure
    >>> cell_bounds(read_figure("1,030"), Decimal(1030), "count")[2]
    'exact'
    >>> cell_bounds(read_figure("8.0"), Decimal(8), "percent")
    (Decimal('7.95'), Decimal('8.05'), 'rounded')
    """
    if unit in ("count", "person") and value == value.to_integral_value():
        return value, value, "exact"
    scale = value / figure.value if figure.value else Decimal(1)
    half = scale * Decimal(5).scaleb(figure.last_digit - 1)
    return value - half, value + half, "rounded"


def _digits(value: Decimal) -> tuple[int, str]:
    sign, digits, _ = value.as_tuple()
    return sign, "".join(map(str, digits)).strip("0")


def _is_unit(word: str) -> bool:
    """Whether words in a head can say what cells are multiplied by: no figure, but for one and zeros with a unit."""
    digits = "".join(c for c in word if c.isdigit())
    return not digits or (digits.strip("0") == "1" and any(c.isalpha() for c in word))


def units_in(heads: Iterable[str], language: str) -> Iterator[tuple[Decimal, str]]:
    """The units that heads of rows and columns print, with what they multiply by: in brackets and at the end of a head,
    "Value added, 100 million yuan"; where none stands there, in its single words.
    """
    for head in heads:
        words = _BETWEEN.split(head)
        ends = (_unit(" ".join(words[n:]), language) for n in range(len(words)))
        last = next((end for end in ends if end not in (None, NOUN)), None)
        found = [*(_unit(inner, language) for inner in IN_BRACKETS.findall(head)), last]
        if not any(found):
            found = [_unit(word, language) for word in words if not any(c.isdigit() for c in word)]
        yield from filter(None, found)


@lru_cache(maxsize=4096)
def _unit(words: str, language: str) -> tuple[Decimal, str] | None:
    """The unit that words are, with what they multiply by."""
    for text in (words, f"1{words}", f"1 {words}") if _is_unit(words) else ():
        try:
            figure = read_figure(text.strip(), language)
        except ReadingError:
            continue
        if figure.value is not None:
            return figure.value, figure.unit
    return None
