"""A large table as messages see it: the few records that findings are about, and the rows that look-ups lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from .messages import View, number_at_end

if TYPE_CHECKING:
    import polars as pl


class FrameView(View):
    """Columns of a large table that rules look into, of all rows (`whole`) or of those that a message leads to. They
    stay in their frame: a message needs a few cells of them."""

    def __init__(
        self, name: str, path: str, key: tuple[str, ...], frame: pl.DataFrame | None, whole: bool = True
    ) -> None:
        columns = {} if frame is None else frame.to_dict()
        super().__init__(name, path, key, cast("Mapping[str, Sequence[str | None]]", columns))
        self.frame = frame
        self.whole = whole
        self._sorted: dict[str, pl.DataFrame] = {}

    def find(self, columns: tuple[str, ...], cells: tuple[str | None, ...]) -> int | None:
        if self.frame is None or len(columns) > 1 or cells[0] is None:
            return super().find(columns, cells)
        [name] = columns
        if name not in self._sorted:
            keys = self.frame.select(name).with_row_index("#").drop_nulls(name)
            self._sorted[name] = keys.sort(name, maintain_order=True)
        known = self._sorted[name]
        place = known[name].search_sorted(cells[0], side="left")
        return int(known["#"][place]) if place < known.height and known[name][place] == cells[0] else None


class SparseView(FrameView):
    """`records` are cells by record (from 0), `places` the physical lines of the same records.

    `frame` holds the columns that rules look into, of all rows or of some; its rows are known by negative numbers.
    """

    def __init__(
        self,
        name: str,
        path: str,
        key: tuple[str, ...],
        header: Sequence[str],
        records: Mapping[int, tuple[str, ...]],
        places: Mapping[int, int],
        frame: pl.DataFrame | None,
        whole: bool = True,
    ) -> None:
        super().__init__(name, path, key, frame, whole)
        self.header = tuple(header)
        self.records = records
        self.places = places

    def line(self, record: int) -> int | None:
        return self.places.get(record)

    def cell(self, record: int, column: str) -> str | None:
        if record < 0:
            return self.columns[column][-1 - record]
        return self.records[record][self.header.index(column)] or None

    def key_of(self, record: int) -> str | None:
        if not self.key or any(name not in self.header for name in self.key):
            return None
        return "|".join(self.cell(record, name) or "" for name in self.key)

    def place(self, record: int) -> str:
        if record in self.places:
            return f"line {self.places[record]}"
        return f"record {record + 1}" if record in self.records else "another row"

    def find(self, columns: tuple[str, ...], cells: tuple[str | None, ...]) -> int | None:
        places = [self.header.index(name) for name in columns]
        wanted = tuple(cell or "" for cell in cells)
        here = [record for record, row in self.records.items() if tuple(row[place] for place in places) == wanted]
        if here:
            return min(here)
        if any(name not in self.columns for name in columns):
            return None
        found = super().find(columns, cells)
        return None if found is None else -1 - found

    def numbered(self, field: str, within: str, group: str | None, number: int) -> int | None:
        own, other = self.header.index(field), self.header.index(within)
        same = (
            record
            for record, row in self.records.items()
            if row[other] == group and row[own] and number_at_end(row[own]) == number
        )
        return min(same, default=None)
