"""Findings that follow from others are counted under their cause; what a damaged cell was read from is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import planting
import pytest
from called import cnii
from draft_edits import change, read
from hypothesis import given, settings
from hypothesis import strategies as st
from planting import edit_cell, replace, report

from reread.findings import Finding
from reread.package import csvtext
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


SOUND: dict[str, Any] = {
    "name": "x",
    "resources": [
        {
            "name": "r",
            "path": "r.csv",
            "bytes": 4,
            "hash": "sha256:0",
            "dialect": {"delimiter": ","},
            "schema": {
                "fields": [{"name": "a", "type": "integer", "constraints": {"required": True}}],
                "primaryKey": ["a"],
                "foreignKeys": [{"fields": ["a"], "reference": {"fields": ["a"]}}],
                "missingValues": [""],
            },
        }
    ],
}


def members(node: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every member below `node`."""
    for key in node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield (*place, key)
        yield from members(node[key], (*place, key))


@pytest.mark.parametrize("place", list(members(SOUND)), ids=lambda place: "/".join(map(str, place)))
def test_a_member_of_another_kind_is_a_finding_never_a_crash(tmp_path: Path, place: tuple[str | int, ...]) -> None:
    (tmp_path / "r.csv").write_text("a\n1\n", "utf-8")
    for other in ([], {}, None, 5, True, ["b"], {"a": 1}):
        descriptor = deepcopy(SOUND)
        above: Any = descriptor
        for key in place[:-1]:
            above = above[key]
        above[place[-1]] = other
        (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
        done = cnii("validate", tmp_path)
        assert "error of the program" not in done.stderr, other
        assert done.returncode in ((0, 1, 2) if "dialect" in place else (1, 2)), other


# --- rows with many wrong cells ---

#: Columns of another's table, with a good cell of row n and a bad one.
FIELDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "id": ({"constraints": {"required": True}}, "k{n}", ""),
    "count": ({"type": "integer"}, "{n}", "x"),
    "share": ({"type": "number", "constraints": {"minimum": 0}}, "{n}.5", "-3"),
    "day": ({"type": "date"}, "2020-01-02", "2020-13-02"),
    "other_day": ({"type": "date", "format": "%d/%m/%Y"}, "02/01/2020", "2020-01-02"),
    "sure": ({"type": "boolean"}, "true", "yes"),
    "kind": ({"constraints": {"enum": ["a", "b"]}}, "a", "c"),
    "code": ({"constraints": {"pattern": "[A-Z]{2}"}}, "AB", "a1"),
    "point": ({"type": "geopoint"}, "1,2", "200,5"),
    "year": ({"type": "year"}, "2020", "20"),
    "month": ({"type": "yearmonth"}, "2020-01", "2020-33"),
    "time": ({"type": "time"}, "10:00:00", "1000"),
    "more": ({"type": "object"}, "{{}}", "[]"),
    "own": ({"constraints": {"unique": True}}, "u{n}", "u1"),
    "mail": ({"type": "string", "format": "email"}, "a@b.org", "no"),
    "short": ({"constraints": {"maxLength": 3}}, "abc", "abcd"),
    "up": ({}, "k1", "zz"),
}


def found_in(rows: list[list[str]]) -> list[Finding]:
    """The causes that are found in a table with these rows, header first."""
    fields = [{"name": name, **field} for name, (field, _, _) in FIELDS.items()]
    up = {"fields": "up", "reference": {"fields": "id"}}
    schema = {"fields": fields, "primaryKey": "id", "foreignKeys": [up]}
    with TemporaryDirectory() as folder:
        (Path(folder) / "t.csv").write_bytes(csvtext.write(rows).encode("utf-8"))
        descriptor = {"name": "p", "resources": [{"name": "t", "path": "t.csv", "schema": schema}]}
        (Path(folder) / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
        return run(open_package(folder)).findings


def good_rows(bad: Collection[str] = ()) -> list[list[str]]:
    """A header and five rows, the third with bad cells in these columns."""
    rows = [
        [wrong if n == 3 and name in bad else good.format(n=n) for name, (_, good, wrong) in FIELDS.items()]
        for n in range(1, 6)
    ]
    return [list(FIELDS), *rows]


@settings(max_examples=60)
@given(st.sets(st.sampled_from(list(FIELDS)), max_size=7))
def test_all_faults_of_a_row_are_told(bad: set[str]) -> None:
    findings = found_in(good_rows(bad))
    assert {(f.line, f.column) for f in findings} == {(4, name) for name in bad}
    assert all(f.consequences == 0 for f in findings)


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda row: ["", *row[:-1]], "one column to the right"),
        (lambda row: [*row[1:], ""], "one column to the left"),
        (lambda row: [*row[:2], "", *row[2:-1]], "one column to the right"),
        (lambda row: list(FIELDS), "the header again"),
    ],
)
def test_a_row_that_is_out_of_place_is_one_finding(
    edit: Callable[[list[str]], list[str]], why: str, every: bool
) -> None:
    rows = good_rows()
    (finding,) = found_in([edit(row) if n == 3 or (every and n) else row for n, row in enumerate(rows)])
    assert why in finding.found
    assert finding.consequences >= 10


def test_one_wrong_text_in_many_cells_is_one_finding() -> None:
    rows = good_rows()
    rows[3][1:] = ["n/a"] * (len(rows[3]) - 1)
    (finding,) = found_in(rows)
    assert (finding.found, finding.line) == ('"n/a"', 4)
