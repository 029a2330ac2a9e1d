"""The contract in DuckDB: one statement per table, over CSV files, that keeps rows in their order and numbers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from .model import Numbered, TableSchema
from .polars_engine import RuleOutcome
from .rules import ContractRule, Unique
from .sql import DUCKDB, compile_sql

if TYPE_CHECKING:
    import polars as pl
    from duckdb import DuckDBPyConnection

    from .streaming import Scanned, Wanted


def connect(frames: Mapping[str, pl.DataFrame]) -> DuckDBPyConnection:
    """A database in memory with a table of text per frame; `record#` numbers its rows from 0."""
    import duckdb

    database = duckdb.connect()
    for name, frame in frames.items():
        _add(database, name, frame, 0)
    return database


def _add(database: DuckDBPyConnection, name: str, frame: pl.DataFrame, start: int) -> None:
    """Rows for a table, the first of them record `start` from 0; with 0 the table is made."""
    table = DUCKDB.name_of(name)
    database.register("given", frame.with_row_index(DUCKDB.record, start).to_arrow())
    database.execute(f"INSERT INTO {table} SELECT * FROM given" if start else f"CREATE TABLE {table} AS FROM given")
    database.unregister("given")


def run(
    schema: TableSchema,
    rules: Sequence[ContractRule],
    database: DuckDBPyConnection,
    columns: Mapping[str, Sequence[str]],
    *,
    keep: int | None = None,
) -> list[RuleOutcome]:
    """Run `rules` over the table of `schema` in `database`. At most `keep` records are named per rule.

    `columns` are those of every table.
    """
    statement, known = compile_sql(schema, rules, columns, DUCKDB)
    numbers = {id(rule): number for number, rule in enumerate(known)}
    if not known:
        return [RuleOutcome(rule, 0, (), 0, False) for rule in rules]
    database.execute(f"CREATE OR REPLACE TEMP TABLE flagged AS {statement}")
    sums = ", ".join(f"count(*) FILTER (c{n}), count(*) FILTER (b{n})" for n in range(len(known)))
    counts = database.execute(f"SELECT {sums} FROM flagged").fetchone() or ()
    outcomes = []
    for rule in rules:
        number = numbers.get(id(rule))
        if number is None:
            outcomes.append(RuleOutcome(rule, 0, (), 0, False))
            continue
        cases, bad = counts[2 * number], counts[2 * number + 1]
        records: tuple[int, ...] = ()
        if bad:
            limit = "" if keep is None else f" LIMIT {keep}"
            found = database.execute(f"SELECT record FROM flagged WHERE b{number} ORDER BY record{limit}").fetchall()
            records = tuple(int(record) for (record,) in found)
        outcomes.append(RuleOutcome(rule, cases, records, bad))
    database.execute("DROP TABLE flagged")
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
) -> Scanned:
    """As `streaming.scan`, with the rules run by DuckDB on a database in a temporary file, which it spills from."""
    import duckdb

    from .chunks import Reader
    from .streaming import Referred, Scanned, fetch

    reader = Reader(path, name, progress=progress)
    found = Scanned(reader.header, 0, True, [])
    referred = Referred(wanted, columns, reader.header)
    with TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "contract.duckdb")) as database:
        for other, frame in frames.items():
            if other != schema.name:
                _add(database, other, frame, 0)
        for chunk in reader:
            _add(database, schema.name, chunk.frame, chunk.place.records)
            found.canonical = found.canonical and chunk.canonical
            referred.take(chunk)
        found.records = reader.records
        if found.records:
            known = {**{other: frame.columns for other, frame in frames.items()}, schema.name: list(reader.header)}
            found.outcomes = run(schema, rules, database, known, keep=keep)
            found.firsts = _firsts(schema, found.outcomes, database)
    found.referred = referred.frame()
    fetch(found, reader)
    return found


def _firsts(
    schema: TableSchema, outcomes: Sequence[RuleOutcome], database: DuckDBPyConnection
) -> dict[str, dict[int, int]]:
    """Per rule about repetitions, of every record named the first that has the same texts, or the same number."""
    found: dict[str, dict[int, int]] = {}
    table, record = DUCKDB.name_of(schema.name), DUCKDB.name_of(DUCKDB.record)
    for outcome in outcomes:
        test = outcome.rule.arguments
        if not outcome.records or not isinstance(test, (Unique, Numbered)):
            continue
        if isinstance(test, Unique):
            same = [f"t.{DUCKDB.name_of(name)} = o.{DUCKDB.name_of(name)}" for name in test.fields]
        else:
            group = DUCKDB.name_of(test.within)
            cells = [DUCKDB.ends_in_digits.format(f"{alias}.{DUCKDB.name_of(test.field)}") for alias in ("t", "o")]
            same = [f"t.{group} = o.{group}", " = ".join(f"CAST({cell} AS {DUCKDB.integer})" for cell in cells)]
        records = ", ".join(map(str, outcome.records))
        rows = database.execute(
            f"SELECT t.{record}, min(o.{record}) FROM {table} AS t JOIN {table} AS o ON {' AND '.join(same)} "
            f"WHERE t.{record} IN ({records}) GROUP BY t.{record}"
        ).fetchall()
        found[outcome.rule.name] = {int(again): int(first) for again, first in rows if again != first}
    return found
