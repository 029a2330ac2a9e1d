"""What is found in a text: figures, places, times, names and terms, and the words that stand beside them; and what of a
page is no article: menus, counters, copyright lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import zip_longest
from typing import Final

from ..reading.dates import FoundTime, find_times
from ..reading.figures import Figure, read_all
from ..reading.names import FoundName
from ..reading.ranks import FoundRank, find_ranks
from ..reading.sentences import Sentences, Span, paragraphs
from .cues import CUES, Word, words_beside
from .known import Known

_SHOWN: Final = 3
#: How far before a figure another may tell what it is.
_BEFORE: Final = 160
#: What has a base that it is compared with.
COMPARED: Final = ("growth", "change", "multiple")
#: What a time says that something is compared with, and one that it began with.
_BASE: Final = frozenset({"base"})
_BEGINS: Final = frozenset({"base", "level", "share"})


class Found:
    """A text with what is found in it. `published` is its day where that is known, else it is looked for; `aside` are
    parts that are known to be no article.
    """

    def __init__(self, known: Known, text: str, published: str, aside: Sequence[Span]) -> None:
        self.text, self.known, self.language = text, known, known.language
        self.cut = Sentences(text)
        self.aside = [*aside, *_furniture(text)]
        #: The place and day before a report, "GUANGZHOU, Sept. 5 (Xinhua) --": no subject, no time of a figure.
        self.wires = [
            (start, start + m.end()) for start, end in paragraphs(text) if (m := CUES["wire"].match(text[start:end]))
        ]
        self.day = _dateline(text, find_times(text, None, self.language), self.aside)
        self.published = published or (self.day.time.period if self.day and self.day.time else "")
        self.times = find_times(text, self.published or None, self.language)
        self.ranks = [r for r in find_ranks(text) if self._is_place(r)]
        self.readings = read_all(text, self.language, self.times)
        self.figures = sorted((r for r in self.readings if isinstance(r, Figure)), key=lambda r: r.start)
        self.names = [n for n in known.names(text) if not within(n.start, n.end, self.wires)]
        self.terms = known.terms(text)
        #: Where the times begin that figures were given.
        self.used: set[int] = set()
        self._starts = [figure.start for figure in self.figures]
        self.clauses = cache(self._clauses)
        self.strangers = cache(self._strangers)
        self.words = cache(self._words)
        self._items = cache(self._found_in)
        self.told = cache(self._told)

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

    def is_day(self, time: FoundTime) -> bool:
        """Whether a time is the printed day of publication."""
        return self.day is not None and time.start == self.day.start

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
        return [m.start() for m in CUES[cue].finditer(self.text, *sentence)]

    def figures_in(self, first: int, last: int) -> list[Figure]:
        """The figures that begin in a part of the text."""
        return self.figures[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def beside(self, figure: Figure, terms: bool = False) -> list[Word]:
        """What stands in the clause of a figure up to the next one, but for what was found there; see `words`."""
        first, last = self.clause(figure.start)
        behind = self.figures_in(figure.end, last)
        return self.words(first, behind[0].start if behind else last, terms)

    def before(self, figure: Figure) -> Figure | None:
        """The figure before one in its clause."""
        return next(reversed(self.figures_in(self.clause(figure.start)[0], figure.start)), None)

    def behind(self, figure: Figure) -> list[Word]:
        """The word that stands right behind a figure, if one does."""
        place = len(self.text) - len(self.text[figure.end :].lstrip())
        return [word for word in self.beside(figure) if word.start == place]

    def _told(self, figure: Figure) -> str | None:
        """What the words of and beside a figure say that it is: a growth, a change, a share; None where it is open."""
        told = figure.transformation or self._said(figure)
        before = next(reversed(self.figures_in(figure.start - _BEFORE, figure.start)), None)
        alike = told is None and before is not None and before.unit == figure.unit
        if alike and before and CUES["joined"].fullmatch(self.text, before.end, figure.start):
            return self.told(before)
        return told

    def _said(self, figure: Figure) -> str | None:
        """Whether the words beside a figure say that it is a growth, a change, a share or a level: the nearest do."""
        telling = [word for word in self.beside(figure, terms=True) if len(word.says - {"", "small"}) == 1]
        before = self.before(figure)
        near = [word for word in telling if not before or word.start >= before.end]
        near = telling if all("level" in word.says for word in near) else near
        near.sort(key=lambda word: (word.start > figure.start, abs(word.start - figure.start)))
        says = [next(iter(word.says)) for word in near]
        if figure.unit != "percent":
            return "change" if says[:1] == ["change"] or (says[:1] == ["more"] and "base" in says) else None
        if says and says[0] in ("compared", "rate", "falling", "more", "change", "base"):
            return "growth"
        if "share" in says or any(word.text == "of" for word in self.behind(figure)):
            return "share"
        return "level" if "ratio" in says else None

    def _words(self, first: int, last: int, terms: bool = False) -> list[Word]:
        """The words of a part of a sentence, but for names, times, figures, and terms unless they are asked for; what
        is compared with is one word.
        """
        sentence = self.cut.around(first, last)
        times, others, named = self._items(sentence)
        usual = (m.span() for m in CUES["usual_base"].finditer(self.text, first, last))
        bases = {span: _BASE for span in usual if not within(*span, times)}
        for start, end in [*times, *bases]:
            base = CUES["base"].search(self.text[first:start]) if first <= start < last else None
            if base and not self.figures_in(first + base.start(), start):
                begins = CUES["begins"].match(base[0]) and (start, end) not in bases
                bases[first + base.start(), end] = _BEGINS if begins else _BASE
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

    # --- times ---

    @cached_property
    def stated(self) -> list[FoundTime]:
        """The times that figures may be of."""
        times = (t for t in self.times if t.time and t.certain and not self.is_day(t)
                 and not CUES["of_report"].match(self.text, t.end))  # fmt: skip
        return [t for t in times if not self.is_aside(t.start) and not self.reported(t)]

    @cached_property
    def unsure(self) -> list[FoundTime]:
        """Words that may be a time, or name one that is not read."""
        return [t for t in self.times if not (t.time and t.certain) and not self.is_aside(t.start)]

    def year_fits(self, time: FoundTime) -> bool:
        """Whether a time without a year is read as one of the year that the text has named before."""
        named = [t.time.period[:4] for t in self.stated if t.start < time.start and t.time
                 and CUES["year"].search(t.text) and not self.is_base(t, 0)]  # fmt: skip
        year = time.time.period[:4] if time.time else ""
        return not named or named[-1] == year or bool(CUES["of_a_year"].search(time.text))

    def is_base(self, time: FoundTime, first: int) -> bool:
        """Whether something is compared with a time: "from 2022", 较2022年, 是2022年的2.4倍."""
        period = time.time.period if time.time else ""
        return bool(
            CUES["base"].search(self.text[max(first, time.start - 60) : time.start])
            or CUES["times_of"].match(self.text, time.end)
            or ("/" not in period and CUES["from"].match(time.text))
        )

    # --- names and terms ---

    @cached_property
    def _longer(self) -> set[str]:
        """Names that are parts of longer ones in this text, and may be short for them."""
        return {
            one.text.lower() for one, other in zip_longest(self.names, self.names[1:])
            if not self.is_aside(one.start) and self.known.whole(one, self.text)[:4] == "part"
            and not (other and self.known.address(one, other, self.text))
        }  # fmt: skip

    def no_subject(self, name: FoundName) -> str:
        """Why a name is no subject by itself, "" where it may be."""
        if why := self.known.whole(name, self.text):
            return why
        if name.text.lower() in self._longer:
            return "may be short for a longer name of this text"
        before = self.words(self.clause(name.start)[0], name.start)
        unknown = next((word.text for word in before if not word.says), "")
        return f"behind {unknown}" if unknown and before[-1].text.lower() != "in" else ""

    def is_whole(self, term: FoundName) -> bool:
        """Whether a term is not part of a longer one, "industrial investment"."""
        before = self.text[max(0, term.start - 24) : term.start].rpartition("\n")[2]
        named = any(n.end == term.start for n in self.names)
        return bool((named or CUES["before_term"].search(before)) and CUES["after_term"].match(self.text, term.end))


def _furniture(text: str) -> Iterator[Span]:
    """The lines of a page that are no article: known words of menus and footers, or a menu by its separators; and
    addresses of pages.

    A line that ends as a sentence is never furniture unless it holds such a word and no verb.
    """
    for start, end in paragraphs(text):
        line = text[start:end]
        sentence = CUES["sentence"].search(line)
        menu = len(line) < 400 and len(CUES["menu"].findall(line)) >= 2 and not sentence
        if menu or (CUES["furniture"].search(line) and not (sentence and CUES["verb"].search(line))):
            yield start, end
    yield from (m.span() for m in CUES["address_of_page"].finditer(text))


def _dateline(text: str, times: list[FoundTime], aside: list[Span]) -> FoundTime | None:
    """The printed day of publication: the first whole day in a short line without a sentence, near the top or with
    words such as "release time".
    """
    for number, (start, end) in enumerate(paragraphs(text)):
        line = text[start:end]
        named = bool(CUES["dated"].search(line))
        if ((start, end) in aside and not CUES["issued"].search(line)) or len(line) > 240:
            continue
        if not named and (number > 8 or CUES["sentence"].search(line)):
            continue
        for time in times:
            day = time.time.period[8:] if time.certain and time.time and start <= time.start and time.end <= end else ""
            if len(day) == 2 and day.lstrip("0") in time.text:  # the end of September prints no day
                return time
    return None


def spans(items: Iterable[FoundName | FoundTime | FoundRank | Figure]) -> list[Span]:
    """Where items stand."""
    return [(item.start, item.end) for item in items]


def within(start: int, end: int, parts: Iterable[Span]) -> bool:
    """Whether a span lies in one of several parts."""
    return any(a <= start and end <= b for a, b in parts)


def listed(found: Iterable[str]) -> str:
    """The first of several candidates, for a doubt."""
    return " | ".join(list(dict.fromkeys(found))[:_SHOWN])
