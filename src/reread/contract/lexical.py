"""How a typed value is written in a cell: one pattern per type, the same in every engine.

By its limits on digits every number fits a 128-bit decimal with 18 places after the point and every integer a 64-bit
one, so no engine rounds, overflows or falls back on floating point.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Digits a number may have before and after the point, and an integer altogether.
WHOLE_DIGITS = 20
DECIMAL_PLACES = 18
INTEGER_DIGITS = 18

_HEAD = rf"[1-9][0-9]{{0,{WHOLE_DIGITS - 1}}}"
_DAYS = "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
_LEAP_YEARS = "[1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00"

#: Type to the pattern of its cells; a type without one takes any text. Years before 1000 are no dates of this package.
PATTERNS = {
    "integer": rf"0|-?[1-9][0-9]{{0,{INTEGER_DIGITS - 1}}}",
    "number": rf"0|-?{_HEAD}|-?(0|{_HEAD})\.[0-9]{{1,{DECIMAL_PLACES}}}",
    "boolean": "true|false",
    "date": rf"[1-9][0-9]{{3}}-({_DAYS})|({_LEAP_YEARS})-02-29",
}
#: Dates and days that no calendar has.
ANY_DAY = re.compile("[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

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


def is_of_type(text: str, type_: str) -> bool:
    """Whether `text` (not empty) is a value of the Table Schema type `type_`.

    >>> is_of_type("0.10", "number"), is_of_type("1e3", "number"), is_of_type("2021-02-30", "date")
    (True, False, False)
    """
    return type_ not in PATTERNS or re.fullmatch(PATTERNS[type_], text) is not None


def plain(value: Decimal | str) -> str:
    """A compared value as it is written in a cell, never with an exponent."""
    return value if isinstance(value, str) else format(value, "f")
