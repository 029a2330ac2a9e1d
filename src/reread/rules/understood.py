"""The schemas of a package as far as a contract understands them: what it does not is taken out, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..contract.problems import ContractProblem, package_problems

if TYPE_CHECKING:
    from ..package.opening import Package

_KEYS = ("uniqueKeys", "foreignKeys")
_CONTRACT = "cnii:contract"


def misunderstood(pkg: Package) -> dict[str, list[ContractProblem]]:
    """What is not understood in the schema of each table of a package."""
    return _looked_at(pkg)[1]


def understood(pkg: Package) -> dict[str, dict[str, Any]]:
    """The schemas of the tables that can be judged, without what is not understood, and without references to tables
    that cannot be read: nobody can say whether such a reference leads to a row.
    """
    return _looked_at(pkg)[0]


def _looked_at(pkg: Package) -> tuple[dict[str, dict[str, Any]], dict[str, list[ContractProblem]]]:
    found: tuple[dict[str, dict[str, Any]], dict[str, list[ContractProblem]]] | None = pkg.cache.get(_looked_at)
    if found is None:
        schemas = {name: dict(table.schema) for name, table in pkg.tables.items()}
        problems = {name: [ContractProblem(*one) for one in table.misstated] for name, table in pkg.tables.items()}
        while any(met := package_problems(schemas)) and any(met.values()):
            for name, some in met.items():
                problems[name] += some
                if some:
                    schemas[name] = _pruned(schemas[name], [problem.pointer for problem in some])
            schemas = {name: schema for name, schema in schemas.items() if schema.get("fields")}
        kept = {name: schema for name, schema in schemas.items() if pkg.is_large(name) or pkg.tables[name].readable}
        found = pkg.cache[_looked_at] = ({n: _within(n, s, kept.keys()) for n, s in kept.items()}, problems)
    return found


def _pruned(schema: dict[str, Any], pointers: Iterable[str]) -> dict[str, Any]:
    """`schema` without what stands at `pointers`; without fields where it cannot be understood at all."""
    found = dict(schema)
    gone: dict[str, set[int]] = {}
    for pointer in pointers:
        word, *rest = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]] or [""]
        number = int(rest[0]) if rest and rest[0].isdigit() else None
        if word == "fields" and number is not None:
            found["fields"] = [_field(f, rest[1:]) if n == number else f for n, f in enumerate(found["fields"])]
        elif word in _KEYS and number is not None:
            gone.setdefault(word, set()).add(number)
        elif word == _CONTRACT and rest[:1] == ["rules"] and rest[1:2] and rest[1].isdigit():
            gone.setdefault(_CONTRACT, set()).add(int(rest[1]))
        else:
            found.pop(word or "fields", None)
    for word, numbers in gone.items():
        holder = found.get(word)
        listed = holder.get("rules") if isinstance(holder, dict) else holder
        if isinstance(listed, list):
            kept = [one for n, one in enumerate(listed) if n not in numbers]
            found[word] = {**holder, "rules": kept} if isinstance(holder, dict) else kept
    if "fields" in found:
        found["fields"] = [field for field in found["fields"] if field is not None]
    return found


def _field(field: Any, place: list[str]) -> Any:
    """A field without what stands at `place` in it; None where it has no name to be judged by."""
    if not isinstance(field, dict) or not place or place[0] == "name":
        return None
    if place[0] == "type":
        return {"name": field["name"], "type": "string"}
    inner = field.get(place[0])
    if len(place) > 1 and isinstance(inner, dict) and place[1] in inner:
        return {**field, place[0]: {word: value for word, value in inner.items() if word != place[1]}}
    return {word: value for word, value in field.items() if word != place[0]}


def _within(name: str, schema: dict[str, Any], tables: Iterable[str]) -> dict[str, Any]:
    """The schema without references to other tables than these."""
    known = set(tables)
    keys = schema.get("foreignKeys", [])
    kept = [key for key in keys if (key["reference"]["resource"] or name) in known]
    contract = schema.get(_CONTRACT, {})
    lost = {key["fields"][0] for key in keys if key not in kept}
    rules = [rule for rule in contract.get("rules", []) if not _looks_elsewhere(rule, lost, known)]
    if len(kept) == len(keys) and len(rules) == len(contract.get("rules", [])):
        return schema
    return {**schema, "foreignKeys": kept, **({_CONTRACT: {**contract, "rules": rules}} if contract else {})}


def _looks_elsewhere(rule: dict[str, Any], lost: set[str], known: set[str]) -> bool:
    """Whether a rule of the contract looks into a table that cannot be read."""
    through = {rule.get("through"), rule.get("when", {}).get("through")}
    return bool(through & lost) or not known.issuperset(rule.get("tables", {}))
