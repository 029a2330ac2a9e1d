"""What is planned: words, statements, refusals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ...findings import Finding
from ..worksheet import Line

__all__ = ["Piece", "Plan", "Refusal", "Refused", "Statement"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a source, a row of evidence to be: at `start` of the archived text, or of `passage` where they are
    quoted (None: they stand alone). A reference points back to the words `refers`.
    """

    source: str
    kind: str
    quote: str
    start: int | None = None
    passage: str = ""
    refers: Piece | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row cannot be taken: its place, the cell, what was found there and what would be accepted."""

    place: str
    number: int
    column: str
    found: str
    accepted: str

    def __str__(self) -> str:
        return f"{self.place}, row {self.number}, {self.column}: {self.found}\n  accepted  {self.accepted}"


class Refused(Exception):
    """Raised where a cell cannot be taken."""

    def __init__(self, column: str, found: str, accepted: str) -> None:
        super().__init__(found)
        self.column, self.found, self.accepted = column, found, accepted


@dataclass(slots=True)
class Statement:
    """A statement that a row makes: the cells of its table without ids, and its words by column."""

    line: Line
    table: str
    source: str
    cells: dict[str, str]
    words: dict[str, Piece] = field(default_factory=dict)

    @property
    def anchor(self) -> Piece:
        """The words that it hangs on: the figure; of a member without one, the name."""
        return self.words.get("value_evidence_id") or self.words["who_evidence_id"]

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about: two statements on one figure that differ here are two."""
        names = ("ranking_id", "entity_id", "indicator_id", "transformation", "sector_id", "period")
        return (self.table, *(self.cells.get(name, "") for name in names))


@dataclass(slots=True)
class Plan:
    """What an import would do. `rows` are new rows by table, `changed` rows by table and key, `gone` keys by table,
    `archive` texts to archive by path, `printed` the dates that new archived sources print of themselves. `lines` are
    the lines that asked for new and changed rows, with the column, by key. `files` are the new bytes that this makes,
    `before` what was read; `findings` what the rules would then say that no line can be refused for.
    """

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    changed: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    archive: dict[str, bytes] = field(default_factory=dict)
    printed: dict[str, Piece] = field(default_factory=dict)
    lines: dict[str, tuple[Line, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    late: dict[int, Refusal] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def sources(self) -> set[str]:
        """The sources of which something would change."""
        rows = [row for given in self.rows.values() for row in given]
        rows += [row for given in self.changed.values() for row in given.values()]
        gone = {key.rpartition(":")[0] for key in self.gone.get("evidence", ())}
        return ({row.get("source_id", "") for row in rows} | gone) - {""}

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (any(self.rows.values()) or any(self.changed.values()) or any(self.gone.values()))
