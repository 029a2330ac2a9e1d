"""Tables too large to be held: one pass over the file judges its form and the whole contract, and is kept.

`Package` hands such a table over when its rows are first asked for. What smaller tables need of it (the rows they refer
to) is gathered in the same pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import Problem
from ..package.csvtext import Parsed
from ..progress import Progress
from .messages import View
from .model import References, TableSchema
from .rules import ContractRule, compile_rules, other_columns
from .schema import UnknownContract, load
from .sparse import FrameView, SparseView

if TYPE_CHECKING:
    import polars as pl

    from ..package.opening import Package
    from ..package.table import Table
    from .streaming import Scanned, Wanted

_SCHEMAS = "large schemas"
#: Records named per rule of a large table; more are only counted.
KEEP = 1_000
#: Bytes read at once, of files of more than four times as many, where little is made of each piece: with four times as
#: many, memory grows by 250 MB, and nothing is faster. The pass over a table, where much is, takes larger ones unless
#: rules read rows after it: then it would take more memory than they do.
PIECE = 1 << 22
#: Bytes of files that are passed over beside a larger one: they take a second at most, so nobody misses their progress.
BESIDE = 1 << 26
#: Engines that hold all tables in a database.
SQL = ("duckdb", "spark")


@dataclass(frozen=True)
class Large:
    """A large table judged. `frames`: where messages are to be written, the rows of large tables that they lead to, as
    far as rules look into them, and whether these are all rows."""

    found: Scanned | None
    problems: list[Problem]
    frames: dict[str, tuple[pl.DataFrame, bool]]


def parsed(pkg: Package, name: str) -> Parsed:
    """What is known of the file: header, problems, number of records."""
    table = judged(pkg, name)
    if table.found is None:
        return Parsed(problems=table.problems, beyond=0)
    return Parsed(header=table.found.header, beyond=table.found.records)


def judged(pkg: Package, name: str) -> Large:
    """The pass over the table `name`, made at the first call for one of the large tables."""
    key = f"large {name}"
    if key not in pkg.cache:
        if pkg.engine in SQL:
            from .sql_store import judge

            pkg.cache[key] = judge(pkg, name)
        else:
            _pass_over_all(pkg)
    found: Large = pkg.cache[key]
    return found


@dataclass(frozen=True)
class _Pass:
    """A large table about to be passed over: its file, what it is judged by and what it is asked for; how many bytes to
    read at once, None for as many as the reader thinks fit."""

    name: str
    path: str
    place: Path
    size: int
    schema: TableSchema
    rules: list[ContractRule]
    frames: dict[str, pl.DataFrame]
    wanted: list[Wanted]
    columns: list[str]
    piece: int | None

    def run(self) -> Scanned | list[Problem]:
        """What the pass brings back, or what is wrong with the file."""
        from .chunks import Malformed
        from .streaming import scan

        try:
            with Progress(self.path, self.size) as progress:
                return scan(
                    self.schema,
                    self.rules,
                    self.place,
                    self.path,
                    self.frames,
                    keep=KEEP,
                    wanted=self.wanted,
                    columns=self.columns,
                    progress=progress.reach,
                    size=self.piece,
                )
        except Malformed as error:
            return error.problems
        except OSError as error:
            return [_unreadable(self.path, error)]


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem("path", path, f"a file that cannot be read: {error.strerror}", "a readable file")


def _pass_over_all(pkg: Package) -> None:
    """Judge all large tables that have not been judged."""
    schemas = _schemas(pkg)
    passes = []
    for name in pkg.tables:
        if pkg.is_large(name) and f"large {name}" not in pkg.cache:
            made = _prepared(pkg, name, schemas)
            if isinstance(made, _Pass):
                passes.append(made)
            else:
                pkg.cache[f"large {name}"] = Large(None, made, {})
    for one, found in _run(passes):
        pkg.cache[f"large {one.name}"] = _finished(pkg, one, found, schemas)


def _prepared(pkg: Package, name: str, schemas: dict[str, TableSchema]) -> _Pass | list[Problem]:
    path = pkg.tables[name].path
    place, problem = pkg.locate(path)
    if place is None:
        return [problem] if problem else []
    schema = schemas.get(name) or TableSchema(name, "", "", "", "", (), (), (), (), ())
    rules = compile_rules(schema)
    frames = _frames(pkg, schema, rules, schemas)
    wanted, columns = _wanted(pkg, name, schemas)
    try:
        size = place.stat().st_size
    except OSError as error:
        return [_unreadable(path, error)]
    piece = piece_of(size) if pkg.large_from_of else None
    return _Pass(name, path, place, size, schema, rules, frames, wanted, columns, piece)


def _run(passes: list[_Pass]) -> Iterator[tuple[_Pass, Scanned | list[Problem]]]:
    """Each pass with what it brings back. Files that take no second are passed over beside the others, which leave
    processors idle now and then."""
    beside = [one for one in passes if one.size <= BESIDE]
    others = [one for one in passes if one.size > BESIDE]
    pool = ThreadPoolExecutor(1)
    try:
        waiting = [(one, pool.submit(one.run)) for one in beside] if others else []
        for one in others or beside:
            yield one, one.run()
        for one, found in waiting:
            yield one, found.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(
    pkg: Package, one: _Pass, found: Scanned | list[Problem], schemas: dict[str, TableSchema]
) -> Large:
    """The table judged, with the rows that what is wrong in it refers to."""
    from .looked_into import looked_into, referred

    if isinstance(found, list):
        return Large(None, found, {})
    if not any(outcome.violations for outcome in found.outcomes):
        return Large(found, [], {})
    led_to = {}
    for other in one.frames:
        into = looked_into(pkg, other, schemas) if pkg.is_large(other) else None
        if into is not None:
            led_to[other] = referred(pkg, other, into, one.schema, found)
    return Large(found, [], led_to)


def piece_of(size: int) -> int | None:
    """How many bytes to read at once of a file of so many; None leaves it to the reader."""
    return PIECE if size > 4 * PIECE else None


def _schemas(pkg: Package) -> dict[str, TableSchema]:
    """The schemas that are understood; of the others S100 speaks."""
    if _SCHEMAS in pkg.cache:
        known: dict[str, TableSchema] = pkg.cache[_SCHEMAS]
        return known
    found = pkg.cache[_SCHEMAS] = {}
    for name, table in pkg.tables.items():
        try:
            found[name] = load(table.schema, name)
        except UnknownContract:
            continue
    return found


def _frames(
    pkg: Package, schema: TableSchema, rules: list[ContractRule], schemas: Mapping[str, TableSchema]
) -> dict[str, pl.DataFrame]:
    """The columns of other tables, and of this one, that its rules look into; without tables that cannot be read."""
    from .looked_into import looked_into
    from .polars_engine import text_frame

    needed: dict[str, dict[str, None]] = {}
    for rule in rules:
        for target, column in other_columns(rule, schema):
            needed.setdefault(target, {})[column] = None
    frames = {}
    for name, columns in needed.items():
        table = pkg.tables.get(name)
        if table is None:
            continue
        if pkg.is_large(name):
            into = looked_into(pkg, name, schemas)
            if into is not None:
                frames[name] = into.frame
        elif table.readable:
            have = [column for column in columns if column in table.places]
            places = [table.places[column] for column in have]
            frames[name] = text_frame(have, [[row.cells[place] for place in places] for row in table.rows])
    return frames


def _wanted(pkg: Package, name: str, schemas: dict[str, TableSchema]) -> tuple[list[Wanted], list[str]]:
    """What the smaller tables refer to in the table `name`, and the columns they look into."""
    import polars as pl

    from .streaming import Wanted

    wanted: dict[str, set[str]] = {}
    columns: list[str] = []
    for other, schema in schemas.items():
        table = pkg.tables[other]
        if pkg.is_large(other) or not table.readable:
            continue
        for rule in compile_rules(schema):
            looked = [column for target, column in other_columns(rule, schema) if target == name]
            columns += [column for column in looked if column not in columns]
            if isinstance(rule.arguments, References) and rule.field in table.places:
                for column in looked:
                    ids = {id_ for row in table.rows for id_ in row[rule.field].split(" ")}
                    wanted.setdefault(column, set()).update(ids)
        for key in schema.foreign_keys:
            if key.table == name and key.fields[0] in table.places:
                wanted.setdefault(key.columns[0], set()).update(row[key.fields[0]] for row in table.rows)
    found = [Wanted(key, pl.Series(sorted(ids - {""}), dtype=pl.String)) for key, ids in wanted.items()]
    return found, columns


def sparse_views(
    tables: Mapping[str, Table], schemas: Mapping[str, TableSchema], name: str, large: Large
) -> dict[str, View]:
    """What messages about the large table `name` look at: its own records, and other large tables it looks into."""
    views: dict[str, View] = {}
    for other, (frame, whole) in large.frames.items():
        if other != name:
            views[other] = FrameView(other, tables[other].path, tables[other].key_columns, frame, whole)
    if large.found is not None:
        found, table = large.found, tables[name]
        key = schemas[name].primary_key
        views[name] = SparseView(
            name, table.path, key, found.header, found.cells, found.lines, *large.frames.get(name, (None, True))
        )
    return views
