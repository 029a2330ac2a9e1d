"""Names, words and figures in one language of the interface."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from ..package.table import Row
from ..rules.how_much import number
from .book import ROOT, Book

#: Languages of the interface: the folder of their pages, and their tag.
LANGUAGES: Final = {"en": ("", "en"), "zh": ("zh/", "zh-Hans")}
_SCALES: Final = {
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
}
#: The columns that hold the name of a row, by language.
_NAMES: Final = {"en": ("name_en", "title", "name"), "zh": ("name_zh", "title_zh")}

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
        self.other_language = next(name for name in LANGUAGES if name != language)
        (self.folder, self.tag), (_, self.other_tag) = LANGUAGES[language], LANGUAGES[self.other_language]
        self.base = f"{ROOT}../" if self.folder else ROOT
        self._names: dict[tuple[str, str], str] = {}

    def t(self, key: str, *parts: object) -> str:
        """Words of the interface, with `parts` set into their braces."""
        found = texts()[key][self.language] if key in texts() else key
        return found.format(*parts) if parts else found

    def name(self, table: str, key: str) -> str:
        """What a reader calls a row; its key where it has no name."""
        found = self._names.get((table, key))
        if found is None:
            names = (self._named(table, key, language) for language in (self.language, self.other_language))
            found = self._names[table, key] = next(filter(None, names), key)
        return found

    def other(self, table: str, key: str) -> str:
        """The name in the other language, "" where there is none or it is the same."""
        found = self._named(table, key, self.other_language)
        return found if found != self.name(table, key) else ""

    def _named(self, table: str, key: str, language: str) -> str:
        """The name that a row or its division has in a language."""
        row = self.book.get(table, key)
        rows = (row, self.book.division(row) if row and table == "entities" else None)
        return next((each.get(c) for c in _NAMES[language] for each in rows if each and each.get(c)), "")

    def foreign(self, words: str) -> str:
        """The tag of the other language where words are plainly in it; else ""."""
        ours, theirs = (_LATIN, _HAN) if self.language == "en" else (_HAN, _LATIN)
        return self.other_tag if theirs.search(words) and not ours.search(words) else ""

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
        if self.book.cell("units", unit_id, "dimension") in ("", "count"):
            return ""
        return self.t(unit_id) if unit_id in texts() else self.name("units", unit_id)

    def amount(self, value: Decimal | None, unit_id: str) -> str:
        """A number with its unit."""
        word = self.unit(unit_id)
        gap = "" if self.language == "zh" and not word.isascii() else "\u00a0"
        return f"{self.number(value)}{gap}{word}" if word else self.number(value)

    def bounds(self, row: Row) -> str:
        """What a printed figure can stand for, in words."""
        low, high, unit = number(row.get("lower")), number(row.get("upper")), row.get("unit_id")
        if low is None or high is None:
            one = high if low is None else low
            return "" if one is None else self.t("at most {}" if low is None else "at least {}", self.amount(one, unit))
        return self.t("exactly") if low == high else self.t("{} to {}", self.number(low), self.amount(high, unit))

    def value(self, row: Row) -> str:
        """The figure or place of a statement."""
        if row.table.name == "ranking_entries":
            return self.t("no. {}", row["rank"]) if row["rank"] else self.t("on the list")
        if row.table.name == "entity_links":
            return self.name("entities", row["object_id"])
        value = number(row["value"])
        if value is None:
            return self.bounds(row)
        sign = "+" if row.get("transformation") in ("growth", "change") and value > 0 else ""
        return sign + self.amount(value, row["unit_id"])

    # --- questions ---

    def what(self, row: Row) -> str:
        """What a statement measures: indicator, its transformation, sector and list."""
        if row.table.name == "ranking_entries":
            return self.name("rankings", row["ranking_id"])
        if row.table.name == "entity_links":
            return self.t(row["predicate"]).replace("_", " ")
        found = self.name("indicators", row["indicator_id"])
        if sector := row.get("sector_id"):
            found = self.t("{}, {}", found, self.name(self.sector(sector), sector))
        if row.get("transformation") not in ("", "level"):
            found = self.t(f"{row.get('transformation')} of {{}}", found)
        if row.get("ranking_id"):
            found = self.t("{}: {}", found, self.name("rankings", row["ranking_id"]))
        return found

    def sector(self, key: str) -> str:
        """The table that a sector is a row of."""
        return "sectors" if self.book.get("sectors", key) else "entities"

    def period(self, row: Row) -> str:
        """When, as the data write it."""
        if row.table.name == "ranking_entries":
            list_ = self.book.get("rankings", row["ranking_id"])
            return (list_.get("edition") or list_.get("data_period")) if list_ else ""
        return row.get("period") or self.t("time not printed")

    def question(self, row: Row) -> str:
        """Who, what and when of a statement in one line."""
        who = self.name("entities", row.get("entity_id") or row.get("subject_id"))
        plain = row.table.name == "observations" and not (row.get("sector_id") or row.get("ranking_id"))
        return self.t("{1} of {0}, {2}" if plain else "{0}: {1}, {2}", who, self.what(row), self.period(row))

    def source(self, key: str) -> str:
        """Publisher and day of a source; its key where there is no such source."""
        row = self.book.get("sources", key)
        if row is None:
            return key
        publisher = row.get("publisher_id")
        named = self.name("entities", publisher) if publisher else row.get("title")
        return ", ".join(filter(None, (named, row.get("published_on"))))
