"""The contract of a package's tables, judged once for all S rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..contract.codes import CODES
from ..findings import Finding
from ..package.csvtext import Parsed, parse
from . import Package
from .understood import understood

if TYPE_CHECKING:
    from ..contract.cells import Registry
    from ..contract.judge import RuleOutcome
    from ..contract.model import TableSchema
    from ..contract.source import Source

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
        differences = header_findings(schema.names, table.header, table.path, 1)
        results["S112"].cases += 1
        results["S112"].violations += len(differences)
        results["S112"].findings += differences
        outcomes = contract.outcomes.get(name) or judge(schema, source, contract.registry, keep=MAX_WRITTEN)
        for outcome in outcomes:
            results[outcome.rule.code].cases += outcome.cases
            results[outcome.rule.code].violations += outcome.violations
        lines = None if table.large else [row.line for row in table.rows] if _any(outcomes) else None
        by_code: dict[str, list[Finding]] = {}
        for outcome, found in findings(outcomes, schema, source, contract.registry, table.path, lines):
            by_code.setdefault(outcome.rule.code, []).append(found)
        for code, mine in by_code.items():
            room = MAX_WRITTEN - len(results[code].findings)
            results[code].findings += sorted(mine, key=lambda one: one.record or 0)[:room]
    return results


def _any(outcomes: list[RuleOutcome]) -> bool:
    return any(outcome.violations for outcome in outcomes)
