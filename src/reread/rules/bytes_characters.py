"""B3xx: characters that look like others, or like nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from . import Check, Package, Row, Table, rule, shown
from .bytes import readable_tables, text_files

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
_SIGNED = re.compile(r"-[0-9][0-9.,]*(\s?%|[\w\s.,%]*)")


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a character without name')}"


def _around(match: re.Match[str]) -> str:
    return shown(match.string[max(0, match.start() - 10) : match.end() + 10].replace("\n", " "))


def _invisible(text: str) -> tuple[str, str] | None:
    match = _INVISIBLE.search(text)
    if not match:
        return None
    before = _INVISIBLE.sub("", text[max(0, match.start() - 10) : match.start()])
    near = f"{before}<U+{ord(match[0]):04X}>{text[match.end() : match.end() + 10]}"
    return f"{_named(match[0])} in {shown(near)}", "visible characters only"


def _full_width(text: str) -> tuple[str, str] | None:
    match = _WIDE.search(text)
    if not match:
        return None
    digit = unicodedata.digit(match[0], None)
    narrow = unicodedata.normalize("NFKC", match[0]) if digit is None else str(digit)
    return f"{_named(match[0])} in {_around(match)}", shown(narrow)


def _look_alike(text: str) -> tuple[str, str] | None:
    if match := _RADICAL.search(text):
        return f"{_named(match[0])} in {_around(match)}", shown(unicodedata.normalize("NFKC", match[0]))
    for word in _WORD.finditer(text):
        if (match := _LIKE_LATIN.search(word[0])) and _ASCII_WORD.search(word[0]):
            return f"{_named(match[0])} in {shown(word[0])}", "letters of one script in a word"
    return None


#: What a text must have to be looked into, and what was found in it and expected, or None; by rule.
_SEARCHES: dict[str, tuple[re.Pattern[str], Callable[[str], tuple[str, str] | None]]] = {
    "B301": (_INVISIBLE, _invisible),
    "B302": (_WIDE, _full_width),
    "B303": (re.compile(f"{_LIKE_LATIN.pattern}|{_RADICAL.pattern}"), _look_alike),
}


def report(pkg: Package, check: Check) -> None:
    """Every text file is a case: of a table each cell is searched, of the others each line."""
    suspicious, search = _SEARCHES[check.info.code]
    tables = {table.path: table for table in pkg.tables.values()}
    for path, text in check.each(text_files(pkg)):
        for piece, tell in _pieces(check, path, text, tables.get(path)) if suspicious.search(text) else ():
            if suspicious.search(piece) and (wrong := search(piece)):
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
    rule(_code, scope="cell")(report)


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


def _cells(pkg: Package, check: Check) -> Iterator[tuple[Row, str, str]]:
    """Every row that can be read, a case each, with its columns and cells."""
    for table in readable_tables(pkg):
        for row in check.each(table.rows):
            yield from ((row, column, cell) for column, cell in zip(table.header, row.cells, strict=True) if cell)


@rule("B305", scope="record")
def no_outer_blanks(pkg: Package, check: Check) -> None:
    """Every row is a case."""
    for row, column, cell in _cells(pkg, check):
        if cell != cell.strip():
            check.fail(row, column, shown(cell), shown(cell.strip()))


@rule("B306", scope="record")
def no_formulas(pkg: Package, check: Check) -> None:
    """Every row is a case."""
    for row, column, cell in _cells(pkg, check):
        if cell[0] in "=+-@" and not _SIGNED.fullmatch(cell):
            check.fail(row, column, shown(cell), "a text or a number, not a formula")
