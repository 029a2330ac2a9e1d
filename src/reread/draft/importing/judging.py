"""What the rules would say of a package with the planned files written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ...package.part import Altered, Part
from ...pieces import BOUND, Setup, Sources, unit_of
from ...rules import Check, all_rules
from ...run import run

if TYPE_CHECKING:
    from ...findings import Finding
    from ...package.opening import Package
    from ...package.table import Row
    from ...rules import RuleInfo

#: The families of rules that an import can break: all but those about the descriptor.
_ASKED: Final = frozenset("BSVX")
#: What a rule looks at where a row alone, with its source or list, can be wrong; others compare it with what else the
#: package says, which may be what is wrong.
_OF_ROWS: Final = frozenset({"source", "list", "cell", "record"})


class Judge:
    """Asks the rules about planned versions of `pkg`: of single statements only those of changed sources."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self._sources: set[str] = set()

    def new(self, files: Mapping[str, bytes], sources: set[str]) -> list[Finding]:
        """Findings that writing `files` would bring; `sources` are those that change by it."""
        planned = Altered(self.pkg, files)
        if not sources <= self._sources:  # else asked again, with fewer rows
            parts = Sources(planned)
            roots = {parts.root(source) for source in sources}
            self._sources = {source for source in list(parts.parent) if parts.root(source) in roots}
        found = self._findings(planned, _ASKED)
        codes = {finding.code for finding in found}
        known = {_identity(finding) for finding in self._findings(Part(self.pkg, {}), codes)} if found else ()
        return [finding for finding in found if _identity(finding) not in known]

    def _findings(self, pkg: Package, codes: Collection[str]) -> list[Finding]:
        report = run(pkg, codes, prerequisites=False, causes=False, apart=self._apart)
        return [finding for finding in report.findings if not finding.code.startswith("R")]

    def _apart(self, pkg: Package, rules: Sequence[RuleInfo]) -> dict[str, Check]:
        mine = {info.code: info for info in rules if info.scope == "source"}
        headers = {name: table.header for name, table in pkg.tables.items()}
        changed = {name: [row for row in pkg.table(name).rows if _source(row) in self._sources] for name in BOUND}
        told = Setup(pkg.root, pkg.descriptor_path, headers, {}, tuple(mine)).judge(pkg, unit_of(changed))
        said = {code: one for code, one in told.items() if one is not None}
        return {code: Check(mine[code], one.cases, one.failures, one.findings) for code, one in said.items()}


def _source(row: Row) -> str:
    return row.get("source_id") or row.get("evidence_id").rpartition(":")[0]


def is_of_row(finding: Finding) -> bool:
    """Whether a row is wrong in itself, so that it cannot be taken."""
    info = next(info for info in all_rules() if info.code == finding.code)
    return finding.severity == "error" and (info.family == "S" or info.scope in _OF_ROWS)


def _identity(finding: Finding) -> tuple[str, str, str | None, str | None, str]:
    """What makes a finding the same one as before. Lines do not: a new row moves all others."""
    return finding.code, finding.file, finding.key, finding.column, finding.found
