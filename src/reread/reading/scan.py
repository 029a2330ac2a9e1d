"""Every printed number of a text, so that none is skipped in silence: numbers are listed here, not understood.

Counted are runs of digits of any script, also those in identifiers, addresses, dates and times (the 5 of "5G"), with
`,` and `.` where they group or begin decimals; other characters that are numeric by Unicode (½, ②, Ⅳ); English number
words as whole words, neighbours as one ("one hundred and five"), with a magnitude word behind digits ("61 billion");
ordinals ("4th", "No 1", 第七), fractions ("half", 三分之一), multiples ("doubled", 翻番); and runs of Chinese numerals,
also inside words (统一), since only a reader can tell. Not counted, since no number is printed: "a", "an", "once",
"both", "single", "pair", "several", "few", and Roman numerals in ordinary letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from . import vocabulary as v
from .affixes import any_of
from .errors import MAX_DIGITS, ReadingError
from .numbers import read_words
from .numerals import primary_language
from .spots import Lazy, Spots

# The numerals that are read, their traditional forms, and rarer ones that are only counted.
_HANZI: Final = "".join((*v.HANZI_DIGITS, *v.HANZI_SCALES)) + "萬億兩貳參陸廿卅卌兆"
_any: Final = partial(any_of, end="")
_LETTERS: Final = Lazy(r"[A-Za-z]+|[^\sA-Za-z-]+", 0)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One printed number at `start:end` (code points, end exclusive); `kind`: digits, word, ordinal, fraction,
    multiple."""

    start: int
    end: int
    text: str
    kind: str


def scan_numerals(text: str, language: str = "en") -> list[Numeral]:
    """Every maximal printed number of `text`, left to right, without overlaps: see the module for what counts.

    The words of all languages are looked for in every text; `language` must only be one with a grammar.
    """
    primary_language(language)
    result: list[Numeral] = []
    for found in _spots().finditer(text):
        kind = found.lastgroup or "digits"
        if kind == "word":
            result += _single_words(found)
        else:
            result.append(Numeral(found.start(), found.end(), found.group(), kind))
    if rare := "".join(c for c in set(text) if c.isnumeric() and not c.isdecimal() and c not in _HANZI):
        runs = re.finditer(f"[{rare}]+", text)
        result += [Numeral(found.start(), found.end(), found.group(), "digits") for found in runs]
        result.sort(key=lambda numeral: numeral.start)
    return result


def _single_words(found: re.Match[str]) -> Iterator[Numeral]:
    """Neighbouring number words, one numeral for each number they spell: "one hundred and two one" are two."""
    tokens = [(m.start(), m.end(), m.group().lower()) for m in _LETTERS.finditer(found.group())]
    i = 0
    while i < len(tokens):
        try:
            count = read_words([word for _, _, word in tokens[i : i + MAX_DIGITS]]).consumed
        except ReadingError:
            count = 1
        if tokens[i][2] != "and" or count > 1:
            start, end = found.start() + tokens[i][0], found.start() + tokens[i + count - 1][1]
            yield Numeral(start, end, found.string[start:end], "word")
        i += count


@cache
def _spots() -> Spots:
    start, end = r"(?<![A-Za-z])", r"(?![A-Za-z])"
    gap = r"(?:\s{0,2}-\s?|\s{1,3}(?:and\s{1,3})?)"
    cardinals = (*v.NUMBER_WORDS, *v.SCALES, v.DOZEN, *v.VAGUE)
    words = rf"(?:{_any(cardinals)}){end}"
    ordinals = rf"(?:{_any(v.ORDINALS)})s?{end}"
    known = (word for word, at in v.MAGNITUDES.items() if word.isascii() and at.meaning and not at.needs)
    magnitudes = _any(known) + end
    digits = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)*"
    tens = _any(word for word, value in v.NUMBER_WORDS.items() if value >= 20)
    run = rf"[{_HANZI}]+(?:点[{_HANZI}]+)?"
    begin = (*cardinals, *v.ORDINALS, *(f"{word}s" for word in v.ORDINALS), *v.DENOMINATORS, *v.MULTIPLES)
    at_words = (
        rf"(?P<ordinal>{start}(?:No|Nr|Number)\b\s{{0,3}}\.?\s{{0,3}}\d+(?!\d|(?:st|nd|rd|th){end})"
        rf"|{start}(?:(?:{words}{gap}){{1,6}}and\s{{1,3}})?(?:(?:{tens})-\s?)?{ordinals})",
        rf"(?P<fraction>{start}(?:(?:{_any(v.NUMBER_WORDS)})[\s-]{{1,3}})?(?:{_any(v.DENOMINATORS)}){end})",
        rf"(?P<multiple>{start}(?:{_any(v.MULTIPLES)}){end})",
        rf"(?P<word>{start}{words}(?:{gap}{words})*)",
    )
    at_signs = (
        rf"(?P<ordinal>第\s?(?:\d+|[{_HANZI}]+)|\d+(?:st|nd|rd|th){end})",
        rf"(?P<fraction>[{_HANZI}\d]{{1,24}}分之(?:\d+(?:\.\d+)?|{run})|{'|'.join(v.HALVES)}|半)",
        rf"(?P<multiple>翻了?[{_HANZI}]?番)",
        rf"(?P<digits>{digits}(?:[\s-]{{0,3}}{magnitudes}|[多余餘]?[百千万亿萬億]+)?(?:\d+[万亿萬億])?)",
        rf"(?P<word>{run})",
    )
    signs = rf"\d第半{_HANZI}{''.join(word[0] for word in v.HALVES)}翻"
    return Spots((*begin, "no", "nr", "number"), at_words, signs, at_signs, re.IGNORECASE)
