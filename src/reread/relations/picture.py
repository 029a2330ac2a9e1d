"""One relation as a picture: what is printed and what the other figures give, as bars on one axis, with the verdict.

Plain SVG on a light background, so that it reads the same on light and dark pages; title and description for those who
do not see it. The same data always give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape
from math import ceil, floor
from textwrap import wrap
from typing import Final

from .engine import Engine, Side, Verdict
from .intervals import Interval, intersection
from .model import Relation
from .quantities import DAY, Unit
from .words import VERDICTS, explain, figures, gap_text, interval_text, label, scaled, scaled_text

__all__ = ["file_name", "picture"]

_WIDTH: Final = 820
_LEFT: Final = 200
_RIGHT: Final = _WIDTH - 40
_MARGIN: Final = 24
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"

_INK, _SOFT, _LINE, _PAPER = "#1f2328", "#59636e", "#d1d9e0", "#ffffff"
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


@dataclass(slots=True)
class _Axis:
    """Maps numbers in the base unit to the width of the picture."""

    low: Fraction
    high: Fraction

    def at(self, number: Fraction) -> float:
        part = (number - self.low) / (self.high - self.low)
        return round(float(_LEFT + part * (_RIGHT - _LEFT)), 1)

    def span(self, interval: Interval) -> tuple[float, float]:
        """Where an interval begins and ends; an end without limit runs to the edge."""
        left = self.low if interval.lower is None else interval.lower
        right = self.high if interval.upper is None else interval.upper
        return self.at(max(left, self.low)), self.at(min(right, self.high))


def file_name(relation_id: str) -> str:
    """The name of a relation's picture."""
    return f"{relation_id}.svg"


def picture(relation_id: str, found: Engine) -> str:
    """The SVG of one well-formed relation. Raises KeyError for any other id."""
    relation, verdict = found.relations[relation_id], found.verdict(relation_id)
    colour, tint, sign = _MARKS[verdict.verdict]
    sides = _shown(verdict)
    unit = found.quantities.of(relation.terms[sides[0].place]).unit
    body: list[str] = []
    y = _MARGIN + 14
    body.append(_badge(f"{sign} {VERDICTS[verdict.verdict]}", y, colour, tint))
    y += 34
    for line in wrap(relation.statement, 72, break_long_words=False, break_on_hyphens=False):
        body.append(_text(_MARGIN, y, line, 17, weight=600))
        y += 23
    y += 8
    for colour_of, words in _legend(sides, relation, found):
        body.append(f'<rect x="{_MARGIN}" y="{y - 10:g}" width="14" height="10" rx="2" fill="{colour_of}"/>')
        body.append(_text(_MARGIN + 22, y, words, 13, colour=_SOFT))
        y += 20
    y += 12
    axis = _axis(sides, unit)
    top = y
    rows: list[str] = []
    for side in sides:
        rows.append(_row(side, relation, axis, unit, y))
        y += 66
    body.append(_ticks(axis, unit, top - 8, y - 6))
    body += rows
    y += 32
    body.append(_text(_MARGIN, y, "The figures", 13, colour=_SOFT, weight=600))
    y += 20
    for term, value in figures(relation, found):
        body.append(_text(_MARGIN, y, term.role, 13, colour=_SOFT))
        body.append(_text(_MARGIN + 70, y, value, 13, weight=600))
        body.append(_text(_MARGIN + 312, y, _cut(label(term, found), 58), 13))
        y += 19
    height = y + 8
    return _document(height, f"{relation.statement} It {VERDICTS[verdict.verdict]}.", explain(verdict, found), body)


def _shown(verdict: Verdict) -> list[Side]:
    """The sides worth a row: print, and the convention under which it holds."""
    if verdict.verdict in ("holds_wide", "holds_cut"):
        return [verdict.sides[0], verdict.sides[-1]]
    return [verdict.sides[0]]


def _document(height: float, title: str, description: str, body: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-labelledby="title description" font-family="{_FONT}">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="description">{escape(description)}</desc>\n'
        '<defs><pattern id="apart" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="7" height="7" fill="#ffe3e0"/><rect width="2" height="7" fill="#e5938d"/></pattern></defs>\n'
        f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1:g}" rx="8" fill="{_PAPER}" '
        f'stroke="{_LINE}"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _text(
    x: float, y: float, words: str, size: int, *, colour: str = _INK, weight: int = 400, anchor: str = "start"
) -> str:
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    heavy = f' font-weight="{weight}"' if weight != 400 else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{heavy}{placed}>{escape(words)}</text>'


def _badge(words: str, y: float, colour: str, tint: str) -> str:
    width = 26 + 8.1 * len(words)
    return f'<rect x="{_MARGIN}" y="{y - 17:g}" width="{width:g}" height="26" rx="13" fill="{tint}"/>\n' + _text(
        _MARGIN + 13, y + 1, words, 14, colour=colour, weight=700
    )


def _legend(sides: list[Side], relation: Relation, found: Engine) -> list[tuple[str, str]]:
    """Colours and what they stand for."""
    name = label(relation.terms[sides[0].place], found)
    if relation.kind == "order":
        left, right = (label(term, found) for term in relation.terms)
        return [(_PRINTED, _cut(left, 92)), (_OTHERS, _cut(right, 92))]
    others = "the number of terms that are named" if relation.kind == "count" else "what the other figures give for it"
    if any(side.own is not None for side in sides):
        term = relation.terms[sides[0].place]
        how = "by other relations" if term.derived else "printed"
        return [(_PRINTED, _cut(f"{how}: {name}", 92)), (_OTHERS, others)]
    return [(_OTHERS, _cut(f"what the printed figures give for {name}", 92))]


def _row(side: Side, relation: Relation, axis: _Axis, unit: Unit, y: float) -> str:
    """Two bars, the space between or the overlap marked, and in words how far apart they are."""
    own, others = side.own, side.others
    if relation.kind == "order" and others is not None:
        own, others = _ordered(side)
    parts = [_text(_MARGIN, y + 22, _ROWS[side.convention], 13, weight=600)]
    colour = _MARKS["holds" if side.meets else "contradicts"][0]
    if own is not None and others is not None:
        parts.append(_between(own, others, relation, side, axis, y))
    if own is not None:
        beside = others is not None and axis.span(others)[0] > axis.span(own)[1]
        parts.append(_bar(own, axis, y, _PRINTED, interval_text(own, unit), beside))
    if others is not None:
        beside = own is not None and axis.span(own)[0] > axis.span(others)[1]
        height = y + 20 if own is not None else y + 10
        parts.append(_bar(others, axis, height, _OTHERS, interval_text(others, unit), beside))
    if own is None and not side.meets:
        words = "no whole number"
    elif side.apart is not None and side.apart.lower:
        words = gap_text(side.apart, unit).replace("percentage ", "")
    else:
        words = "" if side.meets else "no number fits both"
    if words:
        parts.append(_text(_MARGIN, y + 39, words, 13, colour=colour, weight=600))
    elif side.meets:
        parts.append(
            _text(_MARGIN, y + 39, "they agree" if own is not None else "possible", 13, colour=colour, weight=600)
        )
    return "\n".join(parts)


def _ordered(side: Side) -> tuple[Interval | None, Interval | None]:
    """Left and right of an order, from the side of either."""
    bound = side.others
    if side.own is None or bound is None:
        return side.own, bound
    if side.place == 0:  # the bound on the left is the upper end of the right
        return side.own, Interval(bound.upper, bound.upper) if bound.upper is not None else bound
    return (Interval(bound.lower, bound.lower) if bound.lower is not None else bound), side.own


def _between(own: Interval, others: Interval, relation: Relation, side: Side, axis: _Axis, y: float) -> str:
    both = intersection(own, others)
    if both is not None and relation.kind != "order":
        left, right = axis.span(both)
        wide = max(right - left, 4)
        x = (left + right - wide) / 2
        return f'<rect x="{x:g}" y="{y - 4:g}" width="{wide:g}" height="46" rx="3" fill="#dafbe1"/>'
    if side.meets:
        return ""
    ends = sorted([axis.span(own), axis.span(others)])
    left, right = ends[0][1], ends[1][0]
    if right <= left:
        return ""
    return f'<rect x="{left:g}" y="{y - 4:g}" width="{right - left:g}" height="46" fill="url(#apart)"/>'


def _bar(interval: Interval, axis: _Axis, y: float, colour: str, words: str, words_left: bool) -> str:
    """One bar, or a diamond where it is too thin to be seen, with its numbers beside it: on the left where that keeps
    a gap clear."""
    left, right = axis.span(interval)
    parts = []
    if right - left < 5:
        middle = (left + right) / 2
        points = f"{middle:g},{y:g} {middle + 7:g},{y + 7:g} {middle:g},{y + 14:g} {middle - 7:g},{y + 7:g}"
        parts.append(f'<polygon points="{points}" fill="{colour}"/>')
        left, right = middle - 7, middle + 7
    else:
        parts.append(f'<rect x="{left:g}" y="{y:g}" width="{right - left:g}" height="14" rx="2" fill="{colour}"/>')
        for open_end, x, way in ((interval.lower is None, left, -1), (interval.upper is None, right, 1)):
            if open_end:
                points = f"{x:g},{y - 2:g} {x + 11 * way:g},{y + 7:g} {x:g},{y + 16:g}"
                parts.append(f'<polygon points="{points}" fill="{colour}"/>')
    width = 7.6 * len(words)
    halo = f'paint-order="stroke" stroke="{_PAPER}" stroke-width="3"'
    fits_left = left - 8 - width > _LEFT - 36
    if right + 8 + width < _WIDTH - 8 and not (words_left and fits_left):
        text = _text(right + 8, y + 11.5, words, 12, colour=colour, weight=600)
    elif fits_left:
        text = _text(left - 8, y + 11.5, words, 12, colour=colour, weight=600, anchor="end")
    else:
        text = _text((left + right) / 2, y + 11.5, words, 12, colour=_PAPER, weight=600, anchor="middle")
        return "\n".join([*parts, text])
    return "\n".join([*parts, text.replace("<text ", f"<text {halo} ")])


def _axis(sides: list[Side], unit: Unit) -> _Axis:
    """An axis with room around every end that is shown."""
    ends = [
        end
        for side in sides
        for interval in (side.own, side.others)
        if interval is not None
        for end in (interval.lower, interval.upper)
        if end is not None
    ] or [Fraction(0)]
    low, high = min(ends), max(ends)
    room = (high - low) * Fraction(35, 100)
    if not room:
        room = Fraction(1) if unit.id == DAY or abs(low) < 20 else abs(low) / 10
    if unit.dimension == "count" and low.denominator == high.denominator == 1:
        room = max(room, Fraction(1))
    if any(side.own is None and not side.meets for side in sides):  # the nearest whole numbers show what is missing
        low, high = Fraction(floor(low)), Fraction(ceil(high))
        room = (high - low) * Fraction(15, 100)
    return _Axis(low - room, high + room)


def _ticks(axis: _Axis, unit: Unit, top: float, bottom: float) -> str:
    """Grid lines at round numbers, named below."""
    scale, word = scaled(max(abs(axis.low), abs(axis.high)))
    parts = []
    for number in _days(axis) if unit.id == DAY else _numbers(axis, unit):
        x = axis.at(number)
        name = date.fromordinal(int(number)).isoformat() if unit.id == DAY else scaled_text(number / scale)
        parts.append(f'<line x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{bottom:g}" stroke="{_LINE}"/>')
        parts.append(_text(x, bottom + 16, name, 12, colour=_SOFT, anchor="middle"))
    name = "" if unit.id == DAY else " ".join(part for part in (word, unit.shown) if part)
    if name:
        parts.append(_text(_MARGIN, bottom + 16, name, 12, colour=_SOFT))
    return "\n".join(parts)


def _numbers(axis: _Axis, unit: Unit) -> list[Fraction]:
    """Round numbers on the axis, about five."""
    step = _step((axis.high - axis.low) / 5)
    if unit.dimension == "count":
        step = max(Fraction(1), Fraction(ceil(step)))
    first, last = ceil(axis.low / step), floor(axis.high / step)
    return [number * step for number in range(first, last + 1)]


def _days(axis: _Axis) -> list[Fraction]:
    """First days of months, quarters, half-years or years on the axis, at most six; single days where it is short."""
    low, high = max(1, ceil(axis.low)), min(date.max.toordinal(), floor(axis.high))
    first, last = date.fromordinal(low), date.fromordinal(high)
    for months in (1, 3, 6, 12, 24, 60, 120, 600):
        starts = [
            Fraction(day.toordinal())
            for month in range(first.year * 12, (last.year + 1) * 12)
            if month % months == 0 and first <= (day := date(month // 12, month % 12 + 1, 1)) <= last
        ]
        if len(starts) <= 6:
            return starts or [Fraction(low), Fraction(high)]
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
