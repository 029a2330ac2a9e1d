"""The time expressions of English texts, as a table of patterns and what each means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Final

from .errors import ReadingError, shown
from .periods import end_of, month_period, period_span
from .reference import Reference
from .spots import Spots
from .vocabulary import MONTHS, NUMBER_WORDS, WEEKDAYS

Match = re.Match[str]
_Reader = Callable[[Match, Reference], tuple[str, str]]

_QUARTERS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEARS: Final = {"last": -1, "this": 0, "current": 0, "next": 1}

_MONTH: Final = "(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_ABBREVIATION: Final = re.compile(r"(?<![a-z])(" + "|".join(m for m in MONTHS if len(m) <= 4) + r")\.")
_DAY: Final = "(?P<{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_YEAR: Final = "(?P<{0}>[0-9]{{4}})"
_M, _M2, _D, _D2, _Y, _Y2 = (
    _MONTH.format("m"), _MONTH.format("m2"), _DAY.format("d"), _DAY.format("d2"), _YEAR.format("y"), _YEAR.format("y2")
)  # fmt: skip
_OF_YEAR: Final = rf"(?:,? (?:of |in )?(?:the )?(?:(?:year )?{_Y}|(?P<rel>last|this|current|next) year))"
_TO: Final = r"(?: ?[-—~] ?| (?:to|through|until|till) )"
_CLOCK: Final = r"(?:,? [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\.?)?)?"
_WEEKDAY: Final = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),? )?"
_LEAD: Final = re.compile(
    r"(?:(?:in|on|by|at|as of|as at|up to|since|from|between|during|throughout|for|until|till|within) )?"
    r"(?:the )?(?:whole |whole of |full |entire )?"
)


def read(words: str, reference: Reference) -> tuple[str, str]:
    """Period and basis of a time in lower-case words with single blanks; `ReadingError` when it is none."""
    words = _ABBREVIATION.sub(r"\1", words)
    if words.startswith("between "):
        words = words.replace(" and ", " to ", 1)
    lead = _LEAD.match(words)
    for core in dict.fromkeys((words, words[lead.end() :] if lead else words)):
        for pattern, reader in _table():
            found = pattern.fullmatch(core)
            if found is not None:
                return reader(found, reference)
    raise ReadingError(f"no time that can be read: {shown(words)}")


@cache
def _table() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((re.compile(pattern), reader) for pattern, reader in _entries())


def _entries() -> Iterator[tuple[str, _Reader]]:
    part = "first half|second half|1st half|2nd half|h[12]|q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter"
    months = rf"first (?P<count>{'|'.join(NUMBER_WORDS)}|[0-9]{{1,2}}) months"
    yield rf"{_Y}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})(?:t| )?{_CLOCK.replace(',? ', '')}", _day
    yield rf"{_Y}-(?P<m>[0-9]{{2}})", _year_and_month
    yield rf"{_WEEKDAY}{_M} ?{_D}(?:,? |,){_Y}{_CLOCK}", _day
    yield rf"{_WEEKDAY}(?:the )?{_D} (?:of )?{_M},? {_Y}{_CLOCK}", _day
    yield rf"{_WEEKDAY}{_M} (?:the )?{_D}", _day_without_year
    yield rf"{_WEEKDAY}(?:the )?{_D} (?:of )?{_M}", _day_without_year
    yield rf"{_M}(?:,? of |,? |,){_Y}", lambda f, r: _printed(f"{f['y']}-{_month(f['m']):02}")
    yield rf"{_M} (?P<rel>last|this|next) year", lambda f, r: _relative(f"{_year_of(f, r)}-{_month(f['m']):02}")
    yield _M, lambda f, r: _relative(r.latest(lambda y: month_period(y, _month(f["m"])), f.group()))
    yield rf"(?:year (?:of )?)?{_Y}", lambda f, r: _printed(f["y"])
    yield "(?P<rel>last|this|current|next) year", lambda f, r: _relative(_year_of(f, r))
    yield "(?P<rel>last|this|current|next) month", lambda f, r: _relative(r.month(_YEARS[f["rel"]], f.group()))
    yield "today|yesterday", lambda f, r: _relative(r.day(0 if f.group() == "today" else -1, f.group()))
    yield r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)", lambda f, r: _relative(r.day_of_month(int(f["d"]), f.group()))
    yield rf"(?P<part>{part}){_OF_YEAR}?", _part
    yield rf"{_Y}[ /-]?(?P<part>h[12]|q[1-4])", _part
    yield rf"(?:(?P<part>h[12]|q[1-4])/ ?|(?P<turned>[12]h|[1-4]q) ?){_Y}", _part
    yield rf"{_Y}[-/](?P<later>[0-9]{{2}})", _split_year
    counts = rf"(?P<count>{'|'.join(NUMBER_WORDS)}|[0-9]{{1,2}})"
    yield rf"{counts} months (?:to|ended|ending|through) (?:in )?{_M}(?: [0-9]{{1,2}})?,? {_Y}", _months_to
    yield "(?:this )?year[- ]to[- ]date|so far this year", lambda f, r: _relative(r.year(0, f.group()))
    yield rf"(?P<three>first three quarters){_OF_YEAR}?", _first_months
    yield rf"{months}{_OF_YEAR}?", _first_months
    yield rf"{_M}{_TO}{_M2}(?:,? {_Y}|(?: of)? (?P<rel>last|this|next) year)?", _months
    yield rf"{_M},? {_Y}{_TO}{_M2},? {_Y2}", _months
    yield rf"{_Y}{_TO}{_Y2}", lambda f, r: _printed(f"{f['y']}-01/{f['y2']}-12")
    yield rf"{_M} {_D}{_TO}(?:{_M2} )?{_D2}(?:(?:,? |,){_Y})?", _days
    yield rf"{_D}(?: (?:of )?{_M})?{_TO}{_D2} (?:of )?{_M2}(?:,? {_Y})?", _days
    yield rf"(?:year[- ]end|end[- ]year|end of the year|end of year)(?: (?:of )?{_Y})?", _year_end
    yield rf"{_Y} year[- ]end", _year_end
    yield r"end (?:of )?(?:the )?(?P<rest>[a-z0-9].*)|end-(?P<rest2>[a-z0-9].*)", _end


def _printed(period: str) -> tuple[str, str]:
    period_span(period)
    return period, "printed"


def _relative(period: str) -> tuple[str, str]:
    period_span(period)
    return period, "relative"


def _month(word: str) -> int:
    return MONTHS[word] if word in MONTHS else int(word)


def _group(found: Match, name: str) -> str | None:
    return found[name] if name in found.re.groupindex else None


def _year_of(found: Match, reference: Reference) -> str:
    word = _group(found, "rel")
    return reference.year(_YEARS[word], found.group()) if word else str(found["y"])


def _with_year(found: Match, reference: Reference, of_year: Callable[[int], str], ended: bool) -> tuple[str, str]:
    """A period of the year that is printed, named relatively, or the most recent one."""
    if _group(found, "y"):
        return _printed(of_year(int(found["y"])))
    if _group(found, "rel"):
        return _relative(of_year(int(_year_of(found, reference))))
    return _relative(reference.latest(of_year, found.group(), ended))


def _day(found: Match, reference: Reference) -> tuple[str, str]:
    return _weekday_fits(found, _printed(f"{found['y']}-{_month(found['m']):02}-{int(found['d']):02}"))


def _day_without_year(found: Match, reference: Reference) -> tuple[str, str]:
    month, day = _month(found["m"]), int(found["d"])
    period = reference.latest(lambda year: f"{month_period(year, month)}-{day:02}", found.group())
    return _weekday_fits(found, (period, "relative"))


def _weekday_fits(found: Match, time: tuple[str, str]) -> tuple[str, str]:
    word = _group(found, "weekday")
    if word and date.fromisoformat(time[0]).weekday() != WEEKDAYS[word]:
        raise ReadingError(f"{time[0]} is not a {word.capitalize()}: {shown(found.group())}")
    return time


def _part(found: Match, reference: Reference) -> tuple[str, str]:
    words = _group(found, "part") or str(found["turned"])[::-1]  # 3Q
    if words[0] in "hq" and words[1:].isdigit():
        letter, number = ("S" if words[0] == "h" else "Q"), int(words[1])
    else:
        letter, number = ("S" if words.endswith("half") else "Q"), _QUARTERS[words.split()[0]]
    return _with_year(found, reference, lambda year: f"{year:04}-{letter}{number}", ended=True)


def _year_and_month(found: Match, reference: Reference) -> tuple[str, str]:
    """2022-07 is July, 2013-14 two years; 2010-11 may be either."""
    year, month = int(found["y"]), int(found["m"])
    if not 1 <= month <= 12:
        return _split_year(found, reference)
    if month == (year + 1) % 100:
        raise ReadingError(f"may be a month or two years: {shown(found.group())}")
    return _printed(f"{year}-{month:02}")


def _split_year(found: Match, reference: Reference) -> tuple[str, str]:
    year, later = int(found["y"]), int(_group(found, "later") or found["m"])
    if later != (year + 1) % 100 and (later <= year % 100 or later <= 12):
        raise ReadingError(f"no two years: {shown(found.group())}")
    return _printed(f"{year}-01/{year - year % 100 + (100 if later < year % 100 else 0) + later}-12")


def _months_to(found: Match, reference: Reference) -> tuple[str, str]:
    count = NUMBER_WORDS[found["count"]] if found["count"] in NUMBER_WORDS else int(found["count"])
    year, last = int(found["y"]), _month(found["m"])
    if not 2 <= count <= 24:
        raise ReadingError(f"no such months: {shown(found.group())}")
    return _printed(f"{month_period(year, last - count + 1)}/{month_period(year, last)}")


def _first_months(found: Match, reference: Reference) -> tuple[str, str]:
    printed = _group(found, "count")
    count = 9 if printed is None else NUMBER_WORDS[printed] if printed in NUMBER_WORDS else int(printed)
    if not 2 <= count <= 12:
        raise ReadingError(f"a year has no such months: {shown(found.group())}")
    return _with_year(found, reference, lambda year: f"{year:04}-01/{year:04}-{count:02}", ended=True)


def _months(found: Match, reference: Reference) -> tuple[str, str]:
    first, last = _month(found["m"]), _month(found["m2"])
    if _group(found, "y2"):
        return _printed(f"{found['y']}-{first:02}/{found['y2']}-{last:02}")
    later = 12 if last < first else 0
    if later and _group(found, "y"):  # "November to January 2022" ends in the year that is printed
        return _printed(f"{int(found['y']) - 1:04}-{first:02}/{found['y']}-{last:02}")
    return _with_year(
        found, reference, lambda year: f"{month_period(year, first)}/{month_period(year, last + later)}", ended=False
    )


def _days(found: Match, reference: Reference) -> tuple[str, str]:
    words = (found["m"], found["m2"])
    first, last = (_month(words[0] or words[1]), _month(words[1] or words[0]))
    day, day2 = int(found["d"]), int(found["d2"])
    later = 12 if last < first else 0
    earlier = -12 if later and found["y"] else 0

    def of_year(year: int) -> str:
        return f"{month_period(year, first + earlier)}-{day:02}/{month_period(year, last + later + earlier)}-{day2:02}"

    return _with_year(found, reference, of_year, ended=False)


def _year_end(found: Match, reference: Reference) -> tuple[str, str]:
    year = found["y"] if found["y"] else None
    return _printed(f"{year}-12-31") if year else _relative(f"{reference.year(0, found.group())}-12-31")


def _end(found: Match, reference: Reference) -> tuple[str, str]:
    rest = found["rest"] or found["rest2"]
    if rest in ("month", "this month"):
        return _relative(end_of(reference.month(0, found.group())))
    if rest.startswith(("end", "year-end", "year end")):
        raise ReadingError(f"no time that can be read: {shown(found.group())}")
    period, basis = read(rest, reference)
    if len(period) == 10:
        raise ReadingError(f"a day has no end: {shown(found.group())}")
    return end_of(period), basis


# --- looking for times in running text ------------------------------------------------------------------------------

_B: Final = r"\s{1,3}"
_NOT_A_YEAR: Final = (
    r"(?![0-9]|s(?![A-Za-z])|[.,][0-9]|\s?(?:%|[万亿千百家个元]|(?i:(?:hundred|thousand|million|billion|trillion|bn|percent|per\scent|yuan"
    r"|rmb|square|hectares|mu|times|us\$)(?![A-Za-z]))))"
)
_PLAIN_YEAR: Final = rf"(?:19|20)[0-9]{{2}}{_NOT_A_YEAR}"
_LONE_YEAR: Final = rf"(?<![0-9A-Za-z.,$¥€£-]){_PLAIN_YEAR}(?!{_B}per(?:centage|{_B}?cent)(?![A-Za-z]))"
_REL: Final = rf"(?i:(?<![A-Za-z])(?:last|this|next){_B}(?:year|month)(?![A-Za-z]))"

# Words right before a year that make it a year beyond doubt: "2020 and 2021" and "61 percent over 2015".
_BEFORE_YEAR: Final = re.compile(
    r"(?:%|percent|per\scent|times|growth|increase|decrease)\s{1,3}(?:over|from|than(?:\sin)?|on|against|compared\s(?:with|to))\s{1,3}\Z",
    re.IGNORECASE,
)
_BETWEEN_YEARS: Final = re.compile(r"\s?,?\s{0,3}(?:and|or|to)?\s{1,3}").fullmatch


@cache
def _spots() -> Spots:
    """Where a time may stand in running text. Months are taken with a capital only: "may" and "march" are verbs too."""
    full = "|".join(m.capitalize() for m in MONTHS if len(m) > 4 or m in ("may", "june", "july"))
    short = "|".join(
        sorted((m.capitalize() for m in MONTHS if len(m) <= 4 and m not in full.lower().split("|")), reverse=True)
    )
    month = rf"(?<![A-Za-z])(?:(?:{full})(?![A-Za-z])|(?:{short})(?![A-Za-z])\.?)"
    day = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9A-Za-z])"
    to = rf"(?:\s?[-–—~]\s?|{_B}(?:to|through|until|till){_B})"
    of_year = rf"(?:,?\s{{0,3}}(?:(?:of|in){_B})?(?:the{_B})?(?:year{_B})?(?:{_PLAIN_YEAR}|{_REL}))"
    clock = r"(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[AaPp]\.?[Mm](?![A-Za-z]))?)?"
    quarter = rf"(?:first|second|third|fourth|1st|2nd|3rd|4th){_B}quarter"
    months = rf"first{_B}(?:three{_B}quarters|(?:[a-z]{{3,6}}|[0-9]{{1,2}}){_B}months)"
    half = rf"(?:first|second|1st|2nd){_B}half(?={_B}of|{_B}(?:19|20))"
    part = rf"(?i:(?<![A-Za-z])(?!(?<=[0-9])[0-9])(?:{half}|{quarter}|{months})(?![A-Za-z]))"
    code = r"(?<![A-Za-z0-9])(?:H[12]|Q[1-4])(?![A-Za-z0-9])"
    lead = rf"(?i:(?<![A-Za-z])(?:in|on|by|as\sof|as\sat|up\sto|since|from|during|throughout|until|till){_B})"
    before_end = rf"(?:(?:in|on|by|at|as\sof|until){_B})?(?:the{_B})?"
    at_end = rf"(?i:(?<![A-Za-z]){before_end}(?:year-end{_B}|end(?:{_B}of{_B}|-|{_B}))(?:the{_B})?)"
    two_months = rf"{month}(?:{_B}{_PLAIN_YEAR})?{_B}and{_B}{month}{of_year}?"
    between = rf"(?i:(?<![A-Za-z])between{_B})(?:{two_months}|{_PLAIN_YEAR}{_B}and{_B}{_PLAIN_YEAR})"
    two_years = "|".join(f"{year:02}[-/]{(year + 1) % 100:02}" for year in range(100))  # 2013-14
    at_digits = (
        rf"(?<![0-9A-Za-z.,-])(?:19|20)[0-9]{{2}}(?P<sep>[-/.])[0-9]{{1,2}}(?P=sep)[0-9]{{1,2}}(?![0-9]){clock}",
        r"(?<![0-9A-Za-z.,-])(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9-])",
        rf"(?<![0-9A-Za-z.,$/-])(?:19|20)(?:{two_years})(?![0-9A-Za-z%/-]|[.,][0-9])",
        rf"(?:{code}/\s?|(?<![A-Za-z0-9])(?:[12]H|[1-4]Q)[\s/]?){_PLAIN_YEAR}",
        rf"(?i:(?:few|{'|'.join(NUMBER_WORDS)}|(?<![0-9])[0-9]{{1,2}}){_B}months{_B}(?:to|ended|ending|through){_B}){month}(?:{_B}{day})?,?{_B}{_PLAIN_YEAR}",
        rf"(?<![0-9A-Za-z.,$-]){day}(?:{_B}{month})?(?:{to}{day})?{_B}(?:of{_B})?{month}(?:,?{_B}{_PLAIN_YEAR})?",
        rf"(?:{part}|{code}){of_year}?",
        rf"{_LONE_YEAR}(?:{_B}|[-/])?(?:H[12]|Q[1-4])(?![A-Za-z0-9])",
        rf"{_LONE_YEAR}{to}{_PLAIN_YEAR}",
    )
    dates = (
        *at_digits,
        rf"(?i:(?<![A-Za-z])(?:same|corresponding){_B}(?:period|time|month|quarter){_B}(?:(?:of|in|a|the){_B}){{0,2}})"
        rf"(?:{_PLAIN_YEAR}|(?i:(?:last|previous|preceding){_B})?(?i:year(?:{_B}(?:earlier|before|ago))?(?![A-Za-z])))",
        rf"(?i:(?<![A-Za-z])(?:year[-\s]to[-\s]date|so{_B}far{_B}this{_B}year)(?![A-Za-z]))",
        rf"{month}\s{{0,3}}{day}(?:{to}(?:{month}{_B})?{day})?(?:,?\s{{0,3}}{_PLAIN_YEAR}{clock})?",
        rf"{month}(?:,?{_B}{_PLAIN_YEAR})?{to}{month}{of_year}?",
        rf"{month}{of_year}",
        _REL,
        r"(?i:(?<![A-Za-z])(?:yesterday|today)(?![A-Za-z]))",
    )
    the = rf"(?i:(?<![A-Za-z])the{_B})?"
    at_words = (
        rf"{between}|(?:{at_end}|(?:{lead})?{the})(?:{'|'.join(dates)})"
        rf"|(?:{at_end}|{lead}{the})(?:{_LONE_YEAR}|{month}(?![-/0-9]))"
        rf"|(?<![A-Za-z])[Oo]n{_B}the{_B}[0-9]{{1,2}}(?:st|nd|rd|th)(?![A-Za-z])"
    )
    words = "between at in on by as up since from during throughout until till the year end last this next yesterday"
    more = "same corresponding so today few h q"
    begin = (*words.split(), *more.split(), *_QUARTERS, *MONTHS, *NUMBER_WORDS)
    return Spots(begin, [at_words], "0-9", [*at_digits, f"(?P<year>{_LONE_YEAR})"], runs=True)


def locate(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and certainty of what looks like a time in running text, left to right; `read` has the last word."""
    end_of_sure = -1
    for found in _spots().finditer(text):
        start, end = found.span()
        sure = found.lastgroup != "year"
        if not sure:
            after_sure = 0 <= start - end_of_sure <= 9 and _BETWEEN_YEARS(text, end_of_sure, start) is not None
            sure = after_sure or _BEFORE_YEAR.search(text, max(start - 40, 0), start) is not None
        if sure:
            end_of_sure = end
        yield start, end, sure
