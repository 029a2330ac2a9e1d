"""What is shown on a terminal: colour, width and wrapped text, drawn by rich.

`FORCE_COLOR` and `NO_COLOR` are honoured (https://force-color.org, https://no-color.org), Chinese characters take the
two columns that they have, and nothing in a text is taken for markup.
"""

from __future__ import annotations

import shutil
import sys
from io import StringIO
from typing import IO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

__all__ = [
    "MAX_WIDTH", "Painter", "cell_len", "columns", "drawn", "easy", "help_console", "hung", "wants_colour", "wrapped",
]  # fmt: skip

#: Longer lines are hard to read, however wide the window is.
MAX_WIDTH = 110
_FOLDING = Console(file=StringIO())


def wants_colour(stream: IO[str]) -> bool:
    """Whether what is written to `stream` is to be coloured."""
    console = Console(file=stream)
    return console.color_system is not None and not console.no_color


def columns(stream: IO[str], unknown: int = MAX_WIDTH) -> int:
    """How wide the window behind `stream` is; `unknown` where there is none."""
    try:
        return shutil.get_terminal_size((MAX_WIDTH, 24)).columns if stream.isatty() else unknown
    except ValueError:  # a closed stream
        return unknown


def easy() -> int:
    """How wide text on standard output is to be: as the window, as far as that is easy to read."""
    return min(columns(sys.stdout), MAX_WIDTH)


def help_console() -> Console:
    """Where help is printed: as wide as the window, and wide enough for examples where there is none."""
    return Console(width=easy(), highlight=False)


def drawn(what: RenderableType, *, colour: bool, width: int) -> str:
    """`what` as lines of text without blanks at their ends, with the codes for colours if `colour`."""
    console = Console(
        file=StringIO(), width=width, color_system="standard" if colour else None, force_terminal=colour,
        no_color=not colour, legacy_windows=False, highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    with console.capture() as capture:
        console.print(what, crop=False, soft_wrap=False)
    return "".join(f"{line.rstrip(' ')}\n" for line in capture.get().splitlines())


def wrapped(text: Text | str, width: int) -> list[Text]:
    """`text` in lines of at most `width` columns; a word that is longer is cut."""
    whole = Text(text) if isinstance(text, str) else text
    lines = (
        whole.wrap(_FOLDING, width, overflow="fold") if cell_len(whole.plain) > width else whole.split(allow_blank=True)
    )
    for line in lines:
        line.rstrip()
    return list(lines)


def hung(head: str, text: str, width: int) -> list[str]:
    """`text` behind `head` in lines of at most `width` columns, all of it in a column of its own."""
    indent = " " * cell_len(head)
    lines = [line.plain for part in text.split("\n") for line in wrapped(part, max(width - len(indent), 10))]
    return [f"{indent if at else head}{line}" for at, line in enumerate(lines or [""])]


class Painter:
    """Colours single words, or leaves them as they are."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, style: str, text: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if self.on else text
