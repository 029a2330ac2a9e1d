"""One quantity of one entity over time, without joining what does not belong together.

A series holds statements of exactly one entity (perimeter), one indicator (definition), one transformation, sector and
list, one unit, for shares one whole, one coverage, and one answer for each period: the preferred one, else the most
precise of those that agree. Where answers differ and none is preferred, the point has no value, and bounds that hold
them all. Whatever is left out is said; so is every point that is not quite comparable with the one before it, and a
break that a source tells of begins a new segment.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reread.charts import series_chart
from reread.console import columns, hung
from reread.findings import CannotRun, shown
from reread.grid import Grid, preview
from reread.package.opening import Package
from reread.package.renamed import told
from reread.package.table import Row
from reread.tables.columns import Column, cell_text, opened
from reread.tables.records import build

from .points import Point, asked, ids, points_of
from .resolve import resolve

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from . import EntityId, IndicatorId, RankingId, UnitId

__all__ = ["NoSeries", "Point", "Series", "SeriesWarning", "series"]

#: Coverages beside the usual one, in words.
_COVERAGE: Final = {
    "whole": "of whole periods",
    "to_date": "of a part of the period, printed before it was over",
    "target": "targets and what was expected, no outcomes",
}


class NoSeries(CannotRun, LookupError):
    """There is no such entity or indicator, no statement of it, or no telling which of several series is meant."""


class SeriesWarning(UserWarning):
    """Statements were left out of a series, or answers to one question differ."""


#: The types of the columns of a series that are no text.
_TYPES: Final = {
    **{"start": "date", "end": "date", "value": "number", "lower": "number", "upper": "number"},
    **{"disputed": "boolean", "segment": "integer"},
}
#: What a person is shown of a point.
_SHOWN: Final = ["period", "value", "lower", "upper", "unit_id", "observation_id", "others", "breaks"]


@dataclass(frozen=True, slots=True)
class Series:
    """The points by period, and what a reader must know of them: definition, caveat, `notes` on what is left out or
    known to be missing."""

    entity_id: str
    entity_name: str
    indicator_id: str
    indicator_name: str
    transformation: str
    sector_id: str | None
    ranking_id: str | None
    definition: str
    caveat: str
    measure: str
    unit_id: str
    whole_entity_id: str | None
    coverage: str
    points: tuple[Point, ...]
    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    def to_pandas(self, decimals: str = "float") -> pd.DataFrame:
        """A frame of pandas, one row per point; `others` and `breaks` as text, the rest of the series in its attrs.
        Numbers are floats, ready to plot; with `decimals="decimal"` they keep every digit, as the points do."""
        frame: pd.DataFrame = self._into("pandas", decimals)
        return frame

    def to_polars(self, decimals: str = "float") -> pl.DataFrame:
        """A frame of Polars, one row per point; `others` and `breaks` as text; `decimals` as in `to_pandas`."""
        frame: pl.DataFrame = self._into("polars", decimals)
        return frame

    def to_pyarrow(self, decimals: str = "float") -> pa.Table:
        """An Arrow table, one row per point; `others` and `breaks` as text, the rest of the series in its metadata;
        `decimals` as in `to_pandas`."""
        frame: pa.Table = self._into("pyarrow", decimals)
        return frame

    def _into(self, into: str, decimals: str) -> Any:
        names = [field.name for field in fields(Point)]
        cells = {name: [_joined(getattr(point, name)) or None for point in self.points] for name in names}
        columns = [Column(name, _TYPES.get(name, "string"), cells[name]) for name in names]
        about = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "points"}
        return build("series", columns, into, decimals, {**about, "notes": list(self.notes), "columns": {}})

    def plot(self) -> Any:
        """An Altair chart: bounds as bars, a line only where points are comparable. Needs the extra `plot`."""
        return series_chart(map(asdict, self.points), f"{self.indicator_name}, {self.entity_name}", self.unit_id)

    def to_grid(self) -> Grid:
        """One row per point, every value as text."""
        return self._grid([field.name for field in fields(Point)])

    def _grid(self, names: list[str]) -> Grid:
        rows = [[_joined(getattr(point, name)) for name in names] for point in self.points]
        return Grid(names, [_TYPES.get(name, "string") for name in names], rows)

    def __str__(self) -> str:
        body = preview(self._grid(_SHOWN))
        wide = columns(sys.stdout, unknown=sys.maxsize)
        notes = "".join(f"\n{line}" for note in self.notes for line in hung("- ", note, wide))
        transformation = "" if self.transformation == "level" else self.transformation
        what = ", ".join(filter(None, (self.indicator_name, transformation, self.sector_id, self.ranking_id)))
        return f"{self.entity_name}: {what}\n\n{body}{notes}".rstrip("\n")


def _joined(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else cell_text(value)


def series(
    entity: EntityId | str,
    indicator: IndicatorId | str,
    transformation: str = "level",
    sector: EntityId | str | None = None,
    *,
    ranking: RankingId | str | None = None,
    unit: UnitId | str | None = None,
    whole: EntityId | IndicatorId | str | None = None,
    coverage: str = "whole",
    package: Package | Path | str | None = None,
) -> Series:
    """The statements on `indicator` of `entity` over time, one for each period, sorted.

    `transformation` is level, growth, share, change or multiple; `sector` and `ranking` narrow the indicator to an
    industry or to the members of a list. Of several answers to one question the preferred one is taken, else the most
    precise of those that agree, and the others are named; where they differ the point is `disputed` and has no value.
    Deprecated statements, and those that rest on a source of grade D, never stand in a series. `coverage` is whole,
    to_date (parts of periods that were not over) or target; what has another is left out, with a `SeriesWarning`.
    Without `unit` the indicator's own is taken; statements in other units are named, not converted. A share can be of
    several wholes: then `whole` must name one, an entity or an indicator.

    An id of an earlier version stands for what it is called now, with a `RenamedId` warning.

    Raises `NoSeries` (a LookupError) for unknown ids, without any statement, or where it must be said which of several
    sectors, lists, wholes or units is meant.

    >>> found = series("guangzhou", "industry_output_value", sector="it-industry")
    >>> [(point.period, point.value, point.lower, point.upper, point.unit_id) for point in found]
    [('2016', Decimal('300000000000'), Decimal('299500000000'), Decimal('300500000000'), 'CNY')]
    >>> found.points[0].others
    ('govcn-2017-12-08.o03',)
    >>> print(*found.notes, sep=chr(10))
    left out, in USD: govcn-2017-12-08.o04
    2016: govcn-2017-12-08.o11 (preferred) stands for govcn-2017-12-08.o03 too
    """
    pkg = opened(package)
    who, what = _known(pkg, "entities", entity), _known(pkg, "indicators", indicator)
    rows = pkg.table("observations").index("entity_id", "indicator_id").get(f"{who.key}|{what.key}", [])
    if not rows:
        there = sorted({row["indicator_id"] for row in pkg.table("observations").rows if row["entity_id"] == who.key})
        hint = f"There are statements on {', '.join(there)}." if there else "There are no statements with values of it."
        raise NoSeries(f"no statement on {what.key} of {who.key}", hint)
    notes: list[str] = []
    said = f"with the transformation {shown(transformation)}"
    rows = _narrowed(rows, "transformation", transformation, said, "with {}.")
    for column, noun, name, wanted in (
        ("sector_id", "sector", "sector", sector),
        ("ranking_id", "list", "ranking", ranking),
    ):
        said = f"of the {noun} {shown(wanted)}" if wanted else f"that is of no {noun}"
        rows = _narrowed(rows, column, wanted or "", said, "of {}: name one as " + f"{name}.")
    rows = _without([row for row in rows if not row["period"]], rows, "of unknown time", notes)
    rows = _in_one_unit(rows, unit, what["unit_id"], transformation, notes)
    rows = _of_one_whole(rows, whole, notes)
    rows, doubts = _covered(rows, coverage)
    weak = {row.key for row in pkg.table("sources").rows if row["grade"] == "D"}
    rows = _without([row for row in rows if row["source_id"] in weak], rows, "of a source of grade D", notes)
    points = points_of(asked(rows, what["measure"]), what["measure"], pkg, notes)
    doubts += [f"{p.period}: {', '.join(p.others)} differ and none is preferred" for p in points if p.disputed]
    notes += doubts
    for row in pkg.table("known_gaps").rows:
        if (row["entity_id"], row["indicator_id"]) == (who.key, what.key):
            where = f" Where to look: {row['where_to_look']}" if row["where_to_look"] else ""
            notes.append(f"known to be missing, {row['period'] or 'at all times'}: {row['reason']}{where}")
    for doubt in doubts:
        warnings.warn(f"{who.key}, {what.key}: {doubt}", SeriesWarning, stacklevel=2)
    return Series(
        entity_id=who.key,
        entity_name=who["name_en"],
        indicator_id=what.key,
        indicator_name=what["name"],
        transformation=transformation,
        sector_id=sector or None,
        ranking_id=ranking or None,
        definition=what["definition"],
        caveat=what["caveat"],
        measure=what["measure"],
        unit_id=points[0].unit_id if points else unit or what["unit_id"],
        whole_entity_id=next((row["whole_entity_id"] for row in rows if row["whole_entity_id"]), None),
        coverage=coverage,
        points=tuple(points),
        notes=tuple(notes),
    )


def _known(pkg: Package, table: str, key: str) -> Row:
    row = told(pkg, table, key, stacklevel=3)
    if row is not None:
        return row
    if table == "entities":
        kind, close = "entity", [match.entity_id for match in resolve(key, pkg, limit=3)]
    else:
        names = {row[of].casefold(): row.key for row in pkg.table(table).rows for of in ("indicator_id", "name")}
        near = get_close_matches(key.casefold(), names, n=3, cutoff=0.6)
        kind, close = "indicator", list(dict.fromkeys(map(names.__getitem__, near)))
    hint = f"Did you mean {' or '.join(close)}?" if close else f"cnii show {table} lists them."
    raise NoSeries(f"no {kind} has the id {shown(key)}", hint)


# --- what belongs together ---


def _narrowed(rows: list[Row], column: str, wanted: str, said: str, there_are: str) -> list[Row]:
    """The rows with `wanted` in a column; without any it is `said` which are missing, and which there are."""
    kept = [row for row in rows if row[column] == wanted]
    if not kept:
        there = ", ".join(sorted({row[column] or "none" for row in rows}))
        raise NoSeries(f"no statement {said}", f"There are some {there_are.format(there)}")
    return kept


def _without(left: list[Row], rows: list[Row], why: str, notes: list[str]) -> list[Row]:
    """The rows but those that are left out, with a note of them."""
    if left:
        notes.append(f"left out, {why}: {ids(left)}")
    return [row for row in rows if row not in left]


def _in_one_unit(rows: list[Row], unit: str | None, own: str, transformation: str, notes: list[str]) -> list[Row]:
    units = sorted({row["unit_id"] for row in rows})
    wanted = unit or (own if transformation == "level" or own in units or len(units) > 1 else "".join(units))
    if units and wanted not in units:
        raise NoSeries(f"no statement in {wanted}", f"There are some in {', '.join(units)}: name one as unit.")
    for other in units:
        rows = _without([row for row in rows if row["unit_id"] == other != wanted], rows, f"in {other}", notes)
    return rows


def _of_one_whole(rows: list[Row], whole: str | None, notes: list[str]) -> list[Row]:
    columns = ("whole_entity_id", "whole_indicator_id")
    wholes = sorted({tuple(row[column] for column in columns) for row in rows})
    there = ", ".join(" and ".join(filter(None, each)) or "nothing" for each in wholes)
    kept = [each for each in wholes if whole is None or whole in each]
    if rows and not kept:
        raise NoSeries(f"no share of {whole}", f"There are shares of {there}.")
    if len(kept) > 1:
        raise NoSeries("the shares are of different wholes", f"Name one as whole: {there}.")
    left = [row for row in rows if tuple(row[column] for column in columns) not in kept]
    return _without(left, rows, "of another whole", notes)


def _covered(rows: list[Row], coverage: str) -> tuple[list[Row], list[str]]:
    """The rows of one coverage, and what is to be said of the others."""
    if coverage not in _COVERAGE:
        raise NoSeries(f"coverage={coverage!r} is not known", f"Choose {' or '.join(map(repr, _COVERAGE))}.")
    doubts = []
    for other, words in _COVERAGE.items():
        left = [row for row in rows if row["coverage"] == other != coverage and row["preference"] != "deprecated"]
        if left:
            doubts.append(f"left out (coverage={other!r} has them), {words}: {ids(left)}")
    return [row for row in rows if row["coverage"] == coverage], doubts
