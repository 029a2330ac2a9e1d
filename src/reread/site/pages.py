"""What is handed on to be written: one page, or a part of one that goes on on others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from .book import PAGE, paged

if TYPE_CHECKING:
    from ..package.table import Row

__all__ = ["Page", "Part", "parted"]


class Part(NamedTuple):
    """Some of many rows: the number of their page, from 0, how many pages there are, and the rows."""

    at: int
    of: int
    rows: Sequence[Any]


_WHOLE = Part(0, 1, ())


@dataclass(frozen=True, slots=True)
class Page:
    """One file to write: its path from the root of its language without its ending, its template, its title and what
    else the template is given, and the statements that its download holds (none: it has no download).

    `crumb` leads to it from home; `by` stands below the title, `sub` in it; `heading` is what stands in the page for a
    title that is no plain text, `language` that of the title.
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
    language: str = ""
    part: Part = _WHOLE

    @property
    def path(self) -> str:
        """The path with its ending."""
        return paged(self.stem, self.part.at)

    @property
    def pager(self) -> list[str]:
        """The paths of all parts; none for a page that is whole."""
        return [paged(self.stem, at) for at in range(self.part.of)] if self.part.of > 1 else []


def parted(rows: Sequence[Any], size: int = PAGE) -> Iterator[Part]:
    """Rows cut into pages, at least one."""
    count = max(1, -(-len(rows) // size))
    for at in range(count):
        yield Part(at, count, rows[at * size : (at + 1) * size])
