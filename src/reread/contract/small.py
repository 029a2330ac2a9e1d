"""The contract over small tables, in plain Python: done before a library of frames has been loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from .model import TableSchema
from .outcome import RuleOutcome
from .plain import judge
from .rules import ContractRule

#: Records of a package, all tables together, up to which the plain compiler is quicker than loading Polars.
SMALL = 10_000

Columns = Mapping[str, Sequence[str | None]]


def text_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, list[str | None]]:
    """Rows of cells as columns; an empty cell becomes None."""
    if not rows:
        return {name: [] for name in header}
    return {name: [cell or None for cell in cells] for name, cells in zip(header, zip(*rows, strict=True), strict=True)}


def run(
    schema: TableSchema, rules: Sequence[ContractRule], tables: Mapping[str, Columns], *, keep: int | None = None
) -> list[RuleOutcome]:
    """Run `rules` over the table of `schema`, one of `tables`. At most `keep` records are named per rule."""
    outcomes = []
    for rule in rules:
        verdicts = judge(rule, schema, tables[schema.name], tables)
        if verdicts is None:
            outcomes.append(RuleOutcome(rule, 0, (), 0, False))
            continue
        cases = sum(case for case, _ in verdicts)
        bad = tuple(compress(range(len(verdicts)), (violated for _, violated in verdicts)))
        outcomes.append(RuleOutcome(rule, cases, bad[:keep], len(bad)))
    return outcomes
