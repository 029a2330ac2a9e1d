"""What search in the browser looks through, as scripts that set one global each: pages opened as files may load scripts
and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..libraries import library
from .book import Book
from .speech import Speech

__all__ = ["names", "said"]

_FOLDERS = {"entities": "entities", "indicators": "indicators", "rankings": "lists", "sources": "sources"}


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
    weight = {"entities": "entity_id", "indicators": "indicator_id", "rankings": "ranking_id", "sources": "source_id"}
    found: list[list[Any]] = []
    places: dict[tuple[str, str], int] = {}
    for table, folder in _FOLDERS.items():
        column = weight[table]
        stated = [book.by(name, column) for name in ("observations", "ranking_entries")]
        for row in book.rows(table):
            en, zh = english.name(table, row.key), chinese.name(table, row.key)
            others = (
                [r["name"] for r in book.by("entity_names", "entity_id").get(row.key, ())]
                if table == "entities"
                else []
            )
            if table == "indicators":
                others = [r["term"] for r in book.by("indicator_terms", "indicator_id").get(row.key, ())]
            others = [name for name in dict.fromkeys(others) if name not in (en, zh)]
            count = sum(len(by.get(row.key, ())) for by in stated)
            extra = " ".join([_pinyin(zh), row.key.replace("_", " ").replace("-", " "), *others]).strip()
            places[table, row.key] = len(found)
            found.append([folder, row.key, en, "" if zh == en else zh, extra.lower(), count])
    return f"window.siteNames={_json(found)};\n", places


def said(book: Book, english: Speech, places: dict[tuple[str, str], int]) -> str:
    """The script with every statement: [address, place of who, place of what, period, figure, words]."""

    def rows() -> Iterator[list[Any]]:
        for row in book.rows("observations"):
            yield [
                row.key,
                places.get(("entities", row["entity_id"])),
                places.get(("indicators", row["indicator_id"])),
                row.get("period"),
                english.value(row),
                _words(book, row),
                english.what(row),
            ]
        for row in book.rows("ranking_entries"):
            yield [
                book.address(row),
                places.get(("entities", row["entity_id"])),
                places.get(("rankings", row["ranking_id"])),
                english.period(row),
                english.value(row),
                _words(book, row),
                "",
            ]

    return f"window.siteSaid={_json(list(rows()))};\n"


def _words(book: Book, row: Any) -> str:
    """The words around a figure: its passage or, of an archived text, its sentence, shortened."""
    anchor = book.seen.anchor(row)
    if anchor is None:
        return ""
    text, span = book.pkg.text(anchor.source_id), book.seen.sentence(anchor)
    if text is None or span is None or anchor.span is None:
        passage = book.seen.evidence.get(anchor.passage)
        return passage.quote if passage else anchor.quote
    start, end = max(span[0], anchor.span[0] - 90), min(span[1], anchor.span[1] + 90)
    return " ".join(text[start:end].split())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
