"""X2xx: places, members, sizes and criteria of lists fit each other."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ..findings import shown
from ..statements.view import Evidence, Statements, view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: Words by which a text says that a place is shared.
_TIED = re.compile(r"\b(?:tied|ties|tying|joint|jointly|shared|sharing|equal)\b|=|并列", re.IGNORECASE)


def whole(text: str) -> int | None:
    """`text` as a whole number, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


@rule("X201", scope="source", tables=("ranking_entries", "rankings"), optional=True)
def ranks_within_size(pkg: Package, check: Check) -> None:
    """Ranks against sizes."""
    rankings = pkg.table("rankings")
    for row in pkg.table("ranking_entries").rows:
        rank, ranking = whole(row["rank"]), rankings.get(row["ranking_id"])
        if rank is None or ranking is None:
            continue
        check.case()
        size = whole(ranking["size"])
        if rank < 1 or (size is not None and rank > size):
            expected = f"1 to {size:,}, the size of {ranking.key}" if size is not None else "1 or more"
            check.fail(row, "rank", found=row["rank"], expected=expected)


@rule("X202", scope="list", tables=("ranking_entries", "evidence", "sources"), optional=True)
def places_are_single(pkg: Package, check: Check) -> None:
    """Doubled places and doubled holders."""
    seen = view(pkg)
    by_place: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_holder: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in pkg.table("ranking_entries").rows:
        if row["rank"]:
            by_place[row["ranking_id"], row["rank"]].append(row)
            by_holder[row["ranking_id"], row["entity_id"]].append(row)
        elif row["tied"] == "true":
            check.fail(row, "tied", found="true, without a rank", expected="a rank that is shared")
    for (ranking, rank), rows in by_place.items():
        check.case(len(rows))
        holders = {row["entity_id"] for row in rows}
        for row in rows:
            others = ", ".join(sorted(holders - {row["entity_id"]}))
            if others and row["tied"] != "true":
                found = f"{rank}, which {others} holds on {ranking} too"
                check.fail(row, "rank", found=found, expected="a rank of its own, or tied true for every holder")
            elif not others and row["tied"] == "true":
                words = seen.part(row, "value_evidence_id")
                if words is None or not _TIED.search(words.quote):
                    expected = "another holder of the rank, or words that say it is shared"
                    check.fail(row, "tied", found="true", expected=expected)
    for (ranking, entity), rows in by_holder.items():
        ranks = sorted({row["rank"] for row in rows})
        for row in rows[1:] if len(ranks) > 1 else ():
            others = ", ".join(rank for rank in ranks if rank != row["rank"])
            found = f"{row['rank']}, while {entity} also holds {others} on {ranking}"
            check.fail(row, "rank", found=found, expected="one rank for one entity on one list")


@rule("X203", scope="source", tables=("ranking_entries", "rankings"))
def kinds_have_places(pkg: Package, check: Check) -> None:
    """Ranks and sizes against the kind of list."""
    rankings = pkg.table("rankings")
    for ranking in check.each(rankings.rows):
        if ranking["kind"] == "superlative" and ranking["size"]:
            check.fail(ranking, "size", found=f"{ranking['size']}, of a superlative", expected="no size")
    for row in pkg.table("ranking_entries").rows:
        found_ranking = rankings.get(row["ranking_id"])
        kind = found_ranking["kind"] if found_ranking else ""
        if kind not in ("selection", "superlative"):
            continue
        check.case()
        if kind == "selection" and row["rank"]:
            found = f"{row['rank']}, on a selection"
            check.fail(row, "rank", found=found, expected="no rank: a selection has no places")
        elif kind == "superlative" and not row["rank"]:
            check.fail(row, "rank", found="no rank, on a superlative", expected="the place that the words claim")


@rule("X204", scope="list", tables=("rankings", "ranking_entries"), optional=True)
def size_holds_entries(pkg: Package, check: Check) -> None:
    """Sizes against the number of entries."""
    entries = pkg.table("ranking_entries").index("ranking_id")
    for row in pkg.table("rankings").rows:
        size = whole(row["size"])
        if size is None:
            continue
        check.case()
        members = len({entry["entity_id"] for entry in entries.get(row["ranking_id"], ())})
        if members > size:
            check.fail(row, "size", found=f"{size}, with {members} entities on the list", expected=f"{members} or more")


@rule("X205", scope="list", tables=("ranking_criteria", "evidence", "sources"), optional=True)
def criteria_are_dense(pkg: Package, check: Check) -> None:
    """Positions and counts of criteria."""
    seen = view(pkg)
    levels: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in pkg.table("ranking_criteria").rows:
        levels[row["ranking_id"], row["level"]].append(row)
    for (_, level), rows in levels.items():
        named = [row for row in rows if row["kind"] != "number"]
        ordered = sorted(named, key=lambda row: whole(row["position"]) or 0)
        for expected, row in enumerate(ordered, 1):
            check.case()
            if row["position"] != str(expected):
                check.fail(row, "position", found=row["position"], expected=f"{expected}: the next at level {level}")
        _check_print_order(ordered, seen, check)
        for row in rows:
            if row["kind"] == "number":
                check.case()
                if row["position"] != "0":
                    check.fail(row, "position", found=row["position"], expected="0: the place of the printed number")
                if named and row["count"] != str(len(named)):
                    check.fail(row, "count", found=f"{row['count']}, with {len(named)} named", expected=str(len(named)))
        levels_named = {row["kind"] for row in named}
        if len(levels_named) > 1:
            found = " and ".join(sorted(levels_named))
            check.fail(named[-1], "kind", found=found, expected="criteria or categories at one level, not both")


def _check_print_order(rows: list[Row], seen: Statements, check: Check) -> None:
    """Names of one level stand in the text as they are numbered."""
    before: Evidence | None = None
    for row in rows:
        evidence = seen.part(row, "evidence_id")
        if evidence and before and evidence.source_id == before.source_id and not before.before(evidence):
            found = f"{row['position']}, though {shown(evidence.quote)} stands before {shown(before.quote)}"
            check.fail(row, "position", found=found, expected="numbers in the order of print")
        before = evidence or before


@rule("X206", scope="source", tables=("ranking_entries", "ranking_criteria"), optional=True)
def categories_exist(pkg: Package, check: Check) -> None:
    """Categories of entries against those of the list."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in pkg.table("ranking_criteria").rows:
        if row["kind"] == "category":
            known[row["ranking_id"]].add(row["name"])
    for row in check.each(row for row in pkg.table("ranking_entries").rows if row["category"]):
        categories = known[row["ranking_id"]]
        if row["category"] not in categories:
            expected = " or ".join(sorted(categories)) or "no category: the list has none"
            check.fail(row, "category", found=row["category"], expected=expected)


@rule("X207", scope="list", tables=("rankings", "ranking_entries"), optional=True)
def superlatives_have_holders(pkg: Package, check: Check) -> None:
    """Every superlative is a case."""
    entries = pkg.table("ranking_entries").index("ranking_id")
    for row in pkg.table("rankings").rows:
        if row["kind"] == "superlative":
            check.case()
            if row["ranking_id"] not in entries:
                found = f"{row['ranking_id']}, without an entry"
                check.fail(row, "ranking_id", found=found, expected="at least one row of ranking_entries")
