"""Where the numbers are: every numeral of a text that can begin a figure, in digits or in words, with its exact value.

Each pattern takes all that may belong to a numeral; what it took is read whole, or is an `Refusal` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Final, NamedTuple

from . import vocabulary as v
from .affixes import any_of
from .characters import TAKEN
from .errors import MAX_DIGITS, ReadingError, shown
from .numbers import PART_BEHIND, read_hanzi, read_words
from .spots import Lazy, Match, Spots

_BLANK: Final = r"\s{1,3}"
_GAP: Final = r"[\s-]{1,3}"
_DIGIT: Final = "".join(v.HANZI_DIGITS)
_SCALE: Final = "(?:" + any_of({s: v.MAGNITUDES.get(s, v.Word()) for s in v.HANZI_SCALES}) + ")"
_HANZI: Final = "".join((*v.HANZI_DIGITS, *v.HANZI_SCALES))
#: Scales that may stand without a digit, the hedges that must stand before them then, and what must follow.
_BARE: Final = "百千万亿"
_HEDGES: Final = tuple(word for word in v.QUALIFIERS_BEFORE if not word.isascii())
_COUNTED: Final = "".join(v.MEASURE_WORDS) + "元人亩余多美欧港日吨平"
_spelled: Final = partial(any_of, end="(?![A-Za-z])")
#: What makes a number a part of one that is written otherwise: powers of ten, ±, 两个半, 一亿半, 廿五, 1.5番.
_MORE_BEHIND: Final = Lazy(
    r"\s?[x×*]\s?10\s?\^|\s?±|\s?\^\s?[0-9]|(?:[个倍万亿]|(?<=[番万亿]))半(?![年导数岛径])|(?<=[0-9])番",
    0,
)
_MORE_BEFORE: Final = Lazy(r"(?:[廿卅卌]|[x×*]\s?10\s?\^\s?|[0-9]\s?[x×*]\s?(?=10\s?\^))\Z", 0)
#: At the head of a line the first of a list: 1．5家.
_LISTED: Final = Lazy("(?:1?[0-9]|20)．[0-9]+", 0)
_PLAIN: Final = Lazy(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+", 0)
_GROUPED: Final = Lazy(
    r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:['’][0-9]{3})+(?:\.[0-9]+)?|(?:\.[0-9]{3}){2,})"
    r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?",
    0,
)
#: Marks that part the thousands of a number.
_MARKS: Final = str.maketrans("", "", ",'’")
_DOTTED: Final = Lazy(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+", 0)
#: A currency code right before the digits: RMB2.5B, US$5.
_CODE: Final = Lazy(rf"(?<![A-Za-z])(?:{'|'.join(w for w in v.PREFIX_UNITS if w.isascii() and w.isalpha())})\Z")
_HYPHENED: Final = Lazy(r"([A-Za-z]+)[-/]\Z", 0)
#: Words that end a figure, so that a hyphen behind them joins two: "1 million-2 million".
_ENDS: Final = frozenset({*v.MAGNITUDES, *v.UNITS})
_AND_A_HALF: Final = Lazy(r"\s{1,3}and\s{1,3}a\s{1,3}half(?![A-Za-z])")
_NAMED: Final = Lazy(r"[A-Za-z_@=&\\]", 0)
_ADDRESS: Final = Lazy(r"[_@\\]|[.:]\w|\+[A-Za-z0-9_]", 0)
_OTHER_HALF: Final = Lazy(rf"(?:first|second|1st|2nd|third|fourth|other|latter|former|last|per|{TAKEN})\s{{1,3}}\Z")
#: "Cut in half", but not "in half of the firms".
_IN_HALF: Final = Lazy(r"(?<=in)\s{1,3}half(?!\s{1,3}(?:of|the|all|a|its|our)(?![A-Za-z]))")
#: Quarters that are a share: three-quarters, three quarters of the firms, but not "of growth".
_QUARTERS_OF: Final = Lazy(
    r"-|\squarters\Z|\squarters\s{1,3}of\s{1,3}(?:the|all|its|their|our|those|these|this|that|an?)(?![A-Za-z])"
)
_PART_BEHIND: Final = Lazy(rf"\s*{PART_BEHIND}")
_PAIR: Final = Lazy(f"([{_DIGIT[2:12]}])([{_DIGIT[2:12]}])([十百千万亿]*)", 0)
#: What is counted behind a scale alone; 万亿级 is a class of things.
_HELD: Final = frozenset(v.MEASURE_WORDS) - {"级"}
_VAGUE: Final = "names no one number"


class Number(NamedTuple):
    """A numeral at `start:end`: mantissa x 10^last_digit / divisor.

    `unit` is what the words themselves count in: "percent" for fractions, "multiple". `until` is the second mantissa
    of a numeral that is a range (两三百); `loose` says that it may be two numerals, where no unit follows; `lone` that
    it is one or two Chinese characters which are mostly parts of words.
    """

    start: int
    end: int
    mantissa: int
    last_digit: int = 0
    plain: bool = True
    divisor: int = 1
    unit: str | None = None
    digits: bool = False
    lone: bool = False
    until: int | None = None
    loose: bool = False
    transformation: str | None = None

    @property
    def scale(self) -> int:
        """The power of ten that its own words stand for, 6 in "two million"."""
        return self.last_digit if self.last_digit > 0 and not self.digits and not self.plain else 0


class Refusal(NamedTuple):
    """Numbers at `start:end` that cannot be read; see `figures.Refused`."""

    start: int
    end: int
    code: str
    reason: str


@lru_cache(maxsize=256)
def primary_language(language: str) -> str:
    """The primary subtag of a BCP 47 tag, "zh" for "zh-Hans-CN"; `ReadingError` for one without a grammar."""
    code = language.split("-", 1)[0].lower()
    if code not in v.LANGUAGES:
        raise ReadingError(f"figures in language {language!r} cannot be read; there are {', '.join(v.LANGUAGES)}")
    return code


@cache
def spots(language: str) -> Spots:
    """Where a folded text may hold a numeral."""
    vulgar, held = "".join(v.VULGAR), "".join(v.MEASURE_WORDS)
    some = r"[0-9]+(?:[.,][0-9]+)*"
    tail = rf"(?:零?(?:{some}(?![0-9年月日号%])|[{_DIGIT}]){_SCALE}*)"
    at_signs = [
        rf"(?P<joined>(?<![A-Za-z0-9_.,])(?:{some}{_SCALE}+|(?:[{_DIGIT}]{_SCALE}+)+(?=[0-9])){tail}+)",
        rf"(?P<part_of>(?<![A-Za-z0-9_.,/])[1-9][0-9]?/[1-9][0-9]{{0,2}}(?={_BLANK}of(?![A-Za-z])))",
        r"(?P<spaced>(?<![A-Za-z0-9_])(?<![0-9][.,/:-])[1-9][0-9]{0,2}(?:[ \u00a0][0-9]{3})+(?![0-9])"
        r"(?:[.,][0-9]+)?(?![0-9]))",
        rf"(?P<digits>(?:(?<![0-9])\.)?[0-9]+(?:[.,'’，:/*×_．。·][0-9]+|，\s[0-9]{{3}}(?![0-9]))*(?:\s?[{vulgar}]|{_BLANK}[1-9]/[1-9][0-9]?(?![0-9/]))?)",
        rf"(?P<vulgar>[{vulgar}])",
        rf"(?P<hanzi_near>[0-9{_HANZI}]{{1,9}}分之[0-9{_HANZI}]{{1,9}}[强弱])",
        rf"(?P<hanzi_fraction>(?P<below>(?!百分之)[0-9]{{1,6}}|(?!百分之)[{_HANZI}]{{1,9}})分之"
        rf"(?P<above>[0-9]{{1,6}}(?:[.,][0-9]+)*|[{_HANZI}]{{1,9}}(?:点[{_DIGIT}]{{1,6}})?))",
        rf"(?P<cheng>(?:[{_DIGIT}十]|[0-9](?:\.[0-9])?)成(?:[{_DIGIT}](?![{_HANZI}年月日个位大家])|半))",
        rf"(?P<hanzi_multiple>翻了?(?:近|将近|超过?|约)?(?P<fan>[{_DIGIT}0-9])?[番倍]|{'|'.join(v.HALVES)}"
        r"|(?<=[过逾超])半(?![年月天小日数途岛决路百点导]))",
        rf"(?P<hanzi_vague>成[百千万](?:[上成][十百千万]+|(?=[家名户项个人]))|数以[十百千万亿]+计|[几数]?[十百千万]+上[百千万]+"
        rf"|(?:[十百千万亿]{{1,2}}[把数]|[百千万亿]十?来)(?=[{held}])|(?:好?[几数]|若干)[十百千万亿]+|[{_HANZI}]*[十百千万亿]几[十百千万亿]*|几(?=[{held}]))",
        rf"(?P<hanzi>(?<![{_HANZI}])(?!(?<=[几数])十)(?:[{_DIGIT}]|{_SCALE}){{1,{MAX_DIGITS}}}(?:点[{_DIGIT}]{{1,12}}|·[{_DIGIT}]{{1,12}}(?=[%万亿元个倍]))?)",
    ]
    begin: list[str] = []
    at_words: list[str] = []
    if language == "en":
        begin = [*v.NUMBER_WORDS, *v.SCALES, v.DOZEN, *v.DENOMINATORS, *v.MULTIPLES, *v.ARTICLES]
        begin += [*v.VAGUE, *v.VAGUE_SCALES]
        words = _spelled((*v.NUMBER_WORDS, *v.SCALES, v.DOZEN))
        article = "|".join(v.ARTICLES)
        cardinals, scales, multiples = _spelled(v.NUMBER_WORDS), _spelled(v.SCALES), _spelled(v.MULTIPLES)
        to_scale = rf"{_BLANK}(?:of{_BLANK})?(?:an?{_BLANK})?(?={scales}|{v.DOZEN})"
        vague = rf"(?:{_spelled(v.VAGUE)}|(?:{_spelled(v.VAGUE_SCALES)}){_BLANK}(?:of{_BLANK})?(?:{scales}|{v.DOZEN}))"
        start = "(?<![A-Za-z])"
        number, several = "(?<![0-9.,/-])[1-9][0-9,.]{0,5}+", rf"(?:[1-9][0-9,.]{{0,5}}|{cardinals})"
        not_times = rf"(?![A-Za-z0-9.,%]|{_GAP}(?:{scales}|percent|years?|months?|days?))"
        whole = rf"(?:{cardinals}|hundred|[2-9]|[12]0|100){not_times}"
        of = rf"out{_GAP}of(?:{_GAP}(?:every|the))?|(?:in|of|for){_GAP}every|(?:in|of)(?={_GAP}{whole})"
        parts_of = _spelled(v.DENOMINATORS)
        half = rf"half(?:{_GAP}an?)?|an?{_BLANK}baker['’]s|{number}"
        either = (
            rf"(?P<out_of>{start}(?:{number}|{cardinals}){_GAP}(?:{of}){_GAP}(?:a{_BLANK})?(?:{scales}|{several})"
            rf"|{start}one{_BLANK}[a-z]{{2,20}}{_BLANK}(?:in|out{_BLANK}of){_BLANK}(?:every{_BLANK})?{cardinals})",
            rf"(?P<dozens>{start}(?:(?:{half}){_GAP}{v.DOZEN}|(?:{half}|{cardinals}){_GAP}(?:gross|score))s?(?![A-Za-z])"
            rf"(?:{_BLANK}and{_BLANK}{cardinals})?)",
        )
        at_signs[:0] = either
        at_words = [
            *either,
            rf"(?P<mixed>{start}(?:{words}{_GAP}){{1,9}}point(?:{_GAP}{cardinals})+"
            rf"|{start}half{_BLANK}(?:as{_BLANK}[a-z]+{_BLANK})?again(?![A-Za-z])|{start}{cardinals}-{parts_of}(?=-[A-Za-z])"
            rf"|{start}(?:half|(?:{cardinals}|{article}){_GAP}{parts_of}){_BLANK}of{_BLANK}(?!1[\s%-])[0-9.]+(?=\s?%|{_GAP}per\s?cent))",
            rf"(?P<multiple>{start}(?:{multiples})(?P<named>-[a-z]+|(?<=le){_GAP}(?:(?:{cardinals}|{v.DOZEN}|half)"
            rf"|[0-9]{{1,3}}(?![0-9]))(?:{_GAP}{scales})?)?)",
            rf"(?P<half_of>{start}(?:half|a{_BLANK}quarter){_BLANK}(?:of{_BLANK})?an?(?={_BLANK}(?:{scales}|percent(?![A-Za-z]))))",
            rf"(?P<fraction>{start}(?:(?P<count>{cardinals}|{article})(?:{_BLANK}|-))?(?P<part>{_spelled(v.DENOMINATORS)})"
            rf"(?:(?P<of_percent>{_GAP}(?:of{_GAP})?(?:(?:an?|one|1){_GAP})?(?=%|pct|per\s?cent))"
            rf"|(?!-[A-Za-z]|{_BLANK}(?:of{_BLANK})?(?:year|month|\d))(?P<of_scale>{to_scale})?))",
            rf"(?P<vague>{start}{vague}(?:[\s-]{{1,3}}(?:of{_BLANK})?(?:{_spelled(v.VAGUE)}|{scales}))*)",
            rf"(?P<words>{start}(?:(?:{article}){_BLANK}(?={v.DOZEN}|{scales}))?(?:{words})"
            rf"(?:(?:-|{_BLANK}(?:and{_BLANK})?)(?:{words})){{0,24}})(?P<half>{_BLANK}and{_BLANK}(?:a{_BLANK}half(?![A-Za-z])"
            rf"|(?:{cardinals}|{article}){_BLANK}{_spelled(v.DENOMINATORS)}(?={_BLANK}(?:per|times|{scales})|\s?%)))?",
        ]
    first = "".join({word[0] for word in v.HALVES})
    signs = f"0-9.{_HANZI}{vulgar}{first}翻几数好若成半"
    return Spots(begin, at_words, signs, at_signs, re.IGNORECASE)


def numeral(found: Match) -> Number | Refusal | None:
    """The numeral that one of `spots` is: a number, or the reason why it is none; None where nothing is counted."""
    name = found.lastgroup if found.lastgroup in _READERS else "words"  # with a half behind it
    try:
        number = _READERS[name](found)
    except ReadingError as error:
        return Refusal(*found.span(), "number", str(error))
    if isinstance(number, Number):
        text, (start, end) = found.string, number[:2]
        if _MORE_BEHIND.match(text, end) or _MORE_BEFORE.search(text, max(start - 8, 0), start):
            return Refusal(start, end, "ambiguous", "it is a part of a number that is not read whole")
    return number


def _digits(found: Match) -> Number | Refusal:
    printed, text, (start, end) = found["digits"], found.string, found.span()
    before = text[max(start - 1, 0) : start]
    word = _HYPHENED.search(text, max(start - 24, 0), start) if before in ("-", "/") else None
    if _NAMED.fullmatch(before) and not _CODE.search(text, max(start - 8, 0), start):
        return _refused(found, "name", "is part of a name or an address", text[start - 1 : end])
    if word and not {word[1], "=" + word[1]} & _ENDS:
        return _refused(found, "name", "is part of a name or an address", text[start - 2 : end])
    if "．" in printed and (text[:start].rpartition("\n")[2].strip() or not _LISTED.fullmatch(printed)):
        printed = printed.replace("．", ".")
    n, d = 0, 1
    if printed[-1] in v.VULGAR:
        (n, d), printed = v.VULGAR[printed[-1]], printed[:-1].rstrip()
    elif "/" in printed and (split := printed.split())[1:]:
        printed, (n, d) = split[0], (int(part) for part in split[-1].split("/"))
        if n >= d:
            raise ReadingError(f"no fraction: {shown(found.group())}")
    _check_length(printed)
    if n and printed.isdigit():
        return Number(start, end, int(printed) * d + n, 0, False, d, digits=True)
    if not n and _DOTTED.fullmatch(printed):
        printed = printed.replace(".", "").replace(",", ".")
    elif not n and _GROUPED.fullmatch(printed):
        printed = printed.translate(_MARKS) if printed.count(".") < 2 else printed.replace(".", "")
    elif n or not _PLAIN.fullmatch(printed):
        raise ReadingError(f"{shown(found.group())} is not written as a number is")
    if half := _AND_A_HALF.match(text, end):
        if not printed.isdigit():
            raise ReadingError(f"{shown(text[start : half.end()])} is not written as a number is")
        return Number(start, half.end(), 2 * int(printed) + 1, 0, False, 2, digits=True)
    if _ADDRESS.match(text, end):
        return _refused(found, "name", "is part of a name or an address", printed + text[end : end + 2])
    return _decimal(found, printed)


def _check_length(printed: str) -> None:
    if len(printed) > MAX_DIGITS and sum(c.isdigit() for c in printed) > MAX_DIGITS:
        raise ReadingError(f"a numeral of more than {MAX_DIGITS} digits is not read")


def _decimal(found: Match, printed: str, loose: bool = False) -> Number:
    whole, point, places = printed.partition(".")
    return Number(*found.span(), int((whole or "0") + places), -len(places), not point, digits=True, loose=loose)


def _refused(found: Match, code: str, why: str, printed: str = "") -> Refusal:
    return Refusal(*found.span(), code, f"{shown(printed or found.group())} {why}")


def _spaced(found: Match) -> Number:
    """816 000: groups joined by blanks, which may be two numbers where the blanks break lines and no unit follows."""
    printed = re.sub(r"\s", "", found["spaced"]).replace(",", ".")
    _check_length(printed)
    return _decimal(found, printed, loose=" " in found["spaced"])


def _joined(found: Match) -> Number:
    """1亿5千万, 13万2, 三万5千: digits and Chinese scales in turn."""
    number = read_hanzi(re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", found["joined"]))
    return Number(*found.span(), number.mantissa, number.last_digit, number.plain, digits=True)


def _share(found: Match, n: int, d: int) -> Number:
    """n parts of d, in percent."""
    if not 0 < n < d:
        raise ReadingError(f"{n}/{d} is no part of a whole")
    return Number(*found.span(), n, 2, False, d, "percent", transformation="share")


def _parts(found: Match, n: int, d: int, unit: str | None = None) -> Number:
    """n parts of d: of the scale or unit behind it, or a `unit`."""
    return Number(*found.span(), n, 0, False, d, unit, transformation=unit)


def _hanzi_number(words: str) -> int:
    return int(words) if words.isascii() else read_hanzi(words).value


def _hanzi_fraction(found: Match) -> Number:
    below = found["below"]
    d = _hanzi_number("一" + below if below in v.HANZI_SCALES else below)  # 千分之五
    whole, _, places = found["above"].replace("点", ".").partition(".")
    if "," in found["above"] or "." in places:
        raise ReadingError(f"not written as a number is: {shown(found.group())}")
    digits = "".join(str(v.HANZI_DIGITS.get(digit, digit)) for digit in places)  # 千分之2.5: 25 of 10,000
    tens = 10 ** len(digits)
    return _share(found, _hanzi_number(whole) * tens + int(digits or 0), d * tens)


def _cheng(found: Match) -> Number:
    """三成五: tenths, and hundredths behind them."""
    tens, _, ones = found["cheng"].partition("成")
    if "." in tens:
        raise ReadingError(f"not written as a number is: {shown(found.group())}")
    whole = _hanzi_number(tens) * 10 + (5 if ones == "半" else v.HANZI_DIGITS[ones])
    return Number(*found.span(), whole, 0, False, 1, "percent")


def _multiple(found: Match) -> Number | Refusal:
    if found["named"]:  # double-digit, double 11
        return _refused(found, "name", "is part of a name or idiom")
    return _parts(found, *v.MULTIPLES[found["multiple"].lower()], unit="multiple")


def _hanzi_multiple(found: Match) -> Number | Refusal:
    words = found["hanzi_multiple"]
    if words[0] != "翻":
        return _share(found, *v.HALVES.get(words, (1, 2)))
    times = _hanzi_number(found["fan"] or "一")
    if words[-1] == "倍" or re.search("近|超|约", words) or not 1 <= times <= 9:
        return Refusal(*found.span(), "ambiguous", "it cannot be told how often it is multiplied")
    return _parts(found, 2**times, 1, "multiple")


def _fraction(found: Match) -> Number | Refusal | None:
    count, part, text = (found["count"] or "").lower(), found["part"].lower(), found.string
    d = v.DENOMINATORS[part]
    if not count and part != "half":
        return None
    if found["of_scale"] is not None or _OTHER_HALF.search(text, max(found.start() - 12, 0), found.start()):
        return _refused(found, "ambiguous", "may be part of a scale or of a period")
    if part == "quarters" and not _QUARTERS_OF.match(text, found.start("part") - 1):
        return _refused(found, "ambiguous", "may be a share or a time")
    if part == "half" and not count and _IN_HALF.search(text, max(found.start() - 3, 0), found.end() + 6):
        return _refused(found, "ambiguous", "may be what is left or what is gone")
    n = v.NUMBER_WORDS.get(count, 1)
    if found["of_percent"] is not None:  # "half of one percent"
        return _parts(found, n, d)
    after = text[found.end() : found.end() + 40]
    one_more = count in v.ARTICLES and part not in ("half", "quarter") and after.strip() and after[0] not in ".,;:)"
    if one_more and not _PART_BEHIND.match(after):
        return None  # "a third platform"
    return _share(found, n, d) if n else None


def _words(found: Match) -> Number:
    tokens = [(m.group().lower(), m.end()) for m in re.finditer(r"[A-Za-z]+", found["words"])]
    number = read_words([word for word, _ in tokens])
    start = found.start("words")
    end = start + tokens[number.consumed - 1][1]
    if found["half"] is not None and number.consumed == len(tokens):
        *_, count, part = found["half"].lower().split()
        n, d = v.NUMBER_WORDS.get(count, 1), v.DENOMINATORS[part]
        return Number(start, found.end(), d * number.mantissa + n, number.last_digit, False, d)
    if number.consumed < len(tokens) and "-" in found["words"][tokens[number.consumed - 1][1] :][:1]:
        raise ReadingError(f"not one number: {shown(found['words'])}")
    return Number(start, end, number.mantissa, number.last_digit, number.plain)


def _is_bare(found: Match) -> bool:
    """Whether 百, 千, 万 or 亿 stands for one of it: hedged and counting something (超百亿元, 逾千家, 百余项)."""
    text, after = found.string, found.string[found.end() : found.end() + 1]
    hedged = after in ("余", "多") or text[max(0, found.start() - 2) : found.start()].endswith(_HEDGES)
    return hedged and after != "" and after in _COUNTED


def _hanzi(found: Match) -> Number | Refusal:
    printed = found["hanzi"]
    lone = len(printed) == 1
    if pair := _PAIR.fullmatch(printed):  # 两三百: from two to three hundred
        low, high = v.HANZI_DIGITS[pair[1]], v.HANZI_DIGITS[pair[2]]
        if low < high:
            last = sum(v.HANZI_SCALES[c] for c in pair[3])
            return Number(*found.span(), low, last, last == 0, lone=not pair[3], until=high)
    bare = printed[0] in _BARE and _is_bare(found)
    scales = len(printed) > 1 and printed[0] in _BARE and set(printed) <= set(v.HANZI_SCALES)
    if scales and not bare and found.string[found.end() : found.end() + 1] in _HELD:
        return _refused(found, "vague", _VAGUE)  # 百万家企业
    number = read_hanzi("一" + printed if bare else printed)
    return Number(*found.span(), number.mantissa, number.last_digit, number.plain, lone=lone)


_READERS: Final[dict[str, Callable[[Match], Number | Refusal | None]]] = {
    "joined": _joined, "spaced": _spaced, "digits": _digits, "cheng": _cheng, "hanzi_fraction": _hanzi_fraction,
    "hanzi_multiple": _hanzi_multiple, "multiple": _multiple, "fraction": _fraction, "words": _words, "hanzi": _hanzi,
    "part_of": lambda found: _share(found, *map(int, found.group().split("/"))),
    "vulgar": lambda found: _parts(found, *v.VULGAR[found.group()]),
    "half_of": lambda found: _parts(found, 1, 2 if found.group()[0] in "hH" else 4),
    "out_of": partial(_refused, code="ambiguous", why="may be a share or two numbers"),
    "mixed": partial(_refused, code="number", why="is not written as a number is"),
    **dict.fromkeys(("vague", "dozens", "hanzi_near", "hanzi_vague"), partial(_refused, code="vague", why=_VAGUE)),
}  # fmt: skip
