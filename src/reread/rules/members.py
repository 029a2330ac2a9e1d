"""X209 to X212: statements and entries are of the list that they say."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from ..statements.view import view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row


@rule("X209", tables=("observations", "rankings", "ranking_entries"), optional=True)
def members_are_counted_on_their_list(pkg: Package, check: Check) -> None:
    """Every statement that names a list is a case, and every indicator of which some do."""
    told = defaultdict(set)
    for row in (*pkg.table("rankings").rows, *pkg.table("ranking_entries").rows):
        told[row["ranking_id"]].add(row["source_id"])
    by_indicator: dict[str, list[Row]] = defaultdict(list)
    for row in pkg.table("observations").rows:
        by_indicator[row["indicator_id"]].append(row)
    for indicator, rows in by_indicator.items():
        listed = [row for row in rows if row["ranking_id"]]
        if not listed:
            continue
        check.case()
        odd = listed if 2 * len(listed) < len(rows) else [row for row in rows if not row["ranking_id"]]
        for row in odd:
            found = row["ranking_id"] or "empty"
            expected = "no list" if row["ranking_id"] else "a list"
            check.fail(row, "ranking_id", found=found, expected=f"{expected}, as the others of {indicator}")
        for row in check.each(listed):
            if row["source_id"] not in told[row["ranking_id"]]:
                found = f"{row['ranking_id']}, of which {row['source_id']} has no entry"
                check.fail(row, "ranking_id", found=found, expected="a list of which the source has entries")


def _by_list(pkg: Package) -> dict[tuple[str, str], list[Row]]:
    """Entries by source and list, in the order of their ids."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in pkg.table("ranking_entries").rows:
        found[row["source_id"], row["ranking_id"]].append(row)
    return found


@rule("X210", scope="source", tables=("ranking_entries",), optional=True)
def places_go_up(pkg: Package, check: Check) -> None:
    """Every rank that rests on no words, beside another one, is a case."""
    for rows in _by_list(pkg).values():
        ranked = [row for row in rows if row["rank"].isdigit() and row["rank"].isascii()]
        for before, row in pairwise(ranked):
            bare = [each for each in (row, before) if not each["value_evidence_id"]]
            if not bare or before["category"] != row["category"]:
                continue
            check.case()
            if int(before["rank"]) > int(row["rank"]):
                found = f"{before['rank']} of {before.key}, before {row['rank']} of {row.key}"
                check.fail(bare[0], "rank", found=found, expected="places that go up in the order of print")


@rule("X211", scope="source", tables=("ranking_entries", "rankings", "evidence"), optional=True)
def entries_that_stand_alone_name_their_list(pkg: Package, check: Check) -> None:
    """Every entry that is its source's only one of a list, beside entries of other lists, is a case."""
    lists: dict[str, set[str]] = defaultdict(set)
    seen, by_list = view(pkg), _by_list(pkg)
    for source, key in by_list:
        lists[source].add(key)
    for (source, key), rows in by_list.items():
        ranking = pkg.table("rankings").get(key)
        if len(rows) > 1 or len(lists[source]) < 2 or ranking is None or ranking["source_id"] == source:
            continue
        check.case()
        edition = ranking["edition"] or ranking["data_period"]
        parts = seen.parts(rows[0]).values()
        said = [rows[0]["note"], *(seen.evidence.get(part.passage, part).quote for part in parts)]
        if not rows[0]["what_evidence_id"] and not any(edition in words for words in said):
            found = f"{key}, alone from {source}, without words"
            check.fail(rows[0], "ranking_id", found=found, expected=f"a note that names {edition}, or the words quoted")


@rule("X212", scope="source", tables=("observations", "evidence"), optional=True)
def likes_are_quoted_alike(pkg: Package, check: Check) -> None:
    """Every figure of a table, and every figure of an archived text that counts members of a list, is a case."""
    seen = view(pkg)
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in pkg.table("observations").rows:
        if row["proof"] == "archived" and row["ranking_id"]:
            check.case()
            if not row["ranking_evidence_id"]:
                check.fail(
                    row, "ranking_evidence_id", found="empty", expected=f"the words that name {row['ranking_id']}"
                )
        if row["precision"] == "tabulated":
            check.case()
            value = seen.part(row, "value_evidence_id")
            line = value.passage if value else ""
            alike["who_evidence_id", row["source_id"], row["entity_id"], line].append(row)
            alike["what_evidence_id", row["source_id"], row["indicator_id"], row["transformation"]].append(row)
    for (part, *_), rows in alike.items():
        bare = [row for row in rows if not row[part]]
        if len(bare) < len(rows) and (part == "who_evidence_id" or 2 * len(bare) < len(rows)):
            for row in bare:
                quoted = next(each[part] for each in rows if each[part])
                expected = f"words, as {len(rows) - len(bare)} figures of that source have ({quoted})"
                check.fail(row, part, found="empty", expected=expected)
