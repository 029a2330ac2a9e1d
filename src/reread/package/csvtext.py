"""A strict RFC 4180 reader that never guesses.

It reads UTF-8 bytes with LF line ends into records with their physical line numbers, cells exactly as they stand.
Anything else (a BOM, a carriage return, other bytes, a stray or unclosed quote, records of uneven length, oversized
cells) is returned as a `Problem`. Time is linear in the size of the file whatever it holds, and limits keep hostile
files from costing memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..findings import Problem, shown

MAX_CELL = 1 << 20
MAX_COLUMNS = 1_000
MAX_FILE = 1 << 30
#: Problems of one kind that are worth keeping for one file; the message of the last says that reading went no further.
MAX_RAGGED = 1_000

_REQUOTE = 'Close the quote, and write a quote inside a quoted cell twice ("").'


@dataclass(slots=True)
class Parsed:
    """A file as read.

    `header`, `records` (line, cells), and what is wrong with it. With problems, the records are incomplete. `beyond`:
    how many records there are where they are too many to be held; `records` is empty then.
    """

    header: tuple[str, ...] = ()
    records: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    beyond: int | None = None


def write(rows: Iterable[Sequence[str]]) -> str:
    """`rows`, header first, in the one form this package keeps: quotes only where needed, LF after every record."""
    text = "".join(",".join(map(_quoted, row)) + "\n" if row[0] or len(row) > 1 else '""\n' for row in rows)
    if not text.startswith("\ufeff"):
        return text
    end = min(text.find(sign) for sign in ",\n" if sign in text)  # a first cell that would be taken for a mark
    return f'"{text[:end]}"{text[end:]}'


def _quoted(cell: str) -> str:
    needed = '"' in cell or "," in cell or "\n" in cell or "\r" in cell
    return '"' + cell.replace('"', '""') + '"' if needed else cell


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """`raw` as text, and the problem of its bytes if it has one.

    Size, BOM, encoding, carriage returns. At most one is reported.
    """
    if len(raw) > MAX_FILE:
        return "", [Problem("limit", path, f"{len(raw):,} bytes", f"at most {MAX_FILE:,} bytes", "Split the table.")]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        found = f"the bytes {raw[:2].hex(' ').upper()} at offset 0: UTF-16 text"
        return "", [Problem("encoding", path, found, "UTF-8", "Save the file as UTF-8 without BOM.", 1)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"the byte {raw[error.start]:02X} at offset {error.start:,}, which is not UTF-8"
        return "", [Problem("encoding", path, found, "UTF-8", "Save the file as UTF-8 without BOM.", line)]
    if text[:1] == "\ufeff":
        return "", [Problem("bom", path, "a byte order mark (EF BB BF) at the start", "no byte order mark", None, 1)]
    returns = raw.count(b"\r")
    if returns:
        line = raw.count(b"\n", 0, raw.index(b"\r")) + 1
        pairs = raw.count(b"\r\n")
        what = "CR LF" if pairs == returns else "CR" if not pairs else "CR and CR LF"
        found = (
            f"{returns:,} line ends of the form {what}" if what == "CR LF" else f"{returns:,} carriage returns ({what})"
        )
        return "", [Problem("line_ends", path, found, "LF alone at every line end", None, line)]
    return text, []


def parse(raw: bytes, path: str) -> Parsed:
    """Read the CSV file `raw`; `path` only names it in problems."""
    text, problems = decode(raw, path)
    if problems:
        return Parsed(problems=problems)
    if not text.strip("\n"):
        found = "an empty file" if not text else "blank lines only"
        return Parsed(problems=[Problem("header", path, found, "a header line and one line per record", None, 1)])
    parsed = Parsed()
    rows = _split_quoted(text, path, parsed.problems) if '"' in text else _split_plain(text, path, parsed.problems)
    if parsed.problems or not rows:
        return parsed
    _take_header(rows[0][1], path, parsed)
    if not parsed.problems:
        _take_records(rows, path, parsed)
    return parsed


def _oversized(line: str, number: int, path: str, problems: list[Problem]) -> bool:
    """Whether a physical line breaks a limit, before it is cut into cells."""
    if line.count(",") >= MAX_COLUMNS:
        found = f"{line.count(',') + 1:,} cells in one record"
        problems.append(Problem("limit", path, found, f"at most {MAX_COLUMNS:,} cells", "Split the record.", number))
        return True
    return len(line) > MAX_CELL and any(_too_long(cell, number, path, problems) for cell in line.split(","))


def _too_long(cell: str, number: int, path: str, problems: list[Problem]) -> bool:
    if len(cell) <= MAX_CELL:
        return False
    found = f"a cell of {len(cell):,} characters, beginning {shown(cell, 20)}"
    problems.append(
        Problem("limit", path, found, f"at most {MAX_CELL:,} characters in a cell", "Shorten the cell.", number)
    )
    return True


def _split_plain(text: str, path: str, problems: list[Problem]) -> list[tuple[int, tuple[str, ...]]]:
    """Records of a file that holds no quote: a line is a record."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if len(text) > MAX_COLUMNS:  # shorter texts cannot break a limit
        for number, line in enumerate(lines, 1):
            if len(line) >= MAX_COLUMNS and _oversized(line, number, path, problems):
                return []
    if text.count(",") != lines[0].count(",") * len(lines):
        lines = _until_hopeless(lines)
    return [(number, tuple(line.split(",")) if line else ()) for number, line in enumerate(lines, 1)]


def _until_hopeless(lines: list[str]) -> list[str]:
    """`lines` up to the last ragged one that will be reported: millions of blank lines need not be held as records."""
    commas, ragged = lines[0].count(","), 0
    for place, line in enumerate(lines):
        ragged += line.count(",") != commas or not line
        if ragged >= MAX_RAGGED:
            return lines[: place + 1]
    return lines


def _split_quoted(text: str, path: str, problems: list[Problem]) -> list[tuple[int, tuple[str, ...]]]:
    """Records of a file with quotes. Stops at the first problem, since all that follows would be guesswork."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    scan = _Scan(text, path, problems)
    while scan.position < len(text) and not problems:
        started = scan.number
        end = scan.line_end()
        if text.find('"', scan.position, end) >= 0:
            rows.append((started, scan.record()))
            continue
        line = text[scan.position : end]
        if len(line) < MAX_COLUMNS or not _oversized(line, started, path, problems):
            rows.append((started, tuple(line.split(",")) if line else ()))
        scan.position, scan.number = end + 1, started + 1
    return rows


class _Scan:
    """Reads records with quotes, cell by cell. `position` is the next character, `number` its physical line."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self.text = text
        self.path = path
        self.problems = problems
        self.position = 0
        self.number = 1

    def line_end(self) -> int:
        """Where the physical line of the next character ends."""
        end = self.text.find("\n", self.position)
        return len(self.text) if end < 0 else end

    def _refuse(self, kind: str, line: int, found: str, expected: str, fix: str) -> None:
        self.problems.append(Problem(kind, self.path, found, expected, fix, line))

    def record(self) -> tuple[str, ...]:
        """The record that begins here; afterwards `position` is where the next begins. Incomplete after a problem."""
        text, size = self.text, len(self.text)
        started, end = self.number, self.line_end()
        cells: list[str] = []
        while not self.problems:
            if text.startswith('"', self.position):
                number = self.number
                cells.append(self._quoted_cell())
                end = self.line_end() if self.number > number else end
            else:
                cells.append(self._plain_cell(end))
            if len(cells) > MAX_COLUMNS:
                found, expected = f"more than {MAX_COLUMNS:,} cells in one record", f"at most {MAX_COLUMNS:,} cells"
                self._refuse("limit", started, found, expected, "Split the record.")
            elif self.position >= size or text[self.position] == "\n":
                self.number += 1
                self.position += 1
                break
            self.position += 1
        return tuple(cells)

    def _plain_cell(self, end: int) -> str:
        """An unquoted cell, up to a comma or the line's `end`."""
        comma = self.text.find(",", self.position, end)
        stop = end if comma < 0 else comma
        cell = self.text[self.position : stop]
        if '"' in cell:
            found = f"a quote inside the unquoted cell {shown(cell)}"
            self._refuse("quotes", self.number, found, "quotes around the whole cell", _REQUOTE)
        _too_long(cell, self.number, self.path, self.problems)
        self.position = stop
        return cell

    def _quoted_cell(self) -> str:
        """A quoted cell without its quotes; a comma, a line end or the file's end must follow it."""
        text, opened, begin = self.text, self.number, self.position
        pieces: list[str] = []
        length, start = 0, begin + 1
        while True:
            close = text.find('"', start)
            if close < 0:
                found = f"a quote opened here and never closed: {shown(text[begin : begin + 40], 40)}"
                self._refuse("quotes", opened, found, "a closing quote", _REQUOTE)
                return ""
            length += close - start
            if length > MAX_CELL:
                found = f"a quoted cell of more than {MAX_CELL:,} characters: {shown(text[begin : begin + 20], 20)}"
                expected = f"at most {MAX_CELL:,} characters in a cell"
                self._refuse("limit", opened, found, expected, "Shorten the cell, or close its quote.")
                return ""
            pieces.append(text[start:close])
            if not text.startswith('"', close + 1):
                break
            pieces.append('"')
            length, start = length + 1, close + 2
        cell = "".join(pieces)
        self.number += cell.count("\n")
        self.position = close + 1
        after = text[self.position : self.position + 20].split("\n")[0]
        if after and after[0] != ",":
            on = f" on line {self.number}" if self.number != opened else ""
            found = f"{shown(after, 20)} after a closing quote{on}"
            self._refuse("quotes", opened, found, "a comma or a line end after the quote", _REQUOTE)
        return cell


def _take_header(cells: tuple[str, ...], path: str, parsed: Parsed) -> None:
    cells = cells or ("",)  # a blank first line
    fix = "Give every column one name of its own, as in the table's schema."
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


def _take_records(rows: list[tuple[int, tuple[str, ...]]], path: str, parsed: Parsed) -> None:
    width = len(parsed.header)
    del rows[0]
    for record, (number, cells) in enumerate(rows, 1):
        if len(cells) != width:
            found = f"{len(cells):,} cells, the last {shown(cells[-1], 40)}" if cells else "a blank line"
            fix = (
                "Give the record one cell per column; quote cells that hold a comma."
                if cells
                else "Remove the blank line."
            )
            parsed.problems.append(
                Problem("ragged", path, found, f"{width} cells, as in the header", fix, number, None, record)
            )
            if len(parsed.problems) >= MAX_RAGGED:
                return
    parsed.records = rows
