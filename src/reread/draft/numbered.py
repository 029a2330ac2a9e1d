"""From a list to worksheet rows: one row a member, with its place, name and score, counted against the printed size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING, Final

from ..reading.errors import ReadingError
from ..reading.ranks import find_ranks, read_list_size, read_ordinal, read_rank
from .grid import Grid, is_number
from .importing.meaning import read_place
from .importing.model import Refused
from .importing.words import places_of
from .known import Known
from .places import Place

if TYPE_CHECKING:
    from ..package.opening import Package

__all__ = ["ListDraft", "draft_list", "draft_ranked_table"]

Row = dict[str, str]
_PLACE: Final = (
    r"(?:(?:No|NO|Nr|TOP|Top|top|Rank|#)\s*\.?\s*\d{1,4}|第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[名位]?"
    r"|\d{1,4}(?:st|nd|rd|th)?)"
)
_ENTRY: Final = re.compile(rf"^\W{{0,3}}(?P<place>{_PLACE})(?P<mark>\s*[.．、,，:：)）|/—–-]*\s*)(?P<rest>\D.*)$")
_BEHIND: Final = re.compile(rf"^(?P<rest>\D+?)[\s,，:：(（|—–-]+(?P<place>{_PLACE})[)）]?$")
_SCORE: Final = re.compile(r"^(?P<name>.*?)[\s,，:：(（|—–-]+(?P<score>\d+(?:\.\d+)?)\s*(?P<unit>分|points?|%)?[)）]?$")
_INLINE: Final = re.compile(r"(?<=[\s;；,，。、])(?=(?:No\.?\s*|第)?\d{1,3}(?:[.．、)）]|[名位])\s*\D)")
#: Words that say that a place is shared, behind or before a name or place.
_TIED: Final = re.compile(
    r"\s*[(（\[]\s*(?:并列|tied?|joint(?:ly)?|=)\s*[)）\]]|并列(?=第)|^\s*=|(?<=\d)=|^(?:joint|tied)\s|^T(?=\d+\b)",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"(?:top|百强|前|强|名单|排行|ranking|list)", re.I)


@dataclass(slots=True)
class ListDraft:
    """Rows of a list, what is doubtful of it as a whole, and its printed size (0: none is printed)."""

    rows: list[Row] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    size: int = 0


@dataclass(slots=True)
class _Entry:
    quote: str
    name: str
    place: str = ""
    rank: int = 0
    score: str = ""

    @property
    def tied(self) -> bool:
        """Whether the words beside it say that it shares its place."""
        return bool(_TIED.search(self.quote))


def draft_list(
    pkg: Package, text: str, language: str, source: str, ranking: str, given: Mapping[str, str], size: int = 0
) -> ListDraft:
    """Draft a list with one member a line, or several numbered ones in a line; plain lines count in their order.

    `given` are cells for all rows; `size` is how many places the list has, where that is known; else a line before the
    first member may print it.
    """
    lines = [part.strip() for line in text.split("\n") for part in _INLINE.split(line) if part.strip()]
    read = [(line, _entry(line)) for line in lines]
    numbered = [entry for _, entry in read if entry is not None]
    titles = [line for line, entry in read if entry is None]
    while len(numbered) > 1 and numbered[0].rank > 1 == numbered[1].rank:
        titles.append(numbered.pop(0).quote)  # "Top 30 counties", and then 1, 2, 3
    if len(numbered) * 2 < len(lines) or not _ascending(numbered):
        titles = [line for line in lines if _is_title(line)]
        named = [(line, *_scored(_TIED.sub("", line))) for line in lines if line not in titles]
        known = Known(pkg, language)
        if sum(bool(_meant(known, name)) for _, name, _ in named) * 2 > len(named):
            named = [*dropwhile(lambda entry: not _meant(known, entry[1]), named)]  # a title that prints no size
        numbered = [_Entry(line, name, "", n, score) for n, (line, name, score) in enumerate(named, 1)]
    printed = next((found for title in titles if (found := _size(title))), 0)
    return _drafted(pkg, numbered, language, source, ranking, given, size or printed)


def draft_ranked_table(
    pkg: Package, caption: str, grid: Grid, language: str, source: str, ranking: str, given: Mapping[str, str],
    size: int = 0,
) -> ListDraft:  # fmt: skip
    """Draft a table with a column of places and one of names; a column of numbers with a point holds the scores."""
    width = max(map(len, grid), default=0)
    columns = {x: [row[x] for row in grid if row[x]] for x in range(width)}
    known = Known(pkg, language)
    ranks = [x for x, cells in columns.items() if _are_places(cells)]
    names = sorted(
        (x for x in range(width) if x not in ranks and sum(map(is_number, columns[x])) * 2 < len(columns[x])),
        key=lambda x: -sum(bool(_meant(known, cell)) for cell in columns[x]),
    )
    if not names:
        return ListDraft(doubts=["no column of names"])
    points = {x: sum("." in c and is_number(c) for c in cells) for x, cells in columns.items() if x not in ranks}
    scores = [x for x, count in points.items() if count * 2 > len(columns[x])]
    entries = []
    for number, row in enumerate(grid, 1):
        rank = _number(row[ranks[0]]) if ranks else number
        name = _TIED.sub("", row[names[0]])
        if not name or not rank:
            continue
        score = row[scores[0]] if scores and is_number(row[scores[0]]) else ""
        entries.append(
            _Entry(" ".join(c for c in row if c), name, _TIED.sub("", row[ranks[0]]) if ranks else "", rank, score)
        )
    return _drafted(pkg, entries, language, source, ranking, given, size or _size(caption))


def _drafted(
    pkg: Package,
    entries: Sequence[_Entry],
    language: str,
    source: str,
    ranking: str,
    given: Mapping[str, str],
    size: int,
) -> ListDraft:
    known = Known(pkg, language)
    found = ListDraft(size=size)
    kinds = Counter(
        places[0].row.get("type", "") for e in entries if len(places := _meant(known, e.name)) == 1
    ).most_common(1)
    tied = _tied(entries)
    for entry in entries:
        places = _meant(known, entry.name)
        place = _stated(entry)
        if len(places) > 1 and kinds:
            places = [p for p in places if p.row.get("type") == kinds[0][0]] or places
        row = {
            "source": source, "quote": entry.quote, "who": entry.name, "how_much": place, "ranking": ranking,
            "rank": str(entry.rank), "entity": places[0].key if len(places) == 1 else "", "score": entry.score,
        }  # fmt: skip
        if not place:
            row["note"] = "Place by the order of printing."
        if entry.tied or entry.rank in tied:
            row["tied"] = "true"
        again = [m.start() for m in re.finditer(rf"(?<!\d){re.escape(place)}(?!\d)", entry.quote)]
        if place and len(again) > 1:
            row["how_much_index"] = "1"
        row |= given
        if len(places) > 1:
            row["candidates"] = "who: " + " | ".join(f"{p.row.get('name_en') or p.key} ({p.key})" for p in places[:4])
        elif not places:
            row["candidates"] = "who: nobody that is known; a row of entities, or another spelling"
        found.rows.append(row)
    found.doubts += _counted(entries, size)
    return found


def _stated(entry: _Entry) -> str:
    """The words that state a place, as far as they are read as one: of TOP2, =5 and Rank 12 the number alone; "" where
    they stand inside a longer word, T5.
    """
    words = entry.place
    try:
        read_place(words)
    except Refused:
        digits = re.search(r"\d+", words)
        words = digits[0] if digits else words
    return words if words and places_of(words, entry.quote) else ""


def _tied(entries: Sequence[_Entry]) -> set[int]:
    """Places that several share: as printed, or as many as they are follow without a member of their own, 5, 5, 7."""
    ranks = Counter(entry.rank for entry in entries)
    said = {entry.rank for entry in entries if entry.tied}
    shared = {rank for rank, count in ranks.items() if count > 1}
    return {r for r in shared if r in said or not any(r + n in ranks for n in range(1, ranks[r]))}


def _counted(entries: Sequence[_Entry], size: int) -> list[str]:
    """What is wrong with the places of a list: some are missing, twice, or others than it has."""
    ranks = Counter(entry.rank for entry in entries)
    tied = _tied(entries)
    doubts = [f"place {rank} stands {n} times" for rank, n in sorted(ranks.items()) if n > 1 and rank not in tied]
    last = size or max(ranks, default=0)
    shared = {rank + n for rank in tied for n in range(1, ranks[rank])}
    missing = [rank for rank in range(1, last + 1) if rank not in ranks and rank not in shared]
    if missing:
        noun = "place is" if len(missing) == 1 else "places are"
        doubts.append(f"{len(missing)} {noun} missing: {', '.join(map(str, missing[:12]))}")
    over = [rank for rank in ranks if size and rank > size]
    if over:
        doubts.append(f"places beyond the size {size}: {', '.join(map(str, sorted(over)))}")
    if size and len(entries) != size:
        doubts.append(f"{len(entries)} members, while the list has {size} places")
    return doubts


def _meant(known: Known, name: str) -> list[Place]:
    """The places or entities that a name may mean; one where it is clear."""
    places = known.places.find(name)
    best = [p for p in places if p.score > places[0].score - 0.05] if places else []
    if best:
        return best
    bearers = {key for n in known.names(name) if n.text == name for key in known.entities(n)}
    return [Place(key, 1.0, known.row(key), "") for key in sorted(bearers)]


def _entry(line: str) -> _Entry | None:
    plain = _TIED.sub("", line)
    found = _ENTRY.match(plain) or _BEHIND.match(plain)
    if found is None:
        return None
    name, score = _scored(found["rest"].strip())
    rank = _number(found["place"])
    return _Entry(line, name, found["place"], rank, score) if rank and name else None


def _scored(rest: str) -> tuple[str, str]:
    """A name, and the score printed behind it."""
    found = _SCORE.match(rest)
    name = (found["name"] if found else rest).strip(" \t,，;；。.|:：")
    return (name, found["score"]) if found and name else (rest.strip(" \t,，;；。.|:："), "")


def _number(place: str) -> int:
    """The number of a place as printed, 0 where it is none."""
    digits, words = re.search(r"\d+", place), re.search(r"[一二三四五六七八九十百]+", place)
    try:
        if digits:
            return read_ordinal(place) if re.search(r"(?:st|nd|rd|th)$", place) else int(digits[0])
        return read_rank(f"第{words[0]}") if words else 0
    except ReadingError:
        return 0


def _ascending(entries: Sequence[_Entry]) -> bool:
    """Whether most places follow each other: else the numbers are something else."""
    steps = [b.rank - a.rank for a, b in pairwise(entries)]
    return not steps or sum(0 <= step <= 5 for step in steps) * 2 > len(steps)


def _are_places(cells: Sequence[str]) -> bool:
    numbers = [n for cell in cells if (n := _number(cell)) and len(cell) < 12 and "." not in cell.strip(".")]
    steps = [b - a for a, b in pairwise(numbers)]
    return len(numbers) * 3 > len(cells) * 2 and sum(0 <= step <= 1 for step in steps) * 2 > len(steps)


def _is_title(line: str) -> bool:
    """Whether a line prints the size of the list, or announces it."""
    return bool(_TITLE.search(line)) and bool(_size(line) or line.endswith((":", "：")))


def _size(line: str) -> int:
    """How many places a title says that the list has; of two numbers ("the first 30 of the top 100") the smaller."""
    try:
        return read_list_size(line) or 0
    except ReadingError:
        return min((rank.value for rank in find_ranks(line) if rank.kind == "list_size"), default=0)
