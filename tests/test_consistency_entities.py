"""The X4 rules: hierarchy, codes, names, and that everything registered is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import SOURCE, Built, build, expect, findings

from reread.package.opening import open_package
from reread.rules.entities import ancestors

O2 = f"{SOURCE}.o02"


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def of(built: Built, code: str) -> set[tuple[str | None, str | None]]:
    """Key and column of the findings with one code."""
    return {(f.key, f.column) for f in findings(built) if f.code == code}


@plants("X401")
def test_circle_of_parents(built: Built) -> None:
    built.edit("entities", "nanhe", "lies_in", "dongcheng")
    assert of(built, "X401") == {("nanhe", "lies_in"), ("haibei", "lies_in"), ("dongcheng", "lies_in")}
    entities = open_package(built.root).table("entities")
    assert list(ancestors(entities, "xicheng")) == ["haibei", "nanhe", "dongcheng"]


@plants("X401")
def test_parent_of_itself(built: Built) -> None:
    built.edit("entities", "atlas", "lies_in", "atlas")
    assert of(built, "X401") == {("atlas", "lies_in")}


@plants("X402")
@pytest.mark.parametrize(
    ("key", "column", "value"),
    [("haibei", "lies_in", "china"), ("dongcheng", "lies_in", "xicheng"), ("nanhe", "lies_in", "haibei")],
)
def test_division_in_a_division_that_cannot_hold_it(built: Built, key: str, column: str, value: str) -> None:
    built.edit("entities", key, column, value)
    assert of(built, "X402") == {(key, column)}


@plants("X403")
@pytest.mark.parametrize(
    ("key", "column", "value", "at"),
    [
        ("haibei", "gb2260", "990109", "gb2260"),
        ("dongcheng", "gb2260", "990103", "name_zh"),
        ("haibei", "gb2260", "990000", "type"),
        ("xicheng", "name_zh", "东城区", "name_zh"),
        ("xicheng", "name_en", "Xicheng County", "name_en"),
        ("xicheng", "type", "city", "type"),
        ("xicheng", "lies_in", "nanhe", "lies_in"),
    ],
)
def test_code_that_is_not_that_of_the_division(built: Built, key: str, column: str, value: str, at: str) -> None:
    built.edit("entities", key, column, value)
    assert (key, at) in of(built, "X403")


@plants("X403")
def test_code_of_another_time(built: Built) -> None:
    built.edit("entities", "dongcheng", "valid_from", "2001")
    built.edit("entities", "dongcheng", "valid_to", "2010")
    assert of(built, "X403") == {("dongcheng", "gb2260")}


@plants("X403")
def test_code_of_another_entity(built: Built) -> None:
    twin = built.row("entities", "xicheng").as_dict() | {"entity_id": "xicheng-too"}
    built.add("entities", **twin)
    assert of(built, "X403") == {("xicheng-too", "gb2260")}
    built.edit("entities", "xicheng", "valid_to", "2001")
    built.edit("entities", "xicheng-too", "valid_from", "2002")
    assert of(built, "X403") == set()


@plants("X404")
def test_whole_that_does_not_hold_the_part(built: Built) -> None:
    built.edit("observations", O2, "whole_entity_id", "xicheng")
    assert of(built, "X404") == {(O2, "whole_entity_id")}


@plants("X407")
@pytest.mark.parametrize(
    ("entity", "cells", "wrong"),
    [
        ("xicheng", {"value": "80", "lower": "79.5", "upper": "80.5"}, True),
        ("xicheng", {"value": "", "lower": "77", "upper": ""}, True),
        ("xicheng", {"value": "76", "lower": "75.5", "upper": "76.5"}, False),  # 99 to 101: rounded
        ("haibei", {"value": "100", "lower": "100", "upper": "100"}, False),  # the one lies in the other
        ("xicheng", {"value": "80", "lower": "79.5", "upper": "80.5", "period": "2020"}, False),
        ("xicheng", {"value": "80", "lower": "79.5", "upper": "80.5", "indicator_id": "sales"}, False),
        ("xicheng", {"value": "80", "lower": "79.5", "upper": "80.5", "preference": "deprecated"}, False),
        ("xicheng", {"value": "80", "lower": "79.5", "upper": "80.5", "correction_id": f"{SOURCE}.c01"}, False),
    ],
)
def test_shares_that_are_more_than_their_whole(built: Built, entity: str, cells: dict[str, str], wrong: bool) -> None:
    row = built.row("observations", O2).as_dict() | {"observation_id": f"{SOURCE}.o99", "entity_id": entity} | cells
    built.add("observations", **row)
    assert of(built, "X407") == ({(f"{SOURCE}.o99", "value")} if wrong else set())


@plants("X405")
@pytest.mark.parametrize("name", ["Dongcheng District", "dongcheng  district"])
def test_name_of_two_entities_in_one_place(built: Built, name: str) -> None:
    built.add("entity_names", entity_id="xicheng", name=name, language="en", kind="misspelling")
    assert of(built, "X405") == {("xicheng", "name_en")}


def test_namesakes_that_lie_in_different_places(built: Built) -> None:
    shared = {"type": "zone", "name_en": "Software Park", "name_en_basis": "common"}
    built.add("entities", entity_id="park-east", lies_in="dongcheng", **shared)
    built.add("entities", entity_id="park-west", lies_in="xicheng", **shared)
    assert of(built, "X405") == set()
    built.edit("entities", "park-west", "lies_in", "dongcheng")
    assert of(built, "X405") == {("park-west", "name_en")}


def test_same_name_in_another_language(built: Built) -> None:
    built.add("entity_names", entity_id="xicheng", name="Dongcheng District", language="zh-Hans", kind="misspelling")
    assert of(built, "X405") == set()


@plants("X406")
def test_entities_that_nothing_uses(built: Built) -> None:
    """Two entities that only name each other are not used."""
    for key, parent in (("one", "two"), ("two", "one")):
        built.add("entities", entity_id=key, type="company", name_en=key, name_en_basis="common", belongs_to=parent)
    assert of(built, "X406") == {("one", "entity_id"), ("two", "entity_id")}


@plants("X406")
def test_indicator_that_nothing_uses(built: Built) -> None:
    built.add("indicators", indicator_id="profit", name="profit", definition="Profits.", measure="flow", unit_id="CNY",
              topic="output")  # fmt: skip
    assert of(built, "X406") == {("profit", "indicator_id")}


@plants("X406")
@pytest.mark.parametrize(
    ("part", "phrase", "denotes"),
    [("who", "it", "city"), ("who", "the list", "district"), ("what", "up", "share"), ("link", "based in", "part_of"),
     ("list", "the list", "selection")],
)  # fmt: skip
def test_phrase_in_a_sense_that_nothing_is_read_in(built: Built, part: str, phrase: str, denotes: str) -> None:
    built.add("phrases", part=part, phrase=phrase, language="en", denotes=denotes)
    assert of(built, "X406") == {(f"{part}|{phrase}|en|{denotes}", "phrase")}


@plants("X406")
def test_term_that_nothing_is_read_from(built: Built) -> None:
    built.add("indicator_terms", indicator_id="sales", term="services", language="en")
    expect(built, "indicator_terms", "sales|services|en", ("X406", "term"))
