"""`changes/aliases.csv`: where an id has gone that some version had.

An id is a promise. Where one must change all the same, a line says what it is called now: table, old key, new key, the
version since, and why. Lines are never taken out, so an id written into a paper or a program leads to its row: every
look-up by id asks here when nothing has the id. The answer is about the row as it is today, and says so.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..findings import CannotRun, shown
from . import csvtext

if TYPE_CHECKING:
    from .opening import Package
    from .table import Row

#: The folder in which versions say what they changed.
FOLDER = "changes"
PATH = f"{FOLDER}/aliases.csv"


class RenamedId(UserWarning):
    """The id asked for is that of an earlier version; the answer is about the row as it is called now."""


class Alias(NamedTuple):
    """One line: `old_key` of `table` is called `new_key` since `version`."""

    table: str
    old_key: str
    new_key: str
    version: str
    reason: str

    def __str__(self) -> str:
        reason = self.reason.rstrip(".")
        said = f"{shown(self.old_key)} is now called {shown(self.new_key)} (since {self.version}"
        return f"{said}{reason and ': '}{reason})"


def read(root: Path) -> list[Alias]:
    """The aliases of the package at `root`; none where it has no such file. Raises `CannotRun` as `read_csv` does."""
    return [Alias(*cells) for cells in read_csv(root / PATH, Alias._fields)]


def read_csv(path: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The records of a CSV file of the package's own form; none where it is not there. Raises `CannotRun` for a file
    that cannot be read or has other columns."""
    if not path.is_file():
        return []
    parsed = csvtext.parse(path.read_bytes(), path.name)
    if parsed.problems:
        problem = parsed.problems[0]
        raise CannotRun(f"{path.name}:{problem.line or 1}: {problem.found}", problem.fix or "Mend the file.")
    if parsed.header != columns:
        raise CannotRun(f"{path.name}: its columns are {', '.join(parsed.header)}", f"Expected {', '.join(columns)}.")
    return [cells for _, cells in parsed.records]


def write(aliases: Iterable[Alias]) -> str:
    """The text of the file, sorted."""
    return csvtext.write([Alias._fields, *sorted(aliases)])


def current(aliases: Iterable[Alias], table: str, key: str) -> str:
    """What `key` of `table` is called today; the key itself where nothing is said of it."""
    names = {alias.old_key: alias.new_key for alias in aliases if alias.table == table}
    while key in names:
        key = names.pop(key)
    return key


def faults(aliases: Iterable[Alias], pkg: Package, before: Iterable[Alias] = ()) -> list[str]:
    """What is wrong with the aliases of a package: ones that lead nowhere, in a circle, or hide a row that is there.
    `before` are those of the last release, of which none may be missing."""
    listed, found = list(aliases), []
    for alias in listed:
        table, name = pkg.table(alias.table), f"{PATH}: {alias.table} {alias.old_key}"
        if table.get(alias.old_key) is not None:
            found.append(f"{name} is the id of a row that is there")
        elif table.get(current(listed, alias.table, alias.old_key)) is None:
            found.append(f"{name} leads to no row")
        if not alias.reason:
            found.append(f"{name} has no reason")
    if len({alias[:2] for alias in listed}) != len(listed):
        found.append(f"{PATH}: one old id leads to two new ones")
    kept = {alias[:3] for alias in listed}
    return found + [f"{PATH}: {a.table} {a.old_key} was there in the last release" for a in before if a[:3] not in kept]


def followed(root: Path, tables: Iterable[str], key: str) -> Alias | None:
    """What `key` of the first of `tables` that once had it is called today, in the package at `root`: the last alias on
    the way, with `key` as its old one; None if none had it. Raises `CannotRun` where the file of aliases cannot be
    read."""
    inside = Path(os.path.realpath(root)) in Path(os.path.realpath(root / PATH)).parents
    aliases = read(root) if inside else []  # never through a link that leads out of the package
    for table in tables:
        now = current(aliases, table, key)
        if now != key:
            last = next(alias for alias in aliases if (alias.table, alias.new_key) == (table, now))
            return last._replace(old_key=key)
    return None


def found(pkg: Package, tables: Iterable[str], key: str) -> tuple[Row, Alias] | None:
    """The row that `key` of one of `tables` leads to by its alias; None where there is no alias, or no such row."""
    former = followed(pkg.root, tables, key)
    row = pkg.table(former.table).get(former.new_key) if former else None
    return (row, former) if row is not None and former is not None else None


def told(pkg: Package, table: str, key: str, stacklevel: int = 2) -> Row | None:
    """The row of `table` called `key`, now or in an earlier version: for that, a `RenamedId` warning is issued.
    `stacklevel` counts from the function that calls this one, as in `warnings.warn`."""
    row = pkg.table(table).get(key)
    if row is None and (led := found(pkg, (table,), key)):
        row, former = led
        warnings.warn(str(former), RenamedId, stacklevel=stacklevel + 1)
    return row
