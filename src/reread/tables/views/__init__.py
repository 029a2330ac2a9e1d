"""Views: questions people ask, answered in one row, defined once in SQL.

`facts` has one row per fact (names, indicator, value and bounds, unit, days, words, sources, corrections, verdict),
`ranks` one per place on a list. A fact that is printed twice, or in a reprint, is one row. `is_default` marks the rows
that one may add up and pivot: one answer to each question, none that is deprecated, a target, or rests on a source of
grade D alone.

`NAME.sql` holds the query, `NAME.json` the Table Schema of what it gives. The same SQL runs in DuckDB over typed tables
(`querying`), and here in SQLite, which comes with Python, over tables of text; what SQL cannot say in every engine is
in computed tables, which a database that is filled from a package gets too: `fact_rows` with a row for each fact among
the observations, `rank_rows` with one for each among the entries of lists. So a view is a `Table` like any other: its
cells are text exactly as in the files, and it is loaded, shown and validated like a table.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from ...findings import Problem
from ...package.csvtext import Parsed
from ...package.opening import Package
from ...package.table import Table
from ...reading.errors import ReadingError
from ...reading.periods import period_span
from ...relations.standing import standings, worst
from ...statements.answers import Fact, facts
from ...statements.view import PARTS

#: The views there are.
NAMES = ("facts", "ranks")

#: Tables a package may lack, and those of their columns that views look at. The views take them for empty then.
OPTIONAL = {"corrections": ("correction_id", "as_printed", "read_as"), "rankings": ("ranking_id", "title", "title_zh")}

#: Computed table -> the table that its rows come from, and the tables that it looks into; a package may lack these.
COMPUTED: Final = {"fact_rows": "observations", "rank_rows": "ranking_entries"}
_BEHIND: Final = ("relations", "relation_terms", "derived", "observations", "ranking_entries", "rankings")
#: What kinds of periods there are.
FREQUENCIES: Final = ("year", "half_year", "quarter", "month", "day", "span")

_COLUMNS = re.compile(r"\b[a-z_]+\.([a-z_0-9]+)")
_TABLES = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")


@cache
def sql(name: str) -> str:
    """The query behind the view `name`."""
    return files(__name__).joinpath(f"{name}.sql").read_text("utf-8")


@cache
def schema(name: str) -> dict[str, Any]:
    """The Table Schema of what the view `name` gives; "computed": of the computed tables, as far as engines need it."""
    found: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text("utf-8"))
    return found


@cache
def tables_of(name: str) -> tuple[str, ...]:
    """The tables of the package that the query of the view `name` reads, in alphabetical order."""
    return tuple(sorted(set(_TABLES.findall(sql(name))) - COMPUTED.keys()))


def rows_behind(package: Package, name: str) -> Table:
    """The computed table that the view `name` reads; worked out once. Raises KeyError where a table lacks a column."""
    behind = next(table for table in COMPUTED if re.search(rf"\b{table}\b", sql(name)))
    found: Table = package.once(behind, lambda: _computed(package, behind))
    return found


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
    read = dict.fromkeys((*tables_of(name), *_BEHIND))
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


def _computed(package: Package, name: str) -> Table:
    about = f"Facts of {COMPUTED[name]}, computed: what the views join to the tables."
    found = {"name": name, "description": about, **schema("computed")}
    header = tuple(field["name"] for field in found["fields"])
    records = [(line, _cells(package, fact)) for line, fact in enumerate(facts(package, COMPUTED[name]), 2)]
    return Table(name, f"view {name}", found, lambda: Parsed(header, records))


def _cells(package: Package, fact: Fact) -> tuple[str, ...]:
    row = fact.row
    standing = worst([standings(package)[one.key] for one in fact.rows])
    sources = sorted({one["source_id"] for one in fact.rows})
    if row.table.name == "observations":
        period = row["period"]
    else:
        times = (package.table("rankings").cell(row["ranking_id"], column) for column in ("data_period", "edition"))
        period = next(filter(None, times), "")
    return (
        row.key,
        " ".join(sorted(one.key for one in fact.rows)),
        str(len(sources)),
        " ".join(sources),
        "true" if fact.default else "false",
        str(fact.others),
        str(len(standing.tested)),
        standing.verdict,
        " ".join(standing.by),
        " ".join(part.replace(" ", "_") for part, column in PARTS[row.table.name].items() if row.get(column)),
        *_when(period),
    )


def frequency(period: str) -> str:
    """What kind of period it is; "" for none.

    >>> frequency("2021"), frequency("2022-S1"), frequency("2022-04/2022-06"), frequency("2021-12-31")
    ('year', 'half_year', 'span', 'day')
    """
    return _when(period)[2]


@lru_cache(10_000)
def _when(period: str) -> tuple[str, str, str]:
    """The first and last day of a period, and what kind it is."""
    try:
        first, last = period_span(period)
    except ReadingError:
        return "", "", ""
    signs = {"/": "span", "Q": "quarter", "S": "half_year"}
    kinds = [kind for sign, kind in signs.items() if sign in period]
    return first.isoformat(), last.isoformat(), (kinds or [{4: "year", 7: "month", 10: "day"}[len(period)]])[0]
