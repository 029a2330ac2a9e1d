"""The X2 rules: places, members, sizes and criteria of lists fit each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import SOURCE, Built, build, expect, findings, places

R1, R2, R3, R4 = (f"{SOURCE}.r0{n}" for n in range(1, 5))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def of(built: Built, code: str) -> set[tuple[str | None, str | None]]:
    """Key and column of the findings with one code."""
    return {(f.key, f.column) for f in findings(built) if f.code == code}


@plants("X201")
@pytest.mark.parametrize("rank", ["21", "118", "0"])
def test_rank_beyond_the_list(built: Built, rank: str) -> None:
    built.edit("ranking_entries", R1, "rank", rank)
    assert of(built, "X201") == {(R1, "rank")}


@plants("X202")
def test_one_place_with_two_holders(built: Built) -> None:
    built.edit("ranking_entries", R2, "rank", "2")
    assert of(built, "X202") == {(R1, "rank"), (R2, "rank")}
    for key in (R1, R2):
        built.edit("ranking_entries", key, "tied", "true")
    assert of(built, "X202") == set()


@plants("X202")
def test_tie_without_a_partner(built: Built) -> None:
    built.edit("ranking_entries", R1, "tied", "true")
    expect(built, "ranking_entries", R1, ("X202", "tied"))


@plants("X202")
def test_tie_without_a_place(built: Built) -> None:
    built.edit("ranking_entries", R3, "tied", "true")
    expect(built, "ranking_entries", R3, ("X202", "tied"))


@plants("X202")
def test_one_holder_with_two_places(built: Built) -> None:
    built.edit("ranking_entries", R2, "entity_id", "dongcheng")
    assert of(built, "X202") == {(R2, "rank")}


@plants("X203")
def test_place_on_a_selection(built: Built) -> None:
    built.edit("ranking_entries", R3, "rank", "1")
    assert of(built, "X203") == {(R3, "rank")}


@plants("X203")
def test_superlative_without_a_place(built: Built) -> None:
    built.edit("ranking_entries", R4, "rank", "")
    assert of(built, "X203") == {(R4, "rank")}


@plants("X203")
@pytest.mark.parametrize(
    ("key", "kind"), [("smart-2021", "selection"), ("smart-2021", "superlative"), ("sales-2021", "selection")]
)
def test_another_kind_of_list(built: Built, key: str, kind: str) -> None:
    built.edit("rankings", key, "kind", kind)
    assert of(built, "X203")


@plants("X204")
def test_list_smaller_than_its_entries(built: Built) -> None:
    built.edit("rankings", "smart-2021", "size", "1")
    assert of(built, "X204") == {("smart-2021", "size")}


@plants("X205")
@pytest.mark.parametrize(
    ("position", "column", "value"),
    [("3", "position", "4"), ("0", "count", "4"), ("0", "position", "5"), ("2", "kind", "category")],
)
def test_criteria_with_a_gap(built: Built, position: str, column: str, value: str) -> None:
    key = f"smart-2021|1|{position}"
    line = built.row("ranking_criteria", key).line
    built.edit("ranking_criteria", key, column, value)
    found = [f for f in findings(built) if f.code == "X205"]
    assert {f.column for f in found} == {column}
    assert column == "kind" or [f.line for f in found] == [line]


@plants("X206")
def test_category_that_the_list_has_not(built: Built) -> None:
    built.edit("ranking_entries", R3, "category", "services")
    (found,) = expect(built, "ranking_entries", R3, ("X206", "category"))
    assert found.expected == "manufacturing"
    built.edit("ranking_entries", R3, "category", "")
    built.edit("ranking_entries", R1, "category", "manufacturing")
    assert ("X206", "data/ranking_entries.csv", built.row("ranking_entries", R1).line, "category") in places(built)
