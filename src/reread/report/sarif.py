"""The report as SARIF 2.1.0, for code scanning, editors and archives.

Every rule of the run is listed with its documentation; every finding is a result with its place in physical lines and
in columns counted in code points. What is not listed, and what could not run, is a notification of the invocation.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..escaping import visible
from ..findings import Finding, Outcome
from ..package.jsontext import json_text
from ..package.opening import Package
from ..run import Report, RuleResult
from .json_ import members
from .places import Place, Places, repository_path

SCHEMA = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"
#: Results listed in one run. Code scanning refuses a run with more than 25,000.
MAX_RESULTS = 25_000


def render(report: Report, pkg: Package) -> str:
    """The SARIF log, ending with a newline."""
    return json_text(as_dict(report, pkg))


def as_dict(report: Report, pkg: Package) -> dict[str, Any]:
    """The SARIF log as plain lists and dictionaries."""
    places, prefix = Places(pkg), repository_path(report.root)
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    for number, rule in enumerate(report.results):
        listed = rule.findings[: MAX_RESULTS - len(results)]
        results += [_result(finding, number, places.of(finding), prefix) for finding in listed]
        if rule.failures > len(listed):
            more = f"{rule.failures - len(listed):,} more findings of {rule.info.code}, counted and not listed"
            notifications.append(_notification(rule, more))
        if rule.outcome is Outcome.NOT_EVALUATED:
            notifications.append(_notification(rule, f"{rule.info.code} was not evaluated: {rule.reason}"))
    invocation: dict[str, Any] = {"executionSuccessful": True, "exitCode": report.exit_code}
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    driver = {"name": "cnii", "fullName": "cnii validate", "semanticVersion": __version__}
    properties = {"package": report.package, "packageVersion": report.version}
    run = {
        "tool": {"driver": {**driver, "rules": [_rule(rule) for rule in report.results]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
        "properties": properties | members(report, "passed", "cases", "failures", "consequences", "facts"),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(result: RuleResult) -> dict[str, Any]:
    info, words = result.info, result.info.words
    text = f"{words.what}\n\nWhy: {words.why}\n\nBad: {words.bad}\n\nGood: {words.good}\n\nFix: {words.fix}"
    return {
        "id": info.code,
        "name": "".join(word.capitalize() for word in "".join(c if c.isalnum() else " " for c in words.title).split()),
        "shortDescription": {"text": words.title},
        "fullDescription": {"text": words.what},
        "help": {"text": text},
        "defaultConfiguration": {"level": words.severity},
        "properties": members(result, "outcome", "cases", "failures", "consequences"),
    }


def _notification(result: RuleResult, text: str) -> dict[str, Any]:
    return {"level": "warning", "message": {"text": visible(text)}, "associatedRule": {"id": result.info.code}}


def _result(finding: Finding, rule: int, place: Place, prefix: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(prefix + place.path)}}
    if place.line is not None:
        columns = {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
        physical["region"] = {"startLine": place.line} | ({} if place.column is None else columns)
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.key:
        name = ".".join(part for part in (finding.key, finding.column) if part)
        location["logicalLocations"] = [{"fullyQualifiedName": visible(name), "kind": "object"}]
    same = "\x1f".join((finding.code, finding.file, finding.key or "", finding.column or "", finding.found))
    text = f"Found {finding.found}, expected {finding.expected}. {finding.why} {finding.fix}"
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": visible(text)},
        "locations": [location],
        # The same for the same fault, whichever line it has moved to.
        "partialFingerprints": {"cnii/v1": sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:32]},
        "properties": members(finding, "found", "expected", "why", "fix"),
    }
