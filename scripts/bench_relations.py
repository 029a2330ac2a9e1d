#!/usr/bin/env python3
"""Time the judging of many relations, and write docs/benchmarks-relations.md.

Writes a package of statements made up from numbers that fit, breaks some of them, and times loading and judging, on
the clock and of the processor. Exit 1 when a verdict is wrong: a relation that
was broken holds, or one that was not does not.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import shutil
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time

from reread.package import csvtext
from reread.package.opening import open_package
from reread.relations import engine

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks-relations.md"
_INDICATORS = {
    "level": ("money", "CNY", "", ""),
    "number": ("count", "count", "", ""),
    "part": ("share", "percent", "level", ""),
    "rise": ("growth", "percent", "", "level"),
}


class Maker:
    """Rows of a made-up package."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.tables: dict[str, list[dict[str, str]]] = {
            "observations": [],
            "relations": [],
            "relation_terms": [],
            "derived": [],
        }
        self.broken: set[str] = set()

    def observation(self, value: Decimal, indicator: str, places: int) -> str:
        """An observation of about `value`, printed with so many decimals (negative: zeros before the point)."""
        printed = round(value, places) if places > 0 else Decimal(round(value / 10**-places) * 10**-places)
        half = Decimal(0) if indicator == "number" else Decimal(5).scaleb(-places - 1)
        name = f"made.o{len(self.tables['observations']):07}"
        self.tables["observations"].append(
            {
                "observation_id": name,
                "entity_id": "place",
                "indicator_id": indicator,
                "period": "2020",
                "value": f"{printed:f}",
                "lower": f"{printed - half:f}",
                "upper": f"{printed + half:f}",
                "unit_id": _INDICATORS[indicator][1],
                "qualifier": "exact" if indicator == "number" else "rounded",
                "basis": "printed",
                "source_id": "made",
            }
        )
        return name

    def derived(self, unit: str = "CNY") -> str:
        """A derived quantity."""
        name = f"unprinted-{len(self.tables['derived']):07}"
        cells = {"entity_id": "place", "indicator_id": "number" if unit == "count" else "level", "period": name}
        whole = "true" if unit == "count" else "false"
        self.tables["derived"].append({"derived_id": name, **cells, "unit_id": unit, "whole_number": whole})
        return name

    def relation(self, kind: str, terms: list[tuple[str, str]], fits: bool) -> None:
        """A relation between (role, id)."""
        name = f"r{len(self.tables['relations']):07}"
        if not fits:
            self.broken.add(name)
        self.tables["relations"].append(
            {
                "relation_id": name,
                "kind": kind,
                "statement": "Made up for a measurement.",
                "expected": "holds" if fits else "contradicts",
            }
        )
        count: dict[str, int] = {}
        for role, target in terms:
            count[role] = count.get(role, 0) + 1
            column = "derived_id" if target.startswith("unprinted") else "observation_id"
            self.tables["relation_terms"].append(
                {"relation_id": name, "role": role, "position": str(count[role]), column: target}
            )

    def one(self, number: int) -> None:
        """The relation of this number; one in a hundred does not fit, one in twenty is between counts."""
        fits = number % 100 != 99
        off = Decimal(1) if fits else Decimal("1.5")
        level = Decimal(self.random.randrange(10**9, 10**12))
        kind = number % 5
        if kind == 0:
            parts = [Decimal(self.random.randrange(10**9, 10**11)) for _ in range(3)]
            names = [self.observation(part, "level", -7) for part in parts]
            self.relation(
                "sum", [("total", self.observation(sum(parts) * off, "level", -7)), *(("part", n) for n in names)], fits
            )
        elif kind == 1:
            percent = Decimal(self.random.randrange(50, 950)) / 10
            terms = [
                ("share", self.observation(percent, "part", 1)),
                ("part", self.observation(level * percent / 100 * off, "level", -7)),
            ]
            self.relation("share", [*terms, ("whole", self.observation(level, "level", -7))], fits)
        elif kind == 2:
            rise = Decimal(self.random.randrange(-300, 2000)) / 10
            now = self.observation(level * (1 + rise / 100) * off, "level", -7)
            terms = [
                ("current", now),
                ("previous", self.observation(level, "level", -7)),
                ("growth", self.observation(rise, "rise", 1)),
            ]
            self.relation("growth", terms, fits)
        elif kind == 3:
            count = self.random.randrange(300, 5000)
            whole = self.random.randrange(count, 3 * count)
            terms = [
                ("share", self.observation(Decimal(100 * count) / whole, "part", 1)),
                ("part", self.observation(Decimal(count), "number", 0)),
            ]
            self.relation("share", [*terms, ("whole", self.derived("count"))], True)
        else:
            upper = self.observation(level * (2 if fits else Decimal("0.4")), "level", -7)
            self.relation("order", [("left", self.observation(level, "level", -7)), ("right", upper)], fits)

    def write(self, folder: Path) -> None:
        """The package: made-up tables, the schemas and units of this one."""
        shutil.copytree(ROOT / "schemas", folder / "schemas")
        (folder / "data").mkdir()
        names = [path.stem for path in sorted((ROOT / "schemas").glob("*.json"))]
        resources = []
        for name in names:
            fields = [f["name"] for f in json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))["fields"]]
            rows = self.tables.get(name, [])
            if name == "units":
                (folder / "data" / "units.csv").write_bytes((ROOT / "data" / "units.csv").read_bytes())
            else:
                if name == "indicators":
                    rows = [
                        {"indicator_id": key, "measure": m, "unit_id": u, "whole_of": w, "growth_of": g}
                        for key, (m, u, w, g) in _INDICATORS.items()
                    ]
                text = csvtext.write([fields, *([row.get(field, "") for field in fields] for row in rows)])
                (folder / "data" / f"{name}.csv").write_text(text, "utf-8")
            resources.append(
                {"name": name, "type": "table", "path": f"data/{name}.csv", "schema": f"schemas/{name}.json"}
            )
        (folder / "datapackage.json").write_text(json.dumps({"name": "made", "resources": resources}), "utf-8")


def page(number: int, rows: int, exact: int, times: list[tuple[str, float, float]]) -> str:
    """The page that is written. `times`: what was done, seconds on the clock and of the processor."""
    lines = [
        "# Judging many relations",
        "",
        "Written by `python scripts/bench_relations.py`, which `make bench` runs. Made-up relations of the kinds sum,",
        "share, growth and order, between statements and derived quantities; one in a hundred of those between printed",
        "numbers does not fit. Found were exactly these. In memory, in one process; starting up and reading the files",
        "not included. Exact arithmetic is for what floating point cannot decide. Where the clock shows much more than",
        "the processor, others were at work on it.",
        "",
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}.",
        "",
        "| relations | rows in memory | left to exact arithmetic | work | wall s | processor s |",
        "|---:|---:|---:|---|---:|---:|",
    ]
    lines += [f"| {number:,} | {rows:,} | {exact:,} | {work} | {wall:.2f} | {cpu:.2f} |" for work, wall, cpu in times]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Time the judging of many relations.")
    parser.add_argument("--relations", type=int, default=100_000, help="how many (default: 100000)")
    parser.add_argument("--print", action="store_true", help="print the page and write nothing")
    args = parser.parse_args()
    number: int = args.relations
    maker = Maker(1)
    for place in range(number):
        maker.one(place)
    with tempfile.TemporaryDirectory() as folder:
        maker.write(Path(folder))
        pkg = open_package(folder)
        rows = sum(len(pkg.table(name)) for name in ("observations", "relations", "relation_terms", "derived"))
        started = perf_counter(), process_time()
        found = engine(pkg)
        loaded = perf_counter(), process_time()
        verdicts = found.outcomes()
        judged = perf_counter(), process_time()
    wrong = [key for key, verdict in verdicts.items() if (verdict == "contradicts") != (key in maker.broken)]
    times = [
        (work, end[0] - begin[0], end[1] - begin[1])
        for work, begin, end in (
            ("terms put together and checked", started, loaded),
            ("judged", loaded, judged),
        )
    ]
    text = page(number, rows, len(found._verdicts), times)
    print(text)
    if not args.print:
        PAGE.write_text(text, "utf-8", newline="")
    for key in wrong[:5]:
        print(f"wrong: {key} {verdicts[key]}")
    return 1 if wrong or len(verdicts) != number else 0


if __name__ == "__main__":
    sys.exit(main())
