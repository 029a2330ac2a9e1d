"""Texts cut into flat pieces wherever a mark begins or ends, so that marks may overlap as they like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

from ..why.passages import cut

_PARAGRAPH: Final = re.compile(r"\S.*?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
#: Parts of a statement that are drawn like one another.
DRAWN: Final = {"how much": "much", "whole": "what", "base": "when", "sector": "what", "list": "what", "object": "who"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` and what they are: a part of statement `of`, a numeral set aside ("not"), or words
    with a correction ("fix", `status` proposed or accepted, `words` what they are read as, in HTML)."""

    start: int
    end: int
    kind: str
    of: str = ""
    words: str = ""
    status: str = ""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Begin and end of each paragraph, which ends at an empty line.

    >>> paragraphs("one\\n\\n two\\nthree\\n")
    [(0, 3), (6, 15)]
    """
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def marked(text: str, start: int, end: int, marks: Iterable[Mark], linked: bool = True) -> Markup:
    """`text` from `start` to `end` as HTML. With `linked`, figures lead to the lines of their statements (`#ID`), and
    have an address of their own (`#t-ID`), once however often they are cut."""
    named = set[str]() if linked else None
    pieces = (_piece(text[left:right], right, here, named) for left, right, here in cut(start, end, marks))
    return Markup("".join(pieces))


def _piece(text: str, right: int, here: list[Mark], named: set[str] | None) -> str:
    html = escape(text).replace("\n", "<br>")
    parts = [mark for mark in here if mark.of]
    figures = list(dict.fromkeys(mark.of for mark in parts if mark.kind == "how much"))
    ids = " ".join(dict.fromkeys(mark.of for mark in parts))
    if figures and named is not None:
        own, *more = [f' id="t-{of}"' for of in figures if of not in named] or [""]
        html = f'<a class="much"{own} href="#{figures[0]}" data-s="{ids}">{html}</a>'
        html = "".join(f"<span{name}></span>" for name in more) + html
        named.update(figures)
    elif parts:
        inner = min(parts, key=lambda mark: mark.end - mark.start).kind
        html = f'<span class="part {"much" if figures else DRAWN.get(inner, inner)}" data-s="{ids}">{html}</span>'
    for mark in here:
        if mark.kind == "not":
            html = f'<span class="not">{html}{f"<sup>{escape(mark.words)}</sup>" if mark.end == right else ""}</span>'
    fixes = [mark for mark in here if mark.kind == "fix"]
    if fixes:  # struck once, however many corrections overlap here
        html = f'<del class="fix {min(mark.status for mark in fixes)}">{html}</del>'
    ended = (f' <ins class="fix {mark.status}">{mark.words}</ins>' for mark in fixes if mark.end == right)
    return html + "".join(ended)
