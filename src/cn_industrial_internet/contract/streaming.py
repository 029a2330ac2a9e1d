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

from .chunks import Chunk, Reader
from .coded import CodedOthers
from .keys import Numbers, Repeats, whole_table
from .model import ForeignKey, TableSchema
from .patterns import whole
from .polars_engine import RuleOutcome
from .polars_expressions import Cells, Compiled, _alias, compile_rule
from .rules import ContractRule, Pattern


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

    def take(self, chunk: Chunk) -> None:
        """The rows of a chunk."""
        if self.wanted:
            named = pl.any_horizontal(pl.col(one.key).is_in(one.values.implode()) for one in self.wanted)
            self._parts.append(chunk.frame.filter(named).select(self.columns))

    def frame(self) -> pl.DataFrame | None:
        """The rows gathered, None where nothing was wanted."""
        return pl.concat(self._parts) if self._parts else None


class _Typed(Cells):
    """Cells whose values are columns already, so that no expression works one out twice."""

    def ok(self, name: str) -> pl.Expr:
        return pl.col(f"{name}>ok") if self.types[name] == "date" else super().ok(name)

    def value(self, name: str) -> pl.Expr:
        return super().value(name) if self.types[name] == "string" else pl.col(f"{name}>value")

    def columns(self) -> list[list[pl.Expr]]:
        """The columns to add first, then those to add next."""
        plain = Cells(TableSchema("", "", "", "", "", (), (), (), (), ()), {})
        plain.types, plain.dtypes = self.types, self.dtypes
        typed = [name for name in self.dtypes if self.types[name] != "string"]
        dates = [plain.ok(name).alias(f"{name}>ok") for name in typed if self.types[name] == "date"]
        return [dates, [plain.value(name).alias(f"{name}>value") for name in typed]]


class _Pass:
    """The rules of one table, compiled once for all of its chunks."""

    def __init__(
        self,
        schema: TableSchema,
        rules: Sequence[ContractRule],
        header: Sequence[str],
        frames: Mapping[str, pl.DataFrame],
    ) -> None:
        self.rules = rules
        self.cells = _Typed(schema, dict.fromkeys(header, pl.String()))
        self.others = CodedOthers(schema, frames)
        self.typed = self.cells.columns()
        self.compiled: list[Compiled | Repeats | Numbers | None] = []
        for rule in rules:
            made = compile_rule(rule, self.cells, self.others)
            self.compiled.append(made if made is None else whole_table(rule, made, self.cells) or made)
        self.cases = [0] * len(rules)
        self.bad = [0] * len(rules)
        self.records: list[list[pl.Series]] = [[] for _ in rules]
        self.summary: list[pl.Expr] = []
        self.looked: dict[int, ForeignKey] = {}
        for number, one in enumerate(self.compiled):
            if one is None:
                continue
            if not (isinstance(one, Compiled) and one.every):
                self.summary.append(one.case.sum().alias(f"c{number}"))
            if isinstance(one, Repeats):
                self.summary += [column.implode().alias(f"k{number}.{n}") for n, column in enumerate(one.columns)]
                continue
            self.summary.append(self._violations(number, one).alias(f"b{number}"))
            if isinstance(one, Numbers):
                self.summary += [column.implode().alias(f"k{number}.{n}") for n, column in enumerate(one.columns)]

    def _violations(self, number: int, one: Compiled | Numbers) -> pl.Expr:
        """How many rows of a chunk violate a rule. A key found in the other table need not be matched once more when
        all keys there match."""
        test, name = one.rule.arguments, one.rule.field
        if isinstance(one, Compiled) and isinstance(test, Pattern):
            pattern = whole(test.pattern)
            for key in self.others._wanted_keys():
                if key.fields == (name,) and self.others.keys_match(key, pattern):
                    strangers = self.cells.text(name).filter(pl.col(_alias(key, "")).is_null())
                    return (~strangers.str.contains(pattern)).sum()
        return one.bad.sum()

    def take(self, chunk: Chunk, room: int) -> dict[int, None]:
        """Judge the rows of a chunk; the records (from 0 in the file) to keep, at most `room` for each rule."""
        frame = chunk.frame
        for columns in self.typed:
            frame = frame.with_columns(columns)
        frame = self.others.attach_to(frame, self.cells)
        found = frame.select(pl.len().alias("rows"), *self.summary)
        numbers = found.select(pl.exclude(pl.List)).row(0, named=True)
        failed: list[int] = []
        for number, one in enumerate(self.compiled):
            if one is None:
                continue
            self.cases[number] += numbers.get(f"c{number}", numbers["rows"]) or 0
            if isinstance(one, (Repeats, Numbers)):
                one.take([found[f"k{number}.{n}"][0] for n in range(len(one.columns))])
            if numbers.get(f"b{number}"):
                self.bad[number] += numbers[f"b{number}"]
                failed.append(number)
        keep: dict[int, None] = {}
        if not failed:
            return keep
        places = frame.select(
            pl.arg_where(one.bad).head(room).implode().alias(str(n))
            for n in failed
            if (one := self.compiled[n]) is not None
        )
        for number in failed:
            left = room - sum(map(len, self.records[number]))
            records = places[str(number)][0].cast(pl.Int64).head(max(0, left)) + chunk.place.records
            self.records[number].append(records)
            keep.update(dict.fromkeys(records.to_list()))
        return keep

    def outcomes(self, room: int, firsts: dict[str, dict[int, int]]) -> list[RuleOutcome]:
        """What every rule found, once all chunks have been taken."""
        outcomes = []
        for number, (rule, one) in enumerate(zip(self.rules, self.compiled, strict=True)):
            records = [record for part in self.records[number] for record in part.to_list()]
            if isinstance(one, (Repeats, Numbers)):
                more, first = one.records()
                firsts[rule.name] = first
                # Rows that were bad by themselves are not in `more`: they have no number, or one below the first.
                own = set(records)
                self.bad[number] += len(more) - len(own.intersection(more.to_list()))
                records = sorted(own.union(more.head(room).to_list()))[:room]
            outcomes.append(RuleOutcome(rule, self.cases[number], tuple(records), self.bad[number], one is not None))
        return outcomes


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
) -> Scanned:
    """Run `rules` over the CSV file `path`, which messages call `name`.

    At most `keep` records are named per rule. `columns` of the rows that are `wanted` come back as a frame. Raises
    `Malformed` where the file cannot be read as it stands.
    """
    reader = Reader(path, name, progress=progress, **({} if size is None else {"size": size}))
    run = _Pass(schema, rules, reader.header, frames)
    referred = Referred(wanted, columns, reader.header)
    found = Scanned(reader.header, 0, True, [])
    for chunk in reader:
        found.canonical = found.canonical and chunk.canonical
        _keep(found, chunk, list(run.take(chunk, keep)))
        referred.take(chunk)
    found.records = reader.records
    found.outcomes = run.outcomes(keep, found.firsts)
    found.referred = referred.frame()
    fetch(found, reader)
    return found


def fetch(found: Scanned, reader: Reader) -> None:
    """Note the records that are named, and the first ones of those repeated, from chunks that have gone by."""
    named_records = {record for outcome in found.outcomes for record in outcome.records}
    pairs = [pair for by_record in found.firsts.values() for pair in by_record.items()]
    firsts = {first for again, first in pairs if again in named_records}
    _fetch(found, reader, sorted((named_records | firsts) - found.cells.keys()))


def _keep(found: Scanned, chunk: Chunk, records: Sequence[int]) -> None:
    """Note cells and lines of `records` (in the file) of a chunk."""
    if not records:
        return
    places = [record - chunk.place.records for record in records]
    rows = chunk.frame[places].fill_null("").rows()
    lines = chunk.lines.gather(places).to_list()
    for record, row, line in zip(records, rows, lines, strict=True):
        found.cells[record] = row
        found.lines[record] = line


def _fetch(found: Scanned, reader: Reader, records: Sequence[int]) -> None:
    """Note `records` (ascending) of chunks that have gone by."""
    ends = [place.records for place in reader.places[1:]] + [found.records]
    start = 0
    for place, end in zip(reader.places, ends, strict=True):
        stop = start
        while stop < len(records) and records[stop] < end:
            stop += 1
        if stop > start:
            _keep(found, reader.again(place), records[start:stop])
        start = stop
