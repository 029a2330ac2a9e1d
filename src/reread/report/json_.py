"""The report as JSON, in a shape that stays stable.

```
{
  "format": "cnii-report/1",
  "package": {"name": str, "version": str, "root": str},
  "passed": bool, "exit_code": 0 | 1,
  "files": int, "rows": int, "cases": int, "failures": int, "consequences": int, "seconds": float,
  "facts": {name: int | str},                       what the rules noted for the summary
  "families": [{"family": "B", "name": str, "outcome": str, "rules": int, "cases": int, "failures": int,
                "consequences": int, "not_evaluated": int, "reason": str | null, "seconds": float}],
  "rules": [{"code": str, "title": str, "severity": str, "outcome": str, "cases": int, "failures": int,
             "consequences": int, "listed": int, "reason": str | null, "seconds": float}],
  "findings": [{"code", "severity", "file", "line", "column", "key", "record", "found", "expected", "why", "fix"}]
}
```

`outcome` is "passed", "failed", "not evaluated", "nothing to test" or "not selected". `failures` counts findings: the
number at the top is the sum over the families, and over the rules. `consequences` counts findings that follow from one
of these; they are in no `failures`. A rule with nothing but consequences has failed too. `listed` counts the findings
of a rule in `findings` (at most 10,000 for one rule). Members may be added under the same format
number; none is removed or changes its meaning.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..run import Report

FORMAT = "cnii-report/1"


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain lists and dictionaries."""
    return {
        "format": FORMAT,
        "package": {"name": report.package, "version": report.version, "root": report.root},
        "passed": report.passed,
        "exit_code": report.exit_code,
        "files": report.files,
        "rows": report.rows,
        "cases": report.cases,
        "failures": report.failures,
        "consequences": report.consequences,
        "seconds": round(report.seconds, 4),
        "facts": report.facts,
        "families": [
            {
                "family": family.letter,
                "name": family.name,
                "outcome": family.outcome.value,
                "rules": family.rules,
                "cases": family.cases,
                "failures": family.failures,
                "consequences": family.consequences,
                "not_evaluated": family.not_evaluated,
                "reason": family.reason,
                "seconds": round(family.seconds, 4),
            }
            for family in report.families()
        ],
        "rules": [
            {
                "code": result.info.code,
                "title": result.info.words.title,
                "severity": result.info.words.severity,
                "outcome": result.outcome.value,
                "cases": result.cases,
                "failures": result.failures,
                "consequences": result.consequences,
                "listed": len(result.findings),
                "reason": result.reason,
                "seconds": round(result.seconds, 4),
            }
            for result in report.results
        ],
        "findings": [asdict(finding) for finding in report.findings],
    }


def render(report: Report) -> str:
    """The report as JSON text, ending with a newline."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=2) + "\n"
