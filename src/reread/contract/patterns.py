"""The regular expressions a contract may use: those that mean the same in Python, in Rust (Polars), in RE2 (DuckDB)
and in XML Schema.

A Table Schema pattern describes the whole cell, so it has no anchors; and no engine of ours may need backtracking, so
there is no looking around and no back-reference. Shorthands such as `\\d` are out because they mean other characters
in each engine: `[0-9]` is exact.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_LENGTH = 1_000
MAX_REPEAT = 1_000
#: Signs that a pattern may stand for when its repetitions are written out: engines build them all, up to a limit.
MAX_SIZE = 2_000

_SPECIAL = frozenset("\\.?*+(){}[]|-^$/")


class PatternError(ValueError):
    """A pattern outside the portable subset. `.place` is the offset in it, counted from 0."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place = place


@lru_cache(maxsize=1024)
def check_pattern(pattern: str) -> None:
    """Raise `PatternError` where `pattern` is not in the portable subset.

    >>> check_pattern("[a-z]+(-[0-9]{2,4})?")
    """
    if len(pattern) > MAX_LENGTH:
        raise PatternError(MAX_LENGTH, f"longer than {MAX_LENGTH:,} characters")
    end, size = _alternatives(pattern, 0, 0)
    if end < len(pattern):
        raise PatternError(end, "a closing parenthesis that was never opened")
    if size > MAX_SIZE:
        raise PatternError(0, f"repetitions that stand for {size:,} signs, more than {MAX_SIZE:,}")


def whole(pattern: str) -> str:
    """`pattern` as a Rust or RE2 expression that must match the whole text.

    The group keeps `a|b` from becoming `^a` or `b$`.
    """
    return rf"\A(?:{pattern})\z"


def takes_digits_alike(pattern: str) -> bool:
    """Whether a pattern of the portable subset names digits only as 0-9, all of them: then texts that differ in digits
    only match it or not together.

    >>> takes_digits_alike("[a-z0-9]+-[0-9]{2,}"), takes_digits_alike("[1-9][0-9]*")
    (True, False)
    """
    left = _PARTS.sub(lambda part: part[1].replace("0-9", "") if part[1] else "", pattern)
    return not any(sign.isdigit() for sign in left)


#: Escaped signs, classes and repetitions.
_PARTS = re.compile(r"\\.|(\[(?:\\.|[^\]\\])*\])|\{[0-9,]*\}")


def _alternatives(text: str, at: int, depth: int) -> tuple[int, int]:
    """The end of the alternatives that begin at `at`, and how many signs they stand for; so for the next three."""
    if depth > 20:
        raise PatternError(at, "groups nested deeper than 20")
    size = 0
    while True:
        at, more = _sequence(text, at, depth)
        size += more
        if at >= len(text) or text[at] != "|":
            return at, size
        at += 1


def _sequence(text: str, at: int, depth: int) -> tuple[int, int]:
    size = 0
    while at < len(text) and text[at] not in "|)":
        at, one = _atom(text, at, depth)
        at, times = _quantifier(text, at)
        size += one * max(times, 1)  # a part that is repeated no times is built all the same
    return at, size


def _atom(text: str, at: int, depth: int) -> tuple[int, int]:
    sign = text[at]
    if sign == "(":
        if text.startswith("(?", at):
            raise PatternError(
                at, "a group that begins with (?: looking around, flags and names differ between engines"
            )
        end, size = _alternatives(text, at + 1, depth + 1)
        if end >= len(text):
            raise PatternError(at, "a parenthesis that is never closed")
        return end + 1, size + 1
    if sign == "[":
        return _class(text, at), 1
    if sign == "\\":
        return _escape(text, at), 1
    if sign in "^$":
        raise PatternError(at, f"the anchor {sign}: a pattern always describes the whole cell")
    if sign in "?*+{":
        raise PatternError(at, f"{sign} with nothing before it to repeat")
    if sign in "}]":
        raise PatternError(at, f"{sign} without its opening sign: write \\{sign}")
    return at + 1, 1


def _escape(text: str, at: int) -> int:
    sign = text[at + 1 : at + 2]
    if sign == "" or sign not in _SPECIAL:
        raise PatternError(
            at, f"\\{sign}: only signs with a special meaning may be escaped; write classes out, as [0-9]"
        )
    return at + 2


def _class(text: str, at: int) -> int:
    start = at
    at += 1
    if text.startswith("^", at):
        at += 1
    low: str | None = None  # the sign a following "-" would make the start of a range
    empty = True
    while at < len(text) and text[at] != "]":
        sign = text[at]
        if sign == "[":
            raise PatternError(at, "[ inside a character class: write \\[")
        if text[at : at + 2] in ("&&", "--", "~~", "||"):
            raise PatternError(at, f"{text[at : at + 2]} inside a character class, an operation in some engines")
        if sign == "-" and low is not None and text[at + 1 : at + 2] not in ("", "]"):
            high, at = _class_sign(text, at + 1)
            if high < low:
                raise PatternError(at - 1, f"the range {low}-{high} runs backwards")
            low = None
            continue
        if sign == "-" and not empty and text[at + 1 : at + 2] != "]":
            raise PatternError(at, "- in the middle of a character class: write \\-")
        low, at = _class_sign(text, at)
        empty = False
    if at >= len(text):
        raise PatternError(start, "a character class that is never closed")
    if empty:
        raise PatternError(start, "an empty character class")
    return at + 1


def _class_sign(text: str, at: int) -> tuple[str, int]:
    """One sign of a class, escaped or not, and the place after it."""
    if text[at] == "\\":
        end = _escape(text, at)
        return text[end - 1], end
    if text[at] == "^":
        raise PatternError(at, "^ inside a character class: write \\^")
    return text[at], at + 1


def _quantifier(text: str, at: int) -> tuple[int, int]:
    times = 1
    if at >= len(text) or text[at] not in "?*+{":
        return at, times
    if text[at] == "{":
        end = text.find("}", at)
        inside = text[at + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        ascii_digits = all(part.isascii() and part.isdigit() for part in (low, high or "0"))
        if end < 0 or not ascii_digits:
            raise PatternError(at, "{ that is no repetition such as {2}, {2,} or {2,4}")
        if max(len(low), len(high)) > 4 or max(int(low), int(high or 0)) > MAX_REPEAT:
            raise PatternError(at, f"a repetition of more than {MAX_REPEAT:,}")
        if high and int(high) < int(low):
            raise PatternError(at, f"the repetition {{{inside}}} runs backwards")
        times = int(high or low) + bool(comma and not high)
        at = end + 1
    else:
        at += 1
    if at < len(text) and text[at] in "?*+{":
        raise PatternError(at, "a second repetition sign: lazy and possessive repetition differ between engines")
    return at, times
