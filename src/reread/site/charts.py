"""Pictures in SVG: colours come from the page's style sheet, every mark is a link with a title, nothing needs scripts.

Places from left to right are percents, so that one drawing fills any window; words that have no room in narrow windows
have the class `w`, and are hidden there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

from markupsafe import Markup

from ..package.table import Row
from ..rules.how_much import number
from .book import ROOT, Book, years_of, years_of_gap
from .speech import Speech

#: How wide a drawing is where there is room, in pixels; where the plot of a series begins and ends.
_WIDTH: Final = 800
_TOP, _FOOT = 34, 346
#: Lines of a bump chart that can still be told apart, and bars of bounds below each other.
_LINES, _BARS = 30, 12
#: Marks of figures whose period is no year, of targets, of bounds without an end, around the point they stand at.
_SHAPES: Final = {"part": "M-4 -4h8v8h-8z", "target": "M0 -6l6 6l-6 6l-6 -6z"}
_UP, _DOWN = "v-24m-4 6l4 -6l4 6", "v24m-4 -6l4 6l4 -6"
Scale = Callable[[float], float]


class _Type:
    """Words are set where they cover nothing that stands already; `narrow` is how wide a drawing is on telephones."""

    def __init__(self, narrow: int) -> None:
        self.taken: dict[int, list[tuple[float, float, float]]] = {narrow: [], _WIDTH: []}

    def keep(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Keep words away from a line or, where both ends are one, from a point."""
        for width, taken in self.taken.items():
            for part in range(9):
                at = (x1 + (x2 - x1) * part / 8) * width / 100
                taken.append((at - 6, at + 6, y1 + (y2 - y1) * part / 8 + 4))

    def set(self, kind: str, words: str, at: float, foot: float) -> str:
        """Words around a place, in all windows or in wide ones alone; "" where they have no room."""
        half, free = _wide(words) / 2, []
        for width, taken in self.taken.items():
            left, right = at * width / 100 - half, at * width / 100 + half
            free.append(right < width + 25 and all(abs(foot - f) > 12.5 or right < a or b < left for a, b, f in taken))
            if free[-1]:
                taken.append((left, right, foot))
        return _text(f"{kind} mid" if free[0] else f"{kind} mid w", words, at, foot) if free[-1] else ""


# --- marks and measures ---


def _tag(name: str, kind: str, text: object = None, **given: object) -> str:
    """One element; numbers with a fraction are percents from left to right."""
    told = ""
    for key, value in given.items():
        if isinstance(value, float):
            value = f"{value:.2f}%" if key in ("x", "x1", "x2", "cx", "width") else f"{value:.1f}"
        told += f' {key}="{escape(str(value))}"'
    return f'<{name} class="{kind}"{told}' + ("/>" if text is None else f">{escape(str(text))}</{name}>")


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return _tag("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)


def _text(kind: str, words: object, x: float, y: float, **given: object) -> str:
    return _tag("text", kind, words, x=x, y=y, **given)


def _dot(kind: str, x: float, y: float, r: int) -> str:
    return _tag("circle", kind, cx=x, cy=y, r=r)


def _link(path: str, words: str, inside: Iterable[str], kind: str = "") -> str:
    """A mark that leads somewhere, with words for those who point at it and those who hear it."""
    told = escape(words)
    return f'<a class="{kind}" href="{ROOT}{path}" aria-label="{told}">{"".join(inside)}<title>{told}</title></a>'


def _svg(kind: str, out: Iterable[str], height: int, title: str, about: str = "") -> Markup:
    told = f'<svg class="chart {kind}" height="{height}" role="group" aria-label="{escape(title)}">'
    return Markup(f"{told}<desc>{escape(about)}</desc>{''.join(out)}</svg>")


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    """Numbers from `low` to `high` as places from `start` to `end`."""
    return lambda at: float(start + (at - low) / ((high - low) or 1) * (end - start))


def _step(span: float) -> float:
    """A round step that cuts `span` into about five parts."""
    power = 10.0 ** floor(log10(span / 5))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= span / 5 * 0.999)


def _wide(words: str) -> float:
    """About how wide words are in the type of the charts."""
    return sum(13.5 if ord(sign) > 0x2E80 else 7.2 for sign in words)


def _shortened(words: str, most: float) -> str:
    """Words that fit a width."""
    while _wide(words) > most:
        words = words.rstrip("…")[:-1] + "…"
    return words


def _figures(row: Row) -> list[float | None]:
    """Lower bound, figure and upper bound."""
    cells = (number(row.get(column)) for column in ("lower", "value", "upper"))
    return [None if each is None else float(each) for each in cells]


# --- figures over time ---


def series(rows: Sequence[Row], book: Book, say: Speech) -> Markup:
    """Figures that answer one question at different times; nothing where fewer than two have a time."""
    days = {row: sum(book.span(row)) / 2 for row in rows if book.span(row)[0]}
    if len(set(days.values())) < 2:
        return Markup("")
    years = years_of(days)
    first, last = years[0], years[-1]
    x = _scale(date(first, 1, 1).toordinal() - 60, date(last, 12, 31).toordinal() + 60, 0, 100)
    ends = [0.0, *(end for row in days for end in _figures(row) if end is not None)]
    step = _step((max(ends) - min(ends)) or 1)
    low, high = floor(min(ends) / step), ceil(max(ends) / step + 0.15)
    y = _scale(low * step, high * step, _FOOT, _TOP)
    out, words = [_text("tick", say.unit(rows[0]["unit_id"]), 0, 16)], _Type(250)
    for tick in range(low, high + 1):
        label, up = say.number(Decimal(str(round(tick * step, 9)))), y(tick * step)
        out += [_line("grid", 0.0, up, 100.0, up), _text("tick end", label, 0, up + 4, dx=-8)]
    gaps = {year for gap in book.about("known_gaps", rows[0]) for year in years_of_gap(gap)}
    for year in range(last, first - 1, -1):
        start, end = (x(date(year, *day).toordinal()) for day in ((1, 1), (12, 31)))
        if year not in years:
            kind = "gap looked" if year in gaps else "gap"
            out.append(_tag("rect", kind, x=start, y=_TOP, width=end - start, height=_FOOT - _TOP))
        out.append(words.set("tick", str(year), (start + end) / 2, _FOOT + 22))
    for row in book.about("breaks", rows[0]):
        at = x(book.span(row, "from_period")[0])
        if 0 < at < 100:
            out += [_line("cut", at, 26, at, _FOOT), words.set("cutt", say.t(row["kind"].replace("_", " ")), at, 20)]
    for pair in book.joins(days):
        (a, b), (c, d) = ((x(days[row]), y(float(row["value"]))) for row in pair)
        out.append(_line("run", a, b, c, d))
        words.keep(a, b, c, d)
    titles = {row: f"{say.period(row)}: {_told(row, say)}" for row in days}
    for row, at in days.items():
        out.append(_link(f"statements/{row.key}.html", titles[row], _mark(row, x(at), y, book)))
    out += _values(days, words, x, y, say)
    return _svg("series", out, _FOOT + 34, say.question(rows[0]).rpartition(",")[0], "; ".join([*titles.values()][:20]))


def _told(row: Row, say: Speech) -> str:
    return f"{say.value(row)} ({say.bounds(row)}). {say.source(row['source_id'])}"


def _mark(row: Row, x: float, y: Scale, book: Book) -> Iterator[str]:
    """The mark of one figure: bounds to scale, an arrow where they have no end."""
    low, value, high = _figures(row)
    start, end = book.span(row)
    yield f'<svg x="{x:.2f}%">'
    if low is not None and high is not None and low != high:
        yield _tag("path", "err", d=f"M-5 {y(low):.1f}h10m-5 0V{y(high):.1f}m-5 0h10")
    if (low is None) != (high is None):
        yield _tag("path", "open", d=f"M0 {y(low or high or 0):.1f}{_DOWN if low is None else _UP}")
    shape = "target" if row.get("coverage") == "target" else "part"
    if value is not None and (row.get("coverage") not in ("", "whole") or end - start not in (0, 364, 365)):
        yield _tag("path", shape, d=_SHAPES[shape], transform=f"translate(0 {y(value):.1f})")
    elif value is not None:
        yield _dot("dot", 0, y(value), 5)
    yield "</svg>"


def _values(days: dict[Row, float], words: _Type, x: Scale, y: Scale, say: Speech) -> Iterator[str]:
    """The figures above or below their points, the newest first, as far as they cover nothing."""
    once: dict[tuple[str, float], tuple[float, bool]] = {}
    for row, at in sorted(days.items(), key=lambda item: -item[1]):
        low, value, high = _figures(row)
        ends = [y(end) for end in (value, high, low) if end is not None]
        if ends:
            label = say.number(number(row["value"])) or say.bounds(row)
            once.setdefault((label, at), (ends[0], high is None and low is not None))
            words.keep(x(at), ends[0], x(at), ends[0])
    for (label, at), (foot, arrow) in once.items():
        told = (words.set("lab", label, x(at), foot + lift) for lift in ((22, -34) if arrow else (-12, 22)))
        yield next(filter(None, told), "")


def spark(rows: Sequence[Row], book: Book) -> Markup:
    """A small line of the figures of one question, broken where a year has none; empty for fewer than two years."""
    values = {year: float(row["value"]) for row in rows if row["value"] for year in years_of([row])}
    if len(values) < 2:
        return Markup("")
    x = _scale(min(values), max(values), 3, 97)
    y = _scale(min(values.values()), max(values.values()), 19, 3)
    out = [_line("run", x(a), y(values[a]), x(b), y(values[b])) for a, b in pairwise(values) if b - a == 1]
    out += [_dot("dot", x(year), y(value), 2) for year, value in values.items()]
    return Markup(f'<svg class="spark" aria-hidden="true">{"".join(out)}</svg>')


# --- answers to one question ---


def strip(rows: Sequence[Row], own: Row, say: Speech) -> Markup:
    """The bounds of all answers to one question below each other, `own` first."""
    ordered = [own, *(row for row in rows if row is not own)][:_BARS]
    ends = [end for row in ordered for end in _figures(row) if end is not None]
    if not ends:
        return Markup("")
    least, most = min(ends), max(ends)
    room = (most - least) * 0.25 or abs(least) * 0.02 or 1.0
    x, out = _scale(least - room, most + room, 1, 99), []
    for place, row in enumerate(ordered):
        y, (low, value, high) = 36 + place * 46, _figures(row)
        a, b = 1.0 if low is None else x(low), 99.0 if high is None else x(high)
        mine = row is own
        inside = [_text("lab" if mine else "tick", _shortened(say.source(row["source_id"]), 345), 0, y - 14)]
        inside += [_line("grid", 1.0, y, 99.0, y)]
        inside += [_tag("rect", "bar own" if mine else "bar", x=a, width=max(0.4, b - a), y=y - 7, height=14)]
        inside += [_dot("dot" if mine else "dot alt", x(value), y, 5)] if value is not None else []
        out.append(_link(f"statements/{row.key}.html", _told(row, say), inside))
    height = 32 + len(ordered) * 46
    ticks = {least: say.number(number(f"{least:.12g}")), most: say.amount(number(f"{most:.12g}"), own["unit_id"])}
    out += [_text("tick mid", words, x(at), height - 6) for at, words in ticks.items()]
    return _svg("strip", out, height, say.t("Bounds of {}", say.question(own)))


# --- editions of a list ---


def bump(editions: Sequence[Row], book: Book, say: Speech) -> tuple[Markup, list[dict[str, str]]]:
    """Places on a list across its editions: the chart, and the rows of the table below it, by its heads."""
    years = [book.edition(row) for row in editions]
    dated = all(years) and len(set(years)) == len(years)
    at = {row.key: years[place] if dated else place for place, row in enumerate(editions)}
    ranks: dict[str, dict[str, int]] = defaultdict(dict)
    for entry in (entry for key in at for entry in book.places.get(key, [])):
        ranks[entry["entity_id"]].setdefault(entry["ranking_id"], int(entry["rank"] or 0))
    lines = sorted(ranks, key=lambda key: (-len(ranks[key]), min(r or 999 for r in ranks[key].values()), key))
    drawn = [key for key in lines if any(ranks[key].values())][:_LINES]
    labels = {row.key: row.get("edition") or row.get("data_period") or row.key for row in editions}
    absent = {row.key: "–" if row.get("complete") == "true" else "?" for row in editions}
    table = [
        {"who": key, **{labels[of]: str(ranks[key].get(of, absent[of]) or say.t("on the list")) for of in at}}
        for key in lines
    ]
    if not drawn:
        return Markup(""), table
    shown = [rank for key in drawn for rank in ranks[key].values()]
    deepest = max(shown)
    foot = _TOP + deepest * max(13, min(22, 560 // deepest))
    height = foot + (50 if 0 in shown else 20)
    x, y = _scale(min(at.values()), max(at.values()), 0, 100), _scale(0.5, deepest + 0.5, _TOP, foot)
    out, words = [], _Type(150)
    for one, other in pairwise(at.values()):
        if other - one > 1:
            out.append(_tag("rect", "gap looked", x=x(one), y=28, width=x(other) - x(one), height=height - 42))
    for key, of in reversed(at.items()):
        label = words.set("tick", labels[key], x(of), 18)
        out += [
            _line("grid", x(of), 28, x(of), height - 14),
            label and _link(f"lists/{key}.html", labels[key], [label]),
        ]
    out += [_text("faint", say.t("on the list, place not printed"), 0, height - 2)] if 0 in shown else []
    every = 5 if deepest <= 50 else 10
    out += [_text("tick end", rank, 0, y(rank) + 4, dx=-12) for rank in {1, deepest, *range(every, deepest, every)}]
    for place, entity in enumerate(drawn):
        name, own = say.name("entities", entity), ranks[entity]
        spots = [(at[key], x(at[key]), y(rank) if rank else foot + 15, rank) for key, rank in own.items()]
        marks = [_line("run", *p[1:3], *q[1:3]) for p, q in pairwise(spots) if q[0] - p[0] == 1 and p[3] and q[3]]
        marks += [_dot("dot" if rank else "dot member", left, up, 4) for _, left, up, rank in spots]
        last = own.get(editions[-1].key)
        if last and all(ranks[other].get(editions[-1].key) != last for other in drawn[:place]):
            marks.append(_text("tick", _shortened(name, 150), 100.0, y(last) + 4, dx=9))
        told = ", ".join(f"{labels[key]} {rank or '–'}" for key, rank in own.items())
        out.append(_link(f"entities/{entity}.html", f"{name}: {told}", marks, f"c{place % 6}"))
    return _svg("bump", out, height, say.name("rankings", editions[-1].key), "; ".join(labels.values())), table
