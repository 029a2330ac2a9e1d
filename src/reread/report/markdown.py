"""The report as Markdown: the job summary of a workflow, a note on a pull request.

Everything that comes from the package stands in code spans, so that it can neither mark up, nor link, nor mention.
The page keeps below `LIMIT` bytes; findings beyond that, or beyond `cap` of one rule, are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..escaping import cell_code, code, prose
from ..findings import Finding, Outcome
from ..run import Report, RuleResult
from .places import Places

if TYPE_CHECKING:
    from ..package.opening import Package

CAP = 20
#: GitHub takes at most 1 MiB for the summary of a step, and 65,536 characters for a comment.
LIMIT = 900_000

_SIGNS = {Outcome.PASSED: "✅", Outcome.FAILED: "❌", Outcome.NOT_EVALUATED: "⚠️"}


def render(report: Report, pkg: Package, *, cap: int = CAP, limit: int = LIMIT) -> str:
    """The page, ending with a newline."""
    name = " ".join(part for part in (report.package or "package without name", report.version) if part)
    verdict = "✅ passed" if report.passed else "❌ failed"
    lines = [f"## {verdict}: {code(name)}", "", _sentence(report), "", *_families(report), ""]
    size = sum(len(line.encode()) + 1 for line in lines)
    places = Places(pkg)
    omitted: list[RuleResult] = []
    for result in (r for r in report.results if r.failures):
        part = list(_rule(result, places, cap))
        size += sum(len(line.encode()) + 1 for line in part)
        if size < limit:
            lines += part
        else:
            omitted.append(result)
    if omitted:
        counts = ", ".join(f"{r.info.code} {r.failures:,}" for r in omitted)
        total = sum(r.failures for r in omitted)
        lines += [f"**{total:,} more findings, counted and not listed here:** {counts}", ""]
    lines += _waiting(report)
    lines += _facts(report)
    return "\n".join(lines).rstrip("\n") + "\n"


def _sentence(report: Report) -> str:
    errors = sum(r.failures for r in report.results if r.info.words.severity == "error")
    warnings = report.failures - errors
    parts = [f"**{report.cases:,} cases** in {report.rows:,} rows of {report.files} files"]
    parts.append(f"**{errors:,} errors**, {warnings:,} warnings" if report.failures else "**no findings**")
    parts.append(f"{report.seconds:.2f} seconds")
    found, used, aside = (report.facts.get(f"figures {what}") for what in ("found", "used", "set aside"))
    if isinstance(found, int) and isinstance(used, int) and isinstance(aside, int):
        parts.append(f"{used + aside:,} of {found:,} printed figures accounted for ({aside:,} set aside)")
    return "; ".join(parts) + "."


def _families(report: Report) -> Iterator[str]:
    yield "| | family | rules | cases | findings | outcome |"
    yield "|---|---|--:|--:|--:|---|"
    for family in report.families():
        note = f": {family.not_evaluated} rules not evaluated" if family.not_evaluated else ""
        sign = _SIGNS.get(family.outcome, "")
        row = (sign, f"{family.letter} {family.name}", family.rules, f"{family.cases:,}", f"{family.failures:,}")
        yield f"| {' | '.join(map(str, row))} | {family.outcome.value}{note} |"


def _rule(result: RuleResult, places: Places, cap: int) -> Iterator[str]:
    info = result.info
    number = f"{result.failures:,} {'finding' if result.failures == 1 else 'findings'}"
    warning = "" if info.words.severity == "error" else " (warning)"
    yield f"### {info.code} {prose(info.words.title)}: {number}{warning}"
    yield ""
    yield f"**Why:** {prose(info.words.why)}"
    yield ""
    yield f"**Fix:** {prose(info.words.fix)}"
    yield ""
    yield "| place | row | found | expected |"
    yield "|---|---|---|---|"
    for finding in result.findings[:cap]:
        yield from _finding(finding, result, places)
    yield ""
    more = result.failures - min(len(result.findings), cap)
    if more:
        yield f"{more:,} more findings of {info.code}, counted and not listed here."
        yield ""


def _finding(finding: Finding, result: RuleResult, places: Places) -> Iterator[str]:
    place = places.of(finding)
    parts = [place.path, *(str(n) for n in (place.line, place.column) if n is not None)]
    where = cell_code(":".join(parts)) + (f" {cell_code(finding.column)}" if finding.column else "")
    expected = cell_code(finding.expected)
    if finding.fix != result.info.words.fix:
        expected += f"<br>fix: {cell_code(finding.fix)}"
    if finding.why != result.info.words.why:
        expected += f"<br>why: {cell_code(finding.why)}"
    yield f"| {where} | {cell_code(finding.key or '')} | {cell_code(finding.found)} | {expected} |"


def _waiting(report: Report) -> Iterator[str]:
    waiting = [r for r in report.results if r.outcome is Outcome.NOT_EVALUATED]
    if waiting:
        yield f"### Not evaluated: {len(waiting)} rules"
        yield ""
        reasons: dict[str, list[str]] = {}
        for result in waiting:
            reasons.setdefault(result.reason or "", []).append(result.info.code)
        for reason, codes in reasons.items():
            yield f"- {', '.join(codes)}: {code(reason)}"
        yield ""


def _facts(report: Report) -> Iterator[str]:
    if not report.facts:
        return
    yield "<details><summary>What was read</summary>"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for name, value in report.facts.items():
        yield f"| {cell_code(name)} | {f'{value:,}' if isinstance(value, int) else cell_code(value)} |"
    yield ""
    yield "</details>"
