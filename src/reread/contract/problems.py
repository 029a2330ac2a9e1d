"""What is wrong with a table's schema: whatever the compilers do not know in it, with its JSON pointer.

A schema that says something we do not understand is refused. Readers of Table Schema pass over unknown words; a
contract must not. What the words mean together is looked at where each has the shape it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from .kinds import NAMED
from .kinds.base import ONE_FORM
from .kinds.cells import BOUNDS
from .lexical import TYPES, is_of_type
from .patterns import PatternError, check_pattern
from .problem import PROPERTY, ContractProblem, Found, of_shape, of_type, say


def problems(schema: Mapping[str, Any]) -> list[ContractProblem]:
    """Everything in a Table Schema that the compilers would have to ignore or guess at; empty for a sound one."""
    return list(of_shape(schema)) or list(_meaning(schema))


def package_problems(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, list[ContractProblem]]:
    """Problems of several schemas by table, with those that show only between tables: references that lead nowhere.

    References are looked at only where every schema is sound by itself.
    """
    found = {name: problems(schema) for name, schema in schemas.items()}
    for name, schema in schemas.items():
        if isinstance(schema.get("name", name), str) and schema.get("name", name) != name:
            found[name].append(ContractProblem("/name", say(schema["name"]), f"{name}, the name of the table, or none"))
    if not any(found.values()):
        for name, schema in schemas.items():
            found[name] = list(_references(name, schema, schemas))
    return found


def _meaning(schema: Mapping[str, Any]) -> Found:
    types: dict[str, str] = {}
    for number, field in enumerate(schema["fields"]):
        if field["name"] in types:
            twice = f"{say(field['name'])} a second time"
            yield ContractProblem(f"/fields/{number}/name", twice, "a name of its own for each field")
        types.setdefault(field["name"], field["type"])
        yield from _constraints(f"/fields/{number}/constraints", field)
    for at, names, wanted in _keys(schema):
        for name in names:
            yield from of_type(at, name, types, wanted)
    for number, key in enumerate(schema.get("foreignKeys", ())):
        columns = key["reference"]["fields"]
        if len(columns) != len(key["fields"]):
            at = f"/foreignKeys/{number}/reference/fields"
            yield ContractProblem(at, say(columns), "as many field names as the key has")
    yield from _rules(schema, types)


def _constraints(at: str, field: Mapping[str, Any]) -> Found:
    constraints, type_ = field.get("constraints", {}), field["type"]
    try:
        check_pattern(constraints.get("pattern", ""))
    except PatternError as error:
        found = f"{say(constraints['pattern'])}, at offset {error.place}: {error}"
        expected = "a regular expression that means the same in every engine (see contract/patterns.py)"
        yield ContractProblem(f"{at}/pattern", found, expected)
    for word in BOUNDS:
        value = constraints.get(word, "0")
        if word in constraints and (isinstance(value, float) or not is_of_type(str(value), type_)):
            expected = f"a value of type {type_}, as text or as a whole number, so that nothing is rounded"
            yield ContractProblem(f"{at}/{word}", say(value), expected)


def _keys(schema: Mapping[str, Any]) -> Iterator[tuple[str, list[str], tuple[str, ...] | set[str]]]:
    """The names of fields in keys, with their place and the types that they may have."""
    yield "/primaryKey", schema.get("primaryKey", []), TYPES
    for number, names in enumerate(schema.get("uniqueKeys", ())):
        yield f"/uniqueKeys/{number}", names, TYPES
    for number, key in enumerate(schema.get("foreignKeys", ())):
        yield f"/foreignKeys/{number}/fields", key["fields"], ONE_FORM


def _rules(schema: Mapping[str, Any], types: Mapping[str, str]) -> Found:
    """Problems of the rules of the property `cnii:contract`."""
    foreign = {key["fields"][0]: "a key" for key in schema.get("foreignKeys", ()) if len(key["fields"]) == 1}
    names: set[str] = set()
    for number, rule in enumerate(schema.get(PROPERTY, {}).get("rules", ())):
        at = f"/{PROPERTY}/rules/{number}"
        if rule["name"] in names:
            twice = f"{say(rule['name'])} a second time"
            yield ContractProblem(f"{at}/name", twice, "a name of its own for each rule")
        names.add(rule["name"])
        when = rule.get("when", {})
        for place, through in ((at, rule.get("through")), (f"{at}/when", when.get("through"))):
            if through is not None and through not in foreign:
                yield ContractProblem(f"{place}/through", say(through), "a field with a foreign key of its own")
        if "through" not in when:
            yield from of_type(f"{at}/when/column", when.get("column"), types, ONE_FORM if "in" in when else TYPES)
        kind = NAMED[rule["kind"]]
        for word in ("left", "right", "field", "within", "equals"):
            yield from of_type(f"{at}/{word}", rule.get(word), types, kind.field_types.get(word, TYPES))
        yield from kind.problems(at, rule, types)


def _references(name: str, schema: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> Found:
    """Foreign keys, look-ups and lists of ids that name a table or column not there, or one of another type."""
    types = {table: {f["name"]: f["type"] for f in other["fields"]} for table, other in schemas.items()}
    targets: dict[str, str] = {}
    for number, key in enumerate(schema.get("foreignKeys", [])):
        at = f"/foreignKeys/{number}/reference"
        table = key["reference"]["resource"] or name
        if table not in types:
            yield ContractProblem(f"{at}/resource", f"{say(table)}, which is no table", "one of " + ", ".join(types))
            continue
        if len(key["fields"]) == 1:
            targets.setdefault(key["fields"][0], table)
        for mine, theirs in zip(key["fields"], key["reference"]["fields"], strict=True):
            if types[table].get(theirs) != types[name][mine]:
                expected = f"a field of {table} of type {types[name][mine]}, as {mine}"
                yield ContractProblem(f"{at}/fields", say(theirs), expected)
    for number, rule in enumerate(schema.get(PROPERTY, {}).get("rules", [])):
        at = f"/{PROPERTY}/rules/{number}"
        for place, part in ((at, rule), (f"{at}/when", rule.get("when", {}))):
            if "through" not in part or part["through"] not in targets:
                continue
            table = targets[part["through"]]
            if part["column"] not in types[table]:
                yield ContractProblem(
                    f"{place}/column", f"{say(part['column'])}, which is no field of {table}", f"a field of {table}"
                )
            elif "equals" in part and types[table][part["column"]] != types[name][part["equals"]]:
                yield ContractProblem(
                    f"{place}/equals", say(part["equals"]), "a field of the same type as the column looked up"
                )
        for table, column in rule.get("tables", {}).items():
            if column not in types.get(table, {}):
                yield ContractProblem(
                    f"{at}/tables", f"{table}.{column}, which is no field", "tables with their key columns"
                )


def limit(value: str | int, type_: str) -> Decimal | str:
    """A bound of a constraint as it is compared: a Decimal, or ISO text for a date."""
    return str(value) if type_ == "date" else Decimal(str(value))
