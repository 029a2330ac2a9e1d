"""Changes of a package's structure and documentation: tables, columns, types, keys, constraints, words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from ..package.opening import Package
from ..package.table import Table
from .model import Structure

#: What kind of change it is when a member of this name goes from one value to another.
_Kind = Callable[[str, Any, Any], str]
#: Members of a resource that are computed, or compared elsewhere.
_COMPUTED = frozenset({"bytes", "hash", "cnii:rows", "schema", "path", "name"})
_FORM = frozenset({"format", "mediatype", "encoding", "dialect", "type", "profile", "$schema"})
_PACKAGE_OWN = frozenset({"name", "version", "created", "resources"})
_FIELD_TYPE = frozenset({"type", "format", "bareNumber", "decimalChar", "groupChar", "trueValues", "falseValues"})
_FIELD_OWN = frozenset({"name", "constraints", "cnii:contract"}) | _FIELD_TYPE
_SCHEMA_KEYS = ("primaryKey", "uniqueKeys", "foreignKeys", "missingValues")
_SCHEMA_OWN = frozenset({"fields", "name", "cnii:contract", *_SCHEMA_KEYS})
#: Parts of a contract that explain and do not bind.
_CONTRACT_WORDS = frozenset({"good", "bad", "grain", "population"})
_RULE_WORDS = frozenset({"why", "what", "fix", "title", "description"})
#: Constraints whose larger number is the stricter one, and those whose smaller is.
_RISING = frozenset({"minimum", "exclusiveMinimum", "minLength"})
_FALLING = frozenset({"maximum", "exclusiveMaximum", "maxLength"})


def spelled(value: object) -> str:
    """A JSON value in one line; a string as it stands."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def compare_package(old: Package, new: Package) -> Iterator[Structure]:
    """Changes of the descriptor and of which tables there are."""
    name = spelled(old.descriptor.get("name", "")), spelled(new.descriptor.get("name", ""))
    if name[0] != name[1]:
        yield Structure("package_name", "name", *name)
    yield from _others("package", old.descriptor, new.descriptor, _PACKAGE_OWN)
    for table in old.tables:
        if table not in new.tables:
            yield Structure("table_removed", table, old.tables[table].path, "")
    for table in new.tables:
        if table not in old.tables:
            yield Structure("table_added", table, "", new.tables[table].path)


def compare_table(
    name: str, old: Table, new: Table, resources: tuple[dict[str, Any], dict[str, Any]], renamed: dict[str, str]
) -> Iterator[Structure]:
    """Changes of one table's resource and schema. `renamed` maps old columns to new ones that hold the same."""
    if old.path != new.path:
        yield Structure("table_path", name, old.path, new.path)
    yield from _members(name, *resources, sorted(_FORM), "table_form")
    yield from _others(name, *resources, _COMPUTED | _FORM)
    yield from _columns(name, old, new, renamed)
    yield from _members(name, old.stated, new.stated, _SCHEMA_KEYS, _key)
    yield from _contract(name, old.stated, new.stated)
    yield from _others(f"{name} schema", old.stated, new.stated, _SCHEMA_OWN)


def _members(
    where: str, old: dict[str, Any], new: dict[str, Any], names: Iterable[str], kind: str | _Kind
) -> Iterator[Structure]:
    """The members `names` in which two objects differ; `kind` says what such a change is."""
    for name in names:
        before, after = old.get(name), new.get(name)
        if before != after:
            said = [spelled(side[name]) if name in side else "" for side in (old, new)]
            yield Structure(kind if isinstance(kind, str) else kind(name, before, after), f"{where} {name}", *said)


def _others(where: str, old: dict[str, Any], new: dict[str, Any], besides: frozenset[str]) -> Iterator[Structure]:
    """What else differs, which is documentation."""
    return _members(where, old, new, sorted({*old, *new} - besides), "documentation")


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


# --- columns ---


def _columns(name: str, old: Table, new: Table, renamed: dict[str, str]) -> Iterator[Structure]:
    before, after = _names(old), _names(new)
    for column in before:
        if column in renamed:
            yield Structure("column_renamed", f"{name}.{column}", column, renamed[column])
        elif column not in after:
            yield Structure("column_removed", f"{name}.{column}", column, "")
    for column in after:
        if column not in before and column not in renamed.values():
            yield Structure("column_added", f"{name}.{column}", "", column)
    kept_before = [renamed.get(column, column) for column in before if column in after or column in renamed]
    kept_after = [column for column in after if column in kept_before]
    if kept_before != kept_after:
        yield Structure("columns_reordered", name, ", ".join(kept_before), ", ".join(kept_after))
    fields_before = {renamed.get(str(f.get("name")), str(f.get("name"))): f for f in old.fields}
    fields_after = {str(f.get("name")): f for f in new.fields}
    for column, field in fields_after.items():
        if column in fields_before:
            yield from _field(f"{name}.{column}", fields_before[column], field)


def _names(table: Table) -> list[str]:
    """The columns as the file has them; those of the schema where it cannot be read."""
    return list(table.header) or [str(field.get("name")) for field in table.fields]


def _field(where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Structure]:
    yield from _members(where, old, new, sorted(_FIELD_TYPE), "column_type")
    before, after = _object(old.get("constraints")), _object(new.get("constraints"))
    yield from _members(where, before, after, sorted({*before, *after}), _constraint)
    yield from _contract(where, old, new)
    yield from _others(where, old, new, _FIELD_OWN)


def _constraint(name: str, old: object, new: object) -> str:
    return "constraint_tightened" if tightened(name, old, new) else "constraint_loosened"


def tightened(name: str, old: object, new: object) -> bool:
    """Whether the constraint `name` may refuse what it allowed before. What cannot be told counts as tightened.

    >>> tightened("maximum", 100, 50), tightened("enum", ["a"], ["a", "b"]), tightened("pattern", "a", "b")
    (True, False, True)
    """
    if new is None or new is False:
        return False
    if old is None or old is False:
        return True
    if name == "enum" and isinstance(old, list) and isinstance(new, list):
        return not {spelled(item) for item in old} <= {spelled(item) for item in new}
    try:
        before, after = Decimal(str(old)), Decimal(str(new))
    except InvalidOperation:
        return True
    if name in _RISING:
        return after > before
    return after < before if name in _FALLING else True


# --- keys and rules ---


def _key(member: str, before: object, after: object) -> str:
    if member in ("foreignKeys", "uniqueKeys") and isinstance(before, list | None) and isinstance(after, list | None):
        had, has = ({spelled(key) for key in keys or []} for keys in (before, after))
        return "constraint_tightened" if has - had else "constraint_loosened" if had - has else "documentation"
    return "key"


def _contract(where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Structure]:
    """Changes of what binds beyond Table Schema, and of its examples and explanations."""
    before, after = (_object(side.get("cnii:contract")) for side in (old, new))
    had, has = _rules(before), _rules(after)
    yield from _members(f"{where} rule", had, has, sorted({*had, *has}), _rule)
    yield from _members(where, before, after, sorted({*before, *after} - {"rules"}), _of_contract)


def _rules(contract: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rules = contract.get("rules")
    named = rules if isinstance(rules, list) else []
    return {str(rule.get("name", number)): rule for number, rule in enumerate(named) if isinstance(rule, dict)}


def _rule(name: str, before: Any, after: Any) -> str:
    if before is None or after is None:
        return "constraint_loosened" if after is None else "constraint_tightened"
    one, other = ({word: v for word, v in rule.items() if word not in _RULE_WORDS} for rule in (before, after))
    return "documentation" if one == other else "rule_changed"


def _of_contract(member: str, before: object, after: object) -> str:
    return "documentation" if member in _CONTRACT_WORDS else "rule_changed"
