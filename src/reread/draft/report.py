"""A draft for reading: proposals with their sentence and parts, then what is left over; or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..reading.sentences import Sentences, position
from .leftovers import reading_of
from .model import Draft, Entry, Leftover, Observation, Part

__all__ = ["as_json", "as_text"]

_ORDER = ("who", "what", "when", "value", "whole", "base")
_BOLD, _DIM, _OFF = "\033[1m", "\033[2m", "\033[0m"


def as_text(draft: Draft, *, colour: bool = False, least: float = 0.0) -> str:
    """The report for a terminal. Offsets are shown as line:column of the plain text."""
    return "\n".join(_lines(draft, colour, least)) + "\n"


def _lines(draft: Draft, colour: bool, least: float) -> Iterator[str]:
    bold, dim, off = (_BOLD, _DIM, _OFF) if colour else ("", "", "")
    document, text = draft.document, draft.document.text
    yield f"{bold}{document.title or document.name}{off}"
    published = f"published {draft.published_part.reads}, printed" if draft.published_part else "no printed date"
    yield f"  {document.language}, {len(text):,} characters, {draft.numerals} printed numbers, {published}"
    cut = Sentences(text)
    proposals: list[Observation | Entry] = sorted([*draft.observations, *draft.entries], key=lambda one: one.at)
    span: tuple[int, int] | None = None
    for one in proposals:
        here = cut.around(one.at, one.at + 1)
        if here != span:
            span = here
            line, _ = position(text, here[0])
            yield ""
            yield f"{dim}line {line}{off}  {_short(text[slice(*here)])}"
        yield from _proposal(one, bold, off, least)
    placed = [leftover for leftover in draft.leftovers if leftover.disposition]
    open_ones = [leftover for leftover in draft.leftovers if not leftover.disposition]
    if placed:
        yield ""
        yield f"{bold}to be set aside{off}"
        yield from (_leftover(text, leftover) for leftover in placed)
    if open_ones:
        yield ""
        yield f"{bold}not placed: for you to decide{off}"
        yield from (_leftover(text, leftover) for leftover in open_ones)
    registrations = draft.registrations(least)
    if registrations:
        yield ""
        yield f"{bold}words to be registered{off}"
        yield from (f"  {one.table:16} {one.words}" for one in registrations)
    yield ""
    yield (
        f"{len(draft.observations)} observations, {len(draft.entries)} places on lists, {len(placed)} numbers to set"
        f" aside, {len(open_ones)} not placed"
    )


def _proposal(one: Observation | Entry, bold: str, off: str, least: float) -> Iterator[str]:
    kept = "" if one.score >= least else f", below --least {least}"
    if isinstance(one, Observation):
        what = f"{one.entity_id}  {one.indicator_id}  {one.period or 'no period'}"
        yield f"  {bold}{what}  {reading_of(one.figure)}{off}  score {one.score:.2f}{kept}"
    else:
        place = "member" if one.rank is None else f"place {one.rank}" + (" (implied)" if one.basis == "implied" else "")
        new = "" if one.list.new is None else " (new list)"
        yield f"  {bold}{one.entity_id}  {place}  {one.list.ranking_id}{new}{off}  score {one.score:.2f}{kept}"
    for name in _ORDER:
        part = one.parts.get(name)
        if part:
            back = f", for {part.refers_to.quote!r}" if part.refers_to else ""
            yield f"    {name:6} {_short(part.quote, 60)!r}{back}: {part.reads} ({part.why}: {part.weight:g})"


def _leftover(text: str, one: Leftover) -> str:
    line, column = position(text, one.start)
    what = f"{one.disposition}: " if one.disposition else ""
    reads = f"; reads as {one.reading}" if one.reading and not one.disposition else ""
    return f"  {line}:{column:<5} {one.start}-{one.end:<7} {_short(one.quote, 40)!r:24} {what}{one.reason}{reads}"


def _short(text: str, limit: int = 240) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 3] + "..."


def as_json(draft: Draft, least: float = 0.0) -> str:
    """The whole draft as one JSON object; numbers are strings, offsets code points."""

    def part(one: Part) -> dict[str, Any]:
        found: dict[str, Any] = {
            "start": one.start, "end": one.end, "quote": one.quote, "kind": one.kind, "reads": one.reads,
            "weight": one.weight, "why": one.why,
        }  # fmt: skip
        if one.refers_to:
            found["refers_to"] = part(one.refers_to)
        return found

    def parts(one: Observation | Entry) -> dict[str, Any]:
        return {name: part(one.parts[name]) for name in _ORDER if name in one.parts}

    def observation(one: Observation) -> dict[str, Any]:
        bounds = one.figure.bounds()
        return {
            "entity_id": one.entity_id, "indicator_id": one.indicator_id, "period": one.period,
            "period_basis": one.period_basis, "value": f"{one.figure.value:f}",
            "lower": None if bounds.lower is None else f"{bounds.lower:f}",
            "upper": None if bounds.upper is None else f"{bounds.upper:f}",
            "unit_id": one.figure.unit, "qualifier": one.figure.qualifier, "obs_status": one.obs_status,
            "whole_entity_id": one.whole_entity_id, "base_period": one.base_period, "score": one.score,
            "parts": parts(one),
        }  # fmt: skip

    def entry(one: Entry) -> dict[str, Any]:
        return {
            "ranking_id": one.list.ranking_id, "title": one.list.title, "new": one.list.new is not None,
            "entity_id": one.entity_id, "rank": one.rank, "basis": one.basis, "score": one.score, "parts": parts(one),
        }  # fmt: skip

    def leftover(one: Leftover) -> dict[str, Any]:
        return {
            "start": one.start, "end": one.end, "quote": one.quote, "reading": one.reading, "reason": one.reason,
            "disposition": one.disposition, "note": one.note,
        }  # fmt: skip

    document = draft.document
    value = {
        "document": {
            "name": document.name, "title": document.title, "language": document.language,
            "characters": len(document.text), "published": draft.published_part.reads if draft.published_part else None,
        },
        "source_id": draft.source_id,
        "numerals": draft.numerals,
        "observations": [observation(one) for one in draft.observations],
        "entries": [entry(one) for one in draft.entries],
        "leftovers": [leftover(one) for one in draft.leftovers],
        "registrations": [{"table": one.table, "row": dict(one.cells)} for one in draft.registrations(least)],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
