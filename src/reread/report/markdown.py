"""The report as Markdown: the job summary of a workflow, a note on a pull request.

Everything that comes from the package stands in code spans, so that it can neither mark up, nor link, nor mention.
The page keeps below `LIMIT` bytes; findings beyond that, or beyond `cap` of one rule, are counted.
"""

from __future__ import annotations

from ..findings import Finding
from ..package.opening import Package
from ..run import Report, RuleResult
from ..templates import filled
from .places import Places

CAP = 20
#: GitHub takes at most 1 MiB for the summary of a step, and 65,536 characters for a comment.
LIMIT = 900_000


def render(report: Report, pkg: Package, *, cap: int = CAP, limit: int = LIMIT) -> str:
    """The page, ending with a newline."""
    places, failing = Places(pkg), [result for result in report.results if result.failures]

    def where(finding: Finding) -> str:
        place = places.of(finding)
        return ":".join([place.path, *(str(n) for n in (place.line, place.column) if n is not None)])

    def page(listed: list[RuleResult]) -> str:
        return filled(
            __package__ or "",
            "summary.md",
            report=report,
            listed=listed,
            omitted=[r for r in failing if all(r is not other for other in listed)],
            cap=cap,
            where=where,
        )

    listed: list[RuleResult] = []
    size = len(page(listed).encode())
    for result in failing:
        size += len(page([result]).encode()) - len(page([]).encode())
        if size < limit:
            listed.append(result)
    return page(listed).rstrip("\n") + "\n"
