"""Wrongs that concern whole rows, or several cells at once in the way somebody would write them who was misled.

Such a change leaves nothing undone that a form check could see: ids, references and order follow. What it says is
wrong all the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from mutations import ROW_KINDS, STATEMENT_TABLES, Cell, Change

from reread.package.opening import Package
from reread.package.table import Row, Table

#: The parts of a statement, each with its evidence: columns that are exchanged together.
PARTS = {
    "observations": (
        ("entity_id", "who_evidence_id"),
        ("indicator_id", "what_evidence_id"),
        ("period", "period_basis", "obs_status", "when_evidence_id"),
        ("value", "lower", "upper", "unit_id", "qualifier", "value_evidence_id"),
        ("whole_entity_id", "whole_evidence_id"),
        ("base_period", "base_evidence_id"),
    ),
    "ranking_entries": (
        ("entity_id", "who_evidence_id"),
        ("ranking_id", "what_evidence_id"),
        ("rank", "value_evidence_id"),
    ),
    "entity_links": (
        ("subject_id", "who_evidence_id"),
        ("predicate", "what_evidence_id"),
        ("object_id", "object_evidence_id"),
        ("period", "period_basis", "when_evidence_id"),
    ),
}
_NUMBERED = re.compile(r"(.*\.[a-z])([0-9]+)")

Maker = Callable[["_Rows", random.Random], Change | None]


def row_changes(pkg: Package, sample: int, seed: int, tables: Sequence[str] = ()) -> list[Change]:
    """At most `sample` different changes of every kind of `ROW_KINDS` for each table that allows them, seeded."""
    found: list[Change] = []
    for name, table in pkg.tables.items():
        if (tables and name not in tables) or len(table.rows) < 2:
            continue
        rows = _Rows(pkg, table)
        for kind in ROW_KINDS:
            chance = random.Random(f"{seed} {name} {kind}")
            seen: dict[Change, None] = {}
            for _ in range(sample * 8):
                change = _MAKERS[kind](rows, chance) if len(seen) < sample else None
                if change is not None:
                    seen.setdefault(change)
            found += seen
    return found


class _Rows:
    """A table with what is needed to change its rows consistently."""

    def __init__(self, pkg: Package, table: Table) -> None:
        self.pkg, self.table, self.name = pkg, table, table.name
        self.rows = table.rows

    @property
    def is_statements(self) -> bool:
        return self.name in PARTS

    def pick(self, chance: random.Random) -> tuple[int, Row]:
        record = chance.randrange(len(self.rows))
        return record, self.rows[record]

    def cells(self, record: int, new: dict[str, str]) -> Iterator[Cell]:
        """Cells of a record that become others."""
        for column, text in new.items():
            if self.rows[record][column] != text:
                yield Cell(self.name, record, column, self.rows[record][column], text)

    def references(self, column: str, old: str, new: str) -> Iterator[Cell]:
        """Every cell of another place that refers to `old` in this table, made to refer to `new`."""
        for table in self.pkg.tables.values():
            for key in table.schema.get("foreignKeys", ()):
                reference = key["reference"]
                target = reference.get("resource") or table.name
                fields = key["fields"] if isinstance(key["fields"], list) else [key["fields"]]
                if target != self.name or len(fields) != 1:
                    continue
                for record, row in enumerate(table.rows):
                    if row[fields[0]] == old:
                        yield Cell(table.name, record, fields[0], old, new)


def _deleted(rows: _Rows, chance: random.Random) -> Change:
    return Change(rows.name, "", "row deleted", gone=(rows.pick(chance)[0],))


def _doubled(rows: _Rows, chance: random.Random) -> Change:
    return Change(rows.name, "", "row doubled", copied=((rows.pick(chance)[0], ""),))


def _copied(rows: _Rows, chance: random.Random) -> Change | None:
    record, row = rows.pick(chance)
    key = rows.table.schema["primaryKey"]
    number = _NUMBERED.fullmatch(row.key)
    if number is None or len(key) != 1:
        return None
    taken = [int(m[2]) for r in rows.rows if (m := _NUMBERED.fullmatch(r.key)) and m[1] == number[1]]
    return Change(rows.name, "", "row copied", copied=((record, f"{number[1]}{max(taken) + 1:02}"),), sort=True)


def _order_exchanged(rows: _Rows, chance: random.Random) -> Change:
    one, other = chance.sample(range(len(rows.rows)), 2)
    return Change(rows.name, "", "rows exchanged", exchanged=((one, other),))


def _contents(rows: _Rows, chance: random.Random) -> Change | None:
    one, other = chance.sample(range(len(rows.rows)), 2)
    key = rows.table.schema["primaryKey"]
    columns = [column for column in rows.table.header if column not in key]
    cells = [
        *rows.cells(one, {column: rows.rows[other][column] for column in columns}),
        *rows.cells(other, {column: rows.rows[one][column] for column in columns}),
    ]
    if not cells or _only_renumbers(rows, (one, other), cells):
        return None
    return Change(rows.name, "", "contents exchanged", tuple(cells))


def _only_renumbers(rows: _Rows, records: tuple[int, int], cells: Sequence[Cell]) -> bool:
    """Whether two rows of one source exchange nothing but their numbers, to which no row refers."""
    key = rows.table.schema["primaryKey"]
    if len(key) != 1 or _NUMBERED.fullmatch(rows.rows[records[0]].key) is None:
        return False
    if rows.rows[records[0]].get("source_id") != rows.rows[records[1]].get("source_id"):
        return False
    new = {(cell.record, cell.column): cell.new for cell in cells}
    columns = [column for column in rows.table.header if column not in (*key, "note")]
    before = {tuple(rows.rows[n][column] for column in columns) for n in records}
    after = {tuple(new.get((n, column), rows.rows[n][column]) for column in columns) for n in records}
    return before == after and not any(any(rows.references(key[0], rows.rows[n].key, "")) for n in records)


def _parts(rows: _Rows, chance: random.Random) -> Change | None:
    if not rows.is_statements:
        return None
    one, row = rows.pick(chance)
    part = chance.choice(PARTS[rows.name])
    others = [
        n
        for n, r in enumerate(rows.rows)
        if r["source_id"] == row["source_id"] and any(r[column] != row[column] for column in part[:1])
    ]
    if not others:
        return None
    other = chance.choice(others)
    cells = [
        *rows.cells(one, {column: rows.rows[other][column] for column in part}),
        *rows.cells(other, {column: row[column] for column in part}),
    ]
    if _only_renumbers(rows, (one, other), cells):
        return None
    return Change(rows.name, "", "parts exchanged", tuple(cells))


def _other_source(rows: _Rows, chance: random.Random) -> Change | None:
    if not rows.is_statements:
        return None
    record, row = rows.pick(chance)
    sources = sorted({r["source_id"] for r in rows.rows} - {row["source_id"]})
    if not sources:
        return None
    source = chance.choice(sources)
    letter = row.key.rpartition(".")[2][0]
    number = 1 + sum(1 for r in rows.rows if r["source_id"] == source)
    key = f"{source}.{letter}{number:02}"
    (column,) = rows.table.schema["primaryKey"]
    cells = [*rows.cells(record, {column: key, "source_id": source}), *rows.references(column, row.key, key)]
    return Change(rows.name, "", "to another source", tuple(cells), sort=True)


def _value(rows: _Rows, chance: random.Random) -> Change | None:
    if "value" not in rows.table.header or "lower" not in rows.table.header:
        return None
    record, row = rows.pick(chance)
    value = Decimal(row["value"])
    last = Decimal(1).scaleb(value.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    by = last * chance.choice((1, -1, 2, 3, 10, -10))
    new = {column: f"{Decimal(row[column]) + by:f}" for column in ("value", "lower", "upper") if row[column]}
    return Change(rows.name, "value", "value with bounds", tuple(rows.cells(record, new)))


def _span_moved(rows: _Rows, chance: random.Random) -> Change | None:
    record, row = rows.pick(chance)
    text = rows.pkg.text(row["source_id"]) if rows.name == "evidence" and row["start"] else None
    if text is None:
        return None
    start, end = int(row["start"]), int(row["end"])
    first, last = chance.choice(((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)))
    return _respanned(rows, record, start + first, end + last, text, "span moved")


def _span_elsewhere(rows: _Rows, chance: random.Random) -> Change | None:
    record, row = rows.pick(chance)
    text = rows.pkg.text(row["source_id"]) if rows.name == "evidence" and row["start"] else None
    if text is None:
        return None
    places = [m.start() for m in re.finditer(re.escape(row["quote"]), text) if m.start() != int(row["start"])]
    if not places:
        return None
    start = chance.choice(places)
    return _respanned(rows, record, start, start + len(row["quote"]), text, "span elsewhere")


def _respanned(rows: _Rows, record: int, start: int, end: int, text: str, kind: str) -> Change | None:
    row = rows.rows[record]
    key = f"{row['source_id']}:{start}-{end}"
    if not 0 <= start < end <= len(text) or rows.table.get(key) is not None:
        return None
    new = {"evidence_id": key, "start": str(start), "end": str(end), "quote": text[start:end]}
    cells = [*rows.cells(record, new), *rows.references("evidence_id", row.key, key)]
    return Change(rows.name, "start", kind, tuple(cells), sort=True)


_MAKERS: dict[str, Maker] = {
    "row deleted": _deleted,
    "row doubled": _doubled,
    "row copied": _copied,
    "rows exchanged": _order_exchanged,
    "contents exchanged": _contents,
    "parts exchanged": _parts,
    "to another source": _other_source,
    "value with bounds": _value,
    "span moved": _span_moved,
    "span elsewhere": _span_elsewhere,
}
assert set(_MAKERS) == set(ROW_KINDS) and set(PARTS) < set(STATEMENT_TABLES)
