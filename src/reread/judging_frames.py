"""Users' frames judged by the contract of their table and by every rule that reads it.

The frame stands for its table in a package: the rules look up the other tables, the archived texts and the registers
there, unless frames are given for those too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .contract import frames
from .contract.cells import Registry
from .contract.codes import CODES
from .contract.frames import LossyCell
from .contract.judge import RuleOutcome, judge
from .contract.messages import findings, header_findings
from .contract.model import ContractRule, TableSchema
from .contract.rules import compile_rules
from .contract.source import Source
from .findings import Finding, Severity
from .package.part import Part
from .package.table import Table, TableUnreadable
from .rules import Check, NotEvaluated, RuleInfo, all_rules

if TYPE_CHECKING:
    import polars as pl

    from .package.opening import Package


#: Why a rule of the contract comes to no verdict.
_ABSENT = "what it reads is not at hand"


@dataclass(slots=True)
class Verdict:
    """What is wrong in a frame: findings by the name of the check, "V306 How much reads as that value" or "S103
    grade_enum", and why checks came to no verdict. `short` is how many rows the frame has, and how many the table of
    the package, where these are more."""

    found: dict[str, list[Finding]] = field(default_factory=dict)
    not_evaluated: dict[str, str] = field(default_factory=dict)
    short: tuple[int, int] | None = None

    @property
    def findings(self) -> list[Finding]:
        """All of them, in the order of the rules, then of the records."""
        return [one for found in self.found.values() for one in found]


def rule_name(info: RuleInfo) -> str:
    """How a rule is called as a check."""
    return f"{info.code} {info.words.title}"


def check_names(schemas: Mapping[str, TableSchema], table: str) -> dict[str, str]:
    """The checks of a table, with the column that each is about: of a rule on provenance or consistency, the first of
    the key; of a rule in the contract of another table, the one that it looks into."""
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for name, schema in schemas.items():
        if name == table:
            own = {_named(rule): rule.field for rule in compile_rules(schema)}
        else:
            others |= {_named(rule, name): column for rule, _, column in _looking_into(schema, {table})}
    first = (schemas[table].primary_key or schemas[table].names)[0]
    return own | others | {rule_name(info): first for info in _rules_on({table})}


def _named(rule: ContractRule, table: str = "") -> str:
    """How a rule of the contract is called as a check; one of another table, with that."""
    return f"{rule.code} {table}{': ' if table else ''}{rule.name}"


def _looking_into(schema: TableSchema, tables: Collection[str]) -> list[tuple[ContractRule, str, str]]:
    """The rules in the contract of a table that look into one of others, with that one and the first column they read
    there."""
    looks = [(rule, [pair for pair in rule.kind.others(schema) if pair[0] in tables]) for rule in compile_rules(schema)]
    return [(rule, *pairs[0]) for rule, pairs in looks if pairs]


def _rules_on(tables: Collection[str]) -> list[RuleInfo]:
    """The rules on provenance and consistency that read any of these tables."""
    return [info for info in all_rules() if info.family in "VX" and not set(tables).isdisjoint(info.tables)]


def judge_frames(
    given: Mapping[str, Any],
    schemas: Mapping[str, TableSchema],
    package: Callable[[], Package] | None,
    lossy: bool = False,
) -> dict[str, Verdict]:
    """What is wrong in each of the frames, by table.

    The other tables are those of `package`; without one only the contract is judged, as far as the frames given allow.
    Raises ValueError for unknown tables, `NotAFrame`, and `LossyCell` unless `lossy` asks for findings of these too.
    """
    for name in given:
        if name not in schemas:
            raise ValueError(f"{name!r} is no table of the contract; its tables are {', '.join(schemas)}")
    rounded: dict[str, list[LossyCell]] = {name: [] for name in given}
    texts = {n: frames.as_text(frame, schemas[n], rounded[n] if lossy else None) for n, frame in given.items()}
    pkg = package() if package else None
    readable = [(name, table) for name, table in pkg.tables.items() if table.readable] if pkg else []
    sources = {name: Source.of_rows(table.header, [row.cells for row in table.rows]) for name, table in readable}
    before = Registry(schemas, sources)
    registry = Registry(schemas, {**sources, **{name: Source.of(text) for name, text in texts.items()}})
    verdicts = {name: Verdict() for name in given}
    tables = {}
    for name, verdict in verdicts.items():
        schema, source = schemas[name], registry.sources[name]
        if differences := header_findings(schema.names, frames.header(given[name]), name, None):
            verdict.found["S112 header"] = [_in_index(one, given[name]) for one in differences]
        for cell in rounded[name]:
            verdict.found.setdefault(f"S101 {cell.column}_type", []).append(_rounded(cell, schema, texts[name]))
        outcomes = judge(schema, source, registry)
        for outcome in outcomes:
            if not outcome.evaluated:
                verdict.not_evaluated[_named(outcome.rule)] = _ABSENT
        for outcome, found in findings(outcomes, schema, source, registry, name):
            verdict.found.setdefault(_named(outcome.rule), []).append(found)
        if pkg is not None:
            unusable = {one.record for one in verdict.findings if one.code in ("S101", "S102", "S109")}
            tables[name] = _table(pkg.tables[name], schema, texts[name], unusable)
            own = len(pkg.tables[name].rows) if pkg.tables[name].readable else 0
            verdict.short = (source.rows, own) if source.rows < own else None
    if pkg is not None:
        for name, table in readable:
            if name not in given and name in schemas:
                _look_from(table, registry, before, verdicts)
        part = Part(pkg, tables)
        for info in _rules_on(verdicts):
            _run(info, part, pkg, verdicts)
    return verdicts


def _in_index(one: Finding, frame: Any) -> Finding:
    """A finding about the columns; where one is missing that is the index of pandas, it says so."""
    index = [str(name) for name in frame.index.names] if frames.library(frame) == "pandas" else []
    if one.column not in index or one.column in frames.header(frame):
        return one
    found, expected = f"{one.found}: it is the index", f"{one.expected}. Make it a column: reset_index()"
    return replace(one, found=found, expected=expected)


def _rounded(cell: LossyCell, schema: TableSchema, text: pl.DataFrame) -> Finding:
    """A cell whose number may be rounded as a finding."""
    known = [text[name][cell.record - 1] or "" for name in schema.primary_key if name in text.columns]
    key = "|".join(known) if known and len(known) == len(schema.primary_key) else None
    at, code = (schema.name, None, cell.column, key), CODES["S101"]
    return Finding("S101", Severity.ERROR, *at, cell.found, cell.expected, code.why, code.fix, cell.record)


def _table(like: Table, schema: TableSchema, text: pl.DataFrame, unusable: Collection[int | None]) -> Table:
    """The rows of a frame as a table, without those that have a cell of another type or no key: no rule can read them,
    and the contract has said so. A column that is missing is empty."""
    columns = [text[name].to_list() if name in text.columns else [None] * text.height for name in schema.names]
    rows = enumerate(zip(*columns, strict=True), 1)
    records = [(n, n + 1, tuple(cell or "" for cell in cells)) for n, cells in rows if n not in unusable]
    return Table.of_rows(like, schema.names, records)


def _look_from(table: Table, registry: Registry, before: Registry, verdicts: Mapping[str, Verdict]) -> None:
    """Judge a table that was not given by the rules of its contract that look into frames. What they find, and did not
    `before`, is told of the first frame that each looks into."""
    schema, lines = registry.schemas[table.name], [row.line for row in table.rows]
    frames = {rule: frame for rule, frame, _ in _looking_into(schema, verdicts)}

    def judged(registry: Registry) -> tuple[list[RuleOutcome], list[tuple[RuleOutcome, Finding]]]:
        source = registry.sources[table.name]
        outcomes = judge(schema, source, registry, rules=tuple(frames))
        return outcomes, list(findings(outcomes, schema, source, registry, table.path, lines))

    outcomes, broken = judged(registry)
    known = {one for _, one in judged(before)[1]} if broken else set()
    for outcome in outcomes:
        if not outcome.evaluated:
            verdicts[frames[outcome.rule]].not_evaluated[_named(outcome.rule, table.name)] = _ABSENT
    for outcome, one in broken:
        if one not in known:
            told = verdicts[frames[outcome.rule]].found
            told.setdefault(_named(outcome.rule, table.name), []).append(one)


def _run(info: RuleInfo, part: Part, pkg: Package, verdicts: dict[str, Verdict]) -> None:
    """Judge one rule for all frames that it reads. What it finds elsewhere, and not in the package as it is, is told of
    the first of them: a relation that a value breaks, say."""
    name, mine = rule_name(info), {table: verdicts[table] for table in info.tables if table in verdicts}
    if broken := [table for table, verdict in mine.items() if "S112 header" in verdict.found]:
        reason = f"the columns of {', '.join(broken)} are not those of the schema"
    else:
        found, reason = _asked(info, part)
        paths = {part.tables[table].path: table for table in mine}
        before = set(_asked(info, pkg)[0]) if any(one.file not in paths for one in found) else set()
        for one in found:
            if table := paths.get(one.file):
                mine[table].found.setdefault(name, []).append(replace(one, file=table, line=None))
            elif one not in before:
                next(iter(mine.values())).found.setdefault(name, []).append(one)
    for verdict in mine.values() if reason else ():
        verdict.not_evaluated[name] = reason


def _asked(info: RuleInfo, pkg: Package) -> tuple[list[Finding], str]:
    """What a rule finds in a package, and why it came to no verdict, if so."""
    check, reason = Check(info), ""
    try:
        info.function(pkg, check)
    except (NotEvaluated, TableUnreadable) as error:
        reason = str(error)
    except Exception as error:  # the rule met data its author did not think of: no verdict, never a traceback
        reason = f"the rule stopped with {type(error).__name__}: {error}"
    return check.findings, reason
