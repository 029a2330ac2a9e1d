"""Conditions on the rows of a table in SQL that DuckDB and, by `pl.sql_expr`, Polars read: each is written once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from .lexical import DECIMAL_PLACES, PATTERNS
from .model import ForeignKey, TableSchema
from .patterns import whole

_TYPES = {"integer": "BIGINT", "number": f"DECIMAL(38, {DECIMAL_PLACES})"}


def quoted(name: str) -> str:
    """A name between quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A literal text."""
    return "'" + text.replace("'", "''") + "'"


def among(cell: str, values: Sequence[str]) -> str:
    """Whether a cell is one of some values."""
    return f"{cell} IN ({', '.join(map(literal, values))})"


def matches(cell: str, pattern: str) -> str:
    """Whether a pattern is all of a cell."""
    return f"regexp_like({cell}, {literal(whole(pattern))})"


class Conditions(ABC):
    """What conditions on the rows of one table read, asked for by the kinds. Cells are text, null where empty."""

    def __init__(self, schema: TableSchema) -> None:
        self.schema = schema
        self.types = {field.name: field.type for field in schema.fields}

    @abstractmethod
    def column(self, name: str) -> str:
        """A cell of the row."""

    def cell(self, name: str) -> str:
        """The text of a cell of the row."""
        return self.column(name)

    def filled(self, *names: str) -> str:
        """Whether cells are filled."""
        return " AND ".join(f"{self.column(name)} IS NOT NULL" for name in dict.fromkeys(names))

    def type(self, name: str) -> str:
        """The type that the values of a field are compared as: numbers exactly, everything else as text."""
        return _TYPES.get(self.types[name], "TEXT")

    def value(self, name: str) -> str:
        """What a cell is compared by; null when missing or not of its type."""
        type_, cell = self.types[name], self.cell(name)
        if type_ == "string":
            return cell
        value = f"try_cast({cell} AS {self.type(name)})" if type_ in _TYPES else cell
        return f"CASE WHEN {matches(cell, PATTERNS[type_])} THEN {value} END"

    def valued(self, names: Iterable[str]) -> str:
        """Whether cells are filled, and of their types."""
        columns = (self.column(name) if self.types[name] == "string" else f"({self.value(name)})" for name in names)
        return " AND ".join(f"{column} IS NOT NULL" for column in columns)

    @abstractmethod
    def exists(self, key: ForeignKey) -> str:
        """Whether the row that a foreign key leads to exists; never null."""

    @abstractmethod
    def looked_up(self, through: str, column: str, values: tuple[str, ...] | None = None) -> str:
        """The cell in `column` of the row that `through` points to; or whether that is among `values`."""

    def agrees(self, through: str, column: str, equals: str) -> str:
        """Whether the cell in `column` of the row that `through` points to is that of the field `equals`."""
        return f"{self.looked_up(through, column)} = {self.cell(equals)}"

    @abstractmethod
    def strays(self, field: str, tables: tuple[tuple[str, str], ...]) -> str:
        """Whether one of the ids in a cell, which blanks separate, is no key (table, column) of any of the tables."""
