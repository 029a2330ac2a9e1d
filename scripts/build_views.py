#!/usr/bin/env python3
"""Write the Table Schemas of the views, or with --check see that they are what would be written.

Most columns of a view are columns of a table under another name: their type, pattern, values and examples are taken
from that table's schema, so that a view cannot promise anything else than its tables do. What is written here is where
each column comes from, and what it means in the view.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "reread" / "tables" / "views"
MEMBERS = ("name", "type", "title", "description", "example", "constraints", "cnii:contract")

Field = dict[str, Any]


class Table:
    """The fields of one table, to be taken over into a view."""

    def __init__(self, name: str) -> None:
        schema = json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))
        self.fields: dict[str, str] = {field["name"]: json.dumps(field) for field in schema["fields"]}

    def __call__(
        self,
        column: str,
        name: str | None = None,
        title: str | None = None,
        description: str | None = None,
        required: bool | None = None,
    ) -> Field:
        """The field `column`, with another name, title or description; `required`: whether the view always has it."""
        field: Field = json.loads(self.fields[column])
        field |= {k: v for k, v in {"name": name, "title": title, "description": description}.items() if v}
        constraints = {k: v for k, v in field.get("constraints", {}).items() if k != "unique"}
        if required is not None:
            constraints = {k: v for k, v in constraints.items() if k != "required"}
            constraints = {"required": True, **constraints} if required else constraints
        field["constraints"] = constraints
        return {member: field[member] for member in MEMBERS if field.get(member)}


ENTITIES, SOURCES, EVIDENCE = Table("entities"), Table("sources"), Table("evidence")
CORRECTIONS, INDICATORS, UNITS = Table("corrections"), Table("indicators"), Table("units")
RELATIONS = Table("relations")


def number_of(name: str, title: str, description: str) -> Field:
    """A column that counts."""
    return {
        "name": name,
        "type": "integer",
        "title": title,
        "description": description,
        "example": "1",
        "constraints": {"required": True, "minimum": 0},
        "cnii:contract": {"good": ["0", "2"], "bad": ["-1"]},
    }


def named(prefix: str, what: str, required: bool | None = None) -> list[Field]:
    """The names of an entity, English and Chinese."""
    return [
        ENTITIES("name_en", f"{prefix}_name_en", what, f"English name: {what}.", required),
        ENTITIES("name_zh", f"{prefix}_name_zh", f"{what} in Chinese", f"Chinese name: {what}; empty when not known."),
    ]


def judged() -> list[Field]:
    """What the relations say of a statement."""
    said = (
        "The worst verdict among its relations: contradicts, undecidable, holds_cut, holds_wide, holds; empty where it"
        " takes part in none."
    )
    return [
        number_of("relations", "relations", "Number of relations that this statement takes part in."),
        RELATIONS("expected", "verdict", "verdict of the relations", said, False),
    ]


def corrected(table: Table) -> list[Field]:
    """The correction by which a statement is read."""
    return [
        table("correction_id"),
        CORRECTIONS("as_printed", None, None, "The wrong characters, where the words are read by a correction.", False),
        CORRECTIONS("read_as", None, None, "What they are read as.", False),
    ]


def quotes(last: Field) -> list[Field]:
    """The words of a statement, part by part."""
    return [
        EVIDENCE("quote", "who_quote", "words for whom", "The characters that name the entity, or point back to it."),
        EVIDENCE("quote", "what_quote", "words for what", "The characters that name what is told of it."),
        EVIDENCE(
            "quote", "when_quote", "words for when", "The characters that give the time; empty where none do.", False
        ),
        last,
    ]


def told(table: Table) -> list[Field]:
    """Where a statement stands."""
    return [
        table("source_id"),
        SOURCES("title", "source_title", "headline", "Headline of the source as printed."),
        ENTITIES("name_en", "publisher_name_en", "publisher", "Who published the text at this place."),
        ENTITIES(
            "name_en",
            "original_publisher_name_en",
            "original publisher",
            "The outlet that wrote the text, where the publisher reprints or translates it.",
            False,
        ),
        *(SOURCES(column) for column in ("published_on", "url", "language", "translation", "grade")),
    ]


def facts() -> dict[str, Any]:
    """The schema of the view facts."""
    row = Table("observations")
    value = EVIDENCE("quote", "value_quote", "words for how much", "The characters that the value was read from.")
    fields = [
        row("observation_id"),
        row("entity_id"),
        *named("entity", "the entity"),
        ENTITIES("type", "entity_type", "kind of entity"),
        row("indicator_id"),
        INDICATORS("name", "indicator_name", "indicator", "English name of the indicator."),
        INDICATORS("name_zh", "indicator_name_zh", "indicator in Chinese"),
        INDICATORS("measure"),
        *(row(column) for column in ("period", "period_basis", "value", "lower", "upper", "unit_id")),
        UNITS("symbol", "unit_symbol", "unit symbol", "Printed symbol of the unit; empty for counts."),
        *(row(column) for column in ("qualifier", "basis", "obs_status", "whole_entity_id")),
        *named("whole", "whose total is the whole of a share", False),
        *(row(column) for column in ("base_period", "preference", "preference_reason")),
        number_of(
            "other_answers",
            "other answers",
            "Number of other observations with the same entity, indicator, period, unit, whole and base, deprecated"
            " ones included.",
        ),
        *corrected(row),
        *judged(),
        *quotes(value),
        *told(row),
        INDICATORS("caveat"),
        row("note"),
    ]
    keys = {
        "observation_id": "observations",
        "entity_id": "entities",
        "indicator_id": "indicators",
        "unit_id": "units",
        "whole_entity_id": "entities.entity_id",
        "correction_id": "corrections",
        "source_id": "sources",
    }
    return schema(
        "facts",
        "Facts",
        "A view: observations with the names, words and sources that their ids lead to.",
        fields,
        keys,
        "One row per value printed in one source.",
        "Every row of observations.",
    )


def ranks() -> dict[str, Any]:
    """The schema of the view ranks."""
    row, ranking = Table("ranking_entries"), Table("rankings")
    said = "The characters that the place was read from; empty for a member without one."
    fields = [
        row("entry_id"),
        row("ranking_id"),
        ranking("title", "ranking_title", "ranking"),
        ranking("title_zh", "ranking_title_zh", "ranking in Chinese"),
        ranking("kind", "ranking_kind", "kind of ranking"),
        ranking("publisher_id", "ranking_publisher_id", "who ranks"),
        *named("ranking_publisher", "who ranks", False),
        *(ranking(column) for column in ("edition", "data_period", "released_on")),
        row("entity_id"),
        *named("entity", "the entity"),
        ENTITIES("type", "entity_type", "kind of entity"),
        row("rank"),
        *(ranking(column) for column in ("size", "size_basis")),
        *(row(column) for column in ("tied", "category")),
        *(ranking(column) for column in ("population", "metric")),
        row("basis"),
        *corrected(row),
        *judged(),
        *quotes(EVIDENCE("quote", "rank_quote", "words for the place", said, False)),
        *told(row),
        row("note"),
    ]
    keys = {
        "entry_id": "ranking_entries",
        "ranking_id": "rankings",
        "ranking_publisher_id": "entities.entity_id",
        "entity_id": "entities",
        "metric": "indicators.indicator_id",
        "correction_id": "corrections",
        "source_id": "sources",
    }
    return schema(
        "ranks",
        "Ranks",
        "A view: entries of rankings with the lists, names, words and sources that their ids lead to.",
        fields,
        keys,
        "One row per entity on one list in one source.",
        "Every row of ranking_entries.",
    )


def schema(
    name: str, title: str, description: str, fields: list[Field], keys: dict[str, str], grain: str, population: str
) -> dict[str, Any]:
    """The Table Schema of a view, its fields in the order of the query; the first one is its key.

    `keys`: column to the table (and column) it leads to.
    """
    place = {column: number for number, column in enumerate(columns_of_query(name))}
    fields = sorted(fields, key=lambda field: place[field["name"]])
    foreign = []
    for column, target in keys.items():
        table, _, other = target.partition(".")
        foreign.append({"fields": [column], "reference": {"resource": table, "fields": [other or column]}})
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": name,
        "title": title,
        "description": description,
        "fields": fields,
        "missingValues": [""],
        "primaryKey": [fields[0]["name"]],
        "foreignKeys": foreign,
        "cnii:contract": {"grain": grain, "population": population},
    }


def columns_of_query(name: str) -> list[str]:
    """The columns that the query of a view gives, in order."""
    text = (TARGET / f"{name}.sql").read_text("utf-8")
    selected = text[text.index("SELECT\n") + len("SELECT\n") : text.index("\nFROM ")]
    return [re.split(r"[ .]", item.strip())[-1] for item in re.split(r",\n(?=    \S)", selected)]


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Write the Table Schemas of the views.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a schema is out of date")
    args = parser.parse_args()
    stale = 0
    for made in (facts(), ranks()):
        path = TARGET / f"{made['name']}.json"
        raw = (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        if path.is_file() and path.read_bytes() == raw:
            continue
        stale += 1
        if args.check:
            print(f"{path.relative_to(ROOT)} is out of date; run scripts/build_views.py", file=sys.stderr)
        else:
            path.write_bytes(raw)
    return 1 if args.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
