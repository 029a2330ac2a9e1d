"""What is planned: words, statements, refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..worksheet import Line

if TYPE_CHECKING:
    from ...findings import Finding
    from .edits import Cells, Edits


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

    @property
    def place(self) -> tuple[str, str, str, int | None]:
        """Where the words stand, whatever they are: rows of worksheets with the same place are the same row."""
        return self.source, self.passage or self.quote, self.quote, self.start


class Refused(Exception):
    """Raised where a cell, and with it its row, cannot be taken: what was found there, and what would be accepted."""

    place, number = "", 0

    def __init__(self, column: str, found: str, accepted: str) -> None:
        super().__init__(found)
        self.column, self.found, self.accepted = column, found, accepted

    def of(self, line: Line) -> Refused:
        """The same, with the place of the row."""
        self.place, self.number = line.place, line.number
        return self

    def __str__(self) -> str:
        return f"{self.place}, row {self.number}, {self.column}: {self.found}\n  accepted  {self.accepted}"


@dataclass(slots=True)
class Statement:
    """A statement that a row makes: the cells of its table without ids, and its words by column."""

    line: Line
    table: str
    cells: Cells
    words: dict[str, Piece] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The source that it is of."""
        return self.cells["source_id"]

    @property
    def anchor(self) -> Piece:
        """The words that it hangs on: the figure; of a member without one, the name."""
        return self.words.get("value_evidence_id") or self.words["who_evidence_id"]


def about(table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """What a statement is about: two on one figure that differ here are two."""
    names = ("ranking_id", "entity_id", "indicator_id", "transformation", "sector_id", "period")
    return (table, *(cells.get(name, "") for name in names))


@dataclass(slots=True)
class Plan:
    """What an import would do. `edits` are the rows that it puts into tables and takes out, `lines` the lines that
    asked for them, with the column, by key. `files` are the new bytes that this makes, `before` what was read;
    `findings` what the rules would then say that no line can be refused for.
    """

    edits: Edits
    refusals: list[Refused]
    lines: dict[str, tuple[Line, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    late: dict[int, Refused] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def sources(self) -> set[str]:
        """The sources of which something would change."""
        rows = [cells or {"source_id": key.rpartition(":")[0]} for _, key, cells in self.edits.kept()]
        return {row.get("source_id", "") for row in rows} - {""}

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return next(self.edits.kept(), None) is None

    def refuse(self, line: Line, column: str, found: str, accepted: str) -> None:
        """Plan again without a row that stands in the way of others."""
        self.late.setdefault(id(line), Refused(column, found, accepted).of(line))
