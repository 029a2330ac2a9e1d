#!/usr/bin/env python3
"""How much `cnii draft` reads rightly without an edit: its proposals for archived texts beside their statements.

    python scripts/draft_score.py               this package: a line a source
    python scripts/draft_score.py --show        also every proposal that is wrong, and every statement that was missed
    python scripts/draft_score.py FOLDER        another package
    python scripts/draft_score.py --texts tests/texts
                                                texts that are in no package, each with a truth file beside it

A proposed observation is right when entity, indicator, period, value and unit are those of one statement of the source
(base period and whole too); a proposed place is right when list, entity and rank are. Statements that read as printed
only by a correction cannot be proposed and count as missed. What the package already says from a source is not used
to draft it; its registers of names, terms and phrases are. Those words
came from these very texts: how drafting does on texts nobody has read before, tests/test_draft_new_texts.py measures.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from reread.draft import Document, Draft, draft_document, open_document
from reread.findings import CannotRun
from reread.package.opening import Package, open_package
from reread.package.table import Row

ROOT = Path(__file__).resolve().parent.parent
Key = tuple[str, ...]


def drafted(pkg: Package, row: Row) -> Draft:
    """The draft of an archived source."""
    text = pkg.text(row["source_id"])
    if text is None:
        raise CannotRun(f"{row['archive_path']} cannot be read", "Run cnii validate.")
    document = Document(text, row["language"], row["title"], row["archive_path"])
    return draft_document(pkg, document, row["source_id"], row["published_on"], without=True)


def wanted(pkg: Package, source: str) -> tuple[dict[Key, Row], dict[Key, Row]]:
    """The statements of a source by what must be right: observations, places."""
    columns = ("entity_id", "indicator_id", "period", "value", "unit_id", "whole_entity_id", "base_period")
    observations: dict[Key, Row] = {
        tuple(row[c] for c in columns): row for row in pkg.table("observations").rows if row["source_id"] == source
    }
    entries: dict[Key, Row] = {
        (row["ranking_id"], row["entity_id"], row["rank"]): row
        for row in pkg.table("ranking_entries").rows
        if row["source_id"] == source
    }
    return observations, entries


def proposed(draft: Draft) -> tuple[Counter[Key], Counter[Key], dict[Key, str]]:
    """The proposals of a draft by the same keys, and the words they are read from."""
    words: dict[Key, str] = {}
    observations: Counter[Key] = Counter()
    for o in draft.observations:
        value = f"{o.figure.value:f}"
        value = value.rstrip("0").rstrip(".") if "." in value else value
        key: Key = (o.entity_id, o.indicator_id, o.period, value, o.figure.unit, o.whole_entity_id, o.base_period)
        observations[key] += 1
        words[key] = f"{o.figure.text!r} at {o.figure.start}, score {o.score}"
    entries: Counter[Key] = Counter()
    for e in draft.entries:
        key = (e.list.ranking_id, e.entity_id, "" if e.rank is None else str(e.rank))
        entries[key] += 1
        words[key] = f"at {e.at}, score {e.score}"
    return observations, entries, words


def planted(path: Path) -> list[dict[str, str]]:
    """The figures planted in a text, from the truth file beside it (`name.truth.csv` beside `name.txt`)."""
    with path.with_suffix(".truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def right(draft: Draft, truth: dict[str, str]) -> bool:
    """Whether a planted figure was proposed with the right entity, indicator (or list), period, value and unit."""
    if truth["kind"] == "rank":
        found = (
            (e.entity_id, (e.list.new or {}).get("metric") or e.list.title, str(e.rank or "")) for e in draft.entries
        )
        return (truth["entity_id"], truth["what"], truth["value"]) in found
    columns = ("entity_id", "what", "period", "value", "unit_id")
    return tuple(truth[c] for c in columns) in {key[:5] for key in proposed(draft)[0]}


def texts(pkg: Package, folder: Path) -> None:
    """Print a line a text: figures planted, proposed, and proposed rightly; and the sum of each language."""
    print(f"{'text':30} {'what':12} {'stated':>6} {'drafted':>7} {'right':>5} {'precision':>9} {'recall':>6}")
    sums: dict[str, list[int]] = {}
    for path in sorted(folder.glob("*.txt")):
        draft = draft_document(pkg, open_document(path), path.stem.replace("_", "-"))
        truths = planted(path)
        count = len(draft.observations) + len(draft.entries)
        good = sum(right(draft, truth) for truth in truths)
        line(path.stem, "all", len(truths), count, good)
        total = sums.setdefault(draft.document.language, [0, 0, 0])
        total[:] = [a + b for a, b in zip(total, (len(truths), count, good), strict=True)]
    for language, numbers in sums.items():
        line("all", language, *numbers)


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Proposals of cnii draft beside the statements of a package.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--show", action="store_true", help="list what is wrong and what was missed")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="score texts with truth files instead")
    args = parser.parse_args()
    try:
        pkg = open_package(args.folder)
        if args.texts:
            texts(pkg, args.texts)
            return 0
        sources = [row for row in pkg.table("sources").rows if row["archive_path"]]
        drafts = {row["source_id"]: drafted(pkg, row) for row in sources}
    except CannotRun as error:
        print(f"draft_score: {error.message}\n  fix       {error.fix}", file=sys.stderr)
        return 2
    head = f"{'source':30} {'what':12} {'stated':>6} {'drafted':>7} {'right':>5} {'precision':>9} {'recall':>6}"
    print(head)
    totals: dict[str, list[int]] = {"observations": [0, 0, 0], "places": [0, 0, 0]}
    unplaced = numerals = 0
    remarks: list[str] = []
    for source, draft in drafts.items():
        gold = wanted(pkg, source)
        seen = proposed(draft)
        for name, wants, made in zip(totals, gold, seen[:2], strict=True):
            good = sum(1 for key in wants if key in made)
            count = made.total()
            line(source, name, len(wants), count, good)
            totals[name] = [a + b for a, b in zip(totals[name], (len(wants), count, good), strict=True)]
            remarks += [
                f"wrong   {source}  {' '.join(k or '-' for k in key)}  {seen[2][key]}"
                for key in made
                if key not in wants
            ]
            remarks += [
                f"missed  {source}  {' '.join(k or '-' for k in key)}  {row.key}"
                for key, row in wants.items()
                if key not in made
            ]
        numerals += draft.numerals
        unplaced += sum(1 for leftover in draft.leftovers if not leftover.disposition)
    for name, (stated, count, good) in totals.items():
        line("all", name, stated, count, good)
    print(f"{numerals} numerals, {unplaced} that neither a proposal nor a suggested disposition covers")
    if args.show:
        print("\n".join(remarks))
    return 0


def line(source: str, name: str, stated: int, count: int, good: int) -> None:
    """Print one line of the table."""
    precision = f"{100 * good / count:.0f} %" if count else "-"
    recall = f"{100 * good / stated:.0f} %" if stated else "-"
    print(f"{source:30} {name:12} {stated:6} {count:7} {good:5} {precision:>9} {recall:>6}")


if __name__ == "__main__":
    sys.exit(main())
