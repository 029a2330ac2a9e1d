"""The S rules on packages: every code finds its planted defect, with file, physical line, cell, and what to do."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import contract_corpus as corpus
import pytest
from contract_corpus import CASES, SCHEMAS, SOUND, Case
from planting import edit_cell, edit_schema, findings, plants, refresh, replace, report

from reread.contract import source as sources
from reread.contract.codes import CODES
from reread.findings import Finding, Outcome
from reread.package.opening import open_package
from reread.rules.package_check import pass_over
from reread.run import run

Make = Callable[..., Path]


def package(make: Make, tables: corpus.Tables = SOUND) -> Path:
    """A package of the corpus' tables."""
    return make(tables={name: (SCHEMAS[name], corpus.written(name, rows)) for name, rows in tables.items()})


def case(keyword: str, name: str) -> Case:
    return next(one for one in CASES if (one.keyword, one.name) == (keyword, name))


def only(root: Path, code: str) -> Finding:
    """The one finding of the whole S family; it is of rule `code`."""
    found = findings(root, "S")
    assert [one.code for one in found] == [code], found
    one = found[0]
    assert all((one.file, one.found, one.expected, one.why, one.fix))
    return one


def test_a_sound_package_passes_and_every_rule_tests_something(make_package: Make) -> None:
    result = report(package(make_package), "S")
    mine = [one for one in result.results if one.info.family == "S"]
    assert [one.info.code for one in mine] == list(CODES)
    assert result.findings == []
    assert {one.outcome for one in mine} == {Outcome.PASSED}
    assert all(one.cases for one in mine)


def test_cases_are_counted_by_what_could_fail(make_package: Make) -> None:
    cases = {one.info.code: one.cases for one in report(package(make_package), "S").results}
    rows = {name: len(table) for name, table in SOUND.items()}
    assert cases["S100"] == cases["S112"] == 3
    assert cases["S102"] == 2 * rows["kinds"] + 2 * rows["things"]
    assert cases["S303"] == 2 + 2 + 1  # size, high and share, where they are filled
    assert cases["S304"] == 2 + 2  # things with a parent, for either look-up
    assert cases["S306"] == rows["things"]
    assert cases["S307"] == 2


CORPUS = {
    "S101": ("type number", "weight=61 billion", "weight", '"61 billion"', "a plain decimal number"),
    "S102": ("required", "empty key", "thing_id", "an empty cell", "a value in thing_id"),
    "S103": ("enum", "another case", "colour", '"Red"', "one of red, green"),
    "S104": ("pattern", "alternation is anchored at both ends", "code", '"azzz"', "all of the cell to match a|b"),
    "S105": ("minimum", "just below a decimal", "share", '"-1.500000000000000001"', "at least -1.5"),
    "S106": ("maximum", "a date after", "day", '"2031-01-01"', "at most 2030-12-31"),
    "S107": ("exclusiveMinimum", "the bound of a number written longer", "size", '"0.00"', "more than 0"),
    "S108": ("maxLength", "five characters", "word", '5 characters: "worte"', "at most 4 characters"),
    "S109": ("primaryKey", "a compound key repeated", "left", 'right "1", as in line 2', "not repeated together"),
    "S110": ("unique", "a text repeated", "label", '"one", as in line 2', "label not repeated"),
    "S111": ("foreignKeys", "dangling in the table itself", "parent_id", '"ab.t99"', "thing_id of a row in things"),
    "S301": ("compare", "numbers, not as text", "low", 'low "0.10" with high "0.09"', "low at most high"),
    "S302": ("required_if", "in", "note", "an empty cell", 'a value in note, since colour is "red"'),
    "S303": ("empty_unless", "through", "share", '"1"', 'since measure of kind_id "whole" is "level", not share'),
    "S304": ("lookup", "equals", "parent_id", '"ab.t01", whose source is "ab"', 'source is source of this row, "c"'),
    "S305": ("compose", "another number", "span", '"ab:9-11"', '"ab:9-10", made of {source}:{start}-{end}'),
    "S306": ("numbered", "a gap", "thing_id", '"c.t03", but no number 2', "numbers from 1 without a gap within source"),
    "S307": ("references", "one of two dangles", "refs", '"other"', "ids of things or kinds"),
}  # fmt: skip


@plants(
    "S101", "S102", "S103", "S104", "S105", "S106", "S107", "S108", "S109", "S110", "S111",
    "S301", "S302", "S303", "S304", "S305", "S306", "S307",
)  # fmt: skip
@pytest.mark.parametrize("code", CORPUS)
def test_every_code_says_where_and_what(code: str, make_package: Make) -> None:
    keyword, name, column, found, expected = CORPUS[code]
    planted = case(keyword, name)
    root = package(make_package, planted.tables())
    one = only(root, code)
    ((_, table, record),) = planted.expected
    # Record 2 of things holds a line end in a quoted cell: lines run ahead of records after it.
    line = record + 1 + (table == "things" and record > 2)
    assert (one.file, one.line, one.record, one.column) == (f"data/{table}.csv", line, record, column)
    assert found in one.found
    assert expected in one.expected


@pytest.mark.parametrize("planted", [c for c in CASES if c.expected][::6], ids=lambda c: f"{c.keyword}: {c.name}")
def test_corpus_cases_are_found_in_packages(planted: Case, make_package: Make) -> None:
    root = package(make_package, planted.tables())
    found, cases = judged(root)
    assert {(one.code, Path(one.file).stem, one.record) for one in found} == planted.expected
    assert judged(root, large_from=0) == (found, cases)


@pytest.mark.parametrize("table", ["kinds", "things"])
def test_a_large_table_that_cannot_be_read_is_told_once(
    table: str, make_package: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_HELD", 0)
    root = package(make_package)
    place = root / f"data/{table}.csv"
    place.write_bytes(place.read_bytes()[:-1] + b"\xff\n")
    refresh(root)
    pkg = open_package(root)
    pkg.large_from, pkg.pass_over = 0, pass_over
    result = run(pkg, ["B", "S"], causes=False)
    assert [(one.code, one.file) for one in result.findings] == [("B102", f"data/{table}.csv")]


def judged(root: Path, large_from: int | None = None) -> tuple[list[Finding], list[tuple[str, int, int]]]:
    """Findings of the S rules, and cases and failures by code; with `large_from`, of tables read by Polars."""
    pkg = open_package(root)
    pkg.large_from = large_from
    result = run(pkg, ["S"], causes=False)
    return result.findings, [(one.info.code, one.cases, one.failures) for one in result.results]


@plants("S100")
def test_an_unknown_keyword_stops_nothing_but_itself(make_package: Make) -> None:
    root = package(make_package)
    fields = json.loads((root / "schemas/kinds.json").read_text("utf-8"))["fields"]
    edit_schema(root, "kinds", fields=[{**fields[0], "constraints": {"requird": True}}, *fields[1:]])
    one = only(root, "S100")
    assert (one.file, one.key) == ("schemas/kinds.json", "/fields/0/constraints/requird")
    assert "the unknown keyword 'requird'" in one.found
    outcomes = {r.info.code: r.outcome for r in report(root, "S").results}
    assert {outcome for code, outcome in outcomes.items() if code > "S100"} <= {Outcome.PASSED, Outcome.NOTHING_TO_TEST}
    assert outcomes["S101"] is Outcome.PASSED
    assert not report(root, "S").passed


@plants("S112")
@pytest.mark.parametrize(
    ("old", "new", "column", "found", "expected"),
    [
        ("kind_id,measure,source", "kind_id,measure,sauce", "sauce", '"sauce"', "did you mean source?"),
        ("kind_id,measure,source", "measure,kind_id,source", "measure", "measure as column 1", "kind_id there"),
        ("kind_id,measure,source\n", "kind_id,measure,source,x\n", "x", '"x", which the schema does not have', "only"),
    ],
)
def test_another_header(old: str, new: str, column: str, found: str, expected: str, make_package: Make) -> None:
    root = package(make_package)
    text = (root / "data/kinds.csv").read_text("utf-8").replace(old, new)
    if new.count(",") > old.count(","):
        text = text.replace("part,share,s\n", "part,share,s,\n").replace("whole,level,\n", "whole,level,,\n")
    (root / "data/kinds.csv").write_bytes(text.encode("utf-8"))
    refresh(root)
    one = next(f for f in findings(root, "S112") if f.column == column)
    assert (one.code, one.file, one.line) == ("S112", "data/kinds.csv", 1)
    assert found in one.found
    assert expected in one.expected


def test_a_missing_column_is_one_finding_and_no_error_of_the_rules(make_package: Make) -> None:
    root = package(make_package)
    replace(
        root,
        "data/kinds.csv",
        "kind_id,measure,source\npart,share,s\nwhole,level,\n",
        "kind_id,source\npart,s\nwhole,\n",
    )
    found, cases = judged(root)
    assert [(one.code, one.column) for one in found] == [("S112", "measure")]
    assert judged(root, large_from=0) == (found, cases)


def test_findings_beyond_a_limit_are_counted(make_package: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from reread.rules import package_check

    monkeypatch.setattr(package_check, "MAX_WRITTEN", 2)
    rows = [{**row, "code": "zzz"} for row in SOUND["things"]]
    root = package(make_package, {**SOUND, "things": rows})
    assert judged(root) == judged(root, large_from=0)
    result = report(root, "S104")
    mine = next(r for r in result.results if r.info.code == "S104")
    assert (mine.failures, [one.record for one in mine.findings]) == (5, [1, 2])


@pytest.mark.parametrize(
    ("table", "column", "text", "code"),
    [
        ("observations", "value", "1,035", "S101"),
        ("observations", "qualifier", "about", "S103"),
        ("observations", "period", "2021-13", "S104"),
        ("observations", "entity_id", "nobody", "S111"),
        ("entities", "type", "town", "S103"),
        ("sources", "language", "english", "S104"),
        ("ranking_entries", "rank", "0", "S105"),
    ],
)
def test_the_real_package(table: str, column: str, text: str, code: str, real_package_copy: Path) -> None:
    row = open_package(real_package_copy).table(table).rows[0]
    edit_cell(real_package_copy, table, row.key, column, text)
    one = next(f for f in findings(real_package_copy, code) if f.code == code)
    assert (one.file, one.record, one.column, one.key) == (row.table.path, 1, column, row.key)
    assert f'"{text}"' in one.found
    # The words of the evidence stand in the fix only where the evidence is held in memory.
    small, cases = judged(real_package_copy)
    plain = [dataclasses.replace(one, fix=one.fix.split(" Its evidence, line")[0]) for one in small]
    assert (plain, cases) == judged(real_package_copy, large_from=0)


def test_the_real_package_passes(real_package_copy: Path) -> None:
    assert findings(real_package_copy, "S") == []
