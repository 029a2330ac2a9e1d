"""The time expressions of Chinese texts, as a table of patterns and what each means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from .errors import ReadingError, shown
from .numbers import read_hanzi
from .periods import end_of, month_period, period_span
from .reference import Reference
from .spots import Spots
from .vocabulary import HANZI_DIGITS

Match = re.Match[str]
_Reader = Callable[[Match, Reference], tuple[str, str]]

_OFFSETS: Final = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1}
_HANZI: Final = "".join(HANZI_DIGITS)
_LEAD: Final = re.compile(r"(?:截至|截止到?|到|至|在|自从?|从|于|由|早在)?")
_TAIL: Final = re.compile(r"(?:以来|期间|间|全年|起|止)?$")
_YEAR: Final = "(?:(?P<y>[0-9]{4})年|(?P<rel>[前去上今本明])年)"
_TO: Final = "(?:至|到|[-—~～])"
_SPELLED: Final = re.compile(rf"[{_HANZI}十]{{1,4}}(?=年|月|日|号|季度|个月)")


def read(words: str, reference: Reference) -> tuple[str, str]:
    """Period and basis of a Chinese time expression without blanks; `ReadingError` when it is none."""
    words = _SPELLED.sub(_digits, words)
    lead, tail = _LEAD.match(words), _TAIL.search(words)
    begin, end = lead.end() if lead else 0, tail.start() if tail else len(words)
    for core in dict.fromkeys((words, words[begin:], words[begin:end], words[:end])):
        for pattern, reader in _table():
            found = pattern.fullmatch(core)
            if found is not None:
                return reader(found, reference)
    raise ReadingError(f"no time that can be read: {shown(words)}")


def _digits(found: Match) -> str:
    """Chinese numerals in digits: 二〇二二年 is 2022年, 十二月 is 12月."""
    printed = found.group()
    if len(printed) == 4 and "十" not in printed:
        return "".join(str(HANZI_DIGITS[c]) for c in printed)
    try:
        return str(read_hanzi(printed).mantissa)
    except ReadingError:
        return printed


@cache
def _table() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((re.compile(pattern), reader) for pattern, reader in _entries())


def _entries() -> Iterator[tuple[str, _Reader]]:
    month, day = "(?P<m>[0-9]{1,2})月(?:份)?", "(?P<d>[0-9]{1,2})[日号]"
    year = f"(?:{_YEAR})?"
    iso = "(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})"
    yield rf"{iso}(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?", _day
    yield f"{year}{month}{day}", _day
    yield day, lambda f, r: _time(r.day_of_month(int(f["d"]), f.group()), True)
    yield f"{year}{month}", _month
    yield f"(?P<rel>上个?|本)月{day}", _day_of_named_month
    yield "(?P<rel>上个?|本)月", lambda f, r: _time(r.month(_OFFSETS[f["rel"][0]], f.group()), True)
    yield f"{_YEAR}(?:全年|度)?", lambda f, r: _time(_year_of(f, r), not f["y"])
    yield f"{year}(?P<half>[上下])半年", _half
    yield f"{year}q(?P<q>[1-4])", _part
    yield f"{year}(?:第?(?P<q>[1-4])季度|前(?P<first>3|三)季度|前(?P<count>[0-9]{{1,2}})个?月)", _part
    yield rf"{year}(?P<m>[0-9]{{1,2}})月?(?:份)?{_TO}(?P<m2>[0-9]{{1,2}})月(?:份)?", _months
    yield rf"(?P<y>[0-9]{{4}})年?{_TO}(?P<y2>[0-9]{{4}})年", lambda f, r: _time(f"{f['y']}-01/{f['y2']}-12", False)
    yield rf"{year}{month}(?P<d>[0-9]{{1,2}})[日号]?{_TO}(?:(?P<m2>[0-9]{{1,2}})月)?(?P<d2>[0-9]{{1,2}})[日号]", _days
    yield "[今昨]天|[今昨]日", lambda f, r: _time(r.day(-1 if f.group()[0] == "昨" else 0, f.group()), True)
    yield "年底|年末", lambda f, r: _time(f"{r.year(0, f.group())}-12-31", True)
    yield "(?P<rest>.{2,}?)(?:年?[底末])", _end


def _time(period: str, relative: bool) -> tuple[str, str]:
    period_span(period)
    return period, "relative" if relative else "printed"


def _year_of(found: Match, reference: Reference) -> str:
    return str(found["y"]) if found["y"] else reference.year(_OFFSETS[found["rel"]], found.group())


def _with_year(found: Match, reference: Reference, of_year: Callable[[int], str], ended: bool) -> tuple[str, str]:
    if found["y"] or found["rel"]:
        return _time(of_year(int(_year_of(found, reference))), not found["y"])
    return _time(reference.latest(of_year, found.group(), ended), True)


def _day(found: Match, reference: Reference) -> tuple[str, str]:
    month, day = int(found["m"]), int(found["d"])
    if "rel" not in found.re.groupindex:
        return _time(f"{found['y']}-{month:02}-{day:02}", False)
    return _with_year(found, reference, lambda year: f"{year:04}-{month:02}-{day:02}", ended=False)


def _day_of_named_month(found: Match, reference: Reference) -> tuple[str, str]:
    month = reference.month(_OFFSETS[found["rel"][0]], found.group())
    return _time(f"{month}-{int(found['d']):02}", True)


def _month(found: Match, reference: Reference) -> tuple[str, str]:
    month = int(found["m"])
    return _with_year(found, reference, lambda year: f"{year:04}-{month:02}", ended=False)


def _half(found: Match, reference: Reference) -> tuple[str, str]:
    number = 1 if found["half"] == "上" else 2
    return _with_year(found, reference, lambda year: f"{year:04}-S{number}", ended=True)


def _part(found: Match, reference: Reference) -> tuple[str, str]:
    if found["q"]:
        return _with_year(found, reference, lambda year: f"{year:04}-Q{found['q']}", ended=True)
    count = 9 if found["first"] else int(found["count"])
    if not 2 <= count <= 12:
        raise ReadingError(f"a year has no such months: {shown(found.group())}")
    return _with_year(found, reference, lambda year: f"{year:04}-01/{year:04}-{count:02}", ended=True)


def _months(found: Match, reference: Reference) -> tuple[str, str]:
    first, last = int(found["m"]), int(found["m2"])
    later = 12 if last < first else 0
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        raise ReadingError(f"no such months: {shown(found.group())}")
    return _with_year(
        found, reference, lambda year: f"{month_period(year, first)}/{month_period(year, last + later)}", ended=False
    )


def _days(found: Match, reference: Reference) -> tuple[str, str]:
    first, last = int(found["m"]), int(found["m2"] or found["m"])
    day, day2 = int(found["d"]), int(found["d2"])
    return _with_year(
        found, reference, lambda year: f"{year:04}-{first:02}-{day:02}/{year:04}-{last:02}-{day2:02}", ended=False
    )


def _end(found: Match, reference: Reference) -> tuple[str, str]:
    rest = found["rest"]
    if rest.endswith(("底", "末")):
        raise ReadingError(f"no time that can be read: {shown(found.group())}")
    if found.group()[len(rest)] == "年" and not rest.endswith(("年", "度")):
        rest += "年"  # 2021年底 is split before 年, 去年年底 behind the first
    period, basis = read(rest, reference)
    if len(period) == 10:
        raise ReadingError(f"a day has no end: {shown(found.group())}")
    return end_of(period), basis


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
