"""frictionless reports our rules, in Python and on its command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import planting
import pytest

from reread.package.opening import open_package
from reread.package.table import Row

SOURCE = Path(__file__).resolve().parents[2] / "src"


def reported(package: Path, table: str = "") -> tuple[bool, list[tuple[str, str, int | None, str]]]:
    """What frictionless says of a package, or of one table in it, which it opens with half the work."""
    valid, errors = asked(package, table)
    return valid, [(name, error.type, getattr(error, "row_number", None), error.note) for name, error in errors]


def asked(package: Path, table: str) -> tuple[bool, list[tuple[str, Any]]]:
    """The errors of frictionless, with the names of their tables."""
    from frictionless import Checklist, Package, system

    with system.use_context(trusted=True):
        opened = Package(str(package / "datapackage.json"))
        what: Any = opened.get_resource(table) if table else opened
        report = what.validate(Checklist.from_descriptor(CHECKLIST))
    return report.valid, [(task.name, error) for task in report.tasks for error in task.errors]


CHECKLIST = {"checks": [{"type": "reread"}]}


def test_a_sound_package_is_valid(real_package_copy: Path) -> None:
    assert reported(real_package_copy) == (True, [])


def statement(package: Path) -> Row:
    """An observation whose parts are all read again from an archived text."""
    rows = open_package(package).table("observations").rows
    return next(row for row in rows if row["proof"] == "archived" and row["value"] and row["when_evidence_id"])


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [("value", "26.26", "V306"), ("period", "2099", "V304"), ("entity_id", "nowhere", "S111")],
)
def test_a_falsehood_is_reported_with_its_row(column: str, text: str, code: str, real_package_copy: Path) -> None:
    row = statement(real_package_copy)
    planting.edit_cell(real_package_copy, "observations", row.key, column, text)
    valid, errors = asked(real_package_copy, "observations")
    assert not valid
    [told] = [error for name, error in errors if name == "observations" and error.note.startswith(code)]
    place = row.table.header.index(column)
    assert (told.type, told.row_number) == ("reread", row.record + 1)
    assert (told.field_name, told.field_number, told.cell, told.cells[place]) == (column, place + 1, text, text)
    assert re.search(r": found .*; expected .*\. Why: \w.* Fix: \w", told.note)


def test_an_altered_hash_is_reported_with_its_row(real_package_copy: Path) -> None:
    row = next(row for row in open_package(real_package_copy).table("sources").rows if row["sha256"])
    planting.edit_cell(real_package_copy, "sources", row.key, "sha256", "0" * 64)
    assert ("sources", "reread", row.record + 1) in {error[:3] for error in reported(real_package_copy, "sources")[1]}


def test_the_command_line_of_frictionless(real_package_copy: Path) -> None:
    planting.edit_cell(real_package_copy, "observations", statement(real_package_copy).key, "value", "26.26")
    (real_package_copy / "checklist.json").write_text(json.dumps(CHECKLIST), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--checklist", "checklist.json"],
        cwd=real_package_copy,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "V306" in done.stdout.replace("\n", "")
