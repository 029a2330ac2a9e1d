"""Look-ups into other tables without a join: keys are sorted once, and each chunk of a large table looks for its own.

The keys of a table that is large itself may be there as hashes, sorted and each once (`looked_into`). The same rules
compile to the same expressions as with `Others`; only how their columns come about differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import polars as pl

from .model import ForeignKey, TableSchema
from .polars_expressions import Cells, Others, _alias
from .rows import columns_of

#: Of the hashes that stand for keys.
SEED = 0

#: A table and the columns of it that a foreign key leads to.
_Target = tuple[str, tuple[str, ...]]


class CodedOthers(Others):
    """`Others` for many frames of the same columns, one after the other."""

    def __init__(self, schema: TableSchema, frames: Mapping[str, pl.DataFrame]) -> None:
        super().__init__(schema, frames)
        self._matching: dict[tuple[str, str, str], bool] = {}
        self._sorted: dict[_Target, tuple[pl.Series, pl.DataFrame]] = {}
        self._lock = Lock()

    def attach_to(self, frame: pl.DataFrame, cells: Cells, keys: Sequence[ForeignKey]) -> pl.DataFrame:
        """`frame` with the columns asked for through `keys`. Whether a row exists is said by its number."""
        texts = self._texts(frame, cells, keys)
        targets: dict[_Target, list[ForeignKey]] = {}
        columns: list[pl.Series] = []
        for key, text in texts.items():
            if text.null_count() == len(text):
                columns += [text.alias(_alias(key, name)) for name in ("", *self.wanted[key])]
            else:
                targets.setdefault((key.table, key.columns), []).append(key)
        for target, same in targets.items():
            with self._lock:
                known, values = self._target(target)
            names = sorted(set().union(*(self.wanted[key] for key in same)))
            # Keys that lead to one table are looked for together: most of the cost is that of the calls.
            asked = pl.concat([texts[key] for key in same], rechunk=True)
            found = _looked_up(known, columns_of(values, names), asked)
            for number, key in enumerate(same):
                mine = found.slice(number * frame.height, frame.height)
                columns += [mine[name or _ROW].alias(_alias(key, name)) for name in ("", *self.wanted[key])]
        return frame.hstack(columns)

    def _texts(self, frame: pl.DataFrame, cells: Cells, keys: Sequence[ForeignKey]) -> dict[ForeignKey, pl.Series]:
        """What rows are looked for by, per key."""
        several = [key for key in keys if len(key.fields) > 1]
        joined = frame.clear()
        if several:
            made = {_alias(key, ""): _joined([cells.text(field) for field in key.fields]) for key in several}
            joined = frame.select(**made)
        return {key: joined[_alias(key, "")] if len(key.fields) > 1 else frame[key.fields[0]] for key in keys}

    def keys_match(self, key: ForeignKey, pattern: str) -> bool:
        """Whether every key of the other table matches `pattern` (with its anchors); only for keys of one field."""
        asked = key.table, key.columns[0], pattern
        if asked not in self._matching:
            frame, name = self.frames[key.table], flag(key.columns[0], pattern)
            if _is_hashed(frame[key.columns[0]]):
                self._matching[asked] = name in frame.columns and bool(frame[name].all())
            else:
                self._matching[asked] = bool(frame[key.columns[0]].str.contains(pattern).all())
        return self._matching[asked]

    def _target(self, target: _Target) -> tuple[pl.Series, pl.DataFrame]:
        """The keys of a table, sorted, and what is asked of rows with them, in the same order."""
        if target not in self._sorted:
            table, columns = target
            same = [other for other in self.wanted if (other.table, other.columns) == target]
            names = sorted(set().union(*(self.wanted[other] for other in same)))
            keys = self.frames[table][columns[0]]
            if _is_hashed(keys):
                self._sorted[target] = keys.alias(_ROW), self.frames[table].select(names)
                return self._sorted[target]
            rows = self.frames[table].select(_joined([pl.col(column) for column in columns]).alias(">"), *names)
            rows = rows.drop_nulls(">").sort(">", maintain_order=True)
            rows = rows.filter(pl.col(">").ne_missing(pl.col(">").shift())).rechunk()  # the first of those with one key
            self._sorted[target] = rows[">"], rows.select(names)
        return self._sorted[target]


#: The column that says which row was found.
_ROW = ">"


def _looked_up(known: pl.Series, values: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """For every text its place among `known` (sorted), and the `values` there; null where it is not there."""
    if not len(known):
        return values.clear(len(texts)).with_columns(pl.lit(None, pl.UInt32).alias(_ROW))
    different, number = _different(texts)
    asked = different.hash(SEED) if _is_hashed(known) else different
    place = pl.lit(known).search_sorted(pl.col(_ROW)).clip(0, len(known) - 1)
    there = pl.when(pl.lit(known).gather(place) == pl.col(_ROW)).then(place)
    rows = asked.alias(_ROW).to_frame().select(there.gather(pl.lit(number))).to_series()
    found = values[rows] if values.width else values
    return pl.DataFrame([rows, *(column.cast(pl.String) for column in found)])


def flag(column: str, pattern: str) -> str:
    """The name of the column that says which keys, themselves there as hashes, match a pattern."""
    return f"{column}>{pattern}"


def _is_hashed(keys: pl.Series) -> bool:
    return keys.dtype == pl.UInt64


def _different(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """(texts to look for, for every row the number of its text). Neighbours that are equal are one; where that leaves
    many, every text is."""
    if not texts.null_count():
        changes = pl.Series([True]).append(texts[1:] != texts[:-1])
        if int(changes.sum()) <= len(texts) // 4:
            return texts.filter(changes), changes.cum_sum() - 1
    different = texts.drop_nulls().unique()
    return different, texts.cast(pl.Enum(different)).to_physical()


def _joined(texts: Sequence[pl.Expr]) -> pl.Expr:
    """Several texts as one that no other texts give; null where one is."""
    if len(texts) == 1:
        return texts[0]
    parts = [part for text in texts for part in (text.str.len_bytes().cast(pl.String), pl.lit(":"), text)]
    return pl.concat_str(parts)
