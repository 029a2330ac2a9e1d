"""What of a page is no article: menus, counters, copyright lines; and the line with its date."""

from __future__ import annotations

from ..reading.dates import FoundTime
from ..reading.sentences import Span, paragraphs
from .cues import CUES


def furniture(text: str) -> list[Span]:
    """The lines of a page that are no article: known words of menus and footers, or a menu by its separators; and
    addresses of pages.

    A line that ends as a sentence is never furniture unless it holds such a word and no verb.
    """
    found = []
    for start, end in paragraphs(text):
        line = text[start:end]
        menu = len(CUES["menu"].findall(line)) >= 2 and not CUES["sentence"].search(line)
        words = CUES["furniture"].search(line) and (not CUES["sentence"].search(line) or not CUES["verb"].search(line))
        if (menu and len(line) < 400) or words:
            found.append((start, end))
    return found + [m.span() for m in CUES["address_of_page"].finditer(text)]


def dateline(text: str, times: list[FoundTime], aside: list[Span]) -> FoundTime | None:
    """The printed day of publication: the first whole day in a short line without a sentence, near the top or with
    words such as "release time".
    """
    for number, (start, end) in enumerate(paragraphs(text)):
        line = text[start:end]
        named = bool(CUES["dated"].search(line))
        if ((start, end) in aside and not CUES["issued"].search(line)) or len(line) > 240 or (number > 8 and not named):
            continue
        if CUES["sentence"].search(line) and not named:
            continue
        for time in times:
            day = time.time.period[8:] if time.certain and time.time and start <= time.start and time.end <= end else ""
            if len(day) == 2 and day.lstrip("0") in time.text:  # the end of September prints no day
                return time
    return None
