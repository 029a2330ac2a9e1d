"""What a rule says of a piece, and of all pieces together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ..findings import Finding
from ..package.opening import Package
from ..package.table import TableUnreadable
from ..rules import MAX_KEPT, Check, NotEvaluated, RuleInfo


@dataclass(slots=True)
class Verdict:
    """What one rule found. `reason` says why it came to no verdict; `crash` that it failed itself, and how."""

    cases: int = 0
    failures: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    reason: str | None = None
    crash: str | None = None


def judge(pkg: Package, info: RuleInfo) -> Verdict:
    """Run one rule over one piece. Notes that are words (one for each source) are left out, numbers are kept."""
    check = Check(info)
    verdict = Verdict()
    with judging(verdict):
        info.function(pkg, check)
    verdict.cases, verdict.failures = check.cases, check.failures
    verdict.findings = check.findings
    verdict.notes = {name: value for name, value in check.notes.items() if isinstance(value, int)}
    return verdict


@contextmanager
def judging(verdict: Verdict) -> Iterator[None]:
    """Have what keeps a rule from a verdict told in `verdict`."""
    try:
        yield
    except (NotEvaluated, TableUnreadable) as error:
        verdict.reason = str(error)
    except Exception as error:  # told in a finding of R002, as for a package that is held
        verdict.crash = f"{type(error).__name__}: {error}"


def together(base: Verdict | None, parts: Iterable[Verdict]) -> Verdict:
    """One verdict from those of all parts, which share the registers.

    `base` is that of the registers alone: every part repeats what is true of them, so it is taken off each and counted
    once. Notes add up.
    """
    base = base or Verdict()
    whole = Verdict(base.cases, base.failures, list(base.findings), reason=base.reason, crash=base.crash)
    numbers: Counter[str] = Counter(base.notes)
    shared = Counter(base.findings)
    for part in parts:
        whole.cases += part.cases - base.cases
        whole.failures += part.failures - base.failures
        own = part.findings if not shared else list((Counter(part.findings) - shared).elements())
        whole.findings += own[: MAX_KEPT - len(whole.findings)]
        for name, value in part.notes.items():
            numbers[name] += value - base.notes.get(name, 0)
        whole.reason = whole.reason or part.reason
        whole.crash = whole.crash or part.crash
    whole.notes = dict(numbers)
    return whole


def moved(verdict: Verdict, *, lines: int = 0, records: int = 0, after: int = 0) -> Verdict:
    """The same with lines beyond `after` and all records counted from further down the file."""
    if not lines and not records:
        return verdict
    verdict.findings = [
        replace(
            found,
            line=found.line + lines if found.line is not None and found.line > after else found.line,
            record=found.record + records if found.record is not None else None,
        )
        for found in verdict.findings
    ]
    return verdict


def in_order(verdict: Verdict, paths: Mapping[str, int]) -> Verdict:
    """The same with its findings in the order of files and lines."""
    end = len(paths)
    verdict.findings.sort(key=lambda f: (paths.get(f.file, end), f.file, f.record or 0, f.line or 0))
    return verdict
