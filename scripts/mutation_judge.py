"""Does validation notice a change, and does it point at the place? Everything in memory, beside one sound package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutations import Change, altered_csv, altered_rows

from reread.findings import Finding
from reread.package.opening import Package
from reread.package.part import Altered
from reread.package.table import Row
from reread.pieces import BOUND, Sources, Unit, setup_of, unit_of
from reread.rules import all_rules
from reread.run import run

#: Families of rules whose findings count. P is left out: a recorded hash notices every change, and explains none.
FAMILIES = ("B", "S", "V", "X")

#: Cells of statements that words may be quoted for, with the column that names these.
WORDS = {
    **{("observations", name): "whole_evidence_id" for name in ("whole_entity_id", "whole_indicator_id")},
    ("observations", "entity_id"): "who_evidence_id",
    ("observations", "indicator_id"): "what_evidence_id",
    ("observations", "sector_id"): "sector_evidence_id",
    ("observations", "ranking_id"): "ranking_evidence_id",
    ("observations", "period"): "when_evidence_id",
    ("observations", "base_period"): "base_evidence_id",
    ("ranking_entries", "entity_id"): "who_evidence_id",
    ("ranking_entries", "ranking_id"): "what_evidence_id",
    ("ranking_entries", "rank"): "value_evidence_id",
    ("entity_links", "period"): "when_evidence_id",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`caught`: a finding that was not there before. `on_line`: one on a changed line. `placed`: that, or one at the
    other end of a reference, or one that names the changed row by its key. `unquoted`: the change is to cells alone for
    which no words are quoted.
    """

    change: Change
    caught: bool
    on_line: bool
    placed: bool
    codes: tuple[str, ...]
    unquoted: bool = False


class Judge:
    """Validates changed versions of one package, in memory."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self._before = {_identity(f) for f in self._findings(pkg, FAMILIES)}
        self._setup = setup_of(pkg, [info for info in all_rules() if info.scope == "source"])
        self._others = [info.code for info in all_rules() if info.family in "BVX" and info.scope != "source"]
        self._registers = self._setup.open()
        self._before |= {_identity(f) for f in self._of_unit({})}

    def _findings(self, pkg: Package, families: Sequence[str]) -> list[Finding]:
        report = run(pkg, families, prerequisites=False, causes=False)
        return [finding for finding in report.findings if finding.code.startswith(tuple(families))]

    def _of_unit(self, unit: Unit) -> list[Finding]:
        """What the rules about sources say of the rows of some sources."""
        told = self._setup.judge(self._registers, unit)
        return [finding for one in told.values() if one is not None for finding in one.findings]

    def _of_sources(self, altered: Package, change: Change) -> list[Finding]:
        """What they say of the sources that the changed rows are of, and of those that hang together with these."""
        sources = Sources(altered)
        places = {name: altered_rows(self.pkg.tables[name], change)[1] for name in change.tables}
        joined = sources.joined()
        owners = (sources.sources[name][place] for name, mine in places.items() for place in mine)
        roots = dict.fromkeys(map(sources.root, owners))
        return [finding for root in roots for finding in self._of_unit(unit_of(joined[root]))]

    def altered(self, change: Change) -> Package:
        """The package with `change` made."""
        changed = [self.pkg.tables[name] for name in change.tables]
        return Altered(self.pkg, {table.path: altered_csv(table, change) for table in changed})

    def verdict(self, change: Change) -> Verdict:
        """Whether validation notices `change`, and where.

        First the rules about sources are asked about the changed ones alone: they say the same of a source whatever
        stands beside it. What they do not place is put to the contract (S), and what that does not place to all other
        rules, over the whole package. That is sound: where a finding of the contract would keep rules from running,
        the change is caught on its line by that finding.
        """
        new: list[Finding] = []
        on_line = False
        altered = self.altered(change)
        bound = set(change.tables) <= set(BOUND)
        for stage in ("sources", "contract", "others"):
            if stage == "sources":
                found = self._of_sources(altered, change) if bound else []
            elif stage == "contract":
                found = self._findings(self.altered(change), ("S",))
            else:
                found = self._findings(altered, self._others if bound else ("B", "V", "X"))
            new += [finding for finding in found if _identity(finding) not in self._before]
            on_line = any(self._on_line(finding, altered, change) for finding in new)
            if on_line:
                break
        placed = on_line or any(self._at_other_end(finding, change) for finding in new)
        return Verdict(
            change, bool(new), on_line, placed, tuple(dict.fromkeys(f.code for f in new)), self._unquoted(change)
        )

    def full_verdict(self, change: Change) -> bool:
        """Whether a whole run, as `cnii validate` does it, has a new finding. Slower; for comparison."""
        report = run(self.altered(change), FAMILIES, causes=False)
        found = (finding for finding in report.findings if finding.code[0] in FAMILIES)
        return any(_identity(finding) not in self._before for finding in found)

    def _unquoted(self, change: Change) -> bool:
        """Whether all changed cells are such as no words are quoted for."""
        words = [(cell, WORDS.get((cell.table, cell.column))) for cell in change.cells]
        rows = [(self.pkg.tables[cell.table].rows[cell.record], column) for cell, column in words]
        return bool(rows) and all(column is not None and not row[column] for row, column in rows)

    def _rows(self, change: Change) -> list[Row]:
        tables = [self.pkg.tables[name] for name in change.tables]
        return [table.rows[record] for table in tables for record in sorted(change.records(table.name))]

    def _on_line(self, finding: Finding, altered: Package, change: Change) -> bool:
        """Whether `finding` is on a line of the altered package that the change is about."""
        for name in change.tables:
            table = self.pkg.tables[name]
            if table.path == finding.file:
                places = altered_rows(table, change)[1]
                lines = [row.line for row in altered.tables[name].rows] if altered.tables[name].readable else []
                return any(place < len(lines) and lines[place] == finding.line for place in places)
        return False

    def _at_other_end(self, finding: Finding, change: Change) -> bool:
        """Whether `finding` is about a row that holds the old or new value or the changed row's key, or says them.

        The parts of a compound key count one by one: a term of a relation leads to the relation, a name to its entity.
        Of a row that is gone, all cells that are long enough to be told from others count.
        """
        said = f"{finding.found} {finding.expected} {finding.key}"
        rows = self._rows(change)
        words = {part for row in rows for part in row.key.split("|")}
        words |= {text for cell in change.cells for text in (cell.old, cell.new)}
        if change.gone or change.copied:
            words |= {cell for row in rows for cell in row.cells if len(cell) > 7}
        words = {word for word in words if len(word) > 2}
        if any(word in said for word in words):
            return True
        for table in self.pkg.tables.values():
            if table.path == finding.file:
                return any(row.line == finding.line and words & set(row.cells) for row in table.rows)
        return False


def _identity(finding: Finding) -> tuple[str, str, str | None, str | None, str]:
    """What makes a finding the same one as before. Lines do not: a lost row moves all others."""
    return finding.code, finding.file, finding.key, finding.column, finding.found
