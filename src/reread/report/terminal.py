"""Text on a terminal: how wide it is (a Chinese character takes two columns), where it may be broken, in which style.

Styled text is a list of `Run`: some characters and one ANSI style ("" for none).
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TextIO

#: Lines are never longer than this, however wide the window: long lines are hard to read.
MAX_WIDTH = 110
MIN_WIDTH = 40
#: Punctuation that never begins a line.
_CLOSING = frozenset("，。、；：！？）》」』”’,.;:!?)]")


class Run(NamedTuple):
    """Some characters in one style, an ANSI SGR code such as "1;31"."""

    text: str
    style: str = ""


def columns(stream: TextIO) -> int:
    """How wide lines on `stream` may be: as the window, within limits; the largest width where there is no window."""
    try:
        window = stream.isatty()
    except ValueError:  # a closed stream
        window = False
    if not window:
        return MAX_WIDTH
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns))


def width(text: str) -> int:
    """Columns that `text` takes.

    >>> width("Tianhe"), width("天河区"), width("e\\u0301")
    (6, 6, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """`text` filled up with blanks to `columns`."""
    return text + " " * max(0, columns - width(text))


def wrap(runs: Iterable[Run], columns: int) -> list[list[Run]]:
    """`runs` as lines of at most `columns`. Breaks stand at blanks and beside wide characters; a longer word is cut.

    Line ends in the text count as blanks, and blanks at breaks vanish.
    """
    lines: list[list[Run]] = []
    line: list[Run] = []
    used = 0
    for word in _words(runs):
        size = sum(width(run.text) for run in word)
        if word[0].text.isspace():
            if line and used + size <= columns:
                line += word
                used += size
            elif line:
                lines.append(line)
                line, used = [], 0
            continue
        if line and used + size > columns:
            lines.append(line)
            line, used = [], 0
        while size > columns:
            head, word = _cut(word, columns)
            lines.append(head)
            size = sum(width(run.text) for run in word)
        line += word
        used += size
    if line:
        lines.append(line)
    return [trimmed for text in lines if (trimmed := _trimmed(text))] or [[]]


def _words(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """What must not be broken: words, blanks, single wide characters (with the punctuation that follows them)."""
    word: list[Run] = []
    last, last_wide = "", False
    for text, style in runs:
        begun = 0  # where the part of the word in this run begins
        for at, character in enumerate(text):
            if character.isspace() and character != "\u00a0":
                character = " "
            wide = not character.isascii() and _width(character) == 2
            closes = last != " " and character in _CLOSING
            if last and not closes and (wide or last_wide or (character == " ") != (last == " ")):
                if at > begun:
                    _add(word, text[begun:at], style)
                yield word
                word, begun = [], at
            last, last_wide = character, wide
        if begun < len(text):
            _add(word, text[begun:], style)
    if word:
        yield word


def _add(word: list[Run], text: str, style: str) -> None:
    """Append `text` to `word`, its line ends and other spaces as blanks."""
    if not text.isprintable():
        text = "".join(" " if c.isspace() and c != "\u00a0" else c for c in text)
    if word and word[-1].style == style:
        word[-1] = Run(word[-1].text + text, style)
    else:
        word.append(Run(text, style))


def _cut(word: list[Run], columns: int) -> tuple[list[Run], list[Run]]:
    """`word` cut after `columns`."""
    head: list[Run] = []
    left = columns
    for number, (text, style) in enumerate(word):
        for at, character in enumerate(text):
            if _width(character) > left:
                head.append(Run(text[:at], style))
                return [run for run in head if run.text], [Run(text[at:], style), *word[number + 1 :]]
            left -= _width(character)
        head.append(Run(text, style))
    return head, []


def _trimmed(line: list[Run]) -> list[Run]:
    line = list(line)
    while line:
        text = line[-1].text.rstrip(" ")
        if text:
            line[-1] = Run(text, line[-1].style)
            break
        line.pop()
    return line


def painted(line: Iterable[Run], colour: bool) -> str:
    """One line as text, with its styles if `colour`."""
    merged: list[Run] = []
    for run in line:
        if merged and merged[-1].style == run.style:
            merged[-1] = Run(merged[-1].text + run.text, run.style)
        elif run.text:
            merged.append(run)
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if colour and style else text for text, style in merged)
