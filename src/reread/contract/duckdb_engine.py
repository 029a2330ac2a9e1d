"""The contract in DuckDB: tables of text with numbered rows, in memory or in a temporary file that it spills from."""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from ..findings import CannotRun
from .inputs import NO_PARQUET, batches, parquet_files
from .sql_dialects import DUCKDB
from .sql_tables import numbered, numbered_batches, rows_of, table_schema

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from .inputs import Input
    from .sql_store import Loaded

_EXTRA = "Install the engine with its extras: pip install 'cn-industrial-internet[validate,duckdb,pyarrow]'"


#: MB that a thread needs for what it holds at once, however little it may take.
_THREAD = 16


class Duck:
    """Tables of text behind a connection."""

    dialect = DUCKDB
    at_once = False  # parts of one statement would want their memory at the same time

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, *statements: str) -> Iterator[tuple[object, ...]]:
        """The rows that queries give, one after the other. Raises `CannotRun` where memory or disk do not suffice.
        """
        import duckdb

        try:
            for statement in statements:
                yield from self.connection.execute(statement).fetchall()
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            raise _exhausted(error) from None

    def prepare(self, records: int) -> None:
        """DuckDB makes no difference."""

    def add_frame(self, name: str, frame: pl.DataFrame) -> None:
        """A table, or another in its place; its rows are numbered from 0."""
        self._add(name, numbered(frame, DUCKDB).to_arrow())

    def add_csv(self, name: str, path: Path, shown: str, progress: Callable[[int], None]) -> Loaded:
        """A CSV file, piece by piece. Raises `Malformed`, OSError."""
        from .chunks import Reader
        from .sql_store import Loaded

        reader = Reader(path, shown, progress=progress)
        self._stream(name, reader.header, rows_of(reader, DUCKDB))
        return Loaded(reader.header, reader.records)

    def add_input(self, name: str, given: Input, key: Sequence[str]) -> Loaded:
        """Parquet as a view of the files; SQLite and PostgreSQL as a copy. Raises `CannotRun`."""
        import duckdb

        from .sql_store import Loaded

        try:
            if given.kind == "parquet":
                header = self._view(name, parquet_files(given))
            else:
                names, rows = batches(given, key)
                self._stream(name, names, numbered_batches(rows, DUCKDB))
                header = tuple(names)
            count = self.connection.execute(f"SELECT count(*) FROM {DUCKDB.name_of(name)}").fetchall()[0][0]
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            raise _exhausted(error) from None
        except duckdb.Error as error:
            words = str(error).split("\n")[0]
            raise CannotRun(f"{given.shown} cannot be read: {words}", NO_PARQUET) from None
        return Loaded(header, int(count))

    def _view(self, name: str, files: Sequence[str]) -> tuple[str, ...]:
        """The rows of Parquet files, numbered in their order through all of the files."""
        literal = DUCKDB.text
        described = self.connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(files[0])})").fetchall()
        header = tuple(str(row[0]) for row in described)
        cells = ", ".join(f"nullif(CAST({DUCKDB.name_of(c)} AS VARCHAR), '') AS {DUCKDB.name_of(c)}" for c in header)
        parts, before = [], 0
        for file in files:
            number = f"file_row_number + {before} AS {DUCKDB.name_of(DUCKDB.record)}"
            line = f"CAST(NULL AS BIGINT) AS {DUCKDB.name_of(DUCKDB.line)}"
            parts.append(f"SELECT {number}, {line}, {cells} FROM read_parquet({literal(file)}, file_row_number = true)")
            found = self.connection.execute(f"SELECT num_rows FROM parquet_file_metadata({literal(file)})").fetchall()
            before += int(found[0][0])
        self.connection.execute(f"CREATE VIEW {DUCKDB.name_of(name)} AS {' UNION ALL '.join(parts)}")
        return header

    def _stream(self, name: str, header: Sequence[str], rows: Iterator[pa.RecordBatch]) -> None:
        """A table from batches that come one after the other. In one statement, so that rows are written once, where
        they stay: each statement of its own would write them to a log first."""
        import pyarrow as pa

        failed: list[BaseException] = []

        def given() -> Iterator[pa.RecordBatch]:
            try:
                yield from rows
            except BaseException as error:  # on its way through DuckDB, it would come out as another
                failed.append(error)
                raise

        reader = pa.RecordBatchReader.from_batches(table_schema(header, DUCKDB), given())
        try:
            self._add(name, reader)
        except Exception:
            if failed:
                raise failed[0] from None
            raise

    def _add(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        self.connection.register("given#", rows)
        try:
            self.connection.execute(f'CREATE OR REPLACE TABLE {DUCKDB.name_of(name)} AS SELECT * FROM "given#"')
        finally:
            self.connection.unregister("given#")


def connect(frames: Mapping[str, pl.DataFrame]) -> Duck:
    """A database in memory with a table of text per frame; `record#` numbers its rows from 0."""
    import duckdb

    database = Duck(duckdb.connect())
    for name, frame in frames.items():
        database.add_frame(name, frame)
    return database


def open_duckdb(options: Mapping[str, str]) -> Duck:
    """A database in a temporary folder, which goes with it; `memory` among `options` is what it may take of memory.

    Raises `CannotRun` where the library is missing.
    """
    try:
        import duckdb
        import pyarrow
    except ImportError as error:
        raise CannotRun(f"the engine duckdb needs the library {error.name}, which is not installed", _EXTRA) from None
    del pyarrow
    folder = mkdtemp(prefix="cnii-")
    config: dict[str, str | bool | int | float | list[str]] = {"temp_directory": str(Path(folder, "spilled"))}
    if memory := options.get("memory"):
        size = int(memory[:-2]) * (1000 if memory.endswith("GB") else 1)
        config |= {"memory_limit": memory, "threads": max(1, min(os.cpu_count() or 1, size // _THREAD))}
    connection = duckdb.connect(str(Path(folder, "contract.duckdb")), config=config)
    # Rows are numbered: their order need not be kept as well, which takes memory.
    connection.execute("SET preserve_insertion_order = false")
    database = Duck(connection)
    weakref.finalize(database, _end, connection, folder)
    return database


def _end(connection: DuckDBPyConnection, folder: str) -> None:
    connection.close()
    shutil.rmtree(folder, ignore_errors=True)


def _exhausted(error: Exception) -> CannotRun:
    words = str(error).split("\n")[0]
    return CannotRun(f"DuckDB cannot go on: {words}", "Give it more with --memory, or set TMPDIR to a larger disk.")
