"""Users' frames as columns of text, without a guess and without touching the frame given. Where a frame's type cannot
hold what the contract asks for (a float for a whole number, say), the exact value decides. A float that may be a
rounded number is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from math import isfinite, isnan
from typing import Any

import polars as pl

from .lexical import DECIMAL_PLACES
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


def as_text(frame: Any, schema: TableSchema, lossy: list[LossyCell] | None = None) -> pl.DataFrame:
    """The cells of the schema's columns as text, null when missing. Columns the schema does not have are left out.

    Missing is: None, NaN in pandas, NA, NaT and the empty text. NaN in polars is a value there, and stays the text NaN.
    Raises `NotAFrame`, and `LossyCell` where these are not collected in `lossy`.
    """
    types = {field.name: field.type for field in schema.fields}
    names = header(frame)
    eager = frame.collect() if hasattr(frame, "collect") else frame
    found: list[LossyCell] = []
    columns = []
    for name in dict.fromkeys(name for name in names if name in types):
        if library(frame) == "polars":
            columns.append(_polars_texts(eager[name], types[name], found))
        else:
            series = frame.iloc[:, names.index(name)]
            cells = zip(series.tolist(), series.isna().tolist(), strict=True)
            filled = [None if missing else cell for cell, missing in cells]
            texts = _texts(name, filled, types[name], None, "pandas", found)
            columns.append(_unscaled(texts) if _of_one_scale(filled) else texts)
    if found and lossy is None:
        raise found[0]
    if lossy is not None:
        lossy += found
    return pl.DataFrame(columns)


def _texts(
    name: str, cells: Sequence[object], type_: str, nan: str | None, library: str, lossy: list[LossyCell]
) -> pl.Series:
    found = []
    for record, cell in enumerate(cells, 1):
        value = cell.item() if hasattr(cell, "item") and not isinstance(cell, (str, bytes)) else cell  # of numpy
        if isinstance(value, float) and isfinite(value) and float(f"{value:.{EXACT_DIGITS}g}") != value:
            lossy.append(LossyCell(name, record, value, library))
        found.append(text(value, type_, nan))
    return pl.Series(name, found, dtype=pl.String)


def _polars_texts(series: pl.Series, type_: str, lossy: list[LossyCell]) -> pl.Series:
    """A column of a type that is exact as it is written in a cell, without the zeros that only its scale puts there;
    any other cell by cell."""
    dtype = series.dtype
    if not (dtype in (pl.String, pl.Boolean, pl.Date, pl.Categorical, pl.Enum, pl.Decimal) or dtype.is_integer()):
        return _texts(series.name, series.to_list(), type_, "NaN", "polars", lossy)
    texts = series.cast(pl.String)
    return (_unscaled(texts) if isinstance(dtype, pl.Decimal) and dtype.scale else texts).replace("", None)


def _of_one_scale(cells: Sequence[object]) -> bool:
    """Whether all cells are Decimals with as many decimal places, as those are that were made of a typed column."""
    scales = {cell.as_tuple().exponent if isinstance(cell, Decimal) else None for cell in cells if cell is not None}
    return len(scales) == 1 and isinstance(scale := scales.pop(), int) and scale < 0


def _unscaled(texts: pl.Series) -> pl.Series:
    """Numbers without the zeros that only their scale puts there."""
    return texts.str.strip_chars_end("0").str.strip_suffix(".")


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
        case float() if value.is_integer():
            return str(int(value))
        case float() if isfinite(value):
            return format(Decimal(repr(value)), "f")
        case float():
            return nan if isnan(value) else str(value)
        case Decimal() if not value.is_finite():
            return nan if value.is_nan() else str(value)
        case Decimal():
            plain = format(value, "f")
            whole, point, places = plain.partition(".")
            if point and type_ == "integer":
                return plain.rstrip("0").rstrip(".")
            # Without the zeros that only its scale put there: those beyond the places that a number may have.
            return plain if places[DECIMAL_PLACES:].strip("0") else whole + point + places[:DECIMAL_PLACES]
        case datetime():
            midnight = value.time() == time() and value.tzinfo is None
            return value.date().isoformat() if midnight else value.isoformat()
        case _:
            return str(value) or None
