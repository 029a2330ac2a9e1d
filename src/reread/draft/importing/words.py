"""Where the words of a row stand: in the quote, elsewhere on a page that is only quoted, or in an archived text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...findings import shown
from ...reading.sentences import Sentences
from ...rules.spans import inside_word
from ..worksheet import Line
from .model import Piece, Refused

#: What may be quoted of a page that is not archived.
MAX_WORDS: Final = 12
MAX_HANZI: Final = 30
_KINDS: Final = {"who": "name", "what": "term", "when": "time", "how_much": "figure"}
_HANZI: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NEAR: Final = 6


def check_quote(text: str, column: str = "quote") -> None:
    """Raise `Refused` for a quote longer than a page may be quoted with."""
    hanzi = len(_HANZI.findall(text))
    words = len(re.sub(_HANZI, " ", text).split())
    if hanzi > MAX_HANZI:
        raise Refused(column, f"{hanzi} Chinese characters", f"at most {MAX_HANZI}: the few that carry the figure")
    if not hanzi and words > MAX_WORDS and not _tabular(text):
        raise Refused(column, f"{words} words", f"at most {MAX_WORDS}: the few that carry the figure")


def _tabular(text: str) -> bool:
    """Whether most words are numbers: a row of a table."""
    words = text.split()
    return sum(any(c.isdigit() for c in word) for word in words) * 2 > len(words)


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


def located(
    source: str, text: str, cut: Sentences, line: Line, words: Mapping[str, str], kind: str, quoted: bool
) -> dict[str, Piece]:
    """The pieces of a row, the figure (or rank, `kind`) and the other words nearest to it: in the archived text of
    their source, or where a page is only `quoted` in the quote; words that do not stand there are quotes of their own.

    The figure stands at the character `at`, where a draft has written that, and inside the quote where one is given.
    Where it stands in several places the other words of an archived text decide; if they do not, all places are named.
    """
    if quoted:
        if not text:
            raise Refused("quote", "nothing is quoted", "the few words of the page that carry the figure")
        check_quote(text)
    given = {part: words[part] for part in ("how_much", "who", "what", "when") if words.get(part)}
    everywhere = {part: places_of(item, text) for part, item in given.items()}
    for part in [part for part in given if not everywhere[part] and (part != "how_much" or not quoted)]:
        if not quoted:
            raise Refused(part, *_nowhere(given[part], text))
        check_quote(given[part], part)
        del everywhere[part]
    lead = next((part for part in given if part in everywhere and (quoted or part in ("how_much", "who"))), "who")
    if lead not in everywhere:
        if quoted:
            return {part: Piece(source, _KINDS[part], item) for part, item in given.items()}
        raise Refused(lead, "nothing", "the words that the statement hangs on")
    at = (_in_quote if quoted else _in_archive)(text, cut, line, lead, given, everywhere)
    kinds = {**_KINDS, "how_much": kind}
    found = {}
    for part, item in given.items():
        place = at if part == lead else _nearest(everywhere[part], at, cut) if part in everywhere else None
        passage = text if quoted and place is not None and item != text else ""
        found[part] = Piece(source, kinds[part], item, None if quoted and not passage else place, passage)
    return found


def _nowhere(words: str, text: str) -> tuple[str, str]:
    """What was found, and what would be accepted, where words do not stand in an archived text."""
    there = text.find(words)
    if there < 0:
        return f"{shown(words)} stands nowhere in the archived text", "words of it, letter by letter"
    longer = text[slice(*whole_word(text, there, there + len(words)))]
    return f"{shown(words)} stands only inside other words of the archived text", longer


_Places = Mapping[str, list[int]]


def _in_quote(text: str, cut: Sentences, line: Line, lead: str, given: Mapping[str, str], everywhere: _Places) -> int:
    """Where the words stand in a quote that a statement hangs on."""
    words, index, places = given[lead], line["how_much_index"], everywhere[lead]
    if not places:
        cuts = "part of a longer word or number of" if words in text else "not in"
        raise Refused(lead, f"{shown(words)}, {cuts} the quote {shown(text)}", "words as they stand in the quote")
    if not index and (len(places) == 1 or lead != "how_much"):
        return places[0]
    if not index:
        found = f"{shown(words)}, which stands {len(places)} times in the quote"
        raise Refused(lead, found, f"how_much_index: which of them, 1 to {len(places)}")
    if not index.isascii() or not index.isdigit() or not 0 < int(index) <= len(places):
        found = f"{shown(index)}, while {shown(words)} stands {len(places)} times in the quote"
        raise Refused("how_much_index", found, f"a number from 1 to {len(places)}")
    return places[int(index) - 1]


def _in_archive(text: str, cut: Sentences, line: Line, lead: str, given: Mapping[str, str], everywhere: _Places) -> int:
    """Where the words stand in an archived text that a statement hangs on."""
    quote, index, leads, words = line["quote"], line["how_much_index"], everywhere[lead], given[lead]
    if quote:
        spans = [(p, p + len(quote)) for p in places_of(quote, text)]
        if not spans:
            raise Refused("quote", f"{shown(quote)} stands nowhere in the archived text", "a part of it, or nothing")
        leads = [p for p in leads if any(a <= p and p + len(words) <= b for a, b in spans)]
        if not leads:
            raise Refused(lead, f"{shown(words)} does not stand in the quote", "words of the quote")
    if line["at"]:
        at = int(line["at"]) if line["at"].isascii() and line["at"].isdigit() else -1
        leads = [p for p in leads if p <= at < p + len(words) or p == at]
        if not leads:
            found = f"{line['at']}, where {shown(words)} does not stand"
            raise Refused("at", found, "an empty cell, or the number of the character with which it begins")
    if index.isascii() and index.isdigit() and 0 < int(index) <= len(leads):
        return leads[int(index) - 1]

    def distance(place: int) -> tuple[int, int]:
        """How far the other words are from a place: sentences that differ, then characters."""
        near = [_nearest(everywhere[part], place, cut) for part in given if part != lead]
        outside = sum(not cut.together((place, place + 1), (other, other + 1)) for other in near)
        return outside, sum(abs(other - place) for other in near)

    ranked = sorted((distance(place), place) for place in leads)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        where = ", ".join(str(place) for _, place in ranked[:_NEAR])
        found = f"{shown(words)} stands at characters {where} of the text"
        raise Refused(lead, found, "a quote, or other words beside it")
    return ranked[0][1]


def _nearest(places: list[int], at: int, cut: Sentences) -> int:
    """The place nearest to `at`: in its sentence before all others, then before it rather than behind it."""
    span = (at, at + 1)
    return min(places, key=lambda p: (not cut.together(span, (p, p + 1)), p > at, abs(p - at)))
