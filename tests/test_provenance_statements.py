"""The rules V301 to V308, V319, V320 and V323: who, what, when and how much are read again, and stand together."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from planting import plants
from statement_package import QUOTED, SOURCE, TEXT, Built, build, expect, findings, places

from reread.reading.figures import read_figure
from reread.rules import how_much
from reread.statements.cells import in_table

O1, O2, O3, O4, O5 = (f"{SOURCE}.o0{n}" for n in range(1, 6))
R1, R2, R3, R4 = (f"{SOURCE}.r0{n}" for n in range(1, 5))
L1, L2 = (f"{SOURCE}.l0{n}" for n in range(1, 3))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


SINGLE_CELLS = [
    # who
    pytest.param("observations", O1, "entity_id", "xicheng", "V301", marks=plants("V301")),
    pytest.param("observations", O1, "entity_id", "haibei", "V301", marks=plants("V301")),
    pytest.param("ranking_entries", R3, "entity_id", "xicheng", "V301", marks=plants("V301")),
    pytest.param("entity_links", L1, "subject_id", "xicheng", "V301", marks=plants("V301")),
    pytest.param("entity_links", L2, "object_id", "nanhe", "V301", marks=plants("V301")),
    pytest.param("rankings", "smart-2021", "publisher_id", "haibei-daily", "V301", marks=plants("V301")),
    pytest.param("observations", O2, "whole_entity_id", "nanhe", "V302", marks=plants("V302")),
    # when
    pytest.param("observations", O1, "period", "2020", "V304", marks=plants("V304")),
    pytest.param("observations", O1, "period", "2021-12-31", "V304", marks=plants("V304")),
    pytest.param("entity_links", L2, "period", "2018", "V304", marks=plants("V304")),
    pytest.param("observations", O1, "period_basis", "relative", "V305", marks=plants("V305")),
    pytest.param("observations", O1, "period_basis", "context", "V305", marks=plants("V305")),
    pytest.param("observations", O1, "period_basis", "publication", "V305", marks=plants("V305")),
    pytest.param("observations", O5, "period_basis", "context", "V305", marks=plants("V305")),
    pytest.param("entity_links", L2, "period_basis", "printed", "V305", marks=plants("V305")),
    pytest.param("observations", O4, "base_period", "2019", "V307", marks=plants("V307")),
    # how much
    pytest.param("observations", O1, "value", "121", "V306", marks=plants("V306")),
    pytest.param("observations", O1, "lower", "119", "V306", marks=plants("V306")),
    pytest.param("observations", O1, "upper", "", "V306", marks=plants("V306")),
    pytest.param("observations", O1, "qualifier", "over", "V306", marks=plants("V306")),
    pytest.param("observations", O1, "value", "120.0", "V306", marks=plants("V306")),
    pytest.param("observations", O2, "value", "24.0", "V306", marks=plants("V306")),
    pytest.param("observations", O2, "lower", "23.50", "V306", marks=plants("V306")),
    pytest.param("observations", O3, "value", "610000000000", "V306", marks=plants("V306")),
    pytest.param("observations", O4, "lower", "199.5", "V306", marks=plants("V306")),
    pytest.param("observations", O4, "qualifier", "over", "V306", marks=plants("V306")),
    pytest.param("observations", O5, "value", "2023000000000", "V306", marks=plants("V306")),
    pytest.param("observations", O5, "upper", "71000000000", "V306", marks=plants("V306")),
    # links
    pytest.param("entity_links", L2, "predicate", "part_of", "V308", marks=plants("V308")),
    pytest.param("entity_links", L1, "predicate", "located_in", "V308", marks=plants("V308")),
    # basis
    pytest.param("observations", O1, "basis", "implied", "V320", marks=plants("V320")),
]


@pytest.mark.parametrize(("table", "key", "column", "value", "code"), SINGLE_CELLS)
def test_one_cell_changed(built: Built, table: str, key: str, column: str, value: str, code: str) -> None:
    built.edit(table, key, column, value)
    everything = findings(built)
    found = [f for f in everything if f.code == code]
    row = built.row(table, key)
    assert [(f.file, f.line, f.column, f.key) for f in found] == [(row.table.path, row.line, column, key)]
    assert found[0].found.startswith(value or "nothing")
    # What else is found is about the same row or about something that the change left without use.
    others = {(f.file, f.line, f.code) for f in everything} - {(row.table.path, row.line, code)}
    assert all(line == row.line or other in ("X406", "V203") for _, line, other in others)


@plants("V306")
def test_unit_of_another_dimension(built: Built) -> None:
    built.edit("observations", O1, "unit_id", "percent")
    assert {(f.code, f.column) for f in findings(built)} == {("V306", "unit_id"), ("X303", "unit_id")}


@plants("V303")
@pytest.mark.parametrize(
    ("statement", "indicator"),
    [(O1, "sales"), (O2, "sales"), (O4, "software_firms"), (O3, "software_firms")],
)
def test_another_indicator(built: Built, statement: str, indicator: str) -> None:
    built.edit("observations", statement, "indicator_id", indicator)
    (found,) = [f for f in findings(built) if f.code == "V303"]
    assert (found.column, found.key) == ("indicator_id", statement)
    assert found.found.startswith(indicator)


@plants("V303")
@pytest.mark.parametrize(
    ("statement", "transformation"), [(O2, "growth"), (O2, "level"), (O4, "share"), (O4, "change")]
)
def test_another_transformation(built: Built, statement: str, transformation: str) -> None:
    built.edit("observations", statement, "transformation", transformation)
    (found,) = [f for f in findings(built) if f.code == "V303"]
    assert (found.column, found.key) == ("transformation", statement)


@plants("V303")
def test_share_that_refers_to_another_part(built: Built) -> None:
    built.edit("evidence", "@accounting for", "refers_to", "@sales")
    (found,) = expect(built, "observations", O2, ("V303", "indicator_id"))
    assert "reads as sales" in found.found and '"software firms"' in found.expected


@plants("V301")
def test_reference_that_points_forward(built: Built) -> None:
    built.edit("evidence", "@the district", "refers_to", "@target who")
    found = [f for f in findings(built) if f.code == "V301"]
    assert {f.key for f in found} == {O1, O2}
    assert all("which stands after it" in f.found for f in found)


@plants("V301")
def test_reference_of_another_type(built: Built) -> None:
    built.edit("evidence", "@the district", "refers_to", "@haibei")
    found = [f for f in findings(built) if f.code == "V301"]
    assert {f.key for f in found} == {O1, O2}
    assert all("a phrase for a district, points back to haibei" in f.found for f in found)


def test_reference_to_a_reference(built: Built) -> None:
    built.edit("evidence", "@its", "refers_to", "@the district")
    assert findings(built) == []


@plants("V301")
def test_circle_of_references(built: Built) -> None:
    built.edit("evidence", "@the district", "refers_to", "@the district")
    assert {f.key for f in findings(built) if f.code == "V301"} == {O1, O2}


@plants("V304")
def test_time_that_cannot_be_read(built: Built) -> None:
    built.edit("observations", O1, "when_evidence_id", "@talent")
    found = [f for f in findings(built) if f.code == "V304"]
    assert len(found) == 1 and '"talent" cannot be read' in found[0].found


@plants("V304")
def test_time_phrase_that_is_not_registered(built: Built) -> None:
    built.drop("phrases", "when|the same year")
    assert ("V304", "data/entity_links.csv", built.row("entity_links", L2).line, "period") in places(built)


@plants("V307")
def test_base_that_cannot_be_read(built: Built) -> None:
    built.edit("observations", O4, "base_evidence_id", "@2021")
    assert ("V307", "data/observations.csv", built.row("observations", O4).line, "base_period") in places(built)


@plants("V320")
def test_reconstruction_by_a_correction_of_other_words(built: Built) -> None:
    built.edit("observations", O1, "basis", "reconstructed")
    built.edit("observations", O1, "correction_id", f"{SOURCE}.c01")
    expect(built, "observations", O1, ("V316", "correction_id"), ("V320", "basis"))


def test_publication_as_time(built: Built) -> None:
    for column, value in (
        ("period", "2022-03-05"),
        ("period_basis", "publication"),
        ("when_evidence_id", "@published"),
    ):
        built.edit("observations", O1, column, value)
    assert findings(built) == []


def test_unknown_time(built: Built) -> None:
    for column, value in (("period", ""), ("period_basis", "unknown"), ("when_evidence_id", ""), ("obs_status", "A")):
        built.edit("observations", O1, column, value)
    assert findings(built) == []


@plants("V319")
@pytest.mark.parametrize(
    ("table", "key", "column", "evidence"),
    [
        ("observations", O1, "who_evidence_id", "@dongcheng"),  # the sentence has "the district"
        ("observations", O1, "who_evidence_id", "@it"),  # a reference in another sentence
        ("observations", O1, "who_evidence_id", "@target who"),  # after the value
        ("observations", O5, "what_evidence_id", "@sales"),  # the sentence has "sales" of its own
        ("ranking_entries", R4, "what_evidence_id", "@target sales"),
        ("entity_links", L2, "object_evidence_id", "@haibei"),
    ],
)
def test_part_far_from_its_value(built: Built, table: str, key: str, column: str, evidence: str) -> None:
    built.edit(table, key, column, evidence)
    found = [f for f in findings(built) if f.code == "V319"]
    row = built.row(table, key)
    assert [(f.file, f.line, f.column) for f in found] == [(row.table.path, row.line, column)]


@plants("V319")
def test_whole_that_stands_nearer_to_another_share(tmp_path: Path) -> None:
    built = build(tmp_path, TEXT.replace("of the city's total", "of the city's total in Haibei"))
    start = TEXT.index("the city's total") + len("the city's total in ")
    near = f"{SOURCE}:{start}-{start + len('Haibei')}"
    built.add("evidence", evidence_id=near, source_id=SOURCE, start=str(start), end=str(start + 6), quote="Haibei",
              kind="name")  # fmt: skip
    built.edit("observations", O2, "whole_evidence_id", near)
    found = [f for f in findings(built) if f.code == "V319" and f.key == O2]
    assert [f.column for f in found] == ["whole_evidence_id"]
    assert built.ids["the city"] in found[0].expected


ELLIPSIS = "There were 100 software firms in 2020.\n"


def elliptical(tmp_path: Path, who: str) -> Built:
    """The package with a sentence more, which names a value, a term and a year, but nobody whose value it is."""
    built = build(tmp_path, TEXT + ELLIPSIS)
    ids = {}
    for words, kind in (("100", "figure"), ("software firms", "term"), ("2020", "time")):
        start = len(TEXT) + ELLIPSIS.index(words)
        ids[words] = f"{SOURCE}:{start}-{start + len(words)}"
        built.add("evidence", evidence_id=ids[words], source_id=SOURCE, start=str(start), end=str(start + len(words)),
                  quote=words, kind=kind)  # fmt: skip
    built.add("observations", observation_id=f"{SOURCE}.o06", entity_id="dongcheng", indicator_id="software_firms",
              period="2020", period_basis="printed", value="100", lower="95", upper="105" , unit_id="count",
              qualifier="rounded", basis="printed", obs_status="A", preference="normal", source_id=SOURCE,
              who_evidence_id=who, what_evidence_id=ids["software firms"], when_evidence_id=ids["2020"],
              value_evidence_id=ids["100"])  # fmt: skip
    return built


def test_last_mention_before_a_sentence_that_names_nobody(tmp_path: Path) -> None:
    built = elliptical(tmp_path, "@target who")
    assert [f for f in findings(built) if f.code == "V319"] == []


@plants("V319")
def test_earlier_mention_before_a_sentence_that_names_nobody(tmp_path: Path) -> None:
    built = elliptical(tmp_path, "@dongcheng")
    (found,) = [f for f in findings(built) if f.code == "V319"]
    assert built.ids["target who"] in found.expected and "nearer before it" in found.expected


@plants("V323")
@pytest.mark.parametrize("key", [f"{SOURCE}.o01", f"{QUOTED}.o01"])
def test_a_cell_of_a_table_in_a_sentence(built: Built, key: str) -> None:
    built.edit("observations", key, "precision", "tabulated")
    line = built.row("observations", key).line
    assert ("V323", "data/observations.csv", line, "precision") in places(built)


@pytest.mark.parametrize(
    ("quote", "words", "cell"),
    [
        ("289", "陕西 Shaanxi 289 542 565", True),
        ("39.0%", "Dalian 1640 7129 39.0% 66305", True),
        ("1155", "Western Region 1155 1666", True),
        ("360", "329.26 227.11 313.68 [360]", True),
        ("10", "100 10 7", True),
        ("13", "固定资产投资 % 13左右 13.1", False),
        ("13左右", "固定资产投资 % 13左右 13.1", True),
        ("629", "the number of high-tech companies to 629", False),
        ("3,027", "reached 3,027, a year-on-year increase of 7.3%", False),
        ("1,239", "1,239 technology business incubators", False),
    ],
)
def test_cells_of_rows(quote: str, words: str, cell: bool) -> None:
    assert how_much._is_cell(quote, words) == cell


@pytest.mark.parametrize(
    ("head", "claimed", "read"),
    [
        ("R&D经费内部支出(亿元)", "17101000000", "17101000000"),
        ("R&D经费内部支出(亿元)", "171010000000", "17101000000"),  # ten times as much
        ("R&D经费内部支出(亿元)", "1710100", "17101000000"),  # counted in units of ten thousand
        ("R&D经费内部支出", "17101000000", "17101000000"),  # no head prints the unit: the page says it
    ],
)
def test_the_unit_of_a_head_says_what_a_cell_is_multiplied_by(head: str, claimed: str, read: str) -> None:
    assert in_table(read_figure("171.01", "zh-Hans"), [head], "zh-Hans", Decimal(claimed), "CNY") == (
        Decimal(read),
        "CNY",
    )
