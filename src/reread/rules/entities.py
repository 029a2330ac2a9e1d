"""X4xx: the hierarchy of entities, division codes, names, and that everything registered is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.names import normalise
from ..statements.view import Evidence, Statements, primary, view
from . import Check, gathered, rule
from .how_much import number, plain
from .values import one

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row, Table

#: By type of division: the types of division that it may lie in. Cities of county level are counties here. Districts
#: and counties lie in a province directly where there is no city between them (municipalities such as Beijing, counties
#: under direct administration).
DIVISION_PARENTS = {
    "country": (),
    "province": ("country",),
    "city": ("province",),
    "district": ("city", "province"),
    "county": ("city", "province"),
}


def ancestors(entities: Table, entity: str) -> Iterator[str]:
    """What `entity` lies in or else belongs to, what that does, and so on; a circle is gone round once."""
    seen = {entity}
    row = entities.get(entity)
    while row and (above := row["lies_in"] or row["belongs_to"]) and above not in seen:
        seen.add(above)
        yield above
        row = entities.get(above)


@rule("X401", tables=("entities",), optional=True)
def parents_form_no_circle(pkg: Package, check: Check) -> None:
    """Each entity against its ancestors."""
    entities = pkg.table("entities")
    for row in entities.rows:
        column = "lies_in" if row["lies_in"] else "belongs_to"
        if not row[column]:
            continue
        check.case()
        line = [row["entity_id"], *ancestors(entities, row["entity_id"])]
        last = entities.get(line[-1])
        if last and row["entity_id"] in (last["lies_in"], last["belongs_to"]):
            found = f"{row[column]}: {' in '.join([*line, row['entity_id']])}"
            check.fail(row, column, found=found, expected="one that does not lie in it or belong to it")


@rule("X402", tables=("entities",), optional=True)
def divisions_nest(pkg: Package, check: Check) -> None:
    """Types of divisions against those of their parents."""
    entities = pkg.table("entities")
    for row in entities.rows:
        allowed = DIVISION_PARENTS.get(row["type"])
        if allowed is None or not row["lies_in"]:
            continue
        check.case()
        parent = entities.get(row["lies_in"])
        if parent and parent["type"] not in allowed:
            expected = f"a {' or '.join(allowed)}" if allowed else "no parent"
            found = f"{row['lies_in']}, a {parent['type']}, around a {row['type']}"
            check.fail(row, "lies_in", found=found, expected=expected)


#: The types of entity that each level of division may be; a municipality is a province, an autonomous county a county.
_LEVELS = {"province": ("province",), "prefecture": ("city",), "county": ("district", "county")}


_OF_DIVISIONS = frozenset({"gb2260", "valid_from", "valid_to", "name_en", "name_zh", "level", "parent"})


@rule("X403", tables=("entities", "divisions"), optional=True)
def codes_are_those_of_divisions(pkg: Package, check: Check) -> None:
    """Every entity with a code of six digits is a case: code, Chinese name, type and place above it."""
    entities, register = pkg.table("entities"), pkg.table("divisions")
    if register.rows and not set(register.header) >= _OF_DIVISIONS:
        check.stop("the columns of divisions are not those of its schema")
    divisions = register.index("gb2260") if register.rows else {}
    owners: dict[str, list[Row]] = {}
    for row in entities.rows:
        code = row["gb2260"]
        if len(code) != 6 or row["type"] == "country":
            continue
        check.case()
        for other in owners.setdefault(code, []):
            if _overlap(row, other):
                check.fail(row, "gb2260", found=f"{code}, the code of {other.key} too", expected="a code of its own")
        owners[code].append(row)
        mine = [each for each in divisions.get(code, ()) if _overlap(row, each)]
        if not mine:
            known = [f"{d['name_zh']} {d['valid_from']} to {d['valid_to'] or 'now'}" for d in divisions.get(code, ())]
            found = f"{code}, {'which stood for ' + ', '.join(known) if known else 'which no division has'}"
            check.fail(row, "gb2260", found=found, expected="the code of a division of that time")
            continue
        last = mine[-1]
        for column in ("name_en", "name_zh"):
            if row[column] not in {each[column] for each in mine}:
                check.fail(row, column, found=f"{row[column] or 'nothing'}, beside {code}", expected=last[column])
        if row["type"] not in _LEVELS.get(last["level"], ()):
            found = f"{row['type']}, while {code} is of level {last['level']}"
            check.fail(row, "type", found=found, expected=" or ".join(_LEVELS.get(last["level"], ())))
        above = entities.get(row["lies_in"]) if row["lies_in"] else None
        parents = {each["parent"] for each in mine} - {""}
        if above is not None and parents and above["gb2260"] not in parents:
            found = f"{row['lies_in']} ({above['gb2260'] or 'no code'}), around {code}"
            check.fail(row, "lies_in", found=found, expected=f"the place with the code {' or '.join(sorted(parents))}")


def _overlap(one: Row, other: Row) -> bool:
    """Whether two rows with `valid_from` and `valid_to` stood at one time, by their years; an open end reaches on.

    `valid_to` of a division is the first year at whose end it stood no longer, that of an entity its last year.
    """
    return not (
        (one["valid_to"] and other["valid_from"] and one["valid_to"][:4] < other["valid_from"][:4])
        or (other["valid_to"] and one["valid_from"] and other["valid_to"][:4] < one["valid_from"][:4])
    )


@rule("X404", scope="source", tables=("observations", "entities"), optional=True)
def wholes_hold_parts(pkg: Package, check: Check) -> None:
    """Denominators against the hierarchy."""
    entities = pkg.table("entities")
    for row in check.each(row for row in pkg.table("observations").rows if row["whole_entity_id"]):
        above = [row["entity_id"], *ancestors(entities, row["entity_id"])]
        if row["whole_entity_id"] not in above:
            check.fail(row, "whole_entity_id", found=row["whole_entity_id"], expected=" or ".join(above))


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
            check.fail(last, "value", found=found, expected=f"{plain(most)} together or less: these places lie apart")


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
                check.fail(row, "name_en", found=found, expected="namesakes that lie in different places")


#: Registers whose rows must be named somewhere, with their keys.
_REGISTERS = (("entities", "entity_id"), ("indicators", "indicator_id"))


def _use(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Rows of registers that rows of other tables name, and the words that statements are read from."""
    told: set[tuple[str, ...]] = set()
    for table in pkg.tables.values():
        for name, _ in _REGISTERS:
            for column in _naming(table, name)[0]:
                place = table.places[column]
                told |= {(name, cell) for cell in {row.cells[place] for row in table.rows}}
    terms, phrases = _spoken(view(pkg))
    told |= {("term", *term) for term in terms}
    return frozenset(told | {("phrase", *phrase) for phrase in phrases})


@rule(
    "X406",
    scope="register",
    gather=_use,
    tables=(
        "entities",
        "indicators",
        "rankings",
        "indicator_terms",
        "phrases",
        "evidence",
        "observations",
        "ranking_entries",
        "entity_links",
        "sources",
        "entity_names",
    ),
)
def everything_is_used(pkg: Package, check: Check) -> None:
    """Rows of registers against those that name them."""
    told = gathered(pkg, _use)
    for name, column in _REGISTERS:
        used = _with_theirs(pkg, name, {cell[1] for cell in told if cell[0] == name})
        for row in check.each(pkg.table(name).rows):
            if row[column] not in used:
                found = f"{row[column]}, which nothing uses"
                check.fail(row, column, found=found, expected="a statement or another row that names it")
    for row in check.each(pkg.table("indicator_terms").rows):
        if ("term", row["indicator_id"], primary(row["language"]), normalise(row["term"])) not in told:
            found = f"{shown(row['term'])} of {row['indicator_id']}, which no observation is read from"
            check.fail(row, "term", found=found, expected="the evidence of what of an observation")
    for row in check.each(pkg.table("phrases").rows):
        spoken = ("phrase", row["part"], primary(row["language"]), normalise(row["phrase"]), row["denotes"])
        if spoken not in told:
            found = f"{shown(row['phrase'])} for {row['denotes']} ({row['part']}), which no statement is read from"
            check.fail(row, "phrase", found=found, expected="evidence of a statement with these words in this sense")


#: Tables that only say how things are called: to be named there is no use.
_NAMING = ("entity_names", "indicator_terms")


def _naming(table: Table, target: str) -> tuple[list[str], list[str]]:
    """Columns of `table` that name rows of the table `target`, as the foreign keys of its schema say, from elsewhere;
    and those of `target` itself.
    """
    others: list[str] = []
    own: list[str] = []
    keys = table.schema.get("foreignKeys")
    for key in keys if isinstance(keys, list) else []:
        fields, reference = key.get("fields"), key.get("reference") or {}
        column = fields[0] if isinstance(fields, list) and len(fields) == 1 else fields
        if not isinstance(column, str) or column not in table.places:
            continue
        if table.name == target and reference.get("resource") == "":
            own.append(column)
        elif reference.get("resource") == target and table.name not in _NAMING:
            others.append(column)
    return others, own


def _with_theirs(pkg: Package, target: str, used: set[str]) -> set[str]:
    """The keys `used` of `target`, and those that a used row of itself names."""
    rows = pkg.table(target)
    _, own = _naming(rows, target)
    waiting = list(used)
    while waiting:
        row = rows.get(waiting.pop())
        for column in own if row else ():
            assert row is not None
            if row[column] and row[column] not in used:
                used.add(row[column])
                waiting.append(row[column])
    return used


_Terms = set[tuple[str, str, str]]
_Phrases = set[tuple[str, str, str, str]]


def _spoken(seen: Statements) -> tuple[_Terms, _Phrases]:
    """Terms (indicator, language, words) and phrases (part, language, words, denoted) that statements are read from."""
    terms: _Terms = set()
    phrases: _Phrases = set()
    entities, rankings = seen.pkg.table("entities"), seen.pkg.table("rankings")

    def told(part: str, items: Iterable[Evidence], denoted: set[str] | None) -> None:
        for item in items:
            senses = seen.denotes(part, item)
            phrases.update(
                (part, item.language, item.word, sense)
                for sense in (senses & denoted if denoted is not None else senses)
            )

    def what(evidence: Evidence, transformation: str) -> None:
        chain = seen.chain(evidence)
        told("what", chain[:1], {transformation} if transformation else None)
        told("what", chain[1:], None)
        terms.update((key, chain[-1].language, chain[-1].word) for key in seen.indicators_of(chain[-1]))

    for row in (*seen.statements(), *rankings.rows):
        for column, evidence_column in (
            ("entity_id", "who_evidence_id"),
            ("whole_entity_id", "whole_evidence_id"),
            ("sector_id", "sector_evidence_id"),
            ("subject_id", "who_evidence_id"),
            ("object_id", "object_evidence_id"),
            ("publisher_id", "publisher_evidence_id"),
        ):
            evidence, entity = seen.part(row, evidence_column), entities.get(row.get(column))
            if evidence and entity:
                told("who", seen.chain(evidence)[:-1], {entity["type"]})
        for column in ("when_evidence_id", "base_evidence_id", "released_evidence_id"):
            evidence = seen.part(row, column)
            if evidence:
                told("when", seen.chain(evidence)[:-1], None)
        evidence = seen.part(row, "what_evidence_id")
        if evidence is None:
            continue
        if row.table.name == "observations":
            what(evidence, row["transformation"])
        elif row.table.name == "entity_links":
            told("link", [evidence], {row["predicate"]})
        else:
            ranking = rankings.get(row.get("ranking_id"))
            told("list", seen.chain(evidence), {ranking["kind"]} if ranking else set())
            if ranking and ranking["metric"]:
                what(evidence, "")
    return terms, phrases
