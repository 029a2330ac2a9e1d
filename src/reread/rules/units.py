"""X306: codes of units exist, have the dimension of the unit, and convert as its factor says."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from ..findings import shown
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: Codes of UCUM for the dimensions of `units` (but money, which it has not), with how many of the first of their
#: dimension each is. From the tables of https://ucum.org/ucum.
UCUM: Final[dict[str, dict[str, Fraction]]] = {
    "area": {
        "m2": Fraction(1),
        "cm2": Fraction(1, 10_000),
        "mm2": Fraction(1, 1_000_000),
        "km2": Fraction(1_000_000),
        "ar": Fraction(100),
        "har": Fraction(10_000),
        "[sft_i]": Fraction(3048, 10_000) ** 2,
        "[acr_br]": Fraction("4046.856421"),
    },
    "count": {"1": Fraction(1)},
    "persons": {"1": Fraction(1)},
    "score": {"1": Fraction(1)},
    "work": {"1": Fraction(1)},
    "difference": {"%": Fraction(1)},
    "mass": {"t": Fraction(1), "kg": Fraction(1, 1000), "g": Fraction(1, 10**6)},
    "energy": {"kW.h": Fraction(1), "MW.h": Fraction(1000), "J": Fraction(1, 3_600_000)},
    "power": {"MW": Fraction(1), "kW": Fraction(1, 1000), "W": Fraction(1, 10**6)},
    "ratio": {
        "1": Fraction(1),
        "%": Fraction(1, 100),
        "[ppth]": Fraction(1, 1000),
        "[ppm]": Fraction(1, 10**6),
        "[ppb]": Fraction(1, 10**9),
    },
}
#: A remark in braces says what is counted and changes nothing: 1{enterprises}.
_REMARK = re.compile(r"\{[^{}]*\}")
#: A number of UCUM, alone or times 1: 12, 10*4, 12.1.
_NUMBER = re.compile(r"(?:10\*([1-9]\d?)|([1-9]\d{0,17}))(?:\.1)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@rule("X306", tables=("units",))
def codes_exist(pkg: Package, check: Check) -> None:
    """Every unit is a case."""
    units = pkg.table("units")
    for row in check.each(units.rows):
        system, code, dimension = row["code_system"], row["code"], row["dimension"]
        if (system == "ISO 4217") != (dimension == "money"):
            expected = "ISO 4217" if dimension == "money" else "UCUM"
            check.fail(row, "code_system", found=f"{system}, of {dimension}", expected=expected)
        elif system == "ISO 4217":
            if code != row["unit_id"] or not _CURRENCY.fullmatch(code):
                expected = f"three capital letters, the same in unit_id ({row['unit_id']})"
                check.fail(row, "code", found=shown(code), expected=expected)
        elif _size(_REMARK.sub("", code) or "1", dimension) is None:
            numbers = ", or a number: 12, 10*4" if dimension == "count" else ""
            expected = f"a code of {dimension}: {', '.join(UCUM.get(dimension, {}))}{numbers}"
            check.fail(row, "code", found=shown(code), expected=expected)
        else:
            _check_factor(row, units.get(row["base_unit_id"]), check)


def _size(code: str, dimension: str) -> Fraction | None:
    """How many of the first unit of its dimension `code` is, or None where it is no code of that dimension."""
    known = UCUM.get(dimension, {}).get(code)
    number = _NUMBER.fullmatch(code) if dimension == "count" else None
    if known is not None or number is None:
        return known
    return Fraction(10 ** int(number[1]) if number[1] else int(number[2]))


def _check_factor(row: Row, base: Row | None, check: Check) -> None:
    own = _size(row["code"], row["dimension"])
    other = _size(base["code"], row["dimension"]) if base else None
    if base is None or own is None or other is None:
        return
    try:
        factor = Fraction(row["factor"])
    except (ValueError, ZeroDivisionError):
        return  # the contract's finding
    if factor != own / other:
        check.fail(row, "factor", found=row["factor"], expected=f"{own / other}: {row['code']} in {base['code']}")
