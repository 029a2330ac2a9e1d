"""Text of unknown origin, made safe for the place where it will stand: a terminal, Markdown, XML, a workflow's log.

Cells of a package under test are written by strangers. Whatever they hold, a report shows it as text: it marks nothing
up, mentions nobody, runs no command and hides no character.
"""

from __future__ import annotations

import re
import unicodedata

_FENCE = re.compile(r"`+")
_PROSE = re.compile(r"([\\`*_{}\[\]()#+\-!|~])")
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPELLED = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;"}


def visible(text: str) -> str:
    """`text` with every character that shows as nothing, or reorders others, spelled out; line ends stay.

    >>> visible("a\\u202eb\\x1b[1m")
    'a<U+202E>b<U+001B>[1m'
    """
    if text.isprintable():
        return text
    # "Zs" are blanks that are merely wider, such as the ideographic one.
    return "".join(
        c if c.isprintable() or c in "\n\t" or unicodedata.category(c) == "Zs" else f"<U+{ord(c):04X}>" for c in text
    )


def one_line(text: str) -> str:
    """`text` on one line: line ends and tabs become blanks.

    >>> one_line("a\\n  b")
    'a   b'
    """
    return re.sub(r"[\n\t]", " ", visible(text))


def code(text: str) -> str:
    """`text` as a Markdown code span: nothing in it is markup, a link or a mention. "" stays "". (In a table the pipe
    needs a backslash even in code: use `cell_code` there.)

    >>> code("a`b")
    '``a`b``'
    """
    text = one_line(text)
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in _FENCE.findall(text)), default=0) + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def cell_code(text: str) -> str:
    """`code` for a cell of a Markdown table.

    >>> cell_code("a|b")
    '`a\\\\|b`'
    """
    return code(text).replace("|", "\\|")


def prose(text: str) -> str:
    """`text` as plain Markdown prose on one line.

    >>> prose("a*b @you <i>")
    'a\\\\*b &#64;you &lt;i&gt;'
    """
    text = "".join(_SPELLED.get(c, c) for c in one_line(text))
    # An entity's "#" must survive, so only the others are escaped.
    return _PROSE.sub(lambda m: m[0] if m[0] == "#" and text[m.start() - 1 : m.start()] == "&" else "\\" + m[0], text)


def xml(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold (spelled out instead). Not yet escaped for markup.

    >>> xml("a\\x00b\\ufffe")
    'a<U+0000>b<U+FFFE>'
    """
    return _NO_XML.sub(lambda found: f"<U+{ord(found[0]):04X}>", visible(text))
