"""The report as one HTML page to look at, mail and archive: no request leaves it, and nothing in it can run.

Style and script stand inside; a content security policy admits these two by their hashes and nothing else. Without
scripts everything is there too, unfiltered. Findings beyond the limits are counted where they would stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ..findings import Finding
from ..package.opening import Package
from ..package.table import TableUnreadable
from ..reading.errors import ReadingError
from ..run import Report, RuleResult
from ..statements.view import STATEMENT_TABLES, view
from ..templates import admitting, filled
from ..why.model import Passage
from ..why.passages import cut, passages
from .accounts import accounts
from .places import Places

#: Findings listed on the page, of one rule in one file and in all; those beyond are counted. Sentences are shown for
#: the first of them.
MAX_LISTED = 100
MAX_PAGE = 3_000
MAX_SENTENCES = 300
_SPEAKING = (*STATEMENT_TABLES, "corrections", "evidence")


def render(report: Report, pkg: Package) -> str:
    """The page, ending with a newline."""
    folder = files(__package__) / "templates"
    style, script = ((folder / name).read_text("utf-8") for name in ("report.css", "report.js"))
    sentences = _Sentences(pkg)
    return filled(
        __package__ or "",
        "report.html",
        report=report,
        style=style,
        script=script,
        policy=admitting(style, script),
        accounts=accounts(report, pkg),
        files=list(_files(report)),
        where=Places(pkg).of,
        passages=sentences.of,
        language=sentences.language,
        marked=marked,
    )


def _files(report: Report) -> Iterator[tuple[str, int, list[dict[str, Any]]]]:
    """The findings by file, then by rule, in the order of the rules; those that the page cannot hold are counted."""
    results: dict[str, RuleResult] = {r.info.code: r for r in report.results}
    by_file: dict[str, dict[str, list[Finding]]] = {}
    for finding in report.findings:
        by_file.setdefault(finding.file, {}).setdefault(finding.code, []).append(finding)
    left = MAX_PAGE
    anchored: set[str] = set()
    for path, rules in by_file.items():
        listed = []
        for code, found in rules.items():
            shown = found[: min(MAX_LISTED, left)]
            left -= len(shown)
            about = {"code": code, "words": results[code].info.words, "anchor": code not in anchored}
            listed.append({**about, "findings": shown, "more": len(found) - len(shown)})
            anchored.add(code)
        yield path, sum(map(len, rules.values())), listed


class _Sentences:
    """The sentences that the rows of findings were read from, for the first of them."""

    def __init__(self, pkg: Package) -> None:
        self._pkg = pkg
        self._left = MAX_SENTENCES
        needed = (*_SPEAKING, "sources", "entities", "entity_names", "indicators", "indicator_terms", "phrases")
        tables = [pkg.tables.get(name) for name in needed]
        self._speaks = all(table is not None and table.readable and not table.large for table in tables)

    def of(self, finding: Finding) -> tuple[Passage, ...]:
        """The sentences of a finding; none where the damage that is being reported stands in the way."""
        tables = (self._pkg.table(name) for name in _SPEAKING if self._speaks and finding.key is not None)
        row = next((table.get(finding.key or "") for table in tables if table.path == finding.file), None)
        if row is None or self._left <= 0:
            return ()
        try:
            seen = view(self._pkg)
            found = passages(seen, row, [row] if row.table.name == "corrections" else seen.cited(row))
        except (TableUnreadable, ReadingError, LookupError, ValueError):
            return ()
        self._left -= len(found)
        return found

    def language(self, passage: Passage) -> str:
        """The language of the text that a passage stands in; "" where nothing says."""
        return self._pkg.table("sources").cell(passage.source_id, "language")


def marked(passage: Passage) -> Iterator[tuple[str, str, str, str]]:
    """The text of a passage cut where its parts begin and end: some characters, the role of the shortest part over
    them, the roles that begin here, and what a reference that ends here leads to ("" for none)."""
    size = len(passage.text)
    for start, end, over in cut(0, size, passage.marks):
        inner = min(over, key=lambda m: m.end - m.start, default=None)
        begins = dict.fromkeys(m.role for m in over if max(0, m.start) == start)
        leads = next((m.leads_to for m in over if min(size, m.end) == end and m.leads_to), None)
        yield passage.text[start:end], inner.role if inner else "", ", ".join(begins), leads or ""
