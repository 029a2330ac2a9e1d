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

from reread.relations.standing import STANDINGS
from reread.tables.views import FREQUENCIES

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
RANKINGS = Table("rankings")
WHO = "The characters that name the entity, or point back to it"
NONE = "; empty where the words shown carry none."
OF_OBSERVATIONS = (
    *("transformation", "sector_id", "ranking_id", "period", "period_basis", "base_period", "base_basis"),
    *("value", "lower", "upper", "unit_id", "qualifier", "precision", "convention", "coverage"),
    *("whole_entity_id", "whole_indicator_id", "basis", "obs_status", "proof"),
    *("preference", "preference_reason", "note"),
)
OF_RANKINGS = (
    *("series", "edition", "data_period", "released_on", "size", "size_basis", "complete", "population", "metric"),
)
OF_ENTRIES = (
    *("rank", "tied", "category", "score", "score_unit_id", "basis", "proof", "preference"),
    *("preference_reason", "note"),
)


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


def words_of(name: str, title: str, description: str, example: str, words: tuple[str, ...] = ()) -> Field:
    """A column that is computed, of text; one of `words` where there are any."""
    constraints: dict[str, Any] = {"required": True, "enum": list(words)} if words else {}
    field: Field = {"name": name, "type": "string", "title": title, "description": description, "example": example}
    return field | {"constraints": constraints, "cnii:contract": {"good": [example]}}


def day_of(name: str, title: str, description: str) -> Field:
    """A column of days that is computed."""
    field: Field = {"name": name, "type": "date", "title": title, "description": description, "example": "2021-12-31"}
    return field | {"cnii:contract": {"good": ["2021-12-31"]}}


def computed(row: str) -> list[Field]:
    """What is said of a fact beyond its row: `row` is what the table calls a statement."""
    default = {
        "name": "is_default",
        "type": "boolean",
        "title": "counts as the answer",
        "description": (
            "true for the answer that counts: the preferred one, or else the most precise of those that agree; false"
            " for deprecated statements, targets, amounts in another unit beside the indicator's own, what rests on a"
            " source of grade D alone (but for members of a list that is known whole, whose size a better source"
            " prints), what was printed before its period was over beside what was printed after it, and where answers"
            " differ and none is preferred. Of a stock, a year and its last day are one time. At most one row of a"
            " question has true."
        ),
        "example": "true",
        "constraints": {"required": True},
        "cnii:contract": {"good": ["true", "false"]},
    }
    verdict = (
        "confirmed: a relation that could have failed holds, or an independent source agrees. contradicted: a relation"
        " fails and blames it, or it is deprecated and another answer differs. disputed: a relation fails and nobody"
        " knows which term is wrong, or another answer differs. untested: nothing speaks for or against it. Relations"
        " reach through quantities that nobody printed."
    )
    said = "The relations and statements that the verdict rests on, separated by blanks."
    tested = (
        "Number of relations that test it, directly or through quantities that nobody printed; those that test nothing"
        " and refuted readings do not count."
    )
    carried = (
        "The parts of the statement that words are shown for, separated by blanks: who, what, when, how_much, whole,"
        " base, sector, list."
    )
    return [
        default,
        words_of("verdict", "verdict", verdict, "confirmed", STANDINGS),
        words_of("verdict_by", "who says so", said, "tianhe-high-tech-share-2021"),
        number_of("relations", "relations", tested),
        number_of("sources", "sources", "Number of sources that print it."),
        words_of("source_ids", "all sources", "All sources that print it, separated by blanks.", "rednet-2022-07-27"),
        words_of(
            "statements", "all statements", f"All rows of {row} that state it, separated by blanks.", "a.o01 b.o02"
        ),
        number_of("other_answers", "other answers", "Number of other facts on the same question, deprecated ones too."),
        words_of("carried", "parts with words", carried, "who what when how_much"),
        day_of("period_start", "first day", "First day of the period; empty where the time is not known."),
        day_of("period_end", "last day", "Last day of the period; empty where the time is not known."),
        words_of(
            "frequency", "kind of period", f"{', '.join(FREQUENCIES)}; empty where the time is not known.", "year"
        ),
    ]


def placed() -> list[Field]:
    """Where an entity lies."""
    above = "the place that the entity lies in"
    return [
        ENTITIES("gb2260"),
        ENTITIES("lies_in"),
        *named("lies_in", above, False),
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
        EVIDENCE("quote", "who_quote", "words for whom", f"{WHO}{NONE}", False),
        EVIDENCE("quote", "what_quote", "words for what", f"The characters that name what is told of it{NONE}", False),
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
        *placed(),
        row("indicator_id"),
        INDICATORS("name", "indicator_name", "indicator", "English name of the indicator."),
        INDICATORS("name_zh", "indicator_name_zh", "indicator in Chinese"),
        *(INDICATORS(column) for column in ("measure", "caveat")),
        *named("sector", "the sector", False),
        RANKINGS("title", "ranking_title", "list", "The list whose members are counted.", False),
        RANKINGS("title_zh", "ranking_title_zh", "list in Chinese", "The list in Chinese.", False),
        *named("whole", "whose total is the whole of a share", False),
        INDICATORS(
            "name", "whole_indicator_name", "whole", "The indicator whose total is the whole of a share.", False
        ),
        UNITS("symbol", "unit_symbol", "unit symbol", "Printed symbol of the unit; empty for counts."),
        *(row(column) for column in OF_OBSERVATIONS),
        *computed("observations"),
        *corrected(row),
        *quotes(value),
        *told(row),
    ]
    keys = {
        "observation_id": "observations",
        "entity_id": "entities",
        "lies_in": "entities.entity_id",
        "indicator_id": "indicators",
        "sector_id": "entities.entity_id",
        "ranking_id": "rankings",
        "unit_id": "units",
        "whole_entity_id": "entities.entity_id",
        "whole_indicator_id": "indicators.indicator_id",
        "correction_id": "corrections",
        "source_id": "sources",
    }
    return schema(
        "facts",
        "Facts",
        "A view: facts among the observations, with the names, words and sources that their ids lead to. Cells are"
        " those of the statement that stands for all that print the fact: the preferred or most precise one.",
        fields,
        keys,
        "One row per fact: one answer to one question, however often it is printed.",
        "Every row of observations, itself or as one of `statements`.",
    )


def ranks() -> dict[str, Any]:
    """The schema of the view ranks."""
    row = Table("ranking_entries")
    said = "The characters that the place was read from; empty for a member without one."
    printed, read = "The wrong characters, where the list is read by a correction.", "What they are read as."
    fields = [
        row("entry_id"),
        row("ranking_id"),
        RANKINGS("title", "ranking_title", "ranking"),
        RANKINGS("title_zh", "ranking_title_zh", "ranking in Chinese"),
        RANKINGS("kind", "ranking_kind", "kind of ranking"),
        RANKINGS("publisher_id", "ranking_publisher_id", "who ranks"),
        *named("ranking_publisher", "who ranks", False),
        RANKINGS("correction_id", "ranking_correction_id", "correction of the list", "The correction of the list."),
        CORRECTIONS("as_printed", "ranking_as_printed", "list as printed", printed, False),
        CORRECTIONS("read_as", "ranking_read_as", "list as read", read, False),
        *(RANKINGS(column) for column in OF_RANKINGS),
        row("entity_id"),
        *named("entity", "the entity"),
        ENTITIES("type", "entity_type", "kind of entity"),
        *placed(),
        *(row(column) for column in OF_ENTRIES),
        *computed("ranking_entries"),
        *corrected(row),
        *quotes(EVIDENCE("quote", "rank_quote", "words for the place", said, False)),
        *told(row),
    ]
    keys = {
        "entry_id": "ranking_entries",
        "ranking_id": "rankings",
        "ranking_publisher_id": "entities.entity_id",
        "ranking_correction_id": "corrections.correction_id",
        "entity_id": "entities",
        "lies_in": "entities.entity_id",
        "metric": "indicators.indicator_id",
        "score_unit_id": "units.unit_id",
        "correction_id": "corrections",
        "source_id": "sources",
    }
    return schema(
        "ranks",
        "Ranks",
        "A view: places on lists, with the lists, names, words and sources that their ids lead to. Cells are those of"
        " the entry that stands for all that tell the place.",
        fields,
        keys,
        "One row per place of one entity on one list, however often it is told.",
        "Every row of ranking_entries, itself or as one of `statements`.",
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
