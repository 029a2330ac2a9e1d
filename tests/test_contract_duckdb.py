"""DuckDB finds the same as Polars, records and cases included."""

from __future__ import annotations

from pathlib import Path

import pytest
from contract_corpus import CASES, SCHEMAS, Tables
from contract_engines import Engines, columns_of
from hypothesis import given, settings
from test_contract_engines import CHANGES, Case

from cn_industrial_internet.contract import duckdb_engine
from cn_industrial_internet.contract.generating import generate
from cn_industrial_internet.contract.package_check import check_package
from cn_industrial_internet.contract.polars_engine import column_frame, run, text_frame
from cn_industrial_internet.package import open_package

ENGINES = Engines(SCHEMAS)


def agree(engines: Engines, frames: dict[str, object]) -> None:
    database = duckdb_engine.connect(frames)  # type: ignore[arg-type]
    columns = {name: frame.columns for name, frame in frames.items()}  # type: ignore[attr-defined]
    for name, schema in engines.schemas.items():
        theirs = duckdb_engine.run(schema, engines.rules[name], database, columns)
        ours = run(schema, engines.rules[name], frames[name], frames)  # type: ignore[arg-type]
        for one, other in zip(ours, theirs, strict=True):
            assert (one.rule.name, one.records, one.violations, one.cases, one.evaluated) == (
                other.rule.name, other.records, other.violations, other.cases, other.evaluated,
            ), name  # fmt: skip


def frames_of(tables: Tables) -> dict[str, object]:
    return {name: column_frame(columns_of(ENGINES.schemas[name].names, rows)) for name, rows in tables.items()}


def test_every_case_of_the_corpus() -> None:
    for case in CASES:
        agree(ENGINES, frames_of(case.tables()))


@given(CHANGES)
@settings(max_examples=15, deadline=None)
def test_any_cells(changes: dict[tuple[str, int, str], str]) -> None:
    agree(ENGINES, frames_of(Case("any", "change", changes).tables()))


def test_a_package_with_planted_errors(tmp_path: Path) -> None:
    generate(tmp_path / "made", 3_000, seed=5)
    pkg = open_package(tmp_path / "made")
    engines = Engines({name: table.schema for name, table in pkg.tables.items()})
    agree(engines, {n: text_frame(t.header, [row.cells for row in t.rows]) for n, t in pkg.tables.items()})


@pytest.mark.parametrize("large_from", [None, 0])
def test_validation_with_duckdb_finds_what_it_finds_with_polars(tmp_path: Path, large_from: int | None) -> None:
    generate(tmp_path / "made", 1_000, seed=6)
    results = []
    for engine in ("polars", "duckdb"):
        pkg = open_package(tmp_path / "made")
        pkg.large_from, pkg.engine = large_from, engine
        results.append(check_package(pkg))
    for code in results[0]:
        assert results[0][code].findings == results[1][code].findings
        assert (results[0][code].cases, results[0][code].violations) == (
            results[1][code].cases,
            results[1][code].violations,
        )
