"""X3xx: values, units and indicators fit each other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from . import Check, rule
from .how_much import number, plain

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row, Table

#: The unit that a transformation is told in, where it is not that of its indicator.
_TOLD_IN = {"growth": "percent", "share": "percent", "multiple": "multiple"}

#: Dimensions in which statements keep the unit they were printed in: amounts are not converted, they are compared.
_OWN_UNIT = ("money", "area")


def one(units: Table, unit_id: str) -> Decimal:
    """How many of a ratio unit are the whole: 100 for percent, 1 for the bare ratio."""
    row = units.get(unit_id)
    factor = number(row["factor"]) if row and row["factor"] else None
    if factor:
        return 1 / factor
    return Decimal(100) if row and row["code"] == "%" else Decimal(1)


@rule("X301", scope="source", tables=("observations", "units"), optional=True)
def shares_are_parts(pkg: Package, check: Check) -> None:
    """Shares against 0 and 100 percent."""
    units = pkg.table("units")
    for row in check.each(row for row in pkg.table("observations").rows if row["transformation"] == "share"):
        most = one(units, row["unit_id"])
        for column in ("value", "lower", "upper"):
            amount = number(row[column])
            if amount is not None and not 0 <= amount <= most:
                check.fail(row, column, found=row[column], expected=f"0 to {plain(most)}")


@rule("X302", scope="source", tables=("observations", "indicators", "units"))
def values_in_range(pkg: Package, check: Check) -> None:
    """Values against minimum and maximum."""
    indicators, units = pkg.table("indicators"), pkg.table("units")
    for row in pkg.table("observations").rows:
        if row["transformation"] == "growth" and row["unit_id"] == "percent":
            check.case()
            for column in ("value", "lower"):
                amount = number(row[column])
                if amount is not None and amount < -100:
                    found = f"{row[column]} percent"
                    check.fail(row, column, found=found, expected="-100 or more: nothing shrinks by more than all")
        indicator = indicators.get(row["indicator_id"]) if row["transformation"] == "level" else None
        factor = _conversion(units, row["unit_id"], indicator["unit_id"]) if indicator else None
        if indicator is None or factor is None:
            continue
        least, most = number(indicator["minimum"]), number(indicator["maximum"])
        if least is None and most is None:
            continue
        check.case()
        for column in ("value", "lower", "upper"):
            amount = number(row[column])
            if amount is None:
                continue
            amount *= factor
            if (least is not None and amount < least) or (most is not None and amount > most):
                ends = f"{plain(least) or 'any'} to {plain(most) or 'any'} {indicator['unit_id']}"
                check.fail(
                    row,
                    column,
                    found=f"{row[column]} {row['unit_id']}",
                    expected=f"{ends}, the range of {indicator.key}",
                )


def _conversion(units: Table, unit: str, wanted: str) -> Decimal | None:
    """One `unit` in `wanted`, or None where no constant factor leads from one to the other (two currencies)."""
    if unit == wanted:
        return Decimal(1)
    one_row, other = units.get(unit), units.get(wanted)
    if one_row is None or other is None or one_row["dimension"] != other["dimension"]:
        return None

    def in_base(row: Row) -> tuple[str, Decimal]:
        factor = number(row["factor"]) if row["factor"] else None
        return (row["base_unit_id"], factor) if factor else (row["unit_id"], Decimal(1))

    (base, factor), (other_base, other_factor) = in_base(one_row), in_base(other)
    return factor / other_factor if base == other_base else None


@rule("X303", scope="source", tables=("observations", "indicators", "units"))
def units_are_commensurable(pkg: Package, check: Check) -> None:
    """Units of observations against those of indicators."""
    indicators, units = pkg.table("indicators"), pkg.table("units")
    for row in pkg.table("observations").rows:
        indicator, told_in = indicators.get(row["indicator_id"]), _TOLD_IN.get(row["transformation"])
        own, wanted = units.get(row["unit_id"]), units.get(indicator["unit_id"]) if indicator else None
        if own is None or wanted is None:
            continue
        check.case()
        if row["transformation"] == "change" and wanted["dimension"] == "ratio":
            told_in = "percentage_point"
        if told_in:
            if row["unit_id"] != told_in:
                found = f"{row['unit_id']}, of a {row['transformation']}"
                check.fail(row, "unit_id", found=found, expected=told_in)
            continue
        if own["dimension"] != wanted["dimension"]:
            found = f"{row['unit_id']}, a unit of {own['dimension']}"
            check.fail(row, "unit_id", found=found, expected=f"a unit of {wanted['dimension']}, such as {wanted.key}")
        elif own is not wanted and own["dimension"] not in _OWN_UNIT:
            check.fail(
                row, "unit_id", found=row["unit_id"], expected=f"{wanted.key}, the unit of {row['indicator_id']}"
            )
