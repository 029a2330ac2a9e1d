"""The time expressions of English texts, as a table of patterns and what each means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from .errors import ReadingError, shown
from .spots import Lazy, Match, Spots
from .times import Reference, Told, at_end, read_first, read_groups
from .vocabulary import MONTHS, NUMBER_WORDS, PARTS_OF_YEAR, WEEKDAYS

_MONTH: Final = "(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_ABBREVIATION: Final = Lazy(r"(?<![a-z])(" + "|".join(m for m in MONTHS if len(m) <= 4) + r")\.")
_DAY: Final = "(?P<{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_YEAR: Final = "(?P<{0}>[0-9]{{4}})"
_M, _M2, _D, _D2, _Y, _Y2 = (
    _MONTH.format("m"), _MONTH.format("m2"), _DAY.format("d"), _DAY.format("d2"), _YEAR.format("y"), _YEAR.format("y2")
)  # fmt: skip
_OF_YEAR: Final = rf"(?:,? (?:of |in )?(?:the )?(?:(?:year )?{_Y}|(?P<rel>last|this|current|next) year))"
_TO: Final = r"(?: ?[-—~] ?| (?:to|through|until|till) )"
_CLOCK: Final = r"(?:,? [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\.?)?)?"
_WEEKDAY: Final = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),? )?"
_PART: Final = "|".join(part for part in PARTS_OF_YEAR if part.isascii() and (part[0].isalpha() or " " in part))
_COUNT: Final = rf"{'|'.join(NUMBER_WORDS)}|[0-9]{{1,2}}"
_AT_END: Final = "(?P<end>year[- ]end|end[- ]year|end of the year|end of year)"
_LEAD: Final = Lazy(
    r"(?:(?:in|on|by|at|as of|as at|up to|since|from|between|during|throughout|for|until|till|within) )?"
    r"(?:the )?(?:whole |whole of |full |entire )?"
)
_TIMES: Final = (
    rf"{_Y}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})(?:t| )?{_CLOCK.replace(',? ', '')}",
    rf"{_WEEKDAY}{_M} ?{_D}(?:,? |,){_Y}{_CLOCK}",
    rf"{_WEEKDAY}(?:the )?{_D} (?:of )?{_M},? {_Y}{_CLOCK}",
    rf"{_WEEKDAY}{_M} (?:the )?{_D}",
    rf"{_WEEKDAY}(?:the )?{_D} (?:of )?{_M}",
    rf"{_M}(?:(?:,? of |,? |,){_Y}| (?P<rel>last|this|next) year)?",
    rf"(?:year (?:of )?)?{_Y}|(?P<rel>last|this|current|next) year",
    "(?P<of>last|this|current|next) month|(?P<day>today|yesterday)",
    "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)",
    rf"(?:(?P<part>{_PART})|first (?P<nine>three quarters)|first (?P<count>{_COUNT}) months){_OF_YEAR}?",
    rf"{_Y}[ /-]?(?P<part>h[12]|q[1-4])",
    rf"(?:(?P<part>h[12]|q[1-4])/ ?|(?P<turned>[12]h|[1-4]q) ?){_Y}",
    rf"(?P<until>{_COUNT}) months (?:to|ended|ending|through) (?:in )?{_M}(?: [0-9]{{1,2}})?,? {_Y}",
    "(?P<now>(?:this )?year[- ]to[- ]date|so far this year)",
    rf"{_M}{_TO}{_M2}(?:,? {_Y}|(?: of)? (?P<rel>last|this|next) year)?",
    rf"{_M},? {_Y}{_TO}{_M2},? {_Y2}",
    rf"{_Y}{_TO}{_Y2}",
    rf"{_M} {_D}{_TO}(?:{_M2} )?{_D2}(?:(?:,? |,){_Y})?",
    rf"{_D}(?: (?:of )?{_M})?{_TO}{_D2} (?:of )?{_M2}(?:,? {_Y})?",
    rf"(?P<now>{_AT_END})",
    rf"{_AT_END} (?:of )?{_Y}",
    rf"{_Y} (?P<end>year[- ]end)",
)
_B: Final = r"\s{1,3}"
_NOT_A_YEAR: Final = (
    r"(?![0-9]|s(?![A-Za-z])|[.,][0-9]|\s?(?:%|[万亿千百家个元]|(?i:(?:hundred|thousand|million|billion|trillion|bn|percent|per\scent|yuan"
    r"|rmb|square|hectares|mu|times|us\$)(?![A-Za-z]))))"
)
_PLAIN_YEAR: Final = rf"(?:19|20)[0-9]{{2}}{_NOT_A_YEAR}"
_LONE_YEAR: Final = rf"(?<![0-9A-Za-z.,$¥€£-]){_PLAIN_YEAR}(?!{_B}per(?:centage|{_B}?cent)(?![A-Za-z]))"
_REL: Final = rf"(?i:(?<![A-Za-z])(?:last|this|next){_B}(?:year|month)(?![A-Za-z]))"
# Words right before a year that make it a year beyond doubt: "2020 and 2021" and "61 percent over 2015".
_BEFORE_YEAR: Final = Lazy(
    r"(?:%|percent|per\scent|points?|pp|times|growth|increase|decrease|half|third|quarter|fifth|tenth|thirds|quarters|fifths|tenths)"
    r"\s{1,3}(?:over|from|than(?:\sin)?|on|against|compared\s(?:with|to))\s{1,3}\Z"
)
#: A year that is no time of its own behind such words: "one-fifth on 2019".
_ON_YEAR: Final = Lazy(r"on\s{1,3}([0-9]{4})")
_BETWEEN_YEARS: Final = Lazy(r"\s?,?\s{0,3}(?:and|or|to)?\s{1,3}")


def read(words: str, reference: Reference) -> Told:
    """Period and basis of a time in lower-case words with single blanks; `ReadingError` when it is none."""
    words = _ABBREVIATION.sub(r"\1", words)
    if words.startswith("between "):
        words = words.replace(" and ", " to ", 1)
    lead = _LEAD.match(words)
    return read_first(_TABLE, (words, words[lead.end() if lead else 0 :]), reference)


def _two_years(found: Match, reference: Reference) -> Told:
    """2022-07 is July, 2013-14 two years; 2010-11 may be either."""
    year, later = int(found["y"]), int(found["later"])
    if found["dash"] == "-" and 1 <= later <= 12:
        if later == (year + 1) % 100:
            raise ReadingError(f"may be a month or two years: {shown(found.group())}")
        return f"{year}-{later:02}", "printed"
    if later != (year + 1) % 100 and (later <= year % 100 or later <= 12):
        raise ReadingError(f"no two years: {shown(found.group())}")
    return f"{year}-01/{year - year % 100 + (100 if later < year % 100 else 0) + later}-12", "printed"


def _end(found: Match, reference: Reference) -> Told:
    rest = found["rest"] or found["rest2"]
    if rest.startswith(("end", "year-end", "year end")):
        raise ReadingError(f"no time that can be read: {shown(found.group())}")
    return at_end(read("this month" if rest == "month" else rest, reference), found.group())


_TABLE: Final = (
    *((Lazy(pattern, 0), read_groups) for pattern in _TIMES),
    (Lazy(rf"{_Y}(?P<dash>[-/])(?P<later>[0-9]{{2}})"), _two_years),
    (Lazy(r"end (?:of )?(?:the )?(?P<rest>[a-z0-9].*)|end-(?P<rest2>[a-z0-9].*)"), _end),
)


# --- looking for times in running text ------------------------------------------------------------------------------


@cache
def _spots() -> Spots:
    """Where a time may stand in running text. Months are taken with a capital only: "may" and "march" are verbs too."""
    full = [month.capitalize() for month in MONTHS if len(month) > 4 or month in ("may", "june", "july")]
    short = sorted({month.capitalize() for month in MONTHS} - {*full}, reverse=True)
    month = rf"(?<![A-Za-z])(?:(?:{'|'.join(full)})(?![A-Za-z])|(?:{'|'.join(short)})(?![A-Za-z])\.?)"
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
    ones = "|".join(f"{one}[-/](?P=ten){one + 1}" for one in range(9))
    two_years = f"(?P<ten>[0-9])(?:{ones})|{'|'.join(f'{n}9[-/]{(n + 1) % 10}0' for n in range(10))}"  # 2013-14
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
    begin = (*words.split(), *more.split(), *(part for part in PARTS_OF_YEAR if part.isascii()), *MONTHS, *NUMBER_WORDS)
    return Spots(begin, [at_words], "0-9", [*at_digits, f"(?P<year>{_LONE_YEAR})"], runs=True)


def locate(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and certainty of what looks like a time in running text, left to right; `read` has the last word."""
    end_of_sure = -1
    for found in _spots().finditer(text):
        start, end = found.span()
        on = _ON_YEAR.fullmatch(text, start, end)
        if on and _BEFORE_YEAR.search(text, max(start - 40, 0), on.start(1)):
            start = on.start(1)
        beside = 0 <= start - end_of_sure <= 9 and _BETWEEN_YEARS.fullmatch(text, end_of_sure, start)
        lone = found.lastgroup == "year" and not beside and not _BEFORE_YEAR.search(text, max(start - 40, 0), start)
        end_of_sure = end_of_sure if lone else end
        yield start, end, not lone
