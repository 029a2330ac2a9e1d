"""Checks of a row by itself and the rows it refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from ...findings import shown
from ..model import ForeignKey, pieces, placeholders
from . import base
from .base import ONE_FORM, WORDS, Found, Judged, Kind, Problem, RowKind, When, near, one_of, ordered, say, written

if TYPE_CHECKING:
    from ..cells import Cells
    from ..messages import At
    from ..model import TableSchema
    from ..sql import Query


@dataclass(frozen=True, slots=True)
class Refers(Kind):
    """The fields of `key`, together, are those of a row of another table. A case: a row with all of them filled."""

    key: ForeignKey
    operator: ClassVar[str] = "foreign_key"
    code: ClassVar[str] = "S111"

    @property
    def at(self) -> str:
        return self.key.fields[0]

    def columns(self) -> tuple[str, ...]:
        return self.key.fields

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return [(self.key.table, column) for column in self.key.columns]

    def judged(self, cells: Cells) -> Judged:
        case = reduce(and_, (cells.value(name).is_not_null() for name in self.key.fields))
        return case, case & ~cells.exists(self.key)

    def sql(self, query: Query) -> tuple[str, str]:
        case = " AND ".join(f"({query.value(name)}) IS NOT NULL" for name in self.key.fields)
        return case, f"{query.join(self.key)}.found IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        cells = [at.cell(name) for name in self.key.fields]
        known = at.known(self.key.table, self.key.columns[0]) if len(self.key.columns) == 1 else []
        expected = f"{' and '.join(self.key.columns)} of a row in {self.key.table}"
        return " and ".join(map(written, cells)), expected + near(cells[0], known)


@dataclass(frozen=True, slots=True)
class Compare(RowKind):
    """`left` stands in the `relation` (<, <=, =, >=, >) to `right`, another field. A case: both well-typed."""

    left: str
    relation: str
    right: str
    operator: ClassVar[str] = "compare"
    code: ClassVar[str] = "S301"
    needed: ClassVar[tuple[str, ...]] = ("left", "operator", "right")

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        return cls(rule["left"], rule["operator"], rule["right"])

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: set[str]) -> Found:
        if "operator" in rule and rule["operator"] not in list(WORDS):
            yield Problem(f"{at}/operator", f"the unknown operator {say(rule['operator'])}", one_of(list(WORDS)))
        sides = [types[rule[key]] for key in ("left", "right") if base.is_in(rule.get(key), types)]
        numeric = [side in ("integer", "number") for side in sides]
        if len(sides) == 2 and (any(numeric) != all(numeric) or "boolean" in sides):
            yield Problem(at, f"a comparison of {sides[0]} with {sides[1]}", "two numbers, or two texts or dates")

    @property
    def at(self) -> str:
        return self.left

    def columns(self) -> tuple[str, ...]:
        return self.left, self.right

    def judged(self, cells: Cells) -> Judged:
        left, right = cells.value(self.left), cells.value(self.right)
        if cells.dtype(self.left) != cells.dtype(self.right):
            left, right = left.cast(cells.dtype(self.left, wide=True)), right.cast(cells.dtype(self.right, wide=True))
        return left.is_not_null() & right.is_not_null(), ~ordered(left, self.relation, right)

    def sql(self, query: Query) -> tuple[str, str]:
        left, right = query.value(self.left), query.value(self.right)
        return f"({left}) IS NOT NULL AND ({right}) IS NOT NULL", f"NOT ({left} {self.relation} {right})"

    def said(self, at: At) -> tuple[str, str]:
        left, right = written(at.cell(self.left)), written(at.cell(self.right))
        return f"{self.left} {left} with {self.right} {right}", f"{self.left} {WORDS[self.relation]} {self.right}"


@dataclass(frozen=True, slots=True)
class Conditional(RowKind):
    """What `field` must be where `when` holds, or does not."""

    field: str
    when: When
    needed: ClassVar[tuple[str, ...]] = ("field", "when")

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        return cls(rule["field"], When.read(rule["when"]))

    @property
    def at(self) -> str:
        return self.field

    def columns(self) -> tuple[str, ...]:
        return self.field, self.when.own

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return self.when.others(schema)


@dataclass(frozen=True, slots=True)
class RequiredIf(Conditional):
    """`field` is filled where `when` holds. A case: it holds."""

    operator: ClassVar[str] = "required_if"
    code: ClassVar[str] = "S302"

    def judged(self, cells: Cells) -> Judged:
        case = self.when.holds(cells)
        return case, case & pl.col(self.field).is_null()

    def sql(self, query: Query) -> tuple[str, str]:
        return self.when.sql(query), f"{query.cell(self.field)} IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), f"a value in {self.field}, since {self.when.said(at, holds=True)}"


@dataclass(frozen=True, slots=True)
class EmptyUnless(Conditional):
    """`field` is filled only where `when` holds. A case: it is filled, and the row looked through exists."""

    operator: ClassVar[str] = "empty_unless"
    code: ClassVar[str] = "S303"

    def judged(self, cells: Cells) -> Judged:
        case = pl.col(self.field).is_not_null()
        if self.when.through:
            case = case & cells.looked_up(self.when.through, self.when.column)[0]
        return case, case & ~self.when.holds(cells)

    def sql(self, query: Query) -> tuple[str, str]:
        there = f" AND {query.looked_up(self.when.through, self.when.column)[0]}" if self.when.through else ""
        return query.filled(self.field) + there, f"NOT {self.when.sql(query)}"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), f"an empty cell, since {self.when.said(at, holds=False)}"


@dataclass(frozen=True, slots=True)
class Lookup(RowKind):
    """`column` of the row that `through` points to equals the field `equals` of this row, or is one of `values`.

    A case: that row exists, and the cell compared is filled.
    """

    through: str
    column: str
    equals: str | None = None
    values: tuple[str, ...] | None = None
    operator: ClassVar[str] = "lookup"
    code: ClassVar[str] = "S304"
    needed: ClassVar[tuple[str, ...]] = ("through", "column")
    possible: ClassVar[tuple[str, ...]] = ("equals", "in")

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        values = tuple(rule["in"]) if "in" in rule else None
        return cls(rule["through"], rule["column"], rule.get("equals"), values)

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: set[str]) -> Found:
        if ("equals" in rule) == ("in" in rule):
            yield Problem(at, "both or neither of equals and in", "one of equals and in")
        yield from base.of_type(f"{at}/equals", rule.get("equals"), types, ONE_FORM)

    @property
    def at(self) -> str:
        return self.through

    def columns(self) -> tuple[str, ...]:
        return (self.through, self.equals) if self.equals else (self.through,)

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return base.through(schema, self.through, self.column)

    def judged(self, cells: Cells) -> Judged:
        case, column = cells.looked_up(self.through, self.column)
        if self.equals is not None:
            case, good = case & pl.col(self.equals).is_not_null(), column == pl.col(self.equals)
        else:
            good = column.is_in(list(self.values or ()))
        return case, case & ~good.fill_null(False)

    def sql(self, query: Query) -> tuple[str, str]:
        exists, other = query.looked_up(self.through, self.column)
        if self.equals is None:
            return exists, f"NOT coalesce({query.among(other, self.values or ())}, false)"
        mine = query.cell(self.equals)
        return f"{exists} AND {mine} IS NOT NULL", f"NOT coalesce({other} = {mine}, false)"

    def said(self, at: At) -> tuple[str, str]:
        other, table = at.looked_up(self.through, self.column), at.schema.target(self.through).table
        wanted = one_of(self.values or ())
        if self.equals:
            wanted = f"{self.equals} of this row, {written(at.cell(self.equals))}"
        found = f"{shown(at.cell(self.through) or '')}, whose {self.column} is {written(other)}"
        return found, f"a row of {table} whose {self.column} is {wanted}"


@dataclass(frozen=True, slots=True)
class Filled(RowKind):
    """What `field` is like beside `template`, in which {name} stands for that field of the row."""

    field: str
    template: str
    needed: ClassVar[tuple[str, ...]] = ("field", "template")

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: set[str]) -> Found:
        yield from base.of_type(f"{at}/field", rule.get("field"), types, {"string"})
        if "template" not in rule:
            return
        at, template = f"{at}/template", rule["template"]
        if not isinstance(template, str) or not re.fullmatch(r"([^{}]*\{[^{}]+\})+[^{}]*", template):
            yield Problem(at, say(template), "text with at least one field in braces, as {source_id}.o")
            return
        for name in placeholders(template):
            if name not in types:
                yield Problem(at, f"{{{name}}}, which is no field", "fields of this table in braces")
            else:
                yield from base.of_type(at, name, types, ONE_FORM)

    @property
    def at(self) -> str:
        return self.field

    def columns(self) -> tuple[str, ...]:
        return self.field, *placeholders(self.template)

    def wanted(self) -> pl.Expr:
        """The template filled in; null where a field is empty."""
        return pl.concat_str([pl.col(text) if is_field else pl.lit(text) for is_field, text in pieces(self.template)])

    def wanted_sql(self, query: Query) -> tuple[str, str]:
        """(whether all fields are filled, the template filled in)."""
        parts = [query.cell(text) if is_field else query.text(text) for is_field, text in pieces(self.template)]
        names = dict.fromkeys((self.field, *placeholders(self.template)))
        return " AND ".join(map(query.filled, names)), f"concat({', '.join(parts)})"

    def wanted_words(self, at: At) -> str:
        """The template filled in, for a message."""
        parts = [(at.cell(text) or "") if is_field else text for is_field, text in pieces(self.template)]
        return f"{shown(''.join(parts))}, made of {self.template}"


@dataclass(frozen=True, slots=True)
class StartsWith(Filled):
    """`field` begins with the template. A case: all fields named are filled."""

    operator: ClassVar[str] = "starts_with"
    code: ClassVar[str] = "S305"

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        return cls(rule["field"], rule["template"])

    def judged(self, cells: Cells) -> Judged:
        cell, wanted = pl.col(self.field), self.wanted()
        case = cell.is_not_null() & wanted.is_not_null()
        return case, case & ~cell.str.starts_with(wanted)

    def sql(self, query: Query) -> tuple[str, str]:
        case, wanted = self.wanted_sql(query)
        return case, f"NOT starts_with({query.cell(self.field)}, {wanted})"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), "text that begins with " + self.wanted_words(at)


@dataclass(frozen=True, slots=True)
class Compose(Filled):
    """`field` is the template; only where `when` holds. A case: all fields named are filled, and it holds."""

    when: When | None = None
    operator: ClassVar[str] = "compose"
    code: ClassVar[str] = "S305"
    possible: ClassVar[tuple[str, ...]] = ("when",)

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        return cls(rule["field"], rule["template"], When.read(rule["when"]) if "when" in rule else None)

    def columns(self) -> tuple[str, ...]:
        return self.field, *placeholders(self.template), *((self.when.own,) if self.when else ())

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return self.when.others(schema) if self.when else []

    def judged(self, cells: Cells) -> Judged:
        cell, wanted = pl.col(self.field), self.wanted()
        case = cell.is_not_null() & wanted.is_not_null()
        if self.when:
            case = case & self.when.holds(cells)
        return case, case & (cell != wanted)

    def sql(self, query: Query) -> tuple[str, str]:
        case, wanted = self.wanted_sql(query)
        held = f" AND {self.when.sql(query)}" if self.when else ""
        return case + held, f"{query.cell(self.field)} <> {wanted}"

    def said(self, at: At) -> tuple[str, str]:
        return written(at.cell(self.field)), self.wanted_words(at)


@dataclass(frozen=True, slots=True)
class References(RowKind):
    """`field` holds ids separated by blanks, each the key of a row in one of `tables` (table, key column). A case: a
    filled cell."""

    field: str
    tables: tuple[tuple[str, str], ...]
    operator: ClassVar[str] = "references"
    code: ClassVar[str] = "S307"
    needed: ClassVar[tuple[str, ...]] = ("field", "tables")

    @classmethod
    def read(cls, rule: Mapping[str, Any]) -> Kind:
        return cls(rule["field"], tuple(rule["tables"].items()))

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str], foreign: set[str]) -> Found:
        tables = rule.get("tables", {"another": "key"})
        if not isinstance(tables, dict) or not tables or not all(isinstance(c, str) and c for c in tables.values()):
            yield Problem(f"{at}/tables", say(tables), "an object of table name to key column")
        yield from base.of_type(f"{at}/field", rule.get("field"), types, {"string"})

    @property
    def at(self) -> str:
        return self.field

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return list(self.tables)

    def judged(self, cells: Cells) -> Judged:
        ids = cells.registry.ids(self.tables)
        unknown = pl.col(self.field).str.split(" ").list.eval(pl.element().cast(ids, strict=False).is_null())
        return pl.col(self.field).is_not_null(), unknown.list.any()

    def sql(self, query: Query) -> tuple[str, str]:
        cell = query.cell(self.field)
        ids = " UNION ".join(f"SELECT {query.name(c)} AS id FROM {query.table(t)}" for t, c in self.tables)
        parts = f"SELECT {query.record} AS record, unnest(string_split({cell}, ' ')) AS id FROM {query.rows}"
        joined = f"({parts} WHERE {query.filled(self.field)}) AS p LEFT JOIN ({ids}) AS i ON p.id = i.id"
        return query.filled(
            self.field
        ), f"SELECT DISTINCT p.record, CAST(NULL AS BIGINT) AS first FROM {joined} WHERE i.id IS NULL"

    def said(self, at: At) -> tuple[str, str]:
        known = [id_ for table, column in self.tables for id_ in at.known(table, column)]
        unknown = [id_ for id_ in (at.cell(self.field) or "").split(" ") if not at.has(self.tables, id_)]
        tables = " or ".join(table for table, _ in self.tables)
        expected = f"ids of {tables}, one blank between two"
        return ", ".join(map(shown, unknown)), expected + near(unknown[0] if unknown else None, known)
