"""The contract of a table as SQL, for data beyond one machine: text through sqlglot, run by DuckDB or Spark in place.

Cells are text, null where empty; casts stand behind the lexical pattern of their type, as databases cast 1.5 to an
integer without a word. Every table needs a column `record#` that numbers its rows from 0 (`numbered`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..findings import Finding
from .cells import Registry
from .conditions import Conditions, among, literal, quoted
from .judge import KEEP, RuleOutcome
from .kinds.base import Whole
from .messages import findings as told
from .model import ForeignKey, TableSchema
from .rules import compile_rules
from .source import Source

#: How each dialect calls text, and what is to be done about columns of another type.
_TEXT = {
    "duckdb": ("VARCHAR", "Read the table through reread.contract.sql.numbered, which makes it text"),
    "spark": ("string", "Cast it to text as it is written in a cell"),
}
#: What the text can be asked for in: tests run it there. sqlglot writes others too, and most of that text cannot run:
#: without a word it keeps functions that a database does not have.
DIALECTS = tuple(_TEXT)
#: The column that numbers the rows of a table.
RECORD = "record#"
FOUND = '"found#"'
#: All columns of a table as they are written in a cell: a decimal without the zeros that only its scale puts there.
_AS_TEXT = """nullif(CASE WHEN typeof(COLUMNS(*)) LIKE 'DECIMAL(%' AND typeof(COLUMNS(*)) NOT LIKE '%,0)'
    THEN rtrim(rtrim(CAST(COLUMNS(*) AS TEXT), '0'), '.') ELSE CAST(COLUMNS(*) AS TEXT) END, '')"""
#: What Spark must be told, so that it reads the text as it is meant; and that it need not work out what the rules say
#: of each other, which takes time without bound where many are joined.
SPARK_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.adaptive.enabled": "false",
}


class Query(Conditions):
    """The parts of a statement over one table, asked for by the kinds."""

    def __init__(self, schema: TableSchema) -> None:
        super().__init__(schema)
        self.record = f't."{RECORD}"'
        self.rows = f"{quoted(schema.name)} AS t"
        self._joins: dict[tuple[Any, ...], None] = {}

    def column(self, name: str) -> str:
        return f"t.{quoted(name)}"

    def exists(self, key: ForeignKey) -> str:
        return f"{self._target(key)}.{FOUND} IS NOT NULL"

    def looked_up(self, through: str, column: str, values: tuple[str, ...] | None = None) -> str:
        cell = f"{self._target(self.schema.target(through))}.{quoted(column)}"
        return cell if values is None else among(cell, values)

    def strays(self, field: str, tables: tuple[tuple[str, str], ...]) -> str:
        ids = " UNION ".join(f"SELECT {quoted(column)} AS id FROM {quoted(table)}" for table, column in tables)
        parts = f"SELECT {self.record} AS record, unnest(string_split({self.cell(field)}, ' ')) AS id FROM {self.rows}"
        joined = f"({parts} WHERE {self.filled(field)}) AS p LEFT JOIN ({ids}) AS i ON p.id = i.id"
        rows = f"SELECT DISTINCT p.record FROM {joined} WHERE i.id IS NULL"
        return f"{self._joined(rows, {'record': self.record})}.record IS NOT NULL"

    def _target(self, key: ForeignKey) -> str:
        """The alias of the rows that a foreign key leads to: of doubles, the first. `FOUND` is null where none is."""
        on = {quoted(column): self.cell(field) for field, column in zip(key.fields, key.columns, strict=True)}
        first = f'row_number() OVER (PARTITION BY {", ".join(on)} ORDER BY "{RECORD}") AS {FOUND}'
        filled = " AND ".join(f"{column} IS NOT NULL" for column in on)
        rows = f"SELECT *, {first} FROM {quoted(key.table)} WHERE {filled}"
        return self._joined(f"SELECT * FROM ({rows}) AS r WHERE {FOUND} = 1", on)

    def _joined(self, rows: str, on: Mapping[str, str]) -> str:
        """The alias of rows that are joined where their columns are cells of this row."""
        self._joins.setdefault((rows, *on.items()))
        return f"j{list(self._joins).index((rows, *on.items()))}"

    def source(self) -> str:
        """The table with what was joined to it."""
        found = self.rows
        for number, (rows, *on) in enumerate(self._joins):
            equal = " AND ".join(f"{mine} = j{number}.{theirs}" for theirs, mine in on)
            found += f" LEFT JOIN ({rows}) AS j{number} ON {equal}"
        return found


def text(schema: TableSchema, dialect: str = "duckdb", *, pretty: bool = True) -> str:
    """A query in one of `DIALECTS` for all wrong rows of a table: the `rule`, "S103 grade_enum", the `record`, and the
    `first` record like it, where the row repeats one. Raises ValueError for another dialect."""
    wrong, whole = [], []
    query = Query(schema)
    for rule in compile_rules(schema):
        name = literal(f"{rule.code} {rule.name}")
        if isinstance(rule.kind, Whole):
            whole.append(f"SELECT {name} AS rule, record, first FROM ({rule.kind.sql(query)}) AS a")
        else:
            case, bad = rule.kind.judged(query)
            wrong.append(f"CASE WHEN ({case}) AND ({bad}) THEN {name} END")
    rows = f"SELECT {query.record} AS record, unnest([{', '.join(wrong)}]) AS rule FROM {query.source()}"
    every = " UNION ALL ".join(
        [f"SELECT rule, record, CAST(NULL AS BIGINT) AS first FROM ({rows}) AS f WHERE rule IS NOT NULL", *whole]
    )
    return _written(f"{every} ORDER BY record, rule", dialect, pretty=pretty)


def cases_text(schema: TableSchema, dialect: str = "duckdb") -> str:
    """A query for how many rows are cases of each rule: one row, a column `c0`, `c1`, ... for each."""
    query = Query(schema)
    cases = enumerate(rule.kind.judged(query)[0] for rule in compile_rules(schema))
    counts = [f"count(*) FILTER (WHERE {case}) AS c{n}" for n, case in cases]
    return _written(f"SELECT {', '.join(counts)} FROM {query.source()}", dialect)


def numbered(table: str, dialect: str = "duckdb", *, order: str = "") -> str:
    """A query for the rows of `table` with their numbers, in the order of columns, or as the database gives them. In
    DuckDB columns of any type become text as it is written in a cell; for Spark all must be text."""
    over = f"ORDER BY {order}" if order else ""
    columns = _AS_TEXT if dialect == "duckdb" else "*"
    return _written(f'SELECT {columns}, row_number() OVER ({over}) - 1 AS "{RECORD}" FROM {table}', dialect)


def _written(sql: str, dialect: str, *, pretty: bool = False) -> str:
    import sqlglot
    from sqlglot import exp

    if dialect not in DIALECTS:
        known = " and ".join(DIALECTS)
        raise ValueError(f"the contract is not written in {dialect!r}, as nobody ran it there: {known}")
    tree = sqlglot.parse_one(sql, read="duckdb")
    if dialect == "spark":
        # Java takes `.` for anything but five kinds of line end, where others take it for anything but a line feed.
        for node in tree.find_all(exp.RegexpLike):
            literal = node.expression
            literal.set("this", literal.name.replace(r"\A(?:", r"\A(?d:", 1))
    return tree.sql(dialect=dialect, pretty=pretty, unsupported_level=sqlglot.ErrorLevel.RAISE)


def judge_duckdb(
    connection: Any, schemas: Mapping[str, TableSchema], *, keep: int = KEEP
) -> dict[str, list[RuleOutcome]]:
    """What every rule says of the tables of a DuckDB connection that bear the names of `schemas` (views of CSV or
    Parquet files will do), by table. Raises ValueError for a column that is no text."""

    def rows(sql: str) -> Any:
        return connection.execute(sql).fetchall()

    types = {name: {row[0]: row[1] for row in rows(f'DESCRIBE "{name}"')} for name in schemas}
    return _judged(schemas, rows, types, "duckdb", keep)


def judge_spark(session: Any, schemas: Mapping[str, TableSchema], *, keep: int = KEEP) -> dict[str, list[RuleOutcome]]:
    """The same for the tables and temporary views of a Spark session, which gets `SPARK_SETTINGS`. Raises as
    `judge_duckdb`."""
    for name, value in SPARK_SETTINGS.items():
        session.conf.set(name, value)

    def rows(sql: str) -> Any:
        return map(tuple, session.sql(sql).collect())

    return _judged(schemas, rows, {name: dict(session.table(name).dtypes) for name in schemas}, "spark", keep)


def _judged(
    schemas: Mapping[str, TableSchema], rows: Any, types: Mapping[str, Mapping[str, str]], dialect: str, keep: int
) -> dict[str, list[RuleOutcome]]:
    text_type, fix = _TEXT[dialect]
    for name, schema in schemas.items():
        for column in schema.names:  # that one is absent is for the database to say
            if (found := types[name].get(column, text_type)) != text_type:
                raise ValueError(f"column {column} of {name}: found {found}; expected {text_type}. {fix}")
    judged: dict[str, list[RuleOutcome]] = {name: [] for name in schemas}
    for name, schema in schemas.items():
        [cases] = rows(cases_text(schema, dialect))
        records: dict[str, dict[int, int | None]] = {}
        for rule, record, first in rows(text(schema, dialect, pretty=False)):
            records.setdefault(rule, {})[record] = first
        for one, number in zip(compile_rules(schema), cases, strict=True):
            mine = records.get(f"{one.code} {one.name}", {})
            named = list(mine)[:keep]
            firsts = {record: first for record in named if (first := mine[record]) is not None}
            judged[name].append(RuleOutcome(one, number, named, len(mine), True, firsts))
    return judged


def findings(
    outcomes: Mapping[str, Iterable[RuleOutcome]], schemas: Mapping[str, TableSchema], sources: Mapping[str, Source]
) -> Iterator[Finding]:
    """What a database found, in the words of `cnii validate`; `sources` are the rows it judged."""
    registry = Registry(schemas, sources)
    for name, found in outcomes.items():
        yield from (one for _, one in told(found, schemas[name], sources[name], registry, name))
