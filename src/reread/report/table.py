"""Tables for a terminal, and as CSV or JSON for programs.

On a terminal columns are aligned, numbers to the right, Chinese characters counted as the two columns they take. What
does not fit is cut with an ellipsis; columns for which no room is left are not shown but named below the table.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from ..package import csvtext
from .terminal import width

__all__ = ["Grid", "clean", "columns_of_window", "cut", "preview", "render", "render_csv", "render_json"]

#: Narrower than this a column says nothing; wider than that it leaves no room for the others. The first is the key.
_LEAST, _MOST = 16, 40
_GAP = "  "
_RIGHT = ("integer", "number")
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


def cut(text: str, columns: int) -> str:
    """`text` in at most `columns`, with an ellipsis for what is missing.

    >>> cut("industrial internet", 11), cut("工业互联网", 7)
    ('industrial…', '工业互…')
    """
    if width(text) <= columns:
        return text
    kept, used = [], 1
    for character in text:
        used += width(character)
        if used > columns:
            break
        kept.append(character)
    return "".join(kept).rstrip(" ") + "…"


def columns_of_window(stream: TextIO) -> int:
    """How wide a table on `stream` may be: the window's width; 0 (no limit) where there is no window."""
    try:
        return shutil.get_terminal_size((110, 24)).columns if stream.isatty() else 0
    except ValueError:  # a closed stream
        return 0


def preview(grid: Grid, rows: int = 20) -> str:
    """The first rows of `grid` as wide as the window, with a line that says how many more there are."""
    text = render(Grid(grid.header, grid.types, grid.rows[:rows]), shutil.get_terminal_size((110, 24)).columns)
    more = len(grid.rows) - rows
    return text + (f"\n{more:,} more rows\n" if more > 0 else "")


def render(grid: Grid, columns: int = 0) -> str:
    """The table in lines of at most `columns`, as wide as it needs when that is 0. Ends with a newline."""
    cells = [[clean(cell) for cell in row] for row in grid.rows]
    needs = [
        min(max(width(clean(name)), *(width(row[at]) for row in cells)) if cells else width(clean(name)), _MOST)
        for at, name in enumerate(grid.header)
    ]
    shown, widths = _fit(needs, [any(row[at] for row in cells) for at in range(len(needs))], columns or 1 << 30)
    right = {at for at in shown if grid.types[at] in _RIGHT}
    lines = [
        _line([cut(clean(grid.header[at]), w) for at, w in zip(shown, widths, strict=True)], shown, widths, right),
        _GAP.join("─" * w for w in widths),
    ]
    for row in cells:
        lines.append(_line([cut(row[at], w) for at, w in zip(shown, widths, strict=True)], shown, widths, right))
    hidden = [name for at, name in enumerate(grid.header) if at not in shown]
    if hidden:
        said = f"{len(hidden)} more column{'s' if len(hidden) > 1 else ''}: {', '.join(map(clean, hidden))}"
        lines += ["", *_wrapped(said, columns)]
    return "\n".join(lines) + "\n"


def _line(cells: list[str], shown: list[int], widths: list[int], right: set[int]) -> str:
    padded = []
    for cell, at, columns in zip(cells, shown, widths, strict=True):
        blanks = " " * (columns - width(cell))
        padded.append(blanks + cell if at in right else cell + blanks)
    return _GAP.join(padded).rstrip(" ")


def _fit(needs: list[int], filled: list[bool], room: int) -> tuple[list[int], list[int]]:
    """Which columns are shown, and how wide.

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
    widths = least if len(shown) > 1 else [min(least[0], room)] if least else []
    left = room - _total(widths)
    for place, at in enumerate(shown):  # what is left over goes to the columns in their order
        more = min(left, needs[at] - widths[place]) if len(shown) > 1 else 0
        widths[place] += more
        left -= more
    return shown, widths


def _total(widths: list[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _wrapped(text: str, columns: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and columns and width(line) + 1 + width(word) > columns:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


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
