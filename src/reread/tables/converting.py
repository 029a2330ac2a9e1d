"""Values in another unit of the same dimension, by the constant factors of the table `units`. Never currencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import is_dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from ..findings import CannotRun, shown
from ..package.opening import Package
from ..package.table import Row
from .columns import opened

#: Columns that hold quantities in `unit_id`, and how a result that does not end is cut: bounds never shrink.
_COLUMNS = {"value": ROUND_HALF_EVEN, "lower": ROUND_FLOOR, "upper": ROUND_CEILING}
_DIGITS = 28

T = TypeVar("T")


class CannotConvert(CannotRun, ValueError):
    """No constant factor leads from one unit to the other."""


def convert(data: T, unit: str, *, from_unit: str | None = None, package: Package | Path | str | None = None) -> T:
    """`data` in `unit`: a single value (then `from_unit` says what it is in), a frame, or a list of records.

    A frame of pandas or Polars, and a record (as of `load(..., "records")`), has a column `unit_id`; its columns value,
    lower and upper are converted row by row, unit_id becomes `unit`, and the frame given stays as it is. Decimals stay
    exact where the result ends; where it does not (thirds), it is cut after 28 digits, bounds outwards. Floats and
    whole numbers stay of their kind where they can: an int that does not divide becomes a Decimal.

    Raises `CannotConvert` (a ValueError) between dimensions, for an unknown unit, and between currencies: no constant
    factor leads from one to another, and exchange rates are not part of this data.

    >>> convert(5, "USD", from_unit="CNY")                          # doctest: +ELLIPSIS
    Traceback (most recent call last):
    reread.tables.converting.CannotConvert: no constant factor leads from CNY to USD. ...
    >>> from decimal import Decimal
    >>> convert(Decimal("370000"), "m2", from_unit="m2")
    Decimal('370000')
    """
    units = opened(package).table("units").index("unit_id")
    target = _unit(units, unit)

    def factor(source: object) -> Fraction:
        return _factor(_unit(units, str(source)), target)

    given: Any = data
    converted: Any
    if hasattr(data, "iloc"):
        converted = _pandas(given, unit, factor)
    elif hasattr(data, "with_columns"):
        converted = _polars(given, unit, factor)
    elif is_dataclass(data) and not isinstance(data, type):
        converted = _record(given, unit, factor)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        converted = [_record(item, unit, factor) for item in given]
    elif from_unit is None:
        raise CannotConvert("a single value says nothing about its unit", "Name it: convert(5, 'm2', from_unit='m2').")
    else:
        converted = _value(given, factor(from_unit), ROUND_HALF_EVEN)
    found: T = converted
    return found


def _unit(units: dict[str, list[Row]], name: str) -> Row:
    if name not in units:
        raise CannotConvert(f"no unit is called {shown(name)}", f"There are {', '.join(units)}.")
    return units[name][0]


def _factor(source: Row, target: Row) -> Fraction:
    """What a value in `source` is multiplied by to be in `target`."""
    if source.key == target.key:
        return Fraction(1)
    both = f"{source.key} and {target.key}"
    if source["dimension"] != target["dimension"]:
        raise CannotConvert(
            f"{both} measure different things ({source['dimension']}, {target['dimension']})",
            "Convert only between units of one dimension.",
        )
    if source["dimension"] == "money":
        raise CannotConvert(
            f"no constant factor leads from {source.key} to {target.key}",
            "Exchange rates change daily and are not part of this data; take a rate of the day from its issuer.",
        )
    if (source["base_unit_id"] or source.key) != (target["base_unit_id"] or target.key):
        raise CannotConvert(f"{both} have no unit in common", "Both must have a factor to one base unit.")
    return Fraction(source["factor"] or 1) / Fraction(target["factor"] or 1)


def _value(value: object, factor: Fraction, rounding: str) -> Any:
    if factor == 1:
        return value
    if isinstance(value, float):
        return float(Fraction(value) * factor)
    fix = "Give an int, a Decimal, its text, or a float."
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise CannotConvert(f"{value!r} is no number", fix)
    try:
        exact = Fraction(Decimal(value)) * factor
    except (InvalidOperation, ValueError, OverflowError):
        raise CannotConvert(f"{shown(str(value))} is no number", fix) from None
    if isinstance(value, int) and exact.denominator == 1:
        return int(exact)
    found = _decimal(exact, rounding)
    return format(found, "f") if isinstance(value, str) else found


def _decimal(exact: Fraction, rounding: str) -> Decimal:
    """`exact` with all its digits where they end, else with `_DIGITS` of them."""
    above, below = Decimal(exact.numerator), Decimal(exact.denominator)
    whole = Context(prec=len(above.as_tuple().digits) + exact.denominator.bit_length())  # where it ends, it ends there
    found = whole.divide(above, below)
    return Context(prec=_DIGITS, rounding=rounding).divide(above, below) if whole.flags[Inexact] else found


_Factor = Callable[[object], Fraction]


def _needs(names: Sequence[object]) -> None:
    if "unit_id" not in names:
        raise CannotConvert("the data has no column unit_id", "Give a frame of observations, facts or derived.")


def _record(record: Any, unit: str, factor: _Factor) -> Any:
    _needs(dir(record))
    by = factor(record.unit_id)
    cells = {name: getattr(record, name, None) for name in _COLUMNS}
    changed = {name: _value(cell, by, _COLUMNS[name]) for name, cell in cells.items() if cell is not None}
    return replace(record, **changed, unit_id=unit)


def _columns(frame: Any, factor: _Factor, gone: Callable[[Any], Any]) -> dict[str, list[Any]]:
    """The quantities of a frame converted, None where they are `gone`."""
    _needs(list(frame.columns))
    by = [factor(source) for source in frame["unit_id"]]
    return {
        name: [None if gone(cell) else _value(cell, f, rounding) for cell, f in zip(frame[name], by, strict=True)]
        for name, rounding in _COLUMNS.items()
        if name in frame.columns
    }


def _pandas(frame: Any, unit: str, factor: _Factor) -> Any:
    import pandas as pd

    result = frame.copy()
    for name, cells in _columns(frame, factor, pd.isna).items():
        kind = frame[name].dtype if pd.api.types.is_float_dtype(frame[name].dtype) else object
        result[name] = pd.Series(cells, index=frame.index, dtype=kind)
    result["unit_id"] = pd.Series(unit, index=frame.index, dtype=frame["unit_id"].dtype)
    return result


def _polars(frame: Any, unit: str, factor: _Factor) -> Any:
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        return _polars(frame.collect(), unit, factor).lazy()
    changed = []
    for name, cells in _columns(frame, factor, lambda cell: cell is None).items():
        kind = frame.schema[name]
        if isinstance(kind, pl.Decimal):
            texts = [None if cell is None else format(cell, "f") for cell in cells]
            scale = max((len(text.partition(".")[2]) for text in texts if text), default=0)
            changed.append(pl.Series(name, texts, dtype=pl.String).cast(pl.Decimal(38, scale)))
        else:
            changed.append(pl.Series(name, cells, dtype=kind if kind.is_float() or kind == pl.String else None))
    return frame.with_columns(*changed, pl.lit(unit, dtype=pl.String).alias("unit_id"))
