"""The X3 and X5 rules: values, units and indicators fit each other, and one answer is preferred."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import QUOTED, SOURCE, Built, build, expect, findings, places

O1, O2, O3, O4, O5 = (f"{SOURCE}.o0{n}" for n in range(1, 6))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def of(built: Built, code: str) -> set[tuple[str | None, str | None]]:
    """Key and column of the findings with one code."""
    return {(f.key, f.column) for f in findings(built) if f.code == code}


@plants("X301")
@pytest.mark.parametrize(("column", "value"), [("value", "240"), ("upper", "100.5"), ("lower", "-1")])
def test_share_beyond_the_whole(built: Built, column: str, value: str) -> None:
    built.edit("observations", O2, column, value)
    assert of(built, "X301") == {(O2, column)}


@plants("X302")
@pytest.mark.parametrize(
    ("key", "column", "value"),
    [(O1, "value", "1200"), (O1, "lower", "-120"), (O4, "lower", "-150"), (O3, "value", "-1")],
)
def test_value_beyond_its_range(built: Built, key: str, column: str, value: str) -> None:
    built.edit("observations", key, column, value)
    assert (key, column) in of(built, "X302")


def test_amount_in_another_currency_has_no_range(built: Built) -> None:
    built.add(
        "units", unit_id="USD", name="dollar", name_zh="美元", dimension="money", code_system="ISO 4217", code="USD"
    )
    built.edit("indicators", "sales", "maximum", "100000000000")
    built.edit("observations", O3, "unit_id", "USD")
    codes = {f.code for f in findings(built)}
    assert "V306" in codes and not codes & {"X302", "X303"}


@plants("X302")
def test_range_in_a_larger_unit(built: Built) -> None:
    built.add("units", unit_id="dozen", name="dozen", name_zh="打", dimension="count", code_system="UCUM", code="12.1",
              base_unit_id="count", factor="12")  # fmt: skip
    built.edit("indicators", "software_firms", "unit_id", "dozen")
    built.edit("indicators", "software_firms", "maximum", "9")
    quoted = f"{QUOTED}.o01"
    assert of(built, "X302") == {(key, column) for key in (O1, quoted) for column in ("value", "lower", "upper")}
    assert of(built, "X303") == {(O1, "unit_id"), (quoted, "unit_id")}


@plants("X303")
def test_unit_of_another_dimension(built: Built) -> None:
    built.edit("observations", O1, "unit_id", "percent")
    assert of(built, "X303") == {(O1, "unit_id")}


def second_answer(built: Built, preference: str) -> str:
    """Add an observation that answers the question of the first one again."""
    row = built.row("observations", O1).as_dict()
    row.update(observation_id=f"{SOURCE}.o06", preference=preference, preference_reason="Said again.")
    built.add("observations", **row)
    return f"{SOURCE}.o06"


@plants("X306")
@pytest.mark.parametrize(
    ("key", "column", "value", "at"),
    [
        ("CNY", "code", "USD", "code"),
        ("CNY", "code_system", "UCUM", "code_system"),
        ("count", "code", "%", "code"),
        ("percent", "code", "m2", "code"),
        ("percent", "code_system", "ISO 4217", "code_system"),
    ],
)
def test_codes_of_other_units(built: Built, key: str, column: str, value: str, at: str) -> None:
    built.edit("units", key, column, value)
    assert of(built, "X306") == {(key, at)}


@plants("X306")
@pytest.mark.parametrize(
    ("code", "factor", "at"),
    [
        ("har", "10000", None),
        ("har", "1000", "factor"),
        ("ar", "10000", "factor"),
        ("acre", "10000", "code"),
        ("m2{mu}", "1", None),
    ],
)
def test_factors_that_are_those_of_the_codes(built: Built, code: str, factor: str, at: str | None) -> None:
    area = {"dimension": "area", "code_system": "UCUM"}
    built.add("units", unit_id="m2", name="square metre", name_zh="平方米", code="m2", **area)
    built.add("units", unit_id="land", name="land", name_zh="地", code=code, base_unit_id="m2", factor=factor, **area)
    assert of(built, "X306") == ({("land", at)} if at else set())


def test_crossed_bounds_of_an_only_answer_are_no_second_answer(built: Built) -> None:
    built.edit("observations", O1, "lower", "1" + built.row("observations", O1)["upper"])
    assert of(built, "X501") == set()


@plants("X501")
def test_two_answers_that_differ_and_none_preferred(built: Built) -> None:
    second = second_answer(built, "normal")
    assert of(built, "X501") == set()  # the same figure twice needs no choice
    for column in ("value", "lower", "upper"):
        built.edit("observations", second, column, "999999")
    built.edit("observations", O1, "note", "")
    assert (O1, "preference") in of(built, "X501")
    for key in (O1, second):
        built.edit("observations", key, "note", "Nobody can tell which is right.")
    assert of(built, "X501") == set()
    built.edit("observations", second, "note", "")
    assert of(built, "X501") == {(second, "preference")}
    built.edit("observations", O1, "preference", "preferred")
    assert of(built, "X501") == set()


@plants("X501")
def test_two_preferred_answers(built: Built) -> None:
    second = second_answer(built, "preferred")
    assert of(built, "X501") == set()
    built.edit("observations", O1, "preference", "preferred")
    assert of(built, "X501") == {(second, "preference")}


@plants("X501")
def test_only_answer_preferred(built: Built) -> None:
    built.edit("observations", O1, "preference", "preferred")
    built.edit("observations", O1, "preference_reason", "It is the only one.")
    expect(built, "observations", O1, ("X501", "preference"))


def test_deprecated_answers_need_no_preferred_one(built: Built) -> None:
    second_answer(built, "deprecated")
    built.edit("observations", O1, "preference", "deprecated")
    assert of(built, "X501") == set()


def test_answers_without_a_time_are_not_compared(built: Built) -> None:
    second = second_answer(built, "normal")
    for key in (O1, second):
        for column, value in (("period", ""), ("period_basis", "unknown"), ("when_evidence_id", "")):
            built.edit("observations", key, column, value)
    assert of(built, "X501") == set()


@plants("X502")
def test_printed_value_with_a_correction_of_its_number(built: Built) -> None:
    built.edit("observations", O5, "basis", "printed")
    assert ("X502", "data/observations.csv", built.row("observations", O5).line, "basis") in places(built)
    built.edit("observations", O5, "preference", "deprecated")
    assert of(built, "X502") == set()


def test_printed_value_with_a_correction_of_its_meaning(built: Built) -> None:
    built.edit("corrections", f"{SOURCE}.c01", "kind", "mistranslation")
    built.edit("observations", O5, "basis", "printed")
    assert of(built, "X502") == set()
