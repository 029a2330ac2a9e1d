"""What the words of a time say together: a day, month, quarter or longer of a year that is printed, that is counted
from the day of publication ("last year", 去年), or that is the most recent one.

The patterns of `times_en` and `times_zh` name their groups alike, and are read alike: `y` (a printed year), `rel` (one
counted from publication) or `now` (that of publication); `m`, `d` and `m2`, `d2`, `y2` (where a stretch ends); `part`
or `turned` (a half-year or quarter), `count` (the first so many months) or `nine`, `until` (as many that end with `m`),
`end` (the last day); and alone `of` (a month), with `d` or not, and `day`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import product

from .errors import ReadingError, shown
from .periods import end_of, month_period, period_span
from .spots import Lazy, Match
from .vocabulary import LATER, MONTHS, NUMBER_WORDS, PARTS_OF_YEAR, WEEKDAYS

#: A period, and its basis: "printed", or "relative" to the day of publication.
Told = tuple[str, str]


class Reference:
    """A publication date, whole or of reduced precision ("2022-07"), or none.

    With reduced precision a relative time is read only if every day the text may have appeared on gives the same
    answer.
    """

    def __init__(self, published: str | None) -> None:
        self.published = published
        self.days = tuple(dict.fromkeys(period_span(published))) if published else ()

    def same(self, answer: Callable[[date], str], words: str) -> str:
        """`answer` for the day of publication; `ReadingError` where that day is missing or too vague for `words`."""
        if not self.days:
            raise ReadingError(f"{shown(words)} is counted from the day of publication, which is not given")
        answers = {answer(day) for day in self.days}
        if len(answers) > 1:
            raise ReadingError(f"published {self.published} is not precise enough to read {shown(words)}")
        return answers.pop()

    def latest(self, earlier: Callable[[date, int], str], words: str, ended: bool = False) -> str:
        """The first period that has begun (or `ended`) by the day of publication, of those that `earlier` gives for it
        and one, two ... back."""

        def answer(day: date) -> str:
            for back in range(12):
                try:
                    first, last = period_span(period := earlier(day, back))
                except ReadingError:
                    continue  # 29 February of a common year
                if (last if ended else first) <= day:
                    return period
            raise ReadingError(f"no such day: {shown(words)}")

        return self.same(answer, words)


def read_first(
    table: Iterable[tuple[Lazy, Callable[[Match, Reference], Told]]], cores: Iterable[str], reference: Reference
) -> Told:
    """The time that the first of `cores` is which a pattern of the table takes whole; `ReadingError` if none does."""
    cores = list(dict.fromkeys(cores))
    for core, (pattern, reader) in product(cores, table):
        if found := pattern.fullmatch(core):
            return reader(found, reference)
    raise ReadingError(f"no time that can be read: {shown(cores[0])}")


def read_groups(found: Match, reference: Reference) -> Told:
    """The period that the groups of a match name, see the module."""
    at, words = {name: group for name, group in found.groupdict().items() if group}, found.group()
    if at.keys() == {"d"}:
        day = int(at["d"])
        if not 1 <= day <= 31:
            raise ReadingError(f"no such day: {shown(words)}")
        period = reference.latest(lambda now, back: f"{month_period(now.year, now.month - back)}-{day:02}", words)
    elif "day" in at:
        moved = timedelta(LATER[at["day"]])
        period = reference.same(lambda now: (now + moved).isoformat(), words)
    elif "of" in at:
        later = LATER[at["of"]]
        period = reference.same(lambda now: month_period(now.year, now.month + later), words)
        period += f"-{int(at['d']):02}" if "d" in at else ""
    else:
        of_year = _of_year(at, found)
        if "y" in at:
            period = of_year(int(at["y"]))
        elif "rel" in at or "now" in at:
            years = LATER[at["rel"]] if "rel" in at else 0
            period = reference.same(lambda now: of_year(now.year + years), words)
        else:
            ended = not at.keys().isdisjoint(("part", "turned", "count", "nine"))
            period = reference.latest(lambda now, back: of_year(now.year - back), words, ended)
    period_span(period)
    if "weekday" in at and date.fromisoformat(period).weekday() != WEEKDAYS[at["weekday"]]:
        raise ReadingError(f"{period} is not a {at['weekday'].capitalize()}: {shown(words)}")
    return period, "printed" if "y" in at else "relative"


def _of_year(at: Mapping[str, str], found: Match) -> Callable[[int], str]:
    """The period that groups without their year name, by the year."""
    if part := at.get("part") or at.get("turned"):
        return lambda year: f"{year:04}-{PARTS_OF_YEAR[part]}"
    first, last = (_number(at.get(a) or at.get(b) or c) for a, b, c in (("m", "m2", "1"), ("m2", "m", "12")))
    day, day2 = (f"-{int(at[name]):02}" if name in at else "" for name in ("d", "d2"))
    if "until" in at:
        count = _number(at["until"])
        if not 2 <= count <= 24:
            raise ReadingError(f"no such months: {shown(found.group())}")
        return lambda year: f"{month_period(year, last - count + 1)}/{month_period(year, last)}"
    if "count" in at or "nine" in at:
        count = _number(at.get("count", "9"))
        if not 2 <= count <= 12:
            raise ReadingError(f"a year has no such months: {shown(found.group())}")
        return lambda year: f"{year:04}-01/{year:04}-{count:02}"
    if "end" in at:
        return lambda year: f"{year:04}-12-31"
    if "y2" in at:
        return lambda year: f"{year:04}-{first:02}/{at['y2']}-{last:02}"
    if not day2 and "m2" not in at:
        return lambda year: f"{year:04}-{first:02}{day}" if "m" in at else f"{year:04}"
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        raise ReadingError(f"no such months: {shown(found.group())}")
    # "November to January 2022" ends in the year that is printed, 2021年11月至1月 begins in it
    end = 12 if last < first else 0
    begin = end if "y" in at and found.start("y") > found.start("d2" if day2 else "m2") else 0
    return lambda year: f"{month_period(year, first - begin)}{day}/{month_period(year, last + end - begin)}{day2}"


def _number(word: str) -> int:
    return MONTHS[word] if word in MONTHS else NUMBER_WORDS[word] if word in NUMBER_WORDS else int(word)


def at_end(told: Told, words: str) -> Told:
    """The last day of a period that `words` say the end of."""
    period, basis = told
    if len(period) == 10:
        raise ReadingError(f"a day has no end: {shown(words)}")
    return end_of(period), basis
