#!/usr/bin/env python3
"""Time reading statements again with all V and X rules, on packages made up for it, in three ways.

Every source is about a place of its own and prints ten figures, each with its year; none may be found wrong. The rules
about sources are judged in this process, in a pool, and on a local Spark; the others in this process. Opening the
package and the rules of its bytes and schemas are timed apart from the V and X rules. Exit 1 when anything is found.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import planting  # type: ignore[import-not-found]

from reread import run as running
from reread.package import csvtext
from reread.package.opening import open_package
from reread.pieces import SMALL, in_processes, on_spark

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks-statements.md"
#: Figures of one source: years times indicators.
_YEARS = range(2016, 2021)
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu")
_REGISTERS: dict[str, list[dict[str, str]]] = {
    "units": [
        {"unit_id": "CNY", "name": "yuan", "name_zh": "元", "dimension": "money", "code_system": "ISO 4217",
         "code": "CNY"},
        {"unit_id": "count", "name": "number", "name_zh": "个", "dimension": "count", "code_system": "UCUM",
         "code": "1"},
    ],
    "indicators": [
        {"indicator_id": "firms", "name": "software firms", "definition": "Software firms, in number.",
         "measure": "stock", "unit_id": "count", "minimum": "0", "topic": "enterprises"},
        {"indicator_id": "sales", "name": "sales", "definition": "Sales of firms.", "measure": "flow",
         "unit_id": "CNY", "minimum": "0", "topic": "output"},
    ],
    "indicator_terms": [
        {"indicator_id": "firms", "term": "software firms", "language": "en"},
        {"indicator_id": "sales", "term": "Sales", "language": "en"},
    ],
}  # fmt: skip
_SOURCE = {
    "publisher_id": "daily", "published_on": "2022-03-05", "published_on_basis": "url", "language": "en",
    "translation": "original", "grade": "B", "proof": "archived", "rights": "Made up for measurements.",
}  # fmt: skip
_OBSERVATION = {
    "transformation": "level", "period_basis": "printed", "precision": "printed", "convention": "printed",
    "coverage": "whole", "basis": "printed", "obs_status": "A", "proof": "archived", "preference": "normal",
}  # fmt: skip


class Maker:
    """The rows and texts of a made-up package."""

    def __init__(self, statements: int) -> None:
        self.random = random.Random(1)
        self.texts: dict[str, str] = {}
        daily = {"entity_id": "daily", "type": "publication", "name_en": "Morning Daily", "name_en_basis": "common"}
        self.tables: dict[str, list[dict[str, str]]] = {**_REGISTERS, "entities": [daily]}
        for name in ("sources", "evidence", "observations"):
            self.tables[name] = []
        for number in range(-(-statements // (2 * len(_YEARS)))):
            self._source(number)

    def _source(self, number: int) -> None:
        place = "".join(_SYLLABLES[int(digit)] for digit in f"{number:05}").capitalize() + " Zone"
        entity, source = place.lower().replace(" ", "-"), f"made-{number:05}"
        cells = {"entity_id": entity, "type": "zone", "name_en": place, "name_en_basis": "common"}
        self.tables["entities"].append(cells)
        text = f"News of {place}\n\n"
        for year in _YEARS:
            firms, sales = self.random.randrange(100, 90_000) * 10 + 1, self.random.randrange(1_000, 9_000) * 10 + 1
            for pieces, indicator, value, half in (
                (("In ", f"when:{year}", ", ", f"who:{place}", " had ", f"value:{firms:,}", " ",
                  "what:software firms", ".\n"), "firms", firms, 0),
                (("what:Sales", " of ", f"who:{place}", " were ", f"value:{sales / 100:.2f} billion yuan", " in ",
                  f"when:{year}", ".\n"), "sales", sales * 10**7, 5 * 10**6),
            ):  # fmt: skip
                named: dict[str, str] = {}
                for piece in pieces:
                    part, mark, words = piece.partition(":")
                    if mark:
                        named[f"{part}_evidence_id"] = self._evidence(source, len(text), words, part)
                    text += words if mark else piece
                self._observation(source, entity, year, indicator, value, half, named)
        path = f"seeds/{source}.txt"
        self.texts[path] = text
        url = f"https://example.org/2022/03/05/{source}.html"
        own = {"source_id": source, "title": f"News of {place}", "url": url, "archive_path": path}
        self.tables["sources"].append({**_SOURCE, **own, "sha256": sha256(text.encode()).hexdigest()})

    def _evidence(self, source: str, start: int, words: str, part: str) -> str:
        kind = {"when": "time", "who": "name", "what": "term", "value": "figure"}[part]
        end = start + len(words)
        cells = {"source_id": source, "start": str(start), "end": str(end), "quote": words, "kind": kind}
        name = f"{source}:{start}-{end}"
        self.tables["evidence"].append({"evidence_id": name, **cells})
        return name

    def _observation(
        self, source: str, entity: str, year: int, indicator: str, value: int, half: int, named: dict[str, str]
    ) -> None:
        number = len(self.tables["observations"]) % (2 * len(_YEARS)) + 1
        cells = {
            "observation_id": f"{source}.o{number:02}", "source_id": source,
            "entity_id": entity, "indicator_id": indicator, "period": str(year), "value": str(value),
            "lower": str(value - half), "upper": str(value + half), "unit_id": "CNY" if half else "count",
            "qualifier": "rounded" if half else "exact",
        }  # fmt: skip
        self.tables["observations"].append({**_OBSERVATION, **cells, **named})

    def write(self, folder: Path) -> Path:
        """The package, with the schemas of this one as far as its tables go."""
        tables = {}
        for name, rows in sorted(self.tables.items()):
            schema = json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))
            keys = [k for k in schema.pop("foreignKeys", []) if k["reference"]["resource"] in ("", *self.tables)]
            schema |= {"foreignKeys": keys} if keys else {}
            header = [field["name"] for field in schema["fields"]]
            cells = sorted([row.get(column, "") for column in header] for row in rows)
            tables[name] = (schema, csvtext.write([header, *cells]))
        made: Path = planting.tiny_package(folder, tables, self.texts)
        return made


@contextmanager
def spark(cores: int) -> Iterator[Any]:
    """A local Spark that has started its processes."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.memory", "4g").getOrCreate()
    session.range(cores).repartition(cores).mapInArrow(lambda batches: batches, "id long").collect()
    yield session
    session.stop()


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Time reading statements again.")
    parser.add_argument("--statements", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="sizes to measure")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1, help="processes, and cores of Spark")
    parser.add_argument("--output", type=Path, default=PAGE, help="where to write")
    args = parser.parse_args()
    lines, wrong = [], 0
    with spark(args.cores) as session:
        ways = {
            "process": None,
            f"pool of {args.cores}": in_processes(args.cores),
            f"Spark, {args.cores} cores": on_spark(session),
        }
        for statements in args.statements:
            with tempfile.TemporaryDirectory() as folder:
                made = Maker(statements)
                root = made.write(Path(folder))
                number, evidence = len(made.tables["observations"]), len(made.tables["evidence"])
                for name, apart in ways.items():
                    before = sum(os.times()[:4])
                    report = running.run(open_package(root), ("V", "X"), apart=apart)
                    used = f"{sum(os.times()[:4]) - before:.2f}" if "Spark" not in name else ""
                    reading = sum(family.seconds for family in report.families() if family.letter in "VX")
                    cells = [f"{number:,}", f"{evidence:,}", name, f"{report.seconds:.2f}", f"{reading:.2f}"]
                    lines.append(f"| {' | '.join([*cells, f'{number / reading:,.0f}', used])} |")
                    print(lines[-1], flush=True)
                    for finding in report.findings[:5]:
                        print(f"wrong: {finding}")
                    wrong += report.failures
    args.output.write_text("\n".join([*_HEAD, *lines, "", machine(), ""]), "utf-8")
    return 1 if wrong else 0


_HEAD = (
    "# Statements read again",
    "",
    "Written by `python scripts/bench_statements.py`, which `make bench` runs. Statements of made-up packages, each",
    "about a place of its own in one sentence of an archived text, are read again with all V and X rules: in the",
    "process, in a pool of processes (`cnii validate --processes`), and on a local Spark. Seconds of the clock, for",
    "all and for the V and X rules; starting the pool is part of it, starting Spark is not. Fewer rows than "
    f"{SMALL:,} start no pool.",
    "Processor seconds are those of all rules in all processes, and tell more than the clock where others were at",
    "work; those of Spark are unknown.",
    "",
    "| statements | evidence | way | all rules, s | V and X rules, s | statements a second | processor s |",
    "|---:|---:|---|---:|---:|---:|---:|",
)


def machine() -> str:
    """The machine and what else it did, without names."""
    busy = f"{os.getloadavg()[2]:.1f}" if hasattr(os, "getloadavg") else "an unknown number of"
    load = f", {busy} processes at work in the last quarter of an hour"
    versions = f"Python {platform.python_version()}, PySpark {version('pyspark')}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}; {versions}."


if __name__ == "__main__":
    sys.exit(main())
