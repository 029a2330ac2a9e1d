"""Numbers that stand as a count or a multiple does and are none: a year, a part of a name or of an idiom."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from .affixes import Prefix, Suffix, any_of
from .numerals import Number
from .vocabulary import HANZI_DIGITS, NAMED, NAMED_BEHIND, NOT_NOUNS, OF_A_YEAR

_YEAR: Final = re.compile(r"19(?:49|[5-9][0-9])|20(?:[0-5][0-9]|60)").fullmatch
_YEAR_AND_MONTH: Final = re.compile(r"(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])").fullmatch
_COUNTED: Final = re.compile(r"\s{1,3}((?:[A-Za-z-]+\s{1,3}){0,3}?)([A-Za-z-]*[a-rt-z]s|staff|personnel)(?![A-Za-z])")
_APOSTROPHE: Final = re.compile(r"(?<!\w)['’]\Z")
_QUOTED: Final = re.compile('[“"「『]\\Z'), re.compile('[”"」』]')
_CAPITALS: Final = re.compile(r"(?<![A-Za-z])([A-Z]{3})\s{1,2}\Z")
#: Words that are a multiple of what follows, a verb, or part of a name: double the figure, will double, double track.
_DOUBLE: Final = frozenset({"double", "triple", "quadruple", "twice", "thrice"})
_OF_WHAT: Final = re.compile(
    r"\s{1,3}(?:as|the|that|those|its|their|his|our|what|last\s{1,3}[a-z]+['’]s)(?![A-Za-z])|\s?[£$¥0-9]", re.IGNORECASE
)
_DOUBLED: Final = re.compile(
    r"\s{0,3}(?:[.,;:)”\"]|\Z)|\s{1,3}(?:over|from|compared|since|to|in|by|within|between|of|last|this)(?![A-Za-z])",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"(?<![A-Za-z])(?:to|will|would|could|should|may|might|can|must|shall|not|and|than)\s{1,3}\Z", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\s{1,3}digits?(?![A-Za-z])", re.IGNORECASE).match


@cache
def _name() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a number a name: right before it, and behind it with one word between at most."""
    before, behind = any_of(NAMED, whole=True), any_of((*NAMED, *NAMED_BEHIND))
    return (
        re.compile(rf"(?:{before})\s{{0,3}}\Z", re.IGNORECASE),
        re.compile(rf"\s{{0,3}}(?:(?<=\s)[a-z]+\s{{1,3}})?(?:{behind})(?!\s[a-z]{{4}})", re.IGNORECASE),
    )


def _is_year(text: str, number: Number) -> bool:
    printed = text[number.start : number.end]
    if _YEAR_AND_MONTH(printed) or (len(printed) == 2 and _APOSTROPHE.search(text, 0, number.start)):
        return True
    noun = _COUNTED.match(text, number.end) if _YEAR(printed) else None
    words = f"{noun[1]}{noun[2]}".lower().split() if noun else []
    return _YEAR(printed) is not None and (not words or words[-1] in OF_A_YEAR or not NOT_NOUNS.isdisjoint(words))


def _is_name(text: str, number: Number, end: int) -> bool:
    before, behind = _name()
    quoted = (
        "," not in text[number.start : end] and _QUOTED[0].search(text, 0, number.start) and _QUOTED[1].match(text, end)
    )
    return bool(quoted or before.search(text, max(number.start - 12, 0), number.start) or behind.match(text, end))


def lookalike(text: str, number: Number, prefix: Prefix, suffix: Suffix) -> str:
    """Why a number is no count or multiple though it stands as one, "" if it is."""
    word = text[number.start : number.end]
    if word.lower() in _DOUBLE:
        verb = word.lower() not in ("twice", "thrice") and not _DIGITS(text, number.end)
        said = _OF_WHAT.match(text, number.end) or (verb and _DOUBLED.match(text, number.end))
        moved = verb and (prefix.qualifier or _VERB.search(text, max(prefix.start - 8, 0), prefix.start))
        return "" if said or moved else f"{word!r} may be part of a name, or a number of occasions"
    if suffix.unit or prefix.unit or number.unit:
        return ""
    capitals = _CAPITALS.search(text, max(prefix.start - 6, 0), prefix.start)
    if capitals and not prefix.sign and capitals[1].lower() not in NOT_NOUNS:
        return f"it is part of a name, or {capitals[1]!r} is a currency that is not known"
    if suffix.end != number.end:
        return ""
    if not number.digits:
        spelled = number.end - number.start > 1 and number.until is None and set(word) <= HANZI_DIGITS.keys()
        return "it is part of a name, in which digits are spelled" if spelled else ""
    if _is_year(text, number):
        return "it may be a year"
    return "it is part of a name, or a number that names something" if _is_name(text, number, number.end) else ""
