"""The report as a person reads it: every finding with place, found, expected, why and fix, then a summary at a glance.

No finding is hidden: where a rule has more than `cap`, the rest are counted with their rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..console import MAX_WIDTH, Painter, hung
from ..findings import Finding
from ..run import Report, RuleResult, counted
from ..templates import filled, painting

CAP = 50


def render(report: Report, *, colour: bool = False, cap: int = CAP, width: int = MAX_WIDTH) -> str:
    """The whole report, ending with a newline."""
    paint = Painter(colour)
    lines: list[str] = []
    for result in report.results:
        lines += _rule_findings(result, paint, cap, width)
    summary = filled(__package__ or "", "summary.txt", report=report, paint=painting(colour), counted=counted)
    return "".join(f"{line}\n" for line in lines) + summary


def _rule_findings(result: RuleResult, paint: Painter, cap: int, width: int) -> Iterator[str]:
    for finding in result.findings[:cap]:
        yield from finding_lines(finding, paint, width)
        yield ""
    more = result.failures - min(len(result.findings), cap)
    if more:
        yield paint(
            "yellow",
            f"{result.info.code}: {more:,} more findings of this rule, counted and not printed here"
            " (--format json lists up to 10,000)",
        )
        yield ""


def finding_lines(finding: Finding, paint: Painter, width: int = MAX_WIDTH) -> Iterator[str]:
    """One finding: its place and code, then what, why and how to mend it."""
    colour = "red" if finding.severity == "error" else "yellow"
    key = f"  {finding.key}" if finding.key else ""
    warning = "  (warning)" if finding.severity != "error" else ""
    yield f"{paint('bold', finding.place)}  {paint(colour, finding.code)}{key}{warning}"
    for label, text in (
        ("found", finding.found),
        ("expected", finding.expected),
        ("why", finding.why),
        ("fix", finding.fix),
        *([("so", f"{finding.consequences:,} more that follow from it")] if finding.consequences else []),
    ):
        head = f"  {label:<9} "
        first, *rest = hung(head, text, width)
        yield paint("cyan", head) + first[len(head) :]
        yield from rest
