"""What stands around a numeral: qualifier, currency and sign before it; magnitude, unit and qualifier behind it.

Both sides are small regular languages built from `vocabulary`. The patterns are compiled when first used, and the
frames they yield are cached, since newspapers put the same few words around very many numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from .vocabulary import (
    AMBIGUOUS_MAGNITUDES,
    CURRENCIES,
    MAGNITUDES,
    MEASURE_WORDS,
    MONTHS,
    MULTIPLES,
    NEUTRAL_PREFIXES,
    NOT_BEFORE,
    NOT_BEGINNING_HANZI_NOUNS,
    NOT_IN_HANZI_NOUNS,
    NOT_NOUNS,
    NUMBER_WORDS,
    ORDINALS,
    PREFIX_UNITS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    QUALIFIERS_WITHIN,
    SCALES,
    TRADITIONAL,
    UNITS,
    WEEKDAYS,
)

__all__ = [
    "PREFIX_REACH",
    "Frame",
    "Prefix",
    "Suffix",
    "beginnings",
    "combine",
    "fold",
    "frame",
    "phrase",
    "prefix_before",
    "suffix_at",
]

#: How far before a numeral its prefix can begin, in code points.
PREFIX_REACH: Final = 48

_GAP: Final = r"\s{1,3}"
#: Letters that Python takes for s, k and i where case does not matter.
_ODD_CASE: Final = {"ſ": "s", "\u212a": "K", "ı": "i", "İ": "I"}
_FOLDING: Final = str.maketrans(
    {
        **TRADITIONAL,
        **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94) if chr(0xFF01 + n) not in "，．：；（）"},
        **_ODD_CASE,
    }
)


class Prefix(NamedTuple):
    """Before a numeral: `size` code points that hold a qualifier, a unit (currency sign) and a minus sign, or
    nothing."""

    size: int
    qualifier: str | None
    unit: str | None
    negative: bool


class Suffix(NamedTuple):
    """Behind a numeral: `size` code points; the first `reach` of them still belong to the number (its magnitude)."""

    size: int
    reach: int
    exponent: int
    magnitude: bool
    unit: str | None
    shift: int
    qualifier: str | None
    needs_currency: bool
    counted: bool


_NO_PREFIX: Final = Prefix(0, None, None, False)
_NO_SUFFIX: Final = Suffix(0, 0, 0, False, None, 0, None, False, False)


class Frame(NamedTuple):
    """Everything around one numeral that is a figure.

    `exponent` is applied to the numeral, `plain` says that no magnitude word did it, `lead` and `trail` are the blanks
    around the expression, `reach` how far the number goes on behind its digits, `noun` whether a counted noun follows.
    """

    unit: str
    qualifier: str | None
    exponent: int
    plain: bool
    negative: bool
    lead: int
    sign: int
    reach: int
    trail: int
    noun: bool


def fold(text: str) -> str:
    """`text` with full-width digits and signs, odd letters and traditional characters replaced, one for one."""
    return text if text.isascii() else text.translate(_FOLDING)


def phrase(words: str) -> str:
    """A pattern for a phrase of the vocabulary: a blank is one to three blanks or hyphens, words are whole words."""
    pattern = r"[\s-]{1,3}".join(re.escape(word) for word in words.split(" "))
    if words[-1].isascii() and words[-1].isalnum():
        pattern += r"(?![A-Za-z0-9²])"
    if words in NOT_BEFORE:
        pattern += f"(?![{NOT_BEFORE[words]}])"
    return pattern


def whole_word(words: str) -> str:
    """`phrase`, but not right behind a letter it could belong to: no "over" in "moreover", no "$" in "NT$"."""
    if words[0].isascii():
        return (r"(?<![A-Za-z])" if words[0].isalpha() or words[0] == "$" else r"(?<!\w)") + phrase(words)
    return phrase(words)


def alternatives(phrases: Iterable[str], pattern: Callable[[str], str] = phrase) -> str:
    """A pattern for any of `phrases`, the longest first."""
    return "|".join(pattern(p) for p in sorted(set(phrases), key=lambda p: (-len(p), p)))


def beginnings(words: Iterable[str], others: str) -> str:
    """A pattern of no width for the places where one of `words` (of Latin letters, behind none) or what the pattern
    `others` matches may begin. Put before a pattern that begins nowhere else, it saves trying that one at every letter
    of a text.
    """
    letters = "".join(sorted({word[0].lower() for word in words}))
    at_words = rf"(?<![A-Za-z])(?i:(?=[{letters}]))|" if letters else ""
    return rf"(?:{at_words}(?={others}))"


def _merged(table: dict[str, dict[str, str]]) -> dict[str, str]:
    return {words: meaning for language in table.values() for words, meaning in language.items()}


_BEFORE: Final = _merged(QUALIFIERS_BEFORE)
_AFTER: Final = _merged(QUALIFIERS_AFTER)
_UNITS: Final = {words: unit for language in UNITS.values() for words, unit in language.items()}


@cache
def _prefix_pattern(neutral: bool) -> re.Pattern[str]:
    """Matches the longest prefix at the end of a text, with words that say nothing if `neutral`; maybe the empty
    one."""
    silent = alternatives((words for language in NEUTRAL_PREFIXES.values() for words in language), whole_word)
    return re.compile(
        (rf"(?:(?:{silent})\s{{0,3}})?" if neutral else "")
        + rf"(?:(?P<qualifier>{alternatives(_BEFORE, whole_word)})\s{{0,3}})?"
        rf"(?:(?P<unit>{alternatives(PREFIX_UNITS, whole_word)})\s{{0,2}})?"
        rf"(?P<sign>(?<![\w.)])-|(?<![A-Za-z])minus\s{{1,3}})?\Z",
        re.IGNORECASE,
    )


@cache
def _suffix_pattern() -> re.Pattern[str]:
    within = "".join(re.escape(sign) for sign in QUALIFIERS_WITHIN)
    return re.compile(
        rf"(?:[\s-]{{0,3}}(?P<magnitude>{alternatives(MAGNITUDES['en'])})"
        rf"|(?:\s?(?P<more>[{within}])(?![+A-Za-z额]))?(?:\s?(?P<hanzi>{alternatives(MAGNITUDES['zh'])}))?(?P<more_yet>[多余](?!额))?)"
        rf"(?:[\s-]{{0,3}}(?P<unit>{alternatives(_UNITS)})|\s?(?P<measure>[{MEASURE_WORDS}]))?"
        rf"(?:[\s-]{{0,3}}(?P<qualifier>{alternatives(_AFTER)}))?",
        re.IGNORECASE,
    )


@cache
def _noun_pattern() -> re.Pattern[str]:
    word = r"[^\W\d_]+(?:['’.&/-][^\W\d_]+){0,6}"
    return re.compile(rf"(?:[\s-]{{1,3}}{word}){{1,10}}")


@cache
def _not_nouns() -> frozenset[str]:
    """Words that no counted noun may contain: clause words, and anything that is itself part of a figure."""
    names = {*NOT_NOUNS, *NUMBER_WORDS, *ORDINALS, *SCALES, *MULTIPLES["en"], *MONTHS, *WEEKDAYS}
    for words in (*MAGNITUDES["en"], *UNITS["en"]):
        names.update(words.split(" "))
    return frozenset(names - {"square"})


#: Of a text written backwards: the last word, and the one that a phrase has before it.
_LAST_WORDS: Final = re.compile(r"([A-Za-z]+)(?:[\s-]{1,3}([A-Za-z]+))?")


@cache
def _endings() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """What the words before a numeral can end in. Words of Latin letters, each with the words of which one must stand
    before it ("" where none need be there); and single other characters.
    """
    phrases = [*_BEFORE, *PREFIX_UNITS, *(words for language in NEUTRAL_PREFIXES.values() for words in language)]
    words: dict[str, set[str]] = {"minus": {""}}
    others = {"-"}
    for text in phrases:
        found = _LAST_WORDS.match(text[::-1])
        if found:
            words.setdefault(found[1][::-1].lower(), set()).add((found[2] or "")[::-1].lower())
        else:
            others.add(text[-1])
    return {last: frozenset(before) for last, before in words.items()}, frozenset(others)


def _may_end_prefix(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` can end in words of a prefix. A quick look, since most numerals stand behind others."""
    last = end - 1
    while last >= start and text[last].isspace():
        last -= 1
    if last < start:
        return False
    words, others = _endings()
    character = text[last]
    if not (character.isascii() and character.isalpha()):
        return character in others
    found = _LAST_WORDS.match(text[max(start, last - 40) : last + 1][::-1])
    assert found is not None
    before = words.get(found[1][::-1].lower(), ())
    return "" in before or (found[2] or "")[::-1].lower() in before


def _key(words: str) -> str:
    """A matched phrase as it stands in the vocabulary."""
    return " ".join(words.lower().replace("-", " ").split())


def prefix_before(text: str, end: int, floor: int = 0, neutral: bool = True) -> Prefix:
    """The prefix that ends at `end` in the folded `text`, beginning not before `floor`.

    Words that say nothing ("a total of") belong to it if `neutral`.
    """
    start = max(floor, end - PREFIX_REACH)
    found = _prefix_pattern(neutral).search(text, start, end) if _may_end_prefix(text, start, end) else None
    if found is None or not found.group().strip():
        return _NO_PREFIX
    qualifier, unit, sign = found.group("qualifier", "unit", "sign")
    size = len(found.group().lstrip())
    return Prefix(
        size,
        _BEFORE[_key(qualifier)] if qualifier else None,
        PREFIX_UNITS[_key(unit)] if unit else None,
        bool(sign),
    )


def suffix_at(text: str, start: int) -> Suffix:
    """The suffix that begins at `start` in the folded `text`; of size 0 where there is none."""
    found = _suffix_pattern().match(text, start)
    if found is None or found.end() == start:
        return _NO_SUFFIX
    english, hanzi, more, yet, unit, measure, after = found.group(
        "magnitude", "hanzi", "more", "more_yet", "unit", "measure", "qualifier"
    )
    exponent, reach = 0, 0
    if english:
        exponent, reach = MAGNITUDES["en"][_key(english)], found.end("magnitude") - start
    elif hanzi:
        exponent, reach = MAGNITUDES["zh"][hanzi], found.end("hanzi") - start
    signs = {QUALIFIERS_WITHIN[s] for s in (more, yet) if s} if more or yet else set()
    if after:
        signs.add(_AFTER[_key(after)])
    unit_id, shift = _UNITS[_key(unit)] if unit else ("count" if measure else None, 0)
    return Suffix(
        found.end() - start,
        reach,
        exponent,
        bool(english or hanzi),
        unit_id,
        shift,
        signs.pop() if len(signs) == 1 else ("?" if signs else None),
        english is not None and _key(english) in AMBIGUOUS_MAGNITUDES,
        measure is not None,
    )


def combine(prefix: Prefix, suffix: Suffix) -> tuple[str, str | None] | None:
    """Unit and qualifier of a figure from its two sides; None where they contradict each other."""
    if prefix.unit and suffix.unit and prefix.unit != suffix.unit:
        return None
    if (prefix.qualifier and suffix.qualifier and prefix.qualifier != suffix.qualifier) or suffix.qualifier == "?":
        return None
    unit = prefix.unit or suffix.unit or "count"
    if suffix.needs_currency and unit not in CURRENCIES:
        return None
    return unit, prefix.qualifier or suffix.qualifier


def noun_at(text: str, start: int) -> bool:
    """Whether everything from `start` on is a counted noun phrase: "new technology enterprises", 软件企业."""
    tail = text[start:]
    if not tail or len(tail) > 120:
        return False
    if not tail[0].isascii() and not tail[0].isspace():
        hanzi = all("一" <= c <= "鿿" and c not in NOT_IN_HANZI_NOUNS for c in tail)
        return hanzi and len(tail) <= 24 and tail[0] not in NOT_BEGINNING_HANZI_NOUNS
    if _noun_pattern().fullmatch(tail) is None:
        return False
    words = tail.strip(" -\t\r\n").lower().split()
    return not any(_is_no_noun(word, inside=0 < i < len(words) - 1) for i, word in enumerate(words))


def _is_no_noun(word: str, inside: bool) -> bool:
    """Whether a counted noun phrase cannot hold `word`; "first-level" and "one-stop" may be in it, "first" may not."""
    if word in ("and", "of"):
        return not inside
    return word.rpartition("-")[2] in _not_nouns()


@lru_cache(maxsize=8192)
def frame(before: str, after: str) -> Frame | None:
    """The frame of a numeral with exactly `before` in front of it and `after` behind it; None if that is no figure."""
    left, right = fold(before), fold(after).rstrip()
    if len(left) > PREFIX_REACH * 2 or len(right) > 160:
        return None
    prefix, suffix = prefix_before(left, len(left)), suffix_at(right, 0)
    if left[: len(left) - prefix.size].strip():
        return None
    meaning = combine(prefix, suffix)
    if meaning is None:
        return None
    unit, qualifier = meaning
    noun = suffix.size < len(right)
    if noun and (unit != "count" or not noun_at(right, suffix.size)):
        return None
    sign = 1 if prefix.negative and left.endswith("-") else 0
    return Frame(
        unit=unit,
        qualifier=qualifier,
        exponent=suffix.exponent + suffix.shift,
        plain=not suffix.magnitude and not suffix.shift,
        negative=prefix.negative,
        lead=len(left) - prefix.size,
        sign=sign,
        reach=suffix.reach,
        trail=len(after) - len(right),
        noun=noun,
    )
