"""Where the words of a row stand: in the quote, elsewhere on a page that is only quoted, or in an archived text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...findings import shown
from ...reading.sentences import Sentences, joined
from ..worksheet import Line
from .model import Piece, Refused

__all__ = ["MAX_HANZI", "MAX_WORDS", "check_quote", "in_archive", "in_quote", "places_of", "whole_word"]

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
    found = []
    for match in re.finditer(re.escape(words), text):
        start, end = match.span()
        if start and _cuts(text, start):
            continue
        if end < len(text) and _cuts(text, end):
            continue
        found.append(start)
    return found


def whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened so that it cuts no word and no number."""
    while start and _cuts(text, start):
        start -= 1
    while end < len(text) and _cuts(text, end):
        end += 1
    return start, end


def _cuts(text: str, place: int) -> bool:
    left, right = text[place - 1], text[place]
    if right.isdigit() and left.isupper() and text[place - 2 : place - 1].isupper():
        return False  # GDP4250, RMB150
    if joined(left, right) and not (_HANZI.match(left) or _HANZI.match(right)):
        return True
    if left.isdigit() and right in ",.":
        return text[place + 1 : place + 2].isdigit()
    return left in ",." and right.isdigit() and text[max(0, place - 2) : place - 1].isdigit()


def in_quote(source: str, quote: str, words: Mapping[str, str], index: str, kind: str) -> dict[str, Piece]:
    """The pieces of a row whose page is only quoted: figure (or rank, `kind`) inside the quote, the other words there,
    nearest to it, or as a quote of their own.
    """
    if not quote:
        raise Refused("quote", "nothing is quoted", "the few words of the page that carry the figure")
    check_quote(quote)
    found: dict[str, Piece] = {}
    at = None
    if words.get("how_much"):
        at = _only(quote, words["how_much"], index)
        found["how_much"] = _piece(source, kind, words["how_much"], at, quote)
    for part in ("who", "what", "when"):
        text = words.get(part, "")
        if not text:
            continue
        places = places_of(text, quote)
        if not places:
            check_quote(text, part)
            found[part] = Piece(source, _KINDS[part], text)
            continue
        if at is None:
            at = _only(quote, text, index, part)
        found[part] = _piece(source, _KINDS[part], text, min(places, key=lambda p: abs(p - (at or 0))), quote)
    return found


def _piece(source: str, kind: str, words: str, start: int, quote: str) -> Piece:
    return Piece(source, kind, words) if words == quote else Piece(source, kind, words, start, quote)


def _only(quote: str, words: str, index: str, column: str = "how_much") -> int:
    places = places_of(words, quote)
    if not places:
        cut = words in quote
        found = f"{shown(words)}, {'part of a longer word or number of' if cut else 'not in'} the quote {shown(quote)}"
        raise Refused(column, found, "words as they stand in the quote")
    if index:
        if not index.isascii() or not index.isdigit() or not 0 < int(index) <= len(places):
            found = f"{shown(index)}, while {shown(words)} stands {len(places)} times in the quote"
            raise Refused("how_much_index", found, f"a number from 1 to {len(places)}")
        return places[int(index) - 1]
    if len(places) > 1 and column == "how_much":
        found = f"{shown(words)}, which stands {len(places)} times in the quote"
        raise Refused(column, found, f"how_much_index: which of them, 1 to {len(places)}")
    return places[0]


def in_archive(
    source: str, text: str, cut: Sentences, line: Line, words: Mapping[str, str], kind: str
) -> dict[str, Piece]:
    """The pieces of a row whose page is archived: all words in its text, nearest to each other.

    The figure stands at the character `at`, where a draft has written that, and inside the quote where one is given.
    Where it stands in several places the other words decide; if they do not, all places are named.
    """
    given = {part: words[part] for part in ("how_much", "who", "what", "when") if words.get(part)}
    lead = "how_much" if "how_much" in given else "who"
    if lead not in given:
        raise Refused(lead, "nothing", "the words that the statement hangs on")
    everywhere = {}
    for part, item in given.items():
        everywhere[part] = places_of(item, text)
        if not everywhere[part]:
            found, accepted, there = "nowhere in the archived text", "words of it, letter by letter", text.find(item)
            if there >= 0:
                start, end = whole_word(text, there, there + len(item))
                found, accepted = "only inside other words of the archived text", text[start:end]
            raise Refused(part, f"{shown(item)} stands {found}", accepted)
    at = _lead(text, cut, line, lead, given, everywhere)
    kinds = {**_KINDS, "how_much": kind}
    return {
        part: Piece(source, kinds[part], item, at if part == lead else _nearest(everywhere[part], at, cut))
        for part, item in given.items()
    }


def _lead(
    text: str, cut: Sentences, line: Line, lead: str, given: Mapping[str, str], everywhere: Mapping[str, list[int]]
) -> int:
    """Where the words stand that a statement hangs on."""
    quote, index, leads = line["quote"], line["how_much_index"], everywhere[lead]
    if quote:
        spans = [(p, p + len(quote)) for p in places_of(quote, text)]
        if not spans:
            raise Refused("quote", f"{shown(quote)} stands nowhere in the archived text", "a part of it, or nothing")
        leads = [p for p in leads if any(a <= p and p + len(given[lead]) <= b for a, b in spans)]
        if not leads:
            raise Refused(lead, f"{shown(given[lead])} does not stand in the quote", "words of the quote")
    if line["at"]:
        at = int(line["at"]) if line["at"].isascii() and line["at"].isdigit() else -1
        leads = [p for p in leads if p <= at < p + len(given[lead]) or p == at]
        if not leads:
            found = f"{line['at']}, where {shown(given[lead])} does not stand"
            raise Refused("at", found, "an empty cell, or the number of the character with which it begins")
    if index.isascii() and index.isdigit() and 0 < int(index) <= len(leads):
        return leads[int(index) - 1]
    ranked = sorted((_distance(given, everywhere, lead, place, cut), place) for place in leads)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        where = ", ".join(str(place) for _, place in ranked[:_NEAR])
        raise Refused(
            lead, f"{shown(given[lead])} stands at characters {where} of the text", "a quote, or other words beside it"
        )
    return ranked[0][1]


def _distance(
    given: Mapping[str, str], everywhere: Mapping[str, list[int]], lead: str, place: int, cut: Sentences
) -> tuple[int, int]:
    """How far the other words are from a place: sentences that differ, then characters."""
    outside = characters = 0
    for part in given:
        if part != lead:
            near = _nearest(everywhere[part], place, cut)
            outside += not cut.together((place, place + 1), (near, near + 1))
            characters += abs(near - place)
    return outside, characters


def _nearest(places: list[int], at: int, cut: Sentences) -> int:
    """The place nearest to `at`: in its sentence before all others, then before it rather than behind it."""
    span = (at, at + 1)
    return min(places, key=lambda p: (not cut.together(span, (p, p + 1)), p > at, abs(p - at)))
