"""Columns of text in databases: DuckDB with exact types, as the table in `loading` has them, SQLite as a file for all.

In SQLite an integer is an INTEGER, and a number NUMERIC: a whole number, or a binary floating point that reads back as
the same digits; anything longer is refused. All else is TEXT: true or false, YYYY-MM-DD.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..package.opening import Package
from ..package.table import Table
from . import views
from .columns import CannotLoad, Column, columns_of, described, known_names, opened, places

if TYPE_CHECKING:
    import duckdb

_SQLITE_TYPES = {"integer": "INTEGER", "number": "NUMERIC"}
_INT64 = 1 << 63

#: A database that reads and writes nothing but its own memory: no files, no network, no extensions from elsewhere.
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def quoted(*names: str) -> str:
    """The names as identifiers in SQL, with commas between them."""
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def literal(text: str) -> str:
    """`text` as a value in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _stored(package: Package) -> list[Table]:
    """What a database holds beside the views: every table, and those that the views are computed from."""
    behind = [views.rows_behind(package, name) for name in known_names(package) if name not in package.tables]
    return [*package.tables.values(), *behind]


def _views(package: Package) -> Iterator[str]:
    """The statements that make the views, and empty tables in the place of those that a package may lack."""
    for name in known_names(package):
        if name in package.tables:
            continue
        for lacking in (table for table in views.tables_of(name) if table not in package.tables):
            columns = ", ".join(f"{quoted(column)} TEXT" for column in views.OPTIONAL[lacking])
            yield f"CREATE TABLE IF NOT EXISTS {quoted(lacking)} ({columns})"
        yield f"CREATE VIEW {quoted(name)} AS {views.sql(name)}"


def _needed(table: Table) -> set[str]:
    """The columns that are never empty."""
    return {*table.key_columns, *(str(f["name"]) for f in table.fields if f.get("constraints", {}).get("required"))}


# --- DuckDB ---


def fill_duckdb(connection: duckdb.DuckDBPyConnection, package: Package, keyed: bool = False) -> None:
    """Make every table and view of `package` in DuckDB; `keyed`: with primary keys, and what may not be empty. Raises
    `CannotLoad` for a cell that is not of its type."""
    for table in _stored(package):
        about, columns = described(package, table), list(columns_of(table))
        add_to_duckdb(connection, table.name, columns, "decimal", about, table if keyed else None)
    for statement in _views(package):
        connection.execute(statement)


def add_to_duckdb(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: list[Column],
    decimals: str,
    about: dict[str, Any],
    keyed: Table | None = None,
) -> None:
    """Make the table `name` in DuckDB, with what is said of table and columns as comments; `keyed` is the table whose
    keys it gets."""
    types = [column.kind(decimals).duckdb or f"DECIMAL(38, {places(column)})" for column in columns]
    needed = _needed(keyed) if keyed else ()
    parts = [
        f"{quoted(column.name)} {type_}{' NOT NULL' * (column.name in needed)}"
        for column, type_ in zip(columns, types, strict=True)
    ]
    if keyed and keyed.key_columns:
        parts.append(f"PRIMARY KEY ({quoted(*keyed.key_columns)})")
    connection.execute(f"CREATE TABLE {quoted(name)} ({', '.join(parts)})")
    if columns and columns[0].cells:
        # As lists of text, cast to types that the cells were checked against: one statement, and nothing is inferred.
        casts = ", ".join(f"CAST(unnest(${at}::VARCHAR[]) AS {type_})" for at, type_ in enumerate(types, 1))
        connection.execute(f"INSERT INTO {quoted(name)} SELECT {casts}", [column.cells for column in columns])
    comment(connection, "TABLE", name, about, {column.name for column in columns})


def comment(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, about: dict[str, Any], columns: Collection[str] = ()
) -> None:
    """Attach what is said of a table or view, and of its columns: of these, or of all."""
    said = {f"{kind} {quoted(name)}": about["description"] or ""}
    for column in columns or about["columns"]:
        said[f"COLUMN {quoted(name)}.{quoted(column)}"] = about["columns"].get(column, {}).get("description", "")
    connection.execute("; ".join(f"COMMENT ON {what} IS {literal(text)}" for what, text in said.items()))


def relation(name: str, columns: list[Column], decimals: str, about: dict[str, Any]) -> duckdb.DuckDBPyRelation:
    """One table as a relation of a database of its own, in memory."""
    import duckdb

    connection = duckdb.connect(":memory:", config=dict(CLOSED))
    add_to_duckdb(connection, name, columns, decimals, about)
    return connection.table(quoted(name))


# --- SQLite ---


def fill_sqlite(connection: sqlite3.Connection, package: Package, strict: bool = False) -> None:
    """Make every table and view of `package` in SQLite; `strict`: with every key, in tables that SQLite keeps to their
    types. Raises `CannotLoad` as `to_sqlite` does."""
    for table in _stored(package):
        columns = list(columns_of(table))
        connection.execute(_definition(table, columns, strict))
        values = [_sqlite_values(column, table.name, strict) for column in columns]
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", zip(*values, strict=True))
    for statement in _views(package):
        connection.execute(statement)


def _definition(table: Table, columns: Sequence[Column], strict: bool) -> str:
    types = {**_SQLITE_TYPES, "number": "REAL"} if strict else _SQLITE_TYPES
    needed = _needed(table) if strict else ()
    single = {f["name"] for f in table.fields if strict and f.get("constraints", {}).get("unique")}
    parts = []
    for name, type_ in ((column.name, types.get(column.type, "TEXT")) for column in columns):
        parts.append(f"{quoted(name)} {type_}{' NOT NULL' * (name in needed)}{' UNIQUE' * (name in single)}")
    if table.key_columns and {column.name for column in columns}.issuperset(table.key_columns):
        parts.append(f"PRIMARY KEY ({quoted(*table.key_columns)})")
    if strict:
        parts += [f"UNIQUE ({quoted(*key)})" for key in table.schema.get("uniqueKeys", ())]
        for key in table.schema.get("foreignKeys", ()):
            target = quoted(key["reference"].get("resource") or table.name)
            target += f" ({quoted(*key['reference']['fields'])}) DEFERRABLE INITIALLY DEFERRED"
            parts.append(f"FOREIGN KEY ({quoted(*key['fields'])}) REFERENCES {target}")
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)}){' STRICT' * strict}"


def _sqlite_values(column: Column, table: str, strict: bool) -> list[str | int | float | None]:
    if column.type not in _SQLITE_TYPES:
        return list(column.cells)
    place, real = f"{table}.{column.name}", strict and column.type == "number"
    return [None if cell is None else _sqlite_number(cell, place, real) for cell in column.cells]


def _sqlite_number(cell: str, place: str, real: bool) -> int | float:
    exact, near = Decimal(cell), float(cell)
    if not real and exact == exact.to_integral_value() and -_INT64 <= exact < _INT64:
        return int(exact)
    if Decimal(repr(near)) != exact or (near.is_integer() and not real):
        found = f"{place}: SQLite cannot hold {cell} without rounding it"
        raise CannotLoad(found, "Use DuckDB, which has exact decimals.")
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
