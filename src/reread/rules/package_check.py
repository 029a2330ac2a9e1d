"""The contract over a whole package: compiled from its schemas, run by an engine, turned into findings by code.

Run once, then kept. A small package is judged in plain Python, unless an engine was asked for by name: Polars takes
longer to load than such a package takes to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..contract.codes import CODES
from ..contract.messages import View, finding, header_mismatch
from ..contract.model import TableSchema
from ..contract.outcome import RuleOutcome
from ..contract.rules import ContractRule, compile_rules, other_columns
from ..contract.schema import load
from ..contract.small import SMALL, text_columns
from ..contract.small import run as run_plain
from ..findings import Finding, Severity
from ..package.table import TableUnreadable
from .understood import understood

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Table

_CACHE = "contract"
#: Findings written out per code; more are only counted (no reader works through ten thousand).
MAX_WRITTEN = 10_000
#: Records of a table up to which it is judged in plain Python beside larger ones, if it looks into small tables only:
#: Polars takes longer to be told the rules.
FEW = 500


@dataclass(slots=True)
class CodeResult:
    """What a code's rules found in all tables.

    `violations` counts all, `findings` holds the first of them in order of table and record.
    """

    cases: int = 0
    violations: int = 0
    findings: list[Finding] = field(default_factory=list)


def check_package(pkg: Package) -> dict[str, CodeResult]:
    """Results by code. Computed at the first call for a package.

    Raises `TableUnreadable` where a table cannot be read.
    """
    found: dict[str, CodeResult] | None = pkg.cache.get(_CACHE)
    if found is None:
        found = pkg.cache[_CACHE] = _check(pkg)
    return found


def _check(pkg: Package) -> dict[str, CodeResult]:
    return _check_small(pkg) if _is_small(pkg) else _check_frames(pkg)


def _is_small(pkg: Package) -> bool:
    """Whether all tables together are small, and no engine was asked for."""
    if pkg.engine is not None or any(pkg.is_large(name) for name in pkg.tables):
        return False
    return sum(len(table) for table in pkg.tables.values() if table.readable) <= SMALL


def _check_small(pkg: Package) -> dict[str, CodeResult]:
    results = {code: CodeResult() for code in CODES}
    schemas = {name: load(schema, name) for name, schema in understood(pkg).items()}
    tables = {name: pkg.tables[name] for name in schemas}
    columns = {name: text_columns(table.header, [row.cells for row in table.rows]) for name, table in tables.items()}
    outcomes = {n: run_plain(schema, compile_rules(schema), columns, keep=MAX_WRITTEN) for n, schema in schemas.items()}
    views = {}
    if any(map(_any, outcomes.values())):
        views = {name: _view(table, columns[name], [row.line for row in table.rows]) for name, table in tables.items()}
    for name, table in tables.items():
        _check_header(schemas[name].names, table, results["S112"])
        _gather(results, outcomes[name], schemas[name], views)
    return _in_order(results, tables)


def _check_frames(pkg: Package) -> dict[str, CodeResult]:
    from ..contract.large import SQL, judged, sparse_views
    from ..contract.looked_into import forget
    from ..contract.polars_engine import run, text_frame

    results = {code: CodeResult() for code in CODES}
    schemas = {name: load(schema, name) for name, schema in understood(pkg).items()}
    tables = {name: pkg.tables[name] for name in schemas}
    passed = {name: judged(pkg, name) for name in tables if pkg.is_large(name)}
    forget(pkg)
    frames = {n: text_frame(t.header, [row.cells for row in t.rows]) for n, t in tables.items() if n not in passed}
    for name, large in passed.items():
        if large.found is None:
            raise TableUnreadable(tables[name].path)
        if large.found.referred is not None:
            frames[name] = large.found.referred
    views: dict[str, View] = {}

    def all_views() -> Mapping[str, View]:
        if not views:
            for name, frame in frames.items():
                lines = None if name in passed else [row.line for row in tables[name].rows]
                views[name] = _view(tables[name], frame.to_dict(as_series=False), lines)
        return views

    def views_of(name: str) -> Mapping[str, View]:
        """What the messages about a table look at: of a large one, the records that its pass brought back."""
        large = passed.get(name)
        return all_views() if large is None else {**all_views(), **sparse_views(tables, schemas, name, large)}

    judged_there = {}
    if pkg.engine in SQL:
        from ..contract.sql_store import store_of

        held = {name: (schemas[name], compile_rules(schemas[name])) for name in frames if name not in passed}
        judged_there = store_of(pkg).run_each(held, MAX_WRITTEN)
    few = {n: f.to_dict(as_series=False) for n, f in frames.items() if pkg.engine is None and f.height <= SMALL}
    for name, table in tables.items():
        _check_header(schemas[name].names, table, results["S112"])
        found = passed[name].found if name in passed else None
        here = views_of(name) if found and _any(found.outcomes) else None
        rules = compile_rules(schemas[name])
        if found:
            outcomes = found.outcomes
        elif name in judged_there:
            outcomes = judged_there[name]
        elif frames[name].height <= FEW and few.keys() >= {name, *_looked_into(rules, schemas[name])}:
            outcomes = run_plain(schemas[name], rules, few, keep=MAX_WRITTEN)
        else:
            outcomes = run(schemas[name], rules, frames[name], frames, keep=MAX_WRITTEN)
        _gather(results, outcomes, schemas[name], here or (all_views() if _any(outcomes) else {}))
    return _in_order(results, tables)


def _looked_into(rules: Iterable[ContractRule], schema: TableSchema) -> set[str]:
    return {other for rule in rules for other, _ in other_columns(rule, schema)}


def _any(outcomes: Iterable[RuleOutcome]) -> bool:
    return any(outcome.violations for outcome in outcomes)


def _gather(
    results: Mapping[str, CodeResult],
    outcomes: Iterable[RuleOutcome],
    schema: TableSchema,
    views: Mapping[str, View],
) -> None:
    """Add what one table's rules found to the results of their codes."""
    for outcome in outcomes:
        result = results[outcome.rule.code]
        result.cases += outcome.cases
        result.violations += outcome.violations
        for record in outcome.records[: MAX_WRITTEN - len(result.findings)]:
            result.findings.append(finding(outcome.rule, schema, views, record))


def _in_order(results: dict[str, CodeResult], tables: Mapping[str, Table]) -> dict[str, CodeResult]:
    """The results with their findings in the order of tables and records."""
    order = list(tables)
    for result in results.values():
        result.findings.sort(key=lambda f: (order.index(_table_of(tables, f.file)), f.record or 0))
    return results


def _table_of(tables: Mapping[str, Table], path: str) -> str:
    return next(name for name, table in tables.items() if table.path == path)


def _view(table: Table, columns: Mapping[str, Sequence[str | None]], lines: list[int] | None) -> View:
    return View(table.name, table.path, table.key_columns, columns, lines, whole=not table.large)


def _check_header(names: tuple[str, ...], table: Table, result: CodeResult) -> None:
    result.cases += 1
    entry = CODES["S112"]
    for column, found, expected in header_mismatch(names, table.header):
        result.violations += 1
        result.findings.append(
            Finding("S112", Severity.ERROR, table.path, 1, column, None, found, expected, entry.why, entry.fix)
        )
