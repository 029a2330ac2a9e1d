"""Judging relations: does what is printed add up, and if not, how far apart is it?

Verdicts, each under the bounds that the printed figures have (convention "printed", see `reading.bounds`):

============  ================================================================================================
holds         some numbers within all bounds meet the relation, and others might not have
untestable    it alone says anything about a quantity that nobody printed: it defines it, and tests nothing
contradicts   no numbers meet it
holds_wide    it contradicts, but not when every figure is precise only to its last digit other than zero
holds_cut     it contradicts under both, but not when decimals were cut off instead of rounded
undecidable   nothing that could be printed would contradict it, and yet it may fail: open-ended figures ("over
              50") leave no test
============  ================================================================================================

A relation is *telling* when some term could contradict the others. For a term with two ends that takes one bound from
the others; for one that is open upwards ("over 50") an upper bound, since a lower one can never be too high for it;
and the mirror image. A quantity that nobody printed tells something if other relations bound it, and bound it on a side
where this one could miss them; or if it is a number of things for which this relation leaves so little room that there
might have been no whole number in it. A relation that no term makes telling is untestable if it defines a quantity, and
undecidable if not, unless whatever the figures stand for meets it ("5" is not above "over 6").

Derived quantities come from the relations that are expected to hold (`system`), without the one that is judged. Where
`wide` or `cut` is tried, they are computed under that convention too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..package.opening import Package
from .intervals import Interval, gap, intersection, whole
from .kinds import implied, solvable
from .model import DATED, KINDS, LOOSELY_MET, Relation, Slip, load, slips
from .quantities import Quantities, misfits
from .system import System, unknowns


@dataclass(frozen=True, slots=True)
class Side:
    """The numbers that decide under one convention: what a term is by its own words, and what the others leave for it.

    `place` is the term's place in `Relation.terms`. `own` is None for a quantity that nothing else bounds, `others` is
    None where the other terms contradict each other already. `meets` is the verdict under this convention.
    """

    convention: str
    place: int
    own: Interval | None
    others: Interval | None
    meets: bool

    @property
    def apart(self) -> Interval | None:
        """The distance between the two as a point, None where they overlap or one is missing."""
        if self.own is None or self.others is None or intersection(self.own, self.others) is not None:
            return None
        return Interval.point(gap(self.own, self.others))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a relation was judged. `under` is the convention it holds under (printed where it contradicts or cannot be
    decided).

    `sides` holds the numbers for every convention tried, in order. `defines` are the derived quantities that it alone
    bounds.
    """

    relation_id: str
    verdict: str
    expected: str
    under: str
    sides: tuple[Side, ...]
    defines: tuple[str, ...] = ()

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one registered."""
        return self.verdict == self.expected


@dataclass(frozen=True, slots=True)
class Bound:
    """What the other terms of one relation say about a statement, in the base unit of its unit; `verdict` is the
    relation's."""

    relation_id: str
    role: str
    interval: Interval | None
    verdict: str


class _Look(NamedTuple):
    """What is known of a relation's terms under one convention, place by place."""

    known: dict[str, Interval]
    domains: list[Interval]
    whole_numbers: list[bool]
    others: list[Interval | None]


class Engine:
    """The relations of one package: well-formed ones in `relations`, the slips of the others in `faults`."""

    def __init__(self, pkg: Package, further: Iterable[Relation] = (), quantities: Quantities | None = None) -> None:
        """`further` relations are judged as if they were registered, after all others."""
        self.pkg = pkg
        self.quantities = quantities or Quantities(pkg)
        self.all = load(pkg)
        added = {relation.id: relation for relation in further if relation.id not in self.all}
        self.all.update(added)
        self.faults: dict[str, list[Slip]] = {}
        self.relations: dict[str, Relation] = {}
        for key, relation in self.all.items():
            wrong = slips(relation) or misfits(relation, self.quantities)
            if wrong:
                self.faults[key] = wrong
            else:
                self.relations[key] = relation
        self.system = System(self.relations, self.quantities, added.keys())
        #: The same with the relations that hold only under a looser convention: what `derive` asks.
        self.loose = System(self.relations, self.quantities, added.keys(), LOOSELY_MET)
        self._verdicts: dict[str, Verdict] = {}

    # --- verdicts ---

    def verdict(self, relation_id: str) -> Verdict:
        """The verdict of a well-formed relation. Raises KeyError for any other."""
        found = self._verdicts.get(relation_id)
        if found is None:
            found = self._verdicts[relation_id] = self.judge(self.relations[relation_id])
        return found

    def outcomes(self) -> dict[str, str]:
        """The words of all verdicts, by id, in the order of the table."""
        return {key: self.verdict(key).verdict for key in self.relations}

    def verdicts(self) -> list[Verdict]:
        """The verdicts of all well-formed relations, in the order of the table."""
        return [self.verdict(key) for key in self.relations]

    def judge(self, relation: Relation) -> Verdict:
        """Judge `relation`, which need not be one of the package's (suggestions are judged this way)."""
        look = self._look(relation, "printed")
        printed = self._side(relation, "printed", look)
        if printed.meets:
            telling, defines = self._telling(relation, look)
            verdict = "holds" if telling else "untestable" if defines else "undecidable"
            return Verdict(relation.id, verdict, relation.expected, "printed", (printed,), defines)
        sides = [printed]
        for convention in ("wide", "cut"):
            sides.append(self._side(relation, convention, self._look(relation, convention)))
            if sides[-1].meets:
                return Verdict(relation.id, f"holds_{convention}", relation.expected, convention, tuple(sides))
        return Verdict(relation.id, "contradicts", relation.expected, "printed", tuple(sides))

    def known(self, relation: Relation, convention: str = "printed") -> dict[str, Interval]:
        """What the relations expected to hold, other than `relation`, say about its derived quantities.

        For a relation that takes part in narrowing, those refused beside it (it came first) have no say.
        """
        names = unknowns(relation)
        if not names:
            return {}
        group = self.system.group(names)
        if relation.id in group:
            full = self.system.settle(group, "printed")
            kept = full.taken if relation.id in full.taken else group
            group = tuple(key for key in kept if key != relation.id)
        settled = self.system.settle(group, convention)
        return {name: settled.domains[name] for name in names if name in settled.domains}

    def beside(self, relation: Relation) -> list[str]:
        """The other relations whose bounds on derived quantities `relation` is judged by."""
        names = unknowns(relation)
        group = self.system.group(names) if names else ()
        return [key for key in self.system.settle(group, "printed").taken if key != relation.id]

    def _look(self, relation: Relation, convention: str) -> _Look:
        known = self.known(relation, convention)
        domains = self.system.domains(relation, convention, known)
        return _Look(known, domains, self.system.whole_numbers(relation), implied(relation.kind, domains))

    def _side(self, relation: Relation, convention: str, look: _Look) -> Side:
        known, domains, whole_numbers, others = look
        loose = any(is_whole and not own.is_point for own, is_whole in zip(domains, whole_numbers, strict=True))
        if loose:
            meets = solvable(relation.kind, domains, whole_numbers)
        else:  # one round says it all, and it has been made
            meets = all(bound and intersection(own, bound) for own, bound in zip(domains, others, strict=True))
        places = [place for role in KINDS[relation.kind].shown for place in relation.places(role)]
        told = [place for place in places if any(self._says(relation, place, others[place]))]

        def shows(place: int) -> bool:
            """Whether the two sides of a term meet or miss as the relation does."""
            bound = others[place]
            both = intersection(domains[place], bound) if bound else None
            if both is not None and whole_numbers[place]:
                both = whole(both)
            return (both is not None) == meets

        def plainest(place: int) -> tuple[bool, bool]:
            """Sorts what nobody else bounds first, then what the others bound on both sides."""
            name, bound = relation.terms[place].derived, others[place]
            return name is None or name in known, bound is None or bound.width is None

        told.sort(key=plainest)
        place = next((p for p in told if shows(p)), (told or places)[0])
        name = relation.terms[place].derived
        bound = others[place]
        if bound is not None and whole_numbers[place]:
            bound = whole(bound) or bound
        return Side(convention, place, None if name and name not in known else domains[place], bound, meets)

    def _says(self, relation: Relation, place: int, others: Interval | None) -> tuple[bool, bool]:
        """Whether the other terms put a lower and an upper bound on a term, beyond what anything of its sort has."""
        if others is None or (relation.kind == "count" and place):
            return False, False
        natural = self.quantities.of(relation.terms[place]).natural
        return (
            others.lower is not None and (natural.lower is None or others.lower > natural.lower),
            others.upper is not None and (natural.upper is None or others.upper < natural.upper),
        )

    def _telling(self, relation: Relation, look: _Look) -> tuple[bool, tuple[str, ...]]:
        """Whether the relation tests or defines anything, and the derived quantities that it alone bounds."""
        known = look.known
        tests = False
        defines: list[str] = []
        for place, (term, others) in enumerate(zip(relation.terms, look.others, strict=True)):
            has_lower, has_upper = self._says(relation, place, others)
            name = term.derived
            if not has_lower and not has_upper:
                continue
            if name is None:
                quantity = self.quantities.of(term)
                tests = tests or (has_upper and not quantity.no_lower) or (has_lower and not quantity.no_upper)
                continue
            natural = self.quantities.of(term).natural
            own = known.get(name, natural)
            if own == natural:
                defines.append(name)
            narrow = others is not None and others.width is not None and others.width < 1
            tests = tests or (narrow and look.whole_numbers[place] and KINDS[relation.kind].product)
            tests = tests or (has_lower and own.upper != natural.upper) or (has_upper and own.lower != natural.lower)
        if relation.kind == "order" and not tests:
            left, right = look.domains
            tests = left.upper is not None and right.lower is not None and left.upper <= right.lower
        return tests, tuple(defines)

    # --- what others say ---

    def about(self, statement_id: str) -> list[Relation]:
        """The relations (well-formed ones) in which a statement, source, ranking or derived quantity stands."""
        return self._about.get(statement_id, [])

    @cached_property
    def _about(self) -> dict[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.relations.values():
            for name in dict.fromkeys(term.target for term in relation.terms if term.operand != "constant"):
                found.setdefault(name, []).append(relation)
        return found

    def bounds_on(self, statement_id: str) -> list[Bound]:
        """What the other terms of each relation say about the value of an observation or the rank of an entry.

        Relations that say nothing about it (it is only counted, or a quantity nobody printed takes up all freedom) are
        left out.
        """
        found = []
        for relation in self.about(statement_id):
            domains = self.system.domains(relation, "printed", self.known(relation))
            others = implied(relation.kind, domains)
            for place, term in enumerate(relation.terms):
                interval = others[place]
                if term.target != statement_id or term.aspect in DATED:
                    continue
                if interval is None or any(self._says(relation, place, interval)):
                    quantity = self.quantities.of(term)
                    interval = intersection(interval, quantity.natural) if interval else None
                    if interval and quantity.whole:
                        interval = whole(interval)
                    found.append(Bound(relation.id, term.role, interval, self.verdict(relation.id).verdict))
        return found


def engine(pkg: Package) -> Engine:
    """The engine of `pkg`, made when first asked for and kept as long as the package."""
    found = pkg.cache.get("relations")
    if not isinstance(found, Engine):
        found = pkg.cache["relations"] = Engine(pkg)
    return found
