#!/usr/bin/env python3
"""Time writing the explorer of this package, and of packages made up for it, each in one process."""

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
#: What browsers load for all pages together, or take as a download: it grows with the data.
_WHOLE = ("query-data.js", "sql.js")


def measure(statements: int) -> None:
    """Print one line of the table: for this package (0), or for a made-up one with so many statements."""
    with tempfile.TemporaryDirectory() as folder:
        root = Maker(statements).write(Path(folder)) if statements else ROOT
        figures = len(open_package(root).table("observations").rows)
        start, cpu = time.perf_counter(), time.process_time()
        files = write(root, Path(folder, "site"))
        spent, used = time.perf_counter() - start, time.process_time() - cpu
        served = [path for path in Path(folder, "site").rglob("*") if path.suffix in (".html", ".js")]
        largest = max(path.stat().st_size for path in served if path.name not in _WHOLE)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = "made up" if statements else "this package"
    cells = [what, f"{figures:,}", f"{files:,}", f"{spent:.0f}", f"{used:.0f}", f"{1000 * used / figures:.1f}"]
    print("|", " | ".join([*cells, f"{peak:,.0f}", f"{largest / 1000:.0f}"]), "|", flush=True)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Time writing the explorer.")
    parser.add_argument("--statements", type=int, nargs="+", default=[0, 10_000, 30_000, 100_000])
    print("| package | figures | files | wall s | cpu s | cpu ms a figure | peak MB | largest page or script, kB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for statements in parser.parse_args().statements:
        apart = multiprocessing.get_context("spawn").Process(target=measure, args=(statements,))
        apart.start()
        apart.join()
        if apart.exitcode:
            return apart.exitcode
    busy = os.getloadavg()[2]
    print(f"\n{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ")
    print(f"{busy:.1f} processes at work in the last quarter of an hour.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
