"""Printed numbers that no proposal uses: why, and how each could be set aside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ..reading.scan import Numeral, scan_numerals
from .marks import Reader
from .model import Entry, Leftover, Mark, Observation, Part
from .observing import LABEL

if TYPE_CHECKING:
    from ..reading.figures import Figure

__all__ = ["leftovers", "reading_of", "spans_of"]

_BOILERPLATE: Final = re.compile(
    r"copyright|©|all rights reserved|not found|\bTel\b|\bICP\b|版权|备案|电话|热线|责任编辑|扫码|网安备", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\s,;，。；、（）()“”\"]*")
_NOT_BLANK: Final = re.compile(r"[^\s,;，。；、：:（）()“”\"《》]")
_ONE_OF: Final = re.compile(
    r"\s*of\s+(?:the|its|their|china|these|those|many|several|only|two|three|four|five)\b", re.IGNORECASE
)
_FIRST_TIME: Final = re.compile(r"\s*(?:time|step)\b|次|首", re.IGNORECASE)
_LISTED: Final = re.compile(r"\bnamely\b|\bincluding\b|[:：]|分别|包括|即", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")
_FRACTION_LEAD: Final = re.compile(r"\b(?:a|one|two)[\s-]\Z")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def spans_of(parts: Iterable[Part]) -> list[tuple[int, int]]:
    """The spans of parts and of what they point back to."""
    found: list[tuple[int, int]] = []
    for part in parts:
        current: Part | None = part
        while current is not None:
            found.append((current.start, current.end))
            current = current.refers_to
    return found


class _Cover:
    """Spans, asked whether one of them holds another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach: list[int] = []
        for _, end in ordered:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def holds(self, start: int, end: int) -> bool:
        last = bisect_right(self._starts, start) - 1
        return last >= 0 and self._reach[last] >= end


def leftovers(
    reader: Reader,
    observations: Sequence[Observation],
    entries: Sequence[Entry],
    dateline: Mark | None,
    reasons: dict[Mark, str],
    dropped: Sequence[tuple[Observation, Observation]] = (),
) -> tuple[list[Leftover], int]:
    """Every number that lies in no part of a proposal, and the number of all; `dropped` are facts printed again."""
    proposals: list[Observation | Entry] = [*observations, *entries]
    parts = [part for one in proposals for part in one.parts.values()]
    for entry in entries:
        if entry.list.new is not None:
            parts.append(Part(entry.list.start, entry.list.end, "", "term", "", 1.0, ""))
    spans = spans_of(parts)
    if dateline:
        spans.append((dateline.start, dateline.end))
    cover = _Cover(spans)
    numerals = scan_numerals(reader.text, reader.language)
    sorter = _Sorter(reader, observations, entries, reasons, dropped)
    found: list[Leftover] = []
    for numeral in numerals:
        if cover.holds(numeral.start, numeral.end) or (found and found[-1].end >= numeral.end):
            continue
        found.append(sorter.leftover(numeral))
    return found, len(numerals)


class _Sorter:
    """Says why a number was left over and how it could be set aside."""

    def __init__(
        self,
        reader: Reader,
        observations: Sequence[Observation],
        entries: Sequence[Entry],
        reasons: dict[Mark, str],
        dropped: Sequence[tuple[Observation, Observation]],
    ) -> None:
        self.reader = reader
        self.reasons = reasons
        self.places: dict[int, list[Entry]] = {}
        for entry in entries:
            if entry.rank and entry.basis == "printed":
                self.places.setdefault(entry.rank, []).append(entry)
        self.again = {(a.figure.start, a.figure.end): b for a, b in dropped}
        whats = [entry.parts["what"] for entry in entries]
        self.titles = list({(w.refers_to or w).quote.lower(): w.refers_to or w for w in reversed(whats)}.values())
        self._known_lines: dict[int, bool] = {}
        self.carries = {self._line(o.at) for o in observations} | {self._line(e.at) for e in entries}

    def _furniture(self, line: int) -> bool:
        """Whether the line that begins at `line` is furniture of a page, such as a copyright notice."""
        if line not in self._known_lines:
            words = self.reader.text[slice(*self.reader.paragraph(line))]
            self._known_lines[line] = bool(_BOILERPLATE.search(words))
        return self._known_lines[line]

    def _line(self, offset: int) -> int:
        return self.reader.paragraph(offset)[0]

    def leftover(self, numeral: Numeral) -> Leftover:
        """One number, with the first reason that fits."""
        reader, text = self.reader, self.reader.text
        probe = Mark(numeral.start, numeral.end, numeral.text, "numeral")
        figure = next(
            (f for f in reader.figures.between(numeral.start - 48, numeral.end + 24) if probe.within(f)), None
        )
        time = next((t for t in reader.times.between(numeral.start - 24, numeral.end + 40) if probe.within(t)), None)
        rank = next((r for r in reader.ranks.between(numeral.start - 4, numeral.end + 4) if r.touches(probe)), None)
        size = next((s for s in reader.sizes.between(numeral.start - 8, numeral.end + 4) if s.touches(probe)), None)
        reading = reading_of(figure.figure) if figure and figure.figure else ""
        whole = time or figure or probe
        start, end = min(whole.start, probe.start), max(whole.end, probe.end)

        def made(
            reason: str, disposition: str = "", note: str = "", kind: str = "figure", of: Part | None = None
        ) -> Leftover:
            return Leftover(start, end, text[start:end], kind, reason, disposition, note, reading, of)

        if self._line(numeral.start) not in self.carries and self._furniture(self._line(numeral.start)):
            return made("page furniture", "boilerplate", "Furniture of the page.", "time" if time else "figure")
        if time and not figure:
            day = time.time is not None and len(time.time.period) == 10 and time.time.basis == "printed"
            if _CLOCK.search(time.text) or (day and self._line(numeral.start) not in self.carries):
                return made("date or time of the page", "dateline", "Date or time of the page.", "time")
            return made("a time that no figure is dated by", "year_of_context", "Dates words without a figure.", "time")
        if figure and (figure.start, figure.end) in self.again:
            target = self.again[figure.start, figure.end].parts["value"]
            return made(
                "the same fact is printed again", "duplicate", "Printed again; read where it is surest.", of=target
            )
        again = self._placed_again(rank) if rank and not self._named_ordinal(rank) else None
        if again and rank:
            start, end = rank.start, rank.end
            return made("the same place is printed again", "duplicate", "Repeats the place.", "rank", again)
        if size:
            repeated = next((p for p in self.titles if size.text.lower() in p.quote.lower()), None)
            if repeated:
                start, end = size.start, size.end
                return made(
                    "the size of a list that is named elsewhere",
                    "duplicate",
                    "Repeats the size of the list.",
                    "term",
                    repeated,
                )
            return made("the size of a list on which no place is printed")
        word = self._word(numeral)
        if word != (numeral.start, numeral.end) and not figure:
            start, end = word
            return made("part of a name, a code or an address", "identifier", "Part of a name, a code or an address.")
        name = next((n for n in reader.names.between(numeral.start - 160, numeral.end + 80) if probe.within(n)), None)
        if name:
            ordinal = numeral.kind == "ordinal"
            return made("part of a name", "ordinal_name" if ordinal else "identifier", "Part of a name.")
        if figure and self.reasons.get(figure) == LABEL:
            return made(LABEL, "identifier", "The label of a place or a part.")
        if _FRACTION_LEAD.search(text[max(0, numeral.start - 5) : numeral.start]) and text.startswith(
            " of ", numeral.end
        ):
            return made("a fraction in words, which is no value of a registered indicator")
        if numeral.kind == "ordinal" or rank:
            if (
                _FIRST_TIME.match(text[numeral.end : numeral.end + 6])
                or text[numeral.start : numeral.start + 2] == "首次"
            ):
                return made(
                    "says that something was new", "relative_order", "Says that nothing of the kind was there before."
                )
            why = self.reasons.get(rank, "") if rank else ""
            if rank is None or not why:
                return made(
                    "an ordinal that ranks nothing",
                    "ordinal_name",
                    "Names a level, an edition or a step, ranks nothing.",
                )
            return made(why)
        if numeral.text.lower() == "one" and _ONE_OF.match(text[numeral.end : numeral.end + 12]):
            return made("one of several", "idiom", "One of several; counts nothing.")
        if figure is None and numeral.kind == "word" and _HAN.search(numeral.text):
            return made("a character of a word", "idiom", "Part of a word; counts nothing.")
        why = self.reasons.get(figure, "") if figure else ""
        if (
            figure
            and figure.figure
            and figure.figure.unit == "count"
            and numeral.kind == "word"
            and self._lists(figure)
        ):
            return made("counts what the sentence lists", "generic_count", "Counts what the same sentence lists.")
        return made(why or "no figure that can be read")

    def _placed_again(self, rank: Mark) -> Part | None:
        """The place that a printed place repeats: the same number, of an entity that its sentence names."""
        named = {entity for name in self.reader.names.between(*self.reader.sentence(rank)) for entity in name.ids}
        for entry in self.places.get(rank.value, ()) if rank in self.reasons else ():
            if entry.entity_id in named:
                return entry.parts["value"]
        return None

    def _named_ordinal(self, rank: Mark) -> bool:
        return self.reader.text[rank.end : rank.end + 1] == "-"

    def _lists(self, figure: Mark) -> bool:
        _, end = self.reader.sentence(figure)
        return bool(_LISTED.search(self.reader.text, figure.end, min(end, figure.end + 80)))

    def _word(self, numeral: Numeral) -> tuple[int, int]:
        """The word around digits that stand beside letters or signs; the digits alone otherwise."""
        text = self.reader.text
        start, end = numeral.start, numeral.end
        if numeral.kind not in ("digits", "word") or not any(c.isdigit() for c in numeral.text):
            return start, end
        while start > 0 and _NOT_BLANK.match(text[start - 1]) and not _HAN.match(text[start - 1]):
            start -= 1
        while end < len(text) and _NOT_BLANK.match(text[end]) and not _HAN.match(text[end]):
            end += 1
        word = text[start:end].rstrip(".!?'’")
        end = max(numeral.end, start + len(word))
        if re.search(r"[A-Za-z_+@#/=-]|\.\w", word.replace(numeral.text, "", 1)):
            return start, end
        return numeral.start, numeral.end


def reading_of(figure: Figure) -> str:
    """How a figure reads, in a few words: value, unit, bounds, qualifier."""
    bounds = figure.bounds()
    low = "" if bounds.lower is None else f"{bounds.lower:f}"
    high = "" if bounds.upper is None else f"{bounds.upper:f}"
    return f"{figure.value:f} {figure.unit} ({figure.qualifier}, {low or 'no lower end'} to {high or 'no upper end'})"
