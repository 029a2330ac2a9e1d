"""New bytes of the tables of a package after rows were added, changed and removed; every other line as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ...findings import CannotRun, shown
from ...package import csvtext

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Table
    from .model import Plan

__all__ = ["changes", "with_rows"]

_FORM: Final = "Use a package in the form of this one."
Key = tuple[int | str, ...]
Rows = Iterable[Mapping[str, str]]


def changes(pkg: Package, plan: Plan, archive: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes | None]]:
    """The files to write so that the tables hold what is planned and archived texts lie where they are said to: new
    bytes by path, and what the files held before (None: not there).
    """
    files: dict[str, bytes] = dict(archive)
    before: dict[str, bytes | None] = dict.fromkeys(archive)
    touched = {name for part in (plan.rows, plan.changed, plan.gone) for name, given in part.items() if given}
    for name in sorted(touched):
        table = pkg.tables.get(name)
        if table is None:
            raise CannotRun(f"the package has no table {name}", _FORM)
        raw, problem = pkg.read_bytes(table.path)
        if problem or not table.readable:
            found = (problem or table.problems[0]).found
            raise CannotRun(f"{table.path}: {found}", "Run cnii fix, or mend the file by hand, first.")
        given = plan.rows.get(name, ()), plan.changed.get(name, {}), plan.gone.get(name, set())
        files[table.path] = with_rows(table, raw.decode("utf-8"), *given).encode("utf-8")
        before[table.path] = raw
    return files, before


def with_rows(table: Table, text: str, new: Rows, changed: Mapping[str, Mapping[str, str]], gone: set[str]) -> str:
    """The CSV `text` of `table` with rows sorted in, changed and removed; every other line stays as it is.

    Raises `CannotRun` for a key that is there already, an unknown column, or a text without a final newline.
    """
    if not text.endswith("\n"):
        raise CannotRun(f"{table.path} does not end with a newline", "Run cnii fix first.")
    types = {str(f.get("name")): f.get("type") for f in table.fields}
    numeric = [types.get(column) == "integer" for column in table.key_columns]

    def key(row: Mapping[str, str]) -> Key:
        parts = zip((row.get(c, "") for c in table.key_columns), numeric, strict=True)
        return tuple(int(c) if n and c.isascii() and c.isdigit() else c for c, n in parts)

    def line(row: Mapping[str, str]) -> str:
        unknown = sorted(set(row) - set(table.header))
        if unknown:
            raise CannotRun(f"{table.path} has no column {unknown[0]}", _FORM)
        return csvtext.write([[row.get(column, "") for column in table.header]])

    lines = text.split("\n")[:-1]
    starts = [row.line - 1 for row in table.rows] + [len(lines)]
    head = "".join(f"{part}\n" for part in lines[: starts[0]])
    old: list[tuple[Key, str]] = []
    for row, start, end in zip(table.rows, starts, starts[1:], strict=False):
        if row.key in gone:
            continue
        cells: Mapping[str, str] = changed.get(row.key) or row.as_dict()
        written = line(cells) if row.key in changed else "".join(f"{part}\n" for part in lines[start:end])
        old.append((key(cells), written))
    seen = {k for k, _ in old}
    added: list[tuple[Key, str]] = []
    for given in new:
        own = key(given)
        if own in seen:
            raise CannotRun(f"{table.path} has a row {shown('|'.join(map(str, own)))} already", "Remove or rename it.")
        seen.add(own)
        added.append((own, line(given)))
    return head + "".join(text for _, text in _merged(old, sorted(added)))


def _merged(old: list[tuple[Key, str]], new: list[tuple[Key, str]]) -> list[tuple[Key, str]]:
    """`new` sorted in among `old`, whose order stays: each behind the last old row that is not greater."""
    found: list[tuple[Key, str]] = []
    place = 0
    least: list[Key] = []  # the least key from each old row on
    for k, _ in reversed(old):
        least.append(min(k, least[-1]) if least else k)
    least.reverse()
    for own in new:
        while place < len(old) and least[place] <= own[0]:
            found.append(old[place])
            place += 1
        found.append(own)
    return found + old[place:]
