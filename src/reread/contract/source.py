"""The rows of a table as text, missing cells null: from rows at hand, a frame, or a file read in batches.

A CSV file read by Polars is measured: its cells, separators and quotes must be all of its bytes. Else the strict reader
of `package.csvtext` says what is wrong; it alone speaks to users."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import polars as pl

from ..findings import Problem
from ..package import csvtext

#: Rows judged at once.
BATCH = 200_000
#: Bytes of a file up to which its rows are held where others look into them.
_HELD = 1 << 26
#: Bytes of a file that are looked at together.
_PIECE = 1 << 18
#: Bytes of a cell beyond which the strict reader has a word to say.
LIMIT = csvtext.MAX_CELL
_QUOTED = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"(?=[,\n])')


class Malformed(Exception):
    """A file is not what the strict reader takes for CSV. `.problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(str(problems))
        self.problems = problems


class Unlisted(Exception):
    """A cell is none of those that were said to be all that its column may hold."""


class Source:
    """The rows of one table. `frame` holds all of them, or is None; `scan` reads them. `small`: all could be held."""

    small = False

    def __init__(self, header: Sequence[str], scan: pl.LazyFrame, frame: pl.DataFrame | None = None) -> None:
        self.header = tuple(header)
        self.scan = scan
        self.frame = frame
        self.rows = 0 if frame is None else frame.height

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Source:
        """The rows of a frame of text."""
        return cls(frame.columns, frame.lazy(), frame)

    @classmethod
    def of_rows(cls, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Source:
        """Rows of cells; an empty one is missing."""
        columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [()] * len(header)
        series = [pl.Series(name, cells, dtype=pl.String) for name, cells in zip(header, columns, strict=True)]
        return cls.of(pl.DataFrame(series).with_columns(pl.all().replace("", None)))

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows in order, some hundred thousand at a time; all of them where they are held."""
        if self.frame is not None:
            return iter((self.frame,))
        return self.scan.collect_batches(chunk_size=BATCH, maintain_order=True)

    def take(self, records: Sequence[int]) -> pl.DataFrame:
        """These records (from 0, in order)."""
        if self.frame is not None:
            return self.frame[records]
        rows = self.scan.with_row_index("record#").filter(pl.col("record#").is_in(records))
        return rows.drop("record#").collect(engine="streaming")

    def lines(self, records: Sequence[int]) -> list[int] | None:
        """The physical lines that these records begin in, where there are lines."""
        return None


class Csv(Source):
    """A CSV file. `measured` reads it once; then `rows` and lines are known. Raises `Malformed`."""

    def __init__(self, place: Path, path: str) -> None:
        self.place, self.path = place, path
        with place.open("rb") as file:
            first = file.read(1 << 20).partition(b"\n")[0]
        header = csvtext.parse(first + b"\n", path).header
        if not header:
            empty = Problem("header", path, "an empty file", "a header line and one line per record", None, 1)
            raise Malformed(self.explained() or [empty])
        super().__init__(header, _scan(place, header))
        self.small = place.stat().st_size <= _HELD
        self._broken = True  # whether there may be line ends within cells

    def measured(self, known: Mapping[str, pl.Enum] | None = None) -> Iterator[pl.DataFrame]:
        """The rows as `batches`; columns of which all cells are `known` are read as their places among these. Raises
        `Malformed`, without problems where only the strict reader can read it, and `Unlisted`."""
        rows, left, empty, broken = 0, self.place.stat().st_size, False, False
        with self.place.open("rb") as file:
            piece = file.readline()
            left -= len(piece)
            sound = b"\r" not in piece and piece[:3] != b"\xef\xbb\xbf"
            for piece in _pieces(file):
                quotes, hollow, broke = _quotes(piece)
                left, empty, broken = left - quotes, empty or hollow, broken or broke
                sound = sound and quotes >= 0 and b"\r" not in piece
            # Of a last record without a line end, Polars takes more cells than there are columns.
            sound = sound and piece[-1:] == b"\n"
        listed = {} if empty else {name: enum for name, enum in (known or {}).items() if name in self.header}
        lengths = {name: enum.categories.str.len_bytes().cast(pl.Int64) for name, enum in listed.items()}
        try:
            for batch in Source(self.header, _scan(self.place, self.header, listed)).batches() if sound else ():
                batch = batch.with_columns(pl.all().replace("", None)) if empty else batch
                rows += batch.height
                texts = batch.select(pl.col(pl.String).str.len_bytes().cast(pl.Int64))
                sound = sound and (texts.max().max_horizontal()[0] or 0) <= LIMIT
                left -= texts.sum().sum_horizontal()[0] + batch.height * batch.width
                left -= sum(cells[batch[name].to_physical()].sum() for name, cells in lengths.items())
                yield batch
        except pl.exceptions.PolarsError as error:
            if listed:
                raise Unlisted(str(error)) from error
            sound = False
        if not sound or left:
            raise Malformed(self.explained())
        self.rows, self._broken = rows, broken

    def lines(self, records: Sequence[int]) -> list[int] | None:
        if not self._broken:
            return [2 + record for record in records]
        inside = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True)).cum_sum().shift(1, fill_value=0)
        before = self.scan.select(inside).collect(engine="streaming").to_series()
        return [2 + record + breaks for record, breaks in zip(records, before.gather(list(records)), strict=True)]

    def explained(self) -> list[Problem]:
        """What the strict reader finds wrong, in the first piece of the file that it does not read."""
        head, lines, records, before = b"", 0, 0, 0
        with self.place.open("rb") as file:
            for piece in _pieces(file):
                parsed = csvtext.parse(head + piece, self.path, before - len(head))
                if parsed.problems:
                    above = lines - head.count(b"\n")
                    moved = ((one, one.line and one.line + above, one.record) for one in parsed.problems)
                    return [replace(one, line=line, record=n and n + records) for one, line, n in moved]
                lines, records = lines + piece.count(b"\n"), records + len(parsed.records)
                head, before = head or piece[: piece.find(b"\n") + 1], before + len(piece)
        return []


def _scan(place: Path, header: Sequence[str], known: Mapping[str, pl.Enum] | None = None) -> pl.LazyFrame:
    schema = {**dict.fromkeys(header, pl.String()), **(known or {})}
    return pl.scan_csv(place, schema=schema, quote_char='"', encoding="utf8")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The rest of a file in pieces of whole records, as far as quotes tell."""
    while piece := file.read(_PIECE) + file.readline():
        inside, lines = b'"' in piece and piece.count(b'"') % 2, [piece]
        while inside and (line := file.readline()):
            lines.append(line)
            inside = (inside + line.count(b'"')) % 2
        yield b"".join(lines)


def _quotes(piece: bytes) -> tuple[int, bool, bool]:
    """How many bytes of a piece of whole records only quote, and whether a quoted cell is empty, or holds a line end.
    -1 where a quote stands elsewhere than around a whole cell or, twice, in such a one: Polars drops these."""
    at, found, empty, broken = piece.find(b'"'), 0, False, False
    while at >= 0:
        cell = _QUOTED.match(piece, at)
        if cell is None or (at and piece[at - 1] not in b",\n"):
            return -1, False, False
        found += cell[0].count(b'"') // 2 + 1
        empty |= len(cell[0]) == 2
        broken |= b"\n" in cell[0]
        at = piece.find(b'"', cell.end())
    return found, empty, broken
