"""A small package with statements of every kind, in which nothing is found. Defects are planted by single edits."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import planting

from reread.findings import Finding
from reread.package import csvtext
from reread.package.opening import open_package
from reread.package.table import Row

TEXT = """\
Haibei's Dongcheng district ranks 2nd in China
Ann Lee
Updated: March 5, 2022 10:30

Haibei's Dongcheng district ranked 2nd among the top 20 smart districts in 2021. On the list, released by Atlas \
Institute on March 1, it was second only to Xicheng district. Three criteria, namely talent, output and services, \
were used.

In 2021, the district had 120 software firms, accounting for 24 percent of the city's total, and its sales reached \
61 billion yuan, up nearly 200 percent over 2020. It was selected as one of the 5G pilot zones in 2021 \
for manufacturing. Its sales ranked highest in Haibei last year.

Driven by Vision 2035, sales of Dongcheng district will exceed 2023 billion yuan in 70.

Two shops, a bakery and a bookshop, opened in the first-tier city in 2019, in a first step, as planned \
since 2015. [file-7.jpg]

Atlas Institute, based in Haibei, moved there in the same year.

Copyright 2006-2022 Haibei Daily
"""
SOURCE = "haibei-2022-03-05"
QUOTED = "quoted-2020-01-01"
PATH = "seeds/000_haibei.txt"


@dataclass(slots=True)
class Built:
    """The package on disk, and its evidence ids by the short names used here."""

    root: Path
    ids: dict[str, str] = field(default_factory=dict)

    def edit(self, table: str, key: str, column: str, value: str) -> None:
        """Set one cell; `@name` in key or value stands for the id of that evidence."""
        planting.edit_cell(self.root, table, self.resolved(key), column, self.resolved(value))

    def resolved(self, text: str) -> str:
        """`text`, or the evidence id it stands for."""
        return self.ids[text[1:]] if text.startswith("@") else text

    def add(self, table: str, **cells: str) -> None:
        """Append one row."""
        path = self.root / f"data/{table}.csv"
        parsed = csvtext.parse(path.read_bytes(), path.name)
        rows = [list(row) for _, row in parsed.records]
        rows.append([self.resolved(cells.get(name, "")) for name in parsed.header])
        path.write_bytes(csvtext.write([parsed.header, *rows]).encode("utf-8"))
        planting.refresh(self.root)

    def row(self, table: str, key: str) -> Row:
        """The row with this primary key, as it stands now."""
        found = open_package(self.root).table(table).get(self.resolved(key))
        assert found is not None, f"{table} has no row {key}"
        return found

    def drop(self, table: str, key: str) -> None:
        """Remove the row with this first cell (or whole row text joined by "|")."""
        path = self.root / f"data/{table}.csv"
        parsed = csvtext.parse(path.read_bytes(), path.name)
        wanted = self.resolved(key)
        rows = [row for _, row in parsed.records if row[0] != wanted and not "|".join(row).startswith(wanted + "|")]
        assert len(rows) == len(parsed.records) - 1, f"{len(parsed.records) - len(rows)} rows begin with {wanted}"
        path.write_bytes(csvtext.write([parsed.header, *rows]).encode("utf-8"))
        planting.refresh(self.root)


#: name: (quote, which occurrence, kind, refers to, disposition, note)
EVIDENCE: dict[str, tuple[str, int, str, str, str, str]] = {
    "published": ("March 5, 2022", 1, "time", "", "", ""),
    "clock": ("10:30", 1, "time", "", "dateline", "Time of the page."),
    "headline": ("2nd", 1, "rank", "place", "duplicate", "The headline repeats the place."),
    "haibei": ("Haibei", 2, "name", "", "", ""),
    "possessive": ("'s", 2, "term", "", "", ""),
    "dongcheng": ("Dongcheng district", 2, "name", "", "", ""),
    "place": ("2nd", 2, "rank", "", "", ""),
    "title": ("top 20 smart districts in 2021", 1, "term", "", "", ""),
    "year of title": ("2021", 1, "time", "", "", ""),
    "implied": ("second only to", 1, "rank", "", "", ""),
    "xicheng": ("Xicheng district", 1, "name", "", "", ""),
    "the list": ("the list", 1, "reference", "title", "", ""),
    "atlas": ("Atlas Institute", 1, "name", "", "", ""),
    "release": ("March 1", 1, "time", "", "", ""),
    "three": ("Three", 1, "figure", "", "", ""),
    "talent": ("talent", 1, "term", "", "", ""),
    "output": ("output", 1, "term", "", "", ""),
    "services": ("services", 1, "term", "", "", ""),
    "2021": ("2021", 2, "time", "", "", ""),
    "the district": ("the district", 1, "reference", "dongcheng", "", ""),
    "120": ("120", 1, "figure", "", "", ""),
    "software firms": ("software firms", 1, "term", "", "", ""),
    "accounting for": ("accounting for", 1, "reference", "software firms", "", ""),
    "24": ("24 percent", 1, "figure", "", "", ""),
    "the city": ("the city", 1, "reference", "haibei", "", ""),
    "its": ("its", 1, "reference", "dongcheng", "", ""),
    "sales": ("sales", 1, "term", "", "", ""),
    "61": ("61 billion yuan", 1, "figure", "", "", ""),
    "up": ("up", 1, "reference", "sales", "", ""),
    "200": ("nearly 200 percent", 1, "figure", "", "", ""),
    "2020": ("over 2020", 1, "time", "", "", ""),
    "it": ("It", 1, "reference", "dongcheng", "", ""),
    "one": ("one", 1, "figure", "", "idiom", "One of counts the district named."),
    "pilots": ("5G pilot zones in 2021", 1, "term", "", "", ""),
    "2021 of pilots": ("2021", 3, "time", "", "", ""),
    "category": ("manufacturing", 1, "term", "", "", ""),
    "its too": ("Its", 1, "reference", "dongcheng", "", ""),
    "sales too": ("sales", 2, "term", "", "", ""),
    "highest": ("ranked highest", 1, "rank", "", "", ""),
    "claim": ("ranked highest in Haibei", 1, "statement", "", "", ""),
    "last year": ("last year", 1, "time", "", "", ""),
    "vision": ("2035", 1, "time", "", "edition_name", "The year is part of a plan's name."),
    "target sales": ("sales", 3, "term", "", "", ""),
    "target who": ("Dongcheng district", 3, "name", "", "", ""),
    "slip": ("exceed 2023 billion yuan in 70", 1, "statement", "", "", ""),
    "target value": ("exceed 2023 billion yuan", 1, "figure", "", "", ""),
    "target year": ("70", 1, "time", "", "", ""),
    "two": ("Two", 1, "figure", "", "generic_count", "Counts the two shops named in the sentence."),
    "first-tier": ("first-tier", 1, "figure", "", "ordinal_name", "Names a class of cities."),
    "2019": ("2019", 1, "time", "", "", ""),
    "2015": ("2015", 1, "time", "", "year_of_context", "Dates a plan, no figure."),
    "first step": ("first", 2, "figure", "", "relative_order", "Orders steps."),
    "file": ("7", 2, "figure", "", "identifier", "Part of a file name."),
    "atlas again": ("Atlas Institute", 2, "name", "", "", ""),
    "based in": ("based in", 1, "term", "", "", ""),
    "haibei again": ("Haibei", 4, "name", "", "", ""),
    "the same year": ("the same year", 1, "reference", "2019", "", ""),
    "copyright": ("2006-2022", 1, "time", "", "boilerplate", "Page furniture."),
}

#: What is quoted of a page that is not archived: name: (quote, kind, where it begins in the passage).
PASSAGE = "Haibei had 400 software firms"
QUOTED_EVIDENCE = {
    "passage": (PASSAGE, "passage", ""),
    "quoted who": ("Haibei", "name", "0"),
    "quoted value": ("400", "figure", "11"),
    "quoted what": ("software firms", "term", "15"),
}

_OBSERVATION = {"source_id": SOURCE, "basis": "printed", "obs_status": "A", "preference": "normal"}
_OBSERVATION |= {"transformation": "level", "coverage": "whole", "precision": "printed", "convention": "printed"}
_OBSERVATION |= {"proof": "archived"}
_ENTRY = {"source_id": SOURCE, "basis": "printed", "proof": "archived", "preference": "normal"}
_RANKING = {"source_id": SOURCE, "proof": "archived", "complete": "false"}

_ENTITY = {"name_en_basis": "common"}

ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        {
            "source_id": SOURCE, "title": "Haibei's Dongcheng district ranks 2nd in China",
            "publisher_id": "haibei-daily",
            "author": "Ann Lee", "published_on": "2022-03-05", "published_on_basis": "printed",
            "published_evidence_id": "@published", "url": "https://example.org/2022-03/05/a.html", "language": "en",
            "translation": "original", "archive_path": PATH, "sha256": sha256(TEXT.encode()).hexdigest(), "grade": "B",
            "proof": "archived",
            "rights": "Made up for tests.",
        },
        {
            "source_id": QUOTED, "title": "Software in Haibei", "publisher_id": "haibei-daily",
            "published_on": "2020-01-01",
            "published_on_basis": "url", "url": "https://example.org/2020/01/01/software.html", "language": "en",
            "translation": "original", "grade": "C", "rights": "Made up for tests.", "proof": "quoted",
            "accessed_on": "2022-03",
        },
    ],
    "entities": [
        {**_ENTITY, "entity_id": "atlas", "type": "organisation", "name_en": "Atlas Institute", "lies_in": "haibei"},
        {**_ENTITY, "entity_id": "china", "type": "country", "name_en": "China"},
        {**_ENTITY, "entity_id": "dongcheng", "type": "district", "name_en": "Dongcheng District",
         "name_zh": "东城区", "name_zh_basis": "official", "lies_in": "haibei", "gb2260": "990102",
         "valid_from": "2014"},
        {**_ENTITY, "entity_id": "haibei", "type": "city", "name_en": "Haibei", "name_zh": "海北市",
         "name_zh_basis": "official", "lies_in": "nanhe", "gb2260": "990100"},
        {**_ENTITY, "entity_id": "haibei-daily", "type": "publication", "name_en": "Haibei Daily"},
        {**_ENTITY, "entity_id": "nanhe", "type": "province", "name_en": "Nanhe", "name_zh": "南河省",
         "name_zh_basis": "official", "lies_in": "china", "gb2260": "990000", "iso_3166_2": "CN-NH"},
        {**_ENTITY, "entity_id": "xicheng", "type": "district", "name_en": "Xicheng District", "name_zh": "西城区",
         "name_zh_basis": "official", "lies_in": "haibei", "gb2260": "990103"},
    ],
    "entity_names": [
        {"entity_id": "dongcheng", "name": "Haibei's Dongcheng district", "language": "en", "kind": "alias"},
    ],
    "divisions": [
        {"gb2260": "990000", "valid_from": "1980", "name_zh": "南河省", "name_en": "Nanhe", "pinyin": "Nanhe Sheng",
         "level": "province"},
        {"gb2260": "990100", "valid_from": "1980", "name_zh": "海北市", "name_en": "Haibei", "pinyin": "Haibei Shi",
         "level": "prefecture", "parent": "990000"},
        {"gb2260": "990102", "valid_from": "2014", "name_zh": "东城区", "name_en": "Dongcheng District",
         "pinyin": "Dongcheng Qu", "level": "county", "parent": "990100"},
        {"gb2260": "990103", "valid_from": "1980", "name_zh": "西城区", "name_en": "Xicheng District",
         "pinyin": "Xicheng Qu", "level": "county", "parent": "990100"},
    ],
    "units": [
        {"unit_id": "CNY", "name": "yuan", "name_zh": "元", "dimension": "money", "code_system": "ISO 4217",
         "code": "CNY"},
        {"unit_id": "count", "name": "number", "name_zh": "个", "dimension": "count", "code_system": "UCUM",
         "code": "1"},
        {"unit_id": "percent", "name": "percent", "name_zh": "%", "dimension": "ratio", "code_system": "UCUM",
         "code": "%"},
    ],
    "indicators": [
        {"indicator_id": "sales", "name": "sales", "definition": "Sales of the firms of the area.",
         "measure": "flow", "unit_id": "CNY",
         "minimum": "0", "topic": "output"},
        {"indicator_id": "software_firms", "name": "software firms",
         "definition": "Software firms of the area, in number.", "measure": "stock",
         "unit_id": "count", "minimum": "0", "maximum": "1000", "topic": "enterprises"},
    ],
    "indicator_terms": [
        {"indicator_id": "sales", "term": "sales", "language": "en"},
        {"indicator_id": "software_firms", "term": "software firms", "language": "en"},
    ],
    "phrases": [
        {"part": "link", "phrase": "'s", "language": "en", "denotes": "part_of"},
        {"part": "link", "phrase": "based in", "language": "en", "denotes": "located_in"},
        {"part": "list", "phrase": "the list", "language": "en", "denotes": "ranking"},
        {"part": "what", "phrase": "accounting for", "language": "en", "denotes": "share"},
        {"part": "what", "phrase": "up", "language": "en", "denotes": "growth"},
        {"part": "when", "phrase": "the same year", "language": "en", "denotes": "period"},
        {"part": "who", "phrase": "it", "language": "en", "denotes": "district"},
        {"part": "who", "phrase": "its", "language": "en", "denotes": "district"},
        {"part": "who", "phrase": "the city", "language": "en", "denotes": "city"},
        {"part": "who", "phrase": "the district", "language": "en", "denotes": "district"},
    ],
    "observations": [
        {**_OBSERVATION, "observation_id": f"{SOURCE}.o01", "entity_id": "dongcheng", "indicator_id": "software_firms",
         "period": "2021", "period_basis": "printed", "value": "120", "lower": "120", "upper": "120",
         "unit_id": "count",
         "qualifier": "exact", "who_evidence_id": "@the district", "what_evidence_id": "@software firms",
         "when_evidence_id": "@2021", "value_evidence_id": "@120"},
        {**_OBSERVATION, "observation_id": f"{SOURCE}.o02", "entity_id": "dongcheng",
         "indicator_id": "software_firms", "transformation": "share",
         "period": "2021", "period_basis": "printed", "value": "24",
         "lower": "23.5", "upper": "24.5", "unit_id": "percent", "qualifier": "rounded",
         "who_evidence_id": "@the district", "what_evidence_id": "@accounting for", "when_evidence_id": "@2021",
         "value_evidence_id": "@24", "whole_entity_id": "haibei", "whole_evidence_id": "@the city"},
        {**_OBSERVATION, "observation_id": f"{SOURCE}.o03", "entity_id": "dongcheng", "indicator_id": "sales",
         "period": "2021", "period_basis": "printed", "value": "61000000000", "lower": "60500000000",
         "upper": "61500000000", "unit_id": "CNY", "qualifier": "rounded", "who_evidence_id": "@its",
         "what_evidence_id": "@sales", "when_evidence_id": "@2021", "value_evidence_id": "@61"},
        {**_OBSERVATION, "observation_id": f"{SOURCE}.o04", "entity_id": "dongcheng", "indicator_id": "sales",
         "transformation": "growth", "period": "2021",
         "period_basis": "printed", "value": "200", "lower": "150", "upper": "200",
         "unit_id": "percent", "qualifier": "nearly", "who_evidence_id": "@its", "what_evidence_id": "@up",
         "when_evidence_id": "@2021", "value_evidence_id": "@200", "base_period": "2020", "base_basis": "printed",
         "base_evidence_id": "@2020"},
        {**_OBSERVATION, "observation_id": f"{SOURCE}.o05", "entity_id": "dongcheng", "indicator_id": "sales",
         "period": "2023", "period_basis": "printed", "value": "70000000000", "lower": "70000000000", "upper": "",
         "unit_id": "CNY", "qualifier": "over", "basis": "reconstructed", "obs_status": "F",
         "who_evidence_id": "@target who", "what_evidence_id": "@target sales", "when_evidence_id": "@target year",
         "value_evidence_id": "@target value", "correction_id": f"{SOURCE}.c01", "coverage": "target",
         "note": "A plan."},
        {**_OBSERVATION, "observation_id": f"{QUOTED}.o01", "source_id": QUOTED, "proof": "quoted",
         "entity_id": "haibei", "indicator_id": "software_firms", "period": "2019", "period_basis": "page",
         "value": "400", "lower": "350", "upper": "450", "unit_id": "count", "qualifier": "rounded",
         "who_evidence_id": "@quoted who", "what_evidence_id": "@quoted what", "value_evidence_id": "@quoted value"},
    ],
    "rankings": [
        {**_RANKING,
         "ranking_id": "pilots-2021", "title": "5G pilot zones in 2021", "kind": "selection", "edition": "2021",
         "population": "zones", "evidence_id": "@pilots"},
        {**_RANKING,
         "ranking_id": "sales-2021", "title": "largest sales in Haibei", "kind": "superlative", "data_period": "2021",
         "population": "districts of Haibei", "metric": "sales", "evidence_id": "@claim"},
        {**_RANKING,
         "ranking_id": "smart-2021", "title": "top 20 smart districts in 2021", "kind": "ranking",
         "publisher_id": "atlas",
         "edition": "2021", "size": "20", "size_basis": "printed", "population": "districts",
         "released_on": "2022-03-01", "publisher_evidence_id": "@atlas", "released_evidence_id": "@release",
         "evidence_id": "@title"},
    ],
    "ranking_entries": [
        {**_ENTRY, "entry_id": f"{SOURCE}.r01", "ranking_id": "smart-2021", "entity_id": "dongcheng", "rank": "2",
         "who_evidence_id": "@dongcheng", "what_evidence_id": "@title", "when_evidence_id": "@year of title",
         "value_evidence_id": "@place"},
        {**_ENTRY, "entry_id": f"{SOURCE}.r02", "ranking_id": "smart-2021", "entity_id": "xicheng", "rank": "1",
         "basis": "implied", "who_evidence_id": "@xicheng", "what_evidence_id": "@the list",
         "when_evidence_id": "@year of title", "value_evidence_id": "@implied"},
        {**_ENTRY, "entry_id": f"{SOURCE}.r03", "ranking_id": "pilots-2021", "entity_id": "dongcheng",
         "category": "manufacturing",
         "who_evidence_id": "@it", "what_evidence_id": "@pilots", "when_evidence_id": "@2021 of pilots"},
        {**_ENTRY, "entry_id": f"{SOURCE}.r04", "ranking_id": "sales-2021", "entity_id": "dongcheng", "rank": "1",
         "who_evidence_id": "@its too", "what_evidence_id": "@sales too", "when_evidence_id": "@last year",
         "value_evidence_id": "@highest"},
    ],
    "ranking_criteria": [
        {"ranking_id": "pilots-2021", "level": "1", "position": "1", "kind": "category", "name": "manufacturing",
         "evidence_id": "@category"},
        {"ranking_id": "smart-2021", "level": "1", "position": "0", "kind": "number", "count": "3",
         "evidence_id": "@three"},
        {"ranking_id": "smart-2021", "level": "1", "position": "1", "kind": "criterion", "name": "talent",
         "evidence_id": "@talent"},
        {"ranking_id": "smart-2021", "level": "1", "position": "2", "kind": "criterion", "name": "output",
         "evidence_id": "@output"},
        {"ranking_id": "smart-2021", "level": "1", "position": "3", "kind": "criterion", "name": "services",
         "evidence_id": "@services"},
    ],
    "entity_links": [
        {"proof": "archived",
         "link_id": f"{SOURCE}.l01", "subject_id": "dongcheng", "predicate": "part_of", "object_id": "haibei",
         "source_id": SOURCE, "who_evidence_id": "@dongcheng", "what_evidence_id": "@possessive",
         "object_evidence_id": "@haibei"},
        {"proof": "archived",
         "link_id": f"{SOURCE}.l02", "subject_id": "atlas", "predicate": "located_in", "object_id": "haibei",
         "period": "2019", "period_basis": "context", "source_id": SOURCE, "who_evidence_id": "@atlas again",
         "what_evidence_id": "@based in", "object_evidence_id": "@haibei again", "when_evidence_id": "@the same year"},
    ],
    "corrections": [
        {"correction_id": f"{SOURCE}.c01", "evidence_id": "@slip", "as_printed": "exceed 2023 billion yuan in 70",
         "read_as": "exceed 70 billion yuan in 2023", "kind": "number_scramble",
         "rationale": "The numerals were put in each other's place.", "support": "@61", "confidence": "high",
         "status": "accepted"},
    ],
}  # fmt: skip


def nth(text: str, quote: str, number: int) -> int:
    """Where `quote` stands in `text` for the `number`-th time."""
    at = -1
    for _ in range(number):
        at = text.index(quote, at + 1)
    return at


#: Removed when the process ends.
_FOLDERS: list[TemporaryDirectory[str]] = []


def build(folder: Path, text: str = TEXT) -> Built:
    """Put the package below `folder`."""
    made = _written(text)
    return Built(shutil.copytree(made.root, folder / "package"), dict(made.ids))


@cache
def _written(text: str) -> Built:
    """The package, written once a process. Do not change it."""
    _FOLDERS.append(TemporaryDirectory(prefix="statements-"))
    folder = Path(_FOLDERS[-1].name)
    ids: dict[str, str] = {}
    for name, (quote, number, *_) in EVIDENCE.items():
        start = nth(text, quote, number)
        ids[name] = f"{SOURCE}:{start}-{start + len(quote)}"
    for number, name in enumerate(QUOTED_EVIDENCE, 1):
        ids[name] = f"{QUOTED}:{number}"
    built = Built(folder / "package", ids)
    evidence = []
    for name, (quote, number, kind, refers_to, disposition, note) in EVIDENCE.items():
        start = nth(text, quote, number)
        evidence.append(
            {
                "evidence_id": ids[name],
                "source_id": SOURCE,
                "start": str(start),
                "end": str(start + len(quote)),
                "quote": quote,
                "kind": kind,
                "refers_to": ids.get(refers_to, ""),
                "disposition": disposition,
                "note": note,
            }
        )
    for name, (quote, kind, at) in QUOTED_EVIDENCE.items():
        row = {"evidence_id": ids[name], "source_id": QUOTED, "quote": quote, "kind": kind}
        evidence.append(row | ({"passage_id": ids["passage"], "passage_start": at} if at else {}))
    evidence.sort(key=lambda row: row["evidence_id"])
    tables = {}
    for schema in sorted((planting.ROOT / "schemas").glob("*.json")):
        description = json.loads(schema.read_text("utf-8"))
        name = schema.stem
        rows = evidence if name == "evidence" else ROWS.get(name)
        if rows is None:
            continue
        keys = description.get("foreignKeys", [])  # to tables that this package has
        description["foreignKeys"] = [k for k in keys if k["reference"]["resource"] in ("", "evidence", *ROWS)]
        if not description["foreignKeys"]:
            del description["foreignKeys"]
        header = [field["name"] for field in description["fields"]]
        assert not {column for row in rows for column in row} - set(header), f"columns that {name} has not"
        cells = [[built.resolved(row.get(column, "")) for column in header] for row in rows]
        tables[name] = (description, csvtext.write([header, *sorted(cells)]))
    planting.tiny_package(folder, tables, {PATH: text})
    return built


#: The rules that this package is for, by prefix of their codes: they need no relations.
FAMILIES = ("V", "X1", "X2", "X3", "X4", "X5")


def findings(built: Built) -> list[Finding]:
    """What the V and X rules find."""
    return planting.findings(built.root, *FAMILIES)


def places(built: Built) -> set[tuple[str, str, int | None, str | None]]:
    """Code, file, line and column of every finding."""
    return {(f.code, f.file, f.line, f.column) for f in findings(built)}


def expect(built: Built, table: str, key: str, *wanted: tuple[str, str]) -> list[Finding]:
    """Assert that exactly these (code, column) are found, all in this row, each with all its words."""
    row = built.row(table, key)
    found = findings(built)
    assert {(f.code, f.column) for f in found} == set(wanted), found
    assert {(f.file, f.line, f.key) for f in found} == {(row.table.path, row.line, row.key)}
    assert all(f.found and f.expected and f.why and f.fix for f in found)
    return found
