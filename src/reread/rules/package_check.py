"""The contract of a package's tables, as far as their schemas are understood, judged once for all S rules: what is not
understood is taken out, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..contract.codes import CODES
from ..contract.problems import ContractProblem, package_problems
from ..findings import Finding
from ..package.csvtext import Parsed, parse
from . import Package

if TYPE_CHECKING:
    from ..contract.cells import Registry
    from ..contract.judge import RuleOutcome
    from ..contract.model import TableSchema
    from ..contract.source import Source

_CONTRACT = "cnii:contract"
#: Findings written out per code; more are only counted (no reader works through ten thousand).
MAX_WRITTEN = 10_000


@dataclass(slots=True)
class CodeResult:
    """What a code's rules found in all tables.

    `violations` counts all, `findings` holds the first of them in order of table and record.
    """

    cases: int = 0
    violations: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Contract:
    """The contract of a package being judged: what is read, and what was found in tables already passed over."""

    schemas: dict[str, TableSchema]
    sources: dict[str, Source]
    registry: Registry
    outcomes: dict[str, list[RuleOutcome]] = field(default_factory=dict)


def check_package(pkg: Package) -> dict[str, CodeResult]:
    """Results by code, of the tables that can be read. Computed at the first call for a package."""
    found: dict[str, CodeResult] = pkg.once("contract results", lambda: _check(pkg))
    return found


def pass_over(pkg: Package, name: str) -> Parsed:
    """What is known of a table too large to be held: its header, problems, number of records. The contract is judged in
    the same pass over the file."""
    from ..contract.cells import Cells
    from ..contract.judge import judge
    from ..contract.model import TableSchema
    from ..contract.source import Csv, Malformed, Unlisted

    path = pkg.tables[name].path
    place, problem = pkg.locate(path)
    if place is None:
        return Parsed(problems=[problem] if problem else [])
    contract = _contract(pkg)
    try:
        source = contract.sources.get(name) or Csv(place, path)
        assert isinstance(source, Csv)
        schema = contract.schemas.get(name) or TableSchema(name, "", "", "", "", (), (), (), (), ())
        registry = contract.registry
        for known in (Cells(schema, registry).known, {}):
            try:
                batches = registry.passing(name, source.measured(known))
                contract.outcomes[name] = judge(schema, source, registry, batches=batches, known=known)
            except Unlisted:  # of a cell that no list knows, its rule tells
                continue
            break
        return Parsed(header=source.header, beyond=source.rows)
    except Malformed as error:
        contract.outcomes.pop(name, None)
        if not all(one.soft for one in error.problems):
            contract.sources.pop(name, None)
            return Parsed(problems=error.problems)
    raw, problem = pkg.read_bytes(path)  # sound, but in a way that only the strict reader understands
    return Parsed(problems=[problem]) if problem else parse(raw, path)


def _contract(pkg: Package) -> _Contract:
    found: _Contract = pkg.once("contract", lambda: _opened(pkg))
    return found


def _opened(pkg: Package) -> _Contract:
    from ..contract.cells import Registry
    from ..contract.schema import load
    from ..contract.source import Csv, Malformed, Source

    schemas = {name: load(schema, name) for name, schema in understood(pkg).items()}
    sources: dict[str, Source] = {}
    for name, table in pkg.tables.items():
        if pkg.is_large(name):
            place, _ = pkg.locate(table.path)
            try:
                sources.update({name: Csv(place, table.path)} if place else {})
            except Malformed:
                continue
        elif table.readable:
            sources[name] = Source.of_rows(table.header, [row.cells for row in table.rows])
    return _Contract(schemas, sources, Registry(schemas, sources))


def _check(pkg: Package) -> dict[str, CodeResult]:
    from ..contract.judge import judge
    from ..contract.messages import findings, header_findings
    from ..contract.source import Csv, Source

    results = {code: CodeResult() for code in CODES}
    contract = _contract(pkg)
    tables = {name: pkg.tables[name] for name in contract.schemas if pkg.tables[name].readable}
    for name, table in tables.items():
        if not table.large and isinstance(contract.sources.get(name), Csv):
            contract.sources[name] = Source.of_rows(table.header, [row.cells for row in table.rows])
    for name, table in tables.items():
        schema, source = contract.schemas[name], contract.sources[name]
        told = defaultdict(list, {"S112": header_findings(schema.names, table.header, table.path, 1)})
        results["S112"].cases += 1
        results["S112"].violations += len(told["S112"])
        outcomes = contract.outcomes.get(name) or judge(schema, source, contract.registry, keep=MAX_WRITTEN)
        for outcome in outcomes:
            results[outcome.rule.code].cases += outcome.cases
            results[outcome.rule.code].violations += outcome.violations
        any_wrong = not table.large and any(outcome.violations for outcome in outcomes)
        lines = [row.line for row in table.rows] if any_wrong else None
        for outcome, found in findings(outcomes, schema, source, contract.registry, table.path, lines):
            told[outcome.rule.code].append(found)
        for code, mine in told.items():
            room = MAX_WRITTEN - len(results[code].findings)
            results[code].findings += sorted(mine, key=lambda one: one.record or 0)[:room]
    return results


def misunderstood(pkg: Package) -> dict[str, list[ContractProblem]]:
    """What is not understood in the schema of each table of a package."""
    problems: dict[str, list[ContractProblem]] = pkg.once("understood", lambda: _look_at(pkg))[1]
    return problems


def understood(pkg: Package) -> dict[str, dict[str, Any]]:
    """The schemas of the tables that can be judged, without what is not understood, and without references to tables
    that cannot be read: nobody can say whether such a reference leads to a row.
    """
    schemas: dict[str, dict[str, Any]] = pkg.once("understood", lambda: _look_at(pkg))[0]
    return schemas


def _look_at(pkg: Package) -> tuple[dict[str, dict[str, Any]], dict[str, list[ContractProblem]]]:
    schemas = {name: dict(table.schema) for name, table in pkg.tables.items()}
    problems = {name: [ContractProblem(*one) for one in table.misstated] for name, table in pkg.tables.items()}
    while any(met := package_problems(schemas)) and any(met.values()):
        for name, some in met.items():
            problems[name] += some
            if some:
                schemas[name] = _pruned(schemas[name], [problem.pointer for problem in some])
        schemas = {name: schema for name, schema in schemas.items() if schema.get("fields")}
    kept = {name: schema for name, schema in schemas.items() if pkg.is_large(name) or pkg.tables[name].readable}
    return {name: _within(name, schema, kept.keys()) for name, schema in kept.items()}, problems


def _pruned(schema: dict[str, Any], pointers: Iterable[str]) -> dict[str, Any]:
    """`schema` without what stands at `pointers`; without fields where it cannot be understood at all."""
    found = deepcopy(schema)
    contract = found.get(_CONTRACT)
    lists = {word: found.get(word) for word in ("fields", "uniqueKeys", "foreignKeys")}
    lists[f"{_CONTRACT}/rules"] = contract.get("rules") if isinstance(contract, dict) else None
    for pointer in pointers:
        word, *rest = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]] or [""]
        name, *place = [f"{word}/{rest[0]}", *rest[1:]] if word == _CONTRACT and rest else [word, *rest]
        listed = lists.get(name)
        if isinstance(listed, list) and place and place[0].isdigit():
            number = int(place[0])
            listed[number] = _field(listed[number], place[1:]) if name == "fields" else None
        else:
            found.pop(word or "fields", None)
    for listed in lists.values():
        if isinstance(listed, list):
            listed[:] = [one for one in listed if one is not None]
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
