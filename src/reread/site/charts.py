"""Pictures in SVG: colours come from the page's style sheet, every mark is a link with a title, nothing needs scripts.

A chart is drawn twice, for wide windows and for telephones; the style sheet shows one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple

from markupsafe import Markup

from ..package.table import Row
from .book import ROOT, number
from .speech import Speech

__all__ = ["Chart", "Point", "bump", "figure", "spark", "strip"]

_WIDTHS: Final = {"w": 900, "n": 350}
Scale = Callable[[float], float]


class Point(NamedTuple):
    """One statement in a chart. `at` is the middle of its period as an ordinal day; `shape` dot, part or target."""

    row: Row
    at: float
    shape: str
    label: str
    title: str
    value: float | None
    low: float | None
    high: float | None


class Chart(NamedTuple):
    """Points of one question over time: `joins` are pairs of keys that may be joined by a line; `gaps` first and last
    year without a figure, and whether one was looked for; `breaks` day and words."""

    title: str
    unit: str
    points: list[Point]
    joins: list[tuple[str, str]]
    gaps: list[tuple[int, int, bool]]
    breaks: list[tuple[int, str]]


class _Room:
    """Where something stands already, as lines of type: left and right end, and foot."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, float, float]] = []

    def take(self, left: float, right: float, foot: float) -> bool:
        """Whether there is room for a line of type, which is taken then."""
        free = all(abs(foot - f) > 12.5 or right < a or b < left for a, b, f in self.taken)
        if free:
            self.taken.append((left, right, foot))
        return free


# --- marks ---


def _tag(name: str, kind: str, text: object = None, **given: object) -> str:
    """One element; underscores in names of attributes stand for hyphens."""
    told = "".join(
        f' {key.replace("_", "-")}="{f"{value:.1f}" if isinstance(value, float) else escape(str(value))}"'
        for key, value in given.items()
        if value is not None
    )
    head = f'<{name} class="{kind}"{told}'
    return f"{head}/>" if text is None else f"{head}>{escape(str(text))}</{name}>"


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return _tag("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)


def _text(kind: str, words: object, x: float, y: float, anchor: str | None = None) -> str:
    return _tag("text", kind, words, x=x, y=y, text_anchor=anchor)


def _dot(kind: str, x: float, y: float, r: float) -> str:
    return _tag("circle", kind, cx=x, cy=y, r=r)


def _box(kind: str, x: float, y: float, width: float, height: float, fill: str | None = None) -> str:
    return _tag("rect", kind, x=x, y=y, width=width, height=height, fill=fill)


def _link(href: str, words: str, inside: Iterable[str], kind: str = "") -> str:
    """A mark that leads somewhere, with words for those who point at it and those who hear it."""
    given = f' class="{kind}"' if kind else ""
    told = escape(words)
    return f'<a{given} href="{href}" aria-label="{told}">{"".join(inside)}<title>{told}</title></a>'


def _svg(out: Iterable[str], size: str, height: float, title: str, about: str) -> str:
    return (
        f'<svg class="chart {size}" viewBox="0 0 {_WIDTHS[size]} {height}" role="group" aria-label="{escape(title)}">'
        f"<desc>{escape(about)}</desc>{''.join(out)}</svg>"
    )


# --- measures ---


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    """Numbers from `low` to `high` as places from `start` to `end`."""
    return lambda at: start + (at - low) / ((high - low) or 1) * (end - start)


def _step(span: float, about: int) -> float:
    """A round step that cuts `span` into about so many parts."""
    raw = span / about
    power = 10.0 ** floor(log10(raw))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= raw * 0.999)


def _wide(words: str) -> float:
    """About how wide words are in the type of the charts."""
    return sum(13.5 if ord(sign) > 0x2E80 else 7.6 for sign in words)


def _shortened(words: str, most: float) -> str:
    """Words that fit a width."""
    while _wide(words) > most:
        words = words.rstrip("…")[:-1] + "…"
    return words


# --- charts ---


def figure(chart: Chart, say: Speech) -> Markup:
    """The chart in both sizes."""
    return Markup("".join(_series(chart, say, size) for size in _WIDTHS))


def _series(chart: Chart, say: Speech, size: str) -> str:
    width, height = _WIDTHS[size], {"w": 380, "n": 290}[size]
    top, foot, right = 34, height - 34, width - 20
    days = [point.at for point in chart.points]
    ends = [end for p in chart.points for end in (p.value, p.low, p.high) if end is not None] or [0.0]
    first, last = date.fromordinal(int(min(days))).year, date.fromordinal(int(max(days))).year
    low, high = min(0.0, *ends), max(0.0, *ends)
    step = _step((high - low) or 1, 5)
    low, high = floor(low / step) * step, ceil(high / step + 0.15) * step
    labels = [say.number(Decimal(str(round(n * step, 9)))) for n in range(round(low / step), round(high / step) + 1)]
    left = 14 + round(max(map(_wide, labels)))
    aside = 60 if last > first else 200
    x = _scale(date(first, 1, 1).toordinal() - aside, date(last, 12, 31).toordinal() + aside, left, right)
    y = _scale(low, high, foot, top)
    out = [_text("tick", chart.unit, 4, 16)]
    for place, label in enumerate(labels):
        at = y(low + place * step)
        out += [_line("grid", left, at, right, at), _text("tick", label, left - 8, at + 4, "end")]
    every = max(1, ceil((last - first + 1) * 44 / (right - left)))
    for year in range(last, first - 1, -every):
        out.append(_text("tick mid", year, x(date(year, 7, 2).toordinal()), height - 12))
    room = _Room()
    room.taken = [(x(p.at) - 6, x(p.at) + 6, y(p.value) + 4) for p in chart.points if p.value is not None]
    known = {point.row.key: (x(point.at), y(point.value)) for point in chart.points if point.value is not None}
    runs = [(*known[one], *known[other]) for one, other in chart.joins if one in known and other in known]
    for a, b, c, d in runs:
        room.taken += [(at := a + (c - a) * part / 16, at, b + (d - b) * part / 16 + 4) for part in range(17)]
    words = [*_gaps(chart, say, room, x, top, foot, out), *_breaks(chart, room, x, top, foot, left, width, out)]
    out += [_line("run", *run) for run in runs]
    out += [_mark(point, x(point.at), y) for point in chart.points]
    words += _values(chart, room, x, y, (left, width - 6, foot))
    about = "; ".join(point.title for point in chart.points[:20])
    return _svg(out + words, size, height, chart.title, about)


def _gaps(chart: Chart, say: Speech, room: _Room, x: Scale, top: float, foot: float, out: list[str]) -> Iterator[str]:
    """Draw years without a figure into `out`; their words."""
    for one, other, looked in chart.gaps:
        a, b = x(date(one, 1, 1).toordinal()), x(date(other, 12, 31).toordinal())
        out.append(_box("gap", a, top, b - a, foot - top, "url(#hatch)" if looked else None))
        words = say.t("looked for, none found" if looked else "no figure")
        if b - a > _wide(words) and room.take(a, b, foot - 8):
            yield _text("faint mid", words, (a + b) / 2, foot - 8)


def _breaks(
    chart: Chart, room: _Room, x: Scale, top: float, foot: float, left: float, width: float, out: list[str]
) -> Iterator[str]:
    """Draw breaks into `out`; their words, where they do not cover one another."""
    for day, words in chart.breaks:
        at, wide = x(day), _wide(words)
        out.append(_line("cut", at, top - 8, at, foot))
        start = at + 6 if at + 6 + wide < width else at - 6 - wide
        if start > left and room.take(start, start + wide, top - 12):
            yield _text("cutt", words, start, top - 12)


def _values(chart: Chart, room: _Room, x: Scale, y: Scale, ends: tuple[float, float, float]) -> Iterator[str]:
    """The figures beside their points, the newest first, as far as they cover nothing."""
    left, right, foot = ends
    said: set[tuple[str, float]] = set()
    for point in sorted(chart.points, key=lambda p: (p.shape != "dot", -p.at)):
        over = next((number for number in (point.value, point.high, point.low) if number is not None), None)
        if over is None or (point.label, point.at) in said:
            continue
        half = _wide(point.label) / 2
        open_up = point.low is not None and point.high is None
        for aside, lift in ((0, 22), (0, -34)) if open_up else ((0, -12), (0, 22), (-1, -4), (1, 4)):
            middle = min(max(x(point.at) + aside * (half + 11), left + half), right - half)
            row = y(over) + lift
            if row < foot and room.take(middle - half, middle + half, row):
                said.add((point.label, point.at))
                yield _text(f"{'lab' if point.shape == 'dot' else 'tick'} mid", point.label, middle, row)
                break


def _mark(point: Point, x: float, y: Scale) -> str:
    """The mark of one point: bounds to scale, open ends as arrows."""
    out: list[str] = []
    if point.low is not None and point.high is not None:
        if point.low != point.high:
            out.append(_line("err", x, y(point.low), x, y(point.high)))
            out += [_line("err", x - 4, y(end), x + 4, y(end)) for end in (point.low, point.high)]
    elif point.low is not None or point.high is not None:
        at, way = (point.low, -1) if point.low is not None else (point.high or 0.0, 1)
        out.append(_tag("path", "open", d=f"M{x:.1f} {y(at):.1f}v{24 * way}m-4 {-6 * way}l4 {6 * way}l4 {-6 * way}"))
    if point.value is not None:
        at = y(point.value)
        if point.shape == "part":
            out.append(_box("part-year", x - 4, at - 4, 8, 8))
        elif point.shape == "target":
            out.append(_tag("path", "aim", d=f"M{x:.1f} {at - 6:.1f}l6 6l-6 6l-6 -6z"))
        else:
            out.append(_dot("dot", x, at, 5))
    return _link(f"{ROOT}statements/{point.row.key}.html", point.title, out)


def spark(values: dict[int, float]) -> Markup:
    """A small line of values by year, broken where a year has none; empty for fewer than two values."""
    if len(values) < 2:
        return Markup("")
    x = _scale(min(values), max(values), 3, 77)
    y = _scale(min(values.values()), max(values.values()), 19, 3)
    steps = [(a, b) for a, b in pairwise(values) if b - a == 1]
    out = [_line("run", x(a), y(values[a]), x(b), y(values[b])) for a, b in steps]
    out += [_dot("dot", x(year), y(value), 2) for year, value in values.items()]
    return Markup(f'<svg class="spark" viewBox="0 0 80 22" aria-hidden="true">{"".join(out)}</svg>')


def strip(rows: Sequence[Row], own: Row, say: Speech) -> Markup:
    """The bounds of all answers to one question below each other, `own` first, in one drawing of any width."""
    ordered = [own, *(row for row in rows if row is not own)][:12]
    cells = [[number(row.get(column)) for column in ("lower", "upper", "value")] for row in ordered]
    ends = [float(cell) for three in cells for cell in three if cell is not None]
    if not ends:
        return Markup("")
    least, most = min(ends), max(ends)
    room = (most - least) * 0.25 or abs(least) * 0.02 or 1.0
    scale = _scale(least - room, most + room, 1, 99)
    parts = []
    for place, (row, (lower, upper, value)) in enumerate(zip(ordered, cells, strict=True)):
        y = 36 + place * 46
        a, b = 1.0 if lower is None else scale(float(lower)), 99.0 if upper is None else scale(float(upper))
        mine, other, kind = (" own", "", "lab") if row is own else ("", " alt", "tick")
        name = say.source(row["source_id"])
        inside = [_text(kind, _shortened(name, 330), 2, y - 14), _tag("line", "grid", x1="1%", x2="99%", y1=y, y2=y)]
        inside.append(_tag("rect", f"bar{mine}", x=f"{a:.2f}%", width=f"{max(0.4, b - a):.2f}%", y=y - 7, height=14))
        if value is not None:
            inside.append(_tag("circle", f"dot{other}", cx=f"{scale(float(value)):.2f}%", cy=y, r=5))
        parts.append(_link(f"{ROOT}statements/{row.key}.html", f"{name}: {say.value(row)} ({say.bounds(row)})", inside))
    height = 32 + len(ordered) * 46
    ticks = [(least, say.number(number(f"{least:.12g}")))] if most > least else []
    for at, words in [*ticks, (most, say.amount(number(f"{most:.12g}"), own["unit_id"]))]:
        parts.append(_tag("text", "tick mid", words, x=f"{scale(at):.2f}%", y=height - 6))
    title = escape(say.t("Bounds of {}", say.question(own)))
    return Markup(f'<svg class="chart" height="{height}" role="group" aria-label="{title}">{"".join(parts)}</svg>')


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
    all_ranks = [rank for _, _, by in ranks for rank in by.values()]
    deepest, members = max((rank for rank in all_ranks if rank), default=1), None in all_ranks
    row, top = max(13.0, min(22.0, 560 / deepest)), 34.0
    floor_ = top + deepest * row
    height = round(floor_ + (30 if members else 0) + 20)
    first, last = editions[0][0], editions[-1][0]
    out = []
    for size, (left, right) in {"w": (46, 710), "n": (38, 222)}.items():
        x, y = _scale(first, last, left, right), _scale(0.5, deepest + 0.5, top, floor_)
        parts = []
        wide = max(_wide(label) for _, _, label in editions) + 4
        every = ceil(wide * len(editions) / (right - left + wide))
        for place, (at, key, label) in enumerate(reversed(editions)):
            parts.append(_line("grid", x(at), top - 6, x(at), height - 14))
            if place % every == 0:
                parts.append(f'<a href="{ROOT}lists/{key}.html">{_text("tick mid", label, x(at), 18)}</a>')
        for (at, _, _), (then, _, _) in pairwise(editions):
            if then - at > 1:
                parts.append(_box("gap", x(at) + 14, top - 6, x(then) - x(at) - 28, height - 42, "url(#hatch)"))
        if members:
            parts.append(_text("faint", say.t("on the list, place not printed"), 4, height - 2))
        for rank in range(1, deepest + 1):
            if rank == 1 or rank == deepest or rank % (5 if deepest <= 50 else 10) == 0:
                parts.append(_text("tick", rank, left - 12, y(rank) + 4, "end"))
        room = _Room()
        for place, (entity, name, by) in enumerate(ranks):
            held = [(at, by[key], label) for at, key, label in editions if key in by]
            spots = [(at, x(at), y(rank) if rank else floor_ + 15, rank) for at, rank, _ in held]
            marks = [_line("run", *p[1:3], *q[1:3]) for p, q in pairwise(spots) if q[0] - p[0] == 1 and p[3] and q[3]]
            marks += [_dot("dot" if rank else "dot member", left_, up, 4) for _, left_, up, rank in spots]
            at, end, foot, newest = spots[-1]
            if newest and at == last and room.take(end, end + 1, foot):
                marks.append(_text("tick", _shortened(name, _WIDTHS[size] - right - 12), end + 9, foot + 4))
            words = f"{name}: " + ", ".join(f"{label} {rank or '–'}" for _, rank, label in held)
            parts.append(_link(f"{ROOT}entities/{entity}.html", words, marks, f"c{place % 6}"))
        out.append(_svg(parts, size, height, title, "; ".join(names)))
    return Markup("".join(out))
