"""A workbook that opens on the facts: then a sheet that says what this is, a codebook of every column, and a sheet for
every other table and view.

Numbers, dates and true or false are typed; everything else is text, so that codes keep their zeros and nothing that
begins like a formula is one. Addresses are links. A number that a spreadsheet would round is refused.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...console import cell_len
from ...libraries import library
from ...package.table import Table
from ...tables.columns import CannotLoad, Column, columns_of
from ..model import Release
from ..verify import pack
from .words import ColumnWords, column_words, package_words, table_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MAX_CELL = 32_767
_MAX_NAME = 31
_WIDTHS = (6, 60)
_FIRST = "facts"
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "top"},
    "bold": {"bold": True, "valign": "top"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "top": {"valign": "top"},
    "indent": {"text_wrap": True, "valign": "top", "indent": 1},
    "link": {"valign": "top", "font_color": "#0B5394", "underline": 1},
    "title": {"bold": True, "font_size": 14},
    "date": {"num_format": "yyyy-mm-dd"},
}
_CODEBOOK_TITLES = [name.replace("_", " ") for name in ColumnWords._fields]
_CODEBOOK_WIDTHS = (18, 24, 8, 26, 9, 10, 9, 9, 26, 30, 30, 90)


def build(release: Release) -> bytes:
    """The workbook as the bytes of its file. Raises `MissingLibrary` without XlsxWriter."""
    writer = library("xlsxwriter", "xlsx")
    sink = io.BytesIO()
    book: Workbook = writer.Workbook(sink, {"in_memory": True})
    made = release.created.replace(tzinfo=None)
    book.set_properties({"title": release.title, "created": made, "comments": release.stem})
    styles = _Styles(book)
    tables = {table.name: table for table in release.tables()}
    if _FIRST in tables:
        _sheet(book, tables.pop(_FIRST), styles)
    _front(book, release, styles)
    _codebook(book, release, styles)
    for table in tables.values():
        _sheet(book, table, styles)
    book.close()
    with zipfile.ZipFile(sink) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


class _Styles(dict[str, "Format"]):
    """The formats of a workbook by name; those of numbers, with thousands apart, by their digits after the point."""

    def __init__(self, book: Workbook) -> None:
        super().__init__({name: book.add_format(members) for name, members in _STYLES.items()})
        self.book = book

    def __missing__(self, digits: str) -> Format:
        found = self[digits] = self.book.add_format({"num_format": f"#,##0.{'0' * len(digits)}".rstrip(".")})
        return found


def _new(book: Workbook, name: str) -> Worksheet:
    """A sheet that is printed across, as wide as one page, with its first row on each."""
    sheet: Worksheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    if name != "README":
        sheet.repeat_rows(0)
    return sheet


def _front(book: Workbook, release: Release, styles: _Styles) -> None:
    sheet = _new(book, "README")
    sheet.hide_gridlines(2)
    for at, width in enumerate((22, 9, 100)):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, release.title, styles["title"])
    for line, (name, text) in enumerate(told := package_words(release), 1):
        sheet.write_string(line, 0, name, styles["bold"])
        sheet.merge_range(line, 1, line, 2, "", styles["wrap"])
        sheet.write_string(line, 1, text, styles["wrap"])
        sheet.set_row(line, _height([(text, 112)]))
    for at, head in enumerate(("sheet", "rows", "  holds")):
        sheet.write_string(len(told) + 2, at, head, styles["head"])
    for line, words in enumerate(table_words(release), len(told) + 3):
        text = f"{words.title}. {words.description}"
        sheet.write_url(line, 0, f"internal:'{words.table_name}'!A1", styles["link"], words.table_name)
        sheet.write_number(line, 1, words.rows, styles["top"])
        sheet.write_string(line, 2, text, styles["indent"])
        sheet.set_row(line, _height([(text, 105)]))


def _codebook(book: Workbook, release: Release, styles: _Styles) -> None:
    sheet = _new(book, "codebook")
    rows = list(column_words(release))
    for line, words in enumerate(rows, 1):
        for at, cell in enumerate(words):
            if isinstance(cell, str):
                sheet.write_string(line, at, cell[:_MAX_CELL], styles["wrap"])
            else:
                sheet.write_number(line, at, cell, styles["top"])
        sheet.set_row(line, _height(zip(map(str, words), _CODEBOOK_WIDTHS, strict=True)))
    _head(sheet, styles, dict(zip(_CODEBOOK_TITLES, _CODEBOOK_WIDTHS, strict=True)), len(rows), 2)


def _sheet(book: Workbook, table: Table, styles: _Styles) -> None:
    if len(table.name) > _MAX_NAME:
        raise CannotLoad(f"{table.name}: a sheet's name has at most {_MAX_NAME} characters", "Shorten the name.")
    sheet = _new(book, table.name)
    widths = {}
    for at, column in enumerate(columns_of(table)):
        for line, cell in enumerate(column.cells, 1):
            if cell is not None:
                _write(sheet, line, at, cell, column, f"{table.name}.{column.name}", styles)
        longest = max((_width(cell) for cell in column.cells if cell), default=0)
        widths[column.name] = min(max(longest, len(column.name), _WIDTHS[0]) + 2, _WIDTHS[1])
    _head(sheet, styles, widths, len(table), 1)


def _head(sheet: Worksheet, styles: _Styles, widths: dict[str, int], rows: int, kept: int) -> None:
    """Titles of columns, by their widths, that stay in sight with the first `kept` columns, and filters on them."""
    for at, (title, width) in enumerate(widths.items()):
        sheet.write_string(0, at, title, styles["head"])
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, kept)
    sheet.autofilter(0, 0, rows, max(len(widths) - 1, 0))


def _write(sheet: Worksheet, line: int, at: int, cell: str, column: Column, place: str, styles: _Styles) -> None:
    if column.type in ("integer", "number"):
        near = float(cell)
        if Decimal(repr(near)) != Decimal(cell) or len(cell.strip("-0.").replace(".", "")) > 15:
            raise CannotLoad(f"{place}: a spreadsheet cannot hold {cell} without rounding it", "Make it a string.")
        sheet.write_number(line, at, near, styles["0" * len(cell.partition(".")[2])])
    elif column.type == "date" and cell >= "1900-03-01":
        sheet.write_datetime(line, at, date.fromisoformat(cell), styles["date"])
    elif column.type == "boolean":
        sheet.write_boolean(line, at, cell == "true")
    elif len(cell) > _MAX_CELL:
        raise CannotLoad(f"{place}: a cell of {len(cell):,} characters", f"A spreadsheet holds at most {_MAX_CELL:,}.")
    elif not cell.startswith(("https://", "http://")) or sheet.write_url(line, at, cell, styles["link"], cell):
        sheet.write_string(line, at, cell)


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """The height of a row that shows every text in a column of the given width."""
    return 15 * max(-(-_width(text) // (width - 2)) or 1 for text, width in cells)


def _width(text: str) -> int:
    """Width of the longest line in columns of a screen; a Chinese character takes two."""
    return max(map(cell_len, text.split("\n")))
