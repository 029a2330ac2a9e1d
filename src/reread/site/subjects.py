"""Pages of entities, indicators, series and lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from . import charts
from .book import PAGE, Book, number, paged
from .speech import Speech

if TYPE_CHECKING:
    from ..package.table import Row

__all__ = ["Page", "Subjects"]

#: Lines of a bump chart that can still be told apart.
_LINES = 30


class Page(NamedTuple):
    """One file to write: its path from the root of its language, its template, what the template is given, and the
    statements that its download holds (none: it has no download)."""

    path: str
    template: str
    given: dict[str, Any]
    rows: Sequence[Row] = ()


def year(row: Row) -> int:
    """The year in which a row's period ends; 0 where it has none."""
    period = row.get("period").rpartition("/")[2]
    return int(period[:4]) if period[:4].isdigit() else 0


class Subjects:
    """Pages in one language."""

    def __init__(self, book: Book, speech: Speech) -> None:
        self.book, self.say = book, speech

    # --- series ---

    def overview(self, rows: list[Row]) -> list[dict[str, Any]]:
        """One line for each series among `rows` (all of one entity, or of one indicator): newest figure, sources."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            found[row["entity_id"], row["indicator_id"]].append(row)
        return [self._line(*key, rows) for key, rows in found.items()]

    def _line(self, entity: str, indicator: str, rows: list[Row]) -> dict[str, Any]:
        chart = next(iter(self.book.charts(rows).values()))
        shown = [row for row in chart if row.get("coverage") in ("", "whole")] or chart
        shown = sorted(shown, key=lambda row: (self.book.span(row), row.get("preference") == "preferred"))
        values = {year(row): float(row["value"]) for row in shown if row["value"] and year(row)}
        years = sorted({year(row) for row in rows if year(row)})
        worst = next(
            (
                line.verdict
                for row in rows
                for line in self.book.lines.get(row.key, [])[:1]
                if line.verdict == "contradicts"
            ),
            "",
        )
        return {
            "entity": entity,
            "indicator": indicator,
            "newest": shown[-1],
            "spark": charts.spark(list(values.items())),
            "years": years,
            "sources": len({row["source_id"] for row in rows}),
            "count": len(rows),
            "worst": worst,
            "href": f"series/{entity}/{indicator}.html" if len(rows) > 1 else f"statements/{rows[0].key}.html",
        }

    def series(self) -> Iterator[Page]:
        """A page for every entity and indicator with two statements or more."""
        for (entity, indicator), rows in self.book.series.items():
            if len(rows) > 1:
                yield Page(
                    f"series/{entity}/{indicator}.html", "series.html", self._series(entity, indicator, rows), rows
                )

    def _series(self, entity: str, indicator: str, rows: list[Row]) -> dict[str, Any]:
        drawn = []
        for place, group in enumerate(self.book.charts(rows).values()):
            chart = self._chart(entity, indicator, group) if place < 6 else None
            drawn.append(
                {
                    "rows": group,
                    "what": self.say.what(group[0]),
                    "chart": chart,
                    "svg": charts.figure(chart, self.say) if chart else "",
                }
            )
        breaks = [
            row
            for row in self.book.by("breaks", "indicator_id").get(indicator, [])
            if row.get("entity_id") in ("", entity)
        ]
        return {
            "entity_id": entity,
            "indicator_row": self.book.get("indicators", indicator),
            "charts": drawn,
            "rows": rows,
            "breaks": breaks,
            "years": sorted({year(row) for row in rows if year(row)}),
            "gaps": self._known_gaps(entity, indicator),
            "publishers": len({self.book.cell("sources", row["source_id"], "publisher_id") for row in rows}),
        }

    def _known_gaps(self, entity: str, indicator: str) -> list[Row]:
        rows = self.book.by("known_gaps", "indicator_id").get(indicator, [])
        return [row for row in rows if row["entity_id"] in ("", entity)]

    def _chart(self, entity: str, indicator: str, rows: list[Row]) -> charts.Chart | None:
        """The chart of rows that answer one question at different times; None where fewer than two have a time."""
        say = self.say
        timed = [row for row in rows if self.book.span(row)[0]]
        if len({self.book.span(row) for row in timed}) < 2:
            return None
        points = [self._point(row) for row in timed]
        shown = [row for row in timed if row.get("coverage") in ("", "whole")]
        years = sorted({year(row) for row in timed})
        gaps = self._gaps(entity, indicator, years)
        breaks = [
            (self.book.span_of(row["from_period"])[0], say.t(row["kind"].replace("_", " ")))
            for row in self.book.by("breaks", "indicator_id").get(indicator, [])
            if row.get("entity_id") in ("", entity)
        ]
        first, last = min(p.at for p in points), max(p.at for p in points)
        unit = rows[0]["unit_id"]
        about = "; ".join(point.title for point in points[:20])
        return charts.Chart(
            say.question(rows[0]).rpartition(",")[0],
            about,
            say.unit(unit),
            points,
            self.book.joins(shown),
            gaps,
            [b for b in breaks if first < b[0] < last],
        )

    def _point(self, row: Row) -> charts.Point:
        say = self.say
        start, end = self.book.span(row)
        value, low, high = (number(row.get(column)) for column in ("value", "lower", "upper"))
        whole = "dot" if end - start in (0, 364, 365) else "part"
        return charts.Point(
            key=row.key,
            at=(start + end) / 2,
            value=None if value is None else float(value),
            low=None if low is None else float(low),
            high=None if high is None else float(high),
            shape={"target": "target", "to_date": "part"}.get(row.get("coverage"), whole),
            label=say.number(value) or say.bounds(row),
            title=f"{say.period(row)}: {say.value(row)} ({say.bounds(row)}). {say.source(row['source_id'])}",
            href=f"../../statements/{row.key}.html",
        )

    def _gaps(self, entity: str, indicator: str, years: list[int]) -> list[tuple[int, int, bool]]:
        """First and last of the years without a figure, and whether one was looked for."""
        known = set()
        for row in self._known_gaps(entity, indicator):
            one, _, other = row["period"].partition("/")
            if one[:4].isdigit():
                known |= set(range(int(one[:4]), int((other or one)[:4]) + 1))
        found: list[tuple[int, int, bool]] = []
        for each in range(years[0], years[-1] + 1):
            if each in years:
                continue
            looked = each in known
            if found and found[-1][1:] == (each - 1, looked):
                found[-1] = (found[-1][0], each, looked)
            else:
                found.append((each, each, looked))
        return found

    # --- entities and indicators ---

    def entities(self) -> Iterator[Page]:
        """A page for every entity."""
        book = self.book
        for entity in book.rows("entities"):
            rows = book.by("observations", "entity_id").get(entity.key, [])
            entries = book.by("ranking_entries", "entity_id").get(entity.key, [])
            links = [
                *book.by("entity_links", "subject_id").get(entity.key, []),
                *book.by("entity_links", "object_id").get(entity.key, []),
            ]
            lines = sorted(self.overview(rows), key=lambda line: self.say.name("indicators", line["indicator"]))
            given = {
                "row": entity,
                "above": book.above(entity.key),
                "lines": lines,
                "rows": rows,
                "entries": entries,
                "links": links,
                "division": book.division(entity),
                "inside": book.by("entities", "lies_in").get(entity.key, []),
                "names": book.by("entity_names", "entity_id").get(entity.key, []),
                "gaps": book.by("known_gaps", "entity_id").get(entity.key, []),
                "published": book.by("sources", "publisher_id").get(entity.key, [])[:60],
            }
            yield Page(f"entities/{entity.key}.html", "entity.html", given, rows)

    def indicators(self) -> Iterator[Page]:
        """Pages of every indicator: its entities, so many a page."""
        book = self.book
        for indicator in book.rows("indicators"):
            rows = book.by("observations", "indicator_id").get(indicator.key, [])
            lines = sorted(self.overview(rows), key=lambda line: (-line["count"], self.say.entity(line["entity"])))
            pages = range(max(1, -(-len(lines) // PAGE)))
            for page in pages:
                given = {
                    "row": indicator,
                    "lines": lines[page * PAGE : (page + 1) * PAGE],
                    "rows": rows,
                    "terms": book.by("indicator_terms", "indicator_id").get(indicator.key, []),
                    "narrower": book.by("indicators", "broader").get(indicator.key, []),
                    "total": len(lines),
                    "page": page,
                    "pages": [paged("indicators", indicator.key, at) for at in pages],
                }
                yield Page(paged("indicators", indicator.key, page), "indicator.html", given, rows)

    # --- lists ---

    def lists(self) -> Iterator[Page]:
        """Pages of every list, and of every series of lists with more than one edition."""
        book = self.book
        for list_ in book.rows("rankings"):
            entries = book.places_on_lists.get(list_.key, [])
            pages = range(max(1, -(-len(entries) // PAGE)))
            editions = book.by("rankings", "series").get(list_.get("series") or "-", [])
            criteria = book.by("ranking_criteria", "ranking_id").get(list_.key, [])
            for page in pages:
                given = {
                    "row": list_,
                    "entries": entries[page * PAGE : (page + 1) * PAGE],
                    "total": len(entries),
                    "editions": editions,
                    "criteria": criteria,
                    "page": page,
                    "known": sum(1 for row in entries if row["rank"]),
                    "pages": [paged("lists", list_.key, at) for at in pages],
                }
                yield Page(paged("lists", list_.key, page), "list.html", given, entries)
        for series, editions in book.by("rankings", "series").items():
            if series and len(editions) > 1:
                yield self._family(series, editions)

    def _family(self, series: str, editions: list[Row]) -> Page:
        """The editions of a list side by side."""
        book, say = self.book, self.say
        ordered = sorted(editions, key=lambda row: (_when(row), row.key))
        dated = all(_when(row) for row in ordered) and len({_when(row) for row in ordered}) == len(ordered)
        axis = [
            (_when(row) if dated else place, row.key, row.get("edition") or row.get("data_period") or row.key)
            for place, row in enumerate(ordered)
        ]
        ranks: dict[str, dict[str, int | None]] = defaultdict(dict)
        entries = [entry for row in ordered for entry in book.places_on_lists.get(row.key, [])]
        for entry in entries:
            ranks[entry["entity_id"]].setdefault(entry["ranking_id"], int(entry["rank"]) if entry["rank"] else None)
        lines = sorted(
            ranks.items(), key=lambda item: (-len(item[1]), min((r or 999) for r in item[1].values()), item[0])
        )
        printed = [(key, say.entity(key), by) for key, by in lines if any(by.values())][:_LINES]
        title = say.name("rankings", ordered[-1].key)
        svg = (
            charts.bump([say.name("rankings", row.key) for row in ordered], axis, printed, say, title)
            if printed
            else ""
        )
        given = {
            "series": series,
            "title": title,
            "editions": ordered,
            "lines": lines[:500],
            "svg": svg,
            "drawn": len(printed),
            "total": len(lines),
            "axis": axis,
        }
        return Page(f"lists/series/{series}.html", "family.html", given, entries)


def _when(row: Row) -> int:
    """The year of an edition; 0 where none is printed."""
    for column in ("edition", "data_period", "released_on"):
        if row.get(column)[:4].isdigit():
            return int(row.get(column)[:4])
    return 0
