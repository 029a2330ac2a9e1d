"""Everything known that stands in a text, found once: names, terms, phrases, times, figures, places on lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ..reading.dates import find_times, read_time
from ..reading.errors import ReadingError
from ..reading.figures import find_figures
from ..reading.names import FoundName, NameIndex
from ..reading.ranks import find_ranks
from ..reading.sentences import Sentences, paragraphs
from .model import Mark

if TYPE_CHECKING:
    from ..progress import Progress
    from .register import Register

__all__ = ["Marks", "Reader"]

#: Words before a time that say nothing about which time it is.
_LEAD: Final = re.compile(
    r"(?:(?:in|on|by|at|during|from|since|within)\s+(?:the\s+(?=end|first|second|third|fourth))?)", re.I
)


#: No sentence is longer; what is, is a list or no text, and read in blocks, so that time stays linear.
_LONGEST: Final = 1_500
_BLOCK_END: Final = re.compile(r"[,;，；、\s]")
_CLAUSE_END: Final = re.compile(r",(?!\d)|[;；，：—]|(?<=\s)–(?=\s)")


class _Blocks(Sentences):
    """Sentences, the overlong ones cut into blocks at the end of a clause or word."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        cut: list[tuple[int, int]] = []
        for start, end in self.spans:
            while end - start > _LONGEST:
                ends = [m.end() for m in _BLOCK_END.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
                stop = ends[-1] if ends else start + _LONGEST
                cut.append((start, stop))
                start = stop
            cut.append((start, end))
        self.spans = cut
        self._starts = [start for start, _ in cut]


class Marks:
    """Marks of one kind in the order of the text."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.all = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self.all]

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def between(self, start: int, end: int) -> list[Mark]:
        """Marks that begin at or after `start` and end at or before `end`."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [mark for mark in self.all[first:last] if mark.end <= end]

    def before(self, end: int) -> Iterator[Mark]:
        """Marks that begin before `end`, the nearest first."""
        for place in range(bisect_left(self._starts, end) - 1, -1, -1):
            yield self.all[place]


class Reader:
    """The marks of one text, and its sentences and paragraphs."""

    def __init__(self, text: str, register: Register, published: str, progress: Progress | None = None) -> None:
        self.text = text
        self.register = register
        self.language = register.language
        self.published = published or None
        self.cut = _Blocks(text)
        self.paragraphs = paragraphs(text)
        self._wide = list(accumulate(("\u2e80" <= c <= "\u9fff" for c in text), initial=0))
        self._clause_ends = [found.start() for found in _CLAUSE_END.finditer(text)]
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        say = progress.step if progress else (lambda _: None)
        say("names")
        self.names = Marks(self._known(register.names, "name"))
        say("terms")
        self.terms = Marks(self._known(register.terms, "term"))
        self.who, self.what, self.lists = (
            Marks(self._known(register.phrases(part), part)) for part in ("who", "what", "list")
        )
        say("times")
        self.times = Marks(self._times())
        say("figures")
        self.figures = Marks(
            Mark(f.start, f.end, f.text, "figure", figure=f) for f in find_figures(text, self.language)
        )
        say("places")
        found = find_ranks(text)
        self.ranks = Marks(Mark(r.start, r.end, r.text, r.kind, value=r.value) for r in found if r.kind != "list_size")
        self.sizes = Marks(Mark(r.start, r.end, r.text, "size", value=r.value) for r in found if r.kind == "list_size")

    def _known(self, index: NameIndex, kind: str) -> Iterator[Mark]:
        for found in index.find(self.text):
            if kind == "who" and found.text.isupper() and len(found.text) > 1:
                continue  # the industry IT is no pronoun
            yield Mark(found.start, found.end, found.text, kind, found.ids, not self._is_new(found, kind))

    def _is_new(self, found: FoundName, kind: str) -> bool:
        if kind in ("name", "term"):
            return bool(self.register.needs(kind, found.text))
        return all(self.register.needs(kind, found.text, denotes) for denotes in found.ids)

    def _times(self) -> Iterator[Mark]:
        for found in find_times(self.text, self.published, self.language):
            if found.time is None or not found.certain:
                continue
            start, lead = found.start, _LEAD.match(found.text)
            if lead and lead.end() < len(found.text):
                try:
                    if read_time(found.text[lead.end() :], self.published, self.language) == found.time:
                        start += lead.end()
                except ReadingError:
                    pass
            yield Mark(start, found.end, self.text[start : found.end], "time", time=found.time)

    # --- places in the text ---

    def sentence(self, mark: Mark) -> tuple[int, int]:
        """The sentence of a mark."""
        return self.cut.around(mark.start, mark.end)

    def sentence_before(self, start: int) -> tuple[int, int] | None:
        """The sentence before the one that begins at `start`."""
        number = self.cut.number(start) - 1
        return self.cut.spans[number] if number >= 0 else None

    def paragraph(self, offset: int) -> tuple[int, int]:
        """The paragraph (line) that holds `offset`."""
        number = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[number] if number >= 0 else (0, len(self.text))

    def gap(self, one: Mark, other: Mark) -> str:
        """The characters between two marks."""
        return self.text[slice(*self._between(one, other))]

    @staticmethod
    def _between(one: Mark, other: Mark) -> tuple[int, int]:
        start, end = (one.end, other.start) if one.end <= other.start else (other.end, one.start)
        return start, max(start, end)

    def distance(self, one: Mark, other: Mark) -> float:
        """How far apart two marks stand, in English words: a Chinese character counts for two letters."""
        start, end = self._between(one, other)
        return (end - start + (self._wide[end] - self._wide[start]) * 1.5) / 6

    def commas(self, one: Mark, other: Mark) -> int:
        """How many clause ends stand between two marks (not the commas of numbers, nor those of a list)."""
        start, end = self._between(one, other)
        return bisect_left(self._clause_ends, end) - bisect_left(self._clause_ends, start)
