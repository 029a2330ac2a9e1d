"""Sentences and paragraphs of English and Chinese texts."""

from __future__ import annotations

from itertools import pairwise

import planting
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.reading.sentences import Sentences, joined, paragraphs, position, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One thing.", "Another thing!", "A third?", "Yes."],
        ["Bosch Auto Parts (Changsha) Co., Ltd., a company, was selected.", "It grew."],
        ["It was sold by Bosch Co. Ltd.", "The firm grew."],
        ["It belongs to Bosch Co. Ltd. Changsha, a firm."],
        ["It ranked No. 1 in China.", "No. 2 was Beijing."],
        ["Is it so?", "No.", "It is not."],
        ["Dr. J. A. Smith met Mr. Wu on Dec. 8 at en.thnet.gov.cn with 5.9 billion."],
        ["The value was 5.9 billion yuan.", "In 2017, it grew."],
        ["He said \"it can.\"", "She left."],
        ["“We adjusted it,” said Tang.", "“Companies enjoy it.”", "Tang added more."],
        ["It was in the direction of 'combining data and reality'.\"", "Lv Nengxing, CEO, spoke."],
        ["It went on... and on.", "Then it stopped."],
        ["The U.S. market grew."],
        ["It grew in the U.S.", "However, it shrank here."],
        ["增长了10%。", "其中，华为入选“30强”。", "“很好！”", "他说。"],
        ["2021年，全区新增3.4万家。", "In 2021 it grew."],
        ["It was “done.”", "(See below.)", "Done"],
    ],
)  # fmt: skip
def test_sentences(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_line_ends_end_sentences() -> None:
    assert cut("Tianhe ranks 4th\n\n en.thnet.gov.cn Updated\nText. More\n") == [
        "Tianhe ranks 4th", "en.thnet.gov.cn Updated", "Text.", "More",
    ]  # fmt: skip


def test_no_sentences() -> None:
    assert sentences("") == [] == paragraphs("\n \n")
    assert Sentences("").around(0, 0) == (0, 0)


@given(st.text(alphabet='aB1 .!?。"”\n,(）Co', max_size=60))
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())
    assert all(text[start:end] == text[start:end].strip() and "\n" not in text[start:end] for start, end in spans)


@given(st.text(alphabet="ab. \n中。", max_size=40), st.data())
def test_sentence_around_a_place_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = Sentences(text).around(start, end)
    assert left <= start and end <= right


def test_together() -> None:
    text = "One two. Three four."
    cut_text = Sentences(text)
    assert cut_text.together((0, 3), (4, 7))
    assert not cut_text.together((0, 3), (9, 14))
    assert cut_text.together((4, 14), (15, 19))  # a span over both


@pytest.mark.parametrize(
    ("left", "right", "one"), [("a", "1", True), ("a", "", False), ("年", "2", False), ("-", "a", False)]
)
def test_joined(left: str, right: str, one: bool) -> None:
    assert joined(left, right) is one


def test_position() -> None:
    assert [position("ab\ncd\n", offset) for offset in (0, 1, 3, 5)] == [(1, 1), (1, 2), (2, 1), (2, 3)]


def test_archived_texts() -> None:
    """Every archived text is cut so that no sentence begins with a small letter inside a paragraph."""
    for path in sorted((planting.ROOT / "seeds").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        starts = {start for start, _ in paragraphs(text)}
        assert all(start in starts or not text[start].islower() for start, _ in sentences(text)), path.name
