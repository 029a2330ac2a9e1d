"""The report as JUnit XML: a suite for each family, a test case for each rule, a failure with its findings.

Rules that could not run count as errors, since they never count as passed; rules that were not selected, or had nothing
to test, as skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..console import Painter
from ..escaping import one_line, xml
from ..findings import Outcome
from ..run import FamilyResult, Report, RuleResult
from .text import CAP, finding_lines

if TYPE_CHECKING:
    from ..package.opening import Package


def render(report: Report, pkg: Package, *, cap: int = CAP) -> str:
    """The XML document, ending with a newline. At most `cap` findings of a rule are spelled out, the rest counted."""
    families = report.families()
    tests = sum(family.rules for family in families)
    failed = sum(r.outcome is Outcome.FAILED for r in report.results)
    halted = sum(r.outcome is Outcome.NOT_EVALUATED for r in report.results)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(
        "<testsuites"
        + _attributes(
            name=f"cnii {report.package} {report.version}",
            tests=tests,
            failures=failed,
            errors=halted,
            time=_time(report.seconds),
        )
        + ">"
    )
    for family in families:
        lines += _suite(family, [r for r in report.results if r.info.family == family.letter], cap)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(family: FamilyResult, results: list[RuleResult], cap: int) -> Iterator[str]:
    outcomes = [result.outcome for result in results]
    yield (
        "  <testsuite"
        + _attributes(
            name=f"{family.letter} {family.name}",
            tests=len(results),
            failures=outcomes.count(Outcome.FAILED),
            errors=outcomes.count(Outcome.NOT_EVALUATED),
            skipped=outcomes.count(Outcome.NOTHING_TO_TEST) + outcomes.count(Outcome.NOT_SELECTED),
            time=_time(family.seconds),
        )
        + ">"
    )
    for result in results:
        yield from _case(result, cap)
    yield "  </testsuite>"


def _case(result: RuleResult, cap: int) -> Iterator[str]:
    name = f"{result.info.code} {result.info.words.title}"
    head = "    <testcase" + _attributes(classname=f"cnii.{result.info.family}", name=name, time=_time(result.seconds))
    if result.outcome is Outcome.PASSED:
        yield head + "/>"
        return
    yield head + ">"
    if result.outcome is Outcome.FAILED:
        body = [line for finding in result.findings[:cap] for line in [*finding_lines(finding, Painter(False)), ""]]
        more = result.failures - min(len(result.findings), cap)
        body += [f"{more:,} more findings of this rule"] if more else []
        message = f"{result.failures:,} of {max(result.cases, result.failures):,} cases failed"
        yield f"      <failure{_attributes(type=result.info.words.severity, message=message)}>"
        yield escape(xml("\n".join(body).rstrip("\n"))) + "</failure>"
    elif result.outcome is Outcome.NOT_EVALUATED:
        yield f"      <error{_attributes(type='not evaluated', message=result.reason or 'not evaluated')}/>"
    else:
        yield f"      <skipped{_attributes(message=result.outcome.value)}/>"
    yield "    </testcase>"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(one_line(xml(str(value))))}" for name, value in values.items())


def _time(seconds: float) -> str:
    return f"{seconds:.3f}"
