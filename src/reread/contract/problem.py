"""What a problem of a schema is; those of its shape, which contract.schema.json describes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from operator import getitem
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

#: The property under which the contract says what Table Schema cannot.
PROPERTY = "cnii:contract"


@dataclass(frozen=True, slots=True)
class ContractProblem:
    """One thing in a schema that cannot be compiled. `pointer` is a JSON pointer into the schema."""

    pointer: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: found {self.found}; expected {self.expected}"


Found = Iterator[ContractProblem]


def say(value: Any) -> str:
    """Any JSON as it stands in a message, cut when long."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


@cache
def _shape() -> Any:
    return json.loads(files("reread.contract").joinpath("contract.schema.json").read_text("utf-8"))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(_shape())


def of_shape(schema: Mapping[str, Any]) -> Found:
    """The problems of the shape of a schema."""
    for error in _validator().iter_errors(schema):
        yield from _told(error)


def _told(error: ValidationError) -> Found:
    at = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in error.instance_path)
    part = reduce(getitem, error.schema_path[:-1], _shape())
    rule, value = part[error.schema_path[-1]], error.instance
    match error.kind.name:
        case "required":
            missing = error.kind.as_dict()["property"]
            yield ContractProblem(at, f"no {missing}", f"the keyword {missing}")
        case "additionalProperties":
            known = ", ".join(sorted(part["properties"]))
            for key in error.kind.as_dict()["unexpected"]:
                place = f"{at}/{key.replace('~', '~0').replace('/', '~1')}"
                yield ContractProblem(place, f"the unknown keyword {say(key)}", f"one of {known}")
        case "oneOf":  # one member of two
            names = " and ".join(one["required"][0] for one in rule)
            yield ContractProblem(at, f"both or neither of {names}", f"one of {names}")
        case name:
            expected = f"one of {', '.join(map(str, rule))}" if name == "enum" else say(rule)
            yield ContractProblem(at, say(value), str(part.get("description", expected)))


def of_type(at: str, name: str | None, types: Mapping[str, str], wanted: Collection[str]) -> Found:
    """The problem of the field `name` not being of a `wanted` type, or no field; none where no name is given."""
    if name is not None and name not in types:
        yield ContractProblem(at, f"{say(name)}, which is no field", "one of " + ", ".join(types))
    elif name is not None and types[name] not in wanted:
        yield ContractProblem(at, f"a field of type {types[name]}", "a field of type " + " or ".join(sorted(wanted)))
