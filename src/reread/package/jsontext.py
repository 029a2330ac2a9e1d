"""Strict JSON: one object, no member twice, no NaN, no endless number, and every failure a `Problem` with its line."""

from __future__ import annotations

import json
from typing import Any

from ..findings import Problem, shown

#: Nested deeper than this is not a descriptor or a schema; the limit also keeps every later walk over it safe.
MAX_DEPTH = 64


class _Refused(ValueError):
    """A well-formed JSON text that this package does not accept."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _Refused(f"the member {shown(twice)} twice in one object")
    return members


def _no_constants(name: str) -> Any:
    raise _Refused(f"the number {name}, which JSON does not have")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _Refused(f"the number {shown(digits, 40)}, which is too large to be read")
    return number


def depth(value: Any) -> int:
    """How deeply lists and objects are nested, counted without recursion and no further than needed."""
    level, levels = [value], 0
    while level and levels <= MAX_DEPTH:
        below = [m for v in level if isinstance(v, (dict, list)) for m in (v.values() if isinstance(v, dict) else v)]
        levels += any(isinstance(v, (dict, list)) for v in level)
        level = below
    return levels


def parse_object(text: str, path: str) -> tuple[dict[str, Any], Problem | None]:
    """The JSON object in `text`, or an empty one and the problem that `path` has."""

    def refused(
        found: str, line: int | None = None, expected: str = "one JSON object"
    ) -> tuple[dict[str, Any], Problem]:
        return {}, Problem(
            "json", path, found, expected, "Correct the file by hand, or restore it from version control.", line
        )

    try:
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants, parse_float=_finite)
    except json.JSONDecodeError as error:
        near = text[error.pos : error.pos + 20].split("\n", 1)[0]
        at = f"{error.msg} at column {error.colno}" + (f", before {shown(near)}" if near else ", at the end")
        return refused(f"text that is not JSON: {at}", error.lineno)
    except _Refused as error:
        return refused(str(error), expected="each member once, and only numbers JSON knows")
    except RecursionError:
        return refused(f"lists or objects nested more than {MAX_DEPTH} deep", expected=f"at most {MAX_DEPTH} levels")
    except ValueError as error:  # for one, an integer of more digits than Python converts
        return refused(f"a value that cannot be read: {error}")
    if not isinstance(value, dict):
        return refused(f"JSON, but a {_json_type(value)} at the top")
    if depth(value) > MAX_DEPTH:
        return refused(f"lists or objects nested more than {MAX_DEPTH} deep", expected=f"at most {MAX_DEPTH} levels")
    return value, None


def _json_type(value: Any) -> str:
    names = {list: "list", str: "string", bool: "boolean", int: "number", float: "number", type(None): "null"}
    return names.get(type(value), "value")
