"""A comparison as one HTML page for a reviewer: those statements first that must be looked at, each with its sentence,
the parts marked, and what stands beside it; then every change. No request leaves the page, and nothing in it can run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from ..statements.view import PARTS
from ..templates import admitted, filled
from .model import Diff
from .versions import phrase

CAP = 300
_PART = re.compile(rf"\[({'|'.join(sorted({part for parts in PARTS.values() for part in parts}))}): ([^\[\]]*)\]")


def render(diff: Diff, *, cap: int = CAP) -> str:
    """The page; of every list at most `cap` items, the rest is counted."""
    style = files("reread.report").joinpath("templates", "report.css").read_text("utf-8")
    policy = f"default-src 'none'; style-src {admitted(style)}; base-uri 'none'; form-action 'none'"
    values = {"diff": diff, "added": diff.added, "cap": cap}
    return filled(__package__ or "", "page.html", style=style, policy=policy, phrase=phrase, runs=_runs, **values)


def _runs(sentence: str) -> Iterator[tuple[str, str]]:
    """The pieces of a sentence, each with the part of the statement it tells, or ""."""
    end = 0
    for found in _PART.finditer(sentence):
        yield "", sentence[end : found.start()]
        yield found[1], found[2]
        end = found.end()
    yield "", sentence[end:]
