"""What of a page is no article: menus, counters, copyright lines; and the line with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..reading.dates import FoundTime
from ..reading.sentences import Span

__all__ = ["dateline", "furniture", "lines"]

_WORDS: Final = re.compile(
    r"copyright|©|all rights reserved|\bICP\b|\bTel\b|\bfax\b|hotline|font size|share to|\bviews?:|you are here|\bRSS\b"
    r"|404 not found|click to|powered by|recommended re(?:solution|ading)|hot ranking"
    r"|\d\s?(?:comments?\b|min read|评论)|\d\s?(?:°C|℃)\s*(?:$|\|)|\bAQI\s?\d|^\s*(?:top\s?\d+|24h\b[\w\s]{0,12})\s*$"
    r"|^\s*(?:previous|next|prev|last)\s*(?:article|page|post|news|one)?\s*[:：]"
    r"|related (?:news|articles|links)|\bmost (?:read|viewed)\b|sign (?:in|up)|log ?in\b|subscribe"
    r"|版权|备案|网安备|电话|热线|字号|字体|浏览|阅读次数|点击|打印|分享|当前位置|您的位置|上一篇|下一篇|责任编辑|扫码|扫一扫|相关阅读|相关新闻"
    r"|热门|排行|二维码|客户端|登录|注册|首页",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[!-~]+")
_MENU: Final = re.compile(r"\s(?:[|>›»·•/]|丨)\s|[|｜]")
_SENTENCE: Final = re.compile(r"[.!?。！？][\"'”’)）」』]*\s*$")
_DATED: Final = re.compile(
    r"time|date|publish|release|updated|posted|source|editor|author|reporter|发布|时间|日期|来源|编辑|作者|记者", re.I
)
_VERB: Final = re.compile(r"[a-z]{3,}ed\b|\b(?:is|are|was|were|has|had|will)\b|[实达增下完拥位居有为将请须应按]")
#: What names the day of a page, in a line that may hold counters as well: words, or that it begins with the day.
_ISSUED: Final = re.compile(
    r"(?:\b(?:publish|releas|post|issu|updat)\w*(?:\s(?:time|date|on))?|(?:发布|发文|更新)(?:时间|日期))\s?[:：]"
    r"|^\s*(?:19|20)\d\d\s?[-/.年]\s?\d",
    re.I,
)


def lines(text: str) -> Iterator[Span]:
    """The lines of a text that hold something."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def furniture(text: str) -> list[Span]:
    """The lines of a page that are no article: known words of menus and footers, or a menu by its separators; and
    addresses of pages.

    A line that ends as a sentence is never furniture unless it holds such a word and no verb.
    """
    found = []
    for start, end in lines(text):
        line = text[start:end]
        menu = len(_MENU.findall(line)) >= 2 and not _SENTENCE.search(line)
        words = _WORDS.search(line) and (not _SENTENCE.search(line) or not _VERB.search(line))
        if (menu and len(line) < 400) or words:
            found.append((start, end))
    return found + [m.span() for m in _ADDRESS.finditer(text)]


def dateline(text: str, times: list[FoundTime], aside: list[Span]) -> FoundTime | None:
    """The printed day of publication: the first whole day in a short line without a sentence, near the top or with
    words such as "release time".
    """
    for number, (start, end) in enumerate(lines(text)):
        line = text[start:end]
        named = bool(_DATED.search(line))
        if ((start, end) in aside and not _ISSUED.search(line)) or len(line) > 240 or (number > 8 and not named):
            continue
        if _SENTENCE.search(line) and not named:
            continue
        for time in times:
            if start <= time.start and time.end <= end and time.certain and time.time and len(time.time.period) == 10:
                return time
    return None
