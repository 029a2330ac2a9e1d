"""S rules: the tables against their contract in schemas/*.json.

The contract is compiled and run once for all of them (`contract.package_check`); each rule here reports the results
under its own code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..contract.codes import CODES, Code
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package


def _register(entry: Code) -> None:
    def report(pkg: Package, check: Check) -> None:
        _understood(pkg, check) if entry.code == "S100" else _report(pkg, check)

    rule(entry.code, optional=entry.optional, blocking=entry.blocking)(report)


def _understood(pkg: Package, check: Check) -> None:
    """S100: one case per schema."""
    from .package_check import contract_problems

    for name, problems in contract_problems(pkg).items():
        check.case()
        for problem in problems:
            path = pkg.schema_paths.get(name, pkg.descriptor_path)
            check.fail_file(
                path, column=None, key=problem.pointer or "/", found=problem.found, expected=problem.expected
            )


def _report(pkg: Package, check: Check) -> None:
    """Any other S code: what the engine found under it."""
    from .package_check import check_package, contract_problems

    if any(contract_problems(pkg).values()):
        check.stop("S100 found a schema that is not understood")
    result = check_package(pkg)[check.info.code]
    check.case(result.cases)
    for finding in result.findings:
        check.fail_file(
            finding.file,
            line=finding.line,
            column=finding.column,
            key=finding.key,
            record=finding.record,
            found=finding.found,
            expected=finding.expected,
            why=finding.why,
            fix=finding.fix,
        )
    check.failures += result.violations - len(result.findings)


for _entry in CODES.values():
    _register(_entry)
