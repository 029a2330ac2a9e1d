"""`schemas.<table>` on frames that users bring: pandas and polars, text and typed, never changed, all reported."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import planting
import polars as pl
import pytest
from contract_corpus import SCHEMAS
from contract_engines import ROOT, Engines
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from pandera.errors import SchemaError, SchemaErrors

import cn_industrial_internet as cnii
from cn_industrial_internet import schemas
from reread.contract.frames import LossyCell, NotAFrame, as_text, text
from reread.judging_frames import judge_frames
from reread.package.opening import open_package
from reread.rules import all_rules
from reread.schemas import of

pytestmark = pytest.mark.usefixtures("carried_core")
CORPUS = Engines(SCHEMAS)
UNITS = {
    "unit_id": ["CNY", "mu", "m2"],
    "name": ["yuan renminbi", "mu", "square metre"],
    "name_zh": ["人民币元", "亩", "平方米"],
    "symbol": ["¥", None, None],
    "dimension": ["money", "area", "area"],
    "code_system": ["ISO 4217", "UCUM", "UCUM"],
    "code": ["CNY", "ar", "m2"],
    "base_unit_id": [None, "m2", None],
    "factor": [None, "100", None],
    "note": [None, None, None],
}
#: The other units: a frame is the whole table, and other tables of the package need them.
OTHERS = pl.read_csv(ROOT / "data" / "units.csv", infer_schema=False).filter(~pl.col("unit_id").is_in(UNITS["unit_id"]))


def units(**changes: list[Any]) -> dict[str, list[Any]]:
    """All units, the cells of the first three as given."""
    return {name: [*cells, *OTHERS[name]] for name, cells in {**UNITS, **changes}.items()}


def text_frames(columns: dict[str, list[Any]]) -> list[Any]:
    polars = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    frames: list[Any] = [polars, polars.lazy(), polars.fill_null(""), pd.DataFrame(columns)]
    return [*frames, pd.DataFrame(columns, dtype="string"), pd.DataFrame(columns, dtype=object).fillna("")]


def spoken(found: list[Any]) -> list[tuple[str, str | None, int | None]]:
    return [(one.code, one.column, one.record) for one in found]


@pytest.mark.parametrize("frame", text_frames(units()), ids=lambda f: type(f).__module__)
def test_a_sound_frame_comes_back_as_it_is(frame: Any) -> None:
    assert schemas.units.validate(frame) is frame


@pytest.mark.parametrize("number", range(6))
def test_everything_is_reported_wherever_the_frame_comes_from(number: int) -> None:
    bad = units(factor=[None, "0", "1e3"], dimension=["cash", "area", None], base_unit_id=[None, "m3", "m2"])
    frame = text_frames(bad)[number]
    with pytest.raises(SchemaErrors) as caught:
        schemas.units.validate(frame, lazy=True)
    error: Any = caught.value
    contract = [one for one in error.findings if one.code.startswith("S")]
    assert {(code, column, record) for code, column, record in spoken(contract)} == {
        ("S103", "dimension", 1),
        ("S111", "base_unit_id", 2),
        ("S107", "factor", 2),
        ("S102", "dimension", 3),
        ("S101", "factor", 3),
        ("S303", "factor", 3),
    }
    cases = error.failure_cases
    rows = cases.to_dicts() if isinstance(cases, pl.DataFrame) else cases.to_dict("records")
    own = [one for one in error.findings if one.file == "units"]
    told = {(row["check"][:4], row["column"], row["index"] + 1) for row in rows if row["index"] is not None}
    assert told == set(spoken(own))
    others = {(row["check"][:4], row["failure_case"]) for row in rows if row["index"] is None}
    assert others == {(one.code, None) for one in error.findings} - {(one.code, None) for one in own}
    message = "\n".join(error.__notes__)
    for one in own:
        assert one.line is None
        assert one.key == UNITS["unit_id"][(one.record or 0) - 1]
        assert f"found {one.found}; expected {one.expected}".replace('"', '\\"') in str(error)
        for part in (one.code, one.found, one.expected, f"record {one.record} ({one.key})"):
            assert part in message
    with pytest.raises(SchemaError):
        schemas.units.validate(frame)


TYPED_INTEGERS = [
    pd.Series([1, None], dtype="Int64"),
    pd.Series([1, None], dtype="float64"),
    pd.Series([1, None], dtype=object),
    pd.Series(["1", ""], dtype=object),
    pd.Series([Decimal("1.00"), None], dtype=object),
    pd.Series([1, None], dtype="Float64"),
]


@pytest.mark.parametrize("ranks", TYPED_INTEGERS, ids=lambda s: str(s.dtype))
def test_nullable_integers_of_every_kind_pass(ranks: pd.Series[Any]) -> None:
    assert [f for f in findings_of("ranking_entries", pd.DataFrame({"rank": ranks})) if f.column == "rank"] == []


@pytest.mark.parametrize(
    ("value", "code"),
    [(7.5, "S101"), (0, "S105"), (0.0, "S105"), (-3, "S105"), ("7th", "S101"), (True, "S101"), (float("inf"), "S101")],
)
def test_wrong_ranks_are_found_typed(value: object, code: str) -> None:
    frame = pd.DataFrame({"rank": pd.Series([1, value], dtype=object)})
    assert spoken([f for f in findings_of("ranking_entries", frame) if f.column == "rank" and f.record]) == [
        (code, "rank", 2)
    ]


def findings_of(table: str, frame: Any) -> list[Any]:
    """Findings in the frame apart from the columns that it leaves out."""
    return [one for one in schemas.table(table).findings(frame) if one.code != "S112" and one.file == table]


@pytest.mark.parametrize(
    ("values", "records"),
    [
        (pl.Series([0.5, 1.5, float("nan")]), [3]),  # NaN is a value in polars, and no number
        (pl.Series([0.5, None, float("inf")]), [3]),
        (pl.Series([Decimal("0.10"), Decimal("-1"), None], dtype=pl.Decimal(10, 2)), [2]),
        (pl.Series([1, 0, 5], dtype=pl.UInt8), [2]),
        (pl.Series([1e300, 1e-300, 1e19]), [1, 2]),
        (pl.Series(["0.10", "0.1", "１"]), [3]),
    ],
)  # fmt: skip
def test_numbers_of_every_kind_in_polars(values: pl.Series, records: list[int]) -> None:
    found = [f for f in findings_of("units", pl.DataFrame({"factor": values})) if f.column == "factor"]
    assert [one.record for one in found if one.code in ("S101", "S107")] == records


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (pl.Series([date(2022, 7, 27), date(1900, 9, 30)]), ["S105"]),
        (pl.Series([datetime(2022, 7, 27), datetime(2022, 7, 27, 13)]), ["S101"]),
        (pd.Series(pd.to_datetime(["2022-07-27", "1900-09-30"])), ["S105"]),
        (pd.Series([date(2022, 7, 27), datetime(2022, 7, 27, 13)], dtype=object), ["S101"]),
        (pd.Series(["2022-07-27", "27/07/2022"]), ["S101"]),
    ],
)
def test_dates_of_every_kind(values: Any, codes: list[str]) -> None:
    make = pl.DataFrame if isinstance(values, pl.Series) else pd.DataFrame
    verdict = judge_frames({"things": make({"day": values})}, CORPUS.schemas, None)["things"]
    found = [f for f in verdict.findings if f.column == "day" and f.code in ("S101", "S105")]
    assert [(one.code, one.record) for one in found] == [(code, 2) for code in codes]


def test_booleans_and_categories() -> None:
    frame = pl.DataFrame(
        {"tied": [True, False, None], "basis": pl.Series(["printed", "implied", "none"], dtype=pl.Categorical)}
    )
    found = [f for f in findings_of("ranking_entries", frame) if f.column in ("tied", "basis")]
    assert spoken(found) == [("S103", "basis", 3)]
    pandas = pd.DataFrame({"tied": pd.Series([True, None], dtype=object), "basis": pd.Categorical(["printed", "x"])})
    found = [f for f in findings_of("ranking_entries", pandas) if f.column in ("tied", "basis")]
    assert spoken(found) == [("S103", "basis", 2)]


def test_a_typed_frame_is_sound_in_pandas_too() -> None:
    schemas.observations.validate(cnii.load("observations", "polars").to_pandas(), lazy=True)
    mixed = pd.DataFrame({"value": [Decimal("1.50"), 100, None]}, dtype=object)
    assert as_text(mixed, schemas.observations.schema)["value"].to_list() == ["1.50", "100", None]


def test_decimals_and_codes_are_not_altered() -> None:
    assert text("0.10", "number") == "0.10"
    assert text(Decimal("0.10"), "number") == "0.10"
    assert text("044010", "string") == "044010"
    assert text(Decimal("1E+30"), "number") == "1" + "0" * 30
    assert text(1e22, "number") == "10000000000000000000000"
    assert text(0.1 + 0.2, "number") == "0.30000000000000004"


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_a_number_that_a_float_may_have_rounded_is_refused_with_its_cell(make: Any) -> None:
    schemas.units.findings(make({"factor": [0.1, 666.6667]}))
    for value in (0.1 + 0.2, 2.0**53 + 2, 666.6666666666666667):
        with pytest.raises(LossyCell, match="column factor, record 2: found the float"):
            schemas.units.validate(make({"factor": [0.1, value]}))
    read = {pl.DataFrame: "infer_schema=False", pd.DataFrame: "dtype=str"}[make]
    frame = make({**units(dimension=["cash", "area", "area"]), "factor": [None, 100.0, 1 / 3, *[None] * len(OTHERS)]})
    made: Any = schemas.units.polars if make is pl.DataFrame else schemas.units.pandas
    for validate in (schemas.units.validate, made.validate):
        with pytest.raises(
            SchemaErrors, match=f"dimension_enum(?s:.)*factor_type(?s:.)*which may be.*{read}"
        ) as caught:
            validate(frame, lazy=True)
        told = [one for one in caught.value.findings if one.column == "factor" and one.code == "S101"]  # type: ignore[attr-defined]
        assert [(one.record, one.key, one.found) for one in told] == [
            (3, "m2", f"the float {1 / 3!r}, which may be a rounded number")
        ]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_becomes_the_shortest_decimal_that_is_it(value: float) -> None:
    written = text(value, "number")
    assert written is not None
    assert "e" not in written.lower()
    assert float(written) == value


def test_other_tables_are_those_of_the_package_or_as_given() -> None:
    own = schemas.indicators.schemas.package.table("indicators")
    indicators = pl.DataFrame([row.as_dict() for row in own])
    assert schemas.indicators.findings(indicators) == []
    for tables in ({"units": make(UNITS)} for make in (pl.DataFrame, pd.DataFrame, pl.LazyFrame)):
        found = schemas.indicators.findings(indicators, tables)
        assert {one.found for one in found if one.code == "S111"} >= {'"count"'}
    with pytest.raises(SchemaErrors, match="unit_id_in_units"):
        schemas.validate({"indicators": indicators, "units": pl.DataFrame(UNITS)}, lazy=True)


def test_unknown_tables_and_things_that_are_no_frames_are_refused() -> None:
    with pytest.raises(ValueError, match="'unit' is no table of the contract"):
        schemas.units.findings(pl.DataFrame(UNITS), {"unit": pl.DataFrame(UNITS)})
    for given_ in (None, [1], UNITS, pd.Series([1]), pl.Series([1]), "units.csv"):
        with pytest.raises(NotAFrame, match="is needed, not"):
            schemas.units.validate(given_)


def test_a_frame_without_rows_has_nothing_wrong_in_it_but_what_needs_its_rows() -> None:
    for empty in (pl.DataFrame(UNITS).clear(), pd.DataFrame(UNITS).iloc[:0]):
        assert {one.file for one in schemas.units.findings(empty)} >= {"data/observations.csv"}
        assert "units" not in {one.file for one in schemas.units.findings(empty)}
        with pytest.raises(SchemaError, match="S111 indicators: unit_id_in_units"):
            schemas.units.validate(empty)
    things = pl.DataFrame({field.name: [] for field in CORPUS.schemas["things"].fields})
    assert judge_frames({"things": things}, CORPUS.schemas, None)["things"].findings == []


@pytest.mark.parametrize("into", ["polars", "pandas"])
def test_what_a_frame_breaks_in_a_table_that_was_not_given_fails_its_checks(into: Any) -> None:
    frame = cnii.load("observations", "polars", decimals="text")
    given: Any = frame.with_columns(
        pl.when(pl.col("observation_id") == "gzlob-incubators.o01").then(pl.lit("9999")).otherwise(name).alias(name)
        for name in ("value", "lower", "upper")
    )
    given = given.to_pandas() if into == "pandas" else given
    with pytest.raises(SchemaErrors) as caught:
        schemas.validate({"observations": given, "evidence": cnii.load("evidence", into)}, lazy=True)
    error: Any = caught.value
    [told] = [one for one in error.findings if one.code == "X602"]
    assert (told.file, told.key) == ("data/relations.csv", "guangzhou-incubators-stock-sum")
    cases = error.failure_cases if into == "polars" else pl.from_pandas(error.failure_cases.astype(str))
    [case] = cases.filter(pl.col("check").str.starts_with("X602")).to_dicts()
    assert (case["column"], str(case["failure_case"]), str(case["index"])) == ("observation_id", "None", "None")
    where = f"{told.place} ({told.key}): found contradicts"
    assert f"X602 expected, {where}" in "\n".join(error.__notes__)
    [line] = [line for line in str(error).splitlines() if where in line]
    assert "failure case" not in line
    with pytest.raises(SchemaError, match=r"Column 'value' failed(?s:.)*V306 How much reads as that value"):
        schemas.validate({"observations": given})


@pytest.mark.parametrize("into", ["polars", "pandas"])
def test_rows_of_other_tables_that_name_a_missing_row_fail_its_checks(into: Any) -> None:
    named = of().package.table("observations")
    gone = named.rows[0]["entity_id"]
    frame: Any = cnii.load("entities", "polars").filter(pl.col("entity_id") != gone)
    with pytest.raises(SchemaErrors) as caught:
        schemas.entities.validate(frame.to_pandas() if into == "pandas" else frame, lazy=True)
    error: Any = caught.value
    told = [one for one in error.findings if (one.code, one.file, one.column) == ("S111", named.path, "entity_id")]
    assert [one.line for one in told] == [row.line for row in named.rows if row["entity_id"] == gone]
    cases = error.failure_cases if into == "polars" else pl.from_pandas(error.failure_cases.astype(str))
    [case] = cases.filter(pl.col("check") == "S111 observations: entity_id_in_entities").to_dicts()
    assert (case["column"], str(case["index"])) == ("entity_id", "None")
    assert "S111 observations: entity_id_in_entities" in schemas.entities.checks


def test_what_other_tables_had_wrong_before_is_no_fault_of_a_frame(real_package_copy: Path) -> None:
    [entity, *_] = open_package(real_package_copy).table("entities").rows
    planting.edit_cell(real_package_copy, "observations", "gzlob-incubators.o01", "entity_id", "nowhere")
    broken = of(real_package_copy)
    entities = cnii.load("entities", package=broken.package)
    assert "S111" not in {one.code for one in broken.entities.findings(entities)}
    fewer = entities.filter(entities["entity_id"] != entity.key)
    assert "S111" in {one.code for one in broken.entities.findings(fewer)}


def test_rows_that_are_missing_are_told_of_and_missed_by_other_tables() -> None:
    terms = cnii.load("relation_terms", "polars")
    kept = terms.filter(pl.col("relation_id") != "guangzhou-incubators-nearly-200")
    with pytest.raises(SchemaErrors, match="Relations are well-formed") as caught:
        schemas.relation_terms.validate(kept, lazy=True)
    note = f"perhaps rows are missing: the frame has {len(kept):,}, the table of the package {len(terms):,}"
    assert caught.value.__notes__[0].startswith(note)


def test_what_the_package_itself_has_wrong_is_no_fault_of_a_frame(real_package_copy: Path) -> None:
    [relation, *_] = [row for row in open_package(real_package_copy).table("relations") if row["expected"] == "holds"]
    planting.edit_cell(real_package_copy, "relations", relation.key, "expected", "contradicts")
    broken = of(real_package_copy)
    assert "X602" in {one.code for one in broken.relations.findings(cnii.load("relations", package=broken.package))}
    assert broken.observations.findings(cnii.load("observations", package=broken.package)) == []


def test_columns_are_those_of_the_schema() -> None:
    frame = pl.DataFrame(units())
    assert spoken(schemas.units.findings(frame.drop("symbol"))) == [("S112", "symbol", None)]
    assert spoken(schemas.units.findings(frame.with_columns(more=1))) == [("S112", "more", None)]
    assert spoken(schemas.units.findings(frame.select(reversed(frame.columns)))) == [("S112", "note", None)]
    doubled = pd.concat([pd.DataFrame(units()), pd.DataFrame({"code": ["x"] * len(frame)})], axis=1)
    assert [(f.code, f.column, f.found) for f in schemas.units.findings(doubled)] == [
        ("S112", "code", 'the column "code" 2 times')
    ]
    assert "no column unit_id" in str([f.found for f in schemas.units.findings(pl.DataFrame())])


def test_a_column_that_is_the_index_is_told_as_such() -> None:
    frame = pd.DataFrame(units())
    [found] = schemas.units.findings(frame.set_index("unit_id"))
    assert (found.column, found.found) == ("unit_id", "no column unit_id: it is the index")
    assert found.expected.endswith("reset_index()")
    assert schemas.units.findings(frame.set_index("unit_id").reset_index()) == []
    two = {
        one.column: one.found
        for one in schemas.units.findings(frame.set_index(["unit_id", "name"]).drop(columns="code"))
    }
    assert two == {
        "unit_id": "no column unit_id: it is the index",
        "name": "no column name: it is the index",
        "code": "no column code",
    }
    assert schemas.units.findings(frame.set_index("unit_id", drop=False)) == []


def test_frames_are_never_changed() -> None:
    frame = pd.DataFrame({**UNITS, "factor": [None, 0.5, None]}, index=[7, 7, "x"])
    before = frame.copy(deep=True)
    schemas.units.findings(frame)
    assert_frame_equal(frame, before)
    polars = pl.DataFrame(UNITS)
    copy = polars.clone()
    schemas.units.findings(polars)
    assert polars.equals(copy)


def test_pandera_schemas_are_schemas_of_their_library() -> None:
    import pandera.pandas
    import pandera.polars

    pandas, polars = schemas.units.pandas, schemas.units.polars
    assert isinstance(pandas, pandera.pandas.DataFrameSchema)
    assert isinstance(polars, pandera.polars.DataFrameSchema)
    assert list(pandas.columns) == list(polars.columns) == [field.name for field in schemas.units.fields]
    good = pl.DataFrame(units(), schema=dict.fromkeys(UNITS, pl.String))
    assert pandas.validate(pd.DataFrame(units())).shape == good.shape
    assert polars.validate(good) is good
    bad = good.with_columns(factor=pl.lit("0"))
    for frame in (bad, bad.lazy()):  # pandera by itself would not look at the data of a LazyFrame
        with pytest.raises(SchemaErrors, match="S107 factor_exclusive_minimum"):
            polars.validate(frame, lazy=True)
    with pytest.raises(ValueError, match="judged as a whole"):
        polars.validate(good, head=2)
    with pytest.raises(SchemaError, match="validating the whole frame"):
        polars.columns["factor"].validate(good)


def test_a_schema_has_every_rule_that_reads_its_table_by_name() -> None:
    checks = schemas.observations.checks
    assert {"V306 How much reads as that value", "S101 value_type", "S109 primary_key"} <= set(checks)
    named = {check.name for column in schemas.observations.polars.columns.values() for check in column.checks}
    assert named == set(checks)
    assert {info.code for info in all_rules() if info.family in "VX" and "observations" in info.tables} <= {
        name.partition(" ")[0] for name in checks
    }


def test_what_json_and_yaml_cannot_say_is_listed() -> None:
    import pandera.pandas

    one = schemas.observations
    for written, read in ((one.to_yaml(), "from_yaml"), (one.to_json(), "from_json")):
        again = getattr(pandera.pandas.DataFrameSchema, read)(written)
        assert list(again.columns) == [field.name for field in one.fields]
    unsaid = one.unsaid()
    assert "V306 How much reads as that value" in unsaid
    assert "S101 value_type" not in unsaid
    assert all(unsaid.values())
    unsaid = schemas.sources.unsaid()
    assert "S109 primary_key" not in unsaid
    assert "S110 sha256_unique" in unsaid  # pandera takes empty cells for repetitions


@pytest.mark.parametrize("name", schemas.names())
def test_the_yaml_of_every_table_passes_the_table_and_no_other(name: str) -> None:
    import pandera.pandas

    one = schemas.table(name)
    read = pandera.pandas.DataFrameSchema.from_yaml(one.to_yaml())
    path = schemas.units.schemas.package.root / "data" / f"{name}.csv"
    for frame in (cnii.load(name, "pandas"), pd.read_csv(path, dtype=str)):
        read.validate(frame, lazy=True)
        doubled = pd.concat([frame, frame.head(1)], ignore_index=True)
        with pytest.raises(SchemaErrors, match="DUPLICATES"):
            read.validate(doubled, lazy=True)
    for field in one.fields:
        if field.type != "string":
            with pytest.raises(SchemaErrors, match=field.name):
                read.validate(pd.read_csv(path, dtype=str).assign(**{field.name: "N.A"}), lazy=True)


def test_the_objects_of_pandera_write_the_checks_that_can_be_written(tmp_path: Path) -> None:
    one = schemas.units
    for made in (one.pandas, one.polars):
        assert made.to_yaml() == one.to_yaml()
        assert made.to_json() == one.to_json()
        made.to_yaml(tmp_path / "units.yaml")
        assert (tmp_path / "units.yaml").read_text("utf-8") == one.to_yaml()
        with pytest.raises(NotImplementedError, match="to_yaml"):
            made.to_script()


def test_a_rule_that_comes_to_no_verdict_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from reread import judging_frames

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nothing to divide by")

    rules = [replace(info, function=broken) if info.code == "V306" else info for info in judging_frames.all_rules()]
    monkeypatch.setattr(judging_frames, "all_rules", lambda: rules)
    own = schemas.observations.schemas.package.table("observations")
    with pytest.raises(SchemaErrors, match="V306") as caught:
        schemas.observations.validate(pl.DataFrame([row.as_dict() for row in own]), lazy=True)
    assert "not evaluated, the rule stopped with ZeroDivisionError" in "\n".join(caught.value.__notes__)


@pytest.mark.parametrize("into", ["polars", "pandas"])
def test_all_tables_of_the_package_pass_as_loaded_and_as_the_page_says_to_read_them(into: Any) -> None:
    loaded = {name: cnii.load(name, into) for name in schemas.names()}
    assert {name: found for name, found in schemas.findings(loaded).items() if found} == {}
    root = schemas.units.schemas.package.root
    for name in ("observations", "ranking_entries", "rankings", "sources", "units"):
        path = root / "data" / f"{name}.csv"
        plain = pl.read_csv(path, infer_schema=False) if into == "polars" else pd.read_csv(path)
        assert schemas.table(name).findings(plain) == []


# --- the module ---


def test_every_table_is_an_attribute() -> None:
    assert schemas.names() == tuple(sorted(schemas.names()))
    assert {"observations", "sources", "units"} <= set(schemas.names()) <= set(dir(schemas))
    for name in schemas.names():
        one = getattr(schemas, name)
        assert one is schemas.table(name)
        assert (one.name, one.description != "") == (name, True)
        assert one.fields
        assert repr(one).startswith(f"<TableSchemas {name}")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = schemas.nothing
    with pytest.raises(KeyError, match="its tables are"):
        schemas.table("nothing")


def test_the_stub_names_every_table() -> None:
    stub = Path(schemas.__file__).with_name("__init__.pyi")
    names = {
        node.target.id
        for node in ast.parse(stub.read_text("utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id != "__all__"
    }
    assert names == set(schemas.names()), f"{stub.name} must hold one line for each table: name: TableSchemas"


def test_importing_the_module_imports_nothing_heavy() -> None:
    code = (
        "import sys; from cn_industrial_internet import schemas; schemas.observations.fields; "
        "print([m for m in ('pandas', 'pandera', 'numpy', 'frictionless') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_validating_polars_imports_neither_pandas_nor_pandera() -> None:
    code = (
        "import sys; import polars as pl; from cn_industrial_internet import schemas; "
        "schemas.phrases.findings(pl.DataFrame({'part': ['who']})); "
        "print([m for m in ('pandas', 'pandera', 'numpy', 'frictionless') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
