"""Large files cut between records, so that each piece can be read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Bytes of a stretch.
STRETCH = 1 << 22


@dataclass(frozen=True, slots=True)
class Stretch:
    """The bytes `start:end` of a file: whole records. `line` is the physical line of the first one.

    `before` are the bytes of the record before it, without line feed (empty at the beginning), `before_line` is its
    line.
    """

    table: str
    path: str
    start: int
    end: int
    line: int
    before: bytes
    before_line: int
    last: bool


def header_of(place: Path) -> bytes:
    """The bytes of the first record, with its line feed."""
    with place.open("rb") as file:
        raw = b""
        while block := file.read(1 << 16):
            raw += block
            end = _first_break(raw)
            if end >= 0:
                return raw[: end + 1]
    return raw


def cut(table: str, path: str, place: Path, header: int, size: int = STRETCH) -> Iterator[Stretch]:
    """Cut a file that can be read as CSV, behind its `header` bytes, into stretches of about `size` bytes."""
    with place.open("rb") as file:
        start = header
        line = file.read(header).count(b"\n") + 1
        before, before_line, rest = b"", 0, b""
        while True:
            block = file.read(size)
            raw = rest + block
            end = len(raw) - 1 if not block else _last_break(raw, len(raw))
            if end < 0 and block:
                rest = raw  # a record longer than that
                continue
            piece, rest = raw[: end + 1], raw[end + 1 :]
            if not piece:
                return
            last = not rest and not file.peek(1)
            yield Stretch(table, path, start, start + len(piece), line, before, before_line, last)
            start, line = start + len(piece), line + piece.count(b"\n")
            body = len(piece) - piece.endswith(b"\n")
            before = piece[_last_break(piece, body) + 1 : body]
            before_line = line - before.count(b"\n") - 1


def _last_break(raw: bytes, end: int) -> int:
    """The last line feed of `raw[:end]` that ends a record, -1 without one. `raw` begins with a record."""
    at = raw.rfind(b"\n", 0, end)
    quotes = raw.count(b'"', 0, at) if at >= 0 else 0
    while at >= 0 and quotes % 2:
        earlier = raw.rfind(b"\n", 0, at)
        quotes -= raw.count(b'"', max(earlier, 0), at)
        at = earlier
    return at


def _first_break(raw: bytes) -> int:
    """The first line feed of `raw` that ends a record, -1 without one."""
    at, quotes = raw.find(b"\n"), 0
    done = 0
    while at >= 0:
        quotes += raw.count(b'"', done, at)
        if quotes % 2 == 0:
            return at
        done, at = at, raw.find(b"\n", at + 1)
    return -1
