"""The report as Markdown: the job summary of a workflow, a note on a pull request.

Everything that comes from the package stands in code spans, so that it can neither mark up, nor link, nor mention.
The page keeps below `LIMIT` bytes; findings beyond that, or beyond `cap` of one rule, are counted.
"""

from __future__ import annotations

from functools import partial

from ..package.opening import Package
from ..run import Report, RuleResult
from ..templates import filled
from .places import Places

CAP = 20
#: GitHub takes at most 1 MiB for the summary of a step, and 65,536 characters for a comment.
LIMIT = 900_000


def render(report: Report, pkg: Package, *, cap: int = CAP, limit: int = LIMIT) -> str:
    """The page, ending with a newline."""
    page = partial(filled, __package__ or "", "summary.md", report=report, cap=cap, where=Places(pkg).of)
    failing = [result for result in report.results if result.failures]
    alone = len(page(listed=[], omitted=failing).encode())
    listed: list[RuleResult] = []
    omitted: list[RuleResult] = []
    size = alone
    for result in failing:
        size += len(page(listed=[result], omitted=failing).encode()) - alone
        (listed if size < limit else omitted).append(result)
    return page(listed=listed, omitted=omitted).rstrip("\n") + "\n"
