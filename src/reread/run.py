"""Runs the rules over a package and gathers a `Report`.

Order: bytes, schema, provenance, consistency, package. What an earlier rule found unreadable stops what needs it, and
nothing else, and never counts as passed:

- where the descriptor cannot be read, no rule outside the B family runs;
- where a table cannot be read, or lacks columns, the V and X rules that read it are "not evaluated", with the reason;
- where a cell is not of its type, the V and X rules do not see its row;
- what a schema says and nobody understands (S100) is left out of what is checked.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import NoReturn

from .causes import gather
from .findings import CannotRun, Finding, Outcome
from .package.opening import Package
from .package.part import Part
from .package.table import Table, TableUnreadable
from .rules import FAMILIES, Check, NotEvaluated, RuleInfo, all_rules, rule, select
from .rules.package_check import pass_over

#: Judges some of these rules in another way than one after the other over the whole package (see `pieces`), and says
#: what came of them by code.
Apart = Callable[[Package, Sequence[RuleInfo]], Mapping[str, Check]]

#: Bytes from which a table is passed over instead of being held. Rules that read rows one by one would take minutes
#: from there on, and memory of ten times the file.
LARGE = 1 << 27
#: The same where no rule that reads rows one by one is wanted.
LARGE_FOR_CONTRACT = 1 << 18


@dataclass(slots=True)
class RuleResult(Check):
    """How one rule ended. `failures` counts its findings, `findings` keeps the first of them. Those that follow from
    another finding, of this rule or of any other, are in neither: there are `consequences` of them.
    """

    outcome: Outcome = Outcome.NOT_EVALUATED
    reason: str | None = None
    seconds: float = 0.0
    consequences: int = 0


@dataclass(frozen=True, slots=True)
class FamilyResult:
    """A family summed up. `reason` says why it, or the `not_evaluated` of its rules, did not run."""

    letter: str
    name: str
    outcome: Outcome
    rules: int
    cases: int
    failures: int
    consequences: int
    not_evaluated: int
    reason: str | None
    seconds: float


@dataclass(slots=True)
class Report:
    """Everything a validation found out. `facts` are what the rules noted for the summary, by name."""

    root: str
    package: str
    version: str
    files: int
    rows: int
    results: list[RuleResult]
    facts: dict[str, int | str]
    seconds: float

    @property
    def findings(self) -> list[Finding]:
        """All findings kept, in the order of the rules."""
        return [finding for result in self.results for finding in result.findings]

    @property
    def failures(self) -> int:
        """How many findings there are, kept or only counted, without those that follow from others."""
        return sum(result.failures for result in self.results)

    @property
    def consequences(self) -> int:
        """How many findings follow from others."""
        return sum(result.consequences for result in self.results)

    @property
    def cases(self) -> int:
        """How many cases were tested."""
        return sum(result.cases for result in self.results)

    @property
    def passed(self) -> bool:
        """True when nothing of severity error was found and every selected rule could run."""
        return not any(
            r.outcome is Outcome.NOT_EVALUATED or (r.outcome is Outcome.FAILED and r.info.words.severity == "error")
            for r in self.results
        )

    @property
    def exit_code(self) -> int:
        """0 when passed, else 1."""
        return 0 if self.passed else 1

    def families(self) -> list[FamilyResult]:
        """One result per family that has rules, in run order (R only when it found something)."""
        found = []
        order = (Outcome.FAILED, Outcome.NOT_EVALUATED, Outcome.PASSED, Outcome.NOTHING_TO_TEST)
        for letter, name in FAMILIES.items():
            mine = [r for r in self.results if r.info.family == letter]
            outcomes = [r.outcome for r in mine]
            outcome = next((o for o in order if o in outcomes), Outcome.NOT_SELECTED)
            reasons = [r.reason for r in mine if r.outcome is Outcome.NOT_EVALUATED and r.reason]
            if mine or letter != "R":
                cases, failures = sum(r.cases for r in mine), sum(r.failures for r in mine)
                follow, unable = sum(r.consequences for r in mine), outcomes.count(Outcome.NOT_EVALUATED)
                numbers = (len(mine), cases, failures, follow, unable)
                reason, seconds = next(iter(reasons), None), sum(r.seconds for r in mine)
                found.append(FamilyResult(letter, name, outcome, *numbers, reason, seconds))
        return found


def counted(failures: int, consequences: int) -> str:
    """How much was found, in words.

    >>> counted(1, 299), counted(0, 0)
    ('1 finding and 299 that follow', 'no findings')
    """
    words = f"{failures:,} finding{'s' if failures > 1 else ''}" if failures else "no findings"
    return words + (f" and {consequences:,} that follow" if consequences else "")


def run(
    pkg: Package,
    wanted: Iterable[str] = (),
    *,
    prerequisites: bool = True,
    causes: bool = True,
    apart: Apart | None = None,
) -> Report:
    """Run the rules whose codes begin with one of `wanted` (all when empty) over `pkg`.

    With `prerequisites`, blocking rules of the B and S families run even when not selected, so that no rule judges what
    cannot be read. With `causes`, findings that follow from others are only counted. With `apart`, rules of the V and X
    families may be judged in units, with the same verdict. Raises ValueError for a `wanted` that fits no rule, and
    `CannotRun` when an optional dependency of a rule is missing.
    """
    started = perf_counter()
    order = list(FAMILIES)
    rules = [info for info in all_rules() if info.family != "R"]
    chosen = {info.code for info in select(rules, wanted)}
    if pkg.large_from is None:
        rowless = all(code[0] == "S" or code.startswith("B1") for code in chosen)
        pkg.large_from = LARGE_FOR_CONTRACT if rowless else LARGE
    pkg.pass_over = pass_over
    last = max(order.index(info.family) for info in rules if info.code in chosen)
    runner = _Runner(pkg, apart, [info for info in rules if info.code in chosen and info.family in "VX"])
    with without_collecting():
        for info in rules:
            if info.code in chosen or (prerequisites and info.blocking and order.index(info.family) < last):
                runner.run(info)
    results = runner.results + list(runner.own.values())
    if causes:
        gather(pkg, results)
    return Report(
        root=str(pkg.root.absolute()),
        package=str(pkg.descriptor.get("name", "")),
        version=str(pkg.descriptor.get("version", "")),
        files=len(pkg.tables),
        rows=sum(len(table) for table in pkg.tables.values() if table.readable),
        results=results,
        facts=runner.facts,
        seconds=perf_counter() - started,
    )


@contextmanager
def without_collecting() -> Iterator[None]:
    """Do not look for circles meanwhile: a package is a million objects that stay, and looking takes a tenth of the
    time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Runner:
    """Runs one rule after the other and remembers what stands in the way of the next."""

    def __init__(self, pkg: Package, apart: Apart | None, later: Sequence[RuleInfo]) -> None:
        self.pkg = pkg
        self.apart, self.later = apart, later  # `later` are the rules of the V and X families
        self.told: Mapping[str, Check] | None = None
        self.results: list[RuleResult] = []
        self.own: dict[str, RuleResult] = {}  # results of the R rules, by code
        self.facts: dict[str, int | str] = {}
        self.halted: str | None = None  # the blocking finding that stops everything after the B family
        self.blocked: dict[str, str] = {}  # path of a file -> the blocking rule that failed there
        self.faulty: set[str] = set()  # files with an error so far
        self.unread: dict[str, set[int]] = {}  # path of a table -> records with a cell that is not of its type
        self._readable: Package | None = None

    def run(self, info: RuleInfo) -> None:
        """Run one rule, or say why it cannot run."""
        result = RuleResult(info, reason=self._obstacle(info))
        self.results.append(result)
        if result.reason:
            return
        if info.house and not self.pkg.expects(info.code):
            result.outcome = Outcome.NOT_SELECTED
        elif info.family in "VX" and not (self.pkg.expects(info.code) or self.pkg.holds_statements):
            result.outcome = Outcome.NOTHING_TO_TEST
        else:
            self._judge(result)

    def _judge(self, result: RuleResult) -> None:
        started, info = perf_counter(), result.info
        if self.apart is not None and self.told is None and info.family in "VX":
            self.told = self.apart(self._seen(info), [one for one in self.later if not self._obstacle(one)])
        if told := self.told.get(info.code) if self.told else None:  # it has been judged apart
            result.cases, result.failures = told.cases, told.failures
            result.findings, result.notes = told.findings, told.notes
        else:
            result.reason = self._call(result)
        silent = result.reason is None and not result.cases and not result.failures and not info.optional
        if silent and self.pkg.expects(info.code) and self._had_something_to_test(info):
            found = f"{info.code} ({info.words.title}) tested no case"
            self._report_own("R001", info, found, "a rule that tests at least one case")
        if result.failures:
            result.outcome = Outcome.FAILED
        elif result.reason is None:
            result.outcome = Outcome.PASSED if result.cases else Outcome.NOTHING_TO_TEST
        result.seconds = perf_counter() - started
        self._remember(result)

    def _call(self, check: Check) -> str | None:
        """Call the rule; why it came to no verdict, or None. A crash becomes finding R002."""
        info = check.info
        try:
            info.function(self._seen(info), check)
        except (NotEvaluated, TableUnreadable) as error:
            return str(error)
        except CannotRun:
            raise
        except ImportError as error:
            if (error.name or "").startswith(__name__.split(".")[0]):
                raise
            name = str(error.name).partition(".")[0]
            raise CannotRun(
                f"rule {info.code} needs the library {name}, which is not installed",
                "Install what validation needs: pip install 'cn-industrial-internet[validate]'",
            ) from error
        except Exception as error:  # a rule met data its author did not think of: a finding, never a traceback
            if self.faulty and info.family in "VX":
                return f"it met what earlier rules have found in {min(self.faulty)}"
            found = f"{info.code} stopped with {type(error).__name__}: {error}"
            self._report_own("R002", info, found, "a verdict")
            return f"the rule itself failed with {type(error).__name__}"
        return None

    def _obstacle(self, info: RuleInfo) -> str | None:
        """Why `info` cannot run, or None."""
        if info.family != "B" and self.halted:
            return self.halted
        paths = [self.pkg.table(name).path for name in info.tables] if info.family in "VX" else []
        path = next((path for path in paths if path in self.blocked), None)
        return f"{self.blocked[path]} found that {path} cannot be read" if path is not None else None

    def _seen(self, info: RuleInfo) -> Package:
        """The package as a rule may see it: those of the V and X families without the rows that cannot be read."""
        if info.family not in "VX" or not self.unread:
            return self.pkg
        if self._readable is None:
            self._readable = Part(self.pkg, {n: self._without(t) for n, t in self.pkg.tables.items()})
        return self._readable

    def _without(self, table: Table) -> Table:
        records = self.unread.get(table.path)
        if not records or not table.readable or table.large:
            return table
        rows = [(row.record, row.line, row.cells) for row in table.rows if row.record not in records]
        return Table.of_rows(table, table.header, rows)

    def _remember(self, check: Check) -> None:
        info = check.info
        # Numbers before words; not in the order in which sources were judged.
        for name, value in sorted(check.notes.items(), key=lambda note: (isinstance(note[1], str), note[0])):
            before = self.facts.get(name)
            self.facts[name] = before + value if isinstance(before, int) and isinstance(value, int) else value
        if info.words.severity == "error":
            self.faulty.update(finding.file for finding in check.findings)
        if not info.blocking:
            return
        if info.family == "B" and check.findings and not self.pkg.tables and not self.pkg.resources:
            self.halted = self.halted or f"{info.code} found {self.pkg.descriptor_path} unreadable"
        tables = {table.path: table for table in self.pkg.tables.values()}
        held = check.failures == len(check.findings)
        for file, record in ((one.file, one.record) for one in check.findings if one.file in tables):
            table = tables[file]
            whole = all(field.get("name") in table.header for field in table.fields)
            if info.family != "B" and record is not None and held:
                self.unread.setdefault(file, set()).add(record)
            elif not table.readable or (info.family != "B" and not whole):
                self.blocked.setdefault(file, info.code)

    def _had_something_to_test(self, info: RuleInfo) -> bool:
        """Whether a rule that tested nothing should have: its tables have rows, and no earlier error explains it."""
        tables = [self.pkg.table(name) for name in info.tables]
        sound = all(table.path not in self.faulty and table.readable and len(table) for table in tables)
        return sound if tables else not self.faulty

    def _report_own(self, code: str, info: RuleInfo, found: str, expected: str) -> None:
        """Add a finding of R001 or R002 about the rule `info`."""
        own = next(each for each in all_rules() if each.code == code)
        result = self.own.setdefault(code, RuleResult(own, outcome=Outcome.FAILED))
        result.case()
        path = self.pkg.table(info.tables[0]).path if info.tables else self.pkg.descriptor_path
        result.fail_file(path, found, expected)


def report(pkg: Package, check: Check) -> NoReturn:
    """What the runner reports itself is never run."""
    raise AssertionError


for _code in ("R001", "R002"):
    rule(_code)(report)
