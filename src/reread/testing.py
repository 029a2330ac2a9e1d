"""Every rule as a test of its own, for the data package of another repository, in two lines:

    from reread.testing import rules_of
    test_rule = rules_of("path/of/the/package")

pytest then runs one test a rule, named by code and title; its findings are the message of the failure. A rule that
could not be evaluated fails too, with the reason; one that had nothing to test passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from .findings import CannotRun, Outcome
from .package.opening import open_package
from .rules import all_rules, select
from .run import RuleResult, counted, run

#: Findings told in a message.
TOLD = 20


def rules_of(package: str | Path | None = None, wanted: Iterable[str] = ()) -> Callable[[str], None]:
    """A test over all rules whose codes begin with one of `wanted` (all when empty), for the package at a path. A
    relative path is taken from the working directory. The package is validated once, when the first of the tests runs.
    ValueError for a `wanted` that fits no rule; where there is no package, no test is made: that is one error of the
    module that asks."""
    try:
        opened = open_package(package)
    except CannotRun as error:
        told = f"{error.message}, from the working directory {Path.cwd()}. {error.fix}"
        raise pytest.fail.Exception(told, pytrace=False) from None
    infos = select([info for info in all_rules() if info.family != "R"], wanted)

    @cache
    def results() -> dict[str, RuleResult]:
        report = run(opened, wanted)
        return {result.info.code: result for result in report.results}

    @pytest.mark.parametrize("code", [pytest.param(info.code, id=f"{info.code} {info.words.title}") for info in infos])
    def test_rule(code: str) -> None:
        __tracebackhide__ = True
        result = results()[code]
        if result.outcome is Outcome.NOT_EVALUATED:
            pytest.fail(f"{code} was not evaluated: {result.reason}", pytrace=False)
        if result.outcome is Outcome.FAILED and result.info.words.severity == "error":
            pytest.fail(message(result), pytrace=False)

    return test_rule


def message(result: RuleResult) -> str:
    """Findings as they stand in the message of a failed test."""
    lines = [counted(result.failures, result.consequences)]
    for one in result.findings[:TOLD]:
        key = f" ({one.key})" if one.key else ""
        told = (one.place + key, f"found {one.found}", f"expected {one.expected}", f"why {one.why}", f"fix {one.fix}")
        lines.append("\n  ".join(told))
    if result.failures > TOLD:
        lines.append(f"and {result.failures - TOLD:,} more")
    return "\n".join(lines)
