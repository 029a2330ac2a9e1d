"""The runner: order, prerequisites, what is not evaluated, and the rules about rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from planting import edit_cell, edit_schema, plants, replace, report

from reread import rules
from reread.findings import CannotRun, Outcome
from reread.package.opening import Package, open_package
from reread.package.table import TableUnreadable
from reread.rules import Check, all_rules, rule, select
from reread.words import Words, words

TABLE = "data/things.csv"
WORDS = Words("t", "w", "y", "b", "g", "f")


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, rules.RuleInfo]]:
    """The registry, put back afterwards, so that a test may add rules of its own."""
    all_rules()
    copy = dict(rules._registry)
    known = {**words(), **{f"{family}99{n}": WORDS for family in rules.FAMILIES for n in range(10)}}
    monkeypatch.setattr(rules, "words", lambda: known)
    monkeypatch.setattr(rules, "words_of", known.__getitem__)
    monkeypatch.setattr(rules, "_registry", copy)
    yield copy


def test_rules_run_in_the_order_of_their_families() -> None:
    letters = [info.family for info in all_rules()]
    assert letters == sorted(letters, key="BSVXPR".index)
    codes = [info.code for info in all_rules() if info.family == "B"]
    assert codes == sorted(codes)


def test_all_five_families_are_there() -> None:
    assert {info.family for info in all_rules()} == set("BSVXPR")


@pytest.mark.usefixtures("registry")
@plants("R001")
def test_a_rule_that_tests_nothing_is_a_finding(tiny: Path) -> None:
    @rule("X990", tables=("things",))
    def nothing(pkg: Package, check: Check) -> None:
        pass

    result = report(tiny, "X990")
    assert [(f.code, f.file) for f in result.findings] == [("R001", TABLE)]
    assert not result.passed


@pytest.mark.usefixtures("registry")
def test_a_rule_may_be_optional_or_its_table_absent(tiny: Path) -> None:
    @rule("X990", tables=("things",), optional=True)
    def optional(pkg: Package, check: Check) -> None:
        pass

    @rule("X991", tables=("things", "others"))
    def absent(pkg: Package, check: Check) -> None:
        pass

    result = report(tiny, "X99")
    assert result.passed
    assert {r.outcome for r in result.results if r.info.family == "X"} == {Outcome.NOTHING_TO_TEST}


@pytest.mark.usefixtures("registry")
@plants("R002")
def test_a_rule_that_fails_is_a_finding_and_never_a_pass(tiny: Path) -> None:
    @rule("X990", tables=("things",))
    def broken(pkg: Package, check: Check) -> None:
        check.case()
        int("x")

    result = report(tiny, "X990")
    assert [f.code for f in result.findings] == ["R002"]
    assert "X990 stopped with ValueError" in result.findings[0].found
    assert result.exit_code == 1
    assert next(r.outcome for r in result.results if r.info.code == "X990") is Outcome.NOT_EVALUATED


@pytest.mark.usefixtures("registry")
def test_a_missing_library_cannot_run(tiny: Path) -> None:
    @rule("X990")
    def needs(pkg: Package, check: Check) -> None:
        raise ModuleNotFoundError("No module named 'polars'", name="polars")

    with pytest.raises(CannotRun, match="X990 needs the library polars"):
        report(tiny, "X990")


@pytest.mark.usefixtures("registry")
def test_notes_become_facts_and_numbers_add_up(tiny: Path) -> None:
    for code in ("X990", "X991"):

        @rule(code)
        def notes(pkg: Package, check: Check) -> None:
            check.case()
            check.note("figures read again", 20)
            check.note("under", "printed")

    assert report(tiny, "X99").facts == {"figures read again": 40, "under": "printed"}


@pytest.mark.usefixtures("registry")
def test_after_a_blocking_finding_in_a_row_the_rules_that_read_it_do_not_see_it(tiny: Path) -> None:
    @rule("S990", tables=("things",), blocking=True)
    def types(pkg: Package, check: Check) -> None:
        for row in pkg.table("things").rows:
            check.case()
            if row["note"] == "x":
                check.fail(row, "note", "x", "words")

    @rule("V990", tables=("things",))
    def reads(pkg: Package, check: Check) -> None:
        for _ in pkg.table("things").rows:
            check.case()

    @rule("X990", tables=("others",))
    def reads_others(pkg: Package, check: Check) -> None:
        check.case()

    assert report(tiny, "V990", "X990").passed
    edit_cell(tiny, "things", "a", "note", "x")
    result = report(tiny, "V990", "X990")
    assert [f.code for f in result.findings] == ["S990"]
    cases = {r.info.code: (r.outcome, r.cases) for r in result.results}
    assert cases["V990"] == (Outcome.PASSED, 3)
    assert cases["X990"] == (Outcome.PASSED, 1)


def test_what_a_schema_says_and_nobody_understands_stops_nothing_else(tiny: Path) -> None:
    edit_schema(tiny, "things", surprise=True)
    replace(tiny, TABLE, "a,1,plain", "a,one,plain")
    result = report(tiny)
    assert [(f.code, f.file) for f in result.findings] == [("S100", "schemas/things.json"), ("S101", TABLE)]


@pytest.mark.usefixtures("registry")
def test_a_table_that_cannot_be_read_stops_what_reads_it(tiny: Path) -> None:
    @rule("V990", tables=("things",))
    def reads(pkg: Package, check: Check) -> None:
        check.case()

    replace(tiny, TABLE, "d,4,广州", "d,4", keep_numbers=True)
    result = report(tiny, causes=True)
    assert [f.code for f in result.findings] == ["B108"]
    outcomes = {r.info.code: (r.outcome, r.reason) for r in result.results}
    assert outcomes["V990"] == (Outcome.NOT_EVALUATED, f"B108 found that {TABLE} cannot be read")
    assert outcomes["P112"][0] is Outcome.PASSED
    with pytest.raises(TableUnreadable):
        _ = open_package(tiny).table("things").rows


def test_a_descriptor_that_cannot_be_read_stops_everything(tiny: Path) -> None:
    (tiny / "datapackage.json").write_text("{", "utf-8")
    result = report(tiny)
    assert [f.code for f in result.findings] == ["B105"]
    later = [r for r in result.results if r.info.family in "SVXP"]
    assert {r.outcome for r in later} == {Outcome.NOT_EVALUATED}
    assert {r.reason for r in later} == {"B105 found datapackage.json unreadable"}


@plants("P114")
def test_what_is_not_looked_into_is_named_once(tiny: Path) -> None:
    descriptor = json.loads((tiny / "datapackage.json").read_text("utf-8"))
    del descriptor["cnii:expects_cases"]
    descriptor["resources"].append({"name": "map", "path": "map.pdf"})
    (tiny / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    result = report(tiny)
    assert [(f.code, f.column, f.found) for f in result.findings] == [
        ("P114", "resources[map]", 'a file in the format "pdf"')
    ]
    assert result.passed


def test_what_blocks_runs_even_when_another_rule_is_selected(tiny: Path) -> None:
    replace(tiny, TABLE, "d,4,广州", "d,4", keep_numbers=True)
    assert [f.code for f in report(tiny, "P112").findings] == ["B108"]


def test_selecting() -> None:
    assert [info.code for info in select(all_rules(), ["p112"])] == ["P112"]
    assert {info.family for info in select(all_rules(), ["B1", "P"])} == {"B", "P"}
    for wrong in ("Q", "B1x", " "):
        with pytest.raises(ValueError):
            select(all_rules(), [wrong])


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("B101", "twice"),
        ("Q101", "a rule code is"),
        ("X99", "a rule code is"),
        ("X980", "no words"),
    ],
)
def test_rules_without_proper_papers_are_refused(code: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rule(code)


def test_rows_know_their_place(tiny: Path) -> None:
    table = open_package(tiny).table("things")
    row = table.get("d")
    assert row is not None
    assert (row.line, row.record, row["note"], row.key) == (6, 4, "广州", "d")
    assert [r.line for r in table.rows] == [2, 3, 4, 6]
    assert table.index("number")["4"] == [row]
    assert open_package(tiny).table("nothing").rows == []
    with pytest.raises(KeyError):
        row["nothing"]


def test_archived_texts_keep_their_characters(make_package: object) -> None:
    schema = {
        "fields": [{"name": "source_id", "type": "string"}, {"name": "archive_path", "type": "string"}],
        "primaryKey": ["source_id"],
    }
    text = "第一行\r\nsecond\u00a0line\n"
    root = make_package(  # type: ignore[operator]
        tables={"sources": (schema, "source_id,archive_path\na,seeds/a.txt\nb,\nc,../c.txt\nd,seeds/none.txt\n")},
        sources_texts={"seeds/a.txt": text},
    )
    pkg = open_package(root)
    assert pkg.text("a") == text
    assert [pkg.text(source) for source in "bcde"] == [None] * 4
