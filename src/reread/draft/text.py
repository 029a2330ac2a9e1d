"""From a text to worksheet rows: one row a printed figure, with its sentence, its reading, and who, what and when where
they are sure; the candidates, each with its reason, where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ..reading.dates import FoundTime
from ..reading.figures import Figure, Refused
from ..reading.names import FoundName
from ..reading.periods import previous_period
from ..reading.ranks import FoundRank
from ..reading.scan import Numeral, scan_numerals
from ..reading.sentences import Span
from ..reading.vocabulary import RATIO_UNITS
from ..rules.how_much import plain
from .cues import CUES, Hint, hints
from .found import COMPARED, Found, listed, within
from .importing.meaning import not_over, printed_base
from .importing.words import places_of
from .known import Known
from .worksheet import Drafted, Row

#: How much of a sentence before and behind a figure hints look at.
_BEFORE, _BEHIND = 160, 60
#: What words of a clause may say beside a figure of a transformation.
_SAYS: Final[dict[str, set[str]]] = {
    "": {"level", "ratio"}, "level": {"level", "ratio"}, "share": {"share", "level"}, "multiple": {"compared", "base"},
    "growth": {"rate", "compared", "base", "more"}, "change": {"compared", "base", "more", "change"},
}  # fmt: skip


def draft_text(known: Known, text: str, published: str = "", aside: Sequence[Span] = ()) -> Drafted:
    """Draft a text: figures, places and what is left in its order, furniture behind them. `published` is the ISO day of
    publication where it is known, else it is looked for; `aside` are parts that are known to be no article.
    """
    found = Found(known, text, published, aside)
    rows: list[tuple[bool, int, Row]] = []
    covered: list[Span] = []
    items: list[Figure | FoundRank] = [*found.figures, *found.ranks]
    for item in items:
        if not found.is_aside(item.start) and not within(item.start, item.end, covered):
            row = _Row(found, item.start, item.end)
            rows.append((False, item.start, row.rank(item) if isinstance(item, FoundRank) else row.figure(item)))
            covered.append((item.start, item.end))
    for numeral in scan_numerals(text, found.language):
        start, end = numeral.start, numeral.end
        if within(start, end, covered):
            continue
        time = next((t for t in found.times if t.start <= start and end <= t.end and t.time), None)
        if found.is_aside(start) and not (time and found.is_day(time)):
            page = {"disposition": "boilerplate", "note": "Page furniture."}
            rows.append((True, start, _Row(found, start, end).cells | page))
        elif time is None or not time.certain:
            rows.append((False, start, _Row(found, start, end).left(numeral)))
        else:
            covered.append((time.start, time.end))
            if time.start not in found.used:
                rows.append((False, time.start, _Row(found, time.start, time.end).time(time)))
    rows.sort(key=lambda item: item[:2])
    return Drafted([row for *_, row in rows], published=found.published)


class _Row:
    """The row of what stands somewhere in a text: its cells, and what is doubtful of them."""

    def __init__(self, found: Found, start: int, end: int) -> None:
        self.found, self.text, self.known, self.start, self.end = found, found.text, found.known, start, end
        self.span = first, last = found.cut.around(start, end)
        self.clause, self.doubts = found.clause(start), list[str]()
        self.cells: Row = {"quote": self.text[first:last], "how_much": self.text[start:end], "at": str(start)}
        places = places_of(self.cells["how_much"], self.cells["quote"])
        if len(places) > 1 and start - first in places:
            self.cells["how_much_index"] = str(places.index(start - first) + 1)

    def _with(self, *doubts: str) -> Row:
        return self.cells | {"candidates": "; ".join(dict.fromkeys([*self.doubts, *doubts]))}

    def rank(self, rank: FoundRank) -> Row:
        if rank.kind == "list_size":
            return self._with(f"the size of a list, {rank.value}? then size in the sheet rankings")
        if rank.kind == "from_end":
            return self._with("rank: counted from the end of the list, whose size tells which place that is")
        self.cells["rank"] = str(rank.value)
        self._who()
        return self._with("ranking: which list?")

    def time(self, time: FoundTime) -> Row:
        whose = "page" if self.found.is_day(time) else "report" if self.found.reported(time) else ""
        if whose:
            return self.cells | {"disposition": "dateline", "note": f"Date of the {whose}."}
        return self._with("disposition: year_of_context? a time that no figure of its sentence is given")

    def left(self, numeral: Numeral) -> Row:
        """Of a number that is no figure, time or place as it stands: which may be, and why it was not read."""
        over = [r for r in self.found.readings if r.start <= self.start and self.end <= r.end]
        refused = next((r.reason for r in over if isinstance(r, Refused)), "no figure, time or place on a list")
        if numeral.kind == "ordinal":
            if CUES["a_part"].search(self.text[: self.start][-8:]):
                return self._with("value: a part of something, or a growth by one?")
            return self._with("disposition: ordinal_name, relative_order? or a place on a list")
        if re.search(r"[A-Za-z]\d|\d[A-Za-z]", self.text[max(0, self.start - 1) : self.end + 1]):
            return self._with("disposition: identifier? letters stand beside the number")
        return self._with(*filter(None, (self._no_figure(), f"not read: {refused}")))

    def figure(self, figure: Figure) -> Row:
        name = next((n for n in self.found.names if n.start <= self.start and self.end <= n.end), None)
        if why := f"disposition: identifier? part of the name {name.text}" if name else self._no_figure():
            return self._with(why)
        row, bounds, told = self.cells, figure.bounds(), self.found.told(figure)
        compared = told in COMPARED
        row |= {"value": plain(figure.value), "lower": plain(bounds.lower), "upper": plain(bounds.upper)}
        row |= {"unit": figure.unit, "qualifier": figure.qualifier}
        self.doubts += self.known.without_unit(row)
        row["transformation"] = "" if told in (None, "level") else told
        if told is None and figure.unit == "percent":
            self.doubts.append("transformation: a level, a share or a growth?")
        self._when(figure, compared)
        if compared:
            self._base(figure, told == "multiple")
        self._who()
        self._what(figure, compared)
        self.doubts += self._plan()
        kinds = {figure.unit, "ratio" if figure.unit in RATIO_UNITS else "other", "compared" if compared else ""}
        for hint, seen in self._hints("", kinds):
            row |= hint.sets
            self.doubts += [hint.doubt.format(seen)] if hint.doubt else []
        if row.get("base_period") == "previous":
            row["base_period"] = previous_period(row["period"]) if row.get("period") else ""
            self.doubts += [] if row["base_period"] else ["base_period: the period before"]
        unknown = listed(self._unknown(figure))
        return self._with(*([f"reading: what of {unknown}?"] if unknown else []))

    def _hints(self, then: str, kinds: set[str]) -> Iterator[tuple[Hint, str]]:
        """The hints of a kind that fit, with the words that say so."""
        before, behind = self.text[max(self.span[0], self.start - _BEFORE) : self.start], self.end + _BEHIND
        around = before, self.cells["how_much"], self.text[self.end : behind]
        asked = ((hint, hint.fits(*around)) for hint in hints() if hint.then == then and hint.of <= kinds)
        return ((hint, seen) for hint, seen in asked if seen is not None)

    def _no_figure(self) -> str:
        """What a number is that words beside it, or its own, make no figure; "" where none do."""
        return next((hint.doubt for hint, _ in self._hints("leave", set())), "")

    def _unknown(self, figure: Figure) -> Iterator[str]:
        """Words beside a figure that nothing accounts for, or that say something else than what is proposed."""
        before, told = self.found.before(figure), self.found.told(figure)
        transformations = [self.cells["transformation"], *([self.found.told(before) or ""] if before else [])]
        says = {"", "small", self.cells.get("coverage", "")}.union(*(_SAYS[each] for each in transformations))
        if figure.unit == "percent" and not told:
            says = says.union(*_SAYS.values())  # that is doubted already
        if figure.unit not in RATIO_UNITS:
            says.add("share")
        if figure.unit == "percentage_point":
            says |= {"share", "ratio"}
        if figure.qualifier in ("exact", "rounded"):
            says.add("exact")
        if any(each.value is not None and each.value < 0 for each in (figure, before) if each):
            says.add("falling")
        if figure.unit not in ("count", "person"):  # what stands right behind it is what it is so large of
            yield from (word.text for word in self.found.behind(figure) if says.isdisjoint(word.says - {""}))
        yield from (word.text for word in self.found.beside(figure) if says.isdisjoint(word.says))
        if each := CUES["each"].match(self.text, self.found.clause(self.start, "part")[0]):
            yield each[0].strip()

    def _plan(self) -> Iterator[str]:
        """Whether a figure is a plan, or of a period that was not over."""
        row, future = self.cells, CUES["future"].search(self.text, *self.clause)
        before = CUES["future"].search(self.text, self.span[0], self.start)
        if not future and re.match("by|到", row.get("when", ""), re.I):
            future = before
        late = not_over(row.get("period", ""), self.found.published)
        if future and row.get("when") and not late and not CUES["of_a_year"].search(row["when"]):
            yield f"when: {row.pop('when')}, which is over? {future[0]!r} stands beside it"
            del row["period"]
        if future or late == "F":
            row["coverage"] = "target"
        if future and (not late or CUES["fulfilled"].search(self.text, *self.clause)):
            yield f"coverage: a plan or forecast? {future[0]!r} stands beside it"
        elif not future and late != "F" and (before or late):
            why = f"{before[0]!r} stands before it" if before else "the period was not over"
            yield f"coverage: target, to_date? {why}"

    # --- who and what ---

    def _who(self) -> None:
        """The entity, where the sentence names one before the figure or place, and nobody else."""
        names = [n for n in self.found.names if self._around(n)]
        for one, other in pairwise([*names]):
            if both := self.known.address(one, other, self.text):
                names = [both, *(n for n in names if n not in (one, other))]
        why = {n.start: self.found.no_subject(n) for n in names}
        able = [n for n in names if not why[n.start] and self.known.entities(n)]
        meant = {entity for n in able for entity in self.known.entities(n)}
        strangers = self.found.strangers(self.span)
        if len(meant) == 1 and not any(why.values()) and not strangers and able[0].start < self.start:
            self.cells |= {"who": able[0].text, "entity": next(iter(meant))}
            return
        found = [f"{n.text} ({' or '.join(sorted(self.known.entities(n)))})" for n in able]
        found += [f"{n.text}: {why[n.start]}" for n in names if why[n.start]]
        if not names:
            earlier = [n for n in self.found.names if n.end <= self.span[0] and not self.found.is_aside(n.start)][-1:]
            found = ["none in the sentence" + "".join(f", {n.text} printed before" for n in earlier)]
        elif strangers:
            found.append(f"beside {self.text[slice(*strangers[0])]}, which is not registered")
        self.doubts.append("who: " + listed(found))

    def _around(self, item: FoundName | FoundTime) -> bool:
        return self.span[0] <= item.start and item.end <= self.span[1]

    def _what(self, figure: Figure, compared: bool) -> None:
        """The indicator, where a term beside the figure in its sentence says one."""
        terms = [t for t in self.found.terms if self._around(t) and (t.end <= self.start or t.start >= self.end)]
        best = self._named(terms)
        if best is not None and len(best.ids) == 1:
            ratio = figure.unit in RATIO_UNITS
            if compared if ratio else self.known.fits(best.ids[0], figure.unit):
                self.cells |= {"what": best.text, "indicator": best.ids[0]}
                return
        nearest = sorted(terms, key=lambda t: min(abs(t.end - self.start), abs(t.start - self.end)))
        said = listed(f"{t.text} ({' or '.join(t.ids)})" for t in nearest)
        self.doubts.append(f"what: {said or 'no registered term in the sentence'}")

    def _named(self, terms: Sequence[FoundName]) -> FoundName | None:
        """The term that a figure belongs to without a doubt: right behind it, or before it with only links between."""
        terms = [t for t in terms if self.found.is_whole(t) and self.known.plain(t)]
        behind = [t for t in terms if t.start >= self.end and not self.text[self.end : t.start].strip(" -个家")]
        before = [t for t in terms if t.end <= self.start and CUES["link"].fullmatch(self.text, t.end, self.start)]
        return next(iter(behind or before[-1:]), None)

    # --- when, and compared with what time ---

    def _when(self, figure: Figure, compared: bool) -> None:
        """The period, where one time of the sentence is the figure's own without another beside it."""
        start, end, clause = self.start, self.end, self.clause
        times = [t for t in self.found.stated if self._around(t)]
        times = [t for t in times if not self._noted(t) and not self._of_another(t, figure)]
        bracket = CUES["bracket"].search(self.text, self.span[0], start)
        if bracket and not compared and not CUES["link"].fullmatch(bracket[0]):
            times = [t for t in times if t.start > bracket.start()]
        bases = self._bases(compared)
        plain_ones = [t for t in times if t not in bases and not t.start <= start < t.end]
        part = self.found.clause(start, "part")
        own = [t for t in plain_ones if part[0] <= t.start < (part[1] if t.start < start else clause[1])]
        beside = [t for t in (own if compared else times) if self.text[t.end : start] in ("的", "年的")
                  or (self.text[end : t.start].isspace() and not CUES["from"].match(t.text))]  # fmt: skip
        before = plain_ones if len(plain_ones) == 1 and plain_ones[0].start < start else []
        close = [t for t in own if clause[0] <= t.start < start]
        sure = next((times for times in (beside, close, own) if len(times) == 1), before)
        later = [t for t in self.found.unsure if CUES["of_time"].fullmatch(self.text[end : max(end, t.start)]) or (
            clause[0] <= t.start < start and not self.found.is_base(t, self.span[0]))]  # fmt: skip
        if later or (sure and CUES["year_before"].fullmatch(sure[0].text)):
            self.doubts.append(f"when: {(later or sure)[0].text}?")
        elif sure and sure[0].time and self.found.year_fits(sure[0]):
            self.found.used.add(sure[0].start)
            self.cells |= {"when": sure[0].text, "period": sure[0].time.period}
        elif plain_ones:
            self.doubts.append("when: " + listed(f"{t.text} ({t.time.period})" for t in plain_ones if t.time))
        else:
            earlier = [t for t in self.found.stated if t.end <= self.span[0]][-1:]
            named = listed(f", {t.text} ({t.time.period}), printed before" for t in earlier if t.time)
            self.doubts.append(f"when: none in the sentence{named}")

    def _base(self, figure: Figure, multiple: bool) -> None:
        """The period that a figure is compared with, where one is printed in its clause."""
        bases = self._bases(True)
        near = [t for t in bases if self.clause[0] <= t.start < self.clause[1]
                and not self.found.figures_in(self.end, t.start)]  # fmt: skip
        printed = list(filter(None, (printed_base(t, self.cells.get("period", "")) for t in near)))
        if len(printed) == 1:
            self.cells["base_period"] = printed[0]
            return
        times = [t for t in [*bases, *self.found.unsure] if self.span[0] <= t.start < self.span[1]]
        near += [t for t in times if not self.found.figures_in(*self.found.clause(t.start))]
        if (near or multiple) and not CUES["usual_base"].search(self.text, *self.clause):
            self.doubts.append("base_period: " + (listed(t.text for t in near) or "of what time, or of whom?"))

    def _bases(self, compared: bool) -> list[FoundTime]:
        """The times of the sentence that something is compared with."""
        times = (t for t in self.found.times if t.certain and self._around(t))
        return [t for t in times if self.found.is_base(t, self.span[0]) or (
            compared and CUES["of_base"].fullmatch(self.text[t.end : max(t.end, self.start)]))]  # fmt: skip

    def _noted(self, time: FoundTime) -> bool:
        """Whether a time stands in brackets with or behind another figure, and this one does not."""
        first, _ = self.found.cut.around(time.start, time.end)
        opening, own = (CUES["bracket"].search(self.text, first, place) for place in (time.start, self.start))
        if not opening or (own and own.start() == opening.start()):
            return False
        before = self.found.figures_in(first, opening.start())
        behind = [r.end for r in before if r.end == len(self.text[: opening.start()].rstrip())]
        inside = self.found.figures_in(opening.start(), time.start)
        return behind not in ([], [self.end]) or bool(self.start < opening.start() and inside)

    def _of_another(self, time: FoundTime, figure: Figure) -> bool:
        """Whether a time stands right before another figure, 2019年的九成."""
        behind = self.found.figures_in(time.end, time.end + 3)
        return any(r != figure and self.text[time.end : r.start] in ("的", "年的") for r in behind)
