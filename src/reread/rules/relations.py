"""X rules, relations: what must add up does, or is registered with an explanation; derived rows equal their
recomputation.

The arithmetic is in `relations`; these rules say what follows from it. Without the tables `relations`,
`relation_terms` and `derived` they have nothing to test.
"""

from __future__ import annotations

from ..relations import engine, explain
from ..relations.derive import COMPUTED, computed, misses, named
from ..relations.suggest import suggest
from . import Check, Package, rule, shown

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
    for verdict in sorted(set(verdicts.values())):
        check.note(f"relations: {verdict}", sum(1 for v in verdicts.values() if v == verdict))


@rule("X603", tables=_TABLES, scope="relation")
def derived_recomputed(pkg: Package, check: Check) -> None:
    """Every row of `derived` is a case."""
    found = engine(pkg)
    names = named(found)
    for row in check.each(pkg.table("derived").rows):
        if row.key not in names:
            wrong, expected = "a quantity that no well-formed relation names", "a term of some relation"
            fix = "Remove the row, or register the relation that bounds it."
            check.fail(row, "derived_id", wrong, expected, fix=fix)
            continue
        for column, cell in computed(row.key, found).cells().items():
            if column in COMPUTED and row[column] != cell:
                check.fail(row, column, shown(row[column]), shown(cell))


@rule("X604", tables=_TABLES, scope="relation", optional=True)
def printed_within_derived(pkg: Package, check: Check) -> None:
    """Every observation of a derived quantity is a case."""
    found = engine(pkg)
    tested, wrong = misses(found)
    check.case(tested)
    for miss in wrong:
        check.fail(miss.row, "value", miss.found, miss.expected)


@rule("X605", scope="structure", tables=_TABLES)
def contradictions_registered(pkg: Package, check: Check) -> None:
    """Every relation that the structure demands is a case."""
    if "relations" not in pkg.tables:
        return
    found = engine(pkg)
    demanded, known = suggest(pkg)
    check.case(len(demanded) + known)
    for suggestion in demanded:
        if suggestion.demanded and suggestion.verdict.verdict not in ("holds", "undecidable", "untestable"):
            text = f"{suggestion.verdict.verdict}: {explain(suggestion.verdict, found, suggestion.relation)}"
            expected = f"a relation such as {suggestion.relation.id}: {suggestion.statement}"
            check.fail(suggestion.row, None, text, expected)


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
        if found.verdict(relation.id).verdict != f"holds_{convention}":
            text = f"{convention}, by {named}, which is {found.verdict(relation.id).verdict}"
            check.fail(row, "convention", text, f"a relation that holds_{convention} says so")
        mine = found.about(row.key)
        shared = {name for each in mine for name in each.unknowns} & set(relation.unknowns)
        if relation not in mine and not shared:
            expected = "a relation of this statement, or of a quantity that is derived from it"
            check.fail(row, "convention_relation_id", named, expected)
