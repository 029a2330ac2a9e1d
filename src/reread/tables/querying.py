"""Questions in SQL over all tables and views, answered by DuckDB in memory.

Every column has the exact type its schema states: nothing is inferred, and no digit is lost on the way out. A query can
only read: it sees the tables, the views and the frames given to it, no files, no network, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, overload

from ..findings import CannotRun
from ..libraries import library
from ..package.opening import Package
from .columns import cell_text, known_names, one_of, opened, plain
from .databases import CLOSED, fill_duckdb

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

#: What an answer can be had as.
_INTO = ("duckdb", "pandas", "polars", "pyarrow", "rows")

#: By type of DuckDB: the type of Table Schema, and that of pandas.
_TYPES = {
    **dict.fromkeys(
        ("tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint"),
        ("integer", "Int64"),
    ),
    **{"decimal": ("number", "object"), "double": ("number", "Float64"), "boolean": ("boolean", "boolean")},
    **{"date": ("date", "datetime64[s]"), "varchar": ("string", "string")},
}
_OTHER = ("string", "object")
_FIX = "SHOW TABLES lists the tables and views, DESCRIBE facts the columns of one."

Parameters = Sequence[object] | Mapping[str, object]


class BadQuery(CannotRun, ValueError):
    """A query that the engine refuses; the message is the engine's."""


class _More(TypedDict, total=False):
    params: Parameters | None
    frames: Mapping[str, object] | None
    package: Package | Path | str | None


@overload
def query(sql: str, into: Literal["duckdb"] = ..., **more: Unpack[_More]) -> duckdb.DuckDBPyRelation: ...
@overload
def query(sql: str, into: Literal["pandas"], **more: Unpack[_More]) -> pd.DataFrame: ...
@overload
def query(sql: str, into: Literal["polars"], **more: Unpack[_More]) -> pl.DataFrame: ...
@overload
def query(sql: str, into: Literal["pyarrow"], **more: Unpack[_More]) -> pa.Table: ...
@overload
def query(sql: str, into: Literal["rows"], **more: Unpack[_More]) -> list[dict[str, Any]]: ...
def query(
    sql: str,
    into: str = "duckdb",
    *,
    params: Parameters | None = None,
    frames: Mapping[str, object] | None = None,
    package: Package | Path | str | None = None,
) -> duckdb.DuckDBPyRelation | pd.DataFrame | pl.DataFrame | pa.Table | list[dict[str, Any]]:
    """The answer to one SELECT (or DESCRIBE, SUMMARIZE, PIVOT, EXPLAIN ...) over the tables and views of a package.

    `into` is "duckdb" (a relation, which the engine works out when it is looked at), "pandas", "polars", "pyarrow" or
    "rows" (a list of dictionaries). `params` fill ? or $name in the query. `frames` are frames of your own (pandas,
    Polars, Arrow) by the names the query calls them. `package` as in `load`.

    Raises `BadQuery` (a ValueError) with the engine's words, `CannotLoad` where a table does not hold what its schema
    says, and `MissingLibrary` where DuckDB, the library asked for, or PyArrow for a frame of Polars is not installed.

    >>> query("SELECT value FROM facts WHERE observation_id = ?", "rows", params=["thnet-2022-09-23.o03"])
    [{'value': Decimal('38.2')}]
    """
    one_of("into", into, _INTO)
    engine = library("duckdb")
    if into not in ("duckdb", "rows"):
        library(into)
    pkg = opened(package)
    connection = database(pkg)
    names = known_names(pkg)
    try:
        for name, frame in (frames or {}).items():
            if name in names:
                raise BadQuery(f"the frame {name!r} has the name of a table", "Call it otherwise.")
            if type(frame).__module__.startswith("polars."):
                library("pyarrow")  # by way of which DuckDB reads it
            connection.register(name, frame)
        if (asked := len(connection.extract_statements(sql))) > 1:
            raise BadQuery(f"{asked} statements are asked at once", "Ask one SELECT at a time.")
        connection.execute("BEGIN TRANSACTION READ ONLY")
        relation = connection.sql(sql, params=params)
        if relation is None:
            raise BadQuery("the statement asks for nothing", "Write a SELECT.")
        return relation if into == "duckdb" else _out(relation, into)
    except engine.Error as error:
        raise BadQuery(_said(error), _FIX) from error


def answer(sql: str, *, package: Package | Path | str | None = None) -> tuple[list[str], list[str], list[list[str]]]:
    """The answer as text: header, types of Table Schema, rows of cells ("" is missing). Raises as `query` does."""
    engine = library("duckdb")
    relation = query(sql, package=package)
    try:
        rows = [[cell_text(cell) for cell in row] for row in relation.fetchall()]
    except engine.Error as error:
        raise BadQuery(_said(error), _FIX) from error
    return list(relation.columns), [_TYPES.get(type_.id, _OTHER)[0] for type_ in relation.types], rows


def _said(error: Exception) -> str:
    return str(error).strip().rstrip(".")


def database(package: Package | Path | str | None = None) -> duckdb.DuckDBPyConnection:
    """A new cursor on the database of a package, which is filled once as long as the package is open."""
    pkg = opened(package)
    filled: duckdb.DuckDBPyConnection = pkg.once("duckdb", lambda: _filled(pkg))
    return filled.cursor()


def _filled(pkg: Package) -> duckdb.DuckDBPyConnection:
    connection: duckdb.DuckDBPyConnection = library("duckdb").connect(":memory:", config=dict(CLOSED))
    fill_duckdb(connection, pkg)
    connection.execute("SET lock_configuration = true")
    return connection


def _out(relation: duckdb.DuckDBPyRelation, into: str) -> Any:
    if into == "pyarrow":
        return relation.to_arrow_table()
    if into == "polars":
        return library("polars").DataFrame(relation)
    rows = [tuple(map(_exact, row)) for row in relation.fetchall()]
    if into == "rows":
        return [dict(zip(relation.columns, row, strict=True)) for row in rows]
    pandas = library("pandas")
    columns, series = [*zip(*rows, strict=True)] or [()] * len(relation.columns), []
    for cells, type_ in zip(columns, relation.types, strict=True):
        dtype = _TYPES.get(type_.id, _OTHER)[1]
        if dtype == "Int64" and any(cell is not None and abs(cell) >= 1 << 63 for cell in cells):
            dtype = "object"
        series.append(pandas.Series(list(cells), dtype=dtype))
    return pandas.concat(series, axis=1, keys=relation.columns)


def _exact(value: object) -> object:
    """A number without the zeros that only the scale of its column puts there, as `load` gives it."""
    return Decimal(plain(value)) if isinstance(value, Decimal) and value.is_finite() else value
