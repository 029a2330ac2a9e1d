"""Relations that the structure of the data calls for: one per reason, registered or not.

Structure says what must add up: a share with its part and whole, a growth rate with its two levels, amounts in two
currencies with one rate, one question answered twice, a place within the place above it, a list's data before its
report. A sum registered for one period is looked for in every other. Levels that nobody printed become derived
quantities.

Those that nobody has registered are judged together with the registered ones, after them, so that a contradiction that
only several figures make together is found too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from ..package import csvtext
from ..package.opening import Package
from ..package.table import Row, Table
from ..statements.joining import joined
from ..statements.times import moment
from .engine import Engine, Verdict, engine
from .intervals import exact
from .model import KINDS, OPERANDS, Relation, Term

#: Answers to one question that are compared pair by pair; of more, only the highest with the lowest.
_PAIRS: Final = 12
#: Measures whose values of a place are part of those of the place above it.
ADDITIVE: Final = frozenset({"stock", "flow"})

#: What of a list must not be later than its report: column, aspect, and words for it.
_ENDS: Final = (("data_period", "period_end", "data", "are"), ("released_on", "published", "release", "is"))
_PREFERENCES: Final = ("preferred", "normal", "deprecated")
#: The row of a relation or term that is in no table yet.
_UNWRITTEN: Final = Row(Table("relations", "", {}, None), 0, 0, ())
#: The columns of the rows to paste, by table.
_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "relations": ("relation_id", "kind", "statement", "purpose", "expected", "explanation", "blames", "note"),
    "relation_terms": ("relation_id", "role", "position", *OPERANDS, "aspect", "unit_id", "evidence_id", "note"),
    "derived": (
        *("derived_id", "entity_id", "indicator_id", "transformation", "sector_id", "ranking_id", "period"),
        *("coverage", "unit_id", "whole_number", "convention", "lower", "upper", "formula", "inputs", "note"),
    ),
}

Level = tuple[str, str, str, str]
"""Entity, indicator, sector and counted list."""

Question = tuple[str, str, str, str, str]
"""A level, and the time in comparable form."""

Operand = tuple[str, str, str]
"""What a term names: column, id and aspect."""

Cells = Row | dict[str, str]


@dataclass(slots=True)
class Suggestion:
    """A relation that should be there, judged `among` all others. `row` is the statement it starts from; `demanded`
    says that it must hold or be explained (otherwise it may fail for a good reason, as a sum of some districts does);
    `derived` are the rows it needs in that table."""

    relation: Relation
    statement: str
    row: Row
    demanded: bool
    derived: tuple[dict[str, str], ...]
    among: Engine

    @property
    def verdict(self) -> Verdict:
        """What came of it."""
        return self.among.verdict(self.relation.id)


def suggest(pkg: Package) -> tuple[list[Suggestion], int]:
    """Every relation that structure calls for and that is not registered, judged; and the number of those that are
    registered: one of their kind holds all their statements, in whatever roles.
    """
    found = engine(pkg)
    wanted = list(_Wanted(found))
    holders: dict[tuple[str, Operand], list[frozenset[Operand]]] = defaultdict(list)
    for relation in found.all.values():
        terms = _named(relation.terms)
        for name in terms:
            holders[relation.kind, name].append(terms)
    fresh: dict[str, Suggestion] = {}
    for one in wanted:
        new = {cells["derived_id"] for cells in one.derived}
        names = _named(term for term in one.relation.terms if term.derived not in new)
        if not any(names <= terms for terms in (holders[one.relation.kind, min(names)] if names else ())):
            key = free(one.relation.id, found.all, fresh)
            fresh[key] = replace(one, relation=replace(one.relation, id=key))
            found.quantities.proposed.update((cells["derived_id"], cells) for cells in one.derived)
    among = Engine(pkg, {key: one.relation for key, one in fresh.items()}, found)
    for one in fresh.values():
        one.among = among
    # those of units that cannot be compared are no relations after all
    return [one for key, one in fresh.items() if key not in among.faults], len(wanted) - len(fresh)


def _named(terms: Iterable[Term]) -> frozenset[Operand]:
    return frozenset((term.operand, term.target, term.aspect) for term in terms if term.operand not in ("", "constant"))


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
            tables["relation_terms"].append((relation.id, term.role, str(term.position), *named, usual, "", "", ""))
        derived |= {tuple(row.get(name, "") for name in _HEADERS["derived"]) for row in one.derived}
    tables["derived"] = sorted(derived)
    return {name: csvtext.write([_HEADERS[name], *rows]) for name, rows in tables.items() if rows}


class _Wanted:
    """All relations the structure demands, in the order of their reasons, each once."""

    def __init__(self, found: Engine) -> None:
        self.found, self.pkg = found, found.pkg
        self.indicators, self.entities = self.pkg.table("indicators"), self.pkg.table("entities")
        self.observations, derived = self.pkg.table("observations"), self.pkg.table("derived").rows
        self.measures = {row.key: row["measure"] for row in self.indicators.rows}
        self.dimensions = {row.key: row["dimension"] for row in self.pkg.table("units").rows}
        self.answers: dict[Question, list[Row]] = defaultdict(list)
        for row, level in self._told("level"):
            self.answers[self.question(level, row["period"], row["source_id"], row["coverage"])].append(row)
        self.taken, self.unprinted = {row.key for row in derived}, dict[Question, str]()
        for row in derived:
            if row["transformation"] == "level":
                question = self.question(_level(row), row["period"], "", row["coverage"])
                self.unprinted.setdefault(question, row.key)
        #: Quantities that no table has yet, by the question they answer and by their id.
        self.proposed: dict[Question, Operand] = {}
        self.new: dict[str, dict[str, str]] = {}

    def __iter__(self) -> Iterator[Suggestion]:
        made = [*self._shares(), *self._growths(), *self._conversions(), *self._answered_twice()]
        made += [*self._places(), *self._children(), *self._lists()]
        yield from made
        yield from self._sums_of_other_periods(made)

    # --- parts ---

    def _told(self, transformation: str) -> Iterator[tuple[Row, Level]]:
        """Observations of a transformation, and the level that it is of."""
        for row in self.observations.rows:
            if row["transformation"] == transformation and row["coverage"] != "target":
                yield row, _level(row)

    def question(self, level: Level, period: str, source_id: str, coverage: str) -> Question:
        """A time that is not printed is the same only within one source; part of a period is not the whole of it."""
        time = moment(period, self.measures.get(level[1], "")) or f"?{source_id}"
        return *level, time if coverage == "whole" else f"{time} {coverage}"

    def answer(
        self, level: Level, period: str, source_id: str = "", make: bool = False, coverage: str = "whole"
    ) -> Operand | None:
        """The value of a question: an observation, one of the same source first; else a derived quantity, with `make`
        a new one."""
        question = self.question(level, period, source_id, coverage)
        indicator = self.indicators.get(level[1])

        def rank(row: Row) -> tuple[object, ...]:
            converted = indicator is None or row["unit_id"] != indicator["unit_id"]
            return row["preference"] == "deprecated", row["source_id"] != source_id, converted, *_preferred(row)

        if question in self.answers:
            return _value(min(self.answers[question], key=rank))
        anywhere = self.question(level, period, "", coverage)
        if unprinted := self.unprinted.get(question) or self.unprinted.get(anywhere):
            return "derived_id", unprinted, "value"
        if question not in self.proposed and make and indicator is not None:
            counted = self.dimensions.get(indicator["unit_id"]) == "count" and indicator["measure"] in ADDITIVE
            cells = dict(zip(("entity_id", "indicator_id", "sector_id", "ranking_id"), level, strict=True))
            cells |= {"transformation": "level", "period": period, "unit_id": indicator["unit_id"]}
            cells |= {"coverage": coverage, "whole_number": "true" if counted else "false"}
            cells["derived_id"] = key = free(_slug(*level, period), self.taken, self.new)
            self.proposed[question] = "derived_id", key, "value"
            self.new[key] = cells
        return self.proposed.get(question)

    def demand(
        self, name: str, kind: str, terms: list[tuple[str, Operand]], statement: str, row: Row, demanded: bool = True
    ) -> Suggestion:
        """Put a demand together from roles and values."""
        numbers: Counter[str] = Counter()
        made: list[Term] = []
        for role, operand in sorted(terms, key=lambda term: list(KINDS[kind].roles).index(term[0])):
            numbers[role] += 1
            made.append(Term(role, numbers[role], *operand, _UNWRITTEN))
        new = tuple(self.new[key] for key in sorted({key for _, (_, key, _) in terms} & self.new.keys()))
        return Suggestion(
            Relation(name, kind, "holds", tuple(made), _UNWRITTEN), statement, row, demanded, new, self.found
        )

    def name_of(self, entity_id: str) -> str:
        return self.entities.cell(entity_id, "name_en") or entity_id

    def words(self, row: Row) -> str:
        """An observation in a few words: indicator, entity, period."""
        what = self.indicators.cell(row["indicator_id"], "name") or row["indicator_id"]
        when = f" ({row['period']})" if row["period"] else ""
        return f"{what} of {self.name_of(row['entity_id'])}{when}"

    # --- reasons ---

    def _shares(self) -> Iterator[Suggestion]:
        for row, part_of in self._told("share"):
            whole_entity = row["whole_entity_id"] or row["entity_id"]
            whole_of = (whole_entity, row["whole_indicator_id"] or part_of[1], *part_of[2:])
            if part_of == whole_of:
                continue
            part = self.answer(part_of, row["period"], row["source_id"], make=True)
            whole = self.answer(whole_of, row["period"], row["source_id"], make=True)
            if part and whole and not (part[1] in self.new and whole[1] in self.new):
                terms = [("share", _value(row)), ("part", part), ("whole", whole)]
                text = f"The {self.words(row)} is what its part makes of its whole in {self.name_of(whole_entity)}."
                yield self.demand(_slug(*part_of, "share", row["period"]), "share", terms, text, row)

    def _growths(self) -> Iterator[Suggestion]:
        for row, level in self._told("growth"):
            source, covered = row["source_id"], row["coverage"]
            if not row["period"] or self.indicators.cell(row["indicator_id"], "growth_at") == "constant_prices":
                continue
            current = self.answer(level, row["period"], source, coverage=covered)
            if current is None or current[0] != "observation_id":
                continue
            previous = self.answer(level, row["base_period"], source, make=True, coverage=covered)
            if previous is not None and self._joined(current, previous):
                terms = [("current", current), ("previous", previous), ("growth", _value(row))]
                text = f"The {self.words(row)} leads from the level of {row['base_period']} to that of {row['period']}."
                yield self.demand(_slug(*level, "growth", row["period"]), "growth", terms, text, row)

    def _joined(self, *levels: Operand) -> bool:
        """Whether two levels may stand in one series; one that nobody printed may with any."""
        one, other = (self.observations.get(key) for _, key, _ in levels)
        return one is None or other is None or joined(self.pkg, one, other)

    def _conversions(self) -> Iterator[Suggestion]:
        pairs: dict[tuple[str, str, str], list[tuple[Row, Row]]] = defaultdict(list)
        for question, rows in self.answers.items():
            own_unit = self.indicators.cell(question[1], "unit_id")
            firsts: dict[str, dict[str, Row]] = defaultdict(dict)  # by source and unit, that of the indicator first
            for row in sorted(rows, key=lambda r: (r["unit_id"] != own_unit, r["unit_id"], *_preferred(r))):
                if self.dimensions.get(row["unit_id"]) == "money":
                    firsts[row["source_id"]].setdefault(row["unit_id"], row)
            for source, amounts in firsts.items():
                for one, other in combinations(amounts.values(), 2):
                    pairs[source, one["unit_id"], other["unit_id"]].append((one, other))
        for (source_id, unit_id, other_id), group in sorted(pairs.items(), key=lambda item: item[0]):
            if len(group) > 1:
                terms = [("left", _value(one)) for one, _ in group] + [("right", _value(other)) for _, other in group]
                text = f"All amounts that {source_id} prints in {unit_id} and {other_id} are converted at one rate."
                name = _slug(source_id, unit_id, other_id, "rate")
                yield self.demand(name, "conversion", terms, text, group[0][0])

    def _answered_twice(self) -> Iterator[Suggestion]:
        for rows in self.answers.values():
            groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for row in rows if len(rows) > 1 else ():
                groups[row["unit_id"], row["obs_status"], row["coverage"]].append(row)
            for group in groups.values():
                for one, other in combinations(group, 2) if len(group) <= _PAIRS else [_furthest(group)]:
                    if one["value_evidence_id"] == other["value_evidence_id"] or (
                        one["correction_id"] and one["correction_id"] == other["correction_id"]
                    ):
                        continue  # a figure as printed and as corrected
                    terms = [("total", _value(one)), ("part", _value(other))]
                    text = f"The {self.words(one)} is the same in {one['source_id']} and {other['source_id']}."
                    name = _slug(one["entity_id"], one["indicator_id"], one["period"], "twice")
                    yield self.demand(name, "sum", terms, text, other)

    def _within(self) -> Iterator[tuple[Question, str]]:
        """Questions whose values are part of those of the place above, and that place."""
        for question in self.answers:
            parent = self.entities.cell(question[0], "lies_in")
            if parent and self.measures.get(question[1]) in ADDITIVE:
                yield question, parent

    def _places(self) -> Iterator[Suggestion]:
        for question, parent in self._within():
            for row in self.answers[question]:
                above = self.answer((parent, *question[1:4]), row["period"], row["source_id"])
                if above and above[0] == "observation_id" and row["preference"] != "deprecated":
                    terms = [("left", _value(row)), ("right", above)]
                    text = f"The {self.words(row)} are not more than those of {self.name_of(parent)}."
                    name = _slug(row["entity_id"], "within", parent, row["indicator_id"], row["period"])
                    yield self.demand(name, "order", terms, text, row)

    def _children(self) -> Iterator[Suggestion]:
        below: dict[Question, list[Question]] = defaultdict(list)
        for question, parent in self._within():
            below[parent, *question[1:]].append(question)
        for question, children in below.items():
            if len(children) > 1 and question in self.answers:
                row = self.answers[question][0]
                parts = [self.answer(child[:4], child[4], row["source_id"]) for child in sorted(children)]
                terms = [("total", _value(row)), *(("part", part) for part in parts if part)]
                text = f"The {self.words(row)} are those of the places within it together, if all of them are known."
                yield self.demand(_slug(*question, "parts"), "sum", terms, text, row, demanded=False)

    def _lists(self) -> Iterator[Suggestion]:
        entries = self.pkg.table("ranking_entries").index("ranking_id")
        for ranking in self.pkg.table("rankings").rows:
            for column, aspect, noun, verb in _ENDS if ranking.key in entries else ():
                if ranking.get(column):
                    published = "source_id", entries[ranking.key][0]["source_id"], "published"
                    terms = [("left", ("ranking_id", ranking.key, aspect)), ("right", published)]
                    text = f"The {noun} of the list {ranking['title']} {verb} not later than the text that reports it."
                    yield self.demand(_slug(ranking.key, noun, "before-report"), "order", terms, text, ranking)

    def _sums_of_other_periods(self, made: list[Suggestion]) -> Iterator[Suggestion]:
        sums = [(r, r.statement, r.row) for r in self.found.relations.values()]
        sums += [(one.relation, one.statement, one.row) for one in made if one.demanded]
        done: set[tuple[Operand, ...]] = set()
        times = {q[4] for q in (*self.answers, *self.unprinted, *self.proposed) if not q[4].startswith("?")}
        for relation, statement, row in sums:
            if relation.kind != "sum" or len(relation.terms) < 3:
                continue
            parts = [part for term in relation.terms if (part := self._asked(term))]
            here = {part[4] for part in parts}
            if len(here) != 1 or len(parts) < len(relation.terms):
                continue
            for period in sorted(times - here):
                levels = tuple(level for part in parts if (level := self.answer(part[:4], period)))
                if len(levels) < len(parts) or levels in done:
                    continue
                done.add(levels)
                terms = [(term.role, level) for term, level in zip(relation.terms, levels, strict=True)]
                text = f"What adds up for {next(iter(here))} adds up for {period} too: {statement}"
                yield self.demand(_slug(*parts[0][:4], period, "parts"), "sum", terms, text, row)

    def _asked(self, term: Term) -> Question | None:
        """The question that a term answers, for values of observations and derived quantities."""
        if term.aspect != "value" or term.operand not in ("observation_id", "derived_id"):
            return None
        cells = self.found.quantities.cells(term)
        if cells is None or cells["transformation"] != "level":
            return None
        return self.question(_level(cells), cells["period"], "", cells["coverage"])


def _value(row: Row) -> Operand:
    """The value of an observation."""
    return "observation_id", row.key, "value"


def _level(row: Cells) -> Level:
    return row["entity_id"], row["indicator_id"], row["sector_id"], row["ranking_id"]


def _preferred(row: Row) -> tuple[int, str]:
    """Sorts preferred statements before normal before deprecated ones."""
    said = row["preference"]
    return _PREFERENCES.index(said) if said in _PREFERENCES else len(_PREFERENCES), row.key


def _furthest(rows: list[Row]) -> tuple[Row, Row]:
    """The two of many answers that are furthest apart."""
    highest = max(rows, key=lambda r: exact(r["lower"] or r["value"] or "0"))
    return highest, min(rows, key=lambda r: exact(r["upper"] or r["value"] or "0"))


def free(name: str, *taken: Container[str]) -> str:
    """`name`, with a number where some of `taken` have it."""
    found, number = name, 2
    while any(found in some for some in taken):
        found, number = f"{name}-{number}", number + 1
    return found


def _slug(*parts: str) -> str:
    """An id of lower-case words joined by hyphens.

    >>> _slug("guangzhou", "high_tech_enterprises", "2022-04/2022-06")
    'guangzhou-high-tech-enterprises-2022-04-2022-06'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, parts)).lower()).strip("-")
