"""Pages of entities, indicators, series and lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from ..package.table import Row
from . import charts
from .book import number
from .cells import Cells, Column, code
from .pages import Page, parted

__all__ = ["Subjects", "year", "years_of"]

#: Lines of a bump chart that can still be told apart, rows of the table below it, and charts of a page.
_LINES, _ROWS, _CHARTS = 30, 300, 6


def year(row: Row) -> int:
    """The year in which a row's period ends; 0 where it has none."""
    period = row.get("period").rpartition("/")[2]
    return int(period[:4]) if period[:4].isdigit() else 0


def years_of(rows: Iterable[Row]) -> list[int]:
    """The years in which the periods of rows end, in order."""
    return sorted({year(row) for row in rows} - {0})


class Line(NamedTuple):
    """One series in a table of many."""

    entity: str
    indicator: str
    rows: list[Row]


class Subjects(Cells):
    """Pages in one language."""

    # --- series ---

    def lines(self, rows: list[Row]) -> list[Line]:
        """One line for each series among `rows`, which are all of one entity or of one indicator."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            found[row["entity_id"], row["indicator_id"]].append(row)
        return [Line(*key, rows) for key, rows in found.items()]

    def overview(self, lines: list[Line], by_place: bool = False) -> Markup:
        """The table of series: newest figure, sources, whether anything does not add up."""
        say, drawn = self.say, {}
        for line in lines:
            chart = next(iter(self.book.charts(line.rows).values()))
            shown = [row for row in chart if row.get("coverage") in ("", "whole")] or chart
            shown = sorted(shown, key=lambda row: (self.book.span(row), row.get("preference") == "preferred"))
            values = {year(row): float(row["value"]) for row in shown if row["value"] and year(row)}
            drawn[line[:2]] = (shown[-1], charts.spark(values))

        def named(line: Line) -> str:
            table, key = ("entities", line.entity) if by_place else ("indicators", line.indicator)
            other = self.soft(say.other(table, key)) if by_place else ""
            return f"{self.page(self._path(line), say.name(table, key))} {other}"

        def newest(line: Line) -> str:
            row = drawn[line[:2]][0]
            return f'<data value="{row["value"]}">{self.figure(row)}</data>'

        def period(line: Line) -> str:
            row = drawn[line[:2]][0]
            plain = row.get("transformation") in ("", "level") and not row.get("sector_id")
            return f"{escape(say.period(row))} {self.soft('' if plain else say.what(row))}"

        def years(line: Line) -> str:
            found = years_of(line.rows)
            more = f"–{found[-1]} {self.soft(f'({len(found)})')}" if len(found) > 1 else ""
            return f"{found[0]}{more}" if found else ""

        def worst(line: Line) -> str:
            verdicts = {line.verdict for row in line.rows for line in self.book.lines.get(row.key, [])[:1]}
            words = f"{say.t('sign contradicts')} {say.t('contradicts')}"
            return f'<span class="bad">{escape(words)}</span>' if "contradicts" in verdicts else ""

        columns: list[Column] = [
            ("place or organisation" if by_place else "indicator", named),
            ("newest figure", newest),
            ("period", period),
            ("over time", lambda line: drawn[line[:2]][1]),
            ("years", years),
            ("sources", lambda line: str(len({row["source_id"] for row in line.rows}))),
            ("checks", worst),
        ]
        return self.table(say.t("Figures"), columns, lines)

    @staticmethod
    def _path(line: Line) -> str:
        """Where a series is shown: by its one statement where it has no more."""
        alone = len(line.rows) == 1
        return f"statements/{line.rows[0].key}.html" if alone else f"series/{line.entity}/{line.indicator}.html"

    def series(self) -> Iterator[Page]:
        """Pages for every entity and indicator with two statements or more."""
        say, link = self.say, self.link
        for (entity, indicator), rows in self.book.series.items():
            if len(rows) < 2:
                continue
            publishers = {self.book.cell("sources", row["source_id"], "publisher_id") for row in rows}
            years = years_of(rows)
            title = say.t("{1} of {0}", say.entity(entity), say.name("indicators", indicator))
            crumb = [link("entities", key) for key in [*self.book.above(entity), entity]]
            crumb.append(link("indicators", indicator))
            by = [say.t("Statements: {}, publishers: {}", len(rows), len(publishers))]
            by += [f"{years[0]}–{years[-1]}"] if years else []
            sub = f"{say.other('entities', entity)} {say.other('indicators', indicator)}"
            given = self._series(entity, indicator, rows)
            groups = list(self.book.charts(rows).values())
            for part in parted([row for group in groups for row in group]):
                here = {row.key for row in part.rows}
                charts_ = [
                    self._drawn(group, shown, place)
                    for place, group in enumerate(groups)
                    if (shown := [row for row in group if row.key in here])
                ]
                stem = f"series/{entity}/{indicator}"
                yield Page(stem, "series", title, given | {"charts": charts_}, rows, crumb, by, sub, part=part)

    def _drawn(self, group: list[Row], shown: list[Row], place: int) -> dict[str, Any]:
        """Rows that may stand in one chart, which is drawn on the page where they begin."""
        first, begins = group[0], shown[0] is group[0]
        chart = self._chart(group) if begins and place < _CHARTS else None
        unit, usual = first["unit_id"], self.book.cell("indicators", first["indicator_id"], "unit_id")
        return {
            "rows": shown,
            "what": self.say.what(first),
            "whole": first.get("whole_entity_id"),
            "unit": self.say.unit(unit) if unit != usual else "",
            "svg": charts.figure(chart, self.say) if chart else "",
        }

    def _series(self, entity: str, indicator: str, rows: list[Row]) -> dict[str, Any]:
        book = self.book
        own = book.get("indicators", indicator)
        apart = {line.relation_id: line for row in rows for line in book.lines.get(row.key, [])}
        near = [key for key in (own.get("confused_with").split() if own else []) if (entity, key) in book.series]
        beside = [Line(entity, key, book.series[entity, key]) for key in near]
        return {
            "indicator": own,
            "apart": [line for line in apart.values() if line.verdict == "contradicts"],
            "near": [self.page(self._path(line), self.say.name("indicators", line.indicator)) for line in beside],
            "breaks": self._of("breaks", entity, indicator),
            "gaps": self._of("known_gaps", entity, indicator),
        }

    def _of(self, table: str, entity: str, indicator: str) -> list[Row]:
        """Breaks or gaps of an indicator that concern an entity."""
        rows = self.book.by(table, "indicator_id").get(indicator, [])
        return [row for row in rows if row.get("entity_id") in ("", entity)]

    def _chart(self, rows: list[Row]) -> charts.Chart | None:
        """The chart of rows that answer one question at different times; None where fewer than two have a time."""
        say, span = self.say, self.book.span
        timed = [row for row in rows if span(row)[0]]
        if len({span(row) for row in timed}) < 2:
            return None
        entity, indicator = rows[0]["entity_id"], rows[0]["indicator_id"]
        points = [self._point(row) for row in timed]
        breaks = [
            (self.book.span_of(row["from_period"])[0], say.t(row["kind"].replace("_", " ")))
            for row in self._of("breaks", entity, indicator)
        ]
        first, last = min(p.at for p in points), max(p.at for p in points)
        return charts.Chart(
            say.question(rows[0]).rpartition(",")[0],
            say.unit(rows[0]["unit_id"]),
            points,
            self.book.joins([row for row in timed if row.get("coverage") in ("", "whole")]),
            self._gaps(entity, indicator, years_of(timed)),
            [b for b in breaks if first < b[0] < last],
        )

    def _point(self, row: Row) -> charts.Point:
        say = self.say
        start, end = self.book.span(row)
        numbers = [number(row.get(column)) for column in ("value", "lower", "upper")]
        whole = "dot" if end - start in (0, 364, 365) else "part"
        return charts.Point(
            row,
            (start + end) / 2,
            {"target": "target", "to_date": "part"}.get(row.get("coverage"), whole),
            say.number(numbers[0]) or say.bounds(row),
            f"{say.period(row)}: {say.value(row)} ({say.bounds(row)}). {say.source(row['source_id'])}",
            *(None if each is None else float(each) for each in numbers),
        )

    def _gaps(self, entity: str, indicator: str, years: list[int]) -> list[tuple[int, int, bool]]:
        """First and last of the years without a figure, and whether one was looked for."""
        known = {each for row in self._of("known_gaps", entity, indicator) for each in self.book.years(row)}
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
        """Pages of every entity."""
        book, say, link = self.book, self.say, self.link
        for entity in book.rows("entities"):
            key, division, above = entity.key, book.division(entity), entity.get("belongs_to")
            rows = book.by("observations", "entity_id").get(key, [])
            lines = sorted(self.lines(rows), key=lambda line: say.name("indicators", line.indicator))
            about = {name: book.by(table, column).get(key, []) for name, (table, column) in _ABOUT.items()}
            links = [book.by("entity_links", end).get(key, []) for end in ("subject_id", "object_id")]
            about["links"] = links[0] + links[1]
            by = [
                say.t(entity["type"]),
                f"GB/T 2260 {entity['gb2260']}" if entity["gb2260"] else "",
                division["pinyin"] if division is not None else "",
                say.t("belongs to {}", say.entity(above)) if above else "",
                code(key),
            ]
            crumb = [self.register("entities"), *(link("entities", each) for each in book.above(key))]
            given = {"row": entity, "series": len(lines), "figures": len(rows), "on": len(about["entries"])}
            for part in parted(lines, *about.values()):
                here = dict(zip(("lines", *about), part.lists, strict=True))
                title, sub = say.entity(key), say.other("entities", key)
                yield Page(f"entities/{key}", "entity", title, given | here, rows, crumb, by, sub, part=part)

    def indicators(self) -> Iterator[Page]:
        """Pages of every indicator: its entities, so many a page."""
        book, say, t = self.book, self.say, self.say.t
        crumb = [self.register("indicators")]
        for row in book.rows("indicators"):
            rows = book.by("observations", "indicator_id").get(row.key, [])
            lines = sorted(self.lines(rows), key=lambda line: (-len(line.rows), say.entity(line.entity)))
            related = {
                "Broader": row.get("broader").split(),
                "Narrower": [each.key for each in book.by("indicators", "broader").get(row.key, [])],
                "Not to be confused with": row.get("confused_with").split(),
            }
            terms = book.by("indicator_terms", "indicator_id").get(row.key, [])
            given = {"row": row, "figures": len(rows), "related": related, "total": len(lines)}
            by = [t(row["measure"]), say.name("units", row["unit_id"]), t(row.get("topic") or "other"), code(row.key)]
            title, sub = say.name("indicators", row.key), say.other("indicators", row.key)
            for part in parted(lines, terms):
                here = {"lines": part.lists[0], "terms": part.lists[1]}
                yield Page(f"indicators/{row.key}", "indicator", title, given | here, rows, crumb, by, sub, part=part)

    # --- lists ---

    def lists(self) -> Iterator[Page]:
        """Pages of every list, and of every series of lists with more than one edition."""
        book, t = self.book, self.say.t
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
            crumb = [self.register("lists")]
            if len(editions) > 1:
                crumb.append(self.family(row.get("series"), t("{} editions", len(editions))))
            by = [t(row["kind"]), self.link("entities", row["publisher_id"]) if row["publisher_id"] else ""]
            told = {"edition {}": "edition", "data of {}": "data_period", "released {}": "released_on"}
            by += [*(t(words, row[column]) for words, column in told.items() if row[column]), code(row.key)]
            name, other = self.say.name("rankings", row.key), self.say.other("rankings", row.key)
            for part in parted(entries):
                yield Page(f"lists/{row.key}", "list", name, given, entries, crumb, by, other, part=part)
        for series, rows in book.families.items():
            yield from self._family(series, rows)

    def _family(self, series: str, rows: list[Row]) -> Iterator[Page]:
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
        columns: list[Column] = [("who", lambda line: self.link("entities", line[0]))]
        columns += [(label, self._rank(key)) for _, key, label in axis]
        svg = charts.bump(names, axis, printed, say, title) if printed else ""
        by = [count, *(self.page(f"lists/{key}.html", label) for _, key, label in axis)]
        for part in parted(lines, size=_ROWS):
            table = self.table(say.t("Places on the list"), columns, part.rows)
            given = {"svg": "" if part.at else svg, "drawn": len(printed), "total": len(lines), "table": table}
            stem, crumb = f"lists/series/{series}", [self.register("lists")]
            yield Page(stem, "family", f"{title}: {count}", given, entries, crumb, by, "", title, part)

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
