"""One quantity of one entity over time, without joining what does not belong together.

A series holds statements of exactly one entity (perimeter), one indicator (definition), one unit, for shares one whole,
and one answer for each period: the preferred one. Whatever is left out is said, and so is every point that is not quite
comparable with the one before it.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reread.findings import CannotRun, shown
from reread.grid import Grid, preview
from reread.package.opening import Package
from reread.package.renamed import told
from reread.package.table import Row
from reread.reading.periods import period_span, previous_period, year_before
from reread.tables.columns import Column, cell_text, opened
from reread.tables.frames import build

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from . import EntityId, IndicatorId, UnitId

__all__ = ["NoSeries", "Point", "Series", "SeriesWarning", "series"]

#: Statuses of SDMX that are no plain observations, in words.
_STATUS = {
    "P": "provisional: printed before the period was over",
    "F": "a forecast or target, printed before the period",
}


class NoSeries(CannotRun, LookupError):
    """There is no such entity or indicator, no statement of it, or no telling which of several series is meant."""

    def __str__(self) -> str:
        return f"{self.message}. {self.fix}"


class SeriesWarning(UserWarning):
    """Statements were left out of a series, or stand in it with a reservation."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series: `start` and `end` are its first and last day, `value` is in `unit_id`.

    `others` are ids of further statements on the same question; `breaks` say why the point is not quite comparable
    with the one before. The `observation_id` leads to everything else (`why`).
    """

    period: str
    start: date
    end: date
    value: Decimal
    lower: Decimal | None
    upper: Decimal | None
    unit_id: str
    qualifier: str
    obs_status: str
    base_period: str | None
    preference: str
    observation_id: str
    source_id: str
    others: tuple[str, ...]
    breaks: tuple[str, ...]


#: The types of the columns of a series that are no text.
_TYPES = {"start": "date", "end": "date", "value": "number", "lower": "number", "upper": "number"}


@dataclass(frozen=True, slots=True)
class Series:
    """The points by period, and what a reader must know of them: definition, caveat, `notes` on what is left out."""

    entity_id: str
    entity_name: str
    indicator_id: str
    indicator_name: str
    definition: str
    caveat: str
    measure: str
    unit_id: str
    whole_entity_id: str | None
    points: tuple[Point, ...]
    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    def to_pandas(self) -> pd.DataFrame:
        """A frame of pandas, one row per point; `others` and `breaks` as text, the rest of the series in its attrs."""
        frame: pd.DataFrame = self._into("pandas")
        return frame

    def to_polars(self) -> pl.DataFrame:
        """A frame of Polars, one row per point; `others` and `breaks` as text."""
        frame: pl.DataFrame = self._into("polars")
        return frame

    def to_pyarrow(self) -> pa.Table:
        """An Arrow table, one row per point; `others` and `breaks` as text, the rest of the series in its metadata."""
        frame: pa.Table = self._into("pyarrow")
        return frame

    def _into(self, into: str) -> Any:
        names = [field.name for field in fields(Point)]
        cells = {name: [_joined(getattr(point, name)) or None for point in self.points] for name in names}
        columns = [Column(name, _TYPES.get(name, "string"), cells[name]) for name in names]
        about = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "points"}
        return build("series", columns, into, "decimal", {**about, "notes": list(self.notes), "columns": {}})

    def to_grid(self) -> Grid:
        """One row per point, every value as text."""
        names = [field.name for field in fields(Point)]
        rows = [[_joined(getattr(point, name)) for name in names] for point in self.points]
        return Grid(names, [_TYPES.get(name, "string") for name in names], rows)

    def __str__(self) -> str:
        header = ["period", "value", "lower", "upper", "unit_id", "observation_id", "others", "breaks"]
        types = ["string", "number", "number", "number", "string", "string", "string", "string"]
        rows = [tuple(_joined(getattr(point, name)) for name in header) for point in self.points]
        body = preview(Grid(header, types, rows))
        notes = "".join(f"\n- {note}" for note in self.notes)
        return f"{self.entity_name}: {self.indicator_name}\n\n{body}{notes}".rstrip("\n")


def _joined(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else cell_text(value)


def series(
    entity: EntityId | str,
    indicator: IndicatorId | str,
    *,
    unit: UnitId | str | None = None,
    whole: EntityId | str | None = None,
    include: Collection[str] = (),
    package: Package | Path | str | None = None,
) -> Series:
    """The statements on `indicator` of `entity` over time, one for each period, sorted.

    Of several answers to one question the preferred one is taken, and the others are named. Deprecated statements never
    stand in a series; provisional ones (obs_status P) and targets (F) only when `include` names their status; either
    way a `SeriesWarning` says so. Without `unit` the indicator's own is taken; statements in other units are named, not
    converted. A share can be of several wholes: then `whole` must name one.

    An id of an earlier version stands for what it is called now, with a `RenamedId` warning.

    Raises `NoSeries` (a LookupError) for unknown ids, without any statement, or where `whole` or `unit` must be named.

    >>> found = series("it-industry-guangzhou", "industry_output_value")
    >>> [(point.period, point.value, point.lower, point.upper, point.unit_id) for point in found]
    [('2016', Decimal('300000000000'), Decimal('299500000000'), Decimal('300500000000'), 'CNY')]
    >>> found.points[0].others
    ('chinadaily-2017-12-08.o03',)
    >>> print(*found.notes, sep="\\n")
    left out, in USD: chinadaily-2017-12-08.o04
    2016: chinadaily-2017-12-08.o11 (preferred) stands for chinadaily-2017-12-08.o03 too
    """
    pkg = opened(package)
    who, what = _known(pkg, "entities", entity), _known(pkg, "indicators", indicator)
    entity, indicator = who.key, what.key
    whole = _known(pkg, "entities", whole).key if whole else None
    rows = [r for r in pkg.table("observations").rows if r["entity_id"] == entity and r["indicator_id"] == indicator]
    if not rows:
        raise NoSeries(f"no statement on {indicator} of {entity}", _measured(pkg, entity))
    notes: list[str] = []
    rows = _timed(rows, notes)
    rows = _in_one_unit(rows, unit, what, notes)
    rows = _of_one_whole(rows, whole, notes)
    rows, doubts = _settled(rows, set(include))
    points = _points(_chosen(rows, notes), what["measure"], pkg)
    notes += doubts
    for doubt in doubts:
        warnings.warn(f"{entity}, {indicator}: {doubt}", SeriesWarning, stacklevel=2)
    return Series(
        entity_id=entity,
        entity_name=who["name_en"],
        indicator_id=indicator,
        indicator_name=what["name"],
        definition=what["definition"],
        caveat=what["caveat"],
        measure=what["measure"],
        unit_id=points[0].unit_id if points else unit or what["unit_id"],
        whole_entity_id=whole or next((row["whole_entity_id"] for row in rows if row["whole_entity_id"]), None),
        points=tuple(points),
        notes=tuple(notes),
    )


def _known(pkg: Package, table: str, key: str) -> Row:
    row = told(pkg, table, key, stacklevel=3)
    if row is not None:
        return row
    kind = "entity" if table == "entities" else "indicator"
    raise NoSeries(f"no {kind} has the id {shown(key)}", _hint(pkg, table, key))


def _hint(pkg: Package, table: str, key: str) -> str:
    if table == "entities":
        from .resolve import resolve

        close = [match.entity_id for match in resolve(key, pkg, limit=3)]
    else:
        names = {
            row[column].casefold(): row.key for row in pkg.table(table).rows for column in ("indicator_id", "name")
        }
        close = list(dict.fromkeys(names[n] for n in get_close_matches(key.casefold(), names, n=3, cutoff=0.6)))
    return f"Did you mean {' or '.join(close)}?" if close else f"cnii show {table} lists them."


def _measured(pkg: Package, entity: str) -> str:
    found = sorted({row["indicator_id"] for row in pkg.table("observations").rows if row["entity_id"] == entity})
    return f"There are statements on {', '.join(found)}." if found else "There are no statements with values of it."


def _ids(rows: Collection[Row]) -> str:
    return ", ".join(row.key for row in rows)


def _timed(rows: list[Row], notes: list[str]) -> list[Row]:
    timeless = [row for row in rows if not row["period"]]
    if timeless:
        notes.append(f"left out, of unknown time: {_ids(timeless)}")
    return [row for row in rows if row["period"]]


def _in_one_unit(rows: list[Row], unit: str | None, indicator: Row, notes: list[str]) -> list[Row]:
    wanted = unit or indicator["unit_id"]
    kept = [row for row in rows if row["unit_id"] == wanted]
    others = [row for row in rows if row["unit_id"] != wanted]
    if others and not kept:
        units = sorted({row["unit_id"] for row in others})
        raise NoSeries(f"no statement in {wanted}", f"There are some in {', '.join(units)}: name one as unit.")
    for other in sorted({row["unit_id"] for row in others}):
        notes.append(f"left out, in {other}: {_ids([row for row in others if row['unit_id'] == other])}")
    return kept


def _of_one_whole(rows: list[Row], whole: str | None, notes: list[str]) -> list[Row]:
    wholes = sorted({row["whole_entity_id"] for row in rows})
    if whole is None:
        if len(wholes) > 1:
            raise NoSeries("the shares are of different wholes", f"Name one as whole: {', '.join(wholes)}.")
        return rows
    kept = [row for row in rows if row["whole_entity_id"] == whole]
    if rows and not kept:
        raise NoSeries(f"no share of {whole}", f"There are shares of {', '.join(filter(None, wholes)) or 'nothing'}.")
    left = [row for row in rows if row["whole_entity_id"] != whole]
    if left:
        notes.append(f"left out, of another whole: {_ids(left)}")
    return kept


def _settled(rows: list[Row], include: set[str]) -> tuple[list[Row], list[str]]:
    """The rows of settled status and those of the statuses in `include`; and what is to be said of the unsettled."""
    doubts = []
    for status, words in _STATUS.items():
        unsettled = [row for row in rows if row["obs_status"] == status and row["preference"] != "deprecated"]
        if unsettled:
            verb = "stands in it" if status in include else f"left out (include={status!r} takes it in)"
            doubts.append(f"{verb}, {words}: {_ids(unsettled)}")
    return [row for row in rows if row["obs_status"] not in _STATUS or row["obs_status"] in include], doubts


def _chosen(rows: list[Row], notes: list[str]) -> list[tuple[Row, tuple[str, ...]]]:
    """One row for each period and base, with the ids of those it was chosen from."""
    questions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        questions[(row["period"], row["base_period"])].append(row)
    found = []
    for (period, _), answers in questions.items():
        usable = [row for row in answers if row["preference"] != "deprecated"]
        if not usable:
            notes.append(f"left out, {period} has deprecated statements only: {_ids(answers)}")
            continue
        preferred = [row for row in usable if row["preference"] == "preferred"]
        best = min(preferred or usable, key=lambda row: row.key)
        others = tuple(row.key for row in answers if row is not best)
        values = {Decimal(row["value"]) for row in usable}
        if others and not preferred and len(values) > 1:
            # Rule X501 forbids this; a package that breaks it gets no answer that looks settled.
            raise NoSeries(f"{period}: {_ids(usable)} differ and none is preferred", "Mark one of them preferred.")
        if others:
            notes.append(f"{period}: {best.key} ({best['preference']}) stands for {', '.join(others)} too")
        found.append((best, others))
    return sorted(found, key=lambda item: (period_span(item[0]["period"]), item[0]["base_period"]))


def _points(chosen: list[tuple[Row, tuple[str, ...]]], measure: str, pkg: Package) -> list[Point]:
    points: list[Point] = []
    before: Row | None = None
    for row, others in chosen:
        start, end = period_span(row["period"])
        points.append(
            Point(
                period=row["period"],
                start=start,
                end=end,
                value=Decimal(row["value"]),
                lower=Decimal(row["lower"]) if row["lower"] else None,
                upper=Decimal(row["upper"]) if row["upper"] else None,
                unit_id=row["unit_id"],
                qualifier=row["qualifier"],
                obs_status=row["obs_status"],
                base_period=row["base_period"] or None,
                preference=row["preference"],
                observation_id=row.key,
                source_id=row["source_id"],
                others=others,
                breaks=tuple(_breaks(before, row, measure, pkg)),
            )
        )
        before = row
    return points


def _breaks(before: Row | None, row: Row, measure: str, pkg: Package) -> Iterator[str]:
    """Why a point is not quite comparable with the one before it."""
    if before is None:
        return
    if row["obs_status"] == "B":
        yield "marked as a break in the series"
    kinds = [_kind(each["period"]) for each in (before, row)]
    if measure not in ("stock", "count", "index") and kinds[0] != kinds[1]:
        yield f"a {kinds[1]} after a {kinds[0]}"
    bases = [_base(each) for each in (before, row)]
    if bases[0] != bases[1]:
        yield f"against {bases[1]}, not {bases[0]}"
    writers = [_writer(each, pkg) for each in (before, row)]
    if writers[0] != writers[1]:
        yield f"told by {writers[1]}, not {writers[0]}"


def _kind(period: str) -> str:
    if "/" in period:
        start, end = period_span(period)
        return f"span of {(end - start).days + 1} days"
    if "Q" in period or "S" in period:
        return "quarter" if "Q" in period else "half-year"
    return {4: "year", 7: "month", 10: "day"}[len(period)]


def _base(row: Row) -> str:
    base, period = row["base_period"], row["period"]
    if not base:
        return "no base"
    if base == year_before(period):
        return "the year before"
    return "the period before" if base == previous_period(period) else base


def _writer(row: Row, pkg: Package) -> str:
    """Who wrote the text: the outlet it was taken over from, else the publisher."""
    source = pkg.table("sources").get(row["source_id"])
    return (source.get("original_publisher_id") or source["publisher_id"]) if source else row["source_id"]
