"""Checks of a row by itself and the rows it refers to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import polars as pl

from ...findings import shown
from ..model import ForeignKey, pieces, placeholders
from ..problem import ContractProblem, Found, of_type
from . import base
from .base import ONE_FORM, WORDS, Judged, Kind, RowKind, When, near, one_of, ordered, written

if TYPE_CHECKING:
    from ..cells import Cells
    from ..messages import At
    from ..model import TableSchema
    from ..sql import Query

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Refers(Kind):
    """The fields of `key`, together, are those of a row of another table. A case: a row with all of them filled."""

    key: ForeignKey
    operator: ClassVar[str] = "foreign_key"
    code: ClassVar[str] = "S111"

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

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str]) -> Found:
        sides = [types[rule[word]] for word in ("left", "right") if rule[word] in types]
        numeric = [side in ("integer", "number") for side in sides]
        if len(sides) == 2 and (any(numeric) != all(numeric) or "boolean" in sides):
            both = f"a comparison of {sides[0]} with {sides[1]}"
            yield ContractProblem(at, both, "two numbers, or two texts or dates")

    def columns(self) -> tuple[str, ...]:
        return self.left, self.right

    def judged(self, cells: Cells) -> Judged:
        wide = cells.dtype(self.left) != cells.dtype(self.right)
        left, right = (cells.value(name).cast(cells.dtype(name, wide=wide)) for name in (self.left, self.right))
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
    field_types: ClassVar[Mapping[str, Collection[str]]] = {"equals": ONE_FORM}

    def columns(self) -> tuple[str, ...]:
        return (self.through, self.equals) if self.equals else (self.through,)

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return base.through(schema, self.through, self.column)

    def judged(self, cells: Cells) -> Judged:
        if self.equals is None:
            case, good = cells.looked_up(self.through, self.column, self.values)
        else:
            case = cells.exists(cells.schema.target(self.through)) & pl.col(self.equals).is_not_null()
            good = cells.agrees(self.through, self.column, self.equals)
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
    """What `field` is like beside `template`, in which {name} stands for that field of the row, where `when` holds. A
    case: all fields named are filled, and it holds."""

    field: str
    template: str
    when: When | None = None
    code: ClassVar[str] = "S305"
    #: What is said before the template filled in.
    words: ClassVar[str] = ""
    field_types: ClassVar[Mapping[str, Collection[str]]] = {"field": {"string"}}

    @classmethod
    def problems(cls, at: str, rule: Mapping[str, Any], types: Mapping[str, str]) -> Found:
        for name in placeholders(rule["template"]):
            yield from of_type(f"{at}/template", name, types, ONE_FORM)

    def columns(self) -> tuple[str, ...]:
        return self.field, *placeholders(self.template), *((self.when.own,) if self.when else ())

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return self.when.others(schema) if self.when else []

    def made(self, cell: Callable[[str], Made], text: Callable[[str], Made]) -> list[Made]:
        """The pieces of the template, its fields filled in."""
        return [cell(piece) if is_field else text(piece) for is_field, piece in pieces(self.template)]

    def judged(self, cells: Cells) -> Judged:
        cell, wanted = cells.text(self.field), pl.concat_str(self.made(pl.col, pl.lit))
        case = pl.all_horizontal(pl.col(name).is_not_null() for name in (self.field, *placeholders(self.template)))
        case = case & self.when.holds(cells) if self.when else case
        return case, case & ~self.good(cell, wanted)

    def sql(self, query: Query) -> tuple[str, str]:
        case = [query.filled(name) for name in dict.fromkeys((self.field, *placeholders(self.template)))]
        case += [self.when.sql(query)] if self.when else []
        wanted = f"concat({', '.join(self.made(query.cell, query.text))})"
        return " AND ".join(case), f"NOT ({self.good_sql(query.cell(self.field), wanted)})"

    def said(self, at: At) -> tuple[str, str]:
        wanted = "".join(self.made(lambda name: at.cell(name) or "", str))
        return written(at.cell(self.field)), f"{self.words}{shown(wanted)}, made of {self.template}"

    @abstractmethod
    def good(self, cell: pl.Expr, wanted: pl.Expr) -> pl.Expr:
        """Whether a filled cell is as wanted."""

    @abstractmethod
    def good_sql(self, cell: str, wanted: str) -> str:
        """The same in SQL."""


@dataclass(frozen=True, slots=True)
class StartsWith(Filled):
    """`field` begins with the template."""

    operator: ClassVar[str] = "starts_with"
    words: ClassVar[str] = "text that begins with "

    def good(self, cell: pl.Expr, wanted: pl.Expr) -> pl.Expr:
        return cell.str.starts_with(wanted)

    def good_sql(self, cell: str, wanted: str) -> str:
        return f"starts_with({cell}, {wanted})"


@dataclass(frozen=True, slots=True)
class Compose(Filled):
    """`field` is the template."""

    operator: ClassVar[str] = "compose"

    def good(self, cell: pl.Expr, wanted: pl.Expr) -> pl.Expr:
        return cell == wanted

    def good_sql(self, cell: str, wanted: str) -> str:
        return f"{cell} = {wanted}"


@dataclass(frozen=True, slots=True)
class References(RowKind):
    """`field` holds ids separated by blanks, each the key of a row in one of `tables` (table, key column). A case: a
    filled cell."""

    field: str
    tables: tuple[tuple[str, str], ...]
    operator: ClassVar[str] = "references"
    code: ClassVar[str] = "S307"
    field_types: ClassVar[Mapping[str, Collection[str]]] = {"field": {"string"}}

    def columns(self) -> tuple[str, ...]:
        return (self.field,)

    def others(self, schema: TableSchema) -> list[tuple[str, str]]:
        return list(self.tables)

    def judged(self, cells: Cells) -> Judged:
        ids = cells.registry.ids(self.tables)
        unknown = cells.text(self.field).str.split(" ").list.eval(pl.element().cast(ids, strict=False).is_null())
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
