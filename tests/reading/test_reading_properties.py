"""The two principles, over generated text: what cannot be read whole is refused whole, and no number is left out."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reread.reading import Figure, find_ranks, find_times, read_all, scan_numerals

# A numeral as printed, and its value; None where it is not written as one number is.
NUMERALS: list[tuple[str, str | None]] = [
    ("7", "7"),
    ("61.5", "61.5"),
    ("2,995", "2995"),
    ("13,009,000", "13009000"),
    ("816\u00a0000", "816000"),
    ("1.035,50", "1035.50"),
    ("1’000’000", "1000000"),
    ("12,34,567", "1234567"),
    ("2½", "2.5"),
    ("2 1/2", "2.5"),
    ("1,03", None),
    ("1,0000", None),
    ("007", None),
    ("1.2.3", None),
    ("12:30", None),
    ("1024*768", None),
    ("3,5", None),
    ("1_000", None),
    ("12'34", None),
    ("3-2-1", None),
    ("0769-228", None),
    ("3,1415,92", None),
    ("5//7", None),
]
SCALES: list[tuple[str, int | None]] = [
    ("", 0),
    (" million", 6),
    (" billion", 9),
    ("万", 4),
    ("亿", 8),
    ("bn", 9),
    (" lakh", 5),
    (" ten thousand", 4),
    (" quadrillion", None),
    (" zillion", None),
    ("京", None),
]
UNITS: list[tuple[str, str | None]] = [
    (" yuan", "CNY"),
    ("元", "CNY"),
    (" percent", "percent"),
    (" tonnes", "t"),
    (" kWh", "kWh"),
    ("家", "count"),
    (" people", "person"),
    (" GW", None),
    (" won", None),
    ("韩元", None),
    (" years", None),
    (" TEU", None),
    ("千瓦", None),
    (" GB", None),
    (" yuan per ton", None),
    ("元/吨", None),
    (" Brunei dollars", None),
    ("公里", None),
    (" rupees", None),
]
BEFORE = ["", "a total of ", "It was ", "共有", "产值为", "(", "worth "]
BEHIND = ["", ".", ", and so on", "，其中", " in total", ")", "\n"]


@given(
    st.sampled_from(BEFORE), st.sampled_from(NUMERALS), st.sampled_from(SCALES), st.sampled_from(UNITS),
    st.sampled_from(BEHIND), st.sampled_from(["en", "zh"]),
)  # fmt: skip
@settings(max_examples=600)
def test_what_cannot_be_read_whole_is_refused_whole(
    before: str, numeral: tuple[str, str | None], scale: tuple[str, int | None], unit: tuple[str, str | None],
    behind: str, language: str,
) -> None:  # fmt: skip
    if unit[0] == " percent" and scale[0]:
        return
    printed = numeral[0] + scale[0] + unit[0]
    text = before + printed + behind
    start, end = len(before), len(before) + len(printed)
    items = [item for item in read_all(text, language) if item.start < end and start < item.end]
    assert items
    figures = [item for item in items if isinstance(item, Figure)]
    whole = None not in (numeral[1], scale[1]) and Decimal(numeral[1] or 0) * 10 ** (scale[1] or 0) % 1 == 0
    if numeral[1] is None or scale[1] is None or unit[1] is None or (unit[1] in ("count", "person") and not whole):
        assert not figures, (text, figures)
        return
    (figure,) = figures
    assert figure.value == Decimal(numeral[1]) * 10 ** scale[1]
    assert (figure.unit, figure.start, figure.end) == (unit[1], start, end)


PIECES = [
    "5",
    "12",
    "2,995",
    "61.5",
    "007",
    "1,03",
    " billion",
    " million",
    " hundred",
    "two",
    "three ",
    "half",
    " dozen",
    "doubled",
    "percent",
    "%",
    "yuan",
    "$",
    "RMB",
    "-",
    "–",
    "~",
    " to ",
    "between ",
    " and ",
    "from ",
    " or ",
    "fell ",
    "down ",
    "rose ",
    "by ",
    "of ",
    "nearly ",
    "over ",
    "about ",
    " times ",
    "as many as",
    "GW",
    "kWh",
    "G",
    "firms ",
    "亿",
    "万",
    "千",
    "百",
    "元",
    "家",
    "成",
    "倍",
    "三",
    "五",
    "两",
    "十",
    "分之",
    "百分之",
    "多",
    "几",
    "数",
    "近",
    "超",
    "下降",
    "增长",
    "负",
    "翻",
    "番",
    "个百分点",
    "至",
    "和",
    "、",
    "，",
    "。",
    ", ",
    ". ",
    "\n",
    " ",
    "/",
    "(",
    ")",
    "No. ",
    "top ",
    "第",
    "前",
    "强",
    "2022",
    "2022年",
    "2021-22",
    "June ",
    "½",
    "　",
    "a ",
    "third ",
    "hundreds ",
    "per ",
    "capita",
    "every ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(TEXTS, st.sampled_from(["en", "zh"]))
@settings(max_examples=800)
def test_no_number_is_left_out(text: str, language: str) -> None:
    spans = [(item.start, item.end) for item in read_all(text, language)]
    spans += [(time.start, time.end) for time in find_times(text, language=language) if time.certain]
    spans += [(rank.start, rank.end) for rank in find_ranks(text)]
    for numeral in scan_numerals(text, language):
        digits = re.search("[0-9]", numeral.text)
        words = language == "en" and numeral.kind == "word" and numeral.text.isascii()
        if digits or words:
            at = numeral.start + (digits.start() if digits else 0)
            assert any(start < numeral.end and at < end for start, end in spans), (text, numeral, spans)


@given(TEXTS, st.sampled_from(["en", "zh"]))
@example("亿分之2,995", "zh")
@settings(max_examples=800)
def test_readings_hold_their_figure_and_stop_where_the_number_stops(text: str, language: str) -> None:
    end = 0
    others = {found.end for found in (*find_times(text, language=language), *find_ranks(text))}
    for item in read_all(text, language):
        assert end <= item.start < item.end and item.text == text[item.start : item.end]
        end = item.end
        if not isinstance(item, Figure):
            assert item.reason and item.code
            continue
        for convention in ("printed", "wide", "cut"):
            bounds = item.bounds(convention)
            assert item.value is None or bounds.lower is None or bounds.lower <= item.value
            assert item.value is None or bounds.upper is None or item.value <= bounds.upper
        if item.value is None:
            assert item.ends and item.ends[0] < item.ends[1] and item.qualifier == "range"
        last = text[item.number_end - 1]
        following = text[item.number_end : item.number_end + 2]
        assert not (last.isdigit() and re.match(r"[0-9]|[.,][0-9]", following)), (text, item)
        assert item.start in others or not re.search(r"[0-9]\Z", text[: item.number_start]), (text, item)
