"""Names, words and figures in one language of the interface."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from ..package.table import Row
from .book import ROOT, Book, number

__all__ = ["LANGUAGES", "Speech", "texts"]

#: Languages of the interface: the folder of their pages, and their tag.
LANGUAGES: Final = {"en": ("", "en"), "zh": ("zh/", "zh-Hans")}
_SCALES: Final = {
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
}
#: The columns that hold the name of a row, by table: the name in the language, then what stands in for it.
_NAMES: Final = {
    "en": ("name_en", "title", "name", "name_zh"),
    "zh": ("name_zh", "title_zh", "name_en", "title", "name"),
}
_OTHERS: Final = {"en": ("name_zh", "title_zh"), "zh": ("name_en", "title", "name")}

_HAN, _LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]{3}")


@cache
def texts() -> dict[str, dict[str, str]]:
    """Words of the interface by English key: what stands in each language where it is not the key itself."""
    lines = files(__package__).joinpath("texts.csv").read_text("utf-8").splitlines()
    return {row["key"]: {"en": row["en"] or row["key"], "zh": row["zh"]} for row in csv.DictReader(lines)}


class Speech:
    """How `book` speaks in `language`."""

    def __init__(self, book: Book, language: str) -> None:
        self.book, self.language = book, language
        self.folder, self.tag = LANGUAGES[language]
        self.base = f"{ROOT}../" if self.folder else ROOT
        self.other_tag = next(tag for name, (_, tag) in LANGUAGES.items() if name != language)
        self._names: dict[tuple[str, str], str] = {}
        self._texts = {key: words[language] for key, words in texts().items() if words[language]}

    def t(self, key: str, *parts: object) -> str:
        """Words of the interface, with `parts` set into their braces."""
        found = self._texts.get(key, key)
        return found.format(*parts) if parts else found

    def name(self, table: str, key: str) -> str:
        """What a reader calls a row; its key where it has no name."""
        found = self._names.get((table, key))
        if found is None:
            row = self.book.get(table, key)
            found = self._names[table, key] = self._first(table, row, _NAMES[self.language]) or key if row else key
        return found

    def foreign(self, words: str) -> str:
        """The tag of the other language where words are plainly in it; else ""."""
        ours, theirs = (_LATIN, _HAN) if self.language == "en" else (_HAN, _LATIN)
        return self.other_tag if theirs.search(words) and not ours.search(words) else ""

    def entity(self, key: str) -> str:
        """The name of an entity."""
        return self.name("entities", key)

    def other(self, table: str, key: str) -> str:
        """The name in the other language, "" where there is none or it is the same."""
        row = self.book.get(table, key)
        found = self._first(table, row, _OTHERS[self.language]) if row else ""
        return found if found != self.name(table, key) else ""

    def _first(self, table: str, row: Row, columns: tuple[str, ...]) -> str:
        """The first of the columns that a row or its division has."""
        rows = (row, self.book.division(row) if table == "entities" else None)
        return next((each.get(c) for c in columns for each in rows if each is not None and each.get(c)), "")

    def sector(self, key: str) -> str:
        """The name of a sector, which is a row of `sectors` or an entity."""
        return self.name("sectors" if self.book.get("sectors", key) else "entities", key)

    # --- figures ---

    def number(self, value: Decimal | None) -> str:
        """A number as people write it: "14.68 billion", "146.8亿"; whole where a magnitude would not shorten it."""
        if value is None:
            return ""
        for scale, word in _SCALES[self.language]:
            part = f"{(value / scale).normalize():,f}"
            if abs(value) >= scale and len(part.partition(".")[2]) <= 3:
                return f"{part}{word}"
        return f"{value.normalize():,f}"

    def unit(self, unit_id: str) -> str:
        """The word of a unit behind a number; "" for things that are counted."""
        row = self.book.get("units", unit_id)
        if row is None or row.get("dimension") == "count":
            return ""
        known = texts().get(unit_id)
        return known[self.language] if known else self.name("units", unit_id)

    def amount(self, value: Decimal | None, unit_id: str) -> str:
        """A number with its unit."""
        word = self.unit(unit_id)
        gap = "" if self.language == "zh" and not word.isascii() else "\u00a0"
        return f"{self.number(value)}{gap}{word}" if word else self.number(value)

    def bounds(self, row: Row) -> str:
        """What a printed figure can stand for, in words."""
        low, high, unit = number(row.get("lower")), number(row.get("upper")), row.get("unit_id")
        if low is None or high is None:
            if low is None and high is None:
                return ""
            return self.t("at most {}" if low is None else "at least {}", self.amount(high or low, unit))
        if low == high:
            return self.t("exactly")
        return self.t("{} to {}", self.number(low), self.amount(high, unit))

    def value(self, row: Row) -> str:
        """The figure or place of a statement."""
        if row.table.name == "ranking_entries":
            return self.t("no. {}", row["rank"]) if row["rank"] else self.t("on the list")
        if row.table.name == "entity_links":
            return self.entity(row["object_id"])
        value = number(row["value"])
        if value is None:
            return self.bounds(row)
        text = self.amount(value, row["unit_id"])
        return f"+{text}" if row.get("transformation") in ("growth", "change") and value > 0 else text

    # --- questions ---

    def what(self, row: Row) -> str:
        """What a statement measures: indicator, its transformation, sector and list."""
        if row.table.name == "ranking_entries":
            return self.name("rankings", row["ranking_id"])
        if row.table.name == "entity_links":
            return self.t(row["predicate"]).replace("_", " ")
        found = self.name("indicators", row["indicator_id"])
        if row.get("sector_id"):
            found = self.t("{}, {}", found, self.sector(row["sector_id"]))
        if row.get("transformation") not in ("", "level"):
            found = self.t(f"{row.get('transformation')} of {{}}", found)
        if row.get("ranking_id"):
            found = self.t("{}: {}", found, self.name("rankings", row["ranking_id"]))
        return found

    def period(self, row: Row) -> str:
        """When, as the data write it."""
        if row.table.name == "ranking_entries":
            list_ = self.book.get("rankings", row["ranking_id"])
            return (list_.get("edition") or list_.get("data_period")) if list_ else ""
        return row.get("period") or self.t("time not printed")

    def question(self, row: Row) -> str:
        """Who, what and when of a statement in one line."""
        who = self.entity(row.get("entity_id") or row.get("subject_id"))
        plain = row.table.name == "observations" and not (row.get("sector_id") or row.get("ranking_id"))
        return self.t("{1} of {0}, {2}" if plain else "{0}: {1}, {2}", who, self.what(row), self.period(row))

    def source(self, key: str) -> str:
        """Publisher and day of a source."""
        row = self.book.get("sources", key)
        if row is None:
            return key
        day = row.get("published_on")
        publisher = self.entity(row.get("publisher_id")) or row.get("title")
        return f"{publisher}, {day}" if day else publisher
