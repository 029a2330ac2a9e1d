"""What stands around a numeral: sign, qualifier and currency before it; magnitude, unit, qualifier, sign behind it.

Both sides are small regular languages built from `vocabulary`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from . import vocabulary as v
from .spots import Lazy, Spots, may_end

#: How far before a numeral its prefix can begin, in code points.
_REACH: Final = 64
_BEFORE: Final = (v.SIGNS, v.LINKS, v.NEUTRAL, v.QUALIFIERS_BEFORE, v.PREFIX_UNITS)
#: The words with which a prefix may end, and those with which something may begin that is read behind a number.
_ENDING: Final = {"a", "an", *(re.split("[^a-z]", word.lower())[-1] for table in _BEFORE for word in table)}
_BEGINNING: Final = {
    *("per", "for", "each", "apiece", "mile", "miles"),
    *(
        re.split("[^a-z]", word.removeprefix("=").lower())[0]
        for table in (v.MAGNITUDES, v.UNITS, v.SIGNS_BETWEEN, v.QUALIFIERS_AFTER, v.SIGNS_AFTER)
        for word in table
    ),
}
_UNIT: Final = Lazy(lambda: rf"[\s-]{{0,3}}(?P<unit>{any_of(v.UNITS)})|\s?(?P<measure>{any_of(v.MEASURE_WORDS)})")
_BEHIND: Final = Lazy(
    lambda: (
        r"(?P<beyond>(?<=[成倍%点])[多余]|(?<=[^\W0-9])[多余](?=的|\W|\Z)|(?<=[一-鿿])\+(?![A-Za-z0-9]))?"
        rf"(?:[\s-]{{0,3}}(?P<qualifier>{any_of(v.QUALIFIERS_AFTER)}))?"
        rf"(?:(?:[\s-]{{1,3}}(?:{any_of(v.SIGNS_BETWEEN)})){{0,2}}[\s-]{{0,3}}(?P<sign>{any_of(v.SIGNS_AFTER)}))?"
    )
)
#: Units that begin with a multiple of another one: kilowatts, petaflops, megatonnes.
_METRIC: Final = (
    r"(?:kilo|mega|giga|tera|peta|exa|centi|milli|micro|nano)"
    r"(?:watt|byte|bit(?!\s[a-z]+s(?![a-z]))|flop|gram|met|lit|joule|hertz|ton|volt|amp|cal|pascal|second)[a-z]*"
)
#: Before a unit for which so many are counted: "yuan per ton", 元/亩, but a person or a year change none.
_PER: Final = Lazy(
    r"\s{0,2}/\s?(?:[A-Za-z]+|[^\W\d_]{1,4}|[㎡㎢])|[\s-]{1,3}(?:per|for[\s-]{1,3}(?:every|each))[\s-]{1,3}"
    r"(?!capita|year|annum|head)[a-z0-9][a-z0-9,]*"
    r"|·[年公次天时月日里]{1,2}|(?<=个)[多余来](?:月|小时|钟头|星期|季度|学期|世纪|工作日)"
    r"|(?:-|\s(?=kilo|mile))(?:kilomet(?:er|re)|mile|hour|day|week|month|time|trip|visit)s?(?![A-Za-z-])"
    rf"|\s{{1,3}}an?\s{{1,3}}(?:share|{_METRIC})|\s{{1,3}}(?:each(?!\s{{1,3}}year)|apiece)(?![A-Za-z])"
)
_A: Final = Lazy(r"\s{1,3}an?\s{1,3}")
_OVER: Final = Lazy(r"\s?[^\W\d_]{1,12}/")
#: A currency or measure that is no entry of the vocabulary: Brunei dollars, 新元, 3亿美刀, 12万方; a known sign in
#: another case; a code with no noun behind it (5 billion MYR).
_UNKNOWN: Final = Lazy(
    r"\s{1,3}(?:[A-Z][a-z]+\s){1,2}"
    r"(?:(?:dollar|pound|franc|peso|rupee|dinar|pataca|ringgit|riyal|dirham)s?|rupiah|kron[aeor]+)(?![A-Za-z])"
    r"|\s?[一-鿿]{1,4}?(?<![一-鿿]元)(?:币|盾|卢布|比索|克朗)(?![一-鿿])"
    r"|\s{1,3}[a-z]+-(?:kilomet(?:er|re)|mile|hour|day)s?(?![A-Za-z])"
    rf"|\s?(?i:{_METRIC})"
    r"|(?<=[百千万亿多余])\s?[一-鿿]{0,4}[元金钞刀欧方平块米吨](?![一-鿿])"
    rf"|\s?(?i:{'|'.join(word[1:] for word in v.UNITS if word[0] == '=' and word[2:])})(?![A-Za-z])"
    r"|\s[A-Z]{2,4}(?=\s?(?:[.;)]|\Z)|\s(?:in|by|from|at|to|was|were|over|last|this)\s"
    r"|\s(?:and|or)\s[^A-Z]{0,9}[0-9])|(?<=n)\s[A-Z]{3}(?=,)", 0,
)  # fmt: skip
_NUMBER_BEHIND: Final = Lazy(r"\s{0,3}[0-9$]", 0)
_LETTER: Final = Lazy(r"\s?[A-Za-z](?![A-Za-z'’&.]|-[A-Za-z])|[A-Za-z]", 0)
_SYMBOL: Final = Lazy(
    r"\s?(?:[kKMGTPEmµμn]?(?:Wh?|Hz|VA|Pa|bps|eV)p?|[kKMGTPE]B)(?![A-Za-z])|\s?[A-Z]{2,4}/[a-z]"
    "|(?<=[0-9百千万亿])点(?![赞击播])", 0,
)  # fmt: skip
#: A word behind a number; most begin nothing of all this.
_WORD_BEHIND: Final = Lazy(rf"\s{{1,3}}(?!{_METRIC})([a-z]{{3,}})(?=[\s.,;:)]|\Z)", 0)
_NOUNS: Final = Lazy(r"(?:[\s-]{1,3}[^\W\d_]+(?:['’.&/-][^\W\d_]+){0,6}){1,10}", 0)


class Prefix(NamedTuple):
    """Before a numeral: where it starts, its qualifier and unit, the sign of its words ("-", "+", "?" or "") and
    whether a minus stands in it; `inner` is where the prefix begins without a word of sign "+"."""

    start: int
    qualifier: str | None = None
    unit: str | None = None
    sign: str = ""
    minus: bool = False
    inner: int = 0


class Suffix(NamedTuple):
    """Behind a numeral, up to `end`; what lies before `reach` still belongs to the number (its magnitude).

    `problem` says why the numeral cannot be read with what follows it; "" if it can.
    """

    end: int
    reach: int
    exponent: int = 0
    magnitude: bool = False
    unit: str | None = None
    shift: int = 0
    qualifier: str | None = None
    needs: str = ""
    sign: str = ""
    problem: str = ""


def any_of(
    words: Mapping[str, object] | Iterable[str], whole: bool = False, end: str = r"(?!(?-i:[A-Za-z0-9²³]))"
) -> str:
    """A pattern for any of `words`, the longest first: a blank is one to three blanks or hyphens; behind Latin letters
    and digits comes `end`, by default that the word ends there. If `whole`, none begins behind a letter it could belong
    to: no "over" in "moreover", no "$" in "NT$".

    What words begin with in common is asked for once; it takes a third of the time to compile, a tenth to match.
    """
    known = words.items() if isinstance(words, Mapping) else ()
    beside = {word: at.beside for word, at in known if isinstance(at, v.Word)}
    found: dict[str, dict[str, Any]] = {}
    for word in sorted(words):
        plain, near = word.removeprefix("="), beside.get(word, "")
        letters = "A-Za-z" if word[0].isalpha() or word[0] == "$" else "A-Za-z0-9"
        node = found.setdefault(f"(?<!(?-i:[{letters}]))" if whole and word[0].isascii() else "", {})
        for character in plain:
            atom = r"[\s-]{1,3}" if character == " " else re.escape(character)
            node = node.setdefault(f"(?-i:{atom})" if word[0] == "=" and character.isalpha() else atom, {})
        tail = end if word[-1].isascii() and word[-1].isalnum() else ""
        node[""] = f"(?<![{near}]{re.escape(plain)})" if near and whole else f"(?![{near}])" if near else tail
    return "|".join(lead + "".join(_branches(node)) for lead, node in found.items())


def _branches(node: dict[str, Any]) -> tuple[str, str]:
    """What may follow, more before nothing, and what ends it all alike."""
    found = [(atom + more, tail) for atom in node if atom for more, tail in [_branches(node[atom])]]
    found += [("", node[""])] if "" in node else []
    alike = len({tail for _, tail in found}) == 1
    branches = [more if alike else more + tail for more, tail in found]
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0], found[0][1] if alike else ""


def listed(words: str) -> str:
    """Matched words as the vocabulary has them."""
    return " ".join(words.lower().replace("-", " ").split())


def _meaning(table: Mapping[str, v.Word], words: str) -> v.Word:
    """What a matched phrase means: as it stands if its case counts, else in lower case with single blanks."""
    return table.get(f"={words}") or table[listed(words)]


@cache
def _prefixes(neutral: bool) -> Spots:
    """Matches the longest prefix at the end of a text, with words that say nothing if `neutral`."""
    silent = rf"(?:(?:{any_of(v.NEUTRAL, whole=True)})\s{{0,3}})?"
    link = rf"(?:(?:{any_of(v.LINKS, whole=True)})\s{{0,3}}){{0,3}}"
    minus = r"(?<![A-Za-z0-9_.)%])-"
    # A fall to a level is none by so much: 降为2%, 跌破2%, "fell below 2 percent".
    level = (
        r"(?!(?<![幅度长增])\s?(?:为|破)|(?:\s{1,3}(?!by|of)[a-z-]+){0,2}\s{1,3}"
        r"(?:below|under|beneath)(?!\s{1,3}by)(?![A-Za-z]))"
    )
    falls, others = ({w: at for w, at in v.SIGNS.items() if (at.meaning == "-") is falls} for falls in (True, False))
    signs = rf"(?:{any_of(falls, whole=True)}){level}|{any_of(others, whole=True)}"
    pattern = (
        rf"(?:(?P<word>{signs})\s{{0,3}}{link}{silent})?(?P<inner>)"
        + (silent if neutral else "")
        + rf"(?:(?P<qualifier>{any_of(v.QUALIFIERS_BEFORE, whole=True)})\s{{0,3}}(?:an?\s{{1,3}})?)?"
        rf"(?P<minus>{minus})?(?:(?P<unit>{any_of(v.PREFIX_UNITS, whole=True)})\s{{0,2}})?(?P<minus2>{minus})?\Z"
    )
    return Spots((word for table in _BEFORE for word in table), [pattern], r"\-", [pattern], re.IGNORECASE)


def prefix_before(text: str, end: int, floor: int = 0, neutral: bool = True) -> Prefix:
    """The prefix that ends at `end` in the folded `text`, beginning not before `floor`.

    Words that say nothing ("a total of") belong to it if `neutral`. A word of sign "+" ("rose") is told, but is no
    part of it.
    """
    begin = max(floor, end - _REACH)
    found = _prefixes(neutral).search(text, begin, end) if may_end(text, begin, end, _ENDING) else None
    if found is None:
        return Prefix(end, inner=end)
    qualifier, unit, word = found.group("qualifier", "unit", "word")
    sign = _meaning(v.SIGNS, word).meaning if word else ""
    start, inner = (end - len(text[at:end].lstrip()) for at in (found.start(), found.start("inner")))
    return Prefix(
        inner if sign == "+" else start,
        _meaning(v.QUALIFIERS_BEFORE, qualifier).meaning if qualifier else None,
        _meaning(v.PREFIX_UNITS, unit).meaning if unit else None,
        "" if sign == "minus" else sign,
        bool(found["minus"] or found["minus2"] or sign == "minus"),
        start,
    )


def _scales() -> str:
    within = "".join(re.escape(sign) for sign in v.QUALIFIERS_WITHIN if sign != "来")
    around = f"来(?=[百千万亿元美年天{''.join(v.MEASURE_WORDS)}])"
    attached = {word: at for word, at in v.MAGNITUDES.items() if at.needs == "attached"}
    hanzi = {word: at for word, at in v.MAGNITUDES.items() if not word.removeprefix("=")[0].isascii()}
    english = {word: at for word, at in v.MAGNITUDES.items() if word not in attached and word not in hanzi}
    return (
        rf"[\s-]{{0,3}}(?P<english>{any_of(english)})(?:(?<=n)(?<!ion)\.(?=\s{{1,3}}(?-i:[a-z]|US|HK|RMB)))?"
        rf"|(?P<attached>{any_of(attached)})"
        rf"|(?:\s?(?P<more>[{within}]|{around})(?![+A-Za-z额]))?(?:\s?(?P<hanzi>{any_of(hanzi)}))?"
        r"(?P<yet>[多余](?!额)|\+(?![A-Za-z0-9]))?(?:(?<=[十百千万][多余])(?P<again>[万亿]))?"
    )


#: What stands behind a numeral, one behind the other: its scale, its unit, how sure it is and its sign.
_SCALE: Final = Lazy(_scales)


def _unit_behind(lead: Lazy, text: str, start: int) -> tuple[str, int]:
    """The unit right behind `lead`, and where it ends; "" and `start` if there is none."""
    found = lead.match(text, start)
    unit = _UNIT.match(text, found.end()) if found else None
    stands = found and unit and unit.start("unit") == found.end()
    return (listed(unit["unit"]), unit.end()) if unit and stands else ("", start)


def _odd(text: str, start: int, known: bool) -> tuple[str, int]:
    """Why what stands behind a number, and a unit if that is `known`, makes it one that cannot be read, and where that
    ends; "" and `start` if it does not."""
    unit, end = _unit_behind(_A, text, start)
    counted = unit in v.UNITS and unit.replace(" ", "").isalpha() and unit not in ("year", "person")
    if (per := _PER.match(text, start)) or (counted and unit.isascii()):
        end = per.end() if per else end
        return f"it is so much {text[start:end].strip()!r}, a unit that is not known", end
    if known:
        return "", start
    _, end = _unit_behind(_OVER, text, start)
    if end == start and (odd := _UNKNOWN.match(text, start) or _SYMBOL.match(text, start)):
        end = odd.end()
    if end > start:
        return f"the unit {text[start:end].strip()!r} is not known", end
    if odd := _LETTER.match(text, start):
        return "it is part of a name or code, or its unit is not known", odd.end()
    return "", start


def suffix_at(text: str, start: int) -> Suffix:
    """The suffix that begins at `start` in the folded `text`; it ends there where there is none."""
    if (word := _WORD_BEHIND.match(text, start)) and word[1] not in _BEGINNING:
        return Suffix(start, start)
    scaled = _SCALE.match(text, start)
    assert scaled is not None  # every part of it may be missing
    unit = _UNIT.match(text, scaled.end())
    behind = _BEHIND.match(text, (unit or scaled).end())
    assert behind is not None
    end, problem, scale, known = behind.end(), "", v.Word(), None
    reach = max(start, *(scaled.end(name) for name in ("english", "attached", "hanzi", "again")))
    if printed := scaled["english"] or scaled["attached"] or scaled["hanzi"]:
        scale = _meaning(v.MAGNITUDES, printed)
        problem = "" if scale.meaning else f"the scale {printed!r} is not known"
    after, sign = behind["qualifier"], behind["sign"]
    signs = {v.QUALIFIERS_WITHIN[s].meaning for s in (scaled["more"], scaled["yet"], behind["beyond"]) if s}
    signs |= {_meaning(v.QUALIFIERS_AFTER, after).meaning} if after else set()
    if len(signs) > 1:
        problem = "two words say differently how sure it is"
    if unit:
        words = unit["unit"] or unit["measure"]
        known = _meaning(v.UNITS if unit["unit"] else v.MEASURE_WORDS, words)
        problem = problem if known.meaning else f"the unit {words!r} is none that is read"
    elif after and (later := _UNIT.match(text, end)) and later.start("unit") > end:
        problem, end = "its unit stands further off", later.end()  # "100 million-plus yuan"
    rest = unit.end() if unit else reach
    odd, end_of_odd = _odd(text, rest, known is not None)
    problem, end = odd or problem, max(end, end_of_odd)
    turns = _meaning(v.SIGNS_AFTER, sign).meaning if sign else ""
    if turns.endswith("%"):
        ratio = known is not None and known.meaning in v.RATIO_UNITS
        if turns == "?%" and not ratio:
            turns, end = "", max(rest, len(text[: behind.start("sign")].rstrip(" -\t\n\u00a0")))
        else:
            turns = "-" if turns == "-%" and ratio and not _NUMBER_BEHIND.match(text, end) else "?"
    power = scale.power + (v.HANZI_SCALES[scaled["again"]] if scaled["again"] else 0)  # 3千多万
    return Suffix(
        end, reach, power, bool(printed), known.meaning if known else None, known.power if known else 0,
        signs.pop() if signs else None, scale.needs, turns, problem,
    )  # fmt: skip


def combine(prefix: Prefix, suffix: Suffix, whole: bool) -> tuple[str, str | None] | str:
    """Unit and qualifier of a figure from its two sides, or in words why they do not fit; `whole`: it has no
    decimals."""
    if suffix.problem:
        return suffix.problem
    if prefix.unit == "":
        return "the currency before it is none that is read"
    if prefix.unit and suffix.unit and prefix.unit != suffix.unit:
        return f"{prefix.unit} stands before it and {suffix.unit} behind it"
    if prefix.qualifier and suffix.qualifier and prefix.qualifier != suffix.qualifier:
        return "two words say differently how sure it is"
    unit = prefix.unit or suffix.unit or "count"
    if suffix.needs and unit not in v.CURRENCIES and (suffix.needs == "currency" or whole):
        return "the letter behind it may be a magnitude or a unit"
    if "?" in (prefix.sign, suffix.sign):
        return "it cannot be told whether the word beside it turns its sign"
    negative = (prefix.sign == "-") + prefix.minus + (suffix.sign == "-")
    if negative > 1 or (prefix.minus and prefix.qualifier in ("over", "at_least", "at_most")):
        return "it cannot be told which sign it has"
    return unit, prefix.qualifier or suffix.qualifier


@cache
def _not_nouns() -> frozenset[str]:
    """Words that no counted noun may contain: clause words, and anything that is itself part of a figure."""
    names = {*v.NOT_NOUNS, *v.NUMBER_WORDS, *v.ORDINALS, *v.SCALES, *v.MULTIPLES, *v.MONTHS, *v.WEEKDAYS}
    names.update(word.removeprefix("=").lower() for word in (*v.MAGNITUDES, *v.UNITS) if " " not in word)
    return frozenset(names)


def noun_at(text: str, start: int) -> bool:
    """Whether everything from `start` on is a counted noun phrase: "new technology enterprises", 软件企业."""
    tail = text[start:]
    if not tail or len(tail) > 120:
        return False
    if not tail[0].isascii() and not tail[0].isspace():
        hanzi = all("一" <= c <= "鿿" and c not in v.NOT_IN_HANZI_NOUNS for c in tail)
        return hanzi and len(tail) <= 24 and tail[0] not in v.NOT_BEGINNING_HANZI_NOUNS
    if _NOUNS.fullmatch(tail) is None:
        return False
    first, *inside = words = tail.strip(" -\t\r\n").lower().split()
    inside = [word for word in inside[:-1] if word not in ("and", "of")]
    # "first-level" and "one-stop" may be in it, "first" may not
    ends = not {"and", "of"} & {first, words[-1]}
    return ends and _not_nouns().isdisjoint(word.rpartition("-")[2] for word in (first, *inside, words[-1]))
