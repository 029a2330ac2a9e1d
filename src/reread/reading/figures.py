"""Printed figures: from "61 billion yuan" or 4000亿元 to an exact value, its unit, and the numbers it may stand for.

`read_figure` takes one expression, `find_figures` looks for all of them in running text. A figure is a numeral (digits,
number words, a fraction or a multiple) with what belongs to it: qualifier, currency, magnitude, unit. How precise it
is, is `Figure.bounds`, see `reading.bounds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .affixes import combine, fold, frame, noun_at, prefix_before, suffix_at
from .bounds import Bounds, bounds, fraction_value, is_exact
from .errors import MAX_DIGITS, MAX_EXPRESSION, ReadingError, shown
from .numerals import Number, primary_language, spelled_numbers
from .vocabulary import LANGUAGES

if TYPE_CHECKING:
    from .dates import FoundTime

__all__ = ["Figure", "ReadingError", "Refused", "find_figures", "read_all", "read_figure"]

# One numeral in digits with what stands before and behind it. A second numeral is left for the slow path to complain
# about.
_SHAPE: Final = re.compile(
    r"([^0-9]*)([1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(.*)", re.DOTALL
).fullmatch
_ZEROS: Final = tuple("0" * n for n in range(17))
_LONG_NUMERAL: Final = re.compile(rf"\d(?:[.,]?\d){{{MAX_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure.

    Offsets are code points of the text that was read, ends exclusive: `start:end` is the whole expression with
    qualifier, currency and unit, `number_start:number_end` the numeral with its magnitude word. `value` has the
    magnitude applied and is in `unit`: "61 billion yuan" is 61000000000 CNY. A range ("2 to 3 percent") has no value but
    `ends`, and the qualifier "range". `transformation` is what the words inside the span say the figure is: "growth"
    ("fell 3.2 percent"), "change" (percentage points), "share" ("a third of"), "multiple" ("doubled"), or None.
    `last_digit`, `plain` and `divisor` carry the printed precision, see `bounds`; a cell of a table (`precision`
    "tabulated") stands for its value alone.
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
        return bounds(
            self.value,
            unit=self.unit,
            qualifier=self.qualifier,
            last_digit=self.last_digit,
            plain=self.plain,
            divisor=self.divisor,
            convention=convention,
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """Numbers at `start:end` of a text that cannot be read whole: `code` says of which kind, `reason` why, in words."""

    start: int
    end: int
    text: str
    code: str
    reason: str


def read_all(text: str, language: str = "en", times: Sequence[FoundTime] | None = None) -> list[Figure | Refused]:
    """Every number of running text that is no certain time, rank or size of a list, left to right: read, or refused with
    the reason. Nothing is left out in silence.
    """
    return list(find_figures(text, language, times))


def read_figure(text: str, language: str = "en", precision: str = "printed") -> Figure:
    """The figure that `text`, apart from blanks around it, is.

    A count may carry its noun ("2,823 high-tech companies", 1035家软件企业). Raises `ReadingError`, saying what was
    seen, when the text is not exactly one figure, is malformed ("1,03"), or is longer than any figure.
    """
    if language not in LANGUAGES:
        primary_language(language)
    found = _SHAPE(text) if len(text) <= MAX_EXPRESSION else None
    if found is None:
        return _read_slowly(text, language)
    before, digits, after = found.groups()
    around = frame(before, after)
    if around is None or len(digits) > MAX_DIGITS:
        return _read_slowly(text, language)
    unit, qualifier, last, plain, negative, lead, sign, reach, trail, noun = around
    end_of_digits = found.end(2)
    exact = plain and unit == "count"
    if "," in digits:
        digits = digits.replace(",", "")
    point = digits.find(".")
    if point >= 0:
        if noun and plain:
            return _read_slowly(text, language)
        last -= len(digits) - point - 1
        plain = exact = False
        digits = digits[:point] + digits[point + 1 :]
    if exact and digits[-2:] == "00":
        exact = False
    if negative:
        digits = "-" + digits
    start, end = lead, len(text) - trail
    return Figure(
        start,
        end,
        end_of_digits - len(found[2]) - sign,
        end_of_digits + reach,
        text[start:end],
        Decimal(digits + _ZEROS[last]) if last >= 0 else Decimal(f"{digits}E{last}"),
        unit,
        qualifier or ("exact" if exact else "rounded"),
        last,
        plain,
    )


def find_figures(text: str, language: str = "en", times: Sequence[FoundTime] | None = None) -> list[Figure]:
    """Every figure expression in running text, left to right, without overlaps.

    Left out are numerals that are no quantities: dates, years in a date phrase and times of day (see
    `dates.find_times`), ranks and sizes of lists (see `ranks.find_ranks`), and numerals inside identifiers ("5G",
    "B2B", "1+X+N", addresses). `scan.scan_numerals` reports those too. A counted noun is not part of the expression,
    since where it ends is not printed. `times` are those of the text, where they are known already. Raises
    `ReadingError` only for a language without a grammar.
    """
    from .dates import find_times
    from .ranks import find_ranks

    code = primary_language(language)
    found = find_times(text, language=code) if times is None else times
    taken = [(t.start, t.end) for t in found if t.certain]
    taken += [(r.start, r.end) for r in find_ranks(text)]
    taken.sort()
    result: list[Figure] = []
    i = 0
    for figure in _figures(text, fold(text), code, running=True):
        while i < len(taken) and taken[i][1] <= figure.number_start:
            i += 1
        if i < len(taken) and taken[i][0] < figure.number_end:
            continue
        result.append(figure)
    return result


def _figures(text: str, folded: str, language: str, running: bool) -> Iterator[Figure]:
    """Every numeral that is no identifier, with its frame; in `running` text no hanzi that are mostly parts of
    words."""
    floor = 0
    for number in spelled_numbers(folded, language):
        if number.start < floor:
            continue
        prefix = prefix_before(folded, number.start, floor, neutral=not running)
        suffix = suffix_at(folded, number.end)
        meaning = combine(prefix, suffix)
        end = number.end + suffix.size
        if meaning is None or not _stands_alone(folded, number, number.start - prefix.size, end):
            continue
        if running and number.lone_hanzi and end == number.end and not prefix.unit:
            continue
        unit, qualifier = meaning
        if number.unit is not None:
            if unit not in ("count", number.unit):
                continue
            unit = number.unit
        start = number.start - prefix.size
        sign = 1 if prefix.negative and folded[number.start - 1] == "-" else 0
        last = number.last_digit + suffix.exponent + suffix.shift
        plain = number.plain and not suffix.magnitude and not suffix.shift
        mantissa = -number.mantissa if prefix.negative else number.mantissa
        value = _value(mantissa, last, number.divisor)
        exact = number.divisor == 1 and is_exact(value, unit, plain)
        yield Figure(
            start,
            end,
            number.start - sign,
            number.end + suffix.reach,
            text[start:end],
            value,
            unit,
            qualifier or ("exact" if exact else "rounded"),
            last,
            plain,
            number.divisor,
        )
        floor = end


def _stands_alone(text: str, number: Number, start: int, end: int) -> bool:
    """False for numerals inside identifiers, addresses and clocks, and behind the sign of a currency that is not
    known."""
    before, after = text[max(number.start - 1, 0) : number.start], text[end : end + 2]
    if start == number.start and before in ("$", "¥", "€", "£", "₩", "₹"):
        return False
    if number.digits:
        if before == "-" and number.start > 1 and text[number.start - 2].isalpha():
            return False
        if before in ("/", "\\", "_", "@", "=", "&") or (
            before == ":" and text[number.start - 2 : number.start - 1].isdigit()
        ):
            return False
        first, second = after[:1], after[1:]
        if (first.isascii() and first.isalpha()) or first in ("_", "/", "\\", "@"):
            return False
        if first in (".", "+", ":") and second.isascii() and (second.isalpha() or (first == ":" and second.isdigit())):
            return False
    return True


def _value(mantissa: int, last: int, divisor: int) -> Decimal:
    if divisor != 1:
        return fraction_value(mantissa * 10 ** max(last, 0), divisor * 10 ** max(-last, 0))
    return Decimal(mantissa * 10**last) if last >= 0 else Decimal(f"{mantissa}E{last}")


def _read_slowly(text: str, language: str) -> Figure:
    """Number words, fractions, odd prints; and the error messages."""
    stripped = text.strip()
    if not stripped:
        raise ReadingError("nothing to read: the text is empty")
    if len(stripped) > MAX_EXPRESSION:
        raise ReadingError(f"no figure is {len(stripped)} characters long: {shown(stripped)}")
    if _LONG_NUMERAL.search(stripped):
        raise ReadingError(f"a numeral of more than {MAX_DIGITS} digits is not read: {shown(stripped)}")
    folded = fold(text)
    found = list(_figures(text, folded, primary_language(language), running=False))
    if not found:
        raise ReadingError(f"no figure in {shown(stripped)}")
    if len(found) > 1:
        seen = ", ".join(shown(figure.text) for figure in found[:4])
        raise ReadingError(f"{len(found)} figures ({seen}) in {shown(stripped)}; one is expected")
    figure = found[0]
    lead = len(text) - len(text.lstrip())
    end = lead + len(stripped)
    if figure.start > lead:
        raise ReadingError(f"{shown(text[lead : figure.start])} is left over before the figure {shown(figure.text)}")
    if figure.end < end:
        whole = figure.unit == "count" and (figure.last_digit >= 0 and figure.divisor == 1)
        if not whole or not noun_at(folded[:end], figure.end):
            raise ReadingError(f"{shown(text[figure.end : end])} is left over after the figure {shown(figure.text)}")
        return replace(figure, end=end, text=text[figure.start : end])
    return figure
