"""From a text to worksheet rows: one row a printed figure, with its sentence, its reading, and who, what and when where
they are sure; the candidates, each with its reason, where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from ..reading.dates import FoundTime
from ..reading.figures import Figure, Refused
from ..reading.periods import previous_period
from ..reading.ranks import FoundRank
from ..reading.scan import Numeral, scan_numerals
from ..reading.sentences import Span
from ..reading.vocabulary import RATIO_UNITS
from ..rules.how_much import plain
from .accounted import Word
from .cues import CUES, Hint, hints
from .found import Found, listed, within
from .importing.meaning import not_over
from .importing.words import places_of
from .known import Known
from .when import When
from .whose import Whose
from .worksheet import Drafted, Row

#: How much of a sentence before and behind a figure hints look at.
_BEFORE, _BEHIND = 160, 60
#: What has a base that it is compared with.
_COMPARED: Final = ("growth", "change", "multiple")
#: What words of a clause may say beside a figure of a transformation.
_SAYS: Final[dict[str, set[str]]] = {
    "": {"level", "ratio"}, "level": {"level", "ratio"}, "share": {"share", "level"}, "multiple": {"compared", "base"},
    "growth": {"rate", "compared", "base", "more"}, "change": {"compared", "base", "more", "change"},
}  # fmt: skip


def draft_text(known: Known, text: str, published: str = "", aside: Sequence[Span] = ()) -> Drafted:
    """Draft a text. `published` is the ISO day of publication where it is known, else it is looked for; `aside` are
    parts that are known to be no article.
    """
    return _Draft(Found(known, text, published, aside)).rows()


class _Draft:
    def __init__(self, found: Found) -> None:
        self.found, self.text = found, found.text
        self.when, self.whose = When(found), Whose(found)
        self._told = cache(self._tell)

    def rows(self) -> Drafted:
        """All rows: figures, places and what is left in the order of the text, furniture behind them."""
        rows: list[tuple[bool, int, Row]] = []
        covered: list[Span] = []
        read: list[Figure | FoundRank] = [figure for figure in self.found.readings if isinstance(figure, Figure)]
        for item in [*read, *self.found.ranks]:
            if not self.found.is_aside(item.start) and not within(item.start, item.end, covered):
                made = self._rank(item) if isinstance(item, FoundRank) else self._figure(item)
                rows.append((False, item.start, made))
                covered.append((item.start, item.end))
        for numeral in scan_numerals(self.text, self.found.language):
            start, end = numeral.start, numeral.end
            if within(start, end, covered):
                continue
            time = next((t for t in self.found.times if t.start <= start and end <= t.end and t.time), None)
            if self.found.is_aside(start) and not (time and self.found.day and time.start == self.found.day.start):
                page = self._row(start, end) | {"disposition": "boilerplate", "note": "Page furniture."}
                rows.append((True, start, page))
            elif time is not None and time.certain:
                covered.append((time.start, time.end))
                if time.start not in self.when.used:
                    rows.append((False, time.start, self._time(time)))
            else:
                rows.append((False, start, self._left(numeral)))
        rows.sort(key=lambda item: item[:2])
        return Drafted([row for *_, row in rows], published=self.found.published)

    def _row(self, start: int, end: int) -> Row:
        first, last = self.found.cut.around(start, end)
        row = {"quote": self.text[first:last], "how_much": self.text[start:end], "at": str(start)}
        places = places_of(row["how_much"], row["quote"])
        if len(places) > 1 and start - first in places:
            row["how_much_index"] = str(places.index(start - first) + 1)
        return row

    def _figure(self, figure: Figure) -> Row:
        start, end = figure.start, figure.end
        row = self._row(start, end)
        name = next((n for n in self.found.names if n.start <= start and end <= n.end), None)
        if name is not None:
            return row | {"candidates": f"disposition: identifier? part of the name {name.text}"}
        if why := self._no_figure(start, end):
            return row | {"candidates": why}
        span, bounds = self.found.cut.around(start, end), figure.bounds()
        doubts: list[str] = []
        row |= {"value": plain(figure.value), "lower": plain(bounds.lower), "upper": plain(bounds.upper)}
        row |= {"unit": figure.unit, "qualifier": figure.qualifier}
        doubts += self.found.known.without_unit(row)
        told = self._told(figure)
        compared = told in _COMPARED
        row["transformation"] = "" if told in (None, "level") else told
        if told is None and figure.unit == "percent":
            doubts.append("transformation: a level, a share or a growth?")
        row |= self.when.when(figure, span, doubts, compared)
        row |= self.when.base(figure, span, told, row.get("period", ""), doubts) if compared else {}
        row |= self.whose.who(start, span, doubts) | self.whose.what(figure, span, compared, doubts)
        doubts += self._plan(row, start, span)
        kinds = {figure.unit, "ratio" if figure.unit in RATIO_UNITS else "other", "compared" if compared else ""}
        for hint, seen in self._hints("", start, end, kinds):
            row |= hint.sets
            doubts += [hint.doubt.format(seen)] if hint.doubt else []
        if row.get("base_period") == "previous":
            row["base_period"] = previous_period(row["period"]) if row.get("period") else ""
            doubts += [] if row["base_period"] else ["base_period: the period before"]
        if unknown := [*self._unknown(figure, row)]:
            doubts.append(f"reading: what of {listed(unknown)}?")
        row["candidates"] = "; ".join(dict.fromkeys(doubts))
        return row

    def _unknown(self, figure: Figure, row: Row) -> Iterator[str]:
        """Words beside a figure that nothing accounts for, or that say something else than what is proposed."""
        words, before = self.found.beside(figure), self._before(figure)
        told = {row["transformation"]} | ({self._told(before) or ""} if before else set())
        says = {"", "small", row.get("coverage", "")}.union(*(_SAYS[each] for each in told))
        if figure.unit == "percent" and not self._told(figure):
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
            yield from (word.text for word in self._behind(figure) if says.isdisjoint(word.says - {""}))
        yield from (word.text for word in words if says.isdisjoint(word.says))
        if each := CUES["each"].match(self.text, self.found.clause(figure.start, "part")[0]):
            yield each[0].strip()

    def _before(self, figure: Figure) -> Figure | None:
        """The figure before one in its clause."""
        return next(reversed(self.found.figures_in(self.found.clause(figure.start)[0], figure.start)), None)

    def _behind(self, figure: Figure) -> list[Word]:
        """The word that stands right behind a figure, if one does."""
        place = len(self.text) - len(self.text[figure.end :].lstrip())
        return [word for word in self.found.beside(figure) if word.start == place]

    def _hints(self, then: str, start: int, end: int, kinds: set[str]) -> Iterator[tuple[Hint, str]]:
        """The hints of a kind that fit a figure, with the words that say so."""
        first, _ = self.found.cut.around(start, end)
        around = self.text[max(first, start - _BEFORE) : start], self.text[start:end], self.text[end : end + _BEHIND]
        asked = ((hint, hint.fits(*around)) for hint in hints() if hint.then == then and hint.of <= kinds)
        return ((hint, seen) for hint, seen in asked if seen is not None)

    def _no_figure(self, start: int, end: int) -> str:
        """What a number is that words beside it, or its own, make no figure; "" where none do."""
        return next((hint.doubt for hint, _ in self._hints("leave", start, end, set())), "")

    def _tell(self, figure: Figure) -> str | None:
        """What the words of and beside a figure say that it is: a growth, a change, a share; None where it is open."""
        told = figure.transformation or self._said(figure)
        before = next(reversed(self.found.figures_in(figure.start - _BEFORE, figure.start)), None)
        if (
            told is None
            and before
            and before.unit == figure.unit
            and CUES["joined"].fullmatch(self.text, before.end, figure.start)
        ):
            return self._told(before)
        return told

    def _said(self, figure: Figure) -> str | None:
        """Whether the words beside a figure say that it is a growth, a change, a share or a level: the nearest do."""
        telling = [word for word in self.found.beside(figure, terms=True) if len(word.says - {"", "small"}) == 1]
        before = self._before(figure)
        near = [word for word in telling if not before or word.start >= before.end]
        near = telling if all("level" in word.says for word in near) else near
        near.sort(key=lambda word: (word.start > figure.start, abs(word.start - figure.start)))
        says = [next(iter(word.says)) for word in near]
        if figure.unit != "percent":
            return "change" if says[:1] == ["change"] or (says[:1] == ["more"] and "base" in says) else None
        if says and says[0] in ("compared", "rate", "falling", "more", "change", "base"):
            return "growth"
        if "share" in says or [word for word in self._behind(figure) if word.text == "of"]:
            return "share"
        return "level" if "ratio" in says else None

    def _plan(self, row: Row, start: int, span: Span) -> Iterator[str]:
        """Whether a figure is a plan, or of a period that was not over."""
        future = CUES["future"].search(self.text, *self.found.clause(start))
        before = CUES["future"].search(self.text, span[0], start)
        if not future and re.match("by|到", row.get("when", ""), re.I):
            future = before
        late = not_over(row.get("period", ""), self.found.published)
        if future and row.get("when") and not late and not CUES["of_a_year"].search(row["when"]):
            yield f"when: {row.pop('when')}, which is over? {future[0]!r} stands beside it"
            del row["period"]
        if future or late == "F":
            row["coverage"] = "target"
        if future and (not late or CUES["fulfilled"].search(self.text, *self.found.clause(start))):
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
            row |= self.whose.who(rank.start, self.found.cut.around(rank.start, rank.end), doubts)
            doubts.append("ranking: which list?")
        row["candidates"] = "; ".join(doubts)
        return row

    def _time(self, time: FoundTime) -> Row:
        row = self._row(time.start, time.end)
        whose = (
            "page"
            if self.found.day and time.start == self.found.day.start
            else "report"
            if self.found.reported(time)
            else ""
        )
        if whose:
            return row | {"disposition": "dateline", "note": f"Date of the {whose}."}
        doubt = "disposition: year_of_context? a time that no figure of its sentence is given"
        return row | {"candidates": doubt}

    def _left(self, numeral: Numeral) -> Row:
        """A number that is no figure, time or place as it stands: which may be, and why it was not read."""
        over = [r for r in self.found.readings if r.start <= numeral.start and numeral.end <= r.end]
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
