"""A comparison as a person reads it on a terminal."""

from __future__ import annotations

from markupsafe import Markup

from ..console import Painter
from ..findings import shown
from ..templates import filled
from .model import Bump, Diff
from .versions import phrase

CAP = 20
_COLOURS = {Bump.NONE: "green", Bump.PATCH: "green", Bump.MINOR: "yellow", Bump.MAJOR: "red"}


def render(diff: Diff, *, colour: bool = False, cap: int = CAP) -> str:
    """The comparison, ending with a newline. At most `cap` changes of a kind are listed per table, the rest counted."""
    painter = Painter(colour)

    def paint(style: str, *texts: str) -> Markup:
        """What is painted is done: nothing in it is spelled out any more."""
        return Markup(painter(style, "".join(texts)))

    values = {"paint": paint, "shown": shown, "phrase": phrase, "colour": _COLOURS[diff.bump]}
    return filled(__package__ or "", "text.txt", diff=diff, cap=cap, **values)
