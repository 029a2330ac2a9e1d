"""What the terms of one relation say about each other.

`implied` gives, for every term, what all the *other* terms leave for it. `contract` narrows all terms by each other
until nothing changes. Every quantity occurs once in its relation, so for real numbers one round gives the exact range
of each term, and the relation can be met if and only if no range is empty. With whole numbers among them rounds are
repeated, and products are then tried number by number (see `solvable`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, inf
from typing import Final

from .intervals import ANY, Interval, add, factor, growth_rate, intersection, mul, shift, sub, whole
from .model import KINDS

Implied = list[Interval | None]

_POSITIVE: Final = Interval(0, None, lower_open=True)
_PERCENT: Final = Fraction(1, 100)
_ROUNDS: Final = 100
#: Whole numbers that `solvable` tries one by one before it trusts the bounds.
_TRIED: Final = 1_000
#: Relations of the same numbers are narrowed once: a group is settled again whenever one more joins it.
_KEPT: Final = 10_000


def implied(kind: str, domains: Sequence[Interval]) -> Implied:
    """What the other terms leave for each term, in the order of `Relation.terms`; None where they leave nothing."""
    return _IMPLIED[kind](domains)


def contract(kind: str, domains: Sequence[Interval], whole_numbers: Sequence[bool]) -> Sequence[Interval] | None:
    """The terms narrowed by each other, whole numbers to whole numbers; None if the relation cannot be met."""
    return _contract(kind, tuple(domains), tuple(whole_numbers))


@lru_cache(_KEPT)
def _contract(kind: str, domains: Sequence[Interval], whole_numbers: Sequence[bool]) -> Sequence[Interval] | None:
    current = list(domains)
    for _ in range(_ROUNDS):
        narrowed: list[Interval] = []
        for own, others, is_whole in zip(current, implied(kind, current), whole_numbers, strict=True):
            both = intersection(own, others) if others else None
            if both is not None and is_whole:
                both = whole(both)
            if both is None:
                return None
            narrowed.append(both)
        if narrowed == current or not any(whole_numbers):
            return narrowed
        current = narrowed
    return current


def solvable(kind: str, domains: Sequence[Interval], whole_numbers: Sequence[bool]) -> bool:
    """Whether some numbers meet the relation.

    Exact for real numbers and for sums, orders and counts. In products of several whole numbers, one that has at most
    a thousand values left is tried value by value; with more, narrow bounds are taken as enough.
    """
    narrowed = contract(kind, domains, whole_numbers)
    return narrowed is not None and solved(kind, narrowed, whole_numbers)


def solved(kind: str, narrowed: Sequence[Interval], whole_numbers: Sequence[bool]) -> bool:
    """As `solvable`, for domains that `contract` has narrowed already."""
    open_numbers = [i for i, (d, w) in enumerate(zip(narrowed, whole_numbers, strict=True)) if w and not d.is_point]
    if not KINDS[kind].product or len(open_numbers) < 2:
        return True
    widths = {i: narrowed[i].width for i in open_numbers}
    place = min(open_numbers, key=lambda i: inf if (width := widths[i]) is None else width)
    values = _from_the_middle(narrowed[place])
    if values is None:
        return True
    tried = ([*narrowed[:place], Interval.point(value), *narrowed[place + 1 :]] for value in values)
    return any(solvable(kind, domains, whole_numbers) for domains in tried)


def _from_the_middle(interval: Interval) -> list[int] | None:
    """The whole numbers inside, those in the middle first; None when there are too many to try."""
    if interval.lower is None or interval.upper is None or interval.upper - interval.lower >= _TRIED:
        return None
    middle = (interval.lower + interval.upper) / 2
    return sorted(
        range(ceil(interval.lower), floor(interval.upper) + 1), key=lambda value: (abs(value - middle), value)
    )


def _sum(domains: Sequence[Interval]) -> Implied:
    whole_sum, parts = domains[0], domains[1:]
    if len(parts) == 1:
        return [parts[0], whole_sum]
    before = [Interval.point(0)]
    for part in parts:
        before.append(add(before[-1], part))
    found: Implied = [before[-1]]
    after: Interval | None = None
    rests: Implied = []
    for place in range(len(parts) - 1, -1, -1):
        others = before[place] if after is None else add(before[place], after)
        rests.append(sub(whole_sum, others))
        after = parts[place] if after is None else add(after, parts[place])
    return found + rests[::-1]


def _share(domains: Sequence[Interval]) -> Implied:
    share, part, all_of_it = domains
    ratio = factor(part, all_of_it)
    fraction = shift(share, _PERCENT)
    return [None if ratio is None else shift(ratio, 100), mul(fraction, all_of_it), factor(part, fraction)]


def _growth(domains: Sequence[Interval]) -> Implied:
    current, previous, percent = domains
    times = shift(percent, _PERCENT, 1)
    return [mul(previous, times), factor(current, times), growth_rate(current, previous)]


def _ratio(domains: Sequence[Interval]) -> Implied:
    left, right, rate = domains
    return [mul(right, rate), factor(left, rate), factor(left, right)]


def _conversion(domains: Sequence[Interval]) -> Implied:
    given = len(domains) % 2
    pairs = len(domains) // 2
    lefts, rights = domains[:pairs], domains[pairs : 2 * pairs]
    rates: Implied = [factor(left, right) for left, right in zip(lefts, rights, strict=True)]
    rates = [None if rate is None else intersection(rate, _POSITIVE) for rate in rates]
    own = domains[-1] if given else _POSITIVE
    found_left: Implied = []
    found_right: Implied = []
    for place in range(pairs):
        rate = _all_of([own, *(other for i, other in enumerate(rates) if i != place)])
        found_left.append(None if rate is None else mul(rights[place], rate))
        found_right.append(None if rate is None else factor(lefts[place], rate))
    return [*found_left, *found_right, *([_all_of([_POSITIVE, *rates])] if given else [])]


def _all_of(intervals: Sequence[Interval | None]) -> Interval | None:
    found: Interval | None = ANY
    for interval in intervals:
        found = None if found is None or interval is None else intersection(found, interval)
    return found


def _order(domains: Sequence[Interval]) -> Implied:
    left, right = domains
    return [Interval(None, right.upper, True, right.upper_open), Interval(left.lower, None, left.lower_open, True)]


def _count(domains: Sequence[Interval]) -> Implied:
    return [Interval.point(len(domains) - 1), *([ANY] * (len(domains) - 1))]


_IMPLIED: Final[dict[str, Callable[[Sequence[Interval]], Implied]]] = {
    "sum": _sum,
    "share": _share,
    "growth": _growth,
    "ratio": _ratio,
    "conversion": _conversion,
    "order": _order,
    "count": _count,
}
