"""B rules, third part: characters that look like others, or like nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..findings import shown
from . import Check, rule
from .bytes_form import readable_tables, text_files

if TYPE_CHECKING:
    from ..package.opening import Package

# Controls but LF; soft hyphen, joiners, fillers, marks of direction, separators of lines; variation selectors and
# tags; private use, the
# replacement character, and code points that are no characters.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Neither of the first set is wide; asked first, it answers for nearly every character.
_WIDE = re.compile(r"[^\x00-\x7f一-鿿](?<=[\dＡ-Ｚａ-ｚ])")
# Letters that pass for Latin ones: Cyrillic; Greek capitals and small letters of that kind (not mu or omega, which
# units use); mathematical
# alphabets. Kangxi and other radicals pass for the common ideographs.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ"
_LIKE_LATIN = re.compile(f"[\u0400-\u052f{_GREEK}\U0001d400-\U0001d7cb]")
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_ALIKE = re.compile(f"{_LIKE_LATIN.pattern}|{_RADICAL.pattern}")
_WORD = re.compile(r"\w+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")

# A figure with its sign, and words after it: "-0.3%", "-3.5 percent". Nothing in it makes a spreadsheet call anything.
_SIGNED = re.compile(r"-[0-9][0-9.,]*(\s?%|[\w\s.,%]*)")

#: What a search makes of a text: what was found and what was expected, or None.
Search = Callable[[str], tuple[str, str] | None]


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a character without name')}"


def _each(pkg: Package, check: Check, suspicious: re.Pattern[str], search: Search) -> None:
    """Search all text files; report tables cell by cell and the other files line by line. Every file is a case.

    Files and cells without a `suspicious` character are passed over at once.
    """
    tables = {table.path: table for table in pkg.tables.values()}
    for path, text in check.each(text_files(pkg)):
        if not suspicious.search(text):
            continue
        table = tables.get(path)
        if table is None:
            for number, line in enumerate(text.split("\n"), 1):
                if suspicious.search(line) and (wrong := search(line)):
                    check.fail_file(path, line=number, found=wrong[0], expected=wrong[1])
            continue
        for name in table.header:
            if suspicious.search(name) and (wrong := search(name)):
                check.fail_file(path, line=1, column=name, found=wrong[0], expected=wrong[1])
        for row in table.rows:
            if not suspicious.search("\n".join(row.cells)):
                continue
            for column, cell in zip(table.header, row.cells, strict=True):
                if suspicious.search(cell) and (wrong := search(cell)):
                    check.fail(row, column, found=wrong[0], expected=wrong[1])


@rule("B301", scope="cell")
def no_invisible(pkg: Package, check: Check) -> None:
    """Every text file is a case."""

    def search(text: str) -> tuple[str, str] | None:
        match = _INVISIBLE.search(text)
        if not match:
            return None
        mark = f"<U+{ord(match[0]):04X}>"
        near = (
            _INVISIBLE.sub("", text[max(0, match.start() - 10) : match.start()]),
            text[match.end() : match.end() + 10],
        )
        return f"{_named(match[0])} in {shown(mark.join(near))}", "visible characters only"

    _each(pkg, check, _INVISIBLE, search)


@rule("B302", scope="cell")
def no_full_width(pkg: Package, check: Check) -> None:
    """Every text file is a case."""

    def search(text: str) -> tuple[str, str] | None:
        match = _WIDE.search(text)
        return (f"{_named(match[0])} in {_around(match)}", _ascii(match[0])) if match else None

    _each(pkg, check, _WIDE, search)


@rule("B303", scope="cell")
def no_look_alike(pkg: Package, check: Check) -> None:
    """Every text file is a case."""

    def search(text: str) -> tuple[str, str] | None:
        if match := _RADICAL.search(text):
            return f"{_named(match[0])} in {_around(match)}", shown(unicodedata.normalize("NFKC", match[0]))
        for word in _WORD.finditer(text):
            if (match := _LIKE_LATIN.search(word[0])) and _ASCII_WORD.search(word[0]):
                return f"{_named(match[0])} in {shown(word[0])}", "letters of one script in a word"
        return None

    _each(pkg, check, _ALIKE, search)


@rule("B304", scope="first")
def normal_form(pkg: Package, check: Check) -> None:
    """Every text file is a case; of a file that differs, the first line."""
    for path, text in check.each(text_files(pkg)):
        if unicodedata.is_normalized("NFC", text):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            normal = unicodedata.normalize("NFC", line)
            if normal != line:
                at = next((n for n, (a, b) in enumerate(zip(line, normal, strict=False)) if a != b), len(normal))
                found = " ".join(f"U+{ord(c):04X}" for c in line[at : at + 2])
                check.fail_file(
                    path,
                    line=number,
                    found=f"{found} in {shown(line[max(0, at - 20) : at + 20])}",
                    expected=_named(normal[at]),
                )
                break


@rule("B305", scope="record")
def no_outer_blanks(pkg: Package, check: Check) -> None:
    """Every row is a case."""
    for table in readable_tables(pkg):
        for row in check.each(table.rows):
            if row.cells == tuple(map(str.strip, row.cells)):
                continue
            for column, cell in zip(table.header, row.cells, strict=True):
                if cell != cell.strip():
                    check.fail(row, column, found=shown(cell), expected=shown(cell.strip()))


@rule("B306", scope="record")
def no_formulas(pkg: Package, check: Check) -> None:
    """Every row is a case."""
    for table in readable_tables(pkg):
        for row in check.each(table.rows):
            beginnings = "".join([cell[:1] for cell in row.cells])
            if not any(sign in beginnings for sign in "=+-@"):
                continue
            for column, cell in zip(table.header, row.cells, strict=True):
                if cell[:1] and cell[0] in "=+-@" and not _SIGNED.fullmatch(cell):
                    check.fail(row, column, found=shown(cell), expected="a text or a number, not a formula")


def _ascii(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return shown(unicodedata.normalize("NFKC", character) if digit is None else str(digit))


def _around(match: re.Match[str]) -> str:
    return shown(match.string[max(0, match.start() - 10) : match.end() + 10].replace("\n", " "))
