"""From printed places to proposed entries of ranked lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ..reading.errors import ReadingError
from ..reading.ranks import read_implied_rank, read_rank
from .lists import Listed, Lists
from .marks import Marks, Reader
from .model import Entry, Mark, Observation, Part
from .owners import Owners
from .scoring import score, weigh
from .times import Whens

__all__ = ["Placing"]

#: Before an ordinal: a verb that makes it a place.
_VERB: Final = re.compile(
    r"\b(?:rank(?:ed|s|ing)?|placed|placing|came|coming|listed|finished|stood|stands)\b[^.;,]{0,16}\Z"
    r"|(?:排名?|位居|位列|名列|跻身|高居|居|列)(?:全国|全省|全市|全球|中国|国内)?\Z",
    re.IGNORECASE,
)
_PLACE_AFTER: Final = re.compile(r"\s(?:place|position|spot)\b")
_ORDINAL_NAME_ZH: Final = re.compile(r"\A(?:批|届|期|次|个|季度|产业|轮|大|阶段|代|方|条|章|节|年|家|步)")
_IMPLIED: Final = re.compile(r"(?:only |just )?(?:second|third) (?:only |just )?to\b|仅次于", re.IGNORECASE)
_ANY_OTHER: Final = re.compile(
    r"\b(?:faster|higher|larger|greater|more|stronger|quicker) [a-z-]+ than (?:in |that of )?any other\b", re.IGNORECASE
)
_SUPERLATIVE: Final = re.compile(
    r"\brank(?:ed|s|ing) (?:the )?highest\b|\b(?:largest|highest|biggest)\b"
    r"|(?:位居|居|位列|列|名列|排名|高居)?(?:全国|全省|全市)?(?:首位|榜首)",
    re.IGNORECASE,
)
_RESPECTIVELY: Final = re.compile(r"\brespectively\b|分别", re.IGNORECASE)
_SELECTED: Final = re.compile(r"\b(?:was|were) (?:selected|shortlisted|included)\b|入选|上榜", re.IGNORECASE)
_LIST_OF_NAMES: Final = re.compile(r"\s*(?:,|，|、|and|, and|和|以及|及|与)\s*", re.IGNORECASE)

#: Types of entities that lists of places rank.
_RANKED: Final = dict.fromkeys(("province", "city", "district", "county", "zone"), -5.0)


class Placing:
    """Proposes entries for one text; `reasons` says of each place that it could not put on a list why."""

    def __init__(
        self, reader: Reader, owners: Owners, whens: Whens, lists: Lists, observations: Sequence[Observation] = ()
    ) -> None:
        self.reader = reader
        self.owners = owners
        self.whens = whens
        self.lists = lists
        self.register = reader.register
        self.reasons: dict[Mark, str] = {}
        self.observations = observations
        self._sorted = Marks([])
        self._last: tuple[Mark, Listed] | None = None

    def propose(self) -> list[Entry]:
        """Proposals in the order of the text; the first of each entity on each list."""
        found: dict[tuple[str, str], Entry] = {}
        self._sorted = Marks([*self._printed(), *self._superlatives()])
        for mark in self._sorted:
            for entry in self._entries(mark):
                found.setdefault((entry.list.ranking_id, entry.entity_id), entry)
        for entry in self._members():
            found.setdefault((entry.list.ranking_id, entry.entity_id), entry)
        return sorted(found.values(), key=lambda entry: entry.at)

    # --- places ---

    def is_place(self, mark: Mark) -> bool:
        """Whether an ordinal states a place: by its verb, its form (No 1, 第2位), or the place before it."""
        text = self.reader.text
        if mark.kind == "rank" and not mark.text.startswith("第"):
            return True
        if _ORDINAL_NAME_ZH.match(text[mark.end : mark.end + 3]):
            return False
        if mark.text.endswith(("位", "名")):
            return True
        start, _ = self.reader.sentence(mark)
        before = text[max(start, mark.start - 30) : mark.start]
        if text[mark.end : mark.end + 1] == "-" or re.match(
            r"\s(?:time|group|batch|phase|level|tier)\b", text[mark.end : mark.end + 8]
        ):
            return False
        if _VERB.search(before) or _PLACE_AFTER.match(text, mark.end):
            return True
        chained = re.search(r"(?:\band|,|、|和)\s*\Z", before)
        if not chained:
            return False
        previous = [m for m in self.reader.ranks.between(start, mark.start)]
        return bool(previous) and mark.start - previous[-1].end < 12 and self.is_place(previous[-1])

    def _printed(self) -> Iterator[Mark]:
        for mark in self.reader.ranks:
            if _IMPLIED.match(self.reader.text, mark.start) and not self._ranked_before(mark):
                continue  # "only second to" says again what "ranked second" said
            if self.is_place(mark):
                yield mark

    def _ranked_before(self, mark: Mark) -> bool:
        start, _ = self.reader.sentence(mark)
        return bool(_VERB.search(self.reader.text[max(start, mark.start - 20) : mark.start]))

    def _superlatives(self) -> Iterator[Mark]:
        text = self.reader.text
        for pattern in (_SUPERLATIVE, _ANY_OTHER):
            for found in pattern.finditer(text):
                mark = Mark(found.start(), found.end(), found.group(), "superlative", value=1)
                if not any(mark.touches(rank) for rank in self.reader.ranks.between(mark.start - 20, mark.end + 20)):
                    yield mark

    def _basis(self, mark: Mark) -> str | None:
        try:
            if read_rank(mark.text) == mark.value:
                return "printed"
        except ReadingError:
            pass
        try:
            return "implied" if read_implied_rank(mark.text) == mark.value else None
        except ReadingError:
            return None

    # --- entries ---

    def _entries(self, mark: Mark) -> Iterator[Entry]:
        basis = self._basis(mark)
        if basis is None:
            self.reasons[mark] = "the words do not read as a place by themselves"
            return
        listed = self.lists.of(mark) or self._carried(mark)
        if listed is None:
            self.reasons[mark] = "no list is named or pointed at, and no term by which it could rank"
            return
        who = self._respectively(mark) or self._owner(mark, listed.metric)
        if who is None:
            self.reasons[mark] = "nobody is named or pointed at who holds the place"
            return
        weight, why = weigh("rank" if basis == "printed" else "rank implied")
        value = Part(mark.start, mark.end, mark.text, "rank", str(mark.value), weight, why)
        if not listed.metric:
            self._last = mark, listed
        yield self._made(listed, mark, who[0], mark.value, basis, who[1], value)
        yield from self._implied(mark, listed)

    def _carried(self, mark: Mark) -> Listed | None:
        """The list of the place before, in the same paragraph, for a place behind a verb ("Nanshan came first")."""
        if self._last is None or not self._ranked_before(mark):
            return None
        before, listed = self._last
        if self.reader.paragraph(before.start) != self.reader.paragraph(mark.start):
            return None
        weight, why = weigh("list before")
        words = listed.what.refers_to or listed.what
        return listed._replace(what=replace(words, weight=weight, why=why))

    def _owner(self, mark: Mark, metric: str) -> tuple[str, Part] | None:
        span = self.reader.sentence(mark)
        for one in self.observations:
            if metric and one.indicator_id == metric and span[0] <= one.at < mark.start:
                return one.entity_id, one.parts["who"]  # the value and its place have one owner
        expected = self.register.owner_types(metric) if metric else _RANKED
        found = self.owners.candidates(mark, expected)
        return (found[0].entity, self.owners.part(found[0])) if found else None

    def _made(
        self, listed: Listed, mark: Mark, entity: str, rank: int | None, basis: str, who: Part, value: Part | None
    ) -> Entry:
        when = self.lists.when(listed, mark)
        parts = {
            "who": who,
            "what": listed.what,
            **({"when": when} if when else {}),
            **({"value": value} if value else {}),
        }
        more = () if value else (weigh("member")[0],)
        return Entry(listed.list, entity, rank, basis, parts, score(parts.values(), *more))

    def _implied(self, mark: Mark, listed: Listed) -> Iterator[Entry]:
        """The one that the holder is "second only to"."""
        _, end = self.reader.sentence(mark)
        for found in _IMPLIED.finditer(self.reader.text, max(0, mark.start - 1), end):
            if found.start() - mark.end > 80:
                return
            for name in self.reader.names.between(found.end(), min(end, found.end() + 40)):
                inner = [
                    n
                    for n in self.reader.names.between(name.end, min(end, name.end + 24))
                    if self.reader.gap(name, n).strip(" ’'s的,") == ""
                ]
                holder = inner[0] if inner else name
                words = found.group()
                try:
                    rank = read_implied_rank(words)
                except ReadingError:
                    return
                weight, why = weigh("rank implied")
                value = Part(found.start(), found.end(), words, "rank", str(rank), weight, why)
                yield self._made(
                    listed, mark, holder.ids[0], rank, "implied", self.owners.named(holder, holder.ids[0]), value
                )
                return

    def _respectively(self, mark: Mark) -> tuple[str, Part] | None:
        """The name that "respectively" pairs with a place: first with first."""
        start, end = self.reader.sentence(mark)
        if not _RESPECTIVELY.search(self.reader.text, start, end):
            return None
        places = [m for m in self._sorted.between(start, end) if m.kind != "superlative"]
        names = [
            n for n in self.reader.names.between(start, places[0].start) if any(map(self.register.is_place, n.ids))
        ]
        for first in range(len(names) - len(places) + 1):
            run = names[first : first + len(places)]
            joined = all(
                _LIST_OF_NAMES.fullmatch(re.sub(r"\s?[(（][^)）]*[)）]", "", self.reader.gap(a, b)))
                for a, b in pairwise(run)
            )
            if joined:
                holder = run[places.index(mark)]
                return holder.ids[0], self.owners.named(holder, holder.ids[0])
        return None

    def _members(self) -> Iterator[Entry]:
        """Names listed as selected, where the sentence names or points at a selection."""
        text = self.reader.text
        for found in _SELECTED.finditer(text):
            cue = Mark(found.start(), found.end(), found.group(), "cue")
            start, _ = self.reader.sentence(cue)
            listed = self.lists.selection(cue)
            run: list[Mark] = []
            end = cue.start
            for name in reversed(self.reader.names.between(start, cue.start)):
                gap = text[name.end : end]
                if not (_LIST_OF_NAMES.fullmatch(gap) if run else not gap.strip()):
                    break
                run.append(name)
                end = name.start
            if not run and found.group().lower().startswith("was"):
                run = self.reader.names.between(start, cue.start)[:1]  # its subject
            for name in reversed(run) if listed else ():
                assert listed is not None
                who = self.owners.named(name, name.ids[0])
                yield self._made(Listed(*listed, ""), cue, name.ids[0], None, "printed", who, None)
