"""Quantities that nobody printed, narrowed by the relations they stand in.

A derived quantity begins with everything its indicator allows (at least zero). Relations that are expected to hold
narrow it, again and again until nothing changes; relations that are not expected to hold never do. Printed figures
keep their printed bounds throughout: what other figures say about one is shown beside it (`engine.Engine.bounds_on`),
never mixed into it.

Relations are taken in the order of their ids. One that cannot be met beside those taken before is refused: it is the
one that contradicts.

Relations that share a derived quantity, directly or through others, form a group; groups are settled one by one and
only when needed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from .intervals import Interval
from .kinds import Domains, contract, solved
from .model import MET, Relation
from .quantities import Quantities

#: Times a relation of a group is looked at before narrowing stops. Stopping early leaves bounds that are true, only
#: wider.
_VISITS: Final = 60
#: A bound counts as narrowed when it moves by more than this part of the interval's width; endless smaller steps lead
#: nowhere new.
_STEP: Final = 1_000_000


@dataclass(slots=True)
class Settled:
    """A group at rest: the bounds of its derived quantities, and the relations that could not be met beside the
    others."""

    domains: dict[str, Interval] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class System:
    """The derived quantities of well-formed relations under each convention."""

    def __init__(
        self,
        relations: Mapping[str, Relation],
        quantities: Quantities,
        last: Container[str] = (),
        expected: Container[str] = MET,
    ) -> None:
        """`last`: ids of relations that are taken after all others, whatever their ids. Those whose expected verdict
        is among `expected` narrow.
        """
        self.relations = relations
        self.quantities = quantities
        order = sorted(relations, key=lambda key: (key in last, key))
        self.rank = {key: place for place, key in enumerate(order)}
        self.holding: dict[str, list[str]] = {}  # derived quantity -> relations that narrow it
        for key in order:
            if relations[key].expected in expected and not relations[key].refuted:
                for name in relations[key].unknowns:
                    self.holding.setdefault(name, []).append(key)
        self._settled: dict[tuple[tuple[str, ...], str], Settled] = {}

    def group(self, names: Iterable[str]) -> tuple[str, ...]:
        """The relations expected to hold that narrow the derived quantities `names`, directly or through others, in
        the order of ids."""
        found: set[str] = set()
        seen, pending = set[str](), list(names)
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                found.update(self.holding.get(name, ()))
                pending += [other for key in self.holding.get(name, ()) for other in self.relations[key].unknowns]
        return tuple(sorted(found, key=self.rank.__getitem__))

    def settle(self, group: tuple[str, ...], convention: str) -> Settled:
        """The group at rest under a convention."""
        if (group, convention) not in self._settled:
            self._settled[group, convention] = self._settle(group, convention)
        return self._settled[group, convention]

    def start(self, name: str, relation: Relation) -> Interval:
        """What a derived quantity may be before any relation narrows it."""
        term = next(term for term in relation.terms if term.derived == name)
        return self.quantities.of(term).natural

    def domains(self, relation: Relation, convention: str, known: Mapping[str, Interval]) -> Domains:
        """The interval of every term of `relation`: derived quantities as `known`, everything else as its words say."""
        return tuple(
            known.get(term.derived or "") or self.quantities.of(term, convention).domain for term in relation.terms
        )

    def whole_numbers(self, relation: Relation) -> tuple[bool, ...]:
        """Which terms of `relation` are whole numbers."""
        return tuple(self.quantities.of(term).whole for term in relation.terms)

    def _settle(self, group: Sequence[str], convention: str) -> Settled:
        found = Settled()
        for key in group:
            trial = self._narrowed(key, found, convention)
            if trial is None:
                found.refused.append(key)
            else:
                found.taken.append(key)
                found.domains = trial
        return found

    def _narrowed(self, key: str, before: Settled, convention: str) -> dict[str, Interval] | None:
        """The bounds when `key` joins the relations taken so far, or None if they cannot all be met."""
        known = dict(before.domains)
        taken = {*before.taken, key}
        visits = dict.fromkeys(taken, _VISITS)
        pending = [key]
        while pending:
            relation = self.relations[pending.pop(0)]
            visits[relation.id] -= 1
            domains, whole_numbers = self.domains(relation, convention, known), self.whole_numbers(relation)
            narrowed = contract(relation.kind, domains, whole_numbers).narrowed
            if narrowed is None or not solved(relation.kind, narrowed, whole_numbers):
                return None
            for term, old, new in zip(relation.terms, domains, narrowed, strict=True):
                if term.derived and (term.derived not in known or _narrower(old, new)):
                    known[term.derived] = new
                    for other in self.holding[term.derived]:
                        if other in taken and other not in pending and other != relation.id and visits[other] > 0:
                            pending.append(other)
        return known


def _narrower(old: Interval, new: Interval) -> bool:
    """Whether `new` is narrower than `old` by more than a negligible step."""
    ends = [(old.lower, new.lower), (old.upper, new.upper)]
    first = any(before is None and after is not None for before, after in ends)
    if first or (old.lower_open, old.upper_open) != (new.lower_open, new.upper_open):
        return True
    known = [(Fraction(before), after) for before, after in ends if before is not None and after is not None]
    size = sum(abs(before) for before, _ in known) if old.width is None else old.width
    return sum(abs(after - before) for before, after in known) * _STEP > size
