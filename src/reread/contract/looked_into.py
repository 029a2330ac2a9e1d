"""The columns of large tables that rules look into, in a few bytes per row: keys as 64-bit hashes, and what is asked of
the rows with them as numbers that stand for the different texts.

They are read piece by piece before the first table that looks into them is passed over, and serve all of them. Equal
hashes count as equal keys. Where a violation is put into words, the rows that it leads to are read once more, as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from .chunks import Chunk, Malformed, Place, Reader, begins_otherwise
from .coded import SEED, flag
from .large import piece_of
from .messages import SUGGEST_AMONG
from .model import References, TableSchema
from .patterns import whole
from .rows import Rows
from .rules import Pattern, compile_rules, other_columns

if TYPE_CHECKING:
    from ..package.opening import Package
    from .streaming import Scanned

_CACHE = "looked into"


@dataclass(frozen=True)
class LookedInto:
    """Columns of a large table of so many `rows`. Where `key` is named, that column holds sorted hashes, each once,
    and the others the values of the first row with it; otherwise all are text, row by row."""

    frame: pl.DataFrame
    key: str | None
    rows: int


@dataclass(slots=True)
class _Asked:
    """What the rules of large tables ask of another one: the columns, those that keys lead to, patterns that cells
    which name a key must match, and whether texts themselves are needed."""

    columns: dict[str, None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    patterns: dict[str, None] = field(default_factory=dict)
    as_text: bool = False

    @property
    def key(self) -> str | None:
        """The one column that is only ever looked for, and so can be hashed."""
        return next(iter(self.keys)) if len(self.keys) == 1 and not self.as_text else None


class Columns(Reader):
    """Some columns of a file. They are not measured: what is wrong with the file, the pass over it says."""

    def __init__(self, path: Path, name: str, columns: Iterable[str], *, size: int | None = None) -> None:
        super().__init__(path, name, size=size)
        wanted = set(columns)
        self._wanted = [place for place, column in enumerate(self.header) if column in wanted]

    @property
    def columns(self) -> list[str]:
        """Those of the columns that the file has."""
        return [self.header[place] for place in self._wanted]

    def _parsed(self, raw: bytes, place: Place) -> Chunk:
        ended = raw if raw.endswith(b"\n") else raw + b"\n"
        if not (b"\r" in raw or raw.startswith(b"\xef\xbb\xbf") or begins_otherwise(ended, len(self.header))):
            try:
                schema = dict.fromkeys(self.header, pl.String)
                frame = pl.read_csv(raw, has_header=False, schema=schema, infer_schema=False, columns=self._wanted)
                return Chunk(place, Rows(frame), 0)
            except pl.exceptions.PolarsError:
                pass
        found = super()._parsed(raw, place)
        return Chunk(place, Rows(found.frame.select(self.columns)), 0)


def looked_into(pkg: Package, name: str, schemas: Mapping[str, TableSchema]) -> LookedInto | None:
    """What the rules of large tables need of the large table `name`, read at the first call; None where it cannot be
    read, as its own pass will say."""
    kept: dict[str, LookedInto | None] = pkg.cache.setdefault(_CACHE, {})
    if name not in kept:
        try:
            kept[name] = _read(pkg, name, _asked(pkg, name, schemas))
        except (Malformed, OSError):
            kept[name] = None
    return kept[name]


def forget(pkg: Package) -> None:
    """Let go of what `looked_into` keeps: all tables have been passed over."""
    pkg.cache.pop(_CACHE, None)


def referred(
    pkg: Package, name: str, into: LookedInto, schema: TableSchema, found: Scanned
) -> tuple[pl.DataFrame, bool]:
    """The rows, as text, of the large table `name` that the records found wrong in the table of `schema` refer to, and
    whether they are all rows: of a table so small that messages suggest one of its keys, they are."""
    if into.key is None:
        return into.frame, True
    columns = [column for column in into.frame.columns if into.frame.schema[column] != pl.Boolean]
    everything = into.rows <= SUGGEST_AMONG
    fields = [key.fields[0] for key in schema.foreign_keys if key.table == name]
    places = [place for place, column in enumerate(found.header) if column in fields]
    cells = {record[place] for record in found.cells.values() for place in places}
    ids = pl.Series(sorted(cells), dtype=pl.String)
    reader = _columns(pkg, name, columns)
    asked = pl.lit(True) if everything else pl.col(into.key).is_in(ids.implode())
    return pl.concat([part for _, part in reader.each(lambda chunk: chunk.frame.filter(asked))]), everything


def texts(pkg: Package, name: str, column: str) -> set[str]:
    """All different texts of a column of a large table; none where it cannot be read, or lies elsewhere."""
    found: set[str] = set()
    if name not in pkg.inputs:
        try:
            for _, part in _columns(pkg, name, [column]).each(lambda chunk: chunk.frame.unique()):
                found.update(text for text in part[column].to_list() if text)
        except (Malformed, OSError, pl.exceptions.ColumnNotFoundError):
            pass
    return found


def _columns(pkg: Package, name: str, columns: Iterable[str]) -> Columns:
    path = pkg.tables[name].path
    place, _ = pkg.locate(path)
    if place is None:
        raise FileNotFoundError(path)
    return Columns(place, path, columns, size=piece_of(place.stat().st_size))


def _asked(pkg: Package, name: str, schemas: Mapping[str, TableSchema]) -> _Asked:
    found, values = _Asked(), set[str]()
    for other, schema in schemas.items():
        if not pkg.is_large(other):
            continue
        rules = compile_rules(schema)
        keys = [key for key in schema.foreign_keys if key.table == name]
        found.keys.update(key.columns[0] for key in keys)
        found.as_text = found.as_text or any(len(key.columns) > 1 for key in keys)
        fields = {key.fields for key in keys}
        for rule in rules:
            mine = [column for target, column in other_columns(rule, schema) if target == name]
            found.columns.update(dict.fromkeys(mine))
            values.update(mine[1:])
            if isinstance(rule.arguments, References) and mine:
                found.as_text = True
            if isinstance(rule.arguments, Pattern) and (rule.field,) in fields:
                found.patterns[whole(rule.arguments.pattern)] = None
    found.as_text = found.as_text or bool(found.keys & values)
    return found


def _read(pkg: Package, name: str, asked: _Asked) -> LookedInto:
    reader = _columns(pkg, name, asked.columns)
    key = asked.key if asked.key in reader.columns else None
    if key is None:
        parts = [frame for _, frame in reader.each(lambda chunk: chunk.frame)]
        frame = pl.concat(parts) if parts else pl.DataFrame(schema=dict.fromkeys(reader.columns, pl.String))
        return LookedInto(frame, None, frame.height)
    column = pl.col(key)
    made = [column.str.contains(pattern).alias(flag(key, pattern)) for pattern in asked.patterns]
    made += [pl.col(other).cast(pl.Categorical) for other in reader.columns if other != key]

    def small(chunk: Chunk) -> pl.DataFrame:
        return chunk.frame.filter(column.is_not_null()).select(column.hash(SEED), *made)

    parts = [frame for _, frame in reader.each(small)]
    if not parts:
        empty = pl.DataFrame(schema=dict.fromkeys(reader.columns, pl.String))
        parts = [small(Chunk(Place(0, 0, 0, 0), Rows(empty), 0))]
    frame = pl.concat(parts)
    parts.clear()
    frame = frame.sort(key, maintain_order=True)
    frame = frame.filter(column.ne_missing(column.shift())).rechunk()  # the first of those with one key
    return LookedInto(frame, key, reader.records)
