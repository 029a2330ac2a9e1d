"""What is wrong with a table's schema: whatever the compilers do not know in it, with its JSON pointer.

A schema that says something we do not understand is refused. Readers of Table Schema pass over unknown words; a
contract must not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .kinds import NAMED
from .kinds.base import ONE_FORM, when_problems
from .lexical import TYPES, is_of_type
from .patterns import PatternError, check_pattern
from .problem import PROPERTY, ContractProblem, Found, is_in, members, of_type, say, strings, texts

SCHEMA_URL = "https://datapackage.org/profiles/2.0/tableschema.json"

#: Braces stand for fields in templates of the contract; blanks at the ends would never be seen.
_NAME = re.compile(r"[^\s{}]([^\n\r{}]*[^\s{}])?")
_ORDERED = ("integer", "number", "date")

#: Constraint to the types that may carry it.
CONSTRAINTS = {
    "required": TYPES,
    "unique": TYPES,
    "enum": TYPES,
    "pattern": ("string",),
    "minLength": ("string",),
    "maxLength": ("string",),
    "minimum": _ORDERED,
    "maximum": _ORDERED,
    "exclusiveMinimum": _ORDERED,
    "exclusiveMaximum": _ORDERED,
}

_SCHEMA_KEYS = {"$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues", PROPERTY}
_SCHEMA_KEYS |= {"primaryKey", "uniqueKeys", "foreignKeys"}
_FIELD_KEYS = {"name", "type", "format", "title", "description", "example", "constraints", PROPERTY}


def problems(schema: Mapping[str, Any]) -> list[ContractProblem]:
    """Everything in a Table Schema that the compilers would have to ignore or guess at; empty for a sound one."""
    return list(_schema(schema))


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


def _schema(schema: Mapping[str, Any]) -> Found:
    yield from members("", schema, _SCHEMA_KEYS, needed=("fields",))
    if schema.get("$schema", SCHEMA_URL) != SCHEMA_URL:
        yield ContractProblem("/$schema", say(schema["$schema"]), f'"{SCHEMA_URL}", or none')
    yield from texts("", schema, ("name", "title", "description"))
    if schema.get("fieldsMatch", ["exact"]) not in (["exact"], "exact"):
        yield ContractProblem("/fieldsMatch", say(schema["fieldsMatch"]), '["exact"]: all columns, in order')
    if schema.get("missingValues", [""]) != [""]:
        yield ContractProblem(
            "/missingValues", say(schema["missingValues"]), '[""]: the empty cell is the only missing value'
        )
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields:
        if "fields" in schema:
            yield ContractProblem("/fields", say(fields), "a list of at least one field")
        return
    types: dict[str, str] = {}
    for number, field in enumerate(fields):
        at = f"/fields/{number}"
        before = set(types)
        yield from _field(at, field, types)
        name = field.get("name") if isinstance(field, dict) else None
        if isinstance(name, str) and name in before:
            yield ContractProblem(f"{at}/name", f"{say(name)} a second time", "a name of its own for each field")
    yield from _keys(schema, types)
    if PROPERTY in schema:
        yield from _contract(schema, types)


def _field(at: str, field: Any, types: dict[str, str]) -> Found:
    if not isinstance(field, dict):
        yield ContractProblem(at, say(field), "an object")
        return
    yield from members(at, field, _FIELD_KEYS, needed=("name", "type"))
    yield from texts(at, field, ("title", "description", "example"))
    name: Any = field.get("name")
    type_: Any = field.get("type")
    if "name" in field and not (isinstance(name, str) and _NAME.fullmatch(name)):
        yield ContractProblem(f"{at}/name", say(name), "a name without braces, line ends, or blanks at its ends")
        return
    if "type" in field and type_ not in TYPES:
        yield ContractProblem(f"{at}/type", f"the unsupported type {say(type_)}", "one of " + ", ".join(TYPES))
        return
    if "name" not in field or "type" not in field:
        return
    types.setdefault(name, type_)
    if field.get("format", "default") != "default":
        yield ContractProblem(f"{at}/format", f"the unsupported format {say(field['format'])}", '"default", or none')
    constraints = field.get("constraints", {})
    if isinstance(constraints, dict):
        for key, value in constraints.items():
            yield from _constraint(f"{at}/constraints/{key}", key, value, type_)
    else:
        yield ContractProblem(f"{at}/constraints", say(constraints), "an object")
    extra = field.get(PROPERTY, {})
    place = f"{at}/{PROPERTY}"
    if not isinstance(extra, dict):
        yield ContractProblem(place, say(extra), "an object")
        return
    yield from members(place, extra, {"unit", "good", "bad"})
    yield from texts(place, extra, ("unit",))
    for key in ("good", "bad"):
        if key in extra and not strings(extra[key]):
            yield ContractProblem(f"{place}/{key}", say(extra[key]), "a list of different, non-empty texts")


def _constraint(at: str, key: str, value: Any, type_: str) -> Found:
    if key not in CONSTRAINTS:
        yield ContractProblem(at, f"the unsupported constraint {say(key)}", "one of " + ", ".join(CONSTRAINTS))
    elif type_ not in CONSTRAINTS[key]:
        yield ContractProblem(at, f"{key} on a field of type {type_}", f"{key} only on " + ", ".join(CONSTRAINTS[key]))
    elif key in ("required", "unique"):
        if not isinstance(value, bool):
            yield ContractProblem(at, say(value), "true or false")
    elif key == "enum":
        if not strings(value):
            yield ContractProblem(at, say(value), "a list of different, non-empty texts")
    elif key == "pattern":
        try:
            check_pattern(value if isinstance(value, str) and value else "*")
        except PatternError as error:
            expected = "a regular expression that means the same in every engine (see contract/patterns.py)"
            yield ContractProblem(at, f"{say(value)}, at offset {error.place}: {error}", expected)
    elif key in ("minLength", "maxLength"):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            yield ContractProblem(at, say(value), "a whole number of characters, at least 1")
    elif isinstance(value, (bool, float)) or not is_of_type(str(value), type_):
        yield ContractProblem(
            at, say(value), f"a {type_} written as text or as a whole number, so that nothing is rounded"
        )


def _keys(schema: Mapping[str, Any], types: Mapping[str, str]) -> Found:
    if "primaryKey" in schema:
        yield from _columns("/primaryKey", schema["primaryKey"], types)
    unique = schema.get("uniqueKeys", [])
    for number, key in enumerate(unique if isinstance(unique, list) else []):
        yield from _columns(f"/uniqueKeys/{number}", key, types)
    foreign = schema.get("foreignKeys", [])
    for keyword, value in (("uniqueKeys", unique), ("foreignKeys", foreign)):
        if not isinstance(value, list):
            yield ContractProblem(f"/{keyword}", say(value), "a list")
    for number, key in enumerate(foreign if isinstance(foreign, list) else []):
        at = f"/foreignKeys/{number}"
        reference = key.get("reference") if isinstance(key, dict) else None
        if not isinstance(key, dict) or not isinstance(reference, dict):
            yield ContractProblem(at, say(key), "an object with fields and reference")
            continue
        yield from members(at, key, {"fields", "reference"}, needed=("fields",))
        yield from members(f"{at}/reference", reference, {"resource", "fields"}, needed=("resource", "fields"))
        columns: Any = reference.get("fields")
        if "fields" in key:
            yield from _columns(f"{at}/fields", key["fields"], types)
            for name in key["fields"] if strings(key["fields"]) else ():
                yield from of_type(f"{at}/fields", name, types, ONE_FORM)
        if "resource" in reference and not isinstance(reference["resource"], str):
            yield ContractProblem(f"{at}/reference/resource", say(reference["resource"]), 'the name of a table, or ""')
        wanted = key.get("fields")
        if "fields" in reference and (
            not strings(columns) or not isinstance(wanted, list) or len(columns) != len(wanted)
        ):
            yield ContractProblem(f"{at}/reference/fields", say(columns), "as many field names as the key has")


def _columns(at: str, value: Any, types: Mapping[str, str]) -> Found:
    if not strings(value):
        yield ContractProblem(at, say(value), "a list of field names")
        return
    for name in value:
        if name not in types:
            yield ContractProblem(at, f"{say(name)}, which is no field", "one of " + ", ".join(types))


def _contract(schema: Mapping[str, Any], types: Mapping[str, str]) -> Found:
    """Problems of the property `cnii:contract` of `schema`, whose fields have `types`."""
    at = f"/{PROPERTY}"
    extra = schema[PROPERTY]
    if not isinstance(extra, dict):
        yield ContractProblem(at, say(extra), "an object")
        return
    yield from members(at, extra, {"grain", "population", "rules"})
    yield from texts(at, extra, ("grain", "population"))
    rules = extra.get("rules", [])
    if not isinstance(rules, list):
        yield ContractProblem(f"{at}/rules", say(rules), "a list")
        return
    keys = schema.get("foreignKeys")
    foreign = {key["fields"][0] for key in keys if _single(key)} if isinstance(keys, list) else set()
    names: set[str] = set()
    for number, rule in enumerate(rules):
        place = f"{at}/rules/{number}"
        if not isinstance(rule, dict):
            yield ContractProblem(place, say(rule), "an object")
            continue
        yield from _rule(place, rule, types, foreign)
        name = rule.get("name")
        if is_in(name, names):
            yield ContractProblem(f"{place}/name", f"{say(name)} a second time", "a name of its own for each rule")
        names |= {name} if isinstance(name, str) else set()


def _single(key: Any) -> bool:
    fields = key.get("fields") if isinstance(key, dict) else None
    return isinstance(fields, list) and len(fields) == 1 and isinstance(fields[0], str)


def _rule(at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: set[str]) -> Found:
    kind: Any = rule.get("kind")
    if not is_in(kind, NAMED):
        yield ContractProblem(f"{at}/kind", f"the unknown kind {say(kind)}", "one of " + ", ".join(NAMED))
        return
    needed, possible = NAMED[kind].needed, NAMED[kind].possible
    base = ("name", "kind", "why", "fix")
    yield from members(at, rule, {*base, *needed, *possible}, needed=(*base, *needed))
    yield from texts(at, rule, ("name", "why", "fix"))
    if isinstance(rule.get("name"), str) and not re.fullmatch("[a-z][a-z0-9_]*", rule["name"]):
        yield ContractProblem(f"{at}/name", say(rule["name"]), "a name of small letters, digits and underscores")
    for key in ("left", "right", "field", "within", "equals"):
        if key in rule and not is_in(rule[key], types):
            yield ContractProblem(f"{at}/{key}", f"{say(rule[key])}, which is no field", "a field of this table")
    if "through" in rule and not is_in(rule["through"], foreign):
        yield ContractProblem(f"{at}/through", say(rule["through"]), "a field with a foreign key of its own")
    if "in" in rule and not strings(rule["in"]):
        yield ContractProblem(f"{at}/in", say(rule["in"]), "a list of different, non-empty texts")
    if "column" in rule and not isinstance(rule["column"], str):
        yield ContractProblem(f"{at}/column", say(rule["column"]), "a column name")
    if "when" in rule:
        yield from when_problems(f"{at}/when", rule["when"], types, foreign)
    yield from NAMED[kind].problems(at, rule, types, foreign)


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
