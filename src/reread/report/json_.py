"""The report as JSON, in a shape that stays stable: docs/stability.md describes it. Members may be added under the same
format number; none is removed or changes its meaning.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..package.jsontext import json_text
from ..run import Report

FORMAT = "cnii-report/1"


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain lists and dictionaries."""
    counts = ("cases", "failures", "consequences")
    of_family = ("name", "outcome", "rules", *counts, "not_evaluated", "reason", "seconds")
    families = [{"family": family.letter, **members(family, *of_family)} for family in report.families()]
    rules = [
        {
            "code": result.info.code,
            **members(result.info.words, "title", "severity"),
            **members(result, "outcome", *counts),
            "listed": len(result.findings),
            **members(result, "reason", "seconds"),
        }
        for result in report.results
    ]
    return {
        "format": FORMAT,
        "package": {"name": report.package, "version": report.version, "root": report.root},
        **members(report, "passed", "exit_code", "files", "rows", *counts, "seconds", "facts"),
        "families": families,
        "rules": rules,
        "findings": [asdict(finding) for finding in report.findings],
    }


def members(thing: object, *names: str) -> dict[str, Any]:
    """Some members of `thing`, seconds to a tenth of a thousandth."""
    found = ((name, getattr(thing, name)) for name in names)
    return {name: round(value, 4) if name == "seconds" else value for name, value in found}


def render(report: Report) -> str:
    """The report as JSON text, ending with a newline."""
    return json_text(as_dict(report))
