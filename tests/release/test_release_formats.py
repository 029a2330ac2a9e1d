"""The formats of a release: every table and view comes back from each exactly as it is, with types, keys and words; and
the programs people use open them.
"""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import planting
import polars as pl
import pyarrow.parquet as pq
import pytest
import released

from reread.findings import CannotRun
from reread.package import csvtext
from reread.package.table import Table
from reread.release.formats import databases, xlsx
from reread.release.model import Release, open_release
from reread.tables.columns import CannotLoad, cell_text
from reread.tables.loading import to_csv


def names() -> list[str]:
    """Of every table and view of the release."""
    return [table.name for table in released.release().tables()]


def expected(table: Table) -> str:
    """The text the table has as a file; of a view, the one it would have."""
    return csvtext.write([table.header, *(row.cells for row in table.rows)])


def tables() -> Iterator[tuple[str, str]]:
    for table in released.release().tables():
        yield table.name, expected(table)


def test_views_are_released_too() -> None:
    assert {"facts", "ranks"} <= set(names())
    for name in released.release().package.tables:
        table = released.release().package.tables[name]
        assert expected(table).encode("utf-8") == (released.unpacked() / table.path).read_bytes()


# --- Parquet ---


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released.unpack(tmp_path_factory.mktemp("parquet"), released.asset("-parquet.zip"))


def test_parquet_comes_back_identical(parquet: Path) -> None:
    assert sorted(path.stem for path in parquet.iterdir()) == sorted(names())
    for name, text in tables():
        assert to_csv(pq.read_table(parquet / f"{name}.parquet")) == text, name
        assert to_csv(pl.read_parquet(parquet / f"{name}.parquet")) == text, name
        assert to_csv(duckdb.read_parquet(str(parquet / f"{name}.parquet"))) == text, name


def test_parquet_opens_in_pandas_with_exact_decimals(parquet: Path) -> None:
    frame = pd.read_parquet(parquet / "observations.parquet")
    row = frame.set_index("observation_id").loc["thnet-2022-09-23.o03"]
    assert row["value"] == Decimal("38.2")
    entities = pd.read_parquet(parquet / "entities.parquet").set_index("entity_id")
    assert entities.loc["tianhe", "name_zh"] == "天河区"
    assert entities.loc["tianhe", "gb2260"] == "440106"


def test_parquet_tells_what_it_holds(parquet: Path) -> None:
    schema = pq.read_schema(parquet / "observations.parquet")
    table = released.release().package.tables["observations"]
    for field in table.fields:
        told = schema.field(field["name"]).metadata
        assert told[b"description"].decode() == field["description"]
    assert json.loads(schema.metadata[b"table_schema"]) == table.schema
    assert json.loads(schema.metadata[b"cnii"])["primary_key"] == ["observation_id"]


# --- SQLite ---


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{released.asset('.sqlite')}?mode=ro", uri=True)) as connection:
        yield connection


def test_sqlite_comes_back_identical(database: sqlite3.Connection) -> None:
    for name, text in tables():
        assert to_csv(database.execute(f'SELECT * FROM "{name}"')) == text, name


def test_sqlite_keeps_types_and_keys(database: sqlite3.Connection) -> None:
    strict = {row[1]: (row[2], row[5]) for row in database.execute("PRAGMA table_list")}
    for name in released.release().package.tables:
        table = released.release().package.tables[name]
        assert strict[name] == ("table", 1)
        columns = {row[1]: row for row in database.execute(f'PRAGMA table_info("{name}")')}
        assert [c for c, row in sorted(columns.items(), key=lambda item: item[1][5]) if row[5]] == list(
            table.key_columns
        )
        for field in table.fields:
            needed = bool(field.get("constraints", {}).get("required")) or field["name"] in table.key_columns
            assert bool(columns[field["name"]][3]) is needed, (name, field["name"])
        keys = {(row[3], row[2]) for row in database.execute(f'PRAGMA foreign_key_list("{name}")')}
        stated = table.schema.get("foreignKeys", [])
        assert keys == {(c, k["reference"]["resource"] or name) for k in stated for c in k["fields"]}
    assert strict["facts"][0] == "view"
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_sqlite_explains_itself(database: sqlite3.Connection) -> None:
    told = {(r[0], r[1]): r[2] for r in database.execute("SELECT table_name, column_name, description FROM _columns")}
    for table in released.release().tables():
        for field in table.fields:
            assert told[table.name, field["name"]] == field["description"]
    package = dict(database.execute("SELECT name, value FROM _package"))
    assert package["version"] == released.release().version
    assert "creativecommons.org" in package["licence"]


def test_the_sqlite_shell_opens_it() -> None:
    """Where the shell is not installed, another process of Python takes its place."""
    question = "SELECT entity_name_zh, value FROM facts WHERE observation_id = 'thnet-2022-09-23.o03'"
    instead = "import sqlite3, sys; [print(*row, sep='|') for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])]"
    shell = ["sqlite3"] if shutil.which("sqlite3") else [sys.executable, "-X", "utf8", "-c", instead]
    done = subprocess.run([*shell, str(released.asset(".sqlite")), question], capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == "天河区|38.2\n"


def test_datasette_serves_it() -> None:
    name = released.asset(".sqlite").stem.replace(".", "~2E")  # as Datasette writes names in addresses
    address = f"/{name}/facts.json?_shape=array&observation_id=thnet-2022-09-23.o03"
    script = (
        "import asyncio, sys; from datasette.app import Datasette\n"
        "async def ask():\n"
        "    served = Datasette([sys.argv[1]], immutables=[sys.argv[1]])\n"
        "    print((await served.client.get(sys.argv[2])).text)\n"
        "asyncio.run(ask())"
    )
    command = [sys.executable, "-c", script, str(released.asset(".sqlite")), address]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["entity_name_zh"], row["value"]) == ("天河区", 38.2)


# --- DuckDB ---


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(released.asset(".duckdb")), read_only=True) as connection:
        yield connection


def test_duckdb_comes_back_identical(duck: duckdb.DuckDBPyConnection) -> None:
    for name, text in tables():
        assert to_csv(duck.table(name)) == text, name


def test_duckdb_keeps_types_keys_and_words(duck: duckdb.DuckDBPyConnection) -> None:
    comments = {
        (t, c): said
        for t, c, said in duck.sql("SELECT table_name, column_name, comment FROM duckdb_columns()").fetchall()
    }
    keys = dict(
        duck.sql(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    )
    for table in released.release().tables():
        for field in table.fields:
            assert comments[table.name, field["name"]] == field["description"], (table.name, field["name"])
        if not released.release().is_view(table):
            assert keys[table.name] == list(table.key_columns)
    types = dict(zip(duck.table("observations").columns, map(str, duck.table("observations").types), strict=True))
    assert types["value"].startswith("DECIMAL(38")
    assert str(duck.table("facts").types[duck.table("facts").columns.index("period_start")]) == "DATE"


def test_an_unknown_layout_of_duckdb_is_refused() -> None:
    raw = released.asset(".duckdb").read_bytes()
    damaged = raw[:20] + bytes([raw[20] ^ 1]) + raw[21:]
    for broken in (damaged, b"", bytes(20_000)):
        with pytest.raises(CannotRun):
            databases.with_identifier(broken, bytes(range(16)))
    changed = databases.with_identifier(raw, bytes(range(16)))
    assert len(changed) == len(raw)
    assert changed != raw


# --- xlsx ---


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(released.asset(".xlsx"), read_only=False)


def as_text(value: object) -> str:
    return cell_text(value.date() if isinstance(value, datetime) else value)


def test_xlsx_comes_back_identical(workbook: openpyxl.Workbook) -> None:
    assert sorted(workbook.sheetnames) == sorted(["README", "codebook", *names()])
    for name, text in tables():
        rows = [[as_text(cell) for cell in row] for row in workbook[name].iter_rows(values_only=True)]
        assert csvtext.write(rows) == text, name


def test_the_workbook_opens_on_the_facts(workbook: openpyxl.Workbook) -> None:
    """With filters, a head that stays, thousands apart, and a link to every page that a fact was read from."""
    assert workbook.sheetnames[:3] == ["facts", "README", "codebook"]
    sheet = workbook.active
    assert (sheet.title, sheet.freeze_panes) == ("facts", "B2")
    assert sheet.auto_filter.ref == sheet.dimensions
    header = [cell.value for cell in sheet[1]]
    rows = [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    told = {row["observation_id"].value: row for row in rows}
    assert told["thnet-2022-09-23.o04"]["value"].number_format == "#,##0"
    assert told["thnet-2022-09-23.o03"]["value"].number_format == "#,##0.0"
    linked = [row["url"] for row in rows if row["url"].value]
    assert linked
    assert all(cell.hyperlink.target == cell.value for cell in linked)


def test_xlsx_keeps_types_and_chinese(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["entities"]
    header = [cell.value for cell in sheet[1]]
    tianhe = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "tianhe")
    assert tianhe[header.index("name_zh")].value == "天河区"
    code = tianhe[header.index("gb2260")]
    assert (code.value, code.data_type) == ("440106", "s")
    sheet = workbook["observations"]
    value = [cell.value for cell in sheet[1]].index("value")
    assert {row[value].data_type for row in sheet.iter_rows(min_row=2) if row[value].value is not None} == {"n"}
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)
    assert all(sheet.freeze_panes for sheet in workbook if sheet.title != "README")


def test_the_codebook_describes_every_column(workbook: openpyxl.Workbook) -> None:
    header, *rows = workbook["codebook"].iter_rows(values_only=True)
    told = {(row[0], row[1]): dict(zip(header, row, strict=True)) for row in rows}
    for table in released.release().tables():
        for field in table.fields:
            assert told[table.name, field["name"]]["description"] == field["description"]
    assert told["observations", "value"]["unit"] == "unit_id"
    assert told["observations", "entity_id"]["refers to"] == "entities.entity_id"


def test_a_workbook_is_a_plain_zip_of_one_date() -> None:
    with zipfile.ZipFile(released.asset(".xlsx")) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert f"{released.release().day}T00:00:00Z" in core


# --- what cannot be held ---


LONG = ("0.123456789012345678", "9007199254740993.5", "1234567890123456")


def with_numbers(folder: Path, *numbers: str) -> Release:
    fields = [{"name": "thing_id", "type": "string"}, {"name": "number", "type": "number"}]
    table = {"name": "things", "fields": fields, "primaryKey": ["thing_id"]}
    text = csvtext.write([("thing_id", "number"), *(("abc"[at], number) for at, number in enumerate(numbers))])
    return open_release(planting.tiny_package(folder, {"things": (table, text)}))


@pytest.mark.parametrize(
    ("number", "makers"),
    [(LONG[0], (databases.sqlite, xlsx.build)), (LONG[1], (databases.sqlite, xlsx.build)), (LONG[2], (xlsx.build,))],
)
def test_a_number_that_would_change_is_refused(tmp_path: Path, number: str, makers: tuple[object, ...]) -> None:
    release = with_numbers(tmp_path, number)
    for make in makers:
        with pytest.raises(CannotLoad, match="without rounding"):
            make(release)  # type: ignore[operator]


def test_duckdb_holds_every_such_number(tmp_path: Path) -> None:
    assert databases.duckdb(with_numbers(tmp_path, *LONG))


def test_formulas_stay_text(tmp_path: Path) -> None:
    fields = [{"name": "thing_id", "type": "string"}, {"name": "note", "type": "string"}]
    table = {"name": "things", "fields": fields, "primaryKey": ["thing_id"]}
    text = 'thing_id,note\na,=1+1\nb,"@SUM(A1)"\nc,http://example.org\n'
    root = planting.tiny_package(tmp_path, {"things": (table, text)})
    book = openpyxl.load_workbook(io.BytesIO(xlsx.build(open_release(root))))
    assert [[cell.value for cell in row] for row in book["things"].iter_rows(min_col=2)] == [
        ["note"],
        ["=1+1"],
        ["@SUM(A1)"],
        ["http://example.org"],
    ]
    assert {cell.data_type for row in book["things"].iter_rows() for cell in row} == {"s"}
