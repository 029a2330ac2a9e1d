"""X2xx and V324: places, members, sizes, criteria and scores of lists fit each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from ..statements.cells import printed_numbers
from ..statements.view import Evidence, Statements, view
from . import Check, Package, Row, Wrong, row_rule, rule, shown
from .how_much import number

#: Words by which a text says that a place is shared.
_TIED = re.compile(r"\b(?:tied|ties|tying|joint|jointly|shared|sharing|equal)\b|=|并列", re.IGNORECASE)
#: Tables whose rows say that a source tells of a list.
_LISTS = ("rankings", "ranking_entries")


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


@rule("X209", tables=("observations", "rankings", "ranking_entries"), optional=True)
def members_are_counted_on_their_list(pkg: Package, check: Check) -> None:
    """Every statement that names a list is a case, and every indicator of which some do."""
    told = {(row["ranking_id"], row["source_id"]) for name in _LISTS for row in pkg.table(name).rows}
    for indicator, rows in pkg.table("observations").index("indicator_id").items():
        listed = [row for row in rows if row["ranking_id"]]
        check.case(bool(listed))
        few = 2 * len(listed) < len(rows)
        for row in rows if listed else ():
            if few == bool(row["ranking_id"]):
                expected = f"{'no list' if few else 'a list'}, as the others of {indicator}"
                check.fail(row, "ranking_id", row["ranking_id"] or "empty", expected)
        for row in check.each(listed):
            if (row["ranking_id"], row["source_id"]) not in told:
                found = f"{row['ranking_id']}, of which {row['source_id']} has no entry"
                check.fail(row, "ranking_id", found, "a list of which the source has entries")


@rule("X210", scope="source", tables=("ranking_entries",), optional=True)
def places_go_up(pkg: Package, check: Check) -> None:
    """Every rank that rests on no words, beside another one, is a case."""
    for rows in pkg.table("ranking_entries").index("source_id", "ranking_id").values():
        for before, row in pairwise(row for row in rows if row["rank"].isdigit() and row["rank"].isascii()):
            bare = [each for each in (row, before) if not each["value_evidence_id"]]
            if bare and before["category"] == row["category"]:
                check.case()
                if int(before["rank"]) > int(row["rank"]):
                    found = f"{before['rank']} of {before.key}, before {row['rank']} of {row.key}"
                    check.fail(bare[0], "rank", found, "places that go up in the order of print")


@rule("X211", scope="source", tables=("ranking_entries", "rankings", "evidence"), optional=True)
def entries_that_stand_alone_name_their_list(pkg: Package, check: Check) -> None:
    """Every entry that is its source's only one of a list, beside entries of other lists, is a case."""
    seen, by_list = view(pkg), pkg.table("ranking_entries").index("source_id", "ranking_id")
    lists = Counter(rows[0]["source_id"] for rows in by_list.values())
    for row in (rows[0] for rows in by_list.values() if len(rows) == 1):
        key, source = row["ranking_id"], row["source_id"]
        ranking = pkg.table("rankings").get(key)
        if lists[source] < 2 or ranking is None or ranking["source_id"] == source:
            continue
        check.case()
        edition = ranking["edition"] or ranking["data_period"]
        said = [row["note"], *(seen.evidence.get(p.passage, p).quote for p in seen.parts(row).values())]
        if not row["what_evidence_id"] and not any(edition in words for words in said):
            found = f"{key}, alone from {source}, without words"
            check.fail(row, "ranking_id", found, f"a note that names {edition}, or the words quoted")


@rule("X212", scope="source", tables=("observations", "evidence"), optional=True)
def likes_are_quoted_alike(pkg: Package, check: Check) -> None:
    """Every figure of a table, and every figure of an archived text that counts members of a list, is a case."""
    seen = view(pkg)
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in pkg.table("observations").rows:
        if row["proof"] == "archived" and row["ranking_id"]:
            check.case()
            if not row["ranking_evidence_id"]:
                check.fail(row, "ranking_evidence_id", "empty", f"the words that name {row['ranking_id']}")
        if row["precision"] == "tabulated":
            check.case()
            value = seen.part(row, "value_evidence_id")
            line = value.passage if value else ""
            alike["who_evidence_id", row["source_id"], row["entity_id"], line].append(row)
            alike["what_evidence_id", row["source_id"], row["indicator_id"], row["transformation"]].append(row)
    for (part, *_), rows in alike.items():
        quoted = [row[part] for row in rows if row[part]]
        if quoted and (part == "who_evidence_id" or 2 * len(quoted) > len(rows)):
            for row in (row for row in rows if not row[part]):
                expected = f"words, as {len(quoted)} figures of that source have ({quoted[0]})"
                check.fail(row, part, "empty", expected)


@row_rule("V324", "ranking_entries", tables=("evidence", "sources"), optional=True)
def scores_are_printed(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Every score is a case."""
    if not row["score"]:
        return None
    seen = view(pkg)
    said = dict.fromkeys(_words(seen, part) for part in seen.parts(row).values())
    score, stated = number(row["score"]), row["score_unit_id"]
    units = {unit for words in said for value, unit in printed_numbers(*words) if value == score}
    quoted = f"while {' and '.join(shown(text) for text, _ in said) or 'nothing'} is quoted"
    if not units:
        return [("score", f"{row['score']}, {quoted}", "a score that is printed")]
    wrong = stated not in (own := units - {"count", ""}) and own
    return [("score_unit_id", f"{stated or 'points'}, {quoted}", " or ".join(sorted(own)))] if wrong else []


def _words(seen: Statements, part: Evidence) -> tuple[str, str]:
    """What a part is quoted from, with its language: its passage, or its sentence in an archived text."""
    cut, span = seen.sentences(part.source_id), seen.sentence(part)
    if cut is not None and span is not None:
        return cut.text[slice(*span)], part.language
    return seen.evidence.get(part.passage, part).quote, part.language


@rule("X208", scope="list", tables=("ranking_entries", "rankings", "indicators"), optional=True)
def scores_are_told_in_one_unit(pkg: Package, check: Check) -> None:
    """Every list with scores is a case."""
    for key, entries in pkg.table("ranking_entries").index("ranking_id").items():
        rows = [row for row in entries if row["score"]]
        if not rows:
            continue
        check.case()
        for source in dict.fromkeys(row["source_id"] for row in rows):
            _check_unscored([row for row in entries if row["source_id"] == source], check)
        ranking = pkg.table("rankings").get(key)
        metric = pkg.table("indicators").get(ranking["metric"]) if ranking and ranking["metric"] else None
        units = [row["score_unit_id"] for row in rows]
        usual = metric["unit_id"] if metric else max(sorted(set(units)), key=units.count)
        because = f"the unit of {metric.key}, which {key} compares" if metric else f"as the other scores of {key}"
        for row in rows:
            if row["score_unit_id"] != usual:
                found = f"{row['score_unit_id'] or 'points'}, of the score {row['score']}"
                check.fail(row, "score_unit_id", found, f"{usual or 'points'}, {because}")


def _check_unscored(rows: list[Row], check: Check) -> None:
    """An entry without a score, among others of its source that have one, says why."""
    bare = [row for row in rows if not row["score"]]
    for row in bare if 2 * len(bare) < len(rows) else ():
        if not row["note"]:
            expected = f"a score, as {len(rows) - len(bare)} others of the source have, or a note that says why not"
            check.fail(row, "score", "empty, without a note", expected)
