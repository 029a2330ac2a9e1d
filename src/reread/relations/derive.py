"""The rows of `derived`: bounds, formula and inputs of the quantities that relations name and nobody prints; and does a
source that does print one confirm them?

Which quantity it is (entity, indicator, period, unit, whole number, note) is written by hand, the rest is computed
here. Bounds come from all relations that are expected to be met, some of them only under "wide" or "cut", together
under the first convention that meets them all: a relation that needs rough figures casts doubt on the printed bounds of
everything around it. Where no convention meets them all, those that are met at the printed precision count. What comes
from a part of a year (coverage to_date) is itself of a part of a year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ..package.table import Row
from ..reading.bounds import CONVENTIONS
from ..statements.times import moment
from ..statements.view import QUANTITY
from .engine import Engine
from .intervals import Interval, intersection, outward, shift
from .kinds import contract
from .model import KINDS, MET, Relation, Term
from .quantities import NoValue
from .system import Settled, System
from .words import interval_text

#: Columns of `derived` that are computed.
COMPUTED: Final = ("coverage", "convention", "lower", "upper", "formula", "inputs")


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived quantity: `interval` in its own unit (None where no relation bounds it), the convention, formula and
    inputs."""

    interval: Interval | None
    convention: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    whole: bool = False
    coverage: str = "whole"

    def cells(self) -> dict[str, str]:
        """The computed cells as they are committed."""
        ends = outward(self.interval, 100 if self.whole else 3) if self.interval else (None, None)
        low, high = ("" if end is None else f"{end:f}" for end in ends)
        cells = (self.coverage, self.convention, low, high, self.formula, " ".join(self.inputs))
        return dict(zip(COMPUTED, cells, strict=True))


def named(found: Engine) -> set[str]:
    """The derived quantities that well-formed relations name."""
    terms = (term for relation in found.relations.values() for term in relation.terms)
    return {term.target for term in terms if term.operand == "derived_id"}


def computed(name: str, found: Engine) -> Derived:
    """One derived quantity."""
    coverage = _coverage(name, found)
    convention, system, settled = _settled(name, found)
    mine = sorted(key for key in settled.taken if name in found.relations[key].unknowns)
    interval = settled.domains.get(name)
    if interval is None or interval == system.start(name, found.relations[mine[0]]):
        return Derived(None, coverage=coverage)
    relations = _deciding(name, [found.relations[key] for key in mine], convention, system, settled)
    row = found.pkg.table("derived").get(name)
    solved = "; ".join(dict.fromkeys(formula(relation, name) for relation in relations))
    inputs = tuple(relation.id for relation in relations)
    whole = row is not None and row["whole_number"] == "true"
    if row is not None:  # the bounds are in the base unit
        interval = shift(interval, Fraction(1, found.quantities.unit(row["unit_id"]).factor))
    return Derived(interval, convention, solved, inputs, whole, coverage)


def _settled(name: str, found: Engine) -> tuple[str, System, Settled]:
    """The convention that a quantity is computed under, and what the relations around it then leave."""
    group = found.loose.group([name])
    for convention in CONVENTIONS:
        settled = found.loose.settle(group, convention)
        if not settled.refused:
            return convention, found.loose, settled
    return "printed", found.system, found.system.settle(found.system.group([name]), "printed")


def _coverage(name: str, found: Engine) -> str:
    """to_date where a figure that the quantity is reckoned from is of a part of a period, else whole."""
    relations = (found.relations[key] for key in found.loose.holding.get(name, ()))
    terms = (term for each in relations if KINDS[each.kind].product or each.kind == "sum" for term in each.terms)
    reckoned = (term for term in terms if term.operand == "observation_id" or term.derived not in (None, name))
    beside = (term.named(found.pkg) for term in reckoned)
    return "to_date" if any(row is not None and row["coverage"] == "to_date" for row in beside) else "whole"


def _deciding(
    name: str, relations: list[Relation], convention: str, system: System, settled: Settled
) -> list[Relation]:
    """Those of `relations` that put an end where it is; all of them where that cannot be told, since steps were too
    small to count."""
    domain, deciding = settled.domains[name], []
    for relation in relations if len(relations) > 1 else []:
        known = {**settled.domains, name: system.start(name, relation)}
        domains = system.domains(relation, convention, known)
        narrowed = contract(relation.kind, domains, system.whole_numbers(relation)).narrowed
        place = next(place for place, term in enumerate(relation.terms) if term.derived == name)
        ends = narrowed[place] if narrowed else None
        if ends and (ends.lower == domain.lower is not None or ends.upper == domain.upper is not None):
            deciding.append(relation)
    return deciding or relations


def formula(relation: Relation, name: str) -> str:
    """The relation solved for a derived quantity, in ids: "100 * thnet-2022-09-23.o04 / thnet-2022-09-23.o05"."""
    roles: dict[str, list[str]] = {}
    for term in relation.terms:
        roles.setdefault(term.role, []).append(term.target)
    own = next(term for term in relation.terms if term.derived == name)
    place = own.position - 1
    solve = KINDS[relation.kind].solved.get(own.role)
    if solve is not None:
        return solve.format(**{role: ids[0] for role, ids in roles.items()})
    if relation.kind == "count":
        return f"number of {', '.join(roles['part'])}"
    if relation.kind == "sum":
        if own.role == "total":
            return " + ".join(roles["part"])
        return " - ".join([roles["total"][0], *roles["part"][:place], *roles["part"][place + 1 :]])
    rates = [f"{left} / {right}" for left, right in zip(roles["left"], roles["right"], strict=True)]
    if own.role == "rate":
        return " = ".join(rates)
    rate = roles["rate"][0] if "rate" in roles else " = ".join(rates[:place] + rates[place + 1 :])
    return f"{roles['right'][place]} * ({rate})" if own.role == "left" else f"{roles['left'][place]} / ({rate})"


def rows(found: Engine) -> list[dict[str, str]]:
    """The rows of the table `derived` as they are written by hand, with their computed cells computed again."""
    return [{**row.as_dict(), **computed(row.key, found).cells()} for row in found.pkg.table("derived").rows]


def misses(found: Engine) -> tuple[int, list[tuple[Row, str, str]]]:
    """How many observations print a derived quantity, and those that cannot be within its bounds and are not
    registered as such, each with what was found and expected."""
    pkg, names = found.pkg, named(found)
    measures = {row.key: row["measure"] for row in pkg.table("indicators").rows}

    def asked(row: Row) -> tuple[str, ...]:
        when = moment(row["period"], measures.get(row["indicator_id"], ""))
        return (*(row[column] for column in QUANTITY), row["coverage"], when)

    printed: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in pkg.table("observations").rows if names else ():
        if row["coverage"] != "target":
            printed[asked(row)].append(row)
    tested, wrong = 0, []
    for name in sorted(names):
        own = pkg.table("derived").get(name)
        matching = printed.get(asked(own), []) if own and own["period"] else []
        bounds = computed(name, found).interval if matching else None
        if own is None or bounds is None:
            continue
        unit = found.quantities.unit(own["unit_id"])
        limits = shift(bounds, unit.factor)
        for row in matching:
            tested += 1
            try:
                value = found.quantities.of(Term("part", 1, "observation_id", row.key, "value", row))
            except NoValue:
                continue
            apart = value.unit.base != unit.base or intersection(limits, value.domain) is None
            known = (relation for relation in found.about(row.key) if relation.expected not in MET)
            if apart and not any(term.target == name for relation in known for term in relation.terms):
                text = f"{interval_text(value.domain, value.unit)} in print"
                wrong.append((row, text, f"{interval_text(limits, unit)}, the bounds of {name}"))
    return tested, wrong
