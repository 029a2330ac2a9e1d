"""Printed names against registered ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.reading import NameIndex, find_names, normalise


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("China’s Top 20", "china's top 20"), ("“List”", '"list"'),
        ("China  Academy\nof  Industrial Internet", "china academy of industrial internet"),
        (" Tianhe ", "TIANHE"), ("Guangzhoü", "Guangzhou\u0308".lower()), ("\u00a0天河\u3000区 ", "天河 区"),
        ("Straße", "STRASSE"),
    ],
)  # fmt: skip
def test_same_name(left: str, right: str) -> None:
    assert normalise(left) == normalise(right)


def test_other_names() -> None:
    assert normalise("Tianhe district") != normalise("Tianhe-district")
    assert normalise("天河") != normalise("天河区")


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


NAMES = {
    "Tianhe": "tianhe", "Tianhe district": "tianhe", "China": "cn", "China Academy of Industrial Internet": "caii",
    "Guangzhou": "guangzhou",
    "Shenzhen's Nanshan district": "nanshan", "天河区": "tianhe", "广州": "guangzhou", "广州市": "guangzhou",
    "5G": "5g",
}  # fmt: skip


def test_found_longest_first_with_word_boundaries() -> None:
    text = (
        "Guangzhou’s Tianhe\n district, Tianhebei, the CHINA ACADEMY OF INDUSTRIAL INTERNET, Indochina, only second to"
        " Shenzhen’s Nanshan district;"
        " 广州市天河区的5G，not 15G."
    )
    found = find_names(text, NAMES)
    assert [(n.text, n.ids) for n in found] == [
        ("Guangzhou", ("guangzhou",)), ("Tianhe\n district", ("tianhe",)),
        ("CHINA ACADEMY OF INDUSTRIAL INTERNET", ("caii",)),
        ("Shenzhen’s Nanshan district", ("nanshan",)), ("广州市", ("guangzhou",)), ("天河区", ("tianhe",)),
        ("5G", ("5g",)),
    ]  # fmt: skip
    for name in found:
        assert text[name.start : name.end] == name.text
        assert all(normalise(n) == normalise(name.text) for n in name.names)


def test_names_as_list_and_pairs() -> None:
    (found,) = find_names("in Guangzhou", ["Guangzhou", ""])
    assert (found.names, found.ids) == (("Guangzhou",), ("Guangzhou",))
    (found,) = find_names("in Guangzhou", [("Guangzhou", "city"), ("GUANGZHOU", "port")])
    assert (found.names, found.ids) == (("Guangzhou", "GUANGZHOU"), ("city", "port"))
    assert find_names("", NAMES) == find_names("text", {}) == []


WORDS = st.sampled_from(["Tianhe", "district", "Zhōng’s", "广州", "Straße", "ﬁber", "e\u0301", "É", "5G", "No 1"])


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_a_name_put_into_a_text_is_found(name: str, before: list[str], behind: list[str]) -> None:
    text = f"{' '.join(before)} | {name} | {' '.join(behind)}"
    index = NameIndex([name])
    start = len(" ".join(before)) + 3
    assert (start, start + len(name)) in [(f.start, f.end) for f in index.find(text)]
    for found in index.find(text):
        assert normalise(text[found.start : found.end]) == normalise(name)


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=6), max_size=5))
def test_no_text_breaks_the_search(text: str, names: list[str]) -> None:
    end = 0
    for found in find_names(text, names):
        assert end <= found.start < found.end <= len(text) and found.text == text[found.start : found.end]
        assert {normalise(n) for n in found.names} == {normalise(found.text)}
        end = found.end


ALONE = NameIndex(
    {**NAMES, "Baiyun": "baiyun", "Guangdong": "guangdong", "Wuhan": "wuhan", "天河": "tianhe", "白云": "baiyun",
     "中国": "cn", "广东": "guangdong", "广州": "guangzhou", "深圳": "shenzhen", "中山": "zhongshan",
     "朝阳": "chaoyang",
     "美的": "midea", "海南": "hainan", "越秀": "yuexiu", "黄埔": "huangpu", "Shenzhen": "shenzhen"},
    alone=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the area around Wuhan Tianhe International Airport", ""), ("Baiyun Mountain had 320 firms", ""),
        ("China Mobile grew", ""), ("the Guangzhou-Wuhan corridor", ""), ("Greater Guangzhou had", ""),
        ("Guangzhou Pharmaceutical Holdings", ""), ("the Guangzhou Development District", ""),
        ("Guangdong excluding Guangzhou", ""), ("China Daily, Wuhan", "Wuhan"),
        ("In Guangzhou, Tianhe", "Guangzhou Tianhe"),
        ("Guangzhou-based firms of China's Guangdong", "Guangzhou China Guangdong"),
        ("Tianhe Ranks 4th in China", "Tianhe China"), ("Guangzhou Tianhe", "Guangzhou Tianhe"),
        ("天河机场、白云山、中国移动、广州开发区", ""), ("天河機場和天河區", "天河區"), ("广东（不含广州）", ""),
        ("广州白云", "广州 白云"),
    ],
)  # fmt: skip
def test_names_inside_longer_ones_are_not_found_alone(text: str, names: str) -> None:
    assert [found.text for found in ALONE.find(text)] == names.split()


@pytest.mark.parametrize(
    "text",
    [
        "the cities of Guangdong other than Guangzhou and Shenzhen", "Guangdong (without Shenzhen)",
        "the Baiyun airport", "Guangdong, with Guangzhou excluded, grew", "Guangdong minus Shenzhen grew",
        "all of Guangdong but Shenzhen", "Guangdong except for Guangzhou, Shenzhen",
        "outside Guangzhou, Guangdong grew", "Guangdong's cities except Shenzhen", "除广州外的广东各市",
        "广东省内除深圳以外", "剔除深圳后广东增长5%", "剔除深圳后，广东增长5%", "广东扣除深圳", "广东（深圳除外）",
        "广东各市（除广州和深圳）", "the Tianhe-2 supercomputer", "the Tianhe core module", "Bank of Guangzhou",
        "University of Guangzhou", "the port of Guangzhou", "northern Guangdong", "east Guangdong cities",
        "孙中山先生", "夕阳产业与朝阳产业", "天河二号", "天河城", "天河超算中心", "最美的城市", "南海南部",
        "越秀公园", "黄埔军校", "广州酒家", "广东话",
    ],
)  # fmt: skip
def test_names_left_out_and_in_longer_words_are_not_found_alone(text: str) -> None:
    assert ALONE.find(text) == []


@pytest.mark.parametrize("excluded", ["excluding", "except", "other than", "apart from", "without", "minus", "outside"])
@pytest.mark.parametrize("frame", ["Guangdong {} Guangzhou", "Guangdong ({} Guangzhou, Shenzhen and Wuhan)",
                                   "Guangdong, {} Guangzhou and Shenzhen,"])  # fmt: skip
def test_what_is_left_out_of_a_whole(excluded: str, frame: str) -> None:
    text = frame.format(excluded)
    assert ALONE.find(text) == []
    assert [name.text for name in ALONE.find(text + " grew. Tianhe grew")] == ["Tianhe"]


@pytest.mark.parametrize(
    "text",
    ["Guangzhou, the capital of Guangdong", "Guangzhou and Shenzhen", "Tianhe grew faster than Shenzhen",
    "深圳和广州",
     "all of Guangdong grew but Shenzhen fell", "Guangdong grew but Shenzhen fell", "广州产业和深圳城区"],
)  # fmt: skip
def test_two_names_stay(text: str) -> None:
    assert len(ALONE.find(text)) == 2


def test_traditional_characters_are_the_same_name() -> None:
    assert normalise("天河區") == normalise("天河区")
    (found,) = find_names("廣州市有", ["广州市"])
    assert (found.text, found.names) == ("廣州市", ("广州市",))
