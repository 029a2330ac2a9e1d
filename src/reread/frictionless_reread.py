"""A check for frictionless that reports the findings of every rule, with their rows.

frictionless finds it by itself, as the plugin `frictionless_reread`, so a checklist may name it: with
`{"checks": [{"type": "reread"}]}` in checklist.json,

    frictionless validate datapackage.json --checklist checklist.json

or, in Python, `Checklist(checks=[RereadCheck()])`. frictionless' own errors stay its own; this check adds the rules on
rows: B, S, V and X. P rules are about the descriptor, which frictionless judges by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from frictionless import Check, Plugin, errors

if TYPE_CHECKING:
    from .findings import Finding
    from .package.opening import Package
    from .package.table import Table
    from .run import Report

FAMILIES = ("B", "S", "V", "X")


class RereadError(errors.CellError):
    """A finding about a cell."""

    type = "reread"
    title = "Rule of reread"
    description = "A rule of the package's contract, its provenance or its consistency does not hold."
    template = "{note}"


class RereadRowError(errors.RowError):
    """A finding about a row as a whole, or one whose cells cannot be had."""

    type = "reread-row"
    title = "Rule of reread"
    description = "A rule of the package's contract, its provenance or its consistency does not hold."
    template = "{note}"


class RereadTableError(errors.TableError):
    """A finding about a file as a whole, or rules that were not evaluated."""

    type = "reread-table"
    title = "Rule of reread"
    description = "A rule does not hold for the file as a whole, or could not be evaluated."
    template = "{note}"


@attrs.define(kw_only=True, repr=False)
class RereadCheck(Check):
    """The rules of this library, over the package that a resource belongs to: run once, told resource by resource."""

    type = "reread"
    Errors: ClassVar[list[Any]] = [RereadError, RereadRowError, RereadTableError]

    def validate_start(self) -> Iterator[Any]:
        """The findings in the file of this resource; what was not evaluated is told beside the first one."""
        package = self.resource.package
        if package is None or not (package.metadata_descriptor_path or package.basepath):
            yield RereadTableError(note="not evaluated: the resource belongs to no package with a folder")
            return
        opened, report = _report(package)
        table = opened.table(self.resource.name)
        for finding in report.findings:
            if finding.file == self.resource.path:
                yield _error(finding, table)
        if package.resources[0] is self.resource:
            for result in report.results:
                if result.reason:
                    yield RereadTableError(note=f"{result.info.code} not evaluated: {result.reason}")


def _report(package: Any) -> tuple[Package, Report]:
    """A package as we open it, and what the rules find in it; kept with the package, since every resource asks."""
    from .package.opening import open_package  # frictionless loads its plugins at every start
    from .run import run

    found: tuple[Package, Report] | None = getattr(package, "_reread_report", None)
    if found is None:
        opened = open_package(package.metadata_descriptor_path or package.basepath)
        found = package._reread_report = opened, run(opened, FAMILIES, causes=False)
    return found


def _error(finding: Finding, table: Table) -> Any:
    where = f"{finding.column} of {finding.key}" if finding.key else finding.column or ""
    line = f" (line {finding.line})" if finding.line else ""
    note = (
        f"{finding.code} {where}{line}: found {finding.found}; expected {finding.expected}. Why: {finding.why} "
        f"Fix: {finding.fix}"
    )
    if finding.record is None:
        return RereadTableError(note=note)
    if finding.column is None or not table.readable or finding.column not in table.header:
        return RereadRowError(note=note, cells=[], row_number=finding.record + 1)
    cells, place = list(table.rows[finding.record - 1].cells), table.header.index(finding.column)
    return RereadError(
        note=note, cells=cells, row_number=finding.record + 1, cell=cells[place], field_name=finding.column,
        field_number=place + 1,
    )  # fmt: skip


class RereadPlugin(Plugin):
    """Lets checklists name the check: `type: reread`."""

    def select_check_class(self, type: str | None = None) -> Any:
        """The check, for its type."""
        return RereadCheck if type == RereadCheck.type else None
