"""Pages of entities, indicators, series and lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import charts
from .book import ROOT, Book, number
from .cells import Cells, Column, code, soft
from .pages import Page, parted

if TYPE_CHECKING:
    from ..package.table import Row

__all__ = ["Subjects", "year", "years_of"]

#: Lines of a bump chart that can still be told apart, rows of the table below it, and charts of a page.
_LINES, _ROWS, _CHARTS = 30, 500, 6


def year(row: Row) -> int:
    """The year in which a row's period ends; 0 where it has none."""
    period = row.get("period").rpartition("/")[2]
    return int(period[:4]) if period[:4].isdigit() else 0


def years_of(rows: Iterable[Row]) -> list[int]:
    """The years in which the periods of rows end, in order."""
    return sorted({year(row) for row in rows} - {0})


@dataclass(frozen=True, slots=True)
class Overview:
    """One series in a table of many."""

    entity: str
    indicator: str
    rows: list[Row]
    newest: Row
    spark: Markup


class Subjects:
    """Pages in one language."""

    def __init__(self, book: Book, cells: Cells) -> None:
        self.book, self.cells, self.say = book, cells, cells.say

    # --- series ---

    def lines(self, rows: list[Row]) -> list[Overview]:
        """One line for each series among `rows`, which are all of one entity or of one indicator."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            found[row["entity_id"], row["indicator_id"]].append(row)
        return [self._line(*key, rows) for key, rows in found.items()]

    def _line(self, entity: str, indicator: str, rows: list[Row]) -> Overview:
        chart = next(iter(self.book.charts(rows).values()))
        shown = [row for row in chart if row.get("coverage") in ("", "whole")] or chart
        shown = sorted(shown, key=lambda row: (self.book.span(row), row.get("preference") == "preferred"))
        values = {year(row): float(row["value"]) for row in shown if row["value"] and year(row)}
        return Overview(entity, indicator, rows, shown[-1], charts.spark(list(values.items())))

    def overview(self, lines: list[Overview], by_place: bool = False) -> Markup:
        """The table of series: newest figure, sources, whether anything does not add up."""
        say, cells, lead = self.say, self.cells, self.book.lines

        def named(line: Overview) -> str:
            table, key = ("entities", line.entity) if by_place else ("indicators", line.indicator)
            alone = f"statements/{line.rows[0].key}.html"
            path = f"series/{line.entity}/{line.indicator}.html" if len(line.rows) > 1 else alone
            return f"{cells.page(path, say.name(table, key))} {soft(say.other(table, key)) if by_place else ''}"

        def newest(line: Overview) -> str:
            return f'<data value="{line.newest["value"]}">{cells.figure(line.newest)}</data>'

        def period(line: Overview) -> str:
            plain = line.newest.get("transformation") in ("", "level") and not line.newest.get("sector_id")
            return f"{escape(say.period(line.newest))} {soft('' if plain else say.what(line.newest))}"

        def years(line: Overview) -> str:
            found = years_of(line.rows)
            more = f"–{found[-1]} {soft(f'({len(found)})')}" if len(found) > 1 else ""
            return f"{found[0]}{more}" if found else ""

        def worst(line: Overview) -> str:
            verdicts = {line.verdict for row in line.rows for line in lead.get(row.key, [])[:1]}
            words = f"{say.t('sign contradicts')} {say.t('contradicts')}"
            return f'<span class="bad">{escape(words)}</span>' if "contradicts" in verdicts else ""

        columns: list[Column] = [
            ("place or organisation" if by_place else "indicator", named),
            ("newest figure", newest),
            ("period", period),
            ("over time", lambda line: line.spark),
            ("years", years),
            ("sources", lambda line: str(len({row["source_id"] for row in line.rows}))),
            ("checks", worst),
        ]
        return cells.table(say.t("Figures"), columns, lines)

    def series(self) -> Iterator[Page]:
        """A page for every entity and indicator with two statements or more."""
        say, link = self.say, self.cells.link
        for (entity, indicator), rows in self.book.series.items():
            if len(rows) < 2:
                continue
            names = (say.entity(entity), say.name("indicators", indicator))
            publishers = {self.book.cell("sources", row["source_id"], "publisher_id") for row in rows}
            years = years_of(rows)
            yield Page(
                f"series/{entity}/{indicator}",
                "series",
                say.t("{1} of {0}", *names),
                self._series(entity, indicator, rows),
                rows,
                crumb=[
                    *(link("entities", k) for k in [*self.book.above(entity), entity]),
                    link("indicators", indicator),
                ],
                by=[
                    say.t("Statements: {}, publishers: {}", len(rows), len(publishers)),
                    f"{years[0]}–{years[-1]}" if years else "",
                ],
                sub=f"{say.other('entities', entity)} {say.other('indicators', indicator)}",
            )

    def _series(self, entity: str, indicator: str, rows: list[Row]) -> dict[str, Any]:
        book = self.book
        own = book.get("indicators", indicator)
        drawn = []
        for place, group in enumerate(book.charts(rows).values()):
            chart = self._chart(entity, indicator, group) if place < _CHARTS else None
            unit = group[0]["unit_id"]
            drawn.append(
                {
                    "rows": group,
                    "what": self.say.what(group[0]),
                    "whole": group[0].get("whole_entity_id"),
                    "unit": self.say.unit(unit) if own and unit != own["unit_id"] else "",
                    "svg": charts.figure(chart, self.say) if chart else "",
                }
            )
        apart = {line.relation_id: line for row in rows for line in book.lines.get(row.key, [])}
        near = [key for key in (own.get("confused_with").split() if own else []) if (entity, key) in book.series]
        return {
            "indicator": own,
            "charts": drawn,
            "apart": [line for line in apart.values() if line.verdict == "contradicts"],
            "near": [self._beside(entity, key) for key in near],
            "breaks": self._breaks(entity, indicator),
            "gaps": self._known_gaps(entity, indicator),
        }

    def _beside(self, entity: str, indicator: str) -> Markup:
        """A link to what the same place has of another indicator."""
        rows = self.book.series[entity, indicator]
        path = f"series/{entity}/{indicator}.html" if len(rows) > 1 else f"statements/{rows[0].key}.html"
        return self.cells.page(path, self.say.name("indicators", indicator))

    def _breaks(self, entity: str, indicator: str) -> list[Row]:
        rows = self.book.by("breaks", "indicator_id").get(indicator, [])
        return [row for row in rows if row.get("entity_id") in ("", entity)]

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
        breaks = [
            (self.book.span_of(row["from_period"])[0], say.t(row["kind"].replace("_", " ")))
            for row in self._breaks(entity, indicator)
        ]
        first, last = min(p.at for p in points), max(p.at for p in points)
        return charts.Chart(
            say.question(rows[0]).rpartition(",")[0],
            "; ".join(point.title for point in points[:20]),
            say.unit(rows[0]["unit_id"]),
            points,
            self.book.joins([row for row in timed if row.get("coverage") in ("", "whole")]),
            self._gaps(entity, indicator, years_of(timed)),
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
            href=f"{ROOT}statements/{row.key}.html",
        )

    def _gaps(self, entity: str, indicator: str, years: list[int]) -> list[tuple[int, int, bool]]:
        """First and last of the years without a figure, and whether one was looked for."""
        known = {each for row in self._known_gaps(entity, indicator) for each in self.book.years(row)}
        found: list[tuple[int, int, bool]] = []
        for each in sorted(set(range(years[0], years[-1] + 1)) - set(years)):
            looked = each in known
            if found and found[-1][1:] == (each - 1, looked):
                found[-1] = (found[-1][0], each, looked)
            else:
                found.append((each, each, looked))
        return found

    # --- entities and indicators ---

    def entities(self) -> Iterator[Page]:
        """A page for every entity."""
        book, say, link = self.book, self.say, self.cells.link
        crumb = self.cells.page("entities.html", say.t("Places and organisations"))
        for entity in book.rows("entities"):
            key, division = entity.key, book.division(entity)
            rows = book.by("observations", "entity_id").get(key, [])
            lines = sorted(self.lines(rows), key=lambda line: say.name("indicators", line.indicator))
            about = {name: book.by(table, column).get(key, []) for name, (table, column) in _ABOUT.items()}
            links = [row for end in ("subject_id", "object_id") for row in book.by("entity_links", end).get(key, [])]
            above = entity.get("belongs_to")
            by = [
                say.t(entity["type"]),
                f"GB/T 2260 {entity['gb2260']}" if entity["gb2260"] else "",
                division["pinyin"] if division is not None else "",
                say.t("belongs to {}", say.entity(above)) if above else "",
                code(key),
            ]
            yield Page(
                f"entities/{key}",
                "entity",
                say.entity(key),
                {"row": entity, "lines": lines, "figures": len(rows), "links": links} | about,
                rows,
                crumb=[crumb, *(link("entities", each) for each in book.above(key))],
                by=by,
                sub=say.other("entities", key),
            )

    def indicators(self) -> Iterator[Page]:
        """Pages of every indicator: its entities, so many a page."""
        book, say, t = self.book, self.say, self.say.t
        for row in book.rows("indicators"):
            rows = book.by("observations", "indicator_id").get(row.key, [])
            lines = sorted(self.lines(rows), key=lambda line: (-len(line.rows), say.entity(line.entity)))
            narrower = [each.key for each in book.by("indicators", "broader").get(row.key, [])]
            related = [
                (t("Broader"), row.get("broader").split()),
                (t("Narrower"), narrower),
                (t("Not to be confused with"), row.get("confused_with").split()),
            ]
            given = {
                "row": row,
                "figures": len(rows),
                "terms": book.by("indicator_terms", "indicator_id").get(row.key, []),
                "related": [(words, [self.cells.link("indicators", key) for key in keys]) for words, keys in related],
                "total": len(lines),
            }
            by = [t(row["measure"]), say.name("units", row["unit_id"]), t(row.get("topic") or "other"), code(row.key)]
            for part in parted(lines):
                yield Page(
                    f"indicators/{row.key}",
                    "indicator",
                    say.name("indicators", row.key),
                    given,
                    rows,
                    crumb=[self.cells.page("indicators.html", t("Indicators"))],
                    by=by,
                    sub=say.other("indicators", row.key),
                    part=part,
                )

    # --- lists ---

    def lists(self) -> Iterator[Page]:
        """Pages of every list, and of every series of lists with more than one edition."""
        book, t = self.book, self.say.t
        crumb = [self.cells.page("lists.html", t("Lists"))]
        for row in book.rows("rankings"):
            entries = book.places_on_lists.get(row.key, [])
            editions = book.by("rankings", "series").get(row.get("series") or "-", [])
            given = {
                "row": row,
                "total": len({entry["entity_id"] for entry in entries}),
                "editions": editions,
                "criteria": book.by("ranking_criteria", "ranking_id").get(row.key, []),
                "known": len({entry["entity_id"] for entry in entries if entry["rank"]}),
            }
            more = [self.cells.family(row.get("series"), t("{} editions", len(editions)))] if len(editions) > 1 else []
            by = [
                t(row["kind"]),
                self.cells.link("entities", row["publisher_id"]) if row["publisher_id"] else "",
                t("edition {}", row["edition"]) if row["edition"] else "",
                t("data of {}", row["data_period"]) if row["data_period"] else "",
                t("released {}", row["released_on"]) if row["released_on"] else "",
                code(row.key),
            ]
            name, other = self.say.name("rankings", row.key), self.say.other("rankings", row.key)
            for part in parted(entries):
                above = crumb + more
                yield Page(f"lists/{row.key}", "list", name, given, entries, above, by, other, part=part)
        for series, rows in book.families.items():
            yield self._family(series, rows, crumb)

    def _family(self, series: str, rows: list[Row], crumb: list[Markup]) -> Page:
        """The editions of a list side by side."""
        book, say = self.book, self.say
        years = [book.edition(row) for row in rows]
        dated = all(years) and len(set(years)) == len(years)
        axis = [
            (years[place] if dated else place, row.key, row.get("edition") or row.get("data_period") or row.key)
            for place, row in enumerate(rows)
        ]
        ranks: dict[str, dict[str, int | None]] = defaultdict(dict)
        entries = [entry for row in rows for entry in book.places_on_lists.get(row.key, [])]
        for entry in entries:
            ranks[entry["entity_id"]].setdefault(entry["ranking_id"], int(entry["rank"]) if entry["rank"] else None)
        lines = sorted(
            ranks.items(), key=lambda item: (-len(item[1]), min(r or 999 for r in item[1].values()), item[0])
        )
        printed = [(key, say.entity(key), by) for key, by in lines if any(by.values())][:_LINES]
        title, count = say.name("rankings", rows[-1].key), say.t("{} editions", len(rows))
        names = [say.name("rankings", row.key) for row in rows]
        columns: list[Column] = [("who", lambda line: self.cells.link("entities", line[0]))]
        columns += [(label, self._rank(key)) for _, key, label in axis]
        given = {
            "svg": charts.bump(names, axis, printed, say, title) if printed else "",
            "drawn": len(printed),
            "total": len(lines),
            "table": self.cells.table(say.t("Places on the list"), columns, lines[:_ROWS]),
        }
        path = f"lists/series/{series}"
        by = [count, *(self.cells.page(f"lists/{key}.html", label) for _, key, label in axis)]
        return Page(path, "family", f"{title}: {count}", given, entries, crumb, by, heading=title)

    def _rank(self, edition: str) -> Any:
        """What stands in the column of an edition."""
        part = f'<span class="soft" title="{self.say.t("not known: only a part of this edition was read")}">?</span>'
        absent = "–" if self.book.cell("rankings", edition, "complete") == "true" else part

        def cell(line: tuple[str, dict[str, int | None]]) -> str:
            return str(line[1][edition] or self.say.t("on the list")) if edition in line[1] else absent

        return cell


#: What the page of an entity lists of other tables.
_ABOUT = {
    "entries": ("ranking_entries", "entity_id"),
    "inside": ("entities", "lies_in"),
    "names": ("entity_names", "entity_id"),
    "gaps": ("known_gaps", "entity_id"),
    "published": ("sources", "publisher_id"),
}
