"""Rules compiled to SQL: of every row, whether it is a case and whether it is violated.

A generator of our own, since what the rules need is small and the same in every database: comparisons, CASE, EXISTS by
left join, and windows. The few things that databases write differently (a whole match of a pattern, decimals, lists)
stand in `sql_dialects`. Cells are text, null where empty. Casts stand behind the lexical pattern of their type, as
databases cast 1.5 to an integer and 2015/01/05 to a date without a word.

Most rules can judge a row by itself and the rows it refers to; they are columns of flags of one query. Those on
repetitions, numbering and lists of ids need all rows at once; each is a query of its own over the few columns it reads,
so that a database that sorts or sends rows about need not do so with whole rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
from .sql_dialects import Dialect


@dataclass(frozen=True, slots=True)
class Flags:
    """A query that gives, per row, `record`, and of rules by their number whether the row is a case (c0, c1, ...) and
    whether it violates them (b0, b1, ...); a null is no.

    Many rules have the same cases, as all those about one cell. `cases` says for each rule whose column to read.
    """

    query: str
    cases: dict[int, int]
    bad: list[int]


@dataclass(frozen=True, slots=True)
class Statements:
    """The rules of one table as SQL.

    `flags` has a query for the rules that look at no other table, and one for those of each foreign key, so that no
    query has to hold several tables. The queries in `apart`, by number of the rule, give the `record` of each row that
    violates it, and the `first` record with the same key or number, -1 where there is none. `rules` are those that the
    numbers stand for.
    """

    rules: list[ContractRule]
    flags: list[Flags]
    apart: dict[int, str]


@dataclass(slots=True)
class _Query:
    """The parts of the statement over one table, gathered rule by rule."""

    schema: TableSchema
    dialect: Dialect
    scope: str | None = None
    joins: dict[ForeignKey, int] = field(default_factory=dict)
    wanted: dict[ForeignKey, set[str]] = field(default_factory=dict)

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
    schema: TableSchema,
    rules: Sequence[ContractRule],
    columns: Mapping[str, Sequence[str]],
    dialect: Dialect,
    *,
    scope: str | None = None,
) -> Statements:
    """The statements over the table of `schema`, for those rules whose columns are all there.

    `columns` are those of every table at hand. With `scope`, a column of that name in every table tells several
    packages apart that lie in the same tables; nothing is then looked up in, or repeated from, another package. Raises
    `UnknownOperator`.
    """
    known = [rule for rule in rules if _can_run(rule, schema, columns)]
    groups: dict[frozenset[ForeignKey], list[int]] = {frozenset(): []}
    apart: dict[int, str] = {}
    for number, rule in enumerate(known):
        query = _Query(schema, dialect, scope)
        if isinstance(rule.arguments, (Unique, Numbered, References)):
            apart[number] = _judged_apart(rule, rule.arguments, query)[1]
        else:
            _judged(rule, query)
        groups.setdefault(frozenset(query.joins), []).append(number)
    flags = [_flags(known, numbers, _Query(schema, dialect, scope)) for numbers in groups.values() if numbers]
    return Statements(known, flags, apart)


def _flags(rules: Sequence[ContractRule], numbers: Sequence[int], query: _Query) -> Flags:
    """The query for the rules of these numbers; of those apart only the cases."""
    d = query.dialect
    found = Flags("", {}, [])
    columns = [f"{d.column(d.record)} AS record"]
    same: dict[str, int] = {}
    for number in numbers:
        rule = rules[number]
        if isinstance(rule.arguments, (Unique, Numbered, References)):
            case = _judged_apart(rule, rule.arguments, query)[0]
        else:
            case, bad = _judged(rule, query)
            columns.append(f"({case}) AND ({bad}) AS b{number}")
            found.bad.append(number)
        if case not in same:
            same[case] = number
            columns.append(f"{case} AS c{number}")
        found.cases[number] = same[case]
    joins = "".join(_joined(key, f"j{place}", query) for key, place in query.joins.items())
    return replace(found, query=f"SELECT {', '.join(columns)} FROM {d.name_of(query.schema.name)} AS t{joins}")


def _can_run(rule: ContractRule, schema: TableSchema, columns: Mapping[str, Sequence[str]]) -> bool:
    own = columns[schema.name]
    others = other_columns(rule, schema)
    return all(name in own for name in own_columns(rule)) and all(c in columns.get(t, ()) for t, c in others)


def _joined(key: ForeignKey, alias: str, query: _Query) -> str:
    """The other table, of doubles its first row, joined by the key."""
    d = query.dialect
    pairs = [*zip(key.fields, key.columns, strict=True), *([(query.scope, query.scope)] if query.scope else [])]
    keys = [f"{d.column(column, 'o')} AS k{n}" for n, (_, column) in enumerate(pairs)]
    more = [f"{d.column(name, 'o')} AS {d.name_of('c>' + name)}" for name in sorted(query.wanted[key])]
    by = ", ".join(d.column(column, "o") for _, column in pairs)
    filled = " AND ".join(f"{d.column(column, 'o')} IS NOT NULL" for column in key.columns)
    first = f"row_number() OVER (PARTITION BY {by} ORDER BY {d.column(d.record, 'o')}) AS found"
    inner = f"SELECT {', '.join([*keys, *more, first])} FROM {d.name_of(key.table)} AS o WHERE {filled}"
    on = " AND ".join(f"{d.column(name)} = {alias}.k{n}" for n, (name, _) in enumerate(pairs))
    return f" LEFT JOIN (SELECT * FROM ({inner}) AS i WHERE found = 1) AS {alias} ON {on}"


def _type(query: _Query, name: str) -> str:
    return query.schema.field(name).type


def _matches(query: _Query, cell: str, pattern: str) -> str:
    d = query.dialect
    return d.matches.format(cell, d.text(d.whole.format(pattern)))


def _ok(query: _Query, name: str) -> str:
    """Whether a cell is written as its type; null when missing."""
    type_, cell = _type(query, name), query.dialect.column(name)
    if type_ == "string":
        return f"{cell} IS NOT NULL"
    good = _matches(query, cell, PATTERNS[type_])
    return f"({good} AND try_cast({cell} AS DATE) IS NOT NULL)" if type_ == "date" else good


def _value(query: _Query, name: str) -> str:
    """What a cell is compared by; null when missing or not of its type."""
    type_, cell = _type(query, name), query.dialect.column(name)
    to = {"number": query.dialect.number, "integer": query.dialect.integer}.get(type_)
    if type_ == "string":
        return cell
    return f"CASE WHEN {_ok(query, name)} THEN {f'try_cast({cell} AS {to})' if to else cell} END"


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
            to = {"number": d.number, "integer": d.integer}.get(_type(query, rule.field), d.text_type)
            return f"{value} IS NOT NULL", f"NOT ({value} {test.operator} CAST({d.text(plain(test.limit))} AS {to}))"
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
        return case_, f"NOT {d.starts_with}({cell}, {wanted})"
    if test.when:
        case_ += f" AND {_holds(query, test.when)}"
    return case_, f"{cell} <> {wanted}"


def _judged_apart(rule: ContractRule, test: Unique | Numbered | References, query: _Query) -> tuple[str, str]:
    """(case of a row, the query for the records that violate the rule, each with the first one like it)."""
    d = query.dialect
    match test:
        case Unique():
            values = [_value(query, name) for name in test.fields]
            case_ = " AND ".join(f"({value}) IS NOT NULL" for value in values)
            return case_, _repeated(values, case_, query)
        case Numbered():
            group, cell = d.column(test.within), d.column(test.field)
            case_ = f"{cell} IS NOT NULL AND {group} IS NOT NULL"
            return case_, _misnumbered(test, case_, query)
        case References():
            cell = d.column(rule.field)
            return f"{cell} IS NOT NULL", _dangling(test, cell, query)


def _rows(query: _Query, columns: Sequence[str], where: str) -> str:
    """The record and other columns of the rows of the table that are a case, the scope last."""
    d = query.dialect
    what = [f"{d.column(d.record)} AS record", *columns, *([f"{d.column(query.scope)} AS s"] if query.scope else [])]
    return f"SELECT {', '.join(what)} FROM {d.name_of(query.schema.name)} AS t WHERE {where}"


def _repeated(values: Sequence[str], case: str, query: _Query) -> str:
    """Rows that are not the first with their values: one count per value, and a join with the few above one."""
    rows = _rows(query, [f"{value} AS k{n}" for n, value in enumerate(values)], case)
    names = [f"k{n}" for n in range(len(values))] + (["s"] if query.scope else [])
    keys = ", ".join(names)
    again = f"SELECT {keys}, min(record) AS first FROM ({rows}) AS r GROUP BY {keys} HAVING count(*) > 1"
    on = " AND ".join(f"a.{name} = g.{name}" for name in names)
    return f"SELECT a.record, g.first FROM ({rows}) AS a JOIN ({again}) AS g ON {on} AND a.record > g.first"


def _misnumbered(test: Numbered, case: str, query: _Query) -> str:
    """Rows without a number at the end, with the number of an earlier row of the group, or with a number above 1 whose
    predecessor no row of the group has: then, among the numbers in order, the nearest smaller one is not it."""
    d = query.dialect
    number = f"try_cast({d.ends_in_digits.format(d.column(test.field))} AS {d.integer})"
    rows = _rows(query, [f"{d.column(test.within)} AS g", f"{number} AS n"], case)
    group = "g, s" if query.scope else "g"
    near = f"max(n) OVER (PARTITION BY {group} ORDER BY n RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS near"
    same = f"first_value(record) OVER (PARTITION BY {group}, n ORDER BY record) AS same"
    judged = f"SELECT record, n, {near}, {same} FROM ({rows}) AS r"
    first = "CASE WHEN n IS NOT NULL AND same < record THEN same ELSE -1 END AS first"
    bad = "n IS NULL OR (n <> 1 AND near IS NULL) OR same < record"
    return f"SELECT record, {first} FROM ({judged}) AS j WHERE {bad}"


def _dangling(test: References, cell: str, query: _Query) -> str:
    """Rows with an id that no table has."""
    d = query.dialect
    scope = f", {d.column(query.scope, 'r')} AS s" if query.scope else ""
    ids = " UNION ALL ".join(
        f"SELECT {d.column(column, 'r')} AS id{scope} FROM {d.name_of(table)} AS r "
        f"WHERE {d.column(column, 'r')} IS NOT NULL"
        for table, column in test.tables
    )
    parts = _rows(query, [f"{d.words.format(cell)} AS id"], f"{cell} IS NOT NULL")
    on = "p.id = i.id AND p.s = i.s" if query.scope else "p.id = i.id"
    known = f"SELECT DISTINCT id{', s' if query.scope else ''} FROM ({ids}) AS u"
    joined = f"({parts}) AS p LEFT JOIN ({known}) AS i ON {on}"
    return f"SELECT DISTINCT p.record, -1 AS first FROM {joined} WHERE i.id IS NULL"
