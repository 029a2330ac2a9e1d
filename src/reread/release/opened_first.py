"""The files of a bundle that a reader opens first: facts, places on lists and series, in words."""

from __future__ import annotations

from collections import defaultdict

from ..package import csvtext
from ..package.opening import Package
from ..package.table import Table
from ..tables import views

#: What each file holds.
WORDS = {
    "facts.csv": "Open this first: one row a fact, with names, period, bounds, source and verdict",
    "ranks.csv": "One row a place on a list, with names and edition",
    "series.csv": "The facts of which there are three points or more, in the order of time",
}
_OF_SERIES = ("entity_id", "indicator_id", "transformation", "sector_id", "ranking_id", "whole_entity_id", "unit_id")


def opened_first(pkg: Package) -> dict[str, bytes]:
    """The files by name; those of views for which the package lacks the tables are left out."""
    found = {}
    for name in ("facts", "ranks"):
        if not views.missing_tables(pkg, name):
            table = views.view(pkg, name)
            found[f"{name}.csv"] = csvtext.write([table.header, *(row.cells for row in table.rows)])
            if name == "facts":
                found["series.csv"] = csvtext.write([table.header, *_series(table)])
    return {name: text.encode("utf-8") for name, text in found.items()}


def _series(facts: Table) -> list[tuple[str, ...]]:
    """The default facts of every quantity that has three or more of them, by quantity and time."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for row in facts.rows:
        if row["is_default"] == "true" and row["period_start"]:
            groups[tuple(row.get(column) for column in _OF_SERIES)].append(row.cells)
    start = facts.places["period_start"]
    kept = (rows for _, rows in sorted(groups.items()) if len(rows) > 2)
    return [cells for rows in kept for cells in sorted(rows, key=lambda cells: cells[start])]
