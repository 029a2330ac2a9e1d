"""What the checks of a table read: columns of text (missing is null), their values, and the rows they refer to.

Values and look-ups are columns made once for all checks (`attach`). Numbers are compared as 128-bit decimals, never as
floats. A key is looked up by its place among those of the other table (an Enum), so that no join moves rows about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

import polars as pl

from .lexical import DECIMAL_PLACES, PATTERNS
from .model import ForeignKey, TableSchema
from .patterns import whole
from .rules import compile_rules
from .source import Malformed, Source

T = TypeVar("T")
DECIMAL = pl.Decimal(38, DECIMAL_PLACES)
_DTYPES: dict[str, Any] = {"integer": pl.Int64(), "number": DECIMAL}


class Registry:
    """The tables that checks look into. Of a table too large to be held, only rows are kept that others refer to."""

    def __init__(self, schemas: Mapping[str, TableSchema], sources: Mapping[str, Source]) -> None:
        self.schemas = schemas
        self.sources = sources
        self._kept: dict[Any, Any] = {}

    def has(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Whether all (table, column) pairs can be looked into."""
        return all(table in self.sources and column in self.sources[table].header for table, column in pairs)

    def frame(self, table: str) -> pl.DataFrame:
        """The rows of a table; of a large one, the columns and rows that others look into. Raises `Malformed`."""
        source = self.sources[table]
        if source.frame is not None:
            return source.frame
        try:
            return self._once(("frame", table), source.scan.collect if source.small else partial(self._referred, table))
        except pl.exceptions.PolarsError as error:  # its own findings say why
            raise Malformed([]) from error

    def keys(self, table: str, column: str) -> pl.Enum:
        """The values of a column, each once, in the order of their first rows."""
        cells = self.frame(table)[column].drop_nulls
        return self._once(("keys", table, column), lambda: pl.Enum(cells().unique(maintain_order=True)))

    def column(self, table: str, key: str, column: str) -> pl.Series:
        """The cells of `column` in the rows that `keys` are those of; of doubles, the first."""
        rows = self.frame(table).lazy().filter(pl.col(key).is_not_null()).unique(key, keep="first", maintain_order=True)
        return self._once(("column", table, key, column), lambda: rows.collect()[column])

    def places(self, table: str, key: str, column: str, among: pl.Enum) -> pl.Series | None:
        """The same cells as their places among texts; None where some are none of these."""

        def made() -> tuple[pl.Enum, pl.Series | None]:
            cells = self.column(table, key, column)
            placed = cells.cast(among, strict=False)
            return among, placed.to_physical() if placed.null_count() == cells.null_count() else None

        return self._once(("places", table, key, column, id(among)), made)[1]

    def placing(self, among: pl.Enum) -> tuple[str, pl.Expr]:
        """What makes of the texts of columns whose names end in a suffix their places among others: made once, since an
        Enum of many texts is costly to name."""

        def made() -> tuple[pl.Enum, str, pl.Expr]:
            suffix = f">{len(self._kept)}"
            return among, suffix, pl.col(f"^.+{suffix}$").cast(among, strict=False).to_physical()

        return self._once(("placing", id(among)), made)[1:]

    def by_key(self, table: str, key: str, column: str) -> dict[str, str | None]:
        """The cells of `column` by key."""
        keys, cells = self.keys(table, key).categories, self.column(table, key, column)
        return self._once(("by key", table, key, column), lambda: dict(zip(keys, cells, strict=True)))

    def hashes(self, table: str, columns: tuple[str, ...]) -> pl.Series:
        """Hashes of the rows' cells in several columns, for keys of several fields."""
        rows = self.frame(table)
        return self._once(
            ("hashes", table, columns), lambda: rows.select(hashed(columns).unique().implode()).to_series()
        )

    def ids(self, tables: tuple[tuple[str, str], ...]) -> pl.Enum:
        """All keys of several tables."""
        cells = [self.frame(table)[column].drop_nulls().alias("id") for table, column in tables]
        return self._once(("ids", tables), lambda: pl.Enum(pl.concat(cells).unique()))

    def _once(self, name: tuple[object, ...], made: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = made()
        found: T = self._kept[name]
        return found

    def passing(self, table: str, batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The batches of a table that is passed over; of a large one, what others look into is kept on the way."""
        if table not in self.sources or self.sources[table].small or ("frame", table) in self._kept:
            yield from batches
            return
        try:
            columns, wanted = self._looked_into(table)
        except pl.exceptions.PolarsError:  # of a table that cannot be read; it is passed over later
            yield from batches
            return
        parts = []
        for batch in batches:
            parts.append(batch.select(pl.col(columns).cast(pl.String)).filter(wanted))
            yield batch
        self._kept["frame", table] = pl.concat(parts)

    def _referred(self, table: str) -> pl.DataFrame:
        """One pass over a large table for what others look into."""
        columns, wanted = self._looked_into(table)
        return self.sources[table].scan.select(columns).filter(wanted).collect(engine="streaming")

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


def hashed(columns: Iterable[str]) -> pl.Expr:
    """A hash of the cells of several columns, null where one is empty."""
    names = list(columns)
    filled = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    cells = pl.struct(pl.col(name).cast(pl.String).alias(f"{n}") for n, name in enumerate(names))
    return pl.when(filled).then(cells.hash(7))


class Cells:
    """The columns of one table as its checks read them. What is asked for is made by `attach`.

    `listed` are the columns that hold, instead of texts, their places among those that are `known`.
    """

    def __init__(self, schema: TableSchema, registry: Registry, listed: Mapping[str, pl.Enum] | None = None) -> None:
        self.schema = schema
        self.registry = registry
        self.listed = listed or {}
        self.types = {field.name: field.type for field in schema.fields}
        self.known = {**self._known(), **self.listed}
        self._values: dict[str, pl.Expr] = {}
        self._placing: dict[str, pl.Expr] = {}
        self._looked_up: dict[str, tuple[pl.Expr, pl.Series]] = {}

    def dtype(self, name: str, *, wide: bool = False) -> Any:
        """What the values of a field are compared as; `wide` is decimal for whole numbers too."""
        dtype = _DTYPES.get(self.types[name], pl.String())
        return DECIMAL if wide and dtype != pl.String else dtype

    def _known(self) -> dict[str, pl.Enum]:
        """By column, all texts that its cells may be, where a list or the keys of another table say so."""
        lists = {field.name: pl.Enum(field.enum) for field in self.schema.fields if field.enum}
        lists |= {key.fields[0]: keys for key in self.schema.foreign_keys if (keys := self._keys(key)) is not None}
        return {name: keys for name, keys in lists.items() if self.types[name] == "string"}

    def _keys(self, key: ForeignKey) -> pl.Enum | None:
        """The keys of another table that a field leads to; None where they are not to be had."""
        one, others = len(key.fields) == 1 and key.table != self.schema.name, [(key.table, key.columns[0])]
        try:
            return self.registry.keys(key.table, key.columns[0]) if one and self.registry.has(others) else None
        except Malformed:
            return None

    def text(self, name: str) -> pl.Expr:
        """A cell as text: columns may hold places among what is `known`."""
        return pl.col(name).cast(pl.String)

    def value(self, name: str) -> pl.Expr:
        """What a cell is compared by; null when missing or not of its type. Dates and texts are compared as text."""
        type_, cell = self.types[name], pl.col(name)
        if type_ == "string":
            return cell
        good = cell.str.contains(whole(PATTERNS[type_]))
        if type_ == "date":
            good = good & cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        kept = pl.when(good).then(cell)
        self._values[f"{name}="] = kept.cast(_DTYPES[type_], strict=False) if type_ in _DTYPES else kept
        return pl.col(f"{name}=")

    def exists(self, key: ForeignKey) -> pl.Expr:
        """Whether the row that a foreign key leads to exists; never null."""
        if len(key.fields) > 1:
            known = self.registry.hashes(key.table, key.columns)
            return hashed(key.fields).is_in(pl.lit(known)).fill_null(False)
        return self._place(key).is_not_null()

    def looked_up(self, through: str, column: str, values: tuple[str, ...] | None = None) -> tuple[pl.Expr, pl.Expr]:
        """(whether the row that `through` points to exists, its cell in `column`, or whether that is among `values`)"""
        key = self.schema.target(through)
        place, name = self._place(key), f"{through}>{column}"
        series = self.registry.column(key.table, key.columns[0], column)
        if values is not None:
            name, series = f"{name}={values}", series.is_in(values)
        self._looked_up[name] = (place, series)
        return place.is_not_null(), pl.col(name)

    def agrees(self, through: str, column: str, equals: str) -> pl.Expr:
        """Whether the cell in `column` of the row that `through` points to is that of the field `equals`. They are
        compared by their places among the texts known of that field, where the other column has no others."""
        key, known = self.schema.target(through), self.known.get(equals)
        places = None if known is None else self.registry.places(key.table, key.columns[0], column, known)
        if known is None or places is None:
            return self.looked_up(through, column)[1] == self.text(equals)
        name = f"{through}>{column} as {equals}"
        self._looked_up[name] = (self._place(key), places)
        return pl.col(name) == self._placed(equals, known)

    def _place(self, key: ForeignKey) -> pl.Expr:
        return self._placed(key.fields[0], self.registry.keys(key.table, key.columns[0]))

    def _placed(self, field: str, among: pl.Enum) -> pl.Expr:
        """The place of a cell of `field` among texts; null where it is none of them."""
        if self.listed.get(field) is among:
            return pl.col(field).to_physical()
        suffix, placing = self.registry.placing(among)
        self._placing[suffix] = placing
        self._values[f"{field}{suffix}"] = pl.col(field)
        return pl.col(f"{field}{suffix}")

    def attach(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with all that was asked for."""
        frame = frame.with_columns(made.alias(name) for name, made in self._values.items())
        frame = frame.with_columns(self._placing.values())
        return frame.with_columns(
            pl.lit(series).gather(place).alias(name) for name, (place, series) in self._looked_up.items()
        )
