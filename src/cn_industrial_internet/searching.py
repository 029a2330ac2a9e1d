"""From a few words to what the package has on them: series, lists, names and words of sources, with the next step."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from reread.package.opening import Package, open_package
from reread.reading.names import normalise
from reread.statements.view import title_of, view
from reread.why.words import summary

if TYPE_CHECKING:
    from reread.package.table import Row

#: Similarity (0 to 100) from which a word counts as one of the query that was spelt differently.
CLOSE = 84
#: Words that say nothing of what is looked for.
_EMPTY = frozenset(
    ("of", "the", "in", "and", "for", "to", "a", "an", "by", "on", "at", "from", "how", "many", "is", "are")
)
#: Chinese words are run together, so a run of characters is looked for as it stands.
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `kind` is series, list, entity, indicator, source or statement; `next_step` is the
    command that shows it; `score` is 100 where every word stands in its names as it was asked for."""

    kind: str
    id: str
    title: str
    next_step: str
    score: float

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}\n    {self.next_step}"


def search(text: str, package: Package | Path | str | None = None, limit: int = 10) -> list[Hit]:
    """What the package has on `text`, best first, at most `limit`; empty when nothing comes close.

    Words may be English or Chinese, in any order and a little misspelt; each must be found in the names of one thing:
    a series (an entity and an indicator), a list, an entity, an indicator, or in the words of a statement or the title
    of a source. `package` is the package this library came with, or another: opened, its folder, or its
    datapackage.json.

    >>> found = search("high-tech enterprises Tianhe")
    >>> found[0].kind, found[0].id, found[0].next_step
    ('series', 'tianhe high_tech_enterprises', 'cnii series tianhe high_tech_enterprises')
    """
    pkg = package if isinstance(package, Package) else open_package(package)
    index = _index(pkg)
    asked = dict.fromkeys(piece for word in _WORD.findall(normalise(text)) for piece in _pieces(word, index.words))
    wanted = [word for word in asked if word not in _EMPTY]
    if not wanted:
        return []
    accepted = [_accepted(word, index.words) for word in wanted]
    hits = _close(index, accepted, 0) or (_close(index, accepted, 1) if len(wanted) > 2 else [])
    hits.sort(key=lambda found: found[:4])
    return [Hit(hit.kind, hit.id, hit.title, hit.next_step, -score) for score, _, _, _, hit in hits[:limit]]


def _close(index: _Index, accepted: list[dict[str, float]], missing: int) -> list[tuple[float, int, float, int, Hit]]:
    """Things in which all words are found but so many."""
    hits: list[tuple[float, int, float, int, Hit]] = []
    for place, (hit, words, weight) in enumerate(index.things):
        scores = [max((close[word] for word in close.keys() & words), default=0.0) for close in accepted]
        if scores.count(0.0) <= missing:
            share = len(accepted) / max(len(accepted), len(hit.title.split()))
            hits.append((-round(sum(scores) / len(scores)), weight, -share, place, hit))
    return hits


@dataclass(slots=True)
class _Index:
    """Things with the words they are found by; lower weights come first."""

    things: list[tuple[Hit, frozenset[str], int]]
    words: list[str]


def _index(pkg: Package) -> _Index:
    found: _Index | None = pkg.cache.get("search")
    if found is None:
        things = list(_things(pkg))
        words = sorted({word for _, words, _ in things for word in words})
        found = pkg.cache["search"] = _Index(things, words)
    return found


def _pieces(word: str, known: list[str]) -> list[str]:
    """A run of Chinese characters that stands nowhere as a whole, in the longest pieces that do; else as it is."""
    if not _HAN.search(word) or any(word in each for each in known):
        return [word]
    found, start = [], 0
    while start < len(word):
        ends = (end for end in range(len(word), start + 1, -1) if any(word[start:end] in each for each in known))
        end = next(ends, None)
        if end is None:
            return [word]
        found.append(word[start:end])
        start = end
    return found


def _accepted(word: str, known: list[str]) -> dict[str, float]:
    """The words of the package that `word` may stand for, with how close they are. Chinese characters may stand for all
    names that hold them."""
    if _HAN.search(word):
        return {each: 100.0 - min(len(each) - len(word), 20) for each in known if word in each}
    close = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=20) if len(word) > 3 else []
    found = {each: float(score) for each, score, _ in close}
    if len(word) > 3:
        found.update(dict.fromkeys((f"{word}s", word.removesuffix("s")), 98.0))
    return {**found, word: 100.0}


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normalise(text)))


def _things(pkg: Package) -> Iterable[tuple[Hit, frozenset[str], int]]:
    names = _names(pkg)
    series: dict[tuple[str, str], int] = defaultdict(int)
    for row in pkg.table("observations").rows:
        series[row["entity_id"], row["indicator_id"]] += 1
    for (entity, indicator), count in series.items():
        title = f"{title_of(pkg, 'indicators', indicator)} of {title_of(pkg, 'entities', entity)} ({count})"
        step = f"cnii series {entity} {indicator}"
        yield _thing("series", f"{entity} {indicator}", title, step, names[entity] | names[indicator], 0)
    for row in pkg.table("rankings").rows:
        yield _thing("list", row.key, row["title"], f"cnii ranking {row.key}", names[row.key] | {"list", "ranking"}, 1)
    for row in pkg.table("entities").rows:
        step = f"cnii show facts --where entity_id={row.key}"
        yield _thing("entity", row.key, title_of(pkg, "entities", row.key), step, names[row.key], 2)
    for row in pkg.table("indicators").rows:
        step = f"cnii show facts --where indicator_id={row.key}"
        yield _thing("indicator", row.key, row["name"], step, names[row.key], 2)
    for row in pkg.table("sources").rows:
        words = _words(f"{row['title']} {row.key}") | names[row.get("publisher_id")]
        yield _thing(
            "source", row.key, row["title"] or row.key, f"cnii show facts --where source_id={row.key}", words, 4
        )
    yield from _statements(pkg, names)


def _statements(pkg: Package, names: dict[str, frozenset[str]]) -> Iterable[tuple[Hit, frozenset[str], int]]:
    seen = view(pkg)
    for table in ("observations", "ranking_entries"):
        for row in pkg.table(table).rows:
            words = names[row["entity_id"]] | names[row.get("indicator_id") or row.get("ranking_id")]
            for item in seen.parts(row).values():
                words |= _words(item.quote)
            words |= _words(row.get("period"))
            yield Hit("statement", row.key, summary(pkg, row), f"cnii why {row.key}", 0.0), words, 3


def _thing(
    kind: str, key: str, title: str, step: str, words: frozenset[str], weight: int
) -> tuple[Hit, frozenset[str], int]:
    return Hit(kind, key, title, step, 0.0), words, weight


def _names(pkg: Package) -> dict[str, frozenset[str]]:
    """The words of all names of entities, indicators and lists, by id."""
    found: dict[str, set[str]] = defaultdict(set)

    def add(key: str, texts: Iterable[str]) -> None:
        for text in texts:
            found[key] |= _words(text)

    divisions = pkg.table("divisions").index("gb2260") if pkg.table("divisions").rows else {}
    for row in pkg.table("entities").rows:
        named: list[Row] = [row, *divisions.get(row.get("gb2260") or "-", [])]
        texts = [each.get(column) for each in named for column in ("name_en", "name_zh", "pinyin")]
        add(row.key, [*texts, row.key.replace("-", " ")])
    for row in pkg.table("entity_names").rows:
        add(row["entity_id"], [row["name"]])
    for row in pkg.table("indicators").rows:
        add(row.key, [row["name"], row.get("name_zh"), row.key.replace("_", " ")])
    for row in pkg.table("indicator_terms").rows:
        add(row["indicator_id"], [row["term"]])
    for row in pkg.table("rankings").rows:
        publisher = title_of(pkg, "entities", row.get("publisher_id"))
        add(row.key, [row["title"], row.get("title_zh"), publisher, row.get("edition"), row.get("data_period")])
    return defaultdict(frozenset, {key: frozenset(words) for key, words in found.items()})
