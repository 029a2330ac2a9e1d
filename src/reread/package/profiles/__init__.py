"""The official Data Package 2.0 profile, and where a value breaks it.

`datapackage-2.0.json` is the profile published at https://datapackage.org/profiles/2.0/datapackage.json with its
references resolved, as distributed in the Python package check-datapackage (MIT). The library jsonschema-rs checks
it: it names every error and not the first alone.

`format` is not asserted, as JSON Schema leaves open; what matters of it is said by P rules of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_rs import Draft7Validator, ValidationError

from ..jsontext import in_json

#: The path to a place, what was found there, and what is expected.
Error = tuple[tuple[str | int, ...], str, str]

_EXPECTED = {
    "pattern": "a text that fits {}",
    "minLength": "at least {} characters",
    "minItems": "at least {} items",
    "minProperties": "at least {} members",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "uniqueItems": "no item twice",
    "oneOf": "just one of the alternatives",
}


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


def errors(value: Any, profile: dict[str, Any]) -> Iterator[Error]:
    """Where `value` breaks `profile`. Of several alternatives, none of which fits, the one that is broken deepest
    inside is most likely the one that was meant."""
    for error in _validator(profile is schema_profile()).iter_errors(value):
        meant = _meant(error)
        yield (*meant.instance_path,), *_said(meant)


@cache
def _validator(of_schema: bool) -> Draft7Validator:
    return Draft7Validator(schema_profile() if of_schema else package_profile())


def _meant(error: ValidationError) -> ValidationError:
    """The error itself, or the first of the alternative that is broken deepest, and there in the fewest places."""
    branches = [[_meant(inner) for inner in branch] for branch in error.kind.as_dict().get("context", ())]
    if not branches or not all(branches):  # several of them fit
        return error
    return min(branches, key=lambda errors: (-max(len(one.instance_path) for one in errors), len(errors)))[0]


def _said(error: ValidationError) -> tuple[str, str]:
    """What was found, and what is expected."""
    said, found = error.kind.as_dict(), in_json(error.instance)
    match error.kind.name:
        case "required":
            return f"no {said['property']}", f"the member {said['property']}"
        case "type":
            return found, " or ".join(said["types"])
        case "enum":
            return found, "one of " + ", ".join(map(in_json, said["options"]))
        case name:
            return found, _EXPECTED.get(name, "what the profile demands").format(*said.values())


def pointer(at: tuple[str | int, ...]) -> str:
    """A place as people write it: resources[2].path."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".") or "the top level"
