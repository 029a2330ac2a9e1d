"""Compares two packages: structure, then rows and cells by key, then archived texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from ..package.opening import Package
from ..package.table import Row, Table, TableUnreadable
from ..why.words import summary
from .model import Cell, Diff, Renamed, RowChange, Side, Structure, TableDiff
from .review import review
from .structure import compare_package, compare_table
from .versions import judge

#: Changes kept per table and kind; all are counted.
MAX_KEPT = 10_000


def compare(old: Package, new: Package, labels: tuple[str, str] = ("old", "new"), keep: int = MAX_KEPT) -> Diff:
    """Everything in which `new` differs from `old`. At most `keep` changes of a table and kind are listed."""
    pkgs = [*zip(labels, (old, new), strict=True)]
    told = ((label, *(str(pkg.descriptor.get(word, "")) for word in ("name", "version"))) for label, pkg in pkgs)
    sides = [Side(label, name, version) for label, name, version in told]
    diff = Diff(sides[0], sides[1])
    for label, pkg in pkgs:
        diff.unread += [f"{label}: {problem.file}: {problem.found}" for problem in pkg.all_problems()]
    diff.structure += compare_package(old, new)
    resources = [{str(r.get("name")): r for r in pkg.resources} for pkg in (old, new)]
    in_use = _in_use(old)
    for name in [*old.tables, *(n for n in new.tables if n not in old.tables)]:
        before, after = old.tables.get(name), new.tables.get(name)
        if any(table is not None and not table.readable for table in (before, after)):
            continue
        renamed: dict[str, str] = {}
        if before is not None and after is not None:
            renamed = _renamed_columns(before, after)
            diff.structure += compare_table(name, before, after, (resources[0][name], resources[1][name]), renamed)
        rows = _Rows(old, new, name, keep, in_use).compare(before, after, renamed)
        if rows.changed or rows.note:
            diff.tables.append(rows)
    diff.texts += _texts(old, new)
    review(diff, new)
    judge(diff)
    return diff


def _pairs(table: Table, columns: Iterable[str]) -> dict[str, Row]:
    """Rows by the text of `columns`. A key that stands twice gets a number, so that no row is lost."""
    places = [table.places[column] for column in columns]
    found: dict[str, Row] = {}
    for row in table.rows:
        key = "|".join(row.cells[place] for place in places)
        number, unique = 1, key
        while unique in found:
            number += 1
            unique = f"{key} ({number})"
        found[unique] = row
    return found


def _reused(
    left: dict[str, Row], right: dict[str, Row], renamed: dict[str, str], key: tuple[str, ...]
) -> frozenset[str]:
    """Keys under which another row stands now: what stood there is found again elsewhere, or little of it is left.

    Such a row was not corrected: one was removed (or renamed), and another was given its key.
    """
    changed = {name for name, row in left.items() if name in right and _rest(row, key) != _rest(right[name], key)}
    elsewhere = {_rest(right[name], key) for name in right if name not in left or name in changed}
    found = set()
    for name in changed:
        one, two = left[name], right[name]
        shared = [(c, renamed.get(c, c)) for c in one.table.header if c not in key]
        cells = [(one[c], two[d]) for c, d in shared if d in two.table.places and (one[c] or two[d])]
        kept = sum(a == b for a, b in cells)
        if _rest(one, key) in elsewhere or (len(cells) >= 4 and kept * 4 < len(cells)):
            found.add(name)
    return frozenset(found)


def _key(old: Table, new: Table) -> tuple[str, ...]:
    """The columns by which rows of both versions are told apart: the new key, else the old, else the first column."""
    for table in (new, old):
        columns = table.key_columns
        if columns and all(column in old.places and column in new.places for column in columns):
            return columns
    shared = [column for column in old.header if column in new.places]
    return tuple(shared[:1])


def _renamed_columns(old: Table, new: Table) -> dict[str, str]:
    """Columns gone whose cells are all found again, row by row, under a new name; empty columns tell nothing."""
    gone = [column for column in old.header if column not in new.places]
    come = [column for column in new.header if column not in old.places]
    if not gone or not come or len(old) != len(new):
        return {}
    found: dict[str, str] = {}
    for column in gone:
        cells = [row[column] for row in old.rows]
        free = (other for other in come if other not in found.values() and any(cells))
        other = next((other for other in free if cells == [row[other] for row in new.rows]), None)
        found |= {column: other} if other else {}
    return found


def _in_use(pkg: Package) -> Mapping[str, Counter[str]]:
    """How many cells of a package name each row of a table, by its key."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for table in pkg.tables.values():
        for _, _, target, key in table.named(table.rows) if table.readable else ():
            found[target][key] += 1
    return found


class _Rows:
    """Compares the rows of one table."""

    def __init__(self, old: Package, new: Package, name: str, keep: int, in_use: Mapping[str, Counter[str]]) -> None:
        self.old, self.new, self.name, self.keep = old, new, name, keep
        self.in_use = in_use.get(name, Counter[str]())

    def compare(self, before: Table | None, after: Table | None, renamed: dict[str, str]) -> TableDiff:
        """The changes; a table that one version has not counts row by row."""
        table = after if after is not None else before
        assert table is not None
        found = TableDiff(self.name, table.path, len(before) if before else 0, len(after) if after else 0)
        if before is None or after is None:
            rows = _pairs(table, table.key_columns or table.header[:1])
            self._one_sided(found, rows if after is None else {}, rows if before is None else {})
            return found
        columns = _key(before, after)
        if not columns:
            found.note = "no column in common: rows cannot be compared"
            return found
        if columns != before.key_columns:
            found.note = f"rows are compared by {', '.join(columns)}"
        left, right = _pairs(before, columns), _pairs(after, columns)
        reused = _reused(left, right, renamed, columns)
        gone = {key: row for key, row in left.items() if key not in right or key in reused}
        come = {key: row for key, row in right.items() if key not in left or key in reused}
        self._cells(found, [(k, row, right[k]) for k, row in left.items() if k not in gone], renamed, columns)
        self._pair_renamed(found, gone, come, columns)
        self._one_sided(found, gone, come)
        return found

    def _cells(
        self, found: TableDiff, pairs: list[tuple[str, Row, Row]], renamed: dict[str, str], key: tuple[str, ...]
    ) -> None:
        if not pairs:
            return
        before, after = (row.table.places for row in pairs[0][1:])
        shared = [(c, renamed.get(c, c)) for c in before if c not in key and renamed.get(c, c) in after]
        places = [(before[one], after[other], other) for one, other in shared]
        columns: Counter[str] = Counter()
        for name, row, other in pairs:
            changes = [(c, row.cells[a], other.cells[b]) for a, b, c in places if row.cells[a] != other.cells[b]]
            found.changed_rows += bool(changes)
            columns.update(column for column, _, _ in changes)
            if changes and len(found.cells) < self.keep:
                found.words[name] = _words(self.new, other)
                left = self.keep - len(found.cells)
                found.cells += [Cell(name, column, one, two, other.line) for column, one, two in changes[:left]]
        found.changed_cells, found.by_column = columns.total(), dict(columns)

    def _pair_renamed(self, found: TableDiff, gone: dict[str, Row], come: dict[str, Row], key: tuple[str, ...]) -> None:
        """Take out of `gone` and `come` the rows that differ in nothing but one single key column."""
        if len(key) != 1 or not gone or not come:
            return
        by_cells: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for name, row in come.items():
            by_cells[_rest(row, key)].append(name)
        for name, row in list(gone.items()):
            rest = _rest(row, key)
            twins = by_cells.get(rest, [])
            # Two rows alike but for their ids, or rows without content, tell nothing about which became which.
            if len(twins) == 1 and sum(bool(cell) for _, cell in rest) > 1:
                twin = twins.pop()
                found.renamed += 1
                if len(found.rows_renamed) < self.keep:
                    found.rows_renamed.append(Renamed(name, twin, come[twin].line, self.in_use[name]))
                del gone[name], come[twin]

    def _one_sided(self, found: TableDiff, gone: dict[str, Row], come: dict[str, Row]) -> None:
        found.removed, found.added = len(gone), len(come)
        for key, row in islice(gone.items(), self.keep):
            words, used = _words(self.old, row), self.in_use[row.key]
            found.rows_removed.append(RowChange(key, _filled(row), words, row.line, used))
        for key, row in islice(come.items(), self.keep):
            found.rows_added.append(RowChange(key, _filled(row), _words(self.new, row), row.line))


def _rest(row: Row, key: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((column, cell) for column, cell in row.as_dict().items() if column not in key)


def _filled(row: Row) -> dict[str, str]:
    return {name: cell for name, cell in row.as_dict().items() if cell}


def _words(pkg: Package, row: Row) -> str:
    """The row in one line for a reader, or "" where its tables do not carry one."""
    if "e" in row.get("value").lower():  # an exponent, which nobody's valid row has, could ask for a billion digits
        return ""
    try:
        return summary(pkg, row)
    except (LookupError, ValueError, ArithmeticError, TableUnreadable):
        return ""


def _texts(old: Package, new: Package) -> Iterable[Structure]:
    """Archived texts added, removed or changed, by source."""
    tables = old.table("sources"), new.table("sources")
    if not all(table.readable for table in tables):
        return
    ids = dict.fromkeys(row.key for table in tables for row in table.rows)
    for source in ids:
        before, after = old.text(source), new.text(source)
        if before == after:
            continue
        sizes = ["" if text is None else f"{len(text):,} characters" for text in (before, after)]
        kind = "text_added" if before is None else "text_removed" if after is None else "text_changed"
        yield Structure(kind, source, sizes[0], sizes[1])
