"""China's administrative divisions: from a code, an id or a name as somebody writes it to the rows of `divisions`.

Nothing is guessed: a name that no division bears finds none, and a name inside a longer one is not that name.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reread.package.opening import Package
from reread.package.table import Row

_HAN = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,2}|[1-9][0-9]{5}0{6}")
_BETWEEN = re.compile(r"[,;/()，；、（）]|\bof\b|\bin\b|['’]s\s", re.IGNORECASE)
_LEVELS = ("province", "prefecture", "county")
_SELDOM_SHORT = re.compile("[县旗]$")
"""Class words that a short form seldom leaves out: 长沙 is the city, not the county of that name."""
_ENDED = 0.2
"""What the score of a division that no longer stands is less."""


class Parts(NamedTuple):
    """A Chinese name taken apart: 双江 + 拉祜族, 佤族, ... + 自治县."""

    stem: str
    nationalities: tuple[str, ...]
    class_word: str


@dataclass(frozen=True, slots=True)
class Division:
    """A row of `divisions`, with the id that the package gives it; years are None where open."""

    division_id: str
    gb2260: str
    valid_from: int
    name_zh: str
    name_en: str
    pinyin: str
    level: str
    parent: str
    valid_to: int | None
    successor: str

    def stands(self, year: int) -> bool:
        """Whether it stood in `year`, be it for a part of it."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    @property
    def type(self) -> str:
        """The type of an entity that it would be: province, city, district or county (cities of county level too)."""
        if self.level != "county":
            return {"province": "province", "prefecture": "city"}[self.level]
        return "district" if self.name_zh.endswith("区") else "county"


@dataclass(frozen=True, slots=True)
class Found:
    """A division that a name may stand for. `score` is 1 for its code, id or full name, less for a short form or
    pinyin, and less where it no longer stands. `form` is the form of its name that was met, as registered."""

    division: Division
    form: str
    score: float


@lru_cache
def of_codes(name: str, column: str = "gb2260") -> dict[str, list[dict[str, str]]]:
    """The rows of a file by the code of the division that they are about: division_aliases (English names beside the
    one of the table, each with its reason), division_former (names it bore before it was made a district or city, with
    the last year), iso_3166_2."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row[column]].append(row)
    return found


@lru_cache
def words(kind: str) -> dict[str, list[dict[str, str]]]:
    """The rows of division_words.csv of one kind, by their Chinese: class, nationality, also."""
    read = of_codes("division_words", "zh").items()
    return {zh: of for zh, rows in read if (of := [row for row in rows if row["kind"] == kind])}


@lru_cache(maxsize=8192)
def parts(name: str) -> Parts:
    """The parts of a division's Chinese name. ValueError where it ends in no class word.

    >>> parts("恩施土家族苗族自治州")
    Parts(stem='恩施', nationalities=('土家族', '苗族'), class_word='自治州')
    >>> parts("清新区").stem, parts("内蒙古自治区").stem, parts("蔚县").stem
    ('清新', '内蒙古', '蔚')
    """
    fits = sorted((c for c in words("class") if name.endswith(c) and len(c) < len(name)), key=len)
    if not fits:
        raise ValueError(f"{name} ends in no class word")
    word = next((c for c in reversed(fits) if len(name) - len(c) > 1), fits[0])
    stem, found = name[: -len(word)], list[str]()
    while True:
        ends = [p for p in words("nationality") if stem.endswith(p) and (word.startswith("自治") or p.endswith("族"))]
        longest = max(ends, key=len, default="")
        if not longest or len(stem) - len(longest) == 1:
            return Parts(stem, tuple(found), word)
        stem, found = stem[: -len(longest)], [longest, *found]


def tail(named: Parts, word: str | None = None) -> str:
    """What stands behind the stem in English: nationalities and class word, with a blank before each; "" for cities.
    With `word` that class word instead of the usual one."""
    word = words("class")[named.class_word][0]["english"] if word is None else word
    if not word:
        return ""
    listed = [words("nationality")[people][0]["english"] for people in named.nationalities]
    joined = " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]])) if listed else ""
    return "".join(f" {part}" for part in (joined, word) if part)


def key(text: str) -> str:
    """`text` as names of divisions are compared: letters and digits only, case folded, without accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, letters))


def _simplified(text: str) -> str:
    """`text` in simplified characters; as it is where it has no others."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        import opencc  # here, because few need it and it opens its dictionaries

        return str(opencc.OpenCC("t2s").convert(text))
    return text


def divisions_of(package: Package) -> Divisions:
    """The divisions of a package; none where it has no such table."""
    found: Divisions = package.once("divisions", lambda: Divisions(map(Row.as_dict, package.table("divisions").rows)))
    return found


class Divisions:
    """The divisions of a table, for look-ups. Built from its rows; each index when it is first needed."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._codes: dict[str, list[Division]] = defaultdict(list)
        for row in _named([dict(row) for row in rows]):
            years = {"valid_from": int(row["valid_from"]), "valid_to": int(row["valid_to"] or 0) or None}
            cells: dict[str, Any] = {field.name: row[field.name] for field in fields(Division)} | years
            self._codes[row["gb2260"]].append(Division(**cells))

    def __iter__(self) -> Iterator[Division]:
        return (division for divisions in self._codes.values() for division in divisions)

    @cached_property
    def ids(self) -> dict[str, Division]:
        """Divisions by their ids."""
        return {division.division_id: division for division in self}

    def of_code(self, gb2260: str, year: int | None = None) -> list[Division]:
        """The divisions that have or had a code, the latest first; with `year` those that stood in it."""
        divisions = self._codes.get(gb2260, [])[::-1]
        return [d for d in divisions if year is None or d.stands(year)]

    def above(self, division: Division) -> list[Division]:
        """What a division lies in, from the next level up; as it stood last."""
        line: list[Division] = []
        while division.parent:
            until = division.valid_to or 9999
            division = next(d for d in self.of_code(division.parent) if d.valid_from < until)
            line.append(division)
        return line

    @cached_property
    def _forms(self) -> dict[str, dict[Division, tuple[float, str]]]:
        """By form as compared: the divisions that bear it, each with score and form as written."""
        index: dict[str, dict[Division, tuple[float, str]]] = defaultdict(dict)
        for division in self:
            for form, score in _written(division):
                bearers = index[key(form)]
                bearers[division] = max((score, form), bearers.get(division, (0.0, "")))
        return index

    def find(self, text: str, year: int | None = None) -> list[Found]:
        """The divisions that `text` may stand for, best first; with `year` only those that stood in it. `text` is a
        code (also of 2, 4 or 12 digits, and that of ISO 3166-2), an id, or a name: Chinese in simplified or traditional
        characters, English or pinyin, full or short, with what it lies in before or behind it."""
        text = text.strip()
        if _CODE.fullmatch(text):
            found = {d: (1.0, d.gb2260) for d in self.of_code(text.ljust(6, "0")[:6])}
        elif iso := of_codes("iso_3166_2", "iso_3166_2").get(text.upper()):
            found = {d: (1.0, text.upper()) for d in self.of_code(iso[0]["gb2260"])}
        elif text in self.ids:
            found = {self.ids[text]: (1.0, text)}
        else:
            found = self._named(text)
        scored = [
            Found(d, form, round(score - (_ENDED if year is None and d.valid_to else 0), 3))
            for d, (score, form) in found.items()
            if year is None or d.stands(year)
        ]
        return sorted(
            scored,
            key=lambda f: (-f.score, _LEVELS.index(f.division.level), f.division.gb2260, -f.division.valid_from),
        )

    def _named(self, text: str) -> dict[Division, tuple[float, str]]:
        chinese = _HAN.search(text)
        text = _simplified(text) if chinese else text
        pieces = (_BETWEEN.split(text), key(text) if chinese else text.split())
        found = (self._beside([piece for piece in map(key, each) if piece]) for each in pieces)
        return self._forms.get(key(text)) or next(filter(None, found), {})

    def _beside(self, pieces: list[str]) -> dict[Division, tuple[float, str]]:
        """Baiyun District Guangzhou, 贵阳市白云区: a name before or behind names of what it lies in. It may be of
        several (Menglian Dai, Lahu and Va Autonomous County), and the longest is tried first."""
        for size in range(len(pieces) - 1, 0, -1):
            for name, rest in ((pieces[:size], pieces[size:]), (pieces[-size:], pieces[:-size])):
                bearers = self._forms.get("".join(name), {})
                if found := {d: how for d, how in bearers.items() if self._lies_in(d, rest)}:
                    return found
        return {}

    def _lies_in(self, division: Division, names: list[str]) -> bool:
        """Whether pieces of a text are names of what a division lies in, and nothing else."""

        def fits(name: str) -> bool:
            bearers = self._forms.get(name, {})
            return name in ("china", "中国") or any(above in bearers for above in self.above(division))

        heads = (size for size in range(len(names), 0, -1) if fits("".join(names[:size])))
        return not names or any(self._lies_in(division, names[size:]) for size in heads)


def _written(division: Division) -> Iterator[tuple[str, float]]:
    """The forms in which a division's name is written, each with its score."""
    named = parts(division.name_zh)
    short = 0.85 if _SELDOM_SHORT.search(division.name_zh) else 0.97 - 0.02 * _LEVELS.index(division.level)
    stem, latin = division.name_en.removesuffix(tail(named)) if named.stem else "", division.pinyin.split(" ")[0]
    stems = [stem, *(row["english"] for row in of_codes("division_aliases").get(division.gb2260, ()))]
    yield division.name_zh, 1.0
    yield division.name_en, 1.0
    yield division.pinyin, 0.98
    if division.valid_to is None:
        yield from ((row["name_zh"], 1 - _ENDED) for row in of_codes("division_former").get(division.gb2260, ()))
    if named.stem and named.class_word.startswith("自治"):
        yield named.stem + named.class_word[2:], 0.98
    for row in [*words("class")[named.class_word], *words("also").get(named.class_word, ())]:
        if row["english"]:
            yield from ((f"{each}{tail(named, row['english'])}", 0.98) for each in stems)
            yield from ((f"{each} {row['english']}", 0.96) for each in (*stems, latin) if each)
    if len(named.stem) > 1:
        yield named.stem, short
        yield from ((each, short) for each in stems)
        yield latin, short - 0.05
        if "ü" in latin:
            yield latin.replace("ü", "v"), short - 0.05


def _slug(name: str) -> str:
    """A name as a part of an id."""
    ascii_only = unicodedata.normalize("NFKD", name.replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", ascii_only.lower()))


def _named(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Divisions with their ids: the English name without "District"; with the parent's where another has it too. A
    province has its name alone. What ended has its last year behind it where something else has its id."""
    stems = {row["gb2260"]: _slug(row["name_en"].removesuffix(tail(parts(row["name_zh"])))) for row in rows}
    for row in rows:
        row["division_id"] = _slug(row["name_en"].removesuffix(" District"))
    shared = Counter(row["division_id"] for row in rows if not row["valid_to"])
    taken: set[str] = set()
    for row in sorted(rows, key=lambda row: (bool(row["valid_to"]), _LEVELS.index(row["level"]))):
        name = row["division_id"]
        if row["level"] != "province" and (shared[name] > 1 or (row["valid_to"] and name in taken)):
            name = f"{name}-{stems[row['parent']]}"
        row["division_id"] = f"{name}-{row['valid_to'] or row['gb2260']}" if name in taken else name
        taken.add(row["division_id"])
    return rows
