"""Relations that the structure of the data calls for and nobody has registered yet.

Structure says what must add up: a share with its part and whole, a growth rate with its two levels, amounts in two
currencies with one rate, one question answered twice, a place within the place above it, a list's data before its
report. A sum registered for one period is looked for in every other. Levels that nobody printed become derived
quantities.

All suggestions are judged together with the registered relations, after them, so that a contradiction that only
several figures make together is found too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from ..package import csvtext
from ..package.opening import Package
from .demands import Demand, Operand, demands, free
from .engine import Engine, Verdict, engine
from .model import OPERANDS, Term

#: The columns of the rows to paste, by table.
_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "relations": ("relation_id", "kind", "statement", "purpose", "expected", "explanation", "blames", "note"),
    "relation_terms": ("relation_id", "role", "position", *OPERANDS, "aspect", "unit_id", "evidence_id", "note"),
    "derived": (
        *("derived_id", "entity_id", "indicator_id", "transformation", "sector_id", "ranking_id", "period"),
        *("coverage", "unit_id", "whole_number", "convention", "lower", "upper", "formula", "inputs", "note"),
    ),
}


@dataclass(frozen=True, slots=True)
class Suggestion(Demand):
    """A relation nobody registered, judged `among` all others."""

    among: Engine

    @property
    def verdict(self) -> Verdict:
        """What came of it."""
        return self.among.verdict(self.relation.id)


def suggest(pkg: Package) -> tuple[list[Suggestion], int]:
    """Every relation that structure calls for and that is not registered, judged; and the number of those that are
    registered.

    A relation counts as registered when one of its kind holds all its statements, in whatever roles.
    """
    found = engine(pkg)
    wanted = demands(found)
    holders: dict[tuple[str, Operand], list[frozenset[Operand]]] = defaultdict(list)
    for relation in found.all.values():
        terms = _named(relation.terms)
        for name in terms:
            holders[relation.kind, name].append(terms)
    fresh: list[Demand] = []
    for demand in wanted:
        new = {cells["derived_id"] for cells in demand.derived}
        names = _named(term for term in demand.relation.terms if term.derived not in new)
        candidates = holders[demand.relation.kind, min(names)] if names else []
        if not any(names <= terms for terms in candidates):
            fresh.append(demand)
    return _judged(fresh, found), len(wanted) - len(fresh)


def _named(terms: Iterable[Term]) -> frozenset[Operand]:
    return frozenset((term.operand, term.target, term.aspect) for term in terms if term.operand not in ("", "constant"))


def _judged(fresh: list[Demand], found: Engine) -> list[Suggestion]:
    """The demands with their verdicts, and a number in their ids where one is taken."""
    named: dict[str, Demand] = {}
    for demand in fresh:
        named[free(demand.relation.id, found.all, named)] = demand
        found.quantities.proposed.update((cells["derived_id"], cells) for cells in demand.derived)
    relations = {name: replace(demand.relation, id=name) for name, demand in named.items()}
    among = Engine(found.pkg, relations, found)
    return [
        Suggestion(relations[name], of.statement, of.row, of.demanded, of.derived, among)
        for name, of in named.items()
        if name not in among.faults  # else of units that cannot be compared: no relation after all
    ]


def as_csv(suggestions: Iterable[Suggestion]) -> dict[str, str]:
    """The rows to paste, as CSV text by table, each with its header. Explanations are left for a person to write."""
    tables: dict[str, list[tuple[str, ...]]] = {name: [] for name in _HEADERS}
    derived: set[tuple[str, ...]] = set()
    for one in sorted(suggestions, key=lambda suggestion: suggestion.relation.id):
        relation = one.relation
        cells = (relation.id, relation.kind, one.statement, "check", one.verdict.verdict, "", "", "")
        tables["relations"].append(cells)
        for term in relation.terms:
            named = [term.target if column == term.operand else "" for column in OPERANDS]
            usual = "" if term.aspect in ("value", "rank", "size") or term.operand == "source_id" else term.aspect
            row = (relation.id, term.role, str(term.position), *named, usual, "", "", "")
            tables["relation_terms"].append(row)
        derived |= {tuple(row.get(name, "") for name in _HEADERS["derived"]) for row in one.derived}
    tables["derived"] = sorted(derived)
    return {name: csvtext.write([_HEADERS[name], *rows]) for name, rows in tables.items() if rows}
