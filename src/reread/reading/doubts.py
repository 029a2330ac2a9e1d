"""What makes a reading unsure though its own words are plain: a denial or a fall told further off, so much for each of
something, a year, a number that is part of a name or of an idiom.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from . import vocabulary as v
from .affixes import Prefix, Suffix, any_of, listed
from .numerals import Number
from .spots import Lazy, Spots, may_end

FALLEN: Final = "a word of decline stands further before it, and it cannot be told whether it turns its sign"
_DOUBTS: Final = tuple(
    (
        row["kind"], int(row["reach"]), Lazy(rf"(?:{row['before']})\Z") if row["before"] else None,
        Lazy(row["behind"]) if row["behind"] else None, row["why"],
    )
    for row in v.table("doubts")
)  # fmt: skip
_NOUN_BEHIND: Final = Lazy(r"\s{1,3}([a-z]+)|[\s-]{0,3}[A-Za-z]|\s?[一-鿿]", 0)
#: 1.200: a decimal, or a thousand and two hundred with the mark of another language.
_GROUPED: Final = Lazy(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_CHANGES: Final = Lazy(
    lambda: rf"(?:{any_of((word for word in (*v.SIGNS, *v.SIGNS_AFTER) if word.isascii()), whole=True)})"
)
_BY: Final = Lazy(r"(?:(?<![A-Za-z])(by|of)(?:\s{1,3}(?!between|from)[a-z]+){0,2}\s{0,3}|,\s{1,3})\Z")
_NO_FALL_OF: Final = Lazy(r"(?<![A-Za-z])(?:to|from|at|and|but|while)(?![A-Za-z])")
_ASIDE: Final = Lazy(r"\s?,[^,.;:]{1,40},\s{1,3}")
_FROM: Final = Lazy(r"[\s,(]{1,3}(?:from|in|on|compared|since|over|against|year|month)(?![A-Za-z])")
_SENTENCE: Final = Lazy(r"(?s).*(?:[.;!?]\s|[。；！？\n])", 0)
_FALLEN_ZH: Final = Lazy(
    "(?:(?:转(?:为|成)?[负跌降亏减]|负增长|(?<!涨)跌幅|(?<!升)降幅|(?<!增)减幅)[^0-9。；增升涨盈正]{1,16}"
    "|(?:低于|少于|不及|逊于|落后于?)[一-鿿]{1,12}(?<!的)|(?:下降|减少)，[^0-9，。；]{1,12}，)\\Z"
)
_NEGATIVE: Final = Lazy(r"(?<![A-Za-z])negative(?:\s{1,3}[a-z]+){0,3}\s{1,3}\Z")
_AVERAGED: Final = Lazy(r"均|每|万人|率|密度|拥有量|比|(?<![A-Za-z])(?:average|mean|per)(?![A-Za-z])")
_LABELLED: Final = Lazy(
    lambda: (
        rf"(?:(?<![A-Za-z])(?:{any_of(w for w in v.LABELS if w.isascii())})\s{{1,3}}"
        rf"|{any_of(w for w in v.LABELS if not w.isascii())})\Z"
    )
)
TIMES_MORE: Final = Lazy(r"\s{1,3}(?:more|higher|larger|bigger|greater|faster)(?![A-Za-z])")
_COMPARED: Final = Lazy(
    r"\s{1,3}(?:as|the|that|those|of|its|their|his|what|over|than|in|compared|from|since)(?![A-Za-z])"
)
_YEAR: Final = Lazy(r"19(?:49|[5-9][0-9])|20(?:[0-5][0-9]|60)")
_YEAR_AND_MONTH: Final = Lazy(r"(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])")
_COUNTED: Final = Lazy(r"\s{1,3}((?:[A-Za-z-]+\s{1,3}){0,3}?)([A-Za-z-]*[a-rt-z]s|staff|personnel)(?![A-Za-z])", 0)
_APOSTROPHE: Final = Lazy(r"(?<!\w)['’]\Z")
_QUOTE: Final = frozenset('“"「『')
_UNQUOTE: Final = frozenset('”"」』')
_CAPITALS: Final = Lazy(r"(?<![A-Za-z])([A-Z]{3})\s{1,2}\Z", 0)
#: Words that are a multiple of what follows, a verb, or part of a name: double the figure, will double, double track.
_DOUBLE: Final = frozenset({"double", "triple", "quadruple", "twice", "thrice"})
_OF_WHAT: Final = Lazy(
    r"\s{1,3}(?:as|the|that|those|its|their|his|our|what|last\s{1,3}[a-z]+['’]s)(?![A-Za-z])|\s?[£$¥0-9]"
)
_DOUBLED: Final = Lazy(
    r"\s{0,3}(?:[.,;:)”\"]|\Z)|\s{1,3}(?:over|from|compared|since|to|in|by|within|between|of|last|this)(?![A-Za-z])",
)
_VERB: Final = Lazy(r"(?<![A-Za-z])(?:to|will|would|could|should|may|might|can|must|shall|not|and|than)\s{1,3}\Z")
_DIGITS: Final = Lazy(r"\s{1,3}digits?(?![A-Za-z])")
#: What makes a number a name: right before it, and behind it with one word between at most.
_NAMED: Final = Lazy(lambda: rf"(?:{any_of(v.NAMED, whole=True)})\s{{0,3}}\Z")
_NAMED_BEHIND: Final = Lazy(
    lambda: rf"\s{{0,3}}(?:(?<=\s)[a-z]+\s{{1,3}})?(?:{any_of((*v.NAMED, *v.NAMED_BEHIND))})(?!\s[a-z]{{4}})"
)


@cache
def _denied() -> Spots:
    """A denial before the words of a figure: "did not grow", "failed to make up", 没有, 并非."""
    verbs = r"(?:,?\s{1,3}(?!(?:only|just|merely|simply|including|counting)(?![A-Za-z]))[A-Za-z'-]+,?){0,2}\s{1,3}"
    reached = "(?:达到?|突破|超过?|满|及|到|[增升]长?[到至]?|[降减]少?[到至]?|高于|低于|有)?"
    no, never, hanzi = (any_of(v.DENIALS[place], whole=True) for place in ("no", "not", "zh"))
    pattern = rf"(?:(?:(?:{never})|(?<=[a-z]n)['’]t){verbs}|(?:{no})\s{{1,3}}|(?:{hanzi}){reached})\Z"
    return Spots((word for words in v.DENIALS.values() for word in words), [pattern], "'’", [pattern], re.IGNORECASE)


def fallen(text: str, start: int, ratio: bool) -> bool:
    """Whether a fall is told before `start`, and the number there may be by how much: "declined, from 1,500, by"."""
    lead = text[max(start - 100, 0) : start]
    if _BY.search(lead) is None and lead.isascii() and not ratio:
        return False
    lead = _SENTENCE.sub("", lead)
    if (not lead.isascii() and _FALLEN_ZH.search(lead)) or (ratio and _NEGATIVE.search(lead)):
        return True
    by, changes = _BY.search(lead), list(_CHANGES.finditer(lead))
    if by is None or not changes:
        return False
    word, tail, how = listed(changes[-1].group()), lead[changes[-1].end() :], (by[1] or ",").lower()
    sign = (v.SIGNS.get(word) or v.SIGNS_AFTER[word]).meaning
    if sign in ("+", "?%") or (word not in v.SIGNS and how != "by"):
        return False
    if how == "by":
        return ratio or _FROM.match(tail) is not None
    if how == ",":
        return _ASIDE.fullmatch(tail) is not None
    return ratio and sign == "-" and _NO_FALL_OF.search(tail) is None


def grouped(text: str, number: Number, prefix: Prefix, suffix: Suffix, unit: str) -> bool:
    """Whether the point of a number may part its thousands: 1.200 enterprises, €1.200."""
    if number.last_digit != -3 or suffix.magnitude or not _GROUPED.fullmatch(text[number.start : number.end]):
        return False
    if suffix.unit or prefix.unit:
        return unit in v.COUNTED_UNITS | v.CURRENCIES
    noun = _NOUN_BEHIND.match(text, suffix.end)
    return noun is not None and (noun[1] or "") not in v.NOT_NOUNS


def _cannot_be(text: str, number: Number, prefix: Prefix, suffix: Suffix, bare: bool) -> bool:
    """Whether a number with decimals counts things, and is no average: 1.2 enterprises, 1.2家."""
    power = number.last_digit + suffix.exponent
    if not number.digits or number.mantissa * 10 ** max(power, 0) % (number.divisor * 10 ** max(-power, 0)) == 0:
        return False
    if bare:
        noun = _NOUN_BEHIND.match(text, number.end)
        return noun is not None and bool(noun[1]) and noun[1] not in v.NOT_NOUNS
    whole = suffix.unit in v.COUNTED_UNITS and (text[suffix.end - 1] in "家户名" or text[suffix.end - 1].isascii())
    return whole and not _AVERAGED.search(text, max(prefix.start - 30, 0), prefix.start)


def doubt(text: str, number: Number, prefix: Prefix, suffix: Suffix) -> str:
    """Why the words further off make a reading unsure, "" if they do not."""
    if not (prefix.sign or suffix.sign or prefix.minus) and fallen(text, prefix.start, suffix.unit in v.RATIO_UNITS):
        return FALLEN
    if _denied().search(text, max(prefix.inner - 40, 0), prefix.inner):
        return "it is denied, and what holds instead is not printed"
    word, unit = text[number.start : number.end], suffix.unit or prefix.unit or number.unit
    bare = suffix.end == number.end and prefix.start == number.start and number.digits
    begin = max(prefix.start - 24, 0)
    labelled = bare and may_end(text, begin, prefix.start, v.LABELS)
    label = _LABELLED.search(text, begin, prefix.start) if labelled else None
    if label and not label.group()[0].islower():
        return f"it is part of a name, the number of {label.group().strip()!r}"
    if why := _lookalike(text, number, prefix, suffix):
        return why
    ratio = unit in v.RATIO_UNITS
    kinds = {
        "": True, "grown": prefix.sign == "+", "signed": prefix.sign, "ratio": ratio, "no ratio": not ratio,
        "percent": suffix.unit == "percent", "money": unit in v.CURRENCIES, "decimal": bare and "." in word,
        "spelled": not number.digits and word != "两", "unscaled": suffix.end == number.end,
    }  # fmt: skip
    for kind, reach, before, behind, why in _DOUBTS:
        start = prefix.inner if kind in ("grown", "money") else prefix.start
        fits = kinds[kind] and (behind is None or behind.match(text, suffix.end))
        if fits and (before is None or before.search(text, max(start - reach, 0), start)):
            return why
    if _cannot_be(text, number, prefix, suffix, suffix.end == number.end and not prefix.unit):
        return "a number of things has no decimals"
    if suffix.unit == "multiple" and not number.unit and not text[number.start : suffix.end].endswith("倍"):
        if TIMES_MORE.match(text, suffix.end) or prefix.sign == "+":
            return "so many times more may or may not count the whole itself"
        if number.last_digit >= 0 and not _COMPARED.match(text, suffix.end):
            return "it cannot be told whether it is a multiple or a number of occasions"
    return ""


def _is_year(text: str, number: Number) -> bool:
    printed = text[number.start : number.end]
    if _YEAR_AND_MONTH.fullmatch(printed) or (len(printed) == 2 and _APOSTROPHE.search(text, 0, number.start)):
        return True
    if not _YEAR.fullmatch(printed):
        return False
    noun = _COUNTED.match(text, number.end)
    words = f"{noun[1]}{noun[2]}".lower().split() if noun else []
    return not words or words[-1] in v.OF_A_YEAR or not v.NOT_NOUNS.isdisjoint(words)


def _lookalike(text: str, number: Number, prefix: Prefix, suffix: Suffix) -> str:
    """Why a number is no count or multiple though it stands as one, "" if it is."""
    word = text[number.start : number.end]
    if word.lower() in _DOUBLE:
        verb = word.lower() not in ("twice", "thrice") and not _DIGITS.match(text, number.end)
        said = _OF_WHAT.match(text, number.end) or (verb and _DOUBLED.match(text, number.end))
        moved = verb and (prefix.qualifier or _VERB.search(text, max(prefix.start - 8, 0), prefix.start))
        return "" if said or moved else f"{word!r} may be part of a name, or a number of occasions"
    if suffix.unit or prefix.unit or number.unit:
        return ""
    capitals = _CAPITALS.search(text, max(prefix.start - 6, 0), prefix.start)
    if capitals and not prefix.sign and capitals[1].lower() not in v.NOT_NOUNS:
        return f"it is part of a name, or {capitals[1]!r} is a currency that is not known"
    if suffix.end != number.end:
        return ""
    if not number.digits:
        spelled = number.end - number.start > 1 and number.until is None and set(word) <= v.HANZI_DIGITS.keys()
        return "it is part of a name, in which digits are spelled" if spelled else ""
    if _is_year(text, number):
        return "it may be a year"
    begin, start, end = max(number.start - 12, 0), number.start, number.end
    named = text[end : end + 1] in _UNQUOTE and text[start - 1 : start] in _QUOTE and "," not in word
    named = named or (may_end(text, begin, start, v.NAMED) and _NAMED.search(text, begin, start) is not None)
    named = named or _NAMED_BEHIND.match(text, end) is not None
    return "it is part of a name, or a number that names something" if named else ""
