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
    from .run import Report

FAMILIES = ("B", "S", "V", "X")


class RereadError(errors.RowError):
    """A finding about a row."""

    type = "reread"
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
    Errors: ClassVar[list[Any]] = [RereadError, RereadTableError]

    def validate_start(self) -> Iterator[Any]:
        """The findings in the file of this resource; what was not evaluated is told beside the first one."""
        package = self.resource.package
        if package is None or not (package.metadata_descriptor_path or package.basepath):
            yield RereadTableError(note="not evaluated: the resource belongs to no package with a folder")
            return
        report = _report(package)
        for finding in report.findings:
            if finding.file == self.resource.path:
                yield _error(finding)
        if package.resources[0] is self.resource:
            for result in report.results:
                if result.reason:
                    yield RereadTableError(note=f"{result.info.code} not evaluated: {result.reason}")


def _report(package: Any) -> Report:
    """What the rules find in a package; kept with the package, since every resource asks."""
    from .package.opening import open_package  # frictionless loads its plugins at every start
    from .run import run

    found: Report | None = getattr(package, "_reread_report", None)
    if found is None:
        opened = open_package(package.metadata_descriptor_path or package.basepath)
        found = package._reread_report = run(opened, FAMILIES, causes=False)
    return found


def _error(finding: Finding) -> Any:
    where = f"{finding.column} of {finding.key}" if finding.key else finding.column or ""
    line = f" (line {finding.line})" if finding.line else ""
    note = f"{finding.code} {where}{line}: found {finding.found}; expected {finding.expected}"
    if finding.record is None:
        return RereadTableError(note=note)
    return RereadError(note=note, cells=[], row_number=finding.record + 1)


class RereadPlugin(Plugin):
    """Lets checklists name the check: `type: reread`."""

    def select_check_class(self, type: str | None = None) -> Any:
        """The check, for its type."""
        return RereadCheck if type == RereadCheck.type else None
