"""The rows of some sources are one unit of work: the rules about sources, judged unit by unit.

A unit holds the rows of its sources and all registers whole; sources whose rows name rows of each other are in one
unit. Units are judged in this process, in a pool of processes or on Spark (a grouped map), which read the archived
texts from the folder of the package. All other rules, and those that come to no verdict over some unit, are run over
the whole package, so that findings and cases are those of a run without units: `run(package, apart=in_processes(2))`.
"""

from __future__ import annotations

import marshal
import pickle
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .findings import CannotRun, Finding
from .libraries import library
from .package.opening import Package
from .package.part import Part
from .package.table import Row, Table, TableUnreadable
from .rules import MAX_KEPT, Check, RuleInfo, all_rules
from .run import Apart, without_collecting
from .statements.view import STATEMENT_TABLES

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

T = TypeVar("T")

#: Tables every row of which is of one source; the others are registers.
BOUND = ("sources", "evidence", *STATEMENT_TABLES, "corrections")
#: Rows of a unit, if no source has more.
UNIT = 50_000
#: Rows below which other processes take longer to start than they save.
SMALL = 100_000
#: Rows by their table: number, line, cells. Nothing sends them faster than `marshal`.
Unit = dict[str, list[tuple[int, int, tuple[str, ...]]]]


@dataclass(slots=True)
class Told:
    """What came of one rule over one unit. `gathered` is what a rule about registers must know of it."""

    cases: int
    failures: int
    findings: list[Finding]
    notes: dict[str, int | str]
    gathered: frozenset[tuple[str, ...]] = frozenset()


#: By code; None where the rule came to no verdict.
Verdict = dict[str, Told | None]


@dataclass(slots=True)
class Setup:
    """What is needed to judge a unit beside its rows: the folder, the registers, and the rules."""

    root: Path
    descriptor: str
    headers: dict[str, tuple[str, ...]]
    registers: Unit
    codes: tuple[str, ...]

    def open(self) -> Part:
        """The package with the registers and without a row of any source."""
        pkg = Package(self.root, self.descriptor)
        return Part(pkg, self.tables(pkg, self.headers, self.registers))

    def tables(self, pkg: Package, names: Iterable[str], unit: Unit) -> dict[str, Table]:
        """These tables with just these rows."""
        return {name: Table.of_rows(pkg.tables[name], self.headers[name], unit.get(name, ())) for name in names}

    def judge(self, pkg: Package, unit: Unit) -> Verdict:
        """What the rules say of one unit. `pkg` gives the registers."""
        bound = self.tables(pkg, self.headers.keys() & set(BOUND), unit)
        part = Part(pkg, bound)
        verdict = {info.code: _told(info, part) for info in all_rules() if info.code in self.codes}
        part.cache.clear()  # nothing is to wait for the search for circles
        for table in bound.values():
            table.forget()
        return verdict


def _told(info: RuleInfo, part: Package) -> Told | None:
    check = Check(info)
    try:
        gathered = info.gather(part) if info.gather else frozenset()
        if info.gather is None:
            info.function(part, check)
    except CannotRun as error:
        if not isinstance(error, TableUnreadable):
            raise
        return None
    except Exception:  # run over the whole package, the rule will say what is the matter
        return None
    return Told(check.cases, check.failures, check.findings, check.notes, gathered)


class Sources:
    """The sources of a package, joined where their rows name rows of each other."""

    def __init__(self, pkg: Package) -> None:
        self.bound = {name: pkg.tables[name] for name in BOUND if name in pkg.tables}
        self.parent: dict[str, str] = {}
        #: The source that each row of a table is of: it names it, or evidence of it; and by the key of the row.
        self.sources: dict[str, list[str]] = {}
        self.owners: dict[str, dict[str, str]] = {}
        #: By register and key, the sources whose rows a row of it names: those of the title of a list.
        self.behind: dict[str, dict[str, set[str]]] = {}
        for name, table in self.bound.items():
            sources = [source for _, (source,) in table.cells("source_id")]
            if "source_id" not in table.places:
                owners = self.owners.get("evidence", {})
                sources = [owners.get(key, "") for _, (key,) in table.cells("evidence_id")]
            self.sources[name], mine = sources, self.owners.setdefault(name, {})
            for row, source in zip(table.rows, sources, strict=True):
                self.join(source, mine.setdefault(row.key, source))  # two rows that claim one key
        registers = [table for name, table in pkg.tables.items() if name not in self.bound]
        for table in (*registers, *registers):  # twice, for rows that name a row further down
            behind = self.behind.setdefault(table.name, defaultdict(set))
            for row, source in list(self.named(table, table.rows)):
                behind[row.key].add(source)
        for name, table in self.bound.items():
            for own, source in self.named(table, self.sources[name]):
                self.join(own, source)

    def root(self, source: str) -> str:
        """One source for all that hang together."""
        while (above := self.parent.setdefault(source, source)) != source:
            self.parent[source] = source = self.parent[above]
        return source

    def join(self, one: str, other: str) -> None:
        """Have two sources in one unit."""
        if one != other:
            self.parent[self.root(other)] = self.root(one)

    def named(self, table: Table, rows: Sequence[T]) -> Iterator[tuple[T, str]]:
        """What stands in `rows` for each row of a table, with the sources whose rows that row names."""
        for column, target, several in table.references if len(table) else ():
            owners, behind = self.owners.get(target, {}), self.behind.get(target, {})
            if column not in table.places or not (owners or behind):
                continue
            for one, (_, (cell,)) in zip(rows, table.cells(column), strict=True):
                for key in cell.split() if several else (cell,):
                    if key in owners:
                        yield one, owners[key]
                    elif key in behind:
                        yield from ((one, source) for source in behind[key])

    def joined(self) -> dict[str, dict[str, list[Row]]]:
        """The rows of sources that hang together, by their `root` and table."""
        joined: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {name: [] for name in self.bound})
        for name, table in self.bound.items():
            for row, source in zip(table.rows, self.sources[name], strict=True):
                joined[self.root(source)][name].append(row)
        return joined


def unit_of(rows: Mapping[str, Sequence[Row]]) -> Unit:
    """A unit of these rows, by table."""
    return {name: sorted((row.record, row.line, row.cells) for row in mine) for name, mine in rows.items()}


def units_of(pkg: Package, size: int) -> Iterator[Unit]:
    """The rows of whole sources, at least `size` rows to a unit but for the last."""
    unit: dict[str, list[Row]] = defaultdict(list)
    for rows in Sources(pkg).joined().values():
        if sum(map(len, unit.values())) >= size:
            yield unit_of(unit)
            unit.clear()
        for name, mine in rows.items():
            unit[name] += mine
    yield unit_of(unit)


def _total(base: Told, parts: Iterable[Told]) -> Told:
    """What came of a rule over all units. Every unit repeats what is true of the registers alone (`base`), so that is
    taken off each and counted once."""
    total = Told(base.cases, base.failures, list(base.findings), dict(base.notes), base.gathered)
    for told in parts:
        total.cases += told.cases - base.cases
        total.failures += told.failures - base.failures
        if told.findings:
            total.findings += (Counter(told.findings) - Counter(base.findings)).elements()
        total.gathered |= told.gathered
        for name, value in told.notes.items():
            if isinstance(value, int):
                value += int(total.notes.get(name, 0)) - int(base.notes.get(name, 0))
            total.notes[name] = value
    total.findings.sort(key=lambda one: (one.file, one.record or 0))
    del total.findings[MAX_KEPT:]
    return total


def setup_of(pkg: Package, rules: Iterable[RuleInfo]) -> Setup:
    """What is needed to judge units of a package by these rules."""
    registers = {name: table.rows for name, table in pkg.tables.items() if name not in BOUND}
    headers = {name: table.header for name, table in pkg.tables.items()}
    return Setup(pkg.root, pkg.descriptor_path, headers, unit_of(registers), tuple(info.code for info in rules))


#: Judges units, in whatever order.
_Judging = Callable[[Setup, Iterable[Unit]], Iterable[Verdict]]


def _apart(judging: _Judging, units: int, small: int, pkg: Package, rules: Sequence[RuleInfo]) -> dict[str, Check]:
    """See `run.Apart`: what the rules about sources say, cut into so many `units` or, where they would be large, more;
    not where the package has fewer rows than `small`. For those about registers, what they must know is kept in the
    cache of the package."""
    mine = [info for info in rules if info.scope in ("source", "register")]
    if not mine or any(not table.readable or table.large for table in pkg.tables.values()):
        return {}
    rows = sum(len(pkg.tables[name]) for name in BOUND if name in pkg.tables)
    if rows < small:
        return {}
    setup = setup_of(pkg, mine)
    base = setup.judge(setup.open(), {})
    verdicts = list(judging(setup, units_of(pkg, min(UNIT, -(-rows // units)))))
    found: dict[str, Check] = {}
    for info in mine:
        alone, told = base[info.code], [one for verdict in verdicts if (one := verdict[info.code]) is not None]
        if alone is None or len(told) < len(verdicts):
            continue
        whole = _total(alone, told)
        if info.gather is not None:
            pkg.cache[info.gather] = whole.gathered
        else:
            found[info.code] = Check(info, whole.cases, whole.failures, whole.findings, whole.notes)
    return found


def here(units: int = 1) -> Apart:
    """In this process, one unit after the other."""
    return partial(_apart, _here, units, 0)


def _here(setup: Setup, units: Iterable[Unit]) -> Iterator[Verdict]:
    pkg = setup.open()
    return (setup.judge(pkg, unit) for unit in units)


def in_processes(processes: int) -> Apart:
    """In so many processes, where there are rows enough for them. Raises `CannotRun` where one of them dies."""
    return partial(_apart, partial(_in_processes, processes), 2 * processes, SMALL)


def _in_processes(processes: int, setup: Setup, units: Iterable[Unit]) -> Iterator[Verdict]:
    # Spawned, not forked: a fork of a process in which Polars has threads may hang.
    with ProcessPoolExecutor(processes, get_context("spawn"), _start, (setup,)) as pool:
        try:
            for _ in range(processes):
                pool.submit(int)  # has it start
            sent: deque[Future[Verdict]] = deque()
            for unit in units:
                sent.append(pool.submit(_judge, marshal.dumps(unit)))
                if len(sent) > 2 * processes:  # no more units wait than are soon judged
                    yield sent.popleft().result()
            yield from (one.result() for one in sent)
        except BrokenProcessPool:
            raise CannotRun(
                "a process that judged a part of the package has ended before its time, most likely for want of memory",
                "Run it with fewer processes.",
            ) from None


_worker: tuple[Setup, Part] | None = None


def _start(setup: Setup) -> None:
    global _worker
    _worker = setup, setup.open()


def _judge(unit: bytes) -> Verdict:
    assert _worker is not None
    with without_collecting():
        return _worker[0].judge(_worker[1], marshal.loads(unit))


def on_spark(session: SparkSession, units: int | None = None) -> Apart:
    """On Spark, whose workers must be able to read the folder of the package. Raises `MissingLibrary` without
    PyArrow."""
    return partial(_apart, partial(_on_spark, session), units or 2 * session.sparkContext.defaultParallelism, 0)


def _on_spark(session: SparkSession, setup: Setup, units: Iterable[Unit]) -> Iterator[Verdict]:
    table = library("pyarrow").table
    packed = list(map(marshal.dumps, units))

    def judge(rows: Any) -> Any:  # Spark looks at the types, and knows none but those of PyArrow
        (unit,) = rows.column("rows").to_pylist()
        return table({"verdict": [pickle.dumps(setup.judge(setup.open(), marshal.loads(unit)))]})

    frame = session.createDataFrame(table({"unit": list(range(len(packed))), "rows": packed}))
    told = frame.groupBy("unit").applyInArrow(judge, "verdict binary")
    return (pickle.loads(row.verdict) for row in told.collect())
