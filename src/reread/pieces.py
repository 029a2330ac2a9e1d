"""The rows of some sources are one unit of work: the rules about sources, judged unit by unit.

A unit holds the rows of its sources and all registers whole; sources whose rows name rows of each other are in one
unit. The same function judges a unit in this process, in a pool of processes and on Spark (a grouped map); whoever
judges it reads the archived texts from the folder of the package. All other rules, and those that come to no verdict
over some unit, are run over the whole package, so that findings and cases are those of a run without units:

    run(package, apart=in_processes(2))
    run(package, apart=on_spark(session))
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .findings import CannotRun, Finding
from .libraries import library
from .package.opening import Package
from .package.part import Part
from .package.table import Row, Table
from .rules import MAX_KEPT, Check, RuleInfo, all_rules
from .run import Apart
from .statements.view import STATEMENT_TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

__all__ = ["here", "in_processes", "on_spark"]

#: Tables every row of which is of one source; the others are registers.
BOUND = ("sources", "evidence", *STATEMENT_TABLES, "corrections")
#: Rows of a unit, if no source has more.
UNIT = 50_000


class Record(NamedTuple):
    """A row on its way to where it is judged."""

    table: str
    number: int
    line: int
    cells: tuple[str, ...]


Unit = list[Record]


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

    def tables(self, pkg: Package, names: Iterable[str], records: Iterable[Record]) -> dict[str, Table]:
        """These tables with just these rows."""
        rows: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {name: [] for name in names}
        for record in records:
            rows[record.table].append(record[1:])
        return {n: Table.of_rows(pkg.tables[n], self.headers[n], sorted(mine)) for n, mine in rows.items()}

    def judge(self, pkg: Package, unit: Iterable[Record]) -> Verdict:
        """What the rules say of one unit. `pkg` gives the registers."""
        bound = self.tables(pkg, self.headers.keys() & set(BOUND), unit)
        part = Part(pkg, bound)
        rules = {info.code: info for info in all_rules()}
        verdict = {code: _told(rules[code], part) for code in self.codes}
        part.cache.clear()  # nothing is to wait for the search for circles
        for table in bound.values():
            table.forget()
        return verdict


def _told(info: RuleInfo, part: Package) -> Told | None:
    check = Check(info)
    gathered: frozenset[tuple[str, ...]] = frozenset()
    try:
        if info.gather is not None:
            gathered = info.gather(part)
        else:
            info.function(part, check)
    except CannotRun:
        raise
    except Exception:  # run over the whole package, the rule will say what is the matter
        return None
    return Told(check.cases, check.failures, check.findings, check.notes, gathered)


# --- units ---


class Sources:
    """The sources of a package, joined where their rows name rows of each other."""

    def __init__(self, pkg: Package) -> None:
        self.bound = {name: pkg.tables[name] for name in BOUND if name in pkg.tables}
        self.parent: dict[str, str] = {}
        self.owners: dict[tuple[str, str], str] = {}
        #: By register and key, the sources whose rows a row of it names: those of the title of a list.
        self.behind: dict[tuple[str, str], set[str]] = defaultdict(set)
        for name, table in self.bound.items():
            for row in table.rows:
                source = self.of(row)
                owner = self.owners.setdefault((name, row.key), source)
                self.join(source, owner)  # two rows that claim one key
        for table in pkg.tables.values():
            for row, targets in self._named(table):
                if table.name not in self.bound:
                    self.behind[table.name, row.key].update(self._of_rows(targets))
        for table in self.bound.values():
            for row, targets in self._named(table):
                for source in self._of_rows(targets):
                    self.join(self.of(row), source)

    def of(self, row: Row) -> str:
        """The source that a row is of: it names it, or evidence of it."""
        if "source_id" in row.table.places:
            return row["source_id"]
        return self.owners.get(("evidence", row.get("evidence_id")), "")

    def root(self, source: str) -> str:
        """One source for all that hang together."""
        above = self.parent.setdefault(source, source)
        while above != source:
            self.parent[source] = source = self.parent[above]
            above = self.parent[source]
        return source

    def join(self, one: str, other: str) -> None:
        """Have two sources in one unit."""
        if one != other:
            self.parent[self.root(other)] = self.root(one)

    def _named(self, table: Table) -> Iterator[tuple[Row, list[tuple[str, str]]]]:
        """The rows of a table with what they name: table and key."""
        columns = [(table.places[c], t, several) for c, t, several in table.references if c in table.places]
        for row in table.rows if columns else ():
            cells = row.cells
            named = ((t, cells[at].split() if several else [cells[at]]) for at, t, several in columns)
            yield row, [(target, key) for target, keys in named for key in keys]

    def _of_rows(self, targets: Iterable[tuple[str, str]]) -> Iterator[str]:
        for target in targets:
            if target in self.owners:
                yield self.owners[target]
            elif target in self.behind:
                yield from self.behind[target]

    def joined(self) -> dict[str, Unit]:
        """The rows of sources that hang together, by their `root`."""
        joined: dict[str, Unit] = defaultdict(list)
        for name, table in self.bound.items():
            for row in table.rows:
                joined[self.root(self.of(row))].append(Record(name, row.record, row.line, row.cells))
        return joined

    def units(self, size: int) -> list[Unit]:
        """Their rows: whole sources, at least `size` rows to a unit but for the last."""
        units: list[Unit] = [[]]
        for records in self.joined().values():
            if len(units[-1]) >= size:
                units.append([])
            units[-1] += records
        return units


# --- verdicts ---


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
    registers = [
        Record(name, row.record, row.line, row.cells)
        for name, table in pkg.tables.items()
        if name not in BOUND
        for row in table.rows
    ]
    headers = {name: table.header for name, table in pkg.tables.items()}
    return Setup(pkg.root, pkg.descriptor_path, headers, registers, tuple(info.code for info in rules))


#: Judges units, in whatever order.
_Judging = Callable[[Setup, Sequence[Unit]], Iterable[Verdict]]


def _apart(judging: _Judging, units: int, pkg: Package, rules: Sequence[RuleInfo]) -> dict[str, Check]:
    """See `run.Apart`: what the rules about sources say, cut into so many `units` or, where they would be large, more.
    For those about registers, what they must know is kept in the cache of the package."""
    mine = [info for info in rules if info.scope in ("source", "register")]
    if not mine or any(not table.readable or table.large for table in pkg.tables.values()):
        return {}
    setup = setup_of(pkg, mine)
    rows = sum(len(pkg.tables[name]) for name in BOUND if name in pkg.tables)
    base = setup.judge(setup.open(), ())
    verdicts = list(judging(setup, Sources(pkg).units(min(UNIT, -(-rows // units)))))
    found: dict[str, Check] = {}
    for info in mine:
        told = [one for verdict in verdicts if (one := verdict[info.code]) is not None]
        alone = base[info.code]
        if alone is None or len(told) < len(verdicts):
            continue
        whole = _total(alone, told)
        if info.gather is not None:
            pkg.cache[info.gather] = whole.gathered
        else:
            found[info.code] = Check(info, whole.cases, whole.failures, whole.findings, whole.notes)
    return found


# --- where they are judged ---


def here(units: int = 1) -> Apart:
    """In this process, one unit after the other."""
    return partial(_apart, _here, units)


def _here(setup: Setup, units: Sequence[Unit]) -> Iterator[Verdict]:
    pkg = setup.open()
    return (setup.judge(pkg, unit) for unit in units)


def in_processes(processes: int) -> Apart:
    """In so many processes. Raises `CannotRun` where one of them dies."""
    return partial(_apart, partial(_in_processes, processes), 2 * processes)


def _in_processes(processes: int, setup: Setup, units: Sequence[Unit]) -> Iterator[Verdict]:
    # Spawned, not forked: a fork of a process in which Polars has threads may hang.
    with ProcessPoolExecutor(processes, get_context("spawn"), _start, (setup,)) as pool:
        try:
            yield from pool.map(_judge, units)
        except BrokenProcessPool:
            raise CannotRun(
                "a process that judged a part of the package has ended before its time, most likely for want of memory",
                "Run it with fewer processes.",
            ) from None


_worker: tuple[Setup, Part] | None = None


def _start(setup: Setup) -> None:
    global _worker
    _worker = setup, setup.open()


def _judge(unit: Unit) -> Verdict:
    assert _worker is not None
    return _worker[0].judge(_worker[1], unit)


def on_spark(session: SparkSession, units: int | None = None) -> Apart:
    """On Spark, whose workers must be able to read the folder of the package. Raises `MissingLibrary` without
    PyArrow."""
    return partial(_apart, partial(_on_spark, session), units or 2 * session.sparkContext.defaultParallelism)


def _on_spark(session: SparkSession, setup: Setup, units: Sequence[Unit]) -> Iterator[Verdict]:
    pa = library("pyarrow")
    names = ("unit", *Record._fields)
    columns = zip(*((number, *record) for number, unit in enumerate(units) for record in unit), strict=True)
    rows = session.createDataFrame(pa.table(dict(zip(names, map(list, columns), strict=True))))

    def judge(rows: Any) -> Any:  # Spark looks at the types, and knows none but those of PyArrow
        return _grouped(setup, rows)

    told = rows.groupBy("unit").applyInArrow(judge, "verdict binary")
    return (pickle.loads(row.verdict) for row in told.collect())


def _grouped(setup: Setup, rows: pa.Table) -> pa.Table:
    """The verdict on a unit as Spark hands it over."""
    columns = [rows.column(name).to_pylist() for name in Record._fields]
    records = [Record(table, number, line, tuple(cells)) for table, number, line, cells in zip(*columns, strict=True)]
    verdict = pickle.dumps(setup.judge(setup.open(), records))
    return library("pyarrow").table({"verdict": [verdict]})
