"""Every kind of relation: one that holds, one that contradicts, one that holds only when figures are rough, one that
holds only when they were cut off, one that cannot be decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from relation_package import SOURCE, Sheet

from reread.relations import explain

CASES: dict[str, dict[str, dict[str, object]]] = {
    "sum": {
        "holds": {"total": "14.68 billion yuan", "part": ["8.65 billion yuan", "6.03 billion yuan"]},
        "contradicts": {"total": "14.93 billion yuan", "part": ["8.65 billion yuan", "6.03 billion yuan"]},
        "holds_wide": {"total": "300 billion yuan", "part": ["124 billion yuan", "193 billion yuan"]},
        "holds_cut": {"total": "15 billion yuan", "part": ["8.9 billion yuan", "6.9 billion yuan"]},
        "undecidable": {"total": "over 10 billion yuan", "part": ["over 3 billion yuan", "over 4 billion yuan"]},
    },
    "share": {
        "holds": {"share": "26 percent", "part": "2,995", "whole": "11,503"},
        "contradicts": {"share": "26 percent", "part": "2,995", "whole": "9,001"},
        "holds_wide": {"share": "20 percent", "part": "230", "whole": "1,003"},
        "holds_cut": {"share": "55 percent", "part": "5", "whole": "9"},
        "undecidable": {"share": "26 percent", "part": "over 50", "whole": "over 100"},
    },
    "growth": {
        "holds": {"current": "5.9 billion yuan", "previous": "1.85 billion yuan", "growth": "220 percent"},
        "contradicts": {"current": "5.9 billion yuan", "previous": "2.5 billion yuan", "growth": "220 percent"},
        "holds_wide": {"current": "14.68 billion yuan", "previous": "6.75 billion yuan", "growth": "120 percent"},
        "holds_cut": {"current": "1.563 billion yuan", "previous": "1.003 billion yuan", "growth": "55 percent"},
        "undecidable": {"current": "over 5 billion yuan", "previous": "over 2 billion yuan", "growth": "20 percent"},
    },
    "ratio": {
        "holds": {"left": "12 million yuan", "right": "4", "rate": "3 million yuan"},
        "contradicts": {"left": "12 million yuan", "right": "5", "rate": "4 million yuan"},
        "holds_wide": {"left": "100 million yuan", "right": "35", "rate": "4.1 million yuan"},
        "holds_cut": {"left": "13 million yuan", "right": "4", "rate": "3.44 million yuan"},
        "undecidable": {"left": "over 12 million yuan", "right": "over 4", "rate": "3 million yuan"},
    },
    "conversion": {
        "holds": {
            "left": ["61 billion yuan", "300 billion yuan"],
            "right": ["9.22 billion US dollars", "45 billion US dollars"],
        },
        "contradicts": {
            "left": ["61 billion yuan", "301 billion yuan"],
            "right": ["9.22 billion US dollars", "50.1 billion US dollars"],
        },
        "holds_wide": {
            "left": ["61 billion yuan", "300 billion yuan"],
            "right": ["9.22 billion US dollars", "50 billion US dollars"],
        },
        "holds_cut": {
            "left": ["61 billion yuan", "20.2 billion yuan"],
            "right": ["9.22 billion US dollars", "3.01 billion US dollars"],
        },
        "undecidable": {"left": ["61 billion yuan"], "right": ["9.22 billion US dollars"]},
    },
    "order": {
        "holds": {"left": "5 billion yuan", "right": "9 billion yuan"},
        "contradicts": {"left": "9 billion yuan", "right": "5 billion yuan"},
        "holds_wide": {"left": "320.5 billion yuan", "right": "300 billion yuan"},
        "holds_cut": {"left": "5.86 billion yuan", "right": "5.8 billion yuan"},
        "undecidable": {"left": "5 billion yuan", "right": "over 4 billion yuan"},
    },
    "count": {
        "holds": {"total": "6", "part": [1] * 6},
        "contradicts": {"total": "5", "part": [1] * 6},
        "holds_wide": {"total": "10", "part": [1] * 8},
        "holds_cut": {"total": "2 hundred", "part": [1] * 260},
        # What is counted has a number: any total, open-ended or not, could differ from it.
    },
}
INDICATOR = {"percent": "revenue_growth", "yuan": "revenue", "dollars": "revenue"}


def build(sheet: Sheet, kind: str, roles: dict[str, object], expected: str) -> None:
    """The relation with its figures, as the only one."""

    def operand(words: str | int) -> str | int:
        if isinstance(words, int):
            return words
        unit = words.split()[-1]
        indicator = "firms_share" if unit == "percent" and kind == "share" else INDICATOR.get(unit, "firms")
        return sheet.printed(words, indicator)

    made = {}
    for role, given in roles.items():
        made[role] = [operand(words) for words in given] if isinstance(given, list) else operand(given)  # type: ignore[arg-type]
    sheet.relation("tested", kind, expected, **made)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "expected"), [(kind, verdict) for kind, cases in CASES.items() for verdict in cases])
def test_verdicts(tmp_path: Path, kind: str, expected: str) -> None:
    sheet = Sheet()
    build(sheet, kind, CASES[kind][expected], expected)
    found = sheet.engine(tmp_path)
    verdict = found.verdict("tested")
    assert verdict.verdict == expected, explain(verdict, found)
    assert verdict.as_expected
    assert verdict.sides[-1].meets == (expected != "contradicts")
    assert explain(verdict, found).endswith(".")


def test_an_open_end_still_contradicts(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.relation("tested", "order", left=sheet.printed("over 60"), right=sheet.printed("50"))
    assert sheet.verdict(tmp_path, "tested").verdict == "contradicts"


def test_an_open_end_still_tests(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.relation("tested", "order", left=sheet.printed("over 60"), right=sheet.printed("75"))
    assert sheet.verdict(tmp_path, "tested").verdict == "holds"


def test_given_rate_of_a_conversion(tmp_path: Path) -> None:
    sheet = Sheet()
    roles = {"left": [sheet.printed("61 billion yuan", "revenue")], "rate": sheet.printed("6.63 yuan", "revenue")}
    sheet.relation("tested", "conversion", right=[sheet.printed("9.22 billion US dollars", "revenue")], **roles)
    assert sheet.verdict(tmp_path, "tested").verdict == "holds"


def test_units_of_one_kind_are_brought_to_one_scale(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.relation(
        "same", "sum", total=sheet.printed("37 hectares", "land"), part=sheet.printed("370,000 square meters", "land")
    )
    more = sheet.printed("390,000 square meters", "land")
    sheet.relation("more", "sum", "contradicts", total=sheet.printed("37 hectares", "land"), part=more)
    found = sheet.engine(tmp_path)
    assert [v.verdict for v in found.verdicts()] == ["contradicts", "holds"]
    text = explain(found.verdict("more"), found)
    assert "365,000 to 375,000 m2, but" in text and "10,000 m2 apart" in text


def test_days_are_put_in_order(tmp_path: Path) -> None:
    sheet = Sheet()
    early, late = sheet.printed("5", period="2021"), sheet.printed("5", period="2022")
    sheet.relation("data-then-report", "order", left=(early, "period_end"), right=SOURCE)
    sheet.relation("report-then-data", "order", "contradicts", left=(late, "period_end"), right=SOURCE)
    found = sheet.engine(tmp_path)
    assert [v.verdict for v in found.verdicts()] == ["holds", "contradicts"]
    assert "2022-12-31" in explain(found.verdict("report-then-data"), found)
    assert "184 days apart" not in explain(found.verdict("data-then-report"), found)
    assert "after the second, 184 days apart" in explain(found.verdict("report-then-data"), found)


def test_places_and_sizes_of_lists(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.add("rankings", ranking_id="top-20", title="Top 20", size="20", data_period="2021", released_on="2022-06")
    for number, rank in enumerate(("7", "21"), 1):
        entry = f"{SOURCE}.r{number:02}"
        sheet.add("ranking_entries", entry_id=entry, ranking_id="top-20", entity_id="city", rank=rank, source_id=SOURCE)
    sheet.relation("seventh", "order", left=f"{SOURCE}.r01", right="top-20")
    sheet.relation("twenty-first", "order", "contradicts", left=f"{SOURCE}.r02", right="top-20")
    sheet.relation("data", "order", left=("top-20", "period_end"), right=("top-20", "published"))
    sheet.relation("list-of-two", "count", total=2, part=[f"{SOURCE}.r01", f"{SOURCE}.r02"])
    found = sheet.engine(tmp_path)
    assert {v.relation_id: v.verdict for v in found.verdicts()} == {
        "seventh": "holds",
        "twenty-first": "contradicts",
        "data": "holds",
        "list-of-two": "holds",
    }
    assert "place of City on the list Top 20 is 21" in explain(found.verdict("twenty-first"), found)


def test_corrected_figures_are_read_from_the_correction(tmp_path: Path) -> None:
    sheet = Sheet()
    correction = f"{SOURCE}.c01"
    sheet.add("corrections", correction_id=correction, as_printed="2022 billion", read_as="nine", status="accepted")
    whole = sheet.printed("9", basis="reconstructed", correction_id=correction)
    part, share = sheet.printed("five"), sheet.printed("55 percent", "firms_share")
    sheet.relation("tested", "share", "holds_cut", share=share, part=part, whole=whole)
    assert sheet.verdict(tmp_path, "tested").verdict == "holds_cut"


def test_numbers_that_no_printed_words_give_keep_their_bounds(tmp_path: Path) -> None:
    sheet = Sheet()
    total = sheet.printed("15 billion yuan", "revenue", value="16000000000", lower="15500000000", upper="16500000000")
    parts = [sheet.printed("8.9 billion yuan", "revenue"), sheet.printed("5.8 billion yuan", "revenue")]
    sheet.relation("tested", "sum", "contradicts", total=total, part=parts)
    assert sheet.verdict(tmp_path, "tested").verdict == "contradicts"


def test_the_numbers_that_decide(tmp_path: Path) -> None:
    sheet = Sheet()
    build(sheet, "growth", CASES["growth"]["holds_wide"], "holds_wide")
    found = sheet.engine(tmp_path)
    verdict = found.verdict("tested")
    assert [side.convention for side in verdict.sides] == ["printed", "wide"]
    first = verdict.sides[0]
    assert round(float(first.apart), 1) == 1.8
    text = explain(verdict, found)
    assert "119.5 to 120.5 percent, but the other figures give 117.25 to 117.72 percent" in text
    assert "115 to 125 percent" in text and "they agree" in text


def test_no_whole_number(tmp_path: Path) -> None:
    sheet = Sheet()
    whole = sheet.derived("city-firms-2021")
    share, part = sheet.printed("55 percent", "firms_share"), sheet.printed("5")
    sheet.relation("tested", "share", "holds_cut", share=share, part=part, whole=whole)
    found = sheet.engine(tmp_path)
    verdict = found.verdict("tested")
    assert verdict.verdict == "holds_cut" and verdict.under == "cut"
    text = explain(verdict, found)
    assert "9.01 to 9.17" in text and "there is no whole number among these" in text
    assert "give 9 for firms of City, 2021" in text


def test_two_whole_numbers_are_tried_together(tmp_path: Path) -> None:
    """3 or 4 of 6 to 7 are 42.9, 50, 57.1 or 66.7 percent, never 53, though 53 lies between them."""
    sheet = Sheet()
    part, whole = sheet.printed("3", lower="3", upper="4"), sheet.printed("6", lower="6", upper="7")
    sheet.relation(
        "tested", "share", "contradicts", share=sheet.printed("53 percent", "firms_share"), part=part, whole=whole
    )
    assert sheet.verdict(tmp_path, "tested").verdict == "contradicts"


def test_an_open_end_beyond_the_other_settles_it(tmp_path: Path) -> None:
    """366.85 billion is below "over 400 billion", whatever that is; "over 300 billion" would leave it open."""
    sheet = Sheet()
    left = sheet.printed("366.85 billion yuan", "revenue")
    sheet.relation("settled", "order", left=left, right=sheet.printed("over 400 billion yuan", "revenue"))
    sheet.relation("open", "order", "undecidable", left=left, right=sheet.printed("over 300 billion yuan", "revenue"))
    assert {v.relation_id: v.verdict for v in sheet.engine(tmp_path).verdicts()} == {
        "open": "undecidable",
        "settled": "holds",
    }
