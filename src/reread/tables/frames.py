"""Columns of text as frames of pandas, Polars and PyArrow, in the types the table in `loading` lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..libraries import library
from .columns import Column, places
from .databases import relation

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["build_pandas", "build_polars", "build_pyarrow", "python_values"]

#: From the text of a cell to a Python value, by type.
_READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": Decimal,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
}


def python_values(column: Column) -> list[Any]:
    """The cells as str, int, Decimal, bool, date, or None where missing."""
    read = _READ.get(column.type)
    return list(column.cells) if read is None else [None if cell is None else read(cell) for cell in column.cells]


# --- pandas ---


def build(name: str, columns: list[Column], into: str, decimals: str, about: dict[str, Any]) -> Any:
    """Checked `columns` as the frame `into`, with the metadata `about`. Raises `MissingLibrary`."""
    library(into)
    if into == "duckdb":
        return relation(name, columns, decimals, about)
    makers: dict[str, Callable[..., Any]] = {"pandas": build_pandas, "polars": build_polars, "pyarrow": build_pyarrow}
    return makers[into](columns, decimals, about)


def build_pandas(columns: list[Column], decimals: str, about: dict[str, Any]) -> pd.DataFrame:
    """A frame of pandas, with `about` in its attrs."""
    import pandas as pd

    frame = pd.DataFrame({column.name: _pandas_series(column, decimals) for column in columns})
    frame.attrs.update(about)
    return frame


def _pandas_series(column: Column, decimals: str) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    cells = column.cells
    if column.type == "integer":
        return pd.Series(python_values(column), dtype="Int64")
    if column.type == "boolean":
        return pd.Series(python_values(column), dtype="boolean")
    if column.type == "date":
        return pd.Series(np.array(["NaT" if cell is None else cell for cell in cells], dtype="datetime64[s]"))
    if column.type == "number" and decimals == "decimal":
        return pd.Series(python_values(column), dtype=object)
    if column.type == "number" and decimals == "float":
        return pd.Series([None if cell is None else float(cell) for cell in cells], dtype="Float64")
    # Not backed by Arrow: what comes of a comparison must go together with the columns above in one filter.
    return pd.Series(cells, dtype=pd.StringDtype("python"))


# --- Polars ---


def build_polars(columns: list[Column], decimals: str, about: dict[str, Any]) -> pl.DataFrame:
    """A frame of Polars. Polars keeps no metadata of its own: `about` is left to `metadata`."""
    import polars as pl

    return pl.DataFrame([_polars_series(column, decimals) for column in columns])


def _polars_series(column: Column, decimals: str) -> pl.Series:
    import polars as pl

    cells, name = column.cells, column.name
    if column.type == "integer":
        return pl.Series(name, python_values(column), dtype=pl.Int64)
    if column.type == "boolean":
        return pl.Series(name, python_values(column), dtype=pl.Boolean)
    if column.type == "date":
        return pl.Series(name, python_values(column), dtype=pl.Date)
    if column.type == "number" and decimals == "decimal":
        return pl.Series(name, cells, dtype=pl.String).cast(pl.Decimal(38, places(column)))
    if column.type == "number" and decimals == "float":
        return pl.Series(name, [None if cell is None else float(cell) for cell in cells], dtype=pl.Float64)
    return pl.Series(name, cells, dtype=pl.String)


# --- Arrow ---


def build_pyarrow(columns: list[Column], decimals: str, about: dict[str, Any]) -> pa.Table:
    """An Arrow table; `about` travels as JSON under the key "cnii" of its schema, and field by field."""
    import pyarrow as pa

    fields, arrays = [], []
    for column in columns:
        type_ = _arrow_type(column, decimals)
        values: list[Any] = list(column.cells)
        if column.type != "number" or decimals == "decimal":
            values = python_values(column)
        elif decimals == "float":
            values = [None if cell is None else float(cell) for cell in column.cells]
        of_column = {key: str(value) for key, value in about["columns"].get(column.name, {}).items()}
        fields.append(pa.field(column.name, type_, metadata=of_column))
        arrays.append(pa.array(values, type=type_))
    schema = pa.schema(fields, metadata={"cnii": json.dumps(about, ensure_ascii=False)})
    return pa.Table.from_arrays(arrays, schema=schema)


def _arrow_type(column: Column, decimals: str) -> pa.DataType:
    import pyarrow as pa

    if column.type == "integer":
        return pa.int64()
    if column.type == "boolean":
        return pa.bool_()
    if column.type == "date":
        return pa.date32()
    if column.type == "number" and decimals == "decimal":
        return pa.decimal128(38, places(column))
    return pa.float64() if column.type == "number" and decimals == "float" else pa.string()
