"""A comparison as a person reads it on a terminal."""

from __future__ import annotations

from ..findings import shown
from ..templates import filled, painting
from .model import Bump, Diff
from .versions import phrase

CAP = 20
_COLOURS = {Bump.NONE: "green", Bump.PATCH: "green", Bump.MINOR: "yellow", Bump.MAJOR: "red"}


def render(diff: Diff, *, colour: bool = False, cap: int = CAP) -> str:
    """The comparison, ending with a newline. At most `cap` changes of a kind are listed per table, the rest counted."""
    values = {"paint": painting(colour), "shown": shown, "phrase": phrase, "colour": _COLOURS[diff.bump]}
    return filled(__package__ or "", "text.txt", diff=diff, cap=cap, **values)
