"""Measures how many small wrongs validation notices: a seeded sweep over all tables.

    python scripts/sweep.py [PACKAGE] [--sample N] [--rows N] [--most N] [--seed S] [--peers N] [--misses] [--page FILE]

For every column, N changes of each kind of `mutations.CELL_KINDS` are made in memory, and for every table as many as
`--rows` says of each kind of `ROW_KINDS`, or `--most` of all these, drawn by lot; then the rules of the families B, S,
V and X are run. The recorded hashes, sizes and counts of the family P are left out: they notice any change whatever,
and say nothing about it. A part of the same changes is put to frictionless and to pandera, each by itself and with
what this project gives it (`mutation_peers`); that takes some ten seconds for each.

Printed for each column, kind and subject: changes, share caught, share placed (a finding on a changed line, or at the
other end of the reference), and what the others caught. Columns (or kinds of change to them) in which less can be
caught are listed with the reason in tests/sweep_exceptions.csv; the totals are given with and without them.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from mutation_judge import Judge, Verdict
from mutation_page import page
from mutation_peers import PEERS, ask
from mutations import KINDS, STATEMENT_TABLES, SUBJECTS, Change, changes
from mutations_rows import row_changes

from reread.package.opening import open_package

EXCEPTIONS = Path(__file__).resolve().parent.parent / "tests" / "sweep_exceptions.csv"

Others = dict[Change, tuple[bool, ...]]
"""What the peers said of the changes put to them."""


def exceptions(path: Path = EXCEPTIONS) -> dict[tuple[str, str, str], str]:
    """Columns in which not every change can be noticed, with the reason. A table "*" stands for all, a kind "" too.

    The column of a change to whole rows is empty. The kind "unquoted" is of changes to cells for which no words are
    quoted.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"], row["kind"]): row["reason"] for row in csv.DictReader(file)}


def is_excepted(known: dict[tuple[str, str, str], str], table: str, column: str, *kinds: str) -> bool:
    """Whether a column, or one of these kinds of change to it, is among the `exceptions`."""
    return any((name, column, what) in known for name in (table, "*") for what in ("", *kinds))


def _held(known: dict[tuple[str, str, str], str], verdict: Verdict) -> bool:
    """Whether a change is of none of the exceptions."""
    change = verdict.change
    return not is_excepted(known, change.table, change.column, change.kind, *(["unquoted"] if verdict.unquoted else []))


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


@dataclass
class Tally:
    """Counts of one line of the table: `asked` are the changes that were put to the peers too, `peers` those that each
    of these caught."""

    changes: int = 0
    caught: int = 0
    placed: int = 0
    on_line: int = 0
    asked: int = 0
    peers: list[int] = field(default_factory=lambda: [0] * len(PEERS))

    def add(self, verdict: Verdict, other: tuple[bool, ...] | None) -> None:
        """Count one change; `other` is what the peers said, None where they were not asked."""
        self.changes += 1
        self.caught += verdict.caught
        self.placed += verdict.placed
        self.on_line += verdict.on_line
        if other is not None:
            self.asked += 1
            self.peers = [count + one for count, one in zip(self.peers, other, strict=True)]


def tally(verdicts: Iterable[Verdict], others: Others) -> Tally:
    """The counts of all `verdicts` together."""
    found = Tally()
    for verdict in verdicts:
        found.add(verdict, others.get(verdict.change))
    return found


def groups(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, str, list[Verdict]]]:
    """What the lines of the table are about: a label, what it counts, and the verdicts, by column, kind, subject and
    in total."""
    known = exceptions()
    columns: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        columns.setdefault((verdict.change.table, verdict.change.column or "(rows)"), []).append(verdict)
    for (table, column), mine in columns.items():
        yield table, column, mine
    statements = [v for v in verdicts if v.change.table in STATEMENT_TABLES]
    open_ones = [v for v in statements if not is_excepted(known, v.change.table, v.change.column)]
    for kind in KINDS:
        yield "kind", kind, [v for v in open_ones if v.change.kind == kind]
    for subject, names in SUBJECTS.items():
        yield "subject", subject, [v for v in open_ones if v.change.column in names.split()]
    yield "subject", "whole rows", [v for v in open_ones if not v.change.column]
    for label, tables in (("statements", STATEMENT_TABLES), ("all tables", tuple(t for t, _ in columns))):
        mine = [v for v in verdicts if v.change.table in tables]
        free = [v for v in mine if not is_excepted(known, v.change.table, v.change.column)]
        yield label, "all", mine
        yield label, "but excepted columns", free
        yield label, "cells for which no words are quoted", [v for v in mine if v.unquoted]
        yield label, "but all excepted", [v for v in mine if _held(known, v)]


def share(part: int, whole: int) -> str:
    """In percent with one decimal; "-" of nothing."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def table_lines(verdicts: Sequence[Verdict], others: Others) -> Iterator[str]:
    """The table for people: a line for every group."""
    known = exceptions()
    yield (
        f"{'table':<17} {'column':<25} {'changes':>7} {'caught %':>8} {'placed %':>8} {'line %':>8}"
        f" {'asked':>6} {'  '.join(f'{name} %' for name in PEERS)}"
    )
    before = ""
    for label, name, mine in groups(verdicts):
        if not mine:
            continue
        if label in ("kind", "subject", "statements", "all tables") and label != before:
            yield ""
            yield "statements, but for excepted columns:" if label in ("kind", "subject") else "in all:"
        before = label
        kinds = [kind for table, at, kind in known if (table, at) in ((label, name), ("*", name))]
        mark = f"  excepted{':' if any(kinds) else ''} {', '.join(kinds)}".rstrip() if kinds else ""
        counts = tally(mine, others)
        shares = [
            f"{share(caught, counts.asked):>{len(name) + 2}}" for name, caught in zip(PEERS, counts.peers, strict=True)
        ]
        yield (
            f"{label:<17} {name:<25} {counts.changes:>7} {share(counts.caught, counts.changes):>8}"
            f" {share(counts.placed, counts.changes):>8} {share(counts.on_line, counts.changes):>8}"
            f" {counts.asked:>6} {'  '.join(shares)}{mark}"
        )


def misses(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """A line for every change that was not caught, or caught without a finding that leads to it."""
    known = exceptions()
    for verdict in verdicts:
        change = verdict.change
        excepted = "" if _held(known, verdict) else " (excepted)"
        if not verdict.caught:
            yield f"missed{excepted}  {change}"
        elif not verdict.placed:
            yield f"not placed{excepted}  {change}  {' '.join(verdict.codes)}"


def _jobs() -> int:
    return max(1, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sweep and print the table. Exit code 0; 2 where the package has findings of its own."""
    parser = argparse.ArgumentParser(description="Measure how many small changes validation notices.")
    parser.add_argument("package", nargs="?", type=Path, help="folder of a package (default: this one)")
    parser.add_argument("--sample", type=int, default=3, help="changes of each kind per column (default: 3)")
    parser.add_argument("--rows", type=int, default=20, help="changes of each kind to rows, per table (default: 20)")
    parser.add_argument("--most", type=int, metavar="N", help="of all these, N by lot (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample (default: 1)")
    parser.add_argument("--table", action="append", default=[], help="only this table; may be given more than once")
    parser.add_argument("--peers", type=int, default=100, metavar="N", help="changes put to others (default: 100)")
    parser.add_argument("--misses", action="store_true", help="list the changes not caught, or not placed")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the result as a page")
    parser.add_argument("--jobs", type=int, default=_jobs(), help="processes (default: one for each core)")
    args = parser.parse_args(argv)
    pkg = open_package(args.package)
    planned = changes(pkg, args.sample, args.seed, args.table) + row_changes(pkg, args.rows, args.seed, args.table)
    if args.most is not None and args.most < len(planned):
        planned = random.Random(args.seed).sample(planned, args.most)
    started = perf_counter()
    verdicts = sweep(args.package, planned, args.jobs)
    ours = perf_counter() - started
    asked = random.Random(args.seed).sample(planned, min(args.peers, len(planned)))
    started = perf_counter()
    others: Others = dict(zip(asked, ask(args.package, asked), strict=True))
    theirs = perf_counter() - started
    for line in table_lines(verdicts, others):
        print(line)
    print()
    lot = "drawn by lot from " if args.most else ""
    drawn = f" of {', '.join(args.table)}" if args.table else ""
    how = (
        f"{len(planned):,} changes, {lot}{args.sample} of each kind per column{drawn} and {args.rows} of each kind to"
        f" the rows of a table, seed {args.seed}"
    )
    print(f"{how}: {ours:.0f} s")
    print(f"frictionless and pandera: {len(asked):,} of them, drawn with the same seed: {theirs:.0f} s")
    print("families B, S, V, X; hashes, sizes and counts of the family P left out on all sides")
    if args.misses:
        print()
        for line in misses(verdicts):
            print(line)
    if args.page:
        counted = [(label, name, tally(mine, others)) for label, name, mine in groups(verdicts)]
        args.page.write_text(page(counted, how, len(asked), str(pkg.descriptor["version"])), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
