"""Physical lines and columns of findings."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planting import THINGS_SCHEMA, tiny_package

from reread.findings import Finding
from reread.package import csvtext
from reread.package.opening import open_package
from reread.report.places import Place, Places, repository_path

TABLE = "data/things.csv"


def finding(line: int | None, column: str | None, file: str = TABLE) -> Finding:
    return Finding("B305", "error", file, line, column, None, "", "", "", "")


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        (1, "number", Place(TABLE, 1, 10, 1, 16)),
        (2, "thing_id", Place(TABLE, 2, 1, 2, 2)),
        (3, "number", Place(TABLE, 3, 3, 3, 3)),  # an empty cell still has a place
        (3, "note", Place(TABLE, 3, 4, 3, 17)),
        (4, "note", Place(TABLE, 4, 6, 5, 7)),  # ends on the next physical line
        (6, "note", Place(TABLE, 6, 5, 6, 7)),  # columns count characters, not bytes
        (6, None, Place(TABLE, 6)),
        (6, "nothing", Place(TABLE, 6)),
        (99, "note", Place(TABLE, 99)),
        (None, "note", Place(TABLE)),
    ],
)
def test_places_in_a_table(tiny: Path, line: int | None, column: str | None, expected: Place) -> None:
    assert Places(open_package(tiny)).of(finding(line, column)) == expected


def test_a_cell_after_a_quoted_line_end_is_on_the_next_physical_line(tmp_path: Path) -> None:
    text = 'thing_id,number,note\n"a\nb",1,x\n'
    root = tiny_package(tmp_path, {"things": (THINGS_SCHEMA, text)})
    assert Places(open_package(root)).of(finding(2, "note")) == Place(TABLE, 3, 6, 3, 7)


def test_files_that_are_no_readable_table_keep_what_is_known(tiny: Path) -> None:
    places = Places(open_package(tiny))
    assert places.of(finding(3, None, "datapackage.json")) == Place("datapackage.json", 3)
    assert places.of(finding(3, "a", "../outside.csv")) == Place("../outside.csv", 3)
    (tiny / TABLE).write_bytes(b'thing_id,number,note\na,1,"open\n')
    assert Places(open_package(tiny)).of(finding(2, "note")) == Place(TABLE, 2, 5, 2, 10)
    (tiny / TABLE).write_bytes(b"thing_id,number\na\n")
    assert Places(open_package(tiny)).of(finding(2, "number")) == Place(TABLE, 2)


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"), max_size=8)


@settings(max_examples=150)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5))
def test_the_characters_at_a_place_are_the_cell(rows: list[tuple[str, str, str]]) -> None:
    text = csvtext.write([("thing_id", "number", "note"), *rows])
    with TemporaryDirectory() as folder:
        pkg = open_package(tiny_package(Path(folder), {"things": (THINGS_SCHEMA, text)}))
        table = pkg.table("things")
        lines, places = text.split("\n"), Places(pkg)
        for row in table.rows:
            for column in table.header:
                place = places.of(finding(row.line, column))
                assert place.line and place.column and place.end_line and place.end_column
                start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
                end = sum(len(line) + 1 for line in lines[: place.end_line - 1]) + place.end_column - 1
                assert text[start:end] == csvtext.write([("", row[column])])[1:-1]


def test_paths_are_those_of_the_repository(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert repository_path(str(tiny)) == ""
    (tiny.parent / ".git").mkdir()
    assert repository_path(str(tiny)) == f"{tiny.name}/"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tiny.parent.parent))
    assert repository_path(str(tiny)) == f"{tiny.parent.name}/{tiny.name}/"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tiny / "data"))
    assert repository_path(str(tiny)) == f"{tiny.name}/"
