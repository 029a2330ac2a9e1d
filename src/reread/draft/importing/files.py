"""New bytes of the tables of a package after rows were added, changed and removed; every other line as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import merge
from typing import TYPE_CHECKING, Any, Final

from ...findings import CannotRun, shown
from ...fix.form import sort_key
from ...package import csvtext

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Table
    from .model import Plan

__all__ = ["changes", "with_rows"]

_FORM: Final = "Use a package in the form of this one."
Key = tuple[Any, ...]
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
    order = sort_key(table.schema, table.header) or tuple

    def cells(row: Mapping[str, str]) -> list[str]:
        unknown = sorted(set(row) - set(table.header))
        if unknown:
            raise CannotRun(f"{table.path} has no column {unknown[0]}", _FORM)
        return [row.get(column, "") for column in table.header]

    lines = text.split("\n")[:-1]
    starts = [row.line - 1 for row in table.rows] + [len(lines)]
    head = "".join(f"{part}\n" for part in lines[: starts[0]])
    old: list[tuple[Key, str]] = []
    for row, start, end in zip(table.rows, starts, starts[1:], strict=False):
        if row.key not in gone:
            now = cells(changed.get(row.key) or row.as_dict())
            as_it_was = "".join(f"{part}\n" for part in lines[start:end])
            old.append((order(now), csvtext.write([now]) if row.key in changed else as_it_was))
    seen = {key for key, _ in old}
    added: list[tuple[Key, str]] = []
    for given in new:
        now = cells(given)
        key = order(now)
        if key in seen:
            found = "|".join(given.get(column, "") for column in table.key_columns)
            raise CannotRun(f"{table.path} has a row {shown(found)} already", "Remove or rename it.")
        seen.add(key)
        added.append((key, csvtext.write([now])))
    return head + "".join(text for _, text in merge(old, sorted(added)))
