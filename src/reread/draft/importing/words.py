"""The words of a row, and where they stand: in the quote, elsewhere on a page, or in an archived text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ...findings import shown
from ...reading.sentences import Sentences
from ...rules.spans import inside_word
from ..worksheet import Line

#: What may be quoted of a page that is not archived.
MAX_WORDS: Final = 12
MAX_HANZI: Final = 30
_KINDS: Final = {"how_much": "figure", "who": "name", "what": "term", "when": "time"}
_HANZI: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a source, a row of evidence to be: at `start` of the archived text, or of `passage` where they are
    quoted (None: they stand alone). A reference points back to the words `refers`.
    """

    source: str
    kind: str
    quote: str
    start: int | None = None
    passage: str = ""
    refers: Piece | None = field(default=None, compare=False)

    @property
    def place(self) -> tuple[str, str, str, int | None]:
        """Where the words stand, whatever they are: rows of worksheets with the same place are the same row."""
        return self.source, self.passage or self.quote, self.quote, self.start

    @property
    def span(self) -> tuple[int, int]:
        """Where they begin and end."""
        start = self.start or 0
        return start, start + len(self.quote)


class Refused(Exception):
    """Raised where a cell, and with it its row, cannot be taken: what was found there, and what would be accepted."""

    place, number = "", 0

    def __init__(self, column: str, found: str, accepted: str) -> None:
        super().__init__(found)
        self.column, self.found, self.accepted = column, found, accepted

    def of(self, line: Line) -> Refused:
        """The same, with the place of the row."""
        self.place, self.number = line.place, line.number
        return self

    def __str__(self) -> str:
        return f"{self.place}, row {self.number}, {self.column}: {self.found}\n  accepted  {self.accepted}"


def too_long(text: str) -> tuple[str, str] | tuple[()]:
    """What is found and accepted where a page may not be quoted with so much; a row of a table, mostly numbers, may."""
    hanzi, words = len(_HANZI.findall(text)), text.split()
    if hanzi > MAX_HANZI:
        return f"{hanzi} Chinese characters", f"at most {MAX_HANZI}: the few that carry the figure"
    numbers = sum(any(map(str.isdigit, word)) for word in words)
    if not hanzi and len(words) > MAX_WORDS and numbers * 2 <= len(words):
        return f"{len(words)} words", f"at most {MAX_WORDS}: the few that carry the figure"
    return ()


def places_of(words: str, text: str) -> list[int]:
    """Where `words` stand in `text`, never inside a longer word or number."""
    spans = (match.span() for match in re.finditer(re.escape(words), text))
    return [start for start, end in spans if not _cuts(text, start) and not _cuts(text, end)]


def whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened so that it cuts no word and no number."""
    while _cuts(text, start):
        start -= 1
    while _cuts(text, end):
        end += 1
    return start, end


def _cuts(text: str, place: int) -> bool:
    """Whether a place lies inside a word or number; of GDP4250 and RMB150 the number stands apart."""
    apart = text[place : place + 1].isdigit() and re.fullmatch("[A-Z]{2}", text[max(place - 2, 0) : place])
    return inside_word(text, place) and not apart


def located(line: Line, source: str, cut: Sentences, kind: str, quoted: bool) -> dict[str, Piece]:
    """The pieces of a row, the figure (or rank, `kind`) and the other words nearest to it: in the archived text of
    their source, or where a page is only `quoted` in the quote; words that do not stand there are quotes of their own.

    The figure stands at the character `at`, where a draft has written that, and inside the quote where one is given.
    Where it stands in several places the other words of an archived text decide; if they do not, all places are named.
    """
    text = cut.text
    if quoted:
        if not text:
            raise Refused("quote", "nothing is quoted", "the few words of the page that carry the figure")
        if wrong := too_long(text):
            raise Refused("quote", *wrong)
    given = {part: line[part] for part in _KINDS if line[part]}
    there = {part: places_of(words, text) for part, words in given.items()}
    for part, words in given.items():
        if not there[part] and not quoted:
            raise Refused(part, *_nowhere(words, text))
        if not there[part] and part != "how_much":
            if wrong := too_long(words):
                raise Refused(part, *wrong)
            del there[part]
    lead = next((part for part in there if quoted or part in ("how_much", "who")), "")
    if not lead and not quoted:
        raise Refused("who", "nothing", "the words that the statement hangs on")
    at = (_in_quote if quoted else _in_archive)(line, cut, lead, there) if lead else 0
    found = {}
    for part, words in given.items():
        place = at if part == lead else _nearest(there[part], at, cut) if part in there else None
        passage = text if quoted and place is not None and words != text else ""
        own = kind if part == "how_much" else _KINDS[part]
        found[part] = Piece(source, own, words, None if quoted and not passage else place, passage)
    return found


def _nowhere(words: str, text: str) -> tuple[str, str]:
    """What was found, and what would be accepted, where words do not stand in an archived text."""
    there = text.find(words)
    if there < 0:
        return f"{shown(words)} stands nowhere in the archived text", "words of it, letter by letter"
    longer = text[slice(*whole_word(text, there, there + len(words)))]
    return f"{shown(words)} stands only inside other words of the archived text", longer


def _in_quote(line: Line, cut: Sentences, lead: str, there: Mapping[str, list[int]]) -> int:
    """Where the words stand in a quote that a statement hangs on."""
    words, index, places = line[lead], line["how_much_index"], there[lead]
    if not places:
        cuts = "part of a longer word or number of" if words in cut.text else "not in"
        raise Refused(lead, f"{shown(words)}, {cuts} the quote {shown(cut.text)}", "words as they stand in the quote")
    if not index and (len(places) == 1 or lead != "how_much"):
        return places[0]
    if not index:
        found = f"{shown(words)}, which stands {len(places)} times in the quote"
        raise Refused(lead, found, f"how_much_index: which of them, 1 to {len(places)}")
    if not 0 < _whole(index) <= len(places):
        found = f"{shown(index)}, while {shown(words)} stands {len(places)} times in the quote"
        raise Refused("how_much_index", found, f"a number from 1 to {len(places)}")
    return places[int(index) - 1]


def _in_archive(line: Line, cut: Sentences, lead: str, there: Mapping[str, list[int]]) -> int:
    """Where the words stand in an archived text that a statement hangs on."""
    words, quote, leads = line[lead], line["quote"], there[lead]
    if quote:
        spans = [(p, p + len(quote)) for p in places_of(quote, cut.text)]
        if not spans:
            raise Refused("quote", f"{shown(quote)} stands nowhere in the archived text", "a part of it, or nothing")
        leads = [p for p in leads if any(a <= p and p + len(words) <= b for a, b in spans)]
        if not leads:
            raise Refused(lead, f"{shown(words)} does not stand in the quote", "words of the quote")
    if line["at"]:
        at = _whole(line["at"])
        leads = [p for p in leads if p <= at < p + len(words) or p == at]
        if not leads:
            found = f"{line['at']}, where {shown(words)} does not stand"
            raise Refused("at", found, "an empty cell, or the number of the character with which it begins")
    if 0 < _whole(line["how_much_index"]) <= len(leads):
        return leads[int(line["how_much_index"]) - 1]

    def distance(place: int) -> tuple[int, int]:
        """How far the other words are from a place: sentences that differ, then characters."""
        near = [_nearest(places, place, cut) for part, places in there.items() if part != lead]
        outside = sum(not cut.together((place, place + 1), (other, other + 1)) for other in near)
        return outside, sum(abs(other - place) for other in near)

    ranked = sorted((distance(place), place) for place in leads)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        where = ", ".join(str(place) for _, place in ranked[:_NEAR])
        found = f"{shown(words)} stands at characters {where} of the text"
        raise Refused(lead, found, "a quote, or other words beside it")
    return ranked[0][1]


def _whole(cell: str) -> int:
    return int(cell) if cell.isascii() and cell.isdigit() else -1


def _nearest(places: list[int], at: int, cut: Sentences) -> int:
    """The place nearest to `at`: in its sentence before all others, then before it rather than behind it."""
    span = (at, at + 1)
    return min(places, key=lambda p: (not cut.together(span, (p, p + 1)), p > at, abs(p - at)))
