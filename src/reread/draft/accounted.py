"""What words beside a figure say of it, and which of them nothing accounts for; by `plain.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from ..reading.characters import simplified
from ..reading.sentences import Span
from .cues import rows_of

#: A Chinese character, an English word, or a number that nothing was read from.
_LETTER: Final = r"[^\W\d_\u4e00-\u9fff]"
_WORD: Final = re.compile(rf"[\u4e00-\u9fff]|\d*{_LETTER}(?:[’'-]?(?:{_LETTER}|\d))*|['’]s\b|\d[\d.,:]*")
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
    words, number, unknown = [*_WORD.finditer(left)], 0, Word("", 0, _UNKNOWN)
    while number < len(words):
        start = words[number].start()
        phrases = ((n, left[start : words[n - 1].end()])
                   for n in range(min(len(words), number + _LONGEST), number, -1))  # fmt: skip
        number, phrase = next(((n, p) for n, p in phrases if _bare(p) in _plain()), (number + 1, words[number][0]))
        word = Word(phrase, first + start, _plain().get(_bare(phrase), _UNKNOWN))
        if unknown.text and (word.says or word.start > unknown.end or phrase.isascii()):
            yield unknown
            unknown = Word("", 0, _UNKNOWN)
        if word.says or phrase.isascii():
            yield word
        else:  # several characters without a blank are one Chinese word
            unknown = Word(unknown.text + phrase, word.start - len(unknown.text), _UNKNOWN)
    if unknown.text:
        yield unknown


def _bare(words: str) -> str:
    """Words as they are compared: without the endings of English ones."""
    return " ".join(_ENDING.sub("", word) for word in words.translate(simplified()).lower().split())


@cache
def _plain() -> dict[str, frozenset[str]]:
    """What words say, by the words."""
    found: dict[str, frozenset[str]] = {}
    for row in rows_of("plain.csv"):
        for word in row["words"].split("|"):
            found[_bare(word)] = found.get(_bare(word), frozenset()) | {row["says"]}
    return found
