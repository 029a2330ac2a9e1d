"""What is wrong with the property `cnii:contract` of a schema: its rules, their kinds and members."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .model import placeholders
from .problem import PROPERTY, ContractProblem, Found, is_in, members, say, strings, texts

#: Rule kind to its members besides name, kind, why and fix: (needed, possible).
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "compare": (("left", "operator", "right"), ()),
    "required_if": (("field", "when"), ()),
    "empty_unless": (("field", "when"), ()),
    "lookup": (("through", "column"), ("equals", "in")),
    "starts_with": (("field", "template"), ()),
    "compose": (("field", "template"), ("when",)),
    "numbered": (("field", "within"), ()),
    "references": (("field", "tables"), ()),
}
#: Types whose values are written in one way only, so that equal text means equal value (0.1 and 0.10 are one number).
ONE_FORM = {"string", "integer", "boolean", "date"}
OPERATORS = ("<", "<=", "=", ">=", ">")


def contract_problems(schema: Mapping[str, Any], types: Mapping[str, str]) -> Found:
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
    if not is_in(kind, KINDS):
        yield ContractProblem(f"{at}/kind", f"the unknown kind {say(kind)}", "one of " + ", ".join(KINDS))
        return
    needed, possible = KINDS[kind]
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
        yield from _when(f"{at}/when", rule["when"], types, foreign)
    if "template" in rule:
        yield from _template(f"{at}/template", rule["template"], types)
    if kind == "compare":
        yield from _comparison(at, rule, types)
    if kind == "lookup" and ("equals" in rule) == ("in" in rule):
        yield ContractProblem(at, "both or neither of equals and in", "one of equals and in")
    if kind == "references" and "tables" in rule:
        tables = rule["tables"]
        if not isinstance(tables, dict) or not tables or not all(isinstance(c, str) and c for c in tables.values()):
            yield ContractProblem(f"{at}/tables", say(tables), "an object of table name to key column")
    if kind in ("starts_with", "compose", "numbered", "references"):
        yield from of_type(f"{at}/field", rule.get("field"), types, {"string"})
    yield from of_type(f"{at}/equals", rule.get("equals"), types, ONE_FORM)


def of_type(at: str, name: Any, types: Mapping[str, str], wanted: set[str]) -> Found:
    """The problem of the field `name` not being of a `wanted` type; none where there is no such field."""
    if is_in(name, types) and types[name] not in wanted:
        yield ContractProblem(at, f"a field of type {types[name]}", "a field of type " + " or ".join(sorted(wanted)))


def _comparison(at: str, rule: Mapping[str, Any], types: Mapping[str, str]) -> Found:
    if "operator" in rule and rule["operator"] not in OPERATORS:
        yield ContractProblem(
            f"{at}/operator", f"the unknown operator {say(rule['operator'])}", "one of " + ", ".join(OPERATORS)
        )
    sides = [types[rule[key]] for key in ("left", "right") if isinstance(rule.get(key), str) and rule[key] in types]
    numeric = [side in ("integer", "number") for side in sides]
    if len(sides) == 2 and (any(numeric) != all(numeric) or "boolean" in sides):
        yield ContractProblem(at, f"a comparison of {sides[0]} with {sides[1]}", "two numbers, or two texts or dates")


def _when(at: str, when: Any, types: Mapping[str, str], foreign: set[str]) -> Found:
    if not isinstance(when, dict):
        yield ContractProblem(at, say(when), "an object")
        return
    yield from members(at, when, {"column", "present", "in", "through"}, needed=("column",))
    if ("present" in when) == ("in" in when):
        yield ContractProblem(at, "both or neither of present and in", "one of present and in")
    if when.get("present", True) is not True:
        yield ContractProblem(f"{at}/present", say(when["present"]), "true")
    if "in" in when and not strings(when["in"]):
        yield ContractProblem(f"{at}/in", say(when["in"]), "a list of different, non-empty texts")
    if "through" in when:
        if not is_in(when["through"], foreign):
            yield ContractProblem(f"{at}/through", say(when["through"]), "a field with a foreign key of its own")
        if not isinstance(when.get("column"), str):
            yield ContractProblem(f"{at}/column", say(when.get("column")), "a column name")
    elif "column" in when and not is_in(when["column"], types):
        yield ContractProblem(f"{at}/column", f"{say(when['column'])}, which is no field", "a field of this table")
    elif "in" in when:
        yield from of_type(f"{at}/column", when.get("column"), types, ONE_FORM)


def _template(at: str, template: Any, types: Mapping[str, str]) -> Found:
    whole = isinstance(template, str) and re.fullmatch(r"([^{}]*\{[^{}]+\})+[^{}]*", template)
    if not whole:
        yield ContractProblem(at, say(template), "text with at least one field in braces, as {source_id}.o")
        return
    for name in placeholders(template):
        if name not in types:
            yield ContractProblem(at, f"{{{name}}}, which is no field", "fields of this table in braces")
        else:
            yield from of_type(at, name, types, ONE_FORM)
