"""Small wrongs done to a data package in memory: one cell changed, or the cells of two rows exchanged; nothing written.

`changes` lists them, seeded; `Judge` says whether validation notices one, and whether it points at the place.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cn_industrial_internet import csvtext
from cn_industrial_internet.findings import Finding, Problem
from cn_industrial_internet.package import Package
from cn_industrial_internet.rules.running import run
from cn_industrial_internet.table import Row, Table

#: The kinds of change, with what each does to a cell.
KINDS = {
    "digit": "one digit becomes another",
    "replace": "the value becomes that of another row, another of its closed list, or another key of the table named",
    "exchange": "two rows exchange their values",
    "empty": "a filled cell becomes empty",
    "fill": "an empty cell gets such a value",
    "delete": "one letter is deleted",
    "swap": "two neighbouring letters change places",
}
#: Statements and what they were read from. All but the columns of a documented exception are held to the goal.
STATEMENT_TABLES = ("observations", "ranking_entries", "entity_links", "evidence")
#: Families of rules whose findings count. P is left out: a recorded hash notices every change, and explains none.
FAMILIES = ("B", "S", "V", "X")


@dataclass(frozen=True, slots=True)
class Change:
    """New cells for one column of a table: (record from 0, old text, new text), one or two of them."""

    table: str
    column: str
    kind: str
    cells: tuple[tuple[int, str, str], ...]

    def __str__(self) -> str:
        cells = "; ".join(f"record {record + 1}: {old!r} -> {new!r}" for record, old, new in self.cells)
        return f"{self.table}.{self.column} {self.kind}: {cells}"


def changes(pkg: Package, sample: int, seed: int, tables: Sequence[str] = ()) -> list[Change]:
    """At most `sample` different changes of every kind for every column of `tables` (all when empty).

    The same package, sample and seed give the same changes; those of one column do not depend on other columns.
    """
    found: list[Change] = []
    for name, table in pkg.tables.items():
        if tables and name not in tables:
            continue
        for column in table.header:
            listed = _listed(pkg, table, column)
            for kind in KINDS:
                chance = random.Random(f"{seed} {name} {column} {kind}")
                seen = dict.fromkeys(_some(table, column, kind, listed, sample, chance))
                found += seen
    return found


def _some(
    table: Table, column: str, kind: str, listed: list[str], sample: int, chance: random.Random
) -> Iterator[Change]:
    cells = [row[column] for row in table.rows]
    known = sorted({*listed, *cells} - {""})
    order = [record for record, cell in enumerate(cells) if bool(cell) is (kind != "fill")]
    chance.shuffle(order)
    given = 0
    for record in order:
        if given == sample:
            return
        change = _change(table, column, kind, record, cells, known, chance)
        if change is not None:
            given += 1
            yield change


def _change(
    table: Table, column: str, kind: str, record: int, cells: list[str], known: list[str], chance: random.Random
) -> Change | None:
    """A change of this kind to one record, or None where the cell allows none."""
    old = cells[record]
    if kind == "exchange":
        others = [n for n, cell in enumerate(cells) if cell and cell != old]
        if not others:
            return None
        other = chance.choice(others)
        return Change(table.name, column, kind, ((record, old, cells[other]), (other, cells[other], old)))
    if kind in ("replace", "fill"):
        choice = [value for value in known if value != old]
        new = chance.choice(choice) if choice else old
    elif kind == "empty":
        new = ""
    else:
        new = _misspelt(old, kind, chance)
    return Change(table.name, column, kind, ((record, old, new),)) if new != old else None


def _listed(pkg: Package, table: Table, column: str) -> list[str]:
    """Values a column may hold beside those it holds: the words of its closed list, the keys of the table it names."""
    for key in table.schema.get("foreignKeys", ()):
        if key["fields"] in (column, [column]) and isinstance(key["reference"], dict):
            parent = pkg.table(key["reference"].get("resource") or table.name)
            return [row.key for row in parent.rows]
    field = next((f for f in table.fields if f.get("name") == column), {})
    if field.get("type") == "boolean":
        return ["true", "false"]
    words = field.get("constraints", {}).get("enum", [])
    return [str(word) for word in words]


def _misspelt(old: str, kind: str, chance: random.Random) -> str:
    """`old` with one slip of this kind, or as it is where there is no room for one."""
    if kind == "digit":
        at = [n for n, c in enumerate(old) if c in "0123456789"]
        if not at:
            return old
        n = chance.choice(at)
        return old[:n] + chance.choice([d for d in "0123456789" if d != old[n]]) + old[n + 1 :]
    letters = [n for n, c in enumerate(old) if c.isalpha()]
    if kind == "delete":
        if not letters:
            return old
        n = chance.choice(letters)
        return old[:n] + old[n + 1 :]
    pairs = [n for n in letters if old[n + 1 : n + 2].isalpha() and old[n] != old[n + 1]]
    if not pairs:
        return old
    n = chance.choice(pairs)
    return old[:n] + old[n + 1] + old[n] + old[n + 2 :]


def altered_csv(table: Table, change: Change) -> bytes:
    """The file of `table` with `change` made."""
    place = table.places[change.column]
    rows: list[Sequence[str]] = [row.cells for row in table.rows]
    for record, _, new in change.cells:
        cells = list(rows[record])
        cells[place] = new
        rows[record] = cells
    return csvtext.write([table.header, *rows]).encode("utf-8")


class _Altered(Package):
    """A package in which one file reads differently. Everything unchanged is shared with the original."""

    path: str
    raw: bytes
    files: dict[str, tuple[bytes, Problem | None]]

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """As the original, but for the changed file; what was read once is kept."""
        if path == self.path:
            return self.raw, None
        if str(path) not in self.files:
            self.files[str(path)] = super().read_bytes(path)
        return self.files[str(path)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`caught`: a finding that was not there before. `on_line`: one on a changed line. `placed`: that, or one at the
    other end of a reference, or one that names the changed row by its key.
    """

    change: Change
    caught: bool
    on_line: bool
    placed: bool
    codes: tuple[str, ...]


class Judge:
    """Validates changed versions of one package, in memory."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self._files: dict[str, tuple[bytes, Problem | None]] = {}
        self._before = {_identity(f) for f in self._findings(pkg, FAMILIES)}

    def _findings(self, pkg: Package, families: Sequence[str]) -> list[Finding]:
        report = run(pkg, families, prerequisites=False)
        return [finding for finding in report.findings if finding.code[0] in families]

    def altered(self, change: Change) -> Package:
        """The package with `change` made."""
        base = self.pkg
        table = base.tables[change.table]
        new = copy.copy(base)
        new.__class__ = _Altered
        assert isinstance(new, _Altered)
        new.path, new.raw, new.files = table.path, altered_csv(table, change), self._files
        new.cache, new._texts, new.problems = {}, {}, list(base.problems)
        raw = new.raw
        changed = Table(table.name, table.path, table.schema, lambda: csvtext.parse(raw, table.path))
        new.tables = {**base.tables, change.table: changed}
        return new

    def verdict(self, change: Change) -> Verdict:
        """Whether validation notices `change`, and where.

        The contract (S) is asked only about what the other families do not place. That is sound: where a finding of the
        contract would keep them from running, the change is caught on its line by that finding.
        """
        new: list[Finding] = []
        for families in (("B", "V", "X"), ("S",)):
            found = self._findings(self.altered(change), families)
            new += [finding for finding in found if _identity(finding) not in self._before]
            if any(self._on_line(finding, change) for finding in new):
                break
        on_line = any(self._on_line(finding, change) for finding in new)
        placed = on_line or any(self._at_other_end(finding, change) for finding in new)
        return Verdict(change, bool(new), on_line, placed, tuple(dict.fromkeys(f.code for f in new)))

    def full_verdict(self, change: Change) -> bool:
        """Whether a whole run, as `cnii validate` does it, has a new finding. Slower; for comparison."""
        report = run(self.altered(change), FAMILIES)
        found = (finding for finding in report.findings if finding.code[0] in FAMILIES)
        return any(_identity(finding) not in self._before for finding in found)

    def _rows(self, change: Change) -> list[Row]:
        rows = self.pkg.tables[change.table].rows
        return [rows[record] for record, _, _ in change.cells]

    def _on_line(self, finding: Finding, change: Change) -> bool:
        rows = self._rows(change)
        return finding.file == rows[0].table.path and finding.line in {row.line for row in rows}

    def _at_other_end(self, finding: Finding, change: Change) -> bool:
        """Whether `finding` is about a row that holds the old or new value or the changed row's key, or says them.

        The parts of a compound key count one by one: a term of a relation leads to the relation, a name to its entity.
        """
        said = f"{finding.found} {finding.expected} {finding.key}"
        words = {part for row in self._rows(change) for part in row.key.split("|")}
        words |= {text for _, old, new in change.cells for text in (old, new)}
        words = {word for word in words if len(word) > 2}
        if any(word in said for word in words):
            return True
        for table in self.pkg.tables.values():
            if table.path == finding.file:
                return any(row.line == finding.line and words & set(row.cells) for row in table.rows)
        return False


def _identity(finding: Finding) -> tuple[str, str, int | None, str | None, str]:
    return finding.code, finding.file, finding.line, finding.column, finding.found
