"""A strict RFC 4180 reader that never guesses.

It reads UTF-8 bytes with LF line ends into records with their physical line numbers, cells exactly as they stand.
Anything else (a BOM, a carriage return, other bytes, a stray or unclosed quote, records of uneven length, oversized
cells) is returned as a `Problem`. Where that leaves no doubt about the cells (a BOM, carriage returns as line ends,
blank lines, empty cells beyond the last column) the problem is `soft`, and the records are read all the same. Time is
linear in the size of the file whatever it holds, and limits keep hostile files from costing memory.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from ..findings import Problem, shown

MAX_CELL = 1 << 20
MAX_COLUMNS = 1_000
MAX_FILE = 1 << 30
#: Problems of one kind that are worth keeping for one file; the message of the last says that reading went no further.
MAX_RAGGED = 1_000

#: Held while cells are read: Python has one limit of cells for all threads.
_LIMIT = RLock()
#: What files begin with that are no tables as text.
_NO_TEXT = {
    b"pk\x03\x04": "a zip file, as .xlsx files are",
    b"\xd0\xcf\x11\xe0": "a file of Microsoft Office, as .xls files are",
    b"%pdf-": "a PDF file",
    b"<!doctype": "a web page",
    b"<html": "a web page",
}
#: The line of a record, and its cells.
_Record = tuple[int, tuple[str, ...]]
#: A cell, quoted or plain, with what ends it; and one that begins with a quote, closed or not.
_CELL = re.compile(r'([^,"\n]++|"[^"]*+(?:""[^"]*+)*+"|)(,|\n|\Z)')
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)("?)')
#: The first conflict that git marked, in a text between line ends.
_CONFLICT = re.compile(r"(?>.*?(\n<<<<<<< ))(?>.*?\n=======(?=\n)).*?(\n>>>>>>> )", re.DOTALL)
_REQUOTE = 'Close the quote, and write a quote inside a quoted cell twice ("").'


@dataclass(slots=True)
class Parsed:
    """A file as read. `header`, `records` (line, cells), and what is wrong with it. With problems that are not soft,
    the records are incomplete. `beyond`: how many records there are where they are too many to be held; `records` is
    empty then. `printed` is the table as it stands in the file, where header or cells were brought into another
    form."""

    header: tuple[str, ...] = ()
    records: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    beyond: int | None = None
    printed: Parsed | None = None

    @property
    def readable(self) -> bool:
        """Whether the records are all there, each cell beyond doubt."""
        return all(problem.soft for problem in self.problems)


class _Lines(list[str]):
    write = list.append


def write(rows: Iterable[Sequence[str]]) -> str:
    """`rows`, header first, in the one form this package keeps: quotes only where needed, LF after every record."""
    lines = _Lines()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)  # so that cells with either sign get quotes
    text = "".join([f"{line[:-2]}\n" for line in lines])
    if not text.startswith("\ufeff"):
        return text
    end = min(text.find(sign) for sign in ",\n" if sign in text)  # a first cell that would be taken for a mark
    return f'"{text[:end]}"{text[end:]}'


def decode(raw: bytes, path: str, before: int = 0) -> tuple[str, list[Problem]]:
    """`raw` as text with LF line ends, and the problems of its bytes: size, encoding, BOM, carriage returns, conflicts.
    The text is empty after a problem that is not soft. `before` bytes of the file were read before `raw`."""
    if len(raw) > MAX_FILE:
        return "", [Problem("limit", path, f"{len(raw):,} bytes", f"at most {MAX_FILE:,} bytes", "Split the table.")]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        found = f"the bytes {raw[:2].hex(' ').upper()} at offset 0: UTF-16 text"
        return "", [Problem("encoding", path, found, "UTF-8", "Save the file as UTF-8 without BOM.", 1)]
    for start, what in _NO_TEXT.items():
        if raw[:16].lstrip().lower().startswith(start):
            fix = "Export the table as CSV in UTF-8."
            return "", [Problem("encoding", path, f"{what}, not a text file", "UTF-8", fix, 1)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"the byte {raw[error.start]:02X} at offset {before + error.start:,}, which is not UTF-8"
        return "", [Problem("encoding", path, found, "UTF-8", "Save the file as UTF-8 without BOM.", line)]
    problems = []
    if text[:1] == "\ufeff":
        text = text.lstrip("\ufeff")
        found = "a byte order mark (EF BB BF) at the start"
        problems.append(Problem("bom", path, found, "no byte order mark", None, 1, soft=True))
    if "\r" in text:
        returns, pairs, line = text.count("\r"), text.count("\r\n"), text.count("\n", 0, text.index("\r")) + 1
        found = f"{returns:,} carriage returns ({'CR and CR LF' if pairs else 'CR'})"
        if pairs == returns:
            found = f"{returns:,} line ends of the form CR LF"
        problems.append(Problem("line_ends", path, found, "LF alone at every line end", None, line, soft=True))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<<<<<<< " in text and (conflict := _CONFLICT.match(f"\n{text}\n")):
        first, last = (text.count("\n", 0, conflict.start(mark)) + 1 for mark in (1, 2))
        found = f"a conflict that git could not resolve, down to line {last}"
        fix = "Keep the lines that are right, and delete the three marks (<<<<<<<, =======, >>>>>>>)."
        return "", [Problem("conflict", path, found, "one text, without marks of a conflict", fix, first)]
    return text, problems


def parse(raw: bytes, path: str, before: int = 0) -> Parsed:
    """Read the CSV file `raw`; `path` only names it in problems, `before` are the bytes of it that are not in `raw`."""
    text, problems = decode(raw, path, before)
    parsed = Parsed(problems=problems)
    if not parsed.readable:
        return parsed
    if not text.strip("\n"):
        found = "an empty file" if not text else "blank lines only"
        problems.append(Problem("header", path, found, "a header line and one line per record", None, 1))
        return parsed
    rows = _split(text, path, problems)
    return of_rows(rows, path, parsed) if rows else parsed


def of_rows(rows: list[_Record], path: str, parsed: Parsed | None = None) -> Parsed:
    """A table of `rows` (line, cells), header first, each held against it."""
    parsed = parsed or Parsed()
    if rows:
        _take_header(rows, path, parsed)
    else:
        parsed.problems.append(Problem("header", path, "no row", "a header and one row per record", None, 1))
    if parsed.readable:
        _take_records(rows, path, parsed)
    return parsed


@contextmanager
def reading(lines: Iterable[str], **dialect: Any) -> Iterator[Any]:
    """Python's reader over `lines` with their ends, strict, and with the limit of a cell; either is a `csv.Error`."""
    with _LIMIT:
        usual = csv.field_size_limit(MAX_CELL)
        try:
            yield csv.reader(lines, strict=True, **dialect)
        finally:
            csv.field_size_limit(usual)


def _split(text: str, path: str, problems: list[Problem]) -> list[_Record]:
    """The records of a file. None after the first problem, since all that follows would be guesswork."""
    lines, quotes, end, width, ragged = text.split("\n"), '"' in text, 0, 0, 0
    rows, wrong = list[_Record](), list[Problem]()
    try:
        ended = lines[:-1] if text[-1] == "\n" else lines
        with reading(map("{}\n".format, ended) if quotes else ended) as reader:
            for cells in reader:
                begun, end = end, reader.line_num
                rows.append((begun + 1, tuple(cells)))
                if len(cells) == width and not (quotes and '"' in "".join(cells)):
                    continue
                width, ragged = width or len(cells), ragged + 1
                if _wrong(lines[begun:end], begun + 1, path):
                    wrong = _wrong(lines[begun : end + 40], begun + 1, path)  # a message may show what follows
                if wrong or (ragged > MAX_RAGGED and not quotes):  # millions of blank lines need not be held
                    break
    except csv.Error:
        wrong = _wrong(lines[end:], end + 1, path)
        if not wrong:
            raise
    problems += wrong
    return [] if wrong else rows


def _wrong(lines: list[str], started: int, path: str) -> list[Problem]:
    """What is wrong with the record that begins in the first of `lines`, which is the line `started` of the file."""
    if '"' not in lines[0]:
        if (commas := lines[0].count(",")) < MAX_COLUMNS:
            return next(filter(None, (_too_long(cell, started, path) for cell in lines[0].split(","))), [])
        found, most = f"{commas + 1:,} cells in one record", f"at most {MAX_COLUMNS:,} cells"
        return [Problem("limit", path, found, most, "Split the record.", started)]
    text, position, number, place = "\n".join(lines), 0, started, 0
    while True:
        cell = _CELL.match(text, position)
        wrong = [] if cell and cell.end() - position <= MAX_CELL else _refused(text, position, number, path)
        if place == MAX_COLUMNS:
            many, most = f"more than {MAX_COLUMNS:,} cells in one record", f"at most {MAX_COLUMNS:,} cells"
            wrong.append(Problem("limit", path, many, most, "Split the record.", started))
        if wrong or not cell or cell[2] != ",":
            return wrong
        number, position, place = number + cell[1].count("\n"), cell.end(), place + 1


def _too_long(cell: str, number: int, path: str) -> list[Problem]:
    if len(cell) <= MAX_CELL:
        return []
    found = f"a cell of {len(cell):,} characters, beginning {shown(cell, 20)}"
    return [Problem("limit", path, found, f"at most {MAX_CELL:,} characters in a cell", "Shorten the cell.", number)]


def _refused(text: str, begin: int, number: int, path: str) -> list[Problem]:
    """Why the cell that begins here cannot be taken, if so."""
    quoted = _QUOTED.match(text, begin)
    if quoted is None:
        cell = re.split("[,\n]", text[begin:], maxsplit=1)[0]
        found = f"a quote inside the unquoted cell {shown(cell)}"
        wrong = Problem("quotes", path, found, "quotes around the whole cell", _REQUOTE, number)
        return [wrong] * ('"' in cell) + _too_long(cell, number, path)
    inside, closed = quoted.groups()
    seen = inside if closed else inside[: max(inside.rfind('"') - 1, 0)]
    after = text[quoted.end() : quoted.end() + 20].split("\n")[0]
    if len(seen.replace('""', '"')) > MAX_CELL:
        found = f"a quoted cell of more than {MAX_CELL:,} characters: {shown(text[begin : begin + 20], 20)}"
        expected = f"at most {MAX_CELL:,} characters in a cell"
        return [Problem("limit", path, found, expected, "Shorten the cell, or close its quote.", number)]
    if not closed:
        found = f"a quote opened here and never closed: {shown(text[begin : begin + 40], 40)}"
        return [Problem("quotes", path, found, "a closing quote", _REQUOTE, number)]
    if not after or after[0] == ",":
        return []
    lines = inside.count("\n")
    found = f"{shown(after, 20)} after a closing quote" + (f" on line {number + lines}" if lines else "")
    return [Problem("quotes", path, found, "a comma or a line end after the quote", _REQUOTE, number)]


def _take_header(rows: list[_Record], path: str, parsed: Parsed) -> None:
    cells = rows[0][1] or ("",)  # a blank first line
    fix = "Give every column one name of its own, as in the table's schema."
    bare = [place for place, name in enumerate(cells) if not name] if any(cells) else []
    bare = [place for place in bare if not any(place < len(row) and row[place] for _, row in rows)]
    if bare:
        found = f"{len(bare)} column{'s' * (len(bare) > 1)} without a name or a cell"
        expected = f"{len(cells) - len(bare)} columns"
        parsed.problems.append(Problem("header", path, found, expected, "Remove them.", 1, soft=True))
        rows[:] = [(line, tuple(cell for place, cell in enumerate(row) if place not in bare)) for line, row in rows]
        cells = rows[0][1]
    for place, name in enumerate(cells, 1):
        if not name:
            found = f"no name for column {place} of {len(cells)}"
        elif name in cells[: place - 1]:
            found = f"the column name {shown(name)} twice (columns {cells.index(name) + 1} and {place})"
        else:
            continue
        parsed.problems.append(Problem("header", path, found, "one name for each column", fix, 1, name or None))
        return
    parsed.header = cells


def _take_records(rows: list[_Record], path: str, parsed: Parsed) -> None:
    width = len(parsed.header)
    del rows[0]
    blank, longer, ragged = list[int](), list[int](), 0
    expected = f"{width} cells, as in the header"
    for record, (number, cells) in enumerate(rows, 1):
        if len(cells) == width:
            continue
        ragged += 1
        if not cells or (len(cells) > width and not any(cells[width:])):
            (longer if cells else blank).append(number)
        else:
            found = f"{len(cells):,} cells, the last {shown(cells[-1], 40)}"
            fix = "Give the record one cell per column; quote cells that hold a comma."
            parsed.problems.append(Problem("ragged", path, found, expected, fix, number, None, record))
        if ragged >= MAX_RAGGED:
            break
    soft = ragged < MAX_RAGGED
    for numbers, found, fix in (
        (blank, "a blank line", "Remove the blank line."),
        (longer, "empty cells beyond the last column", "Remove the commas at the end of the line."),
    ):
        if numbers:
            more = f", and {len(numbers) - 1:,} more like it" if len(numbers) > 1 else ""
            parsed.problems.append(Problem("ragged", path, found + more, expected, fix, numbers[0], soft=soft))
    parsed.records = [(number, cells[:width]) for number, cells in rows if cells] if blank or longer else rows
