"""The rows of `derived`: bounds, formula and inputs of the quantities that relations name and nobody prints.

Which quantity it is (entity, indicator, period, unit, whole number, note) is written by hand, the rest is computed
here. Bounds come from all relations that are expected to be met, some of them only under "wide" or "cut", together
under the first convention that meets them all: a relation that needs rough figures casts doubt on the printed bounds of
everything around it. Where no convention meets them all, those that are met at the printed precision count. What comes
from a part of a year (coverage to_date) is itself of a part of a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ..reading.bounds import CONVENTIONS
from .engine import Engine
from .intervals import Interval, outward, shift
from .kinds import contract
from .model import KINDS, Relation, Term
from .system import Settled, System

#: Columns of `derived` that are computed.
COMPUTED: Final = ("coverage", "convention", "lower", "upper", "formula", "inputs")


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived quantity: `interval` in its own unit (None where no relation bounds it), the convention, formula and
    inputs."""

    id: str
    interval: Interval | None
    convention: str
    formula: str
    inputs: tuple[str, ...]
    whole: bool = False
    coverage: str = "whole"

    def cells(self) -> dict[str, str]:
        """The computed cells as they are committed."""
        if self.interval is None:
            return {**dict.fromkeys(COMPUTED, ""), "coverage": self.coverage}
        low, high = outward(self.interval, 100 if self.whole else 3)
        return {
            "coverage": self.coverage,
            "convention": self.convention,
            "lower": "" if low is None else f"{low:f}",
            "upper": "" if high is None else f"{high:f}",
            "formula": self.formula,
            "inputs": " ".join(self.inputs),
        }


def named(found: Engine) -> dict[str, list[Term]]:
    """The derived quantities that well-formed relations name, with the terms that do."""
    names: dict[str, list[Term]] = {}
    for relation in found.relations.values():
        for term in relation.terms:
            if term.operand == "derived_id":
                names.setdefault(term.target, []).append(term)
    return names


def derive(found: Engine) -> dict[str, Derived]:
    """All derived quantities that relations name, by id."""
    return {name: computed(name, found) for name in sorted(named(found))}


def computed(name: str, found: Engine) -> Derived:
    """One derived quantity."""
    coverage = _coverage(name, found)
    convention, system, settled = _settled(name, found)
    mine = [key for key in settled.taken if name in found.relations[key].unknowns]
    interval = settled.domains.get(name)
    if interval is None or interval == system.start(name, found.relations[mine[0]]):
        return Derived(name, None, "", "", (), coverage=coverage)
    relations = _deciding(name, [found.relations[key] for key in sorted(mine)], convention, system, settled)
    row = found.pkg.table("derived").get(name)
    solved = "; ".join(dict.fromkeys(formula(relation, name) for relation in relations))
    inputs = tuple(relation.id for relation in relations)
    whole = row is not None and row["whole_number"] == "true"
    return Derived(name, _own_unit(interval, name, found), convention, solved, inputs, whole, coverage)


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
    names, figures = [name], found.pkg.table("observations")
    for key in found.loose.holding.get(name, ()):
        relation = found.relations[key]
        if not KINDS[relation.kind].product and relation.kind != "sum":
            continue
        for term in relation.terms:
            row = figures.get(term.target) if term.operand == "observation_id" else None
            if row is not None and row["coverage"] == "to_date":
                return "to_date"
            if term.derived:
                names.append(term.derived)
    own = found.pkg.table("derived")
    beside = [row for other in names[1:] if other != name and (row := own.get(other)) is not None]
    return "to_date" if any(row["coverage"] == "to_date" for row in beside) else "whole"


def _deciding(
    name: str, relations: list[Relation], convention: str, system: System, settled: Settled
) -> list[Relation]:
    """Those of `relations` that put an end where it is; all of them where that cannot be told, since steps were too
    small to count."""
    domain, deciding = settled.domains[name], []
    for relation in relations if len(relations) > 1 else []:
        domains = [*system.domains(relation, convention, settled.domains)]
        place = next(p for p, term in enumerate(relation.terms) if term.derived == name)
        domains[place] = system.start(name, relation)
        narrowed = contract(relation.kind, tuple(domains), system.whole_numbers(relation))
        ends = narrowed[place] if narrowed else None
        if ends and (ends.lower == domain.lower is not None or ends.upper == domain.upper is not None):
            deciding.append(relation)
    return deciding or relations


def _own_unit(interval: Interval, name: str, found: Engine) -> Interval:
    """`interval` in the unit of the derived quantity's row instead of the base unit."""
    row = found.pkg.table("derived").get(name)
    factor = found.quantities.unit(row["unit_id"]).factor if row else 1
    return interval if factor == 1 else shift(interval, Fraction(1, factor))


def formula(relation: Relation, name: str) -> str:
    """The relation solved for a derived quantity, in ids: "100 * thnet-2022-09-23.o04 / thnet-2022-09-23.o05"."""
    roles: dict[str, list[str]] = {}
    own, place = "", 0
    for term in relation.terms:
        if term.derived == name:
            own, place = term.role, len(roles.get(term.role, ()))
        roles.setdefault(term.role, []).append(term.target)
    solve = KINDS[relation.kind].solved.get(own)
    if solve is not None:
        return solve.format(**{role: ids[0] for role, ids in roles.items()})
    if relation.kind == "sum":
        if own == "total":
            return " + ".join(roles["part"])
        return " - ".join([roles["total"][0], *(part for i, part in enumerate(roles["part"]) if i != place)])
    if relation.kind == "count":
        return f"number of {', '.join(roles['part'])}"
    return _conversion(roles, own, place)


def _conversion(roles: dict[str, list[str]], own: str, place: int) -> str:
    rates = [f"{a} / {b}" for a, b in zip(roles["left"], roles["right"], strict=True)]
    if own == "rate":
        return " = ".join(rates)
    rate = roles["rate"][0] if "rate" in roles else " = ".join(rates[:place] + rates[place + 1 :])
    return f"{roles['right'][place]} * ({rate})" if own == "left" else f"{roles['left'][place]} / ({rate})"


def rows(found: Engine) -> list[dict[str, str]]:
    """The rows of the table `derived` with their computed cells computed again; cells written by hand stay as they
    are."""
    return [{**row.as_dict(), **computed(row.key, found).cells()} for row in found.pkg.table("derived").rows]
