"""Tables for a terminal, and as CSV or JSON for programs.

On a terminal rich draws them: columns aligned, numbers to the right, Chinese characters counted as the two columns they
take. What does not fit is cut with an ellipsis; columns for which no room is left are named below the table.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from rich.box import Box
from rich.table import Table

from .console import MAX_WIDTH, cell_len, drawn, wrapped
from .package import csvtext

#: Narrower than this a column says nothing; wider than that it leaves no room for the others. The first is the key.
_LEAST, _MOST = 16, 40
_GAP = 2
#: A line under the header, broken between columns, and no others.
_BOX = Box("    \n    \n ─  \n    \n    \n    \n    \n    \n")
_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?").fullmatch
_JSON_BOOLEAN = re.compile("true|false").fullmatch
#: Of the types whose cells stand in JSON without quotes, which cells do.
_BARE = {"integer": _JSON_NUMBER, "number": _JSON_NUMBER, "boolean": _JSON_BOOLEAN}


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of text cells ("" is missing) under a header; `types` are those of Table Schema, one per column."""

    header: Sequence[str]
    types: Sequence[str]
    rows: Sequence[Sequence[str]]


def clean(text: str) -> str:
    """`text` on one line, without anything that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c in "\n\t\r" else "\ufffd" for c in text)


def preview(grid: Grid, rows: int = 20) -> str:
    """The first rows of `grid` as wide as the window, with a line that says how many more there are."""
    text = render(Grid(grid.header, grid.types, grid.rows[:rows]), shutil.get_terminal_size((MAX_WIDTH, 24)).columns)
    more = len(grid.rows) - rows
    return text + (f"\n{more:,} more rows\n" if more > 0 else "")


def render(grid: Grid, columns: int = 0) -> str:
    """The table in lines of at most `columns`, as wide as it needs when that is 0. Ends with a newline."""
    header = [clean(name) for name in grid.header]
    cells = [[clean(cell) for cell in row] for row in grid.rows]
    needs = [min(max(map(cell_len, column)), _MOST) for column in zip(header, *cells, strict=True)]
    filled = [any(row[at] for row in cells) for at in range(len(needs))]
    widths = _fit(needs, filled, columns or sum(needs) + _GAP * len(needs))
    table = Table(box=_BOX, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), header_style="")
    for at, width in widths.items():
        right = "right" if grid.types[at] in ("integer", "number") else "left"
        table.add_column(header[at], width=width, no_wrap=True, overflow="ellipsis", justify=right)  # type: ignore[arg-type]
    for row in cells:
        table.add_row(*(row[at] for at in widths))
    text = drawn(table, colour=False, width=sum(widths.values()) + _GAP * len(widths))
    hidden = [name for at, name in enumerate(header) if at not in widths]
    if hidden:
        said = f"{len(hidden)} more column{'s' if len(hidden) > 1 else ''}: {', '.join(hidden)}"
        text += "".join(f"{line}\n" for line in ["", *(line.plain for line in wrapped(said, columns))])
    return text


def _fit(needs: list[int], filled: list[bool], room: int) -> dict[int, int]:
    """How wide each column is that is shown, by its place.

    Where there is no room for all, empty columns go first, then the last ones; what remains is shared out, and the
    first column is cut only when it stands alone.
    """
    shown = list(range(len(needs)))
    if _total(needs) > room:
        shown = [at for at in shown if filled[at]] or shown
    least = [needs[at] if at == shown[0] else min(needs[at], _LEAST) for at in shown]
    while len(shown) > 1 and _total(least) > room:
        shown.pop()
        least.pop()
    widths = dict(zip(shown, least, strict=True))
    if len(shown) == 1:
        return {at: min(width, room) for at, width in widths.items()}
    for at in shown:  # what is left over goes to the columns in their order
        widths[at] += max(0, min(room - _total(list(widths.values())), needs[at] - widths[at]))
    return widths


def _total(widths: list[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def render_csv(grid: Grid) -> str:
    """The table as CSV in the form of the package: LF, quotes only where needed."""
    return csvtext.write([list(grid.header), *grid.rows])


def render_json(grid: Grid) -> str:
    """The table as a JSON list of objects. Numbers are JSON numbers with all their digits; missing is null."""
    rows = [
        "  {" + ", ".join(_member(*each) for each in zip(grid.header, grid.types, row, strict=True)) + "}"
        for row in grid.rows
    ]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def _member(name: str, type_: str, cell: str) -> str:
    bare = type_ in _BARE and _BARE[type_](cell)
    value = "null" if cell == "" else cell if bare else json.dumps(cell, ensure_ascii=False)
    return f"{json.dumps(name, ensure_ascii=False)}: {value}"
