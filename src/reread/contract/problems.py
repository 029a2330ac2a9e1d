"""What is wrong with a table's schema: whatever the compilers do not know in it, with its JSON pointer.

Readers of Table Schema pass over unknown words; a contract must not. The shape is described by contract.schema.json;
what the words mean together is looked at where each has the shape it needs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from operator import getitem
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from .kinds.base import NAMING, ONE_FORM
from .kinds.cells import BOUNDS
from .lexical import TYPES, is_of_type
from .model import pieces
from .patterns import PatternError, check_pattern
from .rules import NAMED

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


def problems(schema: Mapping[str, Any]) -> list[ContractProblem]:
    """Everything in a Table Schema that the compilers would have to ignore or guess at; empty for a sound one."""
    errors = _shape()[1].iter_errors(schema)
    return [problem for error in errors for problem in _of_shape(error)] or list(_of_meaning(schema))


def package_problems(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, list[ContractProblem]]:
    """Problems of several schemas by table; where each is sound by itself, also references that lead nowhere."""
    found = {name: problems(schema) for name, schema in schemas.items()}
    for name, schema in schemas.items():
        if isinstance(schema.get("name", name), str) and schema.get("name", name) != name:
            expected = f"{name}, the name of the table, or none"
            found[name].append(ContractProblem("/name", _say(schema["name"]), expected))
    if not any(found.values()):
        types = {table: {f["name"]: f["type"] for f in schema["fields"]} for table, schema in schemas.items()}
        found = {name: list(_references(name, schema, types)) for name, schema in schemas.items()}
    return found


@cache
def _shape() -> tuple[Any, Draft202012Validator]:
    shape = json.loads(files("reread.contract").joinpath("contract.schema.json").read_text("utf-8"))
    return shape, Draft202012Validator(shape)


def _say(value: Any) -> str:
    """Any JSON as it stands in a message, cut when long."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _of_shape(error: ValidationError) -> Found:
    at = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in error.instance_path)
    part = reduce(getitem, error.schema_path[:-1], _shape()[0])
    rule, words = part[error.schema_path[-1]], error.kind.as_dict()
    match error.kind.name:
        case "required":
            yield ContractProblem(at, "no {property}".format(**words), "the keyword {property}".format(**words))
        case "additionalProperties":
            known = ", ".join(sorted(part["properties"]))
            for key in words["unexpected"]:
                place = f"{at}/{key.replace('~', '~0').replace('/', '~1')}"
                yield ContractProblem(place, f"the unknown keyword {_say(key)}", f"one of {known}")
        case "oneOf":  # one member of two
            names = " and ".join(one["required"][0] for one in rule)
            yield ContractProblem(at, f"both or neither of {names}", f"one of {names}")
        case name:
            expected = f"one of {', '.join(map(str, rule))}" if name == "enum" else _say(rule)
            yield ContractProblem(at, _say(error.instance), str(part.get("description", expected)))


def _of_meaning(schema: Mapping[str, Any]) -> Found:
    types: dict[str, str] = {}
    for number, field in enumerate(schema["fields"]):
        yield from _new(f"/fields/{number}/name", field["name"], types, "field")
        types.setdefault(field["name"], field["type"])
        yield from _constraints(f"/fields/{number}/constraints", field)
    keys = [(f"/foreignKeys/{number}", key) for number, key in enumerate(schema.get("foreignKeys", ()))]
    yield from _of_types("/primaryKey", schema.get("primaryKey", ()), types)
    for number, unique in enumerate(schema.get("uniqueKeys", ())):
        yield from _of_types(f"/uniqueKeys/{number}", unique, types)
    for at, key in keys:
        yield from _of_types(f"{at}/fields", key["fields"], types, ONE_FORM)
    for at, key in keys:
        columns = key["reference"]["fields"]
        if len(columns) != len(key["fields"]):
            yield ContractProblem(f"{at}/reference/fields", _say(columns), "as many field names as the key has")
    foreign = {key["fields"][0] for _, key in keys if len(key["fields"]) == 1}
    names: set[str] = set()
    for at, rule in _rules(schema):
        yield from _new(f"{at}/name", rule["name"], names, "rule")
        names.add(rule["name"])
        yield from _of_rule(at, rule, types, foreign)


def _rules(schema: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The rules of the property `cnii:contract`, with their places."""
    rules = schema.get(PROPERTY, {}).get("rules", ())
    return [(f"/{PROPERTY}/rules/{number}", rule) for number, rule in enumerate(rules)]


def _new(at: str, name: str, before: Collection[str], what: str) -> Found:
    if name in before:
        yield ContractProblem(at, f"{_say(name)} a second time", f"a name of its own for each {what}")


def _of_types(at: str, names: Iterable[str], types: Mapping[str, str], wanted: Collection[str] = TYPES) -> Found:
    """The problems of names that are of no field, or of one of no `wanted` type."""
    for name in names:
        if name not in types:
            yield ContractProblem(at, f"{_say(name)}, which is no field", "one of " + ", ".join(types))
        elif types[name] not in wanted:
            expected = "a field of type " + " or ".join(sorted(wanted))
            yield ContractProblem(at, f"a field of type {types[name]}", expected)


def _constraints(at: str, field: Mapping[str, Any]) -> Found:
    constraints, type_ = field.get("constraints", {}), field["type"]
    try:
        check_pattern(constraints.get("pattern", ""))
    except PatternError as error:
        found = f"{_say(constraints['pattern'])}, at offset {error.place}: {error}"
        expected = "a regular expression that means the same in every engine (see contract/patterns.py)"
        yield ContractProblem(f"{at}/pattern", found, expected)
    for word in BOUNDS:
        value = constraints.get(word, "0")
        if word in constraints and (isinstance(value, float) or not is_of_type(str(value), type_)):
            expected = f"a value of type {type_}, as text or as a whole number, so that nothing is rounded"
            yield ContractProblem(f"{at}/{word}", _say(value), expected)


def _of_rule(at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: Collection[str]) -> Found:
    """What is wrong with the fields that a rule names; `foreign` are those with a foreign key of their own."""
    when = rule.get("when", {})
    for place, part in ((at, rule), (f"{at}/when", when)):
        if part.get("through") not in (None, *foreign):
            yield ContractProblem(f"{place}/through", _say(part["through"]), "a field with a foreign key of its own")
    if "column" in when and "through" not in when:
        yield from _of_types(f"{at}/when/column", [when["column"]], types, ONE_FORM if "in" in when else TYPES)
    wanted = {"field": NAMED[rule["kind"]].field_types, "equals": ONE_FORM}
    for word in NAMING:
        if word in rule and word != "through":
            yield from _of_types(f"{at}/{word}", [rule[word]], types, wanted.get(word, TYPES))
    template = pieces(rule.get("template", ""))
    yield from _of_types(f"{at}/template", [text for is_field, text in template if is_field], types, ONE_FORM)
    sides = [types[rule[word]] for word in ("left", "right") if rule.get(word) in types]
    numeric = [side in ("integer", "number") for side in sides]
    if len(sides) == 2 and (any(numeric) != all(numeric) or "boolean" in sides):
        both = f"a comparison of {sides[0]} with {sides[1]}"
        yield ContractProblem(at, both, "two numbers, or two texts or dates")


def _references(name: str, schema: Mapping[str, Any], types: Mapping[str, Mapping[str, str]]) -> Found:
    """Foreign keys, look-ups and lists of ids that name a table or column not there, or one of another type."""
    targets: dict[str, str] = {}
    for number, key in enumerate(schema.get("foreignKeys", [])):
        at, table = f"/foreignKeys/{number}/reference", key["reference"]["resource"] or name
        if table not in types:
            yield ContractProblem(f"{at}/resource", f"{_say(table)}, which is no table", "one of " + ", ".join(types))
            continue
        if len(key["fields"]) == 1:
            targets.setdefault(key["fields"][0], table)
        for mine, theirs in zip(key["fields"], key["reference"]["fields"], strict=True):
            if types[table].get(theirs) != types[name][mine]:
                expected = f"a field of {table} of type {types[name][mine]}, as {mine}"
                yield ContractProblem(f"{at}/fields", _say(theirs), expected)
    for at, rule in _rules(schema):
        for place, part in ((at, rule), (f"{at}/when", rule.get("when", {}))):
            table = targets.get(part.get("through", ""), "")
            if table and part["column"] not in types[table]:
                found = f"{_say(part['column'])}, which is no field of {table}"
                yield ContractProblem(f"{place}/column", found, f"a field of {table}")
            elif table and "equals" in part and types[table][part["column"]] != types[name][part["equals"]]:
                expected = "a field of the same type as the column looked up"
                yield ContractProblem(f"{place}/equals", _say(part["equals"]), expected)
        for table, column in rule.get("tables", {}).items():
            if column not in types.get(table, {}):
                found = f"{table}.{column}, which is no field"
                yield ContractProblem(f"{at}/tables", found, "tables with their key columns")
