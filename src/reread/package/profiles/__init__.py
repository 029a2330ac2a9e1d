"""The official Data Package 2.0 profile, and where a value breaks it.

`datapackage-2.0.json` is the profile published at https://datapackage.org/profiles/2.0/datapackage.json with its
references resolved, as distributed in the Python package check-datapackage (MIT). The library jsonschema checks
it, since it names every error and not the first alone.

`format` is not asserted, as JSON Schema leaves open; what matters of it is said by P rules of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator, ValidationError

__all__ = ["Error", "errors", "package_profile", "pointer", "schema_profile"]

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
    inside is most likely the one that was meant.
    """
    if profile is schema_profile():
        yield from _schema_errors(json.dumps(value))
    else:
        yield from _errors(value, profile)


@lru_cache(maxsize=256)
def _schema_errors(text: str) -> tuple[Error, ...]:
    """The errors of a Table Schema, which is looked at again whenever its package is, and seldom changes."""
    return tuple(_errors(json.loads(text), schema_profile()))


def _errors(value: Any, profile: dict[str, Any]) -> Iterator[Error]:
    for error in Draft7Validator(profile).iter_errors(value):
        meant = _meant(error)
        yield (*meant.absolute_path,), _found(meant), _expected(meant)


def _meant(error: ValidationError) -> ValidationError:
    """The error itself, or the first of the alternative that is broken deepest, and there in the fewest places."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(_meant(inner))
    return min(branches.values(), key=_distance)[0] if branches else error


def _distance(errors: list[ValidationError]) -> tuple[int, int]:
    return -max(len(error.absolute_path) for error in errors), len(errors)


def _found(error: ValidationError) -> str:
    return f"no {_missing(error)}" if error.validator == "required" else _shown(error.instance)


def _expected(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    if error.validator == "required":
        return f"the member {_missing(error)}"
    if error.validator == "type":
        return str(wanted) if isinstance(wanted, str) else " or ".join(wanted)
    if error.validator == "enum":
        return "one of " + ", ".join(map(_shown, wanted))
    return _EXPECTED.get(str(error.validator), "what the profile demands").format(wanted)


def _missing(error: ValidationError) -> str:
    """The member that is missing: the library names it in its message alone."""
    required: Any = error.validator_value
    return next(str(name) for name in required if error.message.startswith(repr(name)))


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def pointer(at: tuple[str | int, ...]) -> str:
    """A place as people write it: resources[2].path."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".") or "the top level"
