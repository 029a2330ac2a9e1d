"""From a text to worksheet rows: one row a printed figure, with its sentence, its reading, and who, what and when where
they are sure; the candidates, each with its reason, where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from ..reading.dates import FoundTime, find_times
from ..reading.figures import Figure, Refused, read_all
from ..reading.names import FoundName
from ..reading.ranks import FoundRank, find_ranks
from ..reading.scan import Numeral, scan_numerals
from ..reading.sentences import Sentences, Span
from ..rules.how_much import plain
from . import cues
from .furniture import dateline, furniture
from .importing.words import places_of
from .known import Known
from .worksheet import Drafted, Row

__all__ = ["draft_text"]

_NEAR: Final = 48
_RATIOS: Final = ("percent", "percentage_point", "multiple")
#: What has a base that it is compared with.
_COMPARED: Final = ("growth", "change", "multiple")
_SHOWN: Final = 3


def draft_text(known: Known, text: str, published: str = "") -> Drafted:
    """Draft a text. `published` is the ISO day of publication where it is known; else it is looked for."""
    return _Draft(known, text, published).rows()


class _Draft:
    def __init__(self, known: Known, text: str, published: str) -> None:
        self.text, self.known, self.language = text, known, known.language
        self.cut = Sentences(text)
        self.aside = furniture(text)
        self.day = dateline(text, find_times(text, None, self.language), self.aside)
        self.published = published or (self.day.time.period if self.day and self.day.time else "")
        self.times = find_times(text, self.published or None, self.language)
        self.ranks = [r for r in find_ranks(text) if self._is_place(r)]
        self.readings = read_all(text, self.language, self.times)
        self.names, self.terms = known.names(text), known.terms(text)
        self._used_times: set[int] = set()

    def _is_place(self, rank: FoundRank) -> bool:
        """Whether a rank is one, and the words beside an ordinal make it a place on a list."""
        whole, counted = cues.COUNTED_OFF
        if rank.kind != "ordinal":
            return not (whole.match(rank.text) and counted.match(self.text, rank.end))
        before = self.text[max(0, rank.start - 24) : rank.start]
        return bool(cues.RANKED.search(before) or cues.PLACE.match(self.text, rank.end))

    # --- rows ---

    def rows(self) -> Drafted:
        """All rows: figures, places and what is left in the order of the text, furniture behind them."""
        rows: list[tuple[bool, int, Row]] = []
        covered: list[Span] = []
        for figure in self.readings:
            if isinstance(figure, Figure) and not self._aside(figure.start):
                rows.append((False, figure.start, self._figure(figure)))
                covered.append((figure.start, figure.end))
        for rank in self.ranks:
            if not self._aside(rank.start) and not _within(rank.start, rank.end, covered):
                rows.append((False, rank.start, self._rank(rank)))
                covered.append((rank.start, rank.end))
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
        row = self._row(figure.start, figure.end)
        name = next((n for n in self.names if n.start <= figure.start and figure.end <= n.end), None)
        if name is not None:
            return row | {"candidates": f"disposition: identifier? part of the name {name.text}"}
        if why := self._no_figure(figure.start, figure.end):
            return row | {"candidates": why}
        span = self.cut.around(figure.start, figure.end)
        doubts: list[str] = []
        bounds = figure.bounds()
        turned = self._turned(figure, span)
        if turned:
            doubts.append(f"value: {plain(figure.value)} or -{plain(figure.value)}? {turned!r} stands beside it")
        else:
            row |= {"value": plain(figure.value), "lower": plain(bounds.lower), "upper": plain(bounds.upper)}
        row |= {"unit": figure.unit, "qualifier": figure.qualifier}
        doubts += self.known.without_unit(row)
        if figure.unit == "count" and cues.BARE.search(figure.text) and cues.NO_NOUN.match(self.text, figure.end):
            row["unit"] = ""
            doubts.append("unit: none is printed")
        if row["unit"] == "count" and cues.PERSONS.match(self.text, figure.end):
            row["unit"] = "person"
        each = cues.EACH.search(self.text[span[0] : figure.start]) or cues.PER.match(self.text, figure.end)
        if each:
            row["unit"] = ""
            doubts.append("unit: so much for each of something")
        if cues.AMONG.search(self.text[max(span[0], figure.start - 16) : figure.start]):
            doubts.append("among so many: the size of a list or a whole?")
        told = self._told(figure, span, doubts)
        if self._quoted_words(figure):
            doubts.append("disposition: idiom? it stands in quotes")
        row |= self._when(figure.start, figure.end, span, doubts, told in _COMPARED)
        row |= self._who(figure.start, figure.end, span, doubts)
        row |= {} if each else self._what(figure, span, told, doubts)
        future = cues.FUTURE.search(self.text, *self._clause(figure.start, span))
        if not future and re.match("by|到", row.get("when", ""), re.I):
            future = cues.FUTURE.search(self.text, span[0], figure.start)
        if cues.TO_PLAN.match(self.text, figure.end):
            row |= dict.fromkeys(("value", "lower", "upper", "transformation"), "")
            doubts.append("transformation: a difference to a plan?")
        elif future or cues.is_after(row.get("period", ""), self.published):
            row["coverage"] = "target"
            why = f"{future[0]!r} stands beside it" if future else "the period is after the day of the text"
            doubts.append(f"coverage: a plan or forecast? {why}")
        row["candidates"] = "; ".join(doubts)
        return row

    def _no_figure(self, start: int, end: int) -> str:
        """What a number is that looks like a year, or stands beside words that make it no figure; "" where none do."""
        if cues.YEAR.fullmatch(self.text, start, end):
            return "disposition: edition_name, year_of_context? it may be a year"
        before = self.text[max(0, start - 16) : start]
        hints = (why for left, right, why in cues.NO_FIGURE if left.search(before) and right.match(self.text, end))
        return next((f"disposition: {why}" for why in hints), "")

    def _told(self, figure: Figure, span: Span, doubts: list[str]) -> str | None:
        """What the words of and before a figure say that it is: a growth, a change, a share; None where it is open."""
        first, last = self._clause(figure.start, span)
        before, told = self.text[first : figure.start], figure.transformation
        different = cues.DIFFERENT.match(self.text, figure.end)
        if figure.unit not in _RATIOS:
            if cues.CHANGED.search(before) or cues.MORE.match(self.text, figure.end):
                return "change"
            if different:
                doubts.append("transformation: a difference to somebody else, or a change?")
            added = cues.ADDED.search(before[-20:])
            if added and told is None:
                doubts.append(f"transformation: a level, or a change? {added[0]!r} stands beside it")
            return told
        if told == "share" and before.endswith("by "):
            doubts.append("transformation: a share, or a change by so much?")
            return None
        if different or cues.DIFFERENT_ZH.search(before):
            doubts.append("transformation: a difference to somebody else, or a change?")
            return None
        if told is None and figure.unit == "percent" and cues.SHARE.search(before):
            return "share"
        if told is None and figure.unit == "percent" and cues.GROWN.search(before):
            if cues.AVERAGE.search(self.text, first, last):
                doubts.append("transformation: a growth of more than one period?")
                return None
            return "growth"
        return told

    def _quoted_words(self, figure: Figure) -> bool:
        """Whether a figure in words stands in quotes."""
        words = not any(c.isdigit() for c in figure.text)
        first, last = self.cut.around(figure.start, figure.end)
        before, after = self.text[first : figure.start], self.text[figure.end : last]
        return words and bool(re.search('["“「][^"”」]*\\Z', before) and re.match('[^"“「]*["”」]', after))

    def _turned(self, figure: Figure, span: Span) -> str:
        """A word of falling beside a ratio that was not read as negative, "" for none."""
        if figure.value is None or figure.value <= 0 or figure.unit not in _RATIOS:
            return ""
        first, last = self._clause(figure.start, span)
        if cues.GROWN.search(self.text[first : figure.start]):
            return ""
        found = cues.FALLING.search(self.text, max(first, figure.start - _NEAR), min(last, figure.end + 24))
        return found[0] if found and not figure.start <= found.start() < figure.end else ""

    def _rank(self, rank: FoundRank) -> Row:
        row = self._row(rank.start, rank.end)
        span = self.cut.around(rank.start, rank.end)
        doubts: list[str] = []
        if rank.kind == "list_size":
            doubts.append(f"the size of a list, {rank.value}? then size in the sheet rankings")
        elif rank.kind == "from_end":
            doubts.append("rank: counted from the end of the list, whose size tells which place that is")
        else:
            row["rank"] = str(rank.value)
            row |= self._who(rank.start, rank.end, span, doubts)
            doubts.append("ranking: which list?")
        row["candidates"] = "; ".join(doubts)
        return row

    def _time(self, time: FoundTime) -> Row:
        row = self._row(time.start, time.end)
        if self.day and time.start == self.day.start:
            return row | {"disposition": "dateline", "note": "Date of the page."}
        doubt = "disposition: year_of_context? a time that no figure of its sentence is given"
        return row | {"candidates": doubt}

    def _left(self, numeral: Numeral) -> Row:
        """A number that is no figure, time or place as it stands: which may be, and why it was not read."""
        over = [r for r in self.readings if r.start <= numeral.start and numeral.end <= r.end]
        refused = next((r.reason for r in over if isinstance(r, Refused)), "no figure, time or place on a list")
        reason = f"not read: {refused}"
        around = self.text[max(0, numeral.start - 1) : numeral.end + 1]
        if numeral.kind == "ordinal":
            reason = "disposition: ordinal_name, relative_order? or a place on a list"
            if cues.A_PART.search(self.text[: numeral.start][-8:]):
                reason = "value: a part of something, or a growth by one?"
        elif re.search(r"[A-Za-z]\d|\d[A-Za-z]", around):
            reason = "disposition: identifier? letters stand beside the number"
        else:
            reason = "; ".join(filter(None, (self._no_figure(numeral.start, numeral.end), reason)))
        return self._row(numeral.start, numeral.end) | {"candidates": reason}

    # --- who, what, when ---

    def _clause(self, place: int, span: Span) -> Span:
        """The clause of a sentence that holds a place."""
        ends = [m.start() for m in cues.CLAUSE.finditer(self.text, *span)]
        first = max((end + 1 for end in ends if end < place), default=span[0])
        return first, min((end for end in ends if end >= place), default=span[1])

    def _when(self, start: int, end: int, span: Span, doubts: list[str], compared: bool) -> Row:
        times = [t for t in self.times if span[0] <= t.start and t.end <= span[1] and t.time and t.certain]
        times = [t for t in times if not (self.day and t.start == self.day.start) and not self._aside(t.start)]
        bracket = cues.BRACKET.search(self.text, span[0], start)
        if bracket and not compared and not cues.LINK.fullmatch(bracket[0]):
            times = [t for t in times if t.start > bracket.start()]
        bases = [
            t for t in times if cues.BASE.search(self.text[max(span[0], t.start - 30) : t.start])
            or (compared and cues.OF_BASE.fullmatch(self.text[t.end : max(t.end, start)]))
        ]  # fmt: skip
        plain_ones = [t for t in times if t not in bases and not t.start <= start < t.end]
        ends = [m.start() for m in cues.PART.finditer(self.text, *span)]
        first = max((e for e in ends if e < start), default=span[0])
        part = first, min((e for e in ends if e >= start), default=span[1])
        own = [t for t in plain_ones if part[0] <= t.start < part[1]]
        sure = own if len(own) == 1 else plain_ones if len(plain_ones) == 1 and plain_ones[0].start < start else []
        clause = self._clause(start, span)
        near = [t for t in bases if clause[0] <= t.start < clause[1] and any(map(str.isdigit, t.text))]
        row = {"base_period": near[0].time.period} if compared and len(near) == 1 and near[0].time else {}
        against = cues.AGAINST.search(self.text, span[0], start)
        if against:
            doubts.append(f"when: that of what stands behind {against[1]!r}?")
        elif sure:
            self._used_times.add(sure[0].start)
            assert sure[0].time is not None
            return row | {"when": sure[0].text, "period": sure[0].time.period}
        elif plain_ones:
            doubts.append("when: " + _listed(f"{t.text} ({t.time.period})" for t in plain_ones if t.time))
        else:
            before = [t for t in self.times if t.end <= span[0] and t.time and t.certain][-1:]
            named = _listed(f", {t.text} ({t.time.period}), printed before" for t in before if t.time)
            doubts.append(f"when: none in the sentence{named}")
        return row

    def _who(self, start: int, end: int, span: Span, doubts: list[str]) -> Row:
        names = [n for n in self.names if span[0] <= n.start and n.end <= span[1]]
        everybody = names
        why = {n.start: self._no_subject(n) for n in names}
        for one, other in pairwise(names):
            if meant_there := self.known.address(one, other, self.text):
                names = [replace(n, ids=meant_there) if n is one else n for n in names if n is not other]
                why[one.start] = "" if why[one.start].startswith("part") else why[one.start]
        joined = self._joined(names)
        able = [n for n in names if not why[n.start] and self.known.entities(n)]
        meant = {entity for n in able for entity in self.known.entities(n)}
        others = [n for n in names if why[n.start]]
        strangers = self._strangers(span, everybody)
        if joined is not None and not (joined.start > start):
            return {"who": joined.text, "entity": next(iter(self.known.entities(joined)))}
        if len(meant) == 1 and not others and not strangers and able[0].start < start:
            return {"who": able[0].text, "entity": next(iter(meant))}
        found = [f"{n.text} ({' or '.join(sorted(self.known.entities(n)))})" for n in able]
        found += [f"{n.text}: {why[n.start]}" for n in others]
        if not names:
            before = next((n for n in reversed(self.names) if n.end <= span[0] and not self._aside(n.start)), None)
            found = [f"none in the sentence, {before.text} printed before"] if before else ["none in the sentence"]
        elif strangers:
            found.append(f"beside {strangers[0]}, which is not registered")
        doubts.append("who: " + _listed(found))
        return {}

    @cached_property
    def _longer(self) -> set[str]:
        """Names that are parts of longer ones in this text, and may be short for them."""
        parts = (n for n in self.names if not self._aside(n.start) and self.known.whole(n, self.text)[:4] == "part")
        return {name.text.lower() for name in parts}

    def _no_subject(self, name: FoundName) -> str:
        """Why a name is no subject by itself, "" where it may be."""
        short = "may be short for a longer name of this text" if name.text.lower() in self._longer else ""
        return self.known.whole(name, self.text) or short

    def _joined(self, names: Sequence[FoundName]) -> FoundName | None:
        """One name made of names that stand without a gap, 贵阳市白云区: the place that both together mean."""
        if len(names) != 2 or self.language != "zh" or names[0].end != names[1].start:
            return None
        text = self.text[names[0].start : names[1].end]
        found = self.known.places.find(text)
        if len({place.key for place in found}) != 1:
            return None
        whole = FoundName(names[0].start, names[1].end, text, (text,), (found[0].key,))
        return None if self.known.whole(whole, self.text) else whole

    def _strangers(self, span: Span, names: Sequence[FoundName]) -> list[str]:
        """Words inside a sentence that may be a name which no register knows: capitalised, or called a body."""
        if self.language == "zh":
            return [m[0] for m in cues.BODIES.finditer(self.text, *span) if not _within(*m.span(), _spans(names))]
        said = _spans([*self.times, *self.terms])
        found = [m for m in cues.CAPITALS.finditer(self.text, *span) if m[1] not in cues.DAYS]
        return [
            m[1] for m in found if not _within(*m.span(1), said)
            and not any(a < m.end(1) and m.start(1) < b for a, b in _spans(names))
        ]  # fmt: skip

    def _what(self, figure: Figure, span: Span, told: str | None, doubts: list[str]) -> Row:
        terms = [t for t in self.terms if span[0] <= t.start and t.end <= span[1]]
        terms = [t for t in terms if t.end <= figure.start or t.start >= figure.end]
        ratio = figure.unit in _RATIOS
        row: Row = {"transformation": told or ""} if told and told != "level" else {}
        best = self._beside(figure, terms)
        if best is not None and len(best.ids) == 1:
            if not ratio and self.known.fits(best.ids[0], figure.unit):
                return row | {"what": best.text, "indicator": best.ids[0]}
            if ratio and told in _COMPARED:
                return row | {"what": best.text, "indicator": best.ids[0]}
        if terms:
            nearest = sorted(terms, key=lambda t: min(abs(t.end - figure.start), abs(t.start - figure.end)))
            doubts.append("what: " + _listed(f"{t.text} ({' or '.join(t.ids)})" for t in nearest))
        else:
            doubts.append("what: no registered term in the sentence")
        return row

    def _beside(self, figure: Figure, terms: Sequence[FoundName]) -> FoundName | None:
        """The term that a figure belongs to without a doubt: right behind it, or before it with only links between."""
        terms = [t for t in terms if self._is_whole(t) and self.known.plain(t)]
        behind = [t for t in terms if t.start >= figure.end and not self.text[figure.end : t.start].strip(" -个家")]
        before = [t for t in terms if t.end <= figure.start and cues.LINK.fullmatch(self.text, t.end, figure.start)]
        return next(iter(behind or before[-1:]), None)

    def _is_whole(self, term: FoundName) -> bool:
        """Whether a term is not part of a longer one, "industrial investment"."""
        before = self.text[max(0, term.start - 24) : term.start].rpartition("\n")[2]
        named = any(n.end == term.start for n in self.names)
        return bool((named or cues.BEFORE_TERM.search(before)) and cues.AFTER_TERM.match(self.text, term.end))


def _spans(items: Sequence[FoundName | FoundTime]) -> list[Span]:
    return [(item.start, item.end) for item in items]


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _listed(found: Iterator[str] | Sequence[str]) -> str:
    return " | ".join(list(dict.fromkeys(found))[:_SHOWN])
