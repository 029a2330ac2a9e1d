"""How precise a printed figure is, decided here and nowhere else: it stands for every number that would have been
printed the same way. Which those are depends on how the newsroom rounds, so there are three conventions:

printed  (the default; fills `lower` and `upper`) half a unit of the last printed digit either side: 61 billion is 60.5
         to 61.5 billion, 200 percent 199.5 to 200.5. A plain count is exact, but a plain whole number that ends in two
         or more zeros precise to half a unit of its last non-zero digit: 34,000 is 33,500 to 34,500 (no percent or
         multiple)
wide     half a unit of the last non-zero digit, for everything: 120 percent is 115 to 125, 2,995 2,994.5 to 2,995.5
cut      digits were cut off, not rounded: up to one unit of the last printed digit more, that end itself excluded
         (`upper_open`): 55 percent is 55 to just under 56

Plain is a whole number without a magnitude word ("34,000", "five", not "34 thousand"). A fraction n/d is precise to
half a d-th: "one third" is 1/6 to 1/2. Where a bound has no finite decimal expansion it is rounded outwards.

Qualifiers override the conventions: "over" and "at_least" have no upper end, "at_most" no lower one; "nearly" begins
half a unit of the last non-zero digit before the value and ends with it (nearly 200 percent: 150 to 200);
"approximately" is wide under every convention. A negative figure is the mirror image of the positive one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from typing import Final

from .errors import ReadingError
from .vocabulary import COUNTED_UNITS, RATIO_UNITS

CONVENTIONS: Final = ("printed", "wide", "cut")

# Wide enough for the longest numeral times the largest magnitude; Inexact is trapped: nothing is ever rounded unseen.
_EXACT: Final = Context(prec=160, Emax=10_000, Emin=-10_000, traps=[InvalidOperation, DivisionByZero, Inexact])
_FLOOR: Final = Context(prec=160, rounding=ROUND_FLOOR, traps=[InvalidOperation, DivisionByZero])
_CEILING: Final = Context(prec=160, rounding=ROUND_CEILING, traps=[InvalidOperation, DivisionByZero])
#: The last decimal place kept of a fraction such as one third.
_PLACE: Final = Decimal("1E-12")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers a printed figure may stand for; `None` is an end without limit, `*_open` excludes the end itself."""

    lower: Decimal | None
    upper: Decimal | None
    lower_open: bool = False
    upper_open: bool = False

    def __contains__(self, number: Decimal) -> bool:
        """Whether `number` may have been printed this way."""
        low, high = self.lower, self.upper
        above = low is None or (number > low if self.lower_open else number >= low)
        return above and (high is None or (number < high if self.upper_open else number <= high))


def bounds(
    value: Decimal,
    *,
    unit: str = "count",
    qualifier: str = "rounded",
    last_digit: int = 0,
    plain: bool = True,
    divisor: int = 1,
    convention: str = "printed",
) -> Bounds:
    """The interval `value` stands for.

    `last_digit` is the power of ten of the last printed digit (9 for "61 billion", -1 for "38.2"), `plain` says
    whether it is a whole number without a magnitude word, `divisor` is the d of a fraction n/d, then `last_digit` is
    that of n. Raises `ReadingError` for a convention that is none of `CONVENTIONS`.
    """
    if convention not in CONVENTIONS:
        raise ReadingError(f"no convention {convention!r}; there are {', '.join(CONVENTIONS)}")
    of = _positive(value.copy_abs(), unit, qualifier, last_digit, plain, divisor, convention)
    if value >= 0:
        return of
    low, high = (None if end is None else end.copy_negate() for end in (of.upper, of.lower))
    return Bounds(low, high, of.upper_open, of.lower_open)


def _positive(
    value: Decimal, unit: str, qualifier: str, last_digit: int, plain: bool, divisor: int, convention: str
) -> Bounds:
    if qualifier in ("over", "at_least"):
        return Bounds(value, None)
    if qualifier == "at_most":
        return Bounds(None, value)
    cut = convention == "cut" and qualifier not in ("nearly", "approximately")
    if divisor != 1:
        return _fraction_bounds(value, qualifier, divisor, last_digit, cut)
    last_nonzero = _last_nonzero(value, last_digit)
    if qualifier == "nearly":
        return Bounds(_around(value, last_nonzero).lower, value)
    if qualifier == "approximately" or convention == "wide":
        return _around(value, last_nonzero)
    if cut:
        return Bounds(value, _EXACT.add(value, scaled(1, last_digit)), upper_open=True)
    if is_exact(value, unit, plain):
        return Bounds(value, value)
    round_number = plain and unit not in RATIO_UNITS and _last_nonzero(value, 0) >= 2
    return _around(value, _last_nonzero(value, 0) if round_number else last_digit)


def is_exact(value: Decimal, unit: str, plain: bool) -> bool:
    """Whether a figure without a qualifier stands for its value alone under the printed convention."""
    return plain and unit in COUNTED_UNITS and _last_nonzero(value, 0) < 2


def _fraction_bounds(value: Decimal, qualifier: str, divisor: int, last_digit: int, cut: bool) -> Bounds:
    """Bounds of n/d: n is precise to half a unit (a whole one upwards when cut), so the fraction is to half a d-th."""
    step = scaled(1, last_digit)
    numerator = _EXACT.multiply(value, Decimal(divisor)) / step
    doubled = 2 * int(numerator.to_integral_value())  # the value was cut to some places: n is the nearest integer
    below, above = (0, 2) if cut else (1, 0) if qualifier == "nearly" else (1, 1)
    lower = _quotient(_EXACT.multiply(Decimal(doubled - below), step), 2 * divisor, _FLOOR)
    upper = _quotient(_EXACT.multiply(Decimal(doubled + above), step), 2 * divisor, _CEILING)
    return Bounds(lower, upper, upper_open=cut)


def _quotient(numerator: Decimal, denominator: int, context: Context) -> Decimal:
    """A quotient, rounded as `context` says where it has no finite decimal expansion."""
    try:
        return _EXACT.divide(numerator, Decimal(denominator))
    except Inexact:
        return context.divide(numerator, Decimal(denominator)).quantize(_PLACE, context=context)


def scaled(mantissa: int, exponent: int, divisor: int = 1) -> Decimal:
    """`mantissa` times ten to the `exponent`, exactly; of a fraction cut to twelve places where it cannot be."""
    if divisor != 1:
        return _quotient(Decimal(mantissa * 10 ** max(exponent, 0)), divisor * 10 ** max(-exponent, 0), _FLOOR)
    return Decimal(mantissa * 10**exponent) if exponent >= 0 else Decimal(f"{mantissa}E{exponent}")


def _around(value: Decimal, exponent: int) -> Bounds:
    half = scaled(5, exponent - 1)
    return Bounds(_EXACT.subtract(value, half), _EXACT.add(value, half))


def _last_nonzero(value: Decimal, otherwise: int) -> int:
    """The power of ten of the last non-zero digit; `otherwise` for zero, which has none."""
    return int(value.normalize(_EXACT).as_tuple().exponent) if value else otherwise
