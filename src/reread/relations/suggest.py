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

from ..package import csvtext
from ..package.opening import Package
from ..package.table import Row
from .demands import Demand, demands
from .engine import Engine, Verdict, engine
from .model import HEADERS, OPERANDS, Relation, Term

#: What a term names: column, id and aspect.
_Operand = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A relation nobody registered, judged. `row` is the statement it starts from; `demanded` says that it must hold
    or be explained (otherwise it may fail for a good reason, as a sum of some districts does); `derived` are the rows
    it needs in that table."""

    relation: Relation
    statement: str
    row: Row
    demanded: bool
    verdict: Verdict
    derived: tuple[dict[str, str], ...]


def suggest(pkg: Package) -> tuple[list[Suggestion], int]:
    """Every relation that structure calls for and that is not registered, judged; and the number of those that are
    registered.

    A relation counts as registered when one of its kind holds all its statements, in whatever roles.
    """
    found = engine(pkg)
    wanted = demands(found)
    holders: dict[tuple[str, _Operand], list[frozenset[_Operand]]] = defaultdict(list)
    for relation in found.all.values():
        terms = _named(relation.terms)
        for name in terms:
            holders[relation.kind, name].append(terms)
    fresh: list[Demand] = []
    for demand in wanted:
        names = _named(term for term in demand.relation.terms if term.derived not in demand.new)
        candidates = holders[demand.relation.kind, min(names)] if names else []
        if not any(names <= terms for terms in candidates):
            fresh.append(demand)
    return _judged(fresh, found), len(wanted) - len(fresh)


def _named(terms: Iterable[Term]) -> frozenset[_Operand]:
    return frozenset((term.operand, term.target, term.aspect) for term in terms if term.operand not in ("", "constant"))


def _judged(fresh: list[Demand], found: Engine) -> list[Suggestion]:
    names = _free_ids(fresh, found)
    relations = [replace(demand.relation, id=name) for demand, name in zip(fresh, names, strict=True)]
    for demand in fresh:
        found.quantities.proposed.update(demand.new)
    whole_view = Engine(found.pkg, relations, found.quantities)
    result = []
    for demand, relation in zip(fresh, relations, strict=True):
        if relation.id not in whole_view.relations:
            continue  # units that cannot be compared: no relation after all
        verdict = whole_view.verdict(relation.id)
        new = tuple(row for _, row in sorted(demand.new.items()))
        result.append(Suggestion(relation, demand.statement, demand.row, demand.certain, verdict, new))
    return result


def _free_ids(fresh: list[Demand], found: Engine) -> list[str]:
    """The ids of the demands, with a number where one is taken."""
    taken = set(found.all)
    names = []
    for demand in fresh:
        name, number = demand.relation.id, 2
        while name in taken:
            name, number = f"{demand.relation.id}-{number}", number + 1
        taken.add(name)
        names.append(name)
    return names


def as_csv(suggestions: Iterable[Suggestion]) -> dict[str, str]:
    """The rows to paste, as CSV text by table, each with its header. Explanations are left for a person to write."""
    names: tuple[str, ...] = (
        "derived_id",
        "entity_id",
        "indicator_id",
        "transformation",
        "sector_id",
        "ranking_id",
        "period",
    )
    names += ("coverage", "unit_id", "whole_number", "convention", "lower", "upper", "formula", "inputs", "note")
    tables: dict[str, list[tuple[str, ...]]] = {name: [header] for name, header in HEADERS.items()}
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
        derived |= {tuple(row.get(name, "") for name in names) for row in one.derived}
    tables["derived"] = [names, *sorted(derived)]
    return {name: csvtext.write(rows) for name, rows in tables.items() if len(rows) > 1}
