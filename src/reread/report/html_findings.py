"""The findings part of the HTML page: by file, then by rule, each with its sentence where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..findings import Finding
from ..package.table import TableUnreadable
from ..reading.errors import ReadingError
from ..run import Report, RuleResult
from ..statements.view import STATEMENT_TABLES, view
from ..why.model import Mark, Passage
from ..why.passages import passages
from .markup import Markup, tag
from .places import Places

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: Findings listed on the page, of one rule in one file and in all; those beyond are counted. Sentences are shown for
#: the first of them.
MAX_LISTED = 100
MAX_PAGE = 3_000
MAX_SENTENCES = 300
_SPEAKING = (*STATEMENT_TABLES, "corrections", "evidence")


def findings_section(report: Report, pkg: Package) -> Markup:
    """The section, also when there is nothing to show."""
    if not report.failures:
        empty = tag("p", "No rule found anything.", class_="empty")
        return tag("section", tag("h2", "Findings"), empty, id="findings", class_="card")
    by_file: dict[str, dict[str, list[Finding]]] = {}
    for finding in report.findings:
        by_file.setdefault(finding.file, {}).setdefault(finding.code, []).append(finding)
    writer = _Writer(report, pkg)
    files = [writer.file(path, rules) for path, rules in by_file.items()]  # in the order of the rules
    return tag(
        "section",
        tag("h2", "Findings"),
        _overview(report),
        _controls(),
        files,
        writer.rest(),
        id="findings",
        class_="card",
    )


def _overview(report: Report) -> Markup:
    """Which rules found how much, as links to the first place each is listed."""
    items = [
        tag(
            "li",
            tag("a", tag("b", r.info.code), " ", r.info.words.title, href=f"#{r.info.code}"),
            " ",
            tag("span", f"{r.failures:,}", class_="count"),
        )
        for r in report.results
        if r.failures
    ]
    return tag("ul", items, class_="overview", aria_label="Rules with findings")


def _controls() -> Markup:
    """Shown by the script, which makes them work."""
    label = tag("label", "Filter ", tag("input", type="search", id="filter", placeholder="code, file, row, words"))
    severity = tag("label", tag("input", type="checkbox", id="only-errors"), " errors only")
    status = tag("output", id="matches", aria_live="polite")
    return tag("div", label, severity, status, class_="controls", id="controls", hidden=True)


class _Writer:
    """Writes the findings while keeping count of what the page can hold."""

    def __init__(self, report: Report, pkg: Package) -> None:
        self.pkg = pkg
        self.places = Places(pkg)
        self.results: dict[str, RuleResult] = {r.info.code: r for r in report.results}
        self.listed: dict[str, int] = {}
        self.sentences = 0
        self.anchored: set[str] = set()
        self.speaks = _can_speak(pkg)

    def file(self, path: str, rules: dict[str, list[Finding]]) -> Markup:
        total = sum(map(len, rules.values()))
        number = tag("span", f"{total:,}", class_="count")
        parts = [self.rule(code, findings) for code, findings in rules.items()]
        return tag("details", tag("summary", tag("h3", tag("code", path)), number), parts, open=True, class_="file")

    def rule(self, code: str, findings: list[Finding]) -> Markup:
        info = self.results[code].info
        room = max(0, min(MAX_LISTED, MAX_PAGE - sum(self.listed.values())))
        shown = findings[:room]
        self.listed[code] = self.listed.get(code, 0) + len(shown)
        anchor = code if code not in self.anchored else None
        self.anchored.add(code)
        kind = "bad" if info.words.severity == "error" else "warn"
        more = len(findings) - len(shown)
        return tag(
            "section",
            tag("h4", tag("span", code, class_=f"pill {kind}"), " ", info.words.title),
            tag("dl", _pair("Why", info.words.why), _pair("Fix", info.words.fix), class_="advice"),
            tag("ol", [self.finding(f) for f in shown], class_="found"),
            tag("p", f"{more:,} more of {code} in this file, counted and not listed here.", class_="more")
            if more
            else None,
            id=anchor,
            class_="rule",
        )

    def finding(self, finding: Finding) -> Markup:
        place = self.places.of(finding)
        where = "".join(f":{n}" for n in (place.line, place.column) if n is not None)
        info = self.results[finding.code].info
        general = _words(finding, info.words.why, info.words.fix)
        own = [_pair(label, text) for label, text, usual in general if text != usual]
        return tag(
            "li",
            tag(
                "p",
                tag("code", f"{finding.file}{where}", class_="place"),
                tag("span", finding.column, class_="column") if finding.column else None,
                tag("span", finding.key, class_="key") if finding.key else None,
            ),
            tag("dl", _pair("Found", finding.found), _pair("Expected", finding.expected), own, class_="facts"),
            self.quotes(finding),
            data_severity=finding.severity,
        )

    def quotes(self, finding: Finding) -> Markup | None:
        """The sentences the row of the finding was read from."""
        row = self.row(finding)
        found = _passages(self.pkg, row) if row is not None and self.sentences < MAX_SENTENCES else ()
        self.sentences += len(found)
        parts = []
        for passage in found:
            line = f", line {passage.line}" if passage.line else ""
            parts.append(tag("blockquote", list(marked(passage)), lang=self.language(passage)))
            element = "figcaption" if passage is found[-1] else "p"
            parts.append(tag(element, f"{passage.source_id}{line}", class_="from"))
        return tag("figure", parts) if parts else None

    def row(self, finding: Finding) -> Row | None:
        """The statement, correction or evidence that the finding is about."""
        if not self.speaks or finding.key is None:
            return None
        tables = [self.pkg.table(name) for name in _SPEAKING]
        return next((table.get(finding.key) for table in tables if table.path == finding.file), None)

    def language(self, passage: Passage) -> str | None:
        row = self.pkg.table("sources").get(passage.source_id)
        return (row.get("language") or None) if row else None

    def rest(self) -> Markup | None:
        """What was counted by the rules and is not kept anywhere."""
        missing = {c: r.failures - len(r.findings) for c, r in self.results.items() if r.failures > len(r.findings)}
        if not missing:
            return None
        counts = ", ".join(f"{code} {number:,}" for code, number in missing.items())
        return tag("p", f"Counted only, since they were too many to keep: {counts}.", class_="more")


def _words(finding: Finding, why: str, fix: str) -> tuple[tuple[str, str, str], ...]:
    return ("Why", finding.why, why), ("Fix", finding.fix, fix)


def _pair(label: str, text: str) -> Markup:
    return tag("div", tag("dt", label), tag("dd", text))


# --- sentences ---


def _can_speak(pkg: Package) -> bool:
    """Whether the tables that sentences are gathered from can be read, and are held."""
    needed = (*_SPEAKING, "sources", "entities", "entity_names", "indicators", "indicator_terms", "phrases")
    tables = [pkg.tables.get(name) for name in needed]
    return all(table is not None and table.readable and not table.large for table in tables)


def _passages(pkg: Package, row: Row) -> tuple[Passage, ...]:
    """The sentences of a row; none where the damage that is being reported stands in the way."""
    try:
        seen = view(pkg)
        correction = pkg.table("corrections").get(row.get("correction_id")) if row.get("correction_id") else None
        cited = [row] if row.table.name == "corrections" else [correction] if correction else []
        return passages(seen, row, cited)
    except (TableUnreadable, ReadingError, LookupError, ValueError):
        return ()


def marked(passage: Passage) -> Iterator[Markup | str]:
    """The text of a passage with its parts marked, each with the name of its role before it."""
    size = len(passage.text)
    marks = [Mark(m.role, max(0, m.start), min(size, m.end), m.evidence_id, m.leads_to) for m in passage.marks]
    marks = [m for m in marks if m.start < m.end]
    edges = sorted({0, size, *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(edges):
        over = [m for m in marks if m.start <= start and end <= m.end]
        text = passage.text[start:end]
        if not over:
            yield text
            continue
        begins = list(dict.fromkeys(m.role for m in over if m.start == start))
        inner = min(over, key=lambda m: m.end - m.start)
        label = tag("span", ", ".join(begins), class_="role") if begins else None
        leads = next((m.leads_to for m in over if m.end == end and m.leads_to), None)
        yield tag("mark", label, text, class_=f"r-{inner.role.replace(' ', '-')}", data_role=inner.role)
        if leads:
            yield tag("span", f" → {leads}", class_="leads")
