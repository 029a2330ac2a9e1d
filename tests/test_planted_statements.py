"""Wrong statements that keep every id, reference and order right, planted in the real package and found."""

from __future__ import annotations

import sys

import pytest
from core import core
from planting import ROOT, plants

from reread.package.opening import open_package

sys.path.insert(0, str(ROOT / "scripts"))

import mutations_rows
from mutation_judge import Judge
from mutations import Cell, Change


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(open_package(core()))


def record(judge: Judge, table: str, key: str) -> int:
    """Where a row stands."""
    return next(n for n, row in enumerate(judge.pkg.table(table).rows) if row.key == key)


def moved(judge: Judge, key: str, start: int) -> Change:
    """Evidence that points at the same words somewhere else, and everything that refers to it with it."""
    table = judge.pkg.table("evidence")
    row = table.get(key)
    assert row is not None
    text = judge.pkg.text(row["source_id"]) or ""
    assert text[start : start + len(row["quote"])] == row["quote"]
    rows = mutations_rows._Rows(judge.pkg, table)
    end = start + len(row["quote"])
    change = mutations_rows._respanned(rows, record(judge, "evidence", key), start, end, text, "span elsewhere")
    assert change is not None
    return change


@plants("V322")
def test_a_year_cut_out_of_the_date_of_the_page(judge: Judge) -> None:
    verdict = judge.verdict(moved(judge, "thnet-2022-09-23:1112-1116", 103))
    assert "V322" in verdict.codes and verdict.on_line


@plants("V319")
def test_a_name_before_the_sentence_that_names_it_too(judge: Judge) -> None:
    verdict = judge.verdict(moved(judge, "rednet-2022-07-27:574-579", 396))
    assert verdict.codes == ("V319",)


@plants("X503")
@pytest.mark.parametrize(
    ("table", "key", "new"),
    [
        ("entity_links", "rednet-2022-07-27.l14", "rednet-2022-07-27.l99"),
        ("observations", "lifeofguangzhou-2017-02-15.o08", "lifeofguangzhou-2017-02-15.o99"),
        ("ranking_entries", "tellerreport-2023-06-28.r01", "tellerreport-2023-06-28.r99"),
        ("corrections", "lifeofguangzhou-2017-02-15.c03", "lifeofguangzhou-2017-02-15.c99"),
    ],
)
def test_a_statement_made_again(judge: Judge, table: str, key: str, new: str) -> None:
    change = Change(table, "", "row copied", copied=((record(judge, table, key), new),), sort=True)
    assert "X503" in judge.verdict(change).codes


@plants("X207")
def test_a_superlative_that_lost_its_holder(judge: Judge) -> None:
    rows = judge.pkg.table("ranking_entries").rows
    place = next(n for n, row in enumerate(rows) if row["ranking_id"] == "sub-provincial-cities-high-tech-growth-2016")
    verdict = judge.verdict(Change("ranking_entries", "", "row deleted", gone=(place,)))
    assert "X207" in verdict.codes and verdict.placed


@plants("X606")
def test_a_part_of_another_time(judge: Judge) -> None:
    day = {"period": "2022-07-27", "period_basis": "publication", "when_evidence_id": "rednet-2022-07-27:94-113"}
    place = record(judge, "observations", "rednet-2022-07-27.o05")
    row = judge.pkg.table("observations").rows[place]
    cells = tuple(Cell("observations", place, column, row[column], new) for column, new in day.items())
    verdict = judge.verdict(Change("observations", "", "parts exchanged", cells))
    assert verdict.codes == ("X606",) and verdict.placed


@plants("X205")
def test_criteria_in_another_order_than_that_of_print(judge: Judge) -> None:
    one = record(judge, "ranking_criteria", "hurun-industrial-internet-2023|1|1")
    other = record(judge, "ranking_criteria", "hurun-industrial-internet-2023|1|2")
    rows = judge.pkg.table("ranking_criteria").rows
    cells = [
        Cell("ranking_criteria", n, column, rows[n][column], rows[m][column])
        for n, m in ((one, other), (other, one))
        for column in ("name", "evidence_id")
    ]
    verdict = judge.verdict(Change("ranking_criteria", "", "parts exchanged", tuple(cells)))
    assert "X205" in verdict.codes and verdict.placed
