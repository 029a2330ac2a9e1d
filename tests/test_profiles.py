"""Our reading of the official profile agrees with the jsonschema library, on sound and on broken descriptors."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from planting import THINGS_SCHEMA

from reread.package import profiles
from reread.package.profiles import errors, package_profile, pointer, schema_profile

NAME = "^([-a-zA-Z0-9._])+$"
JSON = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.text(max_size=3),
    st.sampled_from(["[]", "{}", '["a", "a"]', '[{"name": "a"}]', "1.0", '["a", {"value": "b"}]']).map(json.loads),
)


def places(value: Any) -> list[tuple[str | int, ...]]:
    """Every place in a JSON value."""
    found: list[tuple[str | int, ...]] = [()]
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in steps:
        found += [(step, *place) for place in places(below)]
    return found


@given(st.data())
def test_broken_descriptors_are_judged_as_by_jsonschema(data: st.DataObject) -> None:
    schema = {**copy.deepcopy(THINGS_SCHEMA), "foreignKeys": [{"fields": "a", "reference": {"fields": "b"}}]}
    value: Any = {
        "name": "x",
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [{"name": "things", "path": "data/things.csv", "schema": schema, "bytes": 3, "hash": "sha256:00"}],
    }
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.sampled_from([p for p in places(value) if p]))
        holder = value
        for step in place[:-1]:
            holder = holder[step]
        if data.draw(st.booleans()):
            holder[place[-1]] = data.draw(JSON)
        else:
            del holder[place[-1]]
    assert bool(list(errors(value, package_profile()))) != Draft7Validator(package_profile()).is_valid(value)


@given(
    st.dictionaries(st.sampled_from(["type", "name", "constraints", "format", "example", "categories"]), JSON),
    st.sampled_from(["string", "integer", "number", "date", "boolean", "year", "list", "any", "nonsense"]),
)
def test_field_descriptors_are_judged_as_by_jsonschema(field: dict[str, Any], kind: str) -> None:
    value = {"fields": [{"name": "a", "type": kind, **field}]}
    assert bool(list(errors(value, schema_profile()))) != Draft7Validator(schema_profile()).is_valid(value)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        ({"resources": []}, (("resources",), "[]", "at least 1 items")),
        ({"name": 1}, (("name",), "1", "string")),
        ({"licenses": [{"name": "CC BY"}]}, (("licenses", 0, "name"), '"CC BY"', f"a text that fits {NAME}")),
    ],
)
def test_every_error_names_its_place(edit: dict[str, Any], error: tuple[Any, ...]) -> None:
    value = {"name": "x", "resources": [{"name": "a", "path": "a.csv"}], **edit}
    assert list(errors(value, package_profile())) == [error]
    assert (("resources",), "no resources", "the member resources") not in errors(value, package_profile())
    assert next(errors({}, package_profile())) == ((), "no resources", "the member resources")


def test_places_are_written_as_people_do() -> None:
    assert pointer(("resources", 2, "path")) == "resources[2].path"
    assert pointer(()) == "the top level"


def test_the_profile_is_the_published_one_unchanged() -> None:
    file = Path(profiles.__file__).parent / "datapackage-2.0.json"
    assert json.loads(file.read_text("utf-8"))["title"] == "Data Package"
    Draft7Validator.check_schema(package_profile())
