"""Tables as frames of pandas, Polars and Arrow, as DuckDB relations and as plain records, with the types their schemas
state.

Cells are read as text and converted on purpose: nothing is guessed, so "NA" stays a name, a code keeps its leading
zeros, and a number keeps all its digits. An empty cell is the only missing value.

=========  =============  ==========  ==============  =============  ==================================
type       pandas         Polars      PyArrow         DuckDB         written back as
=========  =============  ==========  ==============  =============  ==================================
string     string         String      string          VARCHAR        itself
integer    Int64          Int64       int64           BIGINT         digits
number     object of      Decimal     decimal128      DECIMAL        plain digits, no exponent, no
           Decimal        (38, s)     (38, s)         (38, s)        zeros at the end of the decimals
boolean    boolean        Boolean     bool            BOOLEAN        true, false
date       datetime64[s]  Date        date32          DATE           YYYY-MM-DD
=========  =============  ==========  ==============  =============  ==================================

The scale s is the largest number of places in the column. By choice (`decimals`) numbers are floats (Float64, DOUBLE)
or the text in the file. Records hold str, int, Decimal, bool and date.

`to_csv` writes any of them back: unchanged, byte for byte the file it came from, where its numbers have no zeros at the
end of the decimals, as in this package. A column of exact decimals has one scale, in which 0.10 and 0.1 are one value:
with `decimals="text"` the zero stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..libraries import MissingLibrary, library
from ..package import csvtext
from ..package.opening import Package
from .columns import CannotLoad, cell_text, columns_of, metadata, one_of, opened, table_of
from .records import Records, build

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    Frame: TypeAlias = pd.DataFrame | pl.DataFrame | pa.Table | duckdb.DuckDBPyRelation | Records[Any, Any]

__all__ = ["CannotLoad", "Decimals", "Into", "MissingLibrary", "library", "load", "metadata", "to_csv"]

#: How cells of type number arrive: exact, as binary floating point (at most 17 digits), or as the text in the file.
Decimals = Literal["decimal", "float", "text"]

#: What a table can be loaded into; each but "records" is also the name of the extra that brings the library.
Into = Literal["pandas", "polars", "pyarrow", "duckdb", "records"]

_INTO = ("pandas", "polars", "pyarrow", "duckdb", "records")
_DECIMALS = ("decimal", "float", "text")


def load(
    name: str, into: str = "polars", *, package: Package | Path | str | None = None, decimals: str = "decimal"
) -> Any:
    """The table or view `name`: one row per record, one column per field, in file order.

    `into` is "polars", "pandas", "pyarrow", "duckdb" (a relation) or "records" (a sequence of plain dataclasses);
    Polars comes with this library, the others are extras. `package` is the package this library came with, or another:
    opened, its folder, or its datapackage.json. `decimals` decides about columns of type number: "decimal" keeps every
    digit, "float" is quick to compute with and rounds, "text" leaves the cells as they stand; records are always exact.

    What the table is, its licence and the meaning of its columns are in `frame.attrs` (pandas), in the schema's
    metadata (Arrow, as JSON under "cnii"), in comments (DuckDB), in `.metadata` (records), or had from `metadata`.

    Raises `CannotLoad` (a ValueError) for an unknown table, a file that cannot be read or a cell that is not of its
    column's type, and `MissingLibrary` (an ImportError) where `into` is not installed.

    >>> load("units", "records").columns[:2]
    ('unit_id', 'name')
    >>> load("observations", "polars").schema["value"]
    Decimal(precision=38, scale=2)
    >>> load("unit")
    Traceback (most recent call last):
    reread.tables.columns.CannotLoad: no table is called "unit". Did you mean units?
    """
    one_of("into", into, _INTO)
    one_of("decimals", decimals, _DECIMALS)
    if into != "records":
        library(into)
    pkg = opened(package)
    columns, about = list(columns_of(table_of(pkg, name))), metadata(name, package=pkg)
    return Records(name, columns, about, pkg.root) if into == "records" else build(name, columns, into, decimals, about)


def to_csv(frame: Frame | sqlite3.Cursor) -> str:
    """`frame` in the form the package keeps: header, LF, quotes where needed, nothing for a missing value.

    What `load` returned comes back byte for byte, whichever library and `decimals` (floats as far as they hold digits);
    so does what a cursor of SQLite reads from a file of `to_sqlite`. Zeros at the end of decimals, which this package
    has none of, come back with `decimals="text"` alone.

    >>> print(to_csv(load("units", "pandas")).splitlines()[0])
    unit_id,name,name_zh,symbol,dimension,code_system,code,base_unit_id,factor,note
    """
    names, rows = _rows(frame)
    return csvtext.write([[*map(str, names)], *([*map(cell_text, row)] for row in rows)])


def _rows(frame: Any) -> tuple[Iterable[Any], Iterable[Iterable[object]]]:
    """The names of its columns, and its rows, None where a cell is missing."""
    if isinstance(frame, sqlite3.Cursor):
        return [column[0] for column in frame.description], frame
    if hasattr(frame, "iloc"):  # pandas
        series = [frame.iloc[:, place] for place in range(frame.shape[1])]
        return frame.columns, zip(
            *([None if na else c for c, na in zip(s, s.isna(), strict=True)] for s in series), strict=True
        )
    if hasattr(frame, "column_names"):  # PyArrow
        return frame.column_names, zip(*(column.to_pylist() for column in frame.itercolumns()), strict=True)
    if hasattr(frame, "fetchall"):  # DuckDB
        return frame.columns, frame.fetchall()
    if hasattr(frame, "iter_rows"):  # Polars
        return frame.columns, frame.iter_rows()
    return frame.columns, ([getattr(record, name) for name in frame.columns] for record in frame)
