"""What the structure of the data demands: one relation per reason, whether registered or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Final

from ..package.csvtext import Parsed
from ..package.table import Row, Table
from ..statements.joining import joined
from ..statements.times import moment
from .engine import Engine
from .intervals import exact
from .model import HEADERS, KINDS, OPERANDS, Relation, Term

#: Answers to one question that are compared pair by pair; of more, only the highest with the lowest.
_PAIRS: Final = 12
#: Measures whose values of a place are part of those of the place above it.
ADDITIVE: Final = frozenset({"stock", "flow"})

#: What of a list must not be later than its report: column, aspect, and words for it.
_ENDS: Final = (("data_period", "period_end", "data", "are"), ("released_on", "published", "release", "is"))

What = tuple[str, str, str]
"""Indicator, sector and counted list of a level."""

Question = tuple[str, What, str]
"""Entity, what, and the time in comparable form."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A relation that should be there. `row` is the statement it starts from, `new` the derived quantities that it
    would need (id to cells), `certain` whether it must hold."""

    relation: Relation
    statement: str
    row: Row
    certain: bool = True
    new: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Level:
    """A value or day that can stand in a relation: its column and id, the cells of the derived quantity if it is a new
    one, and what of it is meant."""

    operand: str
    target: str
    new: dict[str, dict[str, str]] = field(default_factory=dict)
    aspect: str = "value"


def demands(found: Engine) -> list[Demand]:
    """All relations the structure demands, in the order of their reasons, each once."""
    return list(_Demands(found))


class _Demands:
    def __init__(self, found: Engine) -> None:
        self.found = found
        self.pkg = found.pkg
        self.indicators = self.pkg.table("indicators")
        self.observations = self.pkg.table("observations").rows
        self.answers: dict[Question, list[Row]] = {}
        for row in self.observations:
            if row["transformation"] == "level" and row["coverage"] != "target":
                question = self.question(row["entity_id"], _what(row), row["period"], row["source_id"], row["coverage"])
                self.answers.setdefault(question, []).append(row)
        self.unprinted: dict[Question, str] = {}
        for row in self.pkg.table("derived").rows:
            if row["transformation"] == "level":
                question = self.question(row["entity_id"], _what(row), row["period"], coverage=row["coverage"])
                self.unprinted.setdefault(question, row.key)
        self.proposed: dict[Question, dict[str, str]] = {}
        self.relations, self.terms = (
            Table(name, f"data/{name}.csv", {}, partial(Parsed, header)) for name, header in HEADERS.items()
        )

    def __iter__(self) -> Iterator[Demand]:
        made = [*self._shares(), *self._growths(), *self._conversions(), *self._answered_twice()]
        made += [*self._places(), *self._children(), *self._lists()]
        yield from made
        yield from self._sums_of_other_periods(made)

    # --- parts ---

    def measure(self, indicator_id: str) -> str:
        return self.indicators.cell(indicator_id, "measure")

    def question(
        self, entity_id: str, what: What, period: str, source_id: str = "", coverage: str = "whole"
    ) -> Question:
        """A time that is not printed is the same only within one source; part of a period is not the whole of it."""
        time = moment(period, self.measure(what[0])) or f"?{source_id}"
        return entity_id, what, time if coverage == "whole" else f"{time} {coverage}"

    def level(
        self, entity_id: str, what: What, period: str, source_id: str, make: bool = True, coverage: str = "whole"
    ) -> _Level | None:
        """The value of a question: an observation, one of the same source first; else a derived quantity, with `make`
        a new one."""
        question = self.question(entity_id, what, period, source_id, coverage)
        indicator_id = what[0]
        rows = self.answers.get(question)
        if rows:
            own_unit = self.indicators.cell(indicator_id, "unit_id")

            def rank(r: Row) -> tuple[object, ...]:
                elsewhere, converted = r["source_id"] != source_id, r["unit_id"] != own_unit
                return r["preference"] == "deprecated", elsewhere, converted, *_preferred(r)

            return _of(min(rows, key=rank))
        anywhere = self.question(entity_id, what, period, coverage=coverage)
        unprinted = self.unprinted.get(question) or self.unprinted.get(anywhere)
        if unprinted:
            return _Level("derived_id", unprinted)
        if question not in self.proposed:
            row = self.indicators.get(indicator_id)
            if row is None or not make:
                return None
            counted = self.pkg.table("units").cell(row["unit_id"], "dimension") == "count"
            whole = counted and row["measure"] in ADDITIVE
            cells = {
                "derived_id": _slug(entity_id, *what, period),
                "entity_id": entity_id,
                "indicator_id": indicator_id,
            }
            cells |= {"transformation": "level", "sector_id": what[1], "ranking_id": what[2], "period": period}
            cells |= {"unit_id": row["unit_id"], "coverage": coverage, "whole_number": "true" if whole else "false"}
            self.proposed[question] = cells
        new = self.proposed[question]
        return _Level("derived_id", new["derived_id"], {new["derived_id"]: new})

    def demand(
        self, name: str, kind: str, terms: Iterable[tuple[str, _Level]], statement: str, row: Row, certain: bool = True
    ) -> Demand:
        """Put a demand together from roles and values."""
        numbers: dict[str, int] = {}
        made: list[Term] = []
        new: dict[str, dict[str, str]] = {}
        for role, level in terms:
            numbers[role] = numbers.get(role, 0) + 1
            filled = [level.target if column == level.operand else "" for column in OPERANDS]
            cells = Row(self.terms, 0, 0, (name, role, str(numbers[role]), *filled, level.aspect, "", "", ""))
            made.append(Term(role, numbers[role], level.operand, level.target, level.aspect, cells))
            new.update(level.new)
        order = list(KINDS[kind].roles)
        made.sort(key=lambda term: (order.index(term.role), term.position))
        own = Row(self.relations, 0, 0, (name, kind, statement, "check", "holds", "", "", ""))
        return Demand(Relation(name, kind, "holds", tuple(made), own), statement, row, certain, new)

    def _joined(self, one: _Level, other: _Level) -> bool:
        """Whether two levels may stand in one series; one that nobody printed may with any."""
        rows = [self.pkg.table("observations").get(level.target) for level in (one, other)]
        return rows[0] is None or rows[1] is None or joined(self.pkg, rows[0], rows[1])

    def name_of(self, entity_id: str) -> str:
        return self.pkg.table("entities").cell(entity_id, "name_en") or entity_id

    def words(self, row: Row) -> str:
        """An observation in a few words: indicator, entity, period."""
        what = self.indicators.cell(row["indicator_id"], "name") or row["indicator_id"]
        when = f" ({row['period']})" if row["period"] else ""
        return f"{what} of {self.name_of(row['entity_id'])}{when}"

    # --- reasons ---

    def _shares(self) -> Iterator[Demand]:
        for row in self.observations:
            if row["transformation"] != "share" or row["coverage"] == "target":
                continue
            part_of, source = _what(row), row["source_id"]
            whole_of = (row["whole_indicator_id"] or part_of[0], *part_of[1:])
            whole_entity = row["whole_entity_id"] or row["entity_id"]
            if (row["entity_id"], part_of) == (whole_entity, whole_of):
                continue
            part = self.level(row["entity_id"], part_of, row["period"], source)
            whole = self.level(whole_entity, whole_of, row["period"], source)
            if part and whole and not (part.new and whole.new):
                terms = [("share", _of(row)), ("part", part), ("whole", whole)]
                text = f"The {self.words(row)} is what its part makes of its whole in {self.name_of(whole_entity)}."
                name = _slug(row["entity_id"], *part_of, "share", row["period"])
                yield self.demand(name, "share", terms, text, row)

    def _growths(self) -> Iterator[Demand]:
        for row in self.observations:
            if row["transformation"] != "growth" or row["coverage"] == "target" or not row["period"]:
                continue
            level_of, source = _what(row), row["source_id"]
            if self.indicators.cell(row["indicator_id"], "growth_at") == "constant_prices":
                continue
            covered = row["coverage"]
            current = self.level(row["entity_id"], level_of, row["period"], source, make=False, coverage=covered)
            if current is None or current.operand != "observation_id":
                continue
            previous = self.level(row["entity_id"], level_of, row["base_period"], source, coverage=covered)
            if previous is None or not self._joined(current, previous):
                continue
            terms = [("current", current), ("previous", previous), ("growth", _of(row))]
            text = f"The {self.words(row)} leads from the level of {row['base_period']} to that of {row['period']}."
            yield self.demand(_slug(row["entity_id"], *level_of, "growth", row["period"]), "growth", terms, text, row)

    def _conversions(self) -> Iterator[Demand]:
        pairs: dict[tuple[str, str, str], list[tuple[Row, Row]]] = {}
        for question, rows in self.answers.items():
            by_source: dict[str, list[Row]] = defaultdict(list)
            for row in rows:
                if self.pkg.table("units").cell(row["unit_id"], "dimension") == "money":
                    by_source[row["source_id"]].append(row)
            own_unit = self.indicators.cell(question[1][0], "unit_id")
            for source, amounts in by_source.items():
                firsts: dict[str, Row] = {}  # by unit, that of the indicator first
                for amount in sorted(amounts, key=lambda r: (r["unit_id"] != own_unit, r["unit_id"], *_preferred(r))):
                    firsts.setdefault(amount["unit_id"], amount)
                for one, other in combinations(firsts.values(), 2):
                    pairs.setdefault((source, one["unit_id"], other["unit_id"]), []).append((one, other))
        for (source_id, unit_id, other_id), group in sorted(pairs.items(), key=lambda item: item[0]):
            if len(group) > 1:
                terms = [("left", _of(one)) for one, _ in group]
                terms += [("right", _of(other)) for _, other in group]
                text = f"All amounts that {source_id} prints in {unit_id} and {other_id} are converted at one rate."
                name = _slug(source_id, unit_id, other_id, "rate")
                yield self.demand(name, "conversion", terms, text, group[0][0])

    def _answered_twice(self) -> Iterator[Demand]:
        for rows in self.answers.values():
            if len(rows) < 2:
                continue
            groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for row in rows:
                groups[row["unit_id"], row["obs_status"], row["coverage"]].append(row)
            for group in groups.values():
                pairs = list(combinations(group, 2)) if len(group) <= _PAIRS else [_furthest(group)]
                for one, other in pairs:
                    if one["value_evidence_id"] == other["value_evidence_id"] or (
                        one["correction_id"] and one["correction_id"] == other["correction_id"]
                    ):
                        continue  # a figure as printed and as corrected
                    terms = [(role, _of(r)) for role, r in (("total", one), ("part", other))]
                    text = f"The {self.words(one)} is the same in {one['source_id']} and {other['source_id']}."
                    name = _slug(one["entity_id"], one["indicator_id"], one["period"], "twice")
                    yield self.demand(name, "sum", terms, text, other)

    def _places(self) -> Iterator[Demand]:
        for question, rows in self.answers.items():
            parent = self.pkg.table("entities").cell(question[0], "lies_in")
            if not parent or self.measure(question[1][0]) not in ADDITIVE:
                continue
            for row in rows:
                above = self.level(parent, question[1], row["period"], row["source_id"], make=False)
                if above and above.operand == "observation_id" and row["preference"] != "deprecated":
                    terms = [("left", _of(row)), ("right", above)]
                    text = f"The {self.words(row)} are not more than those of {self.name_of(parent)}."
                    name = _slug(row["entity_id"], "within", parent, row["indicator_id"], row["period"])
                    yield self.demand(name, "order", terms, text, row)

    def _children(self) -> Iterator[Demand]:
        below: dict[Question, list[Question]] = {}
        for question in self.answers:
            parent = self.pkg.table("entities").cell(question[0], "lies_in")
            if parent and self.measure(question[1][0]) in ADDITIVE:
                below.setdefault((parent, *question[1:]), []).append(question)
        for question, children in below.items():
            if len(children) > 1 and question in self.answers:
                row = self.answers[question][0]
                source = row["source_id"]
                parts = [self.level(*child, source, make=False) for child in sorted(children)]
                terms = [("total", _of(row))]
                terms += [("part", part) for part in parts if part]
                text = f"The {self.words(row)} are those of the places within it together, if all of them are known."
                name = _slug(question[0], *question[1], question[2], "parts")
                yield self.demand(name, "sum", terms, text, row, certain=False)

    def _lists(self) -> Iterator[Demand]:
        first: dict[str, Row] = {}
        for row in self.pkg.table("ranking_entries").rows:
            first.setdefault(row["ranking_id"], row)
        for ranking in self.pkg.table("rankings").rows:
            entry = first.get(ranking.key)
            if entry is None:
                continue
            published = _Level("source_id", entry["source_id"], aspect="published")
            for column, aspect, noun, verb in _ENDS:
                if ranking.get(column):
                    terms = [("left", _Level("ranking_id", ranking.key, aspect=aspect)), ("right", published)]
                    text = f"The {noun} of the list {ranking['title']} {verb} not later than the text that reports it."
                    yield self.demand(_slug(ranking.key, noun, "before-report"), "order", terms, text, ranking)

    def _sums_of_other_periods(self, made: list[Demand]) -> Iterator[Demand]:
        sums = [(r, r.row) for r in self.found.relations.values() if r.kind == "sum"]
        sums += [(demand.relation, demand.row) for demand in made if demand.relation.kind == "sum" and demand.certain]
        done: set[tuple[str, ...]] = set()
        times = {q[2] for q in (*self.answers, *self.unprinted, *self.proposed) if not q[2].startswith("?")}
        for relation, row in sums:
            parts = [self._what(term) for term in relation.terms] if len(relation.terms) > 2 else []
            here = {part[2] for part in parts if part}
            if len(here) != 1 or not all(parts):
                continue
            for period in sorted(times - here):
                levels = [self.level(part[0], part[1], period, "", make=False) for part in parts if part]
                key = (*(level.target for level in levels if level),)
                if not all(levels) or key in done:
                    continue
                done.add(key)
                terms = [(term.role, level) for term, level in zip(relation.terms, levels, strict=True) if level]
                text = f"What adds up for {next(iter(here))} adds up for {period} too: {relation.row.get('statement')}"
                name = _slug(parts[0][0], *parts[0][1], period, "parts") if parts[0] else relation.id
                yield self.demand(name, "sum", terms, text, row)

    def _what(self, term: Term) -> Question | None:
        """The question that a term answers, for values of observations and derived quantities."""
        if term.aspect != "value" or term.operand not in ("observation_id", "derived_id"):
            return None
        row = self.pkg.table("observations" if term.operand == "observation_id" else "derived").get(term.target)
        cells = self.found.quantities.proposed.get(term.target) if row is None else row
        if cells is None or cells["transformation"] != "level":
            return None
        return self.question(cells["entity_id"], _what(cells), cells["period"], coverage=cells["coverage"])


def _of(row: Row) -> _Level:
    """The value of an observation."""
    return _Level("observation_id", row.key)


def _what(row: Row | dict[str, str]) -> What:
    return row["indicator_id"], row["sector_id"], row["ranking_id"]


def _preferred(row: Row) -> tuple[int, str]:
    """Sorts preferred statements before normal before deprecated ones."""
    order = ("preferred", "normal", "deprecated")
    return order.index(row["preference"]) if row["preference"] in order else len(order), row.key


def _furthest(rows: list[Row]) -> tuple[Row, Row]:
    """The two of many answers that are furthest apart."""
    highest = max(rows, key=lambda r: exact(r["lower"] or r["value"] or 0))
    return highest, min(rows, key=lambda r: exact(r["upper"] or r["value"] or 0))


def _slug(*parts: str) -> str:
    """An id of lower-case words joined by hyphens.

    >>> _slug("guangzhou", "high_tech_enterprises", "2022-04/2022-06")
    'guangzhou-high-tech-enterprises-2022-04-2022-06'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, parts)).lower()).strip("-")
