"""Interval arithmetic on exact numbers: what is known of a quantity when all that is known of its parts are bounds.

"About 61 billion" is [60.5e9, 61.5e9]; "55 percent, decimals cut off" is [55, 56) with the upper end open; "over 50" is
[50, no limit). The operations are exact. Where each operand occurs once (as in every formula used here) the result is
the smallest interval that holds all results; two operands are taken as independent, so `a - a` is not zero. What can be
empty is returned as None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor, inf
from typing import Final

Exact = int | Fraction
"""A number as intervals hold it: an int where it is whole, which is several times as fast, else a Fraction."""

_ONE_DIGIT: Final = Context(prec=1, rounding=ROUND_DOWN)
_End = Exact | float  # inside this module an end without limit is an infinite float


@dataclass(slots=True, unsafe_hash=True)  # not frozen, and never changed: very many are made
class Interval:
    """All numbers from `lower` to `upper`; None is an end without limit, which is always open.

    Raises ValueError where nothing would lie between the ends; `make` returns None there.
    """

    lower: Exact | None
    upper: Exact | None
    lower_open: bool = False
    upper_open: bool = False

    def __post_init__(self) -> None:
        if self.lower is None:
            self.lower_open = True
        elif self.upper is not None and _empty(self.lower, self.upper, self.lower_open or self.upper_open):
            raise ValueError(f"nothing lies between {self.lower} and {self.upper}")
        if self.upper is None:
            self.upper_open = True

    @classmethod
    def point(cls, value: Exact) -> Interval:
        """The one number `value`."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.lower is not None and self.lower == self.upper

    @property
    def width(self) -> Exact | None:
        """Distance of the ends, None without limit."""
        return None if self.lower is None or self.upper is None else self.upper - self.lower

    def __contains__(self, number: Exact) -> bool:
        low, high = self.lower, self.upper
        above = low is None or (number > low if self.lower_open else number >= low)
        return above and (high is None or (number < high if self.upper_open else number <= high))

    def __str__(self) -> str:
        left = "(" if self.lower_open else "["
        right = ")" if self.upper_open else "]"
        low = "-inf" if self.lower is None else str(self.lower)
        return f"{left}{low}, {'inf' if self.upper is None else self.upper}{right}"


ANY: Final = Interval(None, None)
NOT_NEGATIVE: Final = Interval(0, None)


def exact(number: Decimal | Exact | str) -> Exact:
    """A number, or one that text spells out, as intervals hold it. Raises ValueError for text that is none."""
    found = int(number) if isinstance(number, str) and number.isdecimal() else Fraction(number)
    return found.numerator if found.denominator == 1 else found


def make(
    lower: Exact | None, upper: Exact | None, lower_open: bool = False, upper_open: bool = False
) -> Interval | None:
    """The interval with these ends, or None where nothing lies between them."""
    try:
        return Interval(lower, upper, lower_open, upper_open)
    except ValueError:
        return None


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
    return add(left, shift(right, -1))


def shift(interval: Interval, times: Exact, plus: Exact = 0) -> Interval:
    """Every number multiplied by `times` (not zero), then increased by `plus`."""
    if not times:
        raise ValueError("times must not be zero")
    low, high = (None if end is None else end * times + plus for end in (interval.lower, interval.upper))
    if times > 0:
        return Interval(low, high, interval.lower_open, interval.upper_open)
    return Interval(high, low, interval.upper_open, interval.lower_open)


def mul(left: Interval, right: Interval) -> Interval:
    """All products."""
    if left.lower is not None and right.lower is not None and left.lower > 0 and right.lower > 0:  # as nearly always
        high = None if left.upper is None or right.upper is None else left.upper * right.upper
        is_open = left.lower_open or right.lower_open
        return Interval(left.lower * right.lower, high, is_open, left.upper_open or right.upper_open)
    return _around([_product(*one, *other) for one in _ends(left) for other in _ends(right)])


def div(left: Interval, right: Interval) -> Interval | None:
    """All quotients with a divisor other than zero; None if `right` holds zero alone. If zero lies inside it, the
    quotients fall into two rays, and the interval around both is returned."""
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
    return None if times is None else shift(times, 100, -100)


def intersection(left: Interval, right: Interval) -> Interval | None:
    """What lies in both, or None."""
    low, high = left.lower, left.upper
    low_open, high_open = left.lower_open, left.upper_open
    if right.lower is not None and (low is None or (right.lower, right.lower_open) > (low, low_open)):
        low, low_open = right.lower, right.lower_open
    if right.upper is not None and (high is None or (right.upper, not right.upper_open) < (high, not high_open)):
        high, high_open = right.upper, right.upper_open
    return make(low, high, low_open, high_open)


def hull(left: Interval, right: Interval) -> Interval:
    """The smallest interval around both."""
    return _around([end for one in (left, right) for end in _ends(one)])


def gap(left: Interval, right: Interval) -> Exact:
    """How far apart two intervals are; 0 where they touch or overlap."""
    sides = ((left.upper, right.lower), (right.upper, left.lower))
    return max([0, *(low - high for high, low in sides if high is not None and low is not None)])


def whole(interval: Interval) -> Interval | None:
    """From the first to the last whole number inside, or None where there is none."""
    low, high = interval.lower, interval.upper
    first = None if low is None else floor(low) + 1 if interval.lower_open else ceil(low)
    last = None if high is None else ceil(high) - 1 if interval.upper_open else floor(high)
    return make(first, last)


def outward(interval: Interval, digits: int = 3) -> tuple[Decimal | None, Decimal | None]:
    """The ends as decimals, rounded away from the inside, so that no number is lost.

    As many places are kept as give the width `digits` significant digits; a point, or an interval without limit, keeps
    twelve significant digits of its ends. Ends that are decimals with fewer places stay as they are.
    """
    width = interval.width

    def rounded(end: Exact | None, to_whole: Callable[[Exact], int]) -> Decimal | None:
        if end is None:
            return None
        size = width or end
        first = _ONE_DIGIT.divide(Decimal(size.numerator), Decimal(size.denominator)).adjusted()
        place = first - (digits if width else 12) + 1
        return plain(Decimal(f"{to_whole(end / Fraction(10) ** place)}E{place}"))

    return rounded(interval.lower, floor), rounded(interval.upper, ceil)


def plain(number: Decimal) -> Decimal:
    """`number` without exponent and without zeros at the end of its decimals."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _empty(low: Exact, high: Exact, is_open: bool) -> bool:
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
        return 0, not ((not a and not a_open) or (not b and not b_open))
    if isinstance(a, float) or isinstance(b, float):
        return (inf if (a > 0) == (b > 0) else -inf), True
    return a * b, a_open or b_open


def _around(corners: list[tuple[_End, bool]]) -> Interval:
    """The smallest interval with these corners; an end is closed if some corner reaches it."""
    (low, low_open), (high, high_closed) = min(corners), max((value, not is_open) for value, is_open in corners)
    return Interval(_limit(low), _limit(high), low_open, not high_closed)


def _limit(end: _End) -> Exact | None:
    """An end as intervals hold it: None without limit."""
    return None if isinstance(end, float) else end


def _reciprocal(interval: Interval) -> Interval:
    """1 / x for an interval that does not hold zero."""

    def turned(end: Exact | None) -> Exact | None:
        return 0 if end is None else Fraction(1, end) if end else None

    return Interval(turned(interval.upper), turned(interval.lower), interval.upper_open, interval.lower_open)
