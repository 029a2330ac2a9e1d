"""Pictures in SVG: colours come from the page's style sheet, every mark is a link with a title, nothing needs scripts.

A chart is drawn twice, for wide windows and for telephones; the style sheet shows one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from .book import ROOT, number

if TYPE_CHECKING:
    from ..package.table import Row
    from .speech import Speech

__all__ = ["Chart", "Point", "bump", "figure", "spark", "strip"]

_SIZES: Final = {"w": (900, 380), "n": (350, 290)}


@dataclass(frozen=True, slots=True)
class Point:
    """One statement in a chart. `at` is the middle of its period as an ordinal day; `shape` dot, part or target."""

    key: str
    at: float
    value: float | None
    low: float | None
    high: float | None
    shape: str
    label: str
    title: str
    href: str


@dataclass(slots=True)
class Chart:
    """Points of one question over time: `joins` are pairs of keys that may be joined by a line; `gaps` first and last
    year without a figure, and whether one was looked for; `breaks` day and words."""

    title: str
    about: str
    unit: str
    points: list[Point]
    joins: list[tuple[str, str]] = field(default_factory=list)
    gaps: list[tuple[int, int, bool]] = field(default_factory=list)
    breaks: list[tuple[int, str]] = field(default_factory=list)


def _tag(name: str, text: object = None, **attributes: object) -> str:
    """One element; underscores in names of attributes stand for hyphens, a leading one is dropped."""
    given = ""
    for key, value in attributes.items():
        if value is not None:
            shown = f"{value:.1f}" if isinstance(value, float) else escape(str(value))
            given += f' {key.strip("_").replace("_", "-")}="{shown}"'
    return f"<{name}{given}/>" if text is None else f"<{name}{given}>{escape(str(text))}</{name}>"


def _step(span: float, about: int) -> float:
    """A round step that cuts `span` into about so many parts."""
    raw = span / about
    power = 10.0 ** floor(log10(raw))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= raw * 0.999)


def figure(chart: Chart, say: Speech) -> Markup:
    """The chart in both sizes."""
    return Markup("".join(_series(chart, say, size) for size in _SIZES))


def _series(chart: Chart, say: Speech, size: str) -> str:
    width, height = _SIZES[size]
    left, right, top, bottom = 14, 20, 34, 34
    days = [point.at for point in chart.points]
    ends = [end for p in chart.points for end in (p.value, p.low, p.high) if end is not None] or [0.0]
    first, last = date.fromordinal(int(min(days))).year, date.fromordinal(int(max(days))).year
    low, high = min(0.0, *ends), max(0.0, *ends)
    step = _step((high - low) or 1, 5)
    low, high = floor(low / step) * step, ceil(high / step + 0.15) * step
    labels = [say.number(Decimal(str(round(n * step, 9)))) for n in range(round(low / step), round(high / step) + 1)]
    left += round(max(_wide(label) for label in labels))
    start = date(first, 1, 1).toordinal() - (60 if last > first else 200)
    end = date(last, 12, 31).toordinal() + (60 if last > first else 200)

    def x(day: float) -> float:
        return left + (day - start) / (end - start) * (width - left - right)

    def y(value: float) -> float:
        return top + (1 - (value - low) / (high - low)) * (height - top - bottom)

    out = [_tag("text", chart.unit, _class="tick", x=4, y=16)]
    for place, label in enumerate(labels):
        at = y(low + place * step)
        out.append(_tag("line", _class="grid", x1=left, x2=width - right, y1=at, y2=at))
        out.append(_tag("text", label, _class="tick", x=left - 8, y=at + 4, text_anchor="end"))
    floor_ = height - bottom
    for one, other, looked in chart.gaps:
        a, b = x(date(one, 1, 1).toordinal()), x(date(other, 12, 31).toordinal())
        fill = "url(#hatch)" if looked else None
        out.append(_tag("rect", _class="gap", x=a, y=top, width=b - a, height=floor_ - top, fill=fill))
        words = say.t("looked for, none found" if looked else "no figure")
        if b - a > _wide(words):
            out.append(_tag("text", words, _class="faint mid", x=(a + b) / 2, y=floor_ - 8))
    every = max(1, ceil((last - first + 1) * 44 / (width - left - right)))
    for year in range(first, last + 1):
        if (last - year) % every == 0:
            at = x(date(year, 7, 2).toordinal())
            out.append(_tag("text", year, _class="tick mid", x=at, y=height - 12))
    for day, words in chart.breaks:
        at = x(day)
        out.append(_tag("line", _class="cut", x1=at, x2=at, y1=top - 8, y2=floor_))
        anchor = "end" if at > width / 2 else "start"
        x_ = at + (-6 if anchor == "end" else 6)
        out.append(_tag("text", words, _class="cutt", x=x_, y=top - 10, text_anchor=anchor))
    known = {point.key: point for point in chart.points}
    for one_key, other_key in chart.joins:
        p, q = known[one_key], known[other_key]
        if p.value is not None and q.value is not None:
            out.append(_tag("line", _class="run", x1=x(p.at), y1=y(p.value), x2=x(q.at), y2=y(q.value)))
    marks = ((x(p.at), y(p.value)) for p in chart.points if p.value is not None)
    taken = [(at - 6, at + 6, up + 4) for at, up in marks]
    said: set[tuple[str, float]] = set()
    for point in chart.points:
        out.append(_mark(point, x(point.at), y))
    for point in sorted(chart.points, key=lambda p: (p.shape != "dot", -p.at)):
        over = next((number for number in (point.value, point.high, point.low) if number is not None), None)
        if over is None or (point.label, point.at) in said:
            continue
        wide = _wide(point.label) / 2
        middle = min(max(x(point.at), left + wide), width - right - wide + 14)
        open_up = point.low is not None and point.high is None
        for lift in (22, -34) if open_up else (-12, 22):
            row = y(over) + lift
            free = all(abs(row - r) > 13 or middle + wide < a or b < middle - wide for a, b, r in taken)
            if free and row < floor_:
                taken.append((middle - wide, middle + wide, row))
                said.add((point.label, point.at))
                kind = "lab" if point.shape == "dot" else "tick"
                out.append(_tag("text", point.label, _class=f"{kind} mid", x=middle, y=row))
                break
    return _svg(out, size, width, height, chart.title, chart.about)


def _wide(words: str) -> float:
    """About how wide words are in the type of the charts."""
    return sum(13.5 if ord(sign) > 0x2E80 else 7.6 for sign in words)


def _svg(out: Iterable[str], size: str, width: float, height: float, title: str, about: str) -> str:
    return (
        f'<svg class="chart {size}" viewBox="0 0 {width} {height}" role="group" aria-label="{escape(title)}">'
        f"{_tag('desc', about)}{''.join(out)}</svg>"
    )


def _link(href: str, words: str, inside: Iterable[str], kind: str = "") -> str:
    """A mark that leads somewhere, with words for those who point at it and those who hear it."""
    given = f' class="{kind}"' if kind else ""
    inside = "".join([*inside, _tag("title", words)])
    return f'<a{given} href="{href}" aria-label="{escape(words)}">{inside}</a>'


def _mark(point: Point, x: float, y: Callable[[float], float]) -> str:
    """The mark of one point: bounds to scale, open ends as arrows."""
    out: list[str] = []
    if point.low is not None and point.high is not None:
        if point.low != point.high:
            out.append(_tag("line", _class="err", x1=x, x2=x, y1=y(point.low), y2=y(point.high)))
            for end in (point.low, point.high):
                out.append(_tag("line", _class="err", x1=x - 4, x2=x + 4, y1=y(end), y2=y(end)))
    elif point.low is not None or point.high is not None:
        at, way = (point.low, -1) if point.low is not None else (point.high or 0.0, 1)
        arrow = f"M{x:.1f} {y(at):.1f}v{24 * way}m-4 {-6 * way}l4 {6 * way}l4 {-6 * way}"
        out.append(_tag("path", _class="open", d=arrow))
    if point.value is not None:
        at = y(point.value)
        if point.shape == "part":
            out.append(_tag("rect", _class="part-year", x=x - 4, y=at - 4, width=8, height=8))
        elif point.shape == "target":
            out.append(_tag("path", _class="aim", d=f"M{x:.1f} {at - 6:.1f}l6 6l-6 6l-6 -6z"))
        else:
            out.append(_tag("circle", _class="dot", cx=x, cy=at, r=5))
    return _link(point.href, point.title, out)


def spark(values: Sequence[tuple[int, float | None]]) -> Markup:
    """A small line of years and values, broken where a year has none; empty for fewer than two values."""
    known = [(year, value) for year, value in values if value is not None]
    if len({year for year, _ in known}) < 2:
        return Markup("")
    first, last = known[0][0], known[-1][0]
    low, high = min(value for _, value in known), max(value for _, value in known)

    def at(year: int, value: float) -> tuple[float, float]:
        return 3 + 74 * (year - first) / (last - first), 19 - 16 * ((value - low) / (high - low) if high > low else 0.5)

    out = []
    for (a, p), (b, q) in pairwise(known):
        if b - a == 1:
            (x1, y1), (x2, y2) = at(a, p), at(b, q)
            out.append(_tag("line", _class="run", x1=x1, y1=y1, x2=x2, y2=y2))
    for year, value in known:
        cx, cy = at(year, value)
        out.append(_tag("circle", _class="dot", cx=cx, cy=cy, r=2))
    return Markup(f'<svg class="spark" viewBox="0 0 80 22" aria-hidden="true">{"".join(out)}</svg>')


def strip(rows: Sequence[Row], own: Row, say: Speech) -> Markup:
    """The bounds of all answers to one question below each other, `own` first."""
    ordered = [own, *(row for row in rows if row is not own)][:12]
    cells = [[number(row.get(column)) for column in ("lower", "upper", "value")] for row in ordered]
    ends = [float(cell) for three in cells for cell in three if cell is not None]
    if not ends:
        return Markup("")
    least, most = min(ends), max(ends)
    room = (most - least) * 0.25 or abs(least) * 0.02 or 1.0
    low, high = least - room, most + room
    told = [(say.source(row["source_id"]), f"{say.value(row)} ({say.bounds(row)})") for row in ordered]
    ticks = [(least, say.number(number(f"{least:.12g}")))] if most > least else []
    ticks += [(most, say.amount(number(f"{most:.12g}"), own["unit_id"]))]
    title = say.t("Bounds of {}", say.question(own))
    out = []
    for size, (width, left, step, letters) in {"w": (_SIZES["w"][0], 230, 34, 28), "n": (350, 6, 50, 44)}.items():

        def x(at: float, left: int = left, width: int = width) -> float:
            return left + (at - low) / (high - low) * (width - left - 14)

        parts = []
        for place, (row, (lower, upper, value), (name, words)) in enumerate(zip(ordered, cells, told, strict=True)):
            top = 20 + place * step
            y = top + (16 if size == "n" else 0)
            a, b = x(low if lower is None else float(lower)), x(high if upper is None else float(upper))
            mine, other = (" own", "") if row is own else ("", " alt")
            inside = [
                _tag("text", _shortened(name, letters), _class="lab" if mine else "tick", x=4, y=top + 5),
                _tag("line", _class="grid", x1=left, x2=width - 14, y1=y, y2=y),
                _tag("rect", _class=f"bar{mine}", x=a - 1, y=y - 7, width=max(2.0, b - a + 2), height=14),
                "" if value is None else _tag("circle", _class=f"dot{other}", cx=x(float(value)), cy=y, r=5),
            ]
            parts.append(_link(f"{ROOT}statements/{row.key}.html", f"{name}: {words}", inside))
        height = 34 + len(ordered) * step
        parts += [_tag("text", words, _class="tick mid", x=x(at), y=height - 4) for at, words in ticks]
        out.append(_svg(parts, size, width, height, title, ""))
    return Markup("".join(out))


def _shortened(words: str, most: int) -> str:
    """Words that fit a number of Latin letters; a Chinese character takes two."""
    size = 0
    for place, sign in enumerate(words):
        size += 2 if ord(sign) > 0x2E80 else 1
        if size > most:
            return words[: place - 1] + "…"
    return words


def bump(
    names: Sequence[str],
    editions: Sequence[tuple[int, str, str]],
    ranks: Sequence[tuple[str, str, dict[str, int | None]]],
    say: Speech,
    title: str,
) -> Markup:
    """Places on a list across its editions.

    `editions` are (place on the axis, id, label): a step of more than one is a gap. `ranks` are (entity, name, rank by
    edition; None where the list names it without a place).
    """
    known = [rank for _, _, by in ranks for rank in by.values() if rank]
    deepest = max(known, default=1)
    members = any(rank is None for _, _, by in ranks for rank in by.values())
    out = []
    for size, (width, _) in _SIZES.items():
        left, right = (46, 190) if size == "w" else (30, 128)
        row = max(13.0, min(22.0, 560 / deepest))
        top, lane = 34.0, 30.0 if members else 0.0
        height = round(top + deepest * row + lane + 20)
        first, last = editions[0][0], editions[-1][0]

        def x(
            at: int, left: int = left, right: int = right, width: int = width, a: int = first, b: int = last
        ) -> float:
            return left + (at - a) / ((b - a) or 1) * (width - left - right)

        def y(rank: int | None, row: float = row, lane: float = lane) -> float:
            return 34.0 + (deepest * row + lane / 2 if rank is None else (rank - 0.5) * row)

        parts = []
        wide = max(_wide(label) for _, _, label in editions) + 4
        every = ceil(wide * len(editions) / (width - left - right + wide))
        for place, (at, key, label) in enumerate(reversed(editions)):
            parts.append(_tag("line", _class="grid", x1=x(at), x2=x(at), y1=top - 6, y2=height - 14))
            if place % every == 0:
                text = _tag("text", label, _class="tick mid", x=x(at), y=18)
                parts.append(f'<a href="{ROOT}lists/{key}.html">{text}</a>')
        for (at, _, _), (then, _, _) in pairwise(editions):
            if then - at > 1:
                a, b = x(at) + 14, x(then) - 14
                parts.append(
                    _tag("rect", _class="gap", x=a, y=top - 6, width=b - a, height=height - 42, fill="url(#hatch)")
                )
        if members:
            words = say.t("on the list, place not printed")
            parts.append(_tag("text", words, _class="faint", x=4, y=height - 2))
        for rank in range(1, deepest + 1):
            if rank == 1 or rank == deepest or rank % (5 if deepest <= 50 else 10) == 0:
                parts.append(_tag("text", rank, _class="tick", x=left - 12, y=y(rank) + 4, text_anchor="end"))
        labels: list[float] = []
        for place, (entity, name, by) in enumerate(ranks):
            held = [(at, by[key], label) for at, key, label in editions if key in by]
            marks = [
                _tag("line", _class="run", x1=x(a), y1=y(p), x2=x(b), y2=y(q))
                for (a, p, _), (b, q, _) in pairwise(held)
                if b - a == 1 and p and q
            ]
            for at, held_at, _ in held:
                marks.append(_tag("circle", _class="dot" if held_at else "dot member", cx=x(at), cy=y(held_at), r=4))
            at, newest, _ = held[-1]
            if newest and at == last and all(abs(y(newest) - other) > 12 for other in labels):
                labels.append(y(newest))
                text = _shortened(name, 24 if size == "w" else 14)
                marks.append(_tag("text", text, _class="tick", x=x(at) + 9, y=y(newest) + 4))
            words = f"{name}: " + ", ".join(f"{label} {rank or '–'}" for _, rank, label in held)
            parts.append(_link(f"{ROOT}entities/{entity}.html", words, marks, f"c{place % 6}"))
        out.append(_svg(parts, size, width, height, title, "; ".join(names)))
    return Markup("".join(out))
