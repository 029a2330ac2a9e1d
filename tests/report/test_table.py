"""Tables as text: aligned for a terminal with Chinese in it, exact as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.console import cell_len as width
from reread.grid import Grid, clean, preview, render, render_csv, render_json

UNITS = Grid(
    ["id", "name", "size"],
    ["string", "string", "number"],
    [["a", "天河区", "2995"], ["bb", "Tianhe", "38.2"], ["", "", ""]],
)
CELLS = st.text(max_size=30) | st.text("天河区,;\"'\n\x1b[31m", max_size=30)
GRIDS = st.integers(1, 8).flatmap(
    lambda n: st.builds(
        Grid,
        st.lists(st.text("abc_天", min_size=1, max_size=12), min_size=n, max_size=n, unique=True),
        st.lists(st.sampled_from(["string", "number"]), min_size=n, max_size=n),
        st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=4),
    )
)


def test_columns_are_aligned_with_chinese_in_them() -> None:
    assert render(UNITS).split("\n") == [
        "id  name    size",
        "─── ─────── ────",
        "a   天河区  2995",
        "bb  Tianhe  38.2",
        "",
        "",
    ]


@given(GRIDS, st.integers(20, 120))
def test_no_line_is_wider_than_the_window(grid: Grid, columns: int) -> None:
    for line in render(grid, columns).split("\n"):
        assert width(line) <= columns
        assert line.isprintable()


@given(GRIDS)
def test_every_column_is_shown_or_named(grid: Grid) -> None:
    head, *rest = render(grid, 30).split("\n")
    words = " ".join([head, *rest[len(grid.rows) + 1 :]])
    for name in grid.header:
        assert name in words or name[:3] in words


def test_control_characters_never_reach_the_terminal() -> None:
    assert clean("\x1b[2Jred\nline\u202e") == "\ufffd[2Jred line\ufffd"


def test_what_does_not_fit_is_named_below() -> None:
    wide = Grid([f"column_{n}" for n in range(9)], ["string"] * 9, [["x" * 15] * 8 + [""]])
    lines = render(wide, 60).split("\n")
    assert lines[0].split() == ["column_0", "column_1", "column_2"]
    assert "6 more columns: column_3" in lines[4]
    assert "column_8" in render(wide, 60)
    assert render(wide, 400).split("\n")[0].split()[-1] == "column_8"


@given(GRIDS)
def test_csv_holds_every_cell(grid: Grid) -> None:
    rows = list(csv.reader(io.StringIO(render_csv(grid), newline=""), strict=True))
    assert rows == [list(grid.header), *map(list, grid.rows)]


@given(GRIDS)
def test_json_holds_every_cell(grid: Grid) -> None:
    found = json.loads(render_json(grid), parse_float=str, parse_int=str)
    expected = [{name: cell or None for name, cell in zip(grid.header, row, strict=True)} for row in grid.rows]
    assert [{name: value for name, value in row.items()} for row in found] == expected


@pytest.mark.parametrize(
    ("type_", "cell", "value"),
    [
        ("number", "12345678901234567890.12", Decimal("12345678901234567890.12")),
        ("integer", "-7", -7),
        ("boolean", "true", True),
        ("number", "nan", "nan"),
        ("number", "true", "true"),
        ("string", "44", "44"),
        ("string", "", None),
    ],
)
def test_json_keeps_digits_and_kinds(type_: str, cell: str, value: object) -> None:
    text = render_json(Grid(["a"], [type_], [[cell]]))
    assert json.loads(text, parse_float=Decimal) == [{"a": value}]


def test_previews_say_how_much_more_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    grid = Grid(["n"], ["integer"], [[str(n)] for n in range(30)])
    assert preview(grid).endswith("19\n\n10 more rows\n")
