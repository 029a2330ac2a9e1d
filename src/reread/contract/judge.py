"""The contract run over one table: every rule in one pass of Polars over batches, wrong rows looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from .cells import Cells, Registry, expression
from .kinds.base import Whole
from .kinds.cells import CellKind, Required
from .model import ContractRule, TableSchema
from .rules import compile_rules
from .source import Malformed, Source

#: Records named per rule; more are only counted (no reader works through ten thousand).
KEEP = 10_000


@dataclass(slots=True)
class RuleOutcome:
    """What one rule found: the number of cases, the records (from 0, in order) that are wrong, and of some the first
    record like them. `evaluated` is False where a column or table that it reads is absent; it has judged nothing."""

    rule: ContractRule
    cases: int = 0
    records: list[int] = field(default_factory=list)
    violations: int = 0
    evaluated: bool = True
    firsts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Judged:
    """A rule being judged: its expressions, what it has found so far, and what it keeps of the rows."""

    case: pl.Expr
    bad: pl.Expr
    kept: list[pl.Expr]
    found: RuleOutcome
    parts: list[pl.DataFrame] = field(default_factory=list)


def judge(
    schema: TableSchema,
    source: Source,
    registry: Registry,
    *,
    keep: int = KEEP,
    batches: Iterable[pl.DataFrame] | None = None,
    known: Mapping[str, pl.Enum] | None = None,
    rules: Sequence[ContractRule] | None = None,
) -> list[RuleOutcome]:
    """What every rule of a table, or just these `rules`, say of its rows. At most `keep` records are named per rule;
    `violations` counts all. `batches` are the rows, if not those of `source` itself; their columns in `known` hold
    nothing else."""
    found = [RuleOutcome(rule) for rule in (compile_rules(schema) if rules is None else rules)]
    cells = Cells(schema, registry, known)
    judged = [one for outcome in found if (one := _compiled(outcome, cells, source))]
    before = 0
    for batch in source.batches() if batches is None else batches:
        if judged:
            _take(judged, cells.attach(batch), before, keep)
        before += batch.height
    for one in judged:
        kind = one.found.rule.kind
        if isinstance(kind, Whole) and one.parts:
            records, firsts = kind.wrong(pl.concat(one.parts, rechunk=True))
            one.parts.clear()
            one.found.violations, one.found.records = len(records), records.head(keep).to_list()
            one.found.firsts = {record: firsts[record] for record in one.found.records if record in firsts}
    return found


def _compiled(found: RuleOutcome, cells: Cells, source: Source) -> _Judged | None:
    """A rule with its expressions; None where a column is absent that it reads, or a table cannot be read."""
    kind, column, known = found.rule.kind, found.rule.field, cells.listed
    there = {*kind.columns()} <= {*source.header} and cells.registry.has(kind.others(cells.schema))
    try:
        judged = kind.judged(cells) if there else None
    except Malformed:
        judged = None
    if judged is None:
        found.evaluated = False
        return None
    case, wrong = map(expression, judged)
    bad = case & wrong
    if column in known and isinstance(kind, CellKind) and not isinstance(kind, Required):
        texts = known[column].categories.alias(column).to_frame()
        bad = bad if texts.select(bad.any()).item() else pl.lit(False)
    return _Judged(case, bad, kind.kept(cells, case) if isinstance(kind, Whole) else [], found)


def _take(judged: list[_Judged], frame: pl.DataFrame, before: int, keep: int) -> None:
    """Judge one batch, before which so many records stand."""
    cases = [one.case.sum().alias(f"case {number}") for number, one in enumerate(judged)]
    bad = [one.bad.sum().alias(f"bad {number}") for number, one in enumerate(judged)]
    counted = frame.select(*cases, *bad).row(0)
    wrong = []
    for number, one in enumerate(judged):
        one.found.cases += frame.height if one.found.rule.kind.operator == "required" else counted[number] or 0
        if violations := counted[len(judged) + number]:
            one.found.violations += violations
            wrong.append(one)
        if one.kept:
            one.parts.append(frame.select(made.alias(str(n)) for n, made in enumerate(one.kept)))
    if wrong:
        places = frame.select(pl.arg_where(one.bad).head(keep).implode().alias(str(n)) for n, one in enumerate(wrong))
        for one, mine in zip(wrong, places.row(0), strict=True):
            one.found.records += [before + place for place in mine[: keep - len(one.found.records)]]
