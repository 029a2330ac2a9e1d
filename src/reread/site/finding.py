"""What search in the browser looks through, as scripts that add to one global each: pages opened as files may load
scripts and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..libraries import library
from ..package.table import Row
from .book import FOLDERS, Book
from .speech import Speech

#: Rows of one script.
_ROWS = 700
#: Tables whose rows have names, and where their other names stand.
_NAMED = {
    **{"entities": ("entity_names", "name"), "indicators": ("indicator_terms", "term")},
    **{"rankings": ("", ""), "sources": ("", "")},
}


def _pinyin(text: str) -> str:
    """Syllables run together, and their initials; "" for names without Chinese characters."""
    if not any(ord(sign) > 0x2E80 for sign in text):
        return ""
    pypinyin = library("pypinyin", "site")
    syllables = pypinyin.lazy_pinyin(text, style=pypinyin.Style.NORMAL, errors="ignore")
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}"


def scripts(name: str, rows: list[list[Any]]) -> Iterator[str]:
    """Scripts that add rows to the global `name`, none of them large."""
    for start in range(0, len(rows), _ROWS):
        told = json.dumps(rows[start : start + _ROWS], ensure_ascii=False, separators=(",", ":"))
        yield f"(window.{name}??=[]).push(...{told});\n"


def names(book: Book, english: Speech, chinese: Speech) -> tuple[list[list[Any]], dict[tuple[str, str], int]]:
    """Every name, and the place of each row among them.

    An entry is [folder, id, English, Chinese, pinyin and other names, number of statements].
    """
    found: list[list[Any]] = []
    places: dict[tuple[str, str], int] = {}
    for table, other in _NAMED.items():
        folder, _, column = FOLDERS[table]
        for row in book.rows(table):
            en, zh = english.name(table, row.key), chinese.name(table, row.key)
            others = dict.fromkeys(each[other[1]] for each in book.by(other[0], column, row.key)) if other[0] else ()
            extra = " ".join([_pinyin(zh), row.key.replace("_", " ").replace("-", " "), *others]).strip()
            places[table, row.key] = len(found)
            found.append([folder, row.key, en, "" if zh == en else zh, extra.lower(), book.count(table, row.key)])
    return found, places


def said(book: Book, english: Speech, chinese: Speech, places: dict[tuple[str, str], int]) -> list[list[Any]]:
    """Every statement: [address, place of who, place of what, period, figure, figure in Chinese, words, what it
    measures where that is not the indicator itself]."""
    found = []
    for row in [*book.rows("observations"), *book.rows("ranking_entries")]:
        plain = row.table.name == "observations"
        table, key = ("indicators", row["indicator_id"]) if plain else ("rankings", row["ranking_id"])
        who, what = places.get(("entities", row["entity_id"])), places.get((table, key))
        meant = "" if english.what(row) == english.name(table, key) else english.what(row)
        address, when = (row.key, row.get("period")) if plain else (book.address(row), english.period(row))
        found.append([address, who, what, when, english.value(row), chinese.value(row), _words(book, row), meant])
    return found


def _words(book: Book, row: Row) -> str:
    """The words around a figure: its passage or, of an archived text, its sentence."""
    anchor = book.seen.anchor(row)
    if anchor is None:
        return ""
    text, span = book.pkg.text(anchor.source_id), book.seen.sentence(anchor)
    if text is not None and span is not None:
        return " ".join(text[slice(*span)].split())
    return book.seen.evidence.get(anchor.passage, anchor).quote
