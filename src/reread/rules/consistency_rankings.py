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


@rule(
    code="X201",
    title="Ranks lie within their list",
    scope="source",
    tables=("ranking_entries", "rankings"),
    what="rank is at least 1 and at most the size of the list.",
    why="There is no 118th place in a top 100.",
    bad="rank is 118, size is 100.",
    good="rank is 18, size is 20.",
    fix="Correct rank or size.",
    optional=True,
)
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


@rule(
    code="X202",
    title="One place, one holder; one holder, one place",
    scope="list",
    tables=("ranking_entries", "evidence", "sources"),
    what="Two entities hold one rank of a list only where both are marked tied, one entity has one rank on a list, and"
    " tied is true only where another holds the same rank or the words say that the place is shared.",
    why="Two seconds mean that a rank, an entity or an edition was misread.",
    bad="Two districts at rank 2 of one list, neither tied.",
    good="Changsha County at 7, Liuyang at 18.",
    fix="Correct rank, entity or ranking; mark tied where the text says that the place is shared.",
    optional=True,
)
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
                    check.fail(
                        row, "tied", found="true", expected="another holder of the rank, or words that say it is shared"
                    )
    for (ranking, entity), rows in by_holder.items():
        ranks = sorted({row["rank"] for row in rows})
        for row in rows[1:] if len(ranks) > 1 else ():
            others = ", ".join(rank for rank in ranks if rank != row["rank"])
            found = f"{row['rank']}, while {entity} also holds {others} on {ranking}"
            check.fail(row, "rank", found=found, expected="one rank for one entity on one list")


@rule(
    code="X203",
    title="Only ranked lists have places",
    scope="source",
    tables=("ranking_entries", "rankings"),
    what="Entries of a selection have no rank, entries of a superlative have one, and a superlative has no size: it is"
    " a sentence, not a list.",
    why="Members named in passing are not ranked in that order.",
    bad="An entry of a selection with rank 1 because it was named first.",
    good="An entry of a selection without rank.",
    fix="Empty rank, or correct the kind of the ranking.",
)
def kinds_have_places(pkg: Package, check: Check) -> None:
    """Ranks and sizes against the kind of list."""
    rankings = pkg.table("rankings")
    for ranking in rankings.rows:
        check.case()
        if ranking["kind"] == "superlative" and ranking["size"]:
            check.fail(ranking, "size", found=f"{ranking['size']}, of a superlative", expected="no size")
    for row in pkg.table("ranking_entries").rows:
        found_ranking = rankings.get(row["ranking_id"])
        kind = found_ranking["kind"] if found_ranking else ""
        if kind not in ("selection", "superlative"):
            continue
        check.case()
        if kind == "selection" and row["rank"]:
            check.fail(
                row, "rank", found=f"{row['rank']}, on a selection", expected="no rank: a selection has no places"
            )
        elif kind == "superlative" and not row["rank"]:
            check.fail(row, "rank", found="no rank, on a superlative", expected="the place that the words claim")


@rule(
    code="X204",
    title="A list holds at least its entries",
    scope="list",
    tables=("rankings", "ranking_entries"),
    what="size is not smaller than the number of different entities on the list.",
    why="A list of 20 cannot have 21 members.",
    bad="size is 2, and three counties are on the list.",
    good="size is 20, and two counties are on the list.",
    fix="Correct size, or the ranking_id of an entry.",
    optional=True,
)
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


@rule(
    code="X205",
    title="Criteria are numbered without gap",
    scope="list",
    tables=("ranking_criteria", "evidence", "sources"),
    what="Within a list and level, names stand at 1, 2, 3, ... in the order of print; the printed number of them stands"
    " at 0 and equals how many are named, where any are.",
    why="A gap means a criterion that was lost; a wrong number means one misread.",
    bad="Positions 1, 2 and 4; or count 4 with three names.",
    good="Position 0 with count 4, then positions 1 to 4 with names.",
    fix="Restore the missing row, or correct position or count.",
    optional=True,
)
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
            check.fail(
                named[-1],
                "kind",
                found=" and ".join(sorted(levels_named)),
                expected="criteria or categories at one level, not both",
            )


def _check_print_order(rows: list[Row], seen: Statements, check: Check) -> None:
    """Names of one level stand in the text as they are numbered."""
    before: Evidence | None = None
    for row in rows:
        evidence = seen.part(row, "evidence_id")
        if evidence and before and evidence.source_id == before.source_id and not before.before(evidence):
            found = f"{row['position']}, though {shown(evidence.quote)} stands before {shown(before.quote)}"
            check.fail(row, "position", found=found, expected="numbers in the order of print")
        before = evidence or before


@rule(
    code="X206",
    title="Categories of entries are categories of their list",
    scope="source",
    tables=("ranking_entries", "ranking_criteria"),
    what="category of an entry is the name of a category in ranking_criteria of the same list.",
    why="A category nobody printed would group what the list does not.",
    bad="category is manufacturing; the list has intelligent manufacturing.",
    good="category is intelligent manufacturing, as on the list.",
    fix="Copy the name of the category, or register it in ranking_criteria with its evidence.",
    optional=True,
)
def categories_exist(pkg: Package, check: Check) -> None:
    """Categories of entries against those of the list."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in pkg.table("ranking_criteria").rows:
        if row["kind"] == "category":
            known[row["ranking_id"]].add(row["name"])
    for row in pkg.table("ranking_entries").rows:
        if not row["category"]:
            continue
        check.case()
        categories = known[row["ranking_id"]]
        if row["category"] not in categories:
            expected = " or ".join(sorted(categories)) or "no category: the list has none"
            check.fail(row, "category", found=row["category"], expected=expected)


@rule(
    code="X207",
    title="A superlative has a holder",
    scope="list",
    tables=("rankings", "ranking_entries"),
    what="Every ranking of the kind superlative has at least one entry.",
    why="A superlative is a sentence about somebody. Without its entry the list stays and the statement is lost.",
    bad="The fastest growth among the sub-provincial cities, and no row that says whose it is.",
    good="The fastest growth among the sub-provincial cities, with Guangzhou at rank 1.",
    fix="Restore the entry, or remove the ranking.",
    optional=True,
)
def superlatives_have_holders(pkg: Package, check: Check) -> None:
    """Every superlative is a case."""
    entries = pkg.table("ranking_entries").index("ranking_id")
    for row in pkg.table("rankings").rows:
        if row["kind"] == "superlative":
            check.case()
            if row["ranking_id"] not in entries:
                found = f"{row['ranking_id']}, without an entry"
                check.fail(row, "ranking_id", found=found, expected="at least one row of ranking_entries")
