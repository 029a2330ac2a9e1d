"""Gathers a `Why` from the tables and the archived texts of a package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from ..package.opening import Package
from ..package.table import Row
from ..reading.dates import read_base_period
from ..reading.errors import ReadingError
from ..relations import engine, explain
from ..relations.standing import standings
from ..relations.words import interval_text
from ..rules.how_much import heads, number, plain
from ..rules.parts import ends_of
from ..rules.rereading import attempt, corrected_words, figures, times
from ..statements.cells import COUNTED, in_table
from ..statements.view import MEANT, PARTS, QUESTION, Evidence, Statements, title_of, view
from .model import Correction, Part, Reading, Relation, Source, Statement, Step, Unquoted, Use, Why
from .passages import anchor, passages
from .words import above, alike, reading_of_cell, reading_of_figure, reading_of_rank, summary

_ENTITIES = ("entity_id", "subject_id", "object_id", "whole_entity_id", "sector_id")
_INDICATORS = ("indicator_id", "whole_indicator_id")
#: Two statements answer the same question when they agree in these columns.
_QUESTION = {
    "observations": QUESTION,
    "ranking_entries": ("ranking_id", "entity_id"),
    "entity_links": ("subject_id", "predicate", "object_id"),
}


def gather(pkg: Package, row: Row, kind: str, renamed: str = "") -> Why:
    """Everything that speaks for `row`; `renamed` says what it was called when it was asked for by a former id."""
    seen = view(pkg)
    parts, unquoted = (_meanings(seen, row), ()) if row.table.name == "evidence" else _stated(seen, row)
    corrections = [row] if row.table.name == "corrections" else seen.cited(row)
    centre = anchor(seen, row)
    source_id = row.get("source_id") or (centre.source_id if centre else "")
    standing = standings(pkg).get(row.key) if row.table.name in ("observations", "ranking_entries") else None
    return Why(
        id=row.key,
        kind=kind,
        file=row.table.path,
        line=row.line,
        summary=summary(pkg, row),
        row={name: cell for name, cell in row.as_dict().items() if cell},
        source=_source(pkg, source_id),
        passages=passages(seen, row, corrections),
        parts=parts,
        unquoted=unquoted,
        reading=_reading(seen, row),
        definition=pkg.table("indicators").cell(row.get("indicator_id"), "definition"),
        caveat=pkg.table("indicators").cell(row.get("indicator_id"), "caveat"),
        corrections=tuple(_correction(seen, c) for c in corrections),
        others=_others(pkg, row),
        uses=_uses(seen, row),
        relations=tuple(_relations(pkg, row.key)),
        verdict=standing.verdict if standing else "",
        verdict_by=standing.by if standing else (),
        renamed=renamed,
    )


# --- parts ---


def _stated(seen: Statements, row: Row) -> tuple[tuple[Part, ...], tuple[Unquoted, ...]]:
    """What a statement says part by part: with words that say it, and without."""
    quoted: list[Part] = []
    unquoted: list[Unquoted] = []
    for role, evidence_column in PARTS.get(row.table.name, {}).items():
        column, evidence = MEANT[row.table.name][role], seen.part(row, evidence_column)
        if role == "whole" and not row.get(column) and (evidence or row.get("whole_indicator_id")):
            column = "whole_indicator_id"
        value = row.get(column) if column else ""
        said = value, *_described(seen.pkg, row, column, value)
        if evidence is not None:
            words, reads = (evidence.id, evidence.quote, evidence.kind), _reads(seen, row, column, value, evidence)
            quoted.append(Part(role, column, *words, *said, _chain(seen, evidence), reads))
        elif value:
            unquoted.append(Unquoted(role, column, *said))
    return tuple(quoted), tuple(unquoted)


def _meanings(seen: Statements, row: Row) -> tuple[Part, ...]:
    """What a piece of evidence stands for as a name, a term or a reference."""
    item = seen.evidence.get(row.key)
    if item is None:
        return ()
    found = [("names", "entity_id", key) for key in sorted(seen.entities_of(item))]
    found += [("means", "indicator_id", key) for key in sorted(seen.indicators_of(item))]
    chain = _chain(seen, item)
    return tuple(
        Part(role, column, item.id, item.quote, item.kind, key, *_described(seen.pkg, row, column, key), chain, None)
        for role, column, key in found
    )


def _chain(seen: Statements, evidence: Evidence) -> tuple[Step, ...]:
    """What `evidence` leads to, if it is a reference."""
    return tuple(Step(item.id, item.quote, item.kind) for item in seen.chain(evidence)[1:])


def _described(pkg: Package, row: Row, column: str, value: str) -> tuple[str, tuple[str, ...]]:
    """What a part says in words, and what else a reader wants to know of it."""
    if column in _ENTITIES:
        return title_of(pkg, "entities", value), _entity_details(pkg, value)
    if column in _INDICATORS:
        found = pkg.table("indicators").get(value)
        if found is None:
            return value, ()
        measure, unit = found["measure"], found["unit_id"]
        return title_of(pkg, "indicators", value), (measure if measure == unit else f"{measure} in {unit}",)
    if column == "ranking_id":
        return title_of(pkg, "rankings", value), _ranking_details(pkg, value)
    if column == "predicate":
        return value.replace("_", " "), ()
    if column == "period":
        return value or "no period", tuple(b for b in [_BASES.get(row.get("period_basis"), "")] if b)
    return value, ()


_BASES = {
    "printed": "printed in the sentence",
    "relative": "counted from the day of publication",
    "context": "taken from another sentence",
    "publication": "no time is printed: the state on the day of publication",
    "page": "told by the page, not by the words",
}


def _entity_details(pkg: Package, entity_id: str) -> tuple[str, ...]:
    row = pkg.table("entities").get(entity_id)
    if row is None:
        return ()
    around = above(pkg, entity_id)
    lies = f" in {', '.join(title_of(pkg, 'entities', key) for key in around)}" if around else ""
    of = f" of {title_of(pkg, 'entities', row['belongs_to'])}" if row.get("belongs_to") else ""
    codes = [f"GB/T 2260 {row['gb2260']}" if row.get("gb2260") else "", row.get("iso_3166_2")]
    return tuple(text for text in (row.get("name_zh"), row.get("type") + of + lies, *codes) if text)


def _ranking_details(pkg: Package, ranking_id: str) -> tuple[str, ...]:
    row = pkg.table("rankings").get(ranking_id)
    if row is None:
        return ()
    size = f"{row['size']} places" if row.get("size") else "size not printed"
    by = f"published by {title_of(pkg, 'entities', row['publisher_id'])}" if row.get("publisher_id") else ""
    edition = f"edition {row['edition']}" if row.get("edition") else ""
    data = f"data of {row['data_period']}" if row.get("data_period") else ""
    return tuple(text for text in (row.get("kind"), by, edition, data, size, row.get("population")) if text)


def _reads(seen: Statements, row: Row, column: str, value: str, evidence: Evidence) -> bool | None:
    """Whether the words of a part, read again, give what the row says."""
    if column in _ENTITIES:
        return value in seen.entities_of(evidence)
    if column in _INDICATORS:
        return value in seen.indicators_of(evidence)
    if column == "predicate":
        return value in seen.denotes("link", evidence)
    if column == "period":
        read = attempt(times, seen, row, evidence) or []
        return value in {time.period for time in read} | ends_of(seen, row, evidence, read)
    if column == "base_period":
        try:
            return read_base_period(seen.chain(evidence)[-1].quote, row["period"]) == value
        except ReadingError:
            return False
    if column in ("value", "rank"):
        reading = _reading(seen, row)
        return reading is not None and (reading.value, reading.unit_id) == (value, row.get("unit_id"))
    return None


# --- figures ---


def _reading(seen: Statements, row: Row) -> Reading | None:
    """The printed figure or rank of a statement, or of a piece of evidence that is one."""
    own = row.table.name == "evidence"
    evidence = seen.evidence.get(row.key) if own else seen.part(row, "value_evidence_id")
    if evidence is None or (own and evidence.kind not in ("figure", "rank")):
        return None
    if row.table.name == "ranking_entries" or (own and evidence.kind == "rank"):
        return reading_of_rank(evidence.quote, seen.pkg.table("rankings").cell(row.get("ranking_id"), "size"))
    read, words = attempt(figures, seen, row, evidence), corrected_words(seen, row, evidence)
    if read is None:
        return None
    figure = min(read, key=lambda found: plain(found.value) != row.get("value"))
    unit = row.get("unit_id")
    if row.get("precision") == "tabulated":
        over = heads(seen, row, evidence)
        value, unit = in_table(figure, over, evidence.language, number(row["value"]), unit)
        if value is not None:
            return reading_of_cell(seen.pkg, figure, words or evidence.quote, words is not None, value, unit)
    same_kind = figure.unit == "count" and seen.pkg.table("units").cell(unit, "dimension") in COUNTED
    unit = unit if same_kind else figure.unit
    return reading_of_figure(seen.pkg, figure, words or evidence.quote, words is not None, unit)


# --- source, corrections, others ---


def _source(pkg: Package, source_id: str) -> Source | None:
    row = pkg.table("sources").get(source_id) if source_id else None
    if row is None:
        return None
    cells = {field.name: row.get(field.name) for field in fields(Source)}
    for name in ("publisher", "original_publisher"):
        cells[name] = title_of(pkg, "entities", row.get(f"{name}_id"))
    return Source(**cells)


def _correction(seen: Statements, row: Row) -> Correction:
    support = []
    for key in row.get("support").split():
        item = seen.evidence.get(key)
        support.append(Step(key, item.quote, item.kind) if item else Step(key, "", ""))
    cells = {field.name: row.get(field.name) for field in fields(Correction)}
    return Correction(**{**cells, "support": tuple(support)})  # type: ignore[arg-type]


def _others(pkg: Package, row: Row) -> tuple[Statement, ...]:
    found = []
    for other in (each for each in alike(row, _QUESTION.get(row.table.name, ())) if each is not row):
        preferred = other.get("preference"), other.get("preference_reason")
        told = other["source_id"], pkg.table("sources").cell(other["source_id"], "published_on")
        found.append(Statement(other.key, other.table.path, other.line, summary(pkg, other), *preferred, *told))
    return tuple(found)


def _uses(seen: Statements, row: Row) -> tuple[Use, ...]:
    """Where a piece of evidence, or a correction, is named."""
    pkg, found = seen.pkg, []
    if row.table.name == "evidence":
        found = [(use.row, use.column) for use in seen.uses.get(row.key, ())]
        found += [(r, "refers_to") for r in row.table.rows if r["refers_to"] == row.key]
    elif row.table.name == "corrections":
        tables = (table for table in pkg.tables.values() if "correction_id" in table.places and table is not row.table)
        found = [(r, "correction_id") for table in tables for r in table.rows if r["correction_id"] == row.key]
    return tuple(Use(r.key, r.table.path, r.line, column, summary(pkg, r)) for r, column in found)


def _relations(pkg: Package, key: str) -> Iterator[Relation]:
    """The relations that a statement takes part in; a malformed one, of which rule X601 says how, without a verdict."""
    known = engine(pkg)
    for relation in known.all.values():
        for term in relation.terms:
            if term.target != key or term.operand == "constant":
                continue
            terms = sorted(relation.terms, key=lambda term: term.row.record)
            judged = known.verdict(relation.id) if relation.id in known.relations else None
            bound = next((b for b in known.bounds_on(key) if b.relation_id == relation.id), None)
            yield Relation(
                relation.id,
                term.role,
                relation.kind,
                relation.statement,
                relation.expected,
                relation.explanation,
                tuple(f"{other.role} {other.target}" for other in terms if other is not term),
                judged.verdict if judged else "",
                explain(judged, known) if judged else "",
                interval_text(bound.interval, bound.unit) if bound else "",
                relation.row.get("purpose"),
                relation.blames,
            )
