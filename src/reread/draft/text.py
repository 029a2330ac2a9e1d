"""From a text to worksheet rows: one row a printed figure, with its sentence, its reading, and who, what and when where
they are sure; the candidates, each with its reason, where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import Final

from ..reading.dates import FoundTime, find_times
from ..reading.figures import Figure, Refused, read_all
from ..reading.names import FoundName
from ..reading.periods import previous_period
from ..reading.ranks import FoundRank, find_ranks
from ..reading.scan import Numeral, scan_numerals
from ..reading.sentences import Sentences, Span, paragraphs
from ..reading.vocabulary import RATIO_UNITS
from ..rules.how_much import plain
from .accounted import Word, words_beside
from .cues import CUES, Hint, hints
from .furniture import dateline, furniture
from .importing.meaning import not_over, printed_base
from .importing.words import places_of
from .known import Known
from .worksheet import Drafted, Row

_NEAR: Final = 48
#: How much of a sentence before and behind a figure hints look at.
_BEFORE, _BEHIND = 160, 60
#: What has a base that it is compared with.
_COMPARED: Final = ("growth", "change", "multiple")
_SHOWN: Final = 3
#: What words of a clause may say beside a figure of a transformation.
_SAYS: Final[dict[str, set[str]]] = {
    "": {"level"}, "level": {"level"}, "share": {"share", "level"},
    "growth": {"rate", "compared"}, "change": {"compared"}, "multiple": {"compared"},
}  # fmt: skip


def draft_text(known: Known, text: str, published: str = "", aside: Sequence[Span] = ()) -> Drafted:
    """Draft a text. `published` is the ISO day of publication where it is known, else it is looked for; `aside` are
    parts that are known to be no article.
    """
    return _Draft(known, text, published, aside).rows()


class _Draft:
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
        self.names = [n for n in known.names(text) if not _within(n.start, n.end, self.wires)]
        self.terms = known.terms(text)
        self._used_times: set[int] = set()

    def _is_place(self, rank: FoundRank) -> bool:
        """Whether a rank is one, and the words beside an ordinal make it a place on a list."""
        before = self.text[max(0, rank.start - 24) : rank.start]
        if rank.kind == "ordinal":
            return bool(CUES["ranked"].search(before) or CUES["place"].match(self.text, rank.end))
        if CUES["no_place"].fullmatch(rank.text):
            return not CUES["counted_off"].match(self.text, rank.end)
        alone = before[-1:] in ("", "\n") or CUES["ranked"].search(before)
        return bool(alone or rank.text[:1] not in "NnR#№" or not CUES["numbered"].match(self.text, rank.end))

    # --- rows ---

    def rows(self) -> Drafted:
        """All rows: figures, places and what is left in the order of the text, furniture behind them."""
        rows: list[tuple[bool, int, Row]] = []
        covered: list[Span] = []
        read: list[Figure | FoundRank] = [figure for figure in self.readings if isinstance(figure, Figure)]
        for item in [*read, *self.ranks]:
            if not self._aside(item.start) and not _within(item.start, item.end, covered):
                made = self._rank(item) if isinstance(item, FoundRank) else self._figure(item)
                rows.append((False, item.start, made))
                covered.append((item.start, item.end))
        for numeral in scan_numerals(self.text, self.language):
            start, end = numeral.start, numeral.end
            if _within(start, end, covered):
                continue
            time = next((t for t in self.times if t.start <= start and end <= t.end and t.time), None)
            if self._aside(start) and not (time and self.day and time.start == self.day.start):
                page = self._row(start, end) | {"disposition": "boilerplate", "note": "Page furniture."}
                rows.append((True, start, page))
            elif time is not None and time.certain:
                covered.append((time.start, time.end))
                if time.start not in self._used_times:
                    rows.append((False, time.start, self._time(time)))
            else:
                rows.append((False, start, self._left(numeral)))
        rows.sort(key=lambda item: item[:2])
        return Drafted([row for *_, row in rows], published=self.published)

    def _aside(self, start: int) -> bool:
        return _within(start, start + 1, self.aside)

    def _row(self, start: int, end: int) -> Row:
        first, last = self.cut.around(start, end)
        row = {"quote": self.text[first:last], "how_much": self.text[start:end], "at": str(start)}
        places = places_of(row["how_much"], row["quote"])
        if len(places) > 1 and start - first in places:
            row["how_much_index"] = str(places.index(start - first) + 1)
        return row

    def _figure(self, figure: Figure) -> Row:
        start, end = figure.start, figure.end
        row = self._row(start, end)
        name = next((n for n in self.names if n.start <= start and end <= n.end), None)
        if name is not None:
            return row | {"candidates": f"disposition: identifier? part of the name {name.text}"}
        if why := self._no_figure(start, end):
            return row | {"candidates": why}
        span, bounds = self.cut.around(start, end), figure.bounds()
        doubts: list[str] = []
        row |= {"value": plain(figure.value), "lower": plain(bounds.lower), "upper": plain(bounds.upper)}
        row |= {"unit": figure.unit, "qualifier": figure.qualifier}
        doubts += self.known.without_unit(row)
        told = self._told(figure, doubts)
        row |= self._when(start, end, span, doubts, told in _COMPARED)
        row |= self._base((start, end), span, told, row.get("period", ""), doubts) if told in _COMPARED else {}
        row |= self._who(start, span, doubts)
        row |= self._what(figure, span, told, doubts)
        doubts += self._plan(row, start, span)
        kinds = _kinds(figure) | ({"compared"} if told in _COMPARED else set())
        for hint, seen in self._hints("", start, end, kinds, told):
            row |= hint.sets
            doubts += [hint.doubt.format(seen)] if hint.doubt else []
        if row.get("base_period") == "previous":
            row["base_period"] = previous_period(row["period"]) if row.get("period") else ""
            doubts += [] if row["base_period"] else ["base_period: the period before"]
        if unknown := [*self._unknown(figure, row, doubts)]:
            doubts.append("reading: what of " + _listed(unknown) + "?")
        row["candidates"] = "; ".join(dict.fromkeys(doubts))
        return row

    def _beside(self, figure: Figure) -> list[Word]:
        """What stands in the clause of a figure up to the next one, but for what was found there."""
        first, last = self._clause(figure.start, self.cut.around(figure.start, figure.end))
        return self._words(first, min([last, *(start for start, _ in self._read if start >= figure.end)]))

    def _words(self, first: int, last: int) -> list[Word]:
        """The words of a part of a sentence, but for names, terms, times, figures and what is compared with."""
        usual = [m.span() for m in CUES["usual_base"].finditer(self.text, first, last)]
        for start, end in _spans(self.times) + usual:
            base = CUES["base"].search(self.text[first:start]) if first <= start < last else None
            usual += [(first + base.start(), end)] if base else []
        found = _spans([*self.names, *self.terms, *self.times, *self.ranks])
        strangers = self._strangers(self.cut.around(first, last))
        return [*words_beside(self.text, (first, last), [*found, *usual, *self.wires, *strangers, *self._read])]

    @cached_property
    def _read(self) -> list[Span]:
        """Where figures stand."""
        return [(r.start, r.end) for r in self.readings if isinstance(r, Figure)]

    def _before(self, figure: Figure) -> Figure | None:
        """The figure before one in its clause."""
        first, _ = self._clause(figure.start, self.cut.around(figure.start, figure.end))
        before = [r for r in self.readings if isinstance(r, Figure) and first <= r.start < figure.start]
        return before[-1] if before else None

    def _unknown(self, figure: Figure, row: Row, doubts: Sequence[str]) -> Iterator[str]:
        """Words beside a figure that nothing accounts for, or that say something else than what is proposed."""
        words, before = self._beside(figure), self._before(figure)
        told = {row.get("transformation", "")} | ({self._told(before, []) or ""} if before else set())
        says = {"", "small", row.get("coverage", "")}.union(*(_SAYS.get(each, ()) for each in told))
        if any(doubt.startswith("transformation") for doubt in doubts):
            says = says.union(*_SAYS.values())
        if figure.unit not in RATIO_UNITS:
            says.add("share")
        if any(each.value is not None and each.value < 0 for each in (figure, before) if each):
            says.add("falling")
        if figure.unit not in ("count", "person"):  # what stands right behind it is what it is so large of
            behind = len(self.text) - len(self.text[figure.end :].lstrip())
            yield from (word.text for word in words if word.start == behind and says.isdisjoint(word.says - {""}))
        yield from (word.text for word in words if says.isdisjoint(word.says))

    def _hints(self, then: str, start: int, end: int, kinds: set[str], told: str | None) -> Iterator[tuple[Hint, str]]:
        """The hints of a kind that fit a figure, with the words that say so."""
        first, _ = self.cut.around(start, end)
        around = self.text[max(first, start - _BEFORE) : start], self.text[start:end], self.text[end : end + _BEHIND]
        for hint in hints():
            if hint.then == then and hint.of <= kinds and hint.told in ("", told or "none"):
                seen = hint.fits(*around)
                if seen is not None:
                    yield hint, seen

    def _no_figure(self, start: int, end: int) -> str:
        """What a number is that words beside it, or its own, make no figure; "" where none do."""
        return next((hint.doubt for hint, _ in self._hints("leave", start, end, set(), None)), "")

    def _told(self, figure: Figure, doubts: list[str]) -> str | None:
        """What the words of and beside a figure say that it is: a growth, a change, a share; None where it is open."""
        told = figure.transformation
        for hint, seen in self._hints("told", figure.start, figure.end, _kinds(figure), told):
            doubts += [hint.doubt.format(seen)] if hint.doubt else []
            told = hint.sets.get("transformation", told) or None
            before = [r for r in self.readings if isinstance(r, Figure) and r.end <= figure.start]
            return self._told(before[-1], doubts) if told == "before" and before else told
        if told is None and figure.unit == "percent":
            if told := self._said(figure):
                return told
            doubts.append("transformation: a level, a share or a growth?")
        return told

    def _said(self, figure: Figure) -> str | None:
        """Whether the words beside a percentage say that it is a growth or a share, the nearest before others."""
        told = [word for word in self._beside(figure) if len(word.says) == 1 and "" not in word.says]
        before = self._before(figure)
        near = [word for word in told if not before or word.start >= before.end] or told
        nearest = min(near, key=lambda word: (word.start > figure.start, abs(word.start - figure.start)), default=None)
        if nearest and not nearest.says.isdisjoint(("compared", "rate", "falling")):
            return "growth"
        return "share" if any("share" in word.says for word in near) else None

    def _plan(self, row: Row, start: int, span: Span) -> Iterator[str]:
        """Whether a figure is a plan, or of a period that was not over."""
        future = CUES["future"].search(self.text, *self._clause(start, span))
        before = CUES["future"].search(self.text, span[0], start)
        if not future and re.match("by|到", row.get("when", ""), re.I):
            future = before
        late = not_over(row.get("period", ""), self.published)
        if future and row.get("when") and not late and not CUES["of_a_year"].search(row["when"]):
            yield f"when: {row.pop('when')}, which is over? {future[0]!r} stands beside it"
            del row["period"]
        if future or late == "F":
            row["coverage"] = "target"
        if future and late != "F":
            yield f"coverage: a plan or forecast? {future[0]!r} stands beside it"
        elif not future and late != "F" and (before or late):
            why = f"{before[0]!r} stands before it" if before else "the period was not over"
            yield f"coverage: target, to_date? {why}"

    def _rank(self, rank: FoundRank) -> Row:
        row = self._row(rank.start, rank.end)
        doubts: list[str] = []
        if rank.kind == "list_size":
            doubts.append(f"the size of a list, {rank.value}? then size in the sheet rankings")
        elif rank.kind == "from_end":
            doubts.append("rank: counted from the end of the list, whose size tells which place that is")
        else:
            row["rank"] = str(rank.value)
            row |= self._who(rank.start, self.cut.around(rank.start, rank.end), doubts)
            doubts.append("ranking: which list?")
        row["candidates"] = "; ".join(doubts)
        return row

    def _time(self, time: FoundTime) -> Row:
        row = self._row(time.start, time.end)
        whose = "page" if self.day and time.start == self.day.start else "report" if self._reported(time) else ""
        if whose:
            return row | {"disposition": "dateline", "note": f"Date of the {whose}."}
        doubt = "disposition: year_of_context? a time that no figure of its sentence is given"
        return row | {"candidates": doubt}

    def _reported(self, time: FoundTime) -> bool:
        """Whether a time is the day of the report, not of what it tells."""
        before = self.text[max(0, time.start - 12) : time.start]
        return _within(time.start, time.end, self.wires) or bool(CUES["reported"].search(before))

    def _left(self, numeral: Numeral) -> Row:
        """A number that is no figure, time or place as it stands: which may be, and why it was not read."""
        over = [r for r in self.readings if r.start <= numeral.start and numeral.end <= r.end]
        refused = next((r.reason for r in over if isinstance(r, Refused)), "no figure, time or place on a list")
        reason = f"not read: {refused}"
        around = self.text[max(0, numeral.start - 1) : numeral.end + 1]
        if numeral.kind == "ordinal":
            reason = "disposition: ordinal_name, relative_order? or a place on a list"
            if CUES["a_part"].search(self.text[: numeral.start][-8:]):
                reason = "value: a part of something, or a growth by one?"
        elif re.search(r"[A-Za-z]\d|\d[A-Za-z]", around):
            reason = "disposition: identifier? letters stand beside the number"
        else:
            reason = "; ".join(filter(None, (self._no_figure(numeral.start, numeral.end), reason)))
        return self._row(numeral.start, numeral.end) | {"candidates": reason}

    # --- who, what, when ---

    def _clause(self, place: int, span: Span, cue: str = "clause") -> Span:
        """The clause, or other part, of a sentence that holds a place."""
        ends = [m.start() for m in CUES[cue].finditer(self.text, *span)]
        first = max((end + 1 for end in ends if end < place), default=span[0])
        return first, min((end for end in ends if end >= place), default=span[1])

    def _when(self, start: int, end: int, span: Span, doubts: list[str], compared: bool) -> Row:
        times = [t for t in self._stated if span[0] <= t.start and t.end <= span[1]]
        times = [t for t in times if not self._noted(t, start, end)]
        bracket = CUES["bracket"].search(self.text, span[0], start)
        if bracket and not compared and not CUES["link"].fullmatch(bracket[0]):
            times = [t for t in times if t.start > bracket.start()]
        bases = self._bases(span, start, compared)
        plain_ones = [t for t in times if t not in bases and not t.start <= start < t.end]
        part = self._clause(start, span, "part")
        clause = self._clause(start, span)
        own = [t for t in plain_ones if part[0] <= t.start < (part[1] if t.start < start else clause[1])]
        beside = [t for t in (own if compared else times) if self.text[t.end : start] in ("的", "年的")
                  or (self.text[end : t.start].isspace() and not CUES["from"].match(t.text))]  # fmt: skip
        before = plain_ones if len(plain_ones) == 1 and plain_ones[0].start < start else []
        close = [t for t in own if clause[0] <= t.start < start]
        sure = next((times for times in (beside, close, own) if len(times) == 1), before)
        later = [t for t in self._unsure if CUES["of_time"].fullmatch(self.text[end : max(end, t.start)]) or (
            clause[0] <= t.start < start and not self._is_base(t, span[0]))]  # fmt: skip
        if later or (sure and CUES["year_before"].fullmatch(sure[0].text)):
            doubts.append(f"when: {(later or sure)[0].text}?")
        elif sure and sure[0].time and self._year_fits(sure[0]):
            self._used_times.add(sure[0].start)
            return {"when": sure[0].text, "period": sure[0].time.period}
        elif plain_ones:
            doubts.append("when: " + _listed(f"{t.text} ({t.time.period})" for t in plain_ones if t.time))
        else:
            earlier = [t for t in self._stated if t.end <= span[0]][-1:]
            named = _listed(f", {t.text} ({t.time.period}), printed before" for t in earlier if t.time)
            doubts.append(f"when: none in the sentence{named}")
        return {}

    def _bases(self, span: Span, start: int, compared: bool) -> list[FoundTime]:
        """The times of a sentence that something is compared with."""
        times = (t for t in self.times if t.certain and span[0] <= t.start and t.end <= span[1])
        return [t for t in times if self._is_base(t, span[0]) or (
            compared and CUES["of_base"].fullmatch(self.text[t.end : max(t.end, start)]))]  # fmt: skip

    def _base(self, figure: Span, span: Span, told: str | None, period: str, doubts: list[str]) -> Row:
        """The period that a figure is compared with, where one is printed in its clause."""
        clause, bases = self._clause(figure[0], span), self._bases(span, figure[0], True)
        near = [t for t in bases if clause[0] <= t.start < clause[1] and not self._figures(figure[1], t.start)]
        printed = list(filter(None, (printed_base(t, period) for t in near)))
        if len(printed) == 1:
            return {"base_period": printed[0]}
        if not CUES["usual_base"].search(self.text, *clause):
            near += self._loose(span, figure, bases)
            if near or told == "multiple":
                doubts.append("base_period: " + (_listed(t.text for t in near) or "of what time, or of whom?"))
        return {}

    def _noted(self, time: FoundTime, start: int, end: int) -> bool:
        """Whether a time stands in brackets with or behind a figure, and another figure does not."""
        first, _ = self.cut.around(time.start, time.end)
        opening, own = (CUES["bracket"].search(self.text, first, place) for place in (time.start, start))
        if not opening or (own and own.start() == opening.start()):
            return False
        behind = [r.end for r in self.readings if r.end == len(self.text[: opening.start()].rstrip())]
        return behind not in ([], [end]) or (start < opening.start() and self._figures(opening.start(), time.start))

    def _loose(self, span: Span, figure: Span, bases: Sequence[FoundTime]) -> list[FoundTime]:
        """Times of a sentence that may be the base of a figure: such as are no sure ones in its clause, or in one
        without a figure of its own.
        """
        own, found = self._clause(figure[0], span), []
        for time in (t for t in [*bases, *self._unsure] if span[0] <= t.start and t.end <= span[1]):
            clause = self._clause(time.start, span)
            if clause == own or not self._figures(*clause):
                found.append(time)
        return found

    def _figures(self, first: int, last: int) -> bool:
        """Whether a figure begins in a part of the text."""
        return any(first <= start < last for start, _ in self._read)

    def _year_fits(self, time: FoundTime) -> bool:
        """Whether a time without a year is read as one of the year that the text has named before."""
        named = [t.time.period[:4] for t in self._stated if t.start < time.start and t.time
                 and CUES["year"].search(t.text) and not self._is_base(t, 0)]  # fmt: skip
        year = time.time.period[:4] if time.time else ""
        return not named or named[-1] == year or bool(CUES["of_a_year"].search(time.text))

    @cached_property
    def _stated(self) -> list[FoundTime]:
        """The times that figures may be of."""
        day = self.day.start if self.day else -1
        times = (t for t in self.times if t.time and t.certain and t.start != day
                 and not CUES["of_report"].match(self.text, t.end))  # fmt: skip
        return [t for t in times if not self._aside(t.start) and not self._reported(t)]

    @cached_property
    def _unsure(self) -> list[FoundTime]:
        """Words that may be a time, or name one that is not read."""
        return [t for t in self.times if not (t.time and t.certain) and not self._aside(t.start)]

    def _is_base(self, time: FoundTime, first: int) -> bool:
        """Whether something is compared with a time: "from 2022", 较2022年, 是2022年的2.4倍."""
        period = time.time.period if time.time else ""
        return bool(
            CUES["base"].search(self.text[max(first, time.start - 60) : time.start])
            or CUES["times_of"].match(self.text, time.end)
            or ("/" not in period and CUES["from"].match(time.text))
        )

    def _who(self, start: int, span: Span, doubts: list[str]) -> Row:
        everybody = names = [n for n in self.names if span[0] <= n.start and n.end <= span[1]]
        for one, other in pairwise(everybody):
            if both := self.known.address(one, other, self.text):
                names = [both, *(n for n in names if n not in (one, other))]
        why = {n.start: self._no_subject(n) for n in names}
        able = [n for n in names if not why[n.start] and self.known.entities(n)]
        meant = {entity for n in able for entity in self.known.entities(n)}
        others = [n for n in names if why[n.start]]
        strangers = self._strangers(span)
        if len(meant) == 1 and not others and not strangers and able[0].start < start:
            return {"who": able[0].text, "entity": next(iter(meant))}
        found = [f"{n.text} ({' or '.join(sorted(self.known.entities(n)))})" for n in able]
        found += [f"{n.text}: {why[n.start]}" for n in others]
        if not names:
            before = next((n for n in reversed(self.names) if n.end <= span[0] and not self._aside(n.start)), None)
            found = [f"none in the sentence, {before.text} printed before"] if before else ["none in the sentence"]
        elif strangers:
            found.append(f"beside {self.text[slice(*strangers[0])]}, which is not registered")
        doubts.append("who: " + _listed(found))
        return {}

    @cached_property
    def _longer(self) -> set[str]:
        """Names that are parts of longer ones in this text, and may be short for them."""
        parts = (
            one for one, other in zip_longest(self.names, self.names[1:])
            if not self._aside(one.start) and self.known.whole(one, self.text)[:4] == "part"
            and not (other and self.known.address(one, other, self.text))
        )  # fmt: skip
        return {name.text.lower() for name in parts}

    def _no_subject(self, name: FoundName) -> str:
        """Why a name is no subject by itself, "" where it may be."""
        if why := self.known.whole(name, self.text):
            return why
        if name.text.lower() in self._longer:
            return "may be short for a longer name of this text"
        first, _ = self._clause(name.start, self.cut.around(name.start, name.end))
        before = self._words(first, name.start)
        unknown = next((word.text for word in before if not word.says), "")
        return f"behind {unknown}" if unknown and before[-1].text.lower() != "in" else ""

    def _strangers(self, span: Span) -> list[Span]:
        """Words inside a sentence that may be a name which no register knows: capitalised, or called a body."""
        names = _spans(self.names)
        if self.language == "zh":
            return [m.span() for m in CUES["body"].finditer(self.text, *span) if not _within(*m.span(), names)]
        said = [*_spans([*self.times, *self.terms]), *self.wires]
        found = (m for m in CUES["capitals"].finditer(self.text, *span) if not CUES["day"].fullmatch(m[1]))
        return [
            m.span(1) for m in found if not _within(*m.span(1), said)
            and not any(a < m.end(1) and m.start(1) < b for a, b in names)
        ]  # fmt: skip

    def _what(self, figure: Figure, span: Span, told: str | None, doubts: list[str]) -> Row:
        terms = [t for t in self.terms if span[0] <= t.start and t.end <= span[1]]
        terms = [t for t in terms if t.end <= figure.start or t.start >= figure.end]
        row: Row = {"transformation": told or ""} if told and told != "level" else {}
        best = self._named(figure, terms)
        if best is not None and len(best.ids) == 1:
            ratio = figure.unit in RATIO_UNITS
            if told in _COMPARED if ratio else self.known.fits(best.ids[0], figure.unit):
                return row | {"what": best.text, "indicator": best.ids[0]}
        if terms:
            nearest = sorted(terms, key=lambda t: min(abs(t.end - figure.start), abs(t.start - figure.end)))
            doubts.append("what: " + _listed(f"{t.text} ({' or '.join(t.ids)})" for t in nearest))
        else:
            doubts.append("what: no registered term in the sentence")
        return row

    def _named(self, figure: Figure, terms: Sequence[FoundName]) -> FoundName | None:
        """The term that a figure belongs to without a doubt: right behind it, or before it with only links between."""
        terms = [t for t in terms if self._is_whole(t) and self.known.plain(t)]
        behind = [t for t in terms if t.start >= figure.end and not self.text[figure.end : t.start].strip(" -个家")]
        before = [t for t in terms if t.end <= figure.start and CUES["link"].fullmatch(self.text, t.end, figure.start)]
        return next(iter(behind or before[-1:]), None)

    def _is_whole(self, term: FoundName) -> bool:
        """Whether a term is not part of a longer one, "industrial investment"."""
        before = self.text[max(0, term.start - 24) : term.start].rpartition("\n")[2]
        named = any(n.end == term.start for n in self.names)
        return bool((named or CUES["before_term"].search(before)) and CUES["after_term"].match(self.text, term.end))


def _kinds(figure: Figure) -> set[str]:
    """What hints call a figure."""
    return {figure.unit, "ratio" if figure.unit in RATIO_UNITS else "other"}


def _spans(items: Sequence[FoundName | FoundTime | FoundRank]) -> list[Span]:
    return [(item.start, item.end) for item in items]


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _listed(found: Iterator[str] | Sequence[str]) -> str:
    return " | ".join(list(dict.fromkeys(found))[:_SHOWN])
