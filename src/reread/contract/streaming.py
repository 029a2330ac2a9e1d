"""The contract over one table of any size: chunk by chunk, in memory that does not grow with the file but for 64-bit
hashes of its keys.

Every chunk goes through the same expressions as a small table does in `polars_engine`, and gives back two numbers per
rule. Only where one of them says that a rule is violated are records looked at. The columns of other tables that
rules look into are held in memory, as keys turned to numbers (`coded`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from . import tails
from .chunks import Chunk, Named, Reader
from .judging import REPEATING, Judge, Verdict
from .model import TableSchema
from .polars_engine import RuleOutcome
from .rows import Rows
from .rules import ContractRule

#: Bytes read at once, at most. A piece costs some milliseconds whatever it holds; larger ones take more memory.
_PIECE = 3 << 23


@dataclass(slots=True)
class Wanted:
    """Rows of a large table that smaller tables refer to: those whose `key` is among `values`."""

    key: str
    values: pl.Series


@dataclass(slots=True)
class Scanned:
    """What a pass over a file brought back.

    `cells` and `lines` hold the records that findings are about and those they name (record from 0 to its cells as
    text, empty is ""). `firsts` tells, per rule, of a repeated record the first one. `referred` are the rows that
    were `Wanted`.
    """

    header: tuple[str, ...]
    records: int
    canonical: bool
    outcomes: list[RuleOutcome]
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    firsts: dict[str, dict[int, int]] = field(default_factory=dict)
    referred: pl.DataFrame | None = None


class Referred:
    """Gathers the `columns` of the rows that are `wanted`, chunk by chunk."""

    def __init__(self, wanted: Sequence[Wanted], columns: Sequence[str], header: Sequence[str]) -> None:
        self.wanted = [one for one in wanted if one.key in header]
        self.columns = [column for column in columns if column in header]
        self._parts: list[pl.DataFrame] = []

    def among(self, rows: Rows) -> pl.DataFrame | None:
        """The rows of a chunk that are wanted; may be called for several chunks at a time."""
        if not self.wanted:
            return None
        named = pl.any_horizontal(pl.col(one.key).is_in(one.values.implode()) for one in self.wanted)
        return rows.frame.select(pl.col(self.columns).filter(named))

    def take(self, rows: pl.DataFrame | None) -> None:
        """What `among` gave of the next chunk."""
        if rows is not None:
            self._parts.append(rows)

    def frame(self) -> pl.DataFrame | None:
        """The rows gathered, None where nothing was wanted."""
        return pl.concat(self._parts) if self._parts else None


def scan(
    schema: TableSchema,
    rules: Sequence[ContractRule],
    path: Path,
    name: str,
    frames: Mapping[str, pl.DataFrame],
    *,
    keep: int,
    wanted: Sequence[Wanted] = (),
    columns: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
    size: int | None = None,
    repeating: float = REPEATING,
) -> Scanned:
    """Run `rules` over the CSV file `path`, which messages call `name`.

    At most `keep` records are named per rule. `columns` of the rows that are `wanted` come back as a frame. Raises
    `Malformed` where the file cannot be read as it stands.
    """
    reader = Reader(path, name, size=size, progress=progress, most=_PIECE)
    reader.own = tails.own_columns(tails.sample(path), reader.header)
    judge = Judge(schema, rules, reader.header, frames, repeating)
    referred = Referred(wanted, columns, reader.header)
    found = Scanned(reader.header, 0, True, [])

    def look(chunk: Chunk) -> tuple[Verdict, dict[int, Named], pl.DataFrame | None]:
        verdict = judge.judge(chunk.rows, keep)
        return verdict, chunk.named(verdict.named), referred.among(chunk.rows)

    for place, (verdict, named, rows) in reader.each(look):
        for record in judge.note(verdict, place.records, keep):
            found.cells[record], line = named[record - place.records]
            found.lines[record] = place.lines + line
        referred.take(rows)
    found.records, found.canonical = reader.records, reader.canonical
    found.outcomes = judge.outcomes(keep, found.firsts)
    found.referred = referred.frame()
    fetch(found, reader)
    return found


def fetch(found: Scanned, reader: Reader) -> None:
    """Note the records that are named, and the first ones of those repeated, from chunks that have gone by."""
    named_records = {record for outcome in found.outcomes for record in outcome.records}
    pairs = [pair for by_record in found.firsts.values() for pair in by_record.items()]
    firsts = {first for again, first in pairs if again in named_records}
    _fetch(found, reader, sorted((named_records | firsts) - found.cells.keys()))


def _fetch(found: Scanned, reader: Reader, records: Sequence[int]) -> None:
    """Note `records` (ascending) of chunks that have gone by."""
    ends = [place.records for place in reader.places[1:]] + [found.records]
    start = 0
    for place, end in zip(reader.places, ends, strict=True):
        stop = start
        while stop < len(records) and records[stop] < end:
            stop += 1
        if stop > start:
            within = [record - place.records for record in records[start:stop]]
            for inside, (cells, line) in reader.again(place).named(within).items():
                found.cells[place.records + inside] = cells
                found.lines[place.records + inside] = place.lines + line
        start = stop
