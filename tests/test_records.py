"""Records: typed, exact, by key and by place, without any library."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import planting
import pytest

import cn_industrial_internet as cnii
from reread.package.opening import open_package
from reread.tables import columns
from reread.tables.columns import CannotLoad
from reread.tables.loading import load, to_csv
from reread.tables.records import class_name

pytestmark = pytest.mark.usefixtures("carried_core")
NAMES = [*open_package().tables, "facts", "ranks"]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_and_view_is_an_attribute_of_typed_records(name: str) -> None:
    records = getattr(cnii, name)
    assert records is getattr(cnii, name)
    kind = getattr(cnii, class_name(name))
    assert kind.__name__ == class_name(name)
    assert {type(record) for record in records} == {kind}
    assert records.columns == tuple(field.name for field in fields(kind))
    assert name in dir(cnii)


def test_cells_have_python_types() -> None:
    row = next(row for row in cnii.observations if row.unit_id == "percent")
    assert isinstance(row.value, Decimal)
    assert row.note is None or row.note
    assert {type(entry.rank) for entry in cnii.ranking_entries} <= {int, type(None)}


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_found_by_its_key(name: str) -> None:
    records = load(name, "records", package=open_package())
    keys = records.metadata["primary_key"]
    for number, record in enumerate(records):
        assert records.get("|".join(str(getattr(record, key)) for key in keys)) is records[number]
    assert records.get("nothing has this key") is None


def test_records_are_a_sequence() -> None:
    units = cnii.units
    assert len(units) == len(list(units)) == len(units[:])
    assert units[-1] is list(units)[-1]
    assert next(reversed(units)) is units[-1]
    assert units[0] in units
    assert units == load("units", "records")
    assert hash(units) == hash(load("units", "records"))
    assert units != cnii.sources


def test_records_do_not_change_and_can_be_stored() -> None:
    row = cnii.units[0]
    assert is_dataclass(row)
    with pytest.raises(FrozenInstanceError):
        row.name = "other"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(row)) == row


@pytest.mark.parametrize("into", ["pandas", "polars", "pyarrow", "duckdb"])
def test_records_turn_into_frames_of_chosen_columns(into: str) -> None:
    turn: Any = getattr(cnii.observations, f"to_{into}")
    assert to_csv(turn()) == to_csv(load("observations", "records"))
    assert to_csv(turn("value", "entity_id")).startswith("value,entity_id\n")
    with pytest.raises(CannotLoad, match="observations has no column 'valeu'"):
        turn("valeu")


def test_records_show_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert repr(cnii.units) == f"<units: {len(cnii.units)} records of {len(cnii.units.columns)} columns>"
    assert str(cnii.units).startswith("unit_id")


def test_other_packages_have_records_too(tiny: Path) -> None:
    records = load("things", "records", package=tiny)
    assert [record.number for record in records] == [1, None, -3, 4]
    assert type(records[0]).__name__ == "Thing"


def test_a_table_with_more_columns_gets_records_of_its_own(real_package_copy: Path) -> None:
    path = real_package_copy / "data" / "units.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{lines[0]},mine", *(f"{line},x" for line in lines[1:]), ""]), "utf-8")
    records = load("units", "records", package=real_package_copy)
    assert {record.mine for record in records} == {"x"}
    assert to_csv(records) == path.read_text("utf-8")


def test_columns_that_are_no_names_are_refused_for_records_only(tmp_path: Path) -> None:
    schema = {"name": "odd", "title": "Odd", "description": "Odd.", "fields": [{"name": "class", "type": "string"}]}
    root = planting.tiny_package(tmp_path, {"odd": (schema, "class\na\n")})
    with pytest.raises(CannotLoad, match="no record can have a field called 'class'"):
        list(load("odd", "records", package=root))
    assert load("odd", "polars", package=root).height == 1


def test_a_table_is_not_hidden_by_a_module_of_the_same_name() -> None:
    import cn_industrial_internet.resolve  # noqa: F401

    assert callable(cnii.resolve)
    assert cnii.resolve("天河区")[0].entity_id == "tianhe"
    if "relations" in open_package().tables:
        assert len(cnii.relations) > 0


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'observatons'"):
        _ = cnii.observatons  # type: ignore[attr-defined]
    assert not hasattr(cnii, "__path_to_nowhere__")
    assert "query" in dir(cnii) and "schemas" in dir(cnii)
    assert cnii.schemas.units.name == "units"


def test_the_own_package_is_opened_once_until_a_file_changes(
    real_package_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "home", lambda: real_package_copy)
    first = columns.opened(None)
    assert columns.opened(None) is first
    total = len(load("units", "records"))
    path = real_package_copy / "data" / "units.csv"
    path.write_bytes(path.read_bytes() + b"zzz,more,,,,,,,,\n")
    assert columns.opened(None) is not first
    assert len(load("units", "records")) == total + 1
    monkeypatch.undo()
    assert len(load("units", "records")) == total
