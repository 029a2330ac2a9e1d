"""Rows of a package as an import would have them, and the new bytes of its tables; every other line as it was."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from heapq import merge
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from ...findings import CannotRun
from ...fix.form import sort_key
from ...package import csvtext

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Table

_FORM: Final = "Use a package in the form of this one."
Cells = dict[str, str]


class Edits:
    """Rows put into tables of a package, or taken out of them. What is put is on trial until it is kept."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        #: By table and key; None for a row that is taken out.
        self.trial: dict[tuple[str, str], Cells | None] = {}
        self._kept: dict[tuple[str, str], Cells | None] = {}
        self._all = ChainMap(self.trial, self._kept)

    def row(self, table: str, key: str) -> Cells | None:
        """The row with this key as it will be, None for none."""
        if (table, key) in self._all:
            return self._all[table, key]
        there = self.pkg.table(table).get(key)
        return there.as_dict() if there else None

    def put(self, table: str, cells: Cells) -> str:
        """Have a row in place of one with its key, or beside the others; the key."""
        names = self.pkg.table(table).key_columns or tuple(cells)[:1]
        key = "|".join(cells.get(name, "") for name in names)
        self.trial[table, key] = cells
        return key

    def drop(self, table: str, key: str) -> None:
        """Have no row with this key."""
        self.trial[table, key] = None

    def keep(self) -> None:
        """Keep what was on trial; `trial.clear()` forgets it."""
        self._kept |= self.trial
        self.trial.clear()

    def kept(self, new: bool = False) -> Iterator[tuple[str, str, Cells | None]]:
        """Table, key and row of all that was kept and differs from what the package holds, or just of what is `new`."""
        for (table, key), cells in self._kept.items():
            there = self.pkg.table(table).get(key)
            if (there is None and cells is not None) if new else cells != (there and there.as_dict()):
                yield table, key, cells

    def files(self) -> tuple[dict[str, bytes], dict[str, bytes | None]]:
        """The new bytes of tables by path, and what their files held before. Raises `CannotRun` where a table is not in
        a form that rows can be put into.
        """
        files: dict[str, bytes] = {}
        before: dict[str, bytes | None] = {}
        for name, rows in groupby(sorted(self.kept(), key=itemgetter(0)), itemgetter(0)):
            table = self.pkg.tables.get(name)
            if table is None:
                raise CannotRun(f"the package has no table {name}", _FORM)
            raw, problem = self.pkg.read_bytes(table.path)
            if problem or not table.readable:
                found = (problem or table.problems[0]).found
                raise CannotRun(f"{table.path}: {found}", "Run cnii fix, or mend the file by hand, first.")
            text = _with_rows(table, raw.decode("utf-8"), {key: cells for _, key, cells in rows})
            files[table.path], before[table.path] = text.encode("utf-8"), raw
        return files, before


def _with_rows(table: Table, text: str, edited: Mapping[str, Cells | None]) -> str:
    """The CSV `text` of a table with rows sorted in, changed and taken out."""
    if not text.endswith("\n"):
        raise CannotRun(f"{table.path} does not end with a newline", "Run cnii fix first.")
    order = sort_key(table.schema, table.header) or tuple
    unknown = {column for cells in edited.values() for column in cells or ()} - set(table.header)
    if unknown:
        raise CannotRun(f"{table.path} has no column {min(unknown)}", _FORM)
    lines = [f"{line}\n" for line in text.split("\n")[:-1]]
    starts = [*(row.line - 1 for row in table.rows), len(lines)]
    rows = zip(table.rows, pairwise(starts), strict=True)
    old = ((order(row.cells), "".join(lines[slice(*span)])) for row, span in rows if row.key not in edited)
    made = ([cells.get(column, "") for column in table.header] for cells in edited.values() if cells is not None)
    new = sorted((order(row), csvtext.write([row])) for row in made)
    return "".join([*lines[: starts[0]], *(text for _, text in merge(old, new))])
