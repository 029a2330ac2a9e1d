"""Findings as GitHub shows them on the changed lines of a pull request.

GitHub draws at most ten annotations of each severity per step. So nine of each are given, first one of every rule, then
the others; the tenth counts what is left. All findings stand below in a folded group of the log, between
`::stop-commands::` marks, so that a cell which spells a workflow command stays text.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import zip_longest

from ..escaping import visible
from ..findings import Finding
from ..package.opening import Package
from ..run import Report
from . import text as text_report
from .places import Places, repository_path

#: What GitHub shows of one severity in one step.
SHOWN = 10


def data(text: str) -> str:
    """`text` as the message of a workflow command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def attribute(text: str) -> str:
    """`text` as the value of a workflow command's parameter.

    >>> attribute("a,b:c")
    'a%2Cb%3Ac'
    """
    return data(text).replace(":", "%3A").replace(",", "%2C")


def render(report: Report, pkg: Package) -> str:
    """Workflow commands and the log, ending with a newline."""
    places, prefix = Places(pkg), repository_path(report.root)
    lines: list[str] = []
    for severity in ("error", "warning"):
        mine = [result for result in report.results if result.info.words.severity == severity]
        # The first of every rule, then the second of every rule, and so on.
        chosen = [one for round_ in zip_longest(*(result.findings for result in mine)) for one in round_ if one]
        total = sum(result.failures for result in mine)
        first = chosen[: SHOWN - 1] if total > SHOWN else chosen
        lines += [_annotation(finding, places, prefix) for finding in first]
        if total > len(first):
            counts = ", ".join(f"{r.info.code} {r.failures:,}" for r in mine if r.failures)
            message = f"{total:,} findings in all: {counts}. The log of this step and the job summary list them."
            title = f"{total - len(first):,} more {severity}s"
            lines.append(f"::{severity} title={attribute(title)}::{data(message)}")
    body = text_report.render(report, cap=text_report.CAP)
    stop = "cnii-" + sha256(body.encode("utf-8", "replace")).hexdigest()
    lines += [f"::group::{'All findings' if report.failures else 'Summary'}", f"::stop-commands::{stop}"]
    lines += [*body.rstrip("\n").split("\n"), f"::{stop}::", "::endgroup::"]
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding, places: Places, prefix: str) -> str:
    place = places.of(finding)
    parameters = {"file": prefix + place.path, "line": place.line, "endLine": place.end_line}
    if place.column is not None and place.end_line == place.line:  # columns hold within one line only
        parameters |= {"col": place.column, "endColumn": place.end_column}
    key = f" {finding.key}" if finding.key else ""
    where = f" {finding.column}" if finding.column else ""
    parameters["title"] = f"{finding.code}{key}{where}"
    head = ",".join(f"{name}={attribute(str(value))}" for name, value in parameters.items() if value is not None)
    body = f"found {finding.found}\nexpected {finding.expected}\nwhy {finding.why}\nfix {finding.fix}"
    return f"::{finding.severity} {head}::{data(body)}"
