"""The report as JUnit XML: a suite for each family, a test case for each rule, a failure with its findings.

Rules that could not run count as errors, since they never count as passed; rules that were not selected, or had nothing
to test, as skipped.
"""

from __future__ import annotations

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from ..console import Painter
from ..escaping import one_line, xml
from ..findings import Outcome
from ..package.opening import Package
from ..run import Report, RuleResult, counted
from .text import CAP, finding_lines


def render(report: Report, pkg: Package, *, cap: int = CAP) -> str:
    """The XML document, ending with a newline. At most `cap` findings of a rule are spelled out, the rest counted."""
    document = JUnitXml(_line(f"cnii {report.package} {report.version}"))
    for family in report.families():
        suite = TestSuite(f"{family.letter} {family.name}")
        suite.add_testcases([_case(r, cap) for r in report.results if r.info.family == family.letter])
        document.add_testsuite(suite)
    text: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8").rstrip("\n") + "\n"


def _case(result: RuleResult, cap: int) -> TestCase:
    name = f"{result.info.code} {result.info.words.title}"
    case = TestCase(_line(name), f"cnii.{result.info.family}", round(result.seconds, 3))
    if result.outcome is Outcome.FAILED:
        body = [line for finding in result.findings[:cap] for line in [*finding_lines(finding, Painter(False)), ""]]
        more = result.failures - min(len(result.findings), cap)
        body += [f"{more:,} more findings of this rule"] if more else []
        body += [f"{result.consequences:,} that follow from other findings"] if result.consequences else []
        message = f"{counted(result.failures, result.consequences)}, in {result.cases:,} cases"
        said = Failure(message, result.info.words.severity)
        said.text = xml("\n".join(body).rstrip("\n"))
        case.result = [said]
    elif result.outcome is Outcome.NOT_EVALUATED:
        case.result = [Error(_line(result.reason or "not evaluated"), "not evaluated")]
    elif result.outcome is not Outcome.PASSED:
        case.result = [Skipped(result.outcome.value)]
    return case


def _line(text: str) -> str:
    return one_line(xml(text))
