"""Repairs of the form of a file: byte order mark, line ends, blank lines, the last newline, quoting, order of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..package import csvtext
from .model import Repair

if TYPE_CHECKING:
    from ..findings import Problem

__all__ = ["Records", "clean_text", "read_records", "sort_key"]

_BOM: Final = b"\xef\xbb\xbf"


class Records:
    """A table as read for repair: header, records with their line, and whether it is a table at all."""

    def __init__(self, header: tuple[str, ...], records: list[tuple[int, list[str]]], problems: list[Problem]) -> None:
        self.header = header
        self.records = records
        self.problems = problems


def clean_text(raw: bytes, path: str, say: Callable[[Repair], None]) -> bytes | None:
    """`raw` without byte order mark, with LF line ends and exactly one at the end; None when it is not UTF-8 text."""
    if raw.startswith(_BOM):
        while raw.startswith(_BOM):
            raw = raw.removeprefix(_BOM)
        say(Repair(path, 1, "byte order mark removed"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\x00" in text:
        return None
    returns = text.count("\r")
    if returns:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        say(Repair(path, None, f"{returns:,} carriage returns replaced by line feeds"))
    body = text.rstrip("\n")
    if text != body + "\n" and body:
        say(Repair(path, text.count("\n") + 1, "one line feed at the end of the file"))
        text = body + "\n"
    return text.encode("utf-8")


def read_records(raw: bytes, path: str, say: Callable[[Repair], None]) -> Records:
    """The records of a cleaned CSV file. Blank lines between records are left out; other problems are kept."""
    parsed = csvtext.parse(raw, path)
    blank = {p.line for p in parsed.problems if p.kind == "ragged" and p.found == "a blank line"}
    if blank and len(blank) == len(parsed.problems):
        lines = raw.decode("utf-8").split("\n")
        for number in sorted(line for line in blank if line):
            say(Repair(path, number, "blank line removed"))
        raw = "\n".join(line for number, line in enumerate(lines, 1) if number not in blank).encode("utf-8")
        parsed = csvtext.parse(raw, path)
    records = [(line, list(cells)) for line, cells in parsed.records]
    return Records(parsed.header, records, parsed.problems)


def sort_key(schema: dict[str, Any], header: Sequence[str]) -> Callable[[Sequence[str]], tuple[Any, ...]] | None:
    """The order of rows that rule B203 asks for; None for a table without a usable primary key."""
    key = schema.get("primaryKey", ())
    columns = [key] if isinstance(key, str) else list(key) if isinstance(key, list) else []
    if not columns or any(column not in header for column in columns):
        return None
    fields = schema.get("fields")
    types = {f.get("name"): f.get("type") for f in fields if isinstance(f, dict)} if isinstance(fields, list) else {}
    places = [(header.index(column), types.get(column) == "integer") for column in columns]

    def order(cells: Sequence[str]) -> tuple[Any, ...]:
        parts: list[tuple[int, int, str]] = []
        for place, numeric in places:
            cell = cells[place]
            digits = cell.removeprefix("-")
            whole = numeric and digits.isascii() and digits.isdigit() and len(digits) < 100
            parts.append((0, int(cell), "") if whole else (1, 0, cell))
        return tuple(parts)

    return order
