"""From a few words to what the package has on them: series, lists, names and words of sources, with the next step."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from rapidfuzz import fuzz, process

from reread.package.opening import Package
from reread.reading.names import normalise
from reread.statements.view import title_of, view
from reread.tables.columns import opened
from reread.why.words import summary

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
    score: float = 0.0

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}\n    {self.next_step}"


#: A thing with the words it is found by; lower weights come first.
_Thing: TypeAlias = tuple[Hit, frozenset[str], int]


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
    pkg = opened(package)
    things: list[_Thing] = pkg.once("search", lambda: list(_things(pkg)))
    known: list[str] = pkg.once("words to search", lambda: sorted({word for _, words, _ in things for word in words}))
    asked = dict.fromkeys(piece for word in _WORD.findall(normalise(text)) for piece in _pieces(word, known))
    accepted = [_accepted(word, known) for word in asked if word not in _EMPTY]
    found = _close(things, accepted, 0) if accepted else []
    return (found or (_close(things, accepted, 1) if len(accepted) > 2 else []))[:limit]


def _close(things: list[_Thing], accepted: list[dict[str, float]], missing: int) -> list[Hit]:
    """Things in which all words are found but so many, best first."""
    hits: list[tuple[float, int, float, int, Hit]] = []
    for place, (hit, words, weight) in enumerate(things):
        scores = [max((close[word] for word in close.keys() & words), default=0.0) for close in accepted]
        if scores.count(0.0) <= missing:
            share = len(accepted) / max(len(accepted), len(hit.title.split()))
            score = round(sum(scores) / len(scores))
            hits.append((-score, weight, -share, place, replace(hit, score=score)))
    return [hit for *_, hit in sorted(hits, key=itemgetter(0, 1, 2, 3))]


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


def _things(pkg: Package) -> Iterator[_Thing]:
    names, step = _names(pkg), "cnii show facts --where {}={}"
    series = Counter((row["entity_id"], row["indicator_id"]) for row in pkg.table("observations").rows)
    for (entity, indicator), count in series.items():
        title = f"{title_of(pkg, 'indicators', indicator)} of {title_of(pkg, 'entities', entity)} ({count})"
        key = f"{entity} {indicator}"
        yield Hit("series", key, title, f"cnii series {key}"), names[entity] | names[indicator], 0
    for row in pkg.table("rankings").rows:
        words = names[row.key] | {"list", "ranking"}
        yield Hit("list", row.key, row["title"], f"cnii ranking {row.key}"), words, 1
    for kind, table in (("entity", "entities"), ("indicator", "indicators")):
        for row in pkg.table(table).rows:
            title = title_of(pkg, table, row.key)
            yield Hit(kind, row.key, title, step.format(f"{kind}_id", row.key)), names[row.key], 2
    for row in pkg.table("sources").rows:
        words = _words(f"{row['title']} {row.key}") | names[row.get("publisher_id")]
        yield Hit("source", row.key, row["title"] or row.key, step.format("source_id", row.key)), words, 4
    seen = view(pkg)
    for row in (*pkg.table("observations").rows, *pkg.table("ranking_entries").rows):
        words = names[row["entity_id"]] | names[row.get("indicator_id") or row.get("ranking_id")]
        quotes = [item.quote for item in seen.parts(row).values()]
        words = words.union(*map(_words, [*quotes, row.get("period")]))
        yield Hit("statement", row.key, summary(pkg, row), f"cnii why {row.key}"), words, 3


def _names(pkg: Package) -> dict[str, frozenset[str]]:
    """The words of all names of entities, indicators and lists, by id."""
    found: dict[str, set[str]] = defaultdict(set)

    def add(key: str, texts: Iterable[str]) -> None:
        for text in texts:
            found[key] |= _words(text)

    divisions = pkg.table("divisions").index("gb2260") if pkg.table("divisions").rows else {}
    for row in pkg.table("entities").rows:
        named = [row, *divisions.get(row.get("gb2260") or "-", [])]
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
