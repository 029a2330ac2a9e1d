"""What the rules would say of a package with the planned files written: of single tables, lists and changed sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ...package.part import Altered, Part
from ...pieces import BOUND, Record, Setup, Sources
from ...rules import all_rules
from ...run import run

if TYPE_CHECKING:
    from ...findings import Finding
    from ...package.opening import Package

__all__ = ["Judge"]

_Identity = tuple[str, str, str | None, str | None, str]


class Judge:
    """Asks the rules about planned versions of `pkg`."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self._whole = [info.code for info in all_rules() if info.family == "S" or info.scope == "list"]
        self._apart = tuple(info.code for info in all_rules() if info.scope == "source")
        self._sources: set[str] = set()

    def new(self, files: Mapping[str, bytes], sources: set[str]) -> list[Finding]:
        """Findings that writing `files` would bring; `sources` are those that change by it."""
        planned = Altered(self.pkg, files)
        if not sources <= self._sources:  # else asked again, with fewer rows
            parts = Sources(planned)
            roots = {parts.root(source) for source in sources}
            self._sources = {source for source in list(parts.parent) if parts.root(source) in roots}
        found = self._findings(planned)
        return [finding for finding in found if _identity(finding) not in self._known] if found else []

    @cached_property
    def _known(self) -> set[_Identity]:
        return {_identity(finding) for finding in self._findings(Part(self.pkg, {}))}

    def _findings(self, pkg: Package) -> list[Finding]:
        report = run(pkg, self._whole, prerequisites=False, causes=False)
        found = [finding for finding in report.findings if not finding.code.startswith("R")]
        headers = {name: table.header for name, table in pkg.tables.items()}
        setup = Setup(pkg.root, pkg.descriptor_path, headers, [], self._apart)
        told = setup.judge(pkg, self._unit(pkg))
        return found + [finding for one in told.values() if one is not None for finding in one.findings]

    def _unit(self, pkg: Package) -> Iterator[Record]:
        """The rows of the changed sources and of those that hang together with them."""
        for name in BOUND:
            for row in pkg.table(name).rows:
                source = row.get("source_id") or row.get("evidence_id").rpartition(":")[0]
                if source in self._sources:
                    yield Record(name, row.record, row.line, row.cells)


def _identity(finding: Finding) -> _Identity:
    """What makes a finding the same one as before. Lines do not: a new row moves all others."""
    return finding.code, finding.file, finding.key, finding.column, finding.found
