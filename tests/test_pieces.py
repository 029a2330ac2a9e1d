"""Units of sources get the verdict that the whole package gets: in this process and in others. On Spark:
contract/test_contract_spark.py.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator

import pytest
from core import core

from cn_industrial_internet.cli import main
from reread import pieces
from reread.findings import CannotRun, Finding, Outcome
from reread.package.opening import Package, open_package
from reread.package.part import Part
from reread.package.table import Row, Table
from reread.rules import all_rules
from reread.run import Apart, Report, run

Summary = dict[str, tuple[Outcome, int, int, str | None, list[Finding]]]
CHANGED = (*pieces.BOUND, "rankings", "ranking_criteria", "entity_names", "phrases", "entities")
BY_UNITS = {info.code for info in all_rules() if info.scope in ("source", "register")}


def summary(report: Report) -> Summary:
    """What is to be the same; where a rule reports several things of a row, their order is not."""

    def order(one: Finding) -> tuple[str, int, str, str]:
        return one.file, one.record or 0, one.column or "", one.found

    return {
        r.info.code: (r.outcome, r.cases, r.failures, r.reason, sorted(r.findings, key=order)) for r in report.results
    }


def judged(pkg: Package, apart: Apart | None = None) -> Report:
    """Over cells as they are: what the contract finds keeps no rule from running."""
    return run(pkg, ("V", "X"), prerequisites=False, causes=False, apart=apart)


def damaged(seed: int) -> Package:
    """The core with cells that are empty, or those of another row."""
    pkg, chance = open_package(core()), random.Random(seed)
    tables = {}
    for name in CHANGED:
        table = pkg.tables[name]
        cells = [list(row.cells) for row in table.rows]
        for _ in range(6):
            at, other, column = chance.randrange(len(cells)), chance.choice(cells), chance.randrange(len(table.header))
            cells[at][column] = other[column] if chance.random() < 0.8 else ""
        rows = zip(table.rows, cells, strict=True)
        tables[name] = Table.of_rows(table, table.header, [(r.record, r.line, tuple(mine)) for r, mine in rows])
    return Part(pkg, tables)


@pytest.mark.parametrize("units", [1, 40])
def test_a_sound_package_has_the_same_cases_and_facts(units: int) -> None:
    whole, found = judged(open_package(core())), judged(open_package(core()), pieces.here(units))
    assert summary(found) == summary(whole)
    assert list(found.facts.items()) == list(whole.facts.items()) and found.passed


def test_planted_errors_are_found_as_in_the_whole() -> None:
    failed: set[str] = set()
    for seed in range(2, 8):
        whole, found = summary(judged(damaged(seed))), summary(judged(damaged(seed), pieces.here(25)))
        assert found == whole
        failed |= {code for code, (_, _, failures, _, _) in whole.items() if failures}
    assert len(failed & BY_UNITS) > 25  # of the rules that are judged so


def test_other_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SMALL", 0)
    monkeypatch.setattr(pieces, "UNIT", 1_000)  # more units than wait at a time
    pkg = damaged(1)
    assert summary(judged(pkg, pieces.in_processes(2))) == summary(judged(pkg))


def test_a_small_package_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_in_processes", lambda *_: pytest.fail("started some"))
    assert judged(open_package(core()), pieces.in_processes(2)).passed


def test_units_hold_whole_sources_and_what_they_name() -> None:
    pkg = open_package(core())
    units = [
        {name: {number for number, _, _ in mine} for name, mine in unit.items()} for unit in pieces.units_of(pkg, 1)
    ]
    rows = [(name, number) for unit in units for name, numbers in unit.items() for number in numbers]
    assert len(units) > 4
    assert len(rows) == len(set(rows)) == sum(len(pkg.tables[name]) for name in pieces.BOUND)
    for unit in units:
        mine = {
            name: [row for row in pkg.tables[name].rows if row.record in unit.get(name, ())] for name in pieces.BOUND
        }
        keys = {name: {row.key for row in rows} for name, rows in mine.items()}
        for name in pieces.BOUND:
            for column, target, several in pkg.tables[name].references:
                for row in mine[name] if target in pieces.BOUND else ():
                    named = row[column].split() if several else [row[column]]
                    assert {key for key in named if pkg.tables[target].get(key)} <= keys[target]


def test_a_rule_that_fails_over_a_unit_is_run_over_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(setup: pieces.Setup, units: object) -> Iterator[pieces.Verdict]:
        yield {code: None if code == "V306" else setup.judge(setup.open(), {})[code] for code in setup.codes}

    monkeypatch.setattr(pieces, "_here", nothing)
    pkg = open_package(core())
    report = judged(pkg, pieces.here())
    cases = {result.info.code: result.cases for result in report.results}
    assert cases["V306"] == sum(1 for row in pkg.table("observations").rows if row["value_evidence_id"])
    assert cases["V303"] == 0  # was told apart, of no rows


def test_a_judged_unit_lets_go_of_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    judge = pieces.Setup.judge

    def counted(setup: pieces.Setup, pkg: Package, unit: pieces.Unit) -> pieces.Verdict:
        held.append(sum(isinstance(one, Row) for one in gc.get_objects()))
        return judge(setup, pkg, unit)

    monkeypatch.setattr(pieces.Setup, "judge", counted)
    judged(open_package(core()), pieces.here(40))
    assert len(held) > 4 and len(set(held[2:])) == 1  # the first is judged alone, and registers are indexed once


def die(unit: bytes) -> None:
    os._exit(1)


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_judge", die)
    monkeypatch.setattr(pieces, "SMALL", 0)
    with pytest.raises(CannotRun, match="before its time"):
        judged(open_package(core()), pieces.in_processes(1))


def test_the_command_shares_the_work(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SMALL", 0)
    assert main(["validate", str(core()), "--rule", "V3", "--processes", "2"]) == 0
    shared = capsys.readouterr().out
    assert main(["validate", str(core()), "--rule", "V3"]) == 0
    alone = capsys.readouterr().out
    told = [[line.split()[:4] for line in out.splitlines() if "provenance" in line] for out in (shared, alone)]
    assert told[0] and told[0] == told[1]
    assert main(["validate", str(core()), "--processes", "0"]) == 2
