"""Rows of large tables that have something in common: all that is said of them is said when only they are held."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from planting import ROOT
from relation_package import INDICATORS, SOURCE, Sheet

from reread.findings import Outcome
from reread.package.opening import Package, open_package
from reread.pieces import beside, related
from reread.pieces.generating import generate
from reread.relations.suggest import suggest
from reread.run import RuleResult, run

PERIODS = ("2021", "2020", "2019", "2021-12-31", "2020-12", "2021-Q4", "")
WORDS = {
    "count": ("7", "12", "13", "2,995", "more than 50", "about 9"),
    "percent": ("26 percent", "55 percent", "7.5 percent", "150 percent"),
    "CNY": ("14.68 billion yuan", "8.65 billion yuan", "6.03 billion yuan", "$2.5 billion", "61 billion yuan"),
    "m2": ("30,000 square meters", "5 hectares"),
}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tables of statements and sources count as large, and are read in pieces of a few rows."""
    tables = ("observations", "evidence", "sources")
    monkeypatch.setattr(Package, "is_large", lambda pkg, name: name in tables and pkg.large_from is not None)
    monkeypatch.setattr(beside, "piece_of", lambda size: 700)
    yield


def by_chance(seed: int) -> Sheet:
    """Statements about few things and many times, some registered, some derived, and some that nothing is like."""
    chance, sheet = random.Random(seed), Sheet()
    sources = [SOURCE, sheet.source("paper-2022-07-01", "2022-07-01"), sheet.source("paper-2022-08-01", "2022-08-01")]
    for _ in range(120):
        indicator = chance.choice(list(INDICATORS))
        cells = {"preference": chance.choice(("normal", "normal", "preferred", "deprecated"))}
        if INDICATORS[indicator][0] == "growth":
            cells["base_period"] = chance.choice(PERIODS)
        if INDICATORS[indicator][0] == "share" and chance.random() < 0.5:
            cells["whole_entity_id"] = "china"
        entity = chance.choice(("china", "city", "east", "west", "zone", "elsewhere"))
        words = chance.choice(WORDS[INDICATORS[indicator][1]])
        sheet.printed(words, indicator, entity, chance.choice(PERIODS), chance.choice(sources), **cells)
    for year in range(1900, 1920):
        sheet.printed("5 billion yuan", "balance", "city", str(year))
    sheet.derived("city-firms", period="2020")
    sheet.derived("china-exports", "exports", "china", "2019")
    amounts = {"revenue": "14 billion yuan", "exports": "8 billion yuan", "imports": "6 billion yuan"}
    trade = [sheet.printed(words, name, period="2016") for name, words in amounts.items()]
    sheet.relation("trade", "sum", total=trade[0], part=trade[1:])  # type: ignore[arg-type]
    parts: list[str | int] = [sheet.printed("3", "firms", entity) for entity in ("east", "west")]
    sheet.relation("derived", "sum", total="city-firms", part=parts)
    for name in ("revenue", "exports", "imports"):  # the sum of 2016 is looked for here
        sheet.printed(chance.choice(WORDS["CNY"]), name, period="2012")
    for entity in ("east", "west"):
        sheet.printed("3", "firms", entity, "2011")
    sheet.printed("9", "firms", "city", "2011")
    return sheet


def opened(root: Path, *, as_large: bool) -> Package:
    pkg = open_package(root)
    pkg.large_from = 0 if as_large else None
    return pkg


def said(pkg: Package) -> tuple[list[tuple[object, ...]], int]:
    found, known = suggest(pkg)
    terms = ([(term.role, term.target, term.aspect) for term in one.relation.terms] for one in found)
    return [
        (s.relation.id, s.relation.kind, named, s.statement, s.row.key, s.row.line, s.demanded, s.verdict, s.derived)
        for s, named in zip(found, terms, strict=True)
    ], known


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", range(8))
def test_structure_demands_the_same_of_the_statements_that_have_something_in_common(seed: int, tmp_path: Path) -> None:
    root = by_chance(seed).write(tmp_path)
    whole, part = opened(root, as_large=False), related.related(opened(root, as_large=True), "structure")
    expected = said(whole)
    assert said(part) == expected
    assert len(expected[0]) > 10
    # What nobody else speaks of is not held; what may take part in a relation is.
    left_out = {row.key for row in whole.table("observations")} - {row.key for row in part.table("observations")}
    assert len(left_out) > 15


def outcome(root: Path, code: str, *, as_large: bool) -> RuleResult:
    pkg = opened(root, as_large=as_large)
    if not as_large:
        pkg.large_from = 1 << 40
    [result] = run(pkg, [code], prerequisites=False).results
    return result


@pytest.mark.usefixtures("large")
def test_planted_contradictions_and_addresses_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = by_chance(3)
    for number in range(40):
        url = f"https://example.org/{number}" if number else "http://example.org/7/"
        day = "2999-01-01" if number == 21 else "2022-01-01"
        sheet.source(f"web-{number:02}", "2022-01-01")
        sheet.tables["sources"][-1] |= {"url": url, "accessed_on": day}
    root = sheet.write(tmp_path)
    large = ("observations", "sources")
    monkeypatch.setattr(Package, "is_large", lambda pkg, name: pkg.large_from == 0 and name in large)
    for code, failures in (("X605", 1), ("V108", 2)):
        held, passed = (outcome(root, code, as_large=as_large) for as_large in (False, True))
        assert (held.outcome, held.cases, held.failures) == (passed.outcome, passed.cases, passed.failures)
        key = lambda one: (one.file, one.record or 0, one.found, one.expected)  # noqa: E731
        assert sorted(held.findings, key=key) == sorted(passed.findings, key=key)
        assert held.failures >= failures and held.outcome is Outcome.FAILED
    assert held.cases == len(sheet.tables["sources"])


@pytest.mark.usefixtures("large")
def test_more_than_can_be_held_is_not_evaluated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = by_chance(1).write(tmp_path)
    monkeypatch.setattr(related, "MAX_BESIDE", 10)
    result = outcome(root, "X605", as_large=True)
    assert result.outcome is Outcome.NOT_EVALUATED
    assert result.reason == "more than 10 rows of data/observations.csv have something in common"


@pytest.mark.usefixtures("large")
def test_other_packages_with_such_tables(tmp_path: Path) -> None:
    """No relations, no registers to speak of, other columns: what is said whole is said in pieces."""
    root = by_chance(1).write(tmp_path)
    (root / "data" / "indicators.csv").write_text((root / "data" / "indicators.csv").read_text().split("\n")[0] + "\n")
    assert outcome(root, "X605", as_large=True).cases == outcome(root, "X605", as_large=False).cases > 0
    descriptor = json.loads((root / "datapackage.json").read_text())
    descriptor["resources"] = [one for one in descriptor["resources"] if one["name"] != "relations"]
    (root / "datapackage.json").write_text(json.dumps(descriptor))
    (root / "data" / "observations.csv").write_text("a,b\n1,2\n3,4\n")
    assert outcome(root, "X605", as_large=True).outcome is outcome(root, "X605", as_large=False).outcome
    assert outcome(root, "X605", as_large=True).cases == 0


def test_of_statements_that_nothing_is_like_none_is_held(tmp_path: Path) -> None:
    generate(tmp_path / "made", open_package(ROOT), sources=40)
    pkg = open_package(tmp_path / "made")
    pkg.large_from = 100_000
    part = related.related(pkg, "structure")
    assert len(part.table("observations")) <= len(open_package(ROOT).table("observations"))
