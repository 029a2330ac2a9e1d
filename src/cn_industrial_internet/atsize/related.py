"""The rows that relations, or lists, are about, as a package of their own: of large tables only those that are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..package import Package
from ..progress import Progress
from ..relations.model import OPERANDS
from ..rules import NotEvaluated
from ..table import Table
from .part import Part


@dataclass(frozen=True, slots=True)
class Naming:
    """`held` are tables of which all rows are needed. `on` are the columns that lead on, by the table whose rows have
    them: column, and the table that it names rows of.
    """

    held: tuple[str, ...]
    on: Mapping[str, Mapping[str, str]]


#: By scope of rules: relations with what their quantities are read from; lists with what they are read from.
NAMING = {
    "relation": Naming(
        ("relations", "relation_terms", "derived"),
        {
            "relation_terms": {
                **{column: table for column, table in OPERANDS.items() if table},
                "evidence_id": "evidence",
            },
            "observations": {"value_evidence_id": "evidence", "correction_id": "corrections", "source_id": "sources"},
            "ranking_entries": {"ranking_id": "rankings", "source_id": "sources"},
            "entity_links": {"source_id": "sources"},
            "rankings": {"evidence_id": "evidence"},
            "evidence": {"source_id": "sources"},
        },
    ),
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
    """What the rules about relations, or lists, read of a package with large tables.

    Of these, the rows that are named, rows that those are read from, and for relations rows that print a derived
    quantity. Raises `NotEvaluated` where the relations or lists themselves are too many to be held.
    """
    naming = NAMING[scope]
    large = [name for name in pkg.tables if pkg.is_large(name)]
    for name in naming.held:
        if name in large:
            raise NotEvaluated(f"{pkg.tables[name].path} is too large to be held")
    found: dict[str, dict[int, Record]] = {name: {} for name in large}
    sought: dict[str, set[str]] = {name: set() for name in large}
    wanted: dict[str, set[str]] = {name: set() for name in large}
    for name, table in pkg.tables.items():
        if name not in large and name in naming.on:
            for row in table.rows:
                _lead_on(naming.on[name], row.as_dict(), wanted)
    printed: set[tuple[str, str]] = set()
    if scope == "relation":
        printed = {(row["entity_id"], row["indicator_id"]) for row in pkg.table("derived").rows}
    # No row is sought twice, so this ends after as many rounds as the longest way has steps.
    first = True
    while first or any(wanted.values()):
        round_, wanted = wanted, {name: set() for name in large}
        for name in large:
            pairs = printed if first and name == "observations" else set()
            if not (round_[name] or pairs):
                continue
            sought[name] |= round_[name]
            header = pkg.tables[name].header
            for record in _rows(pkg, name, round_[name], pairs):
                found[name][record[0]] = record
                _lead_on(naming.on.get(name, {}), dict(zip(header, record[2], strict=True)), wanted)
        wanted = {name: ids - sought[name] for name, ids in wanted.items()}
        first = False
    tables = {
        name: Table.of_rows(table, table.header, [found[name][key] for key in sorted(found[name])])
        if name in large
        else table
        for name, table in pkg.tables.items()
    }
    return Part(pkg, tables)


def _lead_on(on: Mapping[str, str], row: Mapping[str, str], wanted: dict[str, set[str]]) -> None:
    """Note the rows of large tables that a row leads to."""
    for column, target in on.items():
        if target in wanted and row.get(column):
            wanted[target].add(row[column])


def _rows(pkg: Package, name: str, ids: set[str], pairs: set[tuple[str, str]]) -> list[Record]:
    """The records of a large table that have one of the keys `ids`, or one of the `pairs` of entity and indicator."""
    import polars as pl

    from ..contract.chunks import Malformed, Reader

    table = pkg.tables[name]
    place, problem = pkg.locate(table.path)
    if place is None or len(table.key_columns) != 1:
        raise NotEvaluated(problem.found if problem else f"{table.path} has no key of one column")
    keys = pl.Series(sorted(ids), dtype=pl.String)
    asked = pl.col(table.key_columns[0]).is_in(keys.implode())
    if pairs:
        texts = pl.Series(sorted(map("|".join, pairs)), dtype=pl.String)
        asked |= pl.concat_str(["entity_id", "indicator_id"], separator="|").is_in(texts.implode())
    found: list[Record] = []
    try:
        with Progress(table.path, place.stat().st_size) as progress:
            reader = Reader(place, table.path, progress=progress.reach)
            for part, rows in reader.each(
                lambda chunk: chunk.named(chunk.frame.select(pl.arg_where(asked)).to_series().to_list())
            ):
                found += [(part.records + row + 1, part.lines + line, cells) for row, (cells, line) in rows.items()]
    except Malformed as error:
        raise NotEvaluated(error.problems[0].found) from None
    return found
