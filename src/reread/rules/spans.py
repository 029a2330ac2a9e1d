"""V2xx: evidence is what its offsets point at, whole words, and either used or set aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.sentences import joined, position
from ..statements.view import Evidence, Statements, view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package


@rule("V201", scope="source", tables=("evidence", "sources"))
def quote_at_offsets(pkg: Package, check: Check) -> None:
    """Each quote is cut out of its text again."""
    seen = view(pkg)
    for item in check.each(seen.evidence.values()):
        text = pkg.text(item.source_id)
        if text is None:
            source = pkg.table("sources").get(item.source_id)
            if item.row["start"] and source and not source["archive_path"]:
                found = f"{item.row['start']}, though {item.source_id} is not archived"
                check.fail(item.row, "start", found=found, expected="no offsets", fix="Empty start and end.")
            _check_passage(seen, check, item)
            continue
        if item.span is None:
            found = f"no offsets, though {item.source_id} is archived"
            check.fail(item.row, "start", found=found, expected=_where(text, item.quote, 0), fix="Fill start and end.")
            continue
        start, end = item.span
        if end > len(text):
            column, value = ("start", start) if start >= len(text) else ("end", end)
            found = f"{value:,}, beyond the end of the text ({len(text):,} characters)"
            check.fail(item.row, column, found=found, expected=_where(text, item.quote, start))
        elif text[start:end] != item.quote:
            found = f"{shown(item.quote, 120)}, while the text has {shown(text[start:end], 120)} at {start}-{end}"
            check.fail(item.row, "quote", found=found, expected=_where(text, item.quote, start))


def _check_passage(seen: Statements, check: Check, item: Evidence) -> None:
    """Words of a page that is not archived stand in the passage that was quoted, where they are said to."""
    passage, at = seen.evidence.get(item.passage), item.row.get("passage_start")
    if passage is None or not at.isdecimal():
        return  # none is named, or a foreign key or the contract says so
    start = int(at)
    if passage.quote[start : start + len(item.quote)] != item.quote:
        here = passage.quote[start : start + len(item.quote)]
        found = f"{shown(item.quote, 120)}, while {passage.id} has {shown(here, 120)} at {start}"
        expected = _where(passage.quote, item.quote, start)
        fix = "Correct passage_start or the quote; a passage is never changed to fit."
        check.fail(item.row, "passage_start", found=found, expected=expected, fix=fix)


def _where(text: str, quote: str, near: int) -> str:
    """Where `quote` stands in `text`, nearest to `near`, as words for a message."""
    places = [m.start() for m in re.finditer(re.escape(quote), text)] if quote else []
    if not places:
        return "characters of the text; the quote stands nowhere in it"
    at = min(places, key=lambda place: abs(place - near))
    line, column = position(text, at)
    again = f" ({len(places)} times in the text)" if len(places) > 1 else ""
    return f"start {at}, end {at + len(quote)}: there the quote stands, line {line}, column {column}{again}"


@rule("V202", scope="source", tables=("evidence", "sources"))
def span_cuts_nothing(pkg: Package, check: Check) -> None:
    """Both ends of each span lie between words."""
    for item in view(pkg).evidence.values():
        text = pkg.text(item.source_id)
        if text is None or item.span is None or item.span[1] > len(text) or item.span[0] >= item.span[1]:
            continue
        check.case()
        for column, place in (("start", item.span[0]), ("end", item.span[1])):
            if inside_word(text, place):
                around = text[max(0, place - 15) : place] + "|" + text[place : place + 15]
                found = f"{place}, in the middle of {shown(around)}"
                check.fail(item.row, column, found=found, expected="a place between two words")


def inside_word(text: str, place: int) -> bool:
    """Whether the boundary at `place` has one word or number on both sides."""
    if not 0 < place < len(text):
        return False
    left, right = text[place - 1], text[place]
    if joined(left, right):
        return True
    point = ",."
    if left.isdigit() and right in point:
        return text[place + 1 : place + 2].isdigit()
    return left in point and right.isdigit() and text[max(0, place - 2) : place - 1].isdigit()


@rule("V203", scope="source", tables=("evidence", "sources"))
def used_or_set_aside(pkg: Package, check: Check) -> None:
    """Each evidence row has exactly one reason to be there."""
    seen = view(pkg)
    for item in check.each(seen.evidence.values()):
        used = item.id in seen.used
        if used and item.disposition:
            found = f"{item.disposition}, though {_first_use(seen, item)} uses it"
            fix = "Empty disposition, or point the row that uses it at other evidence."
            check.fail(item.row, "disposition", found=found, expected="no disposition", fix=fix)
        elif not used and not item.disposition:
            found = f"{shown(item.quote)}, used by no row"
            check.fail(item.row, "evidence_id", found=found, expected="a row that uses it, or a disposition")
        if item.refers_to and item.kind != "reference" and item.disposition != "duplicate":
            aside = f" ({item.disposition})" if item.disposition else ""
            found = f"{item.refers_to}, though the row is a {item.kind}{aside}"
            fix = "Empty refers_to, or correct kind or disposition."
            expected = "nothing: only references and duplicates refer"
            check.fail(item.row, "refers_to", found=found, expected=expected, fix=fix)


def _first_use(seen: Statements, item: Evidence) -> str:
    uses = seen.uses.get(item.id)
    if uses:
        return f"{uses[0].column} of {uses[0].row.key} ({uses[0].row.table.path}, line {uses[0].row.line})"
    return "a reference that is used"
