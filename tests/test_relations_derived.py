"""Quantities that nobody printed: bounds from chains of relations, under which convention, and how they are written."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relation_package import Sheet

from reread.relations import Engine
from reread.relations.derive import computed, rows
from reread.relations.intervals import Interval


def share(sheet: Sheet, part: str, percent: str, whole: str, expected: str = "holds", name: str = "share") -> str:
    """A share of an unprinted whole."""
    roles = {"share": sheet.printed(percent, "firms_share"), "part": sheet.printed(part), "whole": whole}
    return sheet.relation(name, "share", expected, **roles)


def test_the_whole_behind_a_share(tmp_path: Path) -> None:
    sheet = Sheet()
    share(sheet, "2,995", "26 percent", sheet.derived("all-firms"))
    cells = computed("all-firms", sheet.engine(tmp_path)).cells()
    assert cells == {
        "coverage": "whole",
        "convention": "printed",
        "lower": "11302",
        "upper": "11745",
        "formula": "100 * paper-2022-06-30.o02 / paper-2022-06-30.o01",
        "inputs": "share",
    }


@pytest.mark.parametrize(
    ("part", "percent", "expected", "bounds", "convention"),
    [("4", "80 percent", "holds", ("5", "5"), "printed"), ("5", "55 percent", "holds_cut", ("9", "9"), "cut")],
)
def test_whole_number_solutions(
    tmp_path: Path, part: str, percent: str, expected: str, bounds: tuple[str, str], convention: str
) -> None:
    sheet = Sheet()
    share(sheet, part, percent, sheet.derived("all-firms"), expected)
    found = sheet.engine(tmp_path)
    assert found.verdict("share").verdict == expected
    cells = computed("all-firms", found).cells()
    assert (cells["lower"], cells["upper"]) == bounds and cells["convention"] == convention


def test_last_years_level_behind_growth(tmp_path: Path) -> None:
    sheet = Sheet()
    level, percent = sheet.printed("5.9 billion yuan", "revenue"), sheet.printed("220 percent", "revenue_growth")
    sheet.relation(
        "growth", "growth", current=level, growth=percent, previous=sheet.derived("before", "revenue", period="2020")
    )
    found = computed("before", sheet.engine(tmp_path))
    assert found.interval == Interval(
        Fraction(5850000000) / Fraction("3.205"), Fraction(5950000000) / Fraction("3.195")
    )
    assert (found.cells()["lower"], found.cells()["upper"]) == ("1825200000", "1862300000")


def trade(sheet: Sheet, total_growth: str, expected: str) -> None:
    """Exports and imports with their growth rates, and the growth rate of their total."""
    level, before = {}, {}
    for name, words, percent in (("exports", "8.65", "150"), ("imports", "6.03", "83.2")):
        level[name] = sheet.printed(f"{words} billion yuan", name)
        before[name] = sheet.derived(f"{name}-2020", name, period="2020")
        rate = sheet.printed(f"{percent} percent", f"{name}_growth")
        sheet.relation(f"growth-{name}", "growth", current=level[name], growth=rate, previous=before[name])
    whole = sheet.derived("total-2020", "revenue", period="2020")
    sheet.relation("sum-2020", "sum", total=whole, part=[before["exports"], before["imports"]])
    total, rate = sheet.printed("14.68 billion yuan", "revenue"), sheet.printed(total_growth, "revenue_growth")
    sheet.relation("growth-total", "growth", expected, current=total, growth=rate, previous=whole)


def test_bounds_travel_through_chains(tmp_path: Path) -> None:
    sheet = Sheet()
    trade(sheet, "120 percent", "holds_wide")
    found = sheet.engine(tmp_path)
    assert found.verdict("growth-total").verdict == "holds_wide"
    cells = {name: computed(name, found).cells() for name in ("exports-2020", "imports-2020", "total-2020")}
    assert {row["convention"] for row in cells.values()} == {"wide"}  # the one under which all of them hold
    assert cells["total-2020"]["inputs"] == "sum-2020"
    assert (cells["exports-2020"]["lower"], cells["exports-2020"]["upper"]) == ("3390000000", "3533000000")
    assert found.beside(found.relations["growth-total"]) == ["growth-exports", "growth-imports", "sum-2020"]


def test_a_relation_that_is_not_expected_to_hold_never_narrows(tmp_path: Path) -> None:
    sheets = [Sheet(), Sheet()]
    trade(sheets[0], "300 percent", "contradicts")
    trade(sheets[1], "500 percent", "contradicts")
    found = [sheet.engine(tmp_path / str(n)) for n, sheet in enumerate(sheets)]
    for name in ("exports-2020", "imports-2020", "total-2020"):
        assert computed(name, found[0]).interval == computed(name, found[1]).interval
    assert computed("total-2020", found[0]).inputs == ("sum-2020",)


def test_a_refuted_reading_never_narrows(tmp_path: Path) -> None:
    sheet = Sheet()
    whole = sheet.derived("all-firms")
    share(sheet, "2,995", "26 percent", whole, name="right")
    share(sheet, "2,995", "25.9 percent", whole, name="wrong")
    sheet.tables["relations"][-1]["purpose"] = "refuted_reading"
    found = sheet.engine(tmp_path)
    assert computed("all-firms", found).inputs == ("right",)
    assert found.verdict("right").verdict == "untestable"


def test_bounds_loosened_for_a_relation_are_not_what_it_is_judged_by(tmp_path: Path) -> None:
    sheet = Sheet()
    level, before = sheet.printed("14.68 billion yuan", "revenue"), sheet.printed("6.75 billion yuan", "revenue")
    loose = {"convention": "wide", "convention_relation_id": "growth", "lower": "115", "upper": "125"}
    rate = sheet.printed("120 percent", "revenue_growth", **loose)
    sheet.relation("growth", "growth", "holds_wide", current=level, previous=before, growth=rate)
    assert sheet.verdict(tmp_path, "growth").verdict == "holds_wide"


def test_what_comes_from_a_part_of_a_year_is_of_a_part_of_a_year(tmp_path: Path) -> None:
    sheet = Sheet()
    level = sheet.printed("5.9 billion yuan", "revenue", coverage="to_date")
    rate = sheet.printed("220 percent", "revenue_growth", coverage="to_date")
    before = sheet.derived("before", "revenue", period="2020")
    sheet.relation("growth", "growth", current=level, growth=rate, previous=before)
    assert computed("before", sheet.engine(tmp_path)).cells()["coverage"] == "to_date"


def test_a_relation_between_two_that_nobody_printed_tests_nothing(tmp_path: Path) -> None:
    """73 added are 61 percent more: whatever there was before, some number fits."""
    sheet = Sheet()
    before, after = sheet.derived("before", period="2020"), sheet.derived("after")
    rate = sheet.printed("61 percent", "revenue_growth")
    sheet.relation("rise", "growth", current=after, previous=before, growth=rate)
    sheet.relation("sum", "sum", total=after, part=[before, sheet.printed("73")])
    assert set(sheet.engine(tmp_path / "a").outcomes().values()) == {"untestable"}
    sheet.relation("limit", "order", left=after, right=sheet.printed("200"))
    assert set(sheet.engine(tmp_path / "b").outcomes().values()) == {"holds"}


def test_a_number_of_things_that_might_not_have_come_out_whole_is_a_test(tmp_path: Path) -> None:
    for number, (percent, verdict) in enumerate((("80 percent", "holds"), ("26 percent", "untestable"))):
        sheet = Sheet()
        share(sheet, "4" if verdict == "holds" else "2,995", percent, sheet.derived("all-firms"))
        assert sheet.verdict(tmp_path / str(number), "share").verdict == verdict


def test_the_later_of_two_that_contradict_each_other_is_named(tmp_path: Path) -> None:
    sheet = Sheet()
    whole = sheet.derived("all-firms")
    share(sheet, "2,995", "26 percent", whole, name="first")
    share(sheet, "2,995", "33 percent", whole, name="second")
    found = sheet.engine(tmp_path)
    assert [found.verdict(key).verdict for key in ("first", "second")] == ["untestable", "contradicts"]
    assert found.beside(found.relations["second"]) == ["first"]
    assert computed("all-firms", found).inputs == ("first",)


def test_two_shares_narrow_each_other(tmp_path: Path) -> None:
    sheet = Sheet()
    whole = sheet.derived("all-firms")
    share(sheet, "2,995", "26 percent", whole, name="first")
    share(sheet, "115", "1.0 percent", whole, name="second")
    found = sheet.engine(tmp_path)
    assert computed("all-firms", found).interval == Interval(Fraction(11302), Fraction(11745))
    share(sheet, "116", "1.000 percent", whole, name="third")
    third = sheet.engine(tmp_path)
    assert computed("all-firms", third).interval == Interval(Fraction(11595), Fraction(11605))
    assert computed("all-firms", third).inputs == ("third",)


def test_endless_small_steps_come_to_an_end(tmp_path: Path) -> None:
    """Each of two quantities is 99 percent of the other: only zero fits, and no bound gets there by steps."""
    sheet = Sheet()
    one, other = sheet.derived("one", "revenue"), sheet.derived("other", "exports")
    limit = sheet.printed("5 billion yuan", "revenue")
    sheet.relation("a-limit", "order", left=one, right=limit)
    for name, part, whole in (("b", one, other), ("c", other, one)):
        percent = sheet.printed("99.0 percent", "firms_share")
        sheet.relation(name, "share", share=percent, part=part, whole=whole)
    found = sheet.engine(tmp_path)
    domain = computed("one", found).interval
    assert domain is not None and 0 in domain and domain.upper is not None and domain.upper < 5_500_000_000


def test_unbounded_quantities_have_empty_cells(tmp_path: Path) -> None:
    sheet = Sheet()
    whole = sheet.derived("all-firms")
    share(sheet, "2,995", "over 1 percent", whole, expected="contradicts")
    cells = computed("all-firms", sheet.engine(tmp_path)).cells()
    assert cells.pop("coverage") == "whole" and set(cells.values()) == {""}


def test_open_ends_stay_open(tmp_path: Path) -> None:
    sheet = Sheet()
    share(sheet, "over 300", "26 percent", sheet.derived("all-firms"))
    cells = computed("all-firms", sheet.engine(tmp_path)).cells()
    assert (cells["lower"], cells["upper"]) == ("1133", "")


def test_rows_keep_what_is_written_by_hand(tmp_path: Path) -> None:
    sheet = Sheet()
    share(sheet, "4", "80 percent", sheet.derived("all-firms", note="by hand", lower="77"))
    (row,) = rows(sheet.engine(tmp_path))
    assert row["note"] == "by hand" and row["lower"] == row["upper"] == "5" and row["entity_id"] == "city"


def test_derived_quantities_in_other_units(tmp_path: Path) -> None:
    sheet = Sheet()
    parts = [sheet.printed("37 hectares", "land"), sheet.printed("10,000 square meters", "land")]
    sheet.relation("sum", "sum", total=sheet.derived("all-land", "land", unit_id="hectare"), part=parts)
    assert computed("all-land", sheet.engine(tmp_path)).interval == Interval(Fraction(37), Fraction(39))


@pytest.mark.parametrize(
    ("kind", "own", "formula"),
    [
        ("share", "share", "100 * {part} / {whole}"),
        ("share", "part", "{share} * {whole} / 100"),
        ("growth", "current", "{previous} * (1 + {growth} / 100)"),
        ("growth", "growth", "100 * ({current} / {previous} - 1)"),
        ("ratio", "rate", "{left} / {right}"),
        ("sum", "part", "{total}"),
        ("order", "left", "at most {right}"),
        ("conversion", "left", "{right} * ({rate})"),
        ("conversion", "rate", "{left} / {right}"),
    ],
)
def test_formulas(tmp_path: Path, kind: str, own: str, formula: str) -> None:
    roles = {
        "share": ["share", "part", "whole"],
        "growth": ["current", "previous", "growth"],
        "ratio": ["left", "right", "rate"],
        "sum": ["total", "part"],
        "order": ["left", "right"],
        "conversion": ["left", "right", "rate"],
    }[kind]
    sheet = Sheet()
    units = {"share": ("30 percent", "firms_share"), "growth": ("30 percent", "revenue_growth")}
    made = {}
    for role in roles:
        words, indicator = units.get(role, ("5 billion yuan", "revenue"))
        made[role] = sheet.derived("new", indicator) if role == own else sheet.printed(words, indicator)
    sheet.relation("tested", kind, **made)
    assert computed("new", sheet.engine(tmp_path)).formula == formula.format(**made)


@given(
    part=st.integers(1, 400),
    whole=st.integers(1, 400),
    places=st.integers(0, 2),
)
def test_the_true_whole_is_always_within_the_bounds(
    tmp_path_factory: pytest.TempPathFactory, part: int, whole: int, places: int
) -> None:
    part = min(part, whole)
    percent = round(Fraction(100 * part, whole), places)
    words = f"{float(percent):.{places}f} percent" if places else f"{int(percent)} percent"
    sheet = Sheet()
    printed = sheet.printed(words, "firms_share")
    sheet.relation("share", "share", share=printed, part=part, whole=sheet.derived("all-firms"))
    found: Engine = sheet.engine(tmp_path_factory.mktemp("true"))
    if int(100 * percent) == 0:
        return
    assert found.verdict("share").verdict in ("holds", "untestable")
    interval = computed("all-firms", found).interval
    assert interval is not None and whole in interval


def test_what_others_say_about_a_printed_figure(tmp_path: Path) -> None:
    sheet = Sheet()
    parts = [sheet.printed("7"), sheet.printed("6")]
    sheet.relation("sum", "sum", total=sheet.printed("20"), part=[*parts, sheet.printed("7")])
    sheet.relation("within", "order", left=parts[0], right=sheet.printed("9"))
    sheet.relation("counted", "count", total=2, part=parts)
    found = sheet.engine(tmp_path)
    bounds = found.bounds_on(parts[0])
    assert {b.relation_id: str(b.interval) for b in bounds} == {"sum": "[7, 7]", "within": "[0, 9]"}
    assert [relation.id for relation in found.about(parts[0])] == ["counted", "sum", "within"]
