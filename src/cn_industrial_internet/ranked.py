"""One ranked list with everything known of it: the list, its criteria, and who stands where; and its editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

from reread.charts import editions_chart, ranking_chart
from reread.findings import CannotRun, meant, shown
from reread.grid import Grid, preview
from reread.package.opening import Package
from reread.package.renamed import told
from reread.tables.columns import Column, cell_text, columns_of, opened, table_of
from reread.tables.loading import load, metadata
from reread.tables.records import Records

if TYPE_CHECKING:
    from . import EntityId, Rank, RankColumn, Ranking, RankingCriterion, RankingId

#: The columns that a person is shown of a list, where one of its entries has something in them, and their types.
_SHOWN: Final = {
    **{"rank": "integer", "tied": "string", "entity_name_en": "string", "entity_name_zh": "string"},
    **{"score": "number", "category": "string", "source_id": "string"},
}


class UnknownRanking(CannotRun, LookupError):
    """No ranking, or series of rankings, has this id. The message offers those that come close."""


@dataclass(frozen=True, slots=True)
class RankedList:
    """A list: `ranking` is its row, `criteria` what it measures, `entries` who stands on it as far as sources tell.
    Entries are rows of the view `ranks`, one for each place, by place; members without one come last."""

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
        texts = {name: [cell_text(getattr(entry, name)) for entry in self] for name in _SHOWN}
        texts["tied"] = ["tied" if entry.tied else "" for entry in self]
        filled = [name for name in _SHOWN if any(texts[name]) or not len(self)]
        rows = [*zip(*(texts[name] for name in filled), strict=True)]
        of = f" of {self.size}" if self.size else ""
        extent = f"{self.known}{of} known" + (", complete" if self.complete else "")
        table = preview(Grid(filled, [_SHOWN[name] for name in filled], rows))
        return f"{self.ranking.title}\n{extent}\n\n{table}".rstrip("\n")


@dataclass(frozen=True, slots=True)
class Editions:
    """The lists of one series, by edition."""

    series: str
    lists: tuple[RankedList, ...]

    def of(self, entity_id: EntityId | str) -> dict[str, int | None]:
        """The place of an entity on every list that is known to have it, by the list's id; None is a member without a
        place. A list that is missing here need not lack the entity: see `RankedList.complete`."""
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
    rows = pkg.table("rankings").rows
    if ranking_id is not None:
        row = told(pkg, "rankings", ranking_id)
        if row is None:
            hint = meant(ranking_id, [each.key for each in rows], cutoff=0.4)
            raise UnknownRanking(f"no ranking is called {shown(ranking_id)}", hint)
        return next(_lists(pkg, [row.key]))
    editions = [row for row in rows if row["series"] == series]
    if not editions or not series:
        hint = meant(series or "", sorted({row["series"] for row in rows if row["series"]}), cutoff=0.4)
        raise UnknownRanking(f"no series of rankings is called {shown(series or '')}", hint)
    editions.sort(key=lambda row: (row["edition"] or row["data_period"] or row["released_on"], row.key))
    return Editions(series, tuple(_lists(pkg, [row.key for row in editions])))


def _lists(pkg: Package, ids: list[str]) -> Iterator[RankedList]:
    """The lists with these ids; their entries are rows of the view `ranks`, by place."""
    rankings: Records[Ranking, str] = load("rankings", "records", package=pkg)
    criteria = load("ranking_criteria", "records", package=pkg) if "ranking_criteria" in pkg.tables else ()
    columns = {column.name: column for column in columns_of(table_of(pkg, "ranks"))}
    listed, ranks = columns["ranking_id"].cells, columns["rank"].cells
    for key in ids:
        row = rankings.get(key)
        assert row is not None
        chosen = [place for place, of in enumerate(listed) if of == key]
        chosen.sort(key=lambda place: (ranks[place] is None, int(ranks[place] or 0), place))
        mine = [Column(each.name, each.type, [each.cells[place] for place in chosen]) for each in columns.values()]
        entries: Records[Rank, RankColumn] = Records("ranks", mine, metadata("ranks", package=pkg))
        yield RankedList(row, tuple(each for each in criteria if each.ranking_id == key), entries)
