"""Users' frames as columns of text, without a guess and without touching the frame given.

Text is what the contract is about. A typed cell becomes the text its type is written in; where a frame's type cannot
hold what the contract asks for (a float for a whole number, say), the exact value decides, not the frame's type. A
float that may be a rounded number is refused: what it was is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl

from .model import TableSchema

#: Digits that a decimal number of any size keeps in a 64-bit float.
EXACT_DIGITS = 15


class NotAFrame(TypeError):
    """Something that is neither a pandas nor a polars frame was given."""

    def __init__(self, given: object) -> None:
        where = f"{type(given).__module__}.{type(given).__qualname__}"
        super().__init__(f"a pandas.DataFrame, polars.DataFrame or polars.LazyFrame is needed, not {where}")


#: How each library reads a column as text.
_READ = {"pandas": "read_csv(path, dtype=str)", "polars": "read_csv(path, infer_schema=False)"}


class LossyCell(ValueError):
    """A cell is a float that has more digits than floats keep. `column` and `record` say where, `found` and `expected`
    what."""

    def __init__(self, column: str, record: int, value: float, library: str) -> None:
        self.column, self.record = column, record
        self.found = f"the float {value!r}, which may be a rounded number"
        self.expected = (
            f"a number of at most {EXACT_DIGITS} digits, a Decimal or text. Read the column as text: {_READ[library]}"
        )
        super().__init__(f"column {column}, record {record}: found {self.found}; expected {self.expected}")


def library(frame: object) -> str:
    """ "pandas" or "polars": where a frame comes from. Raises `NotAFrame`."""
    origin = type(frame).__module__.split(".")[0]
    if origin == "pandas" and hasattr(frame, "columns") and hasattr(frame, "iloc"):
        return "pandas"
    if origin == "polars" and hasattr(frame, "collect_schema"):
        return "polars"
    raise NotAFrame(frame)


def header(frame: Any) -> list[str]:
    """The column names as text, in order, repetitions included."""
    names = frame.columns if library(frame) == "pandas" else frame.collect_schema().names()
    return [str(name) for name in names]


def in_index(frame: Any) -> list[str]:
    """The names of what is the index of a pandas frame and no column."""
    return [str(name) for name in frame.index.names] if library(frame) == "pandas" else []


def as_text(frame: Any, schema: TableSchema, lossy: list[LossyCell] | None = None) -> pl.DataFrame:
    """The cells of the schema's columns as text, null when missing. Columns the schema does not have are left out.

    Missing is: None, NaN in pandas, NA, NaT and the empty text. NaN in polars is a value there, and stays the text NaN.
    Raises `NotAFrame`, and `LossyCell` where these are not collected in `lossy`.
    """
    types = {field.name: field.type for field in schema.fields}
    found: list[LossyCell] = []
    if library(frame) == "pandas":
        names = header(frame)
        places = {name: names.index(name) for name in dict.fromkeys(names) if name in types}
        cells = ((name, _cells(frame.iloc[:, place])) for name, place in places.items())
        columns = [_texts(name, column, types[name], None, "pandas", found) for name, column in cells]
    else:
        eager = frame.collect() if hasattr(frame, "collect") else frame
        columns = [_polars_texts(eager[name], types[name], found) for name in eager.columns if name in types]
    if found and lossy is None:
        raise found[0]
    if lossy is not None:
        lossy += found
    return pl.DataFrame(columns)


def _cells(series: Any) -> Sequence[object]:
    missing = series.isna().tolist()
    return [None if absent else cell for cell, absent in zip(series.tolist(), missing, strict=True)]


def _texts(
    name: str, cells: Sequence[object], type_: str, nan: str | None, library: str, lossy: list[LossyCell]
) -> pl.Series:
    found = []
    for record, cell in enumerate(cells, 1):
        value = cell.item() if hasattr(cell, "item") and not isinstance(cell, (str, bytes)) else cell  # of numpy
        if isinstance(value, float) and not _exact(value):
            lossy.append(LossyCell(name, record, value, library))
        found.append(text(value, type_, nan))
    return pl.Series(name, found, dtype=pl.String)


def _exact(value: float) -> bool:
    return (
        value != value
        or value in (float("inf"), float("-inf"))
        or len(Decimal(repr(value)).normalize().as_tuple().digits) <= EXACT_DIGITS
    )


def _polars_texts(series: pl.Series, type_: str, lossy: list[LossyCell]) -> pl.Series:
    dtype = series.dtype
    if dtype in (pl.String, pl.Boolean, pl.Date, pl.Categorical, pl.Enum, pl.Decimal) or dtype.is_integer():
        return series.to_frame().select(_written(series.name, dtype)).to_series()
    return _texts(series.name, series.to_list(), type_, "NaN", "polars", lossy)


def _written(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column of any type that is exact as it is written in a cell; zeros that only its scale puts there are not."""
    column = pl.col(name)
    if dtype == pl.Boolean:
        return pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false")).alias(name)
    text = column.cast(pl.String)
    if isinstance(dtype, pl.Decimal) and dtype.scale:
        text = text.str.strip_chars_end("0").str.strip_suffix(".")
    return pl.when(text != "").then(text).alias(name)


def text(value: object, type_: str, nan: str | None = None) -> str | None:
    """One cell as the text that the contract judges; `nan` is what a float NaN becomes.

    >>> text(7.0, "integer"), text(0.1, "number"), text(True, "boolean"), text(Decimal("1E+3"), "number")
    ('7', '0.1', 'true', '1000')
    """
    match value:
        case None | str():
            return value or None
        case bool():
            return "true" if value else "false"
        case float():
            if value != value:
                return nan
            if value in (float("inf"), float("-inf")):
                return str(value)
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case Decimal():
            if not value.is_finite():
                return nan if value.is_nan() else str(value)
            plain = format(value, "f")
            return plain.rstrip("0").rstrip(".") if "." in plain and type_ == "integer" else _short(plain)
        case datetime():
            midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
            return value.date().isoformat() if midnight and value.tzinfo is None else value.isoformat()
        case _:
            return str(value) or None


def _short(plain: str) -> str:
    """A decimal without the zeros that only its scale put there: those beyond the 18 places a number may have."""
    whole, point, places = plain.partition(".")
    return f"{whole}.{places[:18]}" if point and not places[18:].strip("0") else plain
