#!/usr/bin/env python3
"""Measure how long it takes to read statements again from their sources, and write docs/benchmarks-provenance.md.

Makes packages of synthetic sources with archived texts, ten figures each, and a few planted errors; runs `cnii
validate` over each, all rules, as processes of their own. Exit 1 when anything but the planted errors is found by the
rules on bytes, the contract and the sources.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from reread.pieces.generating import generate

from reread.package.opening import open_package

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks-provenance.md"
FIGURES = 10
#: Packages of so many sources have one with an error in so many.
EVERY = 1_000


@dataclass(frozen=True)
class Measured:
    """One run."""

    sources: int
    workers: int
    wall: float
    cpu: float
    memory: float
    parts: tuple[float, float]
    families: dict[str, float]
    numerals: int
    evidence: int
    load: float


class Memory(threading.Thread):
    """Looks now and then how much memory a process and its descendants take together (Linux only)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.first = self.others = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Look until told that it is over."""
        while not self.over.wait(0.2):
            waiting, total = [self.pid], 0
            while waiting:
                pid = waiting.pop()
                try:
                    resident = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
                    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
                except (OSError, IndexError):
                    continue
                size = int(resident) * os.sysconf("SC_PAGE_SIZE")
                total += size
                if pid == self.pid:
                    self.first = max(self.first, size)
                else:
                    self.others = max(self.others, size)
                waiting += map(int, children)
            self.peak = max(self.peak, total)

    @property
    def parts(self) -> tuple[float, float]:
        """MB of the process itself at most, and of the largest of the others."""
        return self.first / 1e6, self.others / 1e6


def measure(folder: Path, sources: int, workers: int, wanted: set[tuple[str, str, str]]) -> tuple[Measured, bool]:
    """One run over a package, and whether it found what it should."""
    report = folder.parent / "report.json"
    command = [sys.executable, "-m", "cn_industrial_internet.cli", "validate", str(folder), "--workers", str(workers)]
    load, started = os.getloadavg()[0], perf_counter()
    process = subprocess.Popen([*command, "--format", f"json={report}"], stdout=subprocess.DEVNULL)
    memory = Memory(process.pid)
    memory.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    memory.over.set()
    memory.join()
    told = json.loads(report.read_text("utf-8"))
    found = {(one["code"], one["file"], one["key"]) for one in told["findings"]}
    cases = {one["code"]: one["cases"] for one in told["rules"]}
    families = {one["family"]: one["seconds"] for one in told["families"]}
    numerals = int(told["facts"].get("figures found", 0))
    cpu = usage.ru_utime + usage.ru_stime
    one = Measured(
        sources, workers, wall, cpu, memory.peak / 1e6, memory.parts, families, numerals, cases["V201"], load
    )
    for wrong in sorted(found ^ wanted)[:5]:
        print(f"{'found' if wrong in found else 'missed'}: {wrong}", file=sys.stderr)
    return one, found == wanted


def page(measured: list[Measured]) -> str:
    """The page that is written."""
    lines = [
        "# Reading statements again, at size",
        "",
        "Written by `python scripts/bench_provenance.py`, which `make bench` runs. Packages of synthetic sources: each",
        f"a text of {FIGURES} figures with evidence for every name, term, time and figure. `cnii validate`, all rules",
        "that can be run at the size, start-up and the reading of the texts included; every run a process of its own.",
        f"Found were exactly the planted errors, one in {EVERY:,} sources. Memory is that of all processes, looked at",
        "five times a second; pages that they share are counted for each. Load is how many processes wanted a",
        "processor in the minute before the run began, on average, the run before it included: where it is above the",
        "processes of that run, others were at work, and seconds on the clock say less than those of the processor.",
        "",
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}.",
        "",
        "| sources | figures of statements | spans | numerals found in texts | processes | load | wall s | processor s "
        "| MB | first process MB | each other MB | bytes s | contract s | sources and consistency s "
        "| figures read again per second of that | figures per second of processor, all included |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in measured:
        again = one.families["V"] + one.families["X"]
        figures = one.sources * FIGURES
        cells = (
            f"{one.sources:,}", f"{figures:,}", f"{one.evidence:,}", f"{one.numerals:,}", f"{one.workers}",
            f"{one.load:.1f}", f"{one.wall:.1f}", f"{one.cpu:.1f}", f"{one.memory:,.0f}",
            *(f"{part:,.0f}" if part else "" for part in one.parts),
            f"{one.families['B']:.1f}", f"{one.families['S']:.1f}", f"{again:.1f}", f"{figures / again:,.0f}",
            f"{figures / one.cpu:,.0f}",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Measure the reading of statements from their sources.")
    parser.add_argument(
        "--sources", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="sizes (default: 1000 10000 100000)"
    )
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="processes (default: 1 2)")
    parser.add_argument("--print", action="store_true", help="print the page and write nothing")
    args = parser.parse_args()
    measured, sound = [], True
    for sources in args.sources:
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder) / "package"
            planted = generate(package, open_package(ROOT), sources=sources, figures=FIGURES, every=EVERY)
            wanted = {(one.code, one.file, one.key) for one in planted}
            # What one process does with many sources can be told from what it does with fewer.
            for workers in args.workers if sources <= 10_000 else [max(args.workers)]:
                one, right = measure(package, sources, workers, wanted)
                measured.append(one)
                sound = sound and right
                told = f"{sources:,} sources, {workers} processes: {one.wall:.1f} s, {one.memory:,.0f} MB"
                print(told, flush=True)
    text = page(measured)
    if args.print:
        print(text)
    else:
        PAGE.write_text(text, "utf-8", newline="")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
