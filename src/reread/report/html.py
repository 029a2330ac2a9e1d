"""The report as one HTML page to look at, mail and archive: no request leaves it, and nothing in it can run.

Style and script stand inside; a content security policy admits these two by their hashes and nothing else. Without
scripts everything is there too, unfiltered. Findings beyond the limits are counted where they would stand.

What became of every figure printed in the archived texts is counted by the rule that demands it (V401): it is used by a
statement, set aside with a reason, or missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

from ..findings import Finding, Outcome
from ..package.opening import Package
from ..package.table import Row, TableUnreadable
from ..reading.errors import ReadingError
from ..reading.scan import scan_numerals
from ..rules.spans import covers
from ..run import Report, RuleResult
from ..statements.view import STATEMENT_TABLES, Statements, view
from ..templates import admitting, filled
from ..why.model import Passage
from ..why.passages import cut, passages
from .places import Places

#: Findings listed on the page, of one rule in one file and in all; those beyond are counted. Sentences are shown for
#: the first of them.
MAX_LISTED = 100
MAX_PAGE = 3_000
MAX_SENTENCES = 300
#: Archived text shown in one report, in characters; texts beyond it are counted.
MAX_TEXT = 200_000
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


class Stretch(NamedTuple):
    """Characters from `start` to `end` of a text, and what evidence makes of them: its `kind`, and what it is.

    `state` is that of a figure: "used", "aside" or "missing"; "" where the characters are no figure.
    """

    start: int
    end: int
    kind: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Account:
    """One archived source: its figures, and its text in pieces, each with the shortest stretch over it, if any (no
    pieces beyond the limit)."""

    source_id: str
    title: str
    language: str
    published_on: str
    found: int
    used: int
    aside: int
    missing: int
    pieces: list[tuple[str, Stretch | None]] | None


def accounts(report: Report, pkg: Package) -> list[Account]:
    """One account per archived source, in the order of the table; empty where V401 has not run, or tables are too large
    to be held."""
    ran = any(r.info.code == "V401" and r.outcome in (Outcome.PASSED, Outcome.FAILED) for r in report.results)
    if not ran or any(table.readable and table.large for table in pkg.tables.values()):
        return []
    seen = view(pkg)
    found: list[Account] = []
    left = MAX_TEXT
    for row in pkg.table("sources").rows:
        text = pkg.text(row["source_id"])
        if text is not None:
            found.append(_account(seen, row, text, len(text) <= left))
            left -= len(text) if len(text) <= left else 0
    return found


def _account(seen: Statements, row: Row, text: str, shown: bool) -> Account:
    source_id, language = row["source_id"], row.get("language")
    try:
        numerals = scan_numerals(text, language)
    except ReadingError:  # no reader for this language: V401 says so
        numerals = []
    used, aside = covers(seen, source_id)
    states: Counter[str] = Counter()
    stretches = list(_evidence(seen, source_id)) if shown else []
    for numeral in numerals:
        span = numeral.start, numeral.end
        state = "used" if used.holds(*span) else "aside" if aside.holds(*span) else "missing"
        states[state] += 1
        if state == "missing":
            stretches.append(Stretch(*span, "figure", state, "not accounted for"))
    pieces = [
        (text[start:end], min(over, key=lambda one: (one.state != "missing", one.end - one.start), default=None))
        for start, end, over in cut(0, len(text), stretches)
    ]
    counts = (len(numerals), states["used"], states["aside"], states["missing"])
    about = (source_id, row.get("title"), language, row.get("published_on"))
    return Account(*about, *counts, pieces if shown else None)


def _evidence(seen: Statements, source_id: str) -> Iterator[Stretch]:
    """What each piece of evidence is: its kind, and the statements read from it, or why it is set aside."""
    for item in seen.of_source.get(source_id, ()):
        if item.span is None or item.span[0] == item.span[1]:
            continue
        uses = [f"{use.row.key} ({use.column.removesuffix('_evidence_id')})" for use in seen.uses.get(item.id, ())]
        more = f" and {len(uses) - 4} more" if len(uses) > 4 else ""
        label = f"{item.kind}: {', '.join(uses[:4])}{more}" if uses else item.kind
        if item.disposition:
            label = f"{item.kind}, set aside: {item.disposition}"
        yield Stretch(*item.span, item.kind, "aside" if item.disposition else "used", label)
