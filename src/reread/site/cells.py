"""Pieces of pages in one language: links, tables, the words that statements were read from.

Texts are cut into flat pieces wherever a mark begins or ends, so that marks may overlap as they like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from ..package.table import Row
from ..statements.view import Evidence
from ..why.passages import cut, home_of
from ..words import words
from .book import FOLDERS, ROOT, Book
from .speech import Speech

#: Columns that stand to the right.
_NUMBERS: Final = {"figure", "place", "newest figure", "sources", "size", "earlier"}
#: Pages that lead to others.
REGISTERS: Final = (
    *("entities", "indicators", "lists", "sources", "relations", "contradictions", "corrections", "rules"),
    *("coverage", "search", "download", "query"),
)
#: What ends at an empty line.
_PARAGRAPH: Final = re.compile(r"\S.*?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
#: Parts of a statement that are drawn like one another.
DRAWN: Final = {"how much": "much", "whole": "what", "base": "when", "sector": "what", "list": "what", "object": "who"}


class Mark(NamedTuple):
    """Characters `start` to `end` and what they are: a part of statement `of`, a numeral set aside ("not"), or words
    with a correction ("fix", `status` proposed or accepted, `words` what they are read as, in HTML)."""

    start: int
    end: int
    kind: str
    of: str = ""
    words: str = ""
    status: str = ""


def marked(text: str, start: int, end: int, marks: Iterable[Mark], linked: bool = True) -> Markup:
    """`text` from `start` to `end` as HTML. With `linked`, figures lead to the lines of their statements (`#ID`), and
    have an address of their own (`#t-ID`), once however often they are cut."""
    named = set[str]() if linked else None
    pieces = (_piece(text[left:right], right, here, named) for left, right, here in cut(start, end, marks))
    return Markup("".join(pieces))


def _piece(text: str, right: int, here: list[Mark], named: set[str] | None) -> str:
    html = escape(text).replace("\n", "<br>")
    parts = [mark for mark in here if mark.of]
    figures = list(dict.fromkeys(mark.of for mark in parts if mark.kind == "how much"))
    ids = " ".join(dict.fromkeys(mark.of for mark in parts))
    if figures and named is not None:
        own, *more = [f' id="t-{of}"' for of in figures if of not in named] or [""]
        html = f'<a class="much"{own} href="#{figures[0]}" data-s="{ids}">{html}</a>'
        html = "".join(f"<span{name}></span>" for name in more) + html
        named.update(figures)
    elif parts:
        inner = min(parts, key=lambda mark: mark.end - mark.start).kind
        html = f'<span class="part {"much" if figures else DRAWN.get(inner, inner)}" data-s="{ids}">{html}</span>'
    for mark in here:
        if mark.kind == "not":
            html = f'<span class="not">{html}{f"<sup>{escape(mark.words)}</sup>" if mark.end == right else ""}</span>'
    fixes = [mark for mark in here if mark.kind == "fix"]
    if fixes:  # struck once, however many corrections overlap here
        html = f'<del class="fix {min(mark.status for mark in fixes)}">{html}</del>'
    ended = (f' <ins class="fix {mark.status}">{mark.words}</ins>' for mark in fixes if mark.end == right)
    return html + "".join(ended)


class Cells:
    """Pieces in the language of `say`."""

    def __init__(self, book: Book, say: Speech) -> None:
        self.book, self.say = book, say

    def registered(self, name: str) -> list[tuple[str, str, str]]:
        """What a page that leads to others lists: the group, the table and the key of each."""
        if name in ("rules", "relations"):
            return [("", "", key) for key in (words() if name == "rules" else sorted(self.book.found.relations))]
        table = next(table for table, (folder, _, _) in FOLDERS.items() if folder == name)
        said = self.say.name
        groups: dict[str, Callable[[Row], str]] = {
            "entities": lambda row: said(table, self.book.province(row.key)) if row.get("gb2260") else row["type"],
            "indicators": lambda row: row.get("topic") or "other",
            "rankings": lambda row: row["kind"],
            "sources": lambda row: row.get("published_on")[:4] or "no date",
            "corrections": lambda row: "",
        }
        found = ((groups[table](row), table, row.key) for row in self.book.rows(table))
        return sorted(found, key=lambda item: (self.say.t(item[0]), said(table, item[2]).casefold()))

    # --- tables ---

    def table(
        self, caption: str, names: Iterable[Any], rows: Iterable[Any], caller: Callable[..., str], kind: str = "data"
    ) -> Markup:
        """A table; `caller(row, name)` is what stands in a column. The first cell of a row is its head, and a row of
        the package has its id. Columns without a word in any row are left out, but those of years."""
        heads, said = list(names), self.say.t
        held = [(getattr(row, "key", ""), [caller(row, head).strip() for head in heads]) for row in rows]
        shown = []
        for at, head in enumerate(heads):
            if isinstance(head, int) or any(cells[at] for _, cells in held):
                number = ' class="n"' if head in _NUMBERS or str(head).isdigit() else ""
                label = escape(said(str(head)))
                told = "" if "figure" in str(head) or head == "place" else f' data-l="{label}"'
                shown.append((at, f"td{number}{told}" if at else f'th{number} scope="row"', number, label))
        body = "".join(
            (f'<tr id="{key}">' if key else "<tr>")
            + "".join(f"<{tag}>{cells[at]}</{tag[:2]}>" for at, tag, _, _ in shown)
            + "</tr>\n"
            for key, cells in held
        )
        told = escape(caption)
        head = "".join(f'<th scope="col"{number}>{label}</th>' for _, _, number, label in shown)
        return Markup(
            f'<div class="scroll" role="region" aria-label="{told}" tabindex="0"><table class="{kind}">'
            f"<caption>{told}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>"
        )

    # --- words of a source ---

    def _marks(self, rows: Iterable[Row], passage: Evidence | None = None) -> Iterator[Mark]:
        """The parts of statements in their text, or in a passage that is quoted from it. What names a member of a list
        without a place stands for its figure too."""
        for row in rows:
            parts, anchor = self.book.seen.parts(row), self.book.seen.anchor(row)
            for role, item in {"how much": anchor, **parts}.items():
                start = None if item is None else self._start(item, passage) if passage else item.start
                if item is not None and start is not None:
                    yield Mark(start, start + len(item.quote), role, row.key)

    def _start(self, item: Evidence, passage: Evidence) -> int | None:
        """Where words begin in the passage they belong to; None where they stand elsewhere."""
        home, start = home_of(self.book.seen, item)
        return start if home.id == passage.id else None

    def _passage(self, row: Row) -> Evidence | None:
        """The passage in which the words of a statement are quoted, or those words."""
        anchor = self.book.seen.anchor(row)
        return self.book.seen.evidence.get(anchor.passage, anchor) if anchor else None

    def sentence(self, row: Row) -> Markup:
        """The words a statement was read from, with its parts marked; then those that stand elsewhere."""
        seen, anchor, passage = self.book.seen, self.book.seen.anchor(row), self._passage(row)
        if anchor is None or passage is None:
            return Markup("")
        text = self.book.pkg.text(anchor.source_id)
        if text is not None and anchor.span is not None:
            return marked(text, *(seen.sentence(anchor) or anchor.span), self._marks([row]), linked=False)
        beside = [
            Markup('<span class="part {}">{}</span>').format(DRAWN.get(role, role), item.quote)
            for role, item in seen.parts(row).items()
            if self._start(item, passage) is None
        ]
        own = marked(passage.quote, 0, len(passage.quote), self._marks([row], passage), linked=False)
        return Markup(" … ").join(dict.fromkeys([own, *beside]))

    def blocks(self, source: Row) -> list[tuple[Markup, list[Row]]]:
        """Paragraphs of an archived text, or the passages quoted from one that is not, with what was read from each."""
        seen, rows = self.book.seen, self.book.told("sources", source.key)
        text = self.book.pkg.text(source.key)
        if text is None:
            held = [(passage, row) for row in rows if (passage := self._passage(row)) and passage.kind == "passage"]
            found: dict[str, list[Row]] = {passage.id: [] for passage, _ in held}
            for passage, row in held:
                found[passage.id].append(row)
            quoted = ((seen.evidence[key], here) for key, here in found.items())
            return [(marked(p.quote, 0, len(p.quote), self._marks(here, p)), here) for p, here in quoted]
        marks = [*self._marks(rows), *self._aside(source)]
        places = sorted(((a.start or 0 if (a := seen.anchor(row)) else 0), row.key, row) for row in rows)
        blocks, done = [], 0
        for start, end in map(re.Match.span, _PARAGRAPH.finditer(text)):
            here = [row for at, _, row in places if done <= at < end]
            blocks.append((marked(text, start, end, marks), here))
            done = end
        return blocks

    def _aside(self, source: Row) -> Iterator[Mark]:
        """Numerals of an archived text that are no figures, and its corrections."""
        for item in self.book.seen.of_source.get(source.key, []):
            if item.disposition and item.span:
                yield Mark(*item.span, "not", "", self.say.t(item.disposition.replace("_", " ")))
        for item, row in self.book.seen.corrections.get(source.key, []):
            if item.span:
                link = f'<a href="{ROOT}corrections/{row.key}.html">{escape(row["read_as"])}</a>'
                yield Mark(*item.span, "fix", "", f"<b>{escape(self.fixed(row))}</b> {link}", row["status"])

    def fixed(self, row: Row) -> str:
        """The word between what is printed and what it is read as."""
        return self.say.t("read as" if row["status"] == "accepted" else "perhaps")

    def alone(self, source: Row) -> list[Row]:
        """Statements of a source that is not archived of which the figure alone is quoted, in no passage."""
        rows = self.book.told("sources", source.key) if self.book.pkg.text(source.key) is None else []
        return [row for row in rows if not (passage := self._passage(row)) or passage.kind != "passage"]

    def who_and_when(self, row: Row) -> tuple[str, str]:
        """What stands above the figures of a text that share it."""
        return row["entity_id"], self.say.period(row)
