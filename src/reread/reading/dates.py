"""Times in print: "by the end of 2021", "Dec 8,2017", "in October", 2022年上半年; and what a growth is compared with.

A time that names its year is `printed`. One that has to be counted from the day of publication is `relative`, and
reads as the most recent such day, month or quarter that is not after it: a day, month or range that has begun, a
quarter or half-year that has ended. Vague words ("recently", "in recent years") are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from . import times_en, times_zh
from .characters import fold, prepared
from .errors import MAX_EXPRESSION, ReadingError, shown
from .numerals import primary_language
from .periods import period_span, previous_period, year_before
from .spots import Lazy
from .times import Reference
from .vocabulary import table

_reference: Final = lru_cache(maxsize=256)(Reference)
_PARTS: Final = {f"<{row['name']}>": row["pattern"] for row in table("bases") if row["name"]}
_BASES: Final = tuple(
    (Lazy(re.sub("<[a-z]+>", lambda part: _PARTS.get(part[0], part[0]), row["pattern"]), 0), row["meaning"])
    for row in table("bases")
    if row["meaning"]
)
_HANZI: Final = Lazy("[一-鿿]", 0)


@dataclass(frozen=True, slots=True)
class Time:
    """A period (see `reading.periods`) and its `basis`: "printed", or "relative" to the day of publication."""

    period: str
    basis: str


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time expression at `start:end` of a text.

    `time` is None where it needs a publication date that is not known, or names no day there is. `certain` is False
    for a four-digit number without a time word, which may be a year or a count.
    """

    start: int
    end: int
    text: str
    time: Time | None
    certain: bool


def read_time(text: str, published: str | None = None, language: str = "en") -> Time:
    """The time that `text`, apart from blanks around it, names.

    `published` is the ISO date of publication, whole or reduced ("2022-07"). Chinese times are read in English texts
    too, and the other way round. Raises `ReadingError` where the words are no time, name a day there is not, or are
    relative and the date of publication is missing or not precise enough.
    """
    primary_language(language)
    reference = _reference(published)
    return (_absolute(text) if len(text) <= MAX_EXPRESSION else None) or _read(text, reference)


def _read(text: str, reference: Reference) -> Time:
    words = prepared(text, "time")
    reader = times_zh if _is_hanzi(words) else times_en
    period, basis = reader.read(words.replace(" ", "") if reader is times_zh else words, reference)
    return Time(period, basis)


@lru_cache(maxsize=4096)
def _absolute(text: str) -> Time | None:
    """The time that `text` names whenever it was published; None where that must be known, or it is no time."""
    try:
        return _read(text, Reference(None))
    except ReadingError:
        return None


def find_times(text: str, published: str | None = None, language: str = "en") -> list[FoundTime]:
    """Every time expression in running text, left to right, without overlaps."""
    code = primary_language(language)
    folded = fold(text)
    spots = list(times_zh.locate(folded)) if code == "zh" or _is_hanzi(folded) else []
    spots += times_en.locate(folded) if code == "en" else []
    result: list[FoundTime] = []
    for start, end, certain in sorted(spots, key=lambda spot: (spot[0], -spot[1])):
        if not result or start >= result[-1].end:
            try:
                time = read_time(text[start:end], published, code)
            except ReadingError:
                time = None
            result.append(FoundTime(start, end, text[start:end], time, certain))
    return result


def read_base_period(text: str, period: str) -> str:
    """What the growth over `period` is compared with: "year-on-year", "over 2015", "from 2016", 同比, 环比, 比上年,
    "over the end of last year", 比上年末.

    A printed year is returned as printed; the others give the same stretch of time a year (or one month, one quarter)
    earlier. Raises `ReadingError` where the words name no base, or one that does not lie before `period`.
    """
    words = prepared(text, "time")
    compact = words.replace(" ", "") if _is_hanzi(words) else words
    pairs = ((pattern.fullmatch(compact), meaning) for pattern, meaning in _BASES)
    found, meaning = next(((found, meaning) for found, meaning in pairs if found), (None, ""))
    if found is None:
        raise ReadingError(f"names no period to compare with: {shown(text)}")
    if meaning == "year":
        return year_before(period)
    if meaning == "previous":
        return previous_period(period)
    if meaning == "end":
        return f"{int(period[:4]) - 1:04}-12-31"
    base = read_time(found["base"]).period
    if meaning == "same" and len(base) == 4:  # the same stretch of that year
        later = int(base) - int(period[:4])
        base = "/".join(f"{int(part[:4]) + later:04}{part[4:]}" for part in period.split("/"))
    if period_span(base)[1] >= period_span(period)[1]:
        raise ReadingError(f"{shown(text)} does not lie before the period {period}")
    return base


def _is_hanzi(text: str) -> bool:
    return not text.isascii() and _HANZI.search(text) is not None
