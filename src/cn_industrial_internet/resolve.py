"""From a name as somebody writes it to the entity it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from reread.package import renamed
from reread.package.opening import Package
from reread.package.table import Row
from reread.reading.names import normalise
from reread.tables.columns import opened

from .divisions import divisions_of

#: Similarity (0 to 1, `rapidfuzz.fuzz.ratio`) from which a name that is registered nowhere is offered as a close match.
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
    for entity, text, language, kind in _forms(pkg):
        form = normalise(text)
        score = 1.0 if form == wanted else min(fuzz.ratio(form, wanted, score_cutoff=100 * CLOSE) / 100, 0.99)
        known = best.get(entity.key)
        if score and not (known and (known.score, known.kind == "canonical") >= (score, kind == "canonical")):
            best[entity.key] = _match(entity, text, language, kind, round(score, 3))
    found = sorted(best.values(), key=lambda m: (-m.score, m.kind != "canonical", m.entity_id))
    exact = _with_divisions(pkg, name, [m for m in found if m.score == 1.0])
    led = None if exact else renamed.found(pkg, ("entities",), name.strip())
    former = [_match(led[0], name.strip(), "", "former id", 1.0)] if led else []
    return exact or former or found[:limit]


def _match(entity: Row, *how: Any) -> Match:
    return Match(entity.key, entity["name_en"], entity["name_zh"], entity["type"], *how)


def _forms(pkg: Package) -> Iterator[tuple[Row, str, str, str]]:
    """Every form that is registered: entity, form, language, kind; an entity's own names are canonical."""
    entities = pkg.table("entities")
    for row in entities.rows:
        names = (("en", row["name_en"]), ("zh-Hans", row["name_zh"]))
        yield from ((row, name, language, "canonical") for language, name in names if name)
    for row in pkg.table("entity_names").rows:
        entity = entities.get(row["entity_id"])
        if entity is not None and not row["source_id"]:  # words that are a name in one source alone
            yield entity, row["name"], row["language"], row["kind"]


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
        named = (entity_id, division.name_en, division.name_zh, division.type)
        known.setdefault(entity_id, Match(*named, found.form, language, "division", found.score))
        registered |= {entity_id} if entity else set()
    return sorted(known.values(), key=lambda m: (-m.score, m.kind != "canonical", m.entity_id not in registered))
