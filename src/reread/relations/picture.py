"""One relation as a picture: what is printed and what the other figures give, as bars on one axis, with the verdict;
and the page docs/contradictions.md, of every relation that does not simply hold, in plain words with its picture.

Plain SVG on a light background, so that it reads the same on light and dark pages; title and description for those who
do not see it. The same data always give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from textwrap import wrap
from typing import Final

from ..package.opening import Package
from ..templates import filled
from .engine import Engine, Side, engine
from .intervals import Exact, Interval, intersection
from .model import MET, REFUTED, Relation
from .quantities import DAY, Unit
from .words import VERDICTS, explain, figures, gap_text, interval_text, label, scaled, scaled_text

_WIDTH: Final = 820
_LEFT: Final = 200
_RIGHT: Final = _WIDTH - 40

_PRINTED, _OTHERS = "#0b5cad", "#b35900"
#: Colour, tint and sign of each verdict; the sign tells them apart without colour.
_MARKS: Final[dict[str, tuple[str, str, str]]] = {
    "holds": ("#1a7f37", "#dafbe1", "\u2713"),
    "holds_wide": ("#845b00", "#fff3c4", "\u2248"),
    "holds_cut": ("#845b00", "#fff3c4", "\u2702"),
    "contradicts": ("#b3261e", "#ffe3e0", "\u2717"),
    "untestable": ("#59636e", "#eaeef2", "\u2013"),
    "undecidable": ("#59636e", "#eaeef2", "?"),
}
_ROWS: Final = {"printed": "as printed", "wide": "if figures are rough", "cut": "if decimals are cut off"}

#: As many relations as a reader looks through without a list of them.
_FEW: Final = 12


@dataclass(slots=True)
class _Axis:
    """Maps numbers in the base unit to the width of the picture."""

    low: Exact
    high: Exact

    def at(self, number: Exact) -> float:
        part = Fraction(number - self.low, self.high - self.low)
        return round(float(_LEFT + part * (_RIGHT - _LEFT)), 1)

    def span(self, interval: Interval) -> tuple[float, float]:
        """Where an interval begins and ends; an end without limit runs to the edge."""
        left = self.at(self.low if interval.lower is None else interval.lower)
        right = self.at(self.high if interval.upper is None else interval.upper)
        return max(left, _LEFT), min(right, _RIGHT)


def contradictions_page(pkg: Package, folder: str = "pictures") -> str:
    """The page as Markdown. `folder` is where the pictures lie, seen from the page."""
    found = engine(pkg)
    groups: dict[str, list[Relation]] = {}
    for key, verdict in found.outcomes().items():
        relation = found.relations[key]
        groups.setdefault(REFUTED if relation.refuted else verdict, []).append(relation)
    return filled(
        __package__ or "",
        "contradictions.md",
        groups=groups,
        number=len(found.relations),
        few=_FEW,
        folder=folder,
        file_name=file_name,
        plain=_plain,
        says=lambda one: VERDICTS[found.verdict(one.id).verdict],
        explained=lambda one: explain(found.verdict(one.id), found),
        figures=lambda one: figures(one, found),
        label=lambda term: label(term, found),
    )


def pictures(pkg: Package) -> dict[str, str]:
    """File name and SVG of every relation that is met by the printed figures neither as a test nor as a definition."""
    found = engine(pkg)
    return {file_name(v.relation_id): picture(v.relation_id, found) for v in found.verdicts() if v.verdict not in MET}


def file_name(relation_id: str) -> str:
    """The name of a relation's picture."""
    return f"{relation_id}.svg"


def picture(relation_id: str, found: Engine) -> str:
    """The SVG of one well-formed relation. Raises KeyError for any other id."""
    relation, verdict = found.relations[relation_id], found.verdict(relation_id)
    colour, tint, sign = _MARKS[verdict.verdict]
    # Worth a row are print, and the convention under which it holds.
    sides = [*verdict.sides[:1], *(verdict.sides[-1:] if verdict.verdict in ("holds_wide", "holds_cut") else ())]
    unit = found.quantities.of(relation.terms[sides[0].place]).unit
    axis = _axis(sides, unit)
    scale, word = scaled(axis.low, axis.high)
    is_day = unit.id == DAY
    ticks = [
        (axis.at(number), date.fromordinal(int(number)).isoformat() if is_day else scaled_text(number, scale))
        for number in (_days(axis) if is_day else _numbers(axis, unit))
    ]
    return filled(
        __package__ or "",
        "picture.svg",
        title=f"{relation.statement} It {VERDICTS[verdict.verdict]}.",
        description=explain(verdict, found),
        badge=f"{sign} {VERDICTS[verdict.verdict]}",
        colour=colour,
        tint=tint,
        lines=wrap(relation.statement, 72, break_long_words=False, break_on_hyphens=False),
        legend=_legend(sides, relation, found),
        ticks=ticks,
        scale="" if is_day else " ".join(part for part in (word, unit.shown) if part),
        rows=[_row(side, relation, axis, unit) for side in sides],
        terms=[(term.role, value, _cut(label(term, found), 58)) for term, value in figures(relation, found)],
    )


def _legend(sides: list[Side], relation: Relation, found: Engine) -> list[tuple[str, str]]:
    """Colours and what they stand for."""
    if relation.kind == "order":
        names = [label(term, found) for term in relation.terms]
    else:
        term = relation.terms[sides[0].place]
        name, how = label(term, found), "by other relations" if term.derived else "printed"
        others = (
            "the number of terms that are named" if relation.kind == "count" else "what the other figures give for it"
        )
        if all(side.own is None for side in sides):
            return [(_OTHERS, _cut(f"what the printed figures give for {name}", 92))]
        names = [f"{how}: {name}", others]
    return [(colour, _cut(name, 92)) for colour, name in zip((_PRINTED, _OTHERS), names, strict=True)]


def _row(side: Side, relation: Relation, axis: _Axis, unit: Unit) -> dict[str, object]:
    """Two bars, the space between or the overlap, and in words how far apart they are."""
    own, others = _ordered(side) if relation.kind == "order" else (side.own, side.others)
    shown = [(colour, bar) for colour, bar in ((_PRINTED, own), (_OTHERS, others)) if bar is not None]
    spans = [axis.span(bar) for _, bar in shown]
    both = intersection(own, others) if own and others and relation.kind != "order" else None
    low, high = max((start for start, _ in spans), default=0), min((end for _, end in spans), default=0)
    between = None
    if both is not None:
        wide = max(high - low, 4)
        between = ((low + high - wide) / 2, wide)
    elif not side.meets and low > high:
        between = (high, low - high)
    bars = []
    for place, (colour, bar) in enumerate(shown):
        beside = any(start > spans[place][1] for start, _ in spans)
        bars.append(_bar(bar, axis, 20 * place if own is not None else 10, colour, interval_text(bar, unit), beside))
    if own is None and not side.meets:
        words = "no whole number"
    elif side.apart:
        words = gap_text(side.apart, unit).replace("percentage ", "")
    elif side.meets:
        words = "they agree" if own is not None else "possible"
    else:
        words = "no number fits both"
    colour = _MARKS["holds" if side.meets else "contradicts"][0]
    made = {"name": _ROWS[side.convention], "between": between, "both": both}
    return {**made, "bars": bars, "words": words, "colour": colour}


def _ordered(side: Side) -> tuple[Interval | None, Interval | None]:
    """Left and right of an order, from the side of either: what bounds one is the end of the other."""
    if side.own is None or side.others is None:
        return side.own, side.others
    end = side.others.lower if side.place else side.others.upper
    other = side.others if end is None else Interval.point(end)
    return (other, side.own) if side.place else (side.own, other)


def _bar(interval: Interval, axis: _Axis, down: int, colour: str, words: str, words_left: bool) -> dict[str, object]:
    """One bar, or a diamond where it is too thin to be seen, with its numbers beside it: on the left where that keeps
    a gap clear."""
    left, right = axis.span(interval)
    ends = ((interval.lower is None, left, -1), (interval.upper is None, right, 1))
    endless = [(x, way) for without, x, way in ends if without]
    if thin := right - left < 5:
        left, right = (left + right) / 2 - 7, (left + right) / 2 + 7
    width = 7.6 * len(words)
    fits_left = left - 8 - width > _LEFT - 36
    fits_right = right + 8 + width < _WIDTH - 8 and not (words_left and fits_left)
    anchor = "start" if fits_right else "end" if fits_left else "middle"
    made = {"left": left, "right": right, "thin": thin, "endless": endless, "anchor": anchor}
    return {**made, "down": down, "colour": colour, "words": words}


def _axis(sides: list[Side], unit: Unit) -> _Axis:
    """An axis with room around every end that is shown."""
    shown = [interval for side in sides for interval in (side.own, side.others) if interval is not None]
    ends = [Fraction(end) for interval in shown for end in (interval.lower, interval.upper) if end is not None]
    low, high = min(ends, default=Fraction(0)), max(ends, default=Fraction(0))
    room = (high - low) * Fraction(35, 100)
    if not room:
        room = Fraction(1) if unit.id == DAY or abs(low) < 20 else abs(low) / 10
    if unit.dimension == "count" and low.denominator == high.denominator == 1:
        room = max(room, Fraction(1))
    if any(side.own is None and not side.meets for side in sides):  # the nearest whole numbers show what is missing
        low, high = Fraction(floor(low)), Fraction(ceil(high))
        room = (high - low) * Fraction(15, 100)
    return _Axis(low - room, high + room)


def _numbers(axis: _Axis, unit: Unit) -> list[Exact]:
    """Round numbers on the axis, about five."""
    step = _step(Fraction(axis.high - axis.low, 5))
    if unit.dimension == "count":
        step = Fraction(max(1, ceil(step)))
    return [number * step for number in range(ceil(axis.low / step), floor(axis.high / step) + 1)]


def _days(axis: _Axis) -> list[Exact]:
    """First days of months, quarters, half-years or years on the axis, at most six; single days where it is short."""
    low, high = max(1, ceil(axis.low)), min(date.max.toordinal(), floor(axis.high))
    first, last = date.fromordinal(low), date.fromordinal(high)
    for months in (1, 3, 6, 12, 24, 60, 120, 600):
        starts = [
            day.toordinal()
            for month in range(first.year * 12, (last.year + 1) * 12)
            if month % months == 0 and first <= (day := date(month // 12, month % 12 + 1, 1)) <= last
        ]
        if len(starts) <= 6:
            return [*(starts or (low, high))]
    return []


def _step(about: Fraction) -> Fraction:
    """The next number up that is 1, 2 or 5 times a power of ten."""
    power = Fraction(1)
    while power * 10 <= about:
        power *= 10
    while power > about:
        power /= 10
    return next(power * times for times in (1, 2, 5, 10) if power * times >= about)


def _cut(words: str, width: int) -> str:
    """`words`, with an ellipsis in the middle where they are longer than `width`: what tells names apart often stands
    last."""
    if len(words) <= width:
        return words
    tail = width * 2 // 5
    head, end = words[: width - tail - 1].rpartition(" ")[0], words[-tail:].partition(" ")[2]
    return f"{head or words[: width - tail - 1]} \u2026 {end or words[-tail:]}"


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[").replace("*", "\\*")
