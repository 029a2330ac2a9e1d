"""Figures: what is read, what is refused, and that any printed number is read back exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading_render import Printed, printed

from reread.reading import ReadingError, find_figures, read_figure
from reread.reading.figures import Refused, read_all

READ = [
    # text, language, value, unit, qualifier, lower, upper ("" for an open end)
    ("61 billion yuan", "en", "61000000000", "CNY", "rounded", "60500000000", "61500000000"),
    ("$9.22 billion", "en", "9220000000", "USD", "rounded", "9215000000", "9225000000"),
    ("US$ 9.22 billion", "en", "9220000000", "USD", "rounded", "9215000000", "9225000000"),
    ("HK$1.2 million", "en", "1200000", "HKD", "rounded", "1150000", "1250000"),
    ("$5m", "en", "5000000", "USD", "rounded", "4500000", "5500000"),
    ("5m yuan", "en", "5000000", "CNY", "rounded", "4500000", "5500000"),
    ("5bn euros", "en", "5000000000", "EUR", "rounded", "4500000000", "5500000000"),
    ("RMB 5 million", "en", "5000000", "CNY", "rounded", "4500000", "5500000"),
    ("a 61-billion-yuan"[2:], "en", "61000000000", "CNY", "rounded", "60500000000", "61500000000"),
    ("38.2 percent", "en", "38.2", "percent", "rounded", "38.15", "38.25"),
    ("26%", "en", "26", "percent", "rounded", "25.5", "26.5"),
    ("200 per cent", "en", "200", "percent", "rounded", "199.5", "200.5"),
    ("2.5 percentage points", "en", "2.5", "percentage_point", "rounded", "2.45", "2.55"),
    ("0.5 of a percentage point", "en", "0.5", "percentage_point", "rounded", "0.45", "0.55"),
    ("broke through 50", "en", "50", "count", "over", "50", ""),
    ("-3.4%", "en", "-3.4", "percent", "rounded", "-3.45", "-3.35"),
    ("minus 3.4 percent", "en", "-3.4", "percent", "rounded", "-3.45", "-3.35"),
    (".5 percent", "en", "0.5", "percent", "rounded", "0.45", "0.55"),
    ("2,995", "en", "2995", "count", "exact", "2995", "2995"),
    ("2,995 high-tech enterprises", "en", "2995", "count", "exact", "2995", "2995"),
    ("34,000", "en", "34000", "count", "rounded", "33500", "34500"),
    ("2,100", "en", "2100", "count", "rounded", "2050", "2150"),
    ("100", "en", "100", "count", "rounded", "50", "150"),
    ("50", "en", "50", "count", "exact", "50", "50"),
    ("0", "en", "0", "count", "exact", "0", "0"),
    ("34,000 new science and technology enterprises", "en", "34000", "count", "rounded", "33500", "34500"),
    ("370,000 square meters", "en", "370000", "m2", "rounded", "365000", "375000"),
    ("123 square metres", "en", "123", "m2", "rounded", "122.5", "123.5"),
    ("500 m2", "en", "500", "m2", "rounded", "450", "550"),
    ("7,434.4 sq km", "en", "7434.4", "km2", "rounded", "7434.35", "7434.45"),
    ("2,000 mu", "en", "2000", "mu", "rounded", "1500", "2500"),
    ("five", "en", "5", "count", "exact", "5", "5"),
    ("Four first-level indicators", "en", "4", "count", "exact", "4", "4"),
    ("103 innovation alliances of industry-university-research cooperation", "en", "103", "count", "exact",
     "103", "103"),
    ("50-plus", "en", "50", "count", "over", "50", ""),
    ("Five companies", "en", "5", "count", "exact", "5", "5"),
    ("twenty-one", "en", "21", "count", "exact", "21", "21"),
    ("one hundred and five", "en", "105", "count", "exact", "105", "105"),
    ("five percent", "en", "5", "percent", "rounded", "4.5", "5.5"),
    ("five million yuan", "en", "5000000", "CNY", "rounded", "4500000", "5500000"),
    ("a hundred", "en", "100", "count", "rounded", "50", "150"),
    ("more than a dozen", "en", "12", "count", "over", "12", ""),
    ("two and a half million yuan", "en", "2500000", "CNY", "rounded", "2250000", "2750000"),
    ("half a million dollars", "en", "500000", "USD", "rounded", "250000", "750000"),
    ("half a percent", "en", "0.5", "percent", "rounded", "0.25", "0.75"),
    ("tripled", "en", "3", "multiple", "rounded", "2.5", "3.5"),
    ("more than doubled", "en", "2", "multiple", "over", "2", ""),
    ("1.5 times", "en", "1.5", "multiple", "rounded", "1.45", "1.55"),
    ("threefold", "en", "3", "multiple", "rounded", "2.5", "3.5"),
    ("half", "en", "50", "percent", "rounded", "25", "75"),
    ("one third", "en", "33.333333333333", "percent", "rounded", "16.666666666666", "50"),
    ("two-thirds", "en", "66.666666666666", "percent", "rounded", "50", "83.333333333334"),
    ("three quarters", "en", "75", "percent", "rounded", "62.5", "87.5"),
    ("nearly half", "en", "50", "percent", "nearly", "25", "50"),
    ("nearly 200 percent", "en", "200", "percent", "nearly", "150", "200"),
    ("almost 61 billion yuan", "en", "61000000000", "CNY", "nearly", "60500000000", "61000000000"),
    ("over 50", "en", "50", "count", "over", "50", ""),
    ("exceed 4000亿元", "en", "400000000000", "CNY", "over", "400000000000", ""),
    ("no less than 30", "en", "30", "count", "at_least", "30", ""),
    ("5 percent or more", "en", "5", "percent", "at_least", "5", ""),
    ("100+", "en", "100", "count", "over", "100", ""),
    ("less than 30 percent", "en", "30", "percent", "at_most", "", "30"),
    ("up to 300 billion yuan", "en", "300000000000", "CNY", "at_most", "", "300000000000"),
    ("about 300 billion yuan", "en", "300000000000", "CNY", "approximately", "250000000000", "350000000000"),
    ("a total of 300 billion yuan", "en", "300000000000", "CNY", "rounded", "299500000000", "300500000000"),
    ("  647\n", "en", "647", "count", "exact", "647", "647"),
    ("4000亿元", "zh", "400000000000", "CNY", "rounded", "399950000000", "400050000000"),
    ("400多亿元", "zh", "40000000000", "CNY", "over", "40000000000", ""),
    ("4亿多元", "zh", "400000000", "CNY", "over", "400000000", ""),
    ("人民币4000亿元", "zh", "400000000000", "CNY", "rounded", "399950000000", "400050000000"),
    ("1亿2000万元", "zh", "120000000", "CNY", "rounded", "119995000", "120005000"),
    ("5.2万亿美元", "zh", "5200000000000", "USD", "rounded", "5150000000000", "5250000000000"),
    ("百分之二十六", "zh", "26", "percent", "rounded", "25.5", "26.5"),
    ("百分之38.2", "zh", "38.2", "percent", "rounded", "38.15", "38.25"),
    ("２６％", "zh", "26", "percent", "rounded", "25.5", "26.5"),
    ("2.5个百分点", "zh", "2.5", "percentage_point", "rounded", "2.45", "2.55"),
    ("近五成", "zh", "50", "percent", "nearly", "45", "50"),
    ("三分之一", "zh", "33.333333333333", "percent", "rounded", "16.666666666666", "50"),
    ("一半", "zh", "50", "percent", "rounded", "25", "75"),
    ("1.5倍", "zh", "1.5", "multiple", "rounded", "1.45", "1.55"),
    ("一点五倍", "zh", "1.5", "multiple", "rounded", "1.45", "1.55"),
    ("翻一番", "zh", "2", "multiple", "rounded", "1.5", "2.5"),
    ("三千", "zh", "3000", "count", "rounded", "2500", "3500"),
    ("两万", "zh", "20000", "count", "rounded", "15000", "25000"),
    ("五", "zh", "5", "count", "exact", "5", "5"),
    ("二十一", "zh", "21", "count", "exact", "21", "21"),
    ("三十多家", "zh", "30", "count", "over", "30", ""),
    ("两千余家", "zh", "2000", "count", "over", "2000", ""),
    ("100家以上", "zh", "100", "count", "at_least", "100", ""),
    ("1035家规模以上软件企业", "zh", "1035", "count", "exact", "1035", "1035"),
    ("不足三成", "zh", "30", "percent", "at_most", "", "30"),
    ("约37万平方米", "zh", "370000", "m2", "approximately", "365000", "375000"),
    ("GDP超过4000亿元"[3:], "zh", "400000000000", "CNY", "over", "400000000000", ""),
    ("3000億元", "zh-Hant", "300000000000", "CNY", "rounded", "299950000000", "300050000000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "value", "unit", "qualifier", "lower", "upper"), READ)
def test_reads(text: str, language: str, value: str, unit: str, qualifier: str, lower: str, upper: str) -> None:
    figure = read_figure(text, language)
    assert (figure.value, figure.unit, figure.qualifier) == (Decimal(value), unit, qualifier)
    bounds = figure.bounds()
    assert bounds.lower == (Decimal(lower) if lower else None)
    assert bounds.upper == (Decimal(upper) if upper else None)
    assert figure.text == text.strip() == text[figure.start : figure.end]
    assert "E" not in str(figure.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("yuan", "no figure"),
        ("several", "no figure"),
        ("5m", "may be a magnitude or a unit"),  # metres or millions
        ("1,03", "not written as a number"),
        ("1,0000", "not written as a number"),
        ("007", "not written as a number"),
        ("61 billion yuan ($9.22 billion)", "2 figures"),
        ("61 billion yuan in total", "left over after the figure '61 billion yuan'"),
        ("invested 61 billion yuan", "'invested ' is left over before"),
        ("2,995 by the end of the year", "left over after"),
        ("21 of which", "left over after"),
        ("9.77 bilion", "left over after"),  # a misprint is no noun: nobody counts 9.77 of something
        ("$5 yuan", "USD stands before it and CNY behind it"),  # two currencies
        ("5 first", "left over after"),
        ("5 June", "left over after"),
        ("2022年", "the unit '年'"),
        ("十几家", "no one number"),
        ("数十亿", "no one number"),
        ("5.5 percentile", "left over after"),
        ("NT$5 billion", "currency"),  # a currency that is not known is not taken for another
        ("about more than 5", "left over before"),
        ("about 400多亿元", "how sure"),
        ("5G", "name or code"),
        ("1+X+N", "name"),
        ("1e9", "follow each other"),
        ("1e999999999", "follow each other"),
        ("9" * 41, "more than 40 digits"),
        ("9" * 5000, "characters long"),
        ("5" + " " * 500 + "yuan", "characters long"),
        ("one two", "figures"),
        ("nan", "no figure"),
        ("Infinity", "no figure"),
        ("5_000", "not written as a number"),
        ("0x10", "follow each other"),
    ],
)
def test_refuses(text: str, why: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_figure(text)
    assert why in str(error.value)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("下降两个半百分点", "zh-Hans"),
        ("增长了一倍半", "zh-Hans"),
        ("达廿五家", "zh-Hans"),
        ("增长1.5番", "zh-Hans"),
        ("3.2x10^4 high-tech enterprises", "en"),
        ("3 × 10^4 enterprises", "en"),
        ("3,000 ± 50 enterprises", "en"),
    ],
)
def test_no_part_of_a_number_is_read_for_the_whole(text: str, language: str) -> None:
    assert find_figures(text, language) == []
    assert [item.code for item in read_all(text, language) if isinstance(item, Refused)][:1] == ["ambiguous"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("did not exceed 3,000 firms", "en"), ("did not reach 3,000 firms", "en"), ("未达到3000家", "zh-Hans")],
)
def test_what_was_not_reached_is_no_lower_end(text: str, language: str) -> None:
    (figure,) = find_figures(text, language)
    assert (figure.qualifier, figure.value) == ("at_most", 3000)


def test_refuses_a_language_without_grammar() -> None:
    for read in (read_figure, find_figures):
        with pytest.raises(ReadingError, match="'fr'"):
            read("61", "fr")
    assert read_figure("61", "en-GB") == read_figure("61", "zh-Hans-CN")


@given(printed())
def test_any_printed_number_is_read_back(item: Printed) -> None:
    figure = read_figure(item.text, item.language)
    assert figure.value == item.value
    assert figure.unit == item.unit
    assert figure.text == item.text
    assert item.text[figure.number_start : figure.number_end] == item.number
    exact = item.plain and item.unit == "count" and (item.mantissa % 100 != 0 or item.mantissa == 0)
    assert figure.qualifier == (item.qualifier or ("exact" if exact else "rounded"))
    assert "E" not in str(figure.value)


@given(
    printed(),
    st.sampled_from(["", "It grew by ", "产值达", "( "]),
    st.sampled_from(["", ".", ", and so on", "。", ")"]),
)
@example(Printed("0.1家", "zh", 1, -1, False, "count", None, "0.1"), "", "")
def test_found_in_running_text_where_it_was_put(item: Printed, before: str, behind: str) -> None:
    text = before + item.text + behind
    found = [f for f in find_figures(text, item.language) if f.number_start >= len(before)]
    if item.unit == "count" and 1900 <= item.value < 2100:
        return  # may be a year
    if item.unit == "multiple" and item.language == "en":
        return  # "3 times" may be occasions
    if not found and item.unit == "count" and item.value % 1:
        return  # a number of things has no decimals
    assert len(found) == 1
    figure = found[0]
    assert figure.value == item.value
    assert figure.start >= len(before) or before == "( "
    assert text[figure.start : figure.end] == figure.text
    assert text[figure.number_start : figure.number_end] == item.number


@settings(max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from(list("0123456789,.-+%$¥ abmntyu亿万百千元多约第年月日一二十half of")), max_size=80
    ),
    st.sampled_from(["en", "zh"]),
)
def test_anything_is_read_or_refused_and_found_in_order(text: str, language: str) -> None:
    try:
        figure = read_figure(text, language)
    except ReadingError:
        pass
    else:
        lower, upper = figure.lower, figure.upper
        assert figure.value is not None or (figure.ends and figure.qualifier == "range")
        assert figure.value is None or lower is None or lower <= figure.value
        assert figure.value is None or upper is None or figure.value <= upper
        assert text.strip() == figure.text
    end = 0
    for figure in find_figures(text, language):
        assert end <= figure.start <= figure.number_start < figure.number_end <= figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end] == figure.text.strip()
        end = figure.end


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    find_figures(text, language)
    try:
        read_figure(text, language)
    except ReadingError as error:
        assert str(error)


def test_found_figures_read_the_same_alone() -> None:
    text = "Output hit 4000亿元, up 12.5 percent, with 2,995 firms, over 50 parks, $9.22 billion and nearly half of it."
    found = find_figures(text)
    assert [f.text for f in found] == ["4000亿元", "12.5 percent", "2,995", "over 50", "$9.22 billion", "nearly half"]
    for figure in found:
        alone = read_figure(figure.text)
        assert (alone.value, alone.unit, alone.qualifier) == (figure.value, figure.unit, figure.qualifier)
        assert alone.bounds() == figure.bounds()


def test_numbers_that_are_no_quantities_are_left_out() -> None:
    text = (
        "On June 28, 2022 at 14:33 the 5G, Web3 and B2B firms of http://x.cn/2022/5.html ranked 4th, No 1 and second in"
        " the top 100 (1+X+N)."
    )
    assert find_figures(text) == []
    assert find_figures("2022年9月23日，排名第七，入选百强和前20名，6月底", "zh") == []
    assert [f.text for f in find_figures("公司2015年成立，统一部署5G，增长三成，一带一路，共有一家企业。", "zh")] == [
        "三成",
        "一家",
    ]


@pytest.mark.parametrize("text", ["cloſe to 61 billion yuan", "CLOSE TO 61 bıllıon yuan", "cloſe to 61 BİLLION yuan"])
def test_letters_that_are_others_in_another_case_are_read(text: str) -> None:
    figure = read_figure(text)
    assert (figure.value, figure.unit, figure.qualifier) == (61_000_000_000, "CNY", "nearly")
    assert [found.text for found in find_figures(f"They paid {text}.")] == [text]
