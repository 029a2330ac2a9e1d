"""Tables in files, as rows of cells: HTML, CSV, .xlsx, and text whose columns stand apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..findings import CannotRun
from .cues import CUES
from .document import decoded, looks_like_markup, shallow
from .worksheet import as_book, as_csv, read_bytes

Grid = list[list[str]]
_NUMBER: Final = re.compile(r"[-+−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?%?")
#: A line of Markdown under the head of a table; marks of emphasis, and links, around the words of a cell.
_RULE: Final = re.compile(r"[|:\s+=-]+")
_BARS: Final = re.compile(r"[|\t]")
_MARKS: Final = re.compile(r"[*`]+|!?\[([^\]|]*)\]\([^)|]*\)")
_WIDEST: Final = 200


def is_number(cell: str) -> bool:
    """Whether a cell holds a bare number, grouped, signed or with a percent sign."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def read_grids(path: Path, or_list: bool = False, encoding: str | None = None) -> list[tuple[str, Grid]]:
    """The tables of a file, each with its caption ("" where none is known). Raises `CannotRun` where there is none;
    with `or_list` the file may be a list instead, and holds a table only where it is marked as one.

    What is shown in merged cells stands in each of them; of a table, a number says that it does, and is none of one
    row or column.
    """

    def merged(cell: str, where: str) -> str:
        one = or_list or not is_number(cell) or CUES["year"].fullmatch(cell)
        return cell if one else f"{cell} (merged, {where})"

    kind = path.suffix.lower()
    if kind == ".xlsx":
        found = list(as_book(path, merged).items())
    elif kind == ".csv":
        found = [("", as_csv(path))]
    else:
        raw = read_bytes(path)
        markup = looks_like_markup(raw) or kind in (".html", ".htm")
        text = decoded(raw, path, encoding, markup)
        found = _html(text, merged) if markup else [*_barred(text)] or ([] if or_list else [_columns(text)])
    tidy = [(caption, [[" ".join(cell.split()) for cell in row] for row in grid]) for caption, grid in found]
    kept = [(caption, _square(grid)) for caption, grid in tidy if sum(map(len, grid)) > 1]
    if not kept and not or_list:
        raise CannotRun(f"{path} holds no table", "Save the table alone, as HTML, CSV or .xlsx.")
    return kept


def _square(grid: Grid) -> Grid:
    rows = [row for row in grid if any(row)]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _html(markup: str, merged: Callable[[str, str], str]) -> list[tuple[str, Grid]]:
    tables = LexborHTMLParser(shallow(markup)).css("table")
    return [(_caption(table), _cells(table, merged)) for table in tables if not table.css_first("table table")]


def _caption(table: LexborNode) -> str:
    own = table.css_first("caption")
    if own is not None:
        return str(own.text(strip=True))
    before = table.prev
    while before is not None and (before.tag or "").startswith("-") and not before.text().strip():
        before = before.prev
    text = before.text(strip=True) if before is not None and before.tag != "table" else ""
    return text if len(text) < 120 else ""


def _cells(table: LexborNode, merged: Callable[[str, str], str]) -> Grid:
    """The cells, those that span rows or columns in each of them."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(table.css("tr")):
        x = 0
        for cell in row.css("td,th"):
            while (y, x) in grid:
                x += 1
            said = (str(cell.attributes.get(name) or "1") for name in ("colspan", "rowspan"))
            wide, deep = (max(min(int(span), _WIDEST), 1) if span.isdigit() else 1 for span in said)
            shown = cell.text(deep=True, separator=" ", strip=True)
            shown = merged(shown, f"{wide} columns by {deep} rows") if wide * deep > 1 else shown
            grid |= {(y + down, x + right): shown for down in range(deep) for right in range(wide)}
            x += wide
    rows, columns = (max((key[n] for key in grid), default=-1) + 1 for n in (0, 1))
    return [[grid.get((y, x), "") for x in range(columns)] for y in range(rows)]


def _barred(text: str) -> Iterator[tuple[str, Grid]]:
    """The tables of a text whose columns stand between bars, as in Markdown, or tabs; the line before one is its
    caption.
    """
    caption = ""
    lines = (line.strip(" \r") for line in text.split("\n") if line.strip())
    for barred, found in groupby(lines, lambda line: len(_BARS.findall(line)) > 1):
        block = list(found)
        if barred and len(block) > 1:
            plain = (_MARKS.sub(r"\1", line).strip("|") for line in block if not _RULE.fullmatch(line))
            yield caption, [_BARS.split(line) for line in plain]
        caption = block[-1].strip("#* ")


def _columns(text: str) -> tuple[str, Grid]:
    """Text in columns: divided by tabs, bars or two blanks and more; else a head of words and then numbers."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    divided = [line for line in lines if re.search(r"\t|\||\S {2,}\S", line)]
    if len(divided) * 2 > len(lines):
        rows = [re.split(r"\t|\||(?<=\S) {2,}", line) for line in lines if not _RULE.fullmatch(line)]
    else:
        rows = [_by_numbers(line) for line in lines]
    width = max(map(len, rows), default=0)
    caption = ""
    while len(rows) > 1 and len(rows[0]) == 1 and width > 1:
        caption = f"{caption} {rows.pop(0)[0]}".strip()
    for row in rows:
        if len(row) == width - 1 and all(map(is_number, row)):
            row.insert(0, "")  # a head of columns without a word over the heads of rows
    return caption, rows


def _by_numbers(line: str) -> list[str]:
    words = line.split()
    first = next((n for n, word in enumerate(words) if is_number(word)), len(words))
    if not all(is_number(word) or word in ("-", "…", "...", "—") for word in words[first:]):
        return [line]
    head = " ".join(words[:first])
    return [*([head] if head else []), *words[first:]]
