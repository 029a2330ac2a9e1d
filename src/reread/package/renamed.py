"""Ids of earlier versions: what `changes/aliases.csv` says they are called now.

Every look-up by id asks here when nothing has the id, so that an id written into a paper or a program keeps leading to
its row. The answer is always about the row as it is today, and says so.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import shown
from .aliases import PATH, current, read

if TYPE_CHECKING:
    from .aliases import Alias
    from .opening import Package
    from .table import Row


class RenamedId(UserWarning):
    """The id asked for is that of an earlier version; the answer is about the row as it is called now."""


@dataclass(frozen=True, slots=True)
class Former:
    """An id that was given up: `key` of `table` is called `now`, since `version`, because of `reason`."""

    table: str
    key: str
    now: str
    version: str
    reason: str

    def __str__(self) -> str:
        reason = self.reason.rstrip(".")
        return f"{shown(self.key)} is now called {shown(self.now)} (since {self.version}{reason and ': '}{reason})"


def followed(root: Path, tables: Iterable[str], key: str) -> Former | None:
    """What `key` of the first of `tables` that once had it is called today, in the package at `root`; None if none had.

    Raises `CannotRun` where the file of aliases cannot be read.
    """
    aliases = _aliases(root)
    if not aliases:
        return None
    for table in tables:
        now = current(aliases, table, key)
        if now != key:
            last = next(alias for alias in aliases if (alias.table, alias.new_key) == (table, now))
            return Former(table, key, now, last.version, last.reason)
    return None


def _aliases(root: Path) -> list[Alias]:
    inside = Path(os.path.realpath(root)) in Path(os.path.realpath(root / PATH)).parents
    return read(root) if inside else []  # never through a link that leads out of the package


def found(pkg: Package, tables: Iterable[str], key: str) -> tuple[Row, Former] | None:
    """The row that `key` of one of `tables` leads to by its alias; None where there is no alias, or no such row."""
    former = followed(pkg.root, tables, key)
    row = pkg.table(former.table).get(former.now) if former else None
    return (row, former) if row is not None and former is not None else None


def told(pkg: Package, table: str, key: str, stacklevel: int = 2) -> Row | None:
    """The row of `table` called `key`, now or in an earlier version: for that, a `RenamedId` warning is issued.

    `stacklevel` counts from the function that calls this one, as in `warnings.warn`.
    """
    row = pkg.table(table).get(key)
    if row is not None:
        return row
    led = found(pkg, (table,), key)
    if led is None:
        return None
    warnings.warn(str(led[1]), RenamedId, stacklevel=stacklevel + 1)
    return led[0]
