"""CSV files of any size, read in pieces of whole records, as strictly as `csvtext` reads small ones.

Polars parses a piece; that alone would let short records, carriage returns and some stray quotes pass. So the piece is
measured too. Without a quote in it, there must be as many bytes as the cells have, plus one for every cell: a comma or
a line end. Polars fills short records and blank lines with empty cells and refuses long ones, so it can only have read
too many cells, never too few, and no mistake makes up for another. Of records with quotes, `csvtext` reads a few, and
where they are many, writing all cells must give the same bytes. A piece that fails its measure is read again by
`csvtext`, whose word is final. Where the last columns repeat the row above in most rows, `tails` reads them once.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

import polars as pl

from ..findings import Problem
from ..package import csvtext
from . import tails
from .polars_engine import text_frame
from .quoted import cells_of, end_of_record, quoted_records
from .rows import Rows

T = TypeVar("T")

#: The cells of a record, and its line.
Named = tuple[tuple[str, ...], int]

#: Pieces of a file that are worked on at a time. Polars has threads of its own; these keep them busy while some wait
#: for Python.
_THREADS = 3

#: Lines are read by `tails` where at most one record in so many bytes holds quotes.
_PLAIN = 1 << 11

#: Bytes read at once, at most. What a pass over a file takes in memory is a small multiple of it.
SIZE = 1 << 24
#: Smaller files are cut into so many pieces, so that the threads end together, but none below so many bytes.
_PIECES, _LEAST = 4, 1 << 21


class Malformed(Exception):
    """A file that cannot be read as it stands; `.problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].found)
        self.problems = problems


class _NotWhole(Exception):
    """A piece that is no sound CSV; `.raw` are its bytes."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("no sound CSV")
        self.raw = raw


@dataclass(frozen=True)
class Place:
    """A piece of a file: where its bytes begin and how many they are, the records and physical lines before it."""

    offset: int
    length: int
    records: int
    lines: int


@dataclass(frozen=True)
class Chunk:
    """A piece with its rows, and how many line breaks stand in its cells. `canonical`: quotes stand only where they
    must."""

    place: Place
    rows: Rows
    breaks: int
    canonical: bool = True

    @property
    def frame(self) -> pl.DataFrame:
        """All cells as text, null where empty."""
        return self.rows.frame

    @cached_property
    def lines(self) -> pl.Series:
        """The physical line, from 1, on which each record begins."""
        first, height = self.place.lines + 1, self.rows.height
        records = pl.select(pl.int_range(first, first + height, dtype=pl.Int64)).to_series()
        if not self.breaks:
            return records
        # Of rows with a tail, only that can have line breaks: they stand in quotes.
        tail = self.rows.tail
        held = self.rows.own if tail is None else tail.frame
        broken = [c.name for c in held if c.str.contains("\n", literal=True).any()]
        inside = pl.sum_horizontal(pl.col(broken).str.count_matches("\n", literal=True).fill_null(0)).cast(pl.Int64)
        counts = held.select(inside)
        of_rows = (counts if tail is None else counts[tail.number]).to_series()
        return of_rows.cum_sum() - of_rows + records

    def named(self, rows: list[int]) -> dict[int, Named]:
        """By row of the chunk, its cells (empty is "") and its line, counted from where the chunk begins."""
        if not rows:
            return {}
        cells = self.rows.cells(rows)
        lines = self.lines.gather(rows) - self.place.lines
        return dict(zip(rows, zip(cells, lines.to_list(), strict=True), strict=True))


class Reader:
    """One file. `header` is known at once; iterating gives the chunks and, once, the number of `records`, and whether
    all was `canonical`: quotes stood only where they must.

    Raises `Malformed` from anything but `__init__`'s opening of the file, which raises OSError. `progress` is called
    with the bytes read after every chunk. With `own`, only so many of the first columns are read for every row, where
    that can be done; the others once for neighbours that are equal in them. Pieces have `size` bytes, about; without
    it as many as suit the file, and at most `most`.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        *,
        size: int | None = None,
        progress: Callable[[int], None] | None = None,
        own: int | None = None,
        most: int = SIZE,
    ) -> None:
        self.path, self.name, self.progress, self.own = path, name, progress, own
        self.bytes = path.stat().st_size
        self.size = size or min(most, max(_LEAST, self.bytes // _PIECES))
        self.places: list[Place] = []
        self.records = 0
        self.canonical = True
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
        """The chunks in order."""
        return (replace(chunk, place=place) for place, chunk in self.each(lambda chunk: chunk))

    def each(self, work: Callable[[Chunk], T]) -> Iterator[tuple[Place, T]]:
        """The places of the chunks in order, each with what `work` made of the chunk.

        While one is looked at, the next ones are parsed and worked on, in threads. `work` gets a chunk whose place is
        not known yet but for its bytes; its cells go when `work` has done.
        """
        records, lines, offset = 0, self._head.count(b"\n"), len(self._head)
        with self.path.open("rb", buffering=0) as file, ThreadPoolExecutor(_THREADS) as pool:

            def done(offset: int, raw: list[bytes]) -> tuple[int, int, bool, T]:
                # Nothing else holds the bytes of the piece, so they go when it is parsed.
                chunk = self._parsed(raw.pop(), Place(offset, 0, 0, 0))
                return chunk.rows.height, chunk.breaks, chunk.canonical, work(chunk)

            if self.bytes > _PIECES * self.size:
                _keep_what_is_freed()
            pieces = self._pieces(file)
            # One more than there are threads, so that none waits while the next piece is read.
            ahead = deque((piece[0], pool.submit(done, *piece)) for piece in islice(pieces, _THREADS + 1))
            try:
                while ahead:
                    offset, result = ahead.popleft()
                    height, breaks, canonical, made = result.result()
                    ahead += [(piece[0], pool.submit(done, *piece)) for piece in islice(pieces, 1)]
                    end = ahead[0][0] if ahead else self.bytes
                    self.places.append(Place(offset, end - offset, records, lines))
                    self.canonical = self.canonical and canonical
                    records += height
                    lines += height + breaks
                    yield self.places[-1], made
                    if self.progress:
                        self.progress(end)
            except _NotWhole as error:
                self._refuse(error.raw, Place(offset, len(error.raw), records, lines))
            finally:
                for _, waiting in ahead:
                    waiting.cancel()
        self.records = records

    def again(self, place: Place) -> Chunk:
        """A chunk that has been read before."""
        with self.path.open("rb") as file:
            file.seek(place.offset)
            return self._parsed(file.read(place.length), place)

    def _pieces(self, file: BinaryIO) -> Iterator[tuple[int, list[bytes]]]:
        """Pieces of whole records, each with the place of its first byte, and alone in a list to be taken out of it."""
        offset, wanted = len(self._head), self.size
        while offset < self.bytes:
            # Read to a line end, so that nothing of a piece is copied to be joined with the next.
            raw = _to_line_end(file, offset, wanted)
            if not raw:
                break
            cut = len(raw) if offset + len(raw) >= self.bytes else _cut(raw)
            if not cut and len(raw) <= max(8 * self.size, 16 * csvtext.MAX_CELL):
                wanted *= 2
                continue
            # Without a cut, the piece has an unclosed quote or a cell beyond all limits: it will be refused.
            piece = [raw[:cut] if cut else raw]
            del raw
            yield offset, piece
            wanted, offset = self.size, offset + (cut or self.bytes)

    def _parsed(self, raw: bytes, place: Place) -> Chunk:
        ended = raw if raw.endswith(b"\n") else raw + b"\n"
        if b"\r" in raw or raw.startswith(b"\xef\xbb\xbf"):
            return self._strictly(raw, place)
        chunk = self._by_tails(ended, self.own, place) if self.own else None
        return chunk or self._by_polars(ended, self.header, place) or self._strictly(raw, place)

    def _by_tails(self, raw: bytes, own: int, place: Place) -> Chunk | None:
        """The chunk, its last columns read once for equal neighbours; None where that cannot be done."""
        found = None if _has_long_line(raw) else quoted_records(raw, len(raw) // _PLAIN)
        if found is None:
            return None
        canonical = True

        def cut(ends: bytes) -> pl.DataFrame | None:
            nonlocal canonical
            chunk = self._by_polars(ends, self.header[own:], place)
            canonical = chunk is None or chunk.canonical
            return None if chunk is None else chunk.frame

        rows = tails.read(raw, self.header, own, found, cut)
        if rows is None:
            return None
        return Chunk(place, rows, sum(part.count(b"\n") - 1 for _, part in found), canonical)

    def _by_polars(self, raw: bytes, header: Sequence[str], place: Place) -> Chunk | None:
        """The chunk, read by Polars; None where that may be wrong."""
        if begins_otherwise(raw, len(header)):
            return None
        try:
            frame = pl.read_csv(raw, has_header=False, schema=dict.fromkeys(header, pl.String), infer_schema=False)
        except pl.exceptions.PolarsError:
            return None
        return self._measured(frame, raw, place)

    def _measured(self, frame: pl.DataFrame, raw: bytes, place: Place) -> Chunk | None:
        """The chunk; None where `frame` may not be what `raw`, whole records, says."""
        if _has_long_line(raw) and _longest(frame) > csvtext.MAX_CELL:  # bytes: longer ones are for `csvtext`
            return None
        found = quoted_records(raw, frame.height // 10)
        if found is None:
            written = io.BytesIO()
            frame.write_csv(written, include_header=False)
            same = _longest(frame) <= csvtext.MAX_CELL and written.getbuffer() == raw
            return Chunk(place, Rows(frame), raw.count(b"\n") - frame.height) if same else None
        quoted = b"".join(part for _, part in found)
        known = cells_of(quoted, frame.columns)
        # Every cell is followed by one byte, a comma or a line end; only quotes come on top.
        if known is None or _bytes(frame) + frame.height * frame.width != len(raw) - known.quotes:
            return None
        return Chunk(place, Rows(frame), quoted.count(b"\n") - len(known.rows), known.canonical)

    def _strictly(self, raw: bytes, place: Place) -> Chunk:
        """The piece as `csvtext` reads it."""
        parsed = csvtext.parse(self._head + raw, self.name)
        if parsed.problems:
            raise _NotWhole(raw)
        frame = text_frame(self.header, [cells for _, cells in parsed.records])
        breaks = raw.count(b"\n") + (not raw.endswith(b"\n")) - len(parsed.records)
        canonical = csvtext.write([cells for _, cells in parsed.records]).encode("utf-8").rstrip(b"\n")
        return Chunk(place, Rows(frame), breaks, canonical == raw.rstrip(b"\n"))

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


def _keep_what_is_freed() -> None:
    """Have the memory of one piece used for the next ones.

    The C library of Linux gives freed memory back beyond twice the size of the largest block that was ever given back
    by itself (it learns up to 32 MB), and then has to ask for it, page by page, for every piece.
    """
    block = bytes((1 << 25) - (1 << 16))
    del block


def begins_otherwise(raw: bytes, width: int) -> bool:
    """Whether the first record may have another number of cells than the header: Polars takes that for the width of
    all, and minutes and all memory where it is large. In a file of one column it drops blank lines."""
    end = end_of_record(raw, 0)
    commas = raw.count(b",", 0, end)
    return width == 1 or (commas != width - 1 if raw.find(b'"', 0, end) < 0 else commas > csvtext.MAX_COLUMNS)


def _has_long_line(raw: bytes) -> bool:
    """Whether a line may be longer than a cell may be. Where there is a line end in every half of that, none is."""
    half = csvtext.MAX_CELL // 2
    return any(raw.find(b"\n", begin, begin + half) < 0 for begin in range(0, len(raw) - half, half))


def _longest(frame: pl.DataFrame) -> int:
    """The bytes of the longest cell."""
    return frame.select(pl.max_horizontal(pl.all().str.len_bytes().max().fill_null(0))).item() or 0


def _bytes(frame: pl.DataFrame) -> int:
    """The bytes of all cells."""
    return int(frame.select(pl.sum_horizontal(pl.all().str.len_bytes().sum().cast(pl.Int64))).item())


def _to_line_end(file: BinaryIO, offset: int, wanted: int) -> bytes:
    """About `wanted` bytes from `offset`, up to a line end where one is near."""
    window = min(wanted, _WINDOW)
    file.seek(offset + wanted - window)
    end = file.read(window).rfind(b"\n") + 1
    file.seek(offset)
    return file.read(wanted - window + end if end else wanted)


#: A line end is looked for in so many bytes before the end of a piece.
_WINDOW = 1 << 16


def _cut(raw: bytes) -> int:
    """Where the last whole record of `raw` ends; 0 where there is none. A line end after an even number of quotes ends
    one."""
    cut = raw.rfind(b"\n") + 1
    quotes = _quotes(raw, cut)
    while cut and quotes % 2:
        before = raw.rfind(b"\n", 0, cut - 1) + 1
        quotes -= raw.count(b'"', before, cut)
        cut = before
    return cut


def _quotes(raw: bytes, end: int) -> int:
    """How many quotes stand before `end`. Few are found faster than they are counted."""
    found, place = 0, raw.find(b'"', 0, end)
    while place >= 0:
        found += 1
        if found > _FEW:
            return found + raw.count(b'"', place + 1, end)
        place = raw.find(b'"', place + 1, end)
    return found


#: Quotes in a piece of a file that are looked for one by one.
_FEW = 10_000
