"""What a draft consists of: marks found in a text, parts of statements, proposals, and figures left over.

Offsets are code points of the plain text, ends exclusive, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..reading.dates import Time
    from ..reading.figures import Figure
    from .document import Document

__all__ = ["Draft", "Entry", "Leftover", "List", "Mark", "Observation", "Part", "Registration"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something known at `start:end`.

    `kind` is name, term, who, what, list, time, figure, rank or size; `ids` are the entities, indicators or what the
    phrase denotes; `registered` is False for words that no table holds yet (a name without its suffix, the plain name
    of an indicator, a starter phrase). Exactly one of `time`, `figure`, `value` belongs to a time, figure, rank or
    size.
    """

    start: int
    end: int
    text: str
    kind: str
    ids: tuple[str, ...] = ()
    registered: bool = True
    time: Time | None = None
    figure: Figure | None = None
    value: int = 0

    def within(self, other: Mark) -> bool:
        """Whether these characters lie inside those of `other`."""
        return other.start <= self.start and self.end <= other.end

    def touches(self, other: Mark) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Registration:
    """A row that a register needs before a statement can be validated: the table and its cells by column."""

    table: str
    cells: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The row in a few words, for a report."""
        return ", ".join(f"{column} {value}" for column, value in self.cells if value)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a statement: the characters, how they are read, and how sure that is.

    `kind` is the kind of the evidence row, `reads` what the characters are read as (an entity, an indicator, a period,
    a value), `weight` is between 0 and 1 (see `scoring`), `why` says in words what the weight rests on. `refers_to` is
    the antecedent of a reference; `register` the rows without which the words read as nothing.
    """

    start: int
    end: int
    quote: str
    kind: str
    reads: str
    weight: float
    why: str
    refers_to: Part | None = None
    register: tuple[Registration, ...] = ()

    def registrations(self) -> tuple[Registration, ...]:
        """Rows needed for this part and for what it points back to."""
        return self.register + (self.refers_to.registrations() if self.refers_to else ())


@dataclass(frozen=True, slots=True)
class Observation:
    """A proposed row of `observations`. Parts: who, what, when (may be missing), value, whole, base.

    `preferred` is the reason why it is preferred to another proposal on the same question, "" where it is not.
    """

    entity_id: str
    indicator_id: str
    period: str
    period_basis: str
    figure: Figure
    obs_status: str
    parts: dict[str, Part]
    score: float
    whole_entity_id: str = ""
    base_period: str = ""
    note: str = ""
    preferred: str = ""

    @property
    def at(self) -> int:
        """Where the figure begins."""
        return self.figure.start

    @property
    def question(self) -> tuple[str, ...]:
        """What the value answers; two proposals with one question and one value are the same fact."""
        return (
            self.entity_id,
            self.indicator_id,
            self.period,
            self.base_period,
            self.whole_entity_id,
            self.figure.unit,
        )


@dataclass(frozen=True, slots=True)
class List:
    """A ranked list or selection: a registered one (`new` is None), or the row of `rankings` that it would need.

    `start:end` are the words of its title in the text; for a list ranked by an indicator, words that claim the place.
    """

    ranking_id: str
    kind: str
    start: int
    end: int
    title: str
    new: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposed row of `ranking_entries`. `rank` is None for a member without a printed place."""

    list: List
    entity_id: str
    rank: int | None
    basis: str
    parts: dict[str, Part]
    score: float
    note: str = ""

    @property
    def at(self) -> int:
        """Where the place (without one, the name) begins."""
        part = self.parts.get("value") or self.parts["who"]
        return part.start


@dataclass(frozen=True, slots=True)
class Leftover:
    """A printed number that no proposal uses: why not, and how it could be set aside.

    `disposition` is "" where only a person can say; `kind` the kind of the evidence row; `duplicate_of` the part that
    the same fact is read from.
    """

    start: int
    end: int
    quote: str
    kind: str
    reason: str
    disposition: str = ""
    note: str = ""
    reading: str = ""
    duplicate_of: Part | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything read from one text."""

    document: Document
    source_id: str
    observations: tuple[Observation, ...]
    entries: tuple[Entry, ...]
    leftovers: tuple[Leftover, ...]
    published_part: Part | None = None
    numerals: int = 0
    messages: tuple[str, ...] = field(default=())

    def registrations(self, least: float = 0.0) -> list[Registration]:
        """Rows that the proposals of at least this score need in the registers, each once, in order."""
        found: dict[Registration, None] = {}
        proposals: list[Observation | Entry] = [*self.observations, *self.entries]
        for proposal in proposals:
            if proposal.score >= least:
                for part in proposal.parts.values():
                    found.update(dict.fromkeys(part.registrations()))
        return sorted(found, key=lambda r: (r.table, r.cells))
