"""CSV files of any size, read in pieces of whole records, as strictly as `csvtext` reads small ones.

Polars parses a piece; that alone would let short records, carriage returns and some stray quotes pass. So the piece is
measured too. Without a quote in it, line ends give the number of records and commas that of cells, and since Polars
refuses a record that is too long, none can be too short. Of records with quotes, `csvtext` reads a few, and where they
are many, writing all cells must give the same bytes. A piece that fails its measure is read again by `csvtext`, whose
word is final.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import polars as pl

from .. import csvtext
from ..findings import Problem
from .polars_engine import text_frame

#: Bytes read at once. What a pass over a file takes in memory is a small multiple of it.
SIZE = 1 << 25


class Malformed(Exception):
    """A file that cannot be read as it stands; `.problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].found)
        self.problems = problems


@dataclass(frozen=True)
class Place:
    """A piece of a file: where its bytes begin and how many they are, the records and physical lines before it."""

    offset: int
    length: int
    records: int
    lines: int


@dataclass(frozen=True)
class Chunk:
    """A piece with its cells as text, null where empty. `canonical`: quotes stand only where they must."""

    place: Place
    frame: pl.DataFrame
    breaks: int
    canonical: bool = True

    @cached_property
    def lines(self) -> pl.Series:
        """The physical line, from 1, on which each record begins."""
        first = self.place.lines + 1
        if not self.breaks:
            return pl.select(pl.int_range(first, first + self.frame.height, dtype=pl.Int64)).to_series()
        broken = [c.name for c in self.frame if c.str.contains("\n", literal=True).any()]
        inside = pl.sum_horizontal(pl.col(broken).str.count_matches("\n", literal=True).fill_null(0)).cast(pl.Int64)
        before = self.frame.select(inside.cum_sum() - inside).to_series()
        return before + pl.select(pl.int_range(first, first + self.frame.height, dtype=pl.Int64)).to_series()


class Reader:
    """One file. `header` is known at once; iterating gives the chunks and, once, the number of `records`.

    Raises `Malformed` from anything but `__init__`'s opening of the file, which raises OSError. `progress` is called
    with the bytes read after every chunk.
    """

    def __init__(
        self, path: Path, name: str, *, size: int = SIZE, progress: Callable[[int], None] | None = None
    ) -> None:
        self.path, self.name, self.size, self.progress = path, name, size, progress
        self.bytes = path.stat().st_size
        self.places: list[Place] = []
        self.records = 0
        with path.open("rb") as file:
            first = file.readline(csvtext.MAX_CELL)
            while first.count(b'"') % 2 and len(first) < csvtext.MAX_CELL and (more := file.readline(csvtext.MAX_CELL)):
                first += more
        parsed = csvtext.parse(first, name)
        if parsed.problems:
            raise Malformed(parsed.problems)
        self.header = parsed.header
        self._head = first

    def __iter__(self) -> Iterator[Chunk]:
        """The chunks in order; the next is parsed while the last is looked at."""
        with self.path.open("rb") as file, ThreadPoolExecutor(1) as pool:
            file.seek(len(self._head))
            pieces = self._pieces(file)
            ahead = pool.submit(next, pieces, None)
            while (chunk := ahead.result()) is not None:
                ahead = pool.submit(next, pieces, None)
                yield chunk
                if self.progress:
                    self.progress(chunk.place.offset + chunk.place.length)

    def again(self, place: Place) -> Chunk:
        """A chunk that has been read before."""
        with self.path.open("rb") as file:
            file.seek(place.offset)
            return self._parsed(file.read(place.length), place)

    def _pieces(self, file: BinaryIO) -> Iterator[Chunk]:
        rest, offset, records, lines = b"", len(self._head), 0, self._head.count(b"\n")
        while True:
            more = file.read(self.size)
            raw = rest + more if rest else more
            if not raw:
                break
            cut = _cut(raw) if more else len(raw)
            piece, rest = (raw[:cut], raw[cut:]) if cut < len(raw) else (raw, b"")
            if not piece:
                if len(rest) > max(
                    8 * self.size, 16 * csvtext.MAX_CELL
                ):  # an unclosed quote, or a cell beyond every limit
                    self._refuse(rest, Place(offset, len(rest), records, lines))
                continue
            place = Place(offset, len(piece), records, lines)
            chunk = self._parsed(piece, place)
            self.places.append(place)
            yield chunk
            offset += len(piece)
            records += chunk.frame.height
            lines += chunk.frame.height + chunk.breaks
        self.records = records

    def _parsed(self, raw: bytes, place: Place) -> Chunk:
        width = len(self.header)
        ended = raw if raw.endswith(b"\n") else raw + b"\n"
        if width > 1 and b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf"):
            try:
                frame = pl.read_csv(
                    io.BytesIO(ended),
                    has_header=False,
                    schema=dict.fromkeys(self.header, pl.String),
                    infer_schema=False,
                )
            except pl.exceptions.PolarsError:
                return self._strictly(raw, place)
            lines = ended.count(b"\n")
            quotes = raw.count(b'"')
            canonical = True
            if quotes * 10 > lines:
                written = io.BytesIO()
                frame.write_csv(written, include_header=False)
                sound = written.getbuffer() == ended
            else:
                quoted = _quoted(ended) if quotes else b""
                parsed = csvtext.parse(self._head + quoted, self.name) if quotes else csvtext.Parsed()
                plain = lines - quoted.count(b"\n")
                sound = not parsed.problems and frame.height == plain + len(parsed.records)
                sound = sound and ended.count(b",") - quoted.count(b",") == plain * (width - 1)
                canonical = csvtext.write([cells for _, cells in parsed.records]).encode("utf-8") == quoted
            if sound and _short_cells(frame):
                return Chunk(place, frame, lines - frame.height, canonical)
        return self._strictly(raw, place)

    def _strictly(self, raw: bytes, place: Place) -> Chunk:
        """The piece as `csvtext` reads it."""
        parsed = csvtext.parse(self._head + raw, self.name)
        if parsed.problems:
            self._refuse(raw, place)
        frame = text_frame(self.header, [cells for _, cells in parsed.records])
        breaks = raw.count(b"\n") + (not raw.endswith(b"\n")) - len(parsed.records)
        canonical = csvtext.write([cells for _, cells in parsed.records]).encode("utf-8").rstrip(b"\n")
        return Chunk(place, frame, breaks, canonical == raw.rstrip(b"\n"))

    def _refuse(self, raw: bytes, place: Place) -> None:
        """Raise what `csvtext` finds wrong with a piece, its places counted in the whole file."""
        text, found = csvtext.decode(self._head + raw, self.name)
        del text
        found = found or csvtext.parse(self._head + raw, self.name).problems
        moved = [
            replace(
                problem,
                line=None if problem.line is None else problem.line + place.lines - self._head.count(b"\n"),
                record=None if problem.record is None else problem.record + place.records,
                found=problem.found.replace("at offset", f"at offset {place.offset - len(self._head):,} +")
                if place.records
                else problem.found,
            )
            for problem in found
        ]
        raise Malformed(moved)


def _cut(raw: bytes) -> int:
    """Where the last whole record of `raw` ends; 0 where there is none. A line end after an even number of quotes ends
    one."""
    cut = raw.rfind(b"\n") + 1
    quotes = raw.count(b'"', 0, cut)
    while cut and quotes % 2:
        before = raw.rfind(b"\n", 0, cut - 1) + 1
        quotes -= raw.count(b'"', before, cut)
        cut = before
    return cut


def _quoted(raw: bytes) -> bytes:
    """The records of `raw` that hold a quote."""
    found, place = [], raw.find(b'"')
    while place >= 0:
        begin = raw.rfind(b"\n", 0, place) + 1
        end = raw.find(b"\n", place) + 1 or len(raw)
        while raw.count(b'"', begin, end) % 2 and end < len(raw):
            end = raw.find(b"\n", end) + 1 or len(raw)
        found.append(raw[begin:end])
        place = raw.find(b'"', end)
    return b"".join(found)


def _short_cells(frame: pl.DataFrame) -> bool:
    """Whether every cell keeps within the limit (in bytes, so that longer ones are left to `csvtext`)."""
    longest = frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item()
    return longest is None or int(longest) <= csvtext.MAX_CELL
