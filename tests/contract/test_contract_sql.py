"""DuckDB finds, by the SQL of the kinds, what Polars finds: the same rows, cases and words. So does Spark:
test_contract_spark.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contract_corpus as corpus
import duckdb
import pytest
from contract_corpus import CASES, SCHEMAS, Case
from contract_engines import ROOT, Engines, columns_of, source_of
from contract_generating import generate
from core import core

import cn_industrial_internet as cnii
from cn_industrial_internet import cli
from reread.contract import sql
from reread.contract.cells import Registry
from reread.contract.judge import RuleOutcome, judge
from reread.contract.model import TableSchema
from reread.contract.schema import load
from reread.contract.source import Source
from reread.package.opening import open_package

ENGINES = Engines(SCHEMAS)
Sources = dict[str, Source]
Found = dict[str, list[tuple[str, int, int, list[int]]]]


def written(sources: Sources, folder: Path) -> dict[str, Path]:
    """The rows of tables as Parquet files."""
    paths = {}
    for name, source in sources.items():
        paths[name] = folder / f"{name}.parquet"
        assert source.frame is not None
        source.frame.with_row_index(sql.RECORD).write_parquet(paths[name])
    return paths


def plain(outcomes: dict[str, list[RuleOutcome]]) -> Found:
    return {
        name: [(f"{o.rule.code} {o.rule.name}", o.cases, o.violations, o.records) for o in found]
        for name, found in outcomes.items()
    }


def typed(folder: Path) -> tuple[dict[str, TableSchema], Sources]:
    """The tables of the package as Parquet files with the types of their columns, and their rows."""
    pkg = open_package(core())
    for name in pkg.tables:
        cnii.load(name, package=pkg).write_parquet(folder / f"{name}.parquet")
    schemas = {name: load(table.schema, name) for name, table in pkg.tables.items()}
    return schemas, {n: Source.of_rows(t.header, [row.cells for row in t.rows]) for n, t in pkg.tables.items()}


def by_polars(schemas: dict[str, TableSchema], sources: Sources) -> dict[str, list[RuleOutcome]]:
    return {name: judge(schemas[name], sources[name], Registry(schemas, sources)) for name in schemas}


def in_duckdb(paths: dict[str, Path]) -> Any:
    connection = duckdb.connect()
    for name, path in paths.items():
        connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")
    return connection


def case_sources(case: Case) -> Sources:
    names = {name: schema.names for name, schema in ENGINES.schemas.items()}
    return {name: source_of(columns_of(names[name], rows)) for name, rows in case.tables().items()}


def one_table(cases: list[Case]) -> Iterator[Case]:
    """Few cases that change many cells between them."""
    for start in range(0, len(cases), 40):
        cells: dict[tuple[str, int, str], str] = {}
        for case in cases[start : start + 40]:
            cells |= {place: text for place, text in case.cells.items() if place not in cells}
        yield Case("many", str(start), cells)


def test_duckdb_finds_what_polars_finds_in_the_corpus(tmp_path: Path) -> None:
    for case in one_table([case for case in CASES if not case.more]):
        sources = case_sources(case)
        found = sql.judge_duckdb(in_duckdb(written(sources, tmp_path)), ENGINES.schemas)
        assert plain(found) == plain(by_polars(ENGINES.schemas, sources)), case.name


def test_duckdb_reads_csv_in_place(tmp_path: Path) -> None:
    case = next(one_table([case for case in CASES if not case.more]))
    connection = duckdb.connect()
    for name, rows in case.tables().items():
        path = tmp_path / f"{name}.csv"
        path.write_text(corpus.written(name, rows), "utf-8", newline="")
        rows_of = f"read_csv('{path}', all_varchar=true, header=true, delim=',', quote='\"', escape='\"', nullstr='')"
        connection.execute(f'CREATE TABLE "{name}" AS {sql.numbered(rows_of)}')
    assert plain(sql.judge_duckdb(connection, ENGINES.schemas)) == plain(by_polars(ENGINES.schemas, case_sources(case)))


def planted(folder: Path) -> tuple[dict[str, TableSchema], Sources]:
    generate(folder, 1_000, seed=6, like=core())
    pkg = open_package(folder)
    schemas = {name: load(table.schema, name) for name, table in pkg.tables.items()}
    return schemas, {n: Source.of_rows(t.header, [row.cells for row in t.rows]) for n, t in pkg.tables.items()}


def test_duckdb_finds_every_planted_error_in_the_same_words(tmp_path: Path) -> None:
    schemas, sources = planted(tmp_path / "package")
    ours = by_polars(schemas, sources)
    found = sql.judge_duckdb(in_duckdb(written(sources, tmp_path)), schemas)
    assert plain(found) == plain(ours)
    words = [(one.place, one.record, one.expected) for one in sql.findings(found, schemas, sources)]
    assert words == [(one.place, one.record, one.expected) for one in sql.findings(ours, schemas, sources)]
    assert len(words) > 500


def test_duckdb_reads_typed_parquet_as_the_page_says(tmp_path: Path) -> None:
    schemas, sources = typed(tmp_path)
    connection = duckdb.connect()
    for name in schemas:
        rows = f"read_parquet('{tmp_path / name}.parquet')"
        connection.execute(f'CREATE VIEW "{name}" AS {sql.numbered(rows)}')
    assert plain(sql.judge_duckdb(connection, schemas)) == plain(by_polars(schemas, sources))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("CAST(1000 AS DECIMAL(10, 0))", "1000"),
        ("CAST(1000 AS DECIMAL(10, 2))", "1000"),
        ("CAST(-0.50 AS DECIMAL(10, 3))", "-0.5"),
        ("CAST(0 AS DECIMAL(10, 3))", "0"),
        ("true", "true"),
        ("DATE '2022-07-27'", "2022-07-27"),
        ("7::BIGINT", "7"),
        ("'1.500'", "1.500"),
        ("''", None),
        ("NULL::DATE", None),
    ],
)
def test_a_typed_column_is_numbered_as_it_is_written_in_a_cell(value: str, cell: str | None) -> None:
    query = sql.numbered(f"(SELECT {value} AS v)")
    assert duckdb.sql(query).fetchall() == [(cell, 0)]
    assert duckdb.sql(query).columns == ["v", sql.RECORD]


def test_a_column_that_is_no_text_is_refused() -> None:
    connection = duckdb.connect()
    for name, schema in ENGINES.schemas.items():
        cells = ", ".join(f'1.5 AS "{column}"' for column in schema.names)
        connection.execute(f'CREATE VIEW "{name}" AS SELECT {cells}, 0 AS "{sql.RECORD}"')
    with pytest.raises(
        ValueError, match=r"column \w+ of things: found DECIMAL\(2,1\); expected VARCHAR. Read .*numbered"
    ):
        sql.judge_duckdb(connection, {"things": ENGINES.schemas["things"]})


@pytest.mark.parametrize("dialect", sql.DIALECTS)
def test_text_for_a_warehouse(dialect: str) -> None:
    text = sql.text(ENGINES.schemas["things"], dialect)
    for part in ("S103 colour_enum", "S111 kind_id_in_kinds", "S306 things_numbered", "ORDER BY"):
        assert part in text


@pytest.mark.parametrize("dialect", ["redshift", "sqlite", "mysql", "oracle", "tsql", "postgres", "", "nosuch"])
def test_a_dialect_in_which_no_test_runs_the_text_is_refused(dialect: str) -> None:
    things = ENGINES.schemas["things"]
    for made in (
        lambda: sql.text(things, dialect),
        lambda: sql.cases_text(things, dialect),
        lambda: sql.numbered("t", dialect),
    ):
        with pytest.raises(ValueError, match=f"'{dialect}'.* duckdb and spark"):
            made()


def test_the_pages_name_the_dialects() -> None:
    for page in ("engines.md", "deployment.md"):
        assert f"`{'` and `'.join(sql.DIALECTS)}`" in (ROOT / "docs" / page).read_text("utf-8"), page


def test_the_command_prints_what_a_warehouse_runs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(core(), root)
    entities = root / "data/entities.csv"
    entities.write_text(entities.read_text("utf-8").replace(",publication,", ",newspaper,", 1), "utf-8")
    assert cli.main(["rules", "--sql", "duckdb", "--package", str(root)]) == 0
    told = capsys.readouterr().out
    found = {}
    with duckdb.connect() as connection:
        for path in sorted((root / "data").glob("*.csv")):
            rows = sql.numbered(f"read_csv('{path}', all_varchar = true, header = true)")
            connection.execute(f'CREATE TABLE "{path.stem}" AS {rows}')
        for block in told.split("\n\n")[1:]:
            name, _, statement = block.removeprefix("-- ").partition("\n")
            found[name] = connection.execute(statement).fetchall()
    assert set(found) == {path.stem for path in (root / "data").glob("*.csv")}
    [(rule, _, _)] = found.pop("entities")
    assert rule == "S103 type_enum" and not any(found.values())


def test_sql_is_printed_of_all_tables_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "V2", "--sql", "spark", "--package", str(core())]) == 2
    assert 'Leave "V2" out' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("schemas/units.json", b'"type": "string"', b'"type": "geopoint"', "forms of their own"),
        ("schemas/units.json", b'"pattern": "', b'"pattern": "(?=x)', "schemas/units.json"),
        ("data/units.csv", b"\n", b"\xff\n", "cannot be read"),
    ],
)
def test_sql_that_would_lack_a_rule_is_not_printed(
    file: str, old: bytes, new: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "copy"
    shutil.copytree(core(), root)
    raw = (root / file).read_bytes()
    assert old in raw
    (root / file).write_bytes(raw.replace(old, new, 1))
    assert cli.main(["rules", "--sql", "spark", "--package", str(root)]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "SQL would lack what is asked of" in told.err and said in told.err
