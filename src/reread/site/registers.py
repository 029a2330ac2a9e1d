"""Pages of statements, sources, corrections, relations and rules, and those that lead to others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from ..package.table import Row
from ..words import words
from .book import FOLDERS, PAGE
from .cells import REGISTERS, code
from .pages import Page, parted
from .statements import Reader
from .subjects import year, years_of

__all__ = ["Registers"]

#: The order of the gallery: what fails first.
_ORDER: Final = ("contradicts", "holds_cut", "holds_wide", "undecidable", "untestable", "refuted_reading")
_NAMES_A_PAGE: Final = 600
_CARDS_A_PAGE: Final = 40
#: Years that the matrix of coverage shows one by one, up to the newest; of what is shown at home, and its rows.
_YEARS, _YEARS_AT_HOME, _ROWS_AT_HOME = 16, 12, 12
#: An item of a register: its group, and what it shows.
Item = tuple[str, str]


class Registers(Reader):
    """Pages in one language."""

    def all(self, downloads: list[tuple[str, int, str]]) -> Iterator[Page]:
        """Every page of this module; `downloads` are the files of tables: name, bytes and what they hold."""
        t = self.say.t
        yield self.home()
        yield from map(self.statement, self.book.rows("observations"))
        yield from self.sources()
        yield from self.relations()
        yield from self.corrections()
        yield from self.coverage()
        yield from self.names()
        listed = []
        for key, rule in words().items():
            title, crumb = f"{key} {rule.title}", [self.register("rules")]
            listed.append(("", self.page(f"rules/{key}.html", title)))
            yield Page(f"rules/{key}", "rule", title, {"rule": rule}, crumb=crumb, by=[t(rule.severity)])
        intro = t("What validation asks of every row, {} rules.", len(listed))
        yield from self._register("rules", listed, len(listed), intro=intro)
        tables = [*self.book.pkg.tables, "facts", "ranks"]
        for name in ("search", "download", "query"):
            yield Page(name, name, t(REGISTERS[name]), {"files": downloads, "tables": tables})
        lost = t("Ids are never given twice. Search for the id, or look it up in the registers.")
        body = Markup("<p>{} {}</p>").format(lost, self.register("search"))
        yield Page("404", "plain", t("Not found"), {"body": body})

    # --- home ---

    def home(self) -> Page:
        """What there is, in counts, and a way to each part of it."""
        book, t = self.book, self.say.t
        figure = max(book.rows("observations"), key=self._telling, default=None)
        apart = [key for key, verdict in self._verdicts() if verdict == "contradicts"]
        series = sorted(book.series.items(), key=lambda item: (-len(years_of(item[1])), item[0]))
        years_at_home, matrix = self._matrix(_YEARS_AT_HOME)
        given = {
            "shown": self.given(figure) if figure is not None else None,
            "apart": apart[:3],
            "apart_count": len(apart),
            "families": list(book.families.items())[:8],
            "provinces": self._tops()[:40],
            "topics": self._topics(),
            "long": [(*key, len(rows)) for key, rows in series[:8] if len(rows) > 1],
            "years": years_at_home,
            "matrix": matrix[:_ROWS_AT_HOME],
        }
        tables = ("ranking_entries", "rankings", "indicators", "entities", "sources")
        counts = [f"{len(book.rows(name)):,}" for name in tables]
        held = t("{} places on {} lists, {} indicators, {} places and organisations, {} sources", *counts)
        heading = t("{} figures, each with the words that carry it", f"{len(book.rows('observations')):,}")
        return Page("index", "home", str(book.pkg.descriptor.get("title")), given, by=[held], heading=heading)

    def _telling(self, row: Row) -> tuple[bool, int, str]:
        told = row.get("proof") == "archived" and len(self.book.seen.parts(row)) > 3 and not row.get("ranking_id")
        return told, min(len(self.book.lines.get(row.key, [])), 4), row.key

    def _tops(self) -> list[tuple[str, int]]:
        """The places that others lie in, with how many figures are of them or of what lies in them."""
        rows = self.book.rows("entities")
        tops = {row.key: self._province(row) or (self.book.above(row.key) or [row.key])[0] for row in rows}
        found = Counter(tops.get(row["entity_id"], row["entity_id"]) for row in self.book.rows("observations"))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def _province(self, row: Row) -> str:
        chain = [*self.book.above(row.key), row.key]
        return next((key for key in chain if self.book.cell("entities", key, "type") == "province"), "")

    def _topics(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        used = self.book.by("observations", "indicator_id")
        for row in sorted(self.book.rows("indicators"), key=lambda row: (-len(used.get(row.key, ())), row.key)):
            found[row.get("topic") or "other"].append(row)
        return dict(sorted(found.items()))

    # --- sources ---

    def sources(self) -> Iterator[Page]:
        """Pages of every source, and of the links read from it."""
        t = self.say.t
        crumb = [self.register("sources")]
        columns = [
            ("who", lambda row: self.link("entities", row["subject_id"])),
            ("link", lambda row: escape(self.say.what(row))),
            ("whom", lambda row: self.link("entities", row["object_id"])),
            ("period", lambda row: escape(row["period"])),
            ("words", self.quote),
        ]
        for source in self.book.rows("sources"):
            yield from self.source_pages(source, crumb)
            links = self.book.by("entity_links", "source_id").get(source.key, [])
            title = f"{t('Links')}: {source['title'] or source.key}"
            for part in parted(links) if links else ():
                body = {"body": self.table(t("Links"), columns, part.rows)}
                above = [*crumb, self.link("sources", source.key)]
                yield Page(f"sources/{source.key}-links", "plain", title, body, crumb=above, part=part)

    # --- relations and corrections ---

    def _verdicts(self) -> list[tuple[str, str]]:
        """Relations with their verdicts: sums and shares first, then rivals, then those that put days in order."""
        relations = self.book.found.relations
        keys = sorted(relations, key=lambda key: (relations[key].kind == "order", len(relations[key].terms) < 3))
        return [(key, self.book.judged(key)) for key in keys]

    def relations(self) -> Iterator[Page]:
        """A page for every relation, the list of them, and the gallery of what does not simply add up."""
        say, verdicts = self.say, self._verdicts()
        crumb = [self.register("relations")]
        for key, verdict in verdicts:
            found = self.told(key)
            badge = self.badge(verdict)
            stated = [(term, self.book.stated(term)) for term in found["terms"]]
            blamed = self.book.found.relations[key].row.get("blames").split()
            given = {"relation": found, "stated": stated, "blamed": blamed}
            title, by = found["statement"], [badge, say.t(found["kind"]), code(key)]
            yield Page(f"relations/{key}", "relation", title, given, crumb=crumb, by=by)
        items = [
            ("", f"{self.relation(key, verdict)} {self.soft(say.t(verdict) if verdict != 'holds' else '')}")
            for key, verdict in sorted(verdicts)
        ]
        intro = say.t(
            "What must add up between printed figures, and whether it does. {} relations are tested.", len(items)
        )
        yield from self._register("relations", items, intro=intro)
        shown = [(key, verdict) for verdict in _ORDER for key, other in verdicts if other == verdict]
        found = Counter(verdict for _, verdict in verdicts)
        counts = {verdict: found[verdict] for verdict in ("holds", *_ORDER) if found[verdict]}
        for part in parted(shown, size=_CARDS_A_PAGE):
            groups = [
                (verdict, [self.told(key) for key, _ in each])
                for verdict, each in groupby(part.rows, key=lambda row: row[1])
            ]
            gallery: dict[str, Any] = {"groups": groups, "counted": counts, "all": len(verdicts)}
            yield Page("contradictions", "contradictions", say.t(REGISTERS["contradictions"]), gallery, part=part)

    def corrections(self) -> Iterator[Page]:
        """A page for every correction, and the list of them."""
        book, t = self.book, self.say.t
        evidence, items = book.seen.evidence, []
        for row in book.rows("corrections"):
            item = evidence.get(row["evidence_id"])
            uses = [use for table in _CORRECTED for use in book.by(table, "correction_id").get(row.key, [])]
            support = [evidence[key] for key in row["support"].split() if key in evidence]
            about = [t(row["kind"]).replace("_", " "), t(row["status"]), f"{t('confidence')} {t(row['confidence'])}"]
            crumb = [self.register("corrections")]
            crumb += [self.link("sources", item.source_id)] if item else []
            given = {"row": row, "uses": uses, "support": support}
            yield Page(f"corrections/{row.key}", "correction", f"{t('Correction')} {row.key}", given, (), crumb, about)
            shown = self.page(f"corrections/{row.key}.html", row.key)
            items.append(("", f"{shown} {self.soft(' · '.join(about[:2]))}<br>{self.fix(row)}"))
        intro = t("What is wrong in print stays in the data as printed; the correction stands beside it.")
        yield from self._register("corrections", items, intro=intro)

    # --- registers ---

    def _register(self, name: str, items: Sequence[Item], size: int = PAGE, **given: Any) -> Iterator[Page]:
        """A list of items under the names of their groups, on as many pages as it takes."""
        title = self.say.t(REGISTERS[name])
        heading = Markup("{} {}").format(title, self.soft(f"{len(items):,}"))
        for part in parted(items, size=size):
            groups = [
                (group.replace(" ", "-") if name == "indicators" else "", group, [Markup(item) for _, item in each])
                for group, each in groupby(part.rows, key=lambda item: item[0])
            ]
            rest = {"intro": "", "families": [], "kind": "plain", "groups": groups} | given
            rest["families"] = rest["families"] if part.at == 0 else []
            yield Page(name, "register", title, rest, part=part, heading=heading)

    def names(self) -> Iterator[Page]:
        """Everything that has a name, in alphabetical order or by what it belongs to."""
        book, say, t = self.book, self.say, self.say.t
        figures = {c: Counter(row[c] for row in book.rows("observations")) for c in ("entity_id", "indicator_id")}
        on_lists = Counter(row["entity_id"] for row in book.rows("ranking_entries"))
        read = Counter(row["source_id"] for table in ("observations", "ranking_entries") for row in book.rows(table))

        def lies(row: Row) -> str:
            if not row.get("gb2260"):
                return t(row.get("type"))
            return say.entity(self._province(row)) or t("more places")

        def counted(row: Row) -> str:
            return t("{} figures, on {} lists", figures["entity_id"][row.key], on_lists[row.key])

        chosen: dict[str, tuple[Callable[[Row], str], Callable[[Row], str]]] = {
            "entities": (lies, counted),
            "indicators": (
                lambda row: t(row.get("topic") or "other"),
                lambda row: t("{} figures", figures["indicator_id"][row.key]),
            ),
            "rankings": (
                lambda row: t(row.get("kind")),
                lambda row: t("{} entries", len(book.places_on_lists.get(row.key, []))),
            ),
            "sources": (
                lambda row: row.get("published_on")[:4] or t("no date"),
                lambda row: f"{say.source(row.key)} · {t('{} figures', read[row.key])}",
            ),
        }
        for table, (group, about) in chosen.items():
            rows = sorted(book.rows(table), key=lambda row: (group(row), say.name(table, row.key).casefold()))
            if table == "sources":
                rows.sort(key=lambda row: row.get("published_on"), reverse=True)
            items = [(group(row), self._item(table, row, about(row))) for row in rows]
            families = list(book.families.items()) if table == "rankings" else []
            yield from self._register(FOLDERS[table], items, _NAMES_A_PAGE, families=families, kind="cols names")

    def _item(self, table: str, row: Row, about: str) -> str:
        name = self.page(f"{FOLDERS[table]}/{row.key}.html", self.say.name(table, row.key))
        return f'{name} {self.soft(self.say.other(table, row.key))} <span class="small">{escape(about)}</span>'

    # --- coverage ---

    def _matrix(self, count: int) -> tuple[range, list[Any]]:
        """The last years, and how many entities each indicator has a figure of, earlier and in each of them; and what
        was looked for in vain."""
        cells: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.book.rows("observations"):
            if year(row):
                cells[row["indicator_id"]][year(row)].add(row["entity_id"])
        gaps: dict[str, set[int]] = defaultdict(set)
        for row in self.book.rows("known_gaps"):
            gaps[row["indicator_id"]].update(self.book.years(row))
        newest = max((y for by in cells.values() for y in by if y < 2100), default=0)
        years = range(newest - count + 1, newest + 1)
        rows = []
        for key, by in cells.items():
            counts = [len(by.get(y, ())) for y in years]
            earlier = len({entity for y, found in by.items() if y < years[0] for entity in found})
            rows.append((key, earlier, [(count, y in gaps[key]) for count, y in zip(counts, years, strict=True)]))
        rows.sort(key=lambda row: (-sum(1 for count, _ in row[2] if count), -sum(count for count, _ in row[2]), row[0]))
        return years, rows

    def coverage(self) -> Iterator[Page]:
        """The matrix of indicators and years, what was looked for in vain, and what was refused."""
        refused = Counter(row.get("reason") or row.get("kind") for row in self.book.rows("refused_leads"))
        years, matrix = self._matrix(_YEARS)
        for part in parted(matrix, self.book.rows("known_gaps"), refused.most_common()):
            given = {"years": years} | dict(zip(("matrix", "gaps", "refused"), part.lists, strict=True))
            yield Page("coverage", "coverage", self.say.t("Coverage"), given, part=part)


_CORRECTED: Final = ("observations", "ranking_entries", "rankings")
