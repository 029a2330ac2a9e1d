"""What is found in a text: figures, places, times, names and terms, and the words that stand beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Final

from ..reading.dates import FoundTime, find_times
from ..reading.figures import Figure, read_all
from ..reading.names import FoundName
from ..reading.ranks import FoundRank, find_ranks
from ..reading.sentences import Sentences, Span, paragraphs
from .accounted import Word, words_beside
from .cues import CUES
from .furniture import dateline, furniture
from .known import Known

_SHOWN: Final = 3
#: What a time says that something is compared with, and one that it began with.
_COMPARED: Final = frozenset({"base"})
_BEGINS: Final = frozenset({"base", "level", "share"})


class Found:
    """A text with what is found in it. `published` is its day where that is known, else it is looked for; `aside` are
    parts that are known to be no article.
    """

    def __init__(self, known: Known, text: str, published: str, aside: Sequence[Span]) -> None:
        self.text, self.known, self.language = text, known, known.language
        self.cut = Sentences(text)
        self.aside = [*aside, *furniture(text)]
        #: The place and day before a report, "GUANGZHOU, Sept. 5 (Xinhua) --": no subject, no time of a figure.
        self.wires = [
            (start, start + m.end()) for start, end in paragraphs(text) if (m := CUES["wire"].match(text[start:end]))
        ]
        self.day = dateline(text, find_times(text, None, self.language), self.aside)
        self.published = published or (self.day.time.period if self.day and self.day.time else "")
        self.times = find_times(text, self.published or None, self.language)
        self.ranks = [r for r in find_ranks(text) if self._is_place(r)]
        self.readings = read_all(text, self.language, self.times)
        self.figures = sorted((r for r in self.readings if isinstance(r, Figure)), key=lambda r: r.start)
        self.names = [n for n in known.names(text) if not within(n.start, n.end, self.wires)]
        self.terms = known.terms(text)
        self._starts = [figure.start for figure in self.figures]
        self.clauses = cache(self._clauses)
        self.strangers = cache(self._strangers)
        self.words = cache(self._words)
        self._items = cache(self._found_in)

    def _is_place(self, rank: FoundRank) -> bool:
        """Whether a rank is one, and the words beside an ordinal make it a place on a list."""
        before = self.text[max(0, rank.start - 24) : rank.start]
        if rank.kind == "ordinal":
            return bool(CUES["ranked"].search(before) or CUES["place"].match(self.text, rank.end))
        if CUES["no_place"].fullmatch(rank.text):
            return not CUES["counted_off"].match(self.text, rank.end)
        alone = before[-1:] in ("", "\n") or CUES["ranked"].search(before)
        return bool(alone or rank.text[:1] not in "NnR#№" or not CUES["numbered"].match(self.text, rank.end))

    def is_aside(self, start: int) -> bool:
        """Whether a place is no part of the article."""
        return within(start, start + 1, self.aside)

    def reported(self, time: FoundTime) -> bool:
        """Whether a time is the day of the report, not of what it tells."""
        before = self.text[max(0, time.start - 12) : time.start]
        return within(time.start, time.end, self.wires) or bool(CUES["reported"].search(before))

    def clause(self, place: int, cue: str = "clause") -> Span:
        """The clause, or other part, of a sentence that holds a place."""
        sentence = self.cut.around(place, place + 1)
        ends = self.clauses(sentence, cue)
        number = bisect_left(ends, place)
        return (ends[number - 1] + 1 if number else sentence[0]), (*ends[number : number + 1], sentence[1])[0]

    def _clauses(self, sentence: Span, cue: str) -> list[int]:
        """Where the clauses of a sentence end, but for the last."""
        return [m.start() for m in CUES[cue].finditer(self.text, *sentence)]

    def figures_in(self, first: int, last: int) -> list[Figure]:
        """The figures that begin in a part of the text."""
        return self.figures[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def beside(self, figure: Figure, terms: bool = False) -> list[Word]:
        """What stands in the clause of a figure up to the next one, but for what was found there; see `words`."""
        first, last = self.clause(figure.start)
        behind = self.figures_in(figure.end, last)
        return self.words(first, behind[0].start if behind else last, terms)

    def _words(self, first: int, last: int, terms: bool = False) -> list[Word]:
        """The words of a part of a sentence, but for names, times, figures, and terms unless they are asked for; what
        is compared with is one word.
        """
        sentence = self.cut.around(first, last)
        times, others, named = self._items(sentence)
        usual = (m.span() for m in CUES["usual_base"].finditer(self.text, first, last))
        bases = {span: _COMPARED for span in usual if not within(*span, times)}
        for start, end in [*times, *bases]:
            base = CUES["base"].search(self.text[first:start]) if first <= start < last else None
            if base and not self.figures_in(first + base.start(), start):
                begins = CUES["begins"].match(base[0]) and (start, end) not in bases
                bases[first + base.start(), end] = _BEGINS if begins else _COMPARED
        found = [*times, *others, *bases, *self.wires, *self.strangers(sentence), *([] if terms else named)]
        compared = [Word(self.text[start:end], start, says) for (start, end), says in bases.items()]
        return sorted([*words_beside(self.text, (first, last), found), *compared], key=lambda word: word.start)

    def _found_in(self, sentence: Span) -> tuple[list[Span], ...]:
        """Where times, other items and terms stand in a sentence."""
        sure = spans(t for t in self.times if t.time and t.certain)
        kinds = (sure, spans([*self.names, *self.ranks, *self.figures]), spans(self.terms))
        return tuple([(a, b) for a, b in kind if a < sentence[1] and sentence[0] < b] for kind in kinds)

    def _strangers(self, span: Span) -> list[Span]:
        """Words inside a sentence that may be a name which no register knows: capitalised, or called a body."""
        names = spans(self.names)
        if self.language == "zh":
            return [m.span() for m in CUES["body"].finditer(self.text, *span) if not within(*m.span(), names)]
        said = [*spans([*self.times, *self.terms]), *self.wires]
        found = (m for m in CUES["capitals"].finditer(self.text, *span) if not CUES["day"].fullmatch(m[1]))
        return [
            m.span(1) for m in found if not within(*m.span(1), said)
            and not any(a < m.end(1) and m.start(1) < b for a, b in names)
        ]  # fmt: skip

    @cached_property
    def stated(self) -> list[FoundTime]:
        """The times that figures may be of."""
        day = self.day.start if self.day else -1
        times = (t for t in self.times if t.time and t.certain and t.start != day
                 and not CUES["of_report"].match(self.text, t.end))  # fmt: skip
        return [t for t in times if not self.is_aside(t.start) and not self.reported(t)]

    @cached_property
    def unsure(self) -> list[FoundTime]:
        """Words that may be a time, or name one that is not read."""
        return [t for t in self.times if not (t.time and t.certain) and not self.is_aside(t.start)]


def spans(items: Iterable[FoundName | FoundTime | FoundRank | Figure]) -> list[Span]:
    """Where items stand."""
    return [(item.start, item.end) for item in items]


def within(start: int, end: int, parts: Iterable[Span]) -> bool:
    """Whether a span lies in one of several parts."""
    return any(a <= start and end <= b for a, b in parts)


def listed(found: Iterable[str]) -> str:
    """The first of several candidates, for a doubt."""
    return " | ".join(list(dict.fromkeys(found))[:_SHOWN])
