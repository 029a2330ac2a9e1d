"""Precision: bounds hold the value, and exactly the numbers that would have been printed the same way."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading_render import Printed, cuts_to, last_nonzero, printed, rounds_to

from reread.reading import CONVENTIONS, Bounds, ReadingError, bounds, read_figure

DOCUMENTED = [
    ("61 billion", "printed", "60500000000", "61500000000"),
    ("38.2 percent", "printed", "38.15", "38.25"),
    ("200 percent", "printed", "199.5", "200.5"),
    ("300 billion", "printed", "299500000000", "300500000000"),
    ("2,995", "printed", "2995", "2995"),
    ("34,000", "printed", "33500", "34500"),
    ("370,000 square meters", "printed", "365000", "375000"),
    ("120 percent", "wide", "115", "125"),
    ("300 billion", "wide", "250000000000", "350000000000"),
    ("2,995", "wide", "2994.5", "2995.5"),
    ("55 percent", "cut", "55", "56"),
    ("61 billion", "cut", "61000000000", "62000000000"),
    ("one third", "printed", "16.666666666666", "50"),
    ("3.5", "printed", "3.45", "3.55"),
    ("nearly 200 percent", "printed", "150", "200"),
    ("nearly 200 percent", "cut", "150", "200"),
    ("about 61 billion", "printed", "60500000000", "61500000000"),
    ("about 120 percent", "cut", "115", "125"),
    ("-3.4 percent", "cut", "-3.5", "-3.4"),
    ("nearly -200 percent", "printed", "-200", "-150"),
    ("fell nearly a tenth", "printed", "-10", "-5"),
    ("fell a third", "cut", "-66.666666666667", "-33.333333333333"),
    ("300 people", "printed", "250", "350"),
    ("305 people", "printed", "305", "305"),
    ("one third", "cut", "33.333333333333", "66.666666666667"),
    ("0 percent", "wide", "-0.5", "0.5"),
    ("0.0 percent", "wide", "-0.05", "0.05"),
]


@pytest.mark.parametrize(("text", "convention", "lower", "upper"), DOCUMENTED)
def test_documented_examples(text: str, convention: str, lower: str, upper: str) -> None:
    got = read_figure(text).bounds(convention)
    assert (got.lower, got.upper) == (Decimal(lower), Decimal(upper))
    cut = convention == "cut" and not text.startswith(("nearly", "about"))
    assert got.upper_open == (cut and not text.startswith(("-", "fell")))
    assert got.lower_open == (cut and text.startswith(("-", "fell")))


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_ends_without_limit(convention: str) -> None:
    assert read_figure("over 50").bounds(convention) == Bounds(Decimal(50), None)
    assert read_figure("at least 50").bounds(convention) == Bounds(Decimal(50), None)
    assert read_figure("under 50").bounds(convention) == Bounds(None, Decimal(50))
    assert read_figure("fell over 3 percent").bounds(convention) == Bounds(None, Decimal(-3))
    assert read_figure("fell by up to 3 percent").bounds(convention) == Bounds(Decimal(-3), None)


def test_unknown_convention() -> None:
    with pytest.raises(ReadingError, match="'loose'"):
        read_figure("5").bounds("loose")


def test_membership() -> None:
    cut = Bounds(Decimal(55), Decimal(56), upper_open=True)
    assert Decimal(55) in cut and Decimal("55.99") in cut and Decimal(56) not in cut and Decimal("54.9") not in cut
    assert Decimal(10) in Bounds(None, None)
    assert Decimal(1) not in Bounds(Decimal(1), None, lower_open=True)


@given(printed(), st.sampled_from(CONVENTIONS))
def test_bounds_hold_the_value(item: Printed, convention: str) -> None:
    figure = read_figure(item.text, item.language)
    got = figure.bounds(convention)
    assert figure.value in got
    assert got == bounds(
        figure.value, unit=figure.unit, qualifier=figure.qualifier, last_digit=figure.last_digit, plain=figure.plain,
        convention=convention,
    )  # fmt: skip


@given(printed(qualified=False), st.sampled_from(CONVENTIONS), st.fractions(0, 1), st.fractions(0, 3))
def test_bounds_are_tight(item: Printed, convention: str, inside: Fraction, outside: Fraction) -> None:
    assume(item.mantissa)
    figure = read_figure(item.text, item.language)
    got = figure.bounds(convention)
    assert got.lower is not None and got.upper is not None
    if got.lower == got.upper:
        assert figure.qualifier == "exact"
        return
    # the power of ten to which the newsroom must have rounded, worked out from the convention's definition
    nonzero = last_nonzero(item.mantissa, item.last_digit)
    round_amount = item.plain and nonzero >= 2 and item.unit not in ("percent", "multiple", "percentage_point")
    last = nonzero if convention == "wide" or (convention == "printed" and round_amount) else item.last_digit
    with localcontext() as context:
        context.prec = 200
        width = got.upper - got.lower
        assert width == Decimal(f"1E{last}")
        part = Decimal(inside.numerator) / Decimal(inside.denominator)
        within = got.lower + width * part
        above = got.upper + width * Decimal(outside.numerator) / Decimal(outside.denominator)
        below = got.lower - width * Decimal(outside.numerator) / Decimal(outside.denominator)
    if got.lower < within < got.upper:
        assert within in got
        assert (
            cuts_to(within, item.value, last) if convention == "cut" else rounds_to(within, item.value, last) == {True}
        )
    for number in (above, below):
        if number > got.upper or number < got.lower:
            assert number not in got
            assert (
                not cuts_to(number, item.value, last)
                if convention == "cut"
                else rounds_to(number, item.value, last) == {False}
            )


@given(printed(qualified=False))
def test_conventions_are_nested(item: Printed) -> None:
    figure = read_figure(item.text, item.language)
    narrow, wide = figure.bounds("printed"), figure.bounds("wide")
    assert wide.lower <= narrow.lower <= figure.value <= narrow.upper <= wide.upper  # type: ignore[operator]


FRACTIONS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
HANZI = "零一二三四五六七八九十"


@given(st.integers(1, 9), st.sampled_from(sorted(FRACTIONS)), st.sampled_from(CONVENTIONS), st.booleans())
def test_fractions_hold_the_true_number(n: int, d: int, convention: str, zh: bool) -> None:
    assume(n < d)
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][n - 1]
    name = FRACTIONS[d] if n == 1 else "halves" if d == 2 else FRACTIONS[d] + "s"
    figure = read_figure(f"{HANZI[d]}分之{HANZI[n]}", "zh") if zh else read_figure(f"{words}-{name}")
    got = figure.bounds(convention)
    true = Fraction(100 * n, d)
    assert got.lower is not None and got.upper is not None
    low, high = Fraction(got.lower), Fraction(got.upper)
    assert low <= true <= high
    assert abs(Fraction(figure.value) - true) < Fraction(1, 10**12)
    half = Fraction(100, 2 * d)
    expected = (true, true + 2 * half) if convention == "cut" else (true - half, true + half)
    assert 0 <= expected[0] - low < Fraction(1, 10**12)
    assert 0 <= high - expected[1] < Fraction(1, 10**12)


@given(st.integers(1, 10**39), st.integers(-6, 16))
def test_nothing_is_rounded_however_long(mantissa: int, last: int) -> None:
    value = Decimal(mantissa * 10**last) if last >= 0 else Decimal(f"{mantissa}E{last}")
    got = bounds(value, unit="CNY", last_digit=last, plain=False)
    assert got.lower is not None and got.upper is not None
    assert Fraction(got.upper) - Fraction(got.lower) == Fraction(10) ** last
    assert Fraction(got.upper) + Fraction(got.lower) == 2 * Fraction(mantissa) * Fraction(10) ** last
