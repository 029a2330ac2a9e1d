"""What may be joined in one series: the one function that decides it."""

from __future__ import annotations

from pathlib import Path

import pytest
from relation_package import Sheet

from reread.package.opening import Package
from reread.package.table import Row
from reread.relations.suggest import suggest
from reread.statements.joining import JOINED, joined, obstacles


def rows(pkg: Package) -> tuple[Row, Row]:
    one, other = pkg.table("observations").rows
    return one, other


def pair(tmp_path: Path, **cells: str) -> Package:
    """Two observations, a year apart; the second with these cells."""
    sheet = Sheet()
    sheet.printed("7", period="2020")
    sheet.printed("8", **{"period": "2021", **cells})
    return sheet.open(tmp_path)


def test_the_same_quantity_a_year_later_is_joined(tmp_path: Path) -> None:
    pkg = pair(tmp_path)
    assert joined(pkg, *rows(pkg)) and obstacles(pkg, *rows(pkg)) == []


@pytest.mark.parametrize("column", JOINED)
def test_whatever_they_differ_in_is_said(tmp_path: Path, column: str) -> None:
    pkg = pair(tmp_path, **{column: "another"})
    (said,) = obstacles(pkg, *rows(pkg))
    assert said.startswith(f"another {column.removesuffix('_id').replace('_', ' ')} (") and "another)" in said


@pytest.mark.parametrize(
    ("cells", "stands"),
    [
        ({"from_period": "2021"}, True),
        ({"from_period": "2020"}, False),
        ({"from_period": "2022"}, False),
        ({"from_period": "2021", "entity_id": "city"}, True),
        ({"from_period": "2021", "entity_id": "east"}, False),
        ({"from_period": "2021", "indicator_id": "exports"}, False),
    ],
)
def test_breaks_stand_between(tmp_path: Path, cells: dict[str, str], stands: bool) -> None:
    sheet = Sheet()
    sheet.printed("7", period="2020")
    sheet.printed("8", period="2021")
    words = {"break_id": "one", "indicator_id": "firms", "kind": "census_revision", "words": "Counted again."}
    sheet.add("breaks", **{**words, **cells})
    pkg = sheet.open(tmp_path)
    one, other = rows(pkg)
    said = [f"census revision changed from {cells['from_period']} on: Counted again."] if stands else []
    assert obstacles(pkg, one, other) == obstacles(pkg, other, one) == said


def test_growth_over_a_break_is_not_demanded(tmp_path: Path) -> None:
    for number, kind in enumerate(("", "definition")):
        sheet = Sheet()
        sheet.printed("5.9 billion yuan", "revenue", period="2017")
        sheet.printed("2.5 billion yuan", "revenue", period="2016")
        sheet.printed("220 percent", "revenue_growth", period="2017", base_period="2016")
        if kind:
            sheet.add("breaks", break_id="a", indicator_id="revenue", from_period="2017", kind=kind, words="New.")
        fresh, _ = suggest(sheet.open(tmp_path / str(number)))
        assert [one.relation.kind for one in fresh] == ([] if kind else ["growth"])
