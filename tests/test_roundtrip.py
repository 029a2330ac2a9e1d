"""From CSV into every library and database and back: the same bytes, for every table and view."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import planting
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cn_industrial_internet  # noqa: F401, which carries the package
from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.package.table import Table
from reread.tables import views
from reread.tables.columns import CannotLoad, cell_text, plain
from reread.tables.databases import to_sqlite
from reread.tables.loading import load, metadata, to_csv

pytestmark = pytest.mark.usefixtures("carried_core")
TABLES = list(open_package().tables)
LIBRARIES = ("pandas", "polars", "pyarrow", "duckdb", "records")
FIELDS: list[dict[str, Any]] = [
    {"name": "code", "type": "string"},
    {"name": "whole", "type": "integer"},
    {"name": "size", "type": "number"},
    {"name": "tied", "type": "boolean"},
    {"name": "day", "type": "date"},
]
NUMBERS = st.from_regex(r"\A(0|-?[1-9][0-9]{0,19}|-?(0|[1-9][0-9]{0,19})\.[0-9]{0,17}[1-9])\Z")
ROWS = st.tuples(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=20),
    st.one_of(st.just(""), st.integers(-(10**18) + 1, 10**18 - 1).map(str)),
    st.one_of(st.just(""), NUMBERS),
    st.sampled_from(["", "true", "false"]),
    st.one_of(st.just(""), st.dates(min_value=date(1000, 1, 1)).map(str)),
)


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return to_sqlite(tmp_path_factory.mktemp("sqlite") / "cnii.sqlite")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("into", LIBRARIES)
def test_every_table_comes_back_byte_for_byte(name: str, into: Any) -> None:
    pkg = open_package()
    raw = (pkg.root / pkg.table(name).path).read_bytes()
    assert to_csv(load(name, into, package=pkg)).encode("utf-8") == raw


@pytest.mark.parametrize("name", TABLES)
def test_every_table_comes_back_from_sqlite(name: str, sqlite_file: Path) -> None:
    pkg = open_package()
    raw = (pkg.root / pkg.table(name).path).read_bytes()
    with closing(sqlite3.connect(sqlite_file)) as connection:
        assert to_csv(connection.execute(f"SELECT * FROM {name}")).encode("utf-8") == raw


@pytest.mark.parametrize("name", views.NAMES)
@pytest.mark.parametrize("into", LIBRARIES)
def test_views_are_the_same_everywhere(name: str, into: Any, sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as connection:
        assert to_csv(load(name, into, package=open_package())) == to_csv(connection.execute(f"SELECT * FROM {name}"))


@given(st.lists(ROWS, min_size=1, max_size=5), st.sampled_from(LIBRARIES))
def test_any_cell_survives(rows: list[tuple[str, ...]], into: Any) -> None:
    text = csvtext.write([[field["name"] for field in FIELDS], *rows])
    pkg = open_package()
    pkg.tables["made"] = Table(
        "made", "data/made.csv", {"fields": FIELDS}, lambda: csvtext.parse(text.encode(), "made")
    )
    assert to_csv(load("made", into, package=pkg)) == text


def _package_with(size: str, tmp_path: Path) -> Package:
    schema = {"name": "made", "title": "Made", "description": "Made.", "fields": FIELDS, "primaryKey": ["code"]}
    return open_package(planting.tiny_package(tmp_path, {"made": (schema, f"code,whole,size,tied,day\na,,{size},,\n")}))


@pytest.mark.parametrize("size", ["0.1", "38.25", "61000000000", "-0.5", "9223372036854775807", "1234567.123456789"])
def test_sqlite_keeps_what_it_can_hold(size: str, tmp_path: Path) -> None:
    path = to_sqlite(tmp_path / "made.sqlite", package=_package_with(size, tmp_path))
    with closing(sqlite3.connect(path)) as connection:
        assert to_csv(connection.execute("SELECT size FROM made")) == f"size\n{size}\n"


@pytest.mark.parametrize("size", ["9223372036854775808", "12345678901234567890", "0.123456789012345678"])
def test_sqlite_refuses_what_it_would_round(size: str, tmp_path: Path) -> None:
    path = tmp_path / "made.sqlite"
    with pytest.raises(CannotLoad, match=f"made.size: SQLite cannot hold {size}"):
        to_sqlite(path, package=_package_with(size, tmp_path))
    assert not path.exists()


def test_sqlite_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    with pytest.raises(CannotLoad, match="is there already"):
        to_sqlite(path)
    assert path.read_text() == "mine"
    with pytest.raises(CannotLoad, match="cannot be written"):
        to_sqlite(tmp_path / "nowhere" / "a.sqlite")


def test_arrow_and_duckdb_carry_types_and_meaning() -> None:
    table = load("observations", "pyarrow")
    assert pa.types.is_decimal(table.schema.field("value").type)
    assert b"CC-BY-4.0" in table.schema.metadata[b"cnii"]
    assert table.schema.field("value").metadata[b"unit"] == b"unit_id"
    relation = load("facts", "duckdb")
    assert dict(zip(relation.columns, map(str, relation.types), strict=True))["period_end"] == "DATE"
    assert str(load("units", "duckdb", decimals="float").types[-2]) == "DOUBLE"
    assert load("units", "pyarrow", decimals="text").schema.field("factor").type == pa.string()


@pytest.mark.parametrize("into", ["pyarrow", "duckdb"])
def test_an_empty_table_keeps_its_columns(into: Any, tmp_path: Path) -> None:
    schema = {"name": "made", "title": "Made", "description": "Made.", "fields": FIELDS}
    root = planting.tiny_package(tmp_path, {"made": (schema, "code,whole,size,tied,day\n")})
    assert to_csv(load("made", into, package=root)) == "code,whole,size,tied,day\n"


@given(NUMBERS)
def test_numbers_are_written_one_way(text: str) -> None:
    assert plain(Decimal(text)) == text
    assert cell_text(Decimal(text + "00" if "." in text else text + ".00")) == text


@pytest.mark.parametrize("into", [library for library in LIBRARIES if library != "records"])
def test_zeros_at_the_end_stay_where_numbers_stay_text(into: Any, tmp_path: Path) -> None:
    pkg = _package_with("0.10", tmp_path)
    assert to_csv(load("made", into, package=pkg, decimals="text")) == "code,whole,size,tied,day\na,,0.10,,\n"
    assert to_csv(load("made", into, package=pkg)) == "code,whole,size,tied,day\na,,0.1,,\n"


def test_metadata_of_records_is_that_of_the_table() -> None:
    assert load("units", "records").metadata == metadata("units")
