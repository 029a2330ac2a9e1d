"""The rows of `derived`: bounds, formula and inputs of the quantities that relations name and nobody prints.

Which quantity it is (entity, indicator, period, unit, whole number, note) is written by hand, the rest is computed
here. Bounds come from the relations that are expected to hold, under the convention "printed". Where no such relation
speaks of a quantity, those that hold only under "wide" or "cut" may bound it, under that convention and marked with
it; such bounds decide nothing about other relations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from .engine import Engine
from .intervals import Interval, intersection, outward, shift
from .kinds import contract
from .model import Relation, Term
from .system import unknowns

__all__ = ["COMPUTED", "Derived", "computed", "derive", "formula", "named", "rows"]

#: Columns of `derived` that are computed.
COMPUTED: Final = ("convention", "lower", "upper", "formula", "inputs")


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

    def cells(self) -> dict[str, str]:
        """The computed cells as they are committed."""
        if self.interval is None:
            return dict.fromkeys(COMPUTED, "")
        low, high = outward(self.interval, 100 if self.whole else 3)
        return {
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
    for convention, relations in _sources(name, found):
        interval = _bounds(name, convention, relations, found)
        if interval is not None:
            row = found.pkg.table("derived").get(name)
            whole_number = row is not None and row["whole_number"] == "true"
            solved = "; ".join(dict.fromkeys(formula(relation, name) for relation in relations))
            return Derived(
                name, _own_unit(interval, name, found), convention, solved, tuple(r.id for r in relations), whole_number
            )
    return Derived(name, None, "", "", ())


def _sources(name: str, found: Engine) -> Iterator[tuple[str, list[Relation]]]:
    """The conventions to try, each with the relations that then bound the quantity."""
    mine = [found.relations[key] for key in sorted(found.relations) if name in unknowns(found.relations[key])]
    group = found.system.group([name])
    settled = found.system.settle(group, "printed")
    yield "printed", _deciding(name, [relation for relation in mine if relation.id in settled.taken], found)
    for convention in ("wide", "cut"):
        yield convention, [r for r in mine if r.expected == f"holds_{convention}" == found.verdict(r.id).verdict]


def _deciding(name: str, relations: list[Relation], found: Engine) -> list[Relation]:
    """Those of `relations` that put an end where it is; all of them where that cannot be told, since steps were too
    small to count."""
    domain = found.domain_of(name)
    deciding = []
    for relation in relations if domain is not None and len(relations) > 1 else []:
        settled = found.system.settle(found.system.group([name]), "printed").domains
        domains = found.system.domains(relation, "printed", settled)
        place = next(p for p, term in enumerate(relation.terms) if term.derived == name)
        domains[place] = found.system.start(name, relation)
        narrowed = contract(relation.kind, domains, found.system.whole_numbers(relation))
        ends = narrowed[place] if narrowed else None
        if (
            ends
            and domain
            and (
                (ends.lower is not None and ends.lower == domain.lower)
                or (ends.upper is not None and ends.upper == domain.upper)
            )
        ):
            deciding.append(relation)
    return deciding or relations


def _bounds(name: str, convention: str, relations: list[Relation], found: Engine) -> Interval | None:
    if not relations:
        return None
    start = found.system.start(name, relations[0])
    if convention == "printed":
        interval: Interval | None = found.domain_of(name)
        return None if interval == start else interval
    interval = start
    for relation in relations:
        domains = found.system.domains(relation, convention, found.known(relation, convention))
        narrowed = contract(relation.kind, domains, found.system.whole_numbers(relation))
        place = next(p for p, term in enumerate(relation.terms) if term.derived == name)
        interval = intersection(interval, narrowed[place]) if interval and narrowed else None
    return None if interval is None or interval == start else interval


def _own_unit(interval: Interval, name: str, found: Engine) -> Interval:
    """`interval` in the unit of the derived quantity's row instead of the base unit."""
    row = found.pkg.table("derived").get(name)
    factor = found.quantities.unit(row["unit_id"]).factor if row else 1
    return interval if factor == 1 else shift(interval, 1 / Fraction(factor))


def formula(relation: Relation, name: str) -> str:
    """The relation solved for a derived quantity, in ids: "100 * thnet-2022-09-23.o04 / thnet-2022-09-23.o05"."""
    roles: dict[str, list[str]] = {}
    own, place = "", 0
    for term in relation.terms:
        if term.derived == name:
            own, place = term.role, len(roles.get(term.role, ()))
        roles.setdefault(term.role, []).append(term.target)
    solve = _SOLVED.get((relation.kind, own))
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
    rates = [
        f"{a} / {b}"
        for i, (a, b) in enumerate(zip(roles["left"], roles["right"], strict=True))
        if own == "rate" or i != place
    ]
    rate = roles["rate"][0] if "rate" in roles and own != "rate" else " = ".join(rates)
    if own == "rate":
        return rate
    return f"{roles['right'][place]} * ({rate})" if own == "left" else f"{roles['left'][place]} / ({rate})"


_SOLVED: Final[dict[tuple[str, str], str]] = {
    ("share", "share"): "100 * {part} / {whole}",
    ("share", "part"): "{share} * {whole} / 100",
    ("share", "whole"): "100 * {part} / {share}",
    ("growth", "current"): "{previous} * (1 + {growth} / 100)",
    ("growth", "previous"): "{current} / (1 + {growth} / 100)",
    ("growth", "growth"): "100 * ({current} / {previous} - 1)",
    ("ratio", "left"): "{right} * {rate}",
    ("ratio", "right"): "{left} / {rate}",
    ("ratio", "rate"): "{left} / {right}",
    ("order", "left"): "at most {right}",
    ("order", "right"): "at least {left}",
}


def rows(found: Engine) -> list[dict[str, str]]:
    """The rows of the table `derived` with their computed cells computed again; cells written by hand stay as they
    are."""
    result = []
    for row in found.pkg.table("derived").rows:
        result.append({**row.as_dict(), **computed(row.key, found).cells()})
    return result
