"""Small wrongs done to a data package in memory: cells changed, rows lost, doubled or exchanged; nothing is written.

`changes` lists those of single cells, `mutations_rows.row_changes` the others, all seeded. `mutation_judge.Judge` says
whether validation notices one, and whether it points at the place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reread.fix.form import sort_key
from reread.package import csvtext
from reread.package.opening import Package
from reread.package.table import Table

#: The kinds of change to a cell, with what each does to it.
CELL_KINDS = {
    "digit": "one digit becomes another",
    "sign": "a number changes its sign",
    "magnitude": "a number is ten, ten thousand or a hundred million times as large, or as small",
    "neighbour": "a plausible value beside it: one more or less in the last place, the year before or after",
    "replace": "the value becomes that of another row, another of its closed list, or another key of the table named",
    "exchange": "two rows exchange their values",
    "empty": "a filled cell becomes empty",
    "fill": "an empty cell gets such a value",
    "delete": "one letter is deleted",
    "swap": "two neighbouring letters change places",
}
#: The kinds of change to rows, and to several cells at once in a way that keeps ids and order right.
ROW_KINDS = {
    "row deleted": "a row is lost",
    "row doubled": "a row is there twice, under the same key",
    "row copied": "a row is there again under the next free number",
    "rows exchanged": "two rows change places",
    "contents exchanged": "two rows exchange everything but their keys",
    "parts exchanged": "two statements of one source exchange one part with its evidence",
    "to another source": "a statement is filed under another source, with its id and place",
    "value with bounds": "value, lower and upper are off by the same amount",
    "span moved": "evidence begins or ends one character off; quote, id and all references follow",
    "span elsewhere": "evidence points at the same words in another place; id and all references follow",
}
KINDS = {**CELL_KINDS, **ROW_KINDS}
#: What a column is about, for the table by subject.
SUBJECTS = {
    "value": "value lower upper",
    "rank": "rank tied",
    "unit": "unit_id qualifier",
    "entity": "entity_id subject_id object_id whole_entity_id",
    "indicator": "indicator_id predicate",
    "ranking": "ranking_id category",
    "period": "period period_basis base_period obs_status",
    "source": "source_id",
    "span": "start end quote",
    "evidence": "evidence_id who_evidence_id what_evidence_id when_evidence_id value_evidence_id whole_evidence_id"
    " base_evidence_id object_evidence_id refers_to",
}
#: Statements and what they were read from. All but the columns of a documented exception are held to the goal.
STATEMENT_TABLES = ("observations", "ranking_entries", "entity_links", "evidence")

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A new text for one cell. `record` counts from 0."""

    table: str
    record: int
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One wrong. `table` and `column` say what it is about (column "" for rows); `cells` may lie in several tables.

    `gone`, `copied` (record, new key or "") and `exchanged` are records of `table`. With `sort` the tables are put in
    order again, as somebody would who changes a key on purpose.
    """

    table: str
    column: str
    kind: str
    cells: tuple[Cell, ...] = ()
    gone: tuple[int, ...] = ()
    copied: tuple[tuple[int, str], ...] = ()
    exchanged: tuple[tuple[int, int], ...] = ()
    sort: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """All tables that differ."""
        return tuple(dict.fromkeys((self.table, *(cell.table for cell in self.cells))))

    def records(self, table: str) -> set[int]:
        """The records of a table that the change is about, by their old numbers."""
        found = {cell.record for cell in self.cells if cell.table == table}
        if table == self.table:
            found |= {*self.gone, *(record for record, _ in self.copied), *(n for pair in self.exchanged for n in pair)}
        return found

    def __str__(self) -> str:
        told = [f"{c.table}.{c.column} record {c.record + 1}: {c.old!r} -> {c.new!r}" for c in self.cells[:6]]
        told += [f"and {len(self.cells) - 6} more"] if len(self.cells) > 6 else []
        told += [f"record {n + 1}" for n in self.gone]
        told += [f"record {n + 1} as {key or 'itself'}" for n, key in self.copied]
        told += [f"records {one + 1} and {other + 1}" for one, other in self.exchanged]
        return f"{self.table}{'.' if self.column else ''}{self.column} {self.kind}: {'; '.join(told)}"


def cell_change(table: str, column: str, kind: str, *cells: tuple[int, str, str]) -> Change:
    """A change to cells of one column, each (record, old, new)."""
    return Change(table, column, kind, tuple(Cell(table, record, column, old, new) for record, old, new in cells))


def changes(pkg: Package, sample: int, seed: int, tables: Sequence[str] = ()) -> list[Change]:
    """At most `sample` different changes of every kind for every column of `tables` (all when empty).

    The same package, sample and seed give the same changes; those of one column do not depend on other columns.
    """
    found: list[Change] = []
    for name, table in pkg.tables.items():
        if tables and name not in tables:
            continue
        for column in table.header:
            listed = _listed(pkg, table, column)
            for kind in CELL_KINDS:
                chance = random.Random(f"{seed} {name} {column} {kind}")
                seen = dict.fromkeys(_some(table, column, kind, listed, sample, chance))
                found += seen
    return found


def _some(
    table: Table, column: str, kind: str, listed: list[str], sample: int, chance: random.Random
) -> Iterator[Change]:
    cells = [row[column] for row in table.rows]
    known = sorted({*listed, *cells} - {""})
    order = [record for record, cell in enumerate(cells) if bool(cell) is (kind != "fill")]
    chance.shuffle(order)
    given = 0
    for record in order:
        if given == sample:
            return
        change = _change(table, column, kind, record, cells, known, chance)
        if change is not None:
            given += 1
            yield change


def _change(
    table: Table, column: str, kind: str, record: int, cells: list[str], known: list[str], chance: random.Random
) -> Change | None:
    """A change of this kind to one record, or None where the cell allows none."""
    old = cells[record]
    if kind == "exchange":
        others = [n for n, cell in enumerate(cells) if cell and cell != old]
        if not others:
            return None
        other = chance.choice(others)
        return cell_change(table.name, column, kind, (record, old, cells[other]), (other, cells[other], old))
    if kind in ("replace", "fill"):
        choice = [value for value in known if value != old]
        new = chance.choice(choice) if choice else old
    elif kind == "empty":
        new = ""
    elif kind in _NEARBY:
        new = _NEARBY[kind](old, table, column, chance)
    else:
        new = _misspelt(old, kind, chance)
    return cell_change(table.name, column, kind, (record, old, new)) if new != old else None


def _listed(pkg: Package, table: Table, column: str) -> list[str]:
    """Values a column may hold beside those it holds: the words of its closed list, the keys of the table it names."""
    for key in table.schema.get("foreignKeys", ()):
        if key["fields"] in (column, [column]) and isinstance(key["reference"], dict):
            parent = pkg.table(key["reference"].get("resource") or table.name)
            return [row.key for row in parent.rows]
    field = next((f for f in table.fields if f.get("name") == column), {})
    if field.get("type") == "boolean":
        return ["true", "false"]
    words = field.get("constraints", {}).get("enum", [])
    return [str(word) for word in words]


def _misspelt(old: str, kind: str, chance: random.Random) -> str:
    """`old` with one slip of this kind, or as it is where there is no room for one."""
    if kind == "digit":
        at = [n for n, c in enumerate(old) if c in "0123456789"]
        if not at:
            return old
        n = chance.choice(at)
        return old[:n] + chance.choice([d for d in "0123456789" if d != old[n]]) + old[n + 1 :]
    letters = [n for n, c in enumerate(old) if c.isalpha()]
    if kind == "delete":
        if not letters:
            return old
        n = chance.choice(letters)
        return old[:n] + old[n + 1 :]
    pairs = [n for n in letters if old[n + 1 : n + 2].isalpha() and old[n] != old[n + 1]]
    if not pairs:
        return old
    n = chance.choice(pairs)
    return old[:n] + old[n + 1] + old[n] + old[n + 2 :]


def _number(text: str, table: Table, column: str) -> Decimal | None:
    """A cell of a column of numbers, or None."""
    field = next((f for f in table.fields if f.get("name") == column), {})
    try:
        return Decimal(text) if field.get("type") in ("integer", "number") else None
    except InvalidOperation:
        return None


def _sign(old: str, table: Table, column: str, chance: random.Random) -> str:
    number = _number(old, table, column)
    return old if not number else f"{-number:f}"


def _magnitude(old: str, table: Table, column: str, chance: random.Random) -> str:
    number = _number(old, table, column)
    if not number:
        return old
    digits = chance.choice((1, -1, 4, -4, 8))
    new = number.scaleb(digits)
    if old.isdigit():  # a whole number stays one
        new = new if new == new.to_integral_value() else number.scaleb(abs(digits))
    return f"{new.normalize():f}"


def _neighbour(old: str, table: Table, column: str, chance: random.Random) -> str:
    number = _number(old, table, column)
    step = chance.choice((1, -1))
    if number is not None:
        return f"{number + step * Decimal(1).scaleb(number.normalize().as_tuple().exponent):f}"  # type: ignore[arg-type]
    year = _YEAR.search(old)
    return old if year is None else old[: year.start()] + str(int(year[0]) + step) + old[year.end() :]


_NEARBY = {"sign": _sign, "magnitude": _magnitude, "neighbour": _neighbour}


def altered_rows(table: Table, change: Change) -> tuple[list[Sequence[str]], set[int]]:
    """The rows of `table` with `change` made, and the places (from 0) of those it is about that are still there."""
    rows: list[tuple[int, Sequence[str]]] = [(n, row.cells) for n, row in enumerate(table.rows)]
    for cell in change.cells:
        if cell.table == table.name:
            cells = list(rows[cell.record][1])
            cells[table.places[cell.column]] = cell.new
            rows[cell.record] = cell.record, cells
    if change.table == table.name:
        for one, other in change.exchanged:
            rows[one], rows[other] = rows[other], rows[one]
        rows += [(n, _renamed(table, rows[n][1], key)) for n, key in change.copied if key]
        for record, key in change.copied:
            if not key:
                rows.insert(record, rows[record])
        rows = [pair for n, pair in enumerate(rows) if n not in change.gone]
    if change.sort:
        order = sort_key(table.schema, table.header) or tuple
        rows.sort(key=lambda pair: order(tuple(pair[1])))
    about = change.records(table.name)
    return [cells for _, cells in rows], {place for place, (n, _) in enumerate(rows) if n in about}


def _renamed(table: Table, cells: Sequence[str], key: str) -> Sequence[str]:
    new = list(cells)
    new[table.places[table.schema["primaryKey"][0]]] = key
    return new


def altered_csv(table: Table, change: Change) -> bytes:
    """The file of `table` with `change` made."""
    return csvtext.write([table.header, *altered_rows(table, change)[0]]).encode("utf-8")
