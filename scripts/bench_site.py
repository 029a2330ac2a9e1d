#!/usr/bin/env python3
"""Time writing the explorer of this package, and of packages made up for it, each in one process of its own."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

from bench_statements import Maker

from reread.package.opening import open_package
from reread.release.explorer import write

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks-site.md"
#: What browsers load for SQL in the page: it is the whole database, or the engine.
_SQL = ("query-data.js", "sql.js")
_HEAD = """# The explorer written

Written by `python scripts/bench_site.py`: the explorer of this package, and of made-up packages, each in a process of
its own. Every source of a made-up package is an archived text about a place of its own, with ten figures: two
indicators in five years. Processor seconds tell more than the clock where others were at work. The largest file is that
of all pages and scripts but the database and engine of the page for SQL.

| package | figures | files | clock, s | processor, s | processor, ms a figure | peak, MB | largest file, kB |
|---|---:|---:|---:|---:|---:|---:|---:|
"""


def measure(statements: int, folder: Path) -> None:
    """Write one line of the table: for this package (0), or for a made-up one with so many statements."""
    root = Maker(statements).write(folder) if statements else ROOT
    figures = len(open_package(root).table("observations").rows)
    start, cpu = time.perf_counter(), time.process_time()
    files = write(root, folder / "site")
    spent, used = time.perf_counter() - start, time.process_time() - cpu
    read = [path for path in (folder / "site").rglob("*") if path.suffix in (".html", ".js") and path.name not in _SQL]
    largest = max(path.stat().st_size for path in read) / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = ["made up" if statements else "this", f"{figures:,}", f"{files:,}", f"{spent:,.0f}", f"{used:,.0f}"]
    cells += [f"{1000 * used / figures:.1f}", f"{peak:,.0f}", f"{largest:.0f}"]
    (folder / "line").write_text(f"| {' | '.join(cells)} |\n", "utf-8")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Time writing the explorer.")
    parser.add_argument("--statements", type=int, nargs="+", default=[0, 10_000, 30_000, 100_000])
    parser.add_argument("--output", type=Path, default=PAGE, help="where to write")
    args = parser.parse_args()
    text = _HEAD
    for statements in args.statements:
        with tempfile.TemporaryDirectory() as folder:
            given = (statements, Path(folder))
            apart = multiprocessing.get_context("spawn").Process(target=measure, args=given)
            apart.start()
            apart.join()
            if apart.exitcode:
                return apart.exitcode
            text += Path(folder, "line").read_text("utf-8")
    text += f"\n{time.strftime('%Y-%m-%d')}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
    text += (
        f"Python {platform.python_version()}; {os.getloadavg()[2]:.1f} processes at work in the last quarter hour.\n"
    )
    args.output.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
