"""V301 to V308, V326: who, what, when and sector of every statement are read again from their characters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.dates import Time, find_times, read_base_period
from ..reading.errors import ReadingError
from ..reading.names import NameIndex
from ..statements.view import Evidence, Statements, primary, view
from . import Check, rule
from .rereading import Unreadable, parts_read, times

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

_SHOWN = 5
_ENTITY_TABLES = ("evidence", "sources", "entities", "entity_names", "phrases")
TERM_TABLES = ("evidence", "sources", "indicators", "indicator_terms", "phrases")
_TIMED = ("observations", "entity_links", "evidence", "sources", "phrases", "corrections")

#: Columns that say who, with the evidence they are read from.
_WHO = {
    "observations": (("entity_id", "who_evidence_id"), ("sector_id", "sector_evidence_id")),
    "ranking_entries": (("entity_id", "who_evidence_id"),),
    "entity_links": (("subject_id", "who_evidence_id"), ("object_id", "object_evidence_id")),
    "rankings": (("publisher_id", "publisher_evidence_id"),),
}


#: Columns of observations with the evidence that is demanded where the words are quoted.
_POINTED = (("entity_id", "who_evidence_id"), ("period", "when_evidence_id"))


@rule("V301", scope="source", tables=("observations", "ranking_entries", "entity_links", "rankings", *_ENTITY_TABLES))
def who_reads(pkg: Package, check: Check) -> None:
    """Entities are read again from names and references."""
    seen = view(pkg)
    for name, pairs in _WHO.items():
        for column, part in pairs:
            for row, evidence in parts_read(seen, check, name, part, column):
                _check_entity(seen, check, row, column, evidence)


@rule("V302", scope="source", tables=("observations", *_ENTITY_TABLES), optional=True)
def whole_reads(pkg: Package, check: Check) -> None:
    """The entity of the denominator is read again."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "observations", "whole_evidence_id", "whole_entity_id"):
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


@rule("V303", scope="source", tables=("observations", *TERM_TABLES))
def what_reads(pkg: Package, check: Check) -> None:
    """Indicators are read again from terms and phrases."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "observations", "what_evidence_id"):
        indicator, transformation = row["indicator_id"], row["transformation"]
        said = {what for key, what in seen.meanings(evidence) if key == indicator}
        if not said:
            found = f"{indicator}, while {read_as_indicator(seen, evidence)} ({evidence.id})"
            check.fail(row, "indicator_id", found=found, expected=_what_would_read(seen, indicator, evidence))
        elif not said & {"", transformation}:
            found = f"{transformation}, while {shown(evidence.quote)} says {' or '.join(sorted(said))} ({evidence.id})"
            check.fail(row, "transformation", found=found, expected=" or ".join(sorted(said)))


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
    of = "nothing"
    if target:
        of = f"{shown(target.quote)} ({' or '.join(sorted(seen.indicators_of(target))) or 'no term'})"
    return f"{quote}, a phrase for {' or '.join(sorted(measures))}, refers to {of}"


def _what_would_read(seen: Statements, indicator: str, evidence: Evidence) -> str:
    index = seen.pkg.table("indicator_terms").index("indicator_id")

    def terms(key: str) -> str:
        found = [shown(r["term"]) for r in index.get(key, ()) if primary(r["language"]) == evidence.language]
        return ", ".join(found[:_SHOWN])

    own = f"a term of {indicator}" + (f" ({terms(indicator)})" if terms(indicator) else "")
    return f"{own}, or a phrase for a transformation that refers to one"


@rule("V304", scope="source", tables=(*_TIMED, "indicators"))
def when_reads(pkg: Package, check: Check) -> None:
    """Periods are read again from times."""
    seen = view(pkg)
    for name in ("observations", "entity_links"):
        for row, evidence in parts_read(seen, check, name, "when_evidence_id", "period"):
            check_time(seen, check, row, "period", evidence, "time")


def check_time(seen: Statements, check: Check, row: Row, column: str, evidence: Evidence, noun: str) -> None:
    """The time in `column` is one that its evidence reads as."""
    read = times(seen, row, evidence)
    if isinstance(read, Unreadable):
        found = f"{row[column]}, while {shown(evidence.quote)} cannot be read: {read.reason} ({evidence.id})"
        check.fail(row, column, found=found, expected=f"words that read as that {noun}")
    elif row[column] not in {time.period for time in read} | ends_of(seen, row, evidence, read):
        periods = " or ".join(time.period for time in read)
        found = f"{row[column]}, while {shown(evidence.quote)} reads as {periods} ({evidence.id})"
        check.fail(row, column, found=found, expected=periods)


def ends_of(seen: Statements, row: Row, evidence: Evidence, read: Iterable[Time]) -> set[str]:
    """The last days of the years among `read`, for a stock that stood "by 2016": by the end of it."""
    indicator = seen.pkg.table("indicators").get(row.get("indicator_id")) if row.get("indicator_id") else None
    if indicator is None or indicator["measure"] != "stock" or not evidence.word.startswith("by "):
        return set()
    return {f"{time.period}-12-31" for time in read if len(time.period) == 4}


_BASES = {
    "printed": "the time stands in the sentence of the statement and names its year",
    "relative": "the time stands in the sentence of the statement and is counted from the day of publication",
    "context": "the time stands in another sentence",
    "publication": "the evidence is the date of the page, or the page prints none and the period is its day",
    "page": "the page says it, and no quoted words do",
    "unknown": "there is no evidence of a time",
}


@rule("V305", scope="source", tables=_TIMED)
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
            if anchor.span is None and derived not in (None, "unknown") and row["period_basis"] == "context":
                continue  # quoted words do not tell where on the page they stand
            if derived == "unknown" and row["period"] and anchor.span is None:
                derived = "page"
            if derived and row["period_basis"] != derived:
                check.fail(row, "period_basis", found=row["period_basis"], expected=f"{derived}: {_BASES[derived]}")


def _derived_basis(seen: Statements, row: Row, evidence: Evidence | None, anchor: Evidence) -> str | None:
    """The basis that follows from the evidence, or None when the time cannot be read (V304 says so)."""
    source = seen.pkg.table("sources").get(row["source_id"])
    if evidence is None:
        undated = source is not None and not source["published_evidence_id"]
        return "publication" if source and undated and row["period"] == source["published_on"] != "" else "unknown"
    last = seen.chain(evidence)[-1]
    if source and source["published_evidence_id"] == last.id:
        return "publication"
    if not seen.together(last, anchor):
        return "context"
    read = times(seen, row, evidence)
    if isinstance(read, Unreadable):
        return None
    fitting = [time.basis for time in read if time.period == row["period"]] or [time.basis for time in read]
    return fitting[0]


@rule("V326", scope="source", tables=("observations", *_ENTITY_TABLES), optional=True)
def printed_parts_are_pointed_at(pkg: Package, check: Check) -> None:
    """Every part of a statement with a quoted passage that has a value, but no words for it, is a case."""
    seen = view(pkg)
    forms: dict[tuple[str, str], list[str]] = {}
    for (language, name), entities in seen.names.items():
        for entity in entities:
            forms.setdefault((language, entity), []).append(name)

    @cache
    def names_in(language: str) -> NameIndex:
        return NameIndex((name, entity) for (tag, entity), known in forms.items() if tag == language for name in known)

    for row in pkg.table("observations").rows:
        value = seen.part(row, "value_evidence_id")
        passage = seen.evidence.get(value.passage) if value else None
        for column, evidence in _POINTED:
            if passage is None or row[evidence] or not row[column]:
                continue
            check.case()
            if column == "period":
                words = _time_in(passage, row)
            elif any(form in passage.word for form in forms.get((passage.language, row[column]), ())):
                names = names_in(passage.language).find(passage.quote)  # no part of the longer name of another
                words = next((name.text for name in names if row[column] in name.ids), None)
            else:
                continue
            if words:
                expected = f"evidence for {shown(words)}, which names {row[column]} in {shown(passage.quote)}"
                check.fail(row, evidence, found="an empty cell", expected=expected)


def _time_in(passage: Evidence, row: Row) -> str | None:
    """The first words of a passage that print the period of a statement."""
    times = find_times(passage.quote, None, passage.language or "en")
    return next((t.text for t in times if t.certain and t.time == Time(row["period"], "printed")), None)


@rule("V307", scope="source", tables=("observations", "evidence", "sources"), optional=True)
def base_reads(pkg: Package, check: Check) -> None:
    """Base periods are read again."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "observations", "base_evidence_id", "base_period"):
        last = seen.chain(evidence)[-1]
        try:
            read = read_base_period(last.quote, row["period"])
        except ReadingError as error:
            found = f"{row['base_period']}, while {shown(last.quote)} cannot be read: {error} ({last.id})"
            check.fail(row, "base_period", found=found, expected="words that name the period compared with")
            continue
        if read != row["base_period"]:
            reads = f"{shown(last.quote)} reads as {read} beside {row['period']}"
            check.fail(row, "base_period", found=f"{row['base_period']}, while {reads} ({last.id})", expected=read)


@rule("V308", scope="source", tables=("entity_links", "evidence", "phrases", "sources"))
def links_read(pkg: Package, check: Check) -> None:
    """Predicates are read again from link phrases."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "entity_links", "what_evidence_id"):
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
