"""The points of a series: one answer for each time, and how it follows the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reread.package.opening import Package
from reread.package.table import Row
from reread.reading.periods import period_span, previous_period, year_before
from reread.statements.answers import agree, best, hull, writer
from reread.statements.joining import breaks_between, obstacles
from reread.statements.times import moment
from reread.tables.views import frequency


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series: `start` and `end` are its first and last day, `value` is in `unit_id`.

    `value` is None for a range, and where answers differ and none is preferred: then `disputed` is true,
    `observation_id` is None, and `lower` to `upper` holds all answers. An end without limit is None. `others` are ids
    of further statements on the same question; `breaks` say why the point is not quite comparable with the one before,
    and points of different `segment` must not be joined. The `observation_id` leads to everything else (`why`).
    """

    period: str
    start: date
    end: date
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit_id: str
    qualifier: str
    coverage: str
    obs_status: str
    base_period: str | None
    preference: str
    proof: str
    disputed: bool
    observation_id: str | None
    source_id: str
    others: tuple[str, ...]
    breaks: tuple[str, ...]
    segment: int


def ids(rows: Collection[Row]) -> str:
    """The ids of rows, for a note."""
    return ", ".join(row.key for row in rows)


def asked(rows: list[Row], measure: str) -> list[list[Row]]:
    """Answers by the time they are for (for a stock, the day on which the period ends) and the base, in order."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[moment(row["period"], measure), row["base_period"]].append(row)
    return sorted(found.values(), key=lambda each: (period_span(each[0]["period"])[::-1], each[0]["base_period"]))


def points_of(asked: list[list[Row]], measure: str, pkg: Package, notes: list[str]) -> list[Point]:
    """One point for each time that has an answer which is not deprecated; what is left out or preferred, in `notes`."""
    points: list[Point] = []
    before: Row | None = None
    segment = 0
    for answers in asked:
        usable = [row for row in answers if row["preference"] != "deprecated"]
        if not usable:
            notes.append(f"left out, {answers[0]['period']} has deprecated statements only: {ids(answers)}")
            continue
        chosen = best(pkg, answers)
        row = chosen or min(usable, key=lambda one: one.key)
        others = tuple(other.key for other in answers if other is not chosen)
        if chosen is not None:
            notes += _said_of_others(chosen, answers)
        breaks = list(_breaks(before, row, measure, pkg)) if before is not None else []
        if before is not None and (_other_kind(before, row, measure) or any(breaks_between(pkg, before, row))):
            segment += 1
        points.append(_point(row, usable, others, tuple(breaks), segment, disputed=chosen is None))
        before = row
    return points


def _said_of_others(chosen: Row, answers: list[Row]) -> Iterator[str]:
    """Which answers the chosen one stands for, and which it is taken before."""
    others = [row for row in answers if row is not chosen]
    same = [row for row in others if agree((chosen, row))]
    differing = [row for row in others if row not in same]
    head = f"{chosen['period']}: {chosen.key} ({chosen['preference']})"
    if same:
        yield f"{head} stands for {ids(same)} too"
    if differing:
        yield f"{head} is taken before {ids(differing)}, which say otherwise"


def _point(
    row: Row, usable: list[Row], others: tuple[str, ...], breaks: tuple[str, ...], segment: int, disputed: bool
) -> Point:
    start, end = period_span(row["period"])
    value, lower, upper = (Decimal(row[name]) if row[name] else None for name in ("value", "lower", "upper"))
    if disputed:
        value = None
        lower, upper = (limit if limit.is_finite() else None for limit in hull(usable))
    cells = {name: row[name] for name in ("period", "unit_id", "coverage", "obs_status", "preference", "proof")}
    return Point(
        **cells, start=start, end=end, value=value, lower=lower, upper=upper, base_period=row["base_period"] or None,
        qualifier="" if disputed else row["qualifier"], source_id="" if disputed else row["source_id"],
        observation_id=None if disputed else row.key, disputed=disputed, others=others, breaks=breaks, segment=segment,
    )  # fmt: skip


def _breaks(before: Row, row: Row, measure: str, pkg: Package) -> Iterator[str]:
    """Why a point is not quite comparable with the one before it."""
    yield from obstacles(pkg, before, row)
    if row["obs_status"] == "B":
        yield "marked as a break in the series"
    if _other_kind(before, row, measure):
        yield f"a {_kind(row['period'])} after a {_kind(before['period'])}"
    if (now := _base(row)) != (then := _base(before)):
        yield f"against {now}, not {then}"
    if (now := writer(pkg, row)) != (then := writer(pkg, before)):
        yield f"told by {now}, not {then}"


def _other_kind(before: Row, row: Row, measure: str) -> bool:
    """Whether a flow is told of a year after one of a month, and the like: they must not be joined."""
    return measure not in ("stock", "index") and _kind(row["period"]) != _kind(before["period"])


def _kind(period: str) -> str:
    start, end = period_span(period)
    kind = frequency(period).replace("_", "-")
    return f"span of {(end - start).days + 1} days" if kind == "span" else kind


def _base(row: Row) -> str:
    base, period = row["base_period"], row["period"]
    if not base:
        return "no base"
    named = {previous_period(period): "the period before", year_before(period): "the year before"}
    return named.get(base, base)
