"""Tables as frames: every table of the package, both libraries, every digit."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import planting
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cn_industrial_internet as cnii
from reread import libraries
from reread.package.opening import open_package
from reread.tables.loading import CannotLoad, MissingLibrary, load, metadata, to_csv

pytestmark = pytest.mark.usefixtures("carried_core")
TABLES = list(open_package().tables)
LIBRARIES = ("pandas", "polars")
DECIMALS = ("decimal", "float", "text")

TYPED_SCHEMA: dict[str, Any] = {
    "name": "typed",
    "title": "Typed",
    "description": "One column of every type.",
    "fields": [
        {"name": "code", "type": "string", "description": "Key.", "constraints": {"required": True}},
        {"name": "whole", "type": "integer", "description": "A whole number."},
        {"name": "size", "type": "number", "description": "A number.", "cnii:contract": {"unit": "CNY"}},
        {"name": "tied", "type": "boolean", "description": "Yes or no."},
        {"name": "day", "type": "date", "description": "A day."},
    ],
    "primaryKey": ["code"],
}
TYPED_CSV = (
    "code,whole,size,tied,day\n"
    "0044,7,1,true,2021-12-31\n"
    "NA,,0.1,,\n"
    "nan,-3,12345678901234567890.123456789012345678,false,1949-10-01\n"
    '"null, None",900000000000000001,61000000000,true,9999-12-31\n'
)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    return planting.tiny_package(tmp_path, {"typed": (TYPED_SCHEMA, TYPED_CSV)})


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("into", LIBRARIES)
@pytest.mark.parametrize("decimals", DECIMALS)
def test_every_table_loads_and_comes_back_byte_for_byte(name: str, into: Any, decimals: Any) -> None:
    package = open_package()
    table = package.table(name)
    frame = load(name, into, package=package, decimals=decimals)
    assert frame.shape == (len(table), len(table.header))
    assert list(frame.columns) == list(table.header)
    assert to_csv(frame).encode("utf-8") == (package.root / table.path).read_bytes()


@pytest.mark.parametrize("name", TABLES)
def test_columns_have_the_types_of_their_schema(name: str) -> None:
    package = open_package()
    types = {field["name"]: field["type"] for field in package.table(name).fields}
    in_pandas = {
        "string": "string",
        "integer": "Int64",
        "boolean": "boolean",
        "date": "datetime64[s]",
        "number": "object",
    }
    in_polars = {"string": pl.String, "integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date, "number": pl.Decimal}
    left, right = load(name, "pandas", package=package), load(name, "polars", package=package)
    for column, type_ in types.items():
        assert str(left[column].dtype) == in_pandas[type_], column
        assert right.schema[column] == in_polars[type_] or isinstance(right.schema[column], pl.Decimal), column


def test_nothing_is_guessed_in_pandas(typed: Path) -> None:
    frame = load("typed", "pandas", package=typed)
    assert frame["code"].tolist() == ["0044", "NA", "nan", "null, None"]
    assert frame["whole"].tolist() == [7, pd.NA, -3, 900000000000000001]
    assert frame["size"].tolist() == [
        Decimal(1),
        Decimal("0.1"),
        Decimal("12345678901234567890.123456789012345678"),
        Decimal(61000000000),
    ]
    assert frame["tied"].tolist() == [True, pd.NA, False, True]
    assert frame["day"].isna().tolist() == [False, True, False, False]
    assert frame["day"].dt.year.tolist()[::2] == [2021, 1949]
    assert frame.isna().sum().sum() == 3


def test_filters_go_together_in_pandas() -> None:
    facts = load("facts", "pandas")
    assert not facts["is_default"].isna().any() and facts["sector_id"].isna().any()
    sector = facts["sector_id"].dropna().iloc[0]
    for mask in (facts.is_default & (facts.sector_id == sector), (facts.sector_id == sector) & facts.is_default):
        found = facts[mask & (facts.value > 0)]
        assert len(found) and set(found["sector_id"]) == {sector} and found["is_default"].all()


def test_nothing_is_guessed_in_polars(typed: Path) -> None:
    frame = load("typed", "polars", package=typed)
    assert frame["code"].to_list() == ["0044", "NA", "nan", "null, None"]
    assert frame["size"].dtype == pl.Decimal(38, 18)
    assert frame["size"].to_list()[2] == Decimal("12345678901234567890.123456789012345678")
    assert frame["day"].to_list()[3] == datetime.date(9999, 12, 31)
    assert frame["tied"].to_list() == [True, None, False, True]
    assert frame.null_count().sum_horizontal().item() == 3


@pytest.mark.parametrize("into", LIBRARIES)
def test_decimals_are_a_choice(typed: Path, into: Any) -> None:
    assert to_csv(load("typed", into, package=typed)) == TYPED_CSV
    assert to_csv(load("typed", into, package=typed, decimals="text")) == TYPED_CSV
    floats = load("typed", into, package=typed, decimals="float")["size"]
    assert [float(x) for x in floats] == [1.0, 0.1, 12345678901234567890.123, 61e9]
    texts = load("typed", into, package=typed, decimals="text")["size"]
    assert list(texts)[2] == "12345678901234567890.123456789012345678"


_NUMBERS = st.from_regex(r"\A(0|-?[1-9][0-9]{0,19}|-?(0|[1-9][0-9]{0,19})\.[0-9]{0,17}[1-9])\Z")
_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=20)


@given(
    st.lists(st.tuples(_TEXTS, st.one_of(st.just(""), _NUMBERS)), min_size=1, max_size=5), st.sampled_from(LIBRARIES)
)
def test_any_text_and_any_number_survive(cells: list[tuple[str, str]], into: Any) -> None:
    from reread.package import csvtext
    from reread.package.table import Table

    text = csvtext.write([("code", "size"), *cells])
    package = open_package()
    schema = {"fields": TYPED_SCHEMA["fields"], "primaryKey": ["code"]}
    package.tables["made"] = Table("made", "data/made.csv", schema, lambda: csvtext.parse(text.encode("utf-8"), "made"))
    assert to_csv(load("made", into, package=package)) == text


def test_an_empty_table_keeps_its_types(tmp_path: Path) -> None:
    root = planting.tiny_package(tmp_path, {"typed": (TYPED_SCHEMA, "code,whole,size,tied,day\n")})
    assert load("typed", package=root).shape == (0, 5)
    assert load("typed", "polars", package=root).schema["day"] == pl.Date
    assert to_csv(load("typed", "polars", package=root)) == "code,whole,size,tied,day\n"


def test_metadata_travels_with_the_frame(typed: Path) -> None:
    frame = load("typed", "pandas", package=typed)
    assert frame.attrs == metadata("typed", package=typed)
    assert frame.attrs["licenses"][0]["name"] == "CC-BY-4.0"
    assert frame.attrs["version"] == "1.2.3"
    assert frame.attrs["columns"]["size"] == {"description": "A number.", "type": "number", "unit": "CNY"}
    assert frame[frame["whole"] > 0].attrs["path"] == "data/typed.csv"
    json.dumps(frame.attrs)


def test_the_package_itself_is_the_default() -> None:
    about = metadata("observations")
    assert about["package"]["name"] == "cn-industrial-internet"
    assert about["columns"]["value"]["description"]
    assert cnii.load("units").equals(load("units"))
    assert "load" in dir(cnii)


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("observation", {}, "Did you mean observations"),
        ("zzz", {}, "There are sources, entities"),
        ("../secrets", {}, "no table is called"),
        ("units", {"into": "spark"}, "Choose 'pandas' or 'polars'"),
        ("units", {"decimals": "exact"}, "Choose 'decimal' or 'float' or 'text'"),
    ],
)
def test_wrong_names_say_what_would_do(name: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=r"is not known|no table is called") as caught:
        load(name, **options)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("61000000000", "6.1e10", 'data/typed.csv:5:size: found "6.1e10", expected a plain decimal number'),
        ("2021-12-31", "2021-02-30", "data/typed.csv:2:day"),
        ("-3,", "-3.0,", "data/typed.csv:4:whole"),
        ("false", "False", "data/typed.csv:4:tied"),
        ('"null, None"', '"null, None', "data/typed.csv:5: a quote opened here and never closed"),
    ],
)
def test_a_cell_of_the_wrong_type_is_named_not_guessed(typed: Path, old: str, new: str, said: str) -> None:
    planting.replace(typed, "data/typed.csv", old, new, keep_numbers=True)
    with pytest.raises(CannotLoad) as caught:
        load("typed", package=typed)
    assert said in str(caught.value)


def test_a_type_that_is_not_known_is_refused(tmp_path: Path) -> None:
    schema = {**TYPED_SCHEMA, "fields": [{"name": "code", "type": "colour", "description": "?"}]}
    root = planting.tiny_package(tmp_path, {"typed": (schema, "code\na\n")})
    with pytest.raises(CannotLoad, match="column code is of type colour"):
        load("typed", package=root)


@pytest.mark.parametrize("into", LIBRARIES)
def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch, into: Any) -> None:
    def refuse(name: str, *_: object) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(libraries, "import_module", refuse)
    with pytest.raises(MissingLibrary, match=rf"pip install 'cn-industrial-internet\[{into}\]'") as caught:
        load("units", into)
    assert isinstance(caught.value, ImportError)


def test_importing_is_light() -> None:
    program = (
        "import sys, cn_industrial_internet as cnii; cnii.metadata('units');"
        "print(sorted({'pandas', 'polars', 'pandera', 'numpy', 'duckdb'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"
