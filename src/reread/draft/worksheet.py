"""Worksheets: flat tables, one row a statement, as a person types them in a spreadsheet or a program writes them.

An .xlsx file has a sheet for each kind of row. As CSV they are files beside each other: NAME.csv holds the statements,
NAME.sources.csv, NAME.entities.csv, NAME.indicators.csv, NAME.rankings.csv and NAME.sectors.csv what is new with them.
Spreadsheets save CSV in many ways: a byte order mark, CR LF, semicolons and tabs are all read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..files import read as read_file
from ..findings import CannotRun, shown
from ..libraries import library
from ..package import csvtext
from ..tables.columns import cell_text

Row = dict[str, str]


class Column(NamedTuple):
    """A column of a sheet; the column of a table that its cells go to, and the table in which they are looked up."""

    sheet: str
    name: str
    goes_to: str
    found_in: str


def _columns() -> Iterator[Column]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as lines:
        yield from map(Column._make, [*csv.reader(line for line in lines if not line.startswith("# "))][1:])


#: Columns by kind of sheet. Of statements the first six are words as printed; those after `note` may be left out.
SHEETS: Final = {kind: tuple(columns) for kind, columns in groupby(_columns(), lambda column: column.sheet)}
COLUMNS: Final = {kind: tuple(column.name for column in columns) for kind, columns in SHEETS.items()}
REGISTERS: Final = tuple(name for name in COLUMNS if name != "statements")
#: Columns of statements that a new worksheet starts with.
_USUAL: Final = COLUMNS["statements"].index("note") + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet.

    `place` names the sheet, `number` its row there (the head is row 1), `folder` is where it lies.
    """

    place: str
    number: int
    cells: Mapping[str, str]
    folder: Path = Path()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Drafted:
    """What a text, table or list was drafted to: rows without their source, what is doubtful of it as a whole, the
    printed size of a list (0: none) and the printed day of a text ("" for none).
    """

    rows: list[Row] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    size: int = 0
    published: str = ""


@dataclass(slots=True)
class Worksheet:
    """Rows by kind of sheet, and the columns that nothing is read from, by place."""

    sheets: dict[str, list[Line]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    unread: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, place: str, table: Sequence[Sequence[str]], folder: Path = Path()) -> None:
        """Add the rows of a sheet of this kind, its head first.

        Raises `CannotRun` for a column that is missing, doubled or misspelt.
        """
        known = COLUMNS[kind]
        head = _head(table, known)
        for name in filter(None, head):
            if head.count(name) > 1:
                raise CannotRun(f"{place}: the column {shown(name)} stands there twice", "Remove or rename one.")
            near = get_close_matches(name, known, n=1, cutoff=0.8) if name not in known else []
            if near and near[0] not in head:
                raise CannotRun(f"{place}: there is no column {shown(name)}", f"Did you mean {near[0]}?")
        figures = kind != "statements" or not {"how_much", "ranking", "rank"}.isdisjoint(head)
        if known[0] not in head or not figures:
            missing, there = "how_much" if known[0] in head else known[0], ", ".join(filter(None, head)) or "empty"
            fix = f"Begin the sheet of {kind} with the columns {', '.join(known[:_USUAL])}."
            raise CannotRun(f"{place}: no column {missing} in the first row ({there})", fix)
        self.unread.setdefault(place, []).extend(name for name in head if name and name not in known)
        for number, row in enumerate(table[1:], 2):
            if any(map(str.strip, row[len(head) :])):
                found = f"{place}, row {number}: more cells than the head has"
                raise CannotRun(found, "Put cells with commas in quotes.")
            cells = {name: cell.strip() for name, cell in zip(head, row, strict=False) if name in known}
            if any(cells.values()):
                self.sheets[kind].append(Line(place, number, cells, folder))

    def __iter__(self) -> Iterator[Line]:
        return iter(self.sheets["statements"])


def read(path: Path, into: Worksheet | None = None) -> Worksheet:
    """The worksheet at `path` (.xlsx, or CSV with the files beside it; one of those alone, `NAME.sources.csv`, is just
    that sheet), added to `into`.
    """
    found, own = into or Worksheet(), Path(path.stem).suffix[1:]
    beside = {kind: path.with_suffix(f".{kind}.csv") for kind in REGISTERS}
    if path.suffix.lower() == ".xlsx":
        book = as_book(path)
        first = COLUMNS["statements"][0]
        fitting = [n for n in book if n not in COLUMNS and first in _head(book[n], COLUMNS["statements"])]
        if len(fitting) == 1 and "statements" not in book:
            book["statements"] = book.pop(fitting[0])  # called as Excel or the file is
        if not COLUMNS.keys() & book.keys():
            have = ", ".join(book)
            raise CannotRun(f"{path.name} has no sheet called statements (it has {have})", "Rename the sheet.")
        for kind in filter(book.get, COLUMNS):
            found.add(kind, f"{path.name}, sheet {kind}", book[kind], path.parent)
            beside.pop(kind, None)
        others = sorted(name for name in book.keys() - COLUMNS if any(map(any, book[name])))
        found.unread[path.name] = [f"sheet {name}" for name in others]
    elif own in REGISTERS:
        found.add(own, path.name, as_csv(path), path.parent)
        beside = {}
    else:
        found.add("statements", path.name, as_csv(path), path.parent)
    for kind, file in beside.items():
        if file.exists():
            found.add(kind, file.name, as_csv(file), file.parent)
    return found


def _head(table: Sequence[Sequence[str]], known: Sequence[str]) -> list[str]:
    """The names in the first row; those of columns however they are set."""
    names = [cell.strip() for cell in table[0]] if table else []
    plain = ["_".join(name.lower().split()) for name in names]
    return [own if own in known else name for name, own in zip(names, plain, strict=True)]


def read_bytes(path: Path, most: int = 1 << 28) -> bytes:
    """The bytes of a file. Raises `CannotRun` where it cannot be read, or is larger than `most`."""
    return read_file(path, most, "Save only the article or table, not all of it.")


def as_csv(path: Path) -> list[list[str]]:
    """The cells of a CSV file, however a spreadsheet has saved it."""
    raw, fix = read_bytes(path), "Save it as CSV UTF-8, or as .xlsx."
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        comma = max(",;\t", key=text.partition("\n")[0].count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"{path.name}, line {line}: the byte {raw[error.start]:02X} is not UTF-8"
        raise CannotRun(found, fix) from None
    except csv.Error as error:
        raise CannotRun(f"{path.name} is no CSV: {error}", fix) from None


def as_book(path: Path, merged: Callable[[str, str], str] | None = None) -> dict[str, list[list[str]]]:
    """The cells of an .xlsx file as they are shown, by sheet. `merged` says what each of some merged cells holds, by
    what is shown in them and where they are; without it they are refused.
    """
    try:
        import openpyxl  # optional, and slow to import
    except ImportError:
        raise CannotRun("reading .xlsx needs openpyxl", "pip install 'cn-industrial-internet[xlsx]'") from None
    raw = read_bytes(path)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
        sheets = {
            sheet.title: [[_shown(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
        }
        spans = [(sheet.title, span) for sheet in book.worksheets for span in sheet.merged_cells.ranges]
    except Exception as error:  # whatever a broken archive makes the library raise
        raise CannotRun(f"{path.name} is no readable .xlsx file: {error}", "Save it again as .xlsx or CSV.") from None
    if spans and merged is None:
        where = ", ".join(f"{span.coord} of {title}" for title, span in spans[:6])
        raise CannotRun(f"{path.name}: cells are merged, {where}", "Unmerge them, and fill each of them.")
    for title, span in spans:
        first = sheets[title][span.min_row - 1][span.min_col - 1]
        shown_there = merged(first, span.coord) if merged else first
        for y, x in span.cells:
            sheets[title][y - 1][x - 1] = shown_there
    return {title.strip().lower(): rows for title, rows in sheets.items()}


def _shown(cell: Any) -> str:
    value, form = cell.value, str(getattr(cell, "number_format", "") or "")
    if form.endswith("%") and isinstance(value, int | float):
        places = len(form.rstrip("%").partition(".")[2])
        return f"{Decimal(repr(value)) * 100:.{places}f}%"
    return cell_text(value)


def stamp(cells: Mapping[str, str]) -> str:
    """What a draft writes beside a row that it made: as long as it fits the row, nobody has touched it."""
    told = "\x1f".join(f"{name}={cell}" for name, cell in sorted(cells.items()) if cell and name != "drafted")
    return sha256(told.encode("utf-8")).hexdigest()[:8]


def write(path: Path | None, rows: Mapping[str, Iterable[Mapping[str, str]]]) -> str:
    """Write a worksheet: .xlsx, or CSV with its sheets beside it. Without `path`, the statements as CSV text."""
    tables = {}
    for kind, given in rows.items():
        lines, known = list(given), COLUMNS[kind]
        usual = _USUAL if kind == "statements" else len(known)
        head = [*known[:usual], *(name for name in known[usual:] if any(line.get(name) for line in lines))]
        if lines or kind == "statements":
            tables[kind] = [head, *([line.get(name, "") for name in head] for line in lines)]
    if path is None:
        return csvtext.write(tables["statements"])
    if path.suffix.lower() == ".xlsx":
        whole = io.BytesIO()
        plain = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
        with library("xlsxwriter", "xlsx").Workbook(whole, plain) as book:
            for kind, table in tables.items():
                sheet = book.add_worksheet(kind)
                sheet.freeze_panes(1, 0)
                for number, row in enumerate(table):
                    sheet.write_row(number, 0, row)
        path.write_bytes(whole.getvalue())
        return ""
    for kind, table in tables.items():
        beside = path if kind == "statements" else path.with_suffix(f".{kind}.csv")
        beside.write_bytes(csvtext.write(table).encode("utf-8"))
    return ""
