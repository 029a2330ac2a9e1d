"""V309 to V315: places on lists, and their titles, sizes, years, days and criteria, are read again from their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..reading.errors import ReadingError
from ..reading.figures import read_figure
from ..reading.names import normalise
from ..reading.ranks import find_ranks, read_implied_rank, read_list_size, read_rank
from ..statements.cells import bare_place
from ..statements.view import Evidence, Statements, tokens, view
from . import Check, Package, Row, Wrong, rule, shown
from .parts import TERM_TABLES, read_as_indicator
from .rereading import attempt, corrected_words, misread, part_rule, times

_TABLES = ("evidence", "sources", "corrections")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@part_rule(
    "V309", ("ranking_entries", "value_evidence_id", "rank"), tables=_TABLES, optional=True, note="places read again"
)
def places_read(seen: Statements, row: Row, evidence: Evidence, column: str) -> Iterator[Wrong]:
    """Ranks are read again."""
    words, basis = corrected_words(seen, row, evidence), row["basis"]
    read = _ranks(basis, words, evidence)
    if row[column] in read:
        return
    other, is_not = ("implied", "no printed place") if basis == "printed" else ("printed", "a printed place")
    if not read and _ranks(other, None, evidence):
        yield misread(row, "basis", f"{shown(evidence.quote)} is {is_not}", evidence, other)
        return
    reads = f"reads as {' or '.join(read)}" if read else f"reads as no {basis} place"
    expected = " or ".join(read) or "words that state the place"
    yield misread(row, column, f"{shown(words or evidence.quote)} {reads}", evidence, expected)


def _ranks(basis: str, words: str | None, evidence: Evidence) -> list[str]:
    try:
        if words is not None:
            return [str(place.value) for place in find_ranks(words) if place.kind != "list_size"]
        if basis == "implied":
            return [str(read_implied_rank(evidence.quote))]
        bare = bare_place(evidence.quote) if basis == "printed" else None
        return [str(bare or read_rank(evidence.quote))]
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


def _title_read(seen: Statements, ranking: Row, evidence: Evidence) -> bool:
    """Whether `evidence`, corrected if `ranking` cites a correction of it, holds words of its title."""
    if _corrected_title(seen, ranking, evidence) is None:
        return title_words(ranking["title"], evidence.quote)
    # Corrected words hold the title (V311); what stands there in print must be its words but for the numbers.
    texts = (ranking["title"], evidence.quote)
    return title_words(*(" ".join(token for token in tokens(text) if not token.isdigit()) for text in texts))


def _corrected_title(seen: Statements, ranking: Row, evidence: Evidence) -> str | None:
    """The corrected words of title evidence, when the ranking cites a correction of it."""
    cited = seen.correction(ranking)
    near = cited is not None and (evidence.within(cited[0]) or cited[0].within(evidence))
    return cited[1]["read_as"] if cited is not None and near else None


_LIST_TABLES = ("rankings", *TERM_TABLES, "corrections")


@part_rule("V310", ("ranking_entries", "what_evidence_id", ""), tables=_LIST_TABLES)
def lists_read(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterable[Wrong] | None:
    """The list of each entry is read again."""
    ranking = seen.pkg.table("rankings").get(row["ranking_id"])
    if ranking is None or reads_as_list(seen, ranking, evidence):
        return None if ranking is None else []
    quote = shown(evidence.quote, 120)
    if evidence.kind != "reference":
        reads = f"the evidence reads {quote}"
    elif ranking["metric"]:
        reads = read_as_indicator(seen, evidence)
    else:
        kinds = " or ".join(sorted(seen.denotes("list", evidence))) or "no kind of list"
        reads = f"{quote}, a phrase for {kinds}, points back to {shown(seen.chain(evidence)[-1].quote, 120)}"
    title, metric = shown(ranking["title"], 120), ranking["metric"]
    expected = f"words of its title, {title}, or a phrase for a {ranking['kind']} that points back to them"
    expected += f", or words for {metric}" if metric else ""
    return [misread(row, "ranking_id", reads, evidence, expected)]


def reads_as_list(seen: Statements, ranking: Row, evidence: Evidence) -> bool:
    """Whether `evidence` reads as `ranking`."""
    if ranking["metric"] and ranking["metric"] in seen.indicators_of(evidence):
        return True
    *pointing, last = chain = seen.chain(evidence)
    if last.kind == "reference" or not _title_read(seen, ranking, last):
        return False
    before = all(target.before(item) for item, target in pairwise(chain))
    return before and all(ranking["kind"] in seen.denotes("list", item) for item in pointing)


@part_rule("V311", ("rankings", "evidence_id", ""), tables=("ranking_entries", *_TABLES), scope="list")
def titles_read(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterator[Wrong]:
    """Titles are read again."""
    title, quote = shown(row["title"], 120), shown(evidence.quote, 120)
    words = _corrected_title(seen, row, evidence)
    if row["kind"] == "superlative":
        entries = seen.pkg.table("ranking_entries").index("ranking_id").get(row["ranking_id"], ())
        places = [place for entry in entries if (place := seen.part(entry, "value_evidence_id"))]
        if places and not any(seen.together(evidence, place) for place in places):
            found = f"{quote}, far from every place on it ({evidence.id})"
            yield "evidence_id", found, "words in the sentence that claims the place"
    elif words is None and normalise(row["title"]) != evidence.word:
        yield "title", f"{title}, while the evidence reads {quote} ({evidence.id})", evidence.quote
    elif words is not None and normalise(row["title"]) not in normalise(words):
        yield "title", f"{title}, which the correction {shown(words, 120)} does not hold", "words of the correction"


@rule("V312", scope="list", tables=("rankings", "ranking_entries", *_TABLES))
def sizes_and_years_read(pkg: Package, check: Check) -> None:
    """Size, edition and data period are read again."""
    seen = view(pkg)
    index = pkg.table("ranking_entries").index("ranking_id")
    for row in pkg.table("rankings").rows:
        evidence = seen.part(row, "evidence_id")
        corrected = evidence is not None and _corrected_title(seen, row, evidence)
        times_of = [(e, w) for e in index.get(row["ranking_id"], ()) if (w := seen.part(e, "when_evidence_id"))]
        # What size and years may be read from: the title as printed or (see V311) corrected, then times of entries.
        words = [row["title"] if corrected else evidence.quote] if evidence is not None else []
        words += [when.quote for _, when in times_of]
        if not words:
            continue
        check.case()
        superlative, title = row["kind"] == "superlative", shown(words[0], 120)
        if not superlative:
            for wrong in _size_read(row, words[0], "reconstructed" if corrected else "printed"):
                check.fail(row, *wrong)
        periods = {row["edition"], row["data_period"], row["released_on"]} - {""}
        printed = {year for text in words for year in _YEAR.findall(text)}
        for column in ("edition", "data_period"):
            value = row[column]
            if value and value not in printed and value not in _periods(seen, times_of):
                found = f"{value}, which neither {title} nor the evidence of when of an entry prints"
                check.fail(row, column, found, "a printed year or period, or nothing")
        for year in _YEAR.findall(words[0]) if not superlative else ():
            if not any(period.startswith(year) or f"/{year}" in period for period in periods):
                found = f"neither edition nor data_period, while {title} prints {year}"
                check.fail(row, "edition", found, f"{year} as edition or data_period")


def _periods(seen: Statements, times_of: Iterable[tuple[Row, Evidence]]) -> set[str]:
    readings = (attempt(times, seen, entry, when) for entry, when in times_of)
    return {time.period for read in readings for time in read or ()}


def _size_read(row: Row, title: str, basis: str) -> Iterator[Wrong]:
    size, stated = row["size"], row["size_basis"]
    try:
        read = read_list_size(title)
    except ReadingError as error:
        yield "size", f"a title with more than one size: {error}", "one size"
        return
    printed = str(read) if read is not None else ""
    if stated != "counted" and size != printed:
        found = f"{size or 'nothing'}, while {shown(title, 120)} prints {printed or 'no size'}"
        yield "size", found, printed or "nothing, or size_basis counted"
    elif stated == "counted" and printed:
        yield "size_basis", f"counted, while {shown(title, 120)} prints {printed}", basis
    elif size and stated not in ("counted", basis):
        how = "as corrected" if basis == "reconstructed" else "as printed"
        yield "size_basis", f"{stated}, of a title {how}", basis


@part_rule("V314", ("ranking_criteria", "evidence_id", ""), tables=("evidence", "sources"), optional=True)
def criteria_read(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterator[Wrong]:
    """Names and counts of criteria are read again."""
    quote, count = shown(evidence.quote), row["count"]
    if row["kind"] != "number":
        if normalise(row["name"]) != evidence.word:
            yield "name", f"{shown(row['name'])}, while the evidence reads {quote} ({evidence.id})", evidence.quote
        return
    try:
        read = f"{read_figure(evidence.quote, evidence.language).value:f}"
    except ReadingError as error:
        yield "count", f"{count}, while {quote} is no figure: {error}", "a printed number"
        return
    if count != read:
        yield misread(row, "count", f"the evidence reads {quote}", evidence, read)


@rule("V315", scope="source", tables=("ranking_entries", "rankings", *_TABLES), optional=True)
def entry_times_read(pkg: Package, check: Check) -> None:
    """The time of each entry belongs to its ranking."""
    seen = view(pkg)
    rankings, entries = pkg.table("rankings"), pkg.table("ranking_entries")
    for row in entries.rows:
        evidence, ranking = seen.part(row, "when_evidence_id"), rankings.get(row["ranking_id"])
        if evidence is None or ranking is None:
            continue
        check.case()
        known = {column: ranking[column] for column in ("edition", "data_period", "released_on")}
        corrected = corrected_words(seen, ranking, evidence) is not None
        try:
            periods = [time.period for time in times(seen, ranking if corrected else row, evidence)]
            reads = f"reads as {' or '.join(periods)}"
        except ReadingError as error:
            periods, reads = [], f"cannot be read: {error}"
        if not set(periods).isdisjoint(known.values()):
            continue
        expected = " or ".join(f"{column} {time}" for column, time in known.items() if time)
        expected = expected or "no evidence: the list has no time"
        check.fail(row, "when_evidence_id", f"{shown(evidence.quote)}, which {reads}", expected)
    for rows in entries.index("ranking_id", "source_id").values():
        dated = [row for row in rows if row["when_evidence_id"]]
        for row in rows if dated else ():
            if not row["when_evidence_id"]:
                found = f"none, while {dated[0].key} on the same list has {dated[0]['when_evidence_id']}"
                check.fail(row, "when_evidence_id", found, "evidence of the list's time, as its other entries have")
