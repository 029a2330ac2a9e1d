"""Questions in SQL: exact types, every library, read only, nothing from outside."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import planting
import polars as pl
import pyarrow as pa
import pytest

import cn_industrial_internet as cnii
from reread import libraries
from reread.package.opening import open_package
from reread.tables.columns import CannotLoad, known_names
from reread.tables.loading import MissingLibrary, load, to_csv
from reread.tables.querying import BadQuery, answer, query

pytestmark = pytest.mark.usefixtures("carried_core")
DUCKDB_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL", "boolean": "BOOLEAN", "date": "DATE"}
TABLES = list(open_package().tables)


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_types_of_their_schemas(name: str) -> None:
    types = {field["name"]: field["type"] for field in open_package().table(name).fields}
    relation = query(f"SELECT * FROM {name}")
    for column, type_ in zip(relation.columns, relation.types, strict=True):
        assert str(type_).startswith(DUCKDB_TYPES[types[column]]), column
    assert to_csv(relation) == to_csv(load(name, "records"))


def test_every_table_and_view_is_there() -> None:
    shown = {row["name"] for row in query("SHOW TABLES", "rows")}
    assert shown >= set(known_names(open_package()))


@pytest.mark.parametrize("into", ["pandas", "polars", "pyarrow"])
def test_answers_are_exact_in_every_library(into: Any) -> None:
    frame: Any = query("SELECT * FROM facts", into)
    assert to_csv(frame) == to_csv(load("facts", into))


def test_types_of_answers() -> None:
    sql = (
        "SELECT CAST(1 AS BIGINT) AS i, sum(2) AS h, CAST('38.20' AS DECIMAL(10, 2)) AS n, true AS b,"
        " DATE '2021-12-31' AS d, 'NA' AS s, CAST(0.5 AS DOUBLE) AS f, [1, 2] AS l,"
        " CAST(NULL AS BIGINT) AS z, CAST(NULL AS DATE) AS y, CAST(1 AS HUGEINT) << 100 AS huge"
    )
    frame = query(sql, "pandas")
    kinds = ["Int64", "Int64", "object", "boolean", "datetime64[s]", "string", "Float64", "object", "Int64"]
    assert [str(dtype) for dtype in frame.dtypes] == [*kinds, "datetime64[s]", "object"]
    assert frame["n"].tolist() == [Decimal("38.2")]
    assert frame["huge"].tolist() == [1 << 100]
    assert frame["y"].isna().all()
    assert query(sql, "rows")[0]["l"] == [1, 2]
    polars_frame = query(sql, "polars")
    assert polars_frame["n"].dtype == pl.Decimal(10, 2)
    assert polars_frame["huge"].to_list() == [1 << 100]
    assert isinstance(query(sql, "pyarrow"), pa.Table)


def test_an_empty_answer_keeps_its_columns() -> None:
    frame = query("SELECT observation_id, value FROM facts WHERE false", "pandas")
    assert (list(frame.columns), len(frame)) == (["observation_id", "value"], 0)
    assert query("SELECT 1 AS one WHERE false", "rows") == []


def test_parameters_are_not_pasted() -> None:
    sql = "SELECT count(*) AS n FROM entities WHERE entity_id = ?"
    assert query(sql, "rows", params=["tianhe"]) == [{"n": 1}]
    assert query(sql, "rows", params=["x' OR 'a' = 'a"]) == [{"n": 0}]
    assert query(sql.replace("?", "$id"), "rows", params={"id": "tianhe"}) == [{"n": 1}]


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame, lambda columns: pa.table(columns)])
def test_frames_of_ones_own_join_in(library: Any) -> None:
    mine = library({"entity_id": ["tianhe"], "population": [2_241_800]})
    sql = "SELECT DISTINCT population FROM facts JOIN mine USING (entity_id)"
    assert query(sql, "rows", frames={"mine": mine}) == [{"population": 2_241_800}]
    with pytest.raises(BadQuery, match="mine"):
        query(sql)
    with pytest.raises(BadQuery, match="has the name of a table"):
        query(sql, frames={"facts": mine})


def test_a_relation_outlives_the_call_and_others() -> None:
    first = query("SELECT count(*) AS n FROM observations")
    query("SELECT 1", "rows")
    assert first.fetchall() == [(len(open_package().table("observations")),)]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM observations",
        "DROP TABLE observations",
        "INSERT INTO units VALUES ('x')",
        "CREATE TABLE more AS SELECT 1",
        "SET threads = 1",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "COPY (SELECT 1) TO 'out.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH 'file.db'",
    ],
)
def test_a_query_only_reads_and_only_the_package(sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadQuery):
        query(sql, "rows")
    assert list(tmp_path.iterdir()) == []
    assert query("SELECT count(*) AS n FROM observations", "rows") == [{"n": len(cnii.observations)}]


@pytest.mark.parametrize(
    ("sql", "said"), [("SELECT frm", "frm"), ("", "asks for nothing"), ("SELECT * FROM fact", "facts")]
)
def test_what_is_wrong_is_said_in_the_words_of_the_engine(sql: str, said: str) -> None:
    with pytest.raises(BadQuery, match=said):
        query(sql, "rows")


def test_an_error_that_shows_while_computing_is_a_bad_query_too() -> None:
    sql = "SELECT CAST(name_en AS INTEGER) FROM entities"
    for into in ("rows", "pandas"):
        with pytest.raises(BadQuery, match="Conversion"):
            query(sql, into)
    with pytest.raises(BadQuery, match="Conversion"):
        answer(sql)


def test_answers_for_the_command_line_are_text() -> None:
    header, types, rows = answer(
        "SELECT CAST(38.20 AS DECIMAL(9, 2)) AS n, CAST(NULL AS BIGINT) AS gone, DATE '2021-01-02' AS d, true b"
    )
    assert (header, types) == (["n", "gone", "d", "b"], ["number", "integer", "date", "boolean"])
    assert rows == [["38.2", "", "2021-01-02", "true"]]


def test_another_package_can_be_asked(tiny: Path) -> None:
    assert query("SELECT count(*) AS n FROM things", "rows", package=tiny) == [{"n": 4}]
    with pytest.raises(BadQuery):
        query("SELECT * FROM facts", "rows", package=tiny)


def test_a_cell_of_the_wrong_type_stops_every_question(tiny: Path) -> None:
    planting.replace(tiny, "data/things.csv", "-3", "-3.5")
    with pytest.raises(CannotLoad, match=r"data/things\.csv:4:number"):
        query("SELECT 1", "rows", package=tiny)


@pytest.mark.parametrize("missing", ["duckdb", "polars"])
def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    real = libraries.import_module

    def refuse(name: str, *rest: Any) -> Any:
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    monkeypatch.setattr(libraries, "import_module", refuse)
    with pytest.raises(MissingLibrary, match=rf"pip install 'cn-industrial-internet\[{missing}\]'"):
        query("SELECT 1", "polars")


def test_an_unknown_form_of_answer_is_refused() -> None:
    with pytest.raises(CannotLoad, match="Choose 'duckdb' or 'pandas'"):
        query("SELECT 1", "spark")  # type: ignore[call-overload]
