"""Printed figures: from "61 billion yuan" or 4000亿元 to an exact value, its unit, and the numbers it may stand for.

A figure is a numeral (digits, number words, a fraction or a multiple) with what belongs to it: a word of sign,
qualifier, currency, magnitude, unit; or a range between two. What cannot be read whole is refused whole, never cut to
its readable beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from .affixes import noun_at
from .bounds import Bounds, bounds, is_exact, scaled
from .characters import TAKEN, fold
from .dates import FoundTime, find_times
from .errors import MAX_DIGITS, MAX_EXPRESSION, ReadingError, shown
from .joining import Reading, readings
from .numerals import Refusal, primary_language
from .ranks import find_ranks
from .spots import Lazy

# One numeral in digits with what stands before and behind it. A second numeral is left for the slow path.
_SHAPE: Final = Lazy(
    r"(?s)([^0-9]*)([1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)([^0-9]*)", 0
)
_LONG_NUMERAL: Final = Lazy(rf"\d(?:[.,]?\d){{{MAX_DIGITS}}}", 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure.

    Offsets are code points of the text that was read, ends exclusive: `start:end` is the whole expression with
    qualifier, currency and unit, `number_start:number_end` the numeral with its magnitude word. `value` has the
    magnitude applied and is in `unit`: "61 billion yuan" is 61000000000 CNY, "fell 3.2 percent" is -3.2. A range
    ("2 to 3 percent") has no value but `ends`, and the qualifier "range". `transformation` is what the words inside
    the span say the figure is: "growth" ("fell 3.2 percent"), "change" (percentage points), "share" ("a third of"),
    "multiple" ("doubled"), or None. `last_digit`, `plain` and `divisor` carry the printed precision, see `bounds`; a
    cell of a table (`precision` "tabulated") stands for its value alone.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    text: str
    value: Decimal | None
    unit: str
    qualifier: str
    last_digit: int = 0
    plain: bool = True
    divisor: int = 1
    ends: tuple[Decimal, Decimal] | None = None
    transformation: str | None = None
    precision: str = "printed"

    @property
    def lower(self) -> Decimal | None:
        """The lower end under the printed convention; None where there is no limit."""
        return self.bounds().lower

    @property
    def upper(self) -> Decimal | None:
        """The upper end under the printed convention; None where there is no limit."""
        return self.bounds().upper

    def bounds(self, convention: str = "printed") -> Bounds:
        """The numbers this figure may stand for under a convention of `reading.bounds.CONVENTIONS`."""
        if self.value is None:
            assert self.ends is not None
            return Bounds(*self.ends)
        if self.precision == "tabulated" and self.qualifier == "exact":
            return Bounds(self.value, self.value)
        return bounds(
            self.value, unit=self.unit, qualifier=self.qualifier, last_digit=self.last_digit, plain=self.plain,
            divisor=self.divisor, convention=convention,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused:
    """Numbers at `start:end` of a text that cannot be read whole, and the `reason` in words.

    `code` says of which kind it is: "number" (not written as one number is), "unit" (a unit, currency or scale that is
    not known or not in the package), "vague" (hundreds of, 数百), "ambiguous" (it may mean two things), "range",
    "name" (part of a name, code or address).
    """

    start: int
    end: int
    text: str
    code: str
    reason: str


def read_figure(text: str, language: str = "en", precision: str = "printed") -> Figure:
    """The figure that `text`, apart from blanks around it, is.

    A count may carry its noun ("2,823 high-tech companies", 1035家软件企业). A cell of a table (`precision`
    "tabulated") is exact unless its own words hedge it. Raises `ReadingError`, saying what was seen, when the text is
    not exactly one figure, is malformed ("1,03"), or is longer than any figure.
    """
    code = primary_language(language)
    if len(text.strip()) > MAX_EXPRESSION:
        raise ReadingError(f"no figure is {len(text.strip())} characters long: {shown(text.strip())}")
    shape = _SHAPE.fullmatch(text)
    figure = (_like(shape, code) if shape and len(shape[2]) <= MAX_DIGITS else None) or _read(text, code)
    if isinstance(figure, str):
        raise ReadingError(figure)
    if precision == "tabulated":
        return replace(figure, precision=precision, qualifier=figure.qualifier.replace("rounded", "exact"))
    return figure


def _like(shape: re.Match[str], language: str) -> Figure | None:
    """The figure of a text with one numeral in digits, read as the same words around another numeral were; None where
    they are no figure."""
    before, digits, after = shape.groups()
    point = "." in digits
    frame = _frame(before, after, point, language)
    if frame is None:
        return None
    printed = digits.replace(",", "")
    places = len(printed) - printed.find(".") - 1 if point else 0
    if places == 3:
        return None  # 1.200 may be a thousand and two hundred
    last = frame.last_digit + (1 if point else 0) - places
    mantissa = int(printed.replace(".", ""))
    value = scaled(-mantissa if frame.value is not None and frame.value < 0 else mantissa, last)
    longer = len(digits) - (3 if point else 1)
    qualifier, end = frame.qualifier, frame.end + longer
    if qualifier in ("exact", "rounded"):
        qualifier = "exact" if is_exact(value, frame.unit, frame.plain) else "rounded"
    return Figure(
        frame.start, end, frame.number_start, frame.number_end + longer, shape.string[frame.start : end], value,
        frame.unit, qualifier, last, frame.plain, transformation=frame.transformation,
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _frame(before: str, after: str, point: bool, language: str) -> Figure | None:
    """What "3" (or "3.5") between these words is read as; newspapers put the same words around very many numbers."""
    figure = _read(before + ("3.5" if point else "3") + after, language)
    if isinstance(figure, str):
        return None
    linear = figure.value is not None and abs(figure.value) == scaled(35 if point else 3, figure.last_digit)
    return figure if linear and figure.divisor == 1 else None  # not 翻3番, which is eight times


def find_figures(text: str, language: str = "en", times: Sequence[FoundTime] | None = None) -> list[Figure]:
    """Every figure expression in running text that can be read, left to right, without overlaps: see `read_all`."""
    return [item for item in read_all(text, language, times) if isinstance(item, Figure)]


def read_all(text: str, language: str = "en", times: Sequence[FoundTime] | None = None) -> list[Figure | Refused]:
    """Every number of running text, left to right, without overlaps: read, or refused with the reason.

    Left to other readers are times (`dates.find_times`; `times` are those of the text, where they are known already),
    ranks and sizes of lists (`ranks.find_ranks`), and a lone Chinese numeral that is part of a word (统一). Nothing
    else is left out. A counted noun is not part of the expression, since where it ends is not printed. Raises
    `ReadingError` only for a language without a grammar.
    """
    code = primary_language(language)
    found = find_times(text, language=code) if times is None else times
    folded = fold(text)
    taken = [(t.start, t.end) for t in found if t.certain] + [(r.start, r.end) for r in find_ranks(text)]
    for start, end in taken:
        folded = folded[:start] + TAKEN * (end - start) + folded[end:]
    return [_item(text, reading) for reading in readings(folded, code, running=True)]


def _item(text: str, reading: Reading) -> Figure | Refused:
    words = text[reading.start : reading.end]
    if isinstance(reading, Refusal):
        return Refused(*reading[:2], words, *reading[2:])
    part = reading
    return Figure(
        part.start, part.end, part.number_start, part.number_end, words, part.value, part.unit, part.qualifier,
        part.last_digit, part.plain, part.divisor, part.ends, part.transformation,
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _read(text: str, language: str) -> Figure | str:
    """One expression, or why it is none: quotes are asked about by several rules."""
    stripped = text.strip()
    if not stripped:
        return "nothing to read: the text is empty"
    if _LONG_NUMERAL.search(stripped):
        return f"a numeral of more than {MAX_DIGITS} digits is not read: {shown(stripped)}"
    folded, found = fold(text), list[Figure]()
    for reading in readings(folded, language, running=False):
        item = _item(text, reading)
        if isinstance(item, Refused):
            return f"{shown(item.text)} cannot be read: {item.reason}"
        found.append(item)
    if len(found) != 1:
        seen = ", ".join(shown(figure.text) for figure in found[:4])
        many = f"{len(found)} figures ({seen}) in {shown(stripped)}; one is expected"
        return many if found else f"no figure in {shown(stripped)}"
    (figure,) = found
    lead, end = text.index(stripped), len(text.rstrip())
    if figure.start > lead:
        return f"{shown(text[lead : figure.start])} is left over before the figure {shown(figure.text)}"
    if figure.end == end:
        return figure
    if figure.unit != "count" or figure.last_digit < 0 or figure.divisor != 1 or not noun_at(folded[:end], figure.end):
        return f"{shown(text[figure.end : end])} is left over after the figure {shown(figure.text)}"
    return replace(figure, end=end, text=text[figure.start : end])
