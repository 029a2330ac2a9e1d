#!/usr/bin/env python3
"""Time `cnii` against `frictionless` on this package, both cold.

A new process for each run, the two in turn, medians reported.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent


def commands(python: str) -> dict[str, list[str]]:
    """What is timed, by name. The tools are started from the environment of `python`."""
    folder = Path(python).parent
    return {
        "python -c pass": [python, "-c", "pass"],
        "cnii --help": [str(folder / "cnii"), "--help"],
        "cnii validate": [str(folder / "cnii"), "validate", "."],
        "frictionless validate": [str(folder / "frictionless"), "validate", "datapackage.json"],
    }


def timed(command: list[str]) -> tuple[float, int]:
    """Seconds of wall time and exit code of one run."""
    started = perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return perf_counter() - started, done.returncode


def main() -> int:
    """Run the command.

    Exit 1 when `cnii validate` is slower than `frictionless validate`, or one of them cannot run.
    """
    parser = argparse.ArgumentParser(description="Time cnii against frictionless.")
    parser.add_argument(
        "--runs", type=int, default=7, help="runs of each command after one that warms the disk (default: 7)"
    )
    runs: int = parser.parse_args().runs
    seconds: dict[str, list[float]] = {}
    codes: dict[str, int] = {}
    for number in range(runs + 1):
        for name, command in commands(sys.executable).items():
            once, codes[name] = timed(command)
            if number:
                seconds.setdefault(name, []).append(once)
    print(
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"{runs} cold runs each, seconds of wall time"
    )
    print(f"{'command':<24}{'median':>8}{'fastest':>9}{'slowest':>9}  exit")
    for name, took in seconds.items():
        print(f"{name:<24}{median(took):>8.3f}{min(took):>9.3f}{max(took):>9.3f}  {codes[name]}")
    slower = median(seconds["cnii validate"]) > median(seconds["frictionless validate"])
    if slower:
        print("cnii validate is slower than frictionless validate")
    return 1 if slower or any(codes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
