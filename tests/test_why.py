"""`cnii why`: the sentence, its parts, the reading and its bounds, for every id of the package."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import planting
import pytest
from core import core
from hypothesis import given
from hypothesis import strategies as st

import cn_industrial_internet as cnii
from cn_industrial_internet.cli import main
from reread.console import cell_len, wrapped
from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.package.part import Part
from reread.package.table import Table
from reread.reading.figures import read_figure
from reread.rules.how_much import plain
from reread.statements.view import STATEMENT_TABLES
from reread.why import KINDS, UnknownId, Why, why
from reread.why import text as why_text
from reread.why.model import Mark, Passage
from reread.why.words import grouped, meaning, range_words, reading_of_rank

SHARE = "thnet-2022-09-23.o05"
_SGR = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package(core())


@pytest.fixture(scope="module")
def everything(package: Package) -> list[Why]:
    return [why(row.key, package) for name in KINDS for row in package.table(name).rows]


def test_no_part_of_a_sound_package_is_said_to_read_otherwise() -> None:
    whole = open_package(core(whole_sources=True))
    statements = [row for name in STATEMENT_TABLES for row in whole.table(name).rows]
    tabulated = [row for row in statements if row.get("precision") == "tabulated"]
    assert len(tabulated) > 100
    told = [why(row.key, whole) for row in [*tabulated, *(row for row in statements if row not in tabulated)]]
    assert [(one.key, part.role) for one in told for part in one.parts if part.reads is False] == []


def test_a_share_shows_all_its_parts(package: Package) -> None:
    found = why(SHARE, package)
    assert found.summary == "Tianhe District: share of high-tech enterprises of Guangzhou, 2021-12-31: 26 percent"
    parts = {part.role: part for part in found.parts}
    assert list(parts) == ["who", "what", "when", "how much", "whole"]
    assert parts["who"].quote == "the district"
    assert parts["who"].chain[0].quote == "Tianhe district"
    assert parts["what"].chain[0].quote == "high-tech enterprises"
    assert (parts["when"].quote, parts["when"].value) == ("the end of 2021", "2021-12-31")
    assert parts["whole"].value == "guangzhou"
    assert all(part.reads for part in found.parts)
    assert found.reading is not None
    assert (found.reading.amount, found.reading.qualifier) == ("26 percent", "rounded")
    assert [(r.convention, r.lower, r.upper, r.upper_open) for r in found.reading.ranges] == [
        ("printed", "25.5", "26.5", False),
        ("wide", "25.5", "26.5", False),
        ("cut", "26", "27", True),
    ]
    assert found.source is not None
    assert found.source.publisher == "Tianhe District People's Government"


def test_the_statement_s_own_sentence_comes_first(package: Package) -> None:
    first, *others = why(SHARE, package).passages
    assert first.text.startswith("The number of high-tech enterprises in the district totaled 2,995")
    assert {mark.role for mark in first.marks} == {"who", "what", "when", "how much", "whole"}
    assert [passage.text.split()[0] for passage in others] == ["Tianhe", "In"]


def test_plain_text_names_the_roles_and_what_references_mean(package: Package) -> None:
    text = " ".join(str(why(SHARE, package)).split())
    assert "[who: the district -> Tianhe district] totaled" in text
    assert "[what: which was -> high-tech enterprises] [how much: 26 percent] of [whole: the city -> Guangzhou]" in text
    assert "25.5 to 26.5 (rounded: half a unit of the last printed digit either side)" in text
    assert "\x1b" not in text


def test_a_reconstructed_value_shows_its_correction_and_its_rival(package: Package) -> None:
    found = why("rednet-2022-07-27.o02", package)
    assert found.reading is not None and found.reading.corrected and found.reading.words == "6 provinces"
    assert found.corrections[0].read_as == "6 provinces"
    assert found.corrections[0].support[0].quote == "7"
    assert [(other.id, other.preference) for other in found.others] == [("rednet-2022-07-27.o01", "deprecated")]
    text = str(found)
    assert "[corrected: [how much: 5] " in " ".join(text.split())
    assert "how sure    high; accepted; wrong count" in text
    assert "Contradicted by the provinces" in text


def test_an_implied_rank_says_that_it_follows_from_the_wording(package: Package) -> None:
    found = why("thnet-2022-09-23.r03", package)
    assert found.reading is not None
    assert (found.reading.value, found.reading.meaning) == ("1", "follows from the wording")
    assert "number 1 of 100" in str(found)
    assert "[what: top 100 Chinese districts in [when: 2022]]" in " ".join(str(found).split())


def test_a_link_shows_both_ends(package: Package) -> None:
    found = why("thnet-2022-09-23.l01", package)
    assert [part.role for part in found.parts] == ["who", "what", "object"]
    assert found.summary.endswith("established by China Academy of Industrial Internet")


def test_evidence_says_what_it_means_and_who_uses_it(package: Package) -> None:
    found = why("thnet-2022-09-23:1568-1580", package)
    assert [(part.role, part.value) for part in found.parts] == [("names", "tianhe")]
    assert {use.id for use in found.uses} == {"thnet-2022-09-23.o04", "thnet-2022-09-23.o05"}
    assert {use.column for use in found.uses} == {"who_evidence_id"}


def test_evidence_that_is_not_archived_shows_its_quote() -> None:
    package = open_package(core(whole_sources=True))
    rows = [row for row in package.table("evidence").rows if not row["start"]]
    row = next(row for row in rows if not row["passage_id"] and row["kind"] == "term")
    found = why(row.key, package)
    assert [(p.line, p.text) for p in found.passages] == [(None, row["quote"])]
    assert found.uses
    assert "not archived" in str(found)
    row = next(row for row in rows if row["kind"] == "figure" and row["passage_start"] not in ("", "0"))
    (passage,) = why(row.key, package).passages
    home = package.table("evidence").get(row["passage_id"])
    assert home is not None and passage.text == home["quote"]
    assert [(m.role, m.start, m.evidence_id) for m in passage.marks] == [("figure", int(row["passage_start"]), row.key)]


def test_a_correction_shows_what_uses_it(package: Package) -> None:
    found = why("rednet-2022-07-27.c01", package)
    assert {use.id for use in found.uses} == {"rednet-2022-07-27.o01", "rednet-2022-07-27.o02"}
    assert [mark.role for mark in found.passages[0].marks].count("support") == 6


def test_every_id_of_the_package_is_explained(package: Package, everything: list[Why]) -> None:
    for found in everything:
        assert found.passages, found.id
        assert found.source is not None, found.id
        assert json.loads(json.dumps(found.to_dict()))["id"] == found.id
        for passage in found.passages:
            if passage.start is not None:
                text = package.text(passage.source_id)
                assert text is not None and text[passage.start : passage.end] == passage.text
            for mark in passage.marks:
                quote = passage.text[mark.start : mark.end]
                assert package.table("evidence").get(mark.evidence_id)["quote"] == quote  # type: ignore[index]


def test_every_part_of_every_statement_is_marked_in_a_passage(everything: list[Why]) -> None:
    for found in everything:
        marked = {mark.evidence_id for passage in found.passages for mark in passage.marks}
        wanted = {part.evidence_id for part in found.parts} | {s.evidence_id for p in found.parts for s in p.chain}
        assert wanted <= marked, found.id


def test_every_statement_s_who_and_when_read_as_the_row_says(everything: list[Why]) -> None:
    parts = [(found.id, part) for found in everything for part in found.parts]
    wrong = [
        (key, part.role, part.quote) for key, part in parts if part.reads is False and part.role in ("who", "when")
    ]
    assert wrong == []
    assert len(parts) > 100


#: Widths, and whether there are colours.
_WINDOWS = [(40, True), (40, False), (80, False), (80, True), (110, True), (110, False)]


@pytest.mark.parametrize("place", range(len(_WINDOWS)))
def test_lines_fit_the_terminal(everything: list[Why], place: int) -> None:
    """Statements are tried at every width, with colours by turns; pieces of evidence, which say less, at one."""
    width, colour = _WINDOWS[place]
    turns = {key: 6 if KINDS["evidence"] == key else 2 for key in KINDS.values()}
    for found in (f for number, f in enumerate(everything) if (number - place) % turns[f.kind] == 0):
        for line in why_text.render(found, colour=colour, width=width).splitlines():
            shown = _SGR.sub("", line)
            assert cell_len(shown) <= width or shown.lstrip().startswith("address"), (found.id, shown)
            assert shown == shown.rstrip()


def test_words_are_the_same_with_and_without_colour(package: Package) -> None:
    plain = why_text.render(why("thnet-2022-09-23.o01", package))
    painted = why_text.render(why("thnet-2022-09-23.o01", package), colour=True)
    assert "\x1b[1;31m1,035\x1b[0m" in painted
    for word in ("software enterprises above designated size", "thnet-2022-09-23:1353-1358", "exactly 1,035"):
        assert word in " ".join(plain.split())
        assert word in " ".join(_SGR.sub("", painted).split())


# --- words ---


@pytest.mark.parametrize(
    ("printed", "language", "bounds", "because"),
    [
        ("2,995", "en", "exactly 2,995", "a plain count is exact"),
        ("34,000", "en", "33,500 to 34,500", "ends in zeros"),
        ("61 billion yuan", "en", "60,500,000,000 to 61,500,000,000", "last printed digit"),
        ("38.2 percent", "en", "38.15 to 38.25", "last printed digit"),
        ("nearly 200 percent", "en", "150 to 200", "begins half a unit of its last non-zero digit below"),
        ("over 50 percent", "en", "50 and more", "no upper end"),
        ("about 120 percent", "en", "115 to 125", "last non-zero digit either side"),
        ("370,000 square meters", "en", "365,000 to 375,000", "ends in zeros"),
        ("超过4000亿元", "zh", "400,000,000,000 and more", "no upper end"),
    ],
)
def test_bounds_are_said_in_words_with_their_reason(printed: str, language: str, bounds: str, because: str) -> None:
    figure = read_figure(printed, language)
    assert range_words(figure.bounds()) == bounds
    assert because in meaning(figure)


def test_an_open_end_is_said(package: Package) -> None:
    figure = read_figure("55 percent", "en")
    assert range_words(figure.bounds("cut")) == "55 to just under 56"
    assert range_words(read_figure("less than 5 percent", "en").bounds()) == "up to 5"


def test_words_that_are_no_rank_read_as_none() -> None:
    assert reading_of_rank("top", "100") is None
    reading = reading_of_rank("7th", "20")
    assert reading is not None and reading.amount == "number 7 of 20"


# --- ids that nothing has ---


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("thnet-2022-09-23.o5", "Did you mean thnet-2022-09-23.o05"),
        ("o05", "csst-2017-07-20.o05"),
        ("1568-1580", "Did you mean thnet-2022-09-23:1568-1580?"),
        ("tianhe", "statements about it are"),
        ("software_enterprises_above_size", "thnet-2022-09-23.o01"),
        ("", "Ids stand in the first columns"),
        ("\x1b[31m", "Ids stand in the first columns"),
    ],
)
def test_unknown_ids_get_a_hint(package: Package, wanted: str, said: str) -> None:
    with pytest.raises(UnknownId) as caught:
        why(wanted, package)
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_the_function_is_at_the_top_of_the_package() -> None:
    assert cnii.why(SHARE).id == SHARE
    with pytest.raises(LookupError):
        cnii.why("nothing")


# --- the command ---


def test_the_command_prints_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", SHARE]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Tianhe District: share of high-tech enterprises")
    assert out == why_text.render(why(SHARE))


def test_the_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", SHARE, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["format"] == "cnii-why/1"
    assert found["reading"]["ranges"][0] == {
        "convention": "printed",
        "lower": "25.5",
        "upper": "26.5",
        "upper_open": False,
        "words": "25.5 to 26.5",
    }
    assert {relation["kind"] for relation in found["relations"]} == {"share"}


def test_the_command_ends_with_2_and_a_hint_for_an_unknown_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "thnet-2022-09-23.o5"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Did you mean" in captured.err and "Traceback" not in captured.err


def test_the_command_takes_another_package(real_package_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planting.edit_cell(real_package_copy, "observations", SHARE, "value", "27")
    assert main(["why", SHARE, "--package", str(real_package_copy)]) == 0
    out = capsys.readouterr().out
    assert "the words do not read as this" in out


def test_a_table_that_cannot_be_read_is_said(real_package_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (real_package_copy / "data/units.csv").write_bytes(b"\xff\xfe")
    assert main(["why", SHARE, "--package", str(real_package_copy)]) == 2
    assert "data/units.csv" in capsys.readouterr().err


@pytest.mark.parametrize("table", STATEMENT_TABLES)
@pytest.mark.parametrize(
    "column",
    ["entity_id", "indicator_id", "period", "value", "unit_id", "who_evidence_id", "value_evidence_id", "correction_id",
     "source_id", "rank", "ranking_id", "subject_id", "predicate", "object_evidence_id"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["", "nonsense", "9" * 200])
def test_rows_that_are_wrong_are_explained_all_the_same(package: Package, table: str, column: str, value: str) -> None:
    right = package.table(table)
    if column not in right.header:
        return
    rows = [list(row.cells) for row in right.rows]
    rows[-1][right.places[column]] = value
    raw = csvtext.write([right.header, *rows]).encode("utf-8")
    wrong = Table(table, right.path, right.schema, lambda: csvtext.parse(raw, right.path))
    assert str(why(right.rows[-1].key, Part(package, {table: wrong})))


# --- relations ---


def test_relations_say_what_else_takes_part(package: Package) -> None:
    (relation,) = why(SHARE, package).relations
    assert (relation.role, relation.kind, relation.expected) == ("share", "share", "untestable")
    assert "part thnet-2022-09-23.o04" in relation.terms
    assert "as share: share, untestable" in str(why(SHARE, package))


def test_relations_say_what_they_leave_for_the_statement(package: Package) -> None:
    found = {r.relation_id: r for r in why("govcn-2017-12-08.o12", package).relations}
    parts = found["guangzhou-cross-border-trade-parts"]
    assert (parts.verdict, parts.bounds) == ("holds", "14.67 to 14.69 billion CNY")
    assert "the others leave 14.67 to 14.69 billion CNY for it" in str(why("govcn-2017-12-08.o12", package))
    assert found["guangzhou-cross-border-2016-before-report"].bounds == ""  # it is about the date, not the value
    assert "members of a list" in why("thnet-2022-09-23.o07", package).relations[0].decided


def test_why_says_how_a_statement_stands(package: Package) -> None:
    found = why("thnet-2022-09-23.o08", package)
    assert (found.verdict, found.verdict_by) == ("confirmed", ("tianhe-top-100-new-technology-share-2021",))
    assert "confirmed by tianhe-top-100-new-technology-share-2021" in str(found)
    assert why("thnet-2022-09-23.o01", package).verdict == "untested"
    assert why("thnet-2022-09-23.l01", package).verdict == ""


def test_parts_for_which_no_words_are_quoted_are_said_to_have_none(package: Package, everything: list[Why]) -> None:
    whole = why("thnet-2022-09-23.o08", package)
    assert whole.unquoted == () and "no words are quoted" not in str(whole)
    short = [found for found in everything if found.kind == "observation" and found.unquoted]
    assert short
    for found in short:
        assert {part.role for part in found.unquoted}.isdisjoint(part.role for part in found.parts)
        for part in found.unquoted:
            assert part.value == found.row[part.column]
        assert str(found).count("no words are quoted for this") == len(found.unquoted)


def test_a_package_without_relations_has_none() -> None:
    other = open_package(core())
    for name in ("relations", "relation_terms"):
        del other.tables[name]
    assert why(SHARE, other).relations == ()


# --- marks and widths ---


@given(
    st.text("ab 天河，。", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["who", "what"])), max_size=5),
)
def test_brackets_always_nest_and_lose_no_character(text: str, spots: list[tuple[int, int, str]]) -> None:
    marks = tuple(
        Mark(role, min(a, b), max(a, b), f"x:{a}-{b}") for a, b, role in spots if a != b and max(a, b) <= len(text)
    )
    passage = Passage("x", 0, len(text), 1, text, marks)
    shown = "".join(words for words, _ in why_text.marked(passage, colour=False))
    assert re.sub(r"\[(?:who|what)(?:, (?:who|what))?: |\]", "", shown) == text
    depth = 0
    for sign in re.findall(r"\[|\]", shown):
        depth += 1 if sign == "[" else -1
        assert depth >= 0
    assert depth == 0
    assert "".join(words for words, _ in why_text.marked(passage, colour=True)) == text


@given(st.text("ab 天河，。e\u0301\n", max_size=80), st.integers(4, 30))
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    shown = [line.plain for line in wrapped(text, columns)]
    assert all(cell_len(line) <= columns for line in shown)
    assert "".join("".join(shown).split()) == "".join(text.split())


def test_a_decimal_never_becomes_an_exponent() -> None:
    assert plain(Decimal("6.1E+10")) == "61000000000"
    assert grouped("61000000000") == "61,000,000,000"
    assert grouped("not a number") == "not a number"


@pytest.mark.parametrize("text", ["1e999999999", "9" * 100_000, "NaN", "-", "１２", ""])
def test_a_number_that_is_none_is_shown_as_it_stands(text: str) -> None:
    assert grouped(text) == text
