"""How every statement stands: what relations and other statements say of it.

============  ================================================================================================
contradicted  a relation fails and blames it, or it is deprecated and another answer differs from it
disputed      a relation that it takes part in fails and nobody knows which term is wrong, or another answer
              that counts differs from it
confirmed     a relation that could have failed holds, or an independent source gives an answer that agrees
untested      none of these
============  ================================================================================================

The first that applies counts. Relations reach through quantities that nobody printed: whoever says how much exports and
imports of last year must have been speaks of the figures that these were reckoned from. A relation fails when it does
not hold at the printed precision, unless the bounds of what it blames were loosened for it. An order that holds
confirms nothing, since almost any figure would do; nor does one figure that one writer prints twice. Relations that
test nothing, and wrong readings that are stated to be refuted, have no say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..package.opening import Package
from ..package.table import Row
from ..statements.answers import agree, places, questions, writer
from .engine import Engine, Verdict, engine
from .model import DATED, Relation

#: From the gravest to the least.
STANDINGS: Final = ("contradicted", "disputed", "confirmed", "untested")

_TABLES: Final = {"observation_id": "observations", "entry_id": "ranking_entries"}
_FAIL: Final = ("contradicts", "holds_wide", "holds_cut")


@dataclass(slots=True)
class Standing:
    """How one statement stands. `said` maps each word that applies to the relations and statements that say so;
    `tested` are the relations that test it, whatever they say.
    """

    said: dict[str, list[str]] = field(default_factory=dict)
    tested: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The gravest word that applies."""
        return next((word for word in STANDINGS if word in self.said), "untested")

    @property
    def by(self) -> tuple[str, ...]:
        """Who says so."""
        return tuple(dict.fromkeys(self.said.get(self.verdict, ())))


def worst(some: list[Standing]) -> Standing:
    """The standing of one fact that is stated several times: everything that is said of any."""
    if len(some) == 1:
        return some[0]
    found = Standing()
    for one in some:
        for word, ids in one.said.items():
            found.said.setdefault(word, []).extend(ids)
        found.tested += [key for key in one.tested if key not in found.tested]
    return found


def standings(pkg: Package) -> dict[str, Standing]:
    """How every observation and every entry of a list stands, by id. Made once and kept as long as the package."""
    found: dict[str, Standing] = pkg.once("standings", lambda: _standings(pkg))
    return found


def _standings(pkg: Package) -> dict[str, Standing]:
    found = {row.key: Standing() for name in _TABLES.values() for row in pkg.table(name).rows}

    def say(word: str, keys: list[str], by: str) -> None:
        for key in keys:
            if key in found and key != by:
                found[key].said.setdefault(word, []).append(by)

    known = engine(pkg)
    for relation in known.relations.values():
        if relation.refuted or not relation.terms:
            continue
        verdict = known.verdict(relation.id)
        fails = verdict.verdict in _FAIL and not _loosened(relation, verdict, pkg)
        if not fails and verdict.verdict not in ("holds", *_FAIL):
            continue
        reached = _reached(relation, known, dated=fails)
        for key in reached:
            if key in found:
                found[key].tested.append(relation.id)
        if fails:
            say("contradicted" if relation.blames else "disputed", list(relation.blames) or reached, relation.id)
        elif relation.kind != "order" and _independent(relation, pkg):
            say("confirmed", reached, relation.id)
    for answers in (*questions(pkg, pkg.table("observations").rows), *places(pkg.table("ranking_entries").rows)):
        if len(answers) > 1:
            for word, key, by in _weighed(pkg, answers):
                say(word, [key], by)
    return found


def _reached(relation: Relation, known: Engine, dated: bool) -> list[str]:
    """The ids of statements that a relation speaks of, those behind quantities that nobody printed among them; `dated`:
    also those of which only the time is meant."""
    reached, given = [relation], dict[str, None]()
    for current in reached:  # which grows
        terms = [term for term in current.terms if not term.counted]
        given |= {t.target: None for t in terms if t.operand in _TABLES and (dated or t.aspect not in DATED)}
        keys = (key for term in terms if term.derived for key in known.loose.holding.get(term.derived, ()))
        beside = (known.relations[key] for key in keys)
        reached += [each for each in beside if each.kind != "order" and each not in reached]
    return list(given)


def _loosened(relation: Relation, verdict: Verdict, pkg: Package) -> bool:
    """Whether figures stand in the tables with the bounds under which a relation holds: what it blames, or else any
    figure that names it as the reason.
    """
    figures = pkg.table("observations")
    if relation.blames:
        return all(figures.cell(key, "convention") == verdict.under != "printed" for key in relation.blames)
    named = figures.index("convention_relation_id").get(relation.id, ())
    return any(row["convention"] == verdict.under != "printed" for row in named)


def _independent(relation: Relation, pkg: Package) -> bool:
    """False for one figure printed twice by one writer."""
    if relation.kind != "sum" or len(relation.terms) != 2:
        return True
    rows = (term.named(pkg) for term in relation.terms if term.operand in _TABLES)
    writers = [writer(pkg, row) for row in rows if row is not None]
    return len(writers) < 2 or writers[0] != writers[1]


def _weighed(pkg: Package, answers: list[Row]) -> Iterator[tuple[str, str, str]]:
    """What answers to one question say of each other: word, of whom, by whom."""
    usable = [row for row in answers if row.get("preference") != "deprecated"]
    for row in answers:
        for other in usable:
            if other is row:
                continue
            same = agree((row, other))
            if row.get("preference") == "deprecated":
                if not same:
                    yield "contradicted", row.key, other.key
            elif same:
                if writer(pkg, row) != writer(pkg, other):
                    yield "confirmed", row.key, other.key
            elif row.get("preference") != "preferred":
                yield "disputed", row.key, other.key
