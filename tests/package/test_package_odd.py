"""Descriptors that say something odd: named once, in the words of the schema, and never a traceback."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import shapes
from hypothesis import given
from hypothesis import strategies as st
from test_package_others import judged, package

from reread.package.dialects import SIGNS, misplaced
from reread.package.opening import open_package
from reread.tables.columns import columns_of

# --- schemas, dialects and resources that say something of another kind ---


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ({"type": []}, "type"),
        ({"type": {"name": "integer"}}, "type"),
        ({"type": None}, "type"),
        ({"type": "date", "format": 5}, "format"),
        ({"type": "number", "decimalChar": ",."}, "decimalChar"),
        ({"type": "number", "groupChar": 5}, "groupChar"),
        ({"type": "number", "bareNumber": "no"}, "bareNumber"),
        ({"type": "boolean", "trueValues": "yes"}, "trueValues"),
        ({"type": "boolean", "falseValues": []}, "falseValues"),
        ({"type": "list", "delimiter": ""}, "delimiter"),
        ({"type": "list", "itemType": "colour"}, "itemType"),
        ({"categories": [{"label": "x"}]}, "categories"),
        ({"missingValues": 5}, "missingValues"),
        ({"constraints": []}, "constraints"),
        ({"constraints": [], "categories": ["a"]}, "constraints"),
        ({"constraints": {"enum": "x"}}, "constraints/enum"),
        ({"constraints": {"pattern": 5}}, "constraints/pattern"),
    ],
)
def test_words_of_a_field_of_another_kind_are_named_once(field: dict[str, Any], word: str, tmp_path: Path) -> None:
    root = package(tmp_path, "id,v\n1,\n", [{"name": "id", "type": "integer"}, {"name": "v", **field}])
    (finding,) = judged(root).findings
    assert (finding.code, finding.key) == ("S100", f"resources[t].schema/fields/1/{word}")


@pytest.mark.parametrize("name", [["v"], {"value": "v"}, 5, None])
def test_a_name_of_another_kind_is_named(name: object, tmp_path: Path) -> None:
    root = package(tmp_path, "id,v\n1,\n", [{"name": "id", "type": "integer"}, {"name": name, "type": "date"}])
    assert "S100" in {finding.code for finding in judged(root).findings}
    assert [column.type for column in columns_of(open_package(root).table("t"))] == ["integer", "string"]


def test_a_name_twice_in_a_schema_that_leaves_columns_out_is_named_once(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "a", "type": "integer"}]
    (finding,) = judged(package(tmp_path, "a,b\n1,2\n", fields, schema={"fieldsMatch": "subset"})).findings
    assert (finding.code, finding.key) == ("S100", "resources[t].schema/fields/1/name")


@pytest.mark.parametrize("constraints", [1.5, [["a"]]])
def test_constraints_of_another_kind_tell_nothing_of_a_row_of_wrong_cells(constraints: object, tmp_path: Path) -> None:
    fields = [{"name": name, "type": "geopoint", "constraints": constraints} for name in "abcdef"]
    root = package(tmp_path, "a,b,c,d,e,f\nu,v,w,x,y,z\n", fields)
    assert {finding.code for finding in judged(root).findings} == {"S100", "S101"}


@pytest.mark.parametrize("missing", [5, "NA", ["", 5], [["NA"]], [{"label": "NA"}], None, {"NA": "lost"}])
def test_missing_values_of_another_kind_are_named_once(missing: object, tmp_path: Path) -> None:
    root = package(tmp_path, "v\n1\n", [{"name": "v", "type": "integer"}], schema={"missingValues": missing})
    (finding,) = judged(root).findings
    assert (finding.code, finding.key) == ("S100", "resources[t].schema/missingValues")
    assert finding.expected == 'a list of texts, such as ["", "NA"]'


@pytest.mark.parametrize("missing", [-99, "-99", [-99], [{"value": -99}]])
def test_missing_values_are_taken_as_they_were_meant(missing: object, tmp_path: Path) -> None:
    fields = [{"name": "v", "type": "year"}, {"name": "w", "type": "year", "missingValues": missing}]
    root = package(tmp_path, "v,w\n-99,2020\n2020,-99\n", fields, schema={"missingValues": missing})
    assert [(f.code, f.line) for f in judged(root).findings] == [("S100", None)] * 2


@pytest.mark.parametrize("fields", [[], {}, "v", 5, None])
def test_fields_that_are_no_list_are_named(fields: Any, tmp_path: Path) -> None:
    (finding,) = judged(package(tmp_path, "v\n1\n", fields)).findings
    assert (finding.code, finding.key) == ("S100", "resources[t].schema/fields")


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        ({"headerRows": ["1"]}, 'headerRows: ["1"]'),
        ({"headerRows": [0]}, "headerRows: [0]"),
        ({"commentRows": 5}, "commentRows: 5"),
        ({"header": "yes"}, 'header: "yes"'),
        ({"delimiter": "\\t"}, 'delimiter: "\\\\t"'),
        ({"doubleQuote": "no"}, 'doubleQuote: "no"'),
        ({"nullSequence": 5}, "nullSequence: 5"),
    ],
)
def test_a_dialect_that_cannot_be_followed_is_named(dialect: dict[str, Any], said: str, tmp_path: Path) -> None:
    (finding,) = judged(package(tmp_path, "v\n1\n", [{"name": "v"}], dialect=dialect)).findings
    assert (finding.code, finding.found) == ("P114", f"a table whose dialect says {said}")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"schema": 5}, "B105"),
        ({"dialect": []}, "B105"),
        ({"data": [{"v": 1}]}, "B105"),
        ({"path": []}, "B101"),
        ({"path": ["t.csv", "https://x.org/u.csv"]}, "P114"),
        ({"encoding": "rot13"}, "B102"),
        ({"encoding": "ascii"}, "B102"),
        ({"encoding": None}, "B102"),
    ],
)
def test_members_of_a_resource_that_mean_nothing_are_named(members: dict[str, Any], code: str, tmp_path: Path) -> None:
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "v"}]}, **members}
    root = shapes.write(tmp_path, {"name": "p", "resources": [resource]}, {"t.csv": "v\né\n"})
    assert [f.code for f in judged(root).findings] == [code]


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [(r"\d{4}", "2020", "x"), (r"(?:a|b)\-c", "a-c", "c"), (r"[\d_]+\_", "1_", "a_"), (r"\s", " ", "s")],
)
def test_shorthands_of_patterns_are_judged(pattern: str, good: str, bad: str, tmp_path: Path) -> None:
    fields = [{"name": "id"}, {"name": "v", "constraints": {"pattern": pattern}}]
    root = package(tmp_path, f"id,v\n1,{good}\n2,{bad}\n", fields)
    assert [(f.code, f.line) for f in judged(root).findings if f.code != "B305"] == [("S104", 3)]


@pytest.mark.parametrize("pattern", [r"\w+", r"(?i)a", r"(?=a)a", r"(a)\1", r"\bx"])
def test_patterns_that_programs_differ_about_are_not_judged(pattern: str, tmp_path: Path) -> None:
    fields = [{"name": "v", "constraints": {"pattern": pattern}}]
    (finding,) = judged(package(tmp_path, "v\n!\n", fields)).findings
    assert (finding.code, finding.severity) == ("P114", "warning")


# --- messages in the words of the schema ---


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ({"type": "date", "format": "%d/%m/%Y"}, "2020-01-31", "a date written %d/%m/%Y, such as 31/01/2020"),
        ({"type": "datetime", "format": "%d.%m.%Y %H:%M"}, "x", "written %d.%m.%Y %H:%M, such as 31.01.2020 23:59"),
        ({"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]}, "true", "one of ja, nein"),
        ({"type": "number", "decimalChar": ","}, "1.5", 'a number, with "," before its decimals'),
        ({"type": "integer", "groupChar": "."}, '"1,5"', 'a whole number, with nothing but "." between groups'),
        ({"type": "list", "delimiter": ";", "itemType": "year"}, "20", 'year items divided by ";"'),
        ({"type": "geopoint", "format": "array"}, "200", "a point written [longitude, latitude]"),
        ({"type": "string", "format": "email"}, "x", "a text of the format email"),
        ({"type": "boolean"}, "yes", "one of true, True, TRUE, 1, false, False, FALSE, 0"),
    ],
)
def test_what_was_expected_is_said_in_the_words_of_the_schema(
    field: dict[str, Any], cell: str, expected: str, tmp_path: Path
) -> None:
    (finding,) = judged(package(tmp_path, f"id,v\n1,{cell}\n", [{"name": "id"}, {"name": "v", **field}])).findings
    assert finding.code == "S101"
    assert expected in finding.expected


def test_a_cell_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    late = {"type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "01/02/2020"}}
    (finding,) = judged(package(tmp_path, "v\n31/01/2020\n", [{"name": "v", **late}])).findings
    assert (finding.found, finding.expected) == ('"31/01/2020", read as 2020-01-31', "at least 2020-02-01")


# --- where the header stands, and what separates cells ---

COLUMNS = ["id", "name", "v"]


@given(
    st.sampled_from(",;\t|"),
    st.sampled_from(["", "sep={sign}\n", '"sep={sign}"\n', "\n", "Table 1\n"]),
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.lists(st.text(st.sampled_from('a1,;\t|" '), max_size=4), min_size=3, max_size=3), max_size=3),
)
def test_a_header_that_stands_elsewhere_is_named_once(sign: str, above: str, end: str, rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator=end).writerows([COLUMNS, *rows])
    text = above.format(sign=sign).replace("\n", end) + out.getvalue()
    found = misplaced(text, COLUMNS, "t.csv")
    assert (found is None) is (sign == "," and not above)
    if found is not None and sign != "," and not above.startswith("Table"):
        assert found.found == f"cells separated by {SIGNS[sign]}"
    elif found is not None:
        assert found.found.endswith("above the header")


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "id\n1\n", "x,y,z\n1,2,3\n", ""])
def test_nothing_is_said_of_headers_that_are_not_those_of_the_schema(text: str) -> None:
    assert misplaced(text, COLUMNS, "t.csv") is None


def test_semicolons_are_one_finding(tmp_path: Path) -> None:
    rows = "".join(f"{n};a,b;{n},5\n" for n in range(20))
    fields = [{"name": "id", "type": "integer"}, {"name": "name"}, {"name": "v", "type": "number"}]
    (finding,) = judged(package(tmp_path, f"id;name;v\n{rows}", fields)).findings
    assert (finding.code, finding.line, finding.found) == ("B106", 1, "cells separated by semicolons")
