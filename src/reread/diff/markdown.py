"""A comparison as Markdown for a pull request: what a reviewer must know first, then every changed value.

Everything from the packages stands in code spans, so that nothing in it is markup, a link or a mention. The page keeps
below what GitHub takes for a comment; what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..escaping import cell_code, code, prose
from .model import Bump, Diff, Structure, TableDiff
from .text import counts
from .versions import phrase

CAP = 30
#: Characters, below GitHub's 65,536 for a comment.
LIMIT = 60_000
_LONG = 200
_SIGNS = {Bump.NONE: "⚪", Bump.PATCH: "🟢", Bump.MINOR: "🟡", Bump.MAJOR: "🔴"}


def render(diff: Diff, *, cap: int = CAP, limit: int = LIMIT) -> str:
    """The page, ending with a newline and never longer than `limit` characters."""
    lines = list(_head(diff))
    parts = [list(_table(table, cap)) for table in diff.tables]
    if diff.structure:
        parts.insert(0, list(_structure("Structure and documentation", diff.structure, cap)))
    if diff.texts:
        parts.append(list(_structure("Archived texts", diff.texts, cap)))
    left = limit - sum(len(line) + 1 for line in lines) - 200
    omitted = 0
    for part in parts:
        size = sum(len(line) + 1 for line in part)
        if size <= left:
            lines += part
            left -= size
        else:
            omitted += 1
    if omitted:
        lines.append(f"**{omitted} more sections did not fit; `cnii diff` lists them.**")
    return "\n".join(lines)[: limit - 1].rstrip("\n") + "\n"


def _head(diff: Diff) -> Iterator[str]:
    if diff.same:
        yield "### What changes in the data: nothing"
        yield ""
        yield "No table, schema or archived text differs, so the version need not change."
        return
    counted = ", ".join(phrase(demand) for demand in diff.demands)
    yield f"### What changes in the data: {counted or 'what could be compared is the same'}"
    yield ""
    name = f"**{diff.bump.word}**"
    if diff.expected_version and diff.version_ok:
        need = f"{name}, {code(diff.expected_version)} or more; it is called {code(diff.new.version)}"
    elif diff.expected_version:
        need = f"{name}: the next release is {code(diff.expected_version)} or more (now {code(diff.new.version)})"
    else:
        need = name
    yield f"{_SIGNS[diff.bump]} Demands a new version: {need}."
    yield ""
    for demand in sorted(diff.demands, key=lambda demand: -demand.bump):
        example, why = code(_short(demand.example)), prose(demand.why)
        yield f"- {demand.bump.word}: {phrase(demand)}, e.g. {example}: {why}."
    for text in diff.unread[:10]:
        yield f"- ⚠️ not compared: {code(_short(text))}"
    if len(diff.unread) > 10:
        yield f"- ⚠️ {len(diff.unread) - 10:,} more files not compared"
    yield ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}... ({len(text):,} characters)"


def _cell(text: str) -> str:
    return cell_code(_short(text))


def _structure(title: str, items: list[Structure], cap: int) -> Iterator[str]:
    yield f"#### {title}"
    yield ""
    yield "| what | where | old | new |"
    yield "|---|---|---|---|"
    for item in items[:cap]:
        yield f"| {item.kind.replace('_', ' ')} | {_cell(item.where)} | {_cell(item.old)} | {_cell(item.new)} |"
    yield ""
    if len(items) > cap:
        yield f"{len(items) - cap:,} more changes, counted and not listed."
        yield ""


def _table(table: TableDiff, cap: int) -> Iterator[str]:
    yield f"#### {code(table.name)}: {', '.join(counts(table)).replace('->', '→')}"
    yield ""
    if table.note:
        yield f"({prose(table.note)})"
        yield ""
    if table.cells:
        yield "| row | column | old | new |"
        yield "|---|---|---|---|"
        last = None
        for cell in table.cells[:cap]:
            words = table.words.get(cell.key, "")
            first = "" if cell.key == last else _cell(cell.key) + (f"<br>{_cell(words)}" if words else "")
            last = cell.key
            yield f"| {first} | {_cell(cell.column)} | {_cell(cell.old)} | {_cell(cell.new)} |"
        yield ""
    for sign, rows in (("➕", table.rows_added), ("➖", table.rows_removed)):
        for row in rows[:cap]:
            used = f" (other rows referred to it {row.referred_to:,} times)" if row.referred_to else ""
            yield f"- {sign} {code(_short(row.key))} {code(_short(row.words))}{used}".rstrip()
    for item in table.rows_renamed[:cap]:
        yield f"- ✏️ {code(_short(item.old))} is now {code(_short(item.new))}"
    hidden = {
        "cells changed": table.changed_cells - min(cap, len(table.cells)),
        "rows added": table.added - min(cap, len(table.rows_added)),
        "rows removed": table.removed - min(cap, len(table.rows_removed)),
        "rows with another id": table.renamed - min(cap, len(table.rows_renamed)),
    }
    left = ", ".join(f"{number:,} more {what}" for what, number in hidden.items() if number)
    if left:
        yield ""
        yield f"Counted and not listed: {left}."
    yield ""
