"""From a name as somebody writes it to the entity it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from reread.package import renamed
from reread.package.opening import Package
from reread.reading.names import normalise
from reread.tables.columns import opened

from .divisions import divisions_of

#: Similarity (0 to 1, `difflib.SequenceMatcher.ratio`) from which a name that is registered nowhere is offered
#: as a close match.
CLOSE = 0.75


@dataclass(frozen=True, slots=True)
class Match:
    """One entity that a name may stand for.

    `score` is 1 for a registered form, else the similarity to the closest registered form; `matched` is that form, with
    its `language` and `kind`. An id of an earlier version matches as the kind "former id", a form of the name of one of
    China's divisions as the kind "division" (see `divisions.Found` for its score); `entity_id` is then the one that the
    division would have, where no entity of the package has its code.
    """

    entity_id: str
    name_en: str
    name_zh: str
    type: str
    matched: str
    language: str
    kind: str
    score: float


def resolve(name: str, package: Package | Path | str | None = None, limit: int = 5) -> list[Match]:
    """The entities that `name` may stand for, best first; empty when nothing comes close.

    A registered form (whatever its case, blanks and kind of apostrophe) settles the matter, and so does a form of the
    name of a division: all that bear it are returned, best first, of equals the registered ones first. So does an id
    that the entity had in an earlier version. Otherwise the closest registered forms are, one per entity, at most
    `limit` of them.

    `package` is the package this library came with, or another: opened, its folder, or its datapackage.json.

    >>> [(match.entity_id, match.kind, match.score) for match in resolve("Treeroot Internet")]
    [('rootcloud', 'translation', 1.0)]
    >>> [(match.entity_id, match.matched, match.score) for match in resolve("Tianhee")]
    [('tianhe', 'Tianhe', 0.923)]
    >>> [match.entity_id for match in resolve("白云区")], [match.entity_id for match in resolve("Baiyun, Guiyang")]
    (['baiyun-guangzhou', 'baiyun-guiyang'], ['baiyun-guiyang'])
    """
    pkg = opened(package)
    wanted = normalise(name)
    if not wanted or limit < 1:
        return []
    best: dict[str, Match] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    entities = pkg.table("entities")
    for key, text, language, kind in _forms(pkg):
        form = normalise(text)
        score = 1.0
        if form != wanted:
            matcher.set_seq1(form)
            if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
                continue
            score = min(matcher.ratio(), 0.99)
            if score < CLOSE:
                continue
        entity, known = entities.get(key), best.get(key)
        if entity is None or (known and (known.score, known.kind == "canonical") >= (score, kind == "canonical")):
            continue
        names = (entity["name_en"], entity["name_zh"], entity["type"])
        best[key] = Match(key, *names, text, language, kind, round(score, 3))
    found = sorted(best.values(), key=lambda m: (-m.score, m.kind != "canonical", m.entity_id))
    exact = _with_divisions(pkg, name, [m for m in found if m.score == 1.0])
    return exact or _former(pkg, name.strip()) or found[:limit]


def _forms(pkg: Package) -> Iterator[tuple[str, str, str, str]]:
    """Every form that is registered: entity, form, language, kind; an entity's own names are canonical."""
    for row in pkg.table("entities").rows:
        for language, column in (("en", "name_en"), ("zh-Hans", "name_zh")):
            if row[column]:
                yield row["entity_id"], row[column], language, "canonical"
    for row in pkg.table("entity_names").rows:
        if not row["source_id"]:  # words that are a name in one source alone
            yield row["entity_id"], row["name"], row["language"], row["kind"]


def _with_divisions(pkg: Package, name: str, exact: list[Match]) -> list[Match]:
    """The matches, and the divisions that bear the name too: as their entities where they have one."""
    coded = {row["gb2260"]: row for row in pkg.table("entities").rows if row.get("gb2260")}
    known = {m.entity_id: m for m in exact}
    registered = set(known)
    for found in divisions_of(pkg).find(name):
        division = found.division
        entity = coded.get(division.gb2260) if division.valid_to is None else None
        entity_id = entity["entity_id"] if entity else division.division_id
        language = "zh-Hans" if any("\u3400" <= c <= "\u9fff" for c in found.form) else "en"
        form = (found.form, language, "division", found.score)
        if entity:
            registered.add(entity_id)
        known.setdefault(entity_id, Match(entity_id, division.name_en, division.name_zh, division.type, *form))
    return sorted(known.values(), key=lambda m: (-m.score, m.kind != "canonical", m.entity_id not in registered))


def _former(pkg: Package, name: str) -> list[Match]:
    """The entity that had the id `name` in an earlier version."""
    led = renamed.found(pkg, ("entities",), name)
    if led is None:
        return []
    row = led[0]
    return [Match(row.key, row["name_en"], row["name_zh"], row["type"], name, "", "former id", 1.0)]
