"""A whole package in a database: small tables from memory, large ones from their files, others from where they are.

Loaded once, each table when it is first needed. A large table is judged where it lies; what comes back are counts, and
the few rows that messages speak of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..findings import Problem
from ..progress import Progress
from .large import KEEP, Large, _schemas, _wanted
from .model import ForeignKey, References, TableSchema
from .outcome import RuleOutcome
from .polars_engine import text_frame
from .rules import ContractRule, compile_rules, other_columns
from .sql_engine import Database, Judged, run
from .streaming import Scanned, Wanted

if TYPE_CHECKING:
    import polars as pl

    from ..package.opening import Package
    from .inputs import Input

#: Rows of another table that messages look at, beside those referred to: one more than they look for a near key among.
_FIRST = 5_001
#: Tables that are judged at a time by a database that plans longer than it judges.
_THREADS = 3


@dataclass(frozen=True, slots=True)
class Loaded:
    """A large table in a database: its columns, and its number of records."""

    header: tuple[str, ...]
    records: int


class Loader(Database, Protocol):
    """A database that takes tables."""

    def prepare(self, records: int) -> None:
        """What comes next is about tables of so many records."""

    def add_frame(self, name: str, frame: pl.DataFrame) -> None:
        """A small table, or another of its name in its place; `record#` numbers its rows from 0."""

    def add_csv(self, name: str, path: Path, shown: str, progress: Callable[[int], None]) -> Loaded:
        """A CSV file with the physical lines of its records. Raises `Malformed`, OSError."""

    def add_input(self, name: str, given: Input, key: Sequence[str]) -> Loaded:
        """A table from elsewhere, without lines. Raises `CannotRun`."""


def open_database(engine: str | None, options: Mapping[str, str]) -> Loader:
    """The database of an engine. Raises `CannotRun` where something that it needs is missing."""
    if engine == "spark":
        from .spark_engine import open_spark

        return open_spark(options)
    from .duckdb_engine import open_duckdb

    return open_duckdb(options)


def store_of(pkg: Package) -> Store:
    """The store of a package, opened at the first call."""
    if "store" not in pkg.cache:
        pkg.cache["store"] = Store(pkg)
    store: Store = pkg.cache["store"]
    return store


class Store:
    """The tables of a package in the database of its engine."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        places = [pkg.locate(table.path)[0] for table in pkg.tables.values()]
        size = sum(place.stat().st_size for place in places if place)
        self.database = open_database(pkg.engine, {"bytes": str(size), **pkg.engine_options})
        self.columns: dict[str, Sequence[str]] = {}
        self.records: dict[str, int] = {}
        self.problems: dict[str, list[Problem]] = {}

    def load(self, name: str) -> list[Problem]:
        """Have the table in the database; why it cannot be had."""
        if name not in self.problems:
            self.problems[name] = self._load(name)
        return self.problems[name]

    def _load(self, name: str) -> list[Problem]:
        from .chunks import Malformed

        pkg, table = self.pkg, self.pkg.tables.get(name)
        if table is None:
            return [Problem("path", name, "no such table", "a table of the package")]
        if name in pkg.inputs:
            return self._keep(name, self.database.add_input(name, pkg.inputs[name], table.key_columns))
        if not pkg.is_large(name):
            if not table.readable:
                return table.problems
            frame = text_frame(table.header, [row.cells for row in table.rows])
            self.database.add_frame(name, frame)
            return self._keep(name, Loaded(table.header, frame.height))
        place, problem = pkg.locate(table.path)
        if place is None:
            return [problem] if problem else []
        try:
            with Progress(table.path, place.stat().st_size) as progress:
                return self._keep(name, self.database.add_csv(name, place, table.path, progress.reach))
        except Malformed as error:
            return error.problems
        except OSError as error:
            return [Problem("path", table.path, f"a file that cannot be read: {error.strerror}", "a readable file")]

    def _keep(self, name: str, loaded: Loaded) -> list[Problem]:
        self.columns[name], self.records[name] = loaded.header, loaded.records
        return []

    def run(self, schema: TableSchema, rules: Sequence[ContractRule], keep: int, *, cells: bool = False) -> Judged:
        """Run `rules` over the table of `schema`; with `cells`, those of the records named come back."""
        self.database.prepare(self._with_others(schema, rules))
        return run(schema, rules, self.database, self.columns, keep=keep, cells=cells)

    def run_each(
        self, asked: Mapping[str, tuple[TableSchema, Sequence[ContractRule]]], keep: int
    ) -> dict[str, list[RuleOutcome]]:
        """Run the rules of several tables, some at a time where the database plans longer than it judges."""
        from concurrent.futures import ThreadPoolExecutor

        self.database.prepare(max((self._with_others(*one) for one in asked.values()), default=0))

        def outcomes(one: tuple[TableSchema, Sequence[ContractRule]]) -> list[RuleOutcome]:
            return run(*one, self.database, self.columns, keep=keep).outcomes

        if not self.database.at_once:
            return {name: outcomes(one) for name, one in asked.items()}
        with ThreadPoolExecutor(_THREADS) as pool:
            return dict(zip(asked, pool.map(outcomes, asked.values()), strict=True))

    def _with_others(self, schema: TableSchema, rules: Sequence[ContractRule]) -> int:
        """Load a table and those that its rules look into; how many records they have."""
        self.load(schema.name)
        others = {other for rule in rules for other, _ in other_columns(rule, schema)}
        for other in others:
            self.load(other)
        return sum(self.records.get(name, 0) for name in others | {schema.name})

    def having(self, name: str, columns: Sequence[str], wanted: Sequence[Wanted], first: int = 0) -> pl.DataFrame:
        """`columns` of the rows with one of the `wanted` values, and of the `first` rows, in order."""
        import polars as pl

        d = self.database.dialect
        query = f"SELECT {', '.join(d.column(column) for column in (d.record, *columns))} FROM {d.name_of(name)} AS t"
        asked = [f"{query} WHERE {d.column(d.record)} < {first}"] if first else []
        lists = []
        for number, one in enumerate(wanted):
            if one.key in self.columns[name]:
                asked.append(f"{query} JOIN {d.name_of(_WANTED)} AS w ON w.id{number} = {d.column(one.key)}")
                lists.append(pl.DataFrame({f"id{number}": one.values.unique()}))
        if lists:
            self.database.add_frame(_WANTED, pl.concat(lists, how="diagonal"))
        found: dict[int, tuple[str | None, ...]] = {}
        for record, *texts in self.database.rows(*asked) if asked else ():
            found[int(str(record))] = tuple(None if text is None else str(text) for text in texts)
        rows = [found[record] for record in sorted(found)]
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


_WANTED = "wanted#"


def judge(pkg: Package, name: str) -> Large:
    """The large table `name` judged in the database."""
    store = store_of(pkg)
    problems = store.load(name)
    if problems:
        return Large(None, problems, {})
    header, records = tuple(store.columns[name]), store.records[name]
    schemas = _schemas(pkg)
    schema = schemas.get(name) or TableSchema(name, "", "", "", "", (), (), (), (), ())
    rules = compile_rules(schema)
    found = Scanned(header, records, True, [])
    made = store.run(schema, rules, KEEP, cells=True)
    found.outcomes, found.firsts, found.cells, found.lines = made.outcomes, made.firsts, made.cells, made.lines
    wanted, columns = _wanted(pkg, name, schemas)
    if wanted:
        found.referred = store.having(name, [column for column in columns if column in header], wanted)
    return Large(found, [], _looked_into(store, schema, found))


def _looked_into(store: Store, schema: TableSchema, found: Scanned) -> dict[str, tuple[pl.DataFrame, bool]]:
    """Of the large tables that the rules look into, the columns that messages name, of the rows that they lead to."""
    import polars as pl

    frames: dict[str, tuple[pl.DataFrame, bool]] = {}
    if not any(outcome.violations for outcome in found.outcomes):
        return frames
    columns: dict[str, list[str]] = {}
    keys: dict[str, dict[str, set[str]]] = {}
    for outcome in found.outcomes:
        rule = outcome.rule
        for other, column in other_columns(rule, schema):
            if other not in store.columns or not store.pkg.is_large(other):
                continue
            known = columns.setdefault(other, [])
            if column not in known and column in store.columns[other]:
                known.append(column)
            through = _through(rule, schema, other, column)
            if through is None:
                continue
            field, key = through
            place = found.header.index(field) if field in found.header else None
            if place is not None:
                texts = (found.cells[record][place] for record in outcome.records)
                words = (text.split(" ") if isinstance(rule.arguments, References) else [text] for text in texts)
                keys.setdefault(other, {}).setdefault(key, set()).update(word for some in words for word in some)
    for other, names in columns.items():
        wanted = [
            Wanted(key, pl.Series(sorted(values - {""}), dtype=pl.String))
            for key, values in keys.get(other, {}).items()
            if values - {""}
        ]
        frames[other] = store.having(other, names, wanted, _FIRST), True  # with as many as suggestions are made from
    return frames


def _through(rule: ContractRule, schema: TableSchema, other: str, column: str) -> tuple[str, str] | None:
    """(the field of this table, the key column of the other) by which a rule looks into `other`."""
    test = rule.arguments
    if isinstance(test, References):
        return rule.field, column
    if isinstance(test, ForeignKey):
        return test.fields[0], test.columns[0]
    field = getattr(test, "through", None) or getattr(getattr(test, "when", None), "through", None)
    key = schema.target(field) if field else None
    return (field, key.columns[0]) if field and key and key.table == other else None

