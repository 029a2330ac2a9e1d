"""What the checks of a table read: columns of text (missing is null), their values, and the rows they refer to.

Values and look-ups are columns made once for all checks (`attach`). A key is looked up by its place among those of the
other table (an Enum), so that no join moves rows about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, wraps
from typing import Any, TypeVar

import polars as pl

from .conditions import Conditions, quoted
from .model import ForeignKey, TableSchema
from .rules import compile_rules
from .source import Malformed, Source

Method = TypeVar("Method", bound=Callable[..., Any])


#: Stands in the names of columns that are made, and in none that a person writes.
_MADE = "\x00"


def _once(method: Method) -> Method:
    """A method of a registry that keeps what it has found; Enums, which are costly to compare, are told by identity."""

    @wraps(method)
    def kept(self: Registry, *given: Any) -> Any:
        key = method, *(id(one) if isinstance(one, pl.Enum) else one for one in given)
        if key not in self._kept:
            self._kept[key] = method(self, *given), given
        return self._kept[key][0]

    return kept  # type: ignore[return-value]


@lru_cache(maxsize=4096)
def expression(condition: str) -> pl.Expr:
    """A condition or value as Polars reads it."""
    return pl.sql_expr(condition)


class Registry:
    """The tables that checks look into. Of a table too large to be held, only rows are kept that others refer to."""

    def __init__(self, schemas: Mapping[str, TableSchema], sources: Mapping[str, Source]) -> None:
        self.schemas = schemas
        self.sources = sources
        self._kept: dict[Any, Any] = {}
        self._frames: dict[str, pl.DataFrame] = {}

    def has(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Whether all (table, column) pairs can be looked into."""
        return all(table in self.sources and column in self.sources[table].header for table, column in pairs)

    def frame(self, table: str) -> pl.DataFrame:
        """The rows of a table; of a large one, the columns and rows that others look into. Raises `Malformed`."""
        source = self.sources[table]
        if source.frame is not None:
            return source.frame
        try:
            if table not in self._frames:
                columns, wanted = (source.header, pl.lit(True)) if source.small else self._looked_into(table)
                self._frames[table] = source.scan.select(columns).filter(wanted).collect(engine="streaming")
        except pl.exceptions.PolarsError as error:  # its own findings say why
            raise Malformed([]) from error
        return self._frames[table]

    @_once
    def keys(self, table: str, column: str) -> pl.Enum:
        """The values of a column, each once, in the order of their first rows."""
        return pl.Enum(self.frame(table)[column].drop_nulls().unique(maintain_order=True))

    @_once
    def column(self, table: str, key: str, column: str) -> pl.Series:
        """The cells of `column` in the rows that `keys` are those of; of doubles, the first."""
        rows = self.frame(table).lazy().filter(pl.col(key).is_not_null()).unique(key, keep="first", maintain_order=True)
        return rows.collect()[column]

    @_once
    def places(self, table: str, key: str, column: str, texts: pl.Enum) -> pl.Series | None:
        """The same cells as their places among texts; None where some are none of these."""
        cells = self.column(table, key, column)
        placed = cells.cast(texts, strict=False)
        return placed.to_physical() if placed.null_count() == cells.null_count() else None

    @_once
    def placing(self, texts: pl.Enum) -> tuple[str, pl.Expr]:
        """A suffix, and what makes of the texts of columns whose names end in it their places among others."""
        suffix = f"{_MADE}{len(self._kept)}"
        return suffix, pl.col(f"^.+{suffix}$").cast(texts, strict=False).to_physical()

    @_once
    def by_key(self, table: str, key: str, column: str) -> dict[str, str | None]:
        """The cells of `column` by key."""
        return dict(zip(self.keys(table, key).categories, self.column(table, key, column), strict=True))

    @_once
    def hashes(self, table: str, columns: tuple[str, ...]) -> pl.Series:
        """Hashes of the rows' cells in several columns, for keys of several fields."""
        return self.frame(table).select(_hashed(columns).unique().implode()).to_series()

    @_once
    def ids(self, tables: tuple[tuple[str, str], ...]) -> pl.Enum:
        """All keys of several tables."""
        cells = [self.frame(table)[column].drop_nulls().alias("id") for table, column in tables]
        return pl.Enum(pl.concat(cells).unique())

    def passing(self, table: str, batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The batches of a table that is passed over; of a large one, what others look into is kept on the way."""
        kept = None
        if table in self.sources and not self.sources[table].small and table not in self._frames:
            with suppress(pl.exceptions.PolarsError):  # of a table that cannot be read; it is passed over later
                kept = self._looked_into(table)
        parts = []
        for batch in batches:
            if kept:
                parts.append(batch.select(pl.col(kept[0]).cast(pl.String)).filter(kept[1]))
            yield batch
        if kept:
            self._frames[table] = pl.concat(parts)

    def _looked_into(self, table: str) -> tuple[list[str], pl.Expr]:
        """The columns of a table that any table looks into, and whether a row is one that any refers to."""
        header = self.sources[table].header
        wanted: dict[str, list[pl.LazyFrame]] = {}
        columns: set[str] = set()
        for name, other in self.sources.items():
            for rule in compile_rules(self.schemas[name]) if name in self.schemas else ():
                pairs = [column for theirs, column in rule.kind.others(self.schemas[name]) if theirs == table]
                columns.update(pairs)
                if not pairs or rule.field not in other.header or pairs[0] not in header:
                    continue
                cells = pl.col(rule.field).drop_nulls().alias("key")
                if rule.kind.operator == "foreign_key":
                    wanted.setdefault(pairs[0], []).append(other.scan.select(cells))
                elif rule.kind.operator == "references":
                    wanted.setdefault(pairs[0], []).append(other.scan.select(cells.str.split(" ").explode()))
        named = [
            pl.col(key).is_in(pl.concat(scans).unique().collect(engine="streaming").to_series().implode())
            for key, scans in wanted.items()
        ]
        return sorted(columns.intersection(header)), pl.any_horizontal(named) if named else pl.lit(False)


def _hashed(columns: Iterable[str]) -> pl.Expr:
    """A hash of the cells of several columns."""
    return pl.struct(pl.col(name).cast(pl.String).alias(str(n)) for n, name in enumerate(columns)).hash(7)


class Cells(Conditions):
    """The columns of one table as its checks read them; what is asked for is made by `attach`. `known` are all texts
    that the cells of a column may be, by a list or keys; the `listed` columns hold their places among these."""

    def __init__(self, schema: TableSchema, registry: Registry, listed: Mapping[str, pl.Enum] | None = None) -> None:
        super().__init__(schema)
        self.registry = registry
        self.listed = listed or {}
        self.known = {**self._known(), **self.listed}
        self._values: dict[str, pl.Expr] = {}
        self._placing: dict[str, pl.Expr] = {}
        self._looked_up: dict[str, tuple[str, pl.Series]] = {}

    def _known(self) -> dict[str, pl.Enum]:
        lists = {field.name: pl.Enum(field.enum) for field in self.schema.fields if field.enum}
        for key in self.schema.foreign_keys:
            target = key.table, key.columns[0]
            if len(key.fields) == 1 and key.table != self.schema.name and self.registry.has([target]):
                with suppress(Malformed):
                    lists[key.fields[0]] = self.registry.keys(*target)
        return {name: texts for name, texts in lists.items() if self.types[name] == "string"}

    def column(self, name: str) -> str:
        return quoted(name)

    def cell(self, name: str) -> str:
        return f"CAST({quoted(name)} AS TEXT)" if name in self.listed else quoted(name)

    def value(self, name: str) -> str:
        value = super().value(name)
        return value if self.types[name] == "string" else self._made(name, expression(value))

    def key(self, name: str) -> pl.Expr:
        """What a cell is compared by, for equality alone."""
        return pl.col(name) if self.types[name] == "string" else expression(self.value(name))

    def exists(self, key: ForeignKey) -> str:
        if len(key.fields) == 1:
            return f"{quoted(self._place(key))} IS NOT NULL"
        known = pl.lit(self.registry.hashes(key.table, key.columns))
        return self._made(f"{key.fields} in {key.table}", _hashed(key.fields).is_in(known))

    def looked_up(self, through: str, column: str, values: tuple[str, ...] | None = None) -> str:
        key = self.schema.target(through)
        name, cells = f"{through}>{column}{_MADE}", self.registry.column(key.table, key.columns[0], column)
        if values is not None:
            name, cells = f"{name}={values}", cells.is_in(values)
        self._looked_up[name] = self._place(key), cells
        return quoted(name)

    def agrees(self, through: str, column: str, equals: str) -> str:
        """By their places among the texts known of that field, where the other column has no others."""
        key, known = self.schema.target(through), self.known.get(equals)
        places = self.registry.places(key.table, key.columns[0], column, known) if known else None
        if known is None or places is None:
            return super().agrees(through, column, equals)
        name = f"{through}>{column} as {equals}{_MADE}"
        self._looked_up[name] = self._place(key), places
        return f"{quoted(name)} = {quoted(self._placed(equals, known))}"

    def strays(self, field: str, tables: tuple[tuple[str, str], ...]) -> str:
        unknown = pl.element().cast(self.registry.ids(tables), strict=False).is_null()
        split = pl.col(field).cast(pl.String).str.split(" ")
        return self._made(f"{field} in {tables}", split.list.eval(unknown).list.any())

    def _made(self, name: str, made: pl.Expr) -> str:
        self._values[f"{name}{_MADE}"] = made
        return quoted(f"{name}{_MADE}")

    def _place(self, key: ForeignKey) -> str:
        return self._placed(key.fields[0], self.registry.keys(key.table, key.columns[0]))

    def _placed(self, field: str, texts: pl.Enum) -> str:
        """The column of the places of the cells of `field` among texts; null where one is none of them."""
        suffix, made = f"{_MADE}#", pl.col(field)
        if self.listed.get(field) is texts:
            made = made.to_physical()
        else:
            suffix, placing = self.registry.placing(texts)
            self._placing[suffix] = placing
        self._values[f"{field}{suffix}"] = made
        return f"{field}{suffix}"

    def attach(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with all that was asked for."""
        frame = frame.with_columns(made.alias(name) for name, made in self._values.items())
        frame = frame.with_columns(self._placing.values())
        found = ((name, pl.lit(series).gather(place)) for name, (place, series) in self._looked_up.items())
        return frame.with_columns(cells.alias(name) for name, cells in found)
