"""Long and hostile input is refused or read in time that grows with its length, never with its square or worse.

A pattern that backtracks would not come back from these texts at all.
"""

from __future__ import annotations

from time import process_time

import pytest

from reread.reading import (
    ReadingError,
    find_figures,
    find_names,
    find_ranks,
    find_times,
    normalise,
    read_base_period,
    read_figure,
    read_implied_rank,
    read_list_size,
    read_rank,
    read_time,
    scan_numerals,
)

PIECES = [
    "1", "1,", "1,111", "1.", " ", "\n", "one ", "one-", "one hundred and ", "twenty-", "over ", "more than ",
    "RMB ", "$", "-", "亿", "一", "一点", "第", "百分之",
    "June ", "June 2022 to ", "2022", "2022-", "2022年", "12月", "the end of ", "in ", "first ", "first three ",
    "No ", "top ", "top one hundred ", "前", "强", "Tianhe ",
    "½", "and ", "half ", "a ", "billion ", "percent ", "-a", "’s ", "1亿", "多", "５", "1 to ",
    "between 2016 and ", "ranked ", "the ", "same period of ", "年底",
]  # fmt: skip


#: Pieces that cost most, repeated further, with one tail: what grows with the square of a text shows itself only there.
COSTLY = ["12月", "one-", "1 to "]


@pytest.mark.parametrize(
    ("piece", "length", "tails"),
    [*((piece, 4_000, ("", "x", "1")) for piece in PIECES), *((piece, 20_000, ("x",)) for piece in COSTLY)],
)
def test_repeated(piece: str, length: int, tails: tuple[str, ...]) -> None:
    begun = process_time()
    _read_everything(piece * (length // len(piece)), tails)
    assert process_time() - begun < 60


def _read_everything(text: str, tails: tuple[str, ...]) -> None:
    for tail in tails:
        for language in ("en", "zh"):
            find_figures(text + tail, language)
            find_times(text + tail, "2022-09-23", language)
        find_ranks(text + tail)
        scan_numerals(text + tail)
        find_names(text + tail, ["Tianhe district", "a", "1"])
        normalise(text + tail)
        if tail == "1" and not text.strip():
            continue  # blanks around an expression are no part of it, however many
        for read in (
            read_figure,
            read_time,
            read_rank,
            read_implied_rank,
            lambda t: read_base_period(t, "2016"),
            read_list_size,
        ):
            with pytest.raises(ReadingError):
                read(text + tail)


@pytest.mark.parametrize("piece", PIECES)
def test_as_long_as_an_expression_can_be(piece: str) -> None:
    text = (piece * 400)[:190]
    for read in (
        read_figure,
        read_time,
        read_rank,
        read_implied_rank,
        lambda t: read_base_period(t, "2016"),
        read_list_size,
    ):
        for tail in ("", "x", "!"):
            try:
                read(text + tail)
            except ReadingError as error:
                assert len(str(error)) < 1000


@pytest.mark.parametrize(
    "text",
    ["9" * 41, "9" * 100_000, "1e999999999", "1E+400", "9" * 39 + ".99", "1" + ",000" * 14, "十" * 50, "一" * 41],
)
def test_absurd_numerals(text: str) -> None:
    with pytest.raises(ReadingError):
        read_figure(text)
    with pytest.raises(ReadingError):
        read_figure(text + " trillion yuan", "zh")
    find_figures(text)


def test_the_longest_numeral() -> None:
    assert read_figure("9" * 40 + " trillion yuan").value == int("9" * 40) * 10**12
