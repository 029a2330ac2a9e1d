"""Pieces of HTML that pages share: links, checks, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, Final

from markupsafe import Markup

from ..package.table import Row
from .book import FOLDERS, ROOT, Book
from .speech import Speech

__all__ = ["REGISTERS", "Cells", "Column", "code"]

#: The head of a column, and what stands in it for a row.
Column = tuple[str, Callable[[Any], str]]
#: Columns that stand to the right; those of figures say themselves what they are, on telephones too.
_NUMBERS: Final = {"figure", "place", "newest figure", "sources"}
_SHOWN_CHECKS: Final = 6
#: Pages that lead to others, and what they are called.
REGISTERS: Final = {
    "entities": "Places and organisations",
    "indicators": "Indicators",
    "lists": "Lists",
    "sources": "Sources",
    "relations": "Relations",
    "contradictions": "What does not simply add up",
    "corrections": "Corrections",
    "rules": "Rules",
    "coverage": "Coverage",
    "search": "Search",
    "download": "Download and cite",
    "query": "Query in SQL",
}


class Cells:
    """Pieces in the language of `say`."""

    def __init__(self, book: Book, say: Speech) -> None:
        self.book, self.say = book, say
        self._links: dict[tuple[str, str], Markup] = {}
        self._lines: dict[str, str] = {}
        self._columns: dict[str, Callable[[Row], str]] = {
            "period": self._period,
            "figure": self._figure,
            "place": self._figure,
            "bounds": lambda row: escape(say.bounds(row)),
            "who": lambda row: self.named("entities", row["entity_id"]),
            "what": lambda row: escape(say.what(row)),
            "list": lambda row: self.link("rankings", row["ranking_id"]),
            "words": self.quote,
            "source": self._source,
            "checks": self._checks,
            "score": lambda row: escape(f"{row.get('score')} {row.get('category')}".strip()),
        }

    def link(self, table: str, key: str, label: str = "") -> Markup:
        """The name of a row, or `label`, which leads to its page; its key alone where there is no such row."""
        if label:
            return self.page(f"{FOLDERS[table]}/{key}.html", label)
        found = self._links.get((table, key))
        if found is None:
            name = self.say.source(key) if table == "sources" else self.say.name(table, key)
            known = self.book.get(table, key) is not None
            found = self.page(f"{FOLDERS[table]}/{key}.html", name) if known else code(key)
            self._links[table, key] = found
        return found

    def named(self, table: str, key: str) -> Markup:
        """The name of a row, which leads to its page, and that in the other language."""
        return Markup("{} {}").format(self.link(table, key), self.soft(self.say.other(table, key)))

    def family(self, series: str, label: str) -> Markup:
        """A link to the editions of a list side by side."""
        return self.page(f"lists/series/{series}.html", label)

    def page(self, path: str, label: object) -> Markup:
        """A link to a page of this language."""
        words = str(label)
        return Markup(f'<a href="{ROOT}{path}"{self.tagged(words)}>{escape(words)}</a>')

    def register(self, name: str) -> Markup:
        """A link to a page that leads to others."""
        return self.page(f"{name}.html", self.say.t(REGISTERS[name]))

    def tagged(self, words: str) -> Markup:
        """The attribute of words that are in the other language; nothing for others."""
        tag = self.say.foreign(words)
        return Markup(f' lang="{tag}"' if tag else "")

    def soft(self, words: object) -> Markup:
        """Words that stand back; nothing for none."""
        told = str(words)
        return Markup(f'<span class="soft"{self.tagged(told)}>{escape(told)}</span>' if words else "")

    def figure(self, row: Row) -> Markup:
        """What a statement says, which leads to where it is shown."""
        return Markup(f'<a class="v" href="{ROOT}{self.book.address(row)}">{escape(self.say.value(row))}</a>')

    def relation(self, key: str, verdict: str) -> Markup:
        """The sign of a verdict and the relation, which leads to its page."""
        if key not in self._lines:
            words = f"{self.say.t(f'sign {verdict}')} {self.book.found.relations[key].statement}"
            self._lines[key] = f'<a href="{ROOT}relations/{key}.html" lang="en">{escape(words)}</a>'
        return Markup(self._lines[key])

    def badge(self, verdict: str, count: object = "") -> Markup:
        """A verdict with its sign, and of how many."""
        words = f"{self.say.t(f'sign {verdict}')} {count} {self.say.t(verdict)}"
        return Markup('<b class="badge {}">{}</b>').format(verdict, " ".join(words.split()))

    def checks(self, row: Row) -> Markup:
        """The relations of a statement, folded under the worst verdict."""
        found = self.book.lines.get(row.key)
        if not found:
            return Markup("")
        t, worst = self.say.t, found[0].verdict
        words = t(worst) if worst != "holds" else t("1 check") if len(found) == 1 else t("{} checks", len(found))
        items = "".join(
            f'<li class="{line.verdict}">{self.relation(line.relation_id, line.verdict)}</li>'
            for line in found[:_SHOWN_CHECKS]
        )
        head = f"<summary>{escape(t(f'sign {worst}'))} {escape(words)}</summary>"
        return Markup(f'<details class="rels {worst}">{head}<ul>{items}</ul></details>')

    def quote(self, row: Row) -> str:
        """The words that a statement hangs on."""
        item = self.book.seen.anchor(row)
        if item is None:
            return ""
        language = self.book.cell("sources", item.source_id, "language")
        return f'<q lang="{language}">{escape(item.quote)}</q>'

    def fix(self, row: Row) -> Markup:
        """What is printed, struck, and what it is read as."""
        kind, word = f'class="fix {row["status"]}"', self.fixed(row)
        ins = f"<ins {kind}><b>{escape(word)}</b> {escape(row['read_as'])}</ins>"
        return Markup(f"<del {kind}>{escape(row['as_printed'])}</del> {ins}")

    def fixed(self, row: Row) -> str:
        """The word between what is printed and what it is read as."""
        return self.say.t("read as" if row["status"] == "accepted" else "perhaps")

    # --- tables ---

    def table(self, caption: str, columns: Sequence[Column], rows: Iterable[Any]) -> Markup:
        """A table; the first cell of a row is its head, and a row of the package has its id. Columns without a word in
        any row are left out."""
        held = [(getattr(row, "key", ""), [cell(row) for _, cell in columns]) for row in rows]
        kept = [place for place in range(len(columns)) if any(cells[place] for _, cells in held)]
        starts, heads = [], []
        for place in kept:
            head = columns[place][0]
            number = ' class="n"' if head in _NUMBERS or head.isdigit() else ""
            label = escape(self.say.t(head))
            shown = "" if "figure" in head or head == "place" else f' data-l="{label}"'
            starts.append((place, *(("td", f"{number}{shown}") if place else ("th", f'{number} scope="row"'))))
            heads.append(f'<th scope="col"{number}>{label}</th>')
        body = "".join(
            (f'<tr id="{key}">' if key else "<tr>")
            + "".join(f"<{tag}{given}>{cells[place]}</{tag}>" for place, tag, given in starts)
            + "</tr>\n"
            for key, cells in held
        )
        words = escape(caption)
        return Markup(
            f'<div class="scroll" role="region" aria-label="{words}" tabindex="0"><table class="data">'
            f"<caption>{words}</caption>\n<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n{body}</tbody></table></div>"
        )

    def statements(self, caption: str, columns: Iterable[str], rows: Iterable[Row]) -> Markup:
        """A table of statements with columns by their names."""
        return self.table(caption, [(name, self._columns[name]) for name in columns], rows)

    def _period(self, row: Row) -> str:
        base = row.get("base_period")
        return f"{escape(self.say.period(row))}{self.soft(f' / {base}' if base else '')}"

    def _figure(self, row: Row) -> str:
        return f'<data value="{row.get("value") or row.get("rank")}">{self.figure(row)}</data>'

    def _source(self, row: Row) -> str:
        grade = self.book.cell("sources", row["source_id"], "grade")
        return f'{self.link("sources", row["source_id"])} <span class="gr" title="{self.say.t("grade")}">{grade}</span>'

    def _checks(self, row: Row) -> str:
        more = [row.get("preference").replace("normal", ""), row.get("coverage").replace("whole", "")]
        marks = "".join(f' <span class="gr">{escape(self.say.t(word))}</span>' for word in more if word)
        return f"{self.checks(row)}{marks}"


def code(key: str) -> Markup:
    """An id."""
    return Markup(f"<code>{escape(key)}</code>")
