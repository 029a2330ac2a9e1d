"""What words beside a figure say of it, and which of them nothing accounts for; by `plain.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from ..reading.characters import simplified
from ..reading.sentences import Span
from .cues import rows_of

#: Chinese characters, which hold several words; an English word; a number that nothing was read from.
_LETTER: Final = r"[^\W\d_\u4e00-\u9fff]"
_WORD: Final = re.compile(rf"[\u4e00-\u9fff]+|\d*{_LETTER}(?:[’'-]?(?:{_LETTER}|\d))*|['’]s\b|\d[\d.,:]*")
_ENDING: Final = re.compile(r"(?:(?<=\w{3})(?:ies|es|s|ed|ing|e|y))?(?:['’]s?)?$")
_LONGEST: Final = 10
_COVERED: Final = "\x00"
_UNKNOWN: Final[frozenset[str]] = frozenset()


class Word(NamedTuple):
    """Words of a text, where they begin, and what they are known to say ("": nothing); empty where that is unknown."""

    text: str
    start: int
    says: frozenset[str]

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.text)


def words_beside(text: str, part: Span, found: Iterable[Span]) -> Iterator[Word]:
    """The words of a part of a text that are in none of the spans that were `found` there."""
    first, last = part
    left = text[first:last]
    for start, end in found:
        start, end = max(start - first, 0), min(end - first, last - first)
        if start < end:
            left = left[:start] + _COVERED * (end - start) + left[end:]
    words, number = [*_WORD.finditer(left)], 0
    while number < len(words):
        start = words[number].start()
        if "\u4e00" <= left[start] <= "\u9fff":
            yield from _in_stretch(words[number][0], first + start)
            number += 1
            continue
        phrases = ((n, left[start : words[n - 1].end()])
                   for n in range(min(len(words), number + _LONGEST), number, -1))  # fmt: skip
        end, phrase = next(((n, p) for n, p in phrases if _bare(p) in _plain()), (number + 1, words[number][0]))
        yield Word(phrase, first + start, _plain().get(_bare(phrase), _UNKNOWN))
        number = end


def _in_stretch(stretch: str, start: int) -> Iterator[Word]:
    """The longest known words in Chinese characters, and what is left between them."""
    plain, left, place = stretch.translate(simplified()), 0, 0
    while place < len(plain):
        lengths = range(min(_LONGEST, len(plain) - place), 0, -1)
        known = next((n for n in lengths if plain[place : place + n] in _plain()), 0)
        if known and left < place:
            yield Word(stretch[left:place], start + left, _UNKNOWN)
        if known:
            yield Word(stretch[place : place + known], start + place, _plain()[plain[place : place + known]])
        place += known or 1
        left = place if known else left
    if left < place:
        yield Word(stretch[left:], start + left, _UNKNOWN)


def _bare(words: str) -> str:
    """Words as they are compared: without the endings of English ones."""
    return " ".join(_ENDING.sub("", word) for word in words.lower().split())


@cache
def _plain() -> dict[str, frozenset[str]]:
    """What words say, by the words."""
    found: dict[str, frozenset[str]] = {}
    for row in rows_of("plain.csv"):
        for word in row["words"].split("|"):
            found[_bare(word)] = found.get(_bare(word), frozenset()) | {row["says"]}
    return found
