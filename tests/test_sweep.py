"""The sweep of single-cell changes: a small seeded sample on every statement and evidence column, and its own workings.

The whole measurement is `python scripts/sweep.py`.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from planting import ROOT

from cn_industrial_internet.package import Package, open_package

sys.path.insert(0, str(ROOT / "scripts"))

import mutations
import sweep
from mutations import KINDS, STATEMENT_TABLES, Change, Judge

#: Changes tried in every column of the statement tables; all kinds take part in turn.
PER_COLUMN = 2
SEED = 20


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package()


@pytest.fixture(scope="module")
def judge(package: Package) -> Judge:
    return Judge(package)


def _sample(package: Package) -> Iterator[Change]:
    """Changes of `PER_COLUMN` kinds to every column, but for the documented exceptions."""
    known = sweep.exceptions()
    by_column: dict[tuple[str, str], list[Change]] = {}
    for change in mutations.changes(package, 1, SEED, STATEMENT_TABLES):
        if not sweep.is_excepted(known, change.table, change.column, change.kind):
            by_column.setdefault((change.table, change.column), []).append(change)
    for (table, column), found in by_column.items():
        chance = random.Random(f"{SEED} {table} {column}")
        yield from chance.sample(found, min(PER_COLUMN, len(found)))


def test_changes_to_statements_and_evidence_are_caught(package: Package, judge: Judge) -> None:
    verdicts = [judge.verdict(change) for change in _sample(package)]
    missed = [str(verdict.change) for verdict in verdicts if not verdict.caught]
    assert len(verdicts) > 100
    assert len(missed) <= len(verdicts) / 100, "\n".join(missed)
    astray = [str(verdict.change) for verdict in verdicts if verdict.caught and not verdict.placed]
    assert len(astray) <= len(verdicts) / 100, "\n".join(astray)


def test_every_statement_column_with_values_is_swept(package: Package) -> None:
    swept = {(change.table, change.column) for change in mutations.changes(package, 1, SEED, STATEMENT_TABLES)}
    for name in STATEMENT_TABLES:
        for column in package.table(name).header:
            filled = any(row[column] for row in package.table(name).rows)
            assert not filled or (name, column) in swept, (name, column)


def test_staged_verdicts_are_those_of_a_whole_run(package: Package, judge: Judge) -> None:
    chance = random.Random(SEED)
    for change in chance.sample(mutations.changes(package, 1, SEED), 8):
        assert judge.verdict(change).caught == judge.full_verdict(change), str(change)


def test_a_sweep_changes_no_file(package: Package, judge: Judge) -> None:
    before = {path: path.read_bytes() for path in (ROOT / "data").iterdir()}
    for change in mutations.changes(package, 1, SEED, ("units",))[:5]:
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
        assert sorted(different) == sorted(change.cells)
        assert table.header[0] == rows[1][0][0]


def test_the_same_seed_gives_the_same_changes(package: Package) -> None:
    first = mutations.changes(package, 2, 7, ("evidence",))
    assert first == mutations.changes(package, 2, 7, ("evidence",))
    assert first != mutations.changes(package, 2, 8, ("evidence",))
    assert {change.kind for change in first} == set(KINDS)


def test_every_exception_names_a_column_and_a_reason(package: Package) -> None:
    rows = list(sweep.exceptions().items())
    assert rows == sorted(rows)
    for (name, column, kind), reason in rows:
        assert kind in ("", *KINDS), kind
        tables = package.tables if name == "*" else {name: package.tables[name]}
        assert any(column in table.header for table in tables.values()), (name, column)
        assert len(reason) > 20 and reason.endswith(".")


def test_frictionless_is_asked_about_the_same_changes(package: Package, tmp_path: Path) -> None:
    asked = sweep.Frictionless(package, tmp_path)
    record = package.table("observations").rows[0]
    gone = Change("observations", "entity_id", "replace", ((0, record["entity_id"], "nowhere"),))
    digit = Change("observations", "value", "digit", ((0, record["value"], record["value"] + "1"),))
    assert asked.caught(gone)
    assert not asked.caught(digit)
    assert asked.errors() == 0


def test_the_table_is_printed_with_totals(package: Package, judge: Judge) -> None:
    todo = mutations.changes(package, 1, SEED, ("units",))[:6]
    verdicts = [judge.verdict(change) for change in todo]
    lines = list(sweep.table_lines(verdicts, {todo[0]: True, todo[1]: False}))
    assert lines[0].split()[:3] == ["table", "column", "changes"]
    assert any(line.startswith("units") and "50.0 of 2" in line for line in lines)
    assert lines[-1].startswith("all tables")
