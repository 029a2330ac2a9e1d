"""Texts cut into flat pieces wherever a mark begins or ends, so that marks may overlap as they like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from markupsafe import Markup

__all__ = ["DRAWN", "Mark", "marked", "paragraphs"]

_BLANK: Final = re.compile(r"\n\s*\n")
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
    begin: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        begin[max(start, mark.start)].append(mark)
    out: list[str] = []
    named: set[str] = set()
    here: list[Mark] = []
    for left, right in pairwise(cuts):
        here = [mark for mark in here + begin[left] if right <= mark.end]
        out.append(_piece(text[left:right], here, named, linked, right))
    return Markup("".join(out))


def _piece(text: str, here: list[Mark], named: set[str], linked: bool, right: int) -> str:
    html = escape(text).replace("\n", "<br>")
    parts = [mark for mark in here if mark.of]
    figures = [mark for mark in parts if mark.kind == "how much"]
    ids = " ".join(dict.fromkeys(mark.of for mark in parts))
    if figures and linked:
        new = list(dict.fromkeys(mark.of for mark in figures if mark.of not in named))
        named.update(new)
        name = f' id="t-{new[0]}"' if new else ""
        html = f'<a class="much"{name} href="#{figures[0].of}" data-s="{ids}">{html}</a>'
        html = "".join(f'<span id="t-{of}"></span>' for of in new[1:]) + html
    elif parts:
        inner = min(parts, key=lambda mark: mark.end - mark.start).kind
        kind = "much" if figures else DRAWN.get(inner, inner)
        html = f'<span class="part {kind}" data-s="{ids}">{html}</span>'
    for mark in here:
        if mark.kind == "not":
            why = f"<sup>{escape(mark.words)}</sup>" if mark.end == right else ""
            html = f'<span class="not">{html}{why}</span>'
    fixes = [mark for mark in here if mark.kind == "fix"]
    if fixes:  # struck once, however many corrections overlap here
        html = f'<del class="fix {min(mark.status for mark in fixes)}">{html}</del>'
    ended = [mark for mark in fixes if mark.end == right]
    return html + "".join(f' <ins class="fix {mark.status}">{mark.words}</ins>' for mark in ended)
