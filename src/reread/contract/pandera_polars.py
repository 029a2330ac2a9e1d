"""The contract as pandera schemas for polars.

The rows are found by our own expressions; pandera carries names, order, types and reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandera.polars as pa
import polars as pl

from .model import TableSchema
from .polars_expressions import DECIMAL, Cells, Others, compile_rule
from .rules import ContractRule, can_run, compile_rules, is_cell_rule

if TYPE_CHECKING:
    from pandera.api.polars.types import PolarsData

DTYPES: dict[str, Any] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": DECIMAL,
    "boolean": pl.Boolean,
    "date": pl.Date,
}


class ContractSchema(pa.DataFrameSchema):
    """A pandera schema that also checks the data of a LazyFrame; pandera by itself looks at its column types only."""

    @classmethod
    def get_backend(cls, *args: Any, **kwargs: Any) -> Any:
        """The back end of pandera's own class: it is looked up by exact class."""
        return pa.DataFrameSchema.get_backend(*args, **kwargs)

    def validate(self, check_obj: Any, *args: Any, **kwargs: Any) -> Any:
        """As `DataFrameSchema.validate`.

        A LazyFrame is collected, once instead of once per check, and given back lazy.
        """
        if isinstance(check_obj, pl.LazyFrame):
            return super().validate(check_obj.collect(), *args, **kwargs).lazy()
        return super().validate(check_obj, *args, **kwargs)


def pandera_schema(schema: TableSchema, tables: Mapping[str, pl.DataFrame] | None = None) -> ContractSchema:
    """The contract of one table for a typed polars frame (see `frames.typed_polars`).

    `tables`: other tables as frames of text; without them the rules that look into those are left out of the schema.
    """
    frames = dict(tables or {})
    columns: dict[str, list[Any]] = {field.name: [] for field in schema.fields}
    frame_checks = []
    for rule in compile_rules(schema):
        if not can_run(rule, schema, frames):
            continue
        check = pa.Check(
            _function(rule, schema, frames),
            name=f"{rule.code} {rule.name}",
            error=f"{rule.code} {rule.name}",
            ignore_na=False,
        )
        if is_cell_rule(rule):
            columns[rule.field].append(check)
        else:
            frame_checks.append(check)
    return ContractSchema(
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


def _function(rule: ContractRule, schema: TableSchema, tables: Mapping[str, pl.DataFrame]) -> Any:
    def check(data: PolarsData) -> pl.LazyFrame:
        frame = data.lazyframe
        dtypes = frame.collect_schema()
        cells = Cells(schema, dtypes)
        own = frame.select(cells.text(name).alias(name) for name in cells.dtypes).collect()
        others = Others(schema, {**tables, schema.name: own})
        compiled = compile_rule(rule, cells, others)
        if compiled is None:  # a column is missing: pandera reports that itself
            return frame.select(pl.lit(True).repeat_by(pl.len()).explode().alias("good"))
        return others.attach(frame, cells).select((~compiled.bad.fill_null(False)).alias("good"))

    check.__name__ = rule.name
    return check
