"""What a problem of a schema is, and the small tests that find them in any JSON whatever."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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


def members(at: str, value: Mapping[str, Any], known: set[str], needed: tuple[str, ...] = ()) -> Found:
    """Members of the object `value` that are not `known`, and those that are `needed` and absent."""
    for key in value:
        if key not in known:
            place = f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"
            yield ContractProblem(place, f"the unknown keyword {say(key)}", "one of " + ", ".join(sorted(known)))
    for key in needed:
        if key not in value:
            yield ContractProblem(at, f"no {key}", f"the keyword {key}")


def texts(at: str, value: Mapping[str, Any], keys: tuple[str, ...]) -> Found:
    """Members of `value` among `keys` that are no text."""
    for key in keys:
        if key in value and not (isinstance(value[key], str) and value[key].strip()):
            yield ContractProblem(f"{at}/{key}", say(value[key]), "text")


def is_in(value: Any, known: Container[str]) -> bool:
    """Whether `value`, whatever JSON it is, is one of `known` names."""
    return isinstance(value, str) and value in known


def strings(value: Any) -> bool:
    """Whether `value` is a list of different, non-empty texts."""
    whole = isinstance(value, list) and bool(value) and all(isinstance(v, str) and v for v in value)
    return whole and len(set(value)) == len(value)


def of_type(at: str, name: Any, types: Mapping[str, str], wanted: set[str]) -> Found:
    """The problem of the field `name` not being of a `wanted` type; none where there is no such field."""
    if is_in(name, types) and types[name] not in wanted:
        yield ContractProblem(at, f"a field of type {types[name]}", "a field of type " + " or ".join(sorted(wanted)))
