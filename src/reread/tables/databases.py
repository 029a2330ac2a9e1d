"""Columns of text in databases: DuckDB with exact types, SQLite as a file for anybody.

=========  =====================  ===========================================================
type       DuckDB                 SQLite
=========  =====================  ===========================================================
string     VARCHAR                TEXT
integer    BIGINT                 INTEGER
number     DECIMAL(38, s)         NUMERIC: a whole number or a binary floating point that
                                  reads back as the same digits; anything longer is refused
boolean    BOOLEAN                TEXT, true or false
date       DATE                   TEXT, YYYY-MM-DD
=========  =====================  ===========================================================
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..package.opening import Package
from ..package.table import Table
from . import views
from .about import metadata
from .columns import CannotLoad, Column, columns_of, known_names, opened, places

if TYPE_CHECKING:
    import duckdb

__all__ = ["CLOSED", "add_to_duckdb", "computed", "fill_duckdb", "fill_sqlite", "quoted", "relation", "to_sqlite"]

_DUCKDB_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
_SQLITE_TYPES = {"integer": "INTEGER", "number": "NUMERIC"}
_INT64 = 1 << 63

#: A database that reads and writes nothing but its own memory: no files, no network, no extensions from elsewhere.
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def quoted(name: str) -> str:
    """`name` as an identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _key(columns: Sequence[Column], key: Sequence[str]) -> str:
    names = {column.name for column in columns}
    return f", PRIMARY KEY ({', '.join(map(quoted, key))})" if key and names.issuperset(key) else ""


def add_to_duckdb(
    connection: duckdb.DuckDBPyConnection, name: str, columns: list[Column], decimals: str, about: dict[str, Any]
) -> None:
    """Make the table `name` in DuckDB, with titles of table and columns as comments."""
    types = [_duckdb_type(column, decimals) for column in columns]
    defined = ", ".join(f"{quoted(column.name)} {type_}" for column, type_ in zip(columns, types, strict=True))
    connection.execute(f"CREATE TABLE {quoted(name)} ({defined})")
    if columns and columns[0].cells:
        # As lists of text, cast to types that the cells were checked against: one statement, and nothing is inferred.
        casts = ", ".join(f"CAST(unnest(${at}::VARCHAR[]) AS {type_})" for at, type_ in enumerate(types, 1))
        connection.execute(f"INSERT INTO {quoted(name)} SELECT {casts}", [column.cells for column in columns])
    comments = [f"COMMENT ON TABLE {quoted(name)} IS {_literal(str(about.get('description') or ''))}"]
    for column in columns:
        said = about["columns"].get(column.name, {}).get("description")
        if said:
            comments.append(f"COMMENT ON COLUMN {quoted(name)}.{quoted(column.name)} IS {_literal(said)}")
    connection.execute("; ".join(comments))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _duckdb_type(column: Column, decimals: str) -> str:
    if column.type == "number":
        return {"decimal": f"DECIMAL(38, {places(column)})", "float": "DOUBLE", "text": "VARCHAR"}[decimals]
    return _DUCKDB_TYPES[column.type]


def fill_duckdb(connection: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Make every table and view of `package` in DuckDB. Raises `CannotLoad` for a cell that is not of its type."""
    for name, table in package.tables.items():
        add_to_duckdb(connection, name, list(columns_of(table)), "decimal", metadata(name, package=package))
    for table in computed(package):
        about = {"description": table.schema["description"], "columns": {}}
        add_to_duckdb(connection, table.name, list(columns_of(table)), "decimal", about)
    _add_views(connection.execute, package)


def computed(package: Package) -> list[Table]:
    """The computed tables that the views of `package` read."""
    return [views.rows_behind(package, name) for name in known_names(package) if name not in package.tables]


def fill_sqlite(connection: sqlite3.Connection, package: Package) -> None:
    """Make every table and view of `package` in SQLite. Raises `CannotLoad` as `to_sqlite` does."""
    for table in (*package.tables.values(), *computed(package)):
        name, columns = table.name, list(columns_of(table))
        defined = ", ".join(f"{quoted(column.name)} {_SQLITE_TYPES.get(column.type, 'TEXT')}" for column in columns)
        connection.execute(f"CREATE TABLE {quoted(name)} ({defined}{_key(columns, table.key_columns)})")
        values = [_sqlite_values(column, name) for column in columns]
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", zip(*values, strict=True))
    _add_views(connection.execute, package)


def _add_views(execute: Callable[[str], object], package: Package) -> None:
    """Make the views, and empty tables in the place of those that a package may lack."""
    for name in known_names(package):
        if name in package.tables:
            continue
        for lacking in (table for table in views.tables_of(name) if table not in package.tables):
            columns = ", ".join(f"{quoted(column)} VARCHAR" for column in views.OPTIONAL[lacking])
            execute(f"CREATE TABLE IF NOT EXISTS {quoted(lacking)} ({columns})")
        execute(f"CREATE VIEW {quoted(name)} AS {views.sql(name)}")


def _sqlite_values(column: Column, table: str) -> list[str | int | float | None]:
    if column.type not in _SQLITE_TYPES:
        return list(column.cells)
    return [None if cell is None else _sqlite_number(cell, f"{table}.{column.name}") for cell in column.cells]


def _sqlite_number(cell: str, place: str) -> int | float:
    exact = Decimal(cell)
    if exact == exact.to_integral_value() and -_INT64 <= exact < _INT64:
        return int(exact)
    near = float(cell)
    if Decimal(repr(near)) != exact or (near.is_integer() and abs(near) >= _INT64):
        raise CannotLoad(
            f"{place}: SQLite cannot hold {cell} without rounding it", "Use DuckDB, which has exact decimals."
        )
    return near


def to_sqlite(path: str | Path, *, package: Package | Path | str | None = None) -> Path:
    """Write every table and view into a new SQLite file at `path`, and return the path.

    Numbers that SQLite would round are refused, not rounded. Raises `CannotLoad` (a ValueError) for those, for a file
    that is there already, and as `load` does.

    >>> import sqlite3, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     connection = sqlite3.connect(to_sqlite(f"{folder}/cnii.sqlite"))
    ...     rows = connection.execute("SELECT value, unit_id FROM facts WHERE value_quote = '38.2 percent'").fetchall()
    ...     connection.close()
    >>> rows
    [(38.2, 'percent')]
    """
    target = Path(path)
    if target.exists():
        raise CannotLoad(f"{target} is there already", "Remove it, or name another file.")
    pkg = opened(package)
    try:
        with closing(sqlite3.connect(target)) as connection, connection:
            fill_sqlite(connection, pkg)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise CannotLoad(f"{target} cannot be written: {error}", "Name a file in a folder you may write to.") from error
    except CannotLoad:
        target.unlink(missing_ok=True)
        raise
    return target


def relation(name: str, columns: list[Column], decimals: str, about: dict[str, Any]) -> duckdb.DuckDBPyRelation:
    """One table as a relation of a database of its own, in memory."""
    import duckdb

    connection = duckdb.connect(":memory:", config=dict(CLOSED))
    add_to_duckdb(connection, name, columns, decimals, about)
    return connection.table(quoted(name))
