"""Where sentences and paragraphs begin and end, in English and Chinese.

A sentence is a span `(start, end)` of code points, end exclusive, without blanks around it. A line end always ends a
sentence; so do `. ! ?` and their Chinese counterparts, with the quotes and brackets that close after them. A full stop
ends none when it belongs to an abbreviation ("Co., Ltd.", "No. 1", "J. Smith"), to a number (5.9) or to an address
(en.thnet.gov.cn).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from .spots import Lazy, Match
from .vocabulary import words_of

Span = tuple[int, int]

#: Abbreviations after which a sentence goes on whatever follows; those that end one where what follows begins one; and
#: words that begin sentences and are no part of names.
_NEVER_LAST: Final = words_of("sentences", "never last")
_MAYBE_LAST: Final = words_of("sentences", "may be last")
_STARTERS: Final = words_of("sentences", "first")
_HAN: Final = Lazy(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", 0)
_END: Final = Lazy(r"[.!?…]+[\"'”’)\]»]*|[。！？]+[\"'”’）〕】」』》)\]]*", 0)
_WORD_BEFORE: Final = Lazy(r"[^\s(\[\"“‘'（,;]+\Z", 0)
_NEXT: Final = Lazy(r"[ \t\u00a0\u3000]*[\"“‘'(\[（「『《]*([^\W\d_][\w'’-]*|\d|)", 0)


def _ends(line: str, match: Match) -> bool:
    """Whether the end mark found in `line` ends a sentence (one at the end of the line always does)."""
    mark, after = match[0][0], match.end()
    if mark in "。！？" or after == len(line):
        return True
    if line[after] not in " \t\u00a0\u3000" and not "\u3400" <= line[after] <= "\u9fff":
        return False  # inside a number, an address or a file name
    following = _NEXT.match(line, after)
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    if mark != "." or match[0][1:2] == ".":
        return True
    before = _WORD_BEFORE.search(line, max(0, match.start() - 30), match.start())
    last = before[0].lower() if before else ""
    if last in ("no", "nos"):
        return not word[:1].isdigit()
    maybe = last in _MAYBE_LAST or (len(last) == 1 and last.isalpha())
    return last not in _NEVER_LAST and (not maybe or (len(word) > 1 and word.lower() in _STARTERS))


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """What lies between two places, without blanks around it; none if nothing else does."""
    words = text[start:end].strip()
    start = text.index(words, start)
    return [(start, start + len(words))] if words else []


def paragraphs(text: str) -> list[Span]:
    """The lines of `text` that hold anything, as spans.

    >>> paragraphs("One.\\n\\n Two. Three.\\n")
    [(0, 4), (7, 18)]
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found += _trimmed(text, start, start + len(line))
        start += len(line) + 1
    return found


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, as spans.

    >>> [t[a:b] for t in ["Bosch Co., Ltd. was chosen. No. 1 is J. Wu."] for a, b in sentences(t)]
    ['Bosch Co., Ltd. was chosen.', 'No. 1 is J. Wu.']
    """
    found: list[Span] = []
    for begin, end in paragraphs(text):
        line, start = text[begin:end], 0
        for match in _END.finditer(line):
            if match.start() >= start and _ends(line, match):
                found += _trimmed(text, begin + start, begin + match.end())
                start = match.end()
        found += _trimmed(text, begin + start, end)
    return found


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of the code point at `offset`.

    >>> position("ab\\ncd", 4)
    (2, 2)
    """
    before = text.count("\n", 0, offset)
    return before + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word or number ("" is the edge of the text). Chinese has no
    such words.

    >>> joined("a", "b"), joined("a", " "), joined("", "b"), joined("年", "2")
    (True, False, False, False)
    """
    return left.isalnum() and right.isalnum() and ((both := left + right).isascii() or not _HAN.search(both))


class Sentences:
    """The sentences of one text, cut once, looked up by place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = sentences(text)
        self._starts = [start for start, _ in self.spans]

    def number(self, offset: int) -> int:
        """The number, from 0, of the sentence that holds `offset` or last began before it; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def around(self, start: int, end: int) -> Span:
        """From the beginning of the sentence that holds `start` to the end of the one that holds the character before
        `end`.
        """
        first = last = self.number(start)
        if end > start and first + 1 < len(self._starts) and self._starts[first + 1] < end:
            last = self.number(end - 1)
        left = self.spans[first][0] if first >= 0 else 0
        right = self.spans[last][1] if last >= 0 else end
        return min(left, start), max(right, end)

    def together(self, one: Span, other: Span) -> bool:
        """Whether two spans share a sentence."""
        (start, end), (first, last) = self.around(*one), other
        if start <= first < min(end, last):
            return True
        first, last = self.around(*other)
        return start < last and first < end
