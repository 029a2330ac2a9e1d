"""Interval arithmetic on exact numbers: what is known of a quantity when all that is known of its parts are bounds.

An `Interval` is a non-empty set of numbers between two ends. An end is a `Fraction` or None (no limit), and belongs to
the set unless it is open. "About 61 billion" is [60.5e9, 61.5e9]; "55 percent, decimals cut off" is [55, 56) with the
upper end open; "over 50" is [50, no limit).

The operations are exact. Where each operand occurs once (as in every formula used here) the result is the smallest
interval that holds all results; two operands are taken as independent, so `a - a` is not zero. What can be empty is
returned as None.

==============================  =======================================================================================
add, sub, mul                   all sums, differences, products
div(a, b)                       all x / y with y other than zero; None if b holds zero alone. If zero lies inside b, the
                                results fall into two rays, and the interval around both is returned
factor(product, other)          all x for which some y of `other` gives x * y in `product`: as `div`, but every number
                                when both hold zero
growth_rate(current, previous)  the percentages that lead from one to the other: 100 * (current / previous - 1)
intersection, hull              what both allow (or None); the smallest interval around both
whole                           from the first to the last whole number inside, or None if there is none
outward                         the ends as short decimals, rounded away from the inside
==============================  =======================================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor, inf
from typing import Final

Number = Fraction | Decimal | int
_End = Fraction | float  # inside this module an end without limit is an infinite float
_HUNDRED: Final = Fraction(100)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `lower` to `upper`; None is an end without limit, which is always open.

    The constructor takes Fractions and raises ValueError where nothing would lie between the ends; `make` takes any
    exact number and returns None there.
    """

    lower: Fraction | None
    upper: Fraction | None
    lower_open: bool = False
    upper_open: bool = False

    def __post_init__(self) -> None:
        low, high = self.lower, self.upper
        if low is None:
            if not self.lower_open:
                object.__setattr__(self, "lower_open", True)
        elif high is not None and _empty(low, high, self.lower_open or self.upper_open):
            raise ValueError(f"nothing lies between {low} and {high}")
        if high is None and not self.upper_open:
            object.__setattr__(self, "upper_open", True)

    @classmethod
    def point(cls, value: Number) -> Interval:
        """The one number `value`."""
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.lower is not None and self.lower == self.upper

    @property
    def bounded(self) -> bool:
        """Whether both ends have a limit."""
        return self.lower is not None and self.upper is not None

    @property
    def width(self) -> Fraction | None:
        """Distance of the ends, None without limit."""
        return None if self.lower is None or self.upper is None else self.upper - self.lower

    def __contains__(self, number: Number) -> bool:
        low, high = self.lower, self.upper
        above = low is None or (number > low if self.lower_open else number >= low)
        return above and (high is None or (number < high if self.upper_open else number <= high))

    def __str__(self) -> str:
        left = "(" if self.lower_open else "["
        right = ")" if self.upper_open else "]"
        low = "-inf" if self.lower is None else str(self.lower)
        return f"{left}{low}, {'inf' if self.upper is None else self.upper}{right}"


ANY: Final = Interval(None, None)
NOT_NEGATIVE: Final = Interval(Fraction(0), None)


def make(
    lower: Number | None, upper: Number | None, lower_open: bool = False, upper_open: bool = False
) -> Interval | None:
    """The interval with these ends, or None where nothing lies between them."""
    low = lower if lower is None or isinstance(lower, Fraction) else Fraction(lower)
    high = upper if upper is None or isinstance(upper, Fraction) else Fraction(upper)
    if low is not None and high is not None and _empty(low, high, lower_open or upper_open):
        return None
    return Interval(low, high, lower_open, upper_open)


def add(left: Interval, right: Interval) -> Interval:
    """All sums."""
    return Interval(
        None if left.lower is None or right.lower is None else left.lower + right.lower,
        None if left.upper is None or right.upper is None else left.upper + right.upper,
        left.lower_open or right.lower_open,
        left.upper_open or right.upper_open,
    )


def sub(left: Interval, right: Interval) -> Interval:
    """All differences."""
    return Interval(
        None if left.lower is None or right.upper is None else left.lower - right.upper,
        None if left.upper is None or right.lower is None else left.upper - right.lower,
        left.lower_open or right.upper_open,
        left.upper_open or right.lower_open,
    )


def shift(interval: Interval, times: Number, plus: Number = 0) -> Interval:
    """Every number multiplied by `times` (not zero), then increased by `plus`."""
    scale = times if isinstance(times, Fraction) else Fraction(times)
    if not scale:
        raise ValueError("times must not be zero")
    low = None if interval.lower is None else interval.lower * scale
    high = None if interval.upper is None else interval.upper * scale
    if plus:
        offset = plus if isinstance(plus, Fraction) else Fraction(plus)
        low, high = (None if end is None else end + offset for end in (low, high))
    if scale > 0:
        return Interval(low, high, interval.lower_open, interval.upper_open)
    return Interval(high, low, interval.upper_open, interval.lower_open)


def mul(left: Interval, right: Interval) -> Interval:
    """All products."""
    return _around([_product(*one, *other) for one in _ends(left) for other in _ends(right)])


def div(left: Interval, right: Interval) -> Interval | None:
    """All quotients with a divisor other than zero; None if `right` holds zero alone."""
    a, c, d = left.lower, right.lower, right.upper
    if a is not None and c is not None and d is not None and a.numerator > 0 and c.numerator > 0:  # the usual case
        high = None if left.upper is None else left.upper / c
        return Interval(a / d, high, left.lower_open or right.upper_open, left.upper_open or right.lower_open)
    if 0 not in right:
        return mul(left, _reciprocal(right))
    rays = make(right.lower, 0, right.lower_open, True), make(0, right.upper, True, right.upper_open)
    found = [mul(left, _reciprocal(ray)) for ray in rays if ray]
    return reduce(hull, found) if found else None


def factor(product: Interval, other: Interval) -> Interval | None:
    """All numbers that, times some number of `other`, give some number of `product`; None if there is none."""
    return ANY if 0 in other and 0 in product else div(product, other)


def growth_rate(current: Interval, previous: Interval) -> Interval | None:
    """All percentages by which some number of `previous` grows to one of `current`."""
    times = factor(current, previous)
    return None if times is None else shift(times, _HUNDRED, -_HUNDRED)


def intersection(left: Interval, right: Interval) -> Interval | None:
    """What lies in both, or None."""
    (a, a_open), (c, c_open) = _ends(left)
    (b, b_open), (d, d_open) = _ends(right)
    low, low_open = max((a, a_open), (b, b_open))
    high, high_closed = min((c, not c_open), (d, not d_open))
    return make(_limit(low), _limit(high), low_open, not high_closed)


def hull(left: Interval, right: Interval) -> Interval:
    """The smallest interval around both."""
    return _around([end for one in (left, right) for end in _ends(one)])


def gap(left: Interval, right: Interval) -> Fraction:
    """How far apart two intervals are; 0 where they touch or overlap."""
    sides = ((left.upper, right.lower), (right.upper, left.lower))
    return max([Fraction(0), *(low - high for high, low in sides if high is not None and low is not None)])


def whole(interval: Interval) -> Interval | None:
    """From the first to the last whole number inside, or None where there is none."""
    low, high = interval.lower, interval.upper
    if low is not None and low is high and low.denominator == 1:
        return interval
    first = None if low is None else floor(low) + 1 if interval.lower_open else ceil(low)
    last = None if high is None else ceil(high) - 1 if interval.upper_open else floor(high)
    return make(first, last)


def outward(interval: Interval, digits: int = 3) -> tuple[Decimal | None, Decimal | None]:
    """The ends as decimals, rounded away from the inside, so that no number is lost.

    As many places are kept as give the width `digits` significant digits; a point, or an interval without limit, keeps
    twelve significant digits of its ends. Ends that are decimals with fewer places stay as they are.
    """
    width = interval.width
    low = high = None
    if interval.lower is not None:
        low = _rounded(interval.lower, _place(width or interval.lower, digits if width else 12), floor)
    if interval.upper is not None:
        high = _rounded(interval.upper, _place(width or interval.upper, digits if width else 12), ceil)
    return low, high


def _place(number: Fraction, digits: int) -> int:
    """The power of ten of the last of `digits` significant digits of `number`."""
    exact = Context(prec=1, rounding=ROUND_DOWN).divide(Decimal(number.numerator), Decimal(number.denominator))
    return exact.adjusted() - digits + 1 if number else 0


def _rounded(number: Fraction, place: int, to_whole: Callable[[Fraction], int]) -> Decimal:
    return plain(Decimal(f"{to_whole(number / Fraction(10) ** place)}E{place}"))


def plain(number: Decimal) -> Decimal:
    """`number` without exponent and without zeros at the end of its decimals."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _empty(low: Fraction, high: Fraction, is_open: bool) -> bool:
    """Whether nothing lies between two ends, one of which may be open."""
    return low >= high if is_open else low > high


def _ends(interval: Interval) -> tuple[tuple[_End, bool], tuple[_End, bool]]:
    """Both ends, each with whether it is not reached."""
    low, high = interval.lower, interval.upper
    return (-inf if low is None else low, interval.lower_open), (inf if high is None else high, interval.upper_open)


def _product(a: _End, a_open: bool, b: _End, b_open: bool) -> tuple[_End, bool]:
    """The product of two ends and whether it is not reached. Zero that is reached makes the product zero, whatever the
    other end."""
    if not a or not b:
        return Fraction(0), not ((not a and not a_open) or (not b and not b_open))
    if isinstance(a, float) or isinstance(b, float):
        return (inf if (a > 0) == (b > 0) else -inf), True
    return a * b, a_open or b_open


def _around(corners: list[tuple[_End, bool]]) -> Interval:
    """The smallest interval with these corners; an end is closed if some corner reaches it."""
    (low, low_open), (high, high_closed) = min(corners), max((value, not is_open) for value, is_open in corners)
    return Interval(_limit(low), _limit(high), low_open, not high_closed)


def _limit(end: _End) -> Fraction | None:
    """An end as intervals hold it: None without limit."""
    return None if isinstance(end, float) else end


def _reciprocal(interval: Interval) -> Interval:
    """1 / x for an interval that does not hold zero."""

    def turned(end: Fraction | None) -> Fraction | None:
        return Fraction(0) if end is None else None if end == 0 else 1 / end

    return Interval(turned(interval.upper), turned(interval.lower), interval.upper_open, interval.lower_open)
