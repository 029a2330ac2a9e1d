"""A check for frictionless that reports the findings of every rule, with their rows.

frictionless finds it as the plugin `frictionless_reread`, so checklist.json may name it, `{"checks": [{"type":
"reread"}]}`, for `frictionless validate datapackage.json --checklist checklist.json`. It adds the rules on rows: B, S,
V and X. P rules are about the descriptor, which frictionless judges by itself.
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
    title, description, template = RereadError.title, RereadError.description, RereadError.template


class RereadTableError(errors.TableError):
    """A finding about a file as a whole, or rules that were not evaluated."""

    type = "reread-table"
    title, template = RereadError.title, RereadError.template
    description = "A rule does not hold for the file as a whole, or could not be evaluated."


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
        for finding in report.findings:
            if finding.file == self.resource.path:
                yield _error(finding, opened.table(self.resource.name))
        for result in report.results if package.resources[0] is self.resource else ():
            if result.reason:
                yield RereadTableError(note=f"{result.info.code} not evaluated: {result.reason}")


def _report(package: Any) -> tuple[Package, Report]:
    """A package as we open it, and what the rules find in it; kept with the package, since every resource asks."""
    from .package.opening import open_package  # frictionless loads its plugins at every start
    from .run import run

    if not hasattr(package, "_reread_report"):
        opened = open_package(package.metadata_descriptor_path or package.basepath)
        package._reread_report = opened, run(opened, FAMILIES, causes=False)
    found: tuple[Package, Report] = package._reread_report
    return found


def _error(finding: Finding, table: Table) -> Any:
    where = f"{finding.column} of {finding.key}" if finding.key else finding.column or ""
    line = f" (line {finding.line})" if finding.line else ""
    said = f"found {finding.found}; expected {finding.expected}. Why: {finding.why} Fix: {finding.fix}"
    note = f"{finding.code} {where}{line}: {said}"
    if finding.record is None:
        return RereadTableError(note=note)
    row: dict[str, Any] = {"note": note, "row_number": finding.record + 1}
    if finding.column is None or not table.readable or finding.column not in table.header:
        return RereadRowError(cells=[], **row)
    cells, place = list(table.rows[finding.record - 1].cells), table.header.index(finding.column)
    at: dict[str, Any] = {"cell": cells[place], "field_name": finding.column, "field_number": place + 1}
    return RereadError(cells=cells, **row, **at)


class RereadPlugin(Plugin):
    """Lets checklists name the check: `type: reread`."""

    def select_check_class(self, type: str | None = None) -> Any:
        """The check, for its type."""
        return RereadCheck if type == RereadCheck.type else None
