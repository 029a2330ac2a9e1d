"""Pages of statements, sources, corrections, relations and rules, and those that lead to others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ..words import words
from .book import PAGE, Book, paged
from .speech import Speech
from .statements import Reader
from .subjects import Page, year

if TYPE_CHECKING:
    from ..package.table import Row

__all__ = ["Registers"]

#: The order of the gallery: what fails first.
_ORDER: Final = ("contradicts", "holds_cut", "holds_wide", "undecidable", "untestable", "refuted_reading")
_NAMES_A_PAGE: Final = 600
#: Years that the matrix of coverage shows one by one, up to the newest.
_YEARS: Final = 16


class Registers:
    """Pages in one language; `downloads` are the files of tables: name, bytes and what they hold."""

    def __init__(self, book: Book, speech: Speech, downloads: list[tuple[str, int, str]]) -> None:
        self.book, self.say, self.downloads = book, speech, downloads
        self.reader = Reader(book, speech)

    def all(self) -> Iterator[Page]:
        """Every page of this module."""
        yield self.home()
        for row in self.book.rows("observations"):
            yield Page(f"statements/{row.key}.html", "statement.html", self.reader.page(row))
        yield from self.sources()
        yield from self.relations()
        yield from self.corrections()
        yield from self.contradictions()
        yield self.coverage()
        yield from self.names()
        for code, rule in words().items():
            yield Page(f"rules/{code}.html", "rule.html", {"code": code, "rule": rule})
        yield Page("rules.html", "rules.html", {"rules": words()})
        yield Page("search.html", "search.html", {})
        yield Page("download.html", "download.html", {"downloads": self.downloads})
        yield Page("query.html", "query.html", {})
        yield Page("404.html", "404.html", {})

    # --- home ---

    def home(self) -> Page:
        """What there is, in counts, and a way to each part of it."""
        book = self.book
        figure = max(book.rows("observations"), key=self._telling, default=None)
        apart = [key for key, verdict in self._verdicts() if verdict == "contradicts"]
        families = [
            (series, rows) for series, rows in book.by("rankings", "series").items() if series and len(rows) > 1
        ]
        series = sorted(book.series.items(), key=lambda item: (-len({year(row) for row in item[1]} - {0}), item[0]))
        return Page(
            "index.html",
            "home.html",
            {
                "shown": self.reader.page(figure) if figure is not None else None,
                "apart": [self.reader.relation(key) for key in apart[:3]],
                "apart_count": len(apart),
                "families": sorted(families, key=lambda item: (-len(item[1]), item[0]))[:8],
                "provinces": self._tops()[:40],
                "topics": self._topics(),
                "long": [(entity, indicator, rows) for (entity, indicator), rows in series[:8] if len(rows) > 1],
                "matrix": self._matrix(12),
            },
        )

    def _telling(self, row: Row) -> tuple[bool, int, str]:
        parts = self.book.seen.parts(row)
        lines = self.book.lines.get(row.key, [])
        return (
            row.get("proof") == "archived" and len(parts) > 3 and not row.get("ranking_id"),
            min(len(lines), 4),
            row.key,
        )

    def _tops(self) -> list[tuple[str, int]]:
        """The places that others lie in, with how many figures are of them or of what lies in them."""
        found: Counter[str] = Counter()
        tops = {row.key: (self.book.above(row.key) or [row.key]) for row in self.book.rows("entities")}
        for row in self.book.rows("observations"):
            chain = [*tops.get(row["entity_id"], []), row["entity_id"]]
            provinces = [key for key in chain if self.book.cell("entities", key, "type") == "province"]
            found[provinces[0] if provinces else chain[0]] += 1
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def _topics(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.book.rows("indicators"):
            found[row.get("topic") or "other"].append(row)
        used = self.book.by("observations", "indicator_id")
        for rows in found.values():
            rows.sort(key=lambda row: (-len(used.get(row.key, ())), row.key))
        return dict(sorted(found.items()))

    # --- sources ---

    def sources(self) -> Iterator[Page]:
        """Pages of every source, and of the links read from it."""
        book = self.book
        for source in book.rows("sources"):
            blocks = self.reader.source_pages(source)
            links = book.by("entity_links", "source_id").get(source.key, [])
            rows = [
                row for t in ("observations", "ranking_entries") for row in book.by(t, "source_id").get(source.key, [])
            ]
            evidence = book.seen.of_source.get(source.key, [])
            given = {
                "source_row": source,
                "links": links,
                "rows": rows,
                "total": len(rows),
                "quoted": [item for item in evidence if item.kind != "passage"] if not rows else [],
                "figures": sum(row.table.name == "observations" for row in rows),
                "set_aside": sum(1 for item in evidence if item.disposition),
                "fixes": [row for row in book.rows("corrections") if row["evidence_id"].startswith(f"{source.key}:")],
                "apart": sorted(
                    {
                        line.relation_id
                        for row in rows
                        for line in book.lines.get(row.key, [])
                        if line.verdict == "contradicts"
                    }
                ),
                "pages": [paged("sources", source.key, at) for at in range(len(blocks))],
            }
            for page, (shown, alone) in enumerate(blocks):
                extra = {"blocks": shown, "alone": alone, "page": page}
                yield Page(paged("sources", source.key, page), "source.html", given | extra, rows)
            if links:
                yield Page(f"sources/{source.key}-links.html", "links.html", given)

    # --- relations and corrections ---

    def _verdicts(self) -> list[tuple[str, str]]:
        return [(key, self.book.judged(key)) for key in self.book.found.relations]

    def relations(self) -> Iterator[Page]:
        """A page for every relation, and the list of them."""
        for key in self.book.found.relations:
            yield Page(f"relations/{key}.html", "relation.html", {"relation": self.reader.relation(key)})
        rows = [(key, self.book.found.relations[key].statement, verdict) for key, verdict in self._verdicts()]
        yield from self._parted("relations", "relations.html", rows)

    def corrections(self) -> Iterator[Page]:
        """A page for every correction, and the list of them."""
        rows = self.book.rows("corrections")
        for row in rows:
            item = self.book.seen.evidence.get(row["evidence_id"])
            uses = [
                use
                for table in ("observations", "ranking_entries", "rankings")
                for use in self.book.by(table, "correction_id").get(row.key, [])
            ]
            given = {
                "row": row,
                "source_id": item.source_id if item else "",
                "uses": uses,
                "support": [
                    self.book.seen.evidence[key] for key in row["support"].split() if key in self.book.seen.evidence
                ],
            }
            yield Page(f"corrections/{row.key}.html", "correction.html", given)
        yield from self._parted("corrections", "corrections.html", rows)

    def _parted(self, name: str, template: str, rows: list[Any], size: int = PAGE) -> Iterator[Page]:
        """A list of rows on as many pages as it takes."""
        pages = range(max(1, -(-len(rows) // size)))
        addresses = [f"{name}.html" if page == 0 else f"{name}.{page + 1}.html" for page in pages]
        for page in pages:
            given = {
                "rows": rows[page * size : (page + 1) * size],
                "total": len(rows),
                "page": page,
                "pages": addresses,
            }
            yield Page(addresses[page], template, given)

    def contradictions(self) -> Iterator[Page]:
        """The gallery of what does not simply add up."""
        shown = [(key, verdict) for verdict in _ORDER for key, v in self._verdicts() if v == verdict]
        counts = Counter(verdict for _, verdict in self._verdicts())
        for page in self._parted("contradictions", "contradictions.html", shown, 40):
            page.given.update(counts=counts, all=sum(counts.values()))
            page.given["rows"] = [self.reader.relation(key) for key, _ in page.given["rows"]]
            yield page

    # --- registers of names ---

    def names(self) -> Iterator[Page]:
        """Everything that has a name, in alphabetical order or by what it belongs to."""
        book, say = self.book, self.say
        entity_figures = Counter(row["entity_id"] for row in book.rows("observations"))
        entity_lists = Counter(row["entity_id"] for row in book.rows("ranking_entries"))

        def entity_group(row: Row) -> str:
            if not row.get("gb2260"):
                return say.t(row.get("type"))
            above = [key for key in book.above(row.key) if book.cell("entities", key, "type") == "province"]
            return (
                say.entity(above[0])
                if above
                else say.entity(row.key)
                if row.get("type") == "province"
                else say.t("more places")
            )

        def counted(row: Row) -> str:
            return say.t("{} figures, on {} lists", entity_figures[row.key], entity_lists[row.key])

        yield from self._register("entities", "Places and organisations", "entities", entity_group, counted)
        used = Counter(row["indicator_id"] for row in book.rows("observations"))
        yield from self._register(
            "indicators",
            "Indicators",
            "indicators",
            lambda row: say.t(row.get("topic") or "other"),
            lambda row: say.t("{} figures", used[row.key]),
        )
        yield from self._register(
            "rankings",
            "Lists",
            "lists",
            lambda row: say.t(row.get("kind")),
            lambda row: say.t("{} entries", len(book.places_on_lists.get(row.key, []))),
        )
        read = Counter(row["source_id"] for t in ("observations", "ranking_entries") for row in book.rows(t))
        yield from self._register(
            "sources",
            "Sources",
            "sources",
            lambda row: row.get("published_on")[:4] or say.t("no date"),
            lambda row: say.source(row.key) + " · " + say.t("{} figures", read[row.key]),
        )

    def _register(
        self, table: str, title: str, folder: str, group: Callable[[Row], str], about: Callable[[Row], str]
    ) -> Iterator[Page]:
        rows = sorted(self.book.rows(table), key=lambda row: (group(row), self.say.name(table, row.key).casefold()))
        if table == "sources":
            rows.sort(key=lambda row: row.get("published_on"), reverse=True)
        items = [
            (group(row), row.key, self.say.name(table, row.key), self.say.other(table, row.key), about(row))
            for row in rows
        ]
        families = [(s, r) for s, r in self.book.by("rankings", "series").items() if s and len(r) > 1]
        for page in self._parted(folder, "register.html", items, _NAMES_A_PAGE):
            page.given.update(title=title, folder=folder, families=families if table == "rankings" else [])
            yield page

    # --- coverage ---

    def _matrix(self, most: int = 0) -> dict[str, Any]:
        """How many entities each indicator has a figure of, by year; and what was looked for in vain."""
        cells: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.book.rows("observations"):
            if year(row):
                cells[row["indicator_id"]][year(row)].add(row["entity_id"])
        gaps: dict[str, set[int]] = defaultdict(set)
        for row in self.book.rows("known_gaps"):
            one, _, other = row["period"].partition("/")
            if one[:4].isdigit():
                gaps[row["indicator_id"]] |= set(range(int(one[:4]), int((other or one)[:4]) + 1))
        newest = max((y for by in cells.values() for y in by if y < 2100), default=0)
        years = list(range(newest - (11 if most else _YEARS - 1), newest + 1))
        rows = []
        for key, by in cells.items():
            counts = [len(by.get(y, ())) for y in years]
            earlier = len({e for y, found in by.items() if y < years[0] for e in found})
            rows.append((key, earlier, [(count, y in gaps[key]) for count, y in zip(counts, years, strict=True)]))
        rows.sort(key=lambda row: (-sum(1 for count, _ in row[2] if count), -sum(count for count, _ in row[2]), row[0]))
        return {"years": years, "rows": rows[:most] if most else rows}

    def coverage(self) -> Page:
        """The matrix of indicators and years, what was looked for in vain, and what was refused."""
        refused = Counter(row.get("reason") or row.get("kind") for row in self.book.rows("refused_leads"))
        return Page(
            "coverage.html",
            "coverage.html",
            {"matrix": self._matrix(), "gaps": self.book.rows("known_gaps")[:300], "refused": refused.most_common(40)},
        )
