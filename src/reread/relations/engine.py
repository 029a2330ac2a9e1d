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

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..package.opening import Package
from .intervals import Exact, Interval, gap, whole
from .kinds import Contracted, Domains, contract, met, solved
from .model import DATED, KINDS, LOOSELY_MET, Relation, Slip, Term, load, slips
from .quantities import Quantities, Unit, misfits
from .system import System


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
    def apart(self) -> Exact:
        """The distance between the two; 0 where they touch or overlap or one is missing."""
        return gap(self.own, self.others) if self.own and self.others else 0


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


class Bound(NamedTuple):
    """What the other terms of one relation say about a statement, in the base unit of its `unit`."""

    relation_id: str
    interval: Interval | None
    unit: Unit


class _Look(NamedTuple):
    """What is known of a relation's terms under one convention, place by place."""

    known: dict[str, Interval]
    domains: Domains
    whole_numbers: tuple[bool, ...]
    says: Contracted


class Engine:
    """Relations of one package: well-formed ones in `relations`, the slips of the others in `faults`."""

    def __init__(self, pkg: Package, relations: dict[str, Relation], beside: Engine | None = None) -> None:
        """`relations` are judged after all those of `beside`, as if they were registered like those."""
        self.pkg = pkg
        self.quantities: Quantities = beside.quantities if beside else Quantities(pkg)
        wrong = {key: slips(one) or misfits(one, self.quantities) for key, one in relations.items()}
        self.faults: dict[str, list[Slip]] = {key: found for key, found in wrong.items() if found}
        self.all: dict[str, Relation] = (beside.all if beside else {}) | relations
        sound = {key: one for key, one in relations.items() if key not in self.faults}
        self.relations: dict[str, Relation] = (beside.relations if beside else {}) | sound
        last = relations if beside else ()
        self.system = System(self.relations, self.quantities, last)
        #: The same with the relations that hold only under a looser convention: what `derive` asks.
        self.loose = System(self.relations, self.quantities, last, LOOSELY_MET)
        self._verdicts: dict[str, Verdict] = {}

    # --- verdicts ---

    def verdict(self, relation_id: str) -> Verdict:
        """The verdict of a well-formed relation. Raises KeyError for any other."""
        if relation_id not in self._verdicts:
            self._verdicts[relation_id] = self.judge(self.relations[relation_id])
        return self._verdicts[relation_id]

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
        names = relation.unknowns
        group = self.system.group(names)
        if relation.id in group:
            full = self.system.settle(group, "printed")
            kept = full.taken if relation.id in full.taken else group
            group = tuple(key for key in kept if key != relation.id)
        settled = self.system.settle(group, convention)
        return {name: settled.domains[name] for name in names if name in settled.domains}

    def beside(self, relation: Relation) -> list[str]:
        """The other relations whose bounds on derived quantities `relation` is judged by."""
        group = self.system.group(relation.unknowns)
        return [key for key in self.system.settle(group, "printed").taken if key != relation.id]

    def _look(self, relation: Relation, convention: str) -> _Look:
        known = self.known(relation, convention)
        domains = self.system.domains(relation, convention, known)
        whole_numbers = self.system.whole_numbers(relation)
        return _Look(known, domains, whole_numbers, contract(relation.kind, domains, whole_numbers))

    def _side(self, relation: Relation, convention: str, look: _Look) -> Side:
        meets = solved(relation.kind, look.says.narrowed, look.whole_numbers)

        def rank(place: int) -> tuple[bool, ...]:
            """Sorts terms first whose two sides meet or miss as the relation does; of those, what nobody else bounds;
            of those, what the others bound on both sides."""
            name, bound = relation.terms[place].derived, look.says.others[place]
            if bound is None or not any(self._says(relation.terms[place], bound)):
                return (True,)
            fits = (look.says.both[place] is None) == meets
            return False, fits, name is None or name in look.known, bound.width is None

        shown = KINDS[relation.kind].shown
        places = (place for role in shown for place, term in enumerate(relation.terms) if term.role == role)
        place = min(places, key=rank)
        name, bound = relation.terms[place].derived, look.says.others[place]
        if bound is not None and look.whole_numbers[place]:
            bound = whole(bound) or bound
        own = look.domains[place] if name is None or name in look.known else None
        return Side(convention, place, own, bound, meets)

    def _says(self, term: Term, others: Interval | None) -> tuple[bool, bool]:
        """Whether the other terms put a lower and an upper bound on a term, beyond what anything of its sort has."""
        if others is None:
            return False, False
        natural = self.quantities.of(term).natural
        return (
            others.lower is not None and (natural.lower is None or others.lower > natural.lower),
            others.upper is not None and (natural.upper is None or others.upper < natural.upper),
        )

    def _telling(self, relation: Relation, look: _Look) -> tuple[bool, tuple[str, ...]]:
        """Whether the relation tests or defines anything, and the derived quantities that it alone bounds."""
        tests = False
        defines: list[str] = []
        for term, is_whole, others in zip(relation.terms, look.whole_numbers, look.says.others, strict=True):
            has_lower, has_upper = self._says(term, others)
            quantity, name = self.quantities.of(term), term.derived
            if name is None:
                tests = tests or (has_upper and not quantity.no_lower) or (has_lower and not quantity.no_upper)
            elif has_lower or has_upper:
                own = look.known.get(name, quantity.natural)
                if own == quantity.natural:
                    defines.append(name)
                narrow = others is not None and others.width is not None and others.width < 1
                tests = tests or (narrow and is_whole and KINDS[relation.kind].product)
                tests = tests or (has_lower and own.upper != quantity.natural.upper)
                tests = tests or (has_upper and own.lower != quantity.natural.lower)
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
        """What the other terms of each relation say about the value of an observation or the rank of an entry, where
        they say anything: it may be only counted, or a quantity nobody printed take up all freedom."""
        found = []
        for relation in self.about(statement_id):
            others = self._look(relation, "printed").says.others
            for term, interval in zip(relation.terms, others, strict=True):
                if term.target != statement_id or term.aspect in DATED:
                    continue
                if interval is None or any(self._says(term, interval)):
                    quantity = self.quantities.of(term)
                    found.append(Bound(relation.id, met(quantity.natural, interval, quantity.whole), quantity.unit))
        return found


def engine(pkg: Package) -> Engine:
    """The engine of `pkg`, made when first asked for and kept as long as the package."""
    found: Engine = pkg.once("relations", lambda: Engine(pkg, load(pkg)))
    return found
