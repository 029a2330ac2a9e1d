"""SQLite: STRICT tables with all keys, the views, and three tables that describe them.

Dates and booleans are TEXT as in the files; numbers are REAL, and refused where a REAL would not read back as the
same digits. Tables that refer to each other in a circle are no obstacle: keys are checked at the end.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from ...tables.columns import CannotLoad
from ...tables.databases import fill_sqlite, quoted
from ..model import Release
from .words import defined, told


def build(release: Release) -> bytes:
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
