"""X606 to X608: terms that are wrong although the arithmetic works out, planted in the real package."""

from __future__ import annotations

import sys

import pytest
from core import core
from planting import ROOT, plants

from reread.package.opening import Package, open_package
from reread.run import run

sys.path.insert(0, str(ROOT / "scripts"))

from mutation_judge import Judge
from mutations import cell_change

Cells = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(open_package(core()))


def found(pkg: Package, code: str) -> list[tuple[str, str | None, str | None]]:
    """Table, key and column of what one rule finds."""
    places = run(pkg, [code], prerequisites=False).findings
    return [(f.file.removeprefix("data/").removesuffix(".csv"), f.key, f.column) for f in places if f.code == code]


def planted(judge: Judge, table: str, key: str, column: str, new: str, code: str) -> list[tuple[str, str | None]]:
    """Key and column of what a rule finds once one cell is changed."""
    rows = judge.pkg.table(table).rows
    (record,) = (n for n, row in enumerate(rows) if row.key == key)
    changed = judge.altered(cell_change(table, column, "replace", (record, rows[record][column], new)))
    return [(f"{name}: {place}", at) for name, place, at in found(changed, code)]


@pytest.mark.parametrize("code", ["X606", "X607", "X608"])
def test_nothing_is_found_in_the_real_package(judge: Judge, code: str) -> None:
    assert found(judge.pkg, code) == []


@plants("X606")
@pytest.mark.parametrize(
    ("key", "column", "new"),
    [
        ("guangzhou-high-tech-enterprises-2021-12-31", "entity_id", "baiyun-guangzhou"),
        ("guangzhou-high-tech-enterprises-2021-12-31", "indicator_id", "incubators"),
        ("guangzhou-high-tech-enterprises-2021-12-31", "period", "2020-12-31"),
        ("guangzhou-neeq-funds-2015", "period", "2016"),
        ("guangzhou-neeq-funds-2015", "period", ""),
        ("guangzhou-incubators-added-2015", "entity_id", "china"),
        ("guangzhou-incubators-2015", "indicator_id", "key_laboratories"),
        ("guangzhou-incubators-2016", "period", "2015-12-31"),
        ("guangzhou-cross-border-trade-2015", "period", "2014"),
    ],
)
def test_derived_rows_filed_under_something_else(judge: Judge, key: str, column: str, new: str) -> None:
    assert (f"derived: {key}", column) in planted(judge, "derived", key, column, new, "X606")


@plants("X606")
def test_a_part_that_the_share_does_not_name(judge: Judge) -> None:
    found = planted(judge, "observations", "thnet-2022-09-23.o05", "indicator_id", "incubators", "X606")
    assert ("relation_terms: tianhe-high-tech-share-2021|part|1", "observation_id") in found


@pytest.mark.parametrize("same", ["2021", "2021-Q4", "2021-12"])
def test_periods_of_a_stock_that_end_on_one_day_are_one(judge: Judge, same: str) -> None:
    assert not planted(judge, "derived", "guangzhou-high-tech-enterprises-2021-12-31", "period", same, "X606")


@plants("X607")
@pytest.mark.parametrize(
    ("key", "column", "new"),
    [
        ("hurun-list-categories|total|1", "constant", "4"),
        ("hurun-list-categories|total|1", "unit_id", "CNY"),
        ("hurun-list-categories|total|1", "evidence_id", ""),
        ("hurun-list-categories|part|2", "constant", "3"),
        ("hurun-list-categories|part|2", "unit_id", "percent"),
        ("hurun-list-categories|part|2", "evidence_id", "tellerreport-2023-06-28:1703-1728"),
        ("hurun-list-categories|part|2", "evidence_id", "tellerreport-2023-06-28:1624-1628"),
        ("hurun-list-categories|part|2", "evidence_id", "thnet-2022-09-23:685-699"),
        ("hurun-list-categories|total|1", "evidence_id", "tellerreport-2023-06-28:1703-1728"),
        ("urban-areas-first-level-indicators|part|1", "evidence_id", "thnet-2022-09-23:649-653"),
        ("guangzhou-neeq-listings-subset|left|1", "evidence_id", "tellerreport-2023-06-28:1703-1728"),
    ],
)
def test_constants_that_are_not_printed(judge: Judge, key: str, column: str, new: str) -> None:
    keys = [place for place, _ in planted(judge, "relation_terms", key, column, new, "X607")]
    assert keys and all(place.startswith(f"relation_terms: {key.partition('|')[0]}|") for place in keys)


@plants("X608")
@pytest.mark.parametrize(
    ("key", "column", "new"),
    [
        ("tianhe-new-enterprises-before-report|right|1", "source_id", "tellerreport-2023-06-28"),
        ("tianhe-new-enterprises-before-report|right|1", "aspect", "published"),
        ("guangzhou-2016-before-report|left|1", "aspect", "published"),
        ("guangzhou-2016-before-report|left|1", "aspect", "period_start"),
        ("top-20-counties-data-before-report|right|1", "source_id", "thnet-2022-09-23"),
        ("foxconn-park-before-report|left|1", "aspect", ""),
        ("foxconn-park-before-report|left|1", "link_id", "govcn-2017-12-08.l12"),
        ("tencent-project-before-zone|left|1", "aspect", "period_start"),
        ("tencent-project-before-zone|right|1", "aspect", "period_end"),
        ("changsha-county-place-on-list|left|1", "entry_id", "thnet-2022-09-23.r03"),
        ("changsha-county-place-on-list|right|1", "ranking_id", "ccid-top-districts-2022"),
        ("beijing-before-guangzhou|left|1", "entry_id", "thnet-2022-09-23.r02"),
    ],
)
def test_orders_of_what_does_not_belong_together(judge: Judge, key: str, column: str, new: str) -> None:
    relation = key.partition("|")[0]
    places = planted(judge, "relation_terms", key, column, new, "X608")
    assert places and all(place.startswith(f"relation_terms: {relation}|") for place, _ in places)
