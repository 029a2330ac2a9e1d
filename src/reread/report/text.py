"""The report as a person reads it: every finding with place, found, expected, why and fix, then a summary at a glance.

No finding is hidden: where a rule has more than `cap`, the rest are counted with their rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..console import MAX_WIDTH, Painter, hung
from ..findings import Finding
from ..run import Report, counted
from ..templates import filled, painting

CAP = 50


def render(report: Report, *, colour: bool = False, cap: int = CAP, width: int = MAX_WIDTH) -> str:
    """The whole report, ending with a newline."""
    paint = Painter(colour)
    lines: list[str] = []
    for result in report.results:
        for finding in result.findings[:cap]:
            lines += [*finding_lines(finding, paint, width), ""]
        if more := result.failures - min(len(result.findings), cap):
            said = f"{result.info.code}: {more:,} more findings of this rule, counted and not printed here"
            lines += [paint("yellow", f"{said} (--format json lists up to 10,000)"), ""]
    summary = filled(__package__ or "", "summary.txt", report=report, paint=painting(colour), counted=counted)
    return "".join(f"{line}\n" for line in lines) + summary


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
