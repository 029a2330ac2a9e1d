"""Compares two packages: structure, then rows and cells by key, then archived texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

from ..package.opening import Package
from ..package.table import Row, Table, TableUnreadable
from ..why.words import summary
from .model import Cell, Diff, Renamed, RowChange, Side, Structure, TableDiff, judge
from .review import review
from .structure import compare_package, compare_table

#: Changes kept per table and kind; all are counted.
MAX_KEPT = 10_000


def compare(old: Package, new: Package, labels: tuple[str, str] = ("old", "new"), keep: int = MAX_KEPT) -> Diff:
    """Everything in which `new` differs from `old`. At most `keep` changes of a table and kind are listed."""
    pkgs = [*zip(labels, (old, new), strict=True)]
    sides = [Side(label, *(str(pkg.descriptor.get(word, "")) for word in ("name", "version"))) for label, pkg in pkgs]
    diff = Diff(sides[0], sides[1])
    for label, pkg in pkgs:
        diff.unread += [f"{label}: {problem.file}: {problem.found}" for problem in pkg.all_problems()]
    diff.structure += compare_package(old, new)
    resources = [{str(r.get("name")): r for r in pkg.resources} for pkg in (old, new)]
    in_use: defaultdict[str, Counter[str]] = defaultdict(Counter)  # how many cells of `old` name each row, by its key
    for table in old.tables.values():
        for _, _, target, key in table.named(table.rows) if table.readable else ():
            in_use[target][key] += 1
    for name in [*old.tables, *(n for n in new.tables if n not in old.tables)]:
        before, after = old.tables.get(name), new.tables.get(name)
        if any(table is not None and not table.readable for table in (before, after)):
            continue
        renamed: dict[str, str] = {}
        if before is not None and after is not None:
            renamed = _renamed_columns(before, after)
            diff.structure += compare_table(name, before, after, (resources[0][name], resources[1][name]), renamed)
        rows = _rows(old, new, name, renamed, keep, in_use[name])
        if rows.changed or rows.note:
            diff.tables.append(rows)
    diff.texts = list(_texts(old, new))
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
    left: dict[str, Row], right: dict[str, Row], places: list[tuple[int, int, str]], key: tuple[str, ...]
) -> set[str]:
    """Keys under which another row stands now: what stood there is found again elsewhere, or little of it is left.

    Such a row was not corrected: one was removed (or renamed), and another was given its key.
    """
    changed = {name for name, row in left.items() if name in right and _rest(row, key) != _rest(right[name], key)}
    elsewhere = {_rest(row, key) for name, row in right.items() if name not in left or name in changed}
    found = set()
    for name in changed:
        one, two = left[name].cells, right[name].cells
        cells = [(one[a], two[b]) for a, b, _ in places if one[a] or two[b]]
        kept = sum(a == b for a, b in cells)
        if _rest(left[name], key) in elsewhere or (len(cells) >= 4 and kept * 4 < len(cells)):
            found.add(name)
    return found


def _key(sides: list[Table]) -> tuple[str, ...]:
    """The columns by which rows of all versions are told apart: the new key, else the old, else the first column."""
    for table in sides:
        if table.key_columns and all(column in side.places for column in table.key_columns for side in sides):
            return table.key_columns
    return tuple(column for column in sides[-1].header if all(column in side.places for side in sides))[:1]


def _renamed_columns(old: Table, new: Table) -> dict[str, str]:
    """Columns gone whose cells are all found again, row by row, under a new name; empty columns tell nothing."""
    gone = [column for column in old.header if column not in new.places]
    come = [column for column in new.header if column not in old.places]
    if not gone or not come or len(old) != len(new):
        return {}
    found: dict[str, str] = {}
    for column in gone:
        cells = [row[column] for row in old.rows]
        alike = (other for other in come if other not in found.values() and cells == [row[other] for row in new.rows])
        if any(cells) and (other := next(alike, "")):
            found[column] = other
    return found


def _rows(old: Package, new: Package, name: str, renamed: dict[str, str], keep: int, in_use: Counter[str]) -> TableDiff:
    """The changes of the rows of a table; one that one version has not counts row by row."""
    before, after = old.tables.get(name), new.tables.get(name)
    sides = [table for table in (after, before) if table is not None]
    found = TableDiff(name, sides[0].path, len(before or ()), len(after or ()))
    columns = _key(sides)
    if not columns:
        found.note = "no column in common: rows cannot be compared"
        return found
    if len(sides) == 2 and columns != sides[1].key_columns:
        found.note = f"rows are compared by {', '.join(columns)}"
    left, right = ({} if table is None else _pairs(table, columns) for table in (before, after))
    shared = [(c, renamed.get(c, c)) for c in sides[-1].header if c not in columns]
    places = [(sides[-1].places[c], sides[0].places[d], d) for c, d in shared if d in sides[0].places]
    reused = _reused(left, right, places, columns)
    gone = {key: row for key, row in left.items() if key not in right or key in reused}
    come = {key: row for key, row in right.items() if key not in left or key in reused}
    found.cells = [
        Cell(key, column, row.cells[one], right[key].cells[other], right[key].line)
        for key, row in left.items()
        if key not in gone
        for one, other, column in places
        if row.cells[one] != right[key].cells[other]
    ]
    found.changed_rows, found.changed_cells = len({cell.key for cell in found.cells}), len(found.cells)
    found.by_column = dict(Counter(cell.column for cell in found.cells))
    del found.cells[keep:]
    found.words = {key: _words(new, right[key]) for key in dict.fromkeys(cell.key for cell in found.cells)}
    twins = _same_but_for_the_key(gone, come, columns)
    found.renamed = len(twins)
    found.rows_renamed = [Renamed(key, twin, come[twin].line, in_use[key]) for key, twin in twins[:keep]]
    for key, twin in twins:
        del gone[key], come[twin]
    found.removed, found.added = len(gone), len(come)
    found.rows_removed = _listed(old, gone, keep, in_use)
    found.rows_added = _listed(new, come, keep, Counter())
    return found


def _same_but_for_the_key(gone: dict[str, Row], come: dict[str, Row], key: tuple[str, ...]) -> list[tuple[str, str]]:
    """The old and new keys of rows that differ in nothing but one single key column."""
    by_cells: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for name, row in come.items() if len(key) == 1 and gone else ():
        by_cells[_rest(row, key)].append(name)
    found = []
    for name, rest in ((name, _rest(row, key)) for name, row in gone.items() if by_cells):
        twins = by_cells.get(rest, [])
        # Two rows alike but for their ids, or rows without content, tell nothing about which became which.
        if len(twins) == 1 and sum(bool(cell) for _, cell in rest) > 1:
            found.append((name, twins.pop()))
    return found


def _listed(pkg: Package, rows: dict[str, Row], keep: int, in_use: Counter[str]) -> list[RowChange]:
    return [
        RowChange(key, {c: v for c, v in row.as_dict().items() if v}, _words(pkg, row), row.line, in_use[row.key])
        for key, row in islice(rows.items(), keep)
    ]


def _rest(row: Row, key: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((column, cell) for column, cell in row.as_dict().items() if column not in key)


def _words(pkg: Package, row: Row) -> str:
    """The row in one line for a reader, or "" where its tables do not carry one."""
    if "e" in row.get("value").lower():  # an exponent, which nobody's valid row has, could ask for a billion digits
        return ""
    try:
        return summary(pkg, row)
    except (LookupError, ValueError, ArithmeticError, TableUnreadable):
        return ""


def _texts(old: Package, new: Package) -> Iterable[Structure]:
    tables = old.table("sources"), new.table("sources")
    if not all(table.readable for table in tables):
        return
    for source in dict.fromkeys(row.key for table in tables for row in table.rows):
        before, after = old.text(source), new.text(source)
        if before != after:
            sizes = ["" if text is None else f"{len(text):,} characters" for text in (before, after)]
            kind = "text_added" if before is None else "text_removed" if after is None else "text_changed"
            yield Structure(kind, source, *sizes)
