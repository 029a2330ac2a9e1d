"""The contract run over one table: every rule in one fused Polars pass, the flagged records looked up in a second one.

The first pass brings back two numbers per rule (cases, violations); on a sound table that is all. Only the rules that
are violated are run again, for the places of their records. The frame may come from anywhere, as long as its cells
are text and missing cells are null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from .model import TableSchema
from .outcome import RuleOutcome as RuleOutcome
from .polars_expressions import Cells, Compiled, Others, compile_rule
from .rules import ContractRule


def text_frame(header: Sequence[str], rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    """Rows of cells as a frame of text columns; an empty cell becomes null."""
    columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    return pl.DataFrame(
        [pl.Series(name, cells, dtype=pl.String) for name, cells in zip(header, columns, strict=True)]
    ).with_columns(pl.all().replace("", None))


def column_frame(columns: Mapping[str, Sequence[str | None]]) -> pl.DataFrame:
    """Columns of text, None where missing, as a frame."""
    return pl.DataFrame([pl.Series(name, cells, dtype=pl.String) for name, cells in columns.items()])


def compile_table(
    schema: TableSchema,
    rules: Sequence[ContractRule],
    dtypes: Mapping[str, pl.DataType],
    frames: Mapping[str, pl.DataFrame],
) -> tuple[list[Compiled | None], Cells, Others]:
    """All `rules` over a frame with columns of `dtypes`:

    None for a rule that lacks a column. `frames` are the tables it may look into.
    """
    cells = Cells(schema, dtypes)
    others = Others(schema, frames)
    return [compile_rule(rule, cells, others) for rule in rules], cells, others


def run(
    schema: TableSchema,
    rules: Sequence[ContractRule],
    frame: pl.DataFrame | pl.LazyFrame,
    frames: Mapping[str, pl.DataFrame],
    *,
    keep: int | None = None,
) -> list[RuleOutcome]:
    """Run `rules` over `frame`. At most `keep` records are named per rule; `violations` counts all."""
    lazy = frame.lazy()
    compiled, cells, others = compile_table(schema, rules, lazy.collect_schema(), frames)
    known = [(number, one) for number, one in enumerate(compiled) if one is not None]
    if not known:
        return [RuleOutcome(rule, 0, (), 0, False) for rule in rules]
    attached = others.attach(lazy, cells)
    # One set of expressions for both numbers; equal parts (a column's presence, its value) are computed once by Polars.
    counted = attached.select(
        pl.len().alias("rows"),
        *(one.case.sum().alias(f"c{number}") for number, one in known if not one.every),
        *(one.bad.sum().alias(f"b{number}") for number, one in known),
    ).collect()
    counts = counted.row(0, named=True)
    failed = [(number, one) for number, one in known if counts[f"b{number}"]]
    records: dict[int, tuple[int, ...]] = {}
    if failed:
        flagged = attached.select(
            (pl.arg_where(one.bad).head(keep) if keep is not None else pl.arg_where(one.bad))
            .implode()
            .alias(str(number))
            for number, one in failed
        ).collect()
        records = {number: tuple(flagged[str(number)][0].to_list()) for number, _ in failed}
    return [
        RuleOutcome(
            rule,
            0 if one is None else counts["rows"] if one.every else counts[f"c{number}"] or 0,
            records.get(number, ()),
            0 if one is None else counts[f"b{number}"] or 0,
            one is not None,
        )
        for number, (rule, one) in enumerate(zip(rules, compiled, strict=True))
    ]
