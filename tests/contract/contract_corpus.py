"""Small tables that keep or break every keyword and every rule kind of the contract, with what must be found in them.

A case starts from the sound tables below and changes a few cells. It names the records that must be reported, by
code; no other record may be. `tests/contract_differences.csv` lists the cases on which frictionless judges otherwise.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

Rows = list[dict[str, str]]
Tables = dict[str, Rows]


def _field(name: str, type_: str = "string", **constraints: Any) -> dict[str, Any]:
    described = {"name": name, "type": type_, "title": name, "description": f"The {name}."}
    return {**described, "constraints": constraints} if constraints else described


def _rule(name: str, kind: str, **members: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, **members, "why": f"Why {name}.", "fix": f"Fix {name}."}


def _foreign(field_: str, table: str, column: str) -> dict[str, Any]:
    return {"fields": [field_], "reference": {"resource": table, "fields": [column]}}


_KINDS: dict[str, Any] = {
    "name": "kinds",
    "fields": [
        _field("kind_id", required=True, pattern="[a-z]+"),
        _field("measure", required=True, enum=["share", "level"]),
        _field("source"),
    ],
    "missingValues": [""],
    "primaryKey": ["kind_id"],
}

_PAIRS: dict[str, Any] = {
    "name": "pairs",
    "fields": [
        _field("left"),
        _field("right", "integer"),
        _field("amount", "number"),
        _field("other_left"),
        _field("other_right", "integer"),
    ],
    "primaryKey": ["left", "right"],
    "uniqueKeys": [["amount"]],
    "foreignKeys": [
        {"fields": ["other_left", "other_right"], "reference": {"resource": "", "fields": ["left", "right"]}}
    ],
}

_THINGS: dict[str, Any] = {
    "name": "things",
    "fields": [
        _field("thing_id", required=True, pattern="[a-z]+\\.t[0-9]{2,}"),
        _field("source", required=True),
        _field("kind_id"),
        _field("parent_id"),
        _field("colour", enum=["red", "green"]),
        _field("code", pattern="a|b"),
        _field("word", minLength=2, maxLength=4),
        _field("rank", "integer", minimum="1", maximum="9"),
        _field("size", "number", exclusiveMinimum="0", exclusiveMaximum="100"),
        _field("share", "number", minimum="-1.5", maximum="1.5"),
        _field("step", "integer", exclusiveMinimum="0", exclusiveMaximum="10"),
        _field("day", "date", minimum="1949-10-01", maximum="2030-12-31"),
        _field("flag", "boolean"),
        _field("label", unique=True),
        _field("weight", "number", unique=True),
        _field("x"),
        _field("y"),
        _field("low", "number"),
        _field("high", "number"),
        _field("count", "integer"),
        _field("begins", "date"),
        _field("ends", "date"),
        _field("valid_from"),
        _field("valid_to"),
        _field("start", "integer"),
        _field("end", "integer"),
        _field("span"),
        _field("refs"),
        _field("note"),
    ],
    "missingValues": [""],
    "primaryKey": ["thing_id"],
    "uniqueKeys": [["x", "y"]],
    "foreignKeys": [_foreign("kind_id", "kinds", "kind_id"), _foreign("parent_id", "", "thing_id")],
    "cnii:contract": {
        "grain": "One row per thing.",
        "population": "All of them.",
        "rules": [
            _rule("low_below_high", "compare", left="low", operator="<=", right="high"),
            _rule("low_not_count", "compare", left="low", operator="<", right="count"),
            _rule("begins_before_ends", "compare", left="begins", operator="<", right="ends"),
            _rule("valid_runs_forward", "compare", left="valid_to", operator=">=", right="valid_from"),
            _rule("end_after_start", "compare", left="end", operator=">", right="start"),
            _rule("start_has_end", "required_if", field="end", when={"column": "start", "present": True}),
            _rule("red_has_note", "required_if", field="note", when={"column": "colour", "in": ["red"]}),
            _rule(
                "share_kind_has_share",
                "required_if",
                field="share",
                when={"through": "kind_id", "column": "measure", "in": ["share"]},
            ),
            _rule(
                "word_of_sourced_kind",
                "required_if",
                field="word",
                when={"through": "kind_id", "column": "source", "present": True},
            ),
            _rule("size_only_green", "empty_unless", field="size", when={"column": "colour", "in": ["green"]}),
            _rule("high_with_low", "empty_unless", field="high", when={"column": "low", "present": True}),
            _rule(
                "only_share_kind_has_share",
                "empty_unless",
                field="share",
                when={"through": "kind_id", "column": "measure", "in": ["share"]},
            ),
            _rule("parent_of_same_source", "lookup", through="parent_id", column="source", equals="source"),
            _rule("parent_colour", "lookup", through="parent_id", column="colour", **{"in": ["red", "green"]}),
            _rule("id_names_source", "starts_with", field="thing_id", template="{source}.t"),
            _rule(
                "span_is_composed",
                "compose",
                field="span",
                template="{source}:{start}-{end}",
                when={"column": "flag", "in": ["true"]},
            ),
            _rule("day_in_valid_to", "compose", field="valid_to", template="{day}"),
            _rule("things_numbered", "numbered", field="thing_id", within="source"),
            _rule("refs_exist", "references", field="refs", tables={"things": "thing_id", "kinds": "kind_id"}),
        ],
    },
}

SCHEMAS: dict[str, dict[str, Any]] = {
    name: {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", **schema}
    for name, schema in {"kinds": _KINDS, "pairs": _PAIRS, "things": _THINGS}.items()
}


def _row(table: str, **cells: str) -> dict[str, str]:
    return {name: cells.get(name, "") for name in (f["name"] for f in SCHEMAS[table]["fields"])}


SOUND: Tables = {
    "kinds": [
        _row("kinds", kind_id="part", measure="share", source="s"),
        _row("kinds", kind_id="whole", measure="level"),
    ],
    "pairs": [
        _row("pairs", left="a", right="1", amount="0.1"),
        _row("pairs", left="a", right="2", amount="0.2", other_left="a", other_right="1"),
        _row("pairs", left="b", right="1"),
    ],
    "things": [
        _row(
            "things", thing_id="ab.t01", source="ab", kind_id="part", colour="green", code="a", word="wort",
            rank="1", size="0.10", share="-1.5", step="1", day="2021-12-31", flag="true", label="one", weight="0.5",
            x="1", y="1", low="0.10", high="0.1", count="1", begins="2020-02-28", ends="2020-02-29",
            valid_from="2019", valid_to="2021-12-31", start="9", end="10", span="ab:9-10", refs="ab.t02 part",
            note="Hello, world",
        ),
        _row(
            "things", thing_id="ab.t02", source="ab", kind_id="whole", parent_id="ab.t01", colour="red", code="b",
            word="天河", rank="9", step="9", day="1949-10-01", flag="false", label="two", weight="2", x="1", y="2",
            low="61000000000.000000000000000001", high="61000000000.000000000000000002", span="anything",
            note='Said "so",\non two lines',
        ),
        _row("things", thing_id="ab.t03", source="ab", parent_id="ab.t03", colour="green", size="99.99", x="2"),
        _row("things", thing_id="c.t01", source="c", x="2"),
        _row("things", thing_id="c.t02", source="c", refs="whole", start="0", end="5"),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """`cells`: (table, record from 1, column) to text. `expected`: (code, table, record) of everything to be found."""

    keyword: str
    name: str
    cells: dict[tuple[str, int, str], str] = field(default_factory=dict)
    expected: frozenset[tuple[str, str, int]] = frozenset()
    more: tuple[tuple[str, dict[str, str]], ...] = ()

    def tables(self) -> Tables:
        """The tables of the case."""
        tables = {name: [dict(row) for row in rows] for name, rows in SOUND.items()}
        for table, cells in self.more:
            tables[table].append(_row(table, **cells))
        for (table, record, column), text in self.cells.items():
            tables[table][record - 1][column] = text
        return tables


def written(table: str, rows: Rows) -> str:
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f["name"] for f in SCHEMAS[table]["fields"]])
    writer.writerows(row.values() for row in rows)
    return out.getvalue()


def _one(keyword: str, name: str, record: int, column: str, text: str, *codes: str, table: str = "things") -> Case:
    """One cell changed; each code is expected in its record."""
    return Case(keyword, name, {(table, record, column): text}, frozenset((code, table, record) for code in codes))


def _things(keyword: str, name: str, record: int, cells: dict[str, str], *expected: tuple[str, int]) -> Case:
    changed = {("things", record, column): text for column, text in cells.items()}
    return Case(keyword, name, changed, frozenset((code, "things", n) for code, n in expected))


def _types() -> list[Case]:
    bad = {
        "rank": ("integer", ["01", "+1", "1.0", "1e0", " 1", "１", "1,0", "one", "-", "1_0", "0x1", "9" * 40]),
        "weight": (
            "number",
            [
                "1e3", "1,035", ".5", "5.", "nan", "inf", "NaN", "-inf", "٣", "１.5", "1 000", "00.5", "+1", "5%",
                "61 billion", "9" * 40, "0." + "1" * 19, "1_000",
            ],
        ),
        "day": (
            "date",
            [
                "2021-02-30", "2021-2-3", "20210203", "03/02/2021", "2021-02-03T00:00", "2100-02-29", "0999-01-01",
                "2021-13-01",
            ],
        ),
        "flag": ("boolean", ["True", "yes", "1", "TRUE", "t"]),
    }  # fmt: skip
    cases = [
        _one(f"type {type_}", f"{column}={text[:24]}", 4, column, text, "S101")
        for column, (type_, texts) in bad.items()
        for text in texts
    ]
    good = {
        "rank": ("integer", ["1", "5"]),
        "count": ("integer", ["-7", "0", "9" * 18]),
        "weight": ("number", ["-0.25", "0", "0.0", "12.340", "9" * 20 + "." + "9" * 18, "61000000000"]),
        "day": ("date", ["2024-02-29", "2000-02-29"]),
        "flag": ("boolean", ["true", "false"]),
    }
    return cases + [
        _one(f"type {type_}", f"{column}={text[:24]} is good", 5, column, text)
        for column, (type_, texts) in good.items()
        for text in texts
    ]


CASES: list[Case] = [
    Case("all", "sound tables"),
    *_types(),
    _things("required", "empty source", 4, {"source": ""}, ("S102", 4), ("S306", 5)),
    _one("required", "empty key", 5, "thing_id", "", "S102"),
    _one("enum", "not in the list", 5, "colour", "blue", "S103"),
    _one("enum", "another case", 5, "colour", "Red", "S103"),
    _one("enum", "part of a value", 5, "colour", "gree", "S103"),
    _one("pattern", "alternation is anchored at both ends", 1, "code", "azzz", "S104"),
    _one("pattern", "alternation is anchored at its start", 1, "code", "zzzb", "S104"),
    _one("pattern", "a newline at the end is part of the cell", 1, "code", "a\n", "S104"),
    _things(
        "pattern",
        "full-width digits are no digits",
        4,
        {"thing_id": "c.t０１"},
        ("S104", 4),
        ("S306", 4),
        ("S306", 5),
    ),
    _one("pattern", "the key", 4, "thing_id", "c.t1", "S104"),
    _one("minLength", "one character", 5, "word", "a", "S108"),
    _one("maxLength", "five characters", 5, "word", "worte", "S108"),
    _one("maxLength", "four characters of four bytes each", 5, "word", "𠀀𠀁𠀂𠀃"),
    _one("minimum", "below", 4, "rank", "0", "S105"),
    _one("minimum", "negative", 4, "rank", "-1", "S105"),
    _one("minimum", "just below a decimal", 1, "share", "-1.500000000000000001", "S105"),
    _one("minimum", "the decimal itself, written longer", 1, "share", "-1.50"),
    _one("minimum", "a date before", 4, "day", "1949-09-30", "S105"),
    _one("maximum", "above", 4, "rank", "10", "S106"),
    _one("maximum", "just above a decimal", 1, "share", "1.500000000000000001", "S106"),
    _one("maximum", "a date after", 4, "day", "2031-01-01", "S106"),
    _one("exclusiveMinimum", "the bound of a number", 1, "size", "0", "S107"),
    _one("exclusiveMinimum", "the bound of a number written longer", 1, "size", "0.00", "S107"),
    _one("exclusiveMinimum", "just above it", 1, "size", "0.000000000000000001"),
    _one("exclusiveMinimum", "the bound of an integer", 4, "step", "0", "S107"),
    _one("exclusiveMaximum", "the bound of a number", 1, "size", "100", "S107"),
    _one("exclusiveMaximum", "just below it", 1, "size", "99.999999999999999999"),
    _one("exclusiveMaximum", "the bound of an integer", 4, "step", "10", "S107"),
    Case(
        "primaryKey",
        "repeated",
        {("kinds", 2, "kind_id"): "part"},
        frozenset({("S109", "kinds", 2), ("S111", "things", 2), ("S307", "things", 5)}),
    ),
    Case(
        "primaryKey",
        "an empty part",
        {("pairs", 1, "left"): ""},
        frozenset({("S109", "pairs", 1), ("S111", "pairs", 2)}),
    ),
    _one("primaryKey", "a compound key repeated", 2, "right", "1", "S109", table="pairs"),
    _one("unique", "a text repeated", 2, "label", "one", "S110"),
    _one("unique", "a number repeated", 2, "weight", "0.5", "S110"),
    _one("unique", "a number repeated, written longer", 2, "weight", "0.50", "S110"),
    _things("unique", "empty cells are not repeated", 2, {"label": "", "weight": ""}),
    _one("uniqueKeys", "a pair repeated", 2, "y", "1", "S110"),
    _one("uniqueKeys", "a pair with an empty part is not compared", 4, "x", "2"),
    _one("uniqueKeys", "one field, as a number", 2, "amount", "0.100", "S110", table="pairs"),
    _one("foreignKeys", "dangling", 4, "kind_id", "other", "S111"),
    _one("foreignKeys", "dangling in the table itself", 3, "parent_id", "ab.t99", "S111"),
    _one("foreignKeys", "a compound key that dangles", 2, "other_right", "9", "S111", table="pairs"),
    _one("foreignKeys", "a compound key with an empty part", 2, "other_right", "", table="pairs"),
    _one("compare", "numbers, exactly", 2, "high", "61000000000.000000000000000000", "S301"),
    _one("compare", "numbers, not as text", 1, "high", "0.09", "S301"),
    _one("compare", "numbers, equal in another form", 1, "high", "0.100"),
    _one("compare", "a number with an integer", 1, "count", "0", "S301"),
    _one("compare", "integers, not as text", 1, "start", "10", "S301", "S305"),
    _one("compare", "dates", 1, "ends", "2020-02-28", "S301"),
    _one("compare", "periods as text", 1, "valid_from", "2022", "S301"),
    _one("compare", "one side missing", 1, "begins", ""),
    _one("compare", "one side not of its type", 1, "high", "1e9", "S101"),
    _one("required_if", "present", 5, "end", "", "S302"),
    _one("required_if", "in", 2, "note", "", "S302"),
    _one("required_if", "through", 1, "share", "", "S302"),
    _one("required_if", "through, present", 1, "word", "", "S302"),
    _one("required_if", "through nothing", 4, "kind_id", "other", "S111"),
    _one("empty_unless", "in", 2, "size", "5", "S303"),
    _one("empty_unless", "the condition's cell is empty", 4, "size", "5", "S303"),
    _one("empty_unless", "present", 1, "low", "", "S303"),
    _one("empty_unless", "through", 2, "share", "1", "S303"),
    _one("empty_unless", "through nothing", 4, "share", "1"),
    Case("lookup", "equals", {("things", 4, "parent_id"): "ab.t01"}, frozenset({("S304", "things", 4)})),
    Case("lookup", "in", {("things", 5, "parent_id"): "c.t01"}, frozenset({("S304", "things", 5)})),
    _one("starts_with", "another source", 3, "source", "abc", "S305", "S306"),
    _one("compose", "another number", 1, "span", "ab:9-11", "S305"),
    _one("compose", "condition does not hold", 2, "span", "ab:9-11"),
    _one("compose", "a leading zero", 1, "span", "ab:09-10", "S305"),
    _one("compose", "one field", 1, "valid_to", "2021-12-30", "S305"),
    Case("numbered", "a gap", {("things", 5, "thing_id"): "c.t03"}, frozenset({("S306", "things", 5)})),
    Case(
        "numbered",
        "a repetition",
        {("things", 5, "thing_id"): "c.t001"},
        frozenset({("S306", "things", 5)}),
    ),
    Case(
        "numbered",
        "from zero",
        {("things", 4, "thing_id"): "c.t00"},
        frozenset({("S306", "things", 4), ("S306", "things", 5)}),
    ),
    _one("references", "one of two dangles", 1, "refs", "ab.t02 other", "S307"),
    _one("references", "two blanks", 1, "refs", "ab.t02  part", "S307"),
    _one("references", "of the other table", 1, "refs", "whole part ab.t01"),
]
