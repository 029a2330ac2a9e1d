"""Units of one dimension convert exactly; everything else is refused with its reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.package.table import Table
from reread.tables.converting import CannotConvert, convert
from reread.tables.loading import load

UNITS = """unit_id,name,dimension,base_unit_id,factor
CNY,yuan,money,,
USD,dollar,money,,
count,things,count,,
hectare,hectare,area,m2,10000
km2,square kilometre,area,m2,1000000
m2,square metre,area,,
mu,mu,area,m2,666.666666666666666667
percent,percent,ratio,,
third,three square metres,area,m2,3
"""


@pytest.fixture(scope="module")
def pkg() -> Package:
    found = open_package()
    schema = found.table("units").schema
    found.tables["units"] = Table("units", "data/units.csv", schema, lambda: csvtext.parse(UNITS.encode(), "made"))
    return found


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (370000, "m2", "hectare", 37),
        (5, "m2", "hectare", Decimal("0.0005")),
        (Decimal("0.37"), "km2", "hectare", Decimal("37")),
        ("0.37", "km2", "m2", "370000"),
        (0.5, "km2", "hectare", 50.0),
        (7, "m2", "m2", 7),
        (1, "m2", "third", Decimal("0.3333333333333333333333333333")),
        (
            Decimal("12345678901234567890.123456789012345678"),
            "hectare",
            "m2",
            "123456789012345678901234.56789012345678",
        ),
    ],
)
def test_values(pkg: Package, value: Any, source: str, target: str, expected: Any) -> None:
    found = convert(value, target, from_unit=source, package=pkg)
    assert found == (Decimal(expected) if isinstance(value, Decimal) else expected)
    assert type(found) is type(expected) or isinstance(value, Decimal)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_there_and_back_is_exact(value: Decimal) -> None:
    found = open_package()
    schema = found.table("units").schema
    found.tables["units"] = Table("units", "data/units.csv", schema, lambda: csvtext.parse(UNITS.encode(), "made"))
    there = convert(value, "hectare", from_unit="m2", package=found)
    assert Fraction(there) * 10000 == Fraction(value)
    assert convert(there, "m2", from_unit="hectare", package=found) == value


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("CNY", "USD", "Exchange rates change daily and are not part of this data"),
        ("m2", "CNY", "measure different things \\(area, money\\)"),
        ("count", "percent", "measure different things"),
        ("m2", "acre", 'no unit is called "acre". There are CNY'),
        ("acre", "m2", "no unit is called"),
    ],
)
def test_what_no_factor_leads_to_is_refused(pkg: Package, source: str, target: str, said: str) -> None:
    with pytest.raises(CannotConvert, match=said):
        convert(1, target, from_unit=source, package=pkg)


@pytest.mark.parametrize("value", ["ten", True, None, "nan", "inf"])
def test_what_is_no_number_is_refused(pkg: Package, value: Any) -> None:
    with pytest.raises(CannotConvert, match="is no number"):
        convert(value, "hectare", from_unit="m2", package=pkg)


def test_a_value_without_its_unit_is_refused(pkg: Package) -> None:
    with pytest.raises(CannotConvert, match="from_unit"):
        convert(1, "hectare", package=pkg)


COLUMNS = {
    "unit_id": ["m2", "hectare", "m2"],
    "value": [Decimal(5), Decimal("1.5"), None],
    "lower": [Decimal("4.5"), None, None],
    "upper": [Decimal("5.5"), Decimal("1.55"), None],
}
EXPECTED = {
    "unit_id": ["hectare"] * 3,
    "value": [Decimal("0.0005"), Decimal("1.5"), None],
    "lower": [Decimal("0.00045"), None, None],
    "upper": [Decimal("0.00055"), Decimal("1.55"), None],
}


def test_frames_of_polars(pkg: Package) -> None:
    frame = pl.DataFrame(COLUMNS, schema_overrides={name: pl.Decimal(38, 3) for name in ("value", "lower", "upper")})
    found = convert(frame, "hectare", package=pkg)
    assert found.to_dict(as_series=False) == EXPECTED
    assert frame["unit_id"].to_list() == COLUMNS["unit_id"]
    assert convert(frame.lazy(), "hectare", package=pkg).collect().equals(found)
    floats = convert(frame.with_columns(pl.col("value").cast(pl.Float64)), "hectare", package=pkg)
    assert floats["value"].to_list() == [0.0005, 1.5, None]


def test_frames_of_pandas(pkg: Package) -> None:
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in COLUMNS.items()})
    frame.attrs["title"] = "Areas"
    frame.index = pd.Index([7, 8, 9])
    found = convert(frame, "hectare", package=pkg)
    assert {name: found[name].tolist() for name in found} == EXPECTED
    assert (found.attrs, list(found.index)) == ({"title": "Areas"}, [7, 8, 9])
    assert frame["unit_id"].tolist() == COLUMNS["unit_id"]
    floats = convert(frame.assign(value=frame["value"].astype("Float64")), "hectare", package=pkg)
    assert floats["value"].tolist()[:2] == [0.0005, 1.5]


def test_bounds_that_do_not_end_grow_outwards(pkg: Package) -> None:
    frame = pl.DataFrame({"unit_id": ["m2"], "lower": ["1"], "upper": ["1"]})
    found = convert(frame, "third", package=pkg)
    assert found.rows() == [("third", "0." + "3" * 28, "0." + "3" * 27 + "4")]


def test_records(pkg: Package) -> None:
    areas = [row for row in load("observations", "records") if row.unit_id == "m2"]
    assert areas
    (first, *_) = convert(areas, "hectare", package=pkg)
    assert (first.unit_id, first.value * 10000) == ("hectare", areas[0].value)
    assert convert(areas[0], "hectare", package=pkg) == first


def test_a_frame_with_currencies_is_refused_whole(pkg: Package) -> None:
    with pytest.raises(CannotConvert, match="Exchange rates"):
        convert(load("observations", "polars").filter(pl.col("unit_id").is_in(["CNY", "USD"])), "USD", package=pkg)


def test_data_without_units_is_refused(pkg: Package) -> None:
    for data in (pl.DataFrame({"a": [1]}), pd.DataFrame({"a": [1]}), load("sources", "records")[0]):
        with pytest.raises(CannotConvert, match="no column unit_id"):
            convert(data, "m2", package=pkg)
