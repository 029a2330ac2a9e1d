"""X rules, relations: what must add up does, or is registered with an explanation; derived rows equal their
recomputation.

The arithmetic is in `relations`; these rules say what follows from it. Without the tables `relations`,
`relation_terms` and `derived` they have nothing to test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..findings import shown
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package

#: What the arithmetic reads: without one of these being readable, no verdict can be trusted.
_TABLES = (
    "relations",
    "relation_terms",
    "derived",
    "observations",
    "ranking_entries",
    "rankings",
    "entity_links",
    "sources",
    "units",
    "indicators",
    "evidence",
    "corrections",
)


@rule(
    code="X601",
    title="Relations are well-formed",
    what=(
        "Every relation has the terms its kind needs, numbered from 1 in each role, each with exactly one operand "
        "that has a value, in units that can be compared."
    ),
    why=(
        "A relation with a term too few, or one that compares yuan with square metres, is never judged, and looks "
        "as if it held."
    ),
    bad="A relation of the kind share with a part and a whole, and no share.",
    good="share: thnet-2022-09-23.o05 (26 percent); part: thnet-2022-09-23.o04 (2,995); whole: a derived quantity.",
    fix="Give the relation the terms of its kind; schemas/relation_terms.json says which.",
    tables=_TABLES,
    scope="relation",
)
def well_formed(pkg: Package, check: Check) -> None:
    """Every relation is a case."""
    from ..relations import engine

    found = engine(pkg)
    check.case(len(found.all))
    for faults in found.faults.values():
        for row, column, wrong, expected in faults:
            check.fail(row, column, found=wrong, expected=expected)


@rule(
    code="X602",
    title="Relations come out as registered",
    what=(
        "Judged by interval arithmetic, every well-formed relation has the verdict that `expected` says: holds, "
        "holds_wide, holds_cut, contradicts or undecidable."
    ),
    why=(
        "A contradiction that nobody explains misleads readers, and so does an explanation of one that is no "
        "longer there."
    ),
    bad="expected holds; but 2,995 of 9,000 is 33.28 percent, and 26 percent is printed.",
    good="expected holds_cut, explanation: five of nine companies are 55.6 percent; the text cuts off the decimals.",
    fix=(
        "Correct the statement that was read wrongly. If the sources do say this, set expected to the verdict "
        "found and explain it; if the contradiction has gone, set expected to holds and empty the explanation."
    ),
    tables=_TABLES,
    scope="relation",
)
def as_registered(pkg: Package, check: Check) -> None:
    """Every well-formed relation is a case."""
    from ..relations import engine, explain
    from ..relations.many import outcomes

    found = engine(pkg)
    verdicts = outcomes(found)
    check.case(len(verdicts))
    for key, verdict in verdicts.items():
        relation = found.relations[key]
        if verdict != relation.expected:
            beside = found.beside(relation)
            others = f" Judged beside {', '.join(beside[:5])}." if beside else ""
            text = f"{verdict}: {explain(found.verdict(key), found)}{others}"
            check.fail(relation.row, "expected", found=text, expected=f"{relation.expected}, as registered")
    for verdict in sorted(set(verdicts.values())):
        check.note(f"relations: {verdict}", sum(1 for v in verdicts.values() if v == verdict))


@rule(
    code="X603",
    title="Derived rows equal their recomputation",
    what=(
        "Convention, bounds, formula and inputs in `derived` are what the relations give today; every derived "
        "quantity is named by a relation."
    ),
    why="A bound that is not recomputed goes on claiming what the figures behind it no longer say.",
    bad="lower 11300, though 2,995 being 26 percent gives 11,302.",
    good="lower 11302, upper 11745, formula 100 * thnet-2022-09-23.o04 / thnet-2022-09-23.o05",
    fix="Run scripts/build_derived.py and look at what changed.",
    tables=_TABLES,
    scope="relation",
)
def derived_recomputed(pkg: Package, check: Check) -> None:
    """Every row of `derived` is a case."""
    from ..relations import engine
    from ..relations.derive import COMPUTED, computed, named

    found = engine(pkg)
    names = named(found)
    for row in pkg.table("derived").rows:
        check.case()
        if row.key not in names:
            wrong, expected = "a quantity that no well-formed relation names", "a term of some relation"
            check.fail(
                row,
                "derived_id",
                found=wrong,
                expected=expected,
                fix="Remove the row, or register the relation that bounds it.",
            )
            continue
        for column, cell in computed(row.key, found).cells().items():
            if column in COMPUTED and row[column] != cell:
                check.fail(row, column, found=shown(row[column]), expected=shown(cell))


@rule(
    code="X604",
    title="Printed values lie within derived bounds",
    what=(
        "An observation that prints a derived quantity (same entity, indicator and period) can be a value within "
        "its bounds, unless a relation that names both is registered as not holding."
    ),
    why=(
        "A later source that prints what earlier ones implied is the best test of them; a misfit is a "
        "contradiction like any other."
    ),
    bad=(
        "12,300 high-tech enterprises in Guangzhou at the end of 2021, where 2,995 being 26 percent allows 11,302 "
        "to 11,745."
    ),
    good="11,500 high-tech enterprises in Guangzhou at the end of 2021.",
    fix=(
        "If the statement is read rightly, register a relation of the kind sum with the derived quantity as total "
        "and the observation as its only part, with the verdict and an explanation."
    ),
    tables=_TABLES,
    scope="relation",
    optional=True,
)
def printed_within_derived(pkg: Package, check: Check) -> None:
    """Every observation of a derived quantity is a case."""
    from ..relations import engine
    from ..relations.later import misses

    found = engine(pkg)
    tested, wrong = misses(found)
    check.case(tested)
    for miss in wrong:
        check.fail(miss.row, "value", found=miss.found, expected=miss.expected)


@rule(
    code="X605",
    title="No contradiction goes unregistered",
    what=(
        "Relations that the structure of the data demands (a share with its part and whole, growth with its "
        "levels, one fact printed twice, amounts in two currencies, a part and its whole place) hold, or are "
        "registered."
    ),
    why="Contradictions are found by looking for them; without this rule a new source brings its own in unnoticed.",
    bad="5 provinces and 6 provinces for one list, and no relation that says so.",
    good="A relation of the kind sum with both, expected contradicts, and an explanation.",
    fix=(
        "Run cnii relations --suggest, paste the rows it prints into relations and relation_terms, and explain the"
        " contradiction."
    ),
    scope="structure",
    tables=_TABLES,
)
def contradictions_registered(pkg: Package, check: Check) -> None:
    """Every relation that the structure demands is a case."""
    from ..relations import engine
    from ..relations.suggest import suggest
    from ..relations.words import sentences

    if "relations" not in pkg.tables:
        return
    found = engine(pkg)
    demanded, known = suggest(pkg)
    check.case(len(demanded) + known)
    for suggestion in demanded:
        if suggestion.demanded and suggestion.verdict.verdict not in ("holds", "undecidable"):
            text = f"{suggestion.verdict.verdict}: {sentences(suggestion.verdict, suggestion.relation, found)}"
            check.fail(
                suggestion.row,
                None,
                found=text,
                expected=f"a relation such as {suggestion.relation.id}: {suggestion.statement}",
            )
