"""Positions on lists: "4th", "No 1", "ranked second", 第七; sizes of lists: "top 100", 100强; implied: "second only
to".

All are exact. "Top" alone is no rank: being in a top 100 is not being at its top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from .characters import fold, prepared
from .errors import MAX_EXPRESSION, ReadingError, shown
from .numbers import read_hanzi, read_words
from .vocabulary import HANZI_DIGITS, HANZI_SCALES, NUMBER_WORDS, ORDINALS, PARTS_BEHIND, SCALES, SUPERLATIVES

__all__ = [
    "FoundRank", "ReadingError", "find_ranks", "read_implied_rank", "read_list_size", "read_ordinal", "read_rank",
]  # fmt: skip

_TENS: Final = {word: value for word, value in NUMBER_WORDS.items() if value >= 20}
_HANZI: Final = "".join((*HANZI_DIGITS, *HANZI_SCALES))
_ORDINAL: Final = (
    r"(?:[0-9]{1,4}(?:st|nd|rd|th)"
    rf"|(?:(?:{'|'.join(_TENS)})[- ])?(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))(?![A-Za-z])"
)
_WORDS: Final = "|".join(sorted((*NUMBER_WORDS, *SCALES), key=len, reverse=True))
_CARDINAL: Final = (
    rf"(?:[1-9][0-9]{{0,5}}|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,2}}|(?:{_WORDS})(?:[- ](?:and )?(?:{_WORDS})){{0,4}})"
)
# "faster growth than in any other": whoever is compared stands first.
_UNMATCHED: Final = re.compile(
    r"(?:more|[a-z]{2,20}er)(?: [a-z-]{1,30}){0,4} than (?:(?:in|of|at|by|for) )?any other", re.IGNORECASE
)
_LETTERS: Final = re.compile("[A-Za-z]+")
_NO: Final = r"(?:no ?\.? ?|number |nr ?\.? ?|№ ?|# ?)"
_VERBS: Final = (
    "ranked ranks rank ranking placed places placing came comes coming listed finished stood stands standing tied"
)
_VERB: Final = (
    r"(?:(?:has |have |had |was |were |is |are |been |being |currently |also |jointly |tied |tying )*"
    rf"(?:{_VERBS.replace(' ', '|')}) )?(?:in |at |as |for |the |joint |joint-)*"
)
_ZH: Final = (
    "(?:排名|排在|排|位居|位列|名列|居|列|获|荣获|并列)*(?:全国|全省|全市|全球)?"
    rf"第(?P<zh>[0-9]{{1,4}}|[{_HANZI}]{{1,6}})(?:位|名)?"
)


@dataclass(frozen=True, slots=True)
class FoundRank:
    """A rank or the size of a list at `start:end`; `value` is exact.

    `kind` is "rank", "list_size", "ordinal" (first-tier, 4th), "item" (the number of a line of a list, "1.") or
    "from_end" ("second to last": counted from the end of the list).
    """

    start: int
    end: int
    text: str
    value: int
    kind: str


def read_ordinal(text: str) -> int:
    """The number an English ordinal stands for: "4th", "second", "twenty-first". `ReadingError` for "4st" and the
    like."""
    words = " ".join(text.lower().replace("-", " ").split())
    if words[:1].isdigit():
        number = int(words[:-2]) if words[:-2].isdigit() and len(words) < 12 else 0
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        if number < 1 or words[-2:] != ending:
            raise ReadingError(f"not an ordinal: {shown(text)}")
        return number
    head, _, last = words.rpartition(" ")
    value = ORDINALS.get(last)
    if value is None or (head and (head not in _TENS or value > 9)):
        raise ReadingError(f"not an ordinal: {shown(text)}")
    return _TENS[head] + value if head else value


def read_rank(text: str) -> int:
    """The position that the words state, 1 for the first.

    Reads "4th", "ranked 4th", "No. 1", "TOP1", "number one", "first place", "up two places to fifth", "ranked highest",
    "largest", "1." before a line of a list, 第七, 第7位, 排名第七, 居首位. Raises `ReadingError` for anything else:
    "top", "top 100", "ranked", two ranks, and places counted from the end ("second to last").
    """
    words = prepared(text, "rank")
    found = _rank_pattern().fullmatch(words)
    if found is None:
        raise ReadingError(f"not a rank: {shown(text)}")
    if found["ordinal"]:
        return read_ordinal(found["ordinal"])
    if found["number"]:
        return _cardinal(found["number"], text)
    if found["zh"]:
        return _hanzi(found["zh"], text)
    if found["item"]:
        return int(found["item"])
    return 1  # "largest", "ranked highest", 首位, 榜首


def read_implied_rank(text: str) -> int:
    """The rank that a comparison implies without printing it.

    Of what is compared *with*: 1 for "second only to" and 仅次于, 2 for "third only to"; the one that is said to be
    second has the rank after it. Of what is compared: 1 for "faster growth than in any other". Raises
    `ReadingError` where nothing is implied.
    """
    words = prepared(text, "rank")
    if _UNMATCHED.fullmatch(words):
        return 1
    found = _implied_pattern().fullmatch(words)
    if found is None:
        raise ReadingError(f"implies no rank: {shown(text)}")
    if not found["ordinal"]:
        return 1
    rank = read_ordinal(found["ordinal"]) - 1
    if rank < 1:
        raise ReadingError(f"nothing ranks before the first: {shown(text)}")
    return rank


def read_list_size(text: str) -> int | None:
    """How many places the list has that the words name: 100 for "top 100", "the Top 100 internet companies", 100强,
    前100名.

    None where the words name no size. Raises `ReadingError` where they name two.
    """
    words = fold(text)
    if len(words) > MAX_EXPRESSION:
        raise ReadingError(f"no title is {len(words)} characters long: {shown(text)}")
    sizes = {found.value for found in _sizes(words) if found.kind == "list_size"}
    if len(sizes) > 1:
        raise ReadingError(f"several sizes {sorted(sizes)} in {shown(text)}")
    return sizes.pop() if sizes else None


def find_ranks(text: str) -> list[FoundRank]:
    """Every rank, ordinal and size of a list in running text, left to right, without overlaps."""
    folded = fold(text)
    spots = list(_sizes(folded))
    for found in _spot_pattern().finditer(folded):
        try:
            if found["ordinal"]:
                value, kind = read_ordinal(found["ordinal"]), "ordinal"
            elif found["number"]:
                value, kind = _cardinal(found["number"].lower(), found.group()), "rank"
            else:
                value, kind = _hanzi(found["zh"], found.group()), "rank"
        except ReadingError:
            continue
        start, end = found.span()
        part = kind == "ordinal" and value > 2 and _PART.search(folded, max(start - 16, 0), start)
        if part and _PART_OF.match(folded, end):
            continue  # "a third of firms", "nearly a tenth"
        if last := _TO_LAST.match(folded, end):
            end, kind = last.end(), "from_end"
        elif folded[max(start - 2, 0) : start] == "倒数":
            start, kind = start - 2, "from_end"
        spots.append(FoundRank(start, end, "", value, kind))
    for found in _ITEM.finditer(folded):
        spots.append(FoundRank(found.start(1), found.end(), "", int(found[1]), "item"))
    result: list[FoundRank] = []
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        if not result or spot.start >= result[-1].end:
            result.append(FoundRank(spot.start, spot.end, text[spot.start : spot.end], spot.value, spot.kind))
    return result


#: What stands before and behind an ordinal that is a part of a whole.
_PART: Final = re.compile(rf"(?<![A-Za-z])(?:an?|{'|'.join(NUMBER_WORDS)})[\s-]{{1,3}}\Z", re.IGNORECASE)
_PART_OF: Final = re.compile(
    rf"\s{{1,3}}(?:percent|per|times|{'|'.join((*PARTS_BEHIND, *SCALES))})(?![A-Za-z])|\s{{0,3}}(?:[.,;:)。]|\Z)",
    re.IGNORECASE,
)
_TO_LAST: Final = re.compile(
    r"[\s-]{1,3}(?:to|from)[\s-]{1,3}(?:the[\s-]{1,3})?(?:last|bottom)(?![A-Za-z])", re.IGNORECASE
)
#: The number of a line of a list: "1. Kunshan", 2、昆山.
_ITEM: Final = re.compile(r"^[ \t]{0,8}([1-9][0-9]{0,2})(?:[.．)）](?=\s?[^\W\d_])|、(?=[^\W\d]))", re.MULTILINE)


def _sizes(folded: str) -> Iterator[FoundRank]:
    if folded.isascii() and "top" not in folded.lower():
        return
    for found in _size_pattern().finditer(folded):
        try:
            end = found.end()
            if found["size"] and found["size"][0].isdigit():
                value = int(found["size"].replace(",", ""))
            elif found["size"]:  # "the top ten one-stop centres": the list has ten places
                words = [(m.group().lower(), m.end()) for m in _LETTERS.finditer(folded, *found.span("size"))]
                number = read_words([word for word, _ in words])
                value, end = number.mantissa * 10**number.last_digit, words[number.consumed - 1][1]
            elif found["bai"]:
                value = 100
            else:
                value = _hanzi(found["qiang"] or found["qian"], found.group())
        except ReadingError:
            continue
        kind = "rank" if found.group() in ("TOP1", "TOP 1") else "list_size"
        yield FoundRank(found.start(), end, folded[found.start() : end], value, kind)


@cache
def _rank_pattern() -> re.Pattern[str]:
    place = r"(?: (?:place|position|spot|rank|nationwide|nationally|overall))?"
    steps = rf"(?:[0-9]{{1,3}}|{_WORDS}) (?:places?|positions?|spots?)"
    moved = rf"(?:up|down|rose|rises?|climbed|jumped|moved up|advanced|fell|dropped|slipped) {steps}"
    return re.compile(
        rf"(?:{moved} to (?:the )?)?{_VERB}(?:(?P<ordinal>{_ORDINAL})|{_NO}(?P<number>{_CARDINAL})){place}"
        rf"(?:, {moved})?|top ?1|(?P<item>[1-9][0-9]{{0,2}})[.．、)）]|{_VERB}(?:{'|'.join(SUPERLATIVES)})"
        rf"|{_ZH}|(?:排名|位居|位列|名列|居|列|高居|荣登)?(?:首位|榜首)"
    )


@cache
def _implied_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_VERB}(?:(?:only |just )?(?P<ordinal>{_ORDINAL})(?: only| just)? (?:to|after|behind)|next only to)"
        r"|(?:排名|位居|位列|名列)?(?:仅|只)?次于"
    )


@cache
def _size_pattern() -> re.Pattern[str]:
    words = rf"(?:{_WORDS})(?![A-Za-z])(?:[-\s]{{1,3}}(?:and\s{{1,3}})?(?:{_WORDS})(?![A-Za-z])){{0,12}}"
    return re.compile(
        rf"(?<![A-Za-z])top[-\s]{{0,3}}(?P<size>(?:[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[1-9][0-9]{{0,5}}(?![0-9,.]*[0-9%]))"
        rf"(?!\s?(?:%|percent|per\s|million|billion|[a-z]{{0,3}}illion|万|亿))|{words})"
        rf"|(?<![0-9.,之{_HANZI}])(?P<qiang>[1-9][0-9]{{0,5}}|(?!百强)[{_HANZI}]{{1,6}})强|(?P<bai>百)强"
        rf"|(?<![目此之以提先日当面从年])前(?P<qian>[1-9][0-9]{{0,5}}(?![0-9.,]*[0-9])|[{_HANZI}]{{1,6}})(?![{_HANZI}])(?:名|位|强|大|家|甲)?"
        r"(?!\s?(?:季度|个?月|年|天|个?半年|[万亿%元]|个?百分点|倍))",
        re.IGNORECASE,
    )


@cache
def _spot_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Za-z0-9])(?P<ordinal>{_ORDINAL})"
        rf"|(?<![A-Za-z0-9])(?:No\s?\.?\s?|NO\s?\.?\s?|[Nn]umber\s|№\s?|#)(?P<number>[1-9][0-9]{{0,3}}(?![0-9])|[Oo]ne(?![A-Za-z]))"
        rf"|第(?P<zh>[0-9]{{1,4}}|[{_HANZI}]{{1,6}})(?:位|名)?",
    )


def _cardinal(words: str, text: str) -> int:
    if words[0].isdigit():
        return int(words.replace(",", ""))
    tokens = words.replace("-", " ").split()
    number = read_words(tokens)
    if number.consumed != len(tokens):
        raise ReadingError(f"not one number: {shown(text)}")
    return _positive(number.mantissa * 10**number.last_digit, text)


def _hanzi(words: str, text: str) -> int:
    if words.isdigit():
        return _positive(int(words), text)
    number = read_hanzi(words)
    return _positive(number.mantissa * 10**number.last_digit, text)


def _positive(number: int, text: str) -> int:
    if number < 1:
        raise ReadingError(f"there is no place {number}: {shown(text)}")
    return number
