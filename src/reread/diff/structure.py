"""Changes of a package's structure and documentation: tables, columns, types, keys, constraints, words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from ..package.opening import Package
from ..package.table import Table
from .model import Structure

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
    yield from _members("documentation", "package", old.descriptor, new.descriptor, _PACKAGE_OWN)
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
    before, after = resources
    if old.path != new.path:
        yield Structure("table_path", name, old.path, new.path)
    for member in sorted(_FORM):
        if before.get(member) != after.get(member):
            yield Structure("table_form", f"{name} {member}", *_both(before, after, member))
    yield from _members("documentation", name, before, after, _COMPUTED | _FORM)
    yield from _columns(name, old, new, renamed)
    for member in _SCHEMA_KEYS:
        yield from _keys(name, member, old.stated, new.stated)
    yield from _contract(name, old.stated.get("cnii:contract"), new.stated.get("cnii:contract"))
    yield from _members("documentation", f"{name} schema", old.stated, new.stated, _SCHEMA_OWN)


def _both(old: dict[str, Any], new: dict[str, Any], member: str) -> tuple[str, str]:
    return tuple(spelled(side[member]) if member in side else "" for side in (old, new))  # type: ignore[return-value]


def _members(
    kind: str, where: str, old: dict[str, Any], new: dict[str, Any], besides: Iterable[str]
) -> Iterator[Structure]:
    for member in sorted({*old, *new} - set(besides)):
        if old.get(member) != new.get(member):
            yield Structure(kind, f"{where} {member}", *_both(old, new, member))


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
    for member in sorted(_FIELD_TYPE):
        if old.get(member) != new.get(member):
            yield Structure("column_type", f"{where} {member}", *_both(old, new, member))
    yield from _constraints(where, _object(old.get("constraints")), _object(new.get("constraints")))
    yield from _contract(where, old.get("cnii:contract"), new.get("cnii:contract"))
    yield from _members("documentation", where, old, new, _FIELD_OWN)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _constraints(where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Structure]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            kind = "constraint_tightened" if tightened(name, old.get(name), new.get(name)) else "constraint_loosened"
            yield Structure(kind, f"{where} {name}", *_both(old, new, name))


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


def _keys(name: str, member: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Structure]:
    before, after = old.get(member), new.get(member)
    if before == after:
        return
    kind = "key"
    if member in ("foreignKeys", "uniqueKeys") and isinstance(before, list | None) and isinstance(after, list | None):
        had, has = ({spelled(key) for key in keys or []} for keys in (before, after))
        kind = "constraint_tightened" if has - had else "constraint_loosened" if had - has else "documentation"
    yield Structure(kind, f"{name} {member}", *_both(old, new, member))


def _contract(where: str, old: object, new: object) -> Iterator[Structure]:
    """Changes of what binds beyond Table Schema, and of its examples and explanations."""
    before, after = _object(old), _object(new)
    had, has = _rules(before), _rules(after)
    for rule in sorted(name for name in {*had, *has} if had.get(name) != has.get(name)):
        kind = "constraint_loosened" if rule not in has else "constraint_tightened"
        if rule in had and rule in has:
            kind = "documentation" if _binding(had[rule]) == _binding(has[rule]) else "rule_changed"
        yield Structure(kind, f"{where} rule {rule}", *_both(had, has, rule))
    for member in sorted({*before, *after} - {"rules"}):
        if before.get(member) != after.get(member):
            kind = "documentation" if member in _CONTRACT_WORDS else "rule_changed"
            yield Structure(kind, f"{where} {member}", *_both(before, after, member))


def _rules(contract: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rules = contract.get("rules")
    named = rules if isinstance(rules, list) else []
    return {str(rule.get("name", number)): rule for number, rule in enumerate(named) if isinstance(rule, dict)}


def _binding(rule: dict[str, Any]) -> dict[str, Any]:
    return {member: value for member, value in rule.items() if member not in _RULE_WORDS}
