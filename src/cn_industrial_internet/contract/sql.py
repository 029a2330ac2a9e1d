"""Rules compiled to SQL: of every row, whether it is a case and whether it is violated.

A generator of our own, since what the rules need is small and the same in every database: comparisons, CASE, EXISTS by
left join, and windows. The few things that databases write differently (a whole match of a pattern, decimals) stand
in `Dialect`. A query has one column of flags per rule; cells are text, null where empty. Casts stand behind the
lexical pattern of their type, as databases cast 1.5 to an integer and 2015/01/05 to a date without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .lexical import PATTERNS, plain
from .model import (
    Compare,
    Compose,
    EmptyUnless,
    ForeignKey,
    Lookup,
    Numbered,
    References,
    RequiredIf,
    StartsWith,
    TableSchema,
    When,
    pieces,
)
from .rules import (
    Bound,
    ContractRule,
    Enum,
    Length,
    Pattern,
    Required,
    Typed,
    Unique,
    UnknownOperator,
    other_columns,
    own_columns,
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database writes what they all have. `{0}` and `{1}` stand for the arguments.

    `record` is the column that numbers the rows of a table from 0.
    """

    name: str
    matches: str
    day: str
    ends_in_digits: str
    number: str = "DECIMAL(38, 18)"
    integer: str = "BIGINT"
    split: str = ""
    quote: str = '"'
    escape_backslash: bool = False
    record: str = "record#"

    def column(self, name: str, table: str = "t") -> str:
        """A column of a table."""
        return f"{table}.{self.name_of(name)}"

    def name_of(self, name: str) -> str:
        """A name between quotes."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def text(self, text: str) -> str:
        """A literal text."""
        if self.escape_backslash:
            text = text.replace("\\", "\\\\")
        return "'" + text.replace("'", "\\'" if self.escape_backslash else "''") + "'"


DUCKDB = Dialect(
    "duckdb",
    matches="regexp_full_match({0}, {1}, 's')",
    day="try_cast({0} AS DATE) IS NOT NULL",
    ends_in_digits="nullif(regexp_extract({0}, '([0-9]{{1,18}})$', 1), '')",
    split="SELECT unnest(string_split({0}, ' '))",
)


@dataclass(slots=True)
class _Query:
    """The parts of the statement over one table, gathered rule by rule."""

    schema: TableSchema
    dialect: Dialect
    joins: dict[ForeignKey, int] = field(default_factory=dict)
    wanted: dict[ForeignKey, set[str]] = field(default_factory=dict)
    rules: list[tuple[str, str]] = field(default_factory=list)

    def join(self, key: ForeignKey) -> str:
        """The alias of the other table."""
        self.wanted.setdefault(key, set())
        return f"j{self.joins.setdefault(key, len(self.joins))}"

    def looked_up(self, through: str, name: str) -> tuple[str, str]:
        """(whether the row that `through` points to exists, its column `name`)."""
        key = self.schema.target(through)
        alias = self.join(key)
        self.wanted[key].add(name)
        return f"{alias}.found IS NOT NULL", self.dialect.column("c>" + name, alias)


def compile_sql(
    schema: TableSchema, rules: Sequence[ContractRule], columns: Mapping[str, Sequence[str]], dialect: Dialect
) -> tuple[str, list[ContractRule]]:
    """One statement that gives, per row of the table, its record and the flags c0, b0, c1, b1, ... of the rules.

    `columns` are those of every table at hand. Second is the list of rules that the flags stand for: those whose
    columns are all there. Raises `UnknownOperator`.
    """
    known = [rule for rule in rules if _can_run(rule, schema, columns)]
    query = _Query(schema, dialect)
    flags = []
    for number, rule in enumerate(known):
        case, bad = _judged(rule, query)
        flags.append(f"coalesce({case}, false) AS c{number}, coalesce(({case}) AND ({bad}), false) AS b{number}")
    table = dialect.name_of(schema.name)
    record = dialect.column(dialect.record)
    joins = "".join(_joined(key, f"j{number}", query) for key, number in query.joins.items())
    return f"SELECT {record} AS record, {', '.join(flags)} FROM {table} AS t{joins}", known


def _can_run(rule: ContractRule, schema: TableSchema, columns: Mapping[str, Sequence[str]]) -> bool:
    own = columns[schema.name]
    others = other_columns(rule, schema)
    return all(name in own for name in own_columns(rule)) and all(c in columns.get(t, ()) for t, c in others)


def _joined(key: ForeignKey, alias: str, query: _Query) -> str:
    """The other table, of doubles its first row, joined by the key."""
    d = query.dialect
    keys = [f"{d.column(column, 'o')} AS k{n}" for n, column in enumerate(key.columns)]
    more = [f"{d.column(name, 'o')} AS {d.name_of('c>' + name)}" for name in sorted(query.wanted[key])]
    by = ", ".join(d.column(column, "o") for column in key.columns)
    first = f"row_number() OVER (PARTITION BY {by} ORDER BY {d.column(d.record, 'o')}) AS found"
    inner = f"SELECT {', '.join([*keys, *more, first])} FROM {d.name_of(key.table)} AS o"
    on = " AND ".join(f"{d.column(name)} = {alias}.k{n}" for n, name in enumerate(key.fields))
    return f" LEFT JOIN (SELECT * FROM ({inner}) AS i WHERE found = 1) AS {alias} ON {on}"


def _type(query: _Query, name: str) -> str:
    return query.schema.field(name).type


def _matches(query: _Query, cell: str, pattern: str) -> str:
    return query.dialect.matches.format(cell, query.dialect.text(pattern))


def _ok(query: _Query, name: str) -> str:
    """Whether a cell is written as its type; null when missing."""
    type_, cell = _type(query, name), query.dialect.column(name)
    if type_ == "string":
        return f"{cell} IS NOT NULL"
    good = _matches(query, cell, PATTERNS[type_])
    return f"({good} AND {query.dialect.day.format(cell)})" if type_ == "date" else good


def _value(query: _Query, name: str) -> str:
    """What a cell is compared by; null when missing or not of its type."""
    type_, cell = _type(query, name), query.dialect.column(name)
    to = {"number": query.dialect.number, "integer": query.dialect.integer}.get(type_)
    if type_ == "string":
        return cell
    return f"CASE WHEN {_ok(query, name)} THEN {f'CAST({cell} AS {to})' if to else cell} END"


def _in(query: _Query, cell: str, values: Sequence[str]) -> str:
    return f"{cell} IN ({', '.join(query.dialect.text(value) for value in values)})"


def _holds(query: _Query, when: When) -> str:
    """Whether the condition holds; never null."""
    cell = query.looked_up(when.through, when.column)[1] if when.through else query.dialect.column(when.column)
    return f"{cell} IS NOT NULL" if when.values is None else f"coalesce({_in(query, cell, when.values)}, false)"


def _judged(rule: ContractRule, query: _Query) -> tuple[str, str]:
    """(case, bad) of a row; a null is no."""
    d, test = query.dialect, rule.arguments
    cell = d.column(rule.field)
    filled = f"{cell} IS NOT NULL"
    match test:
        case Typed():
            return filled, f"NOT {_ok(query, rule.field)}"
        case Required():
            return "true", f"{cell} IS NULL"
        case Enum():
            return filled, f"NOT ({_in(query, cell, test.values)})"
        case Pattern():
            return filled, f"NOT {_matches(query, cell, test.pattern)}"
        case Length():
            return filled, f"NOT (length({cell}) {test.operator} {test.limit})"
        case Bound():
            value = _value(query, rule.field)
            to = {"number": d.number, "integer": d.integer}.get(_type(query, rule.field), "VARCHAR")
            return f"{value} IS NOT NULL", f"NOT ({value} {test.operator} CAST({d.text(plain(test.limit))} AS {to}))"
        case Unique():
            values = [_value(query, name) for name in test.fields]
            case_ = " AND ".join(f"({value}) IS NOT NULL" for value in values)
            by = ", ".join([*values, f"({case_})"])
            return case_, f"row_number() OVER (PARTITION BY {by} ORDER BY {d.column(d.record)}) > 1"
        case ForeignKey():
            case_ = " AND ".join(f"({_value(query, name)}) IS NOT NULL" for name in test.fields)
            return case_, f"{query.join(test)}.found IS NULL"
        case Compare():
            left, right = _value(query, test.left), _value(query, test.right)
            return f"({left}) IS NOT NULL AND ({right}) IS NOT NULL", f"NOT ({left} {test.operator} {right})"
        case RequiredIf():
            return _holds(query, test.when), f"{cell} IS NULL"
        case EmptyUnless():
            there = query.looked_up(test.when.through, test.when.column)[0] if test.when.through else "true"
            return f"{filled} AND {there}", f"NOT {_holds(query, test.when)}"
        case Lookup():
            exists, other = query.looked_up(test.through, test.column)
            if test.equals is None:
                return exists, f"NOT coalesce({_in(query, other, test.values or ())}, false)"
            mine = d.column(test.equals)
            return f"{exists} AND {mine} IS NOT NULL", f"NOT coalesce({other} = {mine}, false)"
        case StartsWith() | Compose():
            return _composed(test, query)
        case Numbered():
            return _numbered(test, query)
        case References():
            ids = " UNION ALL ".join(
                f"SELECT {d.column(column, 'r')} FROM {d.name_of(table)} AS r WHERE {d.column(column, 'r')} IS NOT NULL"
                for table, column in test.tables
            )
            parts = d.split.format(cell)
            return filled, f"EXISTS ({parts} EXCEPT ({ids}))"
        case _:
            raise UnknownOperator(rule, "the SQL compiler")


def _composed(test: StartsWith | Compose, query: _Query) -> tuple[str, str]:
    d = query.dialect
    parts = pieces(test.template)
    names = [test.field, *(text for is_field, text in parts if is_field)]
    case_ = " AND ".join(f"{d.column(name)} IS NOT NULL" for name in names)
    wanted = "concat(" + ", ".join(d.column(text) if is_field else d.text(text) for is_field, text in parts) + ")"
    cell = d.column(test.field)
    if isinstance(test, StartsWith):
        return case_, f"NOT starts_with({cell}, {wanted})"
    if test.when:
        case_ += f" AND {_holds(query, test.when)}"
    return case_, f"{cell} <> {wanted}"


def _numbered(test: Numbered, query: _Query) -> tuple[str, str]:
    """A number is preceded by the one before it when, among the numbers of its group in order, the nearest smaller one
    is."""
    d = query.dialect
    group, cell = d.column(test.within), d.column(test.field)
    number = f"CAST({d.ends_in_digits.format(cell)} AS {d.integer})"
    case_ = f"{cell} IS NOT NULL AND {group} IS NOT NULL"
    # A number that is no case counts as none: its group or its text is missing.
    near = f"max({number}) OVER (PARTITION BY {group} ORDER BY {number} RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING)"
    again = f"row_number() OVER (PARTITION BY {group}, {number} ORDER BY {d.column(d.record)}) > 1"
    return case_, f"{number} IS NULL OR ({number} <> 1 AND {near} IS NULL) OR {again}"
