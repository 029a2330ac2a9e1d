"""A comparison as Markdown for a pull request: what a reviewer must know first, then every changed value.

Everything from the packages stands in code spans, so that nothing in it is markup, a link or a mention. The page keeps
below what GitHub takes for a comment; what does not fit is counted.
"""

from __future__ import annotations

from functools import partial

from ..templates import filled
from .model import Bump, Diff
from .versions import phrase

CAP = 30
#: Characters, below GitHub's 65,536 for a comment.
LIMIT = 60_000
_LONG = 200
#: The same of a sentence, which says little without its end.
_SENTENCE = 600
_SIGNS = {Bump.NONE: "⚪", Bump.PATCH: "🟢", Bump.MINOR: "🟡", Bump.MAJOR: "🔴"}


def render(diff: Diff, *, cap: int = CAP, limit: int = LIMIT) -> str:
    """The page, ending with a newline and never longer than `limit` characters."""
    shared = {"cap": cap, "short": _short, "phrase": phrase}
    page = _filled("head.md", diff=diff, sign=_SIGNS[diff.bump], phrases=", ".join(map(phrase, diff.demands)), **shared)
    page += _review(diff, limit // 2, cap, shared)
    parts = [_filled("table.md", table=t, **shared) for t in diff.tables]
    if diff.structure:
        title = "Structure and documentation"
        parts.insert(0, _filled("structure.md", title=title, items=diff.structure, **shared))
    if diff.texts:
        parts.append(_filled("structure.md", title="Archived texts", items=diff.texts, **shared))
    omitted = 0
    for part in parts:
        if len(page) + len(part) <= limit - 200:
            page += part
        else:
            omitted += 1
    if omitted:
        page += f"**{omitted} more sections did not fit; the command diff lists them.**"
    return page[: limit - 1].rstrip("\n") + "\n"


def _review(diff: Diff, limit: int, cap: int, shared: dict[str, object]) -> str:
    """The statements that were added, as many as fit into `limit` characters."""
    values = {**shared, "diff": diff, "added": diff.added, "long": partial(_short, most=_SENTENCE)}
    for shown in range(min(cap, len(diff.reviewed)), 0, -1):
        page = _filled("review.md", **{**values, "cap": shown})
        if len(page) <= limit:
            return page
    return f"**{diff.added:,} statements were added, too long to show.**\n\n" if diff.reviewed else ""


def _filled(template: str, **values: object) -> str:
    return filled(__package__ or "", template, **values)


def _short(text: str, most: int = _LONG) -> str:
    return text if len(text) <= most else f"{text[:most]}... ({len(text):,} characters)"
