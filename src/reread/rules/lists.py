"""V309 to V315: places, lists, their titles, sizes, years, release dates and criteria are read again from their
characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.errors import ReadingError
from ..reading.figures import read_figure
from ..reading.names import normalise
from ..reading.ranks import find_ranks, read_implied_rank, read_list_size, read_rank
from ..statements.cells import bare_place
from ..statements.view import Evidence, Statements, tokens, view
from . import Check, rule
from .parts import TERM_TABLES, check_time, read_as_indicator
from .rereading import Unreadable, corrected_words, parts_read, times

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

_TABLES = ("evidence", "sources", "corrections")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@rule("V309", scope="source", tables=("ranking_entries", *_TABLES), optional=True)
def places_read(pkg: Package, check: Check) -> None:
    """Ranks are read again."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "ranking_entries", "value_evidence_id", "rank"):
        check.note("places read again", 1)
        words = corrected_words(seen, row, evidence)
        read = _ranks(row["basis"], words, evidence)
        if row["rank"] in map(str, read):
            continue
        if not read:
            other = "implied" if row["basis"] == "printed" else "printed"
            if _ranks(other, None, evidence):
                is_not = "no printed place" if other == "implied" else "a printed place"
                found = f"{row['basis']}, while {shown(evidence.quote)} is {is_not} ({evidence.id})"
                check.fail(row, "basis", found=found, expected=other)
                continue
        reads = f"reads as {' or '.join(map(str, read))}" if read else f"reads as no {row['basis']} place"
        found = f"{row['rank']}, while {shown(words or evidence.quote)} {reads} ({evidence.id})"
        check.fail(row, "rank", found=found, expected=" or ".join(map(str, read)) or "words that state the place")


def _ranks(basis: str, words: str | None, evidence: Evidence) -> list[int]:
    try:
        bare = bare_place(evidence.quote)
        if basis == "printed" and words is None and bare:
            return [bare]
        if words is not None:
            return [place.value for place in find_ranks(words) if place.kind != "list_size"]
        return [read_implied_rank(evidence.quote) if basis == "implied" else read_rank(evidence.quote)]
    except ReadingError:
        return []


def title_words(title: str, words: str) -> bool:
    """Whether `words` are the title, or at least two words of it in a row.

    >>> title_words("China's top 20 counties for industrial internet", "Top 20 counties"), title_words("Top 100", "100")
    (True, False)
    """
    whole, part = tokens(title), tokens(words)
    if not part or (len(part) < 2 and part != whole):
        return False
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def _title_read(seen: Statements, row: Row, evidence: Evidence) -> bool:
    """Whether `evidence`, corrected if `row` (a ranking or an entry) cites a correction of it, holds words of the title
    in `row`.
    """
    ranking = row if row.table.name == "rankings" else seen.pkg.table("rankings").get(row["ranking_id"])
    if ranking is None:
        return True  # a foreign key says so
    words = _corrected_title(seen, ranking, evidence)
    if words is None:
        return title_words(ranking["title"], evidence.quote)
    # Corrected words hold the title (V311); what stands there in print must be its words but for the numbers.
    return title_words(_without_numbers(ranking["title"]), _without_numbers(evidence.quote))


def _without_numbers(text: str) -> str:
    return " ".join(token for token in tokens(text) if not token.isdigit())


def _corrected_title(seen: Statements, ranking: Row, evidence: Evidence) -> str | None:
    """The corrected words of title evidence, when the ranking cites a correction of it."""
    cited = seen.correction(ranking)
    if cited is None or not (evidence.within(cited[0]) or cited[0].within(evidence)):
        return None
    return cited[1]["read_as"]


@rule("V310", scope="source", tables=("ranking_entries", "rankings", *TERM_TABLES, "corrections"))
def lists_read(pkg: Package, check: Check) -> None:
    """The list of each entry is read again."""
    seen = view(pkg)
    rankings = pkg.table("rankings")
    for row in pkg.table("ranking_entries").rows:
        evidence, ranking = seen.part(row, "what_evidence_id"), rankings.get(row["ranking_id"])
        if evidence is None or ranking is None:
            continue
        check.case()
        if not reads_as_list(seen, ranking, evidence):
            quote = shown(evidence.quote, 120)
            if evidence.kind == "reference" and ranking["metric"]:
                reads = read_as_indicator(seen, evidence)
            elif evidence.kind == "reference":
                kinds = " or ".join(sorted(seen.denotes("list", evidence))) or "no kind of list"
                reads = f"{quote}, a phrase for {kinds}, points back to {shown(seen.chain(evidence)[-1].quote, 120)}"
            else:
                reads = f"the evidence reads {quote}"
            title = shown(ranking["title"], 120)
            expected = f"words of its title, {title}, or a phrase for a {ranking['kind']} that points back to them"
            if ranking["metric"]:
                expected += f", or words for {ranking['metric']}"
            found = f"{row['ranking_id']}, while {reads} ({evidence.id})"
            check.fail(row, "ranking_id", found=found, expected=expected)


def reads_as_list(seen: Statements, ranking: Row, evidence: Evidence) -> bool:
    """Whether `evidence` reads as `ranking`."""
    if ranking["metric"] and ranking["metric"] in seen.indicators_of(evidence):
        return True
    chain = seen.chain(evidence)
    pointing, last = chain[:-1], chain[-1]
    if last.kind == "reference" or not _title_read(seen, ranking, last):
        return False
    before = all(target.before(item) for item, target in pairwise(chain))
    return before and all(ranking["kind"] in seen.denotes("list", item) for item in pointing)


@rule("V311", scope="list", tables=("rankings", "ranking_entries", *_TABLES))
def titles_read(pkg: Package, check: Check) -> None:
    """Titles are read again."""
    seen = view(pkg)
    entries = pkg.table("ranking_entries").index("ranking_id")
    for row, evidence in parts_read(seen, check, "rankings", "evidence_id"):
        if row["kind"] == "superlative":
            places = [p for e in entries.get(row["ranking_id"], ()) if (p := seen.part(e, "value_evidence_id"))]
            if places and not any(seen.together(evidence, place) for place in places):
                found = f"{shown(evidence.quote, 120)}, far from every place on it ({evidence.id})"
                check.fail(row, "evidence_id", found=found, expected="words in the sentence that claims the place")
            continue
        words = _corrected_title(seen, row, evidence)
        if words is None and normalise(row["title"]) != evidence.word:
            found = f"{shown(row['title'], 120)}, while the evidence reads {shown(evidence.quote, 120)} ({evidence.id})"
            check.fail(row, "title", found=found, expected=evidence.quote)
        elif words is not None and normalise(row["title"]) not in normalise(words):
            found = f"{shown(row['title'], 120)}, which the correction {shown(words, 120)} does not hold"
            check.fail(row, "title", found=found, expected="words of the correction")


def _printed_for(seen: Statements, row: Row, entries: Iterable[Row]) -> list[str]:
    """The words a list's size and years may be read from: its title as printed or (see V311) corrected, then the times
    of its entries.
    """
    evidence = seen.part(row, "evidence_id")
    words = [] if evidence is None else [row["title"] if _corrected_title(seen, row, evidence) else evidence.quote]
    return words + [when.quote for entry in entries if (when := seen.part(entry, "when_evidence_id"))]


@rule("V312", scope="list", tables=("rankings", "ranking_entries", *_TABLES))
def sizes_and_years_read(pkg: Package, check: Check) -> None:
    """Size, edition and data period are read again."""
    seen = view(pkg)
    index = pkg.table("ranking_entries").index("ranking_id")
    for row in pkg.table("rankings").rows:
        entries = index.get(row["ranking_id"], [])
        words = _printed_for(seen, row, entries)
        if not words:
            continue
        check.case()
        evidence = seen.part(row, "evidence_id")
        corrected = evidence is not None and _corrected_title(seen, row, evidence) is not None
        _check_size(check, row, words[0], "reconstructed" if corrected else "printed")
        periods = {row["edition"], row["data_period"], row["released_on"]} - {""}
        for column in ("edition", "data_period"):
            value = row[column]
            if (
                value
                and not any(value in _YEAR.findall(text) for text in words)
                and value not in _periods(seen, entries)
            ):
                found = f"{value}, which neither {shown(words[0], 120)} nor the evidence of when of an entry prints"
                check.fail(row, column, found=found, expected="a printed year or period, or nothing")
        for year in _YEAR.findall(words[0]) if row["kind"] != "superlative" else ():
            if not any(period.startswith(year) or f"/{year}" in period for period in periods):
                found = f"neither edition nor data_period, while {shown(words[0], 120)} prints {year}"
                check.fail(row, "edition", found=found, expected=f"{year} as edition or data_period")


def _periods(seen: Statements, entries: Iterable[Row]) -> set[str]:
    found: set[str] = set()
    for entry in entries:
        when = seen.part(entry, "when_evidence_id")
        read = times(seen, entry, when) if when else Unreadable("")
        if not isinstance(read, Unreadable):
            found |= {time.period for time in read}
    return found


def _check_size(check: Check, row: Row, title: str, basis: str) -> None:
    if row["kind"] == "superlative":
        return
    try:
        size = read_list_size(title)
    except ReadingError as error:
        return check.fail(row, "size", found=f"a title with more than one size: {error}", expected="one size")
    printed = str(size) if size is not None else ""
    if row["size_basis"] != "counted" and row["size"] != printed:
        found = f"{row['size'] or 'nothing'}, while {shown(title, 120)} prints {printed or 'no size'}"
        check.fail(row, "size", found=found, expected=printed or "nothing, or size_basis counted")
    elif row["size_basis"] == "counted" and printed:
        check.fail(row, "size_basis", found=f"counted, while {shown(title, 120)} prints {printed}", expected=basis)
    elif row["size"] and row["size_basis"] not in ("counted", basis):
        how = "as corrected" if basis == "reconstructed" else "as printed"
        check.fail(row, "size_basis", found=f"{row['size_basis']}, of a title {how}", expected=basis)


@rule("V313", scope="source", tables=("rankings", *_TABLES), optional=True)
def releases_read(pkg: Package, check: Check) -> None:
    """Release dates are read again."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "rankings", "released_evidence_id", "released_on"):
        check_time(seen, check, row, "released_on", evidence, "date")


@rule("V314", scope="source", tables=("ranking_criteria", "evidence", "sources"), optional=True)
def criteria_read(pkg: Package, check: Check) -> None:
    """Names and counts of criteria are read again."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "ranking_criteria", "evidence_id"):
        if row["kind"] != "number":
            if normalise(row["name"]) != evidence.word:
                found = f"{shown(row['name'])}, while the evidence reads {shown(evidence.quote)} ({evidence.id})"
                check.fail(row, "name", found=found, expected=evidence.quote)
            continue
        try:
            count = f"{read_figure(evidence.quote, evidence.language).value:f}"
        except ReadingError as error:
            found = f"{row['count']}, while {shown(evidence.quote)} is no figure: {error}"
            check.fail(row, "count", found=found, expected="a printed number")
            continue
        if row["count"] != count:
            found = f"{row['count']}, while the evidence reads {shown(evidence.quote)} ({evidence.id})"
            check.fail(row, "count", found=found, expected=count)


@rule("V315", scope="source", tables=("ranking_entries", "rankings", *_TABLES), optional=True)
def entry_times_read(pkg: Package, check: Check) -> None:
    """The time of each entry belongs to its ranking."""
    seen = view(pkg)
    rankings = pkg.table("rankings")
    for row in pkg.table("ranking_entries").rows:
        evidence, ranking = seen.part(row, "when_evidence_id"), rankings.get(row["ranking_id"])
        if evidence is None or ranking is None:
            continue
        check.case()
        known = [f"{c} {ranking[c]}" for c in ("edition", "data_period", "released_on") if ranking[c]]
        expected = " or ".join(known) or "no evidence: the list has no time"
        corrected = corrected_words(seen, ranking, evidence) is not None
        read = times(seen, ranking if corrected else row, evidence)
        if isinstance(read, Unreadable):
            found = f"{shown(evidence.quote)}, which cannot be read: {read.reason}"
            check.fail(row, "when_evidence_id", found=found, expected=expected)
        elif not {time.period for time in read} & {ranking["edition"], ranking["data_period"], ranking["released_on"]}:
            found = f"{shown(evidence.quote)}, which reads as {' or '.join(time.period for time in read)}"
            check.fail(row, "when_evidence_id", found=found, expected=expected)
    for rows in pkg.table("ranking_entries").index("ranking_id", "source_id").values():
        dated = next((row for row in rows if row["when_evidence_id"]), None)
        for row in rows if dated else ():
            if dated and not row["when_evidence_id"]:
                found = f"none, while {dated.key} on the same list has {dated['when_evidence_id']}"
                expected = "evidence of the list's time, as its other entries have"
                check.fail(row, "when_evidence_id", found=found, expected=expected)
