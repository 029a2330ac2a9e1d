"""`cnii fix` on packages of others: only what a rule found fault with, and in the form that their schema asks for."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st

from reread.fix.repairing import Repaired, plan
from reread.package.opening import Package, open_package
from reread.run import run

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "constraints": {"required": True}},
    {"name": "day", "type": "date", "format": "%d/%m/%Y"},
    {"name": "much", "type": "number", "decimalChar": ",", "groupChar": "."},
    {"name": "many", "type": "integer"},
    {"name": "sure", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
    {"name": "kind", "constraints": {"enum": ["a", "b"]}},
    {"name": "code", "constraints": {"pattern": "[0-9]{3}"}},
]
CELLS = [
    st.sampled_from(["x", "y ", "", "'x", "z"]),
    st.sampled_from(["31/01/2020", "2020-01-31", "2020/1/31", "1/2/20", " 31/01/2020", "'31/01/2020", "NA", ""]),
    st.sampled_from(["1,5", "1.000,5", "1.5", "1,234", "1.234", "'7", "7\u00a0", "NA", ""]),
    st.sampled_from(["7", "007", "7.0", "1,234", "'7", "7 ", "NA", "-", ""]),
    st.sampled_from(["ja", "JA", "true", "nein ", "NA", ""]),
    st.sampled_from(["a", "A", "b ", "c", "NA", ""]),
    st.sampled_from(["007", "'007", "7", "00７", "NA", ""]),
]
DIALECTS: list[dict[str, Any]] = [
    {},
    {"delimiter": ";"},
    {"lineTerminator": "\r\n"},
    {"commentChar": "#"},
    {"header": False},
]


def written(rows: list[list[str]], dialect: dict[str, Any]) -> str:
    out = io.StringIO(newline="")
    ends = {"delimiter": dialect.get("delimiter", ","), "lineterminator": dialect.get("lineTerminator", "\n")}
    csv.writer(out, **ends).writerows(rows)
    return ("# by hand\n" if "commentChar" in dialect else "") + out.getvalue()


def cells_of(pkg: Package) -> list[tuple[str, ...]]:
    """The cells of the table as they are printed, header first."""
    table = pkg.tables["t"]
    if table.printed is not None:
        return [table.printed.header, *(cells for _, cells in table.printed.records)]
    return [table.header, *(row.cells for row in table.rows)]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(*CELLS).map(list), min_size=1, max_size=4),
    st.sampled_from(DIALECTS),
    st.sampled_from(["exact", "equal", "subset"]),
    st.booleans(),
)
def test_only_cells_that_were_found_wrong_are_changed(
    rows: list[list[str]], dialect: dict[str, Any], match: str, turned: bool
) -> None:
    header = [field["name"] for field in FIELDS]
    if match != "exact" and turned and "header" not in dialect:
        header, rows = header[::-1], [row[::-1] for row in rows]
    top = [] if dialect.get("header") is False else [header]
    schema = {"fields": FIELDS, "fieldsMatch": [match], "missingValues": ["", "NA"]}
    resource = {"name": "t", "path": "t.csv", "schema": schema, "dialect": dialect}
    with TemporaryDirectory() as folder:
        files = {"t.csv": written([*top, *rows], dialect)}
        pkg = open_package(shapes.write(Path(folder), {"name": "p", "resources": [resource]}, files))
        before = run(pkg, causes=False).findings
        made, _ = plan(pkg)
        mended = Repaired(pkg, made.files)
        after = run(mended, causes=False).findings
        named = {(finding.record, finding.column) for finding in before}
        old, new = cells_of(pkg), cells_of(mended)
        assert plan(mended)[0].files == {}
        assert len(after) <= len(before)
        assert made.files.keys() <= {"t.csv"}
        assert (old[0], len(old)) == (new[0], len(new))
        for record, (one, other) in enumerate(zip(old, new, strict=True)):
            changed = {name for name, a, b in zip(old[0], one, other, strict=True) if a != b}
            assert {(record, name) for name in changed} <= named


@pytest.mark.parametrize(
    ("field", "cell", "mended"),
    [
        ({"type": "date", "format": "%d/%m/%Y"}, "2020/1/31", "31/01/2020"),
        ({"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]}, "true", "true"),
        ({"type": "number"}, "1,234", "1,234"),
        ({"type": "number"}, "1,234,567", "1234567"),
        ({"type": "number", "decimalChar": ","}, "1.234", "1.234"),
        ({"type": "integer"}, "1,234", "1234"),
        ({"type": "integer"}, "'00123", "00123"),
        ({"constraints": {"pattern": "[0-9]{5}"}}, "'00123", "00123"),
        ({"constraints": {"pattern": "[0-9]{5}"}}, "'0012", "'0012"),
        ({"type": "year"}, "2020.0", "2020"),
    ],
)
def test_a_cell_is_mended_in_the_form_of_its_field(
    field: dict[str, Any], cell: str, mended: str, tmp_path: Path
) -> None:
    fields = [{"name": "id"}, {"name": "v", **field}]
    files = {"t.csv": written([["id", "v"], ["1", cell]], {})}
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": fields}}
    pkg = open_package(shapes.write(tmp_path, {"name": "p", "resources": [resource]}, files))
    assert cells_of(Repaired(pkg, plan(pkg)[0].files))[1] == ("1", mended)


@pytest.mark.parametrize(
    ("members", "files"),
    [
        ({"path": ["t.csv", "u.csv"]}, {"t.csv": "id,kind\nx,a \n", "u.csv": "id,kind\ny,b\n"}),
        ({"path": "t.csv", "dialect": {"delimiter": ";"}}, {"t.csv": "id;kind\nx;a \n"}),
        ({"path": "t.csv", "encoding": "gb18030"}, {"t.csv": "id,kind\nx,a \n"}),
    ],
)
def test_tables_in_another_form_are_left_alone_and_named(
    members: dict[str, Any], files: dict[str, str], tmp_path: Path
) -> None:
    fields = [{"name": "id"}, {"name": "kind", "constraints": {"enum": ["a", "b"]}}]
    resource = {"name": "t", "schema": {"fields": fields}, **members}
    pkg = open_package(shapes.write(tmp_path, {"name": "p", "resources": [resource]}, files))
    made, after = plan(pkg)
    assert made.files == {}
    assert made.left == ["t.csv: only tables in one file of UTF-8 with commas are repaired"]
    assert after.failures == run(pkg).failures > 0


def test_lines_of_a_cell_stay_where_semicolons_become_commas(tmp_path: Path) -> None:
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "id"}, {"name": "v"}]}}
    files = {"t.csv": 'sep=;\nid;v\n1;"a\nb"\n2;"x, ""y"""\n'}
    pkg = open_package(shapes.write(tmp_path, {"name": "p", "resources": [resource]}, files))
    made, _ = plan(pkg)
    assert made.files["t.csv"].decode("utf-8") == 'id,v\n1,"a\nb"\n2,"x, ""y"""\n'
