"""Parquet, SQLite and DuckDB, for programs.

Parquet: one file per table and view, in one zip file; its schema carries the Table Schema, the package and a
description per column.

SQLite: STRICT tables with all keys, the views, and three tables that describe them. Dates and booleans are TEXT as in
the files; numbers are REAL, and refused where a REAL would not read back as the same digits. Tables that refer to each
other in a circle are no obstacle: keys are checked at the end.

DuckDB: exact types, primary keys, comments on tables, views and columns. Foreign keys stand in the table `_columns`
instead: two tables refer to each other in a circle, which DuckDB cannot declare. A file of DuckDB carries sixteen
random bytes by which the program tells databases apart; here they are made from the name and the version, so that equal
data make equal bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ...findings import CannotRun
from ...libraries import library
from ...tables.columns import CannotLoad, described
from ...tables.databases import CLOSED, comment, fill_duckdb, fill_sqlite, literal, quoted
from ...tables.loading import load
from ..model import Release, open_release
from ..verify import pack
from .words import defined, told

if TYPE_CHECKING:
    import duckdb as duckdb_
    import pyarrow as pa

#: The layout of the first blocks: three headers, each behind a checksum; in the first, and wherever its buffer was used
#: again, the identifier.
_HEADER = 4096
_HEADERS = 3
_WORD = struct.Struct("<Q")
_MARK = b"DUCK"
_IDENTIFIER = slice(124, 140)
_FACTOR = 0xBF58476D1CE4E5B9


def parquet(release: Release) -> bytes:
    """A zip file with NAME.parquet for every table and view. Raises `MissingLibrary` without pyarrow."""
    library("pyarrow")
    import pyarrow.parquet as pq

    files = {}
    for table in release.tables():
        frame: pa.Table = load(table.name, "pyarrow", package=release.package)
        schema = json.dumps(table.schema, ensure_ascii=False).encode()
        sink = io.BytesIO()
        whole = frame.replace_schema_metadata({**(frame.schema.metadata or {}), b"table_schema": schema})
        pq.write_table(whole, sink, compression="zstd", version="2.6")
        files[f"{release.stem}-parquet/{table.name}.parquet"] = sink.getvalue()
    return pack(files)


def sqlite(release: Release) -> bytes:
    """The database as the bytes of its file. Raises `CannotLoad` for a number that SQLite would change."""
    with TemporaryDirectory() as folder:
        filled, packed = Path(folder, "filled"), Path(folder, "packed")
        with closing(sqlite3.connect(filled)) as connection:
            with connection:
                fill_sqlite(connection, release.package, strict=True)
                for name, header, rows in told(release):
                    connection.execute(f"CREATE TABLE {quoted(name)} ({defined(header, 'INTEGER', 'TEXT')}) STRICT")
                    marks = ", ".join("?" * len(header))
                    connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", rows)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                found = f"a row of {broken[0]} refers to a row that {broken[2]} does not have"
                raise CannotLoad(found, "Mend the table.")
            connection.execute("VACUUM INTO ?", [str(packed)])
        return packed.read_bytes()


def duckdb(release: Release) -> bytes:
    """The database as the bytes of its file. Raises `MissingLibrary` without DuckDB.

    It is written by an interpreter of its own: the unused parts of a file hold whatever was in memory before, and
    DuckDB's allocator is told to hand out memory filled with zeros only when the program starts.
    """
    library("duckdb")
    with TemporaryDirectory() as folder:
        path = Path(folder, "release.duckdb")
        told = {"DUCKDB_JE_MALLOC_CONF": "zero:true", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        pkg = release.package
        command = [sys.executable, "-m", __name__, str(pkg.root / pkg.descriptor_path), str(path)]
        done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip().rpartition("\n")[2]
            raise CannotRun(f"the DuckDB file cannot be written: {said}", "Run cnii validate, and mend the package.")
        identifier = hashlib.sha256(release.stem.encode()).digest()[:16]
        return with_identifier(path.read_bytes(), identifier)


def write(release: Release, path: Path) -> None:
    """Write the database to a new file at `path`."""
    connection: duckdb_.DuckDBPyConnection
    with closing(library("duckdb").connect(":memory:", config={"threads": 1})) as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS release (BLOCK_SIZE 16384)")
        connection.execute("USE release")
        for name, value in CLOSED.items():
            connection.execute(f"SET {name} = {value}")
        fill_duckdb(connection, release.package, keyed=True)
        for table in filter(release.is_view, release.tables()):
            comment(connection, "VIEW", table.name, described(release.package, table))
        for name, header, rows in told(release):
            connection.execute(f"CREATE TABLE {quoted(name)} ({defined(header, 'BIGINT', 'VARCHAR')})")
            cells = [list(column) for column in zip(*rows, strict=True)]
            values = ", ".join(f"unnest(${at})" for at in range(1, len(header) + 1))
            connection.execute(f"INSERT INTO {quoted(name)} SELECT {values}", cells)
        connection.execute("CHECKPOINT release")
        connection.execute("USE memory")
        connection.execute("DETACH release")


def with_identifier(raw: bytes, identifier: bytes) -> bytes:
    """The file of a database with `identifier` in the place of the random one, and the checksums of its headers true.

    Raises `CannotRun` where the file is not laid out as DuckDB 1.2 to 2.0 lays it out.
    """
    headers = [raw[at * _HEADER : (at + 1) * _HEADER] for at in range(_HEADERS)]
    known = headers[0][8:12] == _MARK and all(_WORD.unpack_from(header)[0] == _checksum(header) for header in headers)
    given = headers[0][_IDENTIFIER]
    if not known or not any(given):
        raise CannotRun(
            "this version of DuckDB lays out its files in a way that is not known", "Use the version in the lock file."
        )
    patched = []
    for header in headers:
        own = header[_IDENTIFIER] == given
        body = header[: _IDENTIFIER.start] + identifier + header[_IDENTIFIER.stop :] if own else header
        patched.append(_WORD.pack(_checksum(body)) + body[8:])
    return b"".join(patched) + raw[_HEADERS * _HEADER :]


def _checksum(header: bytes) -> int:
    result = 5381
    for (word,) in _WORD.iter_unpack(header[8:]):
        result ^= word * _FACTOR & 0xFFFFFFFFFFFFFFFF
    return result


if __name__ == "__main__":
    write(open_release(sys.argv[1]), Path(sys.argv[2]))
