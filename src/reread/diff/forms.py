"""A comparison as text, as Markdown for a pull request, as one HTML page for a reviewer, and as JSON that is read back.

Lists are capped in all of them, and the rest is counted. In Markdown everything from the packages stands in code spans,
so that nothing in it is markup, a link or a mention, and the page keeps below what GitHub takes for a comment. No
request leaves the HTML page, and nothing in it can run. docs/stability.md says what the JSON holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from msgspec import convert

from ..files import read as read_file
from ..findings import CannotRun, shown
from ..package.jsontext import json_text
from ..statements.view import PARTS
from ..templates import admitting, filled, painting
from .model import RULES, Bump, Diff, judge, phrase

FORMAT: Final = "cnii-diff/1"
#: What a file of JSON may hold, and what is taken over from it; of this, the last came later, and a file may lack them.
MAX_BYTES = 64 << 20
_READ: Final = ("old", "new", "structure", "tables", "texts", "unread", "reviewed", "to_look_at")
_ADDED: Final = ("reviewed", "to_look_at")
#: Characters of a page in Markdown, below GitHub's 65,536 for a comment; of a text in it; and of a sentence, which says
#: little without its end.
LIMIT: Final = 60_000
_LONG, _SENTENCE = 200, 600
_SIGNS: Final = {Bump.NONE: "⚪", Bump.PATCH: "🟢", Bump.MINOR: "🟡", Bump.MAJOR: "🔴"}
_COLOURS: Final = {Bump.NONE: "green", Bump.PATCH: "green", Bump.MINOR: "yellow", Bump.MAJOR: "red"}
_ROLES: Final = "|".join(sorted({part for parts in PARTS.values() for part in parts}))
_PART: Final = re.compile(rf"\[({_ROLES}): ([^\[\]]*)\]")


def _filled(template: str, **values: object) -> str:
    return filled(__package__ or "", template, phrase=phrase, **values)


def text(diff: Diff, *, cap: int = 20, colour: bool = False) -> str:
    """The comparison as a person reads it on a terminal, at most `cap` changes of a kind and table."""
    values = {"paint": painting(colour), "shown": shown, "colour": _COLOURS[diff.bump]}
    return _filled("text.txt", diff=diff, cap=cap, **values)


def html(diff: Diff, *, cap: int = 300) -> str:
    """The page: the statements first that must be looked at, each with its sentence, the parts marked, and what stands
    beside it; then every change, of each list at most `cap`.
    """
    style = files("reread.report").joinpath("templates", "report.css").read_text("utf-8")
    return _filled("page.html", diff=diff, added=diff.added, cap=cap, style=style, policy=admitting(style), runs=_runs)


def _runs(sentence: str) -> Iterator[tuple[str, str]]:
    """The pieces of a sentence, each with the part of the statement it tells, or ""."""
    end = 0
    for found in _PART.finditer(sentence):
        yield "", sentence[end : found.start()]
        yield found[1], found[2]
        end = found.end()
    yield "", sentence[end:]


def markdown(diff: Diff, *, cap: int = 30, limit: int = LIMIT) -> str:
    """The page: what a reviewer must know first, then every changed value; never longer than `limit` characters."""
    part = partial(_filled, cap=cap, short=_short)
    page = part("head.md", diff=diff, sign=_SIGNS[diff.bump], phrases=", ".join(map(phrase, diff.demands)))
    page += _review(diff, limit // 2, cap)
    lists = {"Structure and documentation": diff.structure, "Archived texts": diff.texts}
    parts = [part("structure.md", title=title, items=items) if items else "" for title, items in lists.items()]
    parts[1:1] = [part("table.md", table=table) for table in diff.tables]
    omitted = 0
    for one in filter(None, parts):
        fits = len(page) + len(one) <= limit - 200
        page += one if fits else ""
        omitted += not fits
    if omitted:
        page += f"**{omitted} more sections did not fit; the command diff lists them.**"
    return page[: limit - 1].rstrip("\n") + "\n"


def _review(diff: Diff, limit: int, cap: int) -> str:
    """The statements that were added, as many as fit into `limit` characters."""
    values = {"short": _short, "long": partial(_short, most=_SENTENCE), "diff": diff, "added": diff.added}
    for number in range(min(cap, len(diff.reviewed)), 0, -1):
        page = _filled("review.md", cap=number, **values)
        if len(page) <= limit:
            return page
    return f"**{diff.added:,} statements were added, too long to show.**\n\n" if diff.reviewed else ""


def _short(said: str, most: int = _LONG) -> str:
    return said if len(said) <= most else f"{said[:most]}... ({len(said):,} characters)"


def as_dict(diff: Diff) -> dict[str, Any]:
    """The comparison as plain lists and dictionaries."""
    whole = asdict(diff)
    for demand in whole["demands"]:
        demand["bump"] = Bump(demand["bump"]).word
    return {"format": FORMAT, **whole, "same": diff.same, "bump": diff.bump.word}


def as_json(diff: Diff) -> str:
    """The comparison as JSON text, ending with a newline."""
    return json_text(as_dict(diff))


def read(path: str) -> Diff:
    """The comparison that `as_json` wrote to `path`. The file may come from anybody: anything else is a `CannotRun`.

    Only its numbers and words are taken over; what they demand is judged again.
    """
    fix = "Give a file that cnii diff --format json has written."
    try:
        whole = json.loads(read_file(Path(path), MAX_BYTES, fix, fix).decode("utf-8"))
        if whole.get("format") != FORMAT:
            raise ValueError(f"no {FORMAT}")
        found = convert({name: whole[name] for name in _READ if name in whole or name not in _ADDED}, Diff)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
        raise CannotRun(f"{shown(path, 200)} holds no comparison ({shown(said, 120)})", fix) from None
    strange = [item.kind for item in (*found.structure, *found.texts) if item.kind not in RULES]
    if strange:
        raise CannotRun(f"{shown(path, 200)} holds no comparison (the unknown kind {shown(strange[0])})", fix)
    judge(found)
    return found
