"""Spark, in local mode, finds the same as the other engines, records included.

One Java machine serves all of it, and the many cases lie in the same tables: starting and planning cost far more here
than judging.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from contract_batch import differences, together
from contract_corpus import CASES, SCHEMAS, Case
from contract_engines import Engines
from contract_generated import findings_of, made
from contract_postgresql import stop_server
from test_contract_duckdb import as_postgresql, as_sqlite
from test_contract_engines import CELLS, PLACES

from cn_industrial_internet.cli import main
from reread.contract import duckdb_engine, spark_engine, sql_engine
from reread.contract.chunks import Malformed, Reader
from reread.contract.generating import generate
from reread.contract.inputs import parse
from reread.contract.spark_engine import SPARK, Spark
from reread.contract.spark_pieces import ends, pieces

ENGINES = Engines(SCHEMAS)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory)


@pytest.fixture(scope="module")
def spark() -> Spark:
    return spark_engine.connect({}, "local[2]")


def any_cases(number: int) -> list[Case]:
    """Sound tables with up to eight cells changed, by a fixed seed: one job judges all of them."""
    chance = random.Random(11)
    signs = "ab0９٣ \t\n'\"\\%_$^.-天𠀀\u2028\u00a0,|"
    made = []
    for _ in range(number):
        texts = [*chance.sample(CELLS, 4), *("".join(chance.choices(signs, k=chance.randrange(5))) for _ in range(4))]
        made.append(Case("any", "change", dict(zip(chance.sample(PLACES, 8), texts, strict=True))))
    return made


@pytest.mark.parametrize("cells", [False, True])
def test_every_case_of_the_corpus_and_any_cells(spark: Spark, cells: bool) -> None:
    cases = [case.tables() for case in (CASES[-30:] if cells else CASES) + any_cases(10 if cells else 120)]
    for name, frame in together(ENGINES, cases).items():
        spark.add_frame(name, frame)
    assert differences(ENGINES, cases, spark, cells=cells) == []


def test_a_server_of_spark_connect_finds_the_same(spark: Spark, tmp_path: Path) -> None:
    generate(tmp_path / "made", 20, seed=6)
    java: Any = spark.session
    context = java._jsc.sc()  # the server lives in the Java machine that is there
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    for key, value in (("address", "127.0.0.1"), ("port", port)):
        context.conf().set(f"spark.connect.grpc.binding.{key}", value)
    service = java._jvm.org.apache.spark.sql.connect.service.SparkConnectService
    service.start(context)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CONNECTED, str(tmp_path / "made"), f"sc://127.0.0.1:{port}"],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    finally:
        nothing = java._jvm.scala.Option.empty()
        service.stop(nothing, nothing)
    assert (done.stdout, done.returncode) == ("the same\n", 0), done.stderr


#: Over a connection, the rows of one small table and of one read in pieces, with what rules look into.
_CONNECTED = """
import sys
from reread.contract.rules import compile_rules
from reread.contract.schema import load
from reread.contract.sql_store import store_of
from reread.package.opening import open_package

def found(engine, options):
    pkg = open_package(sys.argv[1])
    pkg.engine, pkg.large_from = engine, 50_000
    pkg.engine_options.update(options)
    schema = load(pkg.tables["sources"].schema)
    judged = store_of(pkg).run(schema, compile_rules(schema), 1_000, cells=True)
    return [(o.rule.name, o.cases, o.records) for o in judged.outcomes], judged.cells, judged.lines

ours = found("duckdb", {})
assert any(records for _, _, records in ours[0])
print("the same" if found("spark", {"master": sys.argv[2]}) == ours else "not the same")
"""


@pytest.mark.usefixtures("spark")
def test_validation_with_spark_finds_what_it_finds_with_polars(generated: Path) -> None:
    large_from = 50_000  # two tables are read in pieces by tasks, the others sent from here
    assert findings_of(generated, "spark", large_from) == findings_of(generated, "polars", large_from)


def test_parquet_and_files_cut_into_pieces_keep_their_records(
    spark: Spark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = pl.DataFrame(
        {
            "thing_id": ["ab.t01", "ab.t02"],
            "source": ["ab", ""],
            "rank": [1, 12],
            "share": pl.Series(["0.00", "1.51"]).cast(pl.Decimal(10, 2)),
            "day": [date(2021, 12, 31), date(1949, 9, 30)],
            "flag": [True, None],
        }
    )
    for number in (1, 2):
        typed[number - 1 : number].write_parquet(tmp_path / f"{number}.parquet")
    loaded = spark.add_input("things", parse(f"things={tmp_path}"), ())
    assert (loaded.header, loaded.records) == (tuple(typed.columns), 2)
    rules = [rule for rule in ENGINES.rules["things"] if rule.operator in ("type", "required", "bound")]
    outcomes = sql_engine.run(ENGINES.schemas["things"], rules, spark, {"things": loaded.header}).outcomes
    found = {(outcome.rule.code, outcome.rule.field, outcome.records) for outcome in outcomes if outcome.records}
    assert found == {
        ("S102", "source", (1,)), ("S106", "rank", (1,)), ("S106", "share", (1,)), ("S105", "day", (1,)),
    }  # fmt: skip

    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,"x\n,y"\n2,\n3,"say ""so"""\n', "utf-8")
    monkeypatch.setattr("reread.contract.spark_pieces.SIZE", 7)
    assert spark.add_csv("cut", path, "t.csv", lambda _: None).records == 3
    rows = spark.rows(f"SELECT * FROM cut ORDER BY {SPARK.name_of(SPARK.record)}")
    assert rows == [(0, 2, "1", "x\n,y"), (1, 4, "2", None), (2, 5, "3", 'say "so"')]

    path.write_text("a,b\n1,2\n3\n", "utf-8")
    with pytest.raises(Malformed) as refused:
        spark.add_csv("cut", path, "t.csv", lambda _: None)
    assert refused.value.problems[0].line == 3


@pytest.mark.parametrize("form", [as_sqlite, as_postgresql])
def test_rows_of_databases_are_those_that_duckdb_is_given(
    spark: Spark, form: Callable[[Path, Path], str], generated: Path, tmp_path: Path
) -> None:
    try:
        given = parse(f"facts={form(generated, tmp_path)}")
        databases = (spark, duckdb_engine.connect({}))
        loaded = [database.add_input("facts", given, ("observation_id",)) for database in databases]
    finally:
        stop_server(tmp_path)
    assert loaded[0] == loaded[1]
    assert loaded[0].records > 1_000
    ours, theirs = (sorted(map(tuple, database.rows("SELECT * FROM facts"))) for database in databases)
    assert ours == theirs


@pytest.mark.parametrize("size", [1, 4, 9, 1000])
@pytest.mark.parametrize(
    "body", ['1,2\n3,4\n', '"a\nb",2\n3,"c\n\nd"\n5,6', '"""\n""",2\n', "", '1,2\n"x,\n']
)
def test_pieces_hold_whole_records(body: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    raw = ("a,b\n" + body).encode()
    path.write_bytes(raw)
    found = pieces(path, b"a,b\n", lambda _: None, size)
    assert b"".join(raw[place.offset : place.offset + place.length] for place in found) == raw[4:]
    records = 0
    for place in found:
        assert (place.records, place.lines) == (records, raw[: place.offset].count(b"\n"))
        records += ends(raw[place.offset : place.offset + place.length])
    try:
        whole = sum(chunk.frame.height for chunk in Reader(path, "t.csv"))
    except Malformed:
        return
    assert records == whole


# --- what is missing ---


def test_without_java_the_command_says_how_to_get_it(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert main(["validate", str(tiny), "--engine", "spark"]) == 2
    said = capsys.readouterr().err
    assert "needs Java" in said
    assert "default-jre-headless" in said


def test_without_the_library_the_command_names_the_extra(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert main(["validate", str(tiny), "--engine", "spark"]) == 2
    assert "cn-industrial-internet[spark]" in capsys.readouterr().err


def test_a_spark_that_does_not_start_is_no_traceback(tiny: Path, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\nexit 1\n")
    java.chmod(0o755)
    command = [sys.executable, "-m", "cn_industrial_internet.cli", "validate", str(tiny), "--engine", "spark"]
    environment = {**os.environ, "JAVA_HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 2
    assert "Spark does not start" in done.stderr
    assert "Traceback" not in done.stderr


