"""Number words in English and Chinese, against other people's writers of them."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading_render import in_words

from reread.reading import ReadingError, read_figure
from reread.reading.numbers import read_hanzi, read_words


@given(st.integers(0, 10**15 - 1), st.booleans())
def test_english_words_round_trip(number: int, joined: bool) -> None:
    words = in_words(number, joined)
    assert read_figure(words).value == number
    read = read_words(words.replace("-", " ").split())
    assert read.mantissa * 10**read.last_digit == number
    assert read.consumed == len(words.replace("-", " ").split())


@given(st.integers(0, 10**16 - 1))
def test_chinese_words_round_trip(number: int) -> None:
    words = cn2an.an2cn(str(number), "low")
    read = read_hanzi(words)
    assert read.mantissa * 10**read.last_digit == number
    assert read_figure(words, "zh").value == number
    formal = cn2an.an2cn(str(number), "up")
    read = read_hanzi(formal)
    assert read.mantissa * 10**read.last_digit == number


@given(st.lists(st.sampled_from("〇一二三四五六七八九"), min_size=3, max_size=8))
def test_digit_by_digit(signs: list[str]) -> None:
    assume("".join(signs) not in "一二三四五六七八九")  # a list of the numbers in it
    assert read_hanzi("".join(signs)).mantissa == int("".join(str("〇一二三四五六七八九".index(s)) for s in signs))


@pytest.mark.parametrize(
    ("text", "number"),
    [("两万五", 25000), ("一百五", 150), ("一百零五", 105), ("三千五", 3500), ("一万零五百", 10500), ("十五", 15),
     ("一亿两千万", 120000000), ("三万亿", 3 * 10**12), ("零", 0),
     ("一亿零五万", 100050000), ("一百一十", 110)],
)  # fmt: skip
def test_chinese(text: str, number: int) -> None:
    read = read_hanzi(text)
    assert read.mantissa * 10**read.last_digit == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "十百",
        "百",
        "万",
        "一零",
        "三五",
        "一百零",
        "二三十",
        "一百二百",
        "零五百",
        "点五",
        "一点",
        "万一",
        "一万二万",
        "百十",
        "一亿二亿",
    ],
)
def test_no_chinese_numbers(text: str) -> None:
    with pytest.raises(ReadingError):
        read_hanzi(text)


@pytest.mark.parametrize(
    ("words", "number", "consumed"),
    [("one two", 1, 1), ("twenty one", 21, 2), ("twenty ten", 20, 1), ("twelve hundred", 1200, 2),
     ("five million two", 5000002, 3), ("a dozen", 12, 2),
     ("two dozen", 24, 2), ("a hundred and five", 105, 4), ("five thousand six thousand", 5000, 2),
     ("one hundred and", 100, 2),
     ("twenty hundred", 20, 1), ("five and six", 5, 1), ("two hundred thousand", 200000, 3),
     ("one million one million", 1000000, 2)],
)  # fmt: skip
def test_english(words: str, number: int, consumed: int) -> None:
    read = read_words(words.split())
    assert (read.mantissa * 10**read.last_digit, read.consumed) == (number, consumed)


@pytest.mark.parametrize("words", ["", "and", "a", "a five", "hundred", "million", "dozen", "first"])
def test_no_english_numbers(words: str) -> None:
    with pytest.raises(ReadingError):
        read_words(words.split())
