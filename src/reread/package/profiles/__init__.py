"""The official Data Package 2.0 profile, and the small part of JSON Schema it is written in.

`datapackage-2.0.json` is the profile published at https://datapackage.org/profiles/2.0/datapackage.json with its
references resolved, as distributed in the Python package check-datapackage (MIT). Importing a full JSON Schema
library costs more time than all P rules together; the profile uses fifteen keywords, and `errors` refuses a profile
with any other. Tests compare it with the jsonschema library.

`format` is not asserted, as JSON Schema leaves open; what matters of it is said by P rules of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

#: Members that say something to a reader and nothing about validity. "item" is a slip of the published profile.
_SILENT = {
    "$schema",
    "title",
    "description",
    "context",
    "examples",
    "propertyOrder",
    "default",
    "format",
    "options",
    "item",
    "notes",
}

Error = tuple[tuple[str | int, ...], str, str]


@cache
def package_profile() -> dict[str, Any]:
    """The profile of a whole descriptor."""
    text = files(__name__).joinpath("datapackage-2.0.json").read_text("utf-8")
    profile: dict[str, Any] = json.loads(text)
    return profile


@cache
def schema_profile() -> dict[str, Any]:
    """The part of the profile that describes a Table Schema."""
    part: dict[str, Any] = package_profile()["properties"]["resources"]["items"]["properties"]["schema"]
    return part


def errors(value: Any, profile: dict[str, Any], at: tuple[str | int, ...] = ()) -> Iterator[Error]:
    """Where `value` breaks `profile`.

    (path to the place, found, expected). ValueError when the profile uses a keyword unknown here.
    """
    for keyword, argument in profile.items():
        if keyword in _SILENT:
            continue
        check = _KEYWORDS.get(keyword)
        if check is None:
            raise ValueError(f"the profile uses the keyword {keyword}, which is not supported")
        yield from check(value, argument, at)


def pointer(at: tuple[str | int, ...]) -> str:
    """A place as people write it: resources[2].path."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".") or "the top level"


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "object": (dict,),
    "array": (list,),
    "boolean": (bool,),
    "integer": (int, float),
    "number": (int, float),
    "null": (type(None),),
}


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[name])


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _type(value: Any, names: str | list[str], at: tuple[str | int, ...]) -> Iterator[Error]:
    names = [names] if isinstance(names, str) else names
    if not any(_is(value, name) for name in names):
        yield at, _shown(value), " or ".join(names)


def _properties(value: Any, members: dict[str, Any], at: tuple[str | int, ...]) -> Iterator[Error]:
    for name, profile in members.items() if isinstance(value, dict) else ():
        if name in value:
            yield from errors(value[name], profile, (*at, name))


def _items(value: Any, profile: dict[str, Any], at: tuple[str | int, ...]) -> Iterator[Error]:
    for place, item in enumerate(value if isinstance(value, list) else ()):
        yield from errors(item, profile, (*at, place))


def _required(value: Any, names: list[str], at: tuple[str | int, ...]) -> Iterator[Error]:
    for name in names if isinstance(value, dict) else ():
        if name not in value:
            yield at, f"no {name}", f"the member {name}"


def _enum(value: Any, allowed: list[Any], at: tuple[str | int, ...]) -> Iterator[Error]:
    if not any(_same(value, each) for each in allowed):
        yield at, _shown(value), "one of " + ", ".join(_shown(each) for each in allowed)


def _pattern(value: Any, pattern: str, at: tuple[str | int, ...]) -> Iterator[Error]:
    if isinstance(value, str) and not re.search(pattern, value):
        yield at, _shown(value), f"a text that fits {pattern}"


def _at_least(measure: Callable[[Any], float | None], what: str) -> Callable[..., Iterator[Error]]:
    def check(value: Any, least: float, at: tuple[str | int, ...]) -> Iterator[Error]:
        size = measure(value)
        if size is not None and size < least:
            yield at, _shown(value), f"at least {least}{what}"

    return check


def _maximum(value: Any, most: float, at: tuple[str | int, ...]) -> Iterator[Error]:
    if _is(value, "number") and value > most:
        yield at, _shown(value), f"at most {most}"


def _unique(value: Any, wanted: bool, at: tuple[str | int, ...]) -> Iterator[Error]:
    if wanted and isinstance(value, list):
        texts = [json.dumps(item, sort_keys=True) for item in value]
        if len(set(texts)) < len(texts):
            yield at, _shown(value), "no item twice"


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _branches(value: Any, profiles: list[dict[str, Any]], at: tuple[str | int, ...], one: bool) -> Iterator[Error]:
    fitting = 0
    for profile in profiles:
        fitting += next(errors(value, profile, at), None) is None  # its first error settles a branch
        if fitting and not one:
            return
    if not fitting:
        failed = [list(errors(value, profile, at)) for profile in profiles]
        # The branch meant is most likely the one broken deepest inside, and there in the fewest places.
        yield from min(failed, key=lambda found: (-max(len(error[0]) for error in found), len(found)))[:1]
    elif one and fitting > 1:
        yield at, _shown(value), f"one of {len(profiles)} alternatives; {fitting} fit"


def _any_of(value: Any, profiles: list[dict[str, Any]], at: tuple[str | int, ...]) -> Iterator[Error]:
    return _branches(value, profiles, at, False)


def _one_of(value: Any, profiles: list[dict[str, Any]], at: tuple[str | int, ...]) -> Iterator[Error]:
    return _branches(value, profiles, at, True)


def _size(kind: type[str] | type[list[Any]] | type[dict[str, Any]]) -> Callable[[Any], float | None]:
    return lambda value: len(value) if isinstance(value, kind) else None


_KEYWORDS: dict[str, Callable[..., Iterator[Error]]] = {
    "type": _type,
    "properties": _properties,
    "items": _items,
    "required": _required,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _at_least(_size(str), " characters"),
    "minItems": _at_least(_size(list), " items"),
    "minProperties": _at_least(_size(dict), " members"),
    "minimum": _at_least(lambda value: value if _is(value, "number") else None, ""),
    "maximum": _maximum,
    "uniqueItems": _unique,
    "anyOf": _any_of,
    "oneOf": _one_of,
}
