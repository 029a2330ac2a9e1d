"""What is in the package, counted from its tables and views: the first lines of README.md, and docs/coverage.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from reread.package.opening import Package
from reread.package.table import Row
from reread.tables import views

__all__ = ["PLACES", "Series", "comparable", "counts", "facts", "shares", "with_counts", "year"]

#: Types of entities that are places.
PLACES = ("country", "province", "city", "county", "district", "zone", "place")

_START, _END = "<!-- counts -->\n", "<!-- /counts -->\n"

#: What must be equal for two answers to be points of one series. Stocks may be of any day; flows must be of periods of
#: equal length, so `frequency` joins for them.
_SAME = (
    "entity_id",
    "indicator_id",
    "transformation",
    "sector_id",
    "ranking_id",
    "unit_id",
    "whole_entity_id",
    "whole_indicator_id",
    "coverage",
)


class Series(NamedTuple):
    """Answers to one question over time that may be joined: no break between them, one for each year."""

    entity_id: str
    indicator_id: str
    years: tuple[str, ...]


@cache
def facts(pkg: Package) -> list[Row]:
    """The answers that count: rows of the view `facts` with `is_default`."""
    return [row for row in views.view(pkg, "facts").rows if row["is_default"] == "true"]


def year(row: Row) -> str:
    """The year in which the period of an answer ends."""
    return row["period_end"][:4]


def comparable(pkg: Package, answers: Iterable[Row], points: int) -> list[Series]:
    """The series with at least `points` years."""
    breaks = [(r["entity_id"], r["indicator_id"], r["from_period"]) for r in pkg.table("breaks").rows]
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in answers:
        if not row["value"] or not year(row):
            continue
        passed = sum(
            indicator == row["indicator_id"] and entity in ("", row["entity_id"]) and start[:4] <= year(row)
            for entity, indicator, start in breaks
        )
        length = "" if row["measure"] == "stock" else row["frequency"]
        found[(*(row[name] for name in _SAME), length, str(passed))].add(year(row))
    return [Series(key[0], key[1], tuple(sorted(years))) for key, years in found.items() if len(years) >= points]


def shares(rows: Iterable[Row | dict[str, str]], column: str) -> str:
    """The values of a column with their shares, such as `quoted 98.5 %`."""
    counted = Counter(row[column] or "none" for row in rows)
    total = counted.total()
    return ", ".join(f"{name} {100 * number / total:.1f} %" for name, number in sorted(counted.items()))


def counts(pkg: Package) -> str:
    """The block of README.md between its two marks, as Markdown."""
    answers = facts(pkg)
    observations, entries = pkg.table("observations").rows, pkg.table("ranking_entries").rows
    rankings = pkg.table("rankings").rows
    told = {row["entity_id"] for table in (observations, entries) for row in table}
    places = Counter(row["type"] for row in pkg.table("entities").rows if row.key in told and row["type"] in PLACES)
    years = sorted({year(row) for row in answers if year(row)})
    three, five = comparable(pkg, answers, 3), comparable(pkg, answers, 5)
    lines = {
        "statements": f"{len(observations):,} figures and {len(entries):,} places on lists; "
        f"{shares([*observations, *entries], 'proof')}",
        "places": f"{places.total():,}, among them "
        + ", ".join(f"{places[kind]} {word}" for kind, word in _KINDS.items() if places[kind]),
        "indicators": f"{len({row['indicator_id'] for row in observations})} with figures",
        "series": f"{len(three)} of three or more comparable years, {len(five)} of five or more",
        "lists": f"{len(rankings)}, of which {sum(row['complete'] == 'true' for row in rankings)} are complete",
        "sources": f"{len(pkg.table('sources'))}; grades: {shares(pkg.table('sources').rows, 'grade')}",
        "years": f"{years[0]} to {years[-1]}" if years else "none",
    }
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {words} |\n" for name, words in lines.items())


#: Types of places and the words for many of them.
_KINDS = {
    "province": "provinces",
    "city": "cities",
    "county": "counties",
    "district": "districts",
    "zone": "zones",
}


def with_counts(page: str, pkg: Package) -> str:
    """The page with its block of counts written anew. Raises ValueError where the marks are missing."""
    before, start, rest = page.partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise ValueError(f"the page needs the lines {_START.strip()} and {_END.strip()}")
    return f"{before}{start}\n{counts(pkg)}\n{end}{after}"
