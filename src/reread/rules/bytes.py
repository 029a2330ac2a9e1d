"""B1xx and B2xx: every file can be read as it stands, and is kept in one form: final newline, quotes, order.

The B1 rules block: a table that cannot be read is not judged further. One whose cells are beyond doubt all the same is.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..package import csvtext
from ..package.table import TableTooLarge
from . import Check, NotEvaluated, Package, Row, Table, rule, shown

#: What the readers refuse, by the rule that reports it.
_REFUSED = {
    "B101": "path", "B102": "encoding", "B103": "bom", "B104": "line_ends", "B105": "json", "B106": "header",
    "B107": "quotes", "B108": "ragged", "B109": "limit", "B111": "conflict",
}  # fmt: skip


def report(pkg: Package, check: Check) -> None:
    """What the readers refused; every file of the package is a case."""
    check.case(1 + len(pkg.tables) + len(set(pkg.schema_paths.values())))
    for one in pkg.all_problems():
        if one.kind == _REFUSED[check.info.code] and not (one.kind == "line_ends" and _says_so(pkg, one.file)):
            line, column, record = one.line, one.column, one.record
            check.fail_file(one.file, one.found, one.expected, line=line, column=column, record=record, fix=one.fix)


def _says_so(pkg: Package, path: str) -> bool:
    """Whether the dialect of a table says that its lines end with CR LF."""
    dialects = (r.get("dialect") for r in pkg.resources if path == r.get("path"))
    return any(isinstance(d, dict) and d.get("lineTerminator") == "\r\n" for d in dialects)


for _code in _REFUSED:
    rule(_code, blocking=True)(report)


@rule("B110", house=True)
def tables_have_rows(pkg: Package, check: Check) -> None:
    """Every readable table is a case."""
    for table in check.each(table for table in pkg.tables.values() if table.readable):
        if not len(table):
            check.fail_file(table.path, "a header and no records", "at least one record", line=1)


def readable_tables(pkg: Package) -> Iterator[Table]:
    """Tables whose files can be read and have rows; the others are reported by the B1 rules.

    Raises `TableTooLarge` after them where there is a table whose rows are not held.
    """
    yield from (table for table in pkg.tables.values() if table.readable and not table.large and len(table))
    _stop_at_large(pkg)


def _stop_at_large(pkg: Package) -> None:
    for table in pkg.tables.values():
        if table.readable and table.large:
            raise TableTooLarge(table.path)


def text_files(pkg: Package) -> Iterator[tuple[str, str]]:
    """Path and text of the descriptor, the schemas and the tables in the form of this project, with LF line ends; but
    not those that cannot be read. Read once, since five rules ask for them.

    Raises `TableTooLarge` after them where there is a table whose rows are not held.
    """
    found: list[tuple[str, str]] = pkg.once("text files", lambda: list(_texts(pkg)))
    yield from found
    _stop_at_large(pkg)


def _texts(pkg: Package) -> Iterator[tuple[str, str]]:
    faulty = {problem.file for problem in pkg.all_problems() if not problem.soft}
    faulty |= {table.path for table in pkg.tables.values() if table.readable and (table.large or not len(table))}
    tables = [table.path for table in pkg.tables.values() if table.verbatim]
    paths = [pkg.descriptor_path, *pkg.schema_paths.values(), *tables]
    for path in dict.fromkeys(paths):
        if path not in faulty:
            raw, problem = pkg.read_bytes(path)
            if not problem:
                yield path, csvtext.decode(raw, path)[0]


@rule("B201", house=True, scope="file")
def final_newline(pkg: Package, check: Check) -> None:
    """Every text file is a case."""
    for path, text in check.each(text_files(pkg)):
        line = text.count("\n") + (not text.endswith("\n"))
        if not text.endswith("\n"):
            check.fail_file(path, "no newline at the end", "a line feed after the last line", line=line)
        elif text.endswith("\n\n"):
            check.fail_file(path, "a blank line at the end", "one line feed at the end", line=line)


@rule("B202", house=True, scope="first")
def canonical_quotes(pkg: Package, check: Check) -> None:
    """Every table is a case; of a table that differs, the first record that does is reported."""
    for table in readable_tables(pkg):
        raw, problem = pkg.read_bytes(table.path)
        if problem:
            raise NotEvaluated(f"{table.path} cannot be read")
        if table.problems:
            continue  # its form is another already, and said so
        check.case()
        text = raw.decode("utf-8")
        if '"' not in text or text == csvtext.write([table.header, *(row.cells for row in table.rows)]):
            continue
        place = 0
        for line, cells in [(1, table.header), *((row.line, row.cells) for row in table.rows)]:
            written = csvtext.write([cells]).removesuffix("\n")
            if not text.startswith(written, place) or text[place + len(written) : place + len(written) + 1] not in "\n":
                record = text[place : place + len(written) + 8].split("\n")[0]
                check.fail_file(table.path, shown(record), shown(written.split("\n")[0]), line=line)
                break
            place += len(written) + 1


@rule("B203", house=True, scope="order")
def sorted_by_key(pkg: Package, check: Check) -> None:
    """Every row of a table with a primary key is a case.

    Rows whose key cannot be read as its type are left to the S rules.
    """
    for table in readable_tables(pkg):
        key = table.key_columns
        if not key or any(column not in table.places for column in key):
            continue
        types = {str(f.get("name")): f.get("type") for f in table.fields}
        numeric = [types.get(column) == "integer" for column in key]
        before: tuple[tuple[int | str, ...], Row] | None = None
        for row in check.each(table.rows):
            cells = [row[column] for column in key]
            if any(n and not _is_integer(c) for n, c in zip(numeric, cells, strict=True)):
                continue
            order = tuple(int(c) if n else c for n, c in zip(numeric, cells, strict=True))
            if before and order < before[0]:
                found = f"{shown(row.key)} after {shown(before[1].key)} on line {before[1].line}"
                check.fail(row, key[0], found, "keys in ascending order")
            before = (order, row)


def _is_integer(cell: str) -> bool:
    digits = cell.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 100
