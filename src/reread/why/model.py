"""What `why` answers with: frozen data, ready for JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """Highlighted characters: `start` and `end` count in the text of the passage. `leads_to`: what a reference means.
    `role` is that of the part, or corrected, support (of a correction), see (what a duplicate repeats), or the kind."""

    role: str
    start: int
    end: int
    evidence_id: str
    leads_to: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more whole sentences of a source with the marked parts in them, or a quote from a source not archived.
    `start` and `end` are code points of the archived text, `line` its line counted from 1; None where there is none."""

    source_id: str
    start: int | None
    end: int | None
    line: int | None
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of evidence that a reference points back to."""

    evidence_id: str
    quote: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a statement: its words, and what they read as.

    `role` is who, what, when, how much, whole, base, sector, list or object (of evidence alone: names or means);
    `value` is what the row says (an id, a period, a number), `title` and `details` the same for a reader; `chain` leads
    from a reference to the words that stand for themselves. `reads`: whether the words, read again, give `value`; None
    where that takes more than one look-up (titles of lists).
    """

    role: str
    column: str
    evidence_id: str
    quote: str
    kind: str
    value: str
    title: str
    details: tuple[str, ...]
    chain: tuple[Step, ...]
    reads: bool | None


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A part of a statement for which no words are quoted, so that nothing was read again: as in `Part`."""

    role: str
    column: str
    value: str
    title: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """What a figure may stand for under one convention, as plain decimals; None is an end without limit."""

    convention: str
    lower: str | None
    upper: str | None
    upper_open: bool
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a printed figure or rank reads: `words` are those read (the corrected ones of a reconstruction), `amount` is
    value and unit for a reader, `meaning` the convention that gives the bounds in words. `ranges` are those of the
    conventions printed, wide and cut; empty for a rank, which is exact."""

    words: str
    corrected: bool
    value: str
    unit_id: str
    qualifier: str
    amount: str
    meaning: str
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The text a statement was read from, with the names of its publishers."""

    source_id: str
    title: str
    publisher: str
    original_publisher: str
    author: str
    published_on: str
    published_on_basis: str
    url: str
    language: str
    translation: str
    archive_path: str
    grade: str
    rights: str
    note: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction: what is printed, what it is read as, why, how sure, and the words that support it."""

    correction_id: str
    evidence_id: str
    as_printed: str
    read_as: str
    kind: str
    rationale: str
    confidence: str
    status: str
    alternatives: str
    support: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Another statement, in one line: on the same question, or one that uses a correction or a piece of evidence."""

    id: str
    file: str
    line: int
    summary: str
    preference: str
    preference_reason: str
    source_id: str
    published_on: str


@dataclass(frozen=True, slots=True)
class Use:
    """A cell that names a piece of evidence: as which part of what."""

    id: str
    file: str
    line: int
    column: str
    summary: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between printed values that a statement takes part in, as `role`.

    `terms` are the others that take part: "role id", or "role number" for a constant. `verdict` is what the figures
    say now, and `decided` the numbers that decide, in words; `bounds` is what the other terms leave for the
    statement, empty where they say nothing about it. All three are empty where the relation cannot be judged.
    `purpose` is check or refuted_reading, `blames` are the statements that are likely wrong where it fails.
    """

    relation_id: str
    role: str
    kind: str
    statement: str
    expected: str
    explanation: str
    terms: tuple[str, ...]
    verdict: str = ""
    decided: str = ""
    bounds: str = ""
    purpose: str = ""
    blames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that speaks for one statement, correction or piece of evidence. Tuples are empty where nothing is.

    `kind` is observation, ranking entry, link, correction or evidence; `summary` says it in one line; `row` holds the
    filled cells; `definition` and `caveat` are those of the indicator; `others` answer the same question; `uses` are
    the cells that name this evidence or correction; `relations` are empty in a package without relations. `renamed`
    says what a former id is called now, where it was asked for by one. `verdict` is how a statement stands (confirmed,
    contradicted, disputed or untested), `verdict_by` the relations and statements that say so. `unquoted` are the parts
    of a statement that rest on no words.
    """

    id: str
    kind: str
    file: str
    line: int
    summary: str
    row: dict[str, str]
    source: Source | None
    passages: tuple[Passage, ...]
    parts: tuple[Part, ...]
    reading: Reading | None
    definition: str
    caveat: str
    corrections: tuple[Correction, ...]
    others: tuple[Statement, ...]
    uses: tuple[Use, ...]
    relations: tuple[Relation, ...]
    renamed: str = ""
    verdict: str = ""
    verdict_by: tuple[str, ...] = ()
    unquoted: tuple[Unquoted, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The same as plain lists, dictionaries and strings, ready for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        from .text import render

        return render(self).rstrip("\n")
