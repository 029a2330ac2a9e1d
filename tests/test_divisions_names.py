"""Names, codes and ids of divisions as people write them lead to the divisions that bear them, and to no other."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cn_industrial_internet.divisions import Division, Divisions, divisions_of, key, of_codes, parts
from cn_industrial_internet.resolve import resolve
from reread.package.opening import Package, open_package

PACKAGE = open_package()
ALL = divisions_of(PACKAGE)
EACH = st.sampled_from(list(ALL))


@pytest.fixture(scope="module")
def pkg() -> Package:
    return PACKAGE


def ids(name: str, year: int | None = None) -> list[str]:
    return [found.division.division_id for found in ALL.find(name, year)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("白云区", ["baiyun-guangzhou", "baiyun-guiyang"]),
        ("Baiyun, Guiyang", ["baiyun-guiyang"]),
        ("贵阳市白云区", ["baiyun-guiyang"]),
        ("贵阳白云", ["baiyun-guiyang"]),
        ("白云区（贵阳）", ["baiyun-guiyang"]),
        ("Guangzhou's Tianhe District", ["tianhe"]),
        ("Tianhe District of Guangzhou, Guangdong, China", ["tianhe"]),
        ("廣東省廣州市天河區", ["tianhe"]),
        ("廣州", ["guangzhou"]),
        ("天河", ["tianhe"]),
        ("Tianhe Qu", ["tianhe"]),
        ("TIANHE DISTRICT", ["tianhe"]),
        ("江苏 苏州", ["suzhou-jiangsu"]),
        ("Suzhou (Jiangsu)", ["suzhou-jiangsu"]),
        ("Nanshan, Shenzhen", ["nanshan-shenzhen"]),
        ("Fuzhou", ["fuzhou-fujian", "fuzhou-jiangxi"]),
        ("抚州", ["fuzhou-jiangxi"]),
        ("长沙", ["changsha", "changsha-county"]),
        ("Changsha", ["changsha", "changsha-county"]),
        ("Shanxi", ["shanxi", "shaanxi"]),
        ("Shaanxi", ["shaanxi"]),
        ("Jilin", ["jilin", "jilin-jilin"]),
        ("Jilin City", ["jilin-jilin"]),
        ("Ürümqi", ["urumqi", "urumqi-county"]),
        ("Lvliang", ["luliang"]),
        ("Kashi", ["kashgar-prefecture", "kashgar"]),
        ("凉山州", ["liangshan-yi-autonomous-prefecture"]),
        ("Ningxia Hui Autonomous Region", ["ningxia"]),
        ("Tibet", ["xizang"]),
        ("Oroqen Banner", ["oroqen-autonomous-banner"]),
        ("湖北省仙桃市", ["xiantao"]),
        ("Yu County", ["yuxian-county-zhangjiakou", "yuxian-county-yangquan"]),
        ("440106", ["tianhe"]),
        ("4401", ["guangzhou"]),
        ("440106000000", ["tianhe"]),
        ("420600", ["xiangyang-hubei", "xiangfan"]),
        ("baiyun-guiyang", ["baiyun-guiyang"]),
        ("襄樊", ["xiangfan"]),
        ("CN-GD", ["guangdong"]),
        ("cn-bj", ["beijing"]),
        ("Peking", ["beijing"]),
        ("Canton", ["guangzhou"]),
        ("Baiyun, Canton", ["baiyun-guangzhou"]),
        ("Tibet Autonomous Region", ["xizang"]),
        ("萧山市", ["xiaoshan"]),
        ("杭州蕭山市", ["xiaoshan"]),
        ("Baiyun Guangzhou", ["baiyun-guangzhou"]),
        ("Baiyun District Guangzhou Guangdong", ["baiyun-guangzhou"]),
        ("Guangdong Guiyang Baiyun", []),
        ("Guizhou Guiyang Baiyun", ["baiyun-guiyang"]),
    ],
)
def test_forms(written: str, expected: list[str]) -> None:
    assert ids(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Wuhan Tianhe Airport",
        "Tianhe International Airport",
        "Baiyun Mountain",
        "白云山",
        "China Mobile",
        "Peking University",
        "Baiyun Mountain Guangzhou",
        "Baiyun Shenzhen",
        "CN-XX",
        "中国移动",
        "Guangzhou Development District",
        "广州开发区",
        "Baiyun, Shenzhen",
        "深圳市白云区",
        "县",
        "市辖区",
        "999999",
        "44010",
        "xyzzy",
    ],
)
def test_what_no_division_bears_is_nobody(written: str) -> None:
    assert ids(written) == []


def test_a_year_tells_the_bearers_apart() -> None:
    assert ids("500110", 2009) == ["wansheng"]
    assert ids("500110", 2012) == ["qijiang"]
    assert ids("500110", 2011) == ["qijiang", "wansheng"]
    assert ids("增城市", 2015) == []
    assert ids("增城市", 2013) == ["zengcheng-guangzhou"]


def test_what_ended_comes_after_what_stands() -> None:
    found = ALL.find("Tongren")
    ended = [f.division.valid_to is not None for f in found]
    assert any(ended)
    assert ended == sorted(ended)


@given(EACH)
def test_every_name_code_and_id_leads_back(division: Division) -> None:
    assert division in [f.division for f in ALL.find(division.name_zh)]
    for name in ("name_en", "pinyin", "gb2260", "division_id"):
        assert division in [f.division for f in ALL.find(getattr(division, name))], name


@given(EACH)
def test_the_whole_line_of_names_leads_to_one_place(division: Division) -> None:
    line = [division, *ALL.above(division)]
    chinese = "".join(d.name_zh for d in reversed(line))
    english = ", ".join(d.name_en for d in line)
    for written in (chinese, english):
        found = [f.division for f in ALL.find(written)]
        assert division in found
        assert division.valid_to or found[0] == division


@given(EACH, st.sampled_from("山站街路机场公司大学集团"))
def test_a_name_inside_a_longer_one_is_not_that_name(division: Division, letter: str) -> None:
    name = f"{division.name_zh}{letter}"
    assert division not in [f.division for f in ALL.find(name)]


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for found in ALL.find(text):
        assert 0 < found.score <= 1
        assert found.form


def test_ids_are_ids_and_belong_to_one_division() -> None:
    found = [division.division_id for division in ALL]
    assert len(set(found)) == len(found) == len(list(ALL))
    assert all(i == i.lower() and unicodedata.is_normalized("NFC", i) and i.isascii() for i in found)


def test_ids_carry_the_parent_just_where_another_current_division_has_the_name() -> None:
    now = [d for d in ALL if d.valid_to is None and d.level != "province"]
    plain = [d for d in now if d.name_en.removesuffix(" District").lower() == d.division_id]
    for division in plain:
        name = division.name_en.removesuffix(" District")
        assert [d for d in ALL if d.valid_to is None and d.name_en.removesuffix(" District") == name] == [division]


def test_no_table_no_divisions() -> None:
    assert Divisions([]).find("天河区") == []


@pytest.mark.parametrize("name", ["甘肃", "天河", ""])
def test_names_without_a_class_word_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="class word"):
        parts(name)


def test_files_about_codes_name_divisions_and_say_why() -> None:
    known = {division.gb2260 for division in ALL}
    for name in ("division_aliases", "division_former", "iso_3166_2"):
        assert of_codes(name).keys() <= known, name
    assert all(row["reason"].endswith(".") for rows in of_codes("division_aliases").values() for row in rows)


def test_a_former_name_counts_less_than_one_that_stands() -> None:
    (found,) = ALL.find("番禺市")
    assert (found.division.division_id, found.form, found.score) == ("panyu", "番禺市", 0.8)
    assert ALL.find("番禺区")[0].score == 1


def test_key_keeps_letters_and_digits() -> None:
    assert key("Xi’an, Shaanxi") == "xianshaanxi"
    assert key("Lüliang") == "luliang"


def test_resolve_gives_registered_places_first_and_all_others_too(pkg: Package) -> None:
    assert [m.entity_id for m in resolve("白云区", pkg)] == ["baiyun-guangzhou", "baiyun-guiyang"]
    assert [m.entity_id for m in resolve("Baiyun, Guiyang", pkg)] == ["baiyun-guiyang"]
    assert [m.entity_id for m in resolve("Nanshan", pkg)] == ["nanshan-shenzhen", "nanshan-hegang"]
    chengdu, *others = resolve("Chengdu", pkg)
    assert (chengdu.entity_id, chengdu.type, chengdu.score) == ("chengdu", "city", 1.0)
    assert {m.type for m in others} <= {"zone"}
    assert resolve("Wuhan Tianhe Airport", pkg) == []
