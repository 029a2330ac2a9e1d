"""X4xx: the hierarchy of entities, division codes, names, and that everything registered is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.names import normalise
from ..statements.view import Evidence, Statements, primary, view
from . import Check, gathered, rule

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
    """The parent of `entity`, its parent, and so on; a circle is gone round once."""
    seen = {entity}
    row = entities.get(entity)
    while row and row["parent_id"] and row["parent_id"] not in seen:
        seen.add(row["parent_id"])
        yield row["parent_id"]
        row = entities.get(row["parent_id"])


@rule("X401", tables=("entities",), optional=True)
def parents_form_no_circle(pkg: Package, check: Check) -> None:
    """Each entity against its ancestors."""
    entities = pkg.table("entities")
    for row in entities.rows:
        if not row["parent_id"]:
            continue
        check.case()
        line = [row["entity_id"], *ancestors(entities, row["entity_id"])]
        last = entities.get(line[-1])
        if last and last["parent_id"] == row["entity_id"]:
            found = f"{row['parent_id']}: {' in '.join([*line, row['entity_id']])}"
            check.fail(row, "parent_id", found=found, expected="a parent that does not lie in it")


@rule("X402", tables=("entities",), optional=True)
def divisions_nest(pkg: Package, check: Check) -> None:
    """Types of divisions against those of their parents."""
    entities = pkg.table("entities")
    for row in entities.rows:
        allowed = DIVISION_PARENTS.get(row["type"])
        if allowed is None or not row["parent_id"]:
            continue
        check.case()
        parent = entities.get(row["parent_id"])
        if parent and parent["type"] not in allowed:
            expected = f"a {' or '.join(allowed)}" if allowed else "no parent"
            found = f"{row['parent_id']}, a {parent['type']}, as parent of a {row['type']}"
            check.fail(row, "parent_id", found=found, expected=expected)


@rule("X403", tables=("entities",), optional=True)
def codes_nest(pkg: Package, check: Check) -> None:
    """Codes against types and the codes of parents."""
    entities = pkg.table("entities")
    for row in entities.rows:
        code = row["gb2260"]
        if len(code) != 6:
            continue
        check.case()
        parent = entities.get(row["parent_id"]) if row["parent_id"] else None
        expected = _expected_code(row["type"], code, parent)
        if expected:
            beside = f", with {parent['gb2260']} of {parent.key} above it" if parent and parent["gb2260"] else ""
            check.fail(row, "gb2260", found=f"{code} of a {row['type']}{beside}", expected=expected)
    for code, rows in entities.index("gb2260").items():
        for row in rows[1:] if code else ():
            if not (row["valid_to"] or rows[0]["valid_to"]):
                check.fail(row, "gb2260", found=f"{code}, the code of {rows[0].key} too", expected="a code of its own")


def _expected_code(kind: str, code: str, parent: Row | None) -> str | None:
    """What is wrong with `code`, as words for what was expected; None when it fits."""
    above = parent["gb2260"] if parent else ""
    if kind == "province":
        return None if code.endswith("0000") else "a code that ends in 0000"
    if kind == "city":
        if not code.endswith("00") or code.endswith("0000"):
            return "a code that ends in 00, but not in 0000"
        return None if not above or code[:2] == above[:2] else f"a code that begins with {above[:2]}"
    if kind in ("district", "county"):
        if code.endswith("00"):
            return "a code that does not end in 00"
        if not above:
            return None
        if not above.endswith("0000"):
            return None if code[:4] == above[:4] else f"a code that begins with {above[:4]}"
        if code[:2] != above[:2] or code[2:4] not in ("90", "01", "02"):
            return f"a code that begins with {above[:2]}90 (or, in a municipality, {above[:2]}01 or {above[:2]}02)"
    return None


@rule("X404", scope="source", tables=("observations", "entities"), optional=True)
def wholes_hold_parts(pkg: Package, check: Check) -> None:
    """Denominators against the hierarchy."""
    entities = pkg.table("entities")
    for row in pkg.table("observations").rows:
        if not row["whole_entity_id"]:
            continue
        check.case()
        above = [row["entity_id"], *ancestors(entities, row["entity_id"])]
        if row["whole_entity_id"] not in above:
            check.fail(row, "whole_entity_id", found=row["whole_entity_id"], expected=" or ".join(above))


@rule("X405", tables=("entity_names",))
def names_are_single(pkg: Package, check: Check) -> None:
    """Names shared by entities."""
    owners: dict[tuple[str, str], Row] = {}
    for row in pkg.table("entity_names").rows:
        check.case()
        first = owners.setdefault((primary(row["language"]), normalise(row["name"])), row)
        if first["entity_id"] != row["entity_id"]:
            found = f"{shown(row['name'])}, a name of {first['entity_id']} too (line {first.line})"
            check.fail(row, "name", found=found, expected="a name of one entity")


#: Registers whose rows must be named somewhere, with their keys.
_REGISTERS = (("entities", "entity_id"), ("indicators", "indicator_id"), ("units", "unit_id"))


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
        "units",
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
        for row in pkg.table(name).rows:
            check.case()
            if row[column] not in used:
                check.fail(
                    row,
                    column,
                    found=f"{row[column]}, which nothing uses",
                    expected="a statement or another row that names it",
                )
    for row in pkg.table("indicator_terms").rows:
        check.case()
        if ("term", row["indicator_id"], primary(row["language"]), normalise(row["term"])) not in told:
            found = f"{shown(row['term'])} of {row['indicator_id']}, which no observation is read from"
            check.fail(row, "term", found=found, expected="the evidence of what of an observation")
    for row in pkg.table("phrases").rows:
        check.case()
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
    entities, indicators = seen.pkg.table("entities"), seen.pkg.table("indicators")
    rankings = seen.pkg.table("rankings")

    def told(part: str, items: Iterable[Evidence], denoted: set[str] | None) -> None:
        for item in items:
            senses = seen.denotes(part, item)
            phrases.update(
                (part, item.language, item.word, sense)
                for sense in (senses & denoted if denoted is not None else senses)
            )

    def what(evidence: Evidence, indicator: str) -> None:
        chain = seen.chain(evidence)
        row = indicators.get(indicator)
        told("what", chain[:1], {row["measure"]} if row else set())
        told("what", chain[1:], None)
        terms.update((key, chain[-1].language, chain[-1].word) for key in seen.indicators_of(chain[-1]))

    for row in (*seen.statements(), *rankings.rows):
        for column, evidence_column in (
            ("entity_id", "who_evidence_id"),
            ("whole_entity_id", "whole_evidence_id"),
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
            what(evidence, row["indicator_id"])
        elif row.table.name == "entity_links":
            told("link", [evidence], {row["predicate"]})
        else:
            ranking = rankings.get(row.get("ranking_id"))
            told("list", seen.chain(evidence), {ranking["kind"]} if ranking else set())
            if ranking and ranking["metric"]:
                what(evidence, ranking["metric"])
    return terms, phrases
