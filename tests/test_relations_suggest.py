"""Relations proposed from the structure of indicators, entities, periods and units."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from relation_package import SOURCE, Sheet

from reread.relations.suggest import Suggestion, as_csv, suggest


def proposed(sheet: Sheet, folder: Path) -> dict[str, Suggestion]:
    """Suggestions by id."""
    return {s.relation.id: s for s in suggest(sheet.open(folder))[0]}


def terms(suggestion: Suggestion) -> dict[str, list[str]]:
    """Targets by role."""
    found: dict[str, list[str]] = {}
    for term in suggestion.relation.terms:
        found.setdefault(term.role, []).append(term.target)
    return found


def test_a_share_with_part_and_unprinted_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    part = sheet.printed("2,995", entity="east", period="2021-12-31")
    share = sheet.printed("26 percent", "firms_share", entity="east", whole_entity_id="city")
    ((name, one),) = proposed(sheet, tmp_path).items()
    assert name == "east-firms-share-2021"
    assert terms(one) == {"share": [share], "part": [part], "whole": ["city-firms-2021"]}
    assert one.verdict.verdict == "untestable" and one.demanded
    assert one.derived[0]["whole_number"] == "true" and one.derived[0]["unit_id"] == "count"


def test_a_share_of_another_indicator_of_the_same_place(tmp_path: Path) -> None:
    sheet = Sheet()
    part, whole = sheet.printed("5", "listed_firms"), sheet.printed("9")
    share = sheet.printed("55 percent", "listed_share")
    ((_, one),) = proposed(sheet, tmp_path).items()
    assert terms(one) == {"share": [share], "part": [part], "whole": [whole]}
    assert one.verdict.verdict == "holds_cut"


def test_a_new_quantity_takes_no_id_that_another_has(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.derived("city-firms-2021", period="2019")
    sheet.printed("2,995", entity="east")
    sheet.printed("26 percent", "firms_share", entity="east", whole_entity_id="city")
    one = proposed(sheet, tmp_path)["east-firms-share-2021"]
    assert terms(one)["whole"] == ["city-firms-2021-2"] == [row["derived_id"] for row in one.derived]


def test_growth_with_its_levels(tmp_path: Path) -> None:
    sheet = Sheet()
    now = sheet.printed("5.9 billion yuan", "revenue", period="2017")
    rate = sheet.printed("220 percent", "revenue_growth", period="2017", base_period="2016")
    ((_, one),) = proposed(sheet, tmp_path / "a").items()
    assert terms(one) == {"current": [now], "previous": ["city-revenue-2016"], "growth": [rate]}
    before = sheet.printed("2.5 billion yuan", "revenue", period="2016")
    ((_, one),) = proposed(sheet, tmp_path / "b").items()
    assert terms(one)["previous"] == [before] and one.verdict.verdict == "contradicts"


def test_amounts_in_two_currencies(tmp_path: Path) -> None:
    sheet = Sheet()
    yuan = [sheet.printed(f"{n} billion yuan", "revenue", period=p) for n, p in (("61", "2017"), ("300", "2016"))]
    dollars = [
        sheet.printed(f"{n} billion US dollars", "revenue", period=p) for n, p in (("9.22", "2017"), ("45", "2016"))
    ]
    one = proposed(sheet, tmp_path)[f"{SOURCE}-cny-usd-rate"]
    assert terms(one) == {"left": yuan, "right": dollars} and one.verdict.verdict == "holds"


def test_a_place_within_the_place_above(tmp_path: Path) -> None:
    sheet = Sheet()
    east, city = sheet.printed("12", entity="east"), sheet.printed("9")
    ((_, one),) = proposed(sheet, tmp_path).items()
    assert one.relation.kind == "order" and terms(one) == {"left": [east], "right": [city]}
    assert one.verdict.verdict == "contradicts" and one.demanded


def test_the_places_within_a_place(tmp_path: Path) -> None:
    sheet = Sheet()
    parts = [sheet.printed("7", entity="east"), sheet.printed("6", entity="west")]
    total = sheet.printed("20")
    one = next(s for s in proposed(sheet, tmp_path).values() if s.relation.kind == "sum")
    assert terms(one) == {"total": [total], "part": parts}
    assert one.verdict.verdict == "contradicts" and not one.demanded, "another place may lie within it"


def test_one_question_answered_twice(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.printed("2,995", period="2021-12-31")
    sheet.printed("2,688", source=sheet.source("later-2023-05-22", "2023-05-22"))
    ((_, one),) = proposed(sheet, tmp_path).items()
    assert one.relation.kind == "sum" and one.verdict.verdict == "contradicts"


def test_a_figure_and_its_correction_are_one_answer(tmp_path: Path) -> None:
    sheet = Sheet()
    first = sheet.printed("5", correction_id=f"{SOURCE}.c01", preference="deprecated")
    evidence = next(row for row in sheet.tables["observations"] if row["observation_id"] == first)["value_evidence_id"]
    sheet.printed("6", correction_id=f"{SOURCE}.c01", basis="reconstructed", value_evidence_id=evidence)
    assert proposed(sheet, tmp_path) == {}


def test_many_answers_are_compared_at_their_ends(tmp_path: Path) -> None:
    sheet = Sheet()
    ids = [sheet.printed(str(n)) for n in range(20, 40)]
    ((_, one),) = proposed(sheet, tmp_path).items()
    assert terms(one) == {"total": [ids[-1]], "part": [ids[0]]}


@pytest.mark.parametrize(("period", "verdict"), [("2021", "holds"), ("2022", "contradicts")])
def test_the_data_of_a_list_end_before_its_report(tmp_path: Path, period: str, verdict: str) -> None:
    sheet = Sheet()
    sheet.add("rankings", ranking_id="top", title="Top", data_period=period)
    sheet.add("ranking_entries", entry_id=f"{SOURCE}.r01", ranking_id="top", entity_id="city", source_id=SOURCE)
    ((_, one),) = proposed(sheet, tmp_path).items()
    assert one.verdict.verdict == verdict


def test_sums_of_other_periods(tmp_path: Path) -> None:
    sheet = Sheet()
    for period in ("2016", "2017"):
        levels = [
            sheet.printed(f"{n} billion yuan", i, period=period)
            for n, i in (("14.68", "revenue"), ("8.65", "exports"), ("6.03", "imports"))
        ]
        if period == "2016":
            sheet.relation("trade", "sum", total=levels[0], part=levels[1:])  # type: ignore[arg-type]
    ((_, one),) = proposed(sheet, tmp_path).items()
    assert terms(one) == {"total": [levels[0]], "part": levels[1:]}


def test_registered_relations_are_not_suggested(tmp_path: Path) -> None:
    sheet = Sheet()
    part = sheet.printed("2,995", entity="east")
    share = sheet.printed("26 percent", "firms_share", entity="east", whole_entity_id="city")
    sheet.relation("own-name", "share", share=share, part=part, whole=sheet.derived("own-whole"))
    fresh, known = suggest(sheet.open(tmp_path))
    assert fresh == [] and known == 1


def test_pasted_rows_are_well_formed_and_come_out_as_they_say(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.printed("2,995", entity="east")
    sheet.printed("26 percent", "firms_share", entity="east", whole_entity_id="city")
    sheet.printed("5.9 billion yuan", "revenue", period="2017")
    sheet.printed("220 percent", "revenue_growth", period="2017", base_period="2016")
    for table, text in as_csv(suggest(sheet.open(tmp_path / "before"))[0]).items():
        for row in csv.DictReader(io.StringIO(text)):
            sheet.add(table, **row)
    found = sheet.engine(tmp_path / "after")
    assert len(found.relations) == 2 and all(v.as_expected for v in found.verdicts())
    assert suggest(found.pkg)[0] == []


def test_a_place_of_statements_in_other_units_is_left_alone(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.printed("12 hectares", "land", entity="east")
    sheet.printed("9 billion yuan", "land")
    assert proposed(sheet, tmp_path) == {}


def test_growth_at_constant_prices_is_not_held_against_levels(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.printed("5.9 billion yuan", "revenue", period="2017")
    sheet.printed("220 percent", "revenue_growth", period="2017", base_period="2016")
    for row in sheet.tables["indicators"]:
        if row["indicator_id"] == "revenue":
            row["growth_at"] = "constant_prices"
    assert proposed(sheet, tmp_path) == {}
