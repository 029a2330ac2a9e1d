"""`cnii import`: what it makes of rows, what it refuses, and that it changes all of a package or nothing."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from planting import ROOT, add_divisions, copy_real_package, report

from cn_industrial_internet import cli, places
from reread.draft.importing.command import import_sheets
from reread.draft.importing.plan import Plan
from reread.draft.worksheet import COLUMNS, Worksheet, read, stamp, write
from reread.findings import CannotRun

Rows = list[dict[str, str]]

SOURCE = {
    "source_id": "toy-2023-05-04", "title": "Figures of two districts", "publisher": "China Daily",
    "published_on": "2023-05-04", "published_on_basis": "inferred", "read_at": "http://copy.example/1",
    "language": "en", "grade": "C", "accessed_on": "2026-11-28", "rights": "Public page; few words quoted.",
    "note": "The day is that of the copy.",
}  # fmt: skip
CHINESE = SOURCE | {"source_id": "toy-2023-06-01", "language": "zh-Hans", "published_on": "2023-06-01"}
ROW = {
    "source": "toy-2023-05-04", "quote": "Nansha had over 860 high-tech enterprises in 2022", "who": "Nansha",
    "what": "high-tech enterprises", "when": "in 2022", "how_much": "over 860", "entity": "440115",
    "indicator": "high_tech_enterprises",
}  # fmt: skip
LIST = {
    "ranking_id": "toy-counties-2023", "title": "Toy counties 2023", "title_zh": "玩具县2023", "publisher": "caii",
    "kind": "ranking", "edition": "2023", "size": "100", "complete": "false", "population": "counties of China",
    "source": "toy-2023-06-01",
}  # fmt: skip
MEMBER = {
    "source": "toy-2023-06-01", "quote": "1 昆山市 98.2", "who": "昆山市", "how_much": "1", "entity": "320583",
    "ranking": "toy-counties-2023", "rank": "1", "score": "98.2", "score_unit": "point",
}  # fmt: skip


@pytest.fixture(scope="module")
def true_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The core of the real package with more divisions, which no test writes to."""
    places.use()
    copy = copy_real_package(tmp_path_factory.mktemp("true"))
    add_divisions(copy)
    return copy


@pytest.fixture
def root(true_copy: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    return Path(shutil.copytree(true_copy, tmp_path / "package"))


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """`sheet(row, ..., sources=[...])` writes a worksheet and returns its path."""

    def make(*rows: dict[str, str], name: str = "sheet.csv", **others: Rows) -> Path:
        given = {"statements": list(rows), "sources": [SOURCE, CHINESE], "rankings": [LIST], **others}
        write(tmp_path / name, given)
        return tmp_path / name

    return make


def take(root: Path, path: Path, partly: bool = False) -> Plan:
    """Import a worksheet; what was planned."""
    return import_sheets(root, read(path), partly)[0]


def table(root: Path, name: str) -> Rows:
    with (root / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(root: Path, name: str, source: str) -> Rows:
    """The rows of a source in a table."""
    return [row for row in table(root, name) if row["source_id"] == source]


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def refused(root: Path, path: Path) -> list[tuple[str, str, str]]:
    """Column, what was found, what would be accepted; nothing may have changed."""
    before = contents(root)
    plan = take(root, path)
    assert contents(root) == before
    return [(r.column, r.found, r.accepted) for r in plan.refusals]


def test_a_figure_becomes_a_statement_with_its_words(root: Path, sheet: Callable[..., Path]) -> None:
    assert take(root, sheet(ROW)).refusals == []
    (row,) = of(root, "observations", "toy-2023-05-04")
    shown = ("entity_id", "indicator_id", "transformation", "period", "period_basis", "value", "lower", "upper")
    assert [row[c] for c in shown] == [
        "nansha-guangzhou", "high_tech_enterprises", "level", "2022", "printed", "860", "860", "",
    ]  # fmt: skip
    assert (row["qualifier"], row["unit_id"], row["proof"], row["obs_status"]) == ("over", "count", "quoted", "A")
    evidence = {e["evidence_id"]: e for e in of(root, "evidence", "toy-2023-05-04")}
    value = evidence[row["value_evidence_id"]]
    passage = evidence[value["passage_id"]]
    assert (passage["kind"], passage["quote"], value["passage_start"]) == ("passage", ROW["quote"], "11")
    assert [e["kind"] for e in evidence.values()] == ["passage", "figure", "name", "term", "time"]


def test_a_place_on_a_list_brings_its_list_its_county_and_what_that_lies_in(
    root: Path, sheet: Callable[..., Path]
) -> None:
    assert take(root, sheet(MEMBER)).refusals == []
    (row,) = of(root, "ranking_entries", "toy-2023-06-01")
    assert (row["rank"], row["score"], row["score_unit_id"], row["basis"]) == ("1", "98.2", "", "printed")
    entities = {e["entity_id"]: e for e in table(root, "entities")}
    assert (entities[row["entity_id"]]["name_zh"], entities[row["entity_id"]]["gb2260"]) == ("昆山市", "320583")
    assert entities[entities[row["entity_id"]]["lies_in"]]["gb2260"] == "320500"
    (ranking,) = [r for r in table(root, "rankings") if r["ranking_id"] == "toy-counties-2023"]
    assert (ranking["size_basis"], ranking["proof"], ranking["complete"]) == ("printed", "quoted", "false")


def test_what_is_written_is_valid_and_written_once(root: Path, sheet: Callable[..., Path]) -> None:
    growth = ROW | {
        "source": "toy-2023-06-01", "quote": "广州市白云区高新技术企业增长12.5%", "who": "广州市白云区", "when": "",
        "what": "高新技术企业", "how_much": "12.5%", "entity": "白云区, 广州市", "transformation": "growth",
        "period": "2022",
    }  # fmt: skip
    cell = growth | {
        "quote": "白云区 1,210 38.50", "who": "白云区", "how_much": "38.50", "entity": "440111", "value": "3850000000",
        "what": "工业增加值 (亿元)", "indicator": "toy_value_added", "unit": "CNY", "precision": "tabulated",
        "transformation": "", "when": "",
    }  # fmt: skip
    new = {
        "indicator_id": "toy_value_added", "name": "toy value added", "name_zh": "玩具增加值", "unit": "CNY",
        "definition": "Value added of the toy industry.", "measure": "flow", "topic": "output",
    }  # fmt: skip
    path = sheet(ROW, MEMBER, growth, cell, indicators=[new])
    known = {(f.code, f.key) for f in report(root, "B", "S", "V", "X").findings}
    plan = take(root, path)
    assert ([str(r) for r in plan.refusals], len(plan.added)) == ([], 4)
    (found,) = [o for o in table(root, "observations") if o["indicator_id"] == "toy_value_added"]
    assert (found["value"], found["lower"], found["qualifier"]) == ("3850000000", "3849500000", "rounded")
    assert {(f.code, f.key) for f in report(root, "B", "S", "V", "X").findings} <= known
    before = contents(root)
    again = take(root, path)
    assert (again.empty, again.unchanged, again.added) == (True, 4, [])
    assert contents(root) == before


def test_a_changed_row_replaces_what_it_made(root: Path, sheet: Callable[..., Path]) -> None:
    other = ROW | {"quote": "Haizhu had 1,250 high-tech enterprises in 2022", "who": "Haizhu", "entity": "440105",
                   "how_much": "1,250"}  # fmt: skip
    take(root, sheet(ROW, other))
    before = of(root, "observations", "toy-2023-05-04")
    plan = take(root, sheet(ROW | {"when": "", "period": "2021", "what": ""}, other))
    after = of(root, "observations", "toy-2023-05-04")
    assert plan.replaced and plan.unchanged == 1 and not plan.added
    assert [row["observation_id"] for row in after] == [row["observation_id"] for row in before]
    assert (after[0]["period"], after[0]["period_basis"], after[0]["what_evidence_id"]) == ("2021", "page", "")
    assert after[1] == before[1]
    kinds = [e["kind"] for e in of(root, "evidence", "toy-2023-05-04")]
    assert kinds.count("time") == 1 and kinds.count("term") == 1


def test_a_time_beside_a_level_is_no_base(root: Path, sheet: Callable[..., Path]) -> None:
    row = ROW | {"quote": f"{ROW['quote']}, above last year"}
    assert take(root, sheet(row)).refusals == []
    (made,) = of(root, "observations", "toy-2023-05-04")
    assert (made["base_period"], made["base_basis"], made["base_evidence_id"]) == ("", "", "")


def test_what_a_person_has_written_in_the_package_since_stays(root: Path, sheet: Callable[..., Path]) -> None:
    path = sheet(ROW)
    take(root, path)
    text = (root / "data/observations.csv").read_text(encoding="utf-8")
    line = next(part for part in text.splitlines() if part.startswith("toy-2023-05-04.o01"))
    noted = f"{line.removesuffix(',')},Looked at."
    (root / "data/observations.csv").write_text(text.replace(line, noted), encoding="utf-8")
    assert take(root, path).empty


def test_two_statements_on_one_figure_stay_two(root: Path, sheet: Callable[..., Path]) -> None:
    both = ROW | {"quote": "Nansha and Haizhu each had 600 incubators in 2022", "what": "", "how_much": "600",
                  "indicator": "business_incubators"}  # fmt: skip
    indicator = {
        "indicator_id": "business_incubators", "name": "business incubators", "definition": "Incubators in the area.",
        "measure": "stock", "unit": "count", "topic": "innovation",
    }  # fmt: skip
    rows = [both, both | {"who": "Haizhu", "entity": "440105"}]
    assert len(take(root, sheet(*rows, indicators=[indicator])).added) == 2
    assert take(root, sheet(*rows[::-1], indicators=[indicator])).empty
    third = both | {"who": "", "entity": "440106"}
    assert [r[0] for r in refused(root, sheet(third, indicators=[indicator]))] == ["quote"]


REFUSED = [
    ({"value": "86"}, "value", "860"),
    ({"qualifier": "exact"}, "qualifier", "over"),
    ({"period": "2021"}, "period", "2022"),
    ({"unit": "CNY"}, "unit", "count"),
    ({"unit": "sheep"}, "unit", "one of"),
    ({"how_much": "86"}, "how_much", "words as they stand in the quote"),
    ({"how_much": "high-tech"}, "how_much", "one figure"),
    ({"how_much": ""}, "how_much", "the figure as printed"),
    ({"quote": ""}, "quote", "the few words"),
    ({"entity": "白云区"}, "entity", "what it lies in"),
    ({"entity": "Atlantis"}, "entity", "a row of entities"),
    ({"entity": "440106"}, "who", "name as printed"),
    ({"entity": "", "who": ""}, "entity", "words in who"),
    ({"indicator": "high_tech_enterprise"}, "indicator", "high_tech_enterprises"),
    ({"source": "nobody-2020-01-01"}, "source", "sheet sources"),
    ({"when": "last Tuesday week"}, "when", "an empty cell"),
    ({"period": "2021-13", "when": ""}, "period", "half-year (2021-S1)"),
    ({"transformation": "share"}, "whole_entity", "whose total is the whole"),
    ({"whole_entity": "china"}, "whole_entity", 'since transformation is "level"'),
    ({"transformation": "growth", "when": ""}, "base_period", "Fill base_period"),
    ({"transformation": "doubling"}, "transformation", "growth"),
    ({"base_period": "2020"}, "base_period", 'since transformation is "level"'),
    ({"ranking": "toy-counties-2023"}, "ranking", "one of them"),
    ({"precision": "tabulated"}, "precision", "not exact"),
    ({"coverage": "most"}, "coverage", "target"),
    ({"quote": f"{ROW['quote']} and said it hopes for more"}, "quote", "at most 12"),
    ({"how_much_index": "2"}, "how_much_index", "from 1 to 1"),
]


@pytest.mark.parametrize(("change", "column", "accepted"), REFUSED)
def test_a_cell_that_cannot_be_taken_is_refused(
    root: Path, sheet: Callable[..., Path], change: dict[str, str], column: str, accepted: str
) -> None:
    found = refused(root, sheet(ROW | change))
    assert [(name, accepted in words) for name, _, words in found] == [(column, True)], found


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"rank": "2"}, "rank"),
        ({"how_much": "98.2", "rank": ""}, "how_much"),
        ({"who": ""}, "who"),
        ({"ranking": "no-list"}, "ranking"),
        ({"category": "A"}, "category"),
        ({"tied": "maybe"}, "tied"),
        ({"score": "99999"}, "score"),
        ({"when": "2020"}, "when"),
    ],
)
def test_a_place_that_cannot_be_taken_is_refused(
    root: Path, sheet: Callable[..., Path], change: dict[str, str], column: str
) -> None:
    assert [name for name, _, _ in refused(root, sheet(MEMBER | change))] == [column]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"read_at": ""}, "no address"),
        ({"accessed_on": ""}, "no day"),
        ({"publisher": ""}, "no outlet"),
        ({"publisher": "Atlantis Daily"}, "Atlantis Daily"),
        ({"grade": "E"}, "grade"),
        ({"published_on_basis": "printed"}, "printed"),
    ],
)
def test_a_source_that_proves_too_little_is_refused(
    root: Path, sheet: Callable[..., Path], change: dict[str, str], word: str
) -> None:
    ((column, found, _),) = refused(root, sheet(ROW, sources=[SOURCE | change]))
    assert column == "source" and word in found


def test_a_figure_that_stands_twice_asks_which(root: Path, sheet: Callable[..., Path]) -> None:
    row = ROW | {"quote": "Nansha 289 325 289", "what": "", "when": "", "period": "2022", "how_much": "289"}
    ((column, _, accepted),) = refused(root, sheet(row))
    assert (column, "how_much_index" in accepted) == ("how_much", True)
    assert take(root, sheet(row | {"how_much_index": "2", "precision": "tabulated"})).refusals == []
    value = next(e for e in of(root, "evidence", "toy-2023-05-04") if e["kind"] == "figure")
    assert value["passage_start"] == "15"


def test_two_sources_may_use_one_term_for_two_indicators(root: Path, sheet: Callable[..., Path]) -> None:
    others = [SOURCE | {"source_id": f"toy-2023-05-0{n}", "read_at": f"http://copy.example/{n}"} for n in (5, 6)]
    row = ROW | {"quote": "Nansha had 860 shops in 2022", "what": "shops", "how_much": "860"}
    rows = [
        row, row | {"source": "toy-2023-05-05", "indicator": "industrial_enterprises_above_size"},
        row | {"source": "toy-2023-05-06"},
    ]  # fmt: skip

    def terms() -> list[tuple[str, str]]:
        return [(r["indicator_id"], r["source_id"]) for r in table(root, "indicator_terms") if r["term"] == "shops"]

    assert take(root, sheet(*rows[:2], sources=[SOURCE, *others])).refusals == []
    apart = [("high_tech_enterprises", "toy-2023-05-04"), ("industrial_enterprises_above_size", "toy-2023-05-05")]
    assert terms() == apart
    assert take(root, sheet(*rows, sources=[SOURCE, *others])).refusals == []
    assert terms() == [("high_tech_enterprises", ""), apart[1]]


def test_a_hedge_beside_the_figure_belongs_to_it(root: Path, sheet: Callable[..., Path]) -> None:
    assert take(root, sheet(ROW | {"how_much": "860"})).refusals == []
    (row,) = of(root, "observations", "toy-2023-05-04")
    assert (row["qualifier"], row["upper"]) == ("over", "")


def test_rows_are_taken_all_or_none_but_for_partly(root: Path, sheet: Callable[..., Path]) -> None:
    path = sheet(ROW, MEMBER | {"rank": "7"})
    assert len(refused(root, path)) == 1
    assert take(root, path, partly=True).added == ["toy-2023-05-04.o01"]
    assert not of(root, "ranking_entries", "toy-2023-06-01")
    assert "toy-2023-06-01" not in {row["source_id"] for row in table(root, "sources")}


def test_a_row_that_a_draft_doubts_waits_for_a_person(root: Path, sheet: Callable[..., Path]) -> None:
    doubted = ROW | {"candidates": "reading: what of halved?"}
    plan = take(root, sheet(doubted | {"drafted": stamp(doubted)}))
    assert (plan.added, plan.refusals, [*plan.notes]) == (
        [], [], ["rows that a draft left open and nobody has filled in"]
    )  # fmt: skip
    seen = doubted | {"candidates": "", "drafted": stamp(doubted)}
    assert take(root, sheet(seen)).added == ["toy-2023-05-04.o01"]


@pytest.mark.parametrize(
    ("row", "column"), [(MEMBER, "ranking"), (ROW | {"counted_ranking": "toy-counties-2023"}, "counted_ranking")]
)
def test_a_list_is_called_as_the_worksheet_calls_it(
    root: Path, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, row: dict[str, str], column: str
) -> None:
    def odd(*_: object) -> list[tuple[str, str, str]]:
        return [("ranking_id", "an odd list", "another")]

    monkeypatch.setattr("reread.draft.importing.plan.misfits", odd)
    assert refused(root, sheet(row)) == [(column, "an odd list", "another")]


def test_one_member_stands_once_on_a_list_of_a_source(root: Path, sheet: Callable[..., Path]) -> None:
    ((column, found, _),) = refused(root, sheet(MEMBER, MEMBER | {"quote": "1 昆山市", "score": ""}))
    assert column == "entity" and "already" in found


def test_words_of_an_archived_text_are_found_nearest_to_each_other(root: Path, sheet: Callable[..., Path]) -> None:
    row = {
        "source": "lifeofguangzhou-2017-02-15", "who": "the system of key laboratories",
        "what": "key laboratories established",
        "when": "By 2016", "how_much": "357", "entity": "guangzhou", "indicator": "key_laboratories",
    }  # fmt: skip
    new = {
        "indicator_id": "key_laboratories", "name": "key laboratories", "definition": "Key laboratories in the area.",
        "measure": "stock", "unit": "count", "topic": "innovation",
    }  # fmt: skip
    plan = take(root, sheet(row, indicators=[new]))
    assert [str(r) for r in plan.refusals] == []
    made = next(o for o in table(root, "observations") if o["indicator_id"] == "key_laboratories")
    assert (made["proof"], made["value"], made["period"]) == ("archived", "357", "2016")
    text = (root / "seeds/003_255c32b74ae4fc46.txt").read_text(encoding="utf-8")
    for column in ("who", "what", "when", "value"):
        start, end = map(int, made[f"{column}_evidence_id"].partition(":")[2].split("-"))
        assert text[start:end] in row.values()
    ((column, found, _),) = refused(root, sheet(row | {"how_much": "73", "what": "", "who": "", "when": ""},
                                                indicators=[new]))  # fmt: skip
    assert column == "how_much" and "characters" in found


TEXT = """Parks of Guangzhou

China Daily, May 4, 2023

Nansha district grew. The district had 860 high-tech enterprises in 2022, compared with 700 in 2021.
"""
ARCHIVED = SOURCE | {"title": "Parks of Guangzhou", "published_on_basis": "printed", "archive_path": "text.txt",
                     "url": "https://example.org/1", "read_at": "", "note": ""}  # fmt: skip
FIGURE = ROW | {"quote": "", "who": "The district", "how_much": "860"}
ASIDE = {"source": "toy-2023-05-04", "disposition": "year_of_context", "note": "The year of the figure."}


@pytest.fixture
def archived(tmp_path: Path, sheet: Callable[..., Path]) -> Callable[..., Path]:
    """`archived(row, ...)`: a worksheet of a text that is archived with it."""
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return lambda *rows: sheet(*rows, sources=[ARCHIVED])


def test_words_that_point_back_are_a_reference_to_the_name_before_them(
    root: Path, archived: Callable[..., Path]
) -> None:
    known = {(f.code, f.key) for f in report(root, "S", "V", "X").findings}
    assert [str(r) for r in take(root, archived(FIGURE)).refusals] == []
    assert {f.code for f in report(root, "S", "V", "X").findings if (f.code, f.key) not in known} == {"V401"}
    (row,) = of(root, "observations", "toy-2023-05-04")
    evidence = {e["evidence_id"]: e for e in of(root, "evidence", "toy-2023-05-04")}
    who = evidence[row["who_evidence_id"]]
    assert (who["kind"], who["quote"]) == ("reference", "The district")
    assert (evidence[who["refers_to"]]["kind"], evidence[who["refers_to"]]["start"]) == ("name", "46")
    assert take(root, archived(FIGURE)).empty


@pytest.mark.parametrize(("who", "accepted"), [("", "the district"), ("grew", "the district"), ("The", "the district")])
def test_who_of_an_archived_text_is_a_name_or_points_at_one(
    root: Path, archived: Callable[..., Path], who: str, accepted: str
) -> None:
    ((column, _, words),) = refused(root, archived(FIGURE | {"who": who}))
    assert (column, accepted in words) == ("who", True)


@pytest.mark.parametrize(
    ("change", "column", "accepted"),
    [
        ({"quote": "Words that stand nowhere.", "at": "89"}, "quote", "a part of it"),
        ({"quote": "Nansha district grew.", "at": "77"}, "how_much", "words of the quote"),
        ({"quote": "Nansha\0"}, "quote", "without it"),
        ({"at": "9999999"}, "at", "begins"),
        ({"how_much": "86"}, "how_much", "860"),
    ],
)
def test_a_cell_beside_an_archived_text_that_fits_nothing_in_it_is_refused(
    root: Path, archived: Callable[..., Path], change: dict[str, str], column: str, accepted: str
) -> None:
    found = refused(root, archived(FIGURE | change))
    assert [(name, accepted in words) for name, _, words in found] == [(column, True)], found


def test_a_number_in_a_name_is_set_aside_with_its_word(
    root: Path, archived: Callable[..., Path], tmp_path: Path
) -> None:
    path = archived(ASIDE | {"how_much": "5", "at": str(len(TEXT)), "disposition": "identifier"})
    (tmp_path / "text.txt").write_text(f"{TEXT}5G phones are sold.\n", encoding="utf-8")
    assert [str(r) for r in take(root, path).refusals] == []
    assert "5G" in [e["quote"] for e in of(root, "evidence", "toy-2023-05-04")]


@pytest.mark.parametrize("base", ["2019", "the same period of 2019"])
def test_the_words_of_a_base_that_is_not_the_usual_one_are_found(
    root: Path, archived: Callable[..., Path], tmp_path: Path, base: str
) -> None:
    path = archived(FIGURE | {"how_much": "twice", "transformation": "multiple", "base_period": "2019"})
    text = TEXT.replace(
        "had 860 high-tech enterprises in 2022", f"had in 2022 twice the high-tech enterprises of {base}"
    )
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    assert [str(r) for r in take(root, path).refusals] == []
    (row,) = of(root, "observations", "toy-2023-05-04")
    assert (row["base_basis"], bool(row["base_evidence_id"])) == ("printed", True)
    assert take(root, path).empty


@pytest.mark.parametrize(
    ("words", "change", "column"),
    [
        ("shrank by a fifth", {"how_much": "a fifth", "value": "-20", "transformation": "growth"}, ""),
        ("shrank by a fifth", {"how_much": "a fifth", "value": "20", "transformation": "growth"}, "value"),
        ("melted by a fifth", {"how_much": "a fifth", "value": "20", "transformation": "growth"}, "transformation"),
        ("fell 0.8 percent", {"how_much": "0.8 percent"}, "transformation"),
    ],
)
def test_the_words_before_a_figure_say_which_way_it_goes(
    root: Path, sheet: Callable[..., Path], words: str, change: dict[str, str], column: str
) -> None:
    row = ROW | {"quote": f"high-tech enterprises of Nansha {words} in 2022"} | change
    plan = take(root, sheet(row))
    assert [r.column for r in plan.refusals] == [column][: bool(column)]
    assert [o["value"] for o in of(root, "observations", "toy-2023-05-04")] == ([] if column else ["-20"])


def test_words_of_a_statement_are_not_set_aside_as_well(root: Path, archived: Callable[..., Path]) -> None:
    year = ASIDE | {"how_much": "in 2022"}
    rows = [FIGURE, year, year, ASIDE | {"how_much": "May 4, 2023", "disposition": "dateline"}]
    plan = take(root, archived(*rows))
    assert (plan.refusals, sum(plan.notes.values())) == ([], 3)
    found = [e["quote"] for e in of(root, "evidence", "toy-2023-05-04")]
    assert (found.count("in 2022"), found.count("May 4, 2023")) == (1, 1)
    assert take(root, archived(*rows)).empty
    figure = ASIDE | {"how_much": "860", "disposition": "out_of_scope"}
    assert [r[0] for r in refused(root, archived(FIGURE, figure))] == ["disposition"]


def test_a_number_set_aside_may_become_a_statement_later(root: Path, archived: Callable[..., Path]) -> None:
    aside = ASIDE | {"how_much": "860", "disposition": "out_of_scope"}
    other = ASIDE | {"how_much": "700", "disposition": "out_of_scope"}
    assert take(root, archived(aside, other)).refusals == []
    assert [str(r) for r in take(root, archived(FIGURE, other)).refusals] == []
    (row,) = of(root, "observations", "toy-2023-05-04")
    value = next(e for e in of(root, "evidence", "toy-2023-05-04") if e["evidence_id"] == row["value_evidence_id"])
    assert (value["quote"], value["disposition"], value["note"]) == ("860", "", "")


def test_a_row_that_a_rule_would_find_wrong_is_refused_with_its_code(root: Path, archived: Callable[..., Path]) -> None:
    ((column, found, _),) = refused(root, archived(FIGURE | {"what": ""}))
    assert (column, "S302" in found) == ("what", True)


def test_what_the_rules_would_say_of_the_rest_is_printed(
    root: Path, archived: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["import", str(archived(FIGURE)), "--package", str(root)]
    assert cli.main(arguments) == 0
    told = capsys.readouterr().out
    assert "leaves    seeds/toy-2023-05-04.txt" in told and "V401" in told
    assert cli.main([*arguments, "--write"]) == 0
    assert [f.code for f in report(root, "V401").findings] == ["V401"] * (1 + told.count("more of V401"))


def test_a_preview_refuses_what_writing_would(root: Path, archived: Callable[..., Path]) -> None:
    (root / "seeds/toy-2023-05-04.txt").write_text("in the way", encoding="utf-8")
    assert cli.main(["import", str(archived(FIGURE)), "--package", str(root)]) == 2


@pytest.mark.parametrize("step", range(7))
def test_a_write_that_fails_leaves_nothing(
    root: Path, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before, path, real, calls = contents(root), sheet(ROW, MEMBER), os.replace, []

    def replace(old: str, new: str) -> None:
        calls.append(new)
        if len(calls) == step + 1:
            raise OSError(28, "No space left on device")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(CannotRun):
        take(root, path)
    monkeypatch.undo()
    assert contents(root) == before
    assert len(take(root, path).added) == 2


def test_a_workbook_says_the_same_as_its_sheets_as_csv(root: Path, sheet: Callable[..., Path]) -> None:
    book = sheet(ROW, MEMBER, name="sheet.xlsx")
    plain = sheet(ROW, MEMBER)
    one, other = read(book), read(plain)
    for kind in COLUMNS:
        assert [dict(line.cells) for line in one.sheets[kind]] == [dict(line.cells) for line in other.sheets[kind]]
    assert len(take(root, book).added) == 2
    assert take(root, plain).empty


def test_a_workbook_may_be_called_as_excel_does_and_lie_beside_its_sheets(
    tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    import xlsxwriter

    sheet(ROW, name="own.csv")
    with xlsxwriter.Workbook(str(tmp_path / "own.xlsx")) as book:
        page = book.add_worksheet("Tabelle1")
        for column, (name, cell) in enumerate(ROW.items()):
            page.write_row(0, column, [name.title().replace("_", " ")])
            page.write_row(1, column, [cell])
    found = read(tmp_path / "own.xlsx")
    assert [dict(line.cells) for line in found] == [ROW]
    assert [line["source_id"] for line in found.sheets["sources"]] == [SOURCE["source_id"], CHINESE["source_id"]]


def test_merged_cells_of_a_worksheet_are_refused_by_their_place(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "own.xlsx")) as book:
        page = book.add_worksheet("statements")
        page.write_row(0, 0, list(ROW))
        page.merge_range("A2:A3", "toy-2023-05-04")
    with pytest.raises(CannotRun) as error:
        read(tmp_path / "own.xlsx")
    assert "A2:A3 of statements" in error.value.message


def test_spreadsheets_save_csv_in_many_ways(tmp_path: Path) -> None:
    text = 'source;quote;who;what;when;how_much;entity;indicator\r\na;"b;c";;;;7;x;y\r\n'
    for name, raw in (("a", text.encode("utf-8-sig")), ("b", text.replace(";", "\t").encode("utf-16"))):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(raw)
        (line,) = read(path)
        assert (line.number, line["how_much"], line["quote"][0]) == (2, "7", "b")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("source,quote,who,what,when,how_much,valeu\n", "value"),
        ("source,quote,quote\n", "twice"),
        ("quelle,zitat\n", "source"),
        ("source,quote,how_much\na,b,c,d\n", "more cells"),
        ("source,quote,who,amount\na,b,c,7\n", "no column how_much"),
        ("", "empty"),
        ("source,quote\n\xff", "UTF-8"),
    ],
)
def test_a_file_that_is_no_worksheet_is_told_why(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CannotRun) as error:
        read(path)
    assert word in f"{error.value.message} {error.value.fix}"


def test_the_command_previews_writes_and_says_what_is_refused(
    root: Path, sheet: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(root)
    assert cli.main(["import", str(sheet(ROW)), "--package", str(root)]) == 0
    assert "1 statements new" in capsys.readouterr().out and contents(root) == before
    assert cli.main(["import", str(sheet(ROW | {"value": "9"})), "--package", str(root), "--write"]) == 1
    out = capsys.readouterr().out
    assert "sheet.csv, row 2, value: 9, while" in out and contents(root) == before
    assert cli.main(["import", str(sheet(ROW)), "--package", str(root), "--write"]) == 0
    assert of(root, "observations", "toy-2023-05-04")
    assert cli.main(["import", str(sheet(ROW)), "--write"]) == 2
    assert cli.main(["import", str(root / "none.csv")]) == 2


def test_one_cause_is_told_once_and_its_rows_counted(
    root: Path, sheet: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [ROW | {"quote": f"Nansha had {n} shops", "how_much": str(n)} for n in range(700, 705)]
    path = sheet(*rows, sources=[SOURCE | {"grade": ""}])
    assert cli.main(["import", str(path), "--package", str(root)]) == 1
    told = capsys.readouterr().out
    assert (told.count("grade: nothing"), "also in   rows 3-6\n" in told, "5 rows refused" in told) == (1, True, True)


def test_all_that_is_wrong_with_a_new_source_is_told_together(
    root: Path, sheet: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(ROW, sources=[SOURCE | {"grade": "", "rights": ""}])
    assert cli.main(["import", str(path), "--package", str(root)]) == 1
    assert "grade: nothing; rights: nothing" in capsys.readouterr().out


def test_registers_may_lie_elsewhere(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "one.csv", {"statements": [ROW]})
    write(tmp_path / "all.csv", {"statements": [], "sources": [SOURCE]})
    sheets = [str(tmp_path / "all.sources.csv"), str(tmp_path / "one.csv")]
    assert cli.main(["import", *sheets, "--package", str(root), "--write"]) == 0
    assert of(root, "observations", "toy-2023-05-04")


def test_provinces_bear_the_codes_of_iso() -> None:
    import pycountry

    with (ROOT / "src/cn_industrial_internet/iso_3166_2.csv").open(encoding="utf-8") as file:
        codes = {row["gb2260"]: row["iso_3166_2"] for row in csv.DictReader(file)}
    assert set(codes.values()) == {item.code for item in pycountry.subdivisions.get(country_code="CN")}
    divisions = {row["gb2260"]: row["name_en"] for row in table(ROOT, "divisions") if row["level"] == "province"}
    assert set(codes) <= set(divisions)
    names = {item.code: item.name for item in pycountry.subdivisions.get(country_code="CN")}
    other = {"Inner Mongolia", "Tibet"}  # called by their Chinese names there
    for gb2260, code in codes.items():
        if divisions[gb2260] not in other:
            assert names[code].startswith(divisions[gb2260].split()[0][:4]), code


def test_a_worksheet_that_a_program_fills(root: Path) -> None:
    sheet = Worksheet()
    sheet.add("statements", "frame", [list(ROW), list(ROW.values())])
    sheet.add("sources", "frame, sources", [list(SOURCE), list(SOURCE.values())])
    plan, paths = import_sheets(root, sheet)
    assert (len(plan.added), "data/observations.csv" in paths) == (1, True)
