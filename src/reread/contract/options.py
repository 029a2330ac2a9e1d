"""The options of `cnii validate` on what runs the contract, and on tables that lie elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..findings import CannotRun, shown

if TYPE_CHECKING:
    from ..package.opening import Package


def apply(
    package: Package, engine: str | None, inputs: Sequence[str], memory: str | None, spark_master: str | None
) -> None:
    """Tell the package what was asked for. Raises `CannotRun` for what does not fit together."""
    package.engine = engine
    if memory is not None:
        if engine not in ("duckdb", "spark"):
            raise CannotRun("--memory is for databases", "Add --engine duckdb or --engine spark.")
        if not re.fullmatch("[1-9][0-9]{0,8}(MB|GB)", memory):
            raise CannotRun(f"{shown(memory)} is no size", "Write a whole number and MB or GB, e.g. 500MB.")
        package.engine_options["memory"] = memory
    if spark_master is not None:
        if engine != "spark":
            raise CannotRun("--spark-master is for Spark", "Add --engine spark.")
        package.engine_options["master"] = spark_master
    if not inputs:
        return
    if engine not in ("duckdb", "spark"):
        raise CannotRun("--input needs a database that reads it", "Add --engine duckdb, or --engine spark for Parquet.")
    from .inputs import parse

    for text in inputs:
        package.take(parse(text))
