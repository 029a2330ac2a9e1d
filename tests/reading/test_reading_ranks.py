"""Positions on lists, what they imply, and sizes of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_render import in_words, ordinal_digits, ordinal_words

from reread.reading import ReadingError, find_ranks, read_implied_rank, read_list_size, read_rank


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("4th", 4), ("ranked 4th", 4), ("7th", 7), ("No 1", 1), ("No. 1", 1), ("No.1", 1), ("#1", 1),
        ("number one", 1), ("NO. 12", 12),
        ("second", 2), ("ranked second", 2), ("Ranked first", 1), ("first place", 1), ("in first place", 1),
        ("ranks 3rd nationwide", 3),
        ("was ranked the 5th", 5), ("tied for 2nd", 2), ("came third", 3), ("ranked No 1", 1), ("twenty-first", 21),
        ("ranked highest", 1), ("highest", 1), ("the largest", 1),
        ("第七", 7), ("第7位", 7), ("第7名", 7), ("排名第七", 7), ("位居全国第一", 1), ("第二十一位", 21),
        ("居首位", 1), ("榜首", 1), (" 4th ", 4),
    ],
)  # fmt: skip
def test_ranks(text: str, rank: int) -> None:
    assert read_rank(text) == rank


@pytest.mark.parametrize(
    "text",
    ["", "top", "top 100", "100", "ranked", "4st", "2th", "11st", "0th", "No 0", "twenty-tenth", "4th 5th",
     "first and second", "large",
     "second only to", "No", "第", "第零", "100强", "x" * 500, "seconds", "firstly"],
)  # fmt: skip
def test_no_ranks(text: str) -> None:
    with pytest.raises(ReadingError):
        read_rank(text)


@given(st.integers(1, 99), st.sampled_from(["", "ranked ", "ranking ", "was placed "]))
def test_ordinals_round_trip(number: int, verb: str) -> None:
    for printed in (
        ordinal_digits(number),
        ordinal_words(number),
        ordinal_words(number).replace("-", " ").title(),
        f"No {number}",
    ):
        assert read_rank(verb + printed) == number


@given(st.integers(1, 9999))
def test_ordinals_in_digits_round_trip(number: int) -> None:
    assert read_rank(ordinal_digits(number)) == read_rank(f"第{number}位") == number
    wrong = str(number) + ("st" if not ordinal_digits(number).endswith("st") else "th")
    with pytest.raises(ReadingError):
        read_rank(wrong)


@pytest.mark.parametrize(
    ("text", "rank"),
    [("second to", 1), ("only second to", 1), ("second only to", 1), ("ranked second only to", 1),
     ("Ranking second only to", 1), ("third only to", 2),
     ("next only to", 1), ("仅次于", 1), ("排名仅次于", 1),
     ("faster growth than in any other", 1), ("more than any other", 1), ("Higher than in any other", 1)],
)  # fmt: skip
def test_implied_ranks(text: str, rank: int) -> None:
    assert read_implied_rank(text) == rank


@pytest.mark.parametrize("text", ["", "second", "first only to", "second to none", "only", "to", "次", "second only"])
def test_nothing_implied(text: str) -> None:
    with pytest.raises(ReadingError):
        read_implied_rank(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("top 100", 100), ("Top 20", 20), ("Top 30 List", 30), ("TOP100", 100), ("top-50", 50), ("the top ten", 10),
        ("the top ten one-stop centres", 10), ("top one hundred companies", 100),
        ("Fortune Top 1,000", 1000), ("100强", 100), ("百强", 100), ("五百强", 500), ("前20", 20), ("前二十名", 20),
        ("中国互联网企业100强", 100),
        ("top", None), ("", None), ("leading urban areas", None), ("topped 100", None), ("top 5 percent"[:3], None),
        ("前三季度", None), ("强", None),
        ("top 100 of the top 100", 100),
    ],
)  # fmt: skip
def test_list_sizes(text: str, size: int | None) -> None:
    assert read_list_size(text) == size


@pytest.mark.parametrize("text", ["top 100 and top 20", "x" * 500])
def test_list_sizes_that_contradict(text: str) -> None:
    with pytest.raises(ReadingError):
        read_list_size(text)


@given(st.integers(1, 99999))
def test_list_sizes_round_trip(size: int) -> None:
    for title in (
        f"Top {size} List",
        f"China's top {size:,} counties",
        f"{size}强",
        f"前{size}名",
        f"the top {in_words(size, joined=False)}",
    ):
        assert read_list_size(title) == size


def test_found() -> None:
    text = "The fifth summit: 7th and 18th, No. 3 and #2, first-tier, 4st, the top 20 and top ten; 45th St."
    text += "第七位、第3、前20名、百强"
    assert [(r.text, r.value, r.kind) for r in find_ranks(text)] == [
        ("fifth", 5, "ordinal"), ("7th", 7, "ordinal"), ("18th", 18, "ordinal"), ("No. 3", 3, "rank"),
        ("#2", 2, "rank"), ("first", 1, "ordinal"),
        ("top 20", 20, "list_size"), ("top ten", 10, "list_size"), ("45th", 45, "ordinal"), ("第七位", 7, "rank"),
        ("第3", 3, "rank"),
        ("前20名", 20, "list_size"), ("百强", 100, "list_size"),
    ]  # fmt: skip


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    end = 0
    for found in find_ranks(text):
        assert end <= found.start < found.end and text[found.start : found.end] == found.text and found.value >= 1
        end = found.end
    for read in (read_rank, read_implied_rank, read_list_size):
        try:
            read(text)
        except ReadingError as error:
            assert str(error)
