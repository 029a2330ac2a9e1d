"""X3xx: values, units and indicators fit each other; codes of units exist, and convert as their factors say. X5xx:
answers to one question are weighed against each other, and corrections change only what they may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ..statements.answers import agree, questions, usable
from . import VOCABULARY, Check, Package, Row, Table, Wrong, row_rule, rule, shown
from .how_much import number, plain
from .registers import NUMBER_KINDS

_NUMBERS = ("value", "lower", "upper")
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


@row_rule("X301", "observations", tables=("units",), optional=True)
def shares_are_parts(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Shares against 0 and 100 percent."""
    if row["transformation"] != "share":
        return None
    most = one(pkg.table("units"), row["unit_id"])
    return [(column, row[column], f"0 to {plain(most)}") for column in _outside(row, _NUMBERS, Decimal(0), most)]


def _outside(
    row: Row, columns: Iterable[str], least: Decimal | None, most: Decimal | None, factor: Decimal = Decimal(1)
) -> list[str]:
    """The columns whose number, times `factor`, is not from `least` to `most`."""
    amounts = {column: amount * factor for column in columns if (amount := number(row[column])) is not None}
    below = {column for column, amount in amounts.items() if least is not None and amount < least}
    return [c for c, amount in amounts.items() if c in below or (most is not None and amount > most)]


@rule("X302", scope="source", tables=("observations", "indicators", "units"))
def values_in_range(pkg: Package, check: Check) -> None:
    """Values against minimum and maximum."""
    indicators, units = pkg.table("indicators"), pkg.table("units")
    for row in pkg.table("observations").rows:
        unit = row["unit_id"]
        if row["transformation"] == "growth" and unit == "percent":
            check.case()
            for column in _outside(row, ("value", "lower"), Decimal(-100), None):
                expected = "-100 or more: nothing shrinks by more than all"
                check.fail(row, column, f"{row[column]} percent", expected)
        indicator = indicators.get(row["indicator_id"]) if row["transformation"] == "level" else None
        factor = _conversion(units, unit, indicator["unit_id"]) if indicator else None
        if indicator is None or factor is None:
            continue
        least, most = number(indicator["minimum"]), number(indicator["maximum"])
        check.case(least is not None or most is not None)
        for column in _outside(row, _NUMBERS, least, most, factor):
            ends = f"{plain(least) or 'any'} to {plain(most) or 'any'} {indicator['unit_id']}"
            check.fail(row, column, f"{row[column]} {unit}", f"{ends}, the range of {indicator.key}")


def _conversion(units: Table, unit: str, wanted: str) -> Decimal | None:
    """One `unit` in `wanted`, or None where no constant factor leads from one to the other (two currencies)."""
    if unit == wanted:
        return Decimal(1)
    rows = [row for row in (units.get(unit), units.get(wanted)) if row]
    if len(rows) < 2 or rows[0]["dimension"] != rows[1]["dimension"]:
        return None
    factors = [number(row["factor"]) or None for row in rows]
    bases = [row["base_unit_id"] if factor else row["unit_id"] for row, factor in zip(rows, factors, strict=True)]
    return (factors[0] or Decimal(1)) / (factors[1] or Decimal(1)) if bases[0] == bases[1] else None


@row_rule("X303", "observations", tables=("indicators", "units"))
def units_are_commensurable(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Units of observations against those of indicators."""
    units, unit = pkg.table("units"), row["unit_id"]
    told_in, indicator = _TOLD_IN.get(row["transformation"]), pkg.table("indicators").get(row["indicator_id"])
    own, wanted = units.get(unit), units.get(indicator["unit_id"]) if indicator else None
    if own is None or wanted is None:
        return None
    if row["transformation"] == "change" and wanted["dimension"] == "ratio":
        told_in = "percentage_point"
    if told_in:
        return [("unit_id", f"{unit}, of a {row['transformation']}", told_in)] if unit != told_in else []
    if own["dimension"] != wanted["dimension"]:
        expected = f"a unit of {wanted['dimension']}, such as {wanted.key}"
        return [("unit_id", f"{unit}, a unit of {own['dimension']}", expected)]
    differs = own is not wanted and own["dimension"] not in _OWN_UNIT
    return [("unit_id", unit, f"{wanted.key}, the unit of {row['indicator_id']}")] if differs else []


#: Codes of UCUM by dimension, with how many of the first of their dimension each is.
UCUM: Final[dict[str, dict[str, str]]] = VOCABULARY["ucum"]
#: A remark in braces says what is counted and changes nothing: 1{enterprises}.
_REMARK = re.compile(r"\{[^{}]*\}")
#: A number of UCUM, alone or times 1: 12, 10*4, 12.1.
_NUMBER = re.compile(r"(?:10\*([1-9]\d?)|([1-9]\d{0,17}))(?:\.1)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@row_rule("X306", "units", scope="package")
def codes_exist(row: Row, pkg: Package) -> Iterator[Wrong]:
    """Every unit is a case."""
    system, code, dimension = row["code_system"], row["code"], row["dimension"]
    base = pkg.table("units").get(row["base_unit_id"])
    own, other = _size(code, dimension), _size(base["code"], dimension) if base else None
    if (system == "ISO 4217") != (dimension == "money"):
        yield "code_system", f"{system}, of {dimension}", "ISO 4217" if dimension == "money" else "UCUM"
    elif system == "ISO 4217":
        if code != row["unit_id"] or not _CURRENCY.fullmatch(code):
            yield "code", shown(code), f"three capital letters, the same in unit_id ({row['unit_id']})"
    elif _size(_REMARK.sub("", code) or "1", dimension) is None:
        numbers = ", or a number: 12, 10*4" if dimension == "count" else ""
        yield "code", shown(code), f"a code of {dimension}: {', '.join(UCUM.get(dimension, {}))}{numbers}"
    elif base and own and other:
        with suppress(ValueError, ZeroDivisionError):  # the contract's finding
            if Fraction(row["factor"]) != own / other:
                yield "factor", row["factor"], f"{own / other}: {code} in {base['code']}"


def _size(code: str, dimension: str) -> Fraction | None:
    """How many of the first unit of its dimension `code` is, or None where it is no code of that dimension."""
    known = UCUM.get(dimension, {}).get(code)
    number = _NUMBER.fullmatch(code) if dimension == "count" else None
    if known is not None or number is None:
        return Fraction(known) if known is not None else None
    return Fraction(10 ** int(number[1]) if number[1] else int(number[2]))


#: Columns in which two rows that say the same may differ.
_OWN = ("note", "preference", "preference_reason")


@rule("X501", scope="entity", tables=("observations", "sources", "indicators"))
def one_answer_preferred(pkg: Package, check: Check) -> None:
    """Answers to one question and their preference."""
    expected = "one preferred answer to one question"
    for rows in check.each(questions(pkg, pkg.table("observations").rows)):
        open_ones = usable(rows)
        chosen = [row for row in rows if row["preference"] == "preferred"]
        if chosen and len(rows) == 1:
            check.fail(rows[0], "preference", "preferred, as the only answer", "normal")
        for row in chosen[1:]:
            check.fail(row, "preference", f"preferred, as {chosen[0].key} (line {chosen[0].line}) is", expected)
        differ = len(open_ones) > 1 and not agree(open_ones)  # one alone with crossed bounds is told by S301
        if not chosen and differ and not all(row["note"] for row in open_ones):
            silent = next(row for row in open_ones if not row["note"])
            others = ", ".join(row.key for row in open_ones if row is not silent)
            found = f"normal and without a note, while {others} says otherwise and none is preferred"
            check.fail(silent, "preference", found, f"{expected}, or a note on each that differs")


@row_rule("X502", "observations", "ranking_entries", tables=("corrections",), optional=True)
def printed_stays(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Basis against the kind of the cited correction."""
    correction = pkg.table("corrections").get(row["correction_id"]) if row["correction_id"] else None
    if correction is None:
        return None
    changed = row["basis"] == "printed" and correction["kind"] in NUMBER_KINDS
    found = f"printed, with {correction.key}, a {correction['kind']}"
    wrong = changed and row.get("preference") != "deprecated"
    return [("basis", found, "reconstructed, or a deprecated statement")] if wrong else []


@rule("X503", scope="source", tables=("observations", "ranking_entries", "entity_links", "corrections"))
def statements_are_single(pkg: Package, check: Check) -> None:
    """Every statement is a case."""
    for name in ("observations", "ranking_entries", "entity_links", "corrections"):
        table = pkg.table(name)
        own = (*_OWN, *table.schema.get("primaryKey", ()))
        places = [place for place, column in enumerate(table.header) if column not in own]
        first: dict[tuple[str, ...], Row] = {}
        for row in check.each(table.rows):
            other = first.setdefault(tuple([row.cells[place] for place in places]), row)
            if other is not row:
                found = f"{row.key}, the same as {other.key} (line {other.line})"
                check.fail(row, row.table.header[0], found, "a statement that no other row makes")
