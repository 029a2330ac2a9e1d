"""What the terms of one relation say about each other.

`contract` says for every term what all the *other* terms leave for it, and narrows all by each other until nothing
changes. Every quantity occurs once in its relation, so for real numbers one round gives the exact range
of each term, and the relation can be met if and only if no range is empty. With whole numbers among them rounds are
repeated, and products are then tried number by number (see `solvable`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import ceil, floor
from typing import Final, NamedTuple

from .intervals import ANY, Interval, add, factor, growth_rate, intersection, mul, shift, sub, whole
from .model import KINDS

Domains = tuple[Interval, ...]
Implied = list[Interval | None]

_POSITIVE: Final = Interval(0, None, lower_open=True)
_PERCENT: Final = Fraction(1, 100)
_ROUNDS: Final = 100
#: Whole numbers that `solvable` tries one by one before it trusts the bounds.
_TRIED: Final = 1_000
#: Relations of the same numbers are narrowed once: a group is settled again whenever one more joins it.
_KEPT: Final = 10_000


class Contracted(NamedTuple):
    """What terms say of each other, in the order of `Relation.terms`: what the others leave for each (None: nothing),
    what of that it may be, and all narrowed, whole numbers to whole numbers (None: the relation cannot be met)."""

    others: Implied
    both: Implied
    narrowed: Domains | None


@lru_cache(_KEPT)
def contract(kind: str, domains: Domains, whole_numbers: tuple[bool, ...]) -> Contracted:
    """The terms of a relation narrowed by each other."""
    others = _IMPLIED[kind](domains)
    both = first = [*map(met, domains, others, whole_numbers)]
    for _ in range(_ROUNDS if any(whole_numbers) else 0):
        narrowed = tuple(own for own in both if own)
        if len(narrowed) < len(domains) or narrowed == domains:
            break
        domains, both = narrowed, [*map(met, narrowed, _IMPLIED[kind](narrowed), whole_numbers)]
    left = tuple(own for own in both if own)
    return Contracted(others, first, left if len(left) == len(domains) else None)


def met(own: Interval, others: Interval | None, is_whole: bool) -> Interval | None:
    """What both a term and the others leave, of whole numbers only those."""
    both = intersection(own, others) if others else None
    return whole(both) if both and is_whole else both


def solvable(kind: str, domains: Domains, whole_numbers: tuple[bool, ...]) -> bool:
    """Whether some numbers meet the relation.

    Exact for real numbers and for sums, orders and counts. In products of several whole numbers, one that has at most
    a thousand values left is tried value by value; with more, narrow bounds are taken as enough.
    """
    return solved(kind, contract(kind, domains, whole_numbers).narrowed, whole_numbers)


def solved(kind: str, narrowed: Domains | None, whole_numbers: tuple[bool, ...]) -> bool:
    """As `solvable`, for domains that `contract` has narrowed already."""
    if narrowed is None:
        return False
    found = [place for place, own in enumerate(narrowed) if whole_numbers[place] and not own.is_point]
    widths = [(width, place) for place in found if (width := narrowed[place].width) is not None]
    if not KINDS[kind].product or len(found) < 2 or not widths:
        return True
    width, place = min(widths)
    low = narrowed[place].lower
    if low is None or width >= _TRIED:
        return True
    middle = low + Fraction(width, 2)
    values = sorted(range(ceil(low), floor(low + width) + 1), key=lambda value: abs(value - middle))
    tried = ((*narrowed[:place], Interval.point(value), *narrowed[place + 1 :]) for value in values)
    return any(solvable(kind, domains, whole_numbers) for domains in tried)


def _sum(domains: Domains) -> Implied:
    total, *parts = domains
    before = list(accumulate(parts, add, initial=Interval.point(0)))
    after = list(accumulate(parts[::-1], add, initial=Interval.point(0)))[-2::-1]
    return [before.pop(), *(sub(total, add(*others)) for others in zip(before, after, strict=True))]


def _share(domains: Domains) -> Implied:
    share, part, all_of_it = domains
    ratio = factor(part, all_of_it)
    fraction = shift(share, _PERCENT)
    return [None if ratio is None else shift(ratio, 100), mul(fraction, all_of_it), factor(part, fraction)]


def _growth(domains: Domains) -> Implied:
    current, previous, percent = domains
    times = shift(percent, _PERCENT, 1)
    return [mul(previous, times), factor(current, times), growth_rate(current, previous)]


def _ratio(domains: Domains) -> Implied:
    left, right, rate = domains
    return [mul(right, rate), factor(left, rate), factor(left, right)]


def _conversion(domains: Domains) -> Implied:
    pairs = len(domains) // 2
    lefts, rights, given = domains[:pairs], domains[pairs : 2 * pairs], domains[2 * pairs :]
    rates = [factor(left, right) for left, right in zip(lefts, rights, strict=True)]
    left_for: Implied = []
    right_for: Implied = []
    for place, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        rate = _all_of([*given, *rates[:place], *rates[place + 1 :]])
        left_for.append(None if rate is None else mul(right, rate))
        right_for.append(None if rate is None else factor(left, rate))
    return [*left_for, *right_for, *([_all_of(rates)] if given else [])]


def _all_of(rates: Sequence[Interval | None]) -> Interval | None:
    """What all rates allow; none is zero or less."""
    found: Interval | None = _POSITIVE
    for rate in rates:
        found = None if found is None or rate is None else intersection(found, rate)
    return found


def _order(domains: Domains) -> Implied:
    left, right = domains
    return [Interval(None, right.upper, True, right.upper_open), Interval(left.lower, None, left.lower_open, True)]


def _count(domains: Domains) -> Implied:
    return [Interval.point(len(domains) - 1), *([ANY] * (len(domains) - 1))]


_IMPLIED: Final[dict[str, Callable[[Domains], Implied]]] = {
    "sum": _sum,
    "share": _share,
    "growth": _growth,
    "ratio": _ratio,
    "conversion": _conversion,
    "order": _order,
    "count": _count,
}
