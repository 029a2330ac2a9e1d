"""S rules: the tables against their contract in schemas/*.json.

The contract is compiled and run once for all of them (`contract.package_check`); each rule here reports the results
under its own code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..contract.codes import BLOCKING, CODES, REQUIRED
from ..findings import shown
from . import Check, rule
from .told import told

if TYPE_CHECKING:
    from ..package.opening import Package


def _register(code: str) -> None:
    def report(pkg: Package, check: Check) -> None:
        _understood(pkg, check) if code == "S100" else _report(pkg, check)

    rule(code, optional=code not in REQUIRED, blocking=code in BLOCKING)(report)


def _understood(pkg: Package, check: Check) -> None:
    """S100: one case per schema."""
    from .understood import misunderstood

    for name, problems in check.each(misunderstood(pkg).items()):
        for problem in problems:
            path = pkg.schema_paths.get(name, pkg.descriptor_path)
            at = "" if name in pkg.schema_paths else f"resources[{name}].schema"
            check.fail_file(
                path, column=None, key=at + problem.pointer or "/", found=problem.found, expected=problem.expected
            )


def _report(pkg: Package, check: Check) -> None:
    """Any other S code: what the engine found under it, and S101 what could not be read at all."""
    from .package_check import check_package

    result = check_package(pkg)[check.info.code]
    check.case(result.cases)
    tables = {table.path: table for table in pkg.tables.values()}
    told_of: set[tuple[str, int | None, str | None]] = set()
    for finding in result.findings:
        table = tables.get(finding.file)
        found, expected, more = finding.found, finding.expected, ""
        if table and finding.record and finding.column and not table.large:
            row = table.rows[finding.record - 1]
            found = found.replace(shown(row[finding.column]), table.printed_cell(row, finding.column), 1)
            if check.info.code == "S101":
                told_of.add((table.path, row.record, finding.column))
                expected = table.unread.get((row.record, finding.column), expected)
            if check.info.code in ("S101", "S104"):
                more = told(pkg, row, finding.column)
        check.fail_file(
            table.path_of(finding.record) if table else finding.file,
            line=finding.line or None,
            column=finding.column,
            key=finding.key,
            record=finding.record,
            found=found,
            expected=expected,
            why=finding.why,
            fix=finding.fix + more,
        )
    check.failures += result.violations - len(result.findings)
    for table in pkg.tables.values() if check.info.code == "S101" else ():
        for (record, column), expected in table.unread.items() if table.readable and not table.large else ():
            row = table.rows[record - 1]
            if (table.path, record, column) not in told_of:
                check.fail(row, column, found=shown(row[column]), expected=expected)


for _code in CODES:
    _register(_code)
