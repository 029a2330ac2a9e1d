"""`changes/aliases.csv`: where an id has gone that some version had.

An id is a promise. Where one must change all the same, a line says what it is called now: table, old key, new key, the
version since, and why. Lines are never taken out, so an id of any version leads to the row as it is today.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .. import csvtext
from ..package import Package
from .changes import FOLDER, Change, read_csv

__all__ = ["PATH", "Alias", "current", "faults", "joined", "paired", "read", "write"]

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


def paired(changes: Iterable[Change], aliases: Iterable[Alias], version: str, keys: dict[str, str]) -> list[Change]:
    """The changes, with a row taken out and one put in made one row with another id where an alias says so."""
    said = {(a.table, a.old_key): a.new_key for a in aliases if a.version == version}
    listed = list(changes)
    added = {(change.table, change.key) for change in listed if change.kind == "row_added"}
    pairs = {old: (old[0], new) for old, new in said.items() if (old[0], new) in added}
    found = []
    for change in listed:
        place = (change.table, change.key)
        if change.kind == "row_removed" and place in pairs:
            column, new = keys.get(change.table, ""), pairs[place][1]
            found.append(Change(change.table, change.key, column, change.key, new, "row_renamed"))
        elif change.kind != "row_added" or place not in pairs.values():
            found.append(change)
    return found


def joined(aliases: Iterable[Alias], changes: Iterable[Change], version: str) -> list[Alias]:
    """The aliases, with one for every id that `changes` changed."""
    known = list(aliases)
    have = {(alias.table, alias.old_key, alias.new_key) for alias in known}
    for change in changes:
        if change.kind == "row_renamed" and (change.table, change.old, change.new) not in have:
            known.append(Alias(change.table, change.old, change.new, version, change.reason))
    return known


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
