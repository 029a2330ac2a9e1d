"""Interval arithmetic: the result holds every true result, and no smaller interval does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reread.relations import intervals
from reread.relations.intervals import ANY, Exact, Interval, exact, make

numbers = st.fractions(min_value=-50, max_value=50, max_denominator=20).map(exact)
positive = st.fractions(min_value=Fraction(1, 20), max_value=50, max_denominator=20).map(exact)


@st.composite
def some(draw: st.DrawFn, ends: st.SearchStrategy[Exact] = numbers, limited: bool = False) -> Interval:
    """Intervals of every sort: points, half-open ones, ones without limit."""
    low, high = sorted((draw(ends), draw(ends)), key=Fraction)
    lower = low if limited or draw(st.booleans()) else None
    upper = high if limited or draw(st.booleans()) else None
    found = make(lower, upper, draw(st.booleans()), draw(st.booleans()))
    assume(found is not None)
    assert found is not None
    return found


@st.composite
def inside(draw: st.DrawFn, interval: Interval) -> Fraction:
    """A number of the interval."""
    low, high = (None if end is None else Fraction(end) for end in (interval.lower, interval.upper))
    if low is None:
        low = (high if high is not None else Fraction(0)) - 60
    if high is None:
        high = low + 120
    part = draw(st.fractions(min_value=0, max_value=1, max_denominator=64))
    number = low + (high - low) * part
    assume(number in interval)
    return number


def near(interval: Interval, place: Fraction) -> Fraction:
    """A number of the interval as close to the end `place` (0 lower, 1 upper) as a billionth of its width."""
    low, high = Fraction(interval.lower or 0), Fraction(interval.upper or 0)
    step = Fraction(1, 10**9)
    shifted = min(max(place, step), 1 - step) if interval.lower_open or interval.upper_open else place
    return low + (high - low) * shifted


def reached(result: Interval, values: list[Fraction], closeness: Fraction) -> None:
    """Both ends of `result` are approached by `values`, and an end that belongs to it is one of them."""
    assert result.lower is not None and result.upper is not None
    assert isinstance(result.lower, Exact) and isinstance(result.upper, Exact)
    assert min(values) - result.lower <= closeness
    assert result.upper - max(values) <= closeness


def grown(previous: Interval, percent: Interval) -> Interval:
    """What grows by some percent, as relations of the kind growth compute it."""
    return intervals.mul(previous, intervals.shift(percent, Fraction(1, 100), 1))


OPERATIONS = {
    "add": (intervals.add, lambda a, b: a + b),
    "sub": (intervals.sub, lambda a, b: a - b),
    "mul": (intervals.mul, lambda a, b: a * b),
    "growth": (grown, lambda a, b: a * (1 + b / 100)),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(data=st.data())
def test_results_are_inside(name: str, data: st.DataObject) -> None:
    over_intervals, over_numbers = OPERATIONS[name]
    a, b = data.draw(some()), data.draw(some())
    assert over_numbers(data.draw(inside(a)), data.draw(inside(b))) in over_intervals(a, b)


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=some(limited=True), b=some(limited=True))
def test_results_reach_the_ends(name: str, a: Interval, b: Interval) -> None:
    over_intervals, over_numbers = OPERATIONS[name]
    values = [
        over_numbers(near(a, p), near(b, q)) for p in (Fraction(0), Fraction(1)) for q in (Fraction(0), Fraction(1))
    ]
    reached(over_intervals(a, b), values, Fraction(1, 10))


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=some(limited=True), b=some(limited=True))
def test_closed_ends_are_results(name: str, a: Interval, b: Interval) -> None:
    """An end that belongs to the result is the result of two ends that belong (or of a zero inside)."""
    over_intervals, over_numbers = OPERATIONS[name]
    result = over_intervals(a, b)
    values = [over_numbers(x, y) for x in corners(a) for y in corners(b)]
    if not result.lower_open:
        assert result.lower in values
    if not result.upper_open:
        assert result.upper in values


def corners(interval: Interval) -> list[Fraction]:
    """Numbers of the interval that can make an end: its closed ends, the middle, and those that make a product zero."""
    found = [Fraction(end) for end in (interval.lower, interval.upper) if end is not None and end in interval]
    assert interval.lower is not None and interval.upper is not None
    middle = Fraction(interval.lower + interval.upper, 2)
    return [*found, *(n for n in (Fraction(0), Fraction(-100), middle) if n in interval)]


@given(data=st.data(), a=some(), b=some())
def test_quotients_are_inside(data: st.DataObject, a: Interval, b: Interval) -> None:
    x, y = data.draw(inside(a)), data.draw(inside(b))
    assume(y != 0)
    result = intervals.div(a, b)
    assert result is not None and x / y in result
    times = intervals.factor(a, b)
    assert times is not None and x / y in times


@given(a=some(limited=True), b=some(ends=positive, limited=True))
def test_quotients_reach_the_ends(a: Interval, b: Interval) -> None:
    result = intervals.div(a, b)
    assert result is not None
    values = [near(a, p) / near(b, q) for p in (Fraction(0), Fraction(1)) for q in (Fraction(0), Fraction(1))]
    reached(result, values, Fraction(1, 2))


def test_division_by_zero() -> None:
    one, zero = Interval.point(1), Interval.point(0)
    assert intervals.div(one, zero) is None
    assert intervals.factor(one, zero) is None
    assert intervals.factor(zero, zero) == ANY
    assert intervals.div(one, Interval(Fraction(-1), Fraction(2))) == ANY
    assert intervals.div(one, Interval(Fraction(0), Fraction(2))) == Interval(Fraction(1, 2), None)
    assert intervals.div(zero, Interval(Fraction(-1), Fraction(2))) == zero
    assert intervals.factor(Interval(Fraction(0), Fraction(1)), Interval(Fraction(0), None)) == ANY


def test_zero_that_is_reached_and_zero_that_is_not() -> None:
    above = Interval(Fraction(0), None, lower_open=True)
    assert intervals.mul(above, above) == above
    assert intervals.mul(Interval.point(0), ANY) == Interval.point(0)
    assert intervals.mul(Interval(Fraction(0), None), above) == Interval(Fraction(0), None)


@given(data=st.data(), current=some(), previous=some(ends=positive))
def test_growth_rates_undo_growth(data: st.DataObject, current: Interval, previous: Interval) -> None:
    now, before = data.draw(inside(current)), data.draw(inside(previous))
    assume(before != 0)
    rate = intervals.growth_rate(current, previous)
    assert rate is not None and (now / before - 1) * 100 in rate
    assert now in grown(previous, rate)


@given(data=st.data(), a=some(), b=some())
def test_intersection_and_hull(data: st.DataObject, a: Interval, b: Interval) -> None:
    number = data.draw(inside(a))
    both = intervals.intersection(a, b)
    assert (number in b) == (both is not None and number in both)
    assert number in intervals.hull(a, b)
    assert intervals.intersection(a, intervals.hull(a, b)) == a
    assert both is None or intervals.intersection(both, b) == both
    if both is None:
        assert intervals.gap(a, b) >= 0
    else:
        assert intervals.gap(a, b) == 0


@given(interval=some(limited=True))
def test_whole_numbers_inside(interval: Interval) -> None:
    assert interval.lower is not None and interval.upper is not None
    inside_it = [n for n in range(floor(interval.lower), ceil(interval.upper) + 1) if n in interval]
    found = intervals.whole(interval)
    assert found == (Interval(Fraction(inside_it[0]), Fraction(inside_it[-1])) if inside_it else None)


@given(interval=some(), digits=st.integers(1, 6))
def test_outward_rounding_loses_nothing(interval: Interval, digits: int) -> None:
    low, high = intervals.outward(interval, digits)
    assert (low is None) == (interval.lower is None) and (high is None) == (interval.upper is None)
    assert low is None or (interval.lower is not None and Fraction(low) <= interval.lower)
    assert high is None or (interval.upper is not None and Fraction(high) >= interval.upper)
    if interval.width and low is not None and high is not None:
        assert Fraction(high) - Fraction(low) <= interval.width * (1 + Fraction(2, 10 ** (digits - 1)))


def test_outward_writes_short_decimals() -> None:
    third = Interval(Fraction(1, 3), Fraction(2, 3))
    assert intervals.outward(third) == (Decimal("0.333"), Decimal("0.667"))
    assert intervals.outward(Interval(Fraction(61500000000), None)) == (Decimal(61500000000), None)
    assert intervals.outward(Interval.point(9)) == (Decimal(9), Decimal(9))
    assert str(intervals.outward(Interval(Fraction(10) ** 20, Fraction(2) * 10**20))[0]) == "1" + "0" * 20


def test_nothing_between_crossed_ends() -> None:
    assert make(2, 1) is None and make(1, 1, True, False) is None
    assert make(exact(Decimal("0.1")), exact("1")) == Interval(Fraction(1, 10), 1)
    with pytest.raises(ValueError, match="nothing lies between"):
        Interval(Fraction(2), Fraction(1))
    with pytest.raises(ValueError, match="not be zero"):
        intervals.shift(ANY, 0)


def test_they_are_shown_as_mathematicians_write_them() -> None:
    assert str(Interval(Fraction(55), Fraction(56), upper_open=True)) == "[55, 56)"
    assert str(ANY) == "(-inf, inf)"
