"""What a problem of a schema is; those of its shape, which contract.schema.json describes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

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
def _shape() -> Draft202012Validator:
    text = files("reread.contract").joinpath("contract.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


@lru_cache(maxsize=256)
def of_shape(text: str) -> tuple[ContractProblem, ...]:
    """The problems of the shape of a schema, given as JSON text: schemas are looked at again and again."""
    return tuple(one for error in _shape().iter_errors(json.loads(text)) for one in _told(error))


def _told(error: ValidationError) -> Found:
    at = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path)
    rule: Any = error.validator_value
    part: Any = error.schema
    value: Any = error.instance
    match error.validator:
        case "required":
            missing = next(name for name in rule if error.message.startswith(repr(name)))
            yield ContractProblem(at, f"no {missing}", f"the keyword {missing}")
        case "additionalProperties":
            known = part["properties"]
            for key in (key for key in value if key not in known):
                place = f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"
                yield ContractProblem(place, f"the unknown keyword {say(key)}", "one of " + ", ".join(sorted(known)))
        case "oneOf":  # one member of two
            names = " and ".join(one["required"][0] for one in rule)
            yield ContractProblem(at, f"both or neither of {names}", f"one of {names}")
        case _:
            expected = f"one of {', '.join(map(str, rule))}" if error.validator == "enum" else say(rule)
            yield ContractProblem(at, say(value), str(part.get("description", expected)))


def of_type(at: str, name: str | None, types: Mapping[str, str], wanted: Collection[str]) -> Found:
    """The problem of the field `name` not being of a `wanted` type, or no field; none where no name is given."""
    if name is not None and name not in types:
        yield ContractProblem(at, f"{say(name)}, which is no field", "one of " + ", ".join(types))
    elif name is not None and types[name] not in wanted:
        yield ContractProblem(at, f"a field of type {types[name]}", "a field of type " + " or ".join(sorted(wanted)))
