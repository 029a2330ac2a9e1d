"""What search in the browser looks through, as scripts that set one global each: pages opened as files may load scripts
and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..libraries import library
from .book import FOLDERS, Book
from .speech import Speech

if TYPE_CHECKING:
    from ..package.table import Row

__all__ = ["names", "said"]

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


def names(book: Book, english: Speech, chinese: Speech) -> tuple[str, dict[tuple[str, str], int]]:
    """The script with every name, and the place of each row in it.

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
    return f"window.siteNames={_json(found)};\n", places


def said(book: Book, english: Speech, places: dict[tuple[str, str], int]) -> str:
    """The script with every statement: [address, place of who, place of what, period, figure, words]."""

    found = []
    for row in [*book.rows("observations"), *book.rows("ranking_entries")]:
        plain = row.table.name == "observations"
        who = places.get(("entities", row["entity_id"]))
        what = places.get(("indicators", row["indicator_id"]) if plain else ("rankings", row["ranking_id"]))
        when = row.get("period") if plain else english.period(row)
        address, meant = (row.key, english.what(row)) if plain else (book.address(row), "")
        found.append([address, who, what, when, english.value(row), _words(book, row), meant])
    return f"window.siteSaid={_json(found)};\n"


def _words(book: Book, row: Row) -> str:
    """The words around a figure: its passage or, of an archived text, its sentence, shortened."""
    anchor = book.seen.anchor(row)
    if anchor is None:
        return ""
    text, span = book.pkg.text(anchor.source_id), book.seen.sentence(anchor)
    if text is None or span is None or anchor.span is None:
        passage = book.seen.evidence.get(anchor.passage)
        return passage.quote if passage else anchor.quote
    start, end = max(span[0], anchor.span[0] - 90), min(span[1], anchor.span[1] + 90)
    if start > span[0]:  # not in the middle of a word
        start = max(start, text.find(" ", start, anchor.span[0]))
    if end < span[1]:
        end = text.rfind(" ", anchor.span[1], end) if " " in text[anchor.span[1] : end] else end
    return " ".join(text[start:end].split())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
