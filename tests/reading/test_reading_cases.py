"""Figures as people print them: each is read as what it says or is refused whole, never cut and never left out."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from reread.reading import Figure, ReadingError, Refused, find_ranks, find_times, read_all, read_figure

with (Path(__file__).parent / "figures.tsv").open(encoding="utf-8", newline="") as lines:
    REPORTED = [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]
UNITS = {"percentage points": "percentage_point"}


def said(item: Figure | Refused) -> str:
    """A figure or refusal in one line: value or ends, unit, hedge."""
    if isinstance(item, Refused):
        return f"refused {item.text}"
    number = str(item.value) if item.ends is None else f"{item.ends[0]}..{item.ends[1]}"
    hedge = "" if item.qualifier in ("exact", "rounded", "range") else f" {item.qualifier}"
    return f"{number} {item.unit}{hedge}"


@pytest.mark.parametrize(("language", "how", "text", "should", "kind"), REPORTED)
def test_reported(language: str, how: str, text: str, should: str, kind: str) -> None:
    items: list[Figure | Refused] = []
    try:
        items = [read_figure(text, language)] if how == "read" else read_all(text, language)
    except ReadingError:
        assert "refused" in should
    figures = [item for item in items if isinstance(item, Figure)]
    if "refused" in should or "or nothing" in should:
        if not figures:
            return
    elif "no counts" in should:
        assert not figures and find_times(text, language=language)[0].certain
        return
    (figure,) = figures
    if should.startswith("1/3"):
        assert figure.divisor == 3 and figure.unit == "percent" and not find_ranks(text)
        return
    words = should.split(",")[0].removesuffix(" or refused").split(" ")
    if words[0] == "over":
        assert figure.qualifier == words.pop(0)
    if words[1:2] == ["to"]:
        low, high = Decimal(words[0]), Decimal(words[2])
        scale = 10**6 if "million" in words else 1
        assert figure.value is None and (figure.lower, figure.upper) == (low * scale, high * scale)
    else:
        assert figure.value == Decimal(words[0])
    unit = " ".join(word for word in words if not word[0].isdigit() and word not in ("to", "million", "-0.3", "-3.5"))
    assert not unit or figure.unit == UNITS.get(unit, unit)


EN = [
    ("a third of firms", "33.333333333333 percent"),
    ("imports dropped by nearly a tenth.", "-10 percent nearly"),
    ("Exports fell 7.8 percent year-on-year to 21.45 billion yuan", "-7.8 percent; 21450000000 CNY"),
    ("a decrease of 2.3%", "-2.3 percent"),
    ("a 5% year-on-year decline", "-5 percent"),
    ("3.2 percent less than", "-3.2 percent"),
    ("down 2 percentage points", "-2 percentage_point"),
    ("decreased by a total of 300", "-300 count"),
    ("a third lower than in May", "-33.333333333334 percent"),
    ("a fifth below the level of May", "refused a fifth below"),
    ("8 out of the 10 firms", "refused 8 out of the 10"),
    ("did not, however, grow 5 percent", "refused 5 percent"),
    ("300 below the level of May", "refused 300 below"),
    ("20 percent under the plan", "refused 20 percent under"),
    ("5 billion yuan under contract", "5000000000 CNY"),
    ("12 percent below designated size", "refused 12 percent below designated size"),
    ("negative growth of 2 percent", "-2 percent"),
    ("growth turned negative at 2 percent", "refused 2 percent"),
    ("less than a 5 percent rise", "5 percent at_most"),
    ("fell short of 300 firms", "refused fell short of 300"),
    ("not only 300 firms", "300 count"),
    ("lower than 5 percent", "5 percent at_most"),
    ("three and a quarter percent", "3.25 percent"),
    ("3 in 10 years", "3 count; refused 10 years"),
    ("five 5G sites per 10,000 people", "5 count; refused 5G; refused 10,000 people"),
    ("fell from 5 percent to 3 percent", "5 percent; 3 percent"),
    ("fell to 3 percent", "3 percent"),
    ("shrank by more than 3 percent", "-3 percent over"),
    ("minus 0.3%", "-0.3 percent"),
    ("-$3 million", "-3000000 USD"),
    ("reduced energy use by 30 percent", "refused 30 percent"),
    ("the deficit narrowed by 3%", "refused narrowed by 3%"),
    ("fell by -0.3 percent", "refused fell by -0.3 percent"),
    ("2 to 3 percent", "2..3 percent"),
    ("$1-2 billion", "1000000000..2000000000 USD"),
    ("between $1 billion and $2 billion", "1000000000..2000000000 USD"),
    ("€1.5m–€2m", "1500000..2000000 EUR"),
    ("grow by between 3 and 5 percent", "3..5 percent"),
    ("-0.5% to 0.3%", "-0.5..0.3 percent"),
    ("fell 2 to 3 percent", "-3..-2 percent"),
    ("about 2 to 3 percent", "1.5..3.5 percent"),
    ("1.5 to 2 million people", "1500000..2000000 person"),
    ("rose from 3 to 5 percent", "refused 3; 5 percent"),
    ("rose 5 to 20 firms", "refused 5 to 20"),
    ("2 or 3 percent", "refused 2 or 3 percent"),
    ("10-20,000 people", "refused 10-20,000 people"),
    ("3-5-7", "refused 3-5-7"),
    ("900 to 1.2 million", "refused 900 to 1.2 million"),
    ("a ratio of 1 to 3", "refused 1 to 3"),
    ("3.5 times as many as", "3.5 multiple"),
    ("3 times more than", "refused 3 times"),
    ("won three times", "refused three times"),
    ("more than doubled", "2 multiple over"),
    ("two and a half times as many", "2.5 multiple"),
    ("three quarters of a million", "refused three quarters of a million"),
    ("one in five firms", "refused one in five"),
    ("in the second half, exports", "refused half"),
    ("2.5M users and 5K", "2500000 count; refused 5K"),
    ("HK$1.2bn", "1200000000 HKD"),
    ("2.5tn yuan", "2500000000000 CNY"),
    ("EUR 1.035,50", "1035.50 EUR"),
    ("1’000’000 yuan", "1000000 CNY"),
    ("816 000 firms", "refused 816 000"),
    ("816\u202f000 firms", "816000 count"),
    ("1,03 firms", "refused 1,03"),
    ("12,34 percent", "refused 12,34 percent"),
    ("2 1/2 percent", "2.5 percent"),
    ("two and a half percent", "2.5 percent"),
    ("2.8 ten thousand square meters", "28000 m2"),
    ("85 hundred million yuan", "8500000000 CNY"),
    ("80 lakh rupees", "refused 80 lakh rupees"),
    ("1.2 quadrillion yuan", "refused 1.2 quadrillion yuan"),
    ("₩5 billion", "refused ₩5 billion"),
    ("50 Brunei dollars", "refused 50 Brunei dollars"),
    ("30 MWh, 20 GWp", "30000 kWh; refused 20 GWp"),
    ("3 years", "refused 3 years"),
    ("5 pm", "refused 5 pm"),
    ("12.7 yuan per kWh", "refused 12.7 yuan per kWh"),
    ("80,000 yuan per capita", "80000 CNY"),
    ("tens of thousands of jobs", "refused tens of thousands"),
    ("several million yuan", "refused several million yuan"),
    ("5G, B2B and COVID-19", "refused 5G; refused 2B; refused 19"),
    ("Room 301", "refused 301"),
    ("moved up two places to fifth", "refused two places"),
    ("Tel 0769-22891234", "refused 0769-22891234"),
]
ZH = [
    ("实现1亿5千万元，同比下降0.3%", "150000000 CNY; -0.3 percent"),
    ("1万2千家，同比增长2%-3%", "12000 count; 2..3 percent"),
    ("3万500元", "refused 3万500元"),
    ("3万5000元", "35000 CNY"),
    ("1千2百万元", "12000000 CNY"),
    ("1.5亿2千万", "refused 1.5亿2千万"),
    ("近七成，三成五，七成多，三到四成", "70 percent nearly; 35 percent; 70 percent over; 30..40 percent"),
    ("降幅为3%，降至3%，下降了约3%", "-3 percent; 3 percent; -3 percent approximately"),
    ("减少300家，减少到300家，至少300家", "-300 count; 300 count; 300 count at_least"),
    ("降幅收窄0.3个百分点", "refused 降幅收窄0.3个百分点"),
    ("降幅达到3%，降幅比上年扩大3个百分点", "-3 percent; refused 3个百分点"),
    ("低于全国平均水平2.3个百分点，低于上年的3%", "refused 2.3个百分点; 3 percent"),
    ("最低300元，未来300家，涨跌幅为2%", "300 CNY; 300 count; 2 percent"),
    ("降幅最大的是南沙，为20%", "refused 20%"),
    (
        "百来家，百十来家，十来家，未必有300家",
        "refused 百来家; refused 百十来家; 10 count approximately; refused 300家",
    ),
    ("过半，过半年，每天300家", "50 percent over; refused 300家"),
    ("三分之一强，三成强", "refused 三分之一强; refused 三成"),
    ("上百家，成百家，千亿级，百万家", "100 count over; refused 成百家; refused 百万家"),
    ("0.8家，平均0.8家，万人12.5件", "refused 0.8家; 0.8 count; 12.5 count"),
    ("背负30亿元，负3%", "3000000000 CNY; -3 percent"),
    ("3万-5万家，3至5年，介于3%和5%之间", "30000..50000 count; refused 3至5年; 3..5 percent"),
    ("两三百家，七八十家，十几家，数百家", "200..300 count; 70..80 count; refused 十几家; refused 数百家"),
    ("翻了一番，增长两倍，是上年的3.5倍，翻了两倍", "2 multiple; 200 percent; 3.5 multiple; refused 翻了两倍"),
    ("上百家，破万亿元，百余项，近百家", "100 count over; 1000000000000 CNY over; 100 count over; 100 count nearly"),
    ("12.7万元/亩，每平方米3万元", "refused 12.7万元/亩; refused 3万元"),
    ("20亿千瓦时，800万千瓦", "2000000000 kWh; refused 800万千瓦"),
    ("5000韩元，3亿新台币", "refused 5000韩元; refused 3亿新台币"),
    ("500人，1200人次，3000来家", "500 person; 1200 count; 3000 count approximately"),
    ("上升3位，两位数增长", "refused 3位; refused 两位数"),
    ("目前300家企业，前20名", "300 count"),
    ("统一部署，一是发展", ""),
    ("3、4家", "refused 3、4家"),
    ("三分之二，一半以上，千分之五", "66.666666666666 percent; 50 percent at_least; 0.5 percent"),
    ("千分之2.5，千分之二点五，占万分之3.14", "0.25 percent; 0.25 percent; 0.0314 percent"),
]


@pytest.mark.parametrize(("text", "should", "language"), [(*row, "en") for row in EN] + [(*row, "zh") for row in ZH])
def test_others_of_each_kind(text: str, should: str, language: str) -> None:
    assert "; ".join(said(item) for item in read_all(text, language)) == should


@pytest.mark.parametrize(
    ("text", "transformation"),
    [
        ("fell 3.2 percent", "growth"), ("下降0.3个百分点", "change"), ("减少300家", "change"), ("a third", "share"),
        ("doubled", "multiple"), ("增长两倍", "growth"), ("3.2 percent", None), ("-3.2 percent", None),
        ("2 to 3 percentage points", "change"), ("down 2-3 percent", "growth"), ("300家", None),
    ],
)  # fmt: skip
def test_what_the_words_say_the_figure_is(text: str, transformation: str | None) -> None:
    assert read_figure(text, "zh" if not text.isascii() else "en").transformation == transformation


def test_a_cell_of_a_table_is_exact() -> None:
    for text, value in (("98.6", "98.6"), ("34,000", "34000"), ("61 billion yuan", "61000000000")):
        figure = read_figure(text, precision="tabulated")
        assert (figure.qualifier, figure.lower, figure.upper) == ("exact", Decimal(value), Decimal(value))
    assert read_figure("over 50", precision="tabulated").qualifier == "over"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ranked second to last", "2 from_end"), ("tied for third", "3 ordinal"), ("TOP1, No. 2", "1 rank; 2 rank"),
        ("rose two places to fifth", "5 ordinal"), ("1. Kunshan\n2. Jiangyin", "1 item; 2 item"),
        ("第1名，倒数第二", "1 rank; 2 from_end"),
        ("a third of firms", ""), ("a third platform", "3 ordinal"), ("目前300家，前300亿元，前20名", "20 list_size"),
        ("the top 5 million", ""), ("the top 20 counties", "20 list_size"),
    ],
)  # fmt: skip
def test_places_on_lists(text: str, kinds: str) -> None:
    assert "; ".join(f"{rank.value} {rank.kind}" for rank in find_ranks(text)) == kinds
