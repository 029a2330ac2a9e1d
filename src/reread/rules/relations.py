"""X6xx: what must add up does, or is registered with an explanation; derived rows equal their recomputation; and the
terms of relations are those that their statements, their evidence and their days call for.

The arithmetic is in `relations`; these rules say what follows from it. Without the tables `relations`,
`relation_terms` and `derived` they have nothing to test.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from ..reading.errors import ReadingError
from ..reading.figures import find_figures, read_figure
from ..reading.names import normalise
from ..relations import Engine, engine, explain
from ..relations.derive import computed, misses, named
from ..relations.model import ASPECTS, DATED, MET, Relation, Term
from ..relations.quantities import NoValue
from ..relations.suggest import suggest
from ..statements.times import moment
from ..statements.view import Evidence, Statements, tokens, view
from . import Check, Package, Row, rule, shown
from .how_much import number

#: What the arithmetic reads: without one of these being readable, no verdict can be trusted.
_TABLES = (
    "relations", "relation_terms", "derived", "observations", "ranking_entries", "rankings", "entity_links", "sources",
    "units", "indicators", "evidence", "corrections",
)  # fmt: skip


@rule("X601", tables=_TABLES, scope="relation")
def well_formed(pkg: Package, check: Check) -> None:
    """Every relation is a case."""
    found = engine(pkg)
    check.case(len(found.all))
    for faults in found.faults.values():
        for row, column, wrong, expected in faults:
            check.fail(row, column, wrong, expected)


@rule("X602", tables=_TABLES, scope="relation")
def as_registered(pkg: Package, check: Check) -> None:
    """Every well-formed relation is a case."""
    found = engine(pkg)
    verdicts = found.outcomes()
    check.case(len(verdicts))
    for key, verdict in verdicts.items():
        relation = found.relations[key]
        if verdict != relation.expected:
            beside = found.beside(relation)
            others = f" Judged beside {', '.join(beside[:5])}." if beside else ""
            text = f"{verdict}: {explain(found.verdict(key), found)}{others}"
            check.fail(relation.row, "expected", text, f"{relation.expected}, as registered")
    for verdict, times in sorted(Counter(verdicts.values()).items()):
        check.note(f"relations: {verdict}", times)


@rule("X603", tables=_TABLES, scope="relation")
def derived_recomputed(pkg: Package, check: Check) -> None:
    """Every row of `derived` is a case."""
    found = engine(pkg)
    names = named(found)
    for row in check.each(pkg.table("derived").rows):
        if row.key not in names:
            wrong = "a quantity that no well-formed relation names"
            fix = "Remove the row, or register the relation that bounds it."
            check.fail(row, "derived_id", wrong, "a term of some relation", fix)
            continue
        for column, cell in computed(row.key, found).cells().items():
            if row[column] != cell:
                check.fail(row, column, shown(row[column]), shown(cell))


@rule("X604", tables=_TABLES, scope="relation", optional=True)
def printed_within_derived(pkg: Package, check: Check) -> None:
    """Every observation of a derived quantity is a case."""
    tested, wrong = misses(engine(pkg))
    check.case(tested)
    for row, outside, expected in wrong:
        check.fail(row, "value", outside, expected)


@rule("X605", scope="structure", tables=_TABLES)
def contradictions_registered(pkg: Package, check: Check) -> None:
    """Every relation that the structure demands is a case."""
    fresh, known = suggest(pkg) if "relations" in pkg.tables else ([], 0)
    check.case(len(fresh) + known)
    for one in fresh:
        if one.demanded and one.verdict.verdict not in ("undecidable", *MET):
            text = f"{one.verdict.verdict}: {explain(one.verdict, engine(pkg), one.relation)}"
            check.fail(one.row, None, text, f"a relation such as {one.relation.id}: {one.statement}")


@rule("X609", tables=_TABLES, scope="relation", optional=True)
def conventions_are_earned(pkg: Package, check: Check) -> None:
    """Every statement that is held under another convention than the printed one is a case."""
    found = engine(pkg)
    for row in pkg.table("observations").rows:
        convention, named = row["convention"], row["convention_relation_id"]
        relation = found.relations.get(named) if named else None
        if convention == "printed" or relation is None:
            continue  # the contract asks for the relation, X601 says whether it is well formed
        check.case()
        verdict = found.verdict(relation.id).verdict
        if verdict != f"holds_{convention}":
            text = f"{convention}, by {named}, which is {verdict}"
            check.fail(row, "convention", text, f"a relation that holds_{convention} says so")
        mine = found.about(row.key)
        shared = {name for each in mine for name in each.unknowns} & set(relation.unknowns)
        if relation not in mine and not shared:
            expected = "a relation of this statement, or of a quantity that is derived from it"
            check.fail(row, "convention_relation_id", named, expected)


#: Words that stand in names and tell none from another.
_LITTLE = frozenset({"a", "and", "for", "in", "of", "on", "s", "the", "to"})

#: A term and what its quantity must be of, by column; None where anything will do.
_Asked = tuple[Term, dict[str, str | None]]


@rule(
    "X606",
    tables=("relations", "relation_terms", "derived", "observations", "indicators"),
    scope="relation",
    optional=True,
)
def terms_are_about(pkg: Package, check: Check) -> None:
    """Every term of which something is asked is a case."""
    measures = {row.key: row["measure"] for row in pkg.table("indicators").rows}
    for relation in engine(pkg).relations.values():
        for term, asked in _asked(relation, pkg):
            row, derived = _quantity(term, pkg), term.operand == "derived_id"
            if row is None or (relation.expected == "contradicts" and not derived):
                continue
            check.case()
            measure = measures.get(row["indicator_id"], "")
            for column, wanted in asked.items():
                ends = measure if column == "period" else ""
                if wanted is None or moment(wanted, ends) == moment(row[column], ends):
                    continue
                expected = f"{wanted or 'no ' + column}, the {term.role} of {relation.id}"
                if derived:
                    check.fail(row, column, shown(row[column]), expected)
                else:
                    what = f"{row.key}, of {column} {shown(row[column])}"
                    check.fail(term.row, term.operand, what, f"a statement of {expected}")


def _quantity(term: Term, pkg: Package) -> Row | None:
    """The observation or derived row whose value a term means."""
    means = term.aspect == "value" and term.operand in ("observation_id", "derived_id")
    return term.named(pkg) if means else None


def _asked(relation: Relation, pkg: Package) -> Iterator[_Asked]:
    if relation.kind in ("sum", "count"):
        yield from _asked_of_sum(relation, pkg)
    by_role = {term.role: term for term in relation.terms}
    head = by_role.get(relation.kind)  # of a share or a growth
    row = _quantity(head, pkg) if head is not None and head.operand == "observation_id" else None
    if row is None:
        return
    entity, own, period = row["entity_id"], row["indicator_id"], row["period"]
    narrow = {"transformation": "level", "sector_id": row["sector_id"], "ranking_id": row["ranking_id"]}
    if relation.kind == "share":
        yield by_role["part"], {"entity_id": entity, "indicator_id": own, **narrow, "period": period}
        whole = row["whole_indicator_id"] or own
        # Words without a time of their own leave open of when the whole is.
        dated = period if row["period_basis"] not in ("publication", "unknown") else None
        yield by_role["whole"], {"entity_id": row["whole_entity_id"], "indicator_id": whole, **narrow, "period": dated}
        return
    current, previous = by_role["current"], by_role["previous"]
    grown = _quantity(current, pkg)
    # Where both ends are derived, the relation tries another reading of what grew; but it is one thing at both ends.
    if grown is not None and current.operand == previous.operand == "derived_id":
        own = grown["indicator_id"]
    for term, when in ((current, period), (previous, row["base_period"])):
        yield term, {"entity_id": entity, "indicator_id": own, **narrow, "period": when}


def _asked_of_sum(relation: Relation, pkg: Package) -> Iterator[_Asked]:
    """What the parts of a sum or of a count have in common."""
    terms = [(term, row) for term in relation.terms if (row := _quantity(term, pkg)) is not None]
    parts = [(term, row) for term, row in terms if term.role == "part"]
    for term, row in parts[1:]:
        first = parts[0][1]
        if (row["indicator_id"], row["transformation"]) == (first["indicator_id"], first["transformation"]):
            yield term, {"period": first["period"]}
    for term, row in terms:
        others = [other for _, other in terms if other is not row]
        if term.operand != "derived_id" or not others:
            continue
        first = others[0]
        about_places = any(other["indicator_id"] == first["indicator_id"] for other in others[1:])
        about_kinds = any(other["entity_id"] == first["entity_id"] for other in others[1:]) or len(others) == 1
        kinds = {found["measure"] for r in (row, *others) if (found := pkg.table("indicators").get(r["indicator_id"]))}
        about = {"entity_id": about_kinds, "indicator_id": about_places and not about_kinds, "period": len(kinds) == 1}
        yield term, {column: first[column] if asked else None for column, asked in about.items()}


@rule("X607", tables=("relation_terms", "relations", "evidence", "sources", "units"), scope="relation", optional=True)
def constants_are_read(pkg: Package, check: Check) -> None:
    """Every constant is a case, and every operand beside which evidence stands."""
    seen = view(pkg)
    named: dict[str, list[tuple[Row, Evidence]]] = defaultdict(list)
    for row in check.each(r for r in pkg.table("relation_terms").rows if r["constant"] or r["evidence_id"]):
        evidence, constant = seen.part(row, "evidence_id"), row["constant"]
        if not constant:
            found = f"{row['evidence_id']}, beside an operand that has its own"
            check.fail(row, "evidence_id", found, "evidence beside constants only")
        elif not row["evidence_id"]:
            check.fail(row, "evidence_id", "nothing", f"words that print {constant}")
        if not constant or evidence is None:
            continue
        relation, quote = pkg.table("relations").get(row["relation_id"]), shown(evidence.quote)
        counted = relation is not None and relation["kind"] == "count" and row["role"] == "part"
        if counted != (evidence.kind == "term"):
            expected = "the name of one thing that is counted" if counted else "words that print the number"
            check.fail(row, "evidence_id", f"{evidence.id}, {quote}, a {evidence.kind}", expected)
        elif counted:
            named[row["relation_id"]].append((row, evidence))
            if (constant, row["unit_id"]) != ("1", "count"):
                found = f"{constant} {row['unit_id']}, while {quote} names one thing"
                check.fail(row, "constant", found, "1 count, or words that print the number")
        elif (value := number(constant)) is not None:  # else the contract's finding
            printed = _printed(evidence.quote, evidence.language)
            units = {unit for figure, unit in printed if figure == value}
            reads = f"while {evidence.id} reads {quote}"
            if not units:
                expected = " or ".join(dict.fromkeys(f"{figure:f}" for figure, _ in printed))
                check.fail(row, "constant", f"{constant}, {reads}", expected or "words that print a number")
            elif (row["unit_id"] or "count") not in units:
                check.fail(row, "unit_id", f"{row['unit_id']}, {reads}", " or ".join(sorted(units)))
    for terms in named.values():
        # Things named one by one stand in one sentence, in the order of print.
        terms.sort(key=lambda pair: int(pair[0]["position"]) if pair[0]["position"].isdecimal() else 0)
        for (_, before), (row, evidence) in pairwise(terms):
            if not (seen.together(before, evidence) and before.before(evidence)):
                expected = f"words of the same sentence, behind {before.id}, {shown(before.quote)}"
                check.fail(row, "evidence_id", f"{evidence.id}, {shown(evidence.quote)}", expected)


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


@rule(
    "X608",
    tables=("relations", "relation_terms", "observations", "ranking_entries", "rankings", "entity_links", "evidence"),
    scope="relation",
    optional=True,
)
def orders_belong_together(pkg: Package, check: Check) -> None:
    """Every well-formed relation that has a link, an entry, a list or a day is a case."""
    found, seen = engine(pkg), view(pkg)
    for relation in found.relations.values():
        lists = [t for t in relation.terms if t.operand in ("link_id", "entry_id", "ranking_id")]
        days = [term.aspect in DATED for term in relation.terms]
        if lists or any(days):
            check.case()
            wrong = [*_aspects(relation), *_lists(relation, pkg), *_names(relation, seen)]
            wrong += _days(relation, found) if relation.kind == "order" and all(days) else []
            for term, column, told, expected in wrong:
                check.fail(term.row, column, told, expected)


#: What is wrong with a term: the column, what was found, what was expected.
_Wrong = Iterator[tuple[Term, str, str, str]]


def _aspects(relation: Relation) -> _Wrong:
    for term in relation.terms:
        written = term.row.get("aspect")
        if term.operand == "link_id" and not written:
            yield term, "aspect", "nothing", "period_start or period_end: a link has both"
        elif term.operand != "link_id" and written and written == ASPECTS[term.operand][0]:
            yield term, "aspect", written, "nothing: no other is meant where it is empty"


def _lists(relation: Relation, pkg: Package) -> _Wrong:
    """Places and sizes in one order are those of one list."""
    terms = [term for term in relation.terms if term.operand in ("ranking_id", "entry_id")]
    lists = [(term, row["ranking_id"]) for term in terms if (row := term.named(pkg))]
    if relation.kind == "order" and len(lists) == 2 and lists[0][1] != lists[1][1]:
        (_, one), (term, other) = lists
        yield term, term.operand, f"{term.target}, of {other}", f"something of {one}"


def _names(relation: Relation, seen: Statements) -> _Wrong:
    """The words of the relation have one of the names that its links and entries are about."""
    columns = {"link_id": ("subject_id", "object_id"), "entry_id": ("entity_id",)}
    said = set(tokens(normalise(relation.statement)))
    for term in relation.terms:
        row = term.named(seen.pkg) if term.operand in columns else None
        if row is None or (term.operand == "entry_id" and relation.kind == "count"):
            continue
        entities = {row[column] for column in columns[term.operand]}
        words = {word for (_, name), owners in seen.names.items() if entities & owners for word in tokens(name)}
        if not (words - _LITTLE) & said:
            about = " and ".join(sorted(entities))
            found = f"{term.target}, of {about}, of which {shown(relation.statement)} has no word"
            yield term, term.operand, found, "what the statement of the relation names"


def _source_of(term: Term, pkg: Package) -> str | None:
    """The text that a term was read from, where it has one."""
    row = term.named(pkg) if term.operand != "derived_id" else None
    if row is not None and term.operand == "ranking_id":
        row = pkg.table("evidence").get(row["evidence_id"])
    return row["source_id"] if row else None


def _days(relation: Relation, found: Engine) -> _Wrong:
    left, right = relation.terms
    told, text = _source_of(left, found.pkg), _source_of(right, found.pkg)
    if right.aspect == "published" and None not in (told, text) and left.operand != "source_id":
        if told != text:
            yield right, right.operand, f"{right.target}, while {left.target} is told by {told}", str(told)
        elif left.aspect == "published":
            yield left, "aspect", "the day of the text on both sides", "a day that it tells of"
    if relation.expected != "holds" or left.aspect == "published":
        return
    try:
        earlier = found.quantities.of(replace(left, aspect="period_end")).domain
        begins = right if right.aspect == "published" else replace(right, aspect="period_start")
        later = found.quantities.of(begins).domain
    except NoValue:
        return
    if earlier.upper is None or later.lower is None or earlier.upper > later.lower:
        return
    for term, strict in ((left, "period_end"), (right, "period_start")):
        if term.aspect not in (strict, "published"):
            yield term, "aspect", term.aspect, f"{strict}: the earlier had ended before the later began"
