"""Edits to a package as a person makes them in a table editor, for tests that go from a draft to a green run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from reread.package import csvtext

Rows = list[dict[str, str]]


def read(root: Path, table: str) -> Rows:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO((root / f"data/{table}.csv").read_text("utf-8"), newline="")))


def write(root: Path, table: str, rows: Rows) -> None:
    """Write a table back, in whatever order the rows are; its header stays."""
    path = root / f"data/{table}.csv"
    header = path.read_text("utf-8").split("\n")[0].split(",")
    lines = [header, *([row.get(column) or "" for column in header] for row in rows)]
    path.write_bytes(csvtext.write(lines).encode("utf-8"))


def add(root: Path, table: str, **cells: str) -> None:
    """A new row at the end of a table."""
    write(root, table, [*read(root, table), cells])


def change(root: Path, table: str, when: Callable[[dict[str, str]], bool], **cells: str) -> int:
    """Change cells of the rows that `when` chooses; how many there were."""
    rows = read(root, table)
    chosen = [row for row in rows if when(row)]
    for row in chosen:
        row.update(cells)
    write(root, table, rows)
    return len(chosen)


def aside(root: Path, source: str, text: str, quote: str, disposition: str, note: str, nth: int = 0) -> None:
    """Set the printed number `quote` aside: a new row of evidence."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    key = f"{source}:{start}-{end}"
    cells = {"evidence_id": key, "source_id": source, "start": str(start), "end": str(end), "quote": quote}
    add(root, "evidence", **cells, kind="figure", disposition=disposition, note=note)


def withdraw(root: Path, source: str, quote: str, disposition: str, note: str) -> None:
    """Delete the proposed observation of the figure `quote`, close the gap in the numbers, remove evidence that nothing
    uses any more, and set the figure aside."""
    evidence = {row["evidence_id"]: row for row in read(root, "evidence")}
    rows = read(root, "observations")
    gone = next(r for r in rows if r["source_id"] == source and evidence[r["value_evidence_id"]]["quote"] == quote)
    rows.remove(gone)
    number = 0
    for row in rows:
        if row["source_id"] == source:
            number += 1
            row["observation_id"] = f"{source}.o{number:02}"
    write(root, "observations", rows)
    used = {cell for table in ("observations", "ranking_entries", "sources", "rankings") for row in read(root, table)
            for column, cell in row.items() if column.endswith("evidence_id") and cell}  # fmt: skip
    grown = True
    while grown:
        more = {evidence[key]["refers_to"] for key in used if key in evidence} - {""} - used
        grown, used = bool(more), used | more
    kept = [r for r in evidence.values() if r["source_id"] != source or r["disposition"] or r["evidence_id"] in used]
    value = evidence[gone["value_evidence_id"]]
    write(root, "evidence", [*kept, {**value, "disposition": disposition, "note": note}])
