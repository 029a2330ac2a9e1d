"""When a figure holds, and what a growth is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from ..reading.dates import period_span, read_base_period
from ..reading.errors import ReadingError
from .marks import Reader
from .model import Mark, Part
from .scoring import weigh

if TYPE_CHECKING:
    from .register import Register

__all__ = ["When", "Whens", "status"]

#: Words right before a time that make it the base of a comparison.
_BASE_LEAD: Final = re.compile(
    r"(?:\b(?:over|from|than|against|compared (?:with|to)|versus)\s+(?:that\s+(?:of|in)\s+|the\s+)?|[比较与])\Z", re.I
)
_FROM: Final = re.compile(r"\A(?:over|from|than|against|compared)\b|\A[比较与]", re.I)
_OF_BASE: Final = re.compile(r"(?:同期)?的\s?[\d.]+\s?倍|(?:同期)?的[一二两三四五六七八九十]+倍")
#: Words that are a base by themselves.
_BASE_WORDS: Final = re.compile(
    r"year[- ]on[- ]year|year[- ]over[- ]year|\by/?o/?y\b"
    r"|(?:over|from|than|on) the (?:previous|preceding|prior|same) (?:year|period)"
    r"(?: (?:of|in) (?:the )?(?:previous|preceding|last) year)?|(?:from|than|over) a year (?:earlier|ago|before)"
    r"|month[- ]on[- ]month|quarter[- ]on[- ]quarter"
    r"|同比|环比|[比较与](?:上年|去年)(?:同期)?",
    re.IGNORECASE,
)
#: The size of a list with the word that says of what.
_SIZE_AND_NOUN: Final = re.compile(r"\w+[\s-]*\w+[\s-]+\w+")
_STATES: Final = frozenset({"stock", "count", "area", "money"})
#: The present tense: what holds on the day of publication where no time is printed.
_PRESENT: Final = re.compile(
    r"\b(?:is|are|has|have|gathers?|hosts?|houses|covers?|boasts?|holds?|owns?|comprises?|includes?|counts?|makes?|numbers?|employs?|operates?|contains?|claims?|ranks|stands|now|currently"
    r"|at present|to date|so far)\b|现有|目前|已有|拥有|共有|集聚|聚集|汇聚|入驻|累计|现已|设有|已建成|占地",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r",(?!\d)|[;，；]")
_FUTURE: Final = re.compile(
    r"\b(?:will|shall|is expected to|are expected to|aims? to|plans? to)\b|将|力争|预计|计划", re.IGNORECASE
)
_PAST: Final = re.compile(r"\b(?:was|were|had)\b|当年|当时", re.IGNORECASE)


class When(NamedTuple):
    """A period with its basis and the part it is read from (None where no time is printed)."""

    period: str
    basis: str
    part: Part | None
    weight: float


def status(period: str, published: str | None) -> str:
    """The observation status of a period: F after publication, P not over by then, else A."""
    if not period or not published:
        return "A"
    first, last = period_span(period)
    day = date.fromisoformat(published) if len(published) == 10 else period_span(published)[1]
    return "F" if first > day else "P" if last > day else "A"


class Whens:
    """Finds times for the figures of one text. `dateline` is the printed date of publication, if there is one."""

    def __init__(self, reader: Reader, dateline: Mark | None) -> None:
        self.reader = reader
        self.register: Register = reader.register
        self.dateline = dateline
        self._targets: dict[tuple[int, int], bool] = {}
        self._bases = {mark for mark in reader.times if self._is_base(mark)}

    def _is_base(self, mark: Mark) -> bool:
        """Whether a time stands behind "over" or "from" and beside a percentage before it, or behind 比, 较."""
        text = self.reader.text
        if _OF_BASE.match(text, mark.end):
            return True
        begins = _BASE_LEAD.search(text[max(0, mark.start - 24) : mark.start])
        if not begins and not _FROM.match(mark.text):
            return False
        start, _ = self.reader.sentence(mark)
        if self.reader.language == "zh":
            return True
        return any(f.figure and f.figure.unit == "percent" for f in self.reader.figures.between(start, mark.end))

    # --- when ---

    def in_sentence(self, figure: Mark) -> Mark | None:
        """The time of the sentence that the figure belongs to."""
        reader = self.reader
        best: tuple[float, Mark] | None = None
        for mark in reader.times.between(*reader.sentence(figure)):
            if mark in self._bases or mark == self.dateline or mark.touches(figure) or self._in_name(mark):
                continue
            distance, commas = reader.distance(figure, mark), reader.commas(figure, mark)
            if commas and self._is_target(mark) and not self._is_target(figure):
                continue
            if mark.start >= figure.end:
                between = reader.figures.between(figure.end, mark.start)
                cost = distance + 6 * commas + 4 * len(between)
            else:
                cost = distance / 4 + commas / 2
            if best is None or cost < best[0]:
                best = cost, mark
        return best[1] if best and best[0] < 30 else None

    def _is_target(self, mark: Mark) -> bool:
        """Whether the clause of a mark speaks of the future."""
        key = (mark.start, mark.end)
        if key not in self._targets:
            self._targets[key] = self._speaks_of_future(mark)
        return self._targets[key]

    def _speaks_of_future(self, mark: Mark) -> bool:
        text = self.reader.text
        start, end = self.reader.sentence(mark)
        begin = max((m.end() for m in _CLAUSE.finditer(text, start, mark.start)), default=start)
        stop = _CLAUSE.search(text, mark.end, end)
        return bool(_FUTURE.search(text, begin, stop.start() if stop else end))

    def _in_name(self, mark: Mark) -> bool:
        return any(mark.within(name) for name in self.reader.names.between(*self.reader.sentence(mark)))

    def when(self, figure: Mark, indicator: str, term: Mark, context: Mark | None) -> When:
        """The period of a figure. `context` is the time that statements before it were given, if any."""
        mark = self.in_sentence(figure)
        if mark:
            assert mark.time is not None
            return self.read(mark, mark.time.basis)
        if _FUTURE.search(self.reader.text, *self.reader.sentence(figure)):
            return self.unknown()  # a target is not dated by what went before
        titled = self._time_of_list(term, figure)
        if titled:
            return self.read(titled, "context")
        measure = self.register.measure(indicator)
        if measure in _STATES and self._is_present(figure):
            return self._published()
        before = context or next(iter(self._times_before(figure)), None)
        if before:
            return self.read(before, "context")
        return self._published() if measure in _STATES else self.unknown()

    def read(self, mark: Mark, basis: str) -> When:
        """The period that a time gives, on a basis."""
        assert mark.time is not None
        weight, why = weigh(f"when {basis}")
        part = Part(mark.start, mark.end, mark.text, "time", mark.time.period, weight, why)
        return When(mark.time.period, basis, part, weight)

    def context(self, when: When) -> When:
        """The same time for a figure in another sentence."""
        if when.part is None:
            return when
        weight, why = weigh("when context")
        part = Part(when.part.start, when.part.end, when.part.quote, "time", when.period, weight, why)
        return When(when.period, "context", part, weight)

    @staticmethod
    def unknown() -> When:
        """No period."""
        return When("", "unknown", None, weigh("when unknown")[0])

    def _published(self) -> When:
        mark = self.dateline
        if mark is None or mark.time is None:
            return self.unknown()
        return self.read(mark, "publication")

    def _is_present(self, figure: Mark) -> bool:
        start, end = self.reader.sentence(figure)
        text = self.reader.text[start:end]
        return bool(_PRESENT.search(text)) and not _PAST.search(text)

    def _times_before(self, figure: Mark) -> Iterator[Mark]:
        """Times of earlier sentences, the nearest first: of the paragraph, then of the one before."""
        start, _ = self.reader.sentence(figure)
        paragraph = self.reader.paragraph(figure.start)
        before = self.reader.paragraph(max(0, paragraph[0] - 2))
        for mark in self.reader.times.before(start):
            if mark.start < before[0]:
                return
            if mark not in self._bases and mark != self.dateline and not self._in_name(mark):
                yield mark

    def _time_of_list(self, term: Mark, figure: Mark) -> Mark | None:
        """The time printed with a list ("top 20 counties ... in 2021") that the term, or its sentence, names again."""
        reader = self.reader
        start, end = reader.sentence(figure)
        sizes = reader.sizes.between(term.start, term.end) or reader.sizes.between(start, figure.start)
        if not sizes:
            return None
        words = _SIZE_AND_NOUN.match(reader.text, sizes[0].start, end)
        lowered, wanted = reader.text.lower(), (words.group() if words else sizes[0].text).lower()
        place = lowered.rfind(wanted, 0, start)
        while place >= 0:
            mark = Mark(place, place + len(wanted), wanted, "term")
            times = [t for t in reader.times.between(mark.end, reader.sentence(mark)[1]) if t not in self._bases]
            if times:
                return times[0]
            place = lowered.rfind(wanted, 0, place)
        return None

    # --- bases of growth ---

    def base(self, figure: Mark, period: str) -> tuple[str, Part] | None:
        """The base period printed beside a growth, and its part."""
        start, end = self.reader.sentence(figure)
        text = self.reader.text
        found: list[tuple[int, int, int]] = []
        for words in _BASE_WORDS.finditer(text, start, end):
            found.append((self._away(figure, words.start(), words.end()), words.start(), words.end()))
        for mark in self.reader.times.between(start, end):
            if mark in self._bases:
                found.append((self._away(figure, mark.start, mark.end), mark.start, mark.end))
        for away, begin, stop in sorted(found):
            others = self.reader.figures.between(min(figure.end, stop), max(figure.start, begin))
            if away > 60 or others:
                continue
            base = self._reads(text[begin:stop], period)
            if base:
                weight, why = weigh("base printed")
                return base, Part(begin, stop, text[begin:stop], "time", base, weight, why)
        return None

    @staticmethod
    def _away(figure: Mark, start: int, end: int) -> int:
        return figure.start - end if end <= figure.start else start - figure.end

    def rebase(self, part: Part, period: str) -> tuple[str, Part] | None:
        """The base of a growth printed before, for another growth."""
        base = self._reads(part.quote, period)
        if base is None:
            return None
        weight, why = weigh("base before")
        return base, Part(part.start, part.end, part.quote, "time", base, weight, why)

    @staticmethod
    def _reads(words: str, period: str) -> str | None:
        try:
            base = read_base_period(words, period)
            return base if period_span(base)[1] < period_span(period)[0] else None
        except ReadingError:
            return None
