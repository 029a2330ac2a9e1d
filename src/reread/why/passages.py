"""The sentences a statement was read from, with its parts marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from ..package.table import Row
from ..reading.sentences import position
from ..statements.view import Evidence, Statements
from .model import Mark, Passage


def cut(start: int, end: int, marks: Iterable[Any]) -> Iterator[tuple[int, int, list[Any]]]:
    """The characters from `start` to `end` cut wherever a mark, which has a `start` and an `end`, begins or ends: begin
    and end of each piece, and the marks over it, in the order in which they begin."""
    opening: dict[int, list[Any]] = defaultdict(list)
    for mark in marks:
        if mark.start < end and start < mark.end:
            opening[max(start, mark.start)].append(mark)
    ends = {min(end, mark.end) for opened in opening.values() for mark in opened}
    over: list[Any] = []
    for left, right in pairwise(sorted({start, end, *opening, *ends})):
        over = [mark for mark in over if mark.end > left] + opening.get(left, [])
        yield left, right, over


def anchor(seen: Statements, row: Row) -> Evidence | None:
    """The evidence in whose sentence the row is at home."""
    if row.table.name == "evidence":
        return seen.evidence.get(row.key)
    return seen.part(row, "evidence_id") if row.table.name == "corrections" else seen.anchor(row)


def _marked(seen: Statements, row: Row, corrections: Iterable[Row]) -> list[tuple[str, Evidence]]:
    """Every piece of evidence to be shown, with its role: the parts, what they point back to, what is corrected."""
    found: list[tuple[str, Evidence]] = []
    for role, evidence in seen.parts(row).items():
        found += [(role, item) for item in seen.chain(evidence)]
    if row.table.name == "evidence" and row.key in seen.evidence:
        own = seen.evidence[row.key]
        target = seen.antecedent(own)
        found += [(own.kind, item) for item in seen.chain(own)]
        if target and own.kind != "reference":
            found.append(("see", target))
    for correction in corrections:
        wrong = seen.part(correction, "evidence_id")
        found += [("corrected", wrong)] if wrong else []
        if row.table.name == "corrections":
            support = (seen.evidence.get(key) for key in correction.get("support").split())
            found += [("support", item) for item in support if item]
    return found


def passages(seen: Statements, row: Row, corrections: Iterable[Row]) -> tuple[Passage, ...]:
    """The sentences of all marked words, the one of the statement first, the others in the order of the text."""
    centre = anchor(seen, row)
    marked = _marked(seen, row, corrections)
    if centre and all(centre is not item for _, item in marked):
        marked.append((centre.kind, centre))
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    quoted: dict[str, tuple[Evidence, dict[str, Mark]]] = {}
    for role, item in marked:
        around = seen.sentence(item)
        if around is not None:
            spans[item.source_id].append(around)
        else:
            home, start = home_of(seen, item)
            mark = Mark(role, start, start + len(item.quote), item.id, _leads_to(seen, item))
            quoted.setdefault(home.id, (home, {}))[1].setdefault(item.id, mark)
    found = [_passage(seen, source, span, marked) for source, several in spans.items() for span in _joined(several)]
    first = seen.sentence(centre) if centre else None

    def leads(passage: Passage) -> tuple[bool, bool, int]:
        start, mine = passage.start or 0, centre is not None and passage.source_id == centre.source_id
        holds = mine and first is not None and start <= first[0] < (passage.end or 0)
        return not holds, not mine, start

    others = [
        Passage(home.source_id, None, None, None, home.quote, tuple(sorted(marks.values(), key=_place)))
        for home, marks in quoted.values()
    ]
    others.sort(key=lambda passage: centre is None or all(mark.evidence_id != centre.id for mark in passage.marks))
    return (*sorted(found, key=leads), *others)


def home_of(seen: Statements, item: Evidence) -> tuple[Evidence, int]:
    """The passage that words of a text which is not archived stand in, and where; the words themselves without one."""
    home, start = seen.evidence.get(item.passage), item.row.get("passage_start")
    if home is not None and start.isdecimal() and len(start) < 10 and home.quote.startswith(item.quote, int(start)):
        return home, int(start)
    return item, 0


def _leads_to(seen: Statements, item: Evidence) -> str | None:
    """What a reference points back to; None for words that stand for themselves."""
    last = seen.chain(item)[-1]
    return last.quote if last is not item else None


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without overlaps that cover the same characters."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _passage(
    seen: Statements, source_id: str, span: tuple[int, int], marked: Iterable[tuple[str, Evidence]]
) -> Passage:
    start, end = span
    text = seen.pkg.text(source_id) or ""
    inside = (
        (role, item, item.span)
        for role, item in marked
        if item.source_id == source_id and item.span and start <= item.span[0] and item.span[1] <= end
    )
    marks = [
        Mark(role, span[0] - start, span[1] - start, item.id, _leads_to(seen, item)) for role, item, span in inside
    ]
    unique = tuple(sorted(dict.fromkeys(marks), key=_place))
    return Passage(source_id, start, end, position(text, start)[0], text[start:end], unique)
