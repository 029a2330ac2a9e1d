"""Packages of others: read as people write them, each constraint judged, what is not looked into named once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import shapes
from hypothesis import given
from hypothesis import strategies as st
from planting import ROOT

from reread.findings import Finding, Outcome
from reread.package.opening import open_package
from reread.package.table_schema import patterned
from reread.package.values import JUDGED_AS, reader
from reread.run import Report, run

CASES = Path(__file__).parent / "cases"
PAGE = ROOT / "docs" / "other-packages.md"

Place = tuple[str, str, int | None, str | None]


def judged(root: Path) -> Report:
    return run(open_package(root), causes=False)


def places(findings: list[Finding]) -> set[Place]:
    return {(f.code, f.file, f.line, f.column) for f in findings}


HANDED: dict[str, set[Place]] = {
    "p01-no-required-field": set(),
    "p03-keys-as-strings": set(),
    "p05-inline-schemas": {("S101", "data/a.csv", 2, "v"), ("S101", "data/b.csv", 2, "v")},
    "p07-inline-data": set(),
    "p08-crlf-hides-all": {
        ("B104", "data/a.csv", 1, None),
        ("S101", "data/a.csv", 2, "v"),
        ("S109", "data/a.csv", 3, "id"),
    },
    "p09-one-table-hides-other": {
        ("B107", "data/a.csv", 2, None),
        ("S101", "data/b.csv", 2, "v"),
        ("S109", "data/b.csv", 3, "id"),
    },
    "p11-several-files": set(),
    "p13-trailing-zero": set(),
    "p15-empty-table": set(),
    "p16-minus-in-quote": set(),
    "p17-missing-values-anchored-pattern": {("S104", "data/a.csv", 3, "c")},
}


@pytest.mark.parametrize("name", HANDED)
def test_cases(name: str) -> None:
    report = judged(CASES / name)
    assert places(report.findings) == HANDED[name]
    assert report.passed is not bool(HANDED[name])
    assert not any(result.outcome is Outcome.NOT_EVALUATED for result in report.results)


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    shutil.copytree(CASES / "p15-empty-table", tmp_path / "p")
    assert [len(table) for table in open_package(tmp_path / "p").tables.values()] == [1, 0]


# --- seven published packages ---


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_published_packages_are_judged_as_frictionless_judges_them(name: str, tmp_path: Path) -> None:
    sound = judged(shapes.write(tmp_path / "sound", *shapes.SHAPES[name](False)))
    assert (sound.findings, sound.passed) == ([], True)
    root = shapes.write(tmp_path / "bad", *shapes.SHAPES[name](True))
    ours = {(f.file, f.line, f.column) for f in judged(root).findings}
    theirs = frictionless_errors(root)
    row = next(line for line in PAGE.read_text("utf-8").split("\n") if line.startswith(f"| {name} |"))
    stated = [cell.strip() for cell in row.strip("|").split("|")]
    assert stated[1:3] == [str(len(ours)), str(len(theirs)) if isinstance(theirs, set) else "not judged"]
    if isinstance(theirs, set):
        assert theirs <= ours
        assert theirs == ours or stated[3]
    else:
        assert theirs in stated[3]


def frictionless_errors(root: Path) -> set[tuple[str, int, str]] | str:
    """File, line and field of each error in cells; the kind of error where it judges no cell."""
    import frictionless

    path = root / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor.pop("profile", None)  # it would be fetched
    path.write_text(json.dumps(descriptor), "utf-8")
    report = frictionless.validate(str(path))
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    unread = [error.type for error in errors if not hasattr(error, "row_number")]
    if unread:
        return unread[0]
    files = {resource["name"]: resource.get("path") for resource in descriptor["resources"]}
    found = set()
    for task in report.tasks:
        for error in task.errors:
            names = [error.field_name] if hasattr(error, "field_name") else getattr(error, "field_names", None)
            found |= {(files[task.name], error.row_number, name) for name in names or ["deploymentID"]}
    return found


# --- descriptors as people write them ---


def package(root: Path, csv: str, fields: list[dict[str, Any]], path: str = "t.csv", **members: Any) -> Path:
    """A package with one table; members of the resource, and of the schema under `schema`."""
    schema = {"fields": fields, **members.pop("schema", {})}
    resource = {"name": "t", "path": path, "schema": schema, **members}
    return shapes.write(root, {"name": "p", "resources": [resource]}, {path: csv})


#: Type and format to a good cell and a bad one.
TYPES: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "string", "format": "email"}, "a@b.org", "a at b"),
    ({"type": "string", "format": "uri"}, "https://b.org/x", "b org"),
    ({"type": "string", "format": "uuid"}, "7cca70f5-ef8c-4f86-85fb-8f070937d7ab", "7cca"),
    ({"type": "string", "format": "binary"}, "aGk=", "a?"),
    ({"type": "string", "format": "binary"}, "aGkh", "aGk=="),
    ({"type": "string", "format": "binary"}, "aA==", "QUI=="),
    ({"type": "integer"}, "007", "1.0"),
    ({"type": "integer", "groupChar": ","}, '"1,000"', "1.000"),
    ({"type": "integer", "bareNumber": False}, "95%", "many"),
    ({"type": "number"}, "1.5e3", "1.5.3"),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, '"1.000,5"', "x"),
    ({"type": "number", "decimalChar": ","}, '"0,5"', "0.5"),
    ({"type": "boolean"}, "True", "yes"),
    ({"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, "no", "true"),
    ({"type": "date"}, "2020-02-29", "2021-02-29"),
    ({"type": "date", "format": "%d/%m/%Y"}, "29/02/2020", "2020-02-29"),
    ({"type": "date", "format": "any"}, "2020-02-29", "soon"),
    ({"type": "time"}, "23:59:59", "25:00:00"),
    ({"type": "datetime"}, "2020-02-29T10:00:00Z", "2020-02-29"),
    ({"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"}, "2020-02-29T10:00:00+02:00", "2020-02-29T10:00:00"),
    ({"type": "year"}, "2020", "20"),
    ({"type": "yearmonth"}, "2020-12", "2020-13"),
    ({"type": "duration"}, "P1Y2M10DT2H30M", "1 year"),
    ({"type": "geopoint"}, '"4.5, 50.7"', '"4.5, 95"'),
    ({"type": "geopoint", "format": "array"}, '"[4.5, 50.7]"', '"4.5, 50.7"'),
    ({"type": "geopoint", "format": "object"}, '"{""lon"": 4.5, ""lat"": 50.7}"', '"[4.5, 50.7]"'),
    ({"type": "geojson"}, '"{""type"": ""Point"", ""coordinates"": [1, 2]}"', '"{""type"": ""Dot""}"'),
    ({"type": "object"}, '"{""a"": 1}"', "[]"),
    ({"type": "array"}, '"[1, 2]"', "{}"),
    ({"type": "list", "itemType": "integer"}, '"1,2"', '"1,x"'),
    ({"type": "list", "delimiter": ";", "itemType": "year"}, "2020;2021", "2020;1"),
]


@pytest.mark.parametrize(("field", "good", "bad"), TYPES)
def test_types_and_formats(field: dict[str, Any], good: str, bad: str, tmp_path: Path) -> None:
    root = package(tmp_path, f"id,v\n1,{good}\n2,\n3,{bad}\n", [{"name": "id"}, {"name": "v", **field}])
    assert places(judged(root).findings) == {("S101", "t.csv", 4, "v")}


def test_every_type_is_tried() -> None:
    tried = {field["type"] for field, _, _ in TYPES} | {"any", "string"}
    assert tried == set(JUDGED_AS)


@given(st.sampled_from(TYPES), st.text(max_size=12))
def test_any_text_is_read_or_refused(case: tuple[dict[str, Any], str, str], text: str) -> None:
    for strict in (True, False):
        read = reader(case[0], strict)
        value = read(text) if read else text
        assert value is None or isinstance(value, str)


@pytest.mark.parametrize(
    ("schema", "line"),
    [
        ({"primaryKey": "id"}, 3),
        ({"primaryKey": ["id"]}, 3),
        ({"uniqueKeys": [["id"]]}, 3),
        ({"foreignKeys": [{"fields": "up", "reference": {"fields": "id"}}]}, 4),
        ({"foreignKeys": [{"fields": ["up"], "reference": {"resource": "", "fields": ["id"]}}]}, 4),
    ],
)
def test_keys(schema: dict[str, Any], line: int, tmp_path: Path) -> None:
    root = package(tmp_path, "id,up\na,\na,a\nb,x\n", [{"name": "id"}, {"name": "up"}], schema=schema)
    assert {finding.line for finding in judged(root).findings} == {line}


@pytest.mark.parametrize(
    ("match", "header", "sound"),
    [
        ("exact", "id,v", True),
        ("exact", "v,id", False),
        ("equal", "v,id", True),
        (["equal"], "v,id,x", False),
        ("subset", "x,v,id", True),
        ("subset", "x,id", False),
        ("superset", "id", True),
        ("superset", "id,x", False),
        ("partial", "x,id", True),
        ("partial", "x,y", False),
    ],
)
def test_matching_of_fields(match: object, header: str, sound: bool, tmp_path: Path) -> None:
    cells = ",".join({"id": "a", "v": "1"}.get(name, "?") for name in header.split(","))
    fields = [{"name": "id", "constraints": {"required": True}}, {"name": "v", "type": "integer"}]
    root = package(tmp_path, f"{header}\n{cells}\n", fields, schema={"fieldsMatch": match})
    report = judged(root)
    assert report.passed is sound, report.findings
    assert {f.code for f in report.findings} == (set() if sound else {"S112"})


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ({"delimiter": ";"}, "id;v\na;x\n"),
        ({"delimiter": "\t", "quoteChar": "'"}, "id\tv\na\t'x'\n"),
        ({"skipInitialSpace": True}, 'id, v\na, "x"\n'),
        ({"commentChar": "#"}, "# made by hand\nid,v\n#a,b\na,x\n"),
        ({"header": False}, "a,x\n"),
        ({"headerRows": [2]}, "Title\nid,v\na,x\n"),
        ({"escapeChar": "\\"}, 'id,v\na,"x"\n'),
        ({"lineTerminator": "\r\n"}, "id,v\r\na,x\r\n"),
        ({"csvddfVersion": 1.2, "doubleQuote": True, "caseSensitiveHeader": False}, "id,v\na,x\n"),
    ],
)
def test_dialects(dialect: dict[str, Any], text: str, tmp_path: Path) -> None:
    fields = [{"name": "id"}, {"name": "v", "constraints": {"enum": ["x", "y"]}}]
    good = judged(package(tmp_path / "good", text, fields, dialect=dialect))
    assert (good.findings, good.passed) == ([], True)
    bad = judged(package(tmp_path / "bad", text.replace("x", "z"), fields, dialect=dialect))
    assert {f.code for f in bad.findings} == {"S103"}


@pytest.mark.parametrize("encoding", ["latin-1", "gb18030", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    word = "é" if encoding == "latin-1" else "天河"
    root = package(tmp_path, "", [{"name": "v", "constraints": {"minLength": 3}}], encoding=encoding)
    (root / "t.csv").write_bytes(f"v\n{word}{word}{word}\n{word}\n".encode(encoding))
    assert [(f.code, f.line) for f in judged(root).findings] == [("S108", 3)]


def test_findings_in_several_files_name_theirs(tmp_path: Path) -> None:
    fields = [{"name": "id", "constraints": {"unique": True}}, {"name": "v", "type": "integer"}]
    resource = {"name": "t", "path": ["a.csv", "b.csv"], "schema": {"fields": fields}}
    files = {"a.csv": "id,v\na,1\n", "b.csv": "id,v\nb,x\na,2\n"}
    root = shapes.write(tmp_path, {"name": "p", "resources": [resource]}, files)
    assert places(judged(root).findings) == {("S101", "b.csv", 2, "v"), ("S110", "b.csv", 3, "id")}


@pytest.mark.parametrize("data", [[{"id": 1}, {"id": "x"}], [["id"], [1], ["x"]]])
def test_rows_in_the_descriptor(data: object, tmp_path: Path) -> None:
    resource = {"name": "t", "data": data, "schema": {"fields": [{"name": "id", "type": "integer"}]}}
    root = shapes.write(tmp_path, {"name": "p", "resources": [resource]}, {})
    assert [(f.code, f.file, f.record) for f in judged(root).findings] == [("S101", "datapackage.json", 2)]


def test_a_descriptor_in_yaml(tmp_path: Path) -> None:
    text = "name: p\ncreated: 2020-01-01\nresources:\n  - name: t\n    path: t.csv\n    schema: t.yaml\n"
    (tmp_path / "datapackage.yaml").write_text(text, "utf-8")
    (tmp_path / "t.yaml").write_text("fields:\n  - {name: v, type: integer}\n", "utf-8")
    (tmp_path / "t.csv").write_text("v\n1\nx\n", "utf-8")
    assert places(judged(tmp_path).findings) == {("S101", "t.csv", 3, "v")}
    (tmp_path / "t.yaml").write_text("fields: [\n", "utf-8")
    assert {f.code for f in judged(tmp_path).findings} == {"B105"}
    (tmp_path / "t.yaml").write_text("a: 1\na: 2\n", "utf-8")
    assert {f.code for f in judged(tmp_path).findings} == {"B105"}


#: A field of a format that nobody knows.
STRANGE = {"name": "v", "type": "string", "format": "word"}


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"path": "https://x.org/t.csv"}, "resources[t]"),
        ({"path": "t.xlsx"}, "resources[t]"),
        ({"path": "t.csv.gz"}, "resources[t]"),
        ({"schema": "https://x.org/s.json"}, "resources[t].schema"),
        ({"dialect": {"sheetName": "x"}}, "resources[t].dialect"),
        ({"schema": {"fields": [STRANGE]}}, "resources[t].schema/fields/0/format"),
    ],
)
def test_what_is_not_supported_is_named_once(members: dict[str, Any], place: str, tmp_path: Path) -> None:
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "v"}]}, **members}
    other = {"name": "u", "path": "u.csv", "schema": {"fields": [{"name": "v", "type": "integer"}]}}
    root = shapes.write(tmp_path, {"name": "p", "resources": [resource, other]}, {"t.csv": "v\n1\n", "u.csv": "v\nx\n"})
    assert places(judged(root).findings) == {("P114", "datapackage.json", None, place), ("S101", "u.csv", 2, "v")}


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ({"type": "colour"}, "/fields/0/type"),
        ({"type": "object", "constraints": {"jsonSchema": {}}}, "/fields/0/constraints/jsonSchema"),
        ({"type": "time", "constraints": {"minimum": "10:00:00"}}, "/fields/0/constraints/minimum"),
        ({"type": "integer", "constraints": {"pattern": "[0-9]"}}, "/fields/0/constraints/pattern"),
    ],
)
def test_words_of_a_schema_that_are_not_judged_stop_nothing_else(
    field: dict[str, Any], place: str, tmp_path: Path
) -> None:
    fields = [{"name": "v", **field}, {"name": "n", "type": "integer"}]
    root = package(tmp_path, "v,n\n,x\n", fields)
    assert places(judged(root).findings) == {
        ("P114", "datapackage.json", None, f"resources[t].schema{place}"),
        ("S101", "t.csv", 2, "n"),
    }


@pytest.mark.parametrize(
    ("constraints", "kind", "good", "bad"),
    [
        ({"minimum": 0.5}, "number", "0.5", "0.49"),
        ({"maximum": "2000"}, "year", "2000", "2001"),
        ({"exclusiveMinimum": "2020-05"}, "yearmonth", "2020-06", "2020-05"),
        ({"enum": [1, 2]}, "integer", "02", "3"),
        ({"enum": [True]}, "boolean", "TRUE", "false"),
        ({"pattern": "^a|b$"}, "string", "b", "ab"),
        ({"minLength": 2, "maxLength": 3}, "string", "abc", "a"),
        ({"required": True, "unique": True}, "any", "x", ""),
    ],
)
def test_constraints(constraints: dict[str, Any], kind: str, good: str, bad: str, tmp_path: Path) -> None:
    fields = [{"name": "id"}, {"name": "v", "type": kind, "constraints": constraints}]
    root = package(tmp_path, f"id,v\n1,{good}\n2,{bad}\n", fields)
    assert [(f.line, f.column) for f in judged(root).findings] == [(3, "v")]


def test_categories_are_a_list_of_values(tmp_path: Path) -> None:
    categories = [{"value": "a", "label": "First"}, {"value": "b", "label": "Second"}]
    root = package(tmp_path, "v\na\nc\n", [{"name": "v", "type": "string", "categories": categories}])
    assert [(f.code, f.line) for f in judged(root).findings] == [("S103", 3)]


@pytest.mark.parametrize(
    ("schema", "field"),
    [
        ({"missingValues": ["", "NA", "-"]}, {}),
        ({"missingValues": [{"value": "NA", "label": "not asked"}, {"value": "-", "label": "lost"}]}, {}),
        ({}, {"missingValues": ["", "NA", "-"]}),
    ],
)
def test_missing_values(schema: dict[str, Any], field: dict[str, Any], tmp_path: Path) -> None:
    fields = [{"name": "v", "type": "integer", **field}, {"name": "w", "constraints": {"required": True}}]
    root = package(tmp_path, "v,w\nNA,a\n-,b\n1,c\nx,d\n", fields, schema=schema)
    assert places(judged(root).findings) == {("S101", "t.csv", 5, "v")}


@given(st.text(st.sampled_from("ab^$|()[]\\+"), max_size=8))
def test_anchors_are_taken_off_without_changing_what_a_whole_cell_matches(pattern: str) -> None:
    import re

    try:
        before = re.compile(f"(?:{pattern})")
    except re.error:
        return
    after = re.compile(f"(?:{patterned(pattern)})")
    for text in ("", "a", "b", "ab", "aa", "^", "$", "a$", "^a", "|", "(", "\\"):
        assert bool(before.fullmatch(text)) <= bool(after.fullmatch(text))
