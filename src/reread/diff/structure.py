"""Changes of a package's structure and documentation: tables, columns, types, keys, constraints, words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from ..package.opening import Package
from ..package.table import Table
from .model import Structure

#: What kind of change it is when what stands somewhere goes from one value to another; None is one that is not there.
_Kind = str | Callable[[str, Any, Any], str]
#: Something that is said of a table: where it stands, what kind of change another value is, and the value.
_Said = tuple[str, _Kind, Any]
#: Members of a resource that are computed, or compared elsewhere.
_COMPUTED = frozenset({"bytes", "hash", "cnii:rows", "schema", "path", "name"})
_FORM = frozenset({"format", "mediatype", "encoding", "dialect", "type", "profile", "$schema"})
_PACKAGE_OWN = frozenset({"name", "version", "created", "resources"})
_FIELD_TYPE = frozenset({"type", "format", "bareNumber", "decimalChar", "groupChar", "trueValues", "falseValues"})
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
    sides = (pkg.descriptor.items() for pkg in (old, new))
    words = ([(f"package {m}", "documentation", v) for m, v in side if m not in _PACKAGE_OWN] for side in sides)
    yield from _changes(*words)
    yield from (Structure("table_removed", n, table.path, "") for n, table in old.tables.items() if n not in new.tables)
    yield from (Structure("table_added", n, "", table.path) for n, table in new.tables.items() if n not in old.tables)


def compare_table(
    name: str, old: Table, new: Table, resources: tuple[dict[str, Any], dict[str, Any]], renamed: dict[str, str]
) -> Iterator[Structure]:
    """Changes of one table's resource and schema. `renamed` maps old columns to new ones that hold the same."""
    if old.path != new.path:
        yield Structure("table_path", name, old.path, new.path)
    yield from _columns(name, old, new, renamed)
    had, has = ([str(field.get("name")) for field in table.fields] for table in (old, new))
    shared = {renamed.get(column, column) for column in had} & {*has}
    yield from _changes(_said(name, old, resources[0], renamed, shared), _said(name, new, resources[1], {}, shared))


def _changes(old: Iterable[_Said], new: Iterable[_Said]) -> Iterator[Structure]:
    """Where two sides say something else, or one nothing."""
    before, after = ({(where, kind): value for where, kind, value in side} for side in (old, new))
    for where, kind in dict.fromkeys([*before, *after]):
        sides = [side.get((where, kind)) for side in (before, after)]
        if sides[0] != sides[1]:
            said = [spelled(side[where, kind]) if (where, kind) in side else "" for side in (before, after)]
            yield Structure(kind if isinstance(kind, str) else kind(where, *sides), where, *said)


def _columns(name: str, old: Table, new: Table, renamed: dict[str, str]) -> Iterator[Structure]:
    # As the file has them; as the schema does where it cannot be read.
    before, after = (list(t.header) or [str(field.get("name")) for field in t.fields] for t in (old, new))
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


def _said(
    name: str, table: Table, resource: dict[str, Any], renamed: dict[str, str], shared: set[str]
) -> Iterator[_Said]:
    """What is said of a table and of the columns that both versions have, which are called as in the new one."""
    for member in sorted(resource.keys() - _COMPUTED, key=lambda member: (member not in _FORM, member)):
        yield f"{name} {member}", "table_form" if member in _FORM else "documentation", resource[member]
    for field in table.fields:
        column = renamed.get(str(field.get("name")), str(field.get("name")))
        for member, value in sorted(field.items()) if column in shared else ():
            where = f"{name}.{column}"
            if member == "constraints" and isinstance(value, dict):
                yield from ((f"{where} {one}", _constraint, value[one]) for one in sorted(value))
            elif member == "cnii:contract":
                yield from _contract(where, value)
            elif member not in ("name", "constraints"):
                yield f"{where} {member}", "column_type" if member in _FIELD_TYPE else "documentation", value
    for member, value in sorted(table.stated.items()):
        if member == "cnii:contract":
            yield from _contract(name, value)
        elif member in ("primaryKey", "uniqueKeys", "foreignKeys", "missingValues"):
            yield f"{name} {member}", _keys if member in ("foreignKeys", "uniqueKeys") else "key", value
        elif member not in ("fields", "name"):
            yield f"{name} schema {member}", "documentation", value


def _contract(where: str, contract: Any) -> Iterator[_Said]:
    """What binds beyond Table Schema, and its examples and explanations."""
    members = contract if isinstance(contract, dict) else {}
    rules = members.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict):
            yield f"{where} rule {rule.get('name', number)}", _rule, rule
    for member in sorted(members.keys() - {"rules"}):
        yield f"{where} {member}", "documentation" if member in _CONTRACT_WORDS else "rule_changed", members[member]


def _constraint(where: str, before: object, after: object) -> str:
    tighter = tightened(where.rpartition(" ")[2], before, after)
    return "constraint_tightened" if tighter else "constraint_loosened"


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


def _keys(where: str, before: object, after: object) -> str:
    if not isinstance(before, list | None) or not isinstance(after, list | None):
        return "key"
    had, has = ({spelled(key) for key in keys or []} for keys in (before, after))
    return "constraint_tightened" if has - had else "constraint_loosened" if had - has else "documentation"


def _rule(where: str, before: Any, after: Any) -> str:
    if before is None or after is None:
        return "constraint_loosened" if after is None else "constraint_tightened"
    one, other = ({word: v for word, v in rule.items() if word not in _RULE_WORDS} for rule in (before, after))
    return "documentation" if one == other else "rule_changed"
