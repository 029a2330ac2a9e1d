"""Rules that hold entries, scores and counts to their list, and shares to the whole that their words name."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import QUOTED, SOURCE, Built, build, findings

O1 = f"{SOURCE}.o01"
R1, R2 = (f"{SOURCE}.r0{n}" for n in (1, 2))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def said(built: Built, code: str) -> list[tuple[str | None, str | None]]:
    """Key and column of the findings of one rule."""
    return [(found.key, found.column) for found in findings(built) if found.code == code]


def quote(built: Built, number: int, text: str, **words: str) -> None:
    """A passage of the quoted source, with what stands in it under the next numbers: kind=words."""
    passage = f"{QUOTED}:{number}"
    built.add("evidence", evidence_id=passage, source_id=QUOTED, quote=text, kind="passage")
    for at, (kind, part) in enumerate(words.items(), number + 1):
        start = str(text.index(part))
        cells = {"quote": part, "kind": kind, "passage_id": passage, "passage_start": start}
        built.add("evidence", evidence_id=f"{QUOTED}:{at}", source_id=QUOTED, **cells)


def entry(built: Built, number: int, ranking: str, **cells: str) -> str:
    """Another entry of the quoted source."""
    key = f"{QUOTED}.r{number:02}"
    common = {"entity_id": "haibei", "basis": "printed", "proof": "quoted", "preference": "normal"}
    built.add("ranking_entries", entry_id=key, ranking_id=ranking, source_id=QUOTED, **common | cells)
    return key


@plants("V324")
@pytest.mark.parametrize(("score", "wrong"), [("20", False), ("21", True)])
def test_score_that_the_sentence_does_not_print(built: Built, score: str, wrong: bool) -> None:
    built.edit("ranking_entries", R1, "score", score)
    assert said(built, "V324") == ([(R1, "score")] if wrong else [])


@plants("V324")
def test_score_in_another_unit_than_its_words(built: Built) -> None:
    quote(built, 5, "Haibei: 61 billion yuan", name="Haibei")
    key = entry(built, 1, "smart-2021", who_evidence_id=f"{QUOTED}:6", score="61000000000", score_unit_id="CNY")
    assert said(built, "V324") == []
    built.edit("ranking_entries", key, "score_unit_id", "count")
    assert said(built, "V324") == [(key, "score_unit_id")]


@plants("X208")
def test_scores_of_one_list_in_two_units(built: Built) -> None:
    for key in (R1, R2):
        built.edit("ranking_entries", key, "score", "20")
    assert said(built, "X208") == []
    built.edit("ranking_entries", R2, "score_unit_id", "count")
    assert said(built, "X208") == [(R2, "score_unit_id")]


@plants("X208")
def test_score_in_another_unit_than_what_the_list_compares(built: Built) -> None:
    key = f"{SOURCE}.r04"
    built.edit("ranking_entries", key, "score", "5")
    assert said(built, "X208") == [(key, "score_unit_id")]


@plants("X208")
def test_score_that_is_missing_among_others(built: Built) -> None:
    for number, score in enumerate(("1", "2", ""), 1):
        key = entry(built, number, "smart-2021", entity_id=("haibei", "xicheng", "dongcheng")[number - 1], score=score)
    assert said(built, "X208") == [(key, "score")]
    built.edit("ranking_entries", key, "note", "Its score cannot be read.")
    assert said(built, "X208") == []


@plants("V325")
def test_share_of_another_whole_than_its_words_name(built: Built) -> None:
    built.add("indicator_terms", indicator_id="output", term="output", language="en")
    like = built.row("observations", f"{QUOTED}.o01").as_dict() | {"transformation": "share", "unit_id": "percent"}
    for number, whole in ((2, "output"), (3, "software_firms")):
        at = 10 * number
        quote(built, at, f"{number}4 percent of output", figure=f"{number}4 percent")
        own = {"observation_id": f"{QUOTED}.o0{number}", "indicator_id": "sales", "whole_indicator_id": whole}
        words = {"value_evidence_id": f"{QUOTED}:{at + 1}", "who_evidence_id": "", "what_evidence_id": ""}
        built.add("observations", **like | own | words)
    assert said(built, "V325") == [(f"{QUOTED}.o03", "whole_indicator_id")]


@plants("V326")
def test_period_that_the_passage_prints_without_words_for_when(built: Built) -> None:
    like = built.row("observations", f"{QUOTED}.o01").as_dict()
    for number, period in ((2, "2019"), (3, "2020"), (4, "2018")):
        at = 10 * number
        quote(built, at, f"{number}4 firms in 2019, more than in 2018", figure=f"{number}4")
        own = {"observation_id": f"{QUOTED}.o0{number}", "period": period, "period_basis": "page"}
        none = {"who_evidence_id": "", "what_evidence_id": "", "when_evidence_id": ""}
        built.add("observations", **like | own | none | {"value_evidence_id": f"{QUOTED}:{at + 1}"})
    assert said(built, "V326") == [(f"{QUOTED}.o0{number}", "when_evidence_id") for number in (2, 4)]


@plants("V319")
def test_part_from_another_passage_than_the_value(built: Built) -> None:
    quote(built, 5, "Haibei", name="Haibei")
    built.edit("observations", f"{QUOTED}.o01", "who_evidence_id", f"{QUOTED}:6")
    assert said(built, "V319") == [(f"{QUOTED}.o01", "who_evidence_id")]


@plants("X209")
def test_list_beside_a_figure_that_counts_no_members(built: Built) -> None:
    built.edit("observations", O1, "ranking_id", "smart-2021")
    assert said(built, "X209") == [(O1, "ranking_id")]


@plants("X209")
def test_members_of_a_list_that_the_source_does_not_tell_of(built: Built) -> None:
    key = f"{QUOTED}.o01"
    for one in (O1, f"{SOURCE}.o02", key):
        built.edit("observations", one, "ranking_id", "smart-2021")
    assert said(built, "X209") == [(key, "ranking_id")]


@plants("X210")
@pytest.mark.parametrize(("ranks", "wrong"), [("345", False), ("344", False), ("354", True), ("543", True)])
def test_places_that_do_not_go_up(built: Built, ranks: str, wrong: bool) -> None:
    for number, rank in enumerate(ranks, 1):
        entry(built, number, "smart-2021", entity_id=("haibei", "atlas", "china")[number - 1], rank=rank)
    assert bool(said(built, "X210")) is wrong


@plants("X211")
def test_entry_that_stands_alone_on_its_list(built: Built) -> None:
    for number, entity in enumerate(("haibei", "xicheng"), 1):
        entry(built, number, "pilots-2021", entity_id=entity)
    alone = entry(built, 3, "smart-2021")
    assert said(built, "X211") == [(alone, "ranking_id")]
    built.edit("ranking_entries", alone, "note", "Names the list of 2021 too.")
    assert said(built, "X211") == []


@plants("X212")
def test_figure_of_a_table_without_the_words_that_those_beside_it_have(built: Built) -> None:
    for number in (1, 3):
        built.edit("observations", f"{SOURCE}.o0{number}", "precision", "tabulated")
    like = built.row("observations", f"{QUOTED}.o01").as_dict() | {"precision": "tabulated"}
    for number in (2, 3):
        built.add("observations", **like | {"observation_id": f"{QUOTED}.o0{number}", "period": f"200{number}"})
    built.edit("observations", f"{QUOTED}.o01", "precision", "tabulated")
    assert said(built, "X212") == []
    for part in ("who_evidence_id", "what_evidence_id"):
        built.edit("observations", f"{QUOTED}.o02", part, "")
    assert said(built, "X212") == [(f"{QUOTED}.o02", "who_evidence_id"), (f"{QUOTED}.o02", "what_evidence_id")]


@plants("X212")
def test_list_of_an_archived_figure_without_words(built: Built) -> None:
    built.edit("observations", O1, "ranking_id", "smart-2021")
    assert said(built, "X212") == [(O1, "ranking_evidence_id")]
