"""V301 to V308: who, what and when of every statement are read again from their characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.dates import read_base_period
from ..reading.errors import ReadingError
from ..statements.view import Evidence, Statements, primary, view
from . import Check, rule
from .rereading import Unreadable, times

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

_SHOWN = 5
_ENTITY_TABLES = ("evidence", "sources", "entities", "entity_names", "phrases")
_TERM_TABLES = ("evidence", "sources", "indicators", "indicator_terms", "phrases")

#: Columns that say who, with the evidence they are read from.
_WHO = {
    "observations": (("entity_id", "who_evidence_id"),),
    "ranking_entries": (("entity_id", "who_evidence_id"),),
    "entity_links": (("subject_id", "who_evidence_id"), ("object_id", "object_evidence_id")),
    "rankings": (("publisher_id", "publisher_evidence_id"),),
}


@rule(
    code="V301",
    title="Who reads as that entity",
    scope="source",
    tables=("observations", "ranking_entries", "entity_links", "rankings", *_ENTITY_TABLES),
    what="The evidence of who is a registered name of the entity in the language of the text, or a registered phrase"
    " for things of its type (the district) that points back to such a name before it. The same for subject and object"
    " of links and publishers of rankings.",
    why="A figure ascribed to the wrong place or company is worse than none.",
    bad='entity_id is haizhu, the evidence reads "Tianhe district".',
    good='entity_id is tianhe, the evidence reads "the district" and points back to "Tianhe district".',
    fix="Correct the entity or the evidence; register the printed form in entity_names, or the phrase in phrases, if"
    " it is new.",
)
def who_reads(pkg: Package, check: Check) -> None:
    """Entities are read again from names and references."""
    seen = view(pkg)
    for name, pairs in _WHO.items():
        for row in pkg.table(name).rows:
            for column, evidence_column in pairs:
                evidence = seen.part(row, evidence_column)
                if evidence and row.get(column):
                    check.case()
                    _check_entity(seen, check, row, column, evidence)


@rule(
    code="V302",
    title="The whole of a share reads as that entity",
    scope="source",
    tables=("observations", *_ENTITY_TABLES),
    what="whole_evidence_id reads as whole_entity_id, in the same way as who.",
    why="26 percent of the city and 26 percent of the province are different statements.",
    bad='whole_entity_id is guangdong, the evidence reads "the city".',
    good='whole_entity_id is guangzhou, the evidence reads "the city" and points back to "Guangzhou".',
    fix="Correct whole_entity_id or whole_evidence_id.",
    optional=True,
)
def whole_reads(pkg: Package, check: Check) -> None:
    """The entity of the denominator is read again."""
    seen = view(pkg)
    for row in pkg.table("observations").rows:
        evidence = seen.part(row, "whole_evidence_id")
        if evidence and row["whole_entity_id"]:
            check.case()
            _check_entity(seen, check, row, "whole_entity_id", evidence)


def _check_entity(seen: Statements, check: Check, row: Row, column: str, evidence: Evidence) -> None:
    entity = row[column]
    read = seen.entities_of(evidence)
    if entity in read:
        return
    tail = "name" if evidence.kind != "reference" else "reference"
    if read:
        found = f"{entity}, while {shown(evidence.quote)} reads as {' or '.join(sorted(read))}"
    else:
        found = f"{entity}, while {_why_no_entity(seen, evidence)}"
    names = [shown(r["name"]) for r in seen.pkg.table("entity_names").index("entity_id").get(entity, ())
             if primary(r["language"]) == evidence.language][:_SHOWN]  # fmt: skip
    kind = seen.pkg.table("entities").get(entity)
    of_type = f", or a phrase for a {kind['type']} that points back to one" if kind else ""
    expected = f"a name of {entity} ({', '.join(names) or 'none is registered in this language'}){of_type}"
    check.fail(row, column, found=f"{found} ({tail} {evidence.id})", expected=expected)


def _why_no_entity(seen: Statements, evidence: Evidence) -> str:
    quote = shown(evidence.quote)
    if evidence.kind != "reference":
        return f"{quote} is no registered name"
    types = seen.denotes("who", evidence)
    target = seen.antecedent(evidence)
    if not types:
        return f"{quote} is no registered phrase for who"
    if target is None:
        return f"{quote} points back to nothing"
    if not target.before(evidence):
        return f"{quote} points to {shown(target.quote)}, which stands after it"
    named = seen.entities_of(target)
    if not named:
        return f"{quote} points back to {shown(target.quote)}, which names nothing"
    return f"{quote}, a phrase for a {' or '.join(sorted(types))}, points back to {' or '.join(sorted(named))}"


@rule(
    code="V303",
    title="What reads as that indicator",
    scope="source",
    tables=("observations", *_TERM_TABLES),
    what="The evidence of what is a registered term of the indicator, or a registered phrase (accounting for, up) for"
    " its measure that refers to a term of the indicator it is a share or a growth of.",
    why="The same number is true of one quantity and false of another.",
    bad='indicator_id is high_tech_enterprises, the evidence reads "software enterprises above designated size".',
    good='indicator_id is high_tech_enterprises, the evidence reads "high-tech enterprises".',
    fix="Correct the indicator or the evidence; register the printed words in indicator_terms, or the phrase in"
    " phrases, if they are new.",
)
def what_reads(pkg: Package, check: Check) -> None:
    """Indicators are read again from terms and phrases."""
    seen = view(pkg)
    for row in pkg.table("observations").rows:
        evidence = seen.part(row, "what_evidence_id")
        if evidence is None:
            continue
        check.case()
        indicator = row["indicator_id"]
        if indicator not in seen.indicators_of(evidence):
            found = f"{indicator}, while {read_as_indicator(seen, evidence)} ({evidence.id})"
            check.fail(row, "indicator_id", found=found, expected=_what_would_read(seen, indicator, evidence))


def read_as_indicator(seen: Statements, evidence: Evidence) -> str:
    """Words for what `evidence` reads as, for a message."""
    quote, read = shown(evidence.quote), seen.indicators_of(evidence)
    if read:
        return f"{quote} reads as {' or '.join(sorted(read))}"
    if evidence.kind != "reference":
        return f"{quote} is no registered term"
    measures, target = seen.denotes("what", evidence), seen.antecedent(evidence)
    if not measures:
        return f"{quote} is no registered phrase for what"
    of = (
        f"{shown(target.quote)} ({' or '.join(sorted(seen.indicators_of(target))) or 'no term'})"
        if target
        else "nothing"
    )
    return f"{quote}, a phrase for a {' or '.join(sorted(measures))}, refers to {of}"


def _what_would_read(seen: Statements, indicator: str, evidence: Evidence) -> str:
    index = seen.pkg.table("indicator_terms").index("indicator_id")

    def terms(key: str) -> str:
        found = [shown(r["term"]) for r in index.get(key, ()) if primary(r["language"]) == evidence.language]
        return ", ".join(found[:_SHOWN])

    row = seen.pkg.table("indicators").get(indicator)
    bases = [b for b in (row["part_of"], row["whole_of"], row["growth_of"]) if b] if row else []
    own = f"a term of {indicator}" + (f" ({terms(indicator)})" if terms(indicator) else "")
    if not bases or row is None:
        return own
    known = terms(bases[0]) or "none is registered"
    return f"{own}, or a phrase for a {row['measure']} that refers to a term of {bases[0]} ({known})"


def _timed(seen: Statements) -> Iterator[tuple[Row, Evidence]]:
    """Statements with a period and the evidence of it."""
    for name in ("observations", "entity_links"):
        for row in seen.pkg.table(name).rows:
            evidence = seen.part(row, "when_evidence_id")
            if evidence and row["period"]:
                yield row, evidence


@rule(
    code="V304",
    title="When reads as that period",
    scope="source",
    tables=("observations", "entity_links", "evidence", "sources", "phrases", "corrections"),
    what="The evidence of when, read on its own or counted from the day of publication, gives exactly the period.",
    why="A figure of the wrong year makes a series jump where nothing happened.",
    bad='period is 2020, the evidence reads "2021".',
    good='period is 2021-12-31, the evidence reads "the end of 2021".',
    fix="Correct period, or point when_evidence_id at the words that give it.",
)
def when_reads(pkg: Package, check: Check) -> None:
    """Periods are read again from times."""
    seen = view(pkg)
    for row, evidence in _timed(seen):
        check.case()
        read = times(seen, row, evidence)
        if isinstance(read, Unreadable):
            found = f"{row['period']}, while {shown(evidence.quote)} cannot be read: {read.reason} ({evidence.id})"
            check.fail(row, "period", found=found, expected="words that read as that time")
        elif row["period"] not in {time.period for time in read}:
            periods = " or ".join(time.period for time in read)
            found = f"{row['period']}, while {shown(evidence.quote)} reads as {periods} ({evidence.id})"
            check.fail(row, "period", found=found, expected=periods)


_BASES = {
    "printed": "the time stands in the sentence of the statement and names its year",
    "relative": "the time stands in the sentence of the statement and is counted from the day of publication",
    "context": "the time stands in another sentence",
    "publication": "the evidence is the date of the page",
    "unknown": "there is no evidence of a time",
}


@rule(
    code="V305",
    title="The basis of the period is how it was read",
    scope="source",
    tables=("observations", "entity_links", "evidence", "sources", "phrases", "corrections"),
    what="period_basis is printed when the time stands in the sentence of the value and names its year, relative when"
    " it must be counted from publication, context when it stands in another sentence, publication when it is the date"
    " of the page, unknown when there is none.",
    why="A printed year is worth more than one taken from the paragraph above; whoever builds a series must be able to"
    " tell them apart.",
    bad='period_basis is printed, but "2021" stands in the sentence before.',
    good='period_basis is context, and "2021" stands in the sentence before.',
    fix="Write the expected basis, or point when_evidence_id at the words in the sentence of the value.",
)
def basis_fits(pkg: Package, check: Check) -> None:
    """period_basis follows from where the time stands and how it reads."""
    seen = view(pkg)
    for name in ("observations", "entity_links"):
        for row in pkg.table(name).rows:
            evidence, anchor = seen.part(row, "when_evidence_id"), seen.anchor(row)
            if not row["period_basis"] or anchor is None or (evidence is None and row["when_evidence_id"]):
                continue
            if anchor.span and pkg.text(anchor.source_id) is None:
                continue  # the text is missing, so nobody can tell what shares a sentence
            check.case()
            derived = _derived_basis(seen, row, evidence, anchor)
            if derived and row["period_basis"] != derived:
                check.fail(row, "period_basis", found=row["period_basis"], expected=f"{derived}: {_BASES[derived]}")


def _derived_basis(seen: Statements, row: Row, evidence: Evidence | None, anchor: Evidence) -> str | None:
    """The basis that follows from the evidence, or None when the time cannot be read (V304 says so)."""
    if evidence is None:
        return "unknown"
    last = seen.chain(evidence)[-1]
    source = seen.pkg.table("sources").get(row["source_id"])
    if source and source["published_evidence_id"] == last.id:
        return "publication"
    if not seen.together(last, anchor):
        return "context"
    read = times(seen, row, evidence)
    if isinstance(read, Unreadable):
        return None
    fitting = [time.basis for time in read if time.period == row["period"]] or [time.basis for time in read]
    return fitting[0]


@rule(
    code="V307",
    title="The base of a growth rate reads as that period",
    scope="source",
    tables=("observations", "evidence", "sources"),
    what="base_evidence_id, read beside the period of the statement, gives exactly base_period.",
    why="Growth over the previous year and over the previous quarter are different quantities.",
    bad='base_period is 2014, the evidence reads "over 2015".',
    good='base_period is 2015, period is 2016, the evidence reads "year-on-year".',
    fix="Correct base_period, or point base_evidence_id at the words that name the base.",
    optional=True,
)
def base_reads(pkg: Package, check: Check) -> None:
    """Base periods are read again."""
    seen = view(pkg)
    for row in pkg.table("observations").rows:
        evidence = seen.part(row, "base_evidence_id")
        if evidence is None or not row["base_period"]:
            continue
        check.case()
        last = seen.chain(evidence)[-1]
        try:
            read = read_base_period(last.quote, row["period"])
        except ReadingError as error:
            found = f"{row['base_period']}, while {shown(last.quote)} cannot be read: {error} ({last.id})"
            check.fail(row, "base_period", found=found, expected="words that name the period compared with")
            continue
        if read != row["base_period"]:
            found = (
                f"{row['base_period']}, while {shown(last.quote)} reads as {read} beside {row['period']} ({last.id})"
            )
            check.fail(row, "base_period", found=found, expected=read)


@rule(
    code="V308",
    title="A link reads as its predicate",
    scope="source",
    tables=("entity_links", "evidence", "phrases", "sources"),
    what="The evidence of a link is a registered phrase (part link) that denotes the predicate.",
    why="Established by and located in are not the same; the words must say which.",
    bad='predicate is located_in, the evidence reads "established by".',
    good='predicate is established_by, the evidence reads "established by".',
    fix="Correct predicate or what_evidence_id; register the phrase in phrases if it is new.",
)
def links_read(pkg: Package, check: Check) -> None:
    """Predicates are read again from link phrases."""
    seen = view(pkg)
    for row in pkg.table("entity_links").rows:
        evidence = seen.part(row, "what_evidence_id")
        if evidence is None:
            continue
        check.case()
        denotes = seen.denotes("link", evidence)
        if row["predicate"] not in denotes:
            reads = f"denotes {' or '.join(sorted(denotes))}" if denotes else "is no registered phrase for a link"
            found = f"{row['predicate']}, while {shown(evidence.quote)} {reads} ({evidence.id})"
            known = _link_phrases(seen, row["predicate"], evidence.language)
            expected = f"a phrase for {row['predicate']}" + (f", such as {known}" if known else "")
            check.fail(row, "predicate", found=found, expected=expected)


def _link_phrases(seen: Statements, predicate: str, language: str) -> str:
    found = [p for (part, code, p), d in seen.phrases.items() if (part, code) == ("link", language) and predicate in d]
    return ", ".join(map(shown, sorted(found)[:_SHOWN]))
