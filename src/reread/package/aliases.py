"""`changes/aliases.csv`: where an id has gone that some version had.

An id is a promise. Where one must change all the same, a line says what it is called now: table, old key, new key, the
version since, and why. Lines are never taken out, so an id of any version leads to the row as it is today.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..findings import CannotRun
from . import csvtext
from .opening import Package

#: The folder in which versions say what they changed.
FOLDER = "changes"
PATH = f"{FOLDER}/aliases.csv"


class Alias(NamedTuple):
    """One line: `old_key` of `table` is called `new_key` since `version`."""

    table: str
    old_key: str
    new_key: str
    version: str
    reason: str


def read(root: Path) -> list[Alias]:
    """The aliases of the package at `root`; none where it has no such file. Raises `CannotRun` as `read_csv` does."""
    return [Alias(*cells) for cells in read_csv(root / PATH, Alias._fields)]


def read_csv(path: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The records of a CSV file of the package's own form; none where it is not there.

    Raises `CannotRun` for a file that cannot be read or has other columns.
    """
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
    seen = set()
    while key in names and key not in seen:
        seen.add(key)
        key = names[key]
    return key


def faults(aliases: Iterable[Alias], pkg: Package, before: Iterable[Alias] = ()) -> list[str]:
    """What is wrong with the aliases of a package: ones that lead nowhere, in a circle, or hide a row that is there.

    `before` are those of the last release, of which none may be missing.
    """
    listed = list(aliases)
    found = []
    for alias in listed:
        table = pkg.table(alias.table)
        name = f"{PATH}: {alias.table} {alias.old_key}"
        if table.get(alias.old_key) is not None:
            found.append(f"{name} is the id of a row that is there")
        elif table.get(current(listed, alias.table, alias.old_key)) is None:
            found.append(f"{name} leads to no row")
        if not alias.reason:
            found.append(f"{name} has no reason")
    if len({alias[:2] for alias in listed}) != len(listed):
        found.append(f"{PATH}: one old id leads to two new ones")
    kept = {alias[:3] for alias in listed}
    found += [f"{PATH}: {a.table} {a.old_key} was there in the last release" for a in before if a[:3] not in kept]
    return found
