"""The contract as pandera schemas for pandas.

The rows are judged by `plain`; pandera carries names, order, types and reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
import pandera.pandas as pa

from .frames import texts
from .model import TableSchema
from .plain import Columns, judge
from .rules import ContractRule, can_run, compile_rules, is_cell_rule

if TYPE_CHECKING:
    from collections.abc import Callable

DTYPES = {"string": "string", "integer": "Int64", "number": "object", "boolean": "boolean", "date": "datetime64[s]"}


def pandera_schema(schema: TableSchema, tables: Mapping[str, Columns] | None = None) -> pa.DataFrameSchema:
    """The contract of one table for a typed pandas frame (see `frames.typed_pandas`).

    `tables`: other tables as columns of text; without them the rules that look into those are left out of the schema.
    """
    others = dict(tables or {})
    columns: dict[str, list[pa.Check]] = {field.name: [] for field in schema.fields}
    frame_checks = []
    for rule in compile_rules(schema):
        if not can_run(rule, schema, others):
            continue
        name = f"{rule.code} {rule.name}"
        check = pa.Check(_function(rule, schema, others), name=name, error=name, ignore_na=False)
        if is_cell_rule(rule):
            columns[rule.field].append(check)
        else:
            frame_checks.append(check)
    return pa.DataFrameSchema(
        {
            field.name: pa.Column(
                DTYPES[field.type],
                checks=columns[field.name],
                nullable=True,  # an empty cell is reported by our own check, under its code
                title=field.title or None,
                description=field.description or None,
            )
            for field in schema.fields
        },
        checks=frame_checks,
        strict=True,
        ordered=True,
        name=schema.name,
        title=schema.title or None,
        description=schema.description or None,
    )


def _function(
    rule: ContractRule, schema: TableSchema, tables: Mapping[str, Columns]
) -> Callable[[Any], pd.Series[bool]]:
    def check(data: Any) -> pd.Series[bool]:
        frame = data.to_frame(rule.field) if isinstance(data, pd.Series) else data
        verdicts = judge(rule, schema, texts(frame, schema), tables)
        good = [True] * len(frame) if verdicts is None else [not bad for _, bad in verdicts]
        return pd.Series(good, index=frame.index, dtype=bool)

    check.__name__ = rule.name
    return check
