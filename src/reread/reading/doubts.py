"""What makes a reading unsure though its own words are plain: a denial or a fall told further off, so much for each of
something, a number that is part of a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from .affixes import Prefix, Suffix, any_of, last_word
from .characters import TAKEN
from .lookalikes import lookalike
from .numerals import Number
from .spots import Spots
from .vocabulary import COUNTED_UNITS, CURRENCIES, DENIALS, LABELS, NOT_NOUNS, RATIO_UNITS, SIGNS, SIGNS_AFTER

FALLEN: Final = "a word of decline stands further before it, and it cannot be told whether it turns its sign"

_LABELLED: Final = re.compile(
    rf"(?:(?<![A-Za-z])(?:{any_of(w for w in LABELS if w.isascii())})\s{{1,3}}"
    rf"|{any_of(w for w in LABELS if not w.isascii())})\Z",
    re.IGNORECASE,
)
#: What they end with.
_LABELS: Final = frozenset(word if word.isascii() else word[-1] for word in LABELS)
_EVERY: Final = re.compile(
    r"每(?:[0-9.一二两三四五六七八九十]+[一-鿿]{0,8}|(?![年个])[一-鿿]{0,5})\Z|(?<![A-Za-z])(?:per|every|each)\s{1,3}\Z",
    re.IGNORECASE,
)
#: The same further off, for what is no ratio: 每万人发明专利拥有量42.6件, 每10台机器，就有3台.
_OF_EVERY: Final = re.compile(r"每[0-9.一二两三四五六七八九十百千万亿]+[一-鿿]{1,16}(?:，[一-鿿]{0,6}有)?\Z")
#: A place right before, which is blanked out here: 第三、四名.
_PLACES: Final = re.compile(f"{TAKEN}[、和与及至到-]\\Z")
_FACTOR: Final = re.compile(r"(?<![A-Za-z])factor\s{1,3}of\s{1,3}\Z", re.IGNORECASE)
TIMES_MORE: Final = re.compile(r"\s{1,3}(?:more|higher|larger|bigger|greater|faster)(?![A-Za-z])", re.IGNORECASE)
_COMPARED: Final = re.compile(
    r"\s{1,3}(?:as|the|that|those|of|its|their|his|what|over|than|in|compared|from|since)(?![A-Za-z])", re.IGNORECASE
)
_POINTS: Final = re.compile(r"-age[\s-]|[\s-]{0,3}p(?:oin)?ts?(?![A-Za-z])", re.IGNORECASE)
_MARK: Final = re.compile(r"[\s-]{1,3}(?:mark|threshold|level|line|barrier)(?![A-Za-z])", re.IGNORECASE)
_BEYOND_THE: Final = re.compile(
    r"(?<![A-Za-z])(?:below|under|beneath|pass(?:e[sd]|ing)?|topp?(?:s|ed|ing)?|cross(?:e[sd]|ing)?|br(?:eak(?:s|ing)?|oke)"
    r"(?:\s{1,3}through)?)\s{1,3}(?:the|its|a)\s{1,3}\Z",
    re.IGNORECASE,
)
#: A loss told with its verb: "net loss narrowed to 2.1 billion yuan".
_LOSS: Final = re.compile(
    r"(?<![A-Za-z])(?:loss(?:es)?|deficit|shortfall)(?:\s{1,3}(?!(?:and|but|while|with|as|on)(?![A-Za-z]))[a-z0-9.]+){0,7}"
    r"\s{1,3}(?:to|at|was|were|is|from|reached|tot[a-z]+|amounted\s{1,3}to)\s{1,3}\Z",
    re.IGNORECASE,
)
#: In accounts brackets are a minus: (125.3).
_BRACKETED: Final = re.compile(r"[(（][0-9,]+\.[0-9]+[)）]")
_NOUN_BEHIND: Final = re.compile(r"\s{1,3}([a-z]+)|[\s-]{0,3}[A-Za-z]|\s?[一-鿿]")
#: 1.200: a decimal, or a thousand and two hundred with the mark of another language.
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}").fullmatch


@cache
def _denied() -> Spots:
    """A denial before the words of a figure: "did not grow", "failed to make up", 没有, 并非."""
    verbs = r"(?:,?\s{1,3}(?!(?:only|just|merely|simply|including|counting)(?![A-Za-z]))[A-Za-z'-]+,?){0,2}\s{1,3}"
    reached = "(?:达到?|突破|超过?|满|及|到|[增升]长?[到至]?|[降减]少?[到至]?|高于|低于|有)?"
    no, never, hanzi = (any_of(DENIALS[place], whole=True) for place in ("no", "not", "zh"))
    pattern = rf"(?:(?:(?:{never})|(?<=[a-z]n)['’]t){verbs}|(?:{no})\s{{1,3}}|(?:{hanzi}){reached})\Z"
    return Spots((word for words in DENIALS.values() for word in words), [pattern], "'’", [pattern], re.IGNORECASE)


@cache
def _changes() -> re.Pattern[str]:
    words = (word for word in (*SIGNS, *SIGNS_AFTER) if word.isascii())
    return re.compile(rf"(?:{any_of(words, whole=True)})", re.IGNORECASE)


_BY: Final = re.compile(
    r"(?:(?<![A-Za-z])(by|of)(?:\s{1,3}(?!between|from)[a-z]+){0,2}\s{0,3}|,\s{1,3})\Z", re.IGNORECASE
)
_NO_FALL_OF: Final = re.compile(r"(?<![A-Za-z])(?:to|from|at|and|but|while)(?![A-Za-z])", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\s?,[^,.;:]{1,40},\s{1,3}").fullmatch
_FROM: Final = re.compile(
    r"[\s,(]{1,3}(?:from|in|on|compared|since|over|against|year|month)(?![A-Za-z])", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[.;!?]\s|[。；！？\n]")
_FALLEN_ZH: Final = re.compile(
    "(?:(?:转(?:为|成)?[负跌降亏减]|负增长|(?<!涨)跌幅|(?<!升)降幅|(?<!增)减幅)[^0-9。；增升涨盈正]{1,16}"
    "|(?:低于|少于|不及|逊于|落后于?)[一-鿿]{1,12}(?<!的)|(?:下降|减少)，[^0-9，。；]{1,12}，)\\Z"
)
_WIDENED: Final = re.compile("[跌降减]幅[^0-9。；]{0,16}\\Z")
_NEGATIVE: Final = re.compile(r"(?<![A-Za-z])negative(?:\s{1,3}[a-z]+){0,3}\s{1,3}\Z", re.IGNORECASE)


def fallen(text: str, start: int, ratio: bool) -> bool:
    """Whether a fall is told before `start`, and the number there may be by how much: "declined, from 1,500, by"."""
    lead = text[max(start - 100, 0) : start]
    if _BY.search(lead) is None and lead.isascii() and not ratio:
        return False
    lead = _SENTENCE.split(lead)[-1]
    if (not lead.isascii() and _FALLEN_ZH.search(lead)) or (ratio and _NEGATIVE.search(lead)):
        return True
    by = _BY.search(lead)
    changes = list(_changes().finditer(lead)) if by else []
    if by is None or not changes:
        return False
    last = changes[-1]
    word = " ".join(last.group().lower().replace("-", " ").split())
    sign, tail = (SIGNS.get(word) or SIGNS_AFTER[word]).meaning, lead[last.end() :]
    how = (by[1] or ",").lower()
    if sign in ("+", "?%") or (word not in SIGNS and how != "by"):
        return False
    if how == "by":
        return ratio or _FROM.match(tail) is not None
    return _ASIDE(tail) is not None if how == "," else ratio and sign == "-" and _NO_FALL_OF.search(tail) is None


def grouped(text: str, number: Number, prefix: Prefix, suffix: Suffix, unit: str) -> bool:
    """Whether the point of a number may part its thousands: 1.200 enterprises, €1.200."""
    if number.last_digit != -3 or suffix.magnitude or not _GROUPED(text[number.start : number.end]):
        return False
    if suffix.unit or prefix.unit:
        return unit in COUNTED_UNITS | CURRENCIES
    noun = _NOUN_BEHIND.match(text, suffix.end)
    return noun is not None and (noun[1] or "") not in NOT_NOUNS


_AVERAGED: Final = re.compile(
    r"均|每|万人|率|密度|拥有量|比|(?<![A-Za-z])(?:average|mean|per)(?![A-Za-z])", re.IGNORECASE
)


def _cannot_be(text: str, number: Number, prefix: Prefix, suffix: Suffix, bare: bool) -> bool:
    """Whether a number with decimals counts things, and is no average: 1.2 enterprises, 1.2家."""
    power = number.last_digit + suffix.exponent
    if not number.digits or number.mantissa * 10 ** max(power, 0) % (number.divisor * 10 ** max(-power, 0)) == 0:
        return False
    if bare:
        noun = _NOUN_BEHIND.match(text, number.end)
        return noun is not None and bool(noun[1]) and noun[1] not in NOT_NOUNS
    whole = suffix.unit in COUNTED_UNITS and (text[suffix.end - 1] in "家户名" or text[suffix.end - 1].isascii())
    return whole and not _AVERAGED.search(text, max(prefix.start - 30, 0), prefix.start)


def doubt(text: str, number: Number, prefix: Prefix, suffix: Suffix) -> str:
    """Why the words further off make a reading unsure, "" if they do not."""
    signed = prefix.sign or suffix.sign or prefix.minus
    if not signed and fallen(text, prefix.start, suffix.unit in RATIO_UNITS):
        return FALLEN
    if prefix.sign == "+" and _WIDENED.search(text, max(prefix.inner - 20, 0), prefix.inner):
        return FALLEN
    if _denied().search(text, max(prefix.inner - 40, 0), prefix.inner):
        return "it is denied, and what holds instead is not printed"
    if prefix.sign and text[suffix.end - 1] in "位名":
        return "it is a step on a list, not a quantity"
    if _PLACES.search(text, max(prefix.start - 2, 0), prefix.start):
        return "it is one of several places on a list, not a quantity"
    bare = suffix.end == number.end and prefix.start == number.start and number.digits
    last = last_word(text, prefix.start, max(prefix.start - 24, 0)).lower()
    label = (
        _LABELLED.search(text, max(prefix.start - 24, 0), prefix.start) if bare and last.lower() in _LABELS else None
    )
    if label and not label.group()[0].islower():
        return f"it is part of a name, the number of {label.group().strip()!r}"
    if why := lookalike(text, number, prefix, suffix):
        return why
    every = last in ("per", "every", "each") or not text.isascii()
    if every and _EVERY.search(text, max(prefix.start - 16, 0), prefix.start):
        return "it is so much for each of something, a unit that is not known"
    unit = suffix.unit or prefix.unit or number.unit
    if every and unit not in RATIO_UNITS and _OF_EVERY.search(text, max(prefix.start - 36, 0), prefix.start):
        return "it is so much for each of something, a unit that is not known"
    if unit in CURRENCIES and _LOSS.search(text, max(prefix.inner - 80, 0), prefix.inner):
        return "it is a loss, and it cannot be told whether that turns its sign"
    if text[suffix.end - 1] == "期" and not number.digits and text[number.start : number.end] != "两":
        return "it may be the number of a phase"
    if suffix.end == number.end and _FACTOR.search(text, max(prefix.start - 16, 0), prefix.start):
        return "it is a factor, not a number of things"
    if bare and _BRACKETED.match(text, max(number.start - 1, 0)):
        return "in accounts brackets are a minus"
    if suffix.unit == "percent" and _POINTS.match(text, suffix.end):
        return "it cannot be told whether it counts percent or points"
    if _MARK.match(text, suffix.end) and _BEYOND_THE.search(text, max(prefix.start - 24, 0), prefix.start):
        return "it lies below or above the mark that is printed"
    if _cannot_be(text, number, prefix, suffix, suffix.end == number.end and not prefix.unit):
        return "a number of things has no decimals"
    if suffix.unit == "percent" and text[suffix.end : suffix.end + 1] in ("强", "弱"):
        return "it is somewhat more or less than what is printed"
    if suffix.unit == "multiple" and number.unit is None and not text[number.start : suffix.end].endswith("倍"):
        if TIMES_MORE.match(text, suffix.end) or prefix.sign == "+":
            return "so many times more may or may not count the whole itself"
        if number.last_digit >= 0 and not _COMPARED.match(text, suffix.end):
            return "it cannot be told whether it is a multiple or a number of occasions"
    return ""
