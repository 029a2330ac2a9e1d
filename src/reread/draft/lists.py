"""Which list a place is on: registered titles, titles of new lists, words that point to one, or an indicator."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from ..reading.errors import ReadingError
from ..reading.names import normalise
from ..reading.ranks import read_list_size
from .marks import Marks, Reader
from .model import List, Mark, Part
from .scoring import weigh
from .times import Whens

if TYPE_CHECKING:
    from .register import Register

__all__ = ["Listed", "Lists"]

_TOKEN: Final = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_TITLE: Final = 160
#: How many mentions back a pointing phrase may reach.
_MENTIONS: Final = 50
#: How much of a registered title a text must repeat to name it.
_COVERED: Final = 0.4
#: Words of titles that tell no list from another.
_GENERIC: Final = frozenset({
    "a", "among", "best", "china", "chinese", "in", "leading", "list", "most", "national", "of", "s", "the",
    "top", "world", "中", "国", "全", "强", "榜", "单",
})  # fmt: skip
#: What ends the title of a list that is not registered.
_TITLE_END: Final = re.compile(
    r"[,.;:()\[\]\"“”\n]|\s(?:that|which|according|released|issued|published|compiled|by|list|ranking|with|while|and|was|were|is|are"
    r"|has|have|after|behind|only|at|on)\b",
    re.IGNORECASE,
)
_TITLE_YEAR: Final = re.compile(r"\s(?:in|for|of)\s(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_TITLE_LEAD: Final = re.compile(r"(?:[A-Z][\w-]*['’]s\s|(?:19|20)\d\d\s|Chinese\s|national\s)+\Z")
_ZH_LEAD: Final = re.compile(r"[^，。；、：！？（）()《》“”\s]*\Z")
_ZH_CUE: Final = re.compile(
    r".*(?:跻身|入选|入围|上榜|位列|位居|在|于|荣登|进入|发布的?|公布的?|评选的?|推出的?|列入|列)"
)
_ZH_END: Final = re.compile(r"[，。；、：！？（）()《》“”\s]|(?:中|里|名单|榜单|排行榜|排名|评选|第)")
_QUOTED: Final = re.compile(r"[《“\"]([^《》“”\"\n]{2,60})[》”\"]")
_POPULATION: Final = re.compile(
    r"\bamong\s+(?:all\s+|the\s+)*([^,.;()\n]{3,80})|\bin\s+(the (?:country|nation|province|city))\b", re.I
)
_NOT_PRINTED: Final = "not printed"


class Listed(NamedTuple):
    """A list with the part "what" of an entry on it, and the indicator where it ranks by one."""

    list: List
    what: Part
    metric: str


class Lists:
    """Finds lists for the places of one text."""

    def __init__(self, reader: Reader, whens: Whens, source_id: str) -> None:
        self.reader = reader
        self.whens = whens
        self.source_id = source_id
        self.register: Register = reader.register
        registered = self._registered()
        self.mentions: list[tuple[Mark, List]] = sorted(
            [*registered, *self._printed_titles(Marks(mark for mark, _ in registered))],
            key=lambda pair: (pair[0].start, pair[1].new is not None),
        )
        self._starts = [mark.start for mark, _ in self.mentions]

    # --- titles ---

    def _registered(self) -> list[tuple[Mark, List]]:
        """Where the text repeats words of registered titles: the longest run of words of each title."""
        text = self.reader.text
        spans = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
        words = [normalise(text[a:b]) for a, b in spans]
        starts: dict[tuple[str, str], list[tuple[int, list[str], int]]] = {}
        rows = [r for r in self.register.pkg.table("rankings").rows if r["kind"] != "superlative"]
        for number, row in enumerate(rows):
            title = [normalise(t) for t in _TOKEN.findall(row["title"])]
            for place in range(len(title) - 1):
                starts.setdefault((title[place], title[place + 1]), []).append((number, title, place))
        best: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(len(words) - 1):
            for number, title, place in starts.get((words[i], words[i + 1]), ()):
                size = 2
                while place + size < len(title) and i + size < len(words) and words[i + size] == title[place + size]:
                    size += 1
                run = words[i : i + size]
                if (
                    size < _COVERED * len(title)
                    or all(w in _GENERIC or w.isdigit() for w in run)
                    or not self._same_year(title, words, i, i + size)
                ):
                    continue
                key = (number, self.reader.cut.number(spans[i][0]))
                if key not in best or size > best[key][1]:
                    best[key] = i, size
        found = []
        for (number, _), (i, size) in best.items():
            row, start, end = rows[number], spans[i][0], spans[i + size - 1][1]
            mark = Mark(start, end, text[start:end], "title")
            found.append((mark, List(row["ranking_id"], row["kind"], start, end, row["title"])))
        return found

    @staticmethod
    def _same_year(title: list[str], words: list[str], start: int, end: int) -> bool:
        years = {t for t in title if _YEAR.fullmatch(t)}
        near = {w for w in words[max(0, start - 1) : end + 2] if _YEAR.fullmatch(w)}
        return not years or not near or bool(years & near)

    def _printed_titles(self, covered: Marks) -> list[tuple[Mark, List]]:
        """Titles around printed sizes ("top 100 Chinese districts in 2023") that no registered title covers."""
        found: list[tuple[Mark, List]] = []
        known: dict[str, List] = {}
        for size in self.reader.sizes:
            if any(
                size.within(mark) for mark in covered.between(size.start - _LONGEST_TITLE, size.end + _LONGEST_TITLE)
            ):
                continue
            start, end = self._title_zh(size) if self.reader.language == "zh" else self._title_en(size)
            title = self.reader.text[start:end]
            try:
                if end - start > _LONGEST_TITLE or read_list_size(title) != size.value:
                    continue
            except ReadingError:
                continue
            key = normalise(title)
            if key not in known:
                known[key] = List(*self._new(title, size, start, end, len(known) + 1))
            found.append((Mark(start, end, title, "title"), known[key]))
        return found

    def _title_en(self, size: Mark) -> tuple[int, int]:
        text = self.reader.text
        lead = _TITLE_LEAD.search(text[max(0, size.start - 40) : size.start])
        start = size.start - (len(lead.group()) if lead else 0)
        limit = min(len(text), size.end + _LONGEST_TITLE)
        stop = _TITLE_END.search(text, size.end, limit)
        end = stop.start() if stop else limit
        year = _TITLE_YEAR.search(text, size.end, end)
        return start, year.end() if year else end

    def _title_zh(self, size: Mark) -> tuple[int, int]:
        text = self.reader.text
        for quoted in _QUOTED.finditer(text, max(0, size.start - 60), size.end + 60):
            if quoted.start(1) <= size.start and size.end <= quoted.end(1):
                return quoted.span(1)
        lead = _ZH_LEAD.search(text[max(0, size.start - 30) : size.start])
        words = lead.group() if lead else ""
        cue = _ZH_CUE.match(words)
        start = size.start - len(words) + (cue.end() if cue else 0)
        stop = _ZH_END.search(text, size.end)
        return start, stop.start() if stop else size.end

    def _new(
        self, title: str, size: Mark, start: int, end: int, number: int
    ) -> tuple[str, str, int, int, str, dict[str, str]]:
        ranking_id = _slug(title) or f"{self.source_id}-list-{number}"
        taken = self.register.pkg.table("rankings").get(ranking_id)
        if taken is not None or len(ranking_id) > 60:
            ranking_id = f"{self.source_id}-list-{number}"
        year = _YEAR.search(title)
        population = self.reader.text[size.end : end].strip()
        population = _TITLE_YEAR.sub("", f" {population}").strip() or title
        row = {
            "ranking_id": ranking_id, "title": title, "kind": "ranking", "edition": year.group() if year else "",
            "size": str(size.value), "size_basis": "printed", "population": population,
        }  # fmt: skip
        return ranking_id, "ranking", start, end, title, row

    # --- the list of a place ---

    def of(self, mark: Mark) -> Listed | None:
        """The list of a place: titled in its sentence, pointed at there, or an indicator by which it ranks."""
        start, end = self.reader.sentence(mark)
        titled = [
            (self.reader.distance(mark, title) + (2 if title.end <= mark.start else 0), title.start, title, one)
            for title, one in self._mentioned(start, end)
            if start <= title.start and title.end <= end and not title.touches(mark)
        ]
        if titled:
            _, _, title, one = min(titled, key=lambda item: item[:2])
            new = one.new is not None
            weight, why = weigh("list new" if new else "list named")
            return Listed(one, Part(title.start, title.end, title.text, "term", one.ranking_id, weight, why), "")
        for phrase in self.reader.lists.between(start, end):
            pointed = self._pointed(phrase, frozenset(phrase.ids))
            if pointed:
                return Listed(*pointed, "")
        return self._by_metric(mark)

    def selection(self, mark: Mark) -> tuple[List, Part] | None:
        """The selection that a sentence names or points at."""
        start, end = self.reader.sentence(mark)
        for title, one in self._mentioned(start, end):
            if start <= title.start and title.end <= end and one.kind == "selection":
                weight, why = weigh("list named")
                return one, Part(title.start, title.end, title.text, "term", one.ranking_id, weight, why)
        for phrase in self.reader.lists.between(start, mark.start):
            pointed = self._pointed(phrase, frozenset({"selection"}) & set(phrase.ids))
            if pointed:
                return pointed
        return None

    def _mentioned(self, start: int, end: int) -> list[tuple[Mark, List]]:
        """The mentions that begin in `start:end`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _pointed(self, phrase: Mark, kinds: frozenset[str]) -> tuple[List, Part] | None:
        for title, one in reversed(self._mentioned(0, phrase.start)[-_MENTIONS:]):
            if title.end <= phrase.start and one.kind in kinds:
                new = self.register.needs("list", phrase.text, one.kind)
                weight, why = weigh("list pointed", bool(new))
                target = Part(title.start, title.end, title.text, "term", one.ranking_id, 1.0, "the title of the list")
                return one, Part(
                    phrase.start, phrase.end, phrase.text, "reference", one.ranking_id, weight, why, target, new
                )
        return None

    def _by_metric(self, mark: Mark) -> Listed | None:
        """A superlative: a place by an indicator whose term stands before it in the sentence (or right behind it)."""
        found = self._metric(mark)
        if found is None:
            return None
        metric, what = found
        when = self.whens.when(mark, metric, Mark(what.start, what.end, what.quote, "term"), None)
        period = when.period if when.basis in ("printed", "relative", "context") else ""
        candidates = [
            row
            for row in self.register.pkg.table("rankings").rows
            if row["metric"] == metric and row["kind"] == "superlative" and row["data_period"] in (period, "")
        ]
        start, end = min(what.start, mark.start), max(what.end, self._clause_end(mark))
        if candidates:
            one = List(candidates[0]["ranking_id"], "superlative", start, end, candidates[0]["title"])
            return Listed(one, what, metric)
        name = self.register.indicators[metric]["name"]
        printed = _POPULATION.search(self.reader.text, mark.start, self.reader.sentence(mark)[1])
        population = (printed[1] or printed[2]).strip() if printed else _NOT_PRINTED
        among = f" among {population}" if printed else ""
        row = {
            "ranking_id": _slug(f"{metric} {self.source_id} {mark.start}"), "kind": "superlative", "metric": metric,
            "title": f"{name}{among}{f' in {period}' if period else ''}", "population": population,
            "data_period": period, "claim": self.reader.text[start:end],
        }  # fmt: skip
        return Listed(List(row["ranking_id"], "superlative", start, end, row["title"], row), what, metric)

    def _clause_end(self, mark: Mark) -> int:
        _, end = self.reader.sentence(mark)
        stop = re.compile(r"[,;，；。.]").search(self.reader.text, mark.end, end)
        return stop.start() if stop else end

    def _metric(self, mark: Mark) -> tuple[str, Part] | None:
        start, end = self.reader.sentence(mark)
        for phrase in self.reader.what.between(start, mark.end):
            measures = set(phrase.ids) - {"share", "growth"}
            if measures and phrase.end <= mark.start:  # "the volume ranked ... No 1"
                for term in self.reader.terms.before(phrase.start):
                    level = next((i for i in term.ids if self.register.measure(i) in measures), "")
                    if level:
                        return level, self._phrase(phrase, self.register.measure(level), level, term, level)
            if phrase.touches(mark) and "growth" in phrase.ids:  # "faster growth than in any other"
                for term in self.reader.terms.before(phrase.start):
                    level = term.ids[0]
                    growth = self.register.derived(level, "growth") if term.start >= start else ""
                    if growth:
                        return growth, self._phrase(phrase, "growth", growth, term, level)
                    return None
        best: tuple[float, Mark] | None = None
        for term in self.reader.terms.between(start, end):
            behind = term.start >= mark.end
            close = self.reader.distance(term, mark) + 2 * self.reader.commas(term, mark) + (2 if behind else 0)
            near = 30 if not behind else 12 if mark.kind == "superlative" else 3
            if not term.touches(mark) and close <= near and (best is None or close < best[0]):
                best = close, term
        if best is None:
            return None
        term = best[1]
        new = self.register.needs("term", term.text)
        weight, why = weigh("list metric", bool(new))
        return term.ids[0], Part(term.start, term.end, term.text, "term", term.ids[0], weight, why, None, new)

    def _phrase(self, phrase: Mark, measure: str, reads: str, term: Mark, level: str) -> Part:
        new = self.register.needs("what", phrase.text, measure)
        weight, why = weigh("list metric", bool(new))
        target = Part(
            term.start, term.end, term.text, "term", level, 1.0, "a term", None, self.register.needs("term", term.text)
        )
        return Part(phrase.start, phrase.end, phrase.text, "reference", reads, weight, why, target, new)

    def when(self, listed: Listed, mark: Mark) -> Part | None:
        """The time of an entry: that in the title; of a list by an indicator, the period."""
        if listed.metric:
            found = self.whens.when(mark, listed.metric, Mark(listed.what.start, listed.what.end, "", "term"), None)
            return found.part if found.basis in ("printed", "relative", "context") else None
        words = listed.what.refers_to or listed.what
        end = max(words.end, self._title_end(words.end))
        for time in self.reader.times.between(words.start, end):
            assert time.time is not None
            weight, why = weigh("when printed")
            return Part(time.start, time.end, time.text, "time", time.time.period, weight, why)
        return None

    def _title_end(self, end: int) -> int:
        year = _TITLE_YEAR.match(self.reader.text, end)
        return year.end() if year else end


def _slug(words: str) -> str:
    """An id of the words, "" for words that are not in Latin letters.

    >>> _slug("Top 100 Chinese districts in 2023"), _slug("百强区")
    ('top-100-chinese-districts-in-2023', '')
    """
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower().replace("’", "").replace("'", "")).strip("-")
    return slug if (re.search("[a-z]", slug) and words.isascii()) or re.search("[a-z]{3}", slug) else ""
