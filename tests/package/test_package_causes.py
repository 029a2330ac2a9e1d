"""Findings that follow from others are counted under their cause; what a damaged cell was read from is said."""

from __future__ import annotations

from pathlib import Path

import planting
from draft_edits import change, read
from planting import edit_cell, replace, report

from reread.package.opening import open_package
from reread.run import run


def test_findings_of_one_cell_are_one(tiny: Path) -> None:
    edit_cell(tiny, "things", "a", "number", " x")
    (finding,) = report(tiny, causes=True).findings
    assert (finding.code, finding.consequences) == ("B305", 1)
    assert {f.code for f in report(tiny).findings} == {"B305", "S101"}


def test_findings_of_two_cells_are_two(tiny: Path) -> None:
    edit_cell(tiny, "things", "a", "number", "x")
    edit_cell(tiny, "things", "c", "number", "y")
    assert [f.record for f in report(tiny, causes=True).findings] == [1, 3]


def test_what_fills_a_column_is_said_once(tiny: Path) -> None:
    rows = "".join(f"k{n},N/A,x\n" for n in range(9))
    (tiny / "data/things.csv").write_text(f"thing_id,number,note\n{rows}", "utf-8")
    planting.refresh(tiny)
    result = report(tiny, causes=True)
    (finding,) = result.findings
    assert (finding.code, finding.line, finding.consequences) == ("S101", 2, 8)
    assert (result.failures, result.consequences) == (1, 8)
    assert not result.passed


def test_all_are_counted(tiny: Path) -> None:
    replace(tiny, "data/things.csv", "plain", "plain ", keep_numbers=True)
    whole, causes = report(tiny), report(tiny, causes=True)
    assert whole.failures == causes.failures + causes.consequences == len(whole.findings)
    assert sum(f.consequences for f in causes.findings) == causes.consequences


def test_a_value_that_lost_its_digits_is_told_from_its_evidence(real_package_copy: Path) -> None:
    root = real_package_copy
    evidence = {row["evidence_id"]: row for row in read(root, "evidence")}
    row = next(r for r in read(root, "observations") if len(r["value"]) > 8 and r["value"].isdigit())
    change(root, "observations", lambda r: r["observation_id"] == row["observation_id"], value="6.1E+10")
    finding = next(f for f in run(open_package(root), ["S101"]).findings if f.column == "value")
    assert evidence[row["value_evidence_id"]]["quote"] in finding.fix
    assert f"that is {row['value']} {row['unit_id']}." in finding.fix
