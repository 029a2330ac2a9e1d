"""One ranked list with everything known of it: the list, its criteria, and who stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from reread.findings import CannotRun, shown
from reread.grid import Grid, preview
from reread.package.opening import Package
from reread.package.renamed import told
from reread.tables.columns import columns_of, opened, table_of
from reread.tables.loading import load, metadata
from reread.tables.records import Records

if TYPE_CHECKING:
    from . import Rank, RankColumn, Ranking, RankingCriterion, RankingId

__all__ = ["RankedList", "UnknownRanking", "ranking"]


class UnknownRanking(CannotRun, LookupError):
    """No ranking has this id. The message offers those that come close."""

    def __str__(self) -> str:
        return f"{self.message}. {self.fix}"


@dataclass(frozen=True, slots=True)
class RankedList:
    """A list: `ranking` is its row, `criteria` what it measures, `entries` who stands on it as far as sources tell.

    Entries are rows of the view `ranks`, by place; members without one come last. `known` counts the places known,
    `size` those there are (None where nothing says).
    """

    ranking: Ranking
    criteria: tuple[RankingCriterion, ...]
    entries: Records[Rank, RankColumn]

    @property
    def size(self) -> int | None:
        """How many places the list has; None where no source tells."""
        return self.ranking.size

    @property
    def known(self) -> int:
        """How many entities of the list are known."""
        return len({entry.entity_id for entry in self.entries})

    def __iter__(self) -> Iterator[Rank]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __str__(self) -> str:
        of = f" of {self.size}" if self.size else ""
        rows = [
            (
                "" if e.rank is None else str(e.rank),
                e.entity_name_en,
                e.entity_name_zh or "",
                e.category or "",
                e.source_id,
            )
            for e in self.entries
        ]
        header = ["rank", "entity_name_en", "entity_name_zh", "category", "source_id"]
        body = preview(Grid(header, ["integer", "string", "string", "string", "string"], rows))
        return f"{self.ranking.title}\n{self.known}{of} known\n\n{body}".rstrip("\n")


def ranking(ranking_id: RankingId | str, *, package: Package | Path | str | None = None) -> RankedList:
    """The list `ranking_id`. Raises `UnknownRanking` (a LookupError) for an id that no list has.

    An id of an earlier version leads to the list as it is called now, with a `RenamedId` warning.

    >>> found = ranking("ccid-top-districts-2022")
    >>> found.ranking.title, found.size, found.known
    ('top 100 Chinese districts in 2022', 100, 2)
    >>> [(entry.rank, entry.entity_name_en) for entry in found]
    [(1, 'Nanshan District'), (2, 'Tianhe District')]
    """
    pkg = opened(package)
    row = told(pkg, "rankings", ranking_id)
    if row is None:
        known = [found.key for found in pkg.table("rankings").rows]
        close = get_close_matches(ranking_id, known, n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(known)}."
        raise UnknownRanking(f"no ranking is called {shown(ranking_id)}", hint)
    ranking_id = row.key
    lists: Records[Ranking, str] = load("rankings", "records", package=pkg)
    found = lists.get(ranking_id)
    assert found is not None
    criteria: tuple[RankingCriterion, ...] = ()
    if "ranking_criteria" in pkg.tables:
        criteria = tuple(c for c in load("ranking_criteria", "records", package=pkg) if c.ranking_id == ranking_id)
    return RankedList(found, criteria, _entries(pkg, ranking_id))


def _entries(pkg: Package, ranking_id: str) -> Records[Rank, RankColumn]:
    """The rows of the view `ranks` on one list, by place."""
    columns = {column.name: column for column in columns_of(table_of(pkg, "ranks"))}
    ids, ranks = columns["ranking_id"].cells, columns["rank"].cells
    chosen = [place for place, key in enumerate(ids) if key == ranking_id]
    chosen.sort(key=lambda place: (ranks[place] is None, int(ranks[place] or 0), place))
    for column in columns.values():
        column.cells[:] = [column.cells[place] for place in chosen]
    return Records("ranks", list(columns.values()), metadata("ranks", package=pkg))
