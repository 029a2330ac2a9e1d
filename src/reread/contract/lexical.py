"""How a typed value is written in a cell.

One pattern per type, the same in every engine, decides whether a cell is of its type. The limits on digits belong to
it: every number that passes fits a 128-bit decimal with 18 places after the point and every integer a 64-bit one, so
no engine rounds, overflows or falls back on floating point.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

#: Digits a number may have before and after the point, and an integer altogether.
WHOLE_DIGITS = 20
DECIMAL_PLACES = 18
INTEGER_DIGITS = 18

_HEAD = rf"[1-9][0-9]{{0,{WHOLE_DIGITS - 1}}}"
_NUMBER = rf"0|-?{_HEAD}|-?(0|{_HEAD})\.[0-9]{{1,{DECIMAL_PLACES}}}"

#: Type to the pattern of its cells; a type without one takes any text. Years before 1000 are no dates of this package.
PATTERNS = {
    "integer": rf"0|-?[1-9][0-9]{{0,{INTEGER_DIGITS - 1}}}",
    "number": _NUMBER,
    "boolean": "true|false",
    "date": "[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
}

#: Type to the words a message uses for what was expected.
EXPECTED = {
    "integer": f"a whole number: digits only, at most {INTEGER_DIGITS}, with no leading zero, sign + or separator",
    "number": (
        f"a plain decimal number: at most {WHOLE_DIGITS} digits before and {DECIMAL_PLACES} after a point, "
        "with no leading zero, exponent, separator or unit"
    ),
    "boolean": "true or false",
    "date": "a day of the calendar written YYYY-MM-DD",
}

TYPES = ("string", *PATTERNS)

_COMPILED = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}


def is_of_type(text: str, type_: str) -> bool:
    """Whether `text` (not empty) is a value of the Table Schema type `type_`.

    >>> is_of_type("0.10", "number"), is_of_type("1e3", "number"), is_of_type("2021-02-30", "date")
    (True, False, False)
    """
    pattern = _COMPILED.get(type_)
    if pattern is None:
        return True
    if not pattern.fullmatch(text):
        return False
    return type_ != "date" or _is_day(text)


def plain(value: Decimal | str) -> str:
    """A compared value as it is written in a cell, never with an exponent."""
    return value if isinstance(value, str) else format(value, "f")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
