"""Texts cut into flat pieces wherever a mark begins or ends, so that marks may overlap as they like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

__all__ = ["Mark", "marked", "paragraphs"]

_BLANK: Final = re.compile(r"\n\s*\n")
#: Parts of a statement that are drawn like one another.
_DRAWN: Final = {"whole": "what", "base": "when", "sector": "what", "list": "what", "object": "who"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` and what they are: a part of statement `of`, a numeral set aside ("not"), or words
    with a correction ("fix", `status` proposed or accepted, `words` what they are read as)."""

    start: int
    end: int
    kind: str
    of: str = ""
    words: str = ""
    status: str = ""


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Begin, end and marks of each paragraph, which ends at an empty line."""
    cuts, start = [], 0
    for blank in _BLANK.finditer(text):
        cuts.append((start, blank.start()))
        start = blank.end()
    cuts.append((start, len(text)))
    found: list[list[Mark]] = [[] for _ in cuts]
    ends = [end for _, end in cuts]
    for mark in marks:
        place = bisect_left(ends, mark.start + 1)
        while place < len(cuts) and cuts[place][0] < mark.end:
            found[place].append(mark)
            place += 1
    for (start, end), inside in zip(cuts, found, strict=True):
        if text[start:end].strip():
            yield start, end, inside


def marked(text: str, start: int, end: int, marks: Sequence[Mark], linked: bool = True) -> Markup:
    """`text` from `start` to `end` as HTML. With `linked`, figures lead to the lines of their statements (`#ID`), and
    have an address of their own (`#t-ID`), once however often they are cut."""
    cuts = sorted({start, end} | {at for mark in marks for at in (mark.start, mark.end) if start < at < end})
    out: list[Markup] = []
    named: set[str] = set()
    for left, right in pairwise(cuts):
        here = [mark for mark in marks if mark.start <= left and right <= mark.end]
        out.append(_piece(text[left:right], here, named, linked, right))
    return Markup("").join(out)


def _piece(text: str, here: list[Mark], named: set[str], linked: bool, right: int) -> Markup:
    html = escape(text).replace("\n", Markup("<br>"))
    parts = [mark for mark in here if mark.of]
    figures = [mark for mark in parts if mark.kind == "how much"]
    ids = " ".join(dict.fromkeys(mark.of for mark in parts))
    if figures and linked:
        new = list(dict.fromkeys(mark.of for mark in figures if mark.of not in named))
        named.update(new)
        name = Markup(' id="t-{}"').format(new[0]) if new else ""
        html = Markup('<a class="much"{} href="#{}" data-s="{}">{}</a>').format(name, figures[0].of, ids, html)
        html = Markup("").join([*(Markup('<span id="t-{}"></span>').format(of) for of in new[1:]), html])
    elif parts:
        kind = "much" if figures else _DRAWN.get(parts[0].kind, parts[0].kind)
        html = Markup('<span class="part {}" data-s="{}">{}</span>').format(kind, ids, html)
    for mark in here:
        if mark.kind == "not":
            html = Markup('<span class="not">{}<sup>{}</sup></span>').format(html, mark.words)
    for mark in here:
        if mark.kind == "fix":
            html = Markup('<del class="fix {}">{}</del>').format(mark.status, html)
            if right == mark.end:
                words = Markup(' <ins class="fix {}">{}</ins>').format(mark.status, Markup(mark.words))
                html += words
    return html
