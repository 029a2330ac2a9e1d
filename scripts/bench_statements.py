#!/usr/bin/env python3
"""Time reading statements again with all V and X rules, on packages made up for it.

Every source is about a place of its own and prints ten figures, each with its year; none may be found wrong. Opening
the package and the rules of its bytes and schemas are timed apart from the V and X rules. Exit 1 when anything is
found.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import planting  # type: ignore[import-not-found]

from reread import run as running
from reread.package import csvtext
from reread.package.opening import open_package

ROOT = Path(__file__).resolve().parent.parent
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


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Time reading statements again.")
    parser.add_argument("--statements", type=int, nargs="+", default=[1_000, 10_000], help="sizes to measure")
    args = parser.parse_args()
    running.perf_counter = process_time  # type: ignore[attr-defined]  # seconds of the processor, whoever else is at work
    print("| statements | evidence | bytes and schemas, s | V and X rules, s | statements a second |")
    print("|---:|---:|---:|---:|---:|")
    wrong = 0
    for statements in args.statements:
        with tempfile.TemporaryDirectory() as folder:
            made = Maker(statements)
            report = running.run(open_package(made.write(Path(folder))), ("V", "X"))
        reading = sum(result.seconds for result in report.results if result.info.family in "VX")
        number, evidence = len(made.tables["observations"]), len(made.tables["evidence"])
        before = report.seconds - reading
        print(f"| {number:,} | {evidence:,} | {before:.2f} | {reading:.2f} | {number / reading:,.0f} |")
        for finding in report.findings[:5]:
            print(f"wrong: {finding}")
        wrong += report.failures
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
