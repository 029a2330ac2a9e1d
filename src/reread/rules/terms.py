"""X606 to X608: the terms of relations are those that their statements, their evidence and their days call for.

A relation is judged by its numbers (`relations`). Whether they are the right ones is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.errors import ReadingError
from ..reading.figures import find_figures, read_figure
from ..reading.names import normalise
from ..relations import engine
from ..relations.model import ASPECTS, DATED, OPERANDS
from ..relations.quantities import NoValue
from ..statements.times import moment
from ..statements.view import Evidence, Statements, tokens, view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row
    from ..relations.engine import Engine
    from ..relations.model import Relation, Term

_OF_QUANTITIES = ("observation_id", "derived_id")
#: Words that stand in names and tell none from another.
_LITTLE = frozenset({"a", "and", "for", "in", "of", "on", "s", "the", "to"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a term must be about; None where anything will do. Periods are compared as `moment` does."""

    term: Term
    entity_id: str | None = None
    indicator_id: str | None = None
    period: str | None = None
    transformation: str | None = None
    sector_id: str | None = None
    ranking_id: str | None = None


@rule(
    "X606",
    tables=("relations", "relation_terms", "derived", "observations", "indicators"),
    scope="relation",
    optional=True,
)
def terms_are_about(pkg: Package, check: Check) -> None:
    """Every term of which something is asked is a case."""
    found = engine(pkg)
    measures = {row.key: row["measure"] for row in pkg.table("indicators").rows}
    for relation in found.relations.values():
        for asked in _asked(relation, pkg):
            row = _quantity(asked.term, pkg)
            if row is None or (relation.expected == "contradicts" and asked.term.operand != "derived_id"):
                continue
            check.case()
            measure = measures.get(row["indicator_id"], "")
            for column in ("entity_id", "indicator_id", "transformation", "sector_id", "ranking_id", "period"):
                wanted = getattr(asked, column)
                if wanted is None or wanted == row[column]:
                    continue
                if column == "period" and moment(wanted, measure) == moment(row[column], measure):
                    continue
                expected = f"{wanted or 'no ' + column}, the {asked.term.role} of {relation.id}"
                if asked.term.operand == "derived_id":
                    check.fail(row, column, shown(row[column]), expected)
                else:
                    what = f"{row.key}, of {column} {shown(row[column])}"
                    check.fail(asked.term.row, asked.term.operand, what, f"a statement of {expected}")


def _quantity(term: Term, pkg: Package) -> Row | None:
    """The observation or derived row whose value a term means."""
    if term.aspect != "value" or term.operand not in _OF_QUANTITIES:
        return None
    return pkg.table("observations" if term.operand == "observation_id" else "derived").get(term.target)


def _asked(relation: Relation, pkg: Package) -> Iterator[_Asked]:
    if relation.kind in ("sum", "count"):
        yield from _asked_of_sum(relation, pkg)
        return
    by_role = {term.role: term for term in relation.terms}
    head = by_role.get(relation.kind)
    if head is None or relation.kind not in ("share", "growth") or head.operand != "observation_id":
        return
    row = _quantity(head, pkg)
    if row is None:
        return
    own, narrow = row["indicator_id"], ("level", row["sector_id"], row["ranking_id"])
    if relation.kind == "share":
        whole = row["whole_indicator_id"] or own
        yield _Asked(by_role["part"], row["entity_id"], own, row["period"], *narrow)
        # Words without a time of their own leave open of when the whole is.
        dated = row["period"] if row["period_basis"] not in ("publication", "unknown") else None
        yield _Asked(by_role["whole"], row["whole_entity_id"], whole, dated, *narrow)
        return
    current, previous = by_role["current"], by_role["previous"]
    grown = _quantity(current, pkg)
    # Where both ends are derived, the relation tries another reading of what grew; but it is one thing at both ends.
    if grown is not None and current.operand == previous.operand == "derived_id":
        own = grown["indicator_id"]
    yield _Asked(current, row["entity_id"], own, row["period"], *narrow)
    yield _Asked(previous, row["entity_id"], own, row["base_period"], *narrow)


def _asked_of_sum(relation: Relation, pkg: Package) -> Iterator[_Asked]:
    """What the parts of a sum or of a count have in common."""
    terms = [(term, row) for term in relation.terms if (row := _quantity(term, pkg)) is not None]
    measures = pkg.table("indicators")
    parts = [(term, row) for term, row in terms if term.role == "part"]
    for term, row in parts[1:]:
        first = parts[0][1]
        if (row["indicator_id"], row["transformation"]) == (first["indicator_id"], first["transformation"]):
            yield _Asked(term, period=parts[0][1]["period"])
    for term, row in terms:
        others = [other for _, other in terms if other is not row]
        if term.operand != "derived_id" or not others:
            continue
        entity, indicator = others[0]["entity_id"], others[0]["indicator_id"]
        about_places = any(other["indicator_id"] == indicator for other in others[1:])
        about_kinds = any(other["entity_id"] == entity for other in others[1:]) or len(others) == 1
        kinds = {found["measure"] for r in (row, *others) if (found := measures.get(r["indicator_id"]))}
        yield _Asked(
            term,
            entity if about_kinds else None,
            indicator if about_places and not about_kinds else None,
            others[0]["period"] if len(kinds) == 1 else None,
        )


@rule("X607", tables=("relation_terms", "relations", "evidence", "sources", "units"), scope="relation", optional=True)
def constants_are_read(pkg: Package, check: Check) -> None:
    """Every constant is a case, and every operand beside which evidence stands."""
    seen = view(pkg)
    relations = pkg.table("relations")
    named: dict[str, list[tuple[Row, Evidence]]] = {}
    for row in pkg.table("relation_terms").rows:
        if not row["constant"]:
            if row["evidence_id"]:
                check.case()
                found = f"{row['evidence_id']}, beside an operand that has its own"
                check.fail(row, "evidence_id", found, "evidence beside constants only")
            continue
        check.case()
        evidence = seen.part(row, "evidence_id")
        if evidence is None:
            if not row["evidence_id"]:
                check.fail(row, "evidence_id", "nothing", f"words that print {row['constant']}")
            continue
        relation = relations.get(row["relation_id"])
        counted = relation is not None and relation["kind"] == "count" and row["role"] == "part"
        if counted != (evidence.kind == "term"):
            expected = "the name of one thing that is counted" if counted else "words that print the number"
            check.fail(row, "evidence_id", f"{evidence.id}, {shown(evidence.quote)}, a {evidence.kind}", expected)
        elif counted:
            named.setdefault(row["relation_id"], []).append((row, evidence))
            if (row["constant"], row["unit_id"]) != ("1", "count"):
                found = f"{row['constant']} {row['unit_id']}, while {shown(evidence.quote)} names one thing"
                check.fail(row, "constant", found, "1 count, or words that print the number")
        else:
            _check_printed(row, evidence, check)
    for terms in named.values():
        _check_order(terms, seen, check)


def _check_printed(row: Row, evidence: Evidence, check: Check) -> None:
    printed = _printed(evidence.quote, evidence.language)
    try:
        value = Decimal(row["constant"])
    except InvalidOperation:
        return  # the contract's finding
    units = {unit for number, unit in printed if number == value}
    if not units:
        numbers = " or ".join(dict.fromkeys(f"{number:f}" for number, _ in printed)) or "words that print a number"
        check.fail(row, "constant", f"{row['constant']}, while {evidence.id} reads {shown(evidence.quote)}", numbers)
    elif (row["unit_id"] or "count") not in units:
        found = f"{row['unit_id']}, while {evidence.id} reads {shown(evidence.quote)}"
        check.fail(row, "unit_id", found, " or ".join(sorted(units)))


@cache
def _printed(words: str, language: str) -> tuple[tuple[Decimal | None, str], ...]:
    """The numbers that `words` print, with their units; those of a table row ("2010 4644") are counts."""
    try:
        return tuple((figure.value, figure.unit) for figure in [read_figure(words, language)])
    except ReadingError:
        found: list[tuple[Decimal | None, str]] = [(f.value, f.unit) for f in find_figures(words, language)]
    plain = (word.replace(",", "") for word in words.split())
    found += [(Decimal(word), "count") for word in plain if word.isascii() and word.isdigit() and len(word) < 19]
    return tuple(dict.fromkeys(found))


def _check_order(terms: list[tuple[Row, Evidence]], seen: Statements, check: Check) -> None:
    """Things named one by one stand in one sentence, in the order of print."""
    terms.sort(key=lambda pair: int(pair[0]["position"]) if pair[0]["position"].isdecimal() else 0)
    for (_, before), (row, evidence) in pairwise(terms):
        if not (seen.together(before, evidence) and before.before(evidence)):
            expected = f"words of the same sentence, behind {before.id}, {shown(before.quote)}"
            check.fail(row, "evidence_id", f"{evidence.id}, {shown(evidence.quote)}", expected)


@rule(
    "X608",
    tables=("relations", "relation_terms", "observations", "ranking_entries", "rankings", "entity_links", "evidence"),
    scope="relation",
    optional=True,
)
def orders_belong_together(pkg: Package, check: Check) -> None:
    """Every well-formed relation that has a link, an entry, a list or a day is a case."""
    found = engine(pkg)
    seen = view(pkg)
    for relation in found.relations.values():
        lists = [t for t in relation.terms if t.operand in ("link_id", "entry_id", "ranking_id")]
        if not lists and not any(term.aspect in DATED for term in relation.terms):
            continue
        check.case()
        _check_aspects(relation, check)
        _check_lists(relation, pkg, check)
        _check_names(relation, seen, pkg, check)
        if relation.kind == "order" and all(term.aspect in DATED for term in relation.terms):
            _check_days(relation, found, check)


def _check_aspects(relation: Relation, check: Check) -> None:
    for term in relation.terms:
        written = term.row.get("aspect")
        if term.operand == "link_id" and not written:
            check.fail(term.row, "aspect", "nothing", "period_start or period_end: a link has both")
        elif term.operand != "link_id" and written and written == ASPECTS[term.operand][0]:
            check.fail(term.row, "aspect", written, "nothing: no other is meant where it is empty")


def _source_of(term: Term, pkg: Package) -> str | None:
    """The text that a term was read from, where it has one."""
    if not OPERANDS[term.operand] or term.operand == "derived_id":
        return None
    row = pkg.table(OPERANDS[term.operand]).get(term.target)
    if row is not None and term.operand == "ranking_id":
        evidence = pkg.table("evidence").get(row["evidence_id"])
        return evidence["source_id"] if evidence else None
    return row["source_id"] if row else None


def _check_lists(relation: Relation, pkg: Package, check: Check) -> None:
    """Places and sizes in one order are those of one list."""
    if relation.kind != "order":
        return
    entries = pkg.table("ranking_entries")
    lists = {}
    for term in relation.terms:
        if term.operand == "ranking_id":
            lists[term] = term.target
        elif term.operand == "entry_id" and (row := entries.get(term.target)) is not None:
            lists[term] = row["ranking_id"]
    if len(lists) == 2 and len(set(lists.values())) == 2:
        (_, one), (term, other) = lists.items()
        check.fail(term.row, term.operand, f"{term.target}, of {other}", f"something of {one}")


def _check_names(relation: Relation, seen: Statements, pkg: Package, check: Check) -> None:
    """The words of the relation have one of the names that its links and entries are about."""
    columns = {"link_id": ("subject_id", "object_id"), "entry_id": ("entity_id",)}
    said = set(tokens(normalise(relation.statement)))
    for term in relation.terms:
        row = pkg.table(OPERANDS[term.operand]).get(term.target) if term.operand in columns else None
        if row is None or (term.operand == "entry_id" and relation.kind == "count"):
            continue
        entities = {row[column] for column in columns[term.operand]}
        words = {word for (_, name), owners in seen.names.items() if entities & owners for word in tokens(name)}
        if not (words - _LITTLE) & said:
            about = " and ".join(sorted(entities))
            found = f"{term.target}, of {about}, of which {shown(relation.statement)} has no word"
            check.fail(term.row, term.operand, found, "what the statement of the relation names")


def _check_days(relation: Relation, found: Engine, check: Check) -> None:
    left, right = relation.terms
    told, text = _source_of(left, found.pkg), _source_of(right, found.pkg)
    if right.aspect == "published" and None not in (told, text) and left.operand != "source_id":
        if told != text:
            check.fail(right.row, right.operand, f"{right.target}, while {left.target} is told by {told}", str(told))
        elif left.aspect == "published":
            check.fail(left.row, "aspect", "the day of the text on both sides", "a day that it tells of")
    if relation.expected != "holds" or left.aspect == "published":
        return
    try:
        earlier = found.quantities.of(_with_aspect(left, "period_end")).domain
        begins = right if right.aspect == "published" else _with_aspect(right, "period_start")
        later = found.quantities.of(begins).domain
    except NoValue:
        return
    if earlier.upper is None or later.lower is None or earlier.upper > later.lower:
        return
    for term, strict in ((left, "period_end"), (right, "period_start")):
        if term.aspect not in (strict, "published"):
            check.fail(term.row, "aspect", term.aspect, f"{strict}: the earlier had ended before the later began")


def _with_aspect(term: Term, aspect: str) -> Term:
    return replace(term, aspect=aspect)
