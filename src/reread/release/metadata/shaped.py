"""Fills in the shape of a description: a tree (`shapes/NAME.yaml`) in whose texts `{about.title}` stands for a value.

A text that is nothing but one such name takes the value as it is, a list or a number; in any other the values are
written out as `str.format` does. An object with the member `each`, "NAME in NAMES", stands for one object for every
thing in the list; where it is no part of a list itself, a single one stands alone. If it has a member `says`, that is
what stands there. Members that say nothing are left out.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

_NAME = re.compile(r"\{([^{}:]+)\}")
_FORMATTER = Formatter()


def shaped(name: str, /, **values: object) -> dict[str, Any]:
    """The shape `name`, filled in with `values`."""
    found: dict[str, Any] = _filled_in(_shape(name), values)
    return found


@cache
def _shape(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(f"shapes/{name}.yaml").read_text("utf-8"))
    return found


def _filled_in(node: Any, values: dict[str, Any]) -> Any:
    if isinstance(node, str):
        whole = _NAME.fullmatch(node)
        return _value(whole[1], values) if whole else _FORMATTER.vformat(node, (), values)
    if isinstance(node, list):
        return [one for item in node for one in _each(item, values)]
    if isinstance(node, dict):
        found = _each(node, values)
        return found[0] if len(found) == 1 else found
    return node


def _each(node: Any, values: dict[str, Any]) -> list[Any]:
    """What an entry stands for: itself, or one for each thing in a list."""
    if not isinstance(node, dict):
        return [_filled_in(node, values)]
    if "each" not in node:
        members = {name: _filled_in(value, values) for name, value in node.items()}
        return [{name: value for name, value in members.items() if value not in (None, "", [], (), {})}]
    name, _, things = node["each"].partition(" in ")
    rest = {member: value for member, value in node.items() if member != "each"}
    rest = rest.get("says", rest)
    return [_filled_in(rest, {**values, name: thing}) for thing in _value(things, values)]


def _value(name: str, values: dict[str, Any]) -> Any:
    return _FORMATTER.get_field(name, (), values)[0]
