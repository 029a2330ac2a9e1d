#!/usr/bin/env python3
"""One table of measurements: this project's engine beside its peers, on the same packages, in the same run.

Every measurement is a new process: wall time, processor time and peak memory are those of the whole process, start-up
included. Packages of observations are made up (`generate_package.py`), sound, in several sizes; "cnii, errors" is about
one with errors of every rule, and counts only if it finds just those, record by record; "cnii, shuffled" is about rows
in random order, so that neighbours have little in common. The peers check what they can
express of the contract of `observations`: types, required cells, lists, patterns, keys, and rules about several columns
of a row, for which they are handed the expressions of this project's own engine; "dataframely, cells" and
"frictionless" go without these. frictionless also checks foreign keys. None of them checks look-ups into other tables,
which `cnii` does.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import linear_regression, median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
TOOLS = (
    "bare scan",
    "cnii",
    "cnii, errors",
    "cnii, shuffled",
    "dataframely",
    "dataframely, cells",
    "pointblank",
    "pandera",
    "frictionless",
    "frictionless, rows",
)
LIBRARIES = ("polars", "duckdb", "pyspark", "dataframely", "pointblank", "pandera", "frictionless")
#: Seconds from which on a run is not repeated.
LONG = 20
SIZES = (1_000, 100_000, 1_000_000, 10_000_000)
#: Rows up to which a tool is run when nothing else is asked for; it takes many minutes, or all memory, beyond.
USUAL = {
    "frictionless": 100_000,
    "frictionless, rows": 100_000,
    "cnii, shuffled": 1_000_000,
    "dataframely": 1_000_000,
    "dataframely, cells": 1_000_000,
    "pandera": 1_000_000,
    "pointblank": 1_000_000,
}


@dataclass(frozen=True)
class Measured:
    """One process. Seconds, and peak memory in MB. `rows` is the size of the package."""

    tool: str
    rows: int
    wall: float
    cpu: float
    memory: float


def measure(command: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MB of a command. Raises RuntimeError when it fails."""
    started = perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {words.decode()[-300:]}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


def peer(tool: str, folder: Path) -> list[str]:
    """The command of a tool over a package."""
    return [sys.executable, str(HERE / "bench_peers.py"), tool, str(folder)]


def map_kind(tool: str) -> str:
    """The kind of package that a tool is measured on."""
    return next((kind for kind in ("errors", "shuffled") if tool.endswith(f", {kind}")), "sound")


def make_package(folder: Path, rows: int, kind: str) -> Path:
    """A package of a kind, made in a process of its own: peak memory of a child begins with what its parent had."""
    maker = [sys.executable, str(HERE / "generate_package.py"), str(folder), "--rows", str(rows)]
    options = {"errors": [], "sound": ["--sound"], "shuffled": ["--sound", "--shuffled"]}
    subprocess.run(maker + options[kind], check=True, stdout=subprocess.DEVNULL)
    return folder


def start_up(runs: int) -> list[tuple[str, float, float]]:
    """(command, median seconds, median MB), cold, on the real package."""
    python, folder = sys.executable, Path(sys.executable).parent
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "import polars": [python, "-c", "import polars"],
        "cnii --help": [python, "-m", "cn_industrial_internet.cli", "--help"],
        "cnii validate --rule S": [python, "-m", "cn_industrial_internet.cli", "validate", ".", "--rule", "S"],
        "cnii validate": [python, "-m", "cn_industrial_internet.cli", "validate", "."],
        "frictionless validate": [str(folder / "frictionless"), "validate", "datapackage.json"],
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            try:
                wall, _, memory = measure(command, ROOT)
            except (RuntimeError, OSError) as error:
                print(f"{name} failed: {error}", file=sys.stderr)
                continue
            if number:
                taken[name].append((wall, memory))
    return [
        (name, median(wall for wall, _ in found), median(memory for _, memory in found))
        for name, found in taken.items()
        if found
    ]


def reading(number: int = 100_000) -> float:
    """Printed figures read in a second."""
    from reread.reading import read_figure

    texts = ["61 billion yuan", "1,035", "21.6 percent", "$9.22 billion", "2.5亿元", "3,100 square kilometers"]
    for text in texts:
        read_figure(text)
    started = perf_counter()
    for place in range(number):
        read_figure(texts[place % len(texts)])
    return number / (perf_counter() - started)


def exponent(measured: Sequence[Measured]) -> float | None:
    """How wall time beyond that of the smallest package grows with rows: the slope of a line fitted to the logarithms
    (least squares) of the larger sizes; 1 is in proportion. None where fewer than two of them were measured."""
    smallest, *larger = sorted(measured, key=lambda one: one.rows)
    beyond = [(one.rows, one.wall - smallest.wall) for one in larger if one.wall > smallest.wall]
    if len(beyond) < 2:
        return None
    return linear_regression(*zip(*((math.log(rows), math.log(wall)) for rows, wall in beyond), strict=True)).slope


def table(results: Sequence[Measured], sizes: Sequence[int], failed: Collection[tuple[str, int]]) -> list[str]:
    """The measurements as Markdown; what was not run is extrapolated, in italics, or left out. `failed` are the tools
    that ended with an error, each with the rows."""
    lines = [
        "| rows | tool | wall s | cpu s | peak MB | wall, times bare scan | wall, times cnii | cpu, times cnii |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for rows in sizes:
        here = {one.tool: one for one in results if one.rows == rows}
        bare, ours = here.get("bare scan"), here.get("cnii")
        for tool in TOOLS:
            one = here.get(tool)
            mine = [other for other in results if other.tool == tool]
            if one is None and (tool, rows) in failed:
                lines.append(f"| {rows:,} | {tool} | *failed* | | | | | |")
            elif one is None and mine and rows > max(other.rows for other in mine):
                last = max(mine, key=lambda other: other.rows)
                wall = last.wall * rows / last.rows
                ratio = f"*{wall / ours.wall:.1f}*" if ours else ""
                guess = f"*{wall:,.0f}, not run: in proportion to {last.rows:,} rows*"
                lines.append(f"| {rows:,} | {tool} | {guess} | | | | {ratio} | |")
            elif one is not None:
                times = [f"{one.wall / other.wall:.2f}" if other else "" for other in (bare, ours)]
                times.append(f"{one.cpu / ours.cpu:.2f}" if ours else "")
                cells = [f"{rows:,}", tool, f"{one.wall:.2f}", f"{one.cpu:.2f}", f"{one.memory:,.0f}", *times]
                lines.append(f"| {' | '.join(cells)} |")
    return lines


def chart(results: Sequence[Measured]) -> str:
    """Wall time against rows, both on logarithmic scales, as SVG."""
    width, height, left, bottom = 640, 400, 60, 340
    xs = sorted({one.rows for one in results})
    walls = [one.wall for one in results]
    low, high = math.floor(math.log10(min(walls))), math.ceil(math.log10(max(walls)))
    first, last = math.log10(xs[0]), max(math.log10(xs[-1]), math.log10(xs[0]) + 1)

    def x(rows: int) -> float:
        return left + (math.log10(rows) - first) / (last - first) * 430

    def y(wall: float) -> float:
        return bottom - (math.log10(wall) - low) / max(1, high - low) * 300

    colours = (
        "#777777",
        "#0b6e4f",
        "#58a98c",
        "#9ccc65",
        "#3b5ba5",
        "#8fa3d6",
        "#8e4585",
        "#b0413e",
        "#222222",
        "#aa7733",
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="12" role="img"><title>Wall time against rows, by tool</title>',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        '<text x="10" y="20">seconds of wall time, start-up included (both scales logarithmic)</text>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{left} {at:.1f}H490" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for rows in xs:
        parts.append(f'<text x="{x(rows):.1f}" y="{bottom + 20}" text-anchor="middle">{rows:,}</text>')
    lines = {tool: sorted((o for o in results if o.tool == tool), key=lambda one: one.rows) for tool in TOOLS}
    # All labels stand right of the lines, from the top; where two would touch, the lower one moves down.
    labels: dict[str, float] = {}
    lowest = 0.0
    for tool in sorted((tool for tool in TOOLS if lines[tool]), key=lambda tool: y(lines[tool][-1].wall)):
        labels[tool] = lowest = max(y(lines[tool][-1].wall), lowest + 14)
    for tool, colour in zip(TOOLS, colours, strict=True):
        mine = lines[tool]
        if not mine:
            continue
        line = " ".join(f"{x(one.rows):.1f},{y(one.wall):.1f}" for one in mine)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(o.rows):.1f}" cy="{y(o.wall):.1f}" r="3" fill="{colour}"/>' for o in mine]
        end = f"M{x(mine[-1].rows):.1f} {y(mine[-1].wall):.1f}L512 {labels[tool]:.1f}"
        parts.append(f'<path d="{end}" fill="none" stroke="{colour}" stroke-width="0.7" stroke-dasharray="1 3"/>')
        parts.append(f'<text x="516" y="{labels[tool] + 4:.1f}" fill="{colour}">{tool}</text>')
    parts.append(f'<text x="275" y="{bottom + 44}" text-anchor="middle">rows of observations</text></svg>')
    return "\n".join(parts) + "\n"


def machine() -> str:
    """The machine and the versions, without names."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"Python {platform.python_version()}; {', '.join(found)}."
    )


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Measure cnii beside its peers; writes docs/benchmarks.md.")
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES), help="sizes to measure")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS), help="tools to measure")
    parser.add_argument("--all", action="store_true", help="run every tool at every size, however long it takes")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, in turn; the fastest counts (default: 3)")
    parser.add_argument("--runs", type=int, default=5, help="cold runs for the start-up times (default: 5)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md", help="where to write")
    args = parser.parse_args()
    results: list[Measured] = []
    failed: set[tuple[str, int]] = set()
    with tempfile.TemporaryDirectory() as folder:
        for rows in args.rows:
            tools = [tool for tool in args.tools if args.all or rows <= USUAL.get(tool, rows)]
            packages = {kind: make_package(Path(folder) / kind, rows, kind) for kind in {map_kind(t) for t in tools}}
            best: dict[str, Measured] = {}
            for tool in tools * args.repeat:
                if (tool, rows) in failed or (tool in best and best[tool].wall > LONG):
                    continue
                package = packages[map_kind(tool)]
                try:
                    one = Measured(tool, rows, *measure(peer(tool, package), package))
                except RuntimeError as error:
                    print(f"{tool} at {rows:,} rows failed: {error}", file=sys.stderr)
                    failed.add((tool, rows))
                    continue
                best[tool] = min(best.get(tool, one), one, key=lambda measured: measured.wall)
                print(f"{rows:>10,} {tool:<19}{one.wall:>9.2f} s{one.cpu:>9.2f} cpu{one.memory:>9.0f} MB", flush=True)
            results += best.values()
            for package in packages.values():
                shutil.rmtree(package)
    starts = start_up(args.runs)
    speed = reading()
    grown = {tool: exponent([one for one in results if one.tool == tool]) for tool in {one.tool for one in results}}
    text = [
        "# Benchmarks",
        "",
        "Written by `make bench`; run it to get your own. Every measurement is a process of its own, start-up",
        "included, on a made-up package whose `observations` have the rows given; the fastest of "
        f"{args.repeat} in turn counts (one run where it takes more than {LONG} seconds).",
        "The tools check different amounts. The bare scan only gives columns their types. `cnii` checks all tables",
        "and the whole contract; `cnii, errors` does so on a package with errors of every rule, and is only counted",
        "if it finds these and no others, record by record; `cnii, shuffled` on one whose rows stand in random order.",
        "dataframely, pointblank and pandera check cells, keys and, with expressions taken from this project, the",
        "rules about several columns of a row; `dataframely, cells` does without these. `frictionless` checks cells",
        "and keys of all tables, `frictionless, rows` also row constraints. [engines.md](engines.md) lists what each",
        "peer cannot express.",
        "",
        machine(),
        "",
        *table(results, args.rows, failed),
        "",
        "How the time beyond that of the smallest package grows, as a power of rows (fitted; 1 is in proportion): "
        + ", ".join(f"{tool} {power:.2f}" for tool in TOOLS if (power := grown.get(tool)) is not None)
        + ".",
        "",
        "![Wall time against rows, by tool](benchmarks.svg)",
        "",
        "## Start-up",
        "",
        f"On this package itself, cold, medians of {args.runs} runs in turn.",
        "",
        "| command | wall s | peak MB |",
        "|---|---:|---:|",
        *(f"| `{name}` | {wall:.3f} | {memory:.0f} |" for name, wall, memory in starts),
        "",
        "## Reading",
        "",
        f"Printed figures read to exact values with bounds: {speed:,.0f} a second on one core.",
    ]
    args.output.write_text("\n".join(text) + "\n", "utf-8")
    args.output.with_suffix(".svg").write_text(chart(results), "utf-8")
    print(json.dumps({"written": args.output.name}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
