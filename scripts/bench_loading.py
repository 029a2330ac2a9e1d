#!/usr/bin/env python3
"""Time importing and loading beside the readers of pandas and Polars, on the same files.

Cold: a new process for each run, without the time Python itself takes to start. Warm: inside one process, after the
libraries are imported. The readers guess types and check nothing; loading takes them from the schemas, checks every
cell, and keeps decimals exact.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
CSV = "data/observations.csv"
COLD = {
    "import cn_industrial_internet": "import cn_industrial_internet",
    "one record of observations": "import cn_industrial_internet as c; c.observations[0]",
    "import pandas": "import pandas",
    "pandas.read_csv": f"import pandas; pandas.read_csv({CSV!r})",
    'load("observations", "pandas")': "import cn_industrial_internet as c; c.load('observations', 'pandas')",
    "import polars": "import polars",
    "polars.read_csv": f"import polars; polars.read_csv({CSV!r}, infer_schema_length=None)",
    'load("observations", "polars")': "import cn_industrial_internet as c; c.load('observations', 'polars')",
    "import duckdb": "import duckdb",
    'query("FROM facts", "rows")': "import cn_industrial_internet as c; c.query('FROM facts', 'rows')",
}


def cold(program: str, runs: int) -> float:
    """Median milliseconds of a process that runs `program`."""
    took = []
    for _ in range(runs):
        started = perf_counter()
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        took.append((perf_counter() - started) * 1000)
    return median(took)


def warm(call: Callable[[], object], runs: int) -> float:
    """Median milliseconds of one call."""
    call()
    took = []
    for _ in range(runs):
        started = perf_counter()
        call()
        took.append((perf_counter() - started) * 1000)
    return median(took)


def main() -> int:
    """Run the command; exit 0."""
    parser = argparse.ArgumentParser(
        description="Time importing and loading beside pandas.read_csv and polars.read_csv."
    )
    parser.add_argument("--runs", type=int, default=7, help="runs of each (default: 7)")
    runs: int = parser.parse_args().runs
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, medians of {runs}, in ms\n")
    start = cold("pass", runs)
    print(f"cold, beyond the {start:.0f} ms of python -c pass")
    for name, program in COLD.items():
        print(f"  {name:<34}{cold(program, runs) - start:>9.1f}")

    import pandas as pd
    import polars as pl

    import cn_industrial_internet as cnii

    pkg = cnii.open_package()
    names = [*pkg.tables]
    paths = [ROOT / pkg.table(name).path for name in names]
    calls: dict[str, Callable[[], object]] = {
        "pandas.read_csv, every table": lambda: [pd.read_csv(path) for path in paths],
        "load into pandas, every table": lambda: [cnii.load(name, "pandas", package=str(ROOT)) for name in names],
        "polars.read_csv, every table": lambda: [pl.read_csv(path, infer_schema_length=None) for path in paths],
        "load into polars, every table": lambda: [cnii.load(name, "polars", package=str(ROOT)) for name in names],
        "load, package opened once": lambda: [cnii.load(name, "polars", package=pkg) for name in names],
        "view facts into polars": lambda: cnii.load("facts", "polars", package=pkg),
        "query, database filled": lambda: cnii.query("FROM facts", "rows"),
    }
    print(f"\nwarm, {len(paths)} tables, {sum(len(table) for table in pkg.tables.values()):,} rows")
    for name, call in calls.items():
        print(f"  {name:<34}{warm(call, runs):>9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
