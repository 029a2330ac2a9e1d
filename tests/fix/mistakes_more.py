"""More mistakes that spreadsheets make, as in mistakes.py: what they write above a table, between and in cells."""

from __future__ import annotations

from collections.abc import Callable

from mistakes import DAY, STATED, E, N, Rows, S, cell, of_bytes, of_rows, to, with_delimiter


def joined(raw: bytes) -> bytes:
    """Two files with byte order marks put one behind the other."""
    return raw + b"\xef\xbb\xbf" + raw


def named(rename: Callable[[str], str]) -> Callable[[Rows], Rows]:
    """Every column called otherwise."""
    return lambda rows: [[rename(name) for name in rows[0]], *rows[1:]]


def with_row(place: int, make: Callable[[Rows], list[str]]) -> Callable[[Rows], Rows]:
    """A row more."""
    return lambda rows: [*rows[:place], make(rows), *rows[place:]]


def filled_down(rows: Rows) -> Rows:
    """The first cell of a row copied into those below it."""
    return [[rows[4][0], *row[1:]] if 4 < n < 8 else row for n, row in enumerate(rows)]


MORE = [
    ("a line that names the separator", of_bytes("units", lambda raw: b"sep=,\n" + raw), "B106", "units", True),
    (
        "a line that names semicolons, and semicolons",
        of_bytes("units", lambda raw: b"sep=;\n" + with_delimiter(";")(raw)),
        "B106",
        "units",
        True,
    ),
    (
        "a line that names the separator, a mark, and CR LF",
        of_bytes(S, lambda raw: b"\xef\xbb\xbfsep=,\r\n" + raw.replace(b"\n", b"\r\n")),
        "B106",
        S,
        True,
    ),
    ("vertical bars", of_bytes("units", with_delimiter("|")), "B106", "units", True),
    ("tabs in entities", of_bytes(N, with_delimiter("\t")), "B106", N, True),
    (
        "tabs in UTF-16",
        of_bytes("units", lambda raw: with_delimiter("\t")(raw).decode().encode("utf-16")),
        "B102",
        "units",
        True,
    ),
    (
        "a spreadsheet under the name of a table",
        of_bytes("units", lambda raw: b"PK\x03\x04\x14" + raw),
        "B102",
        "units",
    ),
    (
        "a web page under the name of a table",
        of_bytes("units", lambda raw: b"<html>" + raw.replace(b"\n", b"<br>")),
        "B102",
        "units",
    ),
    ("an empty first column", of_rows(S, lambda rows: [["", *row] for row in rows]), "B106", S, True),
    (
        "an empty column inside",
        of_rows("units", lambda rows: [[row[0], "", *row[1:]] for row in rows]),
        "B106",
        "units",
        True,
    ),
    ("a column twice", of_rows("units", lambda rows: [[*row, row[0]] for row in rows]), "B106", "units"),
    ("a header in capitals", of_rows("units", named(str.upper)), "S112", "units", True),
    ("a header in words", of_rows(S, named(lambda name: name.replace("_", " ").title())), "S112", S, True),
    (
        "names of a table put above the header",
        of_rows("units", lambda rows: [[f"Column{n}" for n in range(len(rows[0]))], *rows]),
        "B106",
        "units",
    ),
    (
        "a row with the sum",
        of_rows(STATED, with_row(9, lambda rows: ["Total"] + [""] * (len(rows[0]) - 1))),
        "S",
        STATED,
    ),
    (
        "a row with a remark",
        of_rows("units", lambda rows: [*rows, ["By hand", *[""] * (len(rows[0]) - 1)]]),
        "S",
        "units",
    ),
    ("a row of types", of_rows(E, with_row(1, lambda rows: ["text"] * len(rows[0]))), "S", E),
    ("two files one behind the other", of_bytes("units", joined), "B301", "units"),
    ("every row moved by a column", of_rows(S, lambda rows: [rows[0], *[["", *r[:-1]] for r in rows[1:]]]), "S102", S),
    ("an id filled down", of_rows(STATED, filled_down), "S109", STATED),
    ("an apostrophe before a day", cell(S, "published_on", lambda day: f"'{day}", DAY), "S104", S, True),
    ("an apostrophe before a value", cell(STATED, "value", lambda v: f"'{v}", r"\d+"), "S101", STATED, True),
    ("an apostrophe before every code", cell(N, "gb2260", lambda v: f"'{v}", r"\d+", every=True), "S104", N, True),
    ("an apostrophe before an id", cell(S, "source_id", lambda v: f"'{v}"), "S104", S, True),
    ("a point behind every code", cell(N, "gb2260", lambda v: f"{v}.0", r"\d+", every=True), "S104", N, True),
    (
        "a point behind every year",
        cell(STATED, "period", lambda v: f"{v}.0", r"\d{4}", every=True),
        "S104",
        STATED,
        True,
    ),
    ("every year a day", cell(STATED, "period", lambda v: f"{v}-01-01", r"\d{4}", every=True), "V304", STATED),
    ("a no-break space before a day", cell(S, "published_on", lambda day: f"\u00a0{day}", DAY), "B305", S, True),
    ("a no-break space in a day", cell(S, "published_on", lambda day: day.replace("-", "-\u00a0", 1), DAY), "S104", S),
    (
        "a no-break space in an id",
        cell(STATED, "indicator_id", lambda v: v.replace("_", "\u00a0"), ".*_.*"),
        "S",
        STATED,
    ),
    ("a line end in an id", cell(STATED, "entity_id", lambda v: f"{v}\n"), "B305", STATED, True),
    ("an invisible blank in an id", cell(STATED, "entity_id", lambda v: f"{v[:2]}\u200b{v[2:]}"), "B301", STATED),
    ("a day with dots", cell(S, "published_on", lambda day: day.replace("-", "."), DAY), "S104", S, True),
    ("a day in words", cell(S, "published_on", to("Mar 5, 2022"), DAY), "S104", S),
    ("every day a number", cell(S, "accessed_on", to("44827"), DAY, every=True), "S104", S),
    ("an error for a value", cell(STATED, "value", to("#REF!"), r"\d+"), "S101", STATED),
    ("a value with its currency", cell(STATED, "value", lambda v: f"¥{v}", r"\d+"), "S101", STATED),
    (
        "every value with a decimal comma",
        cell(STATED, "value", lambda v: v.replace(".", ","), r"\d+\.\d+"),
        "S101",
        STATED,
    ),
    ("a rank with letters", cell("ranking_entries", "rank", lambda v: f"{v}th", r"\d+"), "S101", "ranking_entries"),
    (
        "an en dash in every id",
        cell(STATED, "observation_id", lambda v: v.replace("-", "–"), every=True),
        "S104",
        STATED,
    ),
    ("a capital in every id", cell(STATED, "entity_id", str.capitalize, every=True), "S104", STATED, True),
    ("the language in words", cell(S, "language", to("English"), "en", every=True), "S104", S),
    ("Chinese lost", of_bytes(N, lambda raw: raw.decode().encode("ascii", "replace")), "X403", N),
]
