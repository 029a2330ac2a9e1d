"""The report as a person reads it: every finding with place, found, expected, why and fix, then a summary at a glance.

No finding is hidden: where a rule has more than `cap`, the rest are counted with their rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..console import MAX_WIDTH, Painter, wrapped
from ..findings import Finding, Outcome
from ..run import FamilyResult, Report, RuleResult, counted

CAP = 50

_OUTCOME_COLOURS = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.NOT_EVALUATED: "yellow"}


def render(report: Report, *, colour: bool = False, cap: int = CAP) -> str:
    """The whole report, ending with a newline."""
    paint = Painter(colour)
    lines: list[str] = []
    for result in report.results:
        lines += _rule_findings(result, paint, cap)
    lines += _summary(report, paint)
    return "\n".join(lines) + "\n"


def _rule_findings(result: RuleResult, paint: Painter, cap: int) -> Iterator[str]:
    for finding in result.findings[:cap]:
        yield from finding_lines(finding, paint)
        yield ""
    more = result.failures - min(len(result.findings), cap)
    if more:
        yield paint(
            "yellow",
            f"{result.info.code}: {more:,} more findings of this rule, counted and not printed here"
            " (--format json lists up to 10,000)",
        )
        yield ""


def finding_lines(finding: Finding, paint: Painter) -> Iterator[str]:
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
        lines = [line.plain for part in text.split("\n") for line in wrapped(part, MAX_WIDTH - len(head))]
        body = lines or [""]
        yield paint("cyan", head) + body[0]
        yield from (" " * len(head) + part for part in body[1:])


def _summary(report: Report, paint: Painter) -> Iterator[str]:
    name = " ".join(part for part in (report.package or "package without name", report.version) if part)
    yield paint("bold", name) + f"  {report.root}"
    facts: dict[str, int | str] = {"files": report.files, "rows": report.rows, **report.facts}
    width = max(map(len, facts))
    for label, value in facts.items():
        yield f"  {label:<{width}}  {value:,}" if isinstance(value, int) else f"  {label:<{width}}  {value}"
    yield ""
    yield paint("dim", f"  {'family':<16}{'rules':>6}{'cases':>10}{'findings':>10}{'seconds':>9}  outcome")
    for family in report.families():
        yield _family_line(family, paint)
    yield ""
    yield _verdict(report, paint)


def _family_line(family: FamilyResult, paint: Painter) -> str:
    partly = f"{family.not_evaluated} rules not evaluated: " if family.outcome is not Outcome.NOT_EVALUATED else ""
    note = f" ({partly}{family.reason})" if family.not_evaluated else ""
    painted = paint(_OUTCOME_COLOURS.get(family.outcome, "dim"), str(family.outcome))
    numbers = f"{family.rules:>6}{family.cases:>10,}{family.failures:>10,}{family.seconds:>9.2f}"
    return f"  {family.letter} {family.name:<14}{numbers}  {painted}{note}"


def _verdict(report: Report, paint: Painter) -> str:
    findings = counted(report.failures, report.consequences)
    text = f"{report.cases:,} cases, {findings}, {report.seconds:.2f} seconds"
    waiting = sum(family.not_evaluated for family in report.families())
    if waiting:
        text += f", {waiting} rules not evaluated"
    return f"{paint('green', 'PASSED') if report.passed else paint('red', 'FAILED')}  {text}"
