"""What is handed on to be written: one page, or a part of one that goes on on others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..package.table import Row
from .book import PAGE, paged

__all__ = ["Page", "Part", "parted"]


class Part(NamedTuple):
    """Some of many rows: the number of their page, from 0, how many pages there are, and the rows of each list."""

    at: int = 0
    of: int = 1
    lists: Sequence[Sequence[Any]] = ((),)

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the first list."""
        return self.lists[0]


_WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Page:
    """One file to write: its path from the root of its language without its ending, its template, its title and what
    else the template is given, and the statements that its download holds (none: it has no download).

    `crumb` leads to it from home; `by` stands below the title, `sub` in it; `heading` is what stands in the page for a
    title that is no plain text.
    """

    stem: str
    template: str
    title: str
    given: dict[str, Any]
    rows: Sequence[Row] = ()
    crumb: Sequence[str] = ()
    by: Sequence[object] = ()
    sub: str = ""
    heading: str = ""
    part: Part = _WHOLE

    @property
    def path(self) -> str:
        """The path with its ending."""
        return paged(self.stem, self.part.at)

    @property
    def pager(self) -> list[tuple[int, str]]:
        """Numbers and paths of the first part, the last and those near this one; none for a page that is whole."""
        of, at = self.part.of, self.part.at
        near = [0, *range(max(1, at - 4), min(of - 1, at + 5)), of - 1]
        return [(each + 1, paged(self.stem, each)) for each in near] if of > 1 else []


def parted(*lists: Sequence[Any], size: int = PAGE) -> Iterator[Part]:
    """Lists cut into pages, so many rows of each on a page; at least one page."""
    count = max(1, *(-(-len(rows) // size) for rows in lists))
    for at in range(count):
        yield Part(at, count, [rows[at * size : (at + 1) * size] for rows in lists])
