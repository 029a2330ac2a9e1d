"""The rules V309 to V315: places, titles, sizes, years, releases and criteria are read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import SOURCE, Built, build, expect, findings, places

from reread.rules.lists import title_words

R1, R2, R3, R4 = (f"{SOURCE}.r0{n}" for n in range(1, 5))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


@plants("V309")
def test_another_rank(built: Built) -> None:
    built.edit("ranking_entries", R1, "rank", "3")
    (found,) = expect(built, "ranking_entries", R1, ("V309", "rank"))
    assert found.expected == "2"


@plants("V309")
@pytest.mark.parametrize(("key", "basis"), [(R1, "implied"), (R2, "printed")])
def test_another_basis(built: Built, key: str, basis: str) -> None:
    built.edit("ranking_entries", key, "basis", basis)
    found = expect(built, "ranking_entries", key, ("V309", "basis"))
    assert len(found) == 1


@plants("V309")
def test_evidence_that_is_no_place(built: Built) -> None:
    built.edit("ranking_entries", R4, "value_evidence_id", "@claim")
    assert ("V309", "data/ranking_entries.csv", built.row("ranking_entries", R4).line, "rank") in places(built)


@plants("V310")
@pytest.mark.parametrize(("key", "ranking"), [(R1, "pilots-2021"), (R3, "sales-2021"), (R2, "sales-2021")])
def test_another_list(built: Built, key: str, ranking: str) -> None:
    built.edit("ranking_entries", key, "ranking_id", ranking)
    found = [f for f in findings(built) if f.code == "V310"]
    assert [(f.key, f.column) for f in found] == [(key, "ranking_id")]
    assert found[0].found.startswith(ranking)


@plants("V310")
def test_list_phrase_that_denotes_another_kind(built: Built) -> None:
    built.edit("phrases", "list|the list|en|ranking", "denotes", "selection")
    assert ("V310", "data/ranking_entries.csv", built.row("ranking_entries", R2).line, "ranking_id") in places(built)


@pytest.mark.parametrize(
    ("title", "words", "fits"),
    [
        ("China's top 20 counties in 2021", "China’s Top 20", True),
        ("China's top 20 counties in 2021", "top 20 counties", True),
        ("China's top 20 counties in 2021", "counties", False),
        ("China's top 20 counties in 2021", "top counties", False),
        ("China's top 20 counties in 2021", "top 20 counties in 2022", False),
        ("Lighthouses", "lighthouses", True),
        ("中国工业互联网30强", "工业互联网", True),
        ("中国工业互联网30强", "工业互联网40强", False),
        ("top 20", "", False),
    ],
)
def test_title_words(title: str, words: str, fits: bool) -> None:
    assert title_words(title, words) is fits


@plants("V311")
def test_title_in_other_words(built: Built) -> None:
    built.edit("rankings", "smart-2021", "title", "top 20 smart districts of China in 2021")
    found = [f for f in findings(built) if f.code == "V311"]
    assert [(f.column, f.expected) for f in found] == [("title", "top 20 smart districts in 2021")]


@plants("V311")
def test_superlative_far_from_its_places(built: Built) -> None:
    built.edit("rankings", "sales-2021", "evidence_id", "@services")
    found = [f for f in findings(built) if f.code == "V311"]
    assert [(f.key, f.column) for f in found] == [("sales-2021", "evidence_id")]


@plants("V312")
@pytest.mark.parametrize(
    ("key", "column", "value"),
    [
        ("smart-2021", "size", "30"),
        ("smart-2021", "size", ""),
        ("pilots-2021", "size", "5"),
        ("smart-2021", "size_basis", "counted"),
        ("smart-2021", "edition", "2020"),
        ("smart-2021", "edition", ""),
        ("smart-2021", "data_period", "2019"),
        ("sales-2021", "data_period", "2022"),
    ],
)
def test_size_or_year_not_printed(built: Built, key: str, column: str, value: str) -> None:
    built.edit("rankings", key, column, value)
    found = [f for f in findings(built) if f.code == "V312"]
    row = built.row("rankings", key)
    assert (row.table.path, row.line, column) in {(f.file, f.line, f.column) for f in found}
    assert {f.key for f in found} == {key}


@plants("V313")
@pytest.mark.parametrize("day", ["2022-03-02", "2021-03-01", "2022-03"])
def test_another_release(built: Built, day: str) -> None:
    built.edit("rankings", "smart-2021", "released_on", day)
    (found,) = expect(built, "rankings", "smart-2021", ("V313", "released_on"))
    assert found.expected == "2022-03-01"


@plants("V313")
def test_release_that_is_no_time(built: Built) -> None:
    built.edit("rankings", "smart-2021", "released_evidence_id", "@talent")
    assert "V313" in {f.code for f in findings(built)}


@plants("V314")
@pytest.mark.parametrize(("position", "column", "value"), [("2", "name", "outputs"), ("0", "count", "4")])
def test_criterion_not_printed(built: Built, position: str, column: str, value: str) -> None:
    built.edit("ranking_criteria", f"smart-2021|1|{position}", column, value)
    found = [f for f in findings(built) if f.code == "V314"]
    assert [(f.key, f.column) for f in found] == [(f"smart-2021|1|{position}", column)]


@plants("V314")
def test_number_of_criteria_that_is_no_figure(built: Built) -> None:
    built.edit("ranking_criteria", "smart-2021|1|0", "evidence_id", "@talent")
    assert "V314" in {f.code for f in findings(built)}


@plants("V315")
@pytest.mark.parametrize(("key", "evidence"), [(R1, "@2019"), (R3, "@published"), (R4, "@2020")])
def test_time_of_another_edition(built: Built, key: str, evidence: str) -> None:
    built.edit("ranking_entries", key, "when_evidence_id", evidence)
    found = [f for f in findings(built) if f.code == "V315"]
    assert [(f.key, f.column) for f in found] == [(key, "when_evidence_id")]


@plants("V315")
def test_entry_without_the_time_that_others_of_its_list_have(built: Built) -> None:
    built.edit("ranking_entries", R2, "when_evidence_id", "")
    (found,) = expect(built, "ranking_entries", R2, ("V315", "when_evidence_id"))
    assert R1 in found.found


def corrected_title(built: Built) -> None:
    """Let the title of the list be read from a correction."""
    built.add("corrections", correction_id=f"{SOURCE}.c02", evidence_id="@title",
              as_printed="top 20 smart districts in 2021",
              read_as="top 21 smart districts in 2021", kind="wrong_count", rationale="The list has 21 places.",
              confidence="low", status="accepted")  # fmt: skip
    for column, value in (
        ("title", "top 21 smart districts in 2021"),
        ("size", "21"),
        ("size_basis", "reconstructed"),
        ("correction_id", f"{SOURCE}.c02"),
    ):
        built.edit("rankings", "smart-2021", column, value)


def test_title_read_from_a_correction(built: Built) -> None:
    corrected_title(built)
    assert findings(built) == []


@plants("V310")
def test_corrected_words_that_are_not_the_title(built: Built) -> None:
    corrected_title(built)
    built.edit("ranking_entries", R1, "what_evidence_id", "@year of title")
    assert "V310" in {f.code for f in findings(built)}


@plants("V311")
def test_title_that_the_correction_does_not_hold(built: Built) -> None:
    corrected_title(built)
    built.edit("rankings", "smart-2021", "title", "top 20 smart districts in 2021")
    assert "V311" in {f.code for f in findings(built)}
