"""A comparison as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..console import Painter
from ..escaping import one_line
from ..findings import shown
from .model import Bump, Diff, Structure, TableDiff
from .versions import phrase

CAP = 20
_COLOURS = {Bump.NONE: "green", Bump.PATCH: "green", Bump.MINOR: "yellow", Bump.MAJOR: "red"}


def render(diff: Diff, *, colour: bool = False, cap: int = CAP) -> str:
    """The comparison, ending with a newline. At most `cap` changes of a kind are listed per table, the rest counted."""
    paint = Painter(colour)
    old, new = diff.old, diff.new
    head = f"{one_line(new.name or 'package without name')}: {one_line(old.version or '?')} -> {new.version or '?'}"
    lines = [paint("bold", one_line(head)) + f"  ({one_line(old.label)} -> {one_line(new.label)})", ""]
    if diff.structure:
        lines += _section("structure and documentation", diff.structure, paint, cap)
    for table in diff.tables:
        lines += _table(table, paint, cap)
    if diff.texts:
        lines += _section("archived texts", diff.texts, paint, cap)
    for text in diff.unread:
        lines.append(paint("red", "not compared  ") + one_line(text))
    lines += verdict(diff, paint)
    return "\n".join(lines) + "\n"


def _section(title: str, items: list[Structure], paint: Painter, cap: int) -> Iterator[str]:
    yield paint("bold", title)
    for item in items[:cap]:
        yield f"  {item.kind.replace('_', ' ')}  {one_line(item.where)}{_change(item.old, item.new)}"
    yield from _more(len(items), cap)
    yield ""


def _change(old: str, new: str) -> str:
    if not old or not new:
        return f": {shown(new or old)}" if old or new else ""
    return f": {shown(old)} -> {shown(new)}"


def _more(number: int, listed: int, what: str = "") -> Iterator[str]:
    if number > listed:
        yield f"  ... and {number - listed:,} more{what}, counted and not listed"


def _table(table: TableDiff, paint: Painter, cap: int) -> Iterator[str]:
    yield f"{paint('bold', table.name)}  {table.path}  {', '.join(counts(table))}"
    if table.note:
        yield f"  ({table.note})"
    for row in table.rows_added[:cap]:
        yield paint("green", f"  + {one_line(row.key)}") + _words(row.words)
    yield from _more(table.added, min(cap, len(table.rows_added)), " rows added")
    for row in table.rows_removed[:cap]:
        used = f"  (referred to {row.referred_to} times)" if row.referred_to else ""
        yield paint("red", f"  - {one_line(row.key)}") + _words(row.words) + used
    yield from _more(table.removed, min(cap, len(table.rows_removed)), " rows removed")
    for item in table.rows_renamed[:cap]:
        yield paint("yellow", f"  > {one_line(item.old)} is now {one_line(item.new)}")
    yield from _more(table.renamed, min(cap, len(table.rows_renamed)), " rows with another id")
    last = None
    for cell in table.cells[:cap]:
        if cell.key != last:
            words = _words(table.words.get(cell.key, ""))
            yield f"{paint('cyan', f'  ~ {one_line(cell.key)}')}  line {cell.line}{words}"
        last = cell.key
        yield f"      {one_line(cell.column)}: {shown(cell.old)} -> {shown(cell.new)}"
    yield from _more(table.changed_cells, min(cap, len(table.cells)), " cells changed")
    if table.changed_cells > cap:
        yield "      by column: " + ", ".join(f"{one_line(name)} {n:,}" for name, n in table.by_column.items())
    yield ""


def _words(text: str) -> str:
    return f"  {one_line(text)}" if text else ""


def counts(table: TableDiff) -> Iterable[str]:
    """What happened to the rows of a table, in words."""
    if table.added:
        yield f"{table.added:,} added"
    if table.removed:
        yield f"{table.removed:,} removed"
    if table.renamed:
        yield f"{table.renamed:,} with another id"
    if table.changed_rows:
        cells = "1 cell" if table.changed_cells == 1 else f"{table.changed_cells:,} cells"
        rows = "1 row" if table.changed_rows == 1 else f"{table.changed_rows:,} rows"
        yield f"{cells} in {rows} changed"
    yield f"{table.old_rows:,} -> {table.new_rows:,} rows"


def verdict(diff: Diff, paint: Painter) -> Iterator[str]:
    """Which version is demanded, and why."""
    if diff.same:
        yield paint("green", "NO DIFFERENCE") + "  the version need not change"
        return
    if diff.unread:
        yield paint("red", "INCOMPLETE") + "  what could not be compared may demand more than this:"
    needs = f"at least {diff.expected_version}" if diff.expected_version else "the old version is no number like 1.2.3"
    given = "" if diff.version_ok else paint("red", f", but it is called {one_line(diff.new.version or 'nothing')}")
    word = paint(_COLOURS[diff.bump], diff.bump.word.upper())
    yield f"{word}  {needs}{given}"
    for demand in sorted(diff.demands, key=lambda demand: -demand.bump):
        yield f"  {demand.bump.word:<6} {phrase(demand)}, e.g. {one_line(demand.example)}: {demand.why}"
