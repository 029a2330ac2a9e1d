"""`changes/VERSION.csv`: what a version changed, line by line, with the reason and where it was discussed.

=============  =====================================================================================================
column         holds
=============  =====================================================================================================
table          the table, or "package"
key            the row's primary key (parts joined by "|"); the source of an archived text; else empty
column         the column; for a change of structure, what of the table or column
old, new       before and after; empty where it was not there, or is not there any more
kind           one of the kinds by which `cnii diff` weighs changes
reason         why, in words; written by a person; required wherever somebody's results or code may be touched
reference      where it can be read up: an issue, a correction, a source
=============  =====================================================================================================

The lines are computed; only reason and reference are written by hand, and kept when the file is computed anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..diff.model import Diff, Structure, TableDiff
from ..diff.versions import RULES
from ..findings import CannotRun
from ..package.renamed import Alias, read_csv

#: Kinds of change after which everything that was used before is still there, and still the same.
_QUIET = ("row_added", "table_added", "text_added", "constraint_loosened", "documentation")


class Change(NamedTuple):
    """One line of the file."""

    table: str
    key: str
    column: str
    old: str
    new: str
    kind: str
    reason: str = ""
    reference: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """Everything computed of it."""
        return self[:6]


def from_diff(diff: Diff, key_columns: dict[str, str]) -> list[Change]:
    """The changes of a comparison, structure first, then table by table, without reasons.

    `key_columns` names the key of each table that has a single one. Raises `CannotRun` where a file could not be read,
    or not every change was kept.
    """
    if diff.unread:
        raise CannotRun(f"not everything could be compared: {diff.unread[0]}", "Mend the file first.")
    found = [_structure(item) for item in diff.structure]
    found += [Change("sources", item.where, "", item.old, item.new, item.kind) for item in diff.texts]
    for table in diff.tables:
        found += _rows(table, key_columns.get(table.name, ""))
    return found


def _structure(item: Structure) -> Change:
    place, _, member = item.where.partition(" ")
    table, _, column = place.partition(".")
    return Change(table, "", " ".join(filter(None, [column, member])), item.old, item.new, item.kind)


def _rows(table: TableDiff, key: str) -> Iterable[Change]:
    kept = (len(table.rows_added), len(table.rows_removed), len(table.rows_renamed), len(table.cells))
    if kept != (table.added, table.removed, table.renamed, table.changed_cells):
        raise CannotRun(f"{table.path}: more changes than a comparison keeps", "Release in smaller steps.")
    for row in table.rows_removed:
        yield Change(table.name, row.key, "", "", "", "row_removed")
    for renamed in table.rows_renamed:
        yield Change(table.name, renamed.old, key, renamed.old, renamed.new, "row_renamed")
    for cell in table.cells:
        yield Change(table.name, cell.key, cell.column, cell.old, cell.new, "cell_changed")
    for row in table.rows_added:
        yield Change(table.name, row.key, "", "", "", "row_added")


def needs_reason(change: Change) -> bool:
    """Whether somebody's results or code may be touched: anything but rows, texts and words that only came."""
    return change.kind not in _QUIET


def with_reasons(
    computed: Iterable[Change], written: Iterable[Change], fill: tuple[str, str] = ("", "")
) -> list[Change]:
    """The computed changes with the reasons that were written for the same ones.

    Those that need one and have none get `fill`, a reason and a reference.
    """
    known = {change.what: change for change in written}
    found = []
    for change in computed:
        said = known.get(change.what, change)
        reason, reference = said.reason, said.reference
        if not reason and needs_reason(change):
            reason, reference = fill[0], reference or fill[1]
        found.append(change._replace(reason=reason, reference=reference))
    return found


def read(path: Path) -> list[Change]:
    """The changes in a file; none where it is not there.

    Raises `CannotRun` as `read_csv` does, and for an unknown kind.
    """
    found = [Change(*cells) for cells in read_csv(path, Change._fields)]
    for change in found:
        if change.kind not in RULES:
            raise CannotRun(f"{path.name}: the kind {change.kind} is not known", "Compute the file anew.")
    return found


def paired(changes: Iterable[Change], aliases: Iterable[Alias], version: str, keys: dict[str, str]) -> list[Change]:
    """The changes, with a row taken out and one put in made one row with another id where an alias says so, for the
    reason of the alias.
    """
    listed = list(changes)
    added = {(change.table, change.key) for change in listed if change.kind == "row_added"}
    said = {alias[:2]: alias for alias in aliases if alias.version == version and (alias.table, alias.new_key) in added}
    come = {(alias.table, alias.new_key) for alias in said.values()}
    found = []
    for change in listed:
        alias = said.get((change.table, change.key))
        if change.kind == "row_removed" and alias:
            column = keys.get(change.table, "")
            found.append(Change(*alias[:2], column, alias.old_key, alias.new_key, "row_renamed", alias.reason))
        elif change.kind != "row_added" or (change.table, change.key) not in come:
            found.append(change)
    return found


def joined(aliases: Iterable[Alias], changes: Iterable[Change], version: str) -> list[Alias]:
    """The aliases, with one for every id that `changes` changed."""
    known = list(aliases)
    have = {alias[:3] for alias in known}
    renamed = (Alias(c.table, c.old, c.new, version, c.reason) for c in changes if c.kind == "row_renamed")
    return known + [alias for alias in renamed if alias[:3] not in have]
