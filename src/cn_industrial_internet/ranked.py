"""One ranked list with everything known of it: the list, its criteria, and who stands where; and its editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from reread.charts import editions_chart, ranking_chart
from reread.findings import CannotRun, shown
from reread.grid import Grid, preview
from reread.package.opening import Package
from reread.package.renamed import told
from reread.tables.columns import Column, cell_text, columns_of, opened, table_of
from reread.tables.loading import load, metadata
from reread.tables.records import Records

if TYPE_CHECKING:
    from . import EntityId, Rank, RankColumn, Ranking, RankingCriterion, RankingId


class UnknownRanking(CannotRun, LookupError):
    """No ranking, or series of rankings, has this id. The message offers those that come close."""


@dataclass(frozen=True, slots=True)
class RankedList:
    """A list: `ranking` is its row, `criteria` what it measures, `entries` who stands on it as far as sources tell.

    Entries are rows of the view `ranks`, one for each place, by place; members without one come last.
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

    @property
    def complete(self) -> bool:
        """Whether all places are known; otherwise an entity that is missing here may well stand on the list."""
        return bool(self.ranking.complete)

    def __iter__(self) -> Iterator[Rank]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def plot(self) -> Any:
        """An Altair chart of the places. Needs the extra `plot`."""
        return ranking_chart(((entry.entity_name_en, entry.rank) for entry in self.entries), self.ranking.title)

    def to_grid(self) -> Grid:
        """The entries as text, with every column of the view `ranks`."""
        return self.entries.to_grid()

    def __str__(self) -> str:
        rows = [
            (
                "" if e.rank is None else str(e.rank),
                "tied" if e.tied else "",
                e.entity_name_en,
                e.entity_name_zh or "",
                cell_text(e.score),
                e.category or "",
                e.source_id,
            )
            for e in self.entries
        ]
        header = ["rank", "tied", "entity_name_en", "entity_name_zh", "score", "category", "source_id"]
        types = ["integer", "string", "string", "string", "number", "string", "string"]
        filled = [at for at in range(len(header)) if not rows or any(row[at] for row in rows)]
        grid = Grid(
            [header[at] for at in filled],
            [types[at] for at in filled],
            [tuple(row[at] for at in filled) for row in rows],
        )
        return f"{self.ranking.title}\n{self._extent()}\n\n{preview(grid)}".rstrip("\n")

    def _extent(self) -> str:
        """How much of the list is known, in words."""
        of = f" of {self.size}" if self.size else ""
        return f"{self.known}{of} known" + (", complete" if self.complete else "")


@dataclass(frozen=True, slots=True)
class Editions:
    """The lists of one series, by edition."""

    series: str
    lists: tuple[RankedList, ...]

    def of(self, entity_id: EntityId | str) -> dict[str, int | None]:
        """The place of an entity on every list that is known to have it, by the list's id; None is a member without a
        place. A list that is missing here need not lack the entity: see `RankedList.complete`.
        """
        return {
            each.ranking.ranking_id: entry.rank for each in self.lists for entry in each if entry.entity_id == entity_id
        }

    def __iter__(self) -> Iterator[RankedList]:
        return iter(self.lists)

    def __len__(self) -> int:
        return len(self.lists)

    def plot(self) -> Any:
        """An Altair chart of the places across editions, gaps as gaps. Needs the extra `plot`."""
        years = [str(each.ranking.edition or each.ranking.data_period or "")[:4] for each in self.lists]
        dated = all(year.isdigit() for year in years) and len(set(years)) == len(years)
        at = {each.ranking.ranking_id: int(years[n]) if dated else n for n, each in enumerate(self.lists)}
        places = (
            (entry.entity_name_en, each.ranking.ranking_id, at[each.ranking.ranking_id], entry.rank)
            for each in self.lists
            for entry in each
        )
        return editions_chart(places, self.series)

    def to_grid(self) -> Grid:
        """The entries of all lists as text, with every column of the view `ranks`."""
        grids = [each.to_grid() for each in self.lists]
        return Grid(grids[0].header, grids[0].types, [row for grid in grids for row in grid.rows])

    def __str__(self) -> str:
        return "\n\n".join(str(each) for each in self.lists)


@overload
def ranking(ranking_id: RankingId | str, *, package: Package | Path | str | None = ...) -> RankedList: ...
@overload
def ranking(*, series: str, package: Package | Path | str | None = ...) -> Editions: ...
def ranking(
    ranking_id: RankingId | str | None = None,
    *,
    series: str | None = None,
    package: Package | Path | str | None = None,
) -> RankedList | Editions:
    """The list `ranking_id`, or all known editions of the list `series`. Raises `UnknownRanking` (a LookupError) for an
    id that no list, or no series, has.

    An id of an earlier version leads to the list as it is called now, with a `RenamedId` warning.

    >>> found = ranking("ccid-top-districts-2022")
    >>> found.ranking.title, found.size, found.known, found.complete
    ('top 100 Chinese districts in 2022', 100, 7, False)
    >>> [(entry.rank, entry.entity_name_en) for entry in found][:2]
    [(1, 'Nanshan District'), (2, 'Tianhe District')]
    >>> ranking(series="ccid-top-districts").of("tianhe")["ccid-top-districts-2023"]
    3
    """
    pkg = opened(package)
    if (ranking_id is None) == (series is None):
        raise UnknownRanking("one list or one series must be named", 'Write ranking("ID") or ranking(series="ID").')
    if ranking_id is not None:
        row = told(pkg, "rankings", ranking_id)
        if row is None:
            raise UnknownRanking(
                f"no ranking is called {shown(ranking_id)}",
                _hint(ranking_id, [found.key for found in pkg.table("rankings").rows]),
            )
        return _lists(pkg, [row.key])[0]
    rows = [row for row in pkg.table("rankings").rows if row["series"] == series]
    if not rows or not series:
        known = sorted({row["series"] for row in pkg.table("rankings").rows if row["series"]})
        raise UnknownRanking(f"no series of rankings is called {shown(series or '')}", _hint(series or "", known))
    rows.sort(key=lambda row: (row["edition"] or row["data_period"] or row["released_on"], row.key))
    return Editions(series, tuple(_lists(pkg, [row.key for row in rows])))


def _hint(given: str, known: list[str]) -> str:
    close = get_close_matches(given, known, n=3, cutoff=0.4)
    return f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(known) or 'none'}."


def _lists(pkg: Package, ids: list[str]) -> list[RankedList]:
    rankings: Records[Ranking, str] = load("rankings", "records", package=pkg)
    criteria: list[RankingCriterion] = []
    if "ranking_criteria" in pkg.tables:
        criteria = [*load("ranking_criteria", "records", package=pkg)]
    columns = [*columns_of(table_of(pkg, "ranks"))]
    found = []
    for key in ids:
        row = rankings.get(key)
        assert row is not None
        mine = tuple(each for each in criteria if each.ranking_id == key)
        found.append(RankedList(row, mine, _entries(pkg, key, columns)))
    return found


def _entries(pkg: Package, ranking_id: str, columns: list[Column]) -> Records[Rank, RankColumn]:
    """The rows of the view `ranks` on one list, by place."""
    by_name = {column.name: column.cells for column in columns}
    ids, ranks = by_name["ranking_id"], by_name["rank"]
    chosen = [place for place, key in enumerate(ids) if key == ranking_id]
    chosen.sort(key=lambda place: (ranks[place] is None, int(ranks[place] or 0), place))
    mine = [Column(column.name, column.type, [column.cells[place] for place in chosen]) for column in columns]
    return Records("ranks", mine, metadata("ranks", package=pkg))
