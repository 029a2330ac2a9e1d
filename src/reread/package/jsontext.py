"""Strict JSON, or YAML read as strictly: one object, no member twice, no NaN, no endless number, and every failure a
`Problem` with its line.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, Final

from ..findings import Problem, shown
from .csvtext import decode

#: What the names of files in YAML end in.
YAML: Final = (".yaml", ".yml")
#: Nested deeper than this is not a descriptor or a schema; the limit also keeps every later walk over it safe.
MAX_DEPTH: Final = 64
_TYPES: Final = {list: "list", str: "string", bool: "boolean", int: "number", float: "number", type(None): "null"}


class _Refused(ValueError):
    """A text that this package does not accept: what was found, in which line, and what was expected instead."""

    def __init__(self, found: str, line: int | None = None, expected: str = "") -> None:
        super().__init__(found, line, expected)


def in_json(value: Any, most: int = 80) -> str:
    """A value as it may stand in a message: in JSON, cut after `most` characters."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[: most - 3]}..."


def json_text(value: object) -> str:
    """`value` as the text of a JSON file, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def object_in(raw: bytes, path: str) -> tuple[dict[str, Any], list[Problem]]:
    """The object in a file of JSON or YAML, an empty one where there is none; and its problems."""
    text, problems = decode(raw, path)
    if any(not problem.soft for problem in problems):
        return {}, problems
    value, problem = parse_object(text, path)
    return value, [*problems, problem] if problem else problems


def parse_object(text: str, path: str) -> tuple[dict[str, Any], Problem | None]:
    """The object in `text`, in YAML where `path` ends so, or an empty one and the problem that `path` has."""
    yaml = path.endswith(YAML)
    one = "one object in YAML" if yaml else "one JSON object"
    try:
        value = _yaml(text) if yaml else _json(text)
        if depth(value) > MAX_DEPTH:
            raise RecursionError
        return value, None
    except RecursionError:
        found, line = f"lists or objects nested more than {MAX_DEPTH} deep", None
        expected = one if yaml else f"at most {MAX_DEPTH} levels"
    except _Refused as error:
        found, line, expected = error.args
    fix = "Correct the file by hand, or restore it from version control."
    return {}, Problem("json", path, found, expected or one, fix, line)


def depth(value: Any) -> int:
    """How deeply lists and objects are nested, counted without recursion and no further than needed."""
    level, levels = [value], 0
    while levels <= MAX_DEPTH and (level := [one for one in level if isinstance(one, (dict, list))]):
        levels += 1
        level = [below for one in level for below in (one.values() if isinstance(one, dict) else one)]
    return levels


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_finite, parse_float=_finite)
    except json.JSONDecodeError as error:
        near = text[error.pos : error.pos + 20].split("\n", 1)[0]
        at = f"{error.msg} at column {error.colno}" + (f", before {shown(near)}" if near else ", at the end")
        raise _Refused(f"text that is not JSON: {at}", error.lineno) from None
    except _Refused as error:
        raise _Refused(error.args[0], expected="each member once, and only numbers JSON knows") from None
    except ValueError as error:  # for one, an integer of more digits than Python converts
        raise _Refused(f"a value that cannot be read: {error}") from None
    if not isinstance(value, dict):
        raise _Refused(f"JSON, but a {_TYPES.get(type(value), 'value')} at the top")
    return value


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise _Refused(f"the member {shown(twice)} twice in one object")
    return members


def _finite(digits: str) -> float:
    number = float(digits)
    if isfinite(number):
        return number
    if not digits[-1].isdigit():
        raise _Refused(f"the number {digits}, which JSON does not have")
    raise _Refused(f"the number {shown(digits, 40)}, which is too large to be read")


def _yaml(text: str) -> dict[str, Any]:
    import yaml

    class Loader(yaml.SafeLoader):
        """Safe, without days and times, and without aliases, which can make a small file endless."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("an alias, which is not read here")
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            found = super().construct_mapping(node, deep)
            if len(found) != len(node.value):
                raise yaml.YAMLError(f"a member twice in the object on line {node.start_mark.line + 1}")
            return found

    Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        value = yaml.load(text, Loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or error
        raise _Refused(f"text that is not YAML: {said}", mark and mark.line + 1) from None
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise _Refused("YAML, but no object at the top")
    return value
