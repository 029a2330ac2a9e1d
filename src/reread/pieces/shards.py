"""How the rows of a package are divided, and what every shard shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ..package.csvtext import Parsed
from ..package.opening import Package
from ..package.table import Table
from ..rules import all_rules
from ..statements.view import evidence_columns

#: Rows that belong to the source of the evidence they name, not to one they name themselves.
BY_EVIDENCE = {"corrections": "evidence_id"}


@dataclass(frozen=True, slots=True)
class Layout:
    """By kind of division (source, entity) and table: the column that decides, and into how many shards."""

    divisions: dict[str, dict[str, tuple[str, int]]]
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def division(self, kind: str) -> dict[str, tuple[str, int]]:
        """The tables that are divided so."""
        return self.divisions.get(kind, {})

    def shards(self, kind: str) -> int:
        """Into how many."""
        return max((shards for _, shards in self.division(kind).values()), default=1)

    def of_table(self, name: str) -> dict[str, tuple[str, int]]:
        """By kind, how this table is divided."""
        return {kind: tables[name] for kind, tables in self.divisions.items() if name in tables}


def belongs_to_source(table: Table) -> bool:
    """Whether every row of the table is of one source: its schema requires `source_id`."""
    for one in table.fields:
        if one.get("name") == "source_id":
            constraints = one.get("constraints")
            return isinstance(constraints, dict) and constraints.get("required") is True
    return False


def layout(pkg: Package, shards: int, large: Collection[str]) -> Layout:
    """How to divide `pkg` into so many shards of sources, and its `large` tables into as many of entities.

    Tables without a header, or without the column that decides, stay whole.
    """
    sources: dict[str, tuple[str, int]] = {}
    entities: dict[str, tuple[str, int]] = {}
    by_entity = {name for info in all_rules() if info.scope == "entity" for name in info.tables}
    for name, table in pkg.tables.items():
        if not table.readable:
            continue
        if belongs_to_source(table) and "source_id" in table.places:
            sources[name] = ("source_id", shards)
        elif name in BY_EVIDENCE and name not in large and BY_EVIDENCE[name] in table.places:
            sources[name] = (BY_EVIDENCE[name], shards)
        if name in by_entity and "entity_id" in table.places and name in large:
            entities[name] = ("entity_id", shards)
    headers = {name: table.header for name, table in pkg.tables.items() if table.readable}
    return Layout({"source": sources, "entity": entities}, headers)


def shard_tables(pkg: Package, layout: Layout) -> dict[str, Table]:
    """The tables that all shards of sources share: registers whole, and of tables that no rule about one source reads
    the rows that name evidence. A table too large for that is there, and refuses to give its rows.
    """
    read = {name for info in all_rules() if info.scope == "source" for name in info.tables}
    found: dict[str, Table] = {}
    for name, table in pkg.tables.items():
        if name in layout.division("source"):
            found[name] = Table.of_rows(table, layout.headers[name], ())
        elif table.readable and not table.large and name not in read:
            columns = evidence_columns(table)
            rows = [(r.record, r.line, r.cells) for r in table.rows if any(r[column] for column in columns)]
            found[name] = Table.of_rows(table, table.header, rows)
        else:
            found[name] = table
    return found


def registers(pkg: Package, layout: Layout) -> dict[str, Table]:
    """All tables, without the rows that are divided by their sources."""
    divided = layout.division("source")
    return {
        name: Table.of_rows(table, layout.headers[name], ()) if name in divided else table
        for name, table in pkg.tables.items()
    }


def refusing(table: Table, records: int) -> Table:
    """`table`, as one of so many records that its rows cannot be had."""
    parsed = Parsed(header=(), beyond=records)
    return Table(table.name, table.path, table.schema, lambda: parsed)


def referring(table: Table, layout: Layout) -> dict[str, str]:
    """Columns of a divided table that name rows of divided tables, with the table each points into; the key of the
    table among them, since two rows may claim one key.
    """
    divided = layout.division("source")
    found = {column: table.name for column in table.key_columns if column != "source_id"}
    keys = table.schema.get("foreignKeys")
    for key in keys if isinstance(keys, list) else []:
        fields, reference = key.get("fields"), key.get("reference") or {}
        target = reference.get("resource") or table.name
        column = fields[0] if isinstance(fields, list) and len(fields) == 1 else fields
        if target in divided and isinstance(column, str) and column != "source_id":
            found[column] = target
    if table.name == "corrections":
        found["support"] = "evidence"
    return {column: target for column, target in found.items() if column in layout.headers[table.name]}


def guessed_source(id_: str) -> str:
    """The source that an id names by its form, "" where it has another.

    >>> guessed_source("thnet-2022-09-23:10-20"), guessed_source("thnet-2022-09-23.o05"), guessed_source("x")
    ('thnet-2022-09-23', 'thnet-2022-09-23', '')
    """
    return id_.rpartition(":")[0] or id_.rpartition(".")[0]


def links(
    table: Table, layout: Layout, records: Iterable[tuple[str, tuple[str, ...]]]
) -> set[tuple[str, str]]:
    """Pairs of sources, of which rows of the first seem to name rows of the second. `records`: source, cells."""
    places = [layout.headers[table.name].index(column) for column in referring(table, layout)]
    found: set[tuple[str, str]] = set()
    for source, cells in records:
        own = (f"{source}:", f"{source}.")
        for place in places:
            cell = cells[place]
            if cell and not (cell.startswith(own) and " " not in cell):
                found.update((source, other) for id_ in cell.split(" ") if (other := guessed_source(id_)) != source)
    return {(source, other) for source, other in found if other}


def missing(pkg: Package, layout: Layout) -> dict[str, set[str]]:
    """Ids in divided tables that rows of a piece name and the piece does not hold, by the table they should be in.

    Rows of a sound package seldom refer to rows of another source; where they do, their sources are judged together.
    """
    found: dict[str, set[str]] = {}
    for name in layout.division("source"):
        table = pkg.table(name)
        for column, target in referring(table, layout).items():
            place, known = table.places[column], pkg.table(target)
            cells = {row.cells[place] for row in table.rows}
            unknown = {cell for cell in cells if " " in cell or known.get(cell) is None}
            unknown = {id_ for cell in unknown for id_ in cell.split(" ") if id_ and known.get(id_) is None}
            if unknown:
                found.setdefault(target, set()).update(unknown)
    return found


def components(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Sources that hang together by `pairs`, in a settled order."""
    group: dict[str, set[str]] = {}
    for one, other in pairs:
        first, second = group.setdefault(one, {one}), group.setdefault(other, {other})
        if first is not second:
            small, large = sorted((first, second), key=len)
            large |= small
            for member in small:
                group[member] = large
    return sorted({id(members): frozenset(members) for members in group.values()}.values(), key=min)
