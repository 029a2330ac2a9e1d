"""The promise that no number is skipped: whatever is printed, the scan reports it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading_render import in_words, ordinal_digits, ordinal_words, printed

from reread.reading import ReadingError, affixes, doubts, numerals, scan, scan_numerals, times_en, times_zh, vocabulary
from reread.reading.affixes import any_of
from reread.reading.spots import Spots
from reread.reading.vocabulary import (
    DENOMINATORS,
    HALVES,
    MONTHS,
    MULTIPLES,
    NUMBER_WORDS,
    ORDINALS,
    SCALES,
    VAGUE,
    WEEKDAYS,
)


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("5G", "5:digits"), ("1+X+N", "1:digits"), ("Web3", "3:digits"), ("B2B", "2:digits"), ("AIoT", ""),
        ("first-tier", "first:ordinal"),
        ("one-stop", "one:word"),
        ("2022-07-27 14:33:49", "2022:digits 07:digits 27:digits 14:digits 33:digits 49:digits"),
        ("http://x.cn/2022-01/5.html?id=7", "2022:digits 01:digits 5:digits 7:digits"),
        ("未标题-3.jpg", "3:digits"), ("4th", "4th:ordinal"),
        ("No 1", "No 1:ordinal"), ("No. 12", "No. 12:ordinal"), ("No 1 and no 2", "No 1:ordinal no 2:ordinal"),
        ("Dec 8,2017", "8:digits 2017:digits"),
        ("results 1,438, patents", "1,438:digits"), ("1,2,3", "1:digits 2:digits 3:digits"),
        ("1.2.3", "1.2.3:digits"), ("61 billion yuan", "61 billion:digits"),
        ("4000亿元", "4000亿:digits"), ("400多亿", "400多亿:digits"),
        ("one hundred and five", "one hundred and five:word"), ("Twenty-One", "Twenty-One:word"),
        ("one two", "one:word two:word"), ("dozens of thousands", "dozens:word thousands:word"),
        ("twice", "twice:multiple"), ("Doubled", "Doubled:multiple"),
        ("threefold", "threefold:multiple"), ("half", "half:fraction"), ("one third", "one third:fraction"),
        ("two-thirds", "two-thirds:fraction"),
        ("third", "third:ordinal"), ("twenty-first", "twenty-first:ordinal"),
        ("Four first-level", "Four:word first:ordinal"), ("three quarters", "three quarters:fraction"),
        ("第七", "第七:ordinal"), ("第7位", "第7:ordinal"), ("三分之一", "三分之一:fraction"),
        ("百分之二十六", "百分之二十六:fraction"), ("一半", "一半:fraction"),
        ("翻一番", "翻一番:multiple"), ("三十多家", "三十:word"), ("统一", "一:word"), ("两萬億", "两萬億:word"),
        ("２０２２年", "２０２２:digits"), ("½ ② m² Ⅳ", "½:digits ②:digits ²:digits Ⅳ:digits"),
        ("someone phone tenant network weighted anyone", ""), ("everyone often freight", ""), ("XIV I V", ""),
        ("once both several few a an", ""),
        ("10,000,000.55", "10,000,000.55:digits"), ("12345,678", "12345:digits 678:digits"), ("-5", "5:digits"),
        ("٣٤", "٣٤:digits"), ("no 1st", "1st:ordinal"),
        ("5 percent of 20 firms", "5:digits 20:digits"), ("in1999or2000", "1999:digits 2000:digits"),
        ("tens of millions", "tens:word millions:word"),
    ],
)  # fmt: skip
def test_what_counts(text: str, numerals: str) -> None:
    found = scan_numerals(text)
    rows = []
    for n in found:
        assert text[n.start : n.end] == n.text
        rows.append(f"{n.text}:{n.kind}")
    assert " ".join(rows) == numerals


FILLERS = ["", " ", ", ", " the ", "。", " (", ")", "-", " yuan ", "\n", "的", "“", "/", "+X"]


@given(st.lists(st.tuples(st.sampled_from(FILLERS), st.integers(0, 10**7), st.integers(0, 9)), min_size=1, max_size=8))
def test_every_inserted_numeral_is_reported(parts: list[tuple[str, int, int]]) -> None:
    text, inserted = "", []
    for filler, number, form in parts:
        small = number % 99 + 1
        piece = (
            str(number), f"{number:,}", f"{number / 100:.2f}", f"{number} billion", in_words(number),
            ordinal_digits(small), ordinal_words(small),
            f"No {small}", f"第{small}", "half",
        )[form]  # fmt: skip
        glue = " " if text[-1:].isalnum() and not filler.strip(" ") and not filler else ""
        text += filler + glue
        if text[-1:].isalpha() and text[-1:].isascii():
            text += " "
        inserted.append((len(text), len(text) + len(piece)))
        text += piece + ";"
    found = scan_numerals(text)
    covered = {i for n in found for i in range(n.start, n.end)}
    for start, end in inserted:
        missing = [text[i] for i in range(start, end) if i not in covered]
        assert not [c for c in missing if c.isalnum()], (text, text[start:end])


@given(printed())
def test_every_printed_figure_holds_a_reported_numeral(item: object) -> None:
    text = item.text  # type: ignore[attr-defined]
    found = scan_numerals(text, item.language)  # type: ignore[attr-defined]
    assert found
    assert any(n.start <= text.index(item.number) < n.end for n in found)  # type: ignore[attr-defined]


@given(st.text(max_size=200))
def test_no_digit_escapes(text: str) -> None:
    found = scan_numerals(text)
    covered = {i for n in found for i in range(n.start, n.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isdecimal())
    assert all(i in covered for i, c in enumerate(text) if c.isnumeric())
    end = 0
    for n in found:
        assert end <= n.start < n.end and n.text == text[n.start : n.end]
        end = n.end


@pytest.mark.parametrize(
    "word", sorted({*NUMBER_WORDS, *SCALES, *ORDINALS, *DENOMINATORS, *MULTIPLES, *VAGUE, "dozen"})
)
def test_every_number_word_counts(word: str) -> None:
    for text in (word, f"the {word} of", f"({word.upper()})", f"{word.title()}-way", f"“{word}”"):
        assert [n.text.lower() for n in scan_numerals(text)] == [word]
    assert scan_numerals(f"x{word}") == scan_numerals(f"{word}xyz") == []


def test_refuses_a_language_without_grammar() -> None:
    with pytest.raises(ReadingError):
        scan_numerals("5", "fr")


_PIECES = [
    *NUMBER_WORDS, *ORDINALS, *DENOMINATORS, *MULTIPLES, "翻番", "翻一番", *HALVES, *SCALES, *MONTHS, *WEEKDAYS,
    "dozen", "No.", "between", "the", "The", "in", "on the", "by the end of", "last", "this year", "H1", "Q3", "half",
    "quarter", "2021", "1998", "3", "12", "4,000", "5.9", ".5", "7th", "第七", "百分之三", "三分之一", "半", "年",
    "1亿2000万", "几十",
    *(word for words in vocabulary.DENIALS.values() for word in words), "didn't", "成百上千", "过半",
    "x", "lathe ", "ſix", "fıve", "\u212a", "－", "１２", "½", "-", "—", ",", ".", "$", "(",
]  # fmt: skip


_SPOTS = [
    scan._spots, partial(numerals.spots, "en"), partial(numerals.spots, "zh"), times_en._spots, times_zh._spots,
    partial(affixes._prefixes, True), partial(affixes._prefixes, False), doubts._denied,
]  # fmt: skip


def _tried_everywhere(spots: Spots, text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(text):
        found = spots.at_word.match(text, position) or spots.at_sign.match(text, position)
        if found is not None:
            yield found.span()
        position = found.end() if found is not None else position + 1


@given(st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from([" ", " ", "", "-", "\n", "   "])), max_size=12))
@example([("100", ""), ("today", " "), ("21st", " "), ("half of", " "), ("2021", ""), ("first", " "), ("half of", " ")])
@settings(max_examples=100, deadline=None)
def test_nothing_begins_where_no_word_or_number_does(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts)
    for spots in _SPOTS:
        assert [m.span() for m in spots().finditer(text)] == list(_tried_everywhere(spots(), text))


@pytest.mark.parametrize("whole", [True, False])
def test_the_longest_of_some_words_is_taken(whole: bool) -> None:
    for words in (vocabulary.UNITS, vocabulary.SIGNS, vocabulary.MAGNITUDES, vocabulary.QUALIFIERS_BEFORE):
        pattern = re.compile(any_of(words, whole), re.IGNORECASE)
        for word in words:
            plain = word.removeprefix("=")
            assert [m[0] for m in (pattern.match(plain), pattern.match(f"{plain};")) if m] == [plain, plain]
            if word[-1].isascii() and word[-1].isalpha():
                longer = pattern.match(f"{plain}x")
                assert longer is None or longer[0] != plain
