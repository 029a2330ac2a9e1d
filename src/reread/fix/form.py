"""Repairs of the form of a file: encoding, line ends, separators, columns, blank lines, doubles, order of rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..package import csvtext
from ..package.dialects import SIGNS, heading
from ..package.table import Table, fields_of

_BOM: Final = b"\xef\xbb\xbf"
_HAN: Final = "[\u3400-\u9fff]"
#: What a text in a Latin code page looks like when it is read as GBK: ideographs that touch small letters.
_NOT_CHINESE: Final = re.compile(f"[a-z]{_HAN}|{_HAN}[a-z]")
_WHOLE: Final = re.compile("-?[0-9]{1,99}")


@dataclass(frozen=True, slots=True)
class Repair:
    """One mechanical repair. `line` is the line before the repair, `key` the row's key where there is one."""

    file: str
    line: int | None
    what: str
    key: str = ""
    column: str = ""
    before: str = ""
    after: str = ""


Say = Callable[[Repair], None]


@dataclass(slots=True)
class Records:
    """A table as read for repair: its header, and its records with the line each begins on."""

    header: tuple[str, ...]
    records: list[tuple[int, list[str]]]

    def write(self) -> bytes:
        """The table in the one form that the package keeps."""
        return csvtext.write([self.header, *(cells for _, cells in self.records)]).encode("utf-8")


def clean_text(raw: bytes, path: str, say: Say, *, ended: bool = True) -> bytes | None:
    """`raw` as UTF-8 without byte order mark, with LF line ends and, where it must be `ended`, exactly one at the end.

    None when it is no such text, or holds marks of a conflict.
    """
    if raw.startswith(_BOM):
        say(Repair(path, 1, "byte order mark removed"))
        raw = re.sub(rb"\A(?:%b)+" % _BOM, b"", raw)
    text, encoding = _decoded(raw)
    if text is None or "\x00" in text or any(problem.kind == "conflict" for problem in csvtext.decode(raw, path)[1]):
        return None
    if encoding != "UTF-8":
        say(Repair(path, None, f"{encoding} rewritten as UTF-8"))
    if returns := text.count("\r"):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        say(Repair(path, None, f"{returns:,} carriage returns replaced by line feeds"))
    body = text.rstrip("\n")
    if ended and text != body + "\n" and body:
        say(Repair(path, text.count("\n") + 1, "one line feed at the end of the file"))
        text = body + "\n"
    return text.encode("utf-8")


def _decoded(raw: bytes) -> tuple[str | None, str]:
    """The text and its encoding: UTF-8, UTF-16 with its mark, or GBK where that makes Chinese words of it."""
    marked = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding, codec in [("UTF-16", "utf-16")] if marked else [("UTF-8", "utf-8"), ("GBK", "gb18030")]:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if encoding == "GBK" and (not re.search(f"{_HAN}{{2}}", text) or _NOT_CHINESE.search(text)):
            continue
        return text.removeprefix("\ufeff"), encoding
    return None, ""


def read_records(raw: bytes, path: str, schema: dict[str, Any], say: Say, *, exact: bool = True) -> Records | None:
    """The records of a cleaned CSV file with the columns of `schema`, in its order where that must be `exact`; None
    where a cell of it is in doubt.

    Other separators, blanks around column names, columns in another order, empty columns and rows at the edges, and
    second copies of a row are repaired; they are what spreadsheets make.
    """
    names = [f["name"] for f in fields_of(schema) if isinstance(f.get("name"), str)]
    raw = _with_commas(raw, path, names, say)
    parsed = csvtext.parse(raw, path)
    if not parsed.readable:
        return None
    for problem in parsed.problems:
        what = {"header": "empty columns removed", "ragged": f"{problem.found}: removed"}[problem.kind]
        say(Repair(path, problem.line, what))
    records = Records(parsed.header, [(line, list(cells)) for line, cells in parsed.records])
    _clean_header(records, path, names, say, exact)
    _drop_rows(records, path, schema, say)
    return records


def _with_commas(raw: bytes, path: str, names: list[str], say: Say) -> bytes:
    """The file with commas and its header first, where a spreadsheet separated the columns of the schema by other signs
    and said so above them."""
    text = raw.decode("utf-8")
    found = heading(text, names)
    if found is None or (found.line, found.sign) == (1, ",") or found.told:
        return raw
    if found.line > 1:
        say(Repair(path, 1, "lines above the header removed, which say nothing"))
        text = text.split("\n", found.line - 1)[-1]
    if found.sign == ",":
        return text.encode("utf-8")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=found.sign, strict=True) if row]
    except csv.Error:
        return raw
    if any(len(row) != len(rows[0]) for row in rows):
        return raw
    say(Repair(path, None, f"{SIGNS[found.sign]} between cells replaced by commas"))
    return csvtext.write(rows).encode("utf-8")


def _clean_header(records: Records, path: str, names: list[str], say: Say, exact: bool) -> None:
    by_key = {_key(name): name for name in names}
    spelled = tuple(by_key.get(_key(name), name) for name in records.header)
    if spelled != records.header and len(by_key) == len(names) and len(set(spelled)) == len(spelled):
        blanks = tuple(name.strip() for name in records.header) == spelled
        what = "blanks around column names removed" if blanks else "column names spelled as in the schema"
        say(Repair(path, 1, what))
        records.header = spelled
    if exact and list(records.header) != names and sorted(records.header) == sorted(names):
        say(Repair(path, 1, "columns put in the order of the schema"))
        places = [records.header.index(name) for name in names]
        records.header = tuple(names)
        records.records = [(line, [cells[place] for place in places]) for line, cells in records.records]


def _key(name: str) -> str:
    """A column name without what spreadsheets and people change in it: capitals, and blanks for underscores."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def _drop_rows(records: Records, path: str, schema: dict[str, Any], say: Say) -> None:
    """Remove rows without a filled cell where one must be filled, and second copies of rows of a table with a primary
    key."""
    seen: set[tuple[str, ...]] = set()
    constraints = [field.get("constraints") for field in fields_of(schema)]
    filled = bool(schema.get("primaryKey")) or any(isinstance(c, dict) and c.get("required") for c in constraints)
    kept = []
    for line, cells in records.records:
        if filled and not any(cell.strip() for cell in cells) and len(cells) > 1:
            say(Repair(path, line, "empty row removed"))
        elif schema.get("primaryKey") and tuple(cells) in seen:
            say(Repair(path, line, "second copy of a row removed", cells[0]))
        else:
            kept.append((line, cells))
        seen.add(tuple(cells))
    records.records = kept


def sort_key(schema: dict[str, Any], header: Sequence[str]) -> Callable[[Sequence[str]], tuple[Any, ...]] | None:
    """The order of rows that rule B203 asks for; None for a table without a usable primary key."""
    like = Table("", "", schema, None)
    columns = like.key_columns
    if not columns or any(column not in header for column in columns):
        return None
    whole = {field.get("name") for field in like.fields if field.get("type") == "integer"}
    places = [(header.index(column), column in whole) for column in columns]

    def order(cells: Sequence[str]) -> tuple[Any, ...]:
        found = [(cells[place], numeric and _WHOLE.fullmatch(cells[place])) for place, numeric in places]
        return tuple((0, int(cell), "") if number else (1, 0, cell) for cell, number in found)

    return order
