"""Words and signs beside a figure by which a draft tells what it may be, English and Chinese."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from typing import Final

CLAUSE: Final = re.compile(r",(?!\d)|[;；，：—。]|(?<=\s)–(?=\s)")
PART: Final = re.compile(r"[;；]|,\s(?:while|but|and)\s")
YEAR: Final = re.compile(r"(?:19|20)\d\d")
FALLING: Final = re.compile(
    r"\b(?:down|drop|declin|decreas|fell|fall|reduc|shr[aiu]nk|lower|loss|negative|shorten|narrow|slid|slump|cut)\w*"
    r"|下降|减少|减|回落|降低|降|缩减|负|跌|亏|缩短|下滑|收窄|压缩",
    re.I,
)
FUTURE: Final = re.compile(
    r"\b(?:will|shall|expects?|expected|aims?|plans?|planned|targets?|strives?|striving"
    r"|forecast\w*|projected|by the end of next)\b"
    r"|将|力争|预计|预测|预期|计划(?!单列)|目标|到20[3-9]\d",
    re.I,
)
BASE: Final = re.compile(
    r"(?:\b(?:over|from|than|against|as|compared (?:with|to)|versus|since)\s+"
    r"(?:that\s+(?:of|in)\s+|(?:in|at|of)\s+|the\s+"
    r"|(?:same|corresponding|previous)\s+(?:period|time|month|quarter)\s+)*|[比较与自从])\Z",
    re.I,
)
#: A few words before a figure that what came before is compared with, so that another time is its own.
AGAINST: Final = re.compile(
    r"\b(compared (?:with|to)|versus|vs\.?|against|(?:up|down) from)(?:\s(?!to\b)[\w'’-]+){0,4}\s?\Z", re.I
)
RANKED: Final = re.compile(
    r"\b(?:rank\w*|came in|placed|finish\w*|standing|tied|places?(?=\s+to))\s+(?:(?:the|at|in|for|to|joint)\s+)*\Z",
    re.I,
)
PLACE: Final = re.compile(r"\s(?:places?|positions?)\b(?!\s(?:higher|up|down|lower|forward))", re.I)
AMONG: Final = re.compile(r"\b(?:among|out of|of the|of all)\s+(?:the\s+|all\s+)*\Z|[在从][^，。]{0,6}\Z", re.I)
ADDED: Final = re.compile(
    r"\b(?:increas\w+|add\w*(?!\s+value)|up|rose|grew|more)\b|增加(?!值)|新增|净增|增长|多了|提高", re.I
)
#: Right before a ratio: by how much something grew; and what makes that no change from one period to the next.
GROWN: Final = re.compile(
    r"(?:\b(?:rose|grew|up|rising|growing|growth|increas(?:e|ed|ing)|rise|climb(?:ed|ing)?|jump(?:ed)?|surged?|soared"
    r"|gain(?:ed)?|expanded)(?:\s(?:by|of|rate of))?"
    r"(?:\s(?:about|nearly|over))?\s|同比(?:增长)?|增长了?|增速[为达]?)\s?\Z",
    re.I,
)
AVERAGE: Final = re.compile(r"平均|年均|累计|\baverage|\bannual(?:ly|ised|ized)|\bcompound", re.I)
_EARLIER: Final = (
    r"(?:a year|at the end|last|(?:in )?(?:(?:19|20)\d\d|the (?:year|same|previous|first|second|third|fourth)))"
)
#: A difference to somebody else, or to a target, not to an earlier time.
DIFFERENT: Final = re.compile(
    rf"\s?(?:higher|lower|faster|slower|above|below|ahead|more|less)\b(?!\s(?:than\s)?{_EARLIER})"
)
DIFFERENT_ZH: Final = re.compile(r"(?:[高低快慢]于|高出|低出|领先)[^，。]*\Z|[全省市国区][^，。；]{0,8}[高低快慢]\s?\Z")
#: Numbers that are no figure, by what stands right before and behind them, and what they may be set aside as.
NO_FIGURE: Final = tuple(
    (re.compile(rf"(?:{before})\Z", re.I), re.compile(behind, re.I), why)
    for before, behind, why in (
        ("", r"[\s-]digits?\b", "idiom? a number of digits"),
        (r"\breporters?\s", "", "dateline? a day of the month, behind the word reporter"),
        ("", "号", "identifier? the number of a document"),
        (r"\b(?:per|for every|out of every)\s|每", "", "idiom? so many of what another figure is told of"),
        (r"\[", r"\]", "identifier? the mark of a note"),
        (r"\b(?:or|about|nearly|some)\s", r"\s(?:in|out of)\s(?:every\s)?\d\d?\b(?![,.]\d)", "idiom? a share, 1 in 8"),
        (r"\b(?:1|one)\s(?:in|out of)\s(?:every\s)?", "", "idiom? a share, 1 in 8"),
    )
)
#: What a bare 第三 counts off, so that it is no place on a list: 第三条, 第三产业.
COUNTED_OFF: Final = re.compile("第[^位名]+\\Z"), re.compile("[条章款项节届批次期代类方产季编号轮版天年线部个家步阶]")
#: What makes a figure a change from an earlier time; a difference to a plan; a share; so much for each of something.
CHANGED: Final = re.compile(r"\bnet (?:gain|increase|rise|addition) of\s\Z|净增加?\Z", re.I)
MORE: Final = re.compile(rf"\s(?:more|higher)\sthan\s{_EARLIER}")
TO_PLAN: Final = re.compile(r"\s?(?:(?:more|less|higher|lower)\s)?than\s(?:planned|expected|forecast|targeted)")
SHARE: Final = re.compile(
    r"\b(?:account(?:s|ed|ing)?\sfor|ma(?:k(?:e|es|ing)|de)\sup|represent(?:s|ed|ing)?)\s"
    r"(?:(?:about|just|only|roughly)\s)?\Z|占[^，。；增升提降]{0,16}\Z",
    re.I,
)
EACH: Final = re.compile(r"每(?![年月天日季次])[^，。；]*\Z")
PER: Final = re.compile(r"[\w\s-]{0,30}?\b(?:per|for every)\s(?:\d|capita|head)")
PERSONS: Final = re.compile(r"\s(?:workers|employees|residents|people|persons|students)\b")
A_PART: Final = re.compile(r"\b(?:a|one)\s\Z", re.I)
#: A bracket that speaks of something else than the sentence around it, (population 4.9 million).
BRACKET: Final = re.compile(r"[(（][^()（）]*\Z")
OF_BASE: Final = re.compile(r"(?:同期|同时期)?的|(?:['’]s)\s(?:level|figure|total)\s(?:by\s)?")
#: What may stand right before or behind a term; another word makes it part of a longer one.
BEFORE_TERM: Final = re.compile(
    r"(?:^|[\s(])(?:the|a|an|of|in|its|their|has|had|have|with|and|total|for|to|whose|by|is|are|was|were|number of)\s\Z"
    r"|[^\w\s]\s?\Z|\d\s\Z|\A\Z|[%％个家的年月日度市区县省州内现有共末底]\Z",
    re.I,
)
AFTER_TERM: Final = re.compile(
    r"\Z|\s?[^\w\s-]|\s\d|\d|\s(?:in|of|by|to|at|on|from|and|was|were|is|are|has|had|have|reached|rose|grew|fell|hit|stood"
    r"|totall?ed|came|amounted|increased|decreased|exceeded|last|this|which|that|with|over|up|down|than|as|during|for|the)\b"
    r"|[达为实完增下减超突共有同约累总数量的至是超已比较]",
    re.I,
)
#: What may stand between a term and its figure without being a thing of its own.
LINK: Final = re.compile(
    r"(?:\s|was|were|is|are|of|totall?ed|total|to|at|reached|stood|hit|came|amounted|amounting|grew|rose|exceeded|about"
    r"|the|number|a|with|its|had|up|just|some|nearly|over|more|than|growth|year-on-year|increased?|by|[:：,(（]|达到?了?"
    r"|为|实现|完成|共计?|有|累计|总数|总量|数量|约|超过?|突破|是|至|到|了|同比|增长率?|增速)*+",
    re.I,
)
#: A number with a word of magnitude and nothing that it counts.
BARE: Final = re.compile(r"\d.*(?:illion|\b[bmt]n|[万亿])\Z", re.I)
NO_NOUN: Final = re.compile(r"\s?(?:[,.;:)，。；：）、]|\Z|大关)|[\s-](?:mark|threshold)\b")
CAPITALS: Final = re.compile(r"(?<=[a-z,;:)\]\"] )((?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)*)")
DAYS: Final = frozenset((*day_name, *month_name))
BODIES: Final = re.compile(r"[\u4e00-\u9fff]{2,10}(?:公司|集团|开发区|高新区|园区|机场|大学)")


def is_after(period: str, published: str) -> bool:
    """Whether a period begins after the day of publication; half-years and quarters are compared by their year."""
    first = period.partition("/")[0]
    first = first if first.replace("-", "").isdigit() else first[:4]
    return bool(published) and first > published[: len(first)]
