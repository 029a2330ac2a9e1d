"""Two versions compared: rows and cells by key, structure, archived texts, and the version they demand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planting import THINGS_CSV, THINGS_SCHEMA, edit_descriptor, edit_resource, refresh, tiny_package

from reread.diff import Bump, Diff, compare, diff
from reread.diff.model import RULES, parts, raised
from reread.diff.structure import tightened
from reread.package import csvtext
from reread.package.opening import open_package

Schema = dict[str, Any]
OTHERS = {
    "name": "others",
    "fields": [{"name": "id", "type": "string"}, {"name": "thing_id", "type": "string"}],
    "primaryKey": "id",
    "foreignKeys": [{"fields": "thing_id", "reference": {"resource": "things", "fields": "thing_id"}}],
}


def versions(tmp_path: Path, old: str, new: str, schema: Schema | None = None, other: Schema | None = None) -> Diff:
    """The difference of two tiny packages with one table."""
    roots = []
    for name, text, fields in (("old", old, schema), ("new", new, other or schema)):
        folder = tmp_path / name
        folder.mkdir()
        roots.append(tiny_package(folder, {"things": (fields or THINGS_SCHEMA, text)}))
    return diff(str(roots[0]), str(roots[1]))


def changed(edit: Any) -> Schema:
    """A copy of the schema of things, edited in place by `edit`."""
    schema = copy.deepcopy(THINGS_SCHEMA)
    edit(schema)
    return schema


def test_nothing_differs(tmp_path: Path) -> None:
    found = versions(tmp_path, THINGS_CSV, THINGS_CSV)
    assert found.same
    assert (found.bump, found.expected_version, found.version_ok) == (Bump.NONE, "1.2.3", True)


def test_rows_and_cells(tmp_path: Path) -> None:
    new = 'thing_id,number,note\na,2,plain\nb,,"with, comma"\nd,4,广州\ne,5,new\n'
    found = versions(tmp_path, THINGS_CSV, new)
    (table,) = found.tables
    assert (table.added, table.removed, table.changed_rows, table.changed_cells) == (1, 1, 1, 1)
    assert [(c.key, c.column, c.old, c.new, c.line) for c in table.cells] == [("a", "number", "1", "2", 2)]
    assert table.rows_added[0].cells == {"thing_id": "e", "number": "5", "note": "new"}
    assert table.rows_removed[0].key == "c"
    assert found.bump is Bump.MINOR
    assert (found.expected_version, found.version_ok) == ("1.3.0", False)
    assert {(d.kind, d.number) for d in found.demands} == {("row_added", 1), ("row_removed", 1), ("cell_changed", 1)}


def test_only_values_is_a_patch(tmp_path: Path) -> None:
    found = versions(tmp_path, THINGS_CSV, THINGS_CSV.replace("plain", "plainer"))
    assert (found.bump, found.expected_version) == (Bump.PATCH, "1.2.4")


def test_the_order_of_rows_is_no_difference(tmp_path: Path) -> None:
    lines = ["thing_id,number,note", "a,1,x", "b,2,y"]
    assert versions(tmp_path, "\n".join(lines) + "\n", "\n".join([lines[0], *lines[:0:-1]]) + "\n").same


def test_a_row_with_another_id_is_recognised(tmp_path: Path) -> None:
    found = versions(tmp_path, THINGS_CSV, THINGS_CSV.replace("\nd,", "\nz,"))
    (table,) = found.tables
    assert [(r.old, r.new) for r in table.rows_renamed] == [("d", "z")]
    assert (table.added, table.removed, table.renamed) == (0, 0, 1)
    assert found.bump is Bump.MINOR


def test_alike_rows_are_not_taken_for_one_another(tmp_path: Path) -> None:
    header = "thing_id,number,note\n"
    found = versions(tmp_path, f"{header}a,1,x\nb,1,x\n", f"{header}c,1,x\nd,1,x\n")
    assert (found.tables[0].added, found.tables[0].removed, found.tables[0].renamed) == (2, 2, 0)


def test_doubled_keys_lose_no_row(tmp_path: Path) -> None:
    header = "thing_id,number,note\n"
    found = versions(tmp_path, f"{header}a,1,x\na,2,y\n", f"{header}a,1,x\na,3,y\na,4,z\n")
    assert [(c.key, c.old, c.new) for c in found.tables[0].cells] == [("a (2)", "2", "3")]
    assert [row.key for row in found.tables[0].rows_added] == ["a (3)"]


def test_references_to_a_removed_row_are_counted(tmp_path: Path) -> None:
    roots = []
    for name, things, others in (
        ("old", THINGS_CSV, "id,thing_id\n1,a\n2,a\n3,b\n"),
        ("new", THINGS_CSV.replace("a,1,plain\n", ""), "id,thing_id\n3,b\n"),
    ):
        (tmp_path / name).mkdir()
        roots.append(tiny_package(tmp_path / name, {"things": (THINGS_SCHEMA, things), "others": (OTHERS, others)}))
    found = diff(*map(str, roots))
    removed = {row.key: row.referred_to for table in found.tables for row in table.rows_removed}
    assert removed == {"a": 2, "1": 0, "2": 0}


def test_long_lists_are_cut_and_counted(tmp_path: Path) -> None:
    rows = [f"k{n:04},{n},x" for n in range(500)]
    head = "thing_id,number,note\n"
    for name, text in (("a", head + "\n".join(rows) + "\n"), ("b", head + "z,-1,z\n")):
        (tmp_path / name).mkdir()
        tiny_package(tmp_path / name, {"things": (THINGS_SCHEMA, text)})
    old, new = (open_package(tmp_path / name / "package") for name in "ab")
    found = compare(old, new, keep=10)
    assert (found.tables[0].removed, len(found.tables[0].rows_removed)) == (500, 10)
    assert next(d.number for d in found.demands if d.kind == "row_removed") == 500


cell = st.sampled_from(["", "1", "2", "x, y", 'a"b', "广州"])
rows = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(cell, cell), max_size=8)


@settings(max_examples=120)
@given(rows, rows)
def test_the_changes_turn_the_old_table_into_the_new(
    old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]
) -> None:
    texts = [
        csvtext.write([("thing_id", "number", "note"), *((key, *cells) for key, cells in sorted(side.items()))])
        for side in (old, new)
    ]
    with TemporaryDirectory() as folder:
        found = versions(Path(folder), texts[0], texts[1])
    table = {key: dict(zip(("number", "note"), cells, strict=True)) for key, cells in old.items()}
    for item in found.tables:
        for row in item.rows_removed:
            del table[row.key]
        moved = {renamed.new: table.pop(renamed.old) for renamed in item.rows_renamed}  # ids may have changed places
        table |= moved
        for row in item.rows_added:
            table[row.key] = {"number": "", "note": "", **{c: v for c, v in row.cells.items() if c != "thing_id"}}
        for change in item.cells:
            assert table[change.key][change.column] == change.old
            table[change.key][change.column] = change.new
        assert item.changed
    assert table == {key: dict(zip(("number", "note"), cells, strict=True)) for key, cells in new.items()}
    assert found.same == (old == new)


# --- structure ---


def field(schema: Schema, name: str) -> dict[str, Any]:
    return next(f for f in schema["fields"] if f["name"] == name)


def _constrain(name: str, **constraints: Any) -> Any:
    return lambda schema: field(schema, name).setdefault("constraints", {}).update(constraints)


@pytest.mark.parametrize(
    ("edit", "kind", "bump"),
    [
        (lambda s: field(s, "number").update(type="number"), "column_type", Bump.MAJOR),
        (lambda s: field(s, "number").update(description="Other words."), "documentation", Bump.PATCH),
        (lambda s: s.update(title="Other words"), "documentation", Bump.PATCH),
        (_constrain("number", minimum=0), "constraint_tightened", Bump.MAJOR),
        (_constrain("thing_id", unique=False), "constraint_loosened", Bump.MINOR),
        (lambda s: s.update(primaryKey=["thing_id", "note"]), "key", Bump.MAJOR),
        (lambda s: s.update(missingValues=["", "-"]), "key", Bump.MAJOR),
        (lambda s: s.update(uniqueKeys=[["note"]]), "constraint_tightened", Bump.MAJOR),
        (
            lambda s: s.update({"cnii:contract": {"rules": [{"name": "r", "kind": "order"}]}}),
            "constraint_tightened",
            Bump.MAJOR,
        ),
        (lambda s: s.update({"cnii:contract": {"grain": "One row per thing."}}), "documentation", Bump.PATCH),
        (lambda s: field(s, "note").update({"cnii:contract": {"good": ["x"]}}), "documentation", Bump.PATCH),
        (lambda s: field(s, "note").update({"cnii:contract": {"unit": "CNY"}}), "rule_changed", Bump.MAJOR),
    ],
)
def test_changes_of_a_schema(tmp_path: Path, edit: Any, kind: str, bump: Bump) -> None:
    found = versions(tmp_path, THINGS_CSV, THINGS_CSV, THINGS_SCHEMA, changed(edit))
    assert [item.kind for item in found.structure] == [kind]
    assert found.bump is bump


def test_a_rule_whose_words_change_binds_as_before(tmp_path: Path) -> None:
    def ruled(**members: Any) -> Schema:
        return changed(lambda s: s.update({"cnii:contract": {"rules": [{"name": "r", "kind": "order", **members}]}}))

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    words = versions(tmp_path / "a", THINGS_CSV, THINGS_CSV, ruled(why="a"), ruled(why="b"))
    binding = versions(tmp_path / "b", THINGS_CSV, THINGS_CSV, ruled(field="a"), ruled(field="b"))
    assert [item.kind for item in words.structure] == ["documentation"]
    assert [item.kind for item in binding.structure] == ["rule_changed"]


def _columns(schema: Schema, *names: str) -> Schema:
    """The schema with these columns, in this order; one that is new looks like the note."""
    known = [f["name"] for f in schema["fields"]]
    fields = [field(schema, name) if name in known else {**field(schema, "note"), "name": name} for name in names]
    return {**schema, "fields": fields}


@pytest.mark.parametrize(
    ("header", "cells", "kinds"),
    [
        (("thing_id", "number"), ("a", "1"), ["column_removed"]),
        (("thing_id", "number", "note", "more"), ("a", "1", "x", "y"), ["column_added"]),
        (("thing_id", "number", "remark"), ("a", "1", "x"), ["column_renamed"]),
        (("thing_id", "number", "remark"), ("a", "1", "z"), ["column_removed", "column_added"]),
        (("thing_id", "note", "number"), ("a", "x", "1"), ["columns_reordered"]),
    ],
)
def test_changes_of_columns(tmp_path: Path, header: tuple[str, ...], cells: tuple[str, ...], kinds: list[str]) -> None:
    old = "thing_id,number,note\na,1,x\n"
    new = csvtext.write([header, cells])
    found = versions(tmp_path, old, new, THINGS_SCHEMA, _columns(THINGS_SCHEMA, *header))
    assert [item.kind for item in found.structure] == kinds
    assert found.bump is Bump.MAJOR
    assert not found.tables


def test_below_1_0_0_what_breaks_raises_the_minor_number(tmp_path: Path) -> None:
    for name, version in (("a", "0.4.1"), ("b", "0.5.0")):
        (tmp_path / name).mkdir()
        schema = THINGS_SCHEMA if name == "a" else _columns(THINGS_SCHEMA, "thing_id", "note", "number")
        text = "thing_id,number,note\na,1,x\n" if name == "a" else "thing_id,note,number\na,x,1\n"
        edit_descriptor(tiny_package(tmp_path / name, {"things": (schema, text)}), version=version)
    found = diff(str(tmp_path / "a/package"), str(tmp_path / "b/package"))
    assert (found.bump, found.expected_version, found.version_ok) == (Bump.MINOR, "0.5.0", True)
    assert [(demand.bump, demand.kind) for demand in found.demands] == [(Bump.MINOR, "columns_reordered")]


def test_tables_and_the_descriptor(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    old = tiny_package(tmp_path / "a", {"things": (THINGS_SCHEMA, THINGS_CSV), "gone": (OTHERS, "id,thing_id\n1,a\n")})
    new = tiny_package(tmp_path / "b", {"things": (THINGS_SCHEMA, THINGS_CSV), "come": (OTHERS, "id,thing_id\n1,a\n")})
    edit_descriptor(new, name="other", title="Other", version="2.0.0")
    edit_resource(new, "things", encoding="utf-8-sig", description="Other words.")
    found = diff(str(old), str(new))
    assert [(item.kind, item.where) for item in found.structure] == [
        ("package_name", "name"),
        ("documentation", "package title"),
        ("table_removed", "gone"),
        ("table_added", "come"),
        ("table_form", "things encoding"),
        ("documentation", "things description"),
    ]
    assert {table.name: (table.added, table.removed) for table in found.tables} == {"gone": (0, 1), "come": (1, 0)}
    assert (found.expected_version, found.version_ok) == ("2.0.0", True)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("minimum", 1, 2, True),
        ("minimum", 2, 1, False),
        ("maximum", 2, 1, True),
        ("maximum", 1, 1e400, False),
        ("maxLength", None, 3, True),
        ("maxLength", 3, None, False),
        ("required", None, True, True),
        ("required", True, False, False),
        ("required", None, False, False),
        ("enum", ["a", "b"], ["b"], True),
        ("pattern", "a", "a|b", True),
        ("unheard", 1, 2, True),
    ],
)
def test_tighter_or_looser(name: str, old: object, new: object, expected: bool) -> None:
    assert tightened(name, old, new) is expected


# --- the rest ---


def test_archived_texts(real_package_copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    import shutil

    shutil.copytree(real_package_copy, other)
    text = next((other / "seeds").iterdir())
    text.write_bytes(text.read_bytes() + b"more")
    found = diff(str(real_package_copy), str(other))
    assert [item.kind for item in found.texts] == ["text_changed"]
    assert found.bump is Bump.PATCH


def test_statements_are_told_in_words(real_package_copy: Path, tmp_path: Path) -> None:
    import shutil

    from planting import edit_cell

    other = tmp_path / "other"
    shutil.copytree(real_package_copy, other)
    edit_cell(other, "observations", "thnet-2022-09-23.o04", "value", "2996")
    edit_cell(other, "observations", "thnet-2022-09-23.o05", "value", "1e999999999")
    (table,) = diff(str(real_package_copy), str(other)).tables
    assert table.words["thnet-2022-09-23.o04"] == "Tianhe District: high-tech enterprises, 2021-12-31: 2,996"
    assert table.words["thnet-2022-09-23.o05"] == ""


def test_what_cannot_be_read_is_said_and_the_rest_compared(tmp_path: Path) -> None:
    roots = []
    for name in "ab":
        (tmp_path / name).mkdir()
        tables = {"things": (THINGS_SCHEMA, THINGS_CSV), "others": (OTHERS, "id,thing_id\n1,a\n")}
        roots.append(tiny_package(tmp_path / name, tables))
    (roots[1] / "data" / "things.csv").write_bytes(b"\xff\xfe")
    (roots[1] / "data" / "others.csv").write_bytes(b"id,thing_id\n1,b\n")
    found = diff(*map(str, roots))
    assert len(found.unread) == 1
    assert "data/things.csv" in found.unread[0]
    assert [table.name for table in found.tables] == ["others"]
    assert not found.same


def test_versions() -> None:
    assert [raised("1.2.3", bump) for bump in Bump] == ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]
    assert [raised("0.2.3", bump) for bump in Bump] == ["0.2.3", "0.2.4", "0.3.0", "0.3.0"]
    assert raised("2026", Bump.PATCH) is None
    assert parts("1.0.0-rc.1+5") == (1, 0, 0)
    assert [parts(text) for text in ("1.0", "01.0.0", "1.0.0\n", "１.0.0", "1." + "9" * 5000 + ".0")] == [None] * 5
    assert all(weight.bump is not Bump.NONE and weight.why for weight in RULES.values())


@pytest.mark.parametrize(
    ("version", "ok"), [("1.2.4", True), ("1.10.0", True), ("2.0.0", True), ("1.2.3", False), ("new", False)]
)
def test_whether_the_version_rises_enough(tmp_path: Path, version: str, ok: bool) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    old = tiny_package(tmp_path / "a")
    new = tiny_package(tmp_path / "b")
    file = new / "data" / "things.csv"
    file.write_bytes(file.read_bytes().replace(b"plain", b"plainer"))
    edit_descriptor(new, version=version)
    refresh(new)
    assert diff(str(old), str(new)).version_ok is ok
    assert json.loads((new / "datapackage.json").read_text("utf-8"))["version"] == version
