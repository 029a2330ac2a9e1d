"""Users' frames to columns of text and back to typed frames, without a guess and without touching the frame given.

Text is what the contract is about: 0.10 is not 0.1 to a reader. A typed cell becomes the text its type is written in;
where a frame's type cannot hold what the contract asks for (a float for a whole number, say), the exact value
decides, not the frame's type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .lexical import is_of_type
from .model import TableSchema

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Texts = dict[str, list[str | None]]


class NotAFrame(TypeError):
    """Something that is neither a pandas nor a polars frame was given."""

    def __init__(self, given: object) -> None:
        super().__init__(
            f"a pandas.DataFrame, polars.DataFrame or polars.LazyFrame is needed, not {type(given).__module__}."
            f"{type(given).__qualname__}"
        )


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


def texts(frame: Any, schema: TableSchema) -> Texts:
    """The cells of the schema's columns as text, None when missing. Columns the schema does not have are left out.

    Missing is: None, NaN in pandas, NA, NaT and the empty text. NaN in polars is a value there, and stays the text NaN.
    """
    types = {field.name: field.type for field in schema.fields}
    if library(frame) == "pandas":
        names = header(frame)
        places = {name: place for place, name in reversed(list(enumerate(names))) if name in types}
        nan = None
        return {
            name: [text(cell, types[name], nan) for cell in _cells(frame.iloc[:, place])]
            for name, place in sorted(places.items(), key=lambda item: item[1])
        }
    eager = frame.collect() if hasattr(frame, "collect") else frame
    return {name: _polars_texts(eager[name], types[name]) for name in eager.columns if name in types}


def _cells(series: pd.Series[Any]) -> Sequence[object]:
    import pandas as pd

    missing = pd.isna(series)
    return [None if absent else cell for cell, absent in zip(series.tolist(), missing.tolist(), strict=True)]


def _polars_texts(series: pl.Series, type_: str) -> list[str | None]:
    import polars as pl

    dtype = series.dtype
    if dtype == pl.String or dtype.is_integer() or isinstance(dtype, (pl.Categorical, pl.Enum)) or dtype == pl.Date:
        cells: list[str | None] = series.cast(pl.String).to_list()
        return [cell or None for cell in cells]
    if isinstance(dtype, pl.Decimal):  # one scale for the whole column: zeros at the end are not the user's
        plain = [None if cell is None else format(cell, "f") for cell in series.to_list()]
        return [cell.rstrip("0").rstrip(".") if cell and "." in cell else cell for cell in plain]
    return [text(cell, type_, "NaN") for cell in series.to_list()]


def text(value: object, type_: str, nan: str | None = None) -> str | None:
    """One cell as the text that the contract judges; `nan` is what a float NaN becomes.

    >>> text(7.0, "integer"), text(0.1, "number"), text(True, "boolean"), text(Decimal("1E+3"), "number")
    ('7', '0.1', 'true', '1000')
    """
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item()  # a numpy scalar
    match value:
        case None:
            return None
        case str():
            return value or None
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
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
        case date():
            return value.isoformat()
        case _:
            return str(value) or None


def _short(plain: str) -> str:
    """A decimal without the zeros that only its scale put there: those beyond the 18 places a number may have."""
    whole, point, places = plain.partition(".")
    return f"{whole}.{places[:18]}" if point and not places[18:].strip("0") else plain


def typed_polars(columns: Mapping[str, Sequence[str | None]], schema: TableSchema) -> pl.DataFrame:
    """A polars frame with the contract's types: Int64, Decimal(38, 18), Boolean, Date, String.

    A column with a cell that is not of its type stays text, so that the cell is not lost.
    """
    import polars as pl

    from .polars_expressions import DECIMAL

    to: dict[str, Any] = {"integer": pl.Int64(), "number": DECIMAL}
    series = []
    for name, cells in columns.items():
        type_ = schema.field(name).type
        column = pl.Series(name, cells, dtype=pl.String)
        if type_ != "string" and all(cell is None or is_of_type(cell, type_) for cell in cells):
            if type_ == "boolean":
                column = column == "true"
            else:
                column = column.str.to_date("%Y-%m-%d") if type_ == "date" else column.cast(to[type_])
        series.append(column)
    return pl.DataFrame(series)


def typed_pandas(columns: Mapping[str, Sequence[str | None]], schema: TableSchema, index: Any = None) -> pd.DataFrame:
    """A pandas frame with the contract's types: Int64, boolean, datetime64[s], string, and exact Decimals in object
    columns.

    A column with a cell that is not of its type stays text (object), so that the cell is not lost.
    """
    import pandas as pd

    series: dict[str, Any] = {}
    for name, cells in columns.items():
        type_ = schema.field(name).type
        if type_ != "string" and not all(cell is None or is_of_type(cell, type_) for cell in cells):
            series[name] = pd.Series(list(cells), dtype="object", index=index)
        elif type_ == "string":
            series[name] = pd.Series(list(cells), dtype="string", index=index)
        elif type_ == "integer":
            series[name] = pd.Series([None if c is None else int(c) for c in cells], dtype="Int64", index=index)
        elif type_ == "number":
            series[name] = pd.Series([None if c is None else Decimal(c) for c in cells], dtype="object", index=index)
        elif type_ == "boolean":
            series[name] = pd.Series([None if c is None else c == "true" for c in cells], dtype="boolean", index=index)
        else:
            days = [None if c is None else date.fromisoformat(c) for c in cells]
            series[name] = pd.Series(days, dtype="datetime64[s]", index=index)
    return pd.DataFrame(series, index=index, columns=pd.Index(list(columns)))
