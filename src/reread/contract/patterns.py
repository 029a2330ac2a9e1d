"""The regular expressions a contract may use: those that mean the same in Python, Rust (Polars), RE2 (DuckDB) and XML
Schema. A pattern describes the whole cell, so it has no anchors; nothing may need backtracking, so there is no looking
around and no back-reference; `\\d` and its like mean other characters in each engine: `[0-9]` is exact.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_LENGTH = 1_000
MAX_REPEAT = 1_000
#: Signs that a pattern may stand for when its repetitions are written out: engines build them all, up to a limit.
MAX_SIZE = 2_000
MAX_DEPTH = 20

_ESCAPE = r"\\[\\.?*+(){}\[\]|^$/-]"
#: A sign of a class; a hyphen stands at an edge of the class, or is escaped.
_SIGN = rf"(?:{_ESCAPE}|[^\\\[\]^-])"
_CLASS = rf"\[\^?(?:-?(?:{_SIGN}-{_SIGN}|{_SIGN})+-?|-)\]"
#: What a pattern is made of. What fits none of it is refused.
_TOKEN = re.compile(
    rf"(?P<atom>{_ESCAPE}|{_CLASS}|[^\\.?*+(){{}}\[\]|^$]|\.)|(?P<open>\((?!\?))|(?P<close>\))|(?P<or>\|)"
    r"|(?P<repeat>[?*+]|\{(?P<low>[0-9]{1,4})(?P<more>,(?P<high>[0-9]{1,4})?)?\})"
)
_RANGE = re.compile(rf"({_ESCAPE}|[^\\])-({_ESCAPE}|[^\\\]])|{_ESCAPE}|.", re.DOTALL)
#: Operations on classes in some engines.
_OPERATIONS = re.compile(r"&&|--|~~|\|\|")
#: Why a sign is refused where it stands.
_WRONG = {
    "(": "a group that begins with (?: looking around, flags and names differ between engines",
    "[": "a character class that is empty, never closed, or holds [, ^ or - where engines differ: escape them",
    "\\": "only signs with a special meaning may be escaped; write classes out, as [0-9]",
    "^": "the anchor ^: a pattern always describes the whole cell",
    "$": "the anchor $: a pattern always describes the whole cell",
    "{": "{ that is no repetition such as {2}, {2,} or {2,4}",
}


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
    opened: list[int] = []
    sizes, last, place = [0], 0, 0  # of the groups around, and of what stands before
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None:
            raise PatternError(place, _WRONG.get(pattern[place], f"{pattern[place]} without its opening sign"))
        size = 0  # of what a repetition after this would repeat
        match token.lastgroup:
            case "open":
                opened.append(place)
                sizes.append(0)
            case "close":
                if not opened:
                    raise PatternError(place, "a closing parenthesis that was never opened")
                opened.pop()
                size = sizes.pop() + 1
            case "repeat":
                sizes[-1] += last * (_times(token, place, last) - 1)
            case "atom":
                _check_class(token[0], place)
                size = 1
        sizes[-1] += size
        last = size
        if len(opened) > MAX_DEPTH:
            raise PatternError(place, f"groups nested deeper than {MAX_DEPTH}")
        place = token.end()
    if opened:
        raise PatternError(opened[-1], "a parenthesis that is never closed")
    if sizes[0] > MAX_SIZE:
        raise PatternError(0, f"repetitions that stand for {sizes[0]:,} signs, more than {MAX_SIZE:,}")


def _times(token: re.Match[str], place: int, last: int) -> int:
    """How many times the part before is built; a part that is repeated no times is built all the same."""
    if not last:
        raise PatternError(place, f"{token[0]} with nothing before it to repeat, or a second repetition")
    low, high = int(token["low"] or 1), int(token["high"] or token["low"] or 1)
    if max(low, high) > MAX_REPEAT:
        raise PatternError(place, f"a repetition of more than {MAX_REPEAT:,}")
    if high < low:
        raise PatternError(place, f"the repetition {token[0]} runs backwards")
    return max(1, high + bool(token["more"] and not token["high"]))


def _check_class(atom: str, place: int) -> None:
    """Refuse a class with an operation in it, or a range that runs backwards."""
    if atom[0] != "[":
        return
    if operation := _OPERATIONS.search(atom):
        raise PatternError(place + operation.start(), f"{operation[0]} in a class, an operation in some engines")
    for part in _RANGE.finditer(atom[1:-1].removeprefix("^")):
        if part[1] and part[1][-1] > part[2][-1]:
            raise PatternError(place, f"the range {part[0]} runs backwards")


def whole(pattern: str) -> str:
    """`pattern` as a Rust or RE2 expression that must match the whole text."""
    return rf"\A(?:{pattern})\z"
