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

#: From the text of a cell to a Python value, by type; of a number, by what was chosen for it.
_READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "decimal": Decimal,
    "float": float,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
}


def _kind(column: Column, decimals: str) -> str:
    """The type of a column; of numbers, what was chosen for them."""
    return decimals if column.type == "number" else "text" if column.type == "string" else column.type


def python_values(column: Column, decimals: str = "decimal") -> list[Any]:
    """The cells as str, int, Decimal, bool, date, or None where missing; numbers by choice as float or str."""
    read = _READ.get(_kind(column, decimals))
    return list(column.cells) if read is None else [None if cell is None else read(cell) for cell in column.cells]


def build(name: str, columns: list[Column], into: str, decimals: str, about: dict[str, Any]) -> Any:
    """Checked `columns` as the frame `into`, with the metadata `about`. Raises `MissingLibrary`."""
    library(into)
    if into == "duckdb":
        return relation(name, columns, decimals, about)
    makers: dict[str, Callable[..., Any]] = {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow}
    return makers[into](columns, decimals, about)


def _pandas(columns: list[Column], decimals: str, about: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd

    # Texts not backed by Arrow: what comes of a comparison must go together with the other columns in one filter.
    types: dict[str, Any] = {"integer": "Int64", "boolean": "boolean", "decimal": object, "float": "Float64"}
    types |= {"date": "datetime64[s]", "text": pd.StringDtype("python")}
    made = {c.name: pd.Series(python_values(c, decimals), dtype=types[_kind(c, decimals)]) for c in columns}
    frame = pd.DataFrame(made)
    frame.attrs.update(about)
    return frame


def _polars(columns: list[Column], decimals: str, about: dict[str, Any]) -> pl.DataFrame:
    """A frame of Polars. Polars keeps no metadata of its own: `about` is left to `metadata`."""
    import polars as pl

    types: dict[str, Any] = {"integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date, "float": pl.Float64}
    made = []
    for column in columns:
        if (kind := _kind(column, decimals)) == "decimal":
            made.append(pl.Series(column.name, column.cells, dtype=pl.String).cast(pl.Decimal(38, places(column))))
        else:
            made.append(pl.Series(column.name, python_values(column, decimals), dtype=types.get(kind, pl.String)))
    return pl.DataFrame(made)


def _pyarrow(columns: list[Column], decimals: str, about: dict[str, Any]) -> pa.Table:
    """An Arrow table; `about` travels as JSON under the key "cnii" of its schema, and field by field."""
    import pyarrow as pa

    types = {"integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32(), "float": pa.float64()}
    fields = []
    for column in columns:
        kind = _kind(column, decimals)
        type_ = pa.decimal128(38, places(column)) if kind == "decimal" else types.get(kind, pa.string())
        said = {key: str(value) for key, value in about["columns"].get(column.name, {}).items()}
        fields.append(pa.field(column.name, type_, metadata=said))
    arrays = [pa.array(python_values(c, decimals), type=f.type) for c, f in zip(columns, fields, strict=True)]
    schema = pa.schema(fields, metadata={"cnii": json.dumps(about, ensure_ascii=False)})
    return pa.Table.from_arrays(arrays, schema=schema)
