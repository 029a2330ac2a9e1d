"""Rules compiled to Polars expressions: of every row, whether it is a case and whether it is violated.

Expressions never look at where a frame came from. They read columns of text (missing is null) or of their own types,
through `Cells`, and look-up columns that `Others.attach` joins to the frame. Numbers are compared as 128-bit
decimals, never as floats.

A null in `case` or `bad` means no. That is deliberate only where a missing cell is no case; everything else is filled
explicitly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import polars as pl

from .lexical import DECIMAL_PLACES, PATTERNS, plain
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
from .patterns import whole
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

DECIMAL = pl.Decimal(38, DECIMAL_PLACES)

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule with its two expressions over an attached frame."""

    rule: ContractRule
    case: pl.Expr
    bad: pl.Expr
    every: bool = False  # each row is a case


class Cells:
    """How to read the columns of one frame.

    `dtypes` are its columns; those of a type their field does not have hold no good value.
    """

    def __init__(self, schema: TableSchema, dtypes: Mapping[str, pl.DataType]) -> None:
        self.types = {field.name: field.type for field in schema.fields}
        self.dtypes = {name: dtypes[name] for name in self.types if name in dtypes}

    def present(self, name: str) -> pl.Expr:
        """Whether the cell is filled."""
        return pl.col(name).is_not_null()

    def text(self, name: str) -> pl.Expr:
        """The cell as text, null when missing."""
        column = pl.col(name)
        return column if self._is_text(name) else column.cast(pl.String)

    def ok(self, name: str) -> pl.Expr:
        """Whether the cell is written as its type; null when missing."""
        type_, column = self.types[name], pl.col(name)
        if not self._is_text(name):
            return column.is_not_null() if self._fits(name) else pl.when(column.is_not_null()).then(False)
        if type_ == "string":
            return column.is_not_null()
        good = column.str.contains(whole(PATTERNS[type_]))
        if type_ == "date":
            return good & column.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        return good

    def value(self, name: str) -> pl.Expr:
        """What the cell is compared by; null when missing or not of its type. Dates and texts are compared as text."""
        type_ = self.types[name]
        if type_ == "string":
            return self.text(name)
        if type_ in ("integer", "number"):
            to = DECIMAL if type_ == "number" else pl.Int64()
            if not self._is_text(name):
                return pl.col(name).cast(to) if self._fits(name) else pl.lit(None, dtype=to)
            return pl.when(self.ok(name)).then(pl.col(name)).cast(to, strict=False)
        return pl.when(self.ok(name)).then(self.text(name))

    def cast(self, name: str) -> pl.Expr:
        """What the cell is compared by, where no cell of the column is of another type; null when missing."""
        to = {"integer": pl.Int64(), "number": DECIMAL}.get(self.types[name])
        return self.text(name) if to is None else pl.col(name).cast(to, strict=False)

    def number_at_end(self, name: str) -> pl.Expr:
        """The number that the last digits of a cell are, at most 18 of them; null where it ends in none."""
        text = self.text(name)
        digits = text.str.strip_prefix(text.str.strip_chars_end("0123456789")).str.tail(18)
        return digits.cast(pl.Int64, strict=False)

    def filled_in(self, parts: Iterable[tuple[bool, str]]) -> pl.Expr:
        """The pieces of a template, its fields filled in; null where one is missing."""
        return pl.concat_str([self.text(text) if is_field else pl.lit(text) for is_field, text in parts])

    def among(self, name: str, values: Sequence[str]) -> pl.Expr:
        """Whether the cell is one of `values`; never null."""
        return self.text(name).is_in(list(values)).fill_null(False)

    def hashed(self, name: str, seed: int) -> pl.Expr:
        """A 64-bit hash of what the cell, missing or not, is worth. Only numbers can be written in several ways."""
        return (self.value(name).cast(pl.String) if self.types[name] == "number" else self.text(name)).hash(seed)

    def _is_text(self, name: str) -> bool:
        return self.dtypes[name] == pl.String

    def _fits(self, name: str) -> bool:
        dtype = self.dtypes[name]
        match self.types[name]:
            case "integer":
                return dtype.is_integer()
            case "number":
                return dtype.is_integer() or isinstance(dtype, pl.Decimal)
            case "date":
                return dtype == pl.Date
            case "boolean":
                return dtype == pl.Boolean
            case _:
                return False


class Others:
    """The other tables that rules look into, as frames of text, and what the rules have asked of them so far.

    `key` columns of a frame that appear several times are looked up by their first row.
    """

    def __init__(self, schema: TableSchema, frames: Mapping[str, pl.DataFrame]) -> None:
        self.schema = schema
        self.frames = frames
        #: What has been asked for: per foreign key, the columns of the row it leads to.
        self.wanted: dict[ForeignKey, set[str]] = {}

    def known(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Whether all (table, column) pairs are there to look into."""
        return all(table in self.frames and column in self.frames[table].columns for table, column in pairs)

    def exists(self, key: ForeignKey) -> pl.Expr:
        """Whether a row of the other table has the key; null when it has not, or when part of the key is missing."""
        self.wanted.setdefault(key, set())
        return pl.col(_alias(key, ""))

    def column(self, through: str, name: str) -> tuple[pl.Expr, pl.Expr]:
        """(whether the row that `through` points to exists, its column `name`)."""
        key = self.schema.target(through)
        exists = self.exists(key)
        self.wanted[key].add(name)
        return exists, pl.col(_alias(key, name))

    def ids(self, tables: Iterable[tuple[str, str]]) -> pl.Series:
        """All keys in (table, column) pairs."""
        return pl.concat([self.frames[table][column].drop_nulls().alias("id") for table, column in tables]).unique()

    def attach(self, frame: pl.LazyFrame, cells: Cells) -> pl.LazyFrame:
        """`frame` with one column per thing asked for, joined by foreign key, in its own row order."""
        for key, names in self.wanted.items():
            other = self.frames[key.table].lazy()
            keys = [pl.col(column).alias(f"{_alias(key, '')}{number}") for number, column in enumerate(key.columns)]
            columns = [pl.col(name).alias(_alias(key, name)) for name in sorted(names)]
            right = other.select(*keys, *columns, pl.lit(True).alias(_alias(key, "")))
            right_on = [f"{_alias(key, '')}{number}" for number in range(len(keys))]
            right = right.drop_nulls(right_on).unique(subset=right_on, keep="first")
            frame = frame.join(
                right,
                left_on=[cells.text(name) for name in key.fields],
                right_on=right_on,
                how="left",
                maintain_order="left",
            )
        return frame


def _alias(key: ForeignKey, name: str) -> str:
    """A column name that no field can have."""
    return f"{'+'.join(key.fields)}>{name}"


def compile_rule(rule: ContractRule, cells: Cells, others: Others) -> Compiled | None:
    """`rule` over the columns of `cells`; None where the frame or the other tables lack a column that it reads.

    Raises `UnknownOperator` for a rule this compiler does not know.
    """
    if any(name not in cells.dtypes for name in own_columns(rule)) or not others.known(
        other_columns(rule, others.schema)
    ):
        return None
    test, name = rule.arguments, rule.field
    match test:
        case Typed():
            return Compiled(rule, cells.present(name), cells.present(name) & ~cells.ok(name))
        case Required():
            return Compiled(rule, pl.lit(True), ~cells.present(name), every=True)
        case Enum():
            return Compiled(rule, cells.present(name), ~cells.text(name).is_in(list(test.values)))
        case Pattern():
            return Compiled(rule, cells.present(name), ~cells.text(name).str.contains(whole(test.pattern)))
        case Length():
            return Compiled(
                rule,
                cells.present(name),
                ~_ordered(cells.text(name).str.len_chars(), test.operator, pl.lit(test.limit)),
            )
        case Bound():
            # From text: pl.lit of a Python number would first import numpy to ask whether it is one of its own.
            to = {"integer": pl.Int64(), "number": DECIMAL}.get(cells.types[name], pl.String())
            limit = pl.lit(plain(test.limit)).cast(to)
            value = cells.value(name)
            return Compiled(rule, value.is_not_null(), ~_ordered(value, test.operator, limit))
        case Unique():
            case_ = _all(cells.value(field).is_not_null() for field in test.fields)
            key = (
                pl.struct([cells.value(field) for field in test.fields]) if len(test.fields) > 1 else cells.value(name)
            )
            return Compiled(rule, case_, case_ & ~key.is_first_distinct())
        case ForeignKey():
            case_ = _all(cells.value(field).is_not_null() for field in test.fields)
            return Compiled(rule, case_, case_ & others.exists(test).is_null())
        case Compare():
            left, right = _comparable(cells, test)
            return Compiled(rule, left.is_not_null() & right.is_not_null(), ~_ordered(left, test.operator, right))
        case RequiredIf():
            case_ = _when(test.when, cells, others)
            return Compiled(rule, case_, case_ & ~cells.present(name))
        case EmptyUnless():
            case_ = cells.present(name)
            if test.when.through:
                case_ = case_ & others.exists(others.schema.target(test.when.through)).is_not_null()
            return Compiled(rule, case_, case_ & ~_when(test.when, cells, others))
        case Lookup():
            return _lookup(rule, test, cells, others)
        case StartsWith() | Compose():
            return _composed(rule, test, cells, others)
        case Numbered():
            return _numbered(rule, test, cells)
        case References():
            ids = cells.text(name).str.split(" ")
            unknown = ids.list.set_difference(pl.lit(others.ids(test.tables).implode()))
            return Compiled(rule, cells.present(name), unknown.list.len() > 0)
        case _:
            raise UnknownOperator(rule, "the Polars compiler")


def _all(parts: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(lambda a, b: a & b, parts)


def _ordered(left: pl.Expr, operator: str, right: pl.Expr) -> pl.Expr:
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case "=":
            return left == right
        case ">=":
            return left >= right
        case ">":
            return left > right
    raise ValueError(operator)


def _comparable(cells: Cells, test: Compare) -> tuple[pl.Expr, pl.Expr]:
    left, right = cells.value(test.left), cells.value(test.right)
    if {cells.types[test.left], cells.types[test.right]} == {"integer", "number"}:
        return left.cast(DECIMAL), right.cast(DECIMAL)
    return left, right


def _when(when: When, cells: Cells, others: Others) -> pl.Expr:
    """Whether the condition holds; never null. A look-up that leads nowhere does not hold."""
    if when.through is None and when.values is not None:
        return cells.among(when.column, when.values)
    column = others.column(when.through, when.column)[1] if when.through else cells.text(when.column)
    if when.values is None:
        return column.is_not_null()
    return column.is_in(list(when.values)).fill_null(False)


def _lookup(rule: ContractRule, test: Lookup, cells: Cells, others: Others) -> Compiled:
    exists, column = others.column(test.through, test.column)
    case_ = exists.is_not_null()
    if test.equals is not None:
        case_ = case_ & cells.present(test.equals)
        good = column == cells.text(test.equals)
    else:
        good = column.is_in(list(test.values or ()))
    return Compiled(rule, case_, case_ & ~good.fill_null(False))


def _composed(rule: ContractRule, test: StartsWith | Compose, cells: Cells, others: Others) -> Compiled:
    parts = pieces(test.template)
    case_ = _all([cells.present(test.field), *(cells.present(text) for is_field, text in parts if is_field)])
    wanted = cells.filled_in(parts)
    if isinstance(test, StartsWith):
        return Compiled(rule, case_, case_ & ~cells.text(test.field).str.starts_with(wanted))
    if test.when:
        case_ = case_ & _when(test.when, cells, others)
    return Compiled(rule, case_, case_ & (cells.text(test.field) != wanted))


def _numbered(rule: ContractRule, test: Numbered, cells: Cells) -> Compiled:
    """Violated: no number at the end, the number of an earlier row of the group, or the number before it in no row of
    the group."""
    case_ = cells.present(test.field) & cells.present(test.within)
    number = cells.number_at_end(test.field)
    group = cells.text(test.within)

    def key(n: pl.Expr) -> pl.Expr:
        # The number comes first and a slash ends it, so no two pairs give one text, whatever the group is called.
        return pl.concat_str([n.cast(pl.String), pl.lit("/"), group])

    mine = key(number)
    gap = (number != 1) & ~key(number - 1).is_in(mine.implode())
    return Compiled(rule, case_, case_ & (number.is_null() | gap.fill_null(False) | ~mine.is_first_distinct()))
