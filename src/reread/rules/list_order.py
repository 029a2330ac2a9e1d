"""X201 to X207: places, members, sizes and criteria of lists fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from ..findings import shown
from ..statements.view import view
from . import Check, Wrong, row_rule, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: Words by which a text says that a place is shared.
_TIED = re.compile(r"\b(?:tied|ties|tying|joint|jointly|shared|sharing|equal)\b|=|并列", re.IGNORECASE)


def whole(text: str) -> int | None:
    """`text` as a whole number, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


@row_rule("X201", "ranking_entries", tables=("rankings",), optional=True)
def ranks_within_size(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Ranks against sizes."""
    rank, ranking = whole(row["rank"]), pkg.table("rankings").get(row["ranking_id"])
    if rank is None or ranking is None:
        return None
    size = whole(ranking["size"])
    expected = "1 or more" if size is None else f"1 to {size:,}, the size of {ranking.key}"
    return [("rank", row["rank"], expected)] if rank < 1 or (size is not None and rank > size) else []


@rule("X202", scope="list", tables=("ranking_entries", "evidence", "sources"), optional=True)
def places_are_single(pkg: Package, check: Check) -> None:
    """Doubled places and doubled holders."""
    seen, entries = view(pkg), pkg.table("ranking_entries")
    for row in entries.rows:
        if not row["rank"] and row["tied"] == "true":
            check.fail(row, "tied", "true, without a rank", "a rank that is shared")
    for rows in entries.index("ranking_id", "rank").values():
        rank, ranking = rows[0]["rank"], rows[0]["ranking_id"]
        for row in check.each(rows) if rank else ():
            others = ", ".join(sorted({other["entity_id"] for other in rows} - {row["entity_id"]}))
            if others and row["tied"] != "true":
                found = f"{rank}, which {others} holds on {ranking} too"
                check.fail(row, "rank", found, "a rank of its own, or tied true for every holder")
            elif not others and row["tied"] == "true":
                words = seen.part(row, "value_evidence_id")
                if words is None or not _TIED.search(words.quote):
                    check.fail(row, "tied", "true", "another holder of the rank, or words that say it is shared")
    for held in entries.index("ranking_id", "entity_id").values():
        rows = [row for row in held if row["rank"]]
        ranks = sorted({row["rank"] for row in rows})
        for row in rows[1:] if len(ranks) > 1 else ():
            others = ", ".join(rank for rank in ranks if rank != row["rank"])
            found = f"{row['rank']}, while {row['entity_id']} also holds {others} on {row['ranking_id']}"
            check.fail(row, "rank", found, "one rank for one entity on one list")


@rule("X203", scope="source", tables=("ranking_entries", "rankings"))
def kinds_have_places(pkg: Package, check: Check) -> None:
    """Ranks and sizes against the kind of list."""
    rankings = pkg.table("rankings")
    for row in check.each(rankings.rows):
        if row["kind"] == "superlative" and row["size"]:
            check.fail(row, "size", f"{row['size']}, of a superlative", "no size")
    for row in pkg.table("ranking_entries").rows:
        ranking, rank = rankings.get(row["ranking_id"]), row["rank"]
        kind = ranking["kind"] if ranking else ""
        check.case(kind in ("selection", "superlative"))
        if kind == "selection" and rank:
            check.fail(row, "rank", f"{rank}, on a selection", "no rank: a selection has no places")
        elif kind == "superlative" and not rank:
            check.fail(row, "rank", "no rank, on a superlative", "the place that the words claim")


@row_rule("X204", "rankings", tables=("ranking_entries",), optional=True, scope="list")
def size_holds_entries(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Sizes against the number of entries."""
    entries, size = pkg.table("ranking_entries").index("ranking_id"), whole(row["size"])
    members = len({entry["entity_id"] for entry in entries.get(row["ranking_id"], ())})
    if size is None:
        return None
    return [("size", f"{size}, with {members} entities on the list", f"{members} or more")] if members > size else []


@rule("X205", scope="list", tables=("ranking_criteria", "evidence", "sources"), optional=True)
def criteria_are_dense(pkg: Package, check: Check) -> None:
    """Positions and counts of criteria."""
    seen = view(pkg)
    for rows in pkg.table("ranking_criteria").index("ranking_id", "level").values():
        named = [row for row in rows if row["kind"] != "number"]
        ordered = sorted(named, key=lambda row: whole(row["position"]) or 0)
        for expected, row in enumerate(check.each(ordered), 1):
            if row["position"] != str(expected):
                check.fail(row, "position", row["position"], f"{expected}: the next at level {row['level']}")
        quoted = [(row, evidence) for row in ordered if (evidence := seen.part(row, "evidence_id"))]
        for (_, before), (row, evidence) in pairwise(quoted):
            if evidence.source_id == before.source_id and not before.before(evidence):
                found = f"{row['position']}, though {shown(evidence.quote)} stands before {shown(before.quote)}"
                check.fail(row, "position", found, "numbers in the order of print")
        for row in check.each(row for row in rows if row["kind"] == "number"):
            if row["position"] != "0":
                check.fail(row, "position", row["position"], "0: the place of the printed number")
            if named and row["count"] != str(len(named)):
                check.fail(row, "count", f"{row['count']}, with {len(named)} named", str(len(named)))
        kinds = {row["kind"] for row in named}
        if len(kinds) > 1:
            check.fail(named[-1], "kind", " and ".join(sorted(kinds)), "criteria or categories at one level, not both")


@row_rule("X206", "ranking_entries", tables=("ranking_criteria",), optional=True)
def categories_exist(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Categories of entries against those of the list."""
    if not row["category"]:
        return None
    criteria = pkg.table("ranking_criteria").index("ranking_id").get(row["ranking_id"], ())
    known = {each["name"] for each in criteria if each["kind"] == "category"}
    expected = " or ".join(sorted(known)) or "no category: the list has none"
    return [("category", row["category"], expected)] if row["category"] not in known else []


@row_rule("X207", "rankings", tables=("ranking_entries",), optional=True, scope="list")
def superlatives_have_holders(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Every superlative is a case."""
    key = row["ranking_id"]
    if row["kind"] != "superlative":
        return None
    held = key in pkg.table("ranking_entries").index("ranking_id")
    return [] if held else [("ranking_id", f"{key}, without an entry", "at least one row of ranking_entries")]
