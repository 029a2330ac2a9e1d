"""The core of the package with more places, years and editions of a list than its texts give.

Quoted statements for what the explorer draws: series, breaks, gaps, targets, ranges, editions."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import planting

HOMEPAGE = "https://example.org/explorer/"
SOURCE = "grown-yearbook-2024"
#: Sources of the whole package: Tianhe's high-tech enterprises as others count them, and the counties of 2020.
REAL = (
    "chinadaily-2021-06-04",
    "lifeofguangzhou-2022-08-11",
    "thnet-2021-03-30",
    "thnet-2023-05-22",
    "unidentified-2021-03-02",
)
RELATION = "tianhe-high-tech-enterprises-rivals-2023-05"
#: Registers by the columns of their keys, with the column in which a row names another.
REGISTERS = {
    "indicators": ("indicator_id", "broader"),
    "rankings": ("ranking_id", ""),
    "entities": ("entity_id", "lies_in"),
}


def _append(root: Path, table: str, rows: list[dict[str, Any]]) -> None:
    path = root / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writerows(rows)


def _rows(root: Path, table: str) -> list[dict[str, str]]:
    with (root / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _bring(root: Path) -> None:
    """The statements of the sources `REAL` and of one relation between them, with what they name."""
    used: set[str] = set()

    def add(table: str, column: str, wanted: set[str]) -> None:
        there = {row[column] for row in _rows(root, table)}
        rows = [row for row in _rows(planting.ROOT, table) if row[column] in wanted - there]
        used.update(cell for row in rows for cell in row.values())
        _append(root, table, rows)

    for table in ("sources", "evidence", "observations", "ranking_entries"):
        add(table, "source_id", set(REAL))
    for table in ("relations", "relation_terms"):
        add(table, "relation_id", {RELATION})
    for table, (key, upper) in REGISTERS.items():
        above = {row[key]: row.get(upper, "") for row in _rows(planting.ROOT, table)}
        waiting = [cell for cell in used if cell in above]
        while waiting:
            used.add(found := above[waiting.pop()])
            waiting += [found] if found else []
        add(table, key, used & set(above))


def grown_package(root: Path, places: int = 14, years: int = 8, entries: int = 12) -> Path:
    """A copy with the sources `REAL`, more places, two figures of each in `years` years, a list of `entries` in four
    editions, and an address."""
    root = planting.copy_real_package(root)
    shutil.copytree(planting.ROOT / "changes", root / "changes")
    _bring(root)
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8")) | {"homepage": HOMEPAGE}
    (root / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    counties = [row for row in _rows(planting.ROOT, "divisions") if row["level"] == "county" and not row["valid_to"]]
    known = {row["gb2260"] for row in _rows(root, "entities")}
    chosen = [row for row in counties if row["gb2260"] not in known][:places]
    there = {row["gb2260"] for row in _rows(root, "divisions")}
    _append(root, "divisions", [dict(row) for row in chosen if row["gb2260"] not in there])
    ids = [f"grown-{row['gb2260']}" for row in chosen]
    _append(
        root,
        "entities",
        [
            {
                "entity_id": key,
                "type": "district",
                "name_en": row["name_en"],
                "name_en_basis": "official",
                "lies_in": "china",
                "gb2260": row["gb2260"],
            }
            for key, row in zip(ids, chosen, strict=True)
        ],
    )
    sources, evidence, observations = [], [], []
    for at, key in enumerate(ids):
        source = f"{SOURCE}-{at // 100}"
        if at % 100 == 0:
            sources.append(
                {
                    "source_id": source,
                    "title": f"统计年鉴 {at // 100}",
                    "publisher_id": "tianhe-government",
                    "published_on": "2024-09-01",
                    "published_on_basis": "url",
                    "language": "zh-Hans",
                    "url": "https://example.org/yearbook",
                    "translation": "original",
                    "proof": "quoted",
                    "accessed_on": "2026-11",
                    "grade": "A",
                    "rights": "Only the figures are quoted.",
                }
            )
        for step in range(years):
            year = 2023 - years + step + 1
            if step == 2:
                continue
            for indicator, unit, value in (
                ("high_tech_enterprises", "count", 100 + 37 * step + at),
                ("operating_revenue", "CNY", (50 + 9 * step) * 10**8),
            ):
                number = len(observations) + 1
                name = f"{source}:{len(evidence) + 1}"
                evidence.append({"evidence_id": name, "source_id": source, "quote": f"{value}", "kind": "figure"})
                observations.append(
                    {
                        "observation_id": f"{source}.o{number:02}",
                        "entity_id": key,
                        "indicator_id": indicator,
                        "transformation": "level",
                        "period": str(year),
                        "period_basis": "page",
                        "value": value,
                        "lower": value if step % 3 else value * 0.95,
                        "upper": "" if step == 4 else value if step % 3 else value * 1.05,
                        "unit_id": unit,
                        "qualifier": "over" if step == 4 else "exact",
                        "precision": "tabulated",
                        "convention": "printed",
                        "coverage": "target" if step == years - 1 else "whole",
                        "basis": "printed",
                        "obs_status": "A",
                        "proof": "quoted",
                        "preference": "normal",
                        "source_id": source,
                        "value_evidence_id": name,
                    }
                )
    _append(root, "sources", sources)
    _append(root, "evidence", evidence)
    _append(root, "observations", observations)
    _append(
        root,
        "breaks",
        [
            {
                "break_id": "grown-break",
                "indicator_id": "high_tech_enterprises",
                "from_period": "2021",
                "kind": "definition",
                "words": "Counted anew from 2021.",
                "source_id": sources[0]["source_id"],
            }
        ],
    )
    rankings, places_on = [], []
    for year in (2019, 2020, 2022, 2023):
        ranking = f"grown-list-{year}"
        rankings.append(
            {
                "ranking_id": ranking,
                "series": "grown-list",
                "title": f"top {entries} districts of {year}",
                "title_zh": f"{year}年{entries}强区",
                "kind": "ranking",
                "edition": year,
                "size": entries,
                "size_basis": "printed",
                "complete": "true" if year == 2020 else "false",
                "population": "districts",
                "source_id": sources[0]["source_id"],
                "proof": "quoted",
            }
        )
        for place in range(entries):
            key = ids[(place * (3 if year % 2 else 1) + year) % len(ids)]
            places_on.append(
                {
                    "entry_id": f"{sources[0]['source_id']}.r{len(places_on) + 1:03}",
                    "ranking_id": ranking,
                    "entity_id": key,
                    "rank": "" if year == 2023 and place > 8 else place + 1,
                    "basis": "printed",
                    "proof": "quoted",
                    "preference": "normal",
                    "source_id": sources[0]["source_id"],
                    "value_evidence_id": evidence[0]["evidence_id"],
                }
            )
    _append(root, "rankings", rankings)
    _append(root, "ranking_entries", places_on)
    return root
