"""The contract run by a database: per table one query, whose rows are few however many those of the table are.

They hold the number of cases of every rule, and of those that are violated how often, and the first records, with cells
and lines where the table is not at hand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .model import TableSchema
from .outcome import RuleOutcome
from .rules import ContractRule
from .sql import Flags, Statements, compile_sql
from .sql_dialects import Dialect

#: Records named per rule where no number is given.
MOST = 100_000


class Database(Protocol):
    """What answers: tables of text, null where empty, their rows numbered by the dialect's `record`.

    `at_once` is whether one statement costs less than several: where starting one is dear.
    """

    dialect: Dialect
    at_once: bool

    def rows(self, *statements: str) -> Iterable[Sequence[object]]:
        """The rows that queries of one form give, in any order."""


@dataclass(slots=True)
class Judged:
    """A table judged. Per rule about repetitions, `firsts` has of every record named the first one like it. `cells`
    ("" is missing) and `lines` are those of all these records, where they were asked for."""

    outcomes: list[RuleOutcome] = field(default_factory=list)
    firsts: dict[str, dict[int, int]] = field(default_factory=dict)
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


def run(
    schema: TableSchema,
    rules: Sequence[ContractRule],
    database: Database,
    columns: Mapping[str, Sequence[str]],
    *,
    keep: int = MOST,
    scope: str | None = None,
    cells: bool = False,
) -> Judged:
    """Run `rules` over the table of `schema` in `database`. At most `keep` records are named per rule.

    `columns` are those of every table; for `scope` see `compile_sql`. With `cells`, rows come with the records.
    """
    statements = compile_sql(schema, rules, columns, database.dialect, scope=scope)
    found = Judged()
    counts: dict[int, Sequence[int]] = {}
    records: dict[int, dict[int, int]] = {}
    for part, counted, *rest in database.rows(*_asked(statements, schema, database, columns, keep, cells)):
        number = int(str(part))
        counts[number] = counted  # type: ignore[assignment]
        if number >= 0:
            _take(found, records.setdefault(number, {}), rest)
    cases = {
        number: counts[-1 - place][_places(flags)[column]]
        for place, flags in enumerate(statements.flags)
        for number, column in flags.cases.items()
    }
    places = {id(rule): number for number, rule in enumerate(statements.rules)}
    for rule in rules:
        place = places.get(id(rule))
        if place is None:
            found.outcomes.append(RuleOutcome(rule, 0, (), 0, False))
            continue
        named = records.get(place, {})
        bad = counts[place][0] if place in counts else 0
        found.outcomes.append(RuleOutcome(rule, cases[place], tuple(sorted(named)), bad))
        if firsts := {record: first for record, first in named.items() if first >= 0}:
            found.firsts[rule.name] = firsts
    return found


def _take(found: Judged, records: dict[int, int], rest: Sequence[Any]) -> None:
    """Note the records of a rule with the first ones like them, and the cells that came with them."""
    if len(rest) == 2:
        records.update(zip(*rest, strict=True))
        return
    record, first, at, line, *texts = rest
    records[record] = first
    found.cells[at] = tuple("" if text is None else str(text) for text in texts)
    if line is not None:
        found.lines[at] = line


def _places(flags: Flags) -> dict[int, int]:
    """Which of the numbers in the list of cases is that of a column."""
    return {column: place for place, column in enumerate(dict.fromkeys(flags.cases.values()))}


def _asked(
    statements: Statements,
    schema: TableSchema,
    database: Database,
    columns: Mapping[str, Sequence[str]],
    keep: int,
    cells: bool,
) -> list[str]:
    """The statements. Their columns: the number of a rule, or of a list of cases, counted from -1 downwards; numbers;
    records and first ones, as two lists or, with cells, one by one with a row of either."""
    d = database.dialect
    nothing = ", NULL" * (4 + len(columns[schema.name]) if cells else 2)
    asked = []
    for place, flags in enumerate(statements.flags):
        counts = d.many.format(", ".join(f"count(*) FILTER (WHERE c{column})" for column in _places(flags)))
        asked.append(f"SELECT {-1 - place} AS part, {counts} AS counts{nothing} FROM ({flags.query}) AS f")
    bad = _violations(statements, d)
    for one in [" UNION ALL ".join(bad)] if bad and database.at_once else bad:
        lists = (
            f"SELECT number AS part, {d.many.format('count(*)')} AS counts, min_by(record, record, {keep}) AS records, "
            f"min_by(first, record, {keep}) AS firsts FROM ({one}) AS v GROUP BY number"
        )
        asked.append(_with_cells(lists, schema, columns[schema.name], d) if cells else lists)
    return asked


def _violations(statements: Statements, d: Dialect) -> list[str]:
    """Queries for the number of a rule, a record that violates it, and the first one like it."""
    apart = statements.apart.items()
    found = [f"SELECT {number} AS number, record, first FROM ({query}) AS a" for number, query in apart]
    for flags in statements.flags:
        if flags.bad:
            each = d.each.format(", ".join(f"CASE WHEN b{number} THEN {number} END" for number in flags.bad))
            some = " OR ".join(f"b{number}" for number in flags.bad)
            spread = f"SELECT {each} AS number, record FROM ({flags.query}) AS f WHERE {some}"
            found.append(f"SELECT number, record, -1 AS first FROM ({spread}) AS e WHERE number IS NOT NULL")
    return found


def _with_cells(lists: str, schema: TableSchema, columns: Sequence[str], d: Dialect) -> str:
    """The records of the lists one by one, each twice where there is a first one like it: with the cells of either.

    They are few, so that they are sent to where the table is (in DuckDB the hint is a comment).
    """
    pairs = d.pairs.format("records", "firsts", "record", "first")
    ones = f"SELECT part, counts, {pairs} FROM ({lists}) AS l"
    both = f"SELECT part, counts, record, first, {d.each.format('record, first')} AS place FROM ({ones}) AS p"
    cells = ", ".join(d.column(column) for column in (d.line, *columns))
    return (
        f"SELECT /*+ BROADCAST(f) */ f.part, f.counts, f.record, f.first, f.place, {cells} FROM ({both}) AS f "
        f"JOIN {d.name_of(schema.name)} AS t ON {d.column(d.record)} = f.place"
    )
