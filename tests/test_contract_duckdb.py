"""DuckDB finds the same as the other engines, records and cases included, wherever the rows come from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from contract_batch import differences, together
from contract_corpus import CASES, SCHEMAS, Case, Tables
from contract_engines import Engines, real_schemas
from contract_generated import findings_of, made
from contract_postgresql import run_sql, start_server, stop_server
from hypothesis import given, settings
from hypothesis import strategies as st
from test_contract_engines import CHANGES

from cn_industrial_internet.cli import main
from reread.contract import duckdb_engine, sql_engine
from reread.contract.generating import generate
from reread.contract.inputs import parse
from reread.contract.polars_engine import run, text_frame
from reread.contract.rules import compile_rules
from reread.contract.schema import load
from reread.contract.sql_store import store_of
from reread.package.opening import open_package

RULES = compile_rules(load(real_schemas()["observations"]))
ENGINES = Engines(SCHEMAS)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory)


def judged(cases: list[Tables], *, cells: bool = False) -> list[str]:
    return differences(ENGINES, cases, duckdb_engine.connect(together(ENGINES, cases)), cells=cells)


@pytest.mark.parametrize("cells", [False, True])
def test_every_case_of_the_corpus(cells: bool) -> None:
    assert judged([case.tables() for case in CASES], cells=cells) == []


@given(st.lists(CHANGES, min_size=20, max_size=40))
@settings(max_examples=4, deadline=None)
def test_any_cells(several: list[dict[tuple[str, int, str], str]]) -> None:
    assert judged([Case("any", "change", changes).tables() for changes in several]) == []


def test_validation_with_duckdb_finds_what_it_finds_with_polars(generated: Path) -> None:
    ours = findings_of(generated, "polars", None)
    for large_from in (None, 0):
        assert findings_of(generated, "duckdb", large_from) == ours
    mixed = 50_000  # smaller tables are held, and name rows of two that are not
    assert findings_of(generated, "duckdb", mixed) == findings_of(generated, "polars", mixed)


# --- tables from elsewhere ---


def observations(folder: Path) -> pl.DataFrame:
    return pl.read_csv(folder / "data" / "observations.csv", infer_schema=False)


def as_parquet(folder: Path, to: Path) -> str:
    """Observations in two files."""
    frame = observations(folder)
    for number, part in enumerate((frame[:500], frame[500:]), 1):
        part.write_parquet(to / f"{number}.parquet")
    return str(to)


def as_sqlite(folder: Path, to: Path) -> str:
    frame = observations(folder)
    with closing(sqlite3.connect(to / "made.db")) as database, database:
        database.execute(f"CREATE TABLE facts ({', '.join(frame.columns)})")
        marks = ", ".join("?" * frame.width)
        database.executemany(f"INSERT INTO facts VALUES ({marks})", frame.rows())
    return f"sqlite:{to / 'made.db'}#facts"


def as_postgresql(folder: Path, to: Path) -> str:
    address = start_server(to)
    columns = ", ".join(f"{name} text" for name in observations(folder).columns)
    run_sql(address, f"CREATE TABLE facts ({columns})")
    run_sql(address, f"\\copy facts FROM '{folder / 'data' / 'observations.csv'}' (FORMAT csv, HEADER true)")
    return f"{address}#facts"


@pytest.mark.parametrize("form", [as_parquet, as_sqlite, as_postgresql])
def test_a_table_from_elsewhere_is_judged_as_the_file_is(
    form: Callable[[Path, Path], str], generated: Path, tmp_path: Path
) -> None:
    pkg = open_package(generated)
    pkg.engine = "duckdb"
    try:
        pkg.take(parse(f"observations={form(generated, tmp_path)}"))
        store = store_of(pkg)
        found = store.run(load(pkg.tables["observations"].schema), RULES, 1_000).outcomes
    finally:
        stop_server(tmp_path)
    text = open_package(generated).tables
    frames = {name: text_frame(table.header, [row.cells for row in table.rows]) for name, table in text.items()}
    ours = run(load(text["observations"].schema), RULES, frames["observations"], frames)
    if form is as_postgresql:  # whose rows come in the order of their keys
        keys = frames["observations"]["observation_id"].to_list()
        order = sorted(range(len(keys)), key=lambda n: (keys[n] is None, keys[n]))
        place = {record: number for number, record in enumerate(order)}
        ours = [replace(one, records=tuple(sorted(place[n] for n in one.records))) for one in ours]
    assert [(one.rule.name, one.cases, one.records) for one in found] == [
        (one.rule.name, one.cases, one.records) for one in ours
    ]


def test_a_parquet_file_in_the_place_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate(tmp_path / "made", 300, errors=False)
    frame = observations(tmp_path / "made")
    frame.write_parquet(tmp_path / "observations.parquet")
    (tmp_path / "made" / "data" / "observations.csv").unlink()
    command = ["validate", str(tmp_path / "made"), "--engine", "duckdb", "--rule", "S"]
    command += ["--input", f"observations={tmp_path / 'observations.parquet'}"]
    assert main(command) == 0
    assert main([one.replace("S", "V204") for one in command[:-2]] + command[-2:]) == 1
    assert "not evaluated" in capsys.readouterr().out
    frame.with_columns(unit_id=pl.lit("nothing")).write_parquet(tmp_path / "observations.parquet")
    capsys.readouterr()
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "observations.parquet" in said
    assert '"nothing"' in said
    assert f"{frame.height:,}" in said


def test_typed_columns_are_judged_as_they_would_be_written(tmp_path: Path) -> None:
    typed = pl.DataFrame(
        {
            "thing_id": ["ab.t01", "ab.t02"],
            "source": ["ab", ""],
            "rank": [1, 12],
            "share": pl.Series(["-1.50", "1.51"]).cast(pl.Decimal(10, 2)),
            "day": [date(2021, 12, 31), date(1949, 9, 30)],
            "flag": [True, None],
            "weight": [0.5, 1e30],
        }
    )
    typed.write_parquet(tmp_path / "things.parquet")
    database = duckdb_engine.open_duckdb({"memory": "500MB"})
    loaded = database.add_input("things", parse(f"things={tmp_path / 'things.parquet'}"), ())
    assert (loaded.header, loaded.records) == (tuple(typed.columns), 2)
    judged = sql_engine.run(ENGINES.schemas["things"], ENGINES.rules["things"], database, {"things": loaded.header})
    found = {(outcome.rule.code, outcome.rule.field, outcome.records) for outcome in judged.outcomes if outcome.records}
    assert found == {
        ("S102", "source", (1,)), ("S106", "rank", (1,)), ("S106", "share", (1,)), ("S105", "day", (1,)),
        ("S101", "weight", (1,)),
    }  # fmt: skip


def test_a_table_larger_than_the_memory_it_may_take_is_judged_on_disk(tmp_path: Path) -> None:
    generate(tmp_path / "made", 150_000, seed=8, errors=False)
    assert (tmp_path / "made" / "data" / "observations.csv").stat().st_size > 30_000_000
    pkg = open_package(tmp_path / "made")
    pkg.engine, pkg.large_from = "duckdb", 1_000_000
    pkg.engine_options["memory"] = "30MB"
    store = store_of(pkg)
    assert not [one for one in store.run(load(pkg.tables["observations"].schema), RULES, 10).outcomes if one.violations]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--input", "observations=x.parquet"], "--input needs a database"),
        (["--engine", "duckdb", "--input", "observations"], "is no input"),
        (["--engine", "duckdb", "--input", "observations=nowhere.parquet"], "no such file"),
        (["--engine", "duckdb", "--input", "observations=readme.txt"], "neither a Parquet file nor a database"),
        (["--engine", "duckdb", "--input", "things=sqlite:{here}"], "cannot be read"),
        (["--engine", "duckdb", "--input", "things=postgresql://u:secret@127.0.0.1:1/x"], "u@127.0.0.1:1/x"),
        (["--engine", "duckdb", "--input", "nothing=sqlite:{here}"], "no table"),
        (["--engine", "duckdb", "--memory", "lots"], "is no size"),
        (["--memory", "1GB"], "--memory is for databases"),
        (["--spark-master", "local"], "--spark-master is for Spark"),
    ],
)
def test_what_cannot_be_read_is_said_without_a_traceback(
    options: list[str], words: str, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [option.replace("{here}", str(Path(__file__))) for option in options]
    assert main(["validate", str(tiny), *options]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "secret" not in said
