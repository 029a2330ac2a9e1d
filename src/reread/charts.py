"""Charts of series and of places on lists, in Altair, for notebooks and pages.

Bounds are drawn as bars, ends without limit as arrows; a line joins points of one segment only, and hollow points are
answers that nobody decided between. `pip install 'cn-industrial-internet[plot]'` brings Altair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .libraries import library


def series_chart(points: Iterable[Mapping[str, Any]], title: str, unit: str) -> Any:
    """An `altair.LayerChart` of points over time with their bounds; points of different `segment` are never joined.

    A point has `period`, its first and last day `start` and `end`, the numbers or None `value`, `lower` and `upper`,
    `disputed`, `segment` and `observation_id`. Raises `MissingLibrary` without Altair.
    """
    alt = library("altair", "plot")
    rows = [_row(point) for point in points]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("middle:T", title=None),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("period", "value", "lower", "upper", "statement")],
    )
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False))
    line = base.transform_filter("isValid(datum.value)").mark_line().encode(y=y, detail="segment:N")
    bounds = base.transform_filter("isValid(datum.lower) && isValid(datum.upper)").mark_rule(strokeWidth=3, opacity=0.5)
    bounds = bounds.encode(y=alt.Y("lower:Q", title=unit), y2="upper:Q")
    dots = base.transform_filter("isValid(datum.value)").mark_point(size=60, opacity=1)
    dots = dots.encode(y=y, fill=alt.condition("datum.disputed", alt.value("white"), alt.value("#0b5cad")))
    ends = [
        base.transform_filter(f"isValid(datum.{known}) && !isValid(datum.{missing})")
        .mark_point(shape=shape, size=70, yOffset=offset, filled=True, color="#1d6b3a")
        .encode(y=alt.Y(f"{known}:Q", title=unit))
        for known, missing, shape, offset in (
            ("lower", "upper", "triangle-up", -12),
            ("upper", "lower", "triangle-down", 12),
        )
    ]
    return alt.layer(line, bounds, dots, *ends).properties(title=title, width=560, height=300)


def _row(point: Mapping[str, Any]) -> dict[str, Any]:
    middle = date.fromordinal((point["start"].toordinal() + point["end"].toordinal()) // 2)
    numbers = {name: point[name] for name in ("value", "lower", "upper")}
    return {
        "period": point["period"],
        "middle": middle.isoformat(),
        **{name: None if number is None else float(number) for name, number in numbers.items()},
        "disputed": point["disputed"],
        "segment": point["segment"],
        "statement": point["observation_id"] or "",
    }


def ranking_chart(entries: Iterable[tuple[str, int | None]], title: str) -> Any:
    """A list as rows of names at their places, the first on top; members without a place stand below, at none."""
    alt = library("altair", "plot")
    rows = [{"name": name, "rank": rank, "place": "–" if rank is None else str(rank)} for name, rank in entries]
    order = alt.Y("name:N", sort=[row["name"] for row in rows], title=None)
    place = alt.X("rank:Q", scale=alt.Scale(zero=False), axis=alt.Axis(orient="top", tickMinStep=1), title=None)
    return (
        alt.Chart(alt.Data(values=rows), title=title)
        .mark_circle(size=60)
        .encode(x=place, y=order, tooltip=["name:N", "place:N"])
    )


def editions_chart(places: Iterable[tuple[str, str, int, int | None]], title: str) -> Any:
    """Places across editions: (name, edition, its year or number, place). A line joins places in editions that follow
    one another; where one is missing between them, or a place is not known, there is a gap."""
    alt = library("altair", "plot")
    rows: list[dict[str, Any]] = []
    before: dict[str, tuple[int, int]] = {}
    for name, edition, at, rank in sorted(places, key=lambda place: (place[0], place[2])):
        last = before.get(name)
        run = last[1] + (at - last[0] != 1 or rank is None) if last else 0
        before[name] = (at, run)
        if rank is not None:
            rows.append({"name": name, "edition": edition, "at": at, "rank": rank, "run": f"{name} {run}"})
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("at:O", title=None),
        y=alt.Y("rank:Q", scale=alt.Scale(reverse=True, zero=False), title=None),
        color=alt.Color("name:N", title=None),
        tooltip=["name:N", "edition:N", "rank:Q"],
    )
    layers = base.mark_line().encode(detail="run:N"), base.mark_point(filled=True, size=60, opacity=1)
    return alt.layer(*layers).properties(title=title, width=560, height=360)
