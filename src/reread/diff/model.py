"""What a comparison of two versions answers with: plain data, complete in its counts, capped in its lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated

from msgspec import Meta

from ..statements.view import STATEMENT_TABLES

#: A number of things, as far as JSON holds whole numbers everywhere.
Count = Annotated[int, Meta(ge=0, lt=1 << 53)]


class Bump(IntEnum):
    """How far the version number must rise. Ordered: the largest demand wins."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The name in small letters."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Structure:
    """A change of the package, a table, a column, or what is written about them.

    `kind` is one of the kinds of `versions.RULES`; `where` names the thing ("observations.value"), `old` and `new` what
    is said of it, "" where it is not there.
    """

    kind: str
    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One changed cell of a row that both versions have."""

    key: str
    column: str
    old: str
    new: str
    line: Count


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that only one version has. `cells` are its filled cells, `words` a statement in one line, or "";
    `referred_to` is how many cells of the old version referred to it.
    """

    key: str
    cells: dict[str, str]
    words: str
    line: Count
    referred_to: Count = 0


@dataclass(frozen=True, slots=True)
class Renamed:
    """A row whose cells are all the same but for its key."""

    old: str
    new: str
    line: Count
    referred_to: Count = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement that was added: what it says, its sentences with their parts in brackets, what stands beside it
    (other answers, neighbours in time, relations), and why a reviewer must look at it first, if so.
    """

    id: str
    words: str
    sentences: list[str]
    beside: list[str]
    reasons: list[str]


@dataclass(slots=True)
class TableDiff:
    """The changes of the rows of one table. The counts are complete; the lists hold the first of each."""

    name: str
    path: str
    old_rows: Count = 0
    new_rows: Count = 0
    added: Count = 0
    removed: Count = 0
    renamed: Count = 0
    changed_rows: Count = 0
    changed_cells: Count = 0
    by_column: dict[str, Count] = field(default_factory=dict)
    rows_added: list[RowChange] = field(default_factory=list)
    rows_removed: list[RowChange] = field(default_factory=list)
    rows_renamed: list[Renamed] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def changed(self) -> bool:
        """Whether any row differs."""
        return bool(self.added or self.removed or self.renamed or self.changed_cells)


@dataclass(frozen=True, slots=True)
class Demand:
    """One reason for a bump: the kind of change, how often it occurs, an example, and why it weighs what it weighs."""

    bump: Bump
    kind: str
    number: Count
    example: str
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions."""

    label: str
    name: str
    version: str


@dataclass(slots=True)
class Diff:
    """Everything that differs, and the version it demands.

    `expected_version` is the least that the new version may be called, None where the old version is no number;
    `version_ok` whether it is called so (True where nothing can be told). `unread` are files that could not be
    compared. `reviewed` are the first of the statements that were added, those to look at first in front, of which
    there are `to_look_at` in all.
    """

    old: Side
    new: Side
    structure: list[Structure] = field(default_factory=list)
    tables: list[TableDiff] = field(default_factory=list)
    texts: list[Structure] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    reviewed: list[Reviewed] = field(default_factory=list)
    to_look_at: Count = 0
    demands: list[Demand] = field(default_factory=list)
    bump: Bump = Bump.NONE
    expected_version: str | None = None
    version_ok: bool = True

    @property
    def added(self) -> int:
        """How many statements were added."""
        return max(sum(t.added for t in self.tables if t.name in STATEMENT_TABLES), len(self.reviewed))

    @property
    def same(self) -> bool:
        """Whether nothing differs, and everything could be compared."""
        return not (self.structure or self.texts or self.unread or any(table.changed for table in self.tables))
