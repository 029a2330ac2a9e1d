"""From a draft to rows of tables: evidence, observations, entries, lists, words to register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from ..reading.scan import scan_numerals
from ..statements.view import view
from .model import Draft, Entry, Leftover, List, Observation, Part

if TYPE_CHECKING:
    from ..package.opening import Package

__all__ = ["Rows", "rows_of"]

Cells = dict[str, str]


@dataclass(slots=True)
class Rows:
    """New rows by table (cells by column; absent columns are empty), and what a person has to know about them."""

    tables: dict[str, list[Cells]] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def add(self, table: str, cells: Cells) -> None:
        """One more row of `table`."""
        self.tables.setdefault(table, []).append(cells)


class _Conflict(Exception):
    """The same characters would have to be evidence of two kinds, or point to two things."""


class _EvidenceRows:
    """Evidence rows of one source, each span once; rows that the package has already are used as they are."""

    def __init__(self, pkg: Package, source_id: str) -> None:
        self.source_id = source_id
        self.rows: dict[str, Cells] = {}
        columns = ("kind", "refers_to", "disposition", "start", "end")
        self._used = view(pkg).used
        self.known = {
            row["evidence_id"]: {c: row.get(c) for c in columns}
            for row in pkg.table("evidence").index("source_id").get(source_id, ())
        }

    def id(self, part: Part | Leftover) -> str:
        """The id of the evidence of these characters."""
        return f"{self.source_id}:{part.start}-{part.end}"

    def plan(self, parts: Iterable[Part]) -> dict[str, Cells]:
        """The rows that `parts` need and that are not there yet. Raises `_Conflict`, changing nothing."""
        found: dict[str, Cells] = {}
        for part in parts:
            self._plan(part, found)
        return found

    def _plan(self, part: Part, found: dict[str, Cells]) -> None:
        refers = ""
        if part.refers_to:
            self._plan(part.refers_to, found)
            refers = self.id(part.refers_to)
        key = self.id(part)
        there = found.get(key) or self.rows.get(key) or self.known.get(key)
        if there is None:
            found[key] = self._row(part.start, part.end, part.quote, part.kind, refers)
        elif there["kind"] != part.kind or there.get("disposition"):
            raise _Conflict(f"{part.quote!r} at {part.start} is already evidence of kind {there['kind']}")
        elif part.kind == "reference" and there["refers_to"] != refers:
            raise _Conflict(f"{part.quote!r} at {part.start} already points to something else")

    def _row(
        self, start: int, end: int, quote: str, kind: str, refers: str, disposition: str = "", note: str = ""
    ) -> Cells:
        return {
            "evidence_id": f"{self.source_id}:{start}-{end}", "source_id": self.source_id,
            "start": str(start), "end": str(end), "quote": quote, "kind": kind,
            "refers_to": refers, "disposition": disposition, "note": note,
        }  # fmt: skip

    def aside(self, leftover: Leftover) -> bool:
        """Set a number aside; False where its characters are evidence already."""
        key = self.id(leftover)
        target = self.id(leftover.duplicate_of) if leftover.duplicate_of else ""
        if key in self.rows or key in self.known or (target and target not in self.rows and target not in self.known):
            return False
        self.rows[key] = self._row(
            leftover.start, leftover.end, leftover.quote, leftover.kind, target, leftover.disposition, leftover.note
        )
        return True

    def carried(self, start: int, end: int) -> bool:
        """Whether a statement of the package is read from these characters, or they are set aside, already."""
        for key, row in self.known.items():
            if row["start"].isdigit() and row["end"].isdigit() and int(row["start"]) < end and start < int(row["end"]):
                read = key in self._used and row["kind"] in ("figure", "rank", "time")
                if read or row["disposition"]:
                    return True
        return False


def rows_of(pkg: Package, draft: Draft, least: float = 0.0) -> Rows:
    """The rows that the proposals of at least the score `least` make, numbered on from what the package has."""
    made = Rows()
    source = draft.source_id
    evidence = _EvidenceRows(pkg, source)
    if draft.published_part:
        evidence.rows.update(evidence.plan([draft.published_part]))
    numbers = _numbers(pkg, "observations", "observation_id", source, "o")
    answered = _answered(pkg, source)
    written: set[int] = set()
    for one in draft.observations:
        value = one.parts["value"]
        if one.score < least or evidence.carried(value.start, value.end):
            continue
        try:
            evidence.rows.update(evidence.plan(one.parts.values()))
        except _Conflict as conflict:
            made.messages.append(f"{value.quote!r} at {value.start} was not written: {conflict}")
            continue
        written.add(id(one))
        cells = _observation(one, next(numbers), evidence, draft)
        made.add("observations", cells)
        _register(pkg, made, one.parts.values())
        for other in answered.get(_question(cells), ()):
            key = cells["observation_id"]
            made.messages.append(f"{key} answers the same question as {other}: say in preference which is preferred")
    numbers = _numbers(pkg, "ranking_entries", "entry_id", source, "r")
    lists: dict[str, List] = {}
    for entry in draft.entries:
        at = entry.parts.get("value") or entry.parts["who"]
        if entry.score < least or ("value" in entry.parts and evidence.carried(at.start, at.end)):
            continue
        try:
            planned = evidence.plan([*entry.parts.values(), *_title_parts(entry)])
        except _Conflict as conflict:
            made.messages.append(f"{at.quote!r} at {at.start} was not written: {conflict}")
            continue
        evidence.rows.update(planned)
        made.add("ranking_entries", _entry(entry, next(numbers), evidence, source))
        _register(pkg, made, entry.parts.values())
        if entry.list.new is not None and entry.list.ranking_id not in lists:
            lists[entry.list.ranking_id] = entry.list
            cells = {column: cell for column, cell in entry.list.new.items() if column != "claim"}
            made.add("rankings", {**cells, "evidence_id": f"{source}:{entry.list.start}-{entry.list.end}"})
    for leftover in draft.leftovers:
        if leftover.disposition and not evidence.carried(leftover.start, leftover.end) and not evidence.aside(leftover):
            made.messages.append(f"{leftover.quote!r} at {leftover.start} is left for you: {leftover.reason}")
    for row in evidence.rows.values():
        made.add("evidence", row)
    return made


def _title_parts(entry: Entry) -> list[Part]:
    """The evidence of a new list: its title, or the words that claim a place on it."""
    one = entry.list
    if one.new is None:
        return []
    words = entry.parts["what"].refers_to or entry.parts["what"]
    if one.kind != "superlative":
        return (
            []
            if (words.start, words.end) == (one.start, one.end)
            else [Part(one.start, one.end, one.title, "term", "", 1.0, "")]
        )
    return [Part(one.start, one.end, one.new["claim"], "statement", "", 1.0, "")]


def _observation(one: Observation, key: str, evidence: _EvidenceRows, draft: Draft) -> Cells:
    bounds = one.figure.bounds()
    ids = {name: evidence.id(part) for name, part in one.parts.items()}
    printed = any(c.isdigit() for c in one.figure.text) or scan_numerals(one.figure.text, draft.document.language)
    return {
        "observation_id": key, "entity_id": one.entity_id, "indicator_id": one.indicator_id, "period": one.period,
        "period_basis": one.period_basis, "value": plain(one.figure.value), "lower": plain(bounds.lower),
        "upper": plain(bounds.upper), "unit_id": one.figure.unit, "qualifier": one.figure.qualifier,
        "basis": "printed" if printed else "implied", "obs_status": one.obs_status,
        "preference": "preferred" if one.preferred else "normal",
        "preference_reason": one.preferred,
        "whole_entity_id": one.whole_entity_id, "base_period": one.base_period, "source_id": draft.source_id,
        "who_evidence_id": ids["who"], "what_evidence_id": ids["what"], "when_evidence_id": ids.get("when", ""),
        "value_evidence_id": ids["value"], "whole_evidence_id": ids.get("whole", ""),
        "base_evidence_id": ids.get("base", ""), "note": one.note,
    }  # fmt: skip


def _entry(entry: Entry, key: str, evidence: _EvidenceRows, source: str) -> Cells:
    ids = {name: evidence.id(part) for name, part in entry.parts.items()}
    return {
        "entry_id": key, "ranking_id": entry.list.ranking_id, "entity_id": entry.entity_id,
        "rank": "" if entry.rank is None else str(entry.rank), "basis": entry.basis, "source_id": source,
        "who_evidence_id": ids["who"], "what_evidence_id": ids["what"], "when_evidence_id": ids.get("when", ""),
        "value_evidence_id": ids.get("value", ""), "note": entry.note,
    }  # fmt: skip


def _register(pkg: Package, made: Rows, parts: Iterable[Part]) -> None:
    """The rows that the words of a statement need in the registers, each once."""
    for part in parts:
        for one in part.registrations():
            cells = dict(one.cells)
            rows = made.tables.get(one.table, [])
            key = "|".join(cells[c] for c in pkg.table(one.table).key_columns)
            if cells not in rows and pkg.table(one.table).get(key) is None:
                made.add(one.table, cells)


def _numbers(pkg: Package, table: str, column: str, source: str, letter: str) -> Iterator[str]:
    """Ids of new statements of a source, on from the last one."""
    start = f"{source}.{letter}"
    taken = [row[column] for row in pkg.table(table).rows if row[column].startswith(start)]
    number = max((int(key[len(start) :]) for key in taken if key[len(start) :].isdigit()), default=0)
    while True:
        number += 1
        yield f"{start}{number:02}"


_QUESTION = ("entity_id", "indicator_id", "period", "base_period", "whole_entity_id", "unit_id")


def _question(cells: Cells) -> tuple[str, ...]:
    return tuple(cells[c] for c in _QUESTION)


def _answered(pkg: Package, source: str) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for row in pkg.table("observations").rows:
        if row["preference"] != "deprecated" and row["period"]:
            found.setdefault(tuple(row[c] for c in _QUESTION), []).append(row.key)
    return found


def plain(number: Decimal | None) -> str:
    """A number as the tables hold it: no exponent, no trailing zero, "" for none.

    >>> plain(Decimal("6.10E+10")), plain(Decimal("0.50")), plain(None)
    ('61000000000', '0.5', '')
    """
    if number is None:
        return ""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text
