"""The contract run over one table: every rule in one pass of Polars over batches, wrong rows looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule found: how many cases, and which records (counted from 0, in order) are wrong.

    `firsts` has for some of them the first record like them. `evaluated` is False where a column or table that the rule
    reads is absent; it has then judged nothing.
    """

    rule: ContractRule
    cases: int
    records: tuple[int, ...]
    violations: int
    evaluated: bool = True
    firsts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Judged:
    """A rule being judged: its expressions, and what it has found so far."""

    rule: ContractRule
    case: pl.Expr
    bad: pl.Expr
    kept: list[pl.Expr]
    cases: int = 0
    violations: int = 0
    records: list[int] = field(default_factory=list)
    parts: list[pl.DataFrame] = field(default_factory=list)

    def outcome(self, keep: int) -> RuleOutcome:
        """What it has found in all rows."""
        kind = self.rule.kind
        if not isinstance(kind, Whole) or not self.parts:
            return RuleOutcome(self.rule, self.cases, tuple(self.records), self.violations)
        records, firsts = kind.wrong(pl.concat(self.parts, rechunk=True))
        self.parts.clear()
        named = tuple(records.head(keep).to_list())
        told = {record: firsts[record] for record in named if record in firsts}
        return RuleOutcome(self.rule, self.cases, named, len(records), True, told)


def judge(
    schema: TableSchema,
    source: Source,
    registry: Registry,
    *,
    keep: int = KEEP,
    batches: Iterable[pl.DataFrame] | None = None,
    known: Mapping[str, pl.Enum] | None = None,
) -> list[RuleOutcome]:
    """What every rule of a table says of its rows. At most `keep` records are named per rule; `violations` counts all.

    `batches` are the rows where they are not to be had from `source` itself; of the columns in `known` they hold
    nothing else.
    """
    rules, cells = compile_rules(schema), Cells(schema, registry, known)
    compiled = [_compiled(rule, cells, source) for rule in rules]
    judged = [one for one in compiled if one]
    before = 0
    for batch in source.batches() if batches is None else batches:
        if judged:
            _take(judged, cells.attach(batch), before, keep)
        before += batch.height
    both = zip(rules, compiled, strict=True)
    return [one.outcome(keep) if one else RuleOutcome(rule, 0, (), 0, False) for rule, one in both]


def _compiled(rule: ContractRule, cells: Cells, source: Source) -> _Judged | None:
    """A rule with its expressions; None where a column is absent that it reads, or a table cannot be read."""
    kind, known = rule.kind, cells.listed
    if not {*kind.columns()} <= {*source.header} or not cells.registry.has(kind.others(cells.schema)):
        return None
    try:
        case, wrong = map(expression, kind.judged(cells))
        bad = case & wrong
        if rule.field in known and isinstance(kind, CellKind) and not isinstance(kind, Required):
            texts = known[rule.field].categories.alias(rule.field).to_frame()
            bad = bad if texts.select(bad.any()).item() else pl.lit(False)
        return _Judged(rule, case, bad, kind.kept(cells, case) if isinstance(kind, Whole) else [])
    except Malformed:
        return None


def _take(judged: list[_Judged], frame: pl.DataFrame, before: int, keep: int) -> None:
    """Judge one batch, before which so many records stand."""
    cases = [one.case.sum().alias(f"case {number}") for number, one in enumerate(judged)]
    bad = [one.bad.sum().alias(f"bad {number}") for number, one in enumerate(judged)]
    counted = frame.select(*cases, *bad).row(0)
    wrong = []
    for number, one in enumerate(judged):
        one.cases += frame.height if one.rule.kind.operator == "required" else counted[number] or 0
        if violations := counted[len(judged) + number]:
            one.violations += violations
            wrong.append(one)
        if one.kept:
            one.parts.append(frame.select(made.alias(str(n)) for n, made in enumerate(one.kept)))
    if wrong:
        places = frame.select(pl.arg_where(one.bad).head(keep).implode().alias(str(n)) for n, one in enumerate(wrong))
        for one, mine in zip(wrong, places.row(0), strict=True):
            one.records += [before + place for place in mine[: keep - len(one.records)]]
