"""Where the numbers are: every numeral of a text that can begin a figure, in digits or in words, with its exact
value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from .affixes import beginnings
from .errors import MAX_DIGITS, ReadingError, shown
from .numbers import read_hanzi, read_words
from .vocabulary import (
    ARTICLES,
    DENOMINATORS,
    DOZEN,
    HALVES,
    HANZI_DIGITS,
    HANZI_SCALES,
    LANGUAGES,
    MAGNITUDES,
    MEASURE_WORDS,
    MULTIPLES,
    NUMBER_WORDS,
    QUALIFIERS_BEFORE,
    SCALES,
)

__all__ = ["Number", "primary_language", "spelled_numbers"]

_DIGITS: Final = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|0|[1-9][0-9]*)(?:\.[0-9]+)?"
_BLANK: Final = r"\s{1,3}"
_HANZI: Final = "".join((*HANZI_DIGITS, *HANZI_SCALES))
#: Scales that may stand without a digit, the hedges that must stand before them then, and what must follow.
_BARE: Final = "百千万亿"
_HEDGES: Final = tuple(QUALIFIERS_BEFORE["zh"])
_COUNTED: Final = MEASURE_WORDS + "元人亩余多"


class Number(NamedTuple):
    """A numeral at `start:end`: mantissa x 10^last_digit / divisor. `unit` is "multiple" for fractions and
    multiples."""

    start: int
    end: int
    mantissa: int
    last_digit: int = 0
    plain: bool = True
    divisor: int = 1
    unit: str | None = None
    digits: bool = False
    lone_hanzi: bool = False


def primary_language(language: str) -> str:
    """The primary subtag of a BCP 47 tag, "zh" for "zh-Hans-CN"; `ReadingError` for one without a grammar."""
    code = language.split("-", 1)[0].lower()
    if code not in LANGUAGES:
        raise ReadingError(f"figures in language {language!r} cannot be read; there are {', '.join(LANGUAGES)}")
    return code


@cache
def _pattern(language: str) -> re.Pattern[str]:
    big = "万亿|亿|万"
    begin: list[str] = []
    parts = [
        rf"(?P<compound>(?<![A-Za-z0-9_.,])(?P<left>[1-9][0-9]{{0,7}})(?P<high>{big})(?P<right>[1-9][0-9]{{0,3}})(?![0-9,.年月日])"
        r"(?P<low>亿|万)?)",
        rf"(?P<digits>(?<![A-Za-z0-9_])(?<![0-9][.,])(?:\.[0-9]+|{_DIGITS})(?![0-9]|\.[0-9]))",
        rf"(?P<hanzi_fraction>(?P<below>(?!百分之)[{_HANZI}]{{1,9}})分之(?P<above>[{_HANZI}]{{1,9}}))",
        rf"(?P<hanzi_multiple>{'|'.join((*MULTIPLES['zh'], *HALVES))})",
    ]
    if language == "en":
        begin += [*NUMBER_WORDS, *SCALES, DOZEN, *DENOMINATORS, *MULTIPLES["en"], *ARTICLES]
        words = "|".join(sorted((*NUMBER_WORDS, *SCALES, DOZEN), key=len, reverse=True))
        parts_of = "|".join(sorted(DENOMINATORS, key=len, reverse=True))
        cardinals = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
        article = "|".join(ARTICLES)
        scales = "|".join(SCALES)
        end = r"(?![A-Za-z])"
        parts += [
            rf"(?P<multiple>(?<![A-Za-z])(?:{'|'.join(sorted(MULTIPLES['en'], key=len, reverse=True))}){end})",
            rf"(?P<half_of>(?<![A-Za-z])(?:half|a{_BLANK}quarter){_BLANK}(?:of{_BLANK})?an?(?={_BLANK}(?:{scales}|percent){end}))",
            rf"(?P<fraction>(?<![A-Za-z])(?:(?P<count>{cardinals}|{article})(?:{_BLANK}|-))?"
            rf"(?P<part>{parts_of}){end}(?!-[A-Za-z]|{_BLANK}(?:of{_BLANK})?(?:year|month|\d)))",
            rf"(?P<words>(?<![A-Za-z])(?:(?:{article}){_BLANK}(?={'|'.join((DOZEN, *SCALES))}))?(?:{words}){end}"
            rf"(?:(?:-|{_BLANK}(?:and{_BLANK})?)(?:{words}){end}){{0,24}})(?P<half>{_BLANK}and{_BLANK}a{_BLANK}half{end})?",
        ]
    parts.append(
        rf"(?P<hanzi>(?<![{_HANZI}])(?!(?<=[几数])十)[{_HANZI}]{{1,{MAX_DIGITS}}}(?![{_HANZI}几来])(?:点[{''.join(HANZI_DIGITS)}]{{1,12}})?)"
    )
    others = f"[0-9.{_HANZI}{''.join(word[0] for word in (*MULTIPLES['zh'], *HALVES))}]"
    return re.compile(f"{beginnings(begin, others)}(?:{'|'.join(parts)})", re.IGNORECASE)


def spelled_numbers(text: str, language: str) -> Iterator[Number]:
    """The numerals of a folded `text` that are numbers, left to right. Malformed ones and overlong ones are passed
    over."""
    position = 0
    pattern = _pattern(language)
    while True:
        found = pattern.search(text, position)
        if found is None:
            return
        try:
            number = _READERS[found.lastgroup or ""](found) if found.lastgroup in _READERS else _by_group(found)
        except ReadingError:
            number = None
        if number is not None:
            yield number
        position = number.end if number is not None else _past(found)


def _past(found: re.Match[str]) -> int:
    """Where to look on after a numeral that is no number: behind it, so that its tail is not taken for one."""
    return max(found.end(), found.start() + 1)


def _by_group(found: re.Match[str]) -> Number | None:
    for name, reader in _READERS.items():
        if name in found.re.groupindex and found.group(name) is not None:
            return reader(found)
    raise ReadingError(f"no number in {shown(found.group())}")


def _digits(found: re.Match[str]) -> Number | None:
    printed = found["digits"]
    if len(printed) > MAX_DIGITS:
        return None
    whole, point, places = printed.replace(",", "").partition(".")
    return Number(found.start(), found.end(), int((whole or "0") + places), -len(places), not point, digits=True)


def _compound(found: re.Match[str]) -> Number | None:
    """1亿2000万: two parts, the second smaller than one unit of the first."""
    sizes = MAGNITUDES["zh"]
    high, low = sizes[found["high"]], sizes.get(found["low"] or "", 0)
    if int(found["right"]) * 10**low >= 10**high:
        return None
    total = int(found["left"]) * 10 ** (high - low) + int(found["right"])
    return Number(found.start(), found.end(), total, low, low == 0, digits=True)


def _hanzi_fraction(found: re.Match[str]) -> Number | None:
    above = read_hanzi(found["above"])
    below = read_hanzi("一" + found["below"] if found["below"] in HANZI_SCALES else found["below"])  # 千分之五
    n, d = above.mantissa * 10**above.last_digit, below.mantissa * 10**below.last_digit
    return Number(found.start(), found.end(), n, 0, True, d, "multiple") if d > 1 else None


def _multiple(found: re.Match[str]) -> Number | None:
    n, d = MULTIPLES["en"][found["multiple"].lower()]
    return Number(found.start(), found.end(), n, 0, True, d, "multiple")


def _hanzi_multiple(found: re.Match[str]) -> Number | None:
    n, d = MULTIPLES["zh"].get(found["hanzi_multiple"], (1, 2))
    return Number(found.start(), found.end(), n, 0, True, d, "multiple")


def _half_of(found: re.Match[str]) -> Number | None:
    return Number(found.start(), found.end(), 1, 0, False, 2 if found["half_of"].lower().startswith("half") else 4)


def _fraction(found: re.Match[str]) -> Number | None:
    count, part = found["count"], found["part"].lower()
    d = DENOMINATORS[part]
    if count is None and part != "half":
        return None
    n = NUMBER_WORDS.get(count.lower(), 1) if count is not None else 1
    if count is not None and count.lower() in ARTICLES and part not in ("half", "quarter"):
        after = found.string[found.end() : found.end() + 4]
        if after.strip() and not after.lstrip().lower().startswith("of"):
            return None  # "a third platform" is one more, not a part
    return Number(found.start(), found.end(), n, 0, True, d, "multiple") if n else None


def _words(found: re.Match[str]) -> Number | None:
    tokens = [(m.group().lower(), m.end()) for m in re.finditer(r"[A-Za-z]+", found["words"])]
    number = read_words([word for word, _ in tokens])
    start = found.start("words")
    end = start + tokens[number.consumed - 1][1]
    if found["half"] is not None and number.consumed == len(tokens) and number.last_digit == 0:
        return Number(start, found.end(), 2 * number.mantissa + 1, 0, False, 2)
    return Number(start, end, number.mantissa, number.last_digit, number.plain)


def _is_bare(found: re.Match[str]) -> bool:
    """Whether 百, 千, 万 or 亿 stands for one of it: hedged and counting something (超百亿元, 逾千家, 百余项)."""
    text, start, end = found.string, found.start(), found.end()
    after = text[end : end + 1]
    hedged = after in ("余", "多") or text[max(0, start - 2) : start].endswith(_HEDGES)
    return hedged and after != "" and after in _COUNTED


def _hanzi(found: re.Match[str]) -> Number | None:
    printed = found["hanzi"]
    bare = printed[0] in _BARE and _is_bare(found)
    number = read_hanzi("一" + printed if bare else printed)
    return Number(
        found.start(), found.end(), number.mantissa, number.last_digit, number.plain, lone_hanzi=len(printed) == 1
    )


_READERS: Final = {
    "compound": _compound,
    "digits": _digits,
    "hanzi_fraction": _hanzi_fraction,
    "hanzi_multiple": _hanzi_multiple,
    "multiple": _multiple,
    "half_of": _half_of,
    "fraction": _fraction,
    "words": _words,
    "hanzi": _hanzi,
}
