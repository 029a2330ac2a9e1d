"""B rules, first part.

Can every file be read as it stands? All of them block: a table that cannot be read is not judged further. One whose
cells are beyond doubt all the same is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Check, RuleFunction, rule

if TYPE_CHECKING:
    from ..package.opening import Package


def _reader(kind: str) -> RuleFunction:
    """A rule function that reports what the readers refused under `kind`; every file of the package is a case."""

    def report(pkg: Package, check: Check) -> None:
        check.case(1 + len(pkg.tables) + len(set(pkg.schema_paths.values())))
        for problem in pkg.all_problems():
            if problem.kind == kind and not (kind == "line_ends" and _says_so(pkg, problem.file)):
                check.fail_file(
                    problem.file,
                    found=problem.found,
                    expected=problem.expected,
                    fix=problem.fix,
                    line=problem.line,
                    column=problem.column,
                    record=problem.record,
                )

    return report


def _says_so(pkg: Package, path: str) -> bool:
    """Whether the dialect of a table says that its lines end with CR LF."""
    dialects = (r.get("dialect") for r in pkg.resources if path == r.get("path"))
    return any(isinstance(d, dict) and d.get("lineTerminator") == "\r\n" for d in dialects)


rule("B101", blocking=True)(_reader("path"))

rule("B102", blocking=True)(_reader("encoding"))

rule("B103", blocking=True)(_reader("bom"))

rule("B104", blocking=True)(_reader("line_ends"))

rule("B105", blocking=True)(_reader("json"))

rule("B106", blocking=True)(_reader("header"))

rule("B107", blocking=True)(_reader("quotes"))

rule("B108", blocking=True)(_reader("ragged"))

rule("B109", blocking=True)(_reader("limit"))


rule("B111", blocking=True)(_reader("conflict"))


@rule("B110", house=True)
def tables_have_rows(pkg: Package, check: Check) -> None:
    """Every readable table is a case."""
    for table in pkg.tables.values():
        if table.readable:
            check.case()
            if not len(table):
                check.fail_file(table.path, line=1, found="a header and no records", expected="at least one record")
