"""Repairs of cells: what spreadsheets and keyboards do to codes, numbers and days, where one reading is possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from ..contract.lexical import is_of_type
from ..package.table import fields_of
from ..package.values import reader

_WIDE: Final = {0xFF01 + n: 0x21 + n for n in range(94)}
_TYPED: Final = frozenset({"integer", "number", "date", "datetime", "time", "year", "yearmonth", "boolean"})
#: What programs write for a cell that is empty.
_MISSING: Final = frozenset({"n/a", "#n/a", "na", "nan", "null", "none", "nil", "-", "--", "—", "–", "/", "无", "空"})
_DAY: Final = re.compile(r"(\d{4})(?:年|([-/.]))(\d{1,2})(?:月|\2)(\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_DAY_LAST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:([, \u00a0\u202f'’])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_PLAIN: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def _understood(pattern: object) -> str:
    """A pattern; "" for none, and for one that is none, as S100 says."""
    try:
        return re.compile(pattern).pattern if isinstance(pattern, str) else ""
    except (re.error, OverflowError, RecursionError):
        return ""


def cleaner(
    schema: dict[str, Any], column: str, stated: Mapping[str, Any] | None = None, *, strict: bool = True
) -> Callable[[str], tuple[str, str]]:
    """A function from a cell of `column` to what it should be, and what was done; the cell itself where nothing is.

    `stated` is the field as its schema writes it; without `strict`, cells may be in any form that Table Schema allows.
    In columns of words a full-width character may be as printed: those are left to the rules.
    """
    field = next((field for field in fields_of(schema) if field.get("name") == column), {})
    constraints = field.get("constraints")
    constraints = constraints if isinstance(constraints, dict) else {}
    keys = schema.get("foreignKeys")
    named = [key.get("fields") for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
    key = any(column == one or (isinstance(one, list) and column in one) for one in named)
    # Whether the column holds numbers, days, codes or keys, never words.
    codes = key or field.get("type") in _TYPED or bool({"pattern", "enum"} & {*constraints})
    enum = constraints.get("enum")
    listed = [value for value in enum if isinstance(value, str)] if isinstance(enum, list) else []
    kind, pattern = str(field.get("type")), _understood(constraints.get("pattern"))
    read = reader(stated, strict) if stated else None
    form = str(stated.get("format", "")).removeprefix("fmt:") if stated and kind == "date" else ""

    def fits(cell: str) -> bool:
        value = cell if read is None else read(cell)
        return value is not None and is_of_type(value, kind) and (not pattern or bool(re.fullmatch(pattern, cell)))

    def clean(cell: str) -> tuple[str, str]:
        stripped = cell.strip()
        what = "blanks at the ends removed"
        if not stripped.strip("\u200b\ufeff"):
            stripped = cell
        if not codes:
            return stripped, what
        narrow = stripped.translate(_WIDE)
        what = what if narrow == stripped else "full-width characters narrowed"
        if not constraints.get("required") and narrow.lower() in _MISSING and narrow not in listed:
            return "", "mark of a missing value removed"
        alike = [value for value in listed if value.lower() == narrow.lower()]
        if len(alike) == 1 and narrow not in listed:
            return alike[0], "written as the schema lists it"
        typed = _typed(narrow, kind, strict)
        if typed is not None and "%" in form:
            typed = date.fromisoformat(typed).strftime(form)
        if typed is not None and fits(typed) and not fits(narrow):
            return typed, f"written as a {kind}"
        if narrow[:1] in ("'", "\u2019") and not fits(narrow) and fits(narrow[1:]):
            return narrow[1:], "apostrophe of a spreadsheet removed"
        whole = re.sub(r"\.0+", "", narrow) if re.fullmatch(r"-?\d+\.0+", narrow) else None
        for other in (_day(narrow), narrow.lower(), whole) if kind == "string" and pattern else ():
            if other is not None and not re.fullmatch(pattern, narrow) and re.fullmatch(pattern, other):
                return other, "written as the schema says"
        return narrow, what

    return clean


def _typed(cell: str, kind: str, strict: bool) -> str | None:
    """`cell` as a value of the type `kind`, where it can be read in one way; None where it is one, or cannot. Of a
    package that is not `strict`, nobody knows whether 1,234 has groups or decimals."""
    if kind == "boolean":
        return cell.lower() if cell.lower() in ("true", "false") and not cell.islower() else None
    if kind == "date":
        return _day(cell)
    if kind not in ("integer", "number") or _PLAIN.fullmatch(cell):
        whole = re.fullmatch(r"(-?\d+)\.0+", cell) if kind == "integer" else None
        return whole[1] if whole else None
    number = cell.replace("\u2212", "-").removeprefix("+")
    if kind == "number" and not strict and re.fullmatch(r"-?\d{1,3},\d{3}", number):
        return None
    if grouped := _GROUPED.fullmatch(number):
        number = number.replace(grouped[1], "")
    return number if _PLAIN.fullmatch(number) and (kind == "number" or "." not in number) else None


def _day(cell: str) -> str | None:
    """A day in another order or with other signs; None where it could be two days, or is written right."""
    if match := _DAY.fullmatch(cell):
        readings = {(match[1], match[3], match[4])}
    elif match := _DAY_LAST.fullmatch(cell):
        readings = {(match[3], match[1], match[2]), (match[3], match[2], match[1])}
    else:
        return None
    days = set()
    for year, month, day in readings:
        with suppress(ValueError):
            days.add(date(int(year), int(month), int(day)).isoformat())
    found = days.pop() if len(days) == 1 else cell
    return None if found == cell else found
