"""Tables as sequences of plain dataclasses, exact, typed, and had without any library; and columns of text as frames of
pandas, Polars and PyArrow, in the types the table in `loading` lists.
"""

from __future__ import annotations

import json
import keyword
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import fields, make_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from ..grid import Grid, preview
from ..libraries import library
from ..package.renamed import RenamedId, followed
from . import views
from .columns import CannotLoad, Column, places
from .databases import relation

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from .loading import Decimals

R = TypeVar("R")
C = TypeVar("C", bound=str)


def build(name: str, columns: list[Column], into: str, decimals: str, about: dict[str, Any]) -> Any:
    """Checked `columns` as the frame `into`, with the metadata `about`. Raises `MissingLibrary`."""
    library(into)
    if into == "duckdb":
        return relation(name, columns, decimals, about)
    return {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow}[into](columns, decimals, about)


def _pandas(columns: list[Column], decimals: str, about: dict[str, Any]) -> Any:
    """Texts are not backed by Arrow: what comes of a comparison must go together with the other columns in a filter."""
    import pandas as pd

    frame = pd.DataFrame({c.name: pd.Series(c.values(decimals), dtype=c.kind(decimals).pandas) for c in columns})
    frame.attrs.update(about)
    return frame


def _polars(columns: list[Column], decimals: str, about: dict[str, Any]) -> Any:
    """A frame of Polars, which keeps no metadata of its own: `about` is left to `metadata`."""
    import polars as pl

    made = []
    for column in columns:
        if kind := column.kind(decimals).polars:
            made.append(pl.Series(column.name, column.values(decimals), dtype=getattr(pl, kind)))
        else:
            made.append(pl.Series(column.name, column.cells, dtype=pl.String).cast(pl.Decimal(38, places(column))))
    return pl.DataFrame(made)


def _pyarrow(columns: list[Column], decimals: str, about: dict[str, Any]) -> Any:
    """An Arrow table; `about` travels as JSON under the key "cnii" of its schema, and field by field."""
    import pyarrow as pa

    fields, arrays = [], []
    for column in columns:
        kind = column.kind(decimals).pyarrow
        type_ = pa.type_for_alias(kind) if kind else pa.decimal128(38, places(column))
        said = {key: str(value) for key, value in about["columns"].get(column.name, {}).items()}
        fields.append(pa.field(column.name, type_, metadata=said))
        arrays.append(pa.array(column.values(decimals), type=type_))
    schema = pa.schema(fields, metadata={"cnii": json.dumps(about, ensure_ascii=False)})
    return pa.Table.from_arrays(arrays, schema=schema)


class Records(Sequence[R], Generic[R, C]):
    """One table or view: a sequence of records in file order, from which frames can be made.

    `Records[R, C]` holds records of the dataclass R, whose fields have the names C. `columns` are those names;
    `metadata` says what the table is, its licence, and what each column means.

    >>> import cn_industrial_internet as cnii
    >>> cnii.units.get("CNY").name
    'yuan renminbi'
    >>> cnii.observations.to_polars("entity_id", "value").width
    2
    """

    def __init__(self, name: str, columns: list[Column], metadata: dict[str, Any], root: Path | None = None) -> None:
        self.name = name
        self.metadata = metadata
        self._columns = columns
        self._root = root

    @cached_property
    def kind(self) -> type[R]:
        """The dataclass of the records: frozen, with a field for each column, called after one row of the table."""
        kind: type[R] = _made(self.name, tuple(column.name for column in self._columns))
        return kind

    @property
    def columns(self) -> tuple[C, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self._columns)  # type: ignore[misc]

    @cached_property
    def _all(self) -> tuple[R, ...]:
        values = (column.values() for column in self._columns)
        return tuple(self.kind(*row) for row in zip(*values, strict=True))

    def __len__(self) -> int:
        return len(self._columns[0].cells) if self._columns else 0

    def __iter__(self) -> Iterator[R]:
        return iter(self._all)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[R, ...]: ...
    def __getitem__(self, index: int | slice) -> R | tuple[R, ...]:
        """The record at a place counted from 0, or those of a slice. For a key, see `get`."""
        return self._all[index]

    def get(self, key: str) -> R | None:
        """The record with this primary key, the parts of a compound one joined by "|"; None where there is none. A key
        of an earlier version leads to the record as it is called now, with a `RenamedId` warning."""
        if key in self._by_key or self._root is None:
            return self._by_key.get(key)
        former = followed(self._root, views.tables_of(self.name) if self.name in views.NAMES else (self.name,), key)
        record = self._by_key.get(former.new_key) if former else None
        if record is not None:
            warnings.warn(str(former), RenamedId, stacklevel=2)
        return record

    @cached_property
    def _by_key(self) -> dict[str, R]:
        """Records by their key; of doubles, the first."""
        names = self.metadata["primary_key"] or self.columns[:1]
        cells = (
            [cell or "" for cell in column.cells] for name in names for column in self._columns if column.name == name
        )
        keys = ["|".join(parts) for parts in zip(*cells, strict=True)]
        return dict(zip(reversed(keys), reversed(self._all), strict=True))

    def to_pandas(self, *columns: C, decimals: Decimals = "decimal") -> pd.DataFrame:
        """The named columns (all, when none is) as a frame of pandas; otherwise as `load` does."""
        frame: pd.DataFrame = self._into("pandas", columns, decimals)
        return frame

    def to_polars(self, *columns: C, decimals: Decimals = "decimal") -> pl.DataFrame:
        """The named columns (all, when none is) as a frame of Polars; otherwise as `load` does."""
        frame: pl.DataFrame = self._into("polars", columns, decimals)
        return frame

    def to_pyarrow(self, *columns: C, decimals: Decimals = "decimal") -> pa.Table:
        """The named columns (all, when none is) as an Arrow table; otherwise as `load` does."""
        frame: pa.Table = self._into("pyarrow", columns, decimals)
        return frame

    def to_duckdb(self, *columns: C, decimals: Decimals = "decimal") -> duckdb.DuckDBPyRelation:
        """The named columns (all, when none is) as a DuckDB relation; otherwise as `load` does."""
        frame: duckdb.DuckDBPyRelation = self._into("duckdb", columns, decimals)
        return frame

    def _into(self, into: str, names: tuple[C, ...], decimals: str) -> Any:
        by_name = {column.name: column for column in self._columns}
        if unknown := [name for name in names if name not in by_name]:
            raise CannotLoad(f"{self.name} has no column {unknown[0]!r}", f"Its columns are {', '.join(by_name)}.")
        return build(self.name, [by_name[name] for name in names or by_name], into, decimals, self.metadata)

    def rows_as_text(self) -> list[tuple[str, ...]]:
        """Every record as the text of its cells, "" where missing."""
        return [*zip(*([cell or "" for cell in column.cells] for column in self._columns), strict=True)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and (self.name, self._columns) == (other.name, other._columns)

    def __hash__(self) -> int:
        return hash((self.name, self.columns))

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self):,} records of {len(self._columns)} columns>"

    def to_grid(self) -> Grid:
        """Every record as text, with the types of its columns."""
        return Grid(list(self.columns), [column.type for column in self._columns], self.rows_as_text())

    def __str__(self) -> str:
        return preview(self.to_grid()).rstrip("\n")


def class_name(table: str) -> str:
    """What one row of `table` is called: entity_names holds EntityName records.

    >>> class_name("entities"), class_name("ranking_criteria"), class_name("evidence")
    ('Entity', 'RankingCriterion', 'Evidence')
    """
    for ending, singular in (("ies", "y"), ("criteria", "criterion"), ("s", "")):
        if table.endswith(ending):
            table = table.removesuffix(ending) + singular
            break
    return "".join(part.capitalize() for part in table.split("_"))


class _Record:
    """What the records of every table share: they can be stored, though their class is made when it is needed."""

    __slots__ = ()
    _table: ClassVar[str] = ""

    def __reduce__(self) -> tuple[Any, ...]:
        names = tuple(field.name for field in fields(self))  # type: ignore[arg-type]
        return _restored, (self._table, names, tuple(getattr(self, name) for name in names))


def _restored(table: str, names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    return _made(table, names)(*values)


@cache
def _made(table: str, names: tuple[str, ...]) -> Any:
    wrong = [n for n in names if not n.isidentifier() or keyword.iskeyword(n)]
    if wrong:
        raise CannotLoad(f"{table}: no record can have a field called {wrong[0]!r}", "Load it as a frame.")
    made = make_dataclass(
        class_name(table), [(n, Any) for n in names], bases=(_Record,), namespace={"_table": table}, frozen=True,
        slots=True,
    )  # fmt: skip
    return made
