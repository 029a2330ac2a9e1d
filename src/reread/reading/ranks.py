"""Positions on lists: "4th", "No 1", "ranked second", 第七; sizes of lists: "top 100", 100强; implied: "second only
to".

All are exact. "Top" alone is no rank: being in a top 100 is not being at its top.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .characters import fold, prepared
from .errors import MAX_EXPRESSION, ReadingError, shown
from .numbers import PART_BEHIND, read_hanzi, read_words
from .spots import Lazy
from .vocabulary import HANZI_DIGITS, HANZI_SCALES, NUMBER_WORDS, ORDINALS, SCALES, SUPERLATIVES

_TENS: Final = {word: value for word, value in NUMBER_WORDS.items() if value >= 20}
_HANZI: Final = f"[{''.join((*HANZI_DIGITS, *HANZI_SCALES))}]"
_ORDINAL: Final = (
    r"(?P<ordinal>(?:[0-9]{1,4}(?:st|nd|rd|th)"
    rf"|(?:(?:{'|'.join(_TENS)})[- ])?(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))(?![A-Za-z]))"
)
_WORDS: Final = "|".join(sorted((*NUMBER_WORDS, *SCALES), key=len, reverse=True))
_CARDINAL: Final = (
    rf"(?:[1-9][0-9]{{0,5}}|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,2}}|(?:{_WORDS})(?:[- ](?:and )?(?:{_WORDS})){{0,4}})"
)
_VERB: Final = (
    "(?:(?:has |have |had |was |were |is |are |been |being |currently |also |jointly |tied |tying )*(?:rank|ranks"
    "|ranked|ranking|places|placed|placing|came|comes|coming|listed|finished|stood|stands|standing|tied) )?"
    "(?:in |at |as |for |the |joint |joint-)*"
)
_ZH: Final = rf"第(?P<zh>[0-9]{{1,4}}|{_HANZI}{{1,6}})(?:位|名)?"
_MOVED: Final = (
    "(?:up|down|rose|rises?|climbed|jumped|moved up|advanced|fell|dropped|slipped) "
    rf"(?:[0-9]{{1,3}}|{_WORDS}) (?:places?|positions?|spots?)"
)
_RANK: Final = Lazy(
    rf"(?:{_MOVED} to (?:the )?)?{_VERB}"
    rf"(?:{_ORDINAL}|(?:no ?\.? ?|number |nr ?\.? ?|№ ?|# ?)(?P<number>{_CARDINAL}))"
    rf"(?: (?:place|position|spot|rank|nationwide|nationally|overall))?(?:, {_MOVED})?"
    rf"|top ?1|(?P<item>[1-9][0-9]{{0,2}})[.．、)）]|{_VERB}(?:{'|'.join(SUPERLATIVES)})"
    rf"|(?:排名|排在|排|位居|位列|名列|居|列|获|荣获|并列)*(?:全国|全省|全市|全球)?{_ZH}"
    "|(?:排名|位居|位列|名列|居|列|高居|荣登)?(?:首位|榜首)", 0,
)  # fmt: skip
_IMPLIED: Final = Lazy(
    rf"{_VERB}(?:(?:only |just )?{_ORDINAL}(?: only| just)? (?:to|after|behind)|next only to)"
    # "faster growth than in any other": whoever is compared stands first
    "|(?P<any>(?:more|[a-z]{2,20}er)(?: [a-z-]{1,30}){0,4} than (?:(?:in|of|at|by|for) )?any other)"
    "|(?:排名|位居|位列|名列)?(?:仅|只)?次于", 0,
)  # fmt: skip
_SIZE: Final = Lazy(
    r"(?<![A-Za-z])top[-\s]{0,3}(?P<size>(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,5}(?![0-9,.]*[0-9%]))"
    r"(?!\s?(?:%|percent|per\s|million|billion|[a-z]{0,3}illion|万|亿))"
    rf"|(?:{_WORDS})(?![A-Za-z])(?:[-\s]{{1,3}}(?:and\s{{1,3}})?(?:{_WORDS})(?![A-Za-z])){{0,12}})"
    rf"|(?<![0-9.,之])(?<!{_HANZI})(?P<qiang>[1-9][0-9]{{0,5}}|(?!百强){_HANZI}{{1,6}})强|(?P<bai>百)强"
    rf"|(?<![目此之以提先日当面从年])前(?P<qian>[1-9][0-9]{{0,5}}(?![0-9.,]*[0-9])|{_HANZI}{{1,6}})(?!{_HANZI})"
    r"(?:名|位|强|大|家|甲)?(?!\s?(?:季度|个?月|年|天|个?半年|[万亿%元]|个?百分点|倍))"
)
_SPOT: Final = Lazy(
    rf"(?<![A-Za-z0-9]){_ORDINAL}|(?<![A-Za-z0-9])(?:No\s?\.?\s?|NO\s?\.?\s?|[Nn]umber\s|№\s?|#)"
    rf"(?P<number>[1-9][0-9]{{0,3}}(?![0-9])|[Oo]ne(?![A-Za-z]))|{_ZH}", 0,
)  # fmt: skip
#: What stands before and behind an ordinal that is a part of a whole.
_PART: Final = Lazy(rf"(?<![A-Za-z])(?:an?|{'|'.join(NUMBER_WORDS)})[\s-]{{1,3}}\Z")
_PART_OF: Final = Lazy(
    rf"\s{{1,3}}(?:(?:percent|per|times|{'|'.join(SCALES)})(?![A-Za-z])|{PART_BEHIND})|\s{{0,3}}(?:[.,;:)。]|\Z)"
)
_NO_NOUN: Final = Lazy(r"\s{1,3}(?:in|during|since|compared|to|by|and|or|at|on|over|from)(?![A-Za-z])")
_TO_LAST: Final = Lazy(r"[\s-]{1,3}(?:to|from)[\s-]{1,3}(?:the[\s-]{1,3})?(?:last|bottom)(?![A-Za-z])")
#: The number of a line of a list: "1. Kunshan", 2、昆山.
_ITEM: Final = Lazy(r"(?m)^[ \t]{0,8}([1-9][0-9]{0,2})(?:[.．)）](?=\s?[^\W\d_])|、(?=[^\W\d]))", 0)
_LETTERS: Final = Lazy("[A-Za-z]+", 0)


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
    found = _RANK.fullmatch(prepared(text, "rank"))
    if found is None:
        raise ReadingError(f"not a rank: {shown(text)}")
    if found["ordinal"]:
        return read_ordinal(found["ordinal"])
    return _number(found["number"] or found["zh"] or found["item"] or "1", text)  # "largest", "ranked highest", 首位


def read_implied_rank(text: str) -> int:
    """The rank that a comparison implies without printing it.

    Of what is compared *with*: 1 for "second only to" and 仅次于, 2 for "third only to"; the one that is said to be
    second has the rank after it. Of what is compared: 1 for "faster growth than in any other". Raises
    `ReadingError` where nothing is implied.
    """
    found = _IMPLIED.fullmatch(prepared(text, "rank"))
    if found is None:
        raise ReadingError(f"implies no rank: {shown(text)}")
    rank = read_ordinal(found["ordinal"]) - 1 if found["ordinal"] else 1
    if rank < 1:
        raise ReadingError(f"nothing ranks before the first: {shown(text)}")
    return rank


def read_list_size(text: str) -> int | None:
    """How many places the list has that the words name: 100 for "top 100", "the Top 100 internet companies", 100强,
    前100名.

    None where the words name no size. Raises `ReadingError` where they name two.
    """
    if len(text) > MAX_EXPRESSION:
        raise ReadingError(f"no title is {len(text)} characters long: {shown(text)}")
    sizes = {found.value for found in _sizes(text) if found.kind == "list_size"}
    if len(sizes) > 1:
        raise ReadingError(f"several sizes {sorted(sizes)} in {shown(text)}")
    return sizes.pop() if sizes else None


def find_ranks(text: str) -> list[FoundRank]:
    """Every rank, ordinal and size of a list in running text, left to right, without overlaps."""
    folded = fold(text)
    spots = list(_sizes(text))
    for found in _SPOT.finditer(folded):
        (start, end), ordinal = found.span(), found["ordinal"]
        try:
            value = read_ordinal(ordinal) if ordinal else _number(found["number"] or found["zh"], text)
        except ReadingError:
            continue
        kind = "ordinal" if ordinal else "rank"
        part = ordinal and value > 2 and _PART.search(folded, max(start - 16, 0), start)
        told = part and (part.group()[-1] == "-" or _PART_OF.match(folded, end))
        if told or (part and part.group()[0] not in "aA" and _NO_NOUN.match(folded, end)):
            continue  # "one-fifth", "a third of firms", "nearly a tenth", "one third in 2021"
        if last := _TO_LAST.match(folded, end):
            end, kind = last.end(), "from_end"
        elif folded[max(start - 2, 0) : start] == "倒数":
            start, kind = start - 2, "from_end"
        spots.append(FoundRank(start, end, text[start:end], value, kind))
    for found in _ITEM.finditer(folded):
        start, end = found.start(1), found.end()
        spots.append(FoundRank(start, end, text[start:end], int(found[1]), "item"))
    result: list[FoundRank] = []
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        if not result or spot.start >= result[-1].end:
            result.append(spot)
    return result


def _sizes(text: str) -> Iterator[FoundRank]:
    folded = fold(text)
    if folded.isascii() and "top" not in folded.lower():
        return
    for found in _SIZE.finditer(folded):
        end, size = found.end(), found["size"]
        try:
            if size and not size[0].isdigit():  # "the top ten one-stop centres": the list has ten places
                words = [(m.group().lower(), m.end()) for m in _LETTERS.finditer(folded, *found.span("size"))]
                number = read_words([word for word, _ in words])
                value, end = number.value, words[number.consumed - 1][1]
            else:
                value = 100 if found["bai"] else _number(size or found["qiang"] or found["qian"], found.group())
        except ReadingError:
            continue
        kind = "rank" if found.group() in ("TOP1", "TOP 1") else "list_size"
        yield FoundRank(found.start(), end, text[found.start() : end], value, kind)


def _number(printed: str, text: str) -> int:
    """A place in digits, in English or in Chinese words; `ReadingError` for none."""
    digits, tokens = printed.replace(",", ""), printed.lower().replace("-", " ").split()
    if digits.isdigit():
        place = int(digits)
    else:
        number = read_words(tokens) if printed.isascii() else read_hanzi(printed)
        if printed.isascii() and number.consumed != len(tokens):
            raise ReadingError(f"not one number: {shown(text)}")
        place = number.value
    if place < 1:
        raise ReadingError(f"there is no place {place}: {shown(text)}")
    return place
