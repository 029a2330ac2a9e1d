"""Look-ups into other tables without a join: keys are sorted once, and each chunk of a large table looks for its own.

The same rules compile to the same expressions as with `Others`; only how their columns come about differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import polars as pl
from polars._typing import PolarsDataType

from .model import ForeignKey, TableSchema
from .polars_expressions import Cells, Others, _alias

#: A table and the columns of it that a foreign key leads to.
_Target = tuple[str, tuple[str, ...]]


class CodedOthers(Others):
    """`Others` for many frames of the same columns, one after the other."""

    def __init__(self, schema: TableSchema, frames: Mapping[str, pl.DataFrame]) -> None:
        super().__init__(schema, frames)
        self._sorted: dict[_Target, tuple[pl.Series, dict[str, pl.Series]]] = {}
        self._lock = Lock()

    def attach_to(self, frame: pl.DataFrame, cells: Cells, keys: Sequence[ForeignKey]) -> pl.DataFrame:
        """`frame` with the columns asked for through `keys`."""
        texts = frame.select(
            _joined([cells.text(name) for name in key.fields]).alias(_alias(key, "")) for key in keys
        )
        columns: list[pl.Series] = []
        for key in keys:
            # Neighbouring rows refer to the same few keys: each is looked for once, and numbered for the chunk.
            text = texts[_alias(key, "")]
            if text.null_count() == len(text):
                columns += [_nothing(pl.Boolean(), len(text), _alias(key, ""))]
                types = self.frames[key.table].schema
                columns += [_nothing(types[name], len(text), _alias(key, name)) for name in self.wanted[key]]
                continue
            with self._lock:
                known, values = self._target(key)
            different, number = _different(text)
            places = known.search_sorted(different).clip(0, max(0, len(known) - 1))
            hit = known.gather(places) == different if len(known) else pl.repeat(False, len(different), eager=True)
            columns.append(_take(pl.select(pl.when(hit).then(True)).to_series(), number, _alias(key, "")))
            for name in sorted(self.wanted[key]):
                series = values[name]
                found = series.gather(places) if len(known) else series.clear(len(different))
                found = pl.select(pl.when(hit).then(found)).to_series()
                columns.append(_take(found, number, _alias(key, name)))
        return frame.with_columns(columns)

    def keys_match(self, key: ForeignKey, pattern: str) -> bool:
        """Whether every key of the other table matches `pattern` (with its anchors); only for keys of one field."""
        column = self.frames[key.table][key.columns[0]]
        return bool(column.drop_nulls().unique().str.contains(pattern).all())

    def _target(self, key: ForeignKey) -> tuple[pl.Series, dict[str, pl.Series]]:
        """The keys of the table that `key` leads to, sorted, and what rows with it are asked, in the same order."""
        target = key.table, key.columns
        if target not in self._sorted:
            same = [other for other in self.wanted if (other.table, other.columns) == target]
            names = sorted(set().union(*(self.wanted[other] for other in same)))
            rows = self.frames[key.table].select(_joined([pl.col(column) for column in key.columns]).alias(">"), *names)
            rows = rows.drop_nulls(">").unique(subset=">", keep="first", maintain_order=True).sort(">")
            self._sorted[target] = rows[">"], {name: rows[name] for name in names}
        return self._sorted[target]


def _different(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    """(texts to look for, for every row the number of its text). Neighbours that are equal are one; where that leaves
    many, every text is."""
    if not text.null_count():
        changes = pl.concat([pl.Series([True]), (text != text.shift())[1:]])
        number = changes.cum_sum() - 1
        if number[-1] < len(text) // 4:
            return text.filter(changes), number
    different = text.drop_nulls().unique()
    return different, text.cast(pl.Enum(different)).to_physical()


def _take(values: pl.Series, number: pl.Series, name: str) -> pl.Series:
    """`values` by number, null where there is none."""
    if not len(values):
        return _nothing(values.dtype, len(number), name)
    return values.gather(number).alias(name)


def _nothing(dtype: PolarsDataType, length: int, name: str) -> pl.Series:
    return pl.Series(name, dtype=dtype).extend_constant(None, length)


def _joined(texts: Sequence[pl.Expr]) -> pl.Expr:
    """Several texts as one that no other texts give; null where one is."""
    if len(texts) == 1:
        return texts[0]
    parts = [part for text in texts for part in (text.str.len_bytes().cast(pl.String), pl.lit(":"), text)]
    return pl.concat_str(parts)
