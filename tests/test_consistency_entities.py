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
    built.edit("entities", "nanhe", "parent_id", "dongcheng")
    assert of(built, "X401") == {("nanhe", "parent_id"), ("haibei", "parent_id"), ("dongcheng", "parent_id")}
    entities = open_package(built.root).table("entities")
    assert list(ancestors(entities, "xicheng")) == ["haibei", "nanhe", "dongcheng"]


@plants("X401")
def test_parent_of_itself(built: Built) -> None:
    built.edit("entities", "atlas", "parent_id", "atlas")
    assert of(built, "X401") == {("atlas", "parent_id")}


@plants("X402")
@pytest.mark.parametrize(
    ("key", "column", "value"),
    [("haibei", "parent_id", "china"), ("dongcheng", "parent_id", "xicheng"), ("nanhe", "parent_id", "haibei")],
)
def test_division_in_a_division_that_cannot_hold_it(built: Built, key: str, column: str, value: str) -> None:
    built.edit("entities", key, column, value)
    assert of(built, "X402") == {(key, column)}


@plants("X403")
@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("nanhe", "990100"), ("haibei", "990000"), ("haibei", "990102"), ("haibei", "980100"), ("dongcheng", "990202"),
        ("dongcheng", "990100"), ("dongcheng", "980102"),
    ],
)  # fmt: skip
def test_code_that_does_not_nest(built: Built, key: str, code: str) -> None:
    built.edit("entities", key, "gb2260", code)
    assert (key, "gb2260") in of(built, "X403")


@plants("X403")
@pytest.mark.parametrize(("code", "fits"), [("999001", True), ("990102", True), ("990301", False), ("989001", False)])
def test_division_directly_under_a_province(built: Built, code: str, fits: bool) -> None:
    built.edit("entities", "xicheng", "parent_id", "nanhe")
    built.edit("entities", "dongcheng", "gb2260", "990105")
    built.edit("entities", "xicheng", "gb2260", code)
    assert (("xicheng", "gb2260") in of(built, "X403")) is not fits


@plants("X403")
def test_code_of_another_division(built: Built) -> None:
    built.edit("entities", "xicheng", "gb2260", "990102")
    assert of(built, "X403") == {("xicheng", "gb2260")}
    built.edit("entities", "xicheng", "valid_to", "2013")
    assert of(built, "X403") == set()


@plants("X404")
def test_whole_that_does_not_hold_the_part(built: Built) -> None:
    built.edit("observations", O2, "whole_entity_id", "xicheng")
    assert of(built, "X404") == {(O2, "whole_entity_id")}


@plants("X405")
@pytest.mark.parametrize("name", ["Dongcheng District", "dongcheng  district"])
def test_name_of_two_entities(built: Built, name: str) -> None:
    built.add("entity_names", entity_id="xicheng", name=name, language="en", kind="misspelling")
    assert {key for key, _ in of(built, "X405")} == {f"xicheng|{name}|en"}


def test_same_name_in_another_language(built: Built) -> None:
    built.add("entity_names", entity_id="xicheng", name="Dongcheng District", language="zh-Hans", kind="misspelling")
    assert of(built, "X405") == set()


@plants("X406")
def test_entities_that_nothing_uses(built: Built) -> None:
    """Two entities that only name each other are not used."""
    for key, parent in (("one", "two"), ("two", "one")):
        built.add("entities", entity_id=key, type="company", name_en=key, parent_id=parent)
        built.add("entity_names", entity_id=key, name=key, language="en", kind="canonical")
    assert of(built, "X406") == {("one", "entity_id"), ("two", "entity_id")}


@plants("X406")
def test_indicator_and_unit_that_nothing_uses(built: Built) -> None:
    built.add(
        "units", unit_id="m2", name="square metre", name_zh="平方米", dimension="area", code_system="UCUM", code="m2"
    )
    built.add("indicators", indicator_id="profit", name="profit", definition="Profits.", measure="flow", unit_id="CNY",
              topic="output")  # fmt: skip
    assert of(built, "X406") == {("m2", "unit_id"), ("profit", "indicator_id")}


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
