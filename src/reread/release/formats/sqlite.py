"""SQLite: STRICT tables with all keys, the views, and three tables that describe them.

Dates and booleans are TEXT as in the files; numbers are REAL, and refused where a REAL would not read back as the
same digits. Tables that refer to each other in a circle are no obstacle: keys are checked at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from ...package.table import Table
from ...tables.columns import CannotLoad, Column, columns_of
from ...tables.databases import quoted
from ..model import Release
from .words import defined, listed, told, view_statements

_TYPES = {"integer": "INTEGER", "number": "REAL"}
_INT64 = 1 << 63


def build(release: Release) -> bytes:
    """The database as the bytes of its file. Raises `CannotLoad` for a number that SQLite would change."""
    with TemporaryDirectory() as folder:
        filled, packed = Path(folder, "filled"), Path(folder, "packed")
        with closing(sqlite3.connect(filled)) as connection:
            with connection:
                _fill(connection, release)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                found = f"a row of {broken[0]} refers to a row that {broken[2]} does not have"
                raise CannotLoad(found, "Mend the table.")
            connection.execute("VACUUM INTO ?", [str(packed)])
        return packed.read_bytes()


def _fill(connection: sqlite3.Connection, release: Release) -> None:
    for table in release.stored():
        columns = list(columns_of(table))
        connection.execute(_definition(table, columns))
        _insert(connection, table.name, zip(*(_values(table, column) for column in columns), strict=True), len(columns))
    for statement in view_statements(release.package):
        connection.execute(statement)
    for name, header, rows in told(release):
        connection.execute(f"CREATE TABLE {quoted(name)} ({defined(header, 'INTEGER', 'TEXT')}) STRICT")
        _insert(connection, name, rows, len(header))


def _definition(table: Table, columns: Sequence[Column]) -> str:
    parts = []
    constraints = {str(field.get("name")): field.get("constraints", {}) for field in table.fields}
    for column in columns:
        own = constraints.get(column.name, {})
        required = own.get("required") or column.name in table.key_columns
        words = [quoted(column.name), _TYPES.get(column.type, "TEXT")]
        words += ["NOT NULL"] * bool(required) + ["UNIQUE"] * bool(own.get("unique"))
        parts.append(" ".join(words))
    parts += _keys(table)
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)}) STRICT"


def _keys(table: Table) -> Iterator[str]:
    if table.key_columns:
        yield f"PRIMARY KEY ({_names(table.key_columns)})"
    for key in table.schema.get("uniqueKeys", ()):
        yield f"UNIQUE ({_names(listed(key))})"
    for key in table.schema.get("foreignKeys", ()):
        reference = key["reference"]
        target = f"{quoted(reference.get('resource') or table.name)} ({_names(listed(reference['fields']))})"
        yield f"FOREIGN KEY ({_names(listed(key['fields']))}) REFERENCES {target} DEFERRABLE INITIALLY DEFERRED"


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(quoted, columns))


def _values(table: Table, column: Column) -> list[str | int | float | None]:
    reads = {"integer": _integer, "number": _real}.get(column.type)
    if reads is None:
        return list(column.cells)
    return [None if cell is None else reads(cell, f"{table.name}.{column.name}") for cell in column.cells]


def _integer(cell: str, place: str) -> int:
    value = int(cell)
    if not -_INT64 <= value < _INT64:
        raise CannotLoad(f"{place}: SQLite cannot hold {cell}", "Make the column a string.")
    return value


def _real(cell: str, place: str) -> float:
    value = float(cell)
    if Decimal(repr(value)) != Decimal(cell):
        raise CannotLoad(f"{place}: SQLite cannot hold {cell} without rounding it", "Make the column a string.")
    return value


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[Sequence[object]], width: int) -> None:
    connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({', '.join('?' * width)})", rows)
