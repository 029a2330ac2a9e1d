"""The contract run by a database.

Over many rows, one query counts, and a second one, where something is wrong, names the first records of each rule. Over
few rows, one query does both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from .model import Numbered, TableSchema
from .outcome import RuleOutcome
from .rules import ContractRule, Unique
from .sql import Statements, compile_sql
from .sql_dialects import Dialect

#: Rows of all tables of a query up to which its records go through memory, and compiling code for it would not pay.
FEW = 100_000


class Database(Protocol):
    """What answers: tables of text, null where empty, their rows numbered by the dialect's `record`."""

    dialect: Dialect

    def rows(self, *statements: str) -> Iterable[Sequence[object]]:
        """The rows that queries of one form give, in any order: one job where starting one is dear, else by turns."""


def run(
    schema: TableSchema,
    rules: Sequence[ContractRule],
    database: Database,
    columns: Mapping[str, Sequence[str]],
    *,
    keep: int | None = None,
    scope: str | None = None,
    few: bool = True,
) -> list[RuleOutcome]:
    """Run `rules` over the table of `schema` in `database`. At most `keep` records are named per rule.

    `columns` are those of every table; for `scope` see `compile_sql`. With `few`, all records go through memory.
    """
    statements = compile_sql(schema, rules, columns, database.dialect, scope=scope)
    places = {id(rule): number for number, rule in enumerate(statements.rules)}
    if few:
        cases, lists = _summed(statements, database, "array_agg(record)")
        records = {number: sorted(map(int, found or ())) for number, found in lists.items()}
        bad = {number: len(found) for number, found in records.items()}
    else:
        cases, counts = _summed(statements, database, "count(*)")
        bad = {number: int(count) for number, count in counts.items()}
        records = _records(statements, database, [number for number, count in bad.items() if count], keep)
    outcomes = []
    for rule in rules:
        number = places.get(id(rule))
        if number is None:
            outcomes.append(RuleOutcome(rule, 0, (), 0, False))
        else:
            outcomes.append(RuleOutcome(rule, cases[number], tuple(records.get(number, ()))[:keep], bad[number]))
    return outcomes


def _summed(statements: Statements, database: Database, sum_: str) -> tuple[dict[int, int], dict[int, Any]]:
    """(how many cases, `sum_` over the violations) of every rule, by number."""
    many = database.dialect.many
    asked: list[tuple[list[int], list[int]]] = []
    parts = []
    for flags in statements.flags:
        cases = many.format(", ".join(f"count(*) FILTER (WHERE c{number})" for number in flags.cases))
        bad = many.format(", ".join(f"{sum_} FILTER (WHERE b{number})" for number in flags.bad))
        bad = bad if flags.bad else "NULL"
        parts.append(f"SELECT {len(asked)} AS part, {cases} AS cases, {bad} AS bad FROM ({flags.query}) AS f")
        asked.append((flags.cases, flags.bad))
    for number, query in statements.apart.items():
        parts.append(f"SELECT {len(asked)} AS part, NULL AS cases, {many.format(sum_)} AS bad FROM ({query}) AS a")
        asked.append(([], [number]))
    found: tuple[dict[int, int], dict[int, Any]] = ({}, {})
    for part, *lists in database.rows(*parts) if parts else ():
        for numbers, values, into in zip(asked[int(str(part))], lists, found, strict=True):
            into |= dict(zip(numbers, values or (), strict=True))  # type: ignore[call-overload]
    return found


def _records(
    statements: Statements, database: Database, failed: Collection[int], keep: int | None
) -> dict[int, list[int]]:
    """The first records, in order, of the rules that failed."""
    apart = {number: query for number, query in statements.apart.items() if number in failed}
    parts = [f"SELECT {number} AS number, record FROM ({query}) AS a" for number, query in apart.items()]
    for flags in statements.flags:
        if bad := [number for number in flags.bad if number in failed]:
            each = database.dialect.each.format(", ".join(f"CASE WHEN b{number} THEN {number} END" for number in bad))
            some = " OR ".join(f"b{number}" for number in bad)
            spread = f"SELECT {each} AS number, record FROM ({flags.query}) AS f WHERE {some}"
            parts.append(f"SELECT number, record FROM ({spread}) AS e WHERE number IS NOT NULL")
    if keep is not None:
        place = "row_number() OVER (PARTITION BY number ORDER BY record) AS place"
        parts = [
            f"SELECT number, record FROM (SELECT number, record, {place} FROM ({part}) AS q) AS p WHERE place <= {keep}"
            for part in parts
        ]
    found: dict[int, list[int]] = {}
    for number, record in database.rows(*parts) if parts else ():
        found.setdefault(int(str(number)), []).append(int(str(record)))
    for records in found.values():
        records.sort()
    return found


def firsts(
    schema: TableSchema, outcomes: Sequence[RuleOutcome], database: Database
) -> dict[str, dict[int, int]]:
    """Per rule about repetitions, of every record named the first that has the same texts, or the same number."""
    found: dict[str, dict[int, int]] = {}
    d = database.dialect
    table, record = d.name_of(schema.name), d.name_of(d.record)
    for outcome in outcomes:
        test = outcome.rule.arguments
        if not outcome.records or not isinstance(test, (Unique, Numbered)):
            continue
        if isinstance(test, Unique):
            same = [f"t.{d.name_of(name)} = o.{d.name_of(name)}" for name in test.fields]
        else:
            group = d.name_of(test.within)
            cells = [d.ends_in_digits.format(d.column(test.field, alias)) for alias in ("t", "o")]
            same = [f"t.{group} = o.{group}", " = ".join(f"try_cast({cell} AS {d.integer})" for cell in cells)]
        records = ", ".join(map(str, outcome.records))
        rows = database.rows(
            f"SELECT t.{record}, min(o.{record}) FROM (SELECT * FROM {table} WHERE {record} IN ({records})) AS t "
            f"JOIN {table} AS o ON {' AND '.join(same)} GROUP BY t.{record}"
        )
        pairs = ((int(str(again)), int(str(first))) for again, first in rows)
        found[outcome.rule.name] = {again: first for again, first in pairs if again != first}
    return found
