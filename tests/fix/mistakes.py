"""Mistakes that people and spreadsheets make in the tables of this project's own package, each with its right outcome.

A mistake changes a copy of the package. `code` and `file` are those of the finding that names its cause; `mended` says
whether `cnii fix` puts everything back. Rows and cells are chosen by what they hold, so that the data may change.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reread.package import csvtext

Rows = list[list[str]]


@dataclass(frozen=True)
class Mistake:
    """One mistake. `codes` are those that may name it (the first that is found counts)."""

    name: str
    make: Callable[[Path], None]
    codes: str
    file: str
    mended: bool = False


def of_bytes(table: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A change of a whole file."""

    def make(root: Path) -> None:
        path = root / (table if "/" in table or "." in table else f"data/{table}.csv")
        before = path.read_bytes()
        path.write_bytes(edit(before))
        assert path.read_bytes() != before

    return make


def rows_of(raw: bytes) -> Rows:
    return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))


def of_rows(table: str, edit: Callable[[Rows], Rows]) -> Callable[[Path], None]:
    """A change of the rows of a table, header first."""
    return of_bytes(table, lambda raw: csvtext.write(edit(rows_of(raw))).encode("utf-8"))


def cell(
    table: str, column: str, change: Callable[[str], str], fits: str = ".+", nth: int = 0, every: bool = False
) -> Callable[[Path], None]:
    """A change of one cell of a column: the `nth` that fits a pattern and that the change changes (or every one)."""

    def edit(rows: Rows) -> Rows:
        place = rows[0].index(column)
        at = [
            n for n, row in enumerate(rows) if n and re.fullmatch(fits, row[place]) and change(row[place]) != row[place]
        ]
        for n in at if every else at[nth : nth + 1]:
            rows[n][place] = change(rows[n][place])
        return rows

    return of_rows(table, edit)


def to(value: str) -> Callable[[str], str]:
    """The change to one value."""
    return lambda cell: value


def wide(text: str) -> str:
    """Digits and letters in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def slashes(day: str) -> str:
    """A day as a spreadsheet writes it."""
    year, month, number = day.split("-")
    return f"{year}/{int(month)}/{int(number)}"


def year_last(day: str) -> str:
    """A day as it is written in much of Europe."""
    return "/".join(reversed(day.split("-")))


def moved(rows: Rows) -> Rows:
    """The first two columns exchanged."""
    return [[row[1], row[0], *row[2:]] for row in rows]


def doubled(place: int) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows[: place + 1], rows[place], *rows[place + 1 :]]


def with_delimiter(sign: str) -> Callable[[bytes], bytes]:
    def edit(raw: bytes) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=sign, lineterminator="\n").writerows(rows_of(raw))
        return out.getvalue().encode("utf-8")

    return edit


def conflict(raw: bytes) -> bytes:
    lines = raw.decode("utf-8").split("\n")
    return "\n".join(
        [*lines[:2], "<<<<<<< HEAD", lines[2], "=======", lines[2] + " ", ">>>>>>> mine", *lines[3:]]
    ).encode()


def shifted(rows: Rows) -> Rows:
    """One row moved on by a column, its last cell lost."""
    rows[2] = ["", *rows[2][:-1]]
    return rows


DAY = r"\d{4}-\d\d-\d\d"
S, STATED, E, N = "sources", "observations", "evidence", "entities"

#: The form of files.
FORMS = [
    ("byte order mark", of_bytes(S, lambda raw: b"\xef\xbb\xbf" + raw), "B103", S, True),
    ("byte order mark in a second table", of_bytes(E, lambda raw: b"\xef\xbb\xbf" + raw), "B103", E, True),
    ("CR LF", of_bytes(S, lambda raw: raw.replace(b"\n", b"\r\n")), "B104", S, True),
    ("CR LF in evidence", of_bytes(E, lambda raw: raw.replace(b"\n", b"\r\n")), "B104", E, True),
    ("CR", of_bytes("units", lambda raw: raw.replace(b"\n", b"\r")), "B104", "units", True),
    ("mixed line ends", of_bytes(STATED, lambda raw: raw.replace(b"\n", b"\r\n", 3)), "B104", STATED, True),
    (
        "BOM and CR LF",
        of_bytes(STATED, lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")),
        "B103",
        STATED,
        True,
    ),
    ("GBK", of_bytes(N, lambda raw: raw.decode().replace("’", "'").encode("gb18030")), "B102", N, True),
    ("UTF-16", of_bytes("units", lambda raw: raw.decode().encode("utf-16")), "B102", "units", True),
    ("semicolons", of_bytes("units", with_delimiter(";")), "B106", "units", True),
    ("semicolons in entities", of_bytes(N, with_delimiter(";")), "B106", N, True),
    ("tabs", of_bytes("units", with_delimiter("\t")), "B106", "units", True),
    ("no final newline", of_bytes(S, lambda raw: raw.rstrip(b"\n")), "B201", S, True),
    ("blank lines at the end", of_bytes(S, lambda raw: raw + b"\n\n"), "B108 B201", S, True),
    ("blank lines inside", of_bytes("units", lambda raw: raw.replace(b"\n", b"\n\n", 3)), "B108", "units", True),
    ("every line followed by a blank one", of_bytes(S, lambda raw: raw.replace(b"\n", b"\n\n")), "B108", S, True),
    ("trailing commas", of_bytes(S, lambda raw: raw.replace(b"\n", b",,\n")), "B106", S, True),
    (
        "trailing commas in three rows",
        of_bytes("units", lambda raw: raw.replace(b"\n", b",\n", 4).replace(b",\n", b"\n", 1)),
        "B108",
        "units",
        True,
    ),
    ("empty rows", of_rows(S, lambda rows: [*rows, *[[""] * len(rows[0])] * 3]), "S102", S, True),
    (
        "an empty row inside",
        of_rows(STATED, lambda rows: [*rows[:3], [""] * len(rows[0]), *rows[3:]]),
        "S102",
        STATED,
        True,
    ),
    ("blanks in the header", of_bytes(S, lambda raw: raw.replace(b",title,", b", title ,", 1)), "S112", S, True),
    (
        "blanks around every column name",
        of_rows("units", lambda rows: [[f" {n} " for n in rows[0]], *rows[1:]]),
        "S112",
        "units",
        True,
    ),
    ("columns in another order", of_rows(S, moved), "S112", S, True),
    (
        "columns of observations in another order",
        of_rows(STATED, lambda rows: [row[::-1] for row in rows]),
        "S112",
        STATED,
        True,
    ),
    ("a column in capitals", of_bytes(S, lambda raw: raw.replace(b",title,", b",Title,", 1)), "S112", S, True),
    ("a column renamed", of_bytes(S, lambda raw: raw.replace(b",title,", b",titel,", 1)), "S112", S),
    ("a column removed", of_rows(S, lambda rows: [row[:-1] for row in rows]), "S112", S),
    ("a column added", of_rows("units", lambda rows: [[*row, "x"] for row in rows]), "S112", "units"),
    ("an index column", of_rows(S, lambda rows: [[str(n), *row] for n, row in enumerate(rows)]), "S112", S),
    ("a header twice", of_rows("units", lambda rows: [rows[0], *rows]), "S109 S101 S102 S103 S104 S111", "units"),
    ("no header", of_rows("units", lambda rows: rows[1:]), "S112 B106", "units"),
    ("a title above the header", of_bytes("units", lambda raw: b"Units\n" + raw), "B106", "units"),
    (
        "rows sorted by another column",
        of_rows(S, lambda rows: [rows[0], *sorted(rows[1:], key=lambda r: r[1])]),
        "B203",
        S,
        True,
    ),
    ("rows reversed", of_rows(E, lambda rows: [rows[0], *rows[:0:-1]]), "B203", E, True),
    ("a row twice", of_rows(S, doubled(3)), "S109", S, True),
    ("a row of evidence twice", of_rows(E, doubled(9)), "S109", E, True),
    (
        "every row twice",
        of_rows("units", lambda rows: [rows[0], *[r for row in rows[1:] for r in (row, row)]]),
        "S109",
        "units",
        True,
    ),
    (
        "everything in quotes",
        of_bytes(
            "units",
            lambda raw: (
                b"\n".join(b",".join(b'"' + c + b'"' for c in line.split(b",")) for line in raw.split(b"\n")[:2])
                + b"\n"
                + raw.split(b"\n", 2)[2]
            ),
        ),
        "B202",
        "units",
        True,
    ),
    ("an open quote", of_bytes(S, lambda raw: raw.replace(b",title,", b',"title,', 1)), "B107", S),
    (
        "a cell too many",
        of_bytes("units", lambda raw: raw.replace(b"\n", b",x\n", 2).replace(b",x\n", b"\n", 1)),
        "B108",
        "units",
    ),
    ("a row cut short", of_bytes(S, lambda raw: raw.rstrip(b"\n").rsplit(b",", 2)[0] + b"\n"), "B107 B108", S),
    ("a row moved by a column", of_rows(S, shifted), "S101 S102 S104", S),
    ("marks of a conflict", of_bytes(S, conflict), "B111", S),
    ("marks of a conflict in observations", of_bytes(STATED, conflict), "B111", STATED),
    ("marks of a conflict in the descriptor", of_bytes("datapackage.json", conflict), "B111", "datapackage.json"),
    ("an empty file", of_bytes("units", lambda raw: b""), "B106", "units"),
    ("a header alone", of_bytes(S, lambda raw: raw.split(b"\n")[0] + b"\n"), "B110", S),
    ("half the rows", of_rows("units", lambda rows: rows[: len(rows) // 2]), "S111", "*"),
    ("CR LF in an archived text", lambda root: archived(root, lambda raw: raw.replace(b"\n", b"\r\n")), "V102", S),
    ("a line more in an archived text", lambda root: archived(root, lambda raw: b"x\n" + raw), "V102", S),
    ("an archived text gone", lambda root: archived(root, None), "V101", S),
    (
        "a comma for a colon in JSON",
        of_bytes("datapackage.json", lambda raw: raw.replace(b'"name":', b'"name",', 1)),
        "B105",
        "datapackage.json",
    ),
    (
        "a byte order mark in a schema",
        of_bytes("schemas/units.json", lambda raw: b"\xef\xbb\xbf" + raw),
        "B103",
        "schemas/units.json",
        True,
    ),
]

#: Single cells, and whole columns, as a spreadsheet leaves them.
CELLS = [
    ("a day with slashes", cell(S, "published_on", slashes, DAY), "S101 S104", S, True),
    ("all days with slashes", cell(S, "published_on", slashes, DAY, every=True), "S101 S104", S, True),
    (
        "a day with the year last",
        cell(S, "accessed_on", year_last, r"\d{4}-\d\d-(1[3-9]|2\d|3\d)"),
        "S101 S104",
        S,
        True,
    ),
    ("a day with a time", cell(S, "published_on", lambda d: f"{d} 00:00:00", DAY), "S101 S104", S, True),
    (
        "a day in Chinese",
        cell(S, "published_on", lambda d: "{}年{}月{}日".format(*d.split("-")), DAY),
        "S101 S104",
        S,
        True,
    ),
    ("a day as a number", cell(S, "published_on", to("44827"), DAY), "S101 S104", S),
    ("a day that is none", cell(S, "published_on", to("2022-02-30"), DAY), "S101 V106", S),
    ("N/A for missing days", cell(S, "published_on", to("N/A"), ""), "S101 S104", S, True),
    ("N/A in every empty column of days", cell(N, "valid_from", to("N/A"), "", every=True), "S101 S104", N, True),
    ("NaN in every empty offset", cell(E, "start", to("NaN"), "", every=True), "S101", E, True),
    (
        "a dash in every empty reference",
        cell(STATED, "correction_id", to("-"), "", every=True),
        "B306 S104 S111",
        STATED,
        True,
    ),
    ("#N/A in a reference", cell(STATED, "correction_id", to("#N/A"), ""), "S104 S111", STATED, True),
    ("null in every empty reference", cell(E, "refers_to", to("null"), "", every=True), "S104 S111", E, True),
    ("a value with grouped digits", cell(STATED, "value", lambda v: f"{int(v):,}", r"\d{4,}"), "S101", STATED, True),
    (
        "a value with blanks between digits",
        cell(STATED, "value", lambda v: f"{int(v):,}".replace(",", " "), r"\d{4,}"),
        "S101",
        STATED,
        True,
    ),
    (
        "a value with a no-break space",
        cell(STATED, "value", lambda v: f"{int(v):,}".replace(",", "\u00a0"), r"\d{4,}"),
        "S101",
        STATED,
        True,
    ),
    ("a value in full width", cell(STATED, "value", wide, r"\d+"), "B302", STATED, True),
    ("a value with an exponent", cell(STATED, "value", lambda v: f"{int(v):.1E}", r"[1-9]\d{7,}"), "S101", STATED),
    ("a value with its unit", cell(STATED, "value", lambda v: f"{v}家", r"\d+"), "S101", STATED),
    ("a value with a percent sign", cell(STATED, "value", lambda v: f"{v}%", r"\d+"), "S101", STATED),
    ("a value with a plus", cell(STATED, "value", lambda v: f"+{v}", r"\d+"), "B306 S101", STATED, True),
    ("a value rounded", cell(STATED, "value", lambda v: v[:-1] + "0", r"\d*[1-9]"), "S301 V", STATED),
    ("a value that became a month", cell(STATED, "value", to("Sep-17"), r"\d+"), "S101", STATED),
    ("a period that became a month", cell(STATED, "period", to("Sep-17"), r".+"), "S104", STATED),
    ("a whole number with a point", cell(E, "start", lambda v: f"{v}.0", r"\d+"), "S101", E, True),
    ("all offsets with a point", cell(E, "start", lambda v: f"{v}.0", r"\d+", every=True), "S101", E, True),
    ("offsets gone", cell(E, "start", to(""), r"\d+"), "S302 V201", E, True),
    ("a language in capitals", cell(S, "language", str.upper, "en"), "S103 S104", S, True),
    ("every language in capitals", cell(S, "language", str.upper, "en", every=True), "S103 S104", S, True),
    ("a language with a blank", cell(S, "language", lambda v: f"{v} ", "en"), "B305", S, True),
    ("blanks behind every id", cell(STATED, "entity_id", lambda v: f"{v} ", every=True), "B305", STATED, True),
    ("a full-width blank behind an id", cell(STATED, "indicator_id", lambda v: f"{v}\u3000"), "B305", STATED, True),
    ("an id of evidence gone", cell(E, "evidence_id", to(""), r".+:\d+-\d+"), "S102 S109", E, True),
    (
        "a typo in an id of evidence",
        cell(E, "evidence_id", lambda v: v[:-1] + "x", r".+:\d+-\d+"),
        "S104 S305",
        E,
        True,
    ),
    ("a typo in the id of a source", cell(S, "source_id", lambda v: v[:-1] + "x", r".*\d"), "S104 S111 V107", "*"),
    ("a typo in the id of an entity", cell(N, "entity_id", lambda v: v + "x", "guangzhou"), "S111 V318 X406", "*"),
    ("an id of an entity in capitals", cell(N, "entity_id", str.upper, "guangzhou"), "S104", N, True),
    ("an id of a unit gone", cell("units", "unit_id", to(""), "count"), "S102 S109", "units"),
    ("a reference to nobody", cell(STATED, "entity_id", to("nobody")), "S111", STATED),
    ("a row of evidence gone", of_rows(E, lambda rows: rows[:9] + rows[10:]), "S111 V", "*"),
    ("a quote with other quotes", cell(E, "quote", lambda q: q.replace("’", "'"), "China’s .*"), "V201", E, True),
    ("a passage with other quotes", cell(E, "quote", lambda q: q.replace("’", "'"), "accounting.*’.*"), "V201", E),
    ("an invisible character", cell(N, "name_en", lambda v: f"{v[:2]}\u200b{v[2:]}", "[A-Z][a-z]{4,}.*"), "B301", N),
    (
        "a letter of another alphabet",
        cell(N, "name_en", lambda v: v.replace("a", "а", 1), "[A-Z][a-z]+a[a-z]+"),
        "B303",
        N,
    ),
    ("a formula", cell(N, "note", to('=HYPERLINK("x")'), ".*"), "B306", N),
]


def archived(root: Path, edit: Callable[[bytes], bytes] | None) -> None:
    """A change of the archived text with the most evidence; None removes it."""
    rows = rows_of((root / "data/evidence.csv").read_bytes())
    named = [row[rows[0].index("source_id")] for row in rows[1:] if row[rows[0].index("start")]]
    source = max(set(named), key=named.count)
    sources = rows_of((root / "data/sources.csv").read_bytes())
    head = sources[0]
    path = root / next(r for r in sources if r[head.index("source_id")] == source)[head.index("archive_path")]
    path.write_bytes(edit(path.read_bytes())) if edit else path.unlink()


def every(*lists: Sequence[tuple[Any, ...]]) -> list[Mistake]:
    """All mistakes; the file of one in a table is that of the table."""
    found = []
    for name, make, codes, file, *mended in [one for each in (FORMS, CELLS, *lists) for one in each]:
        path = file if "." in file or file == "*" else f"data/{file}.csv"
        found.append(Mistake(name, make, codes, path, bool(mended)))
    return found
