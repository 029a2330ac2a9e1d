"""What pages show of one statement, of the text that it stands in, and of the source of that text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from markupsafe import Markup

from ..package.table import Row
from ..relations import explain
from ..statements.view import PARTS, Evidence
from . import charts
from .book import PAGE
from .cells import Cells, code
from .cutting import DRAWN, Mark, marked, paragraphs
from .pages import Page, Part

__all__ = ["Reader"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a source, or a passage quoted from it, with the statements read from it."""

    html: Markup
    language: str
    groups: list[tuple[str, str, list[Row]]]


class Reader(Cells):
    """The words of statements, as pieces of HTML in one language of the interface."""

    # --- marks ---

    def marks(self, rows: Iterable[Row]) -> Iterator[tuple[Evidence, str, str]]:
        """Evidence, part and id of every part of the statements `rows` that has words. What names a member of a list
        without a place stands for its figure too."""
        for row in rows:
            parts = self.book.seen.parts(row)
            for role, item in parts.items():
                yield item, role, row.key
            anchor = self.book.seen.anchor(row)
            if "how much" not in parts and anchor is not None:
                yield anchor, "how much", row.key

    @cached_property
    def _fixes(self) -> dict[str, list[Mark]]:
        """Corrected words of every source."""
        found: dict[str, list[Mark]] = defaultdict(list)
        for row in self.book.rows("corrections"):
            item = self.book.seen.evidence.get(row["evidence_id"])
            if item is not None and item.span is not None:
                link = self.page(f"corrections/{row.key}.html", row["read_as"])
                words = f"<b>{escape(self.fixed(row))}</b> {link}"
                found[item.source_id].append(Mark(*item.span, "fix", "", words, row["status"]))
        return found

    # --- one statement ---

    def sentence(self, row: Row) -> tuple[Markup, str]:
        """The words a statement was read from, with its parts marked, and their language."""
        anchor = self.book.seen.anchor(row)
        if anchor is None:
            return Markup(""), ""
        language = self.book.cell("sources", anchor.source_id, "language") or "und"
        text = self.book.pkg.text(anchor.source_id)
        if text is None or anchor.span is None:
            return self._quoted(row, anchor), language
        start, end = self.book.seen.sentence(anchor) or anchor.span
        marks = [Mark(*item.span, role, key) for item, role, key in self.marks([row]) if item.span]
        return marked(text, start, end, [m for m in marks if m.start < end and start < m.end], linked=False), language

    def _quoted(self, row: Row, anchor: Evidence) -> Markup:
        """The passage with the parts that stand in it, then the words of the others."""
        passage = self.book.seen.evidence.get(anchor.passage, anchor)
        inside, beside = [], []
        for item, role, key in self.marks([row]):
            start = self._offset(item, passage)
            if start is None:
                beside.append(Markup(f'<span class="part {DRAWN.get(role, role)}">{escape(item.quote)}</span>'))
            else:
                inside.append(Mark(start, start + len(item.quote), role, key))
        own = marked(passage.quote, 0, len(passage.quote), inside, linked=False)
        return Markup(" … ").join([own, *dict.fromkeys(beside)])

    def _offset(self, item: Evidence, passage: Evidence) -> int | None:
        """Where words begin in the passage they belong to; None where they stand elsewhere."""
        if item.id == passage.id:
            return 0
        if item.passage != passage.id:
            return None
        cell = item.row.get("passage_start")
        if cell.isdigit():
            return int(cell)
        found = passage.quote.find(item.quote)
        return found if found >= 0 else None

    def parts(self, row: Row) -> list[dict[str, Any]]:
        """Each part of a statement: its name, what it was read as, its words and how they were come by."""
        book, found = self.book, []
        for role, column in PARTS[row.table.name].items():
            item = book.seen.part(row, column)
            meaning, path, note = self._meaning(row, role)
            if item is not None or meaning:
                quotes = [step.quote for step in book.seen.chain(item)] if item else []
                language = book.cell("sources", item.source_id, "language") if item else ""
                means = self.page(path, meaning) if path else meaning
                found.append({"role": role, "means": means, "note": note, "quotes": quotes, "language": language})
        return found

    def _meaning(self, row: Row, role: str) -> tuple[str, str, str]:
        """What a part of an observation says, where that has a page, and what is to be known of it."""
        say, key = self.say, row.get(_COLUMNS.get(role, ""))
        if role == "how much":
            return say.value(row), "", say.t(row.get("qualifier"))
        if not key and role != "when":
            return "", "", ""
        if role in ("who", "whole"):
            return say.entity(key), f"entities/{key}.html", say.other("entities", key)
        if role == "what":
            return say.what(row), f"indicators/{key}.html", self.book.cell("indicators", key, "caveat")
        if role == "list":
            return say.name("rankings", key), f"lists/{key}.html", ""
        if role == "sector":
            return say.sector(key), "", ""
        kind = "period" if role == "when" else role
        basis = row.get(f"{kind}_basis")
        return (say.period(row) if role == "when" else key), "", say.t(f"{kind} {basis}") if basis else ""

    def told(self, key: str) -> dict[str, Any]:
        """A relation in words."""
        relation = self.book.found.relations[key]
        verdict = self.book.found.verdict(key)
        return {
            "id": key,
            "kind": relation.kind,
            "statement": relation.statement,
            "explanation": relation.explanation,
            "verdict": self.book.judged(key),
            "words": explain(verdict, self.book.found),
            "terms": relation.terms,
        }

    def given(self, row: Row) -> dict[str, Any]:
        """Everything that is shown of an observation."""
        words, language = self.sentence(row)
        rivals = self.book.rivals(row)
        return {
            "row": row,
            "words": words,
            "words_language": language,
            "parts": self.parts(row),
            "lines": self.book.lines.get(row.key, []),
            "rivals": rivals,
            "beside": len(self.book.series[row["entity_id"], row["indicator_id"]]),
            "strip": charts.strip(rivals, row, self.say),
            "correction": self.book.get("corrections", row.get("correction_id")),
        }

    def statement(self, row: Row) -> Page:
        """The page of an observation."""
        say, verdict = self.say, self.book.verdict(row)
        by: list[object] = [code(row.key), self.badge(verdict) if verdict else "", say.t(row.get("proof"))]
        by.append(say.t(row.get("coverage").replace("whole", "")))
        if row.get("preference") not in ("", "normal"):
            reason = self.soft(row.get("preference_reason"))
            by.append(Markup("{}: {}" if reason else "{}").format(say.t(row.get("preference")), reason))
        over = " " + say.t("over {}", row.get("base_period")) if row.get("base_period") else ""
        heading = Markup('<span class="big much">{}</span> {} <span class="sub">{}, {}{}</span>').format(
            say.value(row), say.what(row), say.entity(row["entity_id"]), say.period(row), over
        )
        crumb = [self.link("entities", row["entity_id"]), self.link("indicators", row["indicator_id"])]
        title = f"{say.question(row)}: {say.value(row)}"
        return Page(f"statements/{row.key}", "statement", title, self.given(row), (), crumb, by, "", heading)

    # --- one source ---

    def source_pages(self, source: Row, crumb: list[Markup]) -> Iterator[Page]:
        """Pages of a source, about `PAGE` statements each, at least one."""
        say, book, link = self.say, self.book, self.link
        rows = [row for table in _READ for row in book.by(table, "source_id").get(source.key, [])]
        evidence = book.seen.of_source.get(source.key, [])
        apart = {
            line.relation_id for row in rows for line in book.lines.get(row.key, []) if line.verdict == "contradicts"
        }
        given = {
            "source": source,
            "links": len(book.by("entity_links", "source_id").get(source.key, [])),
            "total": len(rows),
            "quoted": [item for item in evidence if item.kind != "passage"] if not rows else [],
            "figures": sum(row.table.name == "observations" for row in rows),
            "set_aside": sum(1 for item in evidence if item.disposition),
            "fixes": len(book.seen.corrections.get(source.key, [])),
            "apart": sorted(apart),
        }
        after, url = source["original_publisher_id"], source["url"]
        by = [
            link("entities", source["publisher_id"]) if source["publisher_id"] else "",
            say.t("after {}", say.entity(after)) if after else "",
            source["author"],
            source["published_on"],
            f"{say.t('grade')} {source['grade']}",
            Markup(f'<a href="{escape(url)}" rel="external">{escape(say.t("the page itself"))} ↗</a>') if url else "",
            say.t("read {}", source.get("accessed_on")) if source.get("accessed_on") else "",
        ]
        title = source["title"] or say.source(source.key)
        stem, above = f"sources/{source.key}", [*crumb, code(source.key)]
        pages = self._parts(source, rows)
        for at, units in enumerate(pages):
            blocks = [unit for unit in units if isinstance(unit, Block)]
            shown = given | {"blocks": blocks, "alone": [unit for unit in units if not isinstance(unit, Block)]}
            yield Page(stem, "source", title, shown, rows, above, by, part=Part(at, len(pages)))

    def _parts(self, source: Row, rows: list[Row]) -> list[list[Block | Row]]:
        """Paragraphs or passages with what was read from them, and statements of which the figure alone is quoted, as
        many as make a page."""
        text = self.book.pkg.text(source.key)
        alone: list[Row] = []
        if text is None:
            anchors = {row.key: self.book.seen.anchor(row) for row in rows}
            alone = [row for row in rows if not ((anchor := anchors[row.key]) and anchor.passage)]
            held = {row.key for row in alone}
            rows = [row for row in rows if row.key not in held]
        blocks = self._archived(source, text, rows) if text is not None else self._passages(source, rows)
        pages: list[list[Block | Row]] = [[]]
        count = 0
        units: list[Block | Row] = [*blocks, *alone]
        for unit in units:
            size = sum(len(group[2]) for group in unit.groups) if isinstance(unit, Block) else 1
            if count and count + size > PAGE:
                pages.append([])
                count = 0
            pages[-1].append(unit)
            count += size
        return pages

    def _archived(self, source: Row, text: str, rows: list[Row]) -> Iterator[Block]:
        say, book = self.say, self.book
        marks = [Mark(*item.span, role, key) for item, role, key in self.marks(rows) if item.span]
        for item in book.seen.of_source.get(source.key, []):
            if item.disposition and item.span:
                marks.append(Mark(*item.span, "not", "", say.t(item.disposition.replace("_", " "))))
        marks += self._fixes.get(source.key, [])
        places = []
        for row in rows:
            anchor = book.seen.anchor(row)
            places.append((anchor.start if anchor and anchor.start is not None else 0, row.key, row))
        places.sort(key=lambda place: place[:2])
        at = 0
        for start, end, inside in paragraphs(text, marks):
            here = []
            while at < len(places) and places[at][0] < end:
                here.append(places[at][2])
                at += 1
            yield Block(marked(text, start, end, inside), source["language"], self.groups(here))

    def _passages(self, source: Row, rows: list[Row]) -> Iterator[Block]:
        """One block for each quoted passage, or words that stand alone."""
        by_passage: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            anchor = self.book.seen.anchor(row)
            by_passage[(anchor.passage or anchor.id) if anchor else ""].append(row)
        for key, here in by_passage.items():
            passage = self.book.seen.evidence.get(key)
            quote = passage.quote if passage else ""
            marks = []
            for item, role, of in self.marks(here):
                start = self._offset(item, passage) if passage else None
                if start is not None:
                    marks.append(Mark(start, start + len(item.quote), role, of))
            yield Block(marked(quote, 0, len(quote), marks), source["language"], self.groups(here))

    def groups(self, rows: list[Row]) -> list[tuple[str, str, list[Row]]]:
        """Rows that follow one another and share who and when."""
        found: list[tuple[str, str, list[Row]]] = []
        for row in rows:
            head = (row["entity_id"], self.say.period(row))
            if not found or found[-1][:2] != head:
                found.append((*head, []))
            found[-1][2].append(row)
        return found


#: Tables of statements that are shown with the text of their source.
_READ = ("observations", "ranking_entries")
#: The column of an observation that holds what a part says.
_COLUMNS = {
    "who": "entity_id",
    "whole": "whole_entity_id",
    "what": "indicator_id",
    "when": "period",
    "base": "base_period",
    "sector": "sector_id",
    "list": "ranking_id",
}
