"""The time expressions of Chinese texts, as a table of patterns and what each means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from .errors import ReadingError, shown
from .numbers import read_hanzi
from .spots import Lazy, Match, Spots
from .times import Reference, Told, at_end, read_first, read_groups
from .vocabulary import HANZI_DIGITS

_HANZI: Final = "".join(HANZI_DIGITS)
_LEAD: Final = Lazy(r"(?:截至|截止到?|到|至|在|自从?|从|于|由|早在)?", 0)
_TAIL: Final = Lazy(r"(?:以来|期间|间|全年|起|止)?$", 0)
_YEAR: Final = "(?:(?P<y>[0-9]{4})年|(?P<rel>[前去上今本明])年)"
_TO: Final = "(?:至|到|[-—~～])"
_SPELLED: Final = Lazy(rf"[{_HANZI}十]{{1,4}}(?=年|月|日|号|季度|个月)", 0)
_M, _D, _M2, _D2 = "(?P<m>[0-9]{1,2})", "(?P<d>[0-9]{1,2})", "(?P<m2>[0-9]{1,2})", "(?P<d2>[0-9]{1,2})"
_TIMES: Final = (
    rf"(?P<y>[0-9]{{4}})(?P<sep>[-/.]){_M}(?P=sep){_D}(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?",
    f"{_YEAR}?{_M}月(?:份)?(?:{_D}[日号])?",
    f"(?P<of>上个?|本)月(?:{_D}[日号])?|(?P<day>[今昨])[天日]",
    f"{_D}[日号]",
    f"{_YEAR}(?:全年|度)?",
    f"{_YEAR}?(?:(?P<part>[上下])半年|q(?P<turned>[1-4]))",
    f"{_YEAR}?(?:第?(?P<part>[1-4])季度|前(?P<nine>3|三)季度|前(?P<count>[0-9]{{1,2}})个?月)",
    f"{_YEAR}?{_M}月?(?:份)?{_TO}{_M2}月(?:份)?",
    rf"(?P<y>[0-9]{{4}})年?{_TO}(?P<y2>[0-9]{{4}})年",
    f"{_YEAR}?{_M}月(?:份)?{_D}[日号]?{_TO}(?:{_M2}月)?{_D2}[日号]",
    "(?P<now>(?P<end>年底|年末))",
)


def read(words: str, reference: Reference) -> Told:
    """Period and basis of a Chinese time expression without blanks; `ReadingError` when it is none."""
    words = _SPELLED.sub(_digits, words)
    lead, tail = _LEAD.match(words), _TAIL.search(words)
    begin, end = lead.end() if lead else 0, tail.start() if tail else len(words)
    return read_first(_TABLE, (words, words[begin:], words[begin:end], words[:end]), reference)


def _digits(found: Match) -> str:
    """Chinese numerals in digits: 二〇二二年 is 2022年, 十二月 is 12月."""
    printed = found.group()
    if len(printed) == 4 and "十" not in printed:
        return "".join(str(HANZI_DIGITS[c]) for c in printed)
    try:
        return str(read_hanzi(printed).mantissa)
    except ReadingError:
        return printed


def _end(found: Match, reference: Reference) -> Told:
    rest = found["rest"]
    if rest.endswith(("底", "末")):
        raise ReadingError(f"no time that can be read: {shown(found.group())}")
    if found.group()[len(rest)] == "年" and not rest.endswith(("年", "度")):
        rest += "年"  # 2021年底 is split before 年, 去年年底 behind the first
    return at_end(read(rest, reference), found.group())


_TABLE: Final = (
    *((Lazy(pattern, 0), read_groups) for pattern in _TIMES),
    (Lazy("(?P<rest>.{2,}?)(?:年?[底末])", 0), _end),
)


@cache
def _spots() -> Spots:
    number = rf"(?:[0-9]{{1,2}}|[{_HANZI}十]{{1,3}})"
    year = r"(?:(?<![0-9])[0-9]{4}年|[〇零一二三四五六七八九]{4}年|[前去上今明]年)"
    month, day = rf"{number}月(?:份)?", rf"{number}[日号]"
    end = "(?:年?[底末])"
    parts = [
        rf"(?:截至|截止到?|自从?|从|早在)?(?:"
        rf"{year}同(?:期|季|月)|同期"
        rf"|(?<![0-9])[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:\s[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?"
        rf"|(?<![0-9])[0-9]{{4}}年?{_TO}[0-9]{{4}}年"
        rf"|(?:{year})?(?:(?<![0-9]){number}月?{_TO}{month}|(?<![0-9]){month}{number}[日号]?{_TO}(?:{number}月)?{day}"
        rf"|[上下]半年[底末]?|Q[1-4](?![0-9A-Za-z])|第?[一二三四1-4]季度[底末]?|前三季度|前{number}个?月|(?<![0-9]){month}(?:{day}|底|末)?)"
        rf"|{year}(?:[底末]|全年|度)?{end}?|(?:上个?|本)月(?:{day}|底|末)?|(?<![0-9])[0-9]{{1,2}}日|[今昨][天日]|年[底末])"
        rf"(?:以来|期间|止)?"
    ]
    return Spots((), (), f"截自从早同前去上今明下本昨第年十{_HANZI}Q0-9", parts)


def locate(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and certainty of what looks like a time in running text, left to right; `read` has the last word."""
    for found in _spots().finditer(text):
        yield found.start(), found.end(), True
