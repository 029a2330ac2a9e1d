"""The P rules: every one finds its planted defect in the descriptor, and finds nothing in a sound package."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from planting import edit_descriptor, edit_resource, edit_schema, findings, plants, refresh, replace, report

from reread.findings import Finding, Outcome

TABLE = "data/things.csv"


def only(root: Path, code: str) -> Finding:
    """The one finding of the whole P family; it is of rule `code`."""
    found = findings(root, "P", prerequisites=False)
    assert [finding.code for finding in found] == [code], found
    assert all((found[0].file, found[0].found, found[0].expected, found[0].why, found[0].fix))
    return found[0]


def test_a_sound_package_passes_and_every_rule_tests_something(tiny: Path) -> None:
    result = report(tiny, "P")
    assert result.findings == []
    outcomes = {r.info.code: r.outcome for r in result.results if r.info.family == "P"}
    assert outcomes.pop("P114") is Outcome.NOTHING_TO_TEST
    assert set(outcomes.values()) == {Outcome.PASSED}


@plants("P101")
@pytest.mark.parametrize(
    ("members", "place", "expected"),
    [
        ({"homepage": 7}, "homepage", "string"),
        ({"keywords": []}, "keywords", "at least 1 items"),
        ({"image": ["a"]}, "image", "string"),
    ],
)
def test_a_descriptor_that_breaks_the_profile(tiny: Path, members: dict[str, Any], place: str, expected: str) -> None:
    edit_descriptor(tiny, **members)
    finding = only(tiny, "P101")
    assert (finding.file, finding.column, finding.expected) == ("datapackage.json", place, expected)


@plants("P102")
@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"primaryKey": []}, "primaryKey"),
        ({"missingValues": 1}, "missingValues"),
        ({"fields": [{"name": "thing_id", "type": "text"}, {"name": "number"}, {"name": "note"}]}, "fields[0].type"),
    ],
)
def test_a_schema_that_breaks_the_profile(tiny: Path, members: dict[str, Any], place: str) -> None:
    edit_schema(tiny, "things", **members)
    finding = only(tiny, "P102")
    assert (finding.file, finding.column) == ("schemas/things.json", place)


@plants("P103")
@pytest.mark.parametrize("level", ["package", "resource", "schema"])
@pytest.mark.parametrize("stated", [None, "https://datapackage.org/profiles/1.0/whatever.json"])
def test_a_level_without_its_profile(tiny: Path, level: str, stated: str | None) -> None:
    if level == "package":
        edit_descriptor(tiny, **{"$schema": stated})
    elif level == "resource":
        edit_resource(tiny, "things", **{"$schema": stated})
    else:
        edit_schema(tiny, "things", **{"$schema": stated})
    assert only(tiny, "P103").file == ("schemas/things.json" if level == "schema" else "datapackage.json")


@plants("P104")
@pytest.mark.parametrize(
    ("member", "value"),
    [("type", None), ("format", "xlsx"), ("mediatype", None), ("encoding", "gb18030")],
)
def test_a_resource_that_is_no_utf8_csv_table(tiny: Path, member: str, value: Any) -> None:
    edit_resource(tiny, "things", **{member: value})
    assert only(tiny, "P104").column == f"resources[things].{member}"


@plants("P104")
@pytest.mark.parametrize(("member", "value"), [("delimiter", ";"), ("header", False), ("commentChar", "#")])
def test_a_dialect_of_its_own(tiny: Path, member: str, value: Any) -> None:
    edit_resource(tiny, "things", dialect={"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True})
    assert findings(tiny, "P") == []
    edit_resource(tiny, "things", dialect={member: value})
    assert only(tiny, "P104").column == f"resources[things].dialect.{member}"


@plants("P105")
def test_a_table_under_another_name(tiny: Path) -> None:
    (tiny / TABLE).rename(tiny / "data/stuff.csv")
    edit_resource(tiny, "things", path="data/stuff.csv")
    assert only(tiny, "P105").expected == '"data/things.csv"'


@plants("P105")
def test_a_schema_under_another_name(tiny: Path) -> None:
    (tiny / "schemas/things.json").rename(tiny / "schemas/stuff.json")
    edit_resource(tiny, "things", schema="schemas/stuff.json")
    assert only(tiny, "P105").expected == '"schemas/things.json"'


@plants("P105")
def test_a_schema_that_names_another_table(tiny: Path) -> None:
    edit_schema(tiny, "things", name="stuff")
    finding = only(tiny, "P105")
    assert (finding.file, finding.found) == ("schemas/things.json", '"stuff"')


@plants("P106")
@pytest.mark.parametrize("path", ["data/extra.csv", "schemas/extra.json", "data/.hidden", "data/below/x.txt"])
def test_a_file_that_no_resource_lists(tiny: Path, path: str) -> None:
    (tiny / path).parent.mkdir(exist_ok=True)
    (tiny / path).write_text("x\n", "utf-8")
    assert only(tiny, "P106").file == path


@plants("P106")
def test_a_link_that_no_resource_lists(tiny: Path) -> None:
    (tiny / "data/elsewhere").symlink_to(tiny.parent)
    assert only(tiny, "P106").file == "data/elsewhere"


def test_the_modules_beside_the_schemas_of_a_wheel_are_not_data(tiny: Path) -> None:
    (tiny / "schemas/__init__.py").write_text("", "utf-8")
    (tiny / "schemas/__pycache__").mkdir()
    (tiny / "schemas/__pycache__/__init__.cpython-311.pyc").write_bytes(b"")
    assert findings(tiny, "P") == []


@plants("P107")
def test_a_wrong_size(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "plainer", keep_numbers=True)
    found = findings(tiny, "P")
    assert [(one.code, one.file) for one in found] == [("P107", TABLE), ("P108", TABLE)]


@plants("P108")
def test_a_wrong_hash(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "plane", keep_numbers=True)
    finding = only(tiny, "P108")
    assert finding.found.startswith("sha256:")
    assert finding.expected.startswith("sha256:")


@plants("P109")
def test_a_wrong_row_count(tiny: Path) -> None:
    edit_resource(tiny, "things", **{"cnii:rows": 5})
    finding = only(tiny, "P109")
    assert (finding.found, finding.expected) == ("4", "5, as datapackage.json records")


@plants("P107", "P108", "P109")
@pytest.mark.parametrize(("member", "code"), [("bytes", "P107"), ("hash", "P108"), ("cnii:rows", "P109")])
def test_a_number_that_is_not_recorded(tiny: Path, member: str, code: str) -> None:
    edit_resource(tiny, "things", **{member: None})
    result = report(tiny, "P")
    assert result.findings == []
    assert [r.outcome for r in result.results if r.info.code == code] == [Outcome.NOTHING_TO_TEST]


def test_numbers_of_a_faulty_file_follow_from_what_is_wrong_in_it(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "plain ", keep_numbers=True)
    (finding,) = report(tiny, "B", "P", causes=True).findings
    assert (finding.code, finding.consequences) == ("B305", 2)


@plants("P110")
@pytest.mark.parametrize(
    "member", ["name", "title", "description", "version", "created", "licenses", "contributors", "sources"]
)
def test_a_package_that_does_not_say_what_it_is(tiny: Path, member: str) -> None:
    edit_descriptor(tiny, **{member: None})
    assert only(tiny, "P110").column == member


@plants("P110")
def test_entries_that_say_too_little(tiny: Path) -> None:
    edit_descriptor(tiny, sources=[{"title": "A source"}])
    assert only(tiny, "P110").column == "sources[0].path"
    edit_descriptor(tiny, sources=[{"title": "A source", "path": "https://example.org"}])
    edit_resource(tiny, "things", description=None)
    assert only(tiny, "P110").column == "resources[things].description"


@plants("P111")
@pytest.mark.parametrize("name", ["MIT", "Apache-2.0", "GPL-3.0-only", "BSD-3-Clause"])
def test_the_programs_licence_shown_as_that_of_the_data(tiny: Path, name: str) -> None:
    edit_descriptor(tiny, licenses=[{"name": name, "title": name, "path": "https://example.org"}])
    assert only(tiny, "P111").column == "licenses[0].name"


@plants("P112")
@pytest.mark.parametrize("version", ["1", "1.0", "v1.0.0", "01.0.0", "1.0.0.", "1.0.0-", "２.0.0", "1.0.0\n"])
def test_a_version_that_is_not_semantic(tiny: Path, version: str) -> None:
    edit_descriptor(tiny, version=version)
    assert only(tiny, "P112").column == "version"


@pytest.mark.parametrize("version", ["0.1.0", "10.20.30", "1.0.0-rc.1", "1.0.0+2026.1"])
def test_semantic_versions(tiny: Path, version: str) -> None:
    edit_descriptor(tiny, version=version)
    assert findings(tiny, "P") == []


def test_an_inline_schema_is_judged_in_the_descriptor(tiny: Path) -> None:
    edit_resource(tiny, "things", schema={"fields": []})
    shutil.rmtree(tiny / "schemas")
    places = {finding.file for finding in findings(tiny, "P102", "P103", "P105", prerequisites=False)}
    assert places == {"datapackage.json"}


def test_real_numbers_stay_true_after_a_refresh(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "plainer", keep_numbers=True)
    refresh(tiny)
    assert findings(tiny, "P") == []
