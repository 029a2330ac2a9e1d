"""The records of a CSV file that hold quotes: found without cutting the others into cells, and read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..package import csvtext


@dataclass(frozen=True, slots=True)
class Quoted:
    """Records with quotes: their cells, and how many bytes of theirs are neither of a cell nor the sign after it.
    `canonical`: quotes stand only where they must."""

    rows: Sequence[Sequence[str]]
    quotes: int
    canonical: bool


def cells_of(quoted: bytes, header: Sequence[str]) -> Quoted | None:
    """What records with quotes say; None where there may be fault with them."""
    known = _simply(quoted, len(header)) or _surely(quoted, header)
    return known if known and all(len(c) <= csvtext.MAX_CELL for row in known.rows for c in row) else None


def _simply(quoted: bytes, width: int) -> Quoted | None:
    """What Python's reader makes of records with quotes, if its writer then writes the same: the usual case, at a tenth
    of the cost."""
    try:
        rows = list(csv.reader(io.StringIO(quoted.decode("utf-8"), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        return None
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    if written.getvalue().encode("utf-8") != quoted or any(len(row) != width for row in rows):
        return None
    return Quoted(rows, _beside(quoted, rows), True)


def _surely(quoted: bytes, header: Sequence[str]) -> Quoted | None:
    """The same by `csvtext`; None where it finds fault with them."""
    parsed = csvtext.parse(csvtext.write([header]).encode("utf-8") + quoted, "")
    rows = [cells for _, cells in parsed.records]
    if parsed.problems:
        return None
    return Quoted(rows, _beside(quoted, rows), csvtext.write(rows).encode("utf-8") == quoted)


def _beside(raw: bytes, rows: Iterable[Sequence[str]]) -> int:
    """How many bytes of records are neither of a cell nor the comma or line end after it."""
    return len(raw) - sum(len("".join(row).encode()) + len(row) for row in rows)



def quoted_records(raw: bytes, most: int) -> list[tuple[int, bytes]] | None:
    """The records of `raw` that hold a quote, each with its place; None where they are more than `most`."""
    found: list[tuple[int, bytes]] = []
    place = raw.find(b'"')
    while place >= 0:
        if len(found) >= most:
            return None
        begin = raw.rfind(b"\n", 0, place) + 1
        end = end_of_record(raw, begin)
        found.append((begin, raw[begin:end]))
        place = raw.find(b'"', end)
    return found


def end_of_record(raw: bytes, begin: int) -> int:
    """Where the record ends that begins at `begin`, its line end included: after an even number of quotes, or with
    `raw`. Every byte is looked at once, however many lines a cell has."""
    end, odd = begin, False
    while end < len(raw):
        start, end = end, raw.find(b"\n", end) + 1 or len(raw)
        odd ^= raw.count(b'"', start, end) % 2 == 1
        if not odd:
            break
    return end
