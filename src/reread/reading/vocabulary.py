"""The words figures are printed with, read from the tables in `words/`.

A table is a CSV file that begins with comments about its columns; a word is added there and nowhere else. Phrases are
lower case; one blank in a phrase stands for one to three blanks, hyphens or line breaks in the text, and a leading "="
marks a symbol whose case counts. Figures in an English text may carry Chinese units ("exceed 4000亿元"), so
magnitudes, units and qualifiers of all languages are understood everywhere; only number words depend on the language.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

#: Languages with a grammar, by their primary BCP 47 subtag ("zh-Hans" and "en-GB" are "zh" and "en").
LANGUAGES: Final = ("en", "zh")

#: What a figure's `qualifier` may be.
QUALIFIERS: Final = ("exact", "rounded", "approximately", "nearly", "over", "at_least", "at_most", "range")

#: Units that are pure ratios: a round "200 percent" is taken to its last printed digit, unlike a round count or amount.
RATIO_UNITS: Final = frozenset({"percent", "percentage_point", "multiple"})

#: Units of things that are counted one by one: a plain number of them is exact.
COUNTED_UNITS: Final = frozenset({"count", "person"})

#: Units of money, beside which "m" is a million.
CURRENCIES: Final = frozenset({"CNY", "USD", "HKD", "EUR", "GBP", "JPY"})


class Word(NamedTuple):
    """What a word of a table means: `meaning` (a unit, qualifier or sign; "" for none that is read), the power of ten
    it brings, what it `needs`, and the characters it does not stand `beside` (before them, or after)."""

    meaning: str = ""
    power: int = 0
    needs: str = ""
    beside: str = ""


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `words/NAME.csv`, without the comments."""
    path = Path(__file__).parent / "words" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("# ")))


def words_of(name: str, kind: str) -> dict[str, str]:
    """The words of one kind in a table, with their values where it has such."""
    return {row["word"]: row.get("value", "") for row in table(name) if row["kind"] == kind}


def _words(name: str, meaning: str, place: str = "", language: str = "") -> dict[str, Word]:
    """The words of a place and language with what they mean, which stands in the column `meaning`."""
    rows = (row for row in table(name) if place in ("", row.get("place")) and language in ("", row["language"]))
    beside = "not_after" if "not_after" in table(name)[0] else "not_before"
    return {
        row["word"]: Word(row[meaning], int(row.get("power") or 0), row.get("needs", ""), row[beside]) for row in rows
    }


def _numbers(kind: str, name: str = "numbers") -> dict[str, int]:
    return {word: int(value or 0) for word, value in words_of(name, kind).items()}


def _parts(kind: str) -> dict[str, tuple[int, int]]:
    return {row["word"]: (int(row["value"]), int(row["parts"])) for row in table("numbers") if row["kind"] == kind}


def _with_plurals(units: dict[str, Word]) -> dict[str, Word]:
    """`units`, and those of English words with an s behind them: yuans, kilotons, sq kms."""
    plural = re.compile("(?:.* )?(?:[A-Za-z]{3,}|km|yr|hr|wk)(?<!s)")
    named = (word for word, at in units.items() if at.meaning != "multiple" and word != "people")
    return {f"{word}s": units[word] for word in named if plural.fullmatch(word)} | units


#: Units behind a number, and before it; Chinese measure words, which make a count (or persons).
UNITS: Final = _with_plurals(_words("units", "unit_id", "after"))
PREFIX_UNITS: Final = _words("units", "unit_id", "before")
MEASURE_WORDS: Final = _words("units", "unit_id", "measure")

#: Words that multiply a number; "" as meaning is a scale that is not read.
MAGNITUDES: Final = _words("magnitudes", "power")

QUALIFIERS_BEFORE: Final = _words("hedges", "qualifier", "before")
QUALIFIERS_AFTER: Final = _words("hedges", "qualifier", "after")
#: Signs right behind the numeral, or behind its magnitude: "400多亿", "4亿多", "三十余", "100+".
QUALIFIERS_WITHIN: Final = _words("hedges", "qualifier", "within")
#: Words that may stand before a figure and say nothing about its precision.
NEUTRAL: Final = _words("hedges", "qualifier", "neutral")

#: Words before a figure that turn its sign, keep it, or leave it open; and what may stand between.
SIGNS: Final = _words("signs", "sign", "before")
LINKS: Final = _words("signs", "sign", "link")
SIGNS_AFTER: Final = _words("signs", "sign", "after")
SIGNS_BETWEEN: Final = _words("signs", "sign", "between")
#: Words that make a level of what stands behind "up to": "picked up to 8.3 percent".
GOING_UP: Final = _words("signs", "sign", "up to")
#: Words that deny the figure behind them, by what may stand between: two words ("not"), none ("no"); Chinese ones.
DENIALS: Final = {
    "not": _words("signs", "sign", "not", "en"),
    "no": _words("signs", "sign", "no"),
    "zh": _words("signs", "sign", "not", "zh"),
}

NUMBER_WORDS: Final = _numbers("cardinal")
#: Words that multiply what stands before them, as powers of ten.
SCALES: Final = _numbers("scale")
(DOZEN,) = _numbers("dozen")
ARTICLES: Final = tuple(_numbers("article"))
ORDINALS: Final = _numbers("ordinal")
#: Words for an n-th part, singular and plural.
DENOMINATORS: Final = _numbers("denominator")
#: One word that is a whole multiple or half of something, or a sign for a fraction, as (numerator, denominator).
MULTIPLES: Final = _parts("multiple")
HALVES: Final = _parts("half")
VULGAR: Final = _parts("sign")
HANZI_DIGITS: Final = _numbers("digit")
HANZI_SCALES: Final = _numbers("power")
#: Numerals that name no one number, and words that make none of a scale.
VAGUE: Final = tuple(_numbers("vague"))
VAGUE_SCALES: Final = tuple(_numbers("vague scale"))

#: Words that end the noun phrase of a count: "21 of which" and "2,995 by the end" are a bare number and a clause.
NOT_NOUNS: Final = frozenset(words_of("nouns", "no noun"))
#: Characters that no Chinese counted noun holds, and those it does not begin with: 2022年 is a year, 十几家 vague.
NOT_IN_HANZI_NOUNS: Final = "".join(words_of("nouns", "in no hanzi noun"))
NOT_BEGINNING_HANZI_NOUNS: Final = "".join(words_of("nouns", "begins no hanzi noun"))
#: Superlatives that claim the first place. "Top" is none: being in a top 100 is not being at its top.
SUPERLATIVES: Final = tuple(words_of("nouns", "superlative"))

#: Words that number what they name: Room 301, Type 2; and words behind a part of a whole: a third of, a tenth less.
LABELS: Final = tuple(words_of("nouns", "label"))
PARTS_BEHIND: Final = tuple(words_of("nouns", "behind part"))
#: Words that make the number beside them, or before them, a name (hotline 12345, 996 system); plurals behind a year.
NAMED: Final = tuple(words_of("nouns", "named"))
NAMED_BEHIND: Final = tuple(words_of("nouns", "named behind"))
OF_A_YEAR: Final = frozenset(words_of("nouns", "of a year"))
MONTHS: Final = _numbers("month", "calendar")
WEEKDAYS: Final = _numbers("weekday", "calendar")
#: Half-years and quarters, as a period names them; how many years, months or days later than published.
PARTS_OF_YEAR: Final = words_of("calendar", "part")
LATER: Final = _numbers("later", "calendar")
