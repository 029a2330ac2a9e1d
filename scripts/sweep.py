"""Measures how many small wrongs validation notices: a seeded sweep of single-cell changes over all tables.

    python scripts/sweep.py [PACKAGE] [--sample N] [--seed S] [--table NAME] [--frictionless N] [--misses]

For every column, N changes of each kind (`mutations.KINDS`) are made in memory, and the rules of the families B, S, V
and X are run. The recorded hashes, sizes and counts of the family P are left out: they notice any change whatever, and
say nothing about it. Beside it a part of the same changes goes through `frictionless validate` alone, which takes
about a second for each, so its sample is smaller.

Printed for each column: changes, share caught, share placed (a finding on a changed line, or at the other end of the
reference), and what frictionless caught. Columns (or kinds of change to them) in which less can be caught are listed
with the reason in tests/sweep_exceptions.csv; the totals are given with and without them.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from mutations import KINDS, STATEMENT_TABLES, Change, Judge, Verdict, altered_csv, changes

from cn_industrial_internet.package import Package, open_package

EXCEPTIONS = Path(__file__).resolve().parent.parent / "tests" / "sweep_exceptions.csv"


def exceptions(path: Path = EXCEPTIONS) -> dict[tuple[str, str, str], str]:
    """Columns in which not every change can be noticed, with the reason. A table "*" stands for all, a kind "" too."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"], row["kind"]): row["reason"] for row in csv.DictReader(file)}


def is_excepted(known: dict[tuple[str, str, str], str], table: str, column: str, kind: str = "") -> bool:
    """Whether a column, or this kind of change to it, is among the `exceptions`."""
    return any((name, column, what) in known for name in (table, "*") for what in ("", kind))


# --- ours ---


def sweep(root: Path | None, planned: Sequence[Change], jobs: int) -> list[Verdict]:
    """A verdict for each change, in their order, with `jobs` processes."""
    if jobs < 2 or len(planned) < 50:
        return _judged(root, planned)
    parts = [planned[n::jobs] for n in range(jobs)]
    with ProcessPoolExecutor(jobs) as pool:
        results = list(pool.map(_judged, [root] * jobs, parts))
    return [results[n % jobs][n // jobs] for n in range(len(planned))]


def _judged(root: Path | None, planned: Sequence[Change]) -> list[Verdict]:
    judge = Judge(open_package(root))
    return [judge.verdict(change) for change in planned]


# --- frictionless ---


class Frictionless:
    """`frictionless validate` on changed copies of a package whose descriptor has no hashes and sizes."""

    def __init__(self, pkg: Package, folder: Path) -> None:
        self.pkg = pkg
        self.root = folder / "package"
        for name in ("data", "schemas", "seeds"):
            shutil.copytree(pkg.root / name, self.root / name)
        descriptor = json.loads((pkg.root / pkg.descriptor_path).read_text("utf-8"))
        for resource in descriptor["resources"]:
            for key in ("hash", "bytes"):
                resource.pop(key, None)
        (self.root / pkg.descriptor_path).write_text(json.dumps(descriptor), "utf-8")
        if self.errors():
            raise SystemExit("frictionless finds errors before anything is changed")

    def errors(self) -> int:
        """How many errors it reports."""
        import frictionless

        report = frictionless.validate(str(self.root / self.pkg.descriptor_path))
        return int(report.stats["errors"])

    def caught(self, change: Change) -> bool:
        """Whether it reports any error after `change`."""
        table = self.pkg.tables[change.table]
        path = self.root / table.path
        before = path.read_bytes()
        path.write_bytes(altered_csv(table, change))
        try:
            return self.errors() > 0
        finally:
            path.write_bytes(before)


def sweep_frictionless(root: Path | None, planned: Sequence[Change]) -> list[bool]:
    """Whether frictionless notices each change."""
    with tempfile.TemporaryDirectory() as folder:
        judge = Frictionless(open_package(root), Path(folder))
        return [judge.caught(change) for change in planned]


# --- printing ---


@dataclass
class Tally:
    """Counts of one line of the table."""

    changes: int = 0
    caught: int = 0
    placed: int = 0
    on_line: int = 0
    asked: int = 0
    frictionless: int = 0

    def add(self, verdict: Verdict, other: bool | None) -> None:
        """Count one change; `other` is what frictionless said, None where it was not asked."""
        self.changes += 1
        self.caught += verdict.caught
        self.placed += verdict.placed
        self.on_line += verdict.on_line
        self.asked += other is not None
        self.frictionless += bool(other)


def tallies(verdicts: Iterable[Verdict], others: dict[Change, bool]) -> dict[tuple[str, str], Tally]:
    """Counts by table and column."""
    found: dict[tuple[str, str], Tally] = {}
    for verdict in verdicts:
        change = verdict.change
        found.setdefault((change.table, change.column), Tally()).add(verdict, others.get(change))
    return found


def _total(verdicts: Iterable[Verdict], others: dict[Change, bool]) -> Tally:
    found = Tally()
    for verdict in verdicts:
        found.add(verdict, others.get(verdict.change))
    return found


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _line(table: str, column: str, tally: Tally, mark: str = "") -> str:
    other = f"{_share(tally.frictionless, tally.asked):>7} of {tally.asked}" if tally.asked else f"{'-':>7}"
    return (
        f"{table:<17} {column:<25} {tally.changes:>7} {_share(tally.caught, tally.changes):>8}"
        f" {_share(tally.placed, tally.changes):>8} {_share(tally.on_line, tally.changes):>8}  {other}{mark}"
    )


def table_lines(verdicts: Sequence[Verdict], others: dict[Change, bool]) -> Iterator[str]:
    """The table: one line per column, then per kind, then the totals."""
    known = exceptions()
    columns = tallies(verdicts, others)
    yield f"{'table':<17} {'column':<25} {'changes':>7} {'caught %':>8} {'placed %':>8} {'line %':>8}  frictionless %"
    for (table, column), tally in columns.items():
        kinds = [kind for name, at, kind in known if (name, at) in ((table, column), ("*", column))]
        mark = f"  excepted{':' if any(kinds) else ''} {', '.join(kinds)}".rstrip() if kinds else ""
        yield _line(table, column, tally, mark)
    yield ""
    for kind in KINDS:
        yield _line("kind", kind, _total([v for v in verdicts if v.change.kind == kind], others))
    yield ""
    for label, tables in (("statements", STATEMENT_TABLES), ("all tables", tuple(t for t, _ in columns))):
        mine = [v for v in verdicts if v.change.table in tables]
        open_columns = [v for v in mine if not is_excepted(known, v.change.table, v.change.column)]
        held = [v for v in open_columns if not is_excepted(known, v.change.table, v.change.column, v.change.kind)]
        yield _line(label, "all columns", _total(mine, others))
        yield _line(label, "but excepted columns", _total(open_columns, others))
        yield _line(label, "but all excepted", _total(held, others))


def misses(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """A line for every change that was not caught, or caught without a finding that leads to it."""
    known = exceptions()
    for verdict in verdicts:
        change = verdict.change
        excepted = " (excepted)" if is_excepted(known, change.table, change.column, change.kind) else ""
        if not verdict.caught:
            yield f"missed{excepted}  {change}"
        elif not verdict.placed:
            yield f"not placed{excepted}  {change}  {' '.join(verdict.codes)}"


def _jobs() -> int:
    return max(1, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sweep and print the table. Exit code 0; 2 where the package has findings of its own."""
    parser = argparse.ArgumentParser(description="Measure how many single-cell changes validation notices.")
    parser.add_argument("package", nargs="?", type=Path, help="folder of a package (default: this one)")
    parser.add_argument("--sample", type=int, default=3, help="changes of each kind per column (default: 3)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample (default: 1)")
    parser.add_argument("--table", action="append", default=[], help="only this table; may be given more than once")
    parser.add_argument("--frictionless", type=int, default=100, metavar="N", help="changes put to it (default: 100)")
    parser.add_argument("--misses", action="store_true", help="list the changes not caught, or not placed")
    parser.add_argument("--jobs", type=int, default=_jobs(), help="processes (default: one for each core)")
    args = parser.parse_args(argv)
    pkg = open_package(args.package)
    planned = changes(pkg, args.sample, args.seed, args.table)
    started = perf_counter()
    verdicts = sweep(args.package, planned, args.jobs)
    ours = perf_counter() - started
    asked = random.Random(args.seed).sample(planned, min(args.frictionless, len(planned)))
    started = perf_counter()
    others = dict(zip(asked, sweep_frictionless(args.package, asked) if asked else [], strict=True))
    theirs = perf_counter() - started
    for line in table_lines(verdicts, others):
        print(line)
    print()
    print(f"{len(planned):,} changes, sample {args.sample} per kind and column, seed {args.seed}: {ours:.0f} s")
    print(f"frictionless: {len(asked):,} of them, drawn with the same seed: {theirs:.0f} s")
    print("families B, S, V, X; hashes, sizes and counts of the family P left out on both sides")
    if args.misses:
        print()
        for line in misses(verdicts):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
