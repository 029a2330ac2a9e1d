"""One page to write, on as many files as its lists are long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

from ..package.table import Row

__all__ = ["PAGE", "Page", "paged"]

#: Rows of a page before it goes on on the next.
PAGE: Final = 150


def paged(stem: str, at: int = 0) -> str:
    """The address of a page that may go on on others.

    >>> paged("lists/a"), paged("lists/a", 1)
    ('lists/a.html', 'lists/a.2.html')
    """
    return f"{stem}.{at + 1}.html" if at else f"{stem}.html"


@dataclass(slots=True)
class Page:
    """What a template shows of `it`: `stem` is the path without its ending from the root of a language, `rows` are
    what the download holds (none: there is no download), `at` the number of the file among `of` files.

    How many there are is known when the template has asked for its lists.
    """

    stem: str
    template: str
    it: Any = None
    rows: Sequence[Row] = ()
    at: int = 0
    of: int = 1

    @property
    def path(self) -> str:
        """The path with its ending."""
        return paged(self.stem, self.at)

    @property
    def pager(self) -> list[tuple[int, str]]:
        """Numbers and paths of the first file, the last and those near this one; none for a page that is whole."""
        near = [0, *range(max(1, self.at - 4), min(self.of - 1, self.at + 5)), self.of - 1]
        return [(each + 1, paged(self.stem, each)) for each in near] if self.of > 1 else []

    def part(self, rows: Sequence[Any], size: int = PAGE, weights: Iterable[int] = repeat(1)) -> list[Any]:
        """Those of many rows that stand in this file: one after the other, as many as weigh `size` together."""
        parts: list[list[Any]] = [[]]
        full = 0
        for row, weight in zip(rows, weights, strict=False):
            if full and full + weight > size:
                parts.append([])
                full = 0
            parts[-1].append(row)
            full += weight
        self.of = max(self.of, len(parts))
        return parts[self.at] if self.at < len(parts) else []
