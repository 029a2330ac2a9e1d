"""A `Why` as a person reads it: source, sentences with the parts marked, how they were read, what else is known.

On a terminal the parts are coloured; without colours they stand in brackets with their role, and a reference with what
it means: `[who: the district -> Tianhe district]`. What is said stands in `templates/why.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from markupsafe import Markup
from rich.console import Group
from rich.text import Text

from ..console import MAX_WIDTH, drawn, wrapped
from ..grid import clean
from ..package.jsontext import json_text
from ..templates import filled
from .model import Mark, Passage, Why
from .passages import cut

#: One colour for each role, the same wherever the part is shown.
_ROLES = {
    "who": "bold green",
    "object": "bold blue",
    "what": "bold cyan",
    "when": "bold yellow",
    "how much": "bold red",
    "whole": "bold magenta",
    "base": "bold yellow",
    "sector": "bold magenta",
    "list": "bold magenta",
    "corrected": "underline red",
    "support": "bold blue",
    "see": "bold blue",
}
#: How wide labels are.
_INDENT = 14
#: A line of the template: its label or head, how far it is indented, its words; and a run of words with its style.
_LINE = re.compile(r"(?:([^|\x01]*)\|)?( *)(.*)")
_RUN = re.compile("\x01(.*?)\x02(.*?)\x03|([^\x01]+)")


def render_json(found: Why) -> str:
    """The same as JSON text, ending with a newline. Numbers are strings, so that no digit is lost."""
    return json_text({"format": "cnii-why/1", **found.to_dict()})


def render(found: Why, *, colour: bool = False, width: int = MAX_WIDTH) -> str:
    """The whole answer, ending with a newline; no line is wider than `width` columns, but for the address."""
    styles = {"t": "", "bold": "bold", "dim": "dim", "name": "cyan", "wrong": "bold red"}
    told = filled(
        __package__ or "",
        "why.txt",
        found=found,
        roles=dict.fromkeys(mark.role for passage in found.passages for mark in passage.marks) if colour else (),
        say=_say,
        role=lambda role, words: _say(_ROLES.get(role, "bold"), words),
        sentence=lambda passage: Markup().join(_say(style, words) for words, style in marked(passage, colour)),
        **{name: partial(_say, style) for name, style in styles.items()},
    )
    lines: list[Text] = []
    head = ""
    for line in told.split("\n"):
        if line.startswith("# "):
            head = line.removeprefix("# ")
            continue
        for text in _lines(line, width):
            lines += [Text(), *_lines(head, width)] if head else []
            lines.append(text)
            head = ""
    whole = Text("\n", no_wrap=True, overflow="ignore").join(lines)
    return drawn(Group(whole), colour=colour, width=width)


def _say(style: str, *words: object) -> Markup:
    """Words in a style, as the lines of the template hold them."""
    text = clean("".join(map(str, words)))
    return Markup(f"\x01{style}\x02{text}\x03") if text else Markup()


def _lines(line: str, width: int) -> Iterator[Text]:
    """The lines of a paragraph, which hangs behind its label; none where it has no text."""
    found = _LINE.fullmatch(line)
    assert found is not None
    label, blanks, words = found.groups()
    indent = len(blanks) if label is None else _INDENT
    text = Text()
    for style, said, plain in _RUN.findall(words):
        text.append(said or plain, style)
    whole = label is not None and label.strip() == "address"  # never broken, so that it can be copied
    for number, broken in enumerate([text] if whole else wrapped(text, max(10, width - indent))):
        if text.plain:
            lead = "" if number or label is None else f"{label} "
            yield Text.assemble((lead.ljust(indent), "cyan"), broken)


def marked(passage: Passage, colour: bool) -> Iterator[tuple[str, str]]:
    """The text of a passage with its marks as styles or as brackets: pieces, each with its style."""
    marks = _nested(passage.marks, len(passage.text))
    for start, end, covering in cut(0, len(passage.text), marks):
        style = _ROLES.get(covering[-1].role, "bold") if covering else ""
        for mark in covering:
            if mark.start == start and not colour:
                yield f"[{mark.role}: ", ""
        yield passage.text[start:end], style
        for mark in reversed(covering):
            if mark.end == end:
                if mark.leads_to is not None:
                    yield f" -> {mark.leads_to}", "dim" if colour else ""
                if not colour:
                    yield "]", ""


def _nested(marks: Iterable[Mark], end: int) -> list[Mark]:
    """`marks` as they can be bracketed: same characters once with all their roles; one that crosses another is cut."""
    merged: dict[tuple[int, int], Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        before = merged.get((mark.start, mark.end))
        if before is None:
            merged[mark.start, mark.end] = mark
        elif mark.role not in before.role.split(", "):
            roles, leads_to = f"{before.role}, {mark.role}", before.leads_to or mark.leads_to
            merged[mark.start, mark.end] = replace(before, role=roles, leads_to=leads_to)
    found: list[Mark] = []
    for mark in merged.values():
        limit = min((m.end for m in found if m.start <= mark.start < m.end), default=end)
        found.append(replace(mark, end=min(mark.end, limit)))
    return found
