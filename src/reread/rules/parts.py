"""V301 to V308, V325, V326: who, what, when and sector of every statement are read again from their characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..reading.dates import Time, find_times, read_base_period
from ..reading.errors import ReadingError
from ..reading.names import NameIndex
from ..statements.view import MEANT, PARTS, Evidence, Statements, primary, view
from . import VOCABULARY, Check, Package, Row, Wrong, row_rule, rule, shown
from .rereading import attempt, misread, part_rule, times

_SHOWN = 5
_ENTITY_TABLES = ("evidence", "sources", "entities", "entity_names", "phrases")
TERM_TABLES = ("evidence", "sources", "indicators", "indicator_terms", "phrases")
_TIMED = ("evidence", "sources", "phrases", "corrections")
_RELEASED = ("evidence", "sources", "corrections")
_DATED = ("observations", "entity_links")

#: Columns that say who, behind their table and the evidence they are read from.
_WHO = [
    *((t, parts[p], MEANT[t][p]) for t, parts in PARTS.items() for p in ("who", "sector", "object") if p in parts),
    ("rankings", "publisher_evidence_id", "publisher_id"),
]
#: Columns of observations with the evidence that is demanded where the words are quoted.
_POINTED = (("entity_id", "who_evidence_id"), ("period", "when_evidence_id"))


@part_rule("V302", ("observations", "whole_evidence_id", "whole_entity_id"), tables=_ENTITY_TABLES, optional=True)
@part_rule("V301", *_WHO, tables=_ENTITY_TABLES)
def who_reads(seen: Statements, row: Row, evidence: Evidence, column: str) -> Iterator[Wrong]:
    """Entities, and those of denominators, are read again from names and references."""
    entity, read, pkg = row[column], seen.entities_of(evidence), seen.pkg
    if entity in read:
        return
    reads = f"{shown(evidence.quote)} reads as {_either(read)}" if read else _why_no_entity(seen, evidence)
    tail = "name" if evidence.kind != "reference" else "reference"
    registered = pkg.table("entity_names").index("entity_id").get(entity, ())
    names = [shown(r["name"]) for r in registered if primary(r["language"]) == evidence.language][:_SHOWN]
    kind = pkg.table("entities").get(entity)
    of_type = f", or a phrase for a {kind['type']} that points back to one" if kind else ""
    expected = f"a name of {entity} ({', '.join(names) or 'none is registered in this language'}){of_type}"
    yield column, f"{entity}, while {reads} ({tail} {evidence.id})", expected


def _either(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))


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
    return f"{quote}, a phrase for a {_either(types)}, points back to {_either(named)}"


@part_rule("V303", ("observations", "what_evidence_id", ""), tables=TERM_TABLES)
def what_reads(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterator[Wrong]:
    """Indicators are read again from terms and phrases."""
    indicator = row["indicator_id"]
    said = {what for key, what in seen.meanings(evidence) if key == indicator}
    if not said:
        registered = seen.pkg.table("indicator_terms").index("indicator_id").get(indicator, ())
        terms = [shown(r["term"]) for r in registered if primary(r["language"]) == evidence.language][:_SHOWN]
        own = f"a term of {indicator}" + (f" ({', '.join(terms)})" if terms else "")
        expected = f"{own}, or a phrase for a transformation that refers to one"
        yield misread(row, "indicator_id", read_as_indicator(seen, evidence), evidence, expected)
    elif not said & {"", row["transformation"]}:
        says = f"{shown(evidence.quote)} says {_either(said)}"
        yield misread(row, "transformation", says, evidence, _either(said))


def read_as_indicator(seen: Statements, evidence: Evidence) -> str:
    """Words for what `evidence` reads as, for a message."""
    quote, read = shown(evidence.quote), seen.indicators_of(evidence)
    if read:
        return f"{quote} reads as {_either(read)}"
    if evidence.kind != "reference":
        return f"{quote} is no registered term"
    measures, target = seen.denotes("what", evidence), seen.antecedent(evidence)
    if not measures:
        return f"{quote} is no registered phrase for what"
    of = f"{shown(target.quote)} ({_either(seen.indicators_of(target)) or 'no term'})" if target else "nothing"
    return f"{quote}, a phrase for {_either(measures)}, refers to {of}"


@part_rule("V313", ("rankings", "released_evidence_id", "released_on"), tables=_RELEASED, optional=True)
@part_rule("V304", *((n, "when_evidence_id", "period") for n in _DATED), tables=(*_TIMED, "indicators"))
def when_reads(seen: Statements, row: Row, evidence: Evidence, column: str) -> Iterator[Wrong]:
    """Periods, and days of release, are read again from times."""
    try:
        read = times(seen, row, evidence)
    except ReadingError as error:
        expected = f"words that read as that {'date' if column == 'released_on' else 'time'}"
        yield misread(row, column, f"{shown(evidence.quote)} cannot be read: {error}", evidence, expected)
        return
    if row[column] not in {time.period for time in read} | ends_of(seen, row, evidence, read):
        periods = " or ".join(time.period for time in read)
        yield misread(row, column, f"{shown(evidence.quote)} reads as {periods}", evidence, periods)


def ends_of(seen: Statements, row: Row, evidence: Evidence, read: Iterable[Time]) -> set[str]:
    """The last days of the years among `read`, for a stock that stood "by 2016": by the end of it."""
    stock = seen.pkg.table("indicators").cell(row.get("indicator_id"), "measure") == "stock"
    ends = stock and evidence.word.startswith("by ")
    return {f"{time.period}-12-31" for time in read if len(time.period) == 4} if ends else set()


@row_rule("V305", *_DATED, tables=_TIMED)
def basis_fits(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """period_basis follows from where the time stands and how it reads."""
    seen, stated = view(pkg), row["period_basis"]
    evidence, anchor = seen.part(row, "when_evidence_id"), seen.anchor(row)
    if not stated or anchor is None or (evidence is None and row["when_evidence_id"]):
        return None
    if anchor.span and pkg.text(anchor.source_id) is None:
        return None  # the text is missing, so nobody can tell what shares a sentence
    derived = _derived_basis(seen, row, evidence, anchor)
    if anchor.span is None and derived not in (None, "unknown") and stated == "context":
        return []  # quoted words do not tell where on the page they stand
    if derived == "unknown" and row["period"] and anchor.span is None:
        derived = "page"
    return (
        [("period_basis", stated, f"{derived}: {VOCABULARY['period_basis'][derived]}")]
        if derived and stated != derived
        else []
    )


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
    read = attempt(times, seen, row, evidence)
    return next((time.basis for time in read if time.period == row["period"]), read[0].basis) if read else None


@rule("V326", scope="source", tables=("observations", *_ENTITY_TABLES), optional=True)
def printed_parts_are_pointed_at(pkg: Package, check: Check) -> None:
    """Every part of a statement with a quoted passage that has a value, but no words for it, is a case."""
    seen = view(pkg)
    forms: dict[str, dict[str, list[str]]] = {}  # names by language and entity
    for (language, name), entities in seen.names.items():
        for entity in entities:
            forms.setdefault(language, {}).setdefault(entity, []).append(name)
    indices: dict[str, NameIndex] = {}
    for row in pkg.table("observations").rows:
        value = seen.part(row, "value_evidence_id")
        passage = seen.evidence.get(value.passage) if value else None
        for column, evidence in _POINTED:
            if passage is None or row[evidence] or not row[column]:
                continue
            check.case()
            language, registered = passage.language, forms.get(passage.language, {})
            words = None
            if column == "period":
                found = find_times(passage.quote, None, language or "en")
                words = next((t.text for t in found if t.certain and t.time == Time(row["period"], "printed")), None)
            elif any(form in passage.word for form in registered.get(row[column], ())):
                if language not in indices:
                    indices[language] = NameIndex((n, entity) for entity, names in registered.items() for n in names)
                names = indices[language].find(passage.quote)  # no part of the longer name of another
                words = next((name.text for name in names if row[column] in name.ids), None)
            if words:
                expected = f"evidence for {shown(words)}, which names {row[column]} in {shown(passage.quote)}"
                check.fail(row, evidence, "an empty cell", expected)


@rule("V325", tables=("observations", "evidence", "sources", "indicator_terms"), optional=True)
def wholes_are_those_named(pkg: Package, check: Check) -> None:
    """Every share of an indicator whose words name a quantity that shares are told of is a case."""
    seen = view(pkg)
    shares = [row for row in pkg.table("observations").rows if row["transformation"] == "share"]
    wholes = {row["whole_indicator_id"] for row in shares} - {""}
    names: dict[str, list[tuple[str, str]]] = {}
    for row in pkg.table("indicator_terms").rows:
        if row["indicator_id"] in wholes and not row["source_id"] and row.get("transformation") in ("", "level"):
            names.setdefault(primary(row["language"]), []).append((row["term"], row["indicator_id"]))
    indices = {language: NameIndex(terms) for language, terms in names.items()}
    for row in shares:
        value, whole = seen.part(row, "value_evidence_id"), row["whole_indicator_id"]
        passage = seen.evidence.get(value.passage) if value else None
        index = indices.get(passage.language) if passage else None
        named = {key for found in index.find(passage.quote) for key in found.ids} if passage and index else set()
        others = named - {row["indicator_id"]}
        if passage is not None and whole and others:
            check.case()
            if whole not in named:
                found = f"{whole}, while {shown(passage.quote)} is quoted"
                check.fail(row, "whole_indicator_id", found, _either(others))


@part_rule("V307", ("observations", "base_evidence_id", "base_period"), tables=("evidence", "sources"), optional=True)
def base_reads(seen: Statements, row: Row, evidence: Evidence, column: str) -> Iterator[Wrong]:
    """Base periods are read again."""
    last, period = seen.chain(evidence)[-1], row["period"]
    try:
        read = read_base_period(last.quote, period)
        reads, expected = f"reads as {read} beside {period}", read
    except ReadingError as error:
        reads, expected = f"cannot be read: {error}", "words that name the period compared with"
    if expected != row[column]:
        yield misread(row, column, f"{shown(last.quote)} {reads}", last, expected)


@part_rule("V308", ("entity_links", "what_evidence_id", ""), tables=("evidence", "phrases", "sources"))
def links_read(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterator[Wrong]:
    """Predicates are read again from link phrases."""
    predicate, denotes = row["predicate"], seen.denotes("link", evidence)
    if predicate not in denotes:
        reads = f"denotes {_either(denotes)}" if denotes else "is no registered phrase for a link"
        of = ("link", evidence.language)
        known = [key[2] for key, senses in seen.phrases.items() if key[:2] == of and predicate in senses]
        such = f", such as {', '.join(map(shown, sorted(known)[:_SHOWN]))}" if known else ""
        expected = f"a phrase for {predicate}{such}"
        yield misread(row, "predicate", f"{shown(evidence.quote)} {reads}", evidence, expected)
