"""X4xx: the hierarchy of entities, division codes, names, and that everything registered is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..reading.names import normalise
from ..statements.view import MEANT, PARTS, Evidence, Statements, primary, view
from . import VOCABULARY, Check, NotEvaluated, Package, Row, Table, Wrong, gathered, row_rule, rule, shown
from .how_much import number, plain
from .values import one

#: By type of division: the types of division that it may lie in.
DIVISION_PARENTS: Final[dict[str, list[str]]] = VOCABULARY["division_parents"]


def ancestors(entities: Table, entity: str) -> Iterator[str]:
    """What `entity` lies in or else belongs to, what that does, and so on; a circle is gone round once."""
    seen = {entity}
    row = entities.get(entity)
    while row and (above := row["lies_in"] or row["belongs_to"]) and above not in seen:
        seen.add(above)
        yield above
        row = entities.get(above)


@row_rule("X401", "entities", optional=True, scope="package")
def parents_form_no_circle(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Each entity against its ancestors."""
    entities, key = pkg.table("entities"), row["entity_id"]
    column = "lies_in" if row["lies_in"] else "belongs_to"
    if not row[column]:
        return None
    line = [key, *ancestors(entities, key)]
    last = entities.get(line[-1])
    found = f"{row[column]}: {' in '.join([*line, key])}"
    circle = last is not None and key in (last["lies_in"], last["belongs_to"])
    return [(column, found, "one that does not lie in it or belong to it")] if circle else []


@row_rule("X402", "entities", optional=True, scope="package")
def divisions_nest(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Types of divisions against those of their parents."""
    allowed, above = DIVISION_PARENTS.get(row["type"]), row["lies_in"]
    if allowed is None or not above:
        return None
    parent = pkg.table("entities").get(above)
    if parent is None or parent["type"] in allowed:
        return []
    expected = f"a {' or '.join(allowed)}" if allowed else "no parent"
    return [("lies_in", f"{above}, a {parent['type']}, around a {row['type']}", expected)]


#: The types of entity that each level of division may be.
_LEVELS: Final[dict[str, list[str]]] = VOCABULARY["division_levels"]
_OF_DIVISIONS = frozenset({"gb2260", "valid_from", "valid_to", "name_en", "name_zh", "level", "parent"})


@rule("X403", tables=("entities", "divisions"), optional=True)
def codes_are_those_of_divisions(pkg: Package, check: Check) -> None:
    """Every entity with a code of six digits is a case: code, Chinese name, type and place above it."""
    entities, register = pkg.table("entities"), pkg.table("divisions")
    if register.rows and not set(register.header) >= _OF_DIVISIONS:
        raise NotEvaluated("the columns of divisions are not those of its schema")
    divisions = register.index("gb2260") if register.rows else {}
    owners: dict[str, list[Row]] = defaultdict(list)
    for row in check.each(row for row in entities.rows if len(row["gb2260"]) == 6 and row["type"] != "country"):
        code = row["gb2260"]
        for other in owners[code]:
            if _overlap(row, other):
                check.fail(row, "gb2260", f"{code}, the code of {other.key} too", "a code of its own")
        owners[code].append(row)
        mine = [each for each in divisions.get(code, ()) if _overlap(row, each)]
        if not mine:
            known = [f"{d['name_zh']} {d['valid_from']} to {d['valid_to'] or 'now'}" for d in divisions.get(code, ())]
            found = f"{code}, {'which stood for ' + ', '.join(known) if known else 'which no division has'}"
            check.fail(row, "gb2260", found, "the code of a division of that time")
            continue
        level = mine[-1]["level"]
        for column in ("name_en", "name_zh"):
            if row[column] not in {each[column] for each in mine}:
                check.fail(row, column, f"{row[column] or 'nothing'}, beside {code}", mine[-1][column])
        if row["type"] not in _LEVELS.get(level, ()):
            expected = " or ".join(_LEVELS.get(level, ()))
            check.fail(row, "type", f"{row['type']}, while {code} is of level {level}", expected)
        above = entities.get(row["lies_in"]) if row["lies_in"] else None
        parents = {each["parent"] for each in mine} - {""}
        if above is not None and parents and above["gb2260"] not in parents:
            found = f"{row['lies_in']} ({above['gb2260'] or 'no code'}), around {code}"
            check.fail(row, "lies_in", found, f"the place with the code {' or '.join(sorted(parents))}")


def _overlap(one: Row, other: Row) -> bool:
    """Whether two rows with `valid_from` and `valid_to` stood at one time, by their years; an open end reaches on.

    `valid_to` of a division is the first year at whose end it stood no longer, that of an entity its last year.
    """
    spans = [(row["valid_from"][:4], row["valid_to"][:4] or "9999") for row in (one, other)]
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


@row_rule("X404", "observations", tables=("entities",), optional=True)
def wholes_hold_parts(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Denominators against the hierarchy."""
    whole = row["whole_entity_id"]
    if not whole:
        return None
    above = [row["entity_id"], *ancestors(pkg.table("entities"), row["entity_id"])]
    return [("whole_entity_id", whole, " or ".join(above))] if whole not in above else []


#: What shares of one whole have in common.
_ONE_WHOLE = (
    "source_id", "indicator_id", "sector_id", "ranking_id", "period", "coverage", "unit_id", "whole_entity_id",
    "whole_indicator_id",
)  # fmt: skip


@rule("X407", scope="source", tables=("observations", "entities", "units"), optional=True)
def parts_fill_no_more_than_the_whole(pkg: Package, check: Check) -> None:
    """Every whole of which a source gives the shares of several divisions is a case. Divisions lie within each other or
    apart, so that the shares of those that lie apart add up; other entities may overlap.
    """
    entities, units = pkg.table("entities"), pkg.table("units")
    wholes: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in pkg.table("observations").rows:
        entity = entities.get(row["entity_id"])
        share = row["transformation"] == "share" and row["whole_entity_id"] and not row["correction_id"]
        if not share or row["preference"] == "deprecated" or entity is None:
            continue
        if entity["type"] in DIVISION_PARENTS:
            parts = wholes.setdefault(tuple(row[column] for column in _ONE_WHOLE), {})
            other = parts.setdefault(row["entity_id"], row)
            if (number(row["lower"]) or 0) < (number(other["lower"]) or 0):
                parts[row["entity_id"]] = row
    for parts in wholes.values():
        apart = {key: row for key, row in parts.items() if not parts.keys() & set(ancestors(entities, key))}
        if len(apart) < 2:
            continue
        check.case()
        last = list(apart.values())[-1]
        most, least = one(units, last["unit_id"]), sum(number(row["lower"]) or 0 for row in apart.values())
        if least > most:
            each = ", ".join(f"{key} {row['value'] or row['lower']}" for key, row in apart.items())
            found = f"{plain(Decimal(least))} {last['unit_id']} of {last['whole_entity_id']} or more: {each}"
            check.fail(last, "value", found, f"{plain(most)} together or less: these places lie apart")


@rule("X405", tables=("entity_names", "entities", "divisions"))
def shared_names_lie_apart(pkg: Package, check: Check) -> None:
    """Every name that several entities bear is a case: the place above tells them apart."""
    seen, entities = view(pkg), pkg.table("entities")
    for (_, name), bearers in check.each(seen.names.items()):
        places: dict[str, Row] = {}
        for key in sorted(bearers) if len(bearers) > 1 else ():
            row = entities.get(key)
            other = places.setdefault(row["lies_in"], row) if row is not None else None
            if row is not None and other is not None and other is not row:
                where = f"both in {row['lies_in']}" if row["lies_in"] else "neither in a place"
                found = f"{shown(name)}, a name of {other.key} too (line {other.line}), {where}"
                check.fail(row, "name_en", found, "namesakes that lie in different places")


#: Registers whose rows must be named somewhere, with their keys.
_REGISTERS = {"entities": "entity_id", "indicators": "indicator_id"}
#: Tables that only say how things are called: to be named there is no use.
_NAMING = ("entity_names", "indicator_terms")


def _use(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Rows of registers that rows of other tables name, and the words that statements are read from."""
    told = set(_spoken(view(pkg)))
    for table in pkg.tables.values():
        for column, target, several in table.references if table.name not in _NAMING else ():
            if target in _REGISTERS and target != table.name and not several and column in table.places:
                told |= {(target, cell) for _, (cell,) in table.cells(column)}
    return frozenset(told)


@rule(
    "X406",
    scope="register",
    gather=_use,
    tables=(*_REGISTERS, "rankings", "indicator_terms", "phrases", "evidence", *PARTS, "sources", "entity_names"),
)
def everything_is_used(pkg: Package, check: Check) -> None:
    """Rows of registers against those that name them."""
    told = gathered(pkg, _use)
    for name, column in _REGISTERS.items():
        used = _with_theirs(pkg.table(name), {cell[1] for cell in told if cell[0] == name})
        for row in check.each(pkg.table(name).rows):
            if row[column] not in used:
                found = f"{row[column]}, which nothing uses"
                check.fail(row, column, found, "a statement or another row that names it")
    for row in check.each(pkg.table("indicator_terms").rows):
        if ("term", row["indicator_id"], primary(row["language"]), normalise(row["term"])) not in told:
            found = f"{shown(row['term'])} of {row['indicator_id']}, which no observation is read from"
            check.fail(row, "term", found, "the evidence of what of an observation")
    for row in check.each(pkg.table("phrases").rows):
        spoken = ("phrase", row["part"], primary(row["language"]), normalise(row["phrase"]), row["denotes"])
        if spoken not in told:
            found = f"{shown(row['phrase'])} for {row['denotes']} ({row['part']}), which no statement is read from"
            check.fail(row, "phrase", found, "evidence of a statement with these words in this sense")


def _with_theirs(table: Table, used: set[str]) -> set[str]:
    """The keys `used` of a table, and those that a used row of itself names."""
    own = [column for column, target, _ in table.references if target == table.name and column in table.places]
    waiting = list(used)
    while waiting:
        row = table.get(waiting.pop())
        theirs = {row[column] for column in own} - used - {""} if row else set()
        used |= theirs
        waiting += theirs
    return used


#: Columns that say who, with the evidence that they are read from.
_WHO = {"publisher_id": "publisher_evidence_id"} | {
    MEANT[table][part]: column
    for table, parts in PARTS.items()
    for part, column in parts.items()
    if part in ("who", "whole", "sector", "object")
}
_WHEN = ("when_evidence_id", "base_evidence_id", "released_evidence_id")


def _spoken(seen: Statements) -> Iterator[tuple[str, ...]]:
    """Terms (indicator, language, words) and phrases (part, language, words, denoted) that statements are read from."""
    entities, rankings = seen.pkg.table("entities"), seen.pkg.table("rankings")
    pointing = {item.id for item in seen.evidence.values() if item.kind == "reference"}

    def phrases(part: str, items: Iterable[Evidence], denoted: str | None = None) -> Iterator[tuple[str, ...]]:
        for item in items:
            senses = seen.denotes(part, item)
            yield from (("phrase", part, item.language, item.word, s) for s in senses if denoted in (None, s))

    def what(evidence: Evidence, transformation: str) -> Iterator[tuple[str, ...]]:
        chain = seen.chain(evidence)
        yield from phrases("what", chain[:1], transformation or None)
        yield from phrases("what", chain[1:])
        yield from (("term", key, chain[-1].language, chain[-1].word) for key in seen.indicators_of(chain[-1]))

    for row in (*seen.statements(), *rankings.rows):
        if not pointing.isdisjoint(row.cells):
            for column, part in _WHO.items():
                who, entity = seen.part(row, part), entities.get(row.get(column))
                yield from phrases("who", seen.chain(who)[:-1], entity["type"]) if who and entity else ()
            for part in _WHEN:
                when = seen.part(row, part)
                yield from phrases("when", seen.chain(when)[:-1]) if when else ()
        evidence = seen.part(row, "what_evidence_id")
        if evidence is None:
            continue
        if row.table.name == "observations":
            yield from what(evidence, row["transformation"])
        elif row.table.name == "entity_links":
            yield from phrases("link", [evidence], row["predicate"])
        elif ranking := rankings.get(row.get("ranking_id")):
            yield from phrases("list", seen.chain(evidence), ranking["kind"])
            yield from what(evidence, "") if ranking["metric"] else ()
