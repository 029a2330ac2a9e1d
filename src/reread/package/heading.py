"""Where the header of a table stands, and what separates its cells: spreadsheets write more than commas."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from ..findings import Problem, shown

#: What may stand between cells.
SIGNS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
#: So many lines are looked at, and so many characters.
_LINES, _CHARACTERS = 10, 1 << 16
#: A line that is empty, or only tells a spreadsheet what separates cells.
_NOTHING: Final = re.compile(r'\s*("?sep=.?"?)?[\s,;]*', re.IGNORECASE)


class Heading(NamedTuple):
    """The line of the header, counted from 1, the sign between its cells, and the lines above it."""

    line: int
    sign: str
    above: list[str]

    @property
    def told(self) -> list[str]:
        """The lines above that say something to people."""
        return [line for line in self.above if not _NOTHING.fullmatch(line)]


def heading(text: str, names: Collection[str]) -> Heading | None:
    """The first line that holds most of the columns' `names`; None where none of the first lines does."""
    lines = text[:_CHARACTERS].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LINES]
    for place, line in enumerate(lines):
        for sign in SIGNS:
            cells = [cell.strip(' "') for cell in line.split(sign)]
            known = len(set(cells) & set(names))
            if 2 * known > max(len(cells), len(names)) and (known > 1 or place):
                return Heading(place + 1, sign, lines[:place])
    return None


def misplaced(text: str, names: Collection[str], path: str) -> Problem | None:
    """The problem of a header that does not stand in the first line, or whose cells are not separated by commas."""
    found = heading(text, names)
    if found is None or (found.line, found.sign) == (1, ","):
        return None
    if found.sign != "," and not found.told:
        what, expected = f"cells separated by {SIGNS[found.sign]}", "cells separated by commas"
        fix = "Separate cells by commas, or say in the dialect what separates them (delimiter)."
    else:
        what, expected = f"{shown((found.told or found.above)[0], 40)} above the header", "the header as the first line"
        fix = "Remove what stands above the header, or say in the dialect which line it is (headerRows)."
    return Problem("header", path, what, expected, fix, 1)
