"""What a comparison of two versions answers with: plain data, complete in its counts, capped in its lists. And which
change demands which version, after the recipe of the Data Package standard
(https://datapackage.org/recipes/data-package-version/): what breaks readers is major, more or fewer data are minor,
corrections and words are patches. Below 1.0.0 what breaks readers is minor (https://semver.org/, item 4).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from importlib.resources import files
from typing import Annotated, NamedTuple

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

    `kind` is one of the kinds of `RULES`; `where` names the thing ("observations.value"), `old` and `new` what
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


class Weight(NamedTuple):
    """What a kind of change demands, what it is called (one, several), and why."""

    bump: Bump
    one: str
    several: str
    why: str


#: Every kind of change, from `kinds.csv`, the gravest first.
RULES: dict[str, Weight] = {
    row.pop("kind"): Weight(Bump[row.pop("bump").upper()], **row)
    for row in csv.DictReader(files(__package__ or "").joinpath("kinds.csv").read_text("utf-8").splitlines())
}

_INTEGER = r"(0|[1-9][0-9]{0,8})"
_NUMBER = re.compile(rf"{_INTEGER}\.{_INTEGER}\.{_INTEGER}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def parts(version: str) -> tuple[int, int, int] | None:
    """Major, minor and patch of a semantic version, or None where it is none."""
    match = _NUMBER.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def owed(version: str, bump: Bump) -> Bump:
    """How far `version` rises for a change of the weight `bump`: below 1.0.0 by a minor number at most.

    >>> owed("0.1.0", Bump.MAJOR).word, owed("1.0.0", Bump.MAJOR).word
    ('minor', 'major')
    """
    return min(bump, Bump.MINOR) if (parts(version) or (1,))[0] == 0 else bump


def raised(version: str, bump: Bump) -> str | None:
    """`version` after `bump`, or None where it is no semantic version.

    >>> raised("1.2.3", Bump.MAJOR), raised("0.2.3", Bump.MAJOR)
    ('2.0.0', '0.3.0')
    """
    found = parts(version)
    if found is None:
        return None
    major, minor, patch = found
    bump = owed(version, bump)
    if bump is Bump.MAJOR:
        return f"{major + 1}.0.0"
    if bump is Bump.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + (bump is Bump.PATCH)}"


def judge(diff: Diff) -> None:
    """Fill in `demands`, `bump`, `expected_version` and `version_ok` from the changes."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    found = [(item.kind, 1, [item.where]) for item in [*diff.structure, *diff.texts]]
    for t in diff.tables:
        found.append(("row_renamed", t.renamed, [f"{t.name} {row.old}" for row in t.rows_renamed[:1]]))
        found.append(("row_added", t.added, [f"{t.name} {row.key}" for row in t.rows_added[:1]]))
        found.append(("row_removed", t.removed, [f"{t.name} {row.key}" for row in t.rows_removed[:1]]))
        found.append(("cell_changed", t.changed_cells, [f"{t.name} {one.key} {one.column}" for one in t.cells[:1]]))
    for kind, number, shown in found:
        if number:
            counts[kind] += number
            examples.setdefault(kind, "".join(shown))
    diff.demands = [
        Demand(owed(diff.old.version, weight.bump), kind, counts[kind], examples[kind], weight.why)
        for kind, weight in RULES.items()
        if kind in counts
    ]
    diff.bump = max((demand.bump for demand in diff.demands), default=Bump.NONE)
    diff.expected_version = raised(diff.old.version, diff.bump)
    wanted, given = parts(diff.expected_version or ""), parts(diff.new.version)
    diff.version_ok = wanted is None or (given is not None and given >= wanted)


def phrase(demand: Demand) -> str:
    """A demand in words: "3 rows added"."""
    weight = RULES[demand.kind]
    return f"{demand.number:,} {weight.one if demand.number == 1 else weight.several}"
