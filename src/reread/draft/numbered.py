"""From a list to worksheet rows: one row a member, with its place, name and score, counted against the printed size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from typing import Final

from ..reading.ranks import find_ranks, read_list_size
from ..rules.rereading import attempt
from .cues import CUES
from .grid import Grid, is_number
from .importing.meaning import read_place
from .importing.words import Refused, places_of
from .known import Known
from .worksheet import Drafted, Row

_PLACE: Final = (
    r"(?:(?:No|NO|Nr|TOP|Top|top|Rank|#)\s*\.?\s*\d{1,4}|第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[名位]?"
    r"|\d{1,4}(?:st|nd|rd|th)?)"
)
_ENTRY: Final = re.compile(rf"^\W{{0,3}}(?P<place>{_PLACE})(?P<mark>\s*[.．、,，:：)）|/—–-]*\s*)(?P<rest>\D.*)$")
_BEHIND: Final = re.compile(
    rf"^(?:(?P<score>\d+(?:\.\d+)?)[\s,，|]+)?(?P<rest>\D+?)[\s,，:：(（|—–-]+(?P<place>{_PLACE})[)）]?$"
)
_SCORED: Final = re.compile(r"[总得]分|[分指]数|score|index", re.I)
_SCORE: Final = re.compile(
    rf"^(?P<name>.*?)[\s,，:：(（|—–-]+(?:(?:{_SCORED.pattern})\s*[:：]?\s*)?"
    r"(?P<score>\d+(?:\.\d+)?)\s*(?:分|points?|%)?[)）]?$",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(r"(?<=[\s;；,，。、])(?=(?:No\.?\s*|第)?\d{1,3}(?:[.．、)）]|[名位])\s*\D)")
#: Between two members of a line whose places stand without a mark, 1 Kunshan 16 Liuyang.
_BESIDE: Final = re.compile(r"(?<=\s)(?=\d{1,3}\s+(?!(?:points?|分|[家个%])\b)[^\W\d_])")
#: Words that say that a place is shared, behind or before a name or place.
_TIED: Final = re.compile(
    r"\s*[(（\[]\s*(?:并列|tied?|joint(?:ly)?|=)\s*[)）\]]|并列(?=第)|^\s*=|(?<=\d)=|^(?:joint|tied)\s|^T(?=\d+\b)",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"(?:top|百强|前|强|名单|排行|ranking|list)", re.I)
#: Signs around a name that are no part of it.
_EDGES: Final = re.compile(r"^\W+|[^\w)）]+$")


@dataclass(slots=True)
class _Entry:
    quote: str
    name: str
    score: str = ""
    place: str = ""
    rank: int = 0
    doubt: str = ""
    before: str = ""  # the words of the quote that stand before the place


def draft_list(known: Known, text: str, given: Mapping[str, str], size: int = 0) -> Drafted:
    """Draft a list with one member a line, or several numbered ones in a line; plain lines count in their order.

    `given` are cells for all rows; `size` is how many places the list has, where that is known; else a line before the
    first member may print it.
    """
    lines = [part for line in text.split("\n") for inline in _INLINE.split(line) for part in _beside(inline.strip())]
    score_first = any(map(_is_score_first, lines))
    read = [(line, _entry(line, score_first, len(lines))) for line in lines]
    entries = [entry for _, entry in read if entry]
    titles = [line for line, entry in read if not entry]
    while len(entries) > 1 and entries[0].rank > 1 == entries[1].rank:
        titles.append(entries.pop(0).quote)  # "Top 30 counties", and then 1, 2, 3
    ranks = [entry.rank for entry in entries]
    if len({*ranks}) == len(ranks) and max(ranks, default=0) <= len(ranks) + 5:
        entries.sort(key=lambda entry: entry.rank)  # two columns, 1 and 16 in a line
    if len(entries) * 2 < len(lines) or not (len(entries) < 2 or _follow([entry.rank for entry in entries], 5)):
        titles = [line for line in lines if _is_title(line)]
        named = [(_Entry(line, *_scored(line)), entry) for line, entry in read if line not in titles]
        if sum(bool(known.meant(plain.name)) for plain, _ in named) * 2 > len(named):
            named = [*dropwhile(lambda pair: not known.meant(pair[0].name), named)]  # a title that prints no size
        entries = []
        for rank, (plain, numbered) in enumerate(named, 1):
            plain.rank = rank
            if numbered and numbered.rank != rank and not known.meant(plain.name):
                numbered.doubt = f"rank: {numbered.rank} as it seems to be printed, or {rank} by the order of printing?"
                numbered.place, numbered.rank = "", 0
            entries.append(numbered if numbered and numbered.rank in (0, rank) else plain)
    printed = next((found for title in titles if (found := _size(title))), 0)
    return _drafted(known, entries, given, size or printed)


def draft_ranked_table(known: Known, caption: str, grid: Grid, given: Mapping[str, str], size: int = 0) -> Drafted:
    """Draft a table with a column of places and one of names; a column that is called so, or of numbers with a point,
    holds the scores.
    """
    heads = grid[0] if grid else []
    if any(_place(cell)[1] or is_number(cell) or known.meant(_name(cell)) for cell in heads):
        heads = []
    grid = grid[1:] if heads else grid
    columns = {x: [row[x] for row in grid if row[x]] for x in range(max(map(len, grid), default=0))}
    placed = (x for x, head in enumerate(heads) if CUES["placed"].search(head))
    called = [x for x in placed if any(_place(cell)[1] for cell in columns.get(x, []))]
    years = {x: CUES["year"].findall(heads[x]) for x in called}
    called.sort(key=lambda x: (not CUES["earlier"].search(heads[x]), not years[x], years[x]), reverse=True)
    ranks = called or [x for x, cells in columns.items() if _are_places(cells)]
    others = {x: cells for x, cells in columns.items() if x not in ranks}
    names = [x for x, cells in others.items() if sum(map(is_number, cells)) * 2 < len(cells)]
    if not names:
        return Drafted(doubts=["no column of names"])
    named = max(names, key=lambda x: len({cell for cell in columns[x] if known.meant(cell)}))
    scores = [
        x for x, cells in others.items() if x != named and cells
        and (_SCORED.search(heads[x]) if heads else sum("." in c and is_number(c) for c in cells) * 2 > len(cells))
    ]  # fmt: skip
    if not ranks:
        grid = [*dropwhile(lambda row: not known.meant(_name(row[named])), grid)]  # the heads of columns
    entries = []
    for number, row in enumerate(grid, 1):
        (place, rank), name = _place(row[ranks[0]]) if ranks else ("", number), _name(row[named])
        if name and (rank or known.meant(name)):
            score = row[scores[0]] if scores and is_number(row[scores[0]]) else ""
            doubt = "" if rank else f"rank: {row[ranks[0]]!r} is no place"
            before = " ".join(filter(None, row[: ranks[0]])) if ranks else ""
            entries.append(_Entry(" ".join(filter(None, row)), name, score, place, rank, doubt, before))
    return _drafted(known, entries, given, size or _size(caption))


def _drafted(known: Known, entries: Sequence[_Entry], given: Mapping[str, str], size: int) -> Drafted:
    meant = [known.meant(entry.name) for entry in entries]
    kinds = Counter(places[0].row.get("type", "") for places in meant if len(places) == 1).most_common(1)
    tied = _tied(entries)
    rows = []
    for entry, bearers in zip(entries, meant, strict=True):
        alike = [p for p in bearers if kinds and p.row.get("type") == kinds[0][0]]
        places = alike or bearers
        place = entry.place if entry.place and places_of(entry.place, entry.quote) else ""  # none inside a word, T5
        row: Row = {
            "quote": entry.quote, "who": entry.name, "how_much": place, "rank": str(entry.rank or ""),
            "entity": places[0].key if len(places) == 1 else "", "score": entry.score,
        }  # fmt: skip
        if not place and entry.rank:
            row["note"] = "Place by the order of printing."
        elif place and len(places_of(place, entry.quote)) > 1:
            row["how_much_index"] = str(len(places_of(place, entry.before)) + 1)
        if _TIED.search(entry.quote) or entry.rank in tied:
            row["tied"] = "true"
        row |= given
        doubts = [entry.doubt]
        if len(places) > 1:
            doubts.append("who: " + " | ".join(f"{p.row.get('name_en') or p.key} ({p.key})" for p in places[:4]))
        elif not places:
            doubts.append("who: nobody that is known; a row of entities, or another spelling")
        row["candidates"] = "; ".join(filter(None, doubts))
        rows.append(row)
    return Drafted(rows, [*_miscounted(entries, size)], size)


def _tied(entries: Sequence[_Entry]) -> set[int]:
    """Places that several share: as printed, or as many as they are follow without a member of their own, 5, 5, 7."""
    ranks = Counter(entry.rank for entry in entries if entry.rank)
    said = {entry.rank for entry in entries if _TIED.search(entry.quote)}
    shared = {rank for rank, count in ranks.items() if count > 1}
    return {r for r in shared if r in said or not any(r + n in ranks for n in range(1, ranks[r]))}


def _miscounted(entries: Sequence[_Entry], size: int) -> Iterator[str]:
    """What is wrong with the places of a list: some are missing, twice, or others than it has."""
    ranks = Counter(entry.rank for entry in entries if entry.rank)
    tied = _tied(entries)
    yield from (f"place {rank} stands {n} times" for rank, n in sorted(ranks.items()) if n > 1 and rank not in tied)
    there = {*ranks, *(rank + n for rank in tied for n in range(1, ranks[rank]))}
    missing = [rank for rank in range(1, (size or max(ranks, default=0)) + 1) if rank not in there]
    if missing:
        noun = "place is" if len(missing) == 1 else "places are"
        yield f"{len(missing)} {noun} missing: {', '.join(map(str, missing[:12]))}"
    over = [rank for rank in ranks if size and rank > size]
    if over:
        yield f"places beyond the size {size}: {', '.join(map(str, sorted(over)))}"
    if size and len(entries) != size:
        yield f"{len(entries)} members, while the list has {size} places"


def _entry(line: str, score_first: bool, lines: int) -> _Entry | None:
    """The member of a list of so many `lines` that a line is; None where it prints no place, or a year."""
    plain = _TIED.sub("", line)
    found = (score_first and _BEHIND.match(plain)) or _ENTRY.match(plain) or _BEHIND.match(plain)
    if not found:
        return None
    name, score = _scored(found["rest"])
    place, rank = _place(found["place"])
    if not rank or not name or (rank > lines and CUES["year"].fullmatch(str(rank))):
        return None
    return _Entry(
        line, name, found.groupdict().get("score") or score, place, rank, before=plain[: found.start("place")]
    )


def _beside(line: str) -> list[str]:
    """The members that stand in a line without marks, where each has a place; the line where not."""
    parts = [part.strip() for part in _BESIDE.split(line) if part.strip()]
    return parts if all(_ENTRY.match(part) for part in parts) else [line]


def _is_score_first(line: str) -> bool:
    """Whether a line holds heads of columns, that of the score before that of the place."""
    score, place = _SCORED.search(line), CUES["placed"].search(line)
    return bool(score and place and score.start() < place.start()) and not any(map(str.isdigit, line))


def _scored(rest: str) -> tuple[str, str]:
    """A name, and the score printed behind it."""
    rest = rest.strip()
    found = _SCORE.match(_TIED.sub("", rest))
    name = _name(found["name"]) if found else ""
    return (name, found["score"]) if found and name else (_name(rest), "")


def _name(words: str) -> str:
    return _EDGES.sub("", _TIED.sub("", words))


def _place(words: str) -> tuple[str, int]:
    """The words that state a place, as far as they are read as one, and its number: of TOP2, =5 and Rank 12 the number
    alone; "" and 0 where there is none, or where they hold more.
    """
    found = re.fullmatch(rf"\W*({_PLACE})\W*", _TIED.sub("", words))
    for stated in (found[1], *re.findall(r"\d+", found[1])[:1]) if found else ():
        with suppress(Refused):
            return stated, read_place(stated)[0]
    return "", 0


def _follow(numbers: Sequence[int], step: int) -> bool:
    """Whether most numbers follow each other, by a `step` at most: else they are something else than places."""
    steps = [b - a for a, b in pairwise(numbers)]
    return sum(0 <= each <= step for each in steps) * 2 > len(steps)


def _are_places(cells: Sequence[str]) -> bool:
    numbers = [n for cell in cells if (n := _place(cell)[1])]
    return len(numbers) * 3 >= len(cells) * 2 and _follow(numbers, 1)


def _is_title(line: str) -> bool:
    """Whether a line prints the size of the list, or announces it."""
    return bool(_TITLE.search(line)) and bool(_size(line) or line.endswith((":", "：")))


def _size(line: str) -> int:
    """How many places a title says that the list has; of two numbers ("the first 30 of the top 100") the smaller."""
    sizes = [rank.value for rank in find_ranks(line) if rank.kind == "list_size"]
    return attempt(read_list_size, line) or min(sizes, default=0)
