"""Tables in any form that Table Dialect describes (and version 1's CSV Dialect), read into the form of this project.
And where the header of a table stands, and what separates its cells: spreadsheets write more than commas.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, NamedTuple

from ..findings import Problem, shown
from . import csvtext

_PLAIN: Final = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False, "header": True}
#: Words that only describe, or that no reading depends on.
_SILENT: Final = {"$schema", "csvddfVersion", "lineTerminator", "caseSensitiveHeader", "name", "title", "description"}

#: What may stand between cells.
SIGNS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
#: So many lines are looked at for a header, and so many characters.
_LINES, _CHARACTERS = 10, 1 << 16
#: A line that is empty, or only tells a spreadsheet what separates cells.
_NOTHING: Final = re.compile(r'\s*("?sep=.?"?)?[\s,;]*', re.IGNORECASE)


def _is_sign(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in value)


#: The words that are read, each with a test of what it may say. No sign is null, but for cells there must be one.
_READ: Final[Mapping[str, Callable[[Any], bool]]] = {
    "delimiter": _is_sign,
    **dict.fromkeys(("quoteChar", "escapeChar", "commentChar"), lambda value: value is None or _is_sign(value)),
    **dict.fromkeys(("doubleQuote", "skipInitialSpace", "header"), lambda value: isinstance(value, bool)),
    "headerRows": lambda value: _are_lines(value) and len(value) == 1,
    "commentRows": _are_lines,
    **dict.fromkeys(("headerJoin", "nullSequence"), lambda value: isinstance(value, str)),
}


def unsupported(dialect: Mapping[str, Any]) -> list[str]:
    """What a dialect says that is not understood here, as it is written: a table with any of it cannot be read."""
    strange = [word for word in dialect if word not in _SILENT | _READ.keys() and ":" not in word]
    wrong = [word for word, fits in _READ.items() if word in dialect and not fits(dialect[word])]
    return [f"{word}: {json.dumps(dialect[word], ensure_ascii=False)}"[:80] for word in strange + wrong]


def is_plain(dialect: Mapping[str, Any], encoding: str) -> bool:
    """Whether the file is in the one form that the strict reader reads."""
    as_usual = all(dialect.get(word, value) == value for word, value in _PLAIN.items())
    more = {"escapeChar", "commentChar", "headerRows", "commentRows", "nullSequence"} & dialect.keys()
    return as_usual and not more and _codec(encoding) == "utf-8"


def _codec(encoding: str) -> str | None:
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):  # no encoding, or none of texts
        return None


def read(raw: bytes, path: str, dialect: Mapping[str, Any], encoding: str, names: list[str]) -> csvtext.Parsed:
    """The records of a file in this dialect; `names` are the columns where it has no header."""

    def refused(kind: str, found: str, expected: str, line: int | None = None) -> csvtext.Parsed:
        fix = "Correct the dialect, or the file."
        return csvtext.Parsed(problems=[Problem(kind, path, found, expected, fix, line)])

    codec = _codec(encoding)
    if codec is None:
        return refused("encoding", f"the encoding {shown(encoding)}", "an encoding that Python knows")
    if len(raw) > csvtext.MAX_FILE:
        return refused("limit", f"{len(raw):,} bytes", f"at most {csvtext.MAX_FILE:,} bytes")
    try:
        text = raw.decode("utf-8-sig" if codec == "utf-8" else codec)
    except UnicodeDecodeError as error:
        found = f"the byte {raw[error.start]:02X} at offset {error.start:,}, which is not {encoding}"
        return refused("encoding", found, encoding, raw.count(b"\n", 0, error.start) + 1)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    comments, mark = set(dialect.get("commentRows", ())), dialect.get("commentChar")
    (first,) = dialect.get("headerRows", [1])
    kept = [(n, line) for n, line in enumerate(lines, 1) if n >= first and not (mark and line.startswith(mark))]
    kept = [(n, line) for n, line in kept if n not in comments]
    quote, rows, begins = dialect.get("quoteChar", '"'), [], 0
    form = {
        "delimiter": dialect.get("delimiter", ","),
        "quotechar": quote,
        "quoting": csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        "doublequote": dialect.get("doubleQuote", True) and "escapeChar" not in dialect,
        "escapechar": dialect.get("escapeChar"),
        "skipinitialspace": dialect.get("skipInitialSpace", False),
    }
    try:
        with csvtext.reading((f"{line}\n" for _, line in kept), **form) as reader:
            for row in reader:
                rows.append((kept[begins][0], tuple(row)))
                begins = reader.line_num
    except csv.Error as error:
        line = kept[min(begins, len(kept) - 1)][0] if kept else 1
        return refused("quotes", f"a record that cannot be read: {error}", "quotes as the dialect says", line)
    if null := dialect.get("nullSequence"):
        rows = [(line, tuple("" if cell == null else cell for cell in cells)) for line, cells in rows]
    if dialect.get("header") is False:
        width = len(rows[0][1]) if rows else len(names)
        rows.insert(0, (1, tuple(names[:width]) + tuple(f"column{n}" for n in range(len(names) + 1, width + 1))))
    return csvtext.of_rows(rows, path)


def read_inline(data: Any, path: str, names: list[str]) -> csvtext.Parsed:
    """The records of data that stands in the descriptor: a list of objects, or of lists whose first is the header. Such
    records have no line."""
    if isinstance(data, list) and all(isinstance(row, dict) for row in data):
        header = list(dict.fromkeys([*(name for row in data for name in row), *([] if data else names)]))
        rows = [header, *([row.get(name) for name in header] for row in data)]
    elif isinstance(data, list) and all(isinstance(row, list) for row in data):
        rows = data
    else:
        return csvtext.Parsed(problems=[Problem("header", path, "data that is no table", "a list of rows")])
    return csvtext.of_rows([(0, tuple(map(_cell, row))) for row in rows], path)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Heading(NamedTuple):
    """The line of the header, counted from 1, the sign between its cells, and the lines above it."""

    line: int
    sign: str
    above: list[str]

    @property
    def told(self) -> list[str]:
        """The lines above that say something to people."""
        return [line for line in self.above if not _NOTHING.fullmatch(line)]


def heading(text: str, names: Collection[str]) -> Heading | None:
    """The first line that holds most of the columns' `names`; None where none of the first lines does."""
    lines = text[:_CHARACTERS].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LINES]
    for place, line in enumerate(lines):
        for sign in SIGNS:
            cells = [cell.strip(' "') for cell in line.split(sign)]
            known = len(set(cells) & set(names))
            if 2 * known > max(len(cells), len(names)) and (known > 1 or place):
                return Heading(place + 1, sign, lines[:place])
    return None


def misplaced(text: str, names: Collection[str], path: str) -> Problem | None:
    """The problem of a header that does not stand in the first line, or whose cells are not separated by commas."""
    found = heading(text, names)
    if found is None or (found.line, found.sign) == (1, ","):
        return None
    if found.sign != "," and not found.told:
        what, expected = f"cells separated by {SIGNS[found.sign]}", "cells separated by commas"
        fix = "Separate cells by commas, or say in the dialect what separates them (delimiter)."
    else:
        what, expected = f"{shown((found.told or found.above)[0], 40)} above the header", "the header as the first line"
        fix = "Remove what stands above the header, or say in the dialect which line it is (headerRows)."
    return Problem("header", path, what, expected, fix, 1)
