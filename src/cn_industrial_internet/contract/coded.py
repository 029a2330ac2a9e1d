"""Look-ups into other tables without a join: keys are sorted once, and each chunk of a large table looks for its own.

The same rules compile to the same expressions as with `Others`; only how their columns come about differs.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from .model import ForeignKey
from .polars_expressions import Cells, Others, _alias


class CodedOthers(Others):
    """`Others` for many frames of the same columns, one after the other."""

    _made: dict[ForeignKey, tuple[pl.Series, dict[str, pl.Series]]] | None = None

    def attach_to(self, frame: pl.DataFrame, cells: Cells) -> pl.DataFrame:
        """`frame` with one column per thing asked for."""
        if self._made is None:
            self._made = {key: self._sorted(key, names) for key, names in self._wanted.items()}
        texts = frame.select(
            _joined([cells.text(name) for name in key.fields]).alias(_alias(key, "#")) for key in self._made
        )
        columns: list[pl.Series] = []
        for key, (keys, values) in self._made.items():
            # Neighbouring rows refer to the same few keys: each is looked for once, and numbered for the chunk.
            text = texts[_alias(key, "#")]
            different = text.drop_nulls().unique()
            places = keys.search_sorted(different).clip(0, max(0, len(keys) - 1))
            hit = keys.gather(places) == different if len(keys) else pl.repeat(False, len(different), eager=True)
            number = text.cast(pl.Enum(different)).to_physical()
            columns.append(_take(pl.select(pl.when(hit).then(True)).to_series(), number, _alias(key, "")))
            for name, series in values.items():
                found = series.gather(places) if len(keys) else series.clear(len(different))
                found = pl.select(pl.when(hit).then(found)).to_series()
                columns.append(_take(found, number, _alias(key, name)))
        return frame.with_columns(columns)

    def _wanted_keys(self) -> list[ForeignKey]:
        return list(self._wanted)

    def keys_match(self, key: ForeignKey, pattern: str) -> bool:
        """Whether every key of the other table matches `pattern` (with its anchors); only for keys of one field."""
        column = self.frames[key.table][key.columns[0]]
        return bool(column.drop_nulls().unique().str.contains(pattern).all())

    def _sorted(self, key: ForeignKey, names: set[str]) -> tuple[pl.Series, dict[str, pl.Series]]:
        other = self.frames[key.table].select(
            _joined([pl.col(column) for column in key.columns]).alias(">"), *(pl.col(name) for name in sorted(names))
        )
        other = other.drop_nulls(">").unique(subset=">", keep="first", maintain_order=True).sort(">")
        return other[">"], {name: other[name] for name in sorted(names)}


def _take(values: pl.Series, number: pl.Series, name: str) -> pl.Series:
    """`values` by number, null where there is none."""
    if not len(values):
        return pl.Series(name, [None], dtype=values.dtype).extend_constant(None, len(number))[: len(number)]
    return values.gather(number).alias(name)


def _joined(texts: Sequence[pl.Expr]) -> pl.Expr:
    """Several texts as one that no other texts give; null where one is."""
    if len(texts) == 1:
        return texts[0]
    parts = [part for text in texts for part in (text.str.len_bytes().cast(pl.String), pl.lit(":"), text)]
    return pl.concat_str(parts)
