"""S rules: the tables against their contract in schemas/*.json.

The contract is compiled and run once for all of them (`package_check`); each rule reports the results under its own
code.
"""

from __future__ import annotations

from typing import Final

from ..contract.codes import BLOCKING, CODES, REQUIRED
from ..reading import ReadingError, read_figure
from . import Check, Package, Row, rule, shown
from .package_check import check_package, misunderstood

#: Columns that are read from words, and the columns that name these words.
_READ_FROM: Final = {
    **dict.fromkeys(("value", "lower", "upper"), "value_evidence_id"),
    **{"period": "when_evidence_id", "base_period": "base_evidence_id", "rank": "rank_evidence_id"},
}


@rule("S100", optional="S100" not in REQUIRED, blocking="S100" in BLOCKING)
def schemas_are_understood(pkg: Package, check: Check) -> None:
    """Every schema is a case."""
    for name, problems in check.each(misunderstood(pkg).items()):
        for problem in problems:
            path = pkg.schema_paths.get(name, pkg.descriptor_path)
            at = "" if name in pkg.schema_paths else f"resources[{name}].schema"
            check.fail_file(path, problem.found, problem.expected, key=at + problem.pointer or "/")


def report(pkg: Package, check: Check) -> None:
    """Any other S code: what the engine found under it, and S101 what could not be read at all."""
    code = check.info.code
    result = check_package(pkg)[code]
    check.case(result.cases)
    tables = {table.path: table for table in pkg.tables.values()}
    told_of: set[tuple[str, int | None, str | None]] = set()
    for one in result.findings:
        table = tables.get(one.file)
        found, expected, fix = one.found, one.expected, one.fix
        if table and one.record and one.column and not table.large:
            row = table.rows[one.record - 1]
            found = found.replace(shown(row[one.column]), table.printed_cell(row, one.column), 1)
            if code == "S101":
                told_of.add((table.path, row.record, one.column))
                expected = table.unread.get((row.record, one.column), expected)
            if code in ("S101", "S104"):
                fix += _told(pkg, row, one.column)
        file, line, column, record = one.file, one.line or None, one.column, one.record
        path = table.path_of(record) if table else file
        check.fail_file(
            path, found, expected, line=line, column=column, key=one.key, record=record, why=one.why, fix=fix
        )
    check.failures += result.violations - len(result.findings)
    for table in pkg.tables.values() if code == "S101" else ():
        for (record, column), expected in table.unread.items() if table.readable and not table.large else ():
            row = table.rows[record - 1]
            if (table.path, record, column) not in told_of:
                check.fail(row, column, shown(row[column]), expected)


def _told(pkg: Package, row: Row, column: str) -> str:
    """What the evidence of a statement says a damaged cell should hold ("6.1E+10", "Sep-17"): a sentence with the words
    that it was read from, and their value; empty where there are none."""
    evidence, sources = pkg.table("evidence"), pkg.table("sources")
    named = row.get(_READ_FROM.get(column, ""))
    words = evidence.get(named) if named and evidence.readable and not evidence.large else None
    if words is None or not words.get("quote"):
        return ""
    found = f" Its evidence, line {words.line} of {evidence.path}, reads {shown(words['quote'])}"
    source = sources.get(words.get("source_id")) if sources.readable and not sources.large else None
    try:
        figure = read_figure(words["quote"], source.get("language") if source else "en") if column == "value" else None
    except (ReadingError, ValueError):
        figure = None
    value = figure.value if figure else None
    return f"{found}." if figure is None or value is None else f"{found}, that is {value:f} {figure.unit}."


for _code in CODES:
    if _code != "S100":
        rule(_code, optional=_code not in REQUIRED, blocking=_code in BLOCKING)(report)
