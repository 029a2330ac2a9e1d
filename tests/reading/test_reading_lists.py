"""Lists that share a word, levels after a fall, numbers in several parts: each is read right or refused.

What must not come out is a number without the unit, scale or sign that stands beside another one, or a part of one.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_render import ONES
from test_reading_cases import said

from reread.reading import Figure, Refused, read_all

with (Path(__file__).parent / "lists.tsv").open(encoding="utf-8", newline="") as lines:
    REPORTED = [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]

PERCENTS = st.integers(1, 999).map(lambda n: Decimal(n) / 10)
COUNTS = st.integers(2, 999)
LISTS = st.lists(PERCENTS, min_size=2, max_size=5)


def items(text: str) -> list[Figure | Refused]:
    return read_all(text, "en" if text.isascii() else "zh")


def figures(text: str) -> list[Figure]:
    return [item for item in items(text) if isinstance(item, Figure)]


@pytest.mark.parametrize(("language", "text", "should"), REPORTED)
def test_reported(language: str, text: str, should: str) -> None:
    assert "; ".join(said(item) for item in read_all(text, language)) == should


FALLS = ["fell", "dropped", "slipped", "declined", "down", "reduced", "a fall", "eased", "plunged", "has fallen"]
ZH_FALLS = ["下降", "减少", "降低", "回落", "下滑", "跌", "降", "减", "萎缩", "缩短"]


@given(COUNTS, st.sampled_from(FALLS), st.sampled_from(["below", "under", "beneath", "sharply below", "further under"]),
       st.sampled_from(["", " percent", " billion yuan"]))  # fmt: skip
def test_a_fall_below_is_a_level(number: int, fall: str, below: str, unit: str) -> None:
    (figure,) = figures(f"It {fall} {below} {number}{unit} in the end")
    assert (figure.lower, figure.qualifier) == (None, "at_most") and figure.value is not None and figure.value > 0
    if below in ("below", "under"):
        (figure,) = figures(f"It {fall} by {below} {number}{unit} in the end")
        assert figure.value is not None and figure.value < 0


@given(PERCENTS, st.sampled_from(ZH_FALLS), st.sampled_from(["%", "亿元", "万家"]))
def test_a_fall_to_is_a_level_in_chinese(number: Decimal, fall: str, unit: str) -> None:
    for text in (f"由999{unit}{fall}为{number}{unit}", f"由999{unit}{fall}至{number}{unit}"):
        (_, figure) = figures(text)
        assert figure.value is not None and figure.value > 0 and figure.qualifier == "rounded"
    for word in ("跌破", "降破"):
        (figure,) = figures(f"{word}{number}{unit}")
        assert figure.value is not None and figure.value > 0 and figure.qualifier == "at_most"
    (figure,) = figures(f"降幅为{number}{unit}")
    assert figure.value is not None and figure.value < 0


def listed(members: list[str], last: str) -> str:
    return ", ".join(members[:-1]) + last + members[-1]


@given(LISTS, st.sampled_from(["", "grew by ", "over "]), st.sampled_from([" and ", ", and "]), st.sampled_from(
    [" percent", " billion yuan", " percentage points", " kilograms"]
))  # fmt: skip
def test_a_list_shares_its_unit(numbers: list[Decimal], before: str, last: str, unit: str) -> None:
    if len(numbers) == 2:
        last = " and "
    *rest, end = items(before + listed([str(n) for n in numbers], last) + unit)
    assert len(rest) == len(numbers) - 1 and all(isinstance(item, Refused) for item in rest)
    assert isinstance(end, Refused) if unit == " kilograms" else isinstance(end, Figure) and end.unit != "count"


@given(LISTS, st.sampled_from(["、", "和"]), st.sampled_from(["%", "亿元", "万家", "个百分点"]))
def test_a_list_shares_its_unit_in_chinese(numbers: list[Decimal], last: str, unit: str) -> None:
    text = "、".join(str(n) for n in numbers[:-1]) + last + str(numbers[-1])
    *rest, end = items(f"分别为{text}{unit}")
    assert len(rest) == len(numbers) - 1 and all(isinstance(item, Refused) for item in rest)
    assert isinstance(end, Figure)


@given(LISTS, st.sampled_from(["%", " percent", " percentage points"]), st.sampled_from(["fell ", "declines of "]),
       st.booleans())  # fmt: skip
def test_a_list_shares_its_fall(numbers: list[Decimal], unit: str, fall: str, once: bool) -> None:
    members = [str(n) if once and i < len(numbers) - 1 else f"{n}{unit}" for i, n in enumerate(numbers)]
    found = figures(fall + listed(members, " and "))
    assert [figure.value for figure in found] == ([] if once else [-numbers[0]])
    rises = figures("rose " + listed(members, " and "))
    assert [figure.value for figure in rises] == (numbers[-1:] if once else numbers)


@given(LISTS, st.sampled_from(["下降", "减少", "回落"]), st.sampled_from(["和", "、", "及"]))
def test_a_list_shares_its_fall_in_chinese(numbers: list[Decimal], fall: str, last: str) -> None:
    members = [f"{n}%" for n in numbers]
    text = "、".join(members[:-1]) + last + members[-1]
    assert [figure.value for figure in figures(f"分别{fall}{text}")] == [-numbers[0]]
    assert [figure.value for figure in figures(f"分别增长{text}")] == numbers
    assert [figure.value for figure in figures(f"分别{fall}至{text}")] == numbers


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["", " percent", " billion yuan"]))
def test_one_or_the_other(first: int, second: int, unit: str) -> None:
    names = ONES.split()
    for text in (f"{first} or {second}{unit}", f"{names[first]} or {names[second]}{unit}", f"{first}或{second}家"):
        (item,) = items(text)
        assert isinstance(item, Refused)


SCALES = [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)]


@given(COUNTS, COUNTS, st.integers(0, 3), st.integers(0, 3), st.sampled_from([" ", ", ", " and "]))
def test_a_number_in_two_parts(high: int, low: int, first: int, second: int, between: str) -> None:
    text = f"{high} {SCALES[first][0]}{between}{low} {SCALES[second][0]} yuan"
    found = figures(text)
    if low * 10 ** SCALES[second][1] < 10 ** SCALES[first][1]:
        assert not found
    else:
        assert found[-1].value == low * 10 ** SCALES[second][1]
    assert not figures(f"{high} {SCALES[first][0]} {low} square meters")


@given(
    COUNTS,
    st.sampled_from("百千万"),
    st.sampled_from("多余"),
    st.sampled_from("万亿"),
    st.sampled_from(["元", "平方米"]),
)
def test_a_hedge_between_two_scales(number: int, low: str, hedge: str, high: str, unit: str) -> None:
    (figure,) = figures(f"{number}{low}{hedge}{high}{unit}")
    power = {"百": 2, "千": 3, "万": 4}[low] + {"万": 4, "亿": 8}[high]
    assert (figure.value, figure.qualifier) == (number * Decimal(10) ** power, "over")


@given(COUNTS, st.integers(1, 99), st.sampled_from("．。·"), st.sampled_from(["％", "亿元", "万家", " percent"]))
def test_an_odd_mark_parts_no_number(whole: int, places: int, mark: str, unit: str) -> None:
    found = figures(f"达{whole}{mark}{places}{unit}")
    power = {"亿元": 8, "万家": 4}.get(unit, 0)
    right = [Decimal(f"{whole}.{places}") * Decimal(10) ** power] if mark == "．" else []
    assert [figure.value for figure in found] == right


@given(st.integers(1, 9), st.sampled_from(["point ", "-point-"]), st.integers(1, 9), st.sampled_from(["", " billion"]))
def test_a_decimal_in_words(whole: int, point: str, place: int, scale: str) -> None:
    names = ONES.split()
    text = f"{names[whole]} {point}{names[place]}{scale} percent".replace(" -", "-")
    assert not figures(text)


PARTS = [("half", 2), ("a third", 3), ("a quarter", 4), ("a tenth", 10), ("one fifth", 5)]


@given(st.sampled_from(PARTS), st.sampled_from([" of a ", " of one ", " of 1 "]), st.sampled_from(
    ["percent", "per cent", "percentage point"]
))  # fmt: skip
def test_a_part_of_a_percent(part: tuple[str, int], of: str, unit: str) -> None:
    (figure,) = figures(f"It was {part[0]}{of}{unit}")
    assert figure.value is not None and abs(figure.value * part[1] - 1) < Decimal("1E-10")
    assert figure.unit == ("percentage_point" if "point" in unit else "percent")
    assert not figures(f"It was {part[0]} of 3 {unit}s")


@given(PERCENTS, st.sampled_from(["fell", "rose", "down", "up", "a rise of"]), st.sampled_from(
    ["pp", "pps", "p.p.", "ppt", "kwh", "widgets", "pct points", "%-points", "%pts", "percent-age points"]
))  # fmt: skip
def test_a_unit_beside_a_sign(number: Decimal, word: str, unit: str) -> None:
    found = figures(f"It {word} {number} {unit}")
    assert all(figure.unit in ("percentage_point", "kWh", "count") for figure in found)
    assert all(figure.unit != "count" or number % 1 == 0 for figure in found)


@given(COUNTS, st.sampled_from(["个点", "个pct", "个pp", "个BP", "个百分比", "点"]))
def test_points_are_no_things(number: int, unit: str) -> None:
    (item,) = items(f"提升{number}{unit}")
    assert isinstance(item, Refused)
