#!/usr/bin/env python3
"""Draws statements to look up again on their pages, and prints them as a table in Markdown.

    python scripts/sample.py [--observations N] [--entries N] [--skip N] [--seed S] [PACKAGE]

Drawn from are the observations and places on lists that are quoted from a page of grade A, B or C. They are put in an
order by the hash of the seed and of their id, so that rows which come or go elsewhere change nothing of what is drawn;
`--skip` passes over the first of that order, to draw replacements.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from reread.package.opening import Package, open_package
from reread.package.table import Row

ROOT = Path(__file__).resolve().parent.parent
HEADS = ("id", "page", "quote", "who", "what", "when", "how much")


def drawn(package: Package, table: str, key: str, seed: str, skip: int, count: int) -> list[Row]:
    """Rows of a table of statements that are quoted from pages of grade A to C: `count` of them after `skip`."""
    grades = {row["source_id"]: row["grade"] for row in package.table("sources")}
    rows = [r for r in package.table(table) if r["proof"] == "quoted" and grades[r["source_id"]] in {"A", "B", "C"}]
    rows.sort(key=lambda row: sha256(f"{seed}:{row[key]}".encode()).hexdigest())
    return rows[skip : skip + count]


def quotes(package: Package, row: Row) -> Iterator[str]:
    """The passages that the parts of a statement point at, each once."""
    evidence = {e["evidence_id"]: e for e in package.table("evidence")}
    named = (e for column, e in row.as_dict().items() if column.endswith("evidence_id") and e)
    whole = (evidence[evidence[e]["passage_id"] or e]["quote"] for e in named)
    yield from dict.fromkeys(whole)


def line(package: Package, row: Row, key: str) -> str:
    """One row of the table: what a statement says in plain cells."""
    source = next(s for s in package.table("sources") if s["source_id"] == row["source_id"])
    page = f"`{source['url'] or source['read_at'] or 'no address'}`"
    if key == "entry_id":
        ranking = next(r for r in package.table("rankings") if r["ranking_id"] == row["ranking_id"])
        what, when, much = ranking["title"], ranking["edition"], row["rank"] or "member"
        much += f", {row['score']} {row['score_unit_id']}" if row["score"] else ""
    else:
        what = " ".join(filter(None, (row["indicator_id"], row["transformation"], row["sector_id"], row["ranking_id"])))
        when = " on ".join(filter(None, (row["period"], row["base_period"])))
        much = f"{row['qualifier']} {row['value']} {row['unit_id']} ({row['coverage']})"
    cells = (row[key], page, " / ".join(quotes(package, row)), row["entity_id"], what, when, much)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--observations", type=int, default=40)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--seed", default="20261128")
    given = parser.parse_args()
    package = open_package(given.package)
    print("| " + " | ".join(HEADS) + " |", "|" + " --- |" * len(HEADS), sep="\n")
    for table, key, count in (
        ("observations", "observation_id", given.observations),
        ("ranking_entries", "entry_id", given.entries),
    ):
        for row in drawn(package, table, key, given.seed, given.skip, count):
            print(line(package, row, key))


if __name__ == "__main__":
    main()
