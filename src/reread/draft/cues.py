"""Words and signs by which a draft tells what a figure may be: those of `cues.csv`, the hints of `hints.csv`, and what
words beside a figure say of it by `plain.csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from ..reading.characters import simplified
from ..reading.sentences import Span


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of this room."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("# "))


#: Patterns by the names of `cues.csv`.
CUES: Final = {
    name: re.compile("|".join(row["pattern"] for row in rows), re.IGNORECASE)
    for name, rows in groupby(rows_of("cues.csv"), lambda row: row["cue"])
}

#: A Chinese character, an English word, or a number that nothing was read from.
_LETTER: Final = r"[^\W\d_\u4e00-\u9fff]"
_WORD: Final = re.compile(rf"[\u4e00-\u9fff]|\d*{_LETTER}(?:[’'-]?(?:{_LETTER}|\d))*|['’]s\b|\d[\d.,:]*")
_ENDING: Final = re.compile(r"(?:(?<=\w{3})(?:ies|es|s|ed|ing|e|y))?(?:['’]s?)?$")
_LONGEST: Final = 10
_COVERED: Final = "\x00"
_UNKNOWN: Final[frozenset[str]] = frozenset()


class Hint(NamedTuple):
    """A row of `hints.csv`."""

    then: str
    of: frozenset[str]
    before: re.Pattern[str]
    words: re.Pattern[str]
    behind: re.Pattern[str]
    sets: dict[str, str]
    doubt: str

    def fits(self, before: str, words: str, behind: str) -> str | None:
        """The words beside a figure, or of it, that the hint is about; None where it does not fit."""
        found = self.before.search(before), self.words.fullmatch(words), self.behind.match(behind)
        return next((m[0].strip() for m in found if m and m[0]), "") if all(found) else None


@cache
def hints() -> tuple[Hint, ...]:
    """All hints, in their order."""
    return tuple(
        Hint(
            row["then"], frozenset(row["of"].split()), re.compile(rf"(?:{row['before']})\Z", re.I),
            re.compile(row["words"] or ".*", re.I | re.S), re.compile(row["behind"], re.I),
            {column: cell for part in row["sets"].split() for column, _, cell in [part.partition("=")]}, row["doubt"],
        )
        for row in rows_of("hints.csv")
    )  # fmt: skip


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
    found: dict[str, frozenset[str]] = {}
    for row in rows_of("plain.csv"):
        for word in row["words"].split("|"):
            found[_bare(word)] = found.get(_bare(word), frozenset()) | {row["says"]}
    return found
