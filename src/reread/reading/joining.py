"""Numerals with what stands around them, and ranges of two: parts of a text that are a figure, or are refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from .affixes import Prefix, Suffix, any_of, combine, prefix_before, suffix_at
from .bounds import bounds, is_exact, scaled
from .characters import TAKEN
from .doubts import FALLEN, TIMES_MORE, doubt, fallen, grouped
from .numerals import Number, Refusal, numeral, spots
from .spots import Lazy
from .vocabulary import CURRENCIES, GOING_UP, NOT_NOUNS, RATIO_UNITS, SIGNS

_CURRENCIES: Final = frozenset("$¥€£₩₹₽฿₫₱₺¢")
#: Before a level, not a limit: "picked up to 8.3 percent", unless it is "of" something.
_GONE_UP: Final = Lazy(lambda: rf"(?:{any_of(GOING_UP, whole=True)})\s{{1,3}}up\s{{1,3}}to\s{{1,3}}")
_OF: Final = Lazy(r"\s{1,3}of(?![A-Za-z])")
_DASH: Final = Lazy(r"\s{0,2}[-~—～]{1,2}\s{0,2}", 0)
_TO: Final = Lazy(r"[\s-]{1,3}to[\s-]{1,3}|\s?[至到]\s?")
_AND: Final = Lazy(r"\s{1,3}and\s{1,3}(?:plus\s{1,3}|\+)?|\s?[和与至到]\s?")
_TIGHT: Final = Lazy(r"[/*+×:∶比]{1,2}", 0)
_BETWEEN: Final = Lazy(r"(?<![^\W一-鿿])(?:(?:any|some)where\s{1,3})?between\s{1,3}\Z|介于\Z")
_FROM: Final = Lazy(r"(?<![A-Za-z])from\s{1,3}\Z|[从由自]\Z")
_RANGING: Final = Lazy(r"(?<![A-Za-z])(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere)\s{1,3}from\s{1,3}\Z")
_RATIO: Final = Lazy(r"(?<![A-Za-z])(?:ratio|odds|scores?|votes?|split|scale)\s{1,3}(?:of|was|by)\s{1,3}\Z|比分为?\Z")
_TANGLED: Final = "numbers follow each other without anything between"
_BEHIND: Final = "its unit or scale stands behind another number"
_UNCLEAR: Final = "the two numbers that are joined are no range that can be read"
#: A word of change right before: "rose 5 to 20" is by 5, to 20, or by 5 to 20.
_CHANGING: Final = Lazy(lambda: rf"(?:{any_of(SIGNS, whole=True)})\s{{0,3}}\Z")
_ALSO: Final = Lazy(r"\s{1,3}and\s{1,3}|\s?[、和与及]\s?")
_OR: Final = Lazy(r"\s{1,3}or\s{1,3}|\s?或者?\s?")
_COMMA: Final = Lazy(r"\s?[,，]\s{0,3}(?:(?:and|or)\s{1,3})?")
#: What says a fall once more, as a share: "fell 38 billion yuan, or 4 percent".
_THAT_IS: Final = Lazy(r"\s?[,，(]?\s{0,3}(?:or\s{1,3}|或|即)")
_REST: Final = Lazy(r"[ \u00a0]{1,3}|,?\s{1,3}and\s{1,3}|,\s{1,3}")
_PART: Final = Lazy(r"(?:an?\s{1,3})?(?:half|quarter|third)(?!\s{1,3}of(?![A-Za-z]))")
#: The same verb for other things: "fell 2 percent, imports 4 percent".
_OTHERS: Final = Lazy(
    rf"(?:\s{{1,3}}year[\s-]on[\s-]year)?(?:,|,?\s{{1,3}}(?:and|while))\s{{1,3}}"
    rf"(?:(?!(?:{any_of(NOT_NOUNS)}))[a-z-]+(?<!ed)(?<!ing)\s{{1,3}}){{1,3}}"
    rf"|[，、和与及]{{1,2}}(?:(?![为占达至到有率比是约近超破由从增降升长幅仅减完])[一-鿿{TAKEN}]|[同环]比){{1,6}}"
)
#: What something fell by, held against what it did before: "fell 2 percent, compared with 4 percent".
_BESIDE: Final = Lazy(
    r"(?:\s{1,3}(?:year[\s-]on[\s-]year|from\s{1,3}a\s{1,3}year\s{1,3}(?:earlier|ago|before)))?,?\s{1,3}"
    r"(?:(?:as\s{1,3})?compared\s{1,3}(?:with|to)|versus|vs\.?|against|after)\s{1,3}"
)
_EITHER: Final = "it is one number or the other"
_SHARED: Final = "a word of decline beside another number may turn its sign too"


class Part(NamedTuple):
    """What `figures.Figure` is made of, and the pieces it was read from."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal | None
    unit: str
    qualifier: str
    last_digit: int
    plain: bool
    divisor: int
    ends: tuple[Decimal, Decimal] | None
    transformation: str | None
    number: Number
    prefix: Prefix
    suffix: Suffix


Reading = Part | Refusal


def readings(text: str, language: str, running: bool) -> Iterator[Reading]:
    """Every numeral of the folded `text` as a part of it that is a figure, or refused; a range is one.

    In `running` text no Chinese numerals that are mostly parts of words, and no words that say nothing.
    """
    items: list[Reading] = []
    position = floor = 0
    while (found := spots(language).search(text, position)) is not None:
        position = found.end()
        scale = position <= floor and found.lastgroup == "words"  # of what was read before
        number = None if scale else numeral(found)
        if number is None:
            continue
        position = max(number.end, found.start() + 1)
        if number.start < floor:
            if number.end > floor:  # a numeral that begins inside what was read before
                items[-1:] = [Refusal(items[-1].start if items else number.start, number.end, "number", _TANGLED)]
                floor = number.end
            continue
        edge = floor + 1 if items and text[floor : floor + 1] in ("-", "~") else floor  # no minus: 3万-5万
        item = _single(text, number, edge, running)
        if item is None:
            continue
        if items and (whole := _range(text, items[-1], item, running)) is not None:
            items[-1:] = whole
        else:
            items.append(item)
        floor = max(floor, item.end)
    _share_signs(text, items)
    _share_units(text, items)
    yield from (item for item in items if not (running and _is_lone(item)))


def _is_lone(item: Reading) -> bool:
    """Whether it is a Chinese numeral that may be part of a word, and that nothing joins as in 三到四成."""
    return isinstance(item, Part) and item.number.lone and item.end == item.number.end and not item.prefix.unit


def _single(text: str, number: Number | Refusal, floor: int, running: bool) -> Reading | None:
    if isinstance(number, Refusal):
        lone = number.end - number.start < 3 and number.code == "number" and not text[number.start].isascii()
        if running and lone:
            return None
        suffix = suffix_at(text, number.end)  # its magnitude and unit are refused with it
        end = suffix.end if suffix.magnitude or suffix.unit else number.end
        return number._replace(end=end)
    prefix = prefix_before(text, number.start, floor, neutral=not running)
    gone = prefix.qualifier == "at_most" and _GONE_UP.search(text, max(prefix.start - 12, 0), number.start)
    if gone:
        prefix = prefix_before(text, number.start, gone.end(), neutral=not running)
    suffix = suffix_at(text, number.end)
    start, end = prefix.start, suffix.end
    scaled_unit = prefix.unit or suffix.unit or suffix.magnitude
    if number.loose and (not scaled_unit or text.startswith("-", number.end)):  # "3 100-billion-yuan industries"
        return Refusal(start, end, "ambiguous", "it may be one number or several")
    if start == number.start and text[max(start - 1, 0) : start] in _CURRENCIES:
        return Refusal(start - 1, end, "unit", "the currency before it is not known")
    meaning = combine(prefix, suffix, number.last_digit >= 0)
    if isinstance(meaning, str):
        unit = suffix.problem or prefix.unit == ""
        code = "name" if "part of a name" in meaning else "unit" if unit else "ambiguous"
        return Refusal(start, end, code, meaning)
    if running and (why := doubt(text, number, prefix, suffix)):
        return Refusal(start, end, "name" if "part of a name" in why else "ambiguous", why)
    unit, qualifier = meaning
    if grouped(text, number, prefix, suffix, unit):
        return Refusal(start, end, "ambiguous", "its point may be a decimal mark, or part its thousands")
    if number.unit is not None:
        if unit not in ("count", number.unit):
            return Refusal(start, end, "ambiguous", f"its words count {number.unit}, the unit is {unit}")
        unit = number.unit
    if gone and (unit not in RATIO_UNITS | CURRENCIES or _OF.match(text, end)):
        return Refusal(start, end, "ambiguous", "it may be a level that is reached, or a limit")
    if number.unit == "multiple" and number.mantissa < number.divisor:  # more than halved is less than half
        if qualifier == "nearly":
            return Refusal(start, end, "ambiguous", "it is somewhat more than what is printed")
        qualifier = {"over": "at_most", "at_least": "at_most", "at_most": "at_least"}.get(qualifier or "", qualifier)
    if unit == "multiple" and "-" in (prefix.sign, suffix.sign):
        return Refusal(start, end, "ambiguous", "nothing falls by a multiple of itself")
    return _part(text, number, prefix, suffix, unit, qualifier)


def _part(text: str, number: Number, prefix: Prefix, suffix: Suffix, unit: str, qualifier: str | None) -> Part:
    start, end, negative = prefix.start, suffix.end, "-" in (prefix.sign, suffix.sign) or prefix.minus
    last, transformation = number.last_digit + suffix.exponent + suffix.shift, number.transformation
    grown = prefix.sign == "+" and not text[prefix.inner].isascii()
    if unit == "multiple" and grown and text[number.start : end].endswith("倍"):
        unit, last, start, transformation = "percent", last + 2, prefix.inner, "growth"  # 增长两倍: by 200 percent
    plain = number.plain and not suffix.magnitude and not suffix.shift
    mantissa = -number.mantissa if negative else number.mantissa
    value = scaled(mantissa, last, number.divisor)
    exact = number.divisor == 1 and is_exact(value, unit, plain)
    if unit == "percentage_point" or "-" in (prefix.sign, suffix.sign):
        transformation = _growth(unit)
    elif unit == "multiple":
        transformation = "multiple"
    elif transformation == "share" and (
        TIMES_MORE.match(text, end) or (prefix.sign == "+" and not _OF.match(text, end))
    ):
        transformation = "growth"  # "a quarter more than last year", "rose by a quarter"
    minus = prefix.minus and number.start > 0 and text[number.start - 1] == "-"
    part = Part(
        start, end, number.start - minus, suffix.reach, value, unit,
        qualifier or ("exact" if exact else "rounded"), last, plain, number.divisor, None, transformation,
        number, prefix, suffix,
    )  # fmt: skip
    if number.until is not None:
        until = scaled(-number.until if negative else number.until, last)
        return part._replace(value=None, ends=(min(value, until), max(value, until)), qualifier="range")
    return part


def _range(text: str, first: Reading, second: Reading, running: bool) -> list[Reading] | None:
    """What two neighbours are where something between joins them: one range, one refusal, or both as they must stand;
    None where nothing joins them."""
    gap = text[first.end : second.start]
    if len(gap) > 12:
        return None
    ends = first.end == first.number.end if isinstance(first, Part) else True
    begins = second.start if isinstance(second, Refusal) else second.number.start
    if ends and begins == first.end and text[begins - 1].isalnum():
        return [Refusal(first.start, second.end, "number", _TANGLED)]
    opening = _BETWEEN.search(text, max(first.start - 20, 0), first.start)
    if opening and _AND.fullmatch(gap):
        return [_turned(text, _ends(text, first, second, opening.start()), running)]
    if _TIGHT.fullmatch(gap) or _DASH.fullmatch(gap):
        return [_ends(text, first, second, first.start)]
    before = text[max(first.start - 30, 0) : first.start]
    if isinstance(first, Part) and isinstance(second, Part) and _continues(text, gap, first, second):
        return [Refusal(first.start, second.end, "number", "the second may be the rest of the first, or its whole")]
    if not _TO.fullmatch(gap):
        return None
    own = first.number.unit if isinstance(first, Part) else None
    if own and isinstance(second, Part) and second.unit != own and (own == "multiple" or _has_unit(second)):
        return None  # "doubled to 9.3 billion yuan", "fell by a fifth to 3 yuan"
    if isinstance(first, Part) and first.unit in CURRENCIES and isinstance(second, Refusal) and second.code == "unit":
        return [Refusal(first.start, second.end, "range", _UNCLEAR)]  # "6,000 yuan to 7,000 yuan a month"
    ranging = _RANGING.search(before)
    if isinstance(first, Part) and _FROM.search(before) and ranging is None:
        shared = isinstance(second, Part) and (_has_unit(second) or _scale(second))
        if _has_unit(first) or not shared:
            return None
        return [Refusal(first.start, first.end, "ambiguous", _BEHIND), second]
    start = first.start - len(before) + ranging.start() if ranging else first.start
    whole = _turned(text, _ends(text, first, second, start), running) if ranging else _ends(text, first, second, start)
    if isinstance(first, Part) and first.suffix.unit and isinstance(whole, Refusal):
        return None  # "rose 3 percent to 500 million"
    change = (
        isinstance(whole, Part) and whole.unit not in RATIO_UNITS and (whole.prefix.sign or _CHANGING.search(before))
    )
    if _RATIO.search(before) or change:
        return [Refusal(first.start, second.end, "range", "it cannot be told whether it is a range")]
    return [whole]


def _turned(text: str, whole: Reading, running: bool) -> Reading:
    """The range `whole`, with the sign of the words before "between" or "ranging from": "shrank between 3 and 5"."""
    if isinstance(whole, Refusal) or whole.ends is None:
        return whole
    sign = prefix_before(text, whole.start)
    ratio = whole.unit in RATIO_UNITS
    if sign.sign == "?" or (sign.sign == "-" and whole.ends[0] < 0):
        return Refusal(sign.start, whole.end, "range", _UNCLEAR)
    if sign.sign == "-":
        low, high = -whole.ends[1], -whole.ends[0]
        return whole._replace(start=sign.start, ends=(low, high), transformation=_growth(whole.unit))
    if running and not sign.sign and whole.ends[0] >= 0 and fallen(text, whole.start, ratio):
        return Refusal(whole.start, whole.end, "range", FALLEN)
    return whole


def _growth(unit: str) -> str:
    """What a fall is, by its unit."""
    return "growth" if unit in RATIO_UNITS - {"percentage_point"} else "change"


def _ends(text: str, first: Reading, second: Reading, start: int) -> Reading:
    """The range from `first` to `second`, which share what only one of them prints; refused where they cannot."""
    refused = Refusal(start, second.end, "range", _UNCLEAR)
    if isinstance(first, Refusal) or isinstance(second, Refusal) or _TIGHT.fullmatch(text[first.end : second.start]):
        return refused
    hedges = {first.qualifier, second.qualifier} - {"exact", "rounded"}
    if first.ends or second.ends or second.prefix.sign or hedges - {"approximately", "range"}:
        return refused
    own, shared = _has_unit(first), _has_unit(second)
    if own and (first.unit != second.unit if shared else first.suffix.unit):
        return refused  # 3%-5 yuan, 3%-5
    low, high, scale = first.value, second.value, _scale(second)
    if scale and not _scale(first):
        if scaled(first.number.mantissa, first.number.last_digit) >= scaled(
            second.number.mantissa, second.number.last_digit - second.number.scale
        ):
            return refused  # 900 to 1.2 million
        low = scaled(first.number.mantissa, first.number.last_digit + scale, first.divisor)
    elif _scale(first) and not scale:
        return refused
    if low is None or high is None:
        return refused
    negative = "-" in (first.prefix.sign, second.suffix.sign)
    if negative:
        low, high = -abs(high), -abs(low)
    if low >= high or 0 < low <= high / 100:
        return refused  # 10-20,000 may be 10,000 to 20,000
    if "approximately" in hedges:  # each end may be as far off as it would be alone
        low = bounds(low, unit=first.unit, qualifier="approximately").lower or low
        high = bounds(high, unit=first.unit, qualifier="approximately").upper or high
    unit = second.unit if shared else first.unit
    end = second.end + 2 if text.startswith("之间", second.end) else second.end
    transformation = "change" if unit == "percentage_point" else second.transformation
    if negative:
        transformation = _growth(unit)
    return first._replace(
        start=start, end=end, number_end=second.number_end, value=None, unit=unit, qualifier="range",
        ends=(low, high), transformation=transformation, suffix=second.suffix,
    )  # fmt: skip


def _continues(text: str, gap: str, first: Part, second: Part) -> bool:
    """Whether `second` may be the rest of `first` ("2 billion 300 million", "two percent and a half") or its whole
    ("half of 5 percent")."""
    if gap.strip() == "of":
        return second.unit in ("percent", "percentage_point")
    if _REST.fullmatch(gap) is None:
        return False
    if "and" in gap and first.unit != "count" and _PART.match(text, second.start):
        return first.transformation != "share"
    scale = _scale(first)
    if scale < 3 or _has_unit(first) or second.value is None or second.unit in RATIO_UNITS or second.prefix.sign:
        return False
    return (gap.isspace() or _has_unit(second) or _scale(second) > 0) and abs(second.value) < 10**scale


def _share_signs(text: str, items: list[Reading]) -> None:
    """Refuse what may have its sign from a word beside another number of a list: 下降2.3%和4.1%."""
    falling: Part | None = None
    for i, item in enumerate(items):
        before = items[i - 1] if i else None
        if isinstance(item, Part) and before is not None:
            gap, same = text[before.end : item.start], falling is not None and item.unit == falling.unit
            also = _ALSO.fullmatch(gap) or _OR.fullmatch(gap)
            others = item.unit in RATIO_UNITS and (_OTHERS.fullmatch(gap) or _BESIDE.fullmatch(gap))
            shares = same and bool(also or _COMMA.fullmatch(gap) or others)
            if also and falling is not None:
                shares = shares or not _has_unit(falling) or {item.unit, falling.unit} <= RATIO_UNITS
            told = falling is not None and _THAT_IS.fullmatch(gap)
            if (shares or told) and not _is_signed(item):
                items[i] = Refusal(item.start, item.end, "ambiguous", _SHARED)
                continue
            if also and item.suffix.sign == "-" and isinstance(before, Part) and not _is_signed(before):
                items[i - 1] = Refusal(before.start, before.end, "ambiguous", _SHARED)
        falling = item if isinstance(item, Part) and item.prefix.sign == "-" else None


def _is_signed(part: Part) -> bool:
    return bool(part.prefix.sign or part.suffix.sign or part.prefix.minus)


def _share_units(text: str, items: list[Reading]) -> None:
    """Refuse what may have its unit or scale from another number of a list: "120, 85 and 60 billion yuan"."""
    for i in reversed(range(len(items) - 1)):
        first, second = items[i], items[i + 1]
        if not isinstance(first, Part) or _has_unit(first) or _is_lone(second):  # 二、三产业
            continue
        told = isinstance(second, Refusal) and second.reason in (_BEHIND, _EITHER, _SHARED)
        shares, start = told or (isinstance(second, Refusal) and second.code == "unit"), second.start
        if isinstance(second, Part):
            if second.prefix.sign and not first.prefix.sign:
                continue  # "stood at 27 and fell 3 percent"
            start = second.prefix.inner if first.prefix.sign else start
            shares = _has_unit(second) or (_scale(second) > 0 and not _scale(first))
        gap, before = text[first.end : start], items[i - 1] if i else None
        listed = isinstance(before, Part) and not _has_unit(before) and _COMMA.fullmatch(text[before.end : first.start])
        few = gap == "、" and isinstance(second, Part) and _next(first.number, second.number)
        few = few and (before is None or text[before.end : first.start] != "、")
        if few or _OR.fullmatch(gap):
            items[i : i + 2] = [Refusal(first.start, second.end, "range", _EITHER)]
        elif shares and (_ALSO.fullmatch(gap) or (_COMMA.fullmatch(gap) and (told or listed))):
            items[i] = Refusal(first.start, first.end, "ambiguous", _BEHIND)


def _next(first: Number, second: Number) -> bool:
    """Whether two neighbours may stand for a number of about as much: 三、四亿元, 3、4家."""
    if not first.digits or not second.digits:
        return first.lone and not second.digits
    return first.last_digit == second.last_digit == 0 and 0 < first.mantissa == second.mantissa - 1 < 9


def _has_unit(part: Part) -> bool:
    return bool(part.suffix.unit or part.prefix.unit or part.number.unit)


def _scale(part: Part) -> int:
    """The power of ten that words behind the digits of a part, or in its number words, stand for."""
    return part.suffix.exponent + part.suffix.shift + part.number.scale
