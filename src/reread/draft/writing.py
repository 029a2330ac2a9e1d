"""Putting new rows into the tables of a package: sorted in, every other byte as it was, all files or none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from ..findings import CannotRun, shown
from ..package import csvtext
from ..package.numbers import with_numbers

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Table

__all__ = ["Changes", "changes", "with_rows"]

Key = tuple[int | str, ...]


class Changes:
    """New bytes by path, and what the files held before (None: not there)."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.before: dict[str, bytes | None] = {}

    def set(self, path: str, data: bytes, before: bytes | None) -> None:
        """`path` is to hold `data`."""
        self.files[path] = data
        self.before[path] = before


def changes(pkg: Package, rows: Mapping[str, Iterable[Mapping[str, str]]], archive: Mapping[str, bytes]) -> Changes:
    """The files to write so that the tables hold `rows` too, the new archived texts `archive` lie where they are said
    to, and the descriptor counts them. Raises `CannotRun` where a table cannot be added to."""
    made = Changes()
    numbers: dict[str, bytes] = {}
    for name, new in sorted(rows.items()):
        table = pkg.tables.get(name)
        if table is None:
            raise CannotRun(f"the package has no table {name}", "Draft into a package in the form of this one.")
        before, problem = pkg.read_bytes(table.path)
        if problem or not table.readable:
            found = (problem or table.problems[0]).found
            raise CannotRun(f"{table.path}: {found}", "Run cnii fix, or mend the file by hand, first.")
        after = with_rows(table, before.decode("utf-8"), new).encode("utf-8")
        made.set(table.path, after, before)
        numbers[name] = after
    for path, data in archive.items():
        made.set(path, data, None)
    raw, problem = pkg.read_bytes(pkg.descriptor_path)
    text = None if problem else with_numbers(raw.decode("utf-8"), numbers)
    if text is None:
        raise CannotRun(
            f"the numbers in {pkg.descriptor_path} cannot be written without changing its layout",
            'Indent it by two spaces, with "resources" on a line of its own.',
        )
    made.set(pkg.descriptor_path, text.encode("utf-8"), raw)
    return made


def with_rows(table: Table, text: str, new: Iterable[Mapping[str, str]]) -> str:
    """The CSV `text` of `table` with the rows `new` sorted in; every old line stays as it is.

    Raises `CannotRun` for a key that is there already, an unknown column, or a text without a final newline.
    """
    if not text.endswith("\n"):
        raise CannotRun(f"{table.path} does not end with a newline", "Run cnii fix first.")
    types = {str(f.get("name")): f.get("type") for f in table.fields}
    numeric = [types.get(column) == "integer" for column in table.key_columns]

    def key(cells: Iterable[str]) -> Key:
        parts = zip(cells, numeric, strict=True)
        return tuple(int(c) if n and c.isascii() and c.isdigit() else c for c, n in parts)

    lines = text.split("\n")[:-1]
    starts = [row.line - 1 for row in table.rows] + [len(lines)]
    keys = [key(row[c] for c in table.key_columns) for row in table.rows]
    insertions: list[tuple[int, Key, str]] = []
    seen = set(keys)
    for cells in new:
        unknown = sorted(set(cells) - set(table.header))
        if unknown:
            raise CannotRun(f"{table.path} has no column {unknown[0]}", "Draft into a package in the form of this one.")
        own = key(cells.get(c, "") for c in table.key_columns)
        if own in seen:
            raise CannotRun(f"{table.path} has a row {shown('|'.join(map(str, own)))} already", "Remove or rename it.")
        seen.add(own)
        line = csvtext.write([[cells.get(column, "") for column in table.header]]).removesuffix("\n")
        insertions.append((starts[_place(keys, own)], own, line))
    for at, _, line in sorted(insertions, key=lambda i: (i[0], i[1]), reverse=True):
        lines.insert(at, line)
    return "\n".join(lines) + "\n"


def _place(keys: list[Key], own: Key) -> int:
    """Where a key goes among `keys` in order; among keys out of order, behind the last that is not greater."""
    if all(a <= b for a, b in pairwise(keys)):
        return bisect_right(keys, own)
    return max((n + 1 for n, k in enumerate(keys) if k <= own), default=0)
