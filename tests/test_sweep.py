"""The sweep of small changes: a seeded sample on every statement and evidence column, and its own workings.

The whole measurement is `python scripts/sweep.py`.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from core import core
from planting import ROOT, small

from reread.package.opening import Package, open_package

sys.path.insert(0, str(ROOT / "scripts"))

import mutations
import mutations_rows
import sweep
from mutation_judge import Judge
from mutation_page import page
from mutation_peers import Frictionless, Pandera
from mutations import CELL_KINDS, KINDS, ROW_KINDS, STATEMENT_TABLES, Change, cell_change

#: Of the changes to statements, as many are tried here; `make mutate` tries all.
TRIED = 25
SEED = 20


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package(core())


@pytest.fixture(scope="module")
def judge(package: Package) -> Judge:
    return Judge(package)


def _sample(package: Package) -> Iterator[Change]:
    """Some changes to every statement table, of all kinds in turn, but for the documented exceptions."""
    known = sweep.exceptions()
    planned = mutations.changes(package, 1, SEED, STATEMENT_TABLES)
    planned += mutations_rows.row_changes(package, 1, SEED, STATEMENT_TABLES)
    free = [c for c in planned if not sweep.is_excepted(known, c.table, c.column, c.kind)]
    yield from random.Random(SEED).sample(free, TRIED)


def test_changes_to_statements_and_evidence_are_caught(package: Package, judge: Judge) -> None:
    verdicts = [judge.verdict(change) for change in _sample(package)]
    known = sweep.exceptions()
    held = [
        v
        for v in verdicts
        if not (v.unquoted and sweep.is_excepted(known, v.change.table, v.change.column, "unquoted"))
    ]
    assert [str(verdict.change) for verdict in held if not verdict.caught] == []
    assert sum(verdict.caught and not verdict.placed for verdict in verdicts) <= 1


def test_every_statement_column_with_values_is_swept(package: Package) -> None:
    swept = {(change.table, change.column) for change in mutations.changes(package, 1, SEED, STATEMENT_TABLES)}
    for name in STATEMENT_TABLES:
        for column in package.table(name).header:
            filled = any(row[column] for row in package.table(name).rows)
            assert not filled or (name, column) in swept, (name, column)


def test_staged_verdicts_are_those_of_a_whole_run(package: Package, judge: Judge) -> None:
    chance = random.Random(SEED)
    planned = mutations.changes(package, 1, SEED, ("units", "ranking_entries", "observations"))
    for change in chance.sample(planned + mutations_rows.row_changes(package, 1, SEED, ("evidence",)), 4):
        assert judge.verdict(change).caught == judge.full_verdict(change), str(change)


def test_cells_without_words_are_told_from_others(package: Package, judge: Judge) -> None:
    rows = package.table("observations").rows
    for row in (next(r for r in rows if not r["who_evidence_id"]), next(r for r in rows if r["who_evidence_id"])):
        change = cell_change("observations", "entity_id", "replace", (row.record, row["entity_id"], "nowhere"))
        assert judge.verdict(change).unquoted is not bool(row["who_evidence_id"])
    value = cell_change("observations", "value", "digit", (0, rows[0]["value"], "7"))
    assert not judge.verdict(value).unquoted


def test_a_sweep_changes_no_file(package: Package, judge: Judge) -> None:
    before = {path: path.read_bytes() for path in (ROOT / "data").iterdir()}
    for change in mutations.changes(package, 1, SEED, ("units",))[:2]:
        judge.verdict(change)
    assert {path: path.read_bytes() for path in (ROOT / "data").iterdir()} == before


def test_an_altered_table_differs_in_the_named_cells_only(package: Package) -> None:
    for change in mutations.changes(package, 1, SEED, ("observations",)):
        table = package.table(change.table)
        before = (package.root / table.path).read_text("utf-8")
        after = mutations.altered_csv(table, change).decode("utf-8")
        rows = [list(csv.reader(text.splitlines(keepends=True))) for text in (before, after)]
        different = [
            (number - 1, old[place], new[place])
            for number, (old, new) in enumerate(zip(*rows, strict=True))
            for place in range(len(old))
            if old[place] != new[place]
        ]
        assert sorted(different) == sorted((cell.record, cell.old, cell.new) for cell in change.cells)
        assert table.header[0] == rows[1][0][0]


def test_the_same_seed_gives_the_same_changes(package: Package) -> None:
    first = mutations.changes(package, 2, 7, ("evidence",))
    assert first == mutations.changes(package, 2, 7, ("evidence",))
    assert first != mutations.changes(package, 2, 8, ("evidence",))
    assert {change.kind for change in first} == set(CELL_KINDS)


def test_every_exception_names_a_column_and_a_reason(package: Package) -> None:
    rows = list(sweep.exceptions().items())
    assert rows == sorted(rows)
    for (name, column, kind), reason in rows:
        assert kind in ("", "unquoted", *KINDS) and (column or kind in ROW_KINDS), (name, column, kind)
        tables = package.tables if name == "*" else {name: package.tables[name]}
        assert any(column in (*table.header, "") for table in tables.values()), (name, column)
        assert len(reason) > 20 and reason.endswith(".")


def test_the_others_are_asked_about_the_same_changes(tmp_path: Path) -> None:
    package = open_package(small())
    frictionless, pandera = Frictionless(package, tmp_path), Pandera(package)
    record = package.table("observations").rows[0]
    gone = cell_change("observations", "entity_id", "replace", (0, record["entity_id"], "nowhere"))
    digit = cell_change("observations", "value", "digit", (0, record["value"], record["value"] + "1"))
    word = cell_change("observations", "qualifier", "replace", (0, record["qualifier"], "perhaps"))
    again = Change("observations", "", "row doubled", copied=((0, ""),))
    changes = (gone, digit, word, again)
    assert [frictionless.caught(change) for change in (gone, digit)] == [(True, True), (False, True)]
    assert [pandera.caught(change) for change in changes] == [(False, True), (False, True), (True, True), (True, True)]
    path = package.table("observations").path
    assert (frictionless.root / path).read_bytes() == (package.root / path).read_bytes()


@pytest.mark.parametrize("table", STATEMENT_TABLES)
def test_changes_to_rows_keep_ids_references_and_order(package: Package, judge: Judge, table: str) -> None:
    made = mutations_rows.row_changes(package, 2, SEED, (table,))
    assert made == mutations_rows.row_changes(package, 2, SEED, (table,))
    assert {change.kind for change in made} <= set(ROW_KINDS)
    for change in made:
        altered = judge.altered(change).tables[table]
        rows = len(altered.rows) - len(package.table(table).rows)
        assert rows == len(change.copied) - len(change.gone)
        if change.sort:
            keys = [row.key for row in altered.rows]
            assert keys == sorted(keys) and len(set(keys)) == len(keys)
        assert [row.cells for row in altered.rows] != [row.cells for row in package.table(table).rows]


def test_the_table_is_printed_with_totals(package: Package, judge: Judge) -> None:
    asked = mutations.changes(package, 1, SEED, ("units",))[:6]
    verdicts = [judge.verdict(change) for change in asked]
    others = {asked[0]: (True, True, False, True), asked[1]: (False, True, False, False)}
    lines = list(sweep.table_lines(verdicts, others))
    assert lines[0].split()[:3] == ["table", "column", "changes"]
    assert any(
        line.startswith("units") and line.split()[-5:] == ["2", "50.0", "100.0", "0.0", "50.0"] for line in lines
    )
    assert lines[-1].startswith("all tables")
    counted = [(label, name, sweep.tally(mine, others)) for label, name, mine in sweep.groups(verdicts)]
    text = page(counted, "6 changes", 2, "1.2.3")
    assert "with version 1.2.3 of the data: 6 changes." in text and "| all tables, all | 6 |" in text
