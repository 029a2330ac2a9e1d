"""The rules V316 to V318 and V401: corrections, codes, registered words, and the figures that nothing may pass over."""

from __future__ import annotations

from pathlib import Path

import planting
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planting import plants
from statement_package import PATH, SOURCE, TEXT, Built, build, expect, findings, places

from reread.rules.registers import numerals

SLIP = f"{SOURCE}.c01"
O5 = f"{SOURCE}.o05"


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


@plants("V316")
def test_scramble_with_other_numerals(built: Built) -> None:
    built.edit("corrections", SLIP, "read_as", "exceed 71 billion yuan in 2023")
    found = [f for f in findings(built) if f.code == "V316"]
    assert [(f.file, f.line, f.column, f.key) for f in found] == [("data/corrections.csv", 2, "read_as", SLIP)]


@plants("V316")
def test_wrong_count_with_two_other_numerals(built: Built) -> None:
    built.edit("corrections", SLIP, "kind", "wrong_count")
    assert ("V316", "data/corrections.csv", 2, "read_as") in places(built)


@plants("V316")
def test_correction_that_corrects_nothing(built: Built) -> None:
    built.edit("corrections", SLIP, "read_as", "Exceed 2023 billion yuan in 70")
    assert ("V316", "data/corrections.csv", 2, "read_as") in places(built)


@plants("V316")
@pytest.mark.parametrize("status", ["proposed", "disputed"])
def test_value_on_a_correction_that_is_not_accepted(built: Built, status: str) -> None:
    built.edit("corrections", SLIP, "status", status)
    expect(built, "corrections", SLIP, ("V316", "status"))


@plants("V316")
def test_statement_in_corrected_words_that_cites_nothing(built: Built) -> None:
    built.edit("observations", O5, "correction_id", "")
    assert ("V316", "data/observations.csv", built.row("observations", O5).line, "correction_id") in places(built)


@plants("V316")
@pytest.mark.parametrize("kind", ["wrong_subject", "number_scramble"])
def test_printed_value_in_corrected_words_that_cites_nothing(built: Built, kind: str) -> None:
    for column, value in (
        ("kind", kind),
        ("evidence_id", "@24"),
        ("as_printed", "24 percent"),
        ("read_as", "42 percent"),
    ):
        built.edit("corrections", SLIP, column, value)
    cited = {(f.key, f.column) for f in findings(built) if f.code == "V316"}
    assert (f"{SOURCE}.o02", "correction_id") in cited


@plants("V316")
def test_correction_of_a_text_that_is_not_archived(built: Built) -> None:
    built.edit("corrections", SLIP, "evidence_id", "@passage")
    assert ("V316", "data/corrections.csv", 2, "evidence_id") in places(built)


@plants("V316")
def test_ranking_that_cites_a_correction_of_other_words(built: Built) -> None:
    built.edit("rankings", "smart-2021", "correction_id", SLIP)
    assert ("V316", "data/rankings.csv", built.row("rankings", "smart-2021").line, "correction_id") in places(built)


@plants("V316")
def test_correction_of_a_number_that_nothing_cites(built: Built) -> None:
    built.add("corrections", correction_id=f"{SOURCE}.c02", evidence_id="@vision", as_printed="2035", read_as="2036",
              kind="wrong_count", rationale="The plan ends a year later.", confidence="low",
              status="proposed")  # fmt: skip
    found = [f for f in findings(built) if f.code == "V316"]
    assert [(f.key, f.column) for f in found] == [(f"{SOURCE}.c02", "correction_id")]
    built.edit("corrections", f"{SOURCE}.c02", "note", "No statement is read from a plan's name.")
    assert "V316" not in {f.code for f in findings(built)}


@pytest.mark.parametrize(("read_as", "fits"), [("27 June 2023", True), ("28 June 2023", False), ("6/27", False)])
def test_month_may_hide_a_numeral(built: Built, read_as: str, fits: bool) -> None:
    built.add("corrections", correction_id=f"{SOURCE}.c02", evidence_id="@release", as_printed="27 2023 6",
              note="None.", read_as=read_as, kind="number_scramble", rationale="The translation moved the numerals.",
              confidence="low", status="proposed")  # fmt: skip
    assert ((f"{SOURCE}.c02", "read_as") in {(f.key, f.column) for f in findings(built)}) is not fits


@given(
    st.lists(st.integers(min_value=1, max_value=10**9), max_size=6).flatmap(
        lambda n: st.tuples(st.just(n), st.permutations(n))
    )
)
def test_numerals_do_not_depend_on_their_order(both: tuple[list[int], list[int]]) -> None:
    numbers, shuffled = both
    one, other = (" and ".join(f"{n:,}" for n in some) for some in (numbers, shuffled))
    assert numerals(one) == numerals(other)
    assert numerals(one).total() == len(numbers)


@plants("V318")
@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("entity_names", "dongcheng|Haibei's Dongcheng district|en", "name", "Dongcheng area"),
        ("entity_names", "dongcheng|Haibei's Dongcheng district|en", "name", "ongcheng district"),
    ],
)
def test_form_that_nobody_printed(built: Built, table: str, key: str, column: str, value: str) -> None:
    line = built.row(table, key).line
    built.edit(table, key, column, value)
    assert places(built) == {("V318", f"data/{table}.csv", line, column)}


@plants("V318")
def test_term_and_phrase_that_nobody_printed(built: Built) -> None:
    built.add("indicator_terms", indicator_id="sales", term="turnover", language="en")
    built.add("phrases", part="who", phrase="this county", language="en", denotes="county")
    assert {f.column for f in findings(built) if f.code == "V318"} == {"term", "phrase"}


def test_form_in_a_language_without_an_archived_text(built: Built) -> None:
    built.add("entity_names", entity_id="atlas", name="阿特拉斯研究所", language="zh-Hans", kind="alias")
    assert findings(built) == []


@plants("V401")
@pytest.mark.parametrize(
    ("words", "numeral", "line"),
    [("Seventeen shops closed.", "Seventeen", 16), ("It has 17 shops.", "17", 16), ("It is the third.", "third", 16)],
)
def test_figure_without_evidence(tmp_path: Path, words: str, numeral: str, line: int) -> None:
    built = build(tmp_path, TEXT + words + "\n")
    (found,) = [f for f in findings(built) if f.code == "V401"]
    assert (found.file, found.line) == (PATH, line)
    assert found.found.startswith(f'"{numeral}"') and f"column {words.index(numeral) + 1}," in found.found
    assert words in found.found


@plants("V401")
def test_figure_under_a_correction_alone(built: Built) -> None:
    """Characters that only a correction names are not read by anything."""
    built.drop("observations", O5)
    assert "V401" in {f.code for f in findings(built)}


def test_summary_counts_figures(built: Built) -> None:
    facts = planting.report(built.root, "V").facts
    assert facts["statements read again"] == 12
    assert facts["figures found"] == facts["figures used"] + facts["figures set aside"]  # type: ignore[operator]
    assert str(facts["figures found"]) in str(facts[f"figures in {SOURCE}"])


@plants("V401")
def test_language_without_a_grammar(built: Built) -> None:
    built.edit("sources", SOURCE, "language", "fr")
    found = [f for f in findings(built) if f.code == "V401"]
    assert [(f.file, f.column) for f in found] == [("data/sources.csv", "language")]
