"""How statements stand: who is confirmed, contradicted or disputed by what."""

from __future__ import annotations

from pathlib import Path

from relation_package import Sheet

from reread.relations.standing import standings


def stand(sheet: Sheet, folder: Path) -> dict[str, str]:
    """Verdicts by statement."""
    pkg = sheet.open(folder)
    return {key: standing.verdict for key, standing in standings(pkg).items()}


def total(sheet: Sheet, whole: str, expected: str = "holds", **cells: str) -> list[str]:
    """A sum of two parts; the ids of total and parts."""
    ids = [sheet.printed(words, period=f"20{number:02}") for number, words in enumerate((whole, "7", "6"))]
    sheet.relation("sum", "sum", expected, total=ids[0], part=[*ids[1:]])
    sheet.tables["relations"][-1].update(cells)
    return ids


def test_a_sum_that_holds_confirms_its_terms(tmp_path: Path) -> None:
    sheet = Sheet()
    total(sheet, "13")
    assert set(stand(sheet, tmp_path).values()) == {"confirmed"}


def test_a_sum_that_fails_disputes_its_terms_or_blames_one(tmp_path: Path) -> None:
    disputed, blaming, refuted = Sheet(), Sheet(), Sheet()
    total(disputed, "14", "contradicts")
    assert set(stand(disputed, tmp_path / "a").values()) == {"disputed"}
    ids = total(blaming, "14", "contradicts")
    blaming.tables["relations"][-1]["blames"] = ids[1]
    assert stand(blaming, tmp_path / "b") == {ids[0]: "untested", ids[1]: "contradicted", ids[2]: "untested"}
    total(refuted, "14", "contradicts", purpose="refuted_reading")
    assert set(stand(refuted, tmp_path / "c").values()) == {"untested"}


def test_orders_confirm_nothing_and_can_dispute(tmp_path: Path) -> None:
    for number, (limit, verdict) in enumerate((("9", "untested"), ("5", "disputed"))):
        sheet = Sheet()
        expected = "holds" if verdict == "untested" else "contradicts"
        left, right = sheet.printed("7", period="2020"), sheet.printed(limit)
        sheet.relation("within", "order", expected, left=left, right=right)
        assert stand(sheet, tmp_path / str(number)) == {left: verdict, right: verdict}


def test_untestable_relations_have_no_say(tmp_path: Path) -> None:
    sheet = Sheet()
    roles = {"share": sheet.printed("26 percent", "firms_share"), "part": sheet.printed("2,995")}
    sheet.relation("share", "share", "untestable", whole=sheet.derived("all-firms"), **roles)
    pkg = sheet.open(tmp_path)
    assert {(one.verdict, len(one.tested)) for one in standings(pkg).values()} == {("untested", 0)}


def test_verdicts_reach_through_what_nobody_printed(tmp_path: Path) -> None:
    sheet = Sheet()
    whole = sheet.derived("all-firms")
    first = {"share": sheet.printed("26 percent", "firms_share"), "part": sheet.printed("2,995", entity="east")}
    sheet.relation("first", "share", "untestable", whole=whole, **first)
    other = sheet.printed("9,000", period="2019")
    sheet.relation("second", "sum", "contradicts", total=whole, part=[other])
    assert set(stand(sheet, tmp_path).values()) == {"disputed"}


def test_parts_that_are_counted_are_not_judged(tmp_path: Path) -> None:
    sheet = Sheet()
    parts = [sheet.printed("7", period="2019"), sheet.printed("6", period="2020")]
    number = sheet.printed("2", period="2021")
    sheet.relation("counted", "count", total=number, part=[*parts])
    assert stand(sheet, tmp_path) == {parts[0]: "untested", parts[1]: "untested", number: "confirmed"}


def test_bounds_loosened_for_a_relation_are_met_by_it(tmp_path: Path) -> None:
    for number, (convention, verdict) in enumerate((("wide", "confirmed"), ("printed", "disputed"))):
        sheet = Sheet()
        level, before = sheet.printed("14.68 billion yuan", "revenue"), sheet.printed("6.75 billion yuan", "revenue")
        cells = {"convention": convention}
        if convention == "wide":
            cells |= {"convention_relation_id": "growth", "lower": "115", "upper": "125"}
        rate = sheet.printed("120 percent", "revenue_growth", **cells)
        sheet.relation("growth", "growth", "holds_wide", current=level, previous=before, growth=rate)
        assert stand(sheet, tmp_path / str(number))[rate] == verdict


def test_one_figure_of_one_writer_is_no_witness_for_itself(tmp_path: Path) -> None:
    sheet = Sheet()
    one, other = sheet.printed("7"), sheet.printed("7", period="2021-12-31")
    sheet.relation("twice", "sum", total=one, part=[other])
    assert set(stand(sheet, tmp_path / "a").values()) == {"untested"}
    sheet.source("later", "2023-01-01")
    sheet.tables["sources"][-1]["publisher_id"] = "somebody-else"
    sheet.tables["observations"][-1]["source_id"] = "later"
    assert set(stand(sheet, tmp_path / "b").values()) == {"confirmed"}


def test_independent_answers_that_agree_confirm_each_other(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.source("later", "2023-01-01")
    sheet.tables["sources"][-1]["publisher_id"] = "somebody-else"
    one, other = sheet.printed("7"), sheet.printed("about 7", source="later")
    assert stand(sheet, tmp_path) == {one: "confirmed", other: "confirmed"}
