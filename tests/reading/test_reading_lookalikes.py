"""Numbers that look like a count and are none: years, names, idioms, and what is counted in an unknown unit.

Each kind is read right or refused whole, over generated numbers; what must not come out is a count.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.reading import Figure, find_times, read_all
from reread.reading.vocabulary import NAMED, NAMED_BEHIND, OF_A_YEAR, UNITS

NUMBERS = st.integers(2, 999)
YEARS = st.integers(1949, 2060)


def figures(text: str) -> list[Figure]:
    language = "en" if not any("一" <= c <= "鿿" for c in text) else "zh"
    items = read_all(text, language)
    assert items or find_times(text, language=language), "nothing was seen"
    return [item for item in items if isinstance(item, Figure)]


BARE_YEARS = [
    "an increase in size over {}", "over {} levels", "below {} levels", "around {}, emissions will peak",
    "nearly {}", "compared to {}'s", "its {} level", "{} target", "Vision {}", "the {} centenary", "a {} survey",
    "({})", "Made in China {}", "the {}s", "in the {}s", "the Class of {}", "the {} handover", "{}财年", "{}版",
    "{}胡润", "粤府〔{}〕", "{}.10", "{}.01", "{} marks a start",
]  # fmt: skip


@given(YEARS, st.sampled_from(BARE_YEARS))
def test_a_year_is_no_count(year: int, frame: str) -> None:
    assert not figures(frame.format(year))


@given(YEARS, YEARS)
def test_two_years_are_no_counts(one: int, other: int) -> None:
    assert not figures(f"against {one} and {other}")
    assert not [item for item in read_all(f"{one}—{other}", "zh") if isinstance(item, Figure)]
    assert [figure.text for figure in figures(f"an increase of 300 over {one}")] == ["300"]
    assert [figure.text for figure in figures(f"1.5 times the level of {one}")] == ["1.5 times"]
    assert [figure.text for figure in figures(f"compared to {one}'s 1,800")] == ["1,800"]


@given(YEARS, st.sampled_from(
    [
        " enterprises", " new Chinese firms", " high-tech companies", " people", " tonnes", "家", "台", "余家",
        "亿元", "%",
    ]
))  # fmt: skip
def test_what_is_counted_may_be_as_many_as_a_year(number: int, behind: str) -> None:
    assert len(figures(f"They had {number}{behind}")) == len(figures(f"共有{number}{behind}")) == 1
    assert [figure.value for figure in figures(f"They had {number:,}")] == [number]


def test_a_decade_is_not_its_first_year() -> None:
    assert find_times("in the 2020s") == find_times("the 1990s") == []
    assert [time.text for time in find_times("in the 2020 census")] == ["in the 2020"]


@given(st.integers(10, 99), st.sampled_from(["in '{}", "in ’{}, exports", "(‘A’, '{})"]))
def test_a_year_of_two_digits(year: int, frame: str) -> None:
    assert not figures(frame.format(year))


@given(st.sampled_from(["double", "triple", "quadruple", "Double"]), st.sampled_from(
    [
        "-digit growth", "-track", "-first class", "-weekly flights", "-edged", " win", " 11 sales",
        " Ten-Thousand project", " digits", " helix", " dividend", " track railway",
    ]
))  # fmt: skip
def test_a_multiple_in_a_name(word: str, behind: str) -> None:
    for before in ("a ", "the ", "kept ", ""):
        assert not figures(f"{before}{word}{behind}")


@given(st.sampled_from([("double", 2), ("triple", 3), ("twice", 2), ("thrice", 3)]), st.sampled_from(
    [" the average", " that of the province", " its size", " as many as before", " what it was"]
))  # fmt: skip
def test_a_multiple_of_something(word: tuple[str, int], behind: str) -> None:
    for before in ("", "is ", "more than "):
        assert [figure.value for figure in figures(before + word[0] + behind)] == [word[1]]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("held twice in 2022", []), ("twice-weekly flights", []), ("thrice-yearly fairs", []),
        ("visited twice by 300 firms", [300]), ("met twice a year", []), ("will double by 2025", [2]),
        ("to triple output to 9 billion yuan", [3, 9 * 10**9]), ("double reduction", []),
        ("grew to double digits", []), ("sales doubled", [2]),
        ("double-digit growth of 12.3 percent", [Decimal("12.3")]), ("more than double", [2]),
        ("the Double Carbon goal", []),
    ],
)  # fmt: skip
def test_doubles(text: str, values: list[int]) -> None:
    assert [figure.value for figure in figures(text)] == values


CODES = "MYR IDR THB VND SEK PLN BRL MOP PKR ZAR TRY KZT QAR SMX"


@given(
    NUMBERS,
    st.sampled_from(CODES.split()),
    st.sampled_from(["{c} {n} billion", "{c} {n}", "{n} billion {c}", "{n} {c}"]),
)
def test_a_code_beside_a_number_may_be_a_currency(number: int, code: str, frame: str) -> None:
    said = frame.format(c=code, n=number)
    behind = said + ", it is said" if "billion" in said else said
    for text in (said, f"They paid {said} in aid", f"It was {said} and {behind}", f"({said})"):
        assert not figures(text)
    assert [figure.unit for figure in figures(f"The {code} {number} billion yuan was")] == ["CNY"]


CURRENCIES = [
    "{}亿澳门元", "{}亿块", "{}亿美刀", "{}亿欧", "{}亿津巴布韦元", "{}万美钞", "{}万加币", "{}亿里拉", "{}亿基金",
    "IDR {} billion", "MYR {} billion", "MOP {} billion", "THB {} billion", "VND {} billion", "Rp {} billion",
    "RM {} billion", "RM{} billion", "{} billion patacas", "{} billion Macau patacas", "{} billion ringgits",
    "{} billion RM", "{} billion MYR", "{} billion PKR in aid", "{} billion THB was invested", "{} billion quid",
    "{} billion bucks", "{} billion kuai", "{} million-plus yuan",
]  # fmt: skip
MEASURES = [
    "{}个多月", "{}个多小时", "{}个来月", "{}个多季度", "{} yrs", "{} yr", "{} hrs", "{} mins", "{} secs", "{} wks",
    "{} mos", "{} qtrs", "{} quarters of 2023", "{} Gwh", "{} mwh", "{} mw", "{} PFlops", "{} EFlops", "{} Mt",
    "{} mtce", "{} million TCE", "{} kilotonnes", "{} megatonnes", "{} petaflop", "{} gigawatthours", "{} kilos",
    "{} cubic km", "{} sextillion", "{}万方", "{}万平", "{}万平方", "{}万标准立方米", "{}万标方", "{}亿标米",
    "{}万吨·公里", "by a factor of {}", "{}个标准差", "{} standard deviations", "{} million ton-kilometers",
    "{} million vehicle-kilometers", "{} staff-days",
]  # fmt: skip
NAMES = [
    "{}同城", "{}游戏", "{}热线", "热线{}", "“双{}”", "双{}期间", "“{}”体系", "“{}”", "{}便利店", "7-{}便利店",
    "hotline {}", "{}号", "CSI {}", "the CSI {} index", "the S&P {} index", "the {} festival",
    "the {} shopping festival", "the {} working system", "Fortune Global {}", "Fortune {} companies",
    "Forbes Global {}", "the {} gala",
]  # fmt: skip


@given(NUMBERS, st.sampled_from(CURRENCIES + MEASURES + NAMES))
def test_refused(number: int, frame: str) -> None:
    assert not figures(frame.format(number))


@pytest.mark.parametrize("text", [
    "two quarters in a row", "in two quarters of 2023", "three quarters of growth", "by a factor of three",
    "三六零公司", "二三零公司", "八八八集团", "fell by a factor of three", "12345热线", "4399游戏",
    "“12218”体系", "粤府〔2021〕12号",
])  # fmt: skip
def test_refused_in_words(text: str) -> None:
    assert not figures(text)


@given(NUMBERS, st.sampled_from([
    ("{}亿美金", "USD", 10**8), ("{}块钱", "CNY", 1), ("{} million Yuans", "CNY", 10**6), ("yuan {} million",
    "CNY", 10**6),
    ("{} mln. yuan", "CNY", 10**6), ("{} bn. yuan", "CNY", 10**9), ("{} bln. US dollars", "USD", 10**9),
    ("{} million kwh", "kWh", 10**6), ("{} KWH", "kWh", 1), ("{} sq kms", "km2", 1), ("{} square kms", "km2", 1),
    ("{}万人·年", "person_year", 10**4), ("{} thousand person-times", "count", 1000),
]))  # fmt: skip
def test_read(number: int, form: tuple[str, str, int]) -> None:
    frame, unit, scale = form
    (figure,) = figures(frame.format(number))
    assert (figure.value, figure.unit, figure.text) == (number * scale, unit, frame.format(number))


@given(NUMBERS, st.sampled_from([
    "{} bn. It rose", "{} AI and big data firms", "{} million NEVs", "{} AI companies", "{}万基站", "{}万方案",
    "{}网民",
    "the SMEs had {} firms", "of the {} operating system developers", "three quarters of the {} firms", "{}家公司",
    "{} firms in the system", "{} Gigabit cities have",
]))  # fmt: skip
def test_still_counts(number: int, frame: str) -> None:
    assert [figure.unit for figure in figures(frame.format(number))][-1:] == ["count"]


@pytest.mark.parametrize("word", [*NAMED, *NAMED_BEHIND])
def test_words_of_names(word: str) -> None:
    assert not figures(f"the 996 {word}" if word.isascii() else f"996{word}")
    if word in NAMED:
        assert not figures(f"{word} 996")


@pytest.mark.parametrize("word", sorted(OF_A_YEAR))
def test_words_behind_a_year(word: str) -> None:
    assert not figures(f"the 2018 {word}") and figures(f"the 318 {word}")


@pytest.mark.parametrize("word", sorted(word for word in UNITS if word.endswith("s")))
def test_plurals_of_units(word: str) -> None:
    one = UNITS.get(word[:-1])
    assert one is None or one == UNITS[word]


@given(NUMBERS, st.sampled_from(
    ["浓度{}微克/立方米", "{}微秒", "{} million jin", "{} million catties", "{} billion taels of silver",
     "{} cars/hour", "{} units/day", "{} yuan/㎡", "{}元/㎡", "{},000 yuan a square metre",
     "每万人发明专利拥有量{}.6件",
     "每10台新能源汽车，就有{}台", "每百户家庭拥有汽车{}辆", "{} million cubic centimeters"]
))  # fmt: skip
def test_a_unit_that_is_not_known_makes_no_count(number: int, frame: str) -> None:
    assert not figures(frame.format(number))


@given(NUMBERS, st.sampled_from(["the {} import/export firms", "每万元地区生产总值能源消耗下降{}%", "{} Jinan firms"]))
def test_what_only_looks_like_such_a_unit(number: int, frame: str) -> None:
    assert len(figures(frame.format(number))) == 1


@pytest.mark.parametrize("text", ["一期投资额", "二期项目", "三期工程建成", "十二期", "一次性投入", "三次产业结构"])
def test_a_phase_and_a_fixed_term_are_no_count(text: str) -> None:
    assert not [item for item in read_all(text, "zh") if isinstance(item, Figure)]


@pytest.mark.parametrize("text", ["两期培训班", "3期培训班", "三次会议", "10次性能测试"])
def test_what_is_counted_by_the_same_words(text: str) -> None:
    assert len(figures(text)) == 1
