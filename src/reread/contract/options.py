"""The options of `cnii validate` on what runs the contract, and on tables that lie elsewhere."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from ..findings import CannotRun, shown

if TYPE_CHECKING:
    from ..package.opening import Package


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--engine",
        choices=("polars", "duckdb", "spark"),
        help="what runs the contract of the tables (default: Python for small tables, Polars for others); the findings "
        "are the same",
    )
    parser.add_argument(
        "--input",
        action="append",
        default=[],
        metavar="TABLE=PLACE",
        help="take the rows of a table from a Parquet file or folder, from sqlite:FILE[#NAME] or from "
        "postgresql://USER@HOST/DATABASE[#NAME]; with --engine duckdb or spark",
    )
    parser.add_argument("--memory", metavar="SIZE", help="what DuckDB or a local Spark may take, e.g. 500MB or 8GB")
    parser.add_argument(
        "--spark-master", metavar="URL", help="where Spark runs, e.g. local[4] or spark://host:7077 (default: here)"
    )


def apply(args: argparse.Namespace, package: Package) -> None:
    """Tell the package what was asked for. Raises `CannotRun` for what does not fit together."""
    package.engine = args.engine
    if args.memory is not None:
        if args.engine not in ("duckdb", "spark"):
            raise CannotRun("--memory is for databases", "Add --engine duckdb or --engine spark.")
        if not re.fullmatch("[1-9][0-9]{0,8}(MB|GB)", args.memory):
            raise CannotRun(f"{shown(args.memory)} is no size", "Write a whole number and MB or GB, e.g. 500MB.")
        package.engine_options["memory"] = args.memory
    if args.spark_master is not None:
        if args.engine != "spark":
            raise CannotRun("--spark-master is for Spark", "Add --engine spark.")
        package.engine_options["master"] = args.spark_master
    if not args.input:
        return
    if args.engine not in ("duckdb", "spark"):
        raise CannotRun("--input needs a database that reads it", "Add --engine duckdb, or --engine spark for Parquet.")
    from .inputs import parse

    for text in args.input:
        package.take(parse(text))
