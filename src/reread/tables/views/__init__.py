"""Views: questions people ask, answered in one row, defined once in SQL.

=======  ================================================================================================
view     one row per
=======  ================================================================================================
facts    fact: names, indicator, value and bounds, unit, days, words, sources, corrections, verdict
ranks    place on a list: the list, who ranks, names, words, sources, corrections, verdict
=======  ================================================================================================

A fact that is printed twice, or in a reprint, is one row. `is_default` marks the rows that one may add up and pivot:
one answer to each question, none that is deprecated, a target, or rests on a source of grade D alone.

`NAME.sql` holds the query, `NAME.json` the Table Schema of what it gives. The same SQL runs in DuckDB over typed tables
(`querying`), and here in SQLite, which comes with Python, over tables of text; what it cannot say is in tables that
`computed` makes. So a view is a `Table` like any other: its cells are text exactly as in the files, and it is loaded,
shown and validated like a table.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any

from ...findings import Problem
from ...package.csvtext import Parsed
from ...package.opening import Package
from ...package.table import Table
from .computed import rows

#: The views there are.
NAMES = ("facts", "ranks")

#: Tables a package may lack, and those of their columns that views look at. The views take them for empty then.
OPTIONAL = {"corrections": ("correction_id", "as_printed", "read_as"), "rankings": ("ranking_id", "title", "title_zh")}

#: The computed tables, and the tables that they are read from beside those of the view; a package may lack these.
_BEHIND = {
    "fact_rows": ("relations", "relation_terms", "derived", "ranking_entries", "rankings"),
    "rank_rows": ("relations", "relation_terms", "derived", "observations", "rankings"),
}

_COLUMNS = re.compile(r"\b[a-z_]+\.([a-z_0-9]+)")
_TABLES = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")


@cache
def sql(name: str) -> str:
    """The query behind the view `name`."""
    return files(__name__).joinpath(f"{name}.sql").read_text("utf-8")


@cache
def schema(name: str) -> dict[str, Any]:
    """The Table Schema of what the view `name` gives."""
    found: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text("utf-8"))
    return found


@cache
def tables_of(name: str) -> tuple[str, ...]:
    """The tables of the package that the query of the view `name` reads, in alphabetical order."""
    return tuple(sorted(set(_TABLES.findall(sql(name))) - _BEHIND.keys()))


@cache
def computed_of(name: str) -> str:
    """The computed table that the view `name` reads."""
    return next(table for table in _BEHIND if re.search(rf"\b{table}\b", sql(name)))


def rows_behind(package: Package, name: str) -> Table:
    """The computed table of the view `name`."""
    return rows(package, computed_of(name))


def missing_tables(package: Package, name: str) -> list[str]:
    """The tables that `package` would need for the view `name` and does not have; empty where the view can be had."""
    return [table for table in tables_of(name) if table not in package.tables and table not in OPTIONAL]


def view(package: Package, name: str) -> Table:
    """The view `name` of `package` as a table. What is wrong with the tables it reads becomes its own problem."""
    return Table(name, f"view {name}", schema(name), lambda: _read(package, name))


def _read(package: Package, name: str) -> Parsed:
    lacking = missing_tables(package, name)
    if lacking:
        found = f"no table {lacking[0]}"
        return Parsed(problems=[Problem("view", f"view {name}", found, "the tables that the view reads")])
    read = dict.fromkeys((*tables_of(name), *_BEHIND[computed_of(name)]))
    problems = [problem for table in read if table in package.tables for problem in package.tables[table].problems]
    if problems:
        return Parsed(problems=problems)
    connection = sqlite3.connect(":memory:")
    try:
        behind = rows_behind(package, name)
        _fill(connection, behind, behind.name, behind.header)
        for table in tables_of(name):
            _fill(connection, package.tables.get(table), table, _read_of(name))
        cursor = connection.execute(sql(name))
        header = tuple(column[0] for column in cursor.description)
        records = [(line, tuple([cell or "" for cell in row])) for line, row in enumerate(cursor, 2)]
    except (sqlite3.Error, KeyError, ValueError) as error:  # a package with other columns in tables of these names
        found = f"tables that do not fit the view: {error}"
        return Parsed(problems=[Problem("view", f"view {name}", found, "the columns that the view reads")])
    finally:
        connection.close()
    return Parsed(header, records)


@cache
def _read_of(name: str) -> frozenset[str]:
    """The columns that the query of the view `name` reads, of whatever table."""
    return frozenset(_COLUMNS.findall(sql(name)))


def _fill(connection: sqlite3.Connection, table: Table | None, name: str, read: Collection[str]) -> None:
    """Put the columns `read` of a table into SQLite, every cell as text; of one that is not there, an empty one."""
    header = table.header if table is not None else OPTIONAL[name]
    places = [place for place, column in enumerate(header) if not place or column in read]
    quoted = ", ".join('"' + header[place].replace('"', '""') + '" TEXT' for place in places)
    connection.execute(f'CREATE TABLE "{name}" ({quoted})')
    if table is not None:
        marks = ", ".join("?" * len(places))
        rows = ([row.cells[place] or None for place in places] for row in table.rows)
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    connection.execute(f'CREATE INDEX "{name}_key" ON "{name}" ("{header[0]}")')
