"""Tables from elsewhere than a package's CSV files: Parquet, SQLite, PostgreSQL. Every cell is taken as text.

The database itself turns its values to text, so that a decimal keeps its digits. Nothing is written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..findings import CannotRun, shown

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are fetched from a database at once.
BATCH = 50_000
_FORMS = (
    "TABLE=FILE.parquet, TABLE=FOLDER (of Parquet files), TABLE=sqlite:FILE[#NAME] or "
    "TABLE=postgresql://USER@HOST/DATABASE[#NAME]"
)
NO_PARQUET = "Give files of one form, with columns of values."
_DRIVER = "Install it: pip install 'cn-industrial-internet[postgresql]'"


@dataclass(frozen=True, slots=True)
class Input:
    """Where the rows of `table` are. `kind` is parquet, sqlite or postgresql; `inside` the table's name there.

    `shown` stands for the place in messages; it never holds a password.
    """

    table: str
    kind: str
    place: str
    inside: str
    shown: str


def parse(text: str) -> Input:
    """An input as it is written on the command line. Raises `CannotRun`.

    >>> parse("observations=postgresql://localhost/statistics#facts").inside
    'facts'
    """
    table, equals, place = text.partition("=")
    if not equals or not table or not place:
        raise CannotRun(f"{shown(text)} is no input", f"Write {_FORMS}.")
    if place.startswith(("postgresql://", "postgres://")):
        address, _, inside = place.partition("#")
        safe = re.sub(r"(?<=//)([^/@:]*):[^@]*@", r"\1@", address)
        safe = re.sub(r"([?&]password=)[^&]*", r"\1...", safe)
        return Input(table, "postgresql", address, inside or table, f"{safe}#{inside or table}")
    if place.startswith("sqlite:"):
        file, _, inside = place.removeprefix("sqlite:").partition("#")
        _must_exist(file)
        return Input(table, "sqlite", file, inside or table, f"{file}#{inside or table}")
    if not place.endswith(".parquet") and not Path(place).is_dir():
        raise CannotRun(f"{shown(place)} is neither a Parquet file nor a database", f"Write {_FORMS}.")
    _must_exist(place)
    return Input(table, "parquet", place, "", place)


def _must_exist(file: str) -> None:
    if not Path(file).exists():
        raise CannotRun(f"{shown(file)}: no such file", "Name a file that is there.")


def parquet_files(given: Input) -> list[str]:
    """The files of a Parquet input, in the order of their names. Raises `CannotRun` where there are none."""
    place = Path(given.place)
    found = sorted(str(path) for path in place.rglob("*.parquet")) if place.is_dir() else [given.place]
    if not found:
        raise CannotRun(f"{given.shown} holds no Parquet file", "Name a folder with files that end in .parquet.")
    return found


def batches(given: Input, key: Sequence[str]) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    """The columns and the rows of a table in SQLite or PostgreSQL; an empty cell is null.

    Rows come in the order in which SQLite keeps them, in PostgreSQL in that of the columns `key`. Raises `CannotRun`.
    """
    try:
        return _sqlite(given) if given.kind == "sqlite" else _postgresql(given, key)
    except ImportError as error:
        raise CannotRun(f"PostgreSQL needs the library {error.name}, which is not installed", _DRIVER) from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _refused(given: Input, error: Exception) -> CannotRun:
    words = str(error).strip().split("\n")[0]
    return CannotRun(f"{given.shown} cannot be read: {words}", "See that the database and the table are there.")


def _sqlite(given: Input) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    import sqlite3

    table = _quoted(given.inside)
    try:
        # Rows may be fetched by threads of a database, by one at a time.
        address = f"{Path(given.place).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        names = [column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]
        try:
            connection.execute(f"SELECT rowid FROM {table} LIMIT 0")
            order = " ORDER BY rowid"
        except sqlite3.Error:  # a view, or a table without row ids
            order = ""
        what = ", ".join(f"nullif(CAST({_quoted(name)} AS TEXT), '')" for name in names)
        cursor = connection.execute(f"SELECT {what} FROM {table}{order}")
    except sqlite3.Error as error:
        raise _refused(given, error) from None

    def rows() -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        try:
            while some := cursor.fetchmany(BATCH):
                columns = [pa.array(column, pa.string()) for column in zip(*some, strict=True)]
                yield pa.RecordBatch.from_arrays(columns, names=names)
        except sqlite3.Error as error:
            raise _refused(given, error) from None
        finally:
            connection.close()

    return names, rows()


def _postgresql(given: Input, key: Sequence[str]) -> tuple[list[str], Iterator[pa.RecordBatch]]:
    from adbc_driver_postgresql import dbapi

    table = ".".join(_quoted(part) for part in given.inside.split("."))
    try:
        connection: Any = dbapi.connect(given.place)
        cursor = connection.cursor()
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute("SET LOCAL datestyle TO 'ISO'")
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        names = [column[0] for column in cursor.description]
        what = ", ".join(f"nullif({_quoted(name)}::text, '') AS {_quoted(name)}" for name in names)
        by = ", ".join(f'{_quoted(name)}::text COLLATE "C"' for name in key if name in names)
        cursor.execute(f"SELECT {what} FROM {table}" + (f" ORDER BY {by}" if by else ""))
    except dbapi.Error as error:
        raise _refused(given, error) from None

    def rows() -> Iterator[pa.RecordBatch]:
        try:
            yield from cursor.fetch_record_batch()
        except (dbapi.Error, OSError) as error:
            raise _refused(given, error) from None
        finally:
            cursor.close()
            connection.close()

    return names, rows()
