"""Views: questions people ask, answered in one row, defined once in SQL.

=======  ================================================================================================
view     one row per
=======  ================================================================================================
facts    observation: names, indicator, value and bounds, unit, words, source, corrections, relations
ranks    entry of a ranking: the list, who ranks, names, place, words, source, corrections, relations
=======  ================================================================================================

`NAME.sql` holds the query, `NAME.json` the Table Schema of what it gives. The same SQL runs in DuckDB over typed tables
(`querying`), and here in SQLite, which comes with Python, over tables of text. So a view is a `Table` like any other:
its cells are text exactly as in the files, and it is loaded, shown and validated like a table.
"""

from __future__ import annotations

import json
import re
import sqlite3
from functools import cache
from importlib.resources import files
from typing import Any

from ...findings import Problem
from ...package.csvtext import Parsed
from ...package.opening import Package
from ...package.table import Table

__all__ = ["NAMES", "OPTIONAL", "missing_tables", "schema", "sql", "view"]

#: The views there are.
NAMES = ("facts", "ranks")

#: Tables a package may lack, and those of their columns that views look at. The views take them for empty then.
OPTIONAL = {
    "relations": ("relation_id", "expected"),
    "relation_terms": ("relation_id", "observation_id", "entry_id"),
    "corrections": ("correction_id", "as_printed", "read_as"),
}

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
    """The tables that the view `name` reads, in alphabetical order."""
    return tuple(sorted(set(_TABLES.findall(sql(name)))))


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
    problems = [
        problem for table in tables_of(name) if table in package.tables for problem in package.tables[table].problems
    ]
    if problems:
        return Parsed(problems=problems)
    connection = sqlite3.connect(":memory:")
    try:
        for table in tables_of(name):
            _fill(connection, package, table)
        cursor = connection.execute(sql(name))
        header = tuple(column[0] for column in cursor.description)
        records = [
            (line, tuple("" if cell is None else str(cell) for cell in row)) for line, row in enumerate(cursor, 2)
        ]
    except sqlite3.Error as error:  # a package with other columns in tables of these names
        found = f"tables that do not fit the view: {error}"
        return Parsed(problems=[Problem("view", f"view {name}", found, "the columns that the view reads")])
    finally:
        connection.close()
    return Parsed(header, records)


def _fill(connection: sqlite3.Connection, package: Package, name: str) -> None:
    """Put the table `name` into SQLite, every cell as text."""
    table = package.tables.get(name)
    columns = table.header if table is not None else OPTIONAL[name]
    quoted = ", ".join('"' + column.replace('"', '""') + '" TEXT' for column in columns)
    connection.execute(f'CREATE TABLE "{name}" ({quoted})')
    if table is not None:
        marks = ", ".join("?" * len(columns))
        rows = ([cell or None for cell in row.cells] for row in table.rows)
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    connection.execute(f'CREATE INDEX "{name}_key" ON "{name}" ("{columns[0]}")')
