"""Every figure, time and position in the five archived texts, listed, and read from exactly those characters."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reread.reading import (
    find_figures,
    find_ranks,
    find_times,
    read_figure,
    read_implied_rank,
    read_list_size,
    read_rank,
    read_time,
    scan_numerals,
)

SEEDS = Path(__file__).parents[2] / "seeds"
PUBLISHED = {"000": "2022-09-23", "001": "2023-06-06", "002": "2017-12-08", "003": "2017", "004": "2022-07-27"}

# text of the figure, value, unit, qualifier, lower, upper
FIGURES: dict[str, list[tuple[str, str, str, str, str, str]]] = {
    "000": [
        ("Four", "4", "count", "exact", "4", "4"),
        ("13", "13", "count", "exact", "13", "13"),
        ("1,035", "1035", "count", "exact", "1035", "1035"),
        ("34,000", "34000", "count", "rounded", "33500", "34500"),
        ("38.2 percent", "38.2", "percent", "rounded", "38.15", "38.25"),
        ("2,995", "2995", "count", "exact", "2995", "2995"),
        ("26 percent", "26", "percent", "rounded", "25.5", "26.5"),
        ("Five", "5", "count", "exact", "5", "5"),
        ("55 percent", "55", "percent", "rounded", "54.5", "55.5"),
        ("four", "4", "count", "exact", "4", "4"),
        ("80 percent", "80", "percent", "rounded", "79.5", "80.5"),
    ],
    "001": [
        ("27", "27", "count", "exact", "27", "27"),
        ("three", "3", "count", "exact", "3", "3"),
        ("exceed 2022 billion yuan", "2022000000000", "CNY", "over", "2022000000000", ""),
        ("4000", "4000", "count", "rounded", "3500", "4500"),
        ("50", "50", "count", "exact", "50", "50"),
    ],
    "002": [
        ("61 billion yuan", "61000000000", "CNY", "rounded", "60500000000", "61500000000"),
        ("$9.22 billion", "9220000000", "USD", "rounded", "9215000000", "9225000000"),
        ("300 billion yuan", "300000000000", "CNY", "rounded", "299500000000", "300500000000"),
        ("$45 billion", "45000000000", "USD", "rounded", "44500000000", "45500000000"),
        ("370,000 square meters", "370000", "m2", "rounded", "365000", "375000"),
        ("17", "17", "count", "exact", "17", "17"),
        ("5.9 billion yuan", "5900000000", "CNY", "rounded", "5850000000", "5950000000"),
        ("220 percent", "220", "percent", "rounded", "219.5", "220.5"),
        ("9.77 billion yuan", "9770000000", "CNY", "rounded", "9765000000", "9775000000"),
        ("200 percent", "200", "percent", "rounded", "199.5", "200.5"),
        ("one", "1", "count", "exact", "1", "1"),
        ("300 billion yuan", "300000000000", "CNY", "rounded", "299500000000", "300500000000"),
        ("14.68 billion yuan", "14680000000", "CNY", "rounded", "14675000000", "14685000000"),
        ("120 percent", "120", "percent", "rounded", "119.5", "120.5"),
        ("8.65 billion yuan", "8650000000", "CNY", "rounded", "8645000000", "8655000000"),
        ("150 percent", "150", "percent", "rounded", "149.5", "150.5"),
        ("6.03 billion yuan", "6030000000", "CNY", "rounded", "6025000000", "6035000000"),
        ("83.2 percent", "83.2", "percent", "rounded", "83.15", "83.25"),
    ],
    "003": [
        ("2,823", "2823", "count", "exact", "2823", "2823"),
        ("203", "203", "count", "exact", "203", "203"),
        ("Three", "3", "count", "exact", "3", "3"),  # the New Three Board
        ("73", "73", "count", "exact", "73", "73"),
        ("61 percent", "61", "percent", "rounded", "60.5", "61.5"),
        ("1.2 billion RMB", "1200000000", "CNY", "rounded", "1150000000", "1250000000"),
        ("2,100", "2100", "count", "rounded", "2050", "2150"),
        ("755", "755", "count", "exact", "755", "755"),
        ("16 percent", "16", "percent", "rounded", "15.5", "16.5"),
        ("4.926 billion RMB", "4926000000", "CNY", "rounded", "4925500000", "4926500000"),
        ("nearly 200 percent", "200", "percent", "nearly", "150", "200"),
        ("73", "73", "count", "exact", "73", "73"),
        ("21", "21", "count", "exact", "21", "21"),
        ("103", "103", "count", "exact", "103", "103"),
        ("47 billion RMB", "47000000000", "CNY", "rounded", "46500000000", "47500000000"),
        ("30 billion RMB", "30000000000", "CNY", "rounded", "29500000000", "30500000000"),
        ("25", "25", "count", "exact", "25", "25"),
        ("1,438", "1438", "count", "exact", "1438", "1438"),
        ("647", "647", "count", "exact", "647", "647"),
        ("357", "357", "count", "exact", "357", "357"),
        ("404", "404", "count", "exact", "404", "404"),
        ("404", "404", "count", "exact", "404", "404"),
    ],
    "004": [
        ("5", "5", "count", "exact", "5", "5"),
        ("7", "7", "count", "exact", "7", "7"),
        ("6", "6", "count", "exact", "6", "6"),
        ("3", "3", "count", "exact", "3", "3"),
        ("2", "2", "count", "exact", "2", "2"),
        ("1", "1", "count", "exact", "1", "1"),
        ("1", "1", "count", "exact", "1", "1"),
        ("six", "6", "count", "exact", "6", "6"),
        ("10", "10", "count", "exact", "10", "10"),
        ("6", "6", "count", "exact", "6", "6"),
        ("one", "1", "count", "exact", "1", "1"),
        ("Two", "2", "count", "exact", "2", "2"),
    ],
}  # fmt: skip

# text of the time, period ("" if it cannot be read), basis
TIMES: dict[str, list[tuple[str, str, str]]] = {
    "000": [
        ("September 23, 2022", "2022-09-23", "printed"),
        ("from April to June", "2022-04/2022-06", "relative"),
        ("in 2022", "2022", "printed"),
        ("In 2021", "2021", "printed"),
        ("by the end of 2021", "2021-12-31", "printed"),
        ("in 2021", "2021", "printed"),
        ("in 2021", "2021", "printed"),
        ("in 2021", "2021", "printed"),
    ],
    "001": [
        ("June 6", "2023-06-06", "relative"),
        ("2023", "2023", "printed"),  # "Top 2023 List", where 27 and 2023 changed places
        ("2023", "2023", "printed"),
        ("on the 30th", "2023-05-30", "relative"),
        ("in 2016", "2016", "printed"),
    ],
    "002": [
        ("Dec 8,2017 3:07 PM", "2017-12-08", "printed"),
        ("2025", "2025", "printed"),
        ("in October", "2017-10", "relative"),
        ("In September", "2017-09", "relative"),
        ("In March", "2017-03", "relative"),
        ("In 2011", "2011", "printed"),
        ("in 2015", "2015", "printed"),
        ("In 2017", "2017", "printed"),
        ("from 2016", "2016", "printed"),
        ("in November", "2017-11", "relative"),
        ("In 2016", "2016", "printed"),
        ("In 2016", "2016", "printed"),
    ],
    "003": [
        ("last year", "2016", "relative"),
        ("last year", "2016", "relative"),
        ("In 2016", "2016", "printed"),
        ("2015", "2015", "printed"),
        ("last year", "2016", "relative"),
        ("2015", "2015", "printed"),
        ("By 2016", "2016", "printed"),
        ("last year", "2016", "relative"),
        ("in 2016", "2016", "printed"),
        ("2006-2014", "2006-01/2014-12", "printed"),
    ],
    "004": [
        ("2022-07-27 14:33:49", "2022-07-27", "printed"),
        ("in 2021", "2021", "printed"),
        ("in 2022", "2022", "printed"),
        ("in 2020", "2020", "printed"),
        ("2021", "2021", "printed"),
    ],
}

# text, value, kind
PLACES: dict[str, list[tuple[str, int, str]]] = {
    "000": [
        ("4th", 4, "ordinal"), ("4th", 4, "ordinal"), ("first", 1, "ordinal"), ("second", 2, "ordinal"),
        ("second", 2, "ordinal"), ("top 100", 100, "list_size"), ("second", 2, "ordinal"),
        ("top 100", 100, "list_size"), ("top 100", 100, "list_size"),
    ],
    "001": [("Top 2023", 2023, "list_size"), ("first", 1, "ordinal"), ("30th", 30, "ordinal")],
    "002": [("first", 1, "ordinal"), ("fourth", 4, "ordinal"), ("No 1", 1, "rank")],
    "003": [("second", 2, "ordinal"), ("first", 1, "ordinal"), ("first", 1, "ordinal"), ("first", 1, "ordinal")],
    "004": [
        ("Top 20", 20, "list_size"), ("fifth", 5, "ordinal"), ("top 20", 20, "list_size"), ("7th", 7, "ordinal"),
        ("18th", 18, "ordinal"), ("top 20", 20, "list_size"), ("first", 1, "ordinal"),
    ],
}  # fmt: skip

NUMERALS = {
    "000": "4th 23 2022 4th Four first 13 second 3 second 100 2022 second 1,035 2021 34,000 38.2 2,995 2021 26 Five 100"
    " 2021 55 four 100 2021 80 2021",
    "001": "6 27 2023 first 2023 30th 5 3 three 2 1 2016 2022_billion 4000 50",
    "002": "8 2017 3 07 2025 61_billion 9.22_billion 300_billion 45_billion 2011 first 2015 370,000 17 2017 5.9_billion"
    " 220 2016 9.77_billion 200 one fourth 2016 300_billion 2016 14.68_billion 120 No_1 8.65_billion 150 6.03_billion"
    " 83.2",
    "003": "2016 2,823 second 203 Three first first 73 61 2015 first 1.2_billion 2,100 755 16 4.926_billion 200 2015 73"
    " 21 2016 103 47_billion 30_billion 2016 25 1,438 647 357 404 404 2006 2014",
    "004": "20 2022 07 27 14 33 49 fifth 20 2021 7th 18th 20 5 7 6 3 2 1 1 5 six 10 6 5 one first 2022 Two 2020 2021",
}


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("number", sorted(FIGURES))
def test_every_figure(number: str) -> None:
    text = seed(number)
    found = find_figures(text)
    assert [(f.text, str(f.value), f.unit, f.qualifier) for f in found] == [row[:4] for row in FIGURES[number]]
    for figure, (words, value, unit, qualifier, lower, upper) in zip(found, FIGURES[number], strict=True):
        assert text[figure.start : figure.end] == words
        alone = read_figure(words)
        assert (str(alone.value), alone.unit, alone.qualifier) == (value, unit, qualifier)
        bounds = alone.bounds()
        assert bounds == figure.bounds()
        assert bounds.lower == Decimal(lower)
        assert bounds.upper == (Decimal(upper) if upper else None)


@pytest.mark.parametrize("number", sorted(TIMES))
def test_every_time(number: str) -> None:
    text = seed(number)
    found = find_times(text, PUBLISHED[number])
    assert [(t.text, t.time.period, t.time.basis) for t in found if t.time] == TIMES[number]
    for time in found:
        assert text[time.start : time.end] == time.text
        assert read_time(time.text, PUBLISHED[number]) == time.time


@pytest.mark.parametrize("number", sorted(PLACES))
def test_every_position(number: str) -> None:
    text = seed(number)
    found = find_ranks(text)
    assert [(r.text, r.value, r.kind) for r in found] == PLACES[number]
    for place in found:
        assert text[place.start : place.end] == place.text
        if place.kind == "list_size":
            assert read_list_size(place.text) == place.value
        else:
            assert read_rank(place.text) == place.value


@pytest.mark.parametrize("number", sorted(NUMERALS))
def test_every_numeral(number: str) -> None:
    text = seed(number)
    found = scan_numerals(text)
    assert [n.text.replace(" ", "_") for n in found] == NUMERALS[number].split()
    covered = {i for n in found for i in range(n.start, n.end)}
    assert [i for i, c in enumerate(text) if c.isdigit() and i not in covered] == []


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("ranked 4th", 4),
        ("ranked second", 2),
        ("ranking first", 1),
        ("No 1", 1),
        ("7th", 7),
        ("18th", 18),
        ("ranked highest", 1),
    ],
)
def test_positions_as_printed_in_the_seeds(words: str, rank: int) -> None:
    assert read_rank(words) == rank


def test_implied_positions_of_the_seeds() -> None:
    assert "only second to Shenzhen's Nanshan district" in seed("000")
    assert read_implied_rank("only second to") == 1
    assert "ranked second only to Beijing" in seed("003")
    assert read_implied_rank("ranked second only to") == 1


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("the top 100 Chinese districts in 2022", 100),
        ("Top 2023 List", 2023),
        ("China’s Top 20 counties", 20),
        ("China's top 100 new technology companies", 100),
        ("all of which are top internet companies", None),
    ],
)
def test_sizes_of_the_lists_of_the_seeds(title: str, size: int | None) -> None:
    assert read_list_size(title) == size
