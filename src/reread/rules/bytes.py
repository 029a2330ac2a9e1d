"""Bxxx: every file can be read as it stands, and is kept in one form (final newline, quotes, order), without characters
that look like others, or like nothing.

The B1 rules block: a table that cannot be read is not judged further. One whose cells are beyond doubt all the same is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, pairwise

from ..package import csvtext
from ..package.table import TableTooLarge
from . import Check, NotEvaluated, Package, Row, Table, rule, shown

# Controls but LF; soft hyphen, joiners, fillers, marks of direction, separators of lines; variation selectors and
# tags; private use, the replacement character, and code points that are no characters.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Neither of the first set is wide; asked first, it answers for nearly every character.
_WIDE = re.compile(r"[^\x00-\x7f一-鿿](?<=[\dＡ-Ｚａ-ｚ])")
# Letters that pass for Latin ones: Cyrillic; Greek capitals and small letters of that kind (not mu or omega, which
# units use); mathematical alphabets. Kangxi and other radicals pass for the common ideographs.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ"
_LIKE_LATIN = re.compile(f"[\u0400-\u052f{_GREEK}\U0001d400-\U0001d7cb]")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_WORD = re.compile(r"\w+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")

# A figure with its sign, and words after it: "-0.3%", "-3.5 percent". Nothing in it makes a spreadsheet call anything.
_FORMULA = tuple("=+-@")
_SIGNED = re.compile(r"-[0-9][0-9.,]*(\s?%|[\w\s.,%]*)")
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
        check.case(len(table.rows))
        types = {f.get("name"): f.get("type") for f in table.fields}
        columns = ([row.cells[place] for row in table.rows] for place in (table.places[name] for name in key))
        read = [map(_whole, c) if types.get(name) == "integer" else c for name, c in zip(key, columns, strict=True)]
        keys = [(own, row) for own, row in zip(zip(*read, strict=True), table.rows, strict=True) if None not in own]
        for (before, other), (own, row) in pairwise(keys):
            if own < before:
                found = f"{shown(row.key)} after {shown(other.key)} on line {other.line}"
                check.fail(row, key[0], found, "keys in ascending order")


def _whole(cell: str) -> int | None:
    digits = cell.removeprefix("-")
    return int(cell) if digits.isascii() and digits.isdigit() and len(digits) < 100 else None


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a character without name')}"


def _around(match: re.Match[str]) -> str:
    return shown(match.string[max(0, match.start() - 10) : match.end() + 10].replace("\n", " "))


def _invisible(match: re.Match[str]) -> tuple[str, str]:
    before = _INVISIBLE.sub("", match.string[max(0, match.start() - 10) : match.start()])
    near = f"{before}<U+{ord(match[0]):04X}>{match.string[match.end() : match.end() + 10]}"
    return f"{_named(match[0])} in {shown(near)}", "visible characters only"


def _full_width(match: re.Match[str]) -> tuple[str, str]:
    digit = unicodedata.digit(match[0], None)
    narrow = unicodedata.normalize("NFKC", match[0]) if digit is None else str(digit)
    return f"{_named(match[0])} in {_around(match)}", shown(narrow)


def _look_alike(match: re.Match[str]) -> tuple[str, str] | None:
    if radical := _RADICAL.search(match.string):
        return _full_width(radical)
    for word in _WORD.findall(match.string):
        if (found := _LIKE_LATIN.search(word)) and _ASCII_WORD.search(word):
            return f"{_named(found[0])} in {shown(word)}", "letters of one script in a word"
    return None


#: What a text must have to be looked into, and what was found there and expected, or None; by rule.
_SEARCHES: dict[str, tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str] | None]]] = {
    "B301": (_INVISIBLE, _invisible),
    "B302": (_WIDE, _full_width),
    "B303": (re.compile(f"{_LIKE_LATIN.pattern}|{_RADICAL.pattern}"), _look_alike),
}


def characters(pkg: Package, check: Check) -> None:
    """Every text file is a case: of a table each cell is searched, of the others each line."""
    suspicious, search = _SEARCHES[check.info.code]
    tables = {table.path: table for table in pkg.tables.values()}
    for path, text in check.each(text_files(pkg)):
        for piece, tell in _pieces(check, path, text, tables.get(path)) if suspicious.search(text) else ():
            if (match := suspicious.search(piece)) and (wrong := search(match)):
                tell(*wrong)


def _pieces(
    check: Check, path: str, text: str, table: Table | None
) -> Iterator[tuple[str, Callable[[str, str], None]]]:
    """The lines of a file or the cells of a table, each with what reports it."""
    if table is None:
        for number, line in enumerate(text.split("\n"), 1):
            yield line, partial(check.fail_file, path, line=number)
        return
    for name in table.header:
        yield name, partial(check.fail_file, path, line=1, column=name)
    for row in table.rows:
        for column, cell in zip(table.header, row.cells, strict=True):
            yield cell, partial(check.fail, row, column)


for _code in _SEARCHES:
    rule(_code, scope="cell")(characters)


@rule("B304", scope="first")
def normal_form(pkg: Package, check: Check) -> None:
    """Every text file is a case; of a file that differs, the first line."""
    for path, text in check.each(text_files(pkg)):
        lines = [] if unicodedata.is_normalized("NFC", text) else text.split("\n")
        for number, line in enumerate(lines, 1):
            normal = unicodedata.normalize("NFC", line)
            if normal != line:
                at = next((n for n, (a, b) in enumerate(zip(line, normal, strict=False)) if a != b), len(normal))
                found = " ".join(f"U+{ord(c):04X}" for c in line[at : at + 2])
                found += f" in {shown(line[max(0, at - 20) : at + 20])}"
                check.fail_file(path, found, _named(normal[at]), line=number)
                break


def _wrong(pkg: Package, check: Check, is_wrong: Callable[[str], bool]) -> Iterator[tuple[Row, str, str]]:
    """The wrong cells, with row and column; cells that are alike are looked at once. Every row is a case."""
    for table in readable_tables(pkg):
        check.case(len(table.rows))
        cells: set[str] = pkg.once(
            f"cells of {table.name}", partial(set, chain.from_iterable(r.cells for r in table.rows))
        )
        wrong = set(filter(is_wrong, cells))
        for row in table.rows if wrong else ():
            yield from (
                (row, column, cell) for column, cell in zip(table.header, row.cells, strict=True) if cell in wrong
            )


@rule("B305", scope="record")
def no_outer_blanks(pkg: Package, check: Check) -> None:
    """Every row is a case."""
    for row, column, cell in _wrong(pkg, check, lambda cell: cell != cell.strip()):
        check.fail(row, column, shown(cell), shown(cell.strip()))


@rule("B306", scope="record")
def no_formulas(pkg: Package, check: Check) -> None:
    """Every row is a case."""
    for row, column, cell in _wrong(pkg, check, lambda cell: cell.startswith(_FORMULA) and not _SIGNED.fullmatch(cell)):
        check.fail(row, column, shown(cell), "a text or a number, not a formula")
