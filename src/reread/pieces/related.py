"""The rows that relations, or lists, are about, as a package of their own: of large tables only those that are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..package.opening import Package
from ..package.table import Table
from ..progress import Progress
from ..relations.model import OPERANDS
from ..rules import NotEvaluated
from .part import Part

if TYPE_CHECKING:
    from .beside import Taken


@dataclass(frozen=True, slots=True)
class Naming:
    """`held` are tables of which all rows are needed. `on` are the columns that lead on, by the table whose rows have
    them: column, and the table that it names rows of. `beside` are functions of `atsize.beside` that say which rows of
    a large table to begin with. Of the table `counted`, rows that are left out are cases all the same. A package that
    has not all tables `needed` is of another sort, and nothing is looked for in it.
    """

    held: tuple[str, ...]
    on: Mapping[str, Mapping[str, str]]
    beside: Mapping[str, str] = field(default_factory=dict)
    counted: str = ""
    needed: tuple[str, ...] = ()


#: Rows that are set beside each other.
MAX_BESIDE = 200_000


_OF_RELATIONS = {
    "relation_terms": {
        **{column: table for column, table in OPERANDS.items() if table},
        "evidence_id": "evidence",
    },
    "observations": {"value_evidence_id": "evidence", "correction_id": "corrections", "source_id": "sources"},
    "ranking_entries": {"ranking_id": "rankings", "source_id": "sources"},
    "entity_links": {"source_id": "sources"},
    "rankings": {"evidence_id": "evidence"},
    "evidence": {"source_id": "sources"},
}

#: By scope of rules: relations with what their quantities are read from; the same with the statements that may stand
#: in relations; sources that have an address in common; lists with what they are read from.
NAMING = {
    "relation": Naming(("relations", "relation_terms", "derived"), _OF_RELATIONS),
    "structure": Naming(
        ("relations", "relation_terms", "derived", "rankings", "ranking_entries"),
        _OF_RELATIONS,
        {"observations": "statements"},
        needed=("relations",),
    ),
    "address": Naming((), {}, {"sources": "addresses"}, "sources"),
    "list": Naming(
        ("rankings", "ranking_entries", "ranking_criteria", "corrections"),
        {
            "rankings": {"evidence_id": "evidence"},
            "ranking_entries": {"value_evidence_id": "evidence", "when_evidence_id": "evidence"},
            "ranking_criteria": {"evidence_id": "evidence"},
            "corrections": {"evidence_id": "evidence"},
            "evidence": {"source_id": "sources", "refers_to": "evidence"},
        },
    ),
}

Record = tuple[int, int, tuple[str, ...]]


def related(pkg: Package, scope: str) -> Part:
    """What the rules about relations, lists, or rows that have something in common read of a package with large tables.

    Of these, the rows that are named, or to begin with, and rows that those are read from; for relations also rows that
    print a derived quantity. Raises `NotEvaluated` where the relations or lists themselves are too many to be held, or
    too many rows have something in common.
    """
    naming = NAMING[scope]
    large = [name for name in pkg.tables if pkg.is_large(name)]
    for name in naming.held:
        if name in large:
            raise NotEvaluated(f"{pkg.tables[name].path} is too large to be held")
    found: dict[str, dict[int, Record]] = {name: {} for name in large}
    sought: dict[str, set[str]] = {name: set() for name in large}
    wanted: dict[str, set[str]] = {name: set() for name in large}
    first: dict[str, Taken] = {}
    if pkg.tables.keys() >= set(naming.needed):
        first = _first(pkg, scope, large)
        for name, table in pkg.tables.items():
            if name not in large and name in naming.on:
                for row in table.rows:
                    _lead_on(naming.on[name], row.as_dict(), wanted)
    # No row is sought twice, so this ends after as many rounds as the longest way has steps.
    while first or any(wanted.values()):
        round_, wanted = wanted, {name: set() for name in large}
        for name in large:
            if not (round_[name] or name in first):
                continue
            sought[name] |= round_[name]
            header = pkg.tables[name].header
            for record in _rows(pkg, name, round_[name], first.get(name)):
                found[name][record[0]] = record
                _lead_on(naming.on.get(name, {}), dict(zip(header, record[2], strict=True)), wanted)
        wanted = {name: ids - sought[name] for name, ids in wanted.items()}
        first = {}
    tables = {
        name: Table.of_rows(table, table.header, [found[name][key] for key in sorted(found[name])])
        if name in large
        else table
        for name, table in pkg.tables.items()
    }
    return Part(pkg, tables)


def left_out(pkg: Package, scope: str, part: Part) -> int:
    """How many rows of a table of which every row is a case are not in the part."""
    name = NAMING[scope].counted
    return len(pkg.tables[name]) - len(part.tables[name]) if name in pkg.tables else 0


def _first(pkg: Package, scope: str, large: list[str]) -> dict[str, Taken]:
    """By large table, which rows to begin with, beside those that rows of held tables name."""
    import polars as pl

    from . import beside

    found: dict[str, Taken] = {
        name: getattr(beside, function)(pkg) for name, function in NAMING[scope].beside.items() if name in large
    }
    printed = {(row["entity_id"], row["indicator_id"]) for row in pkg.table("derived").rows}
    if scope == "relation" and "observations" in large and printed:
        texts = pl.Series(sorted(map("|".join, printed)), dtype=pl.String)
        asked = pl.concat_str(["entity_id", "indicator_id"], separator="|").is_in(texts.implode())
        found["observations"] = lambda frame: frame.select(asked.fill_null(False)).to_series()
    return found


def _lead_on(on: Mapping[str, str], row: Mapping[str, str], wanted: dict[str, set[str]]) -> None:
    """Note the rows of large tables that a row leads to."""
    for column, target in on.items():
        if target in wanted and row.get(column):
            wanted[target].add(row[column])


def _rows(pkg: Package, name: str, ids: set[str], taken: Taken | None) -> list[Record]:
    """The records of a large table that have one of the keys `ids`, or are `taken`."""
    import polars as pl

    from ..contract.chunks import Chunk, Malformed, Named, Reader
    from ..contract.large import piece_of

    table = pkg.tables[name]
    place, problem = pkg.locate(table.path)
    if place is None or len(table.key_columns) != 1:
        raise NotEvaluated(problem.found if problem else f"{table.path} has no key of one column")
    keys = pl.Series(sorted(ids), dtype=pl.String)
    named = pl.col(table.key_columns[0]).is_in(keys.implode()).fill_null(False)

    def look(chunk: Chunk) -> dict[int, Named]:
        asked = chunk.frame.select(named).to_series()
        if taken is not None:
            asked |= taken(chunk.frame)
        return chunk.named(asked.arg_true().to_list())

    found: list[Record] = []
    size = place.stat().st_size
    try:
        with Progress(table.path, size) as progress:
            reader = Reader(place, table.path, size=piece_of(size), progress=progress.reach)
            for part, rows in reader.each(look):
                found += [(part.records + row + 1, part.lines + line, cells) for row, (cells, line) in rows.items()]
                if taken is not None and len(found) > MAX_BESIDE:
                    raise NotEvaluated(f"more than {MAX_BESIDE:,} rows of {table.path} have something in common")
    except Malformed as error:
        raise NotEvaluated(error.problems[0].found) from None
    return found
