"""What search in the browser looks through, as scripts that add to one global each: pages opened as files may load
scripts and nothing else."""

from __future__ import annotations

import json
from typing import Any

from ..libraries import library
from ..package.table import Row
from .book import FOLDERS, Book
from .pages import parted
from .speech import Speech

__all__ = ["names", "said", "scripts"]

#: Rows of one script.
_ROWS = 700

#: Tables whose rows have names, and the columns by which statements name them.
_NAMED = {"entities": "entity_id", "indicators": "indicator_id", "rankings": "ranking_id", "sources": "source_id"}
#: Where their other names stand.
_OTHERS = {"entities": ("entity_names", "name"), "indicators": ("indicator_terms", "term")}


def _pinyin(text: str) -> str:
    """Syllables run together, and their initials; "" for names without Chinese characters."""
    if not any(ord(sign) > 0x2E80 for sign in text):
        return ""
    pypinyin = library("pypinyin", "site")
    syllables = pypinyin.lazy_pinyin(text, style=pypinyin.Style.NORMAL, errors="ignore")
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}"


def scripts(name: str, rows: list[list[Any]]) -> list[str]:
    """Scripts that add rows to the global `name`, none of them large."""
    parts = [part.rows for part in parted(rows, size=_ROWS)]
    told = [json.dumps(part, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") for part in parts]
    return [f"(window.{name}??=[]).push(...{text});\n" for text in told]


def names(book: Book, english: Speech, chinese: Speech) -> tuple[list[list[Any]], dict[tuple[str, str], int]]:
    """Every name, and the place of each row among them.

    An entry is [folder, id, English, Chinese, pinyin and other names, number of statements].
    """
    found: list[list[Any]] = []
    places: dict[tuple[str, str], int] = {}
    for table, column in _NAMED.items():
        stated = [book.by(name, column) for name in ("observations", "ranking_entries")]
        more, called = _OTHERS.get(table, ("", ""))
        others = book.by(more, column) if more else {}
        for row in book.rows(table):
            en, zh = english.name(table, row.key), chinese.name(table, row.key)
            besides = dict.fromkeys(each[called] for each in others.get(row.key, ()) if each[called] not in (en, zh))
            count = sum(len(by.get(row.key, ())) for by in stated)
            extra = " ".join([_pinyin(zh), row.key.replace("_", " ").replace("-", " "), *besides]).strip()
            places[table, row.key] = len(found)
            found.append([FOLDERS[table], row.key, en, "" if zh == en else zh, extra.lower(), count])
    return found, places


def said(book: Book, english: Speech, chinese: Speech, places: dict[tuple[str, str], int]) -> list[list[Any]]:
    """Every statement: [address, place of who, place of what, period, figure, figure in Chinese, words, what it
    measures where that is not the indicator itself]."""
    found = []
    for row in [*book.rows("observations"), *book.rows("ranking_entries")]:
        plain = row.table.name == "observations"
        who = places.get(("entities", row["entity_id"]))
        what = places.get(("indicators", row["indicator_id"]) if plain else ("rankings", row["ranking_id"]))
        meant = english.what(row) if plain else ""
        meant = "" if meant == english.name("indicators", row.get("indicator_id")) else meant
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
    passage = book.seen.evidence.get(anchor.passage)
    return passage.quote if passage else anchor.quote
