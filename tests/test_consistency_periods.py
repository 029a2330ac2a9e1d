"""The X1 rules: periods are real, known when printed, and in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import SOURCE, Built, build, expect, findings, places

O1, O3, O4, O5 = (f"{SOURCE}.o0{n}" for n in (1, 3, 4, 5))
L2 = f"{SOURCE}.l02"


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


@plants("X101")
@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("observations", O1, "period", "2021-02-30"),
        ("observations", O4, "base_period", "2020-06/2020-04"),
        ("observations", O1, "period", "2021-06-31/2021-07-31"),
        ("entity_links", L2, "period", "2019-02-29"),
        ("rankings", "smart-2021", "released_on", "2022-02-29"),
        ("rankings", "sales-2021", "data_period", "2021-05/2021-05"),
        ("entities", "dongcheng", "valid_from", "2014-04-31"),
    ],
)
def test_period_that_is_none(built: Built, table: str, key: str, column: str, value: str) -> None:
    built.edit(table, key, column, value)
    found = [f for f in findings(built) if f.code == "X101"]
    assert [(f.file, f.line, f.column) for f in found] == [(f"data/{table}.csv", built.row(table, key).line, column)]
    assert found[0].found.startswith(value)


@plants("X102")
def test_period_before_the_founding(built: Built) -> None:
    built.edit("observations", O1, "period", "1949")
    found = [f for f in findings(built) if f.code == "X102"]
    assert [(f.key, f.column) for f in found] == [(O1, "period")]


@plants("X102")
@pytest.mark.parametrize(
    ("key", "status", "expected"), [(O1, "P", "A"), (O1, "F", "A"), (O5, "A", "F"), (O5, "P", "F")]
)
def test_status_that_the_dates_contradict(built: Built, key: str, status: str, expected: str) -> None:
    built.edit("observations", key, "obs_status", status)
    (found,) = expect(built, "observations", key, ("X102", "obs_status"))
    assert found.expected.startswith(f"{expected}:")


@plants("X102")
def test_status_without_a_period(built: Built) -> None:
    for column, text in {"period": "", "period_basis": "unknown", "when_evidence_id": "", "obs_status": "P"}.items():
        built.edit("observations", O1, column, text)
    found = [f for f in findings(built) if f.code == "X102"]
    assert [(f.column, f.expected) for f in found] == [("obs_status", "A")]


@plants("X102")
def test_year_that_was_not_over(built: Built) -> None:
    built.edit("observations", O1, "period", "2022")
    found = [f for f in findings(built) if f.code == "X102"]
    assert [(f.column, f.expected[0]) for f in found] == [("obs_status", "P")]


@plants("X102")
@pytest.mark.parametrize(
    ("published", "period", "wrong"),
    [("2021", "2021", True), ("2021-12", "2021", True), ("2022", "2021", False), ("2021", "2021-06", False)],
)
def test_year_that_was_not_over_when_only_the_month_or_year_is_known(
    built: Built, published: str, period: str, wrong: bool
) -> None:
    built.edit("sources", SOURCE, "published_on", published)
    built.edit("observations", O1, "period", period)
    found = [f for f in findings(built) if f.code == "X102" and f.key == O1]
    assert [(f.column, f.expected[0]) for f in found] == ([("obs_status", "P")] if wrong else [])


@plants("X102")
@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("entity_links", L2, "period", "2023"),
        ("rankings", "smart-2021", "released_on", "2022-03-06"),
        ("rankings", "sales-2021", "data_period", "2023"),
        ("rankings", "smart-2021", "edition", "2024"),
        ("observations", O4, "base_period", "2023"),
    ],
)
def test_time_after_publication(built: Built, table: str, key: str, column: str, value: str) -> None:
    built.edit(table, key, column, value)
    assert ("X102", f"data/{table}.csv", built.row(table, key).line, column) in places(built)


def test_edition_of_next_year(built: Built) -> None:
    built.edit("rankings", "smart-2021", "edition", "2023")
    assert "X102" not in {f.code for f in findings(built)}


@plants("X103")
@pytest.mark.parametrize("base", ["2021", "2021-06", "2022"])
def test_base_that_is_not_before(built: Built, base: str) -> None:
    built.edit("observations", O4, "base_period", base)
    assert ("X103", "data/observations.csv", built.row("observations", O4).line, "base_period") in places(built)


@plants("X107")
def test_usual_base_that_is_not_a_year_before(built: Built) -> None:
    for column, text in {"base_basis": "conventional", "base_evidence_id": "", "base_period": "2019"}.items():
        built.edit("observations", O4, column, text)
    wanted = ("X107", "data/observations.csv", built.row("observations", O4).line, "base_period")
    assert wanted in places(built)
    built.edit("observations", O4, "base_period", "2020")
    assert "X107" not in {f.code for f in findings(built)}


@plants("X104")
@pytest.mark.parametrize(("column", "value"), [("valid_from", "2022"), ("valid_to", "2015-06")])
def test_statement_about_what_did_not_exist(built: Built, column: str, value: str) -> None:
    built.edit("entities", "dongcheng", column, value)
    found = [f for f in findings(built) if f.code == "X104"]
    assert {(f.key, f.column) for f in found} >= {(O1, "entity_id"), (O3, "entity_id")}


@plants("X105")
def test_entity_that_begins_after_the_last_source(built: Built) -> None:
    built.edit("entities", "xicheng", "valid_from", "2022-03-06")
    expect(built, "entities", "xicheng", ("X105", "valid_from"))


@plants("X106")
def test_to_date_of_a_year_that_was_over(built: Built) -> None:
    built.edit("observations", O1, "coverage", "to_date")
    expect(built, "observations", O1, ("X106", "coverage"))


@pytest.mark.parametrize(("published", "wrong"), [("2021-12-31", True), ("2021-12-30", False), ("2021-12", False)])
def test_to_date_by_the_day_of_publication(built: Built, published: str, wrong: bool) -> None:
    built.edit("observations", O1, "coverage", "to_date")
    built.edit("sources", SOURCE, "published_on", published)
    assert ("X106" in {f.code for f in findings(built)}) == wrong


def test_whole_that_existed(built: Built) -> None:
    built.edit("entities", "haibei", "valid_from", "2019-12-31")
    assert findings(built) == []
