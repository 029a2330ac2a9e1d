"""Verdicts of many relations at once: floating point where it is certain, exact arithmetic where it is not.

A relation among bounded figures holds when an interval of results and an interval of print overlap. For most the
overlap is far larger than any rounding of floating-point numbers, so whole columns of relations are computed with
numpy, with a margin a thousand times wider than their error. Whatever that does not show to hold (contradictions, near
misses, open-ended figures, quantities bounded by several relations, days) is judged exactly by `engine`, so every
verdict equals the exact one.

Shares, growth and ratios have one form, x = y * z, and are computed together:

=======  ========  ==================  ==========
kind     x         y                   z
=======  ========  ==================  ==========
share    part      share / 100         whole
growth   current   1 + growth / 100    previous
ratio    left      rate                right
=======  ========  ==================  ==========
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final

from .model import Relation, Term
from .quantities import NoValue

if TYPE_CHECKING:
    from .engine import Engine

__all__ = ["FEW", "outcomes"]

#: Up to so many relations, importing numpy costs more than it saves.
FEW: Final = 2_000

#: Part of a number's size that it may be off by. Rounding errors here are below 1e-14.
_MARGIN: Final = 1e-11

#: Roles of x, y and z.
_PRODUCT: Final = {
    "share": ("part", "share", "whole"),
    "growth": ("current", "growth", "previous"),
    "ratio": ("left", "rate", "right"),
}

#: Digits up to which a decimal and its floating-point number agree on which whole number comes next.
_DIGITS: Final = 15

_Known = tuple[float, float, bool, bool]
"""Lower and upper end, whether it is a whole number, whether nobody printed it."""


def outcomes(found: Engine, few: int = FEW) -> dict[str, str]:
    """The verdict of every well-formed relation, by id, in the order of the table; up to `few` relations, or without
    numpy, all exactly."""
    certain: set[str] = set()
    if len(found.relations) > few:
        try:
            import numpy
        except ImportError:
            pass
        else:
            certain = _Columns(found).holding(numpy)
    return {key: "holds" if key in certain else found.verdict(key).verdict for key in found.relations}


class _Columns:
    """The relations whose terms all have two ends, except for at most one quantity that nobody printed and nothing
    else bounds."""

    def __init__(self, found: Engine) -> None:
        self.found = found
        self.observed: dict[str, _Known | None] = {}
        self.naturals: dict[tuple[str, str], tuple[float, float]] = {}
        self.products: list[str] = []
        self.product_cells: list[tuple[_Known, _Known, _Known]] = []
        self.sums: list[str] = []
        self.sum_cells: list[tuple[float, ...]] = []
        self.orders: list[str] = []
        self.order_cells: list[tuple[float, float]] = []
        for relation in found.relations.values():
            self._add(relation)

    def holding(self, numpy: Any) -> set[str]:
        """The ids of relations that certainly hold."""
        sure: set[str] = set()
        for ids, mask in (
            (self.products, self._products(numpy)),
            (self.sums, self._sums(numpy)),
            (self.orders, self._orders(numpy)),
        ):
            sure.update(key for key, holds in zip(ids, mask, strict=True) if holds)
        return sure

    # --- taking apart ---

    def _add(self, relation: Relation) -> None:
        if relation.kind not in ("sum", "share", "growth", "ratio", "order"):
            return
        cells: list[_Known] = []
        unprinted = 0
        for term in relation.terms:
            known = self._known(term, relation)
            if known is None:
                return
            unprinted += known[3]
            cells.append(known)
        if unprinted > 1 or (unprinted and relation.kind == "order"):
            return
        if relation.kind in _PRODUCT:
            by_role = {term.role: known for term, known in zip(relation.terms, cells, strict=True)}
            x, y, z = (by_role[role] for role in _PRODUCT[relation.kind])
            if y[3] and relation.kind == "growth":
                return  # what a growth rate may be begins below zero
            shift = 1.0 if relation.kind == "growth" else 0.0
            scale = 1.0 if relation.kind == "ratio" else 100.0
            y = (y[0] / scale + shift, y[1] / scale + shift, y[2] and relation.kind == "ratio", y[3])
            self.products.append(relation.id)
            self.product_cells.append((x, y, z))
        elif relation.kind == "order":
            self.orders.append(relation.id)
            self.order_cells.append((cells[0][0], cells[1][1]))
        else:
            self._add_sum(relation.id, cells)

    def _add_sum(self, key: str, cells: list[_Known]) -> None:
        """A sum as total minus parts, which must be able to be zero: the ends of that, its size, and what nobody
        printed."""
        loose = [known for known in cells if known[0] != known[1] and not known[3]]
        if len({known[2] for known in loose}) > 1:
            return  # whole numbers and others mixed
        low = high = size = 0.0
        limits, whole, sign = (0.0, 0.0), False, 1.0
        for place, known in enumerate(cells):
            own = 1.0 if place == 0 else -1.0
            size += max(abs(known[0]), abs(known[1])) if not known[3] else 0.0
            if known[3]:
                limits, whole, sign = (known[0], known[1]), known[2], own
            else:
                low += known[0] if own > 0 else -known[1]
                high += known[1] if own > 0 else -known[0]
        if any(known[3] for known in cells):  # the one that nobody printed is what makes up the difference
            low, high = (-high, -low) if sign > 0 else (low, high)
        self.sums.append(key)
        self.sum_cells.append((low, high, size, *limits, float(whole), float(any(known[3] for known in cells))))

    def _known(self, term: Term, relation: Relation) -> _Known | None:
        """The ends of a term as floating-point numbers, None where exact arithmetic must judge."""
        if term.operand == "observation_id" and term.aspect == "value":
            known = self.observed.get(term.target, ())
            if known == ():
                known = self.observed[term.target] = self._observation(term.target)
            return known or None
        if term.derived:
            holders = self.found.system.holding.get(term.target, ())
            if any(key != relation.id for key in holders):
                return None
        try:
            quantity = self.found.quantities.of(term)
        except NoValue:
            return None
        low, high = quantity.domain.lower, quantity.domain.upper
        if low is None or (high is None and not term.derived):
            return None
        return float(low), inf if high is None else float(high), quantity.whole, bool(term.derived)

    def _observation(self, key: str) -> _Known | None:
        row = self.found.pkg.table("observations").get(key)
        if row is None or not row["lower"] or not row["upper"]:
            return None
        unit = self.found.quantities.unit(row["unit_id"])
        low, high = float(row["lower"]), float(row["upper"])
        if unit.factor != 1:
            low, high = low * float(unit.factor), high * float(unit.factor)
        name = (row["indicator_id"], unit.id)
        natural = self.naturals.get(name)
        if natural is None:
            limits = self.found.quantities.natural(row, unit)
            natural = (
                -inf if limits.lower is None else float(limits.lower),
                inf if limits.upper is None else float(limits.upper),
            )
            self.naturals[name] = natural
        if low < natural[0] or high > natural[1]:
            return None
        whole = unit.dimension == "count" and "." not in row["value"]
        if whole and low != high:
            if max(len(row["lower"]), len(row["upper"])) > _DIGITS:
                return None
            low, high = -(-low // 1), high // 1
        return low, high, whole, False

    # --- computing ---

    def _products(self, numpy: Any) -> Any:
        cells = numpy.array(self.product_cells, dtype=float).reshape(-1, 3, 4)
        (xl, xh, xw, xn), (yl, yh, yw, yn), (zl, zh, zw, zn) = (cells[:, place].T for place in range(3))
        up, down = 1 + _MARGIN, 1 - _MARGIN
        with numpy.errstate(all="ignore"):
            sound = (xl >= 0) & (yl > 0) & (zl >= 0) & (xh > 0)
            # What is left for x, and for z where y and x are known, drawn in by the margin: certainly possible.
            left_x = numpy.maximum(xl, yl * zl * up), numpy.minimum(xh, yh * zh * down)
            left_z = numpy.maximum(zl, xl / yh * up), numpy.minimum(zh, xh / yl * down)
            loose_x, loose_z = (xw > 0) & (xl != xh) & (xn == 0), (zw > 0) & (zl != zh) & (zn == 0)
            plain = (xn == 0) & (zn == 0) & (yn == 0) & ~loose_x & ~loose_z & (yw == 0)
            overlap = left_x[0] <= left_x[1]
            # One whole number among real ones: some whole number must be left for it.
            some_x = numpy.ceil(left_x[0]) <= numpy.floor(left_x[1])
            some_z = numpy.ceil(left_z[0]) <= numpy.floor(left_z[1])
            # Two of them: take one from the middle of what is left, and look for the other beside it.
            middle = numpy.floor((left_z[0] + left_z[1]) / 2)
            beside = (middle >= left_z[0]) & (
                numpy.ceil(numpy.maximum(xl, yl * middle * up)) <= numpy.floor(numpy.minimum(xh, yh * middle * down))
            )
            first = numpy.ceil(xl)
            beside_x = numpy.ceil(numpy.maximum(zl, first / yh * up)) <= numpy.floor(
                numpy.minimum(zh, first / yl * down)
            )
            beside_x &= first <= xh
            known = (xn == 0) & (zn == 0) & (yn == 0) & (yw == 0)
            holds = plain & overlap & (xl > 0)
            holds |= known & loose_x & ~loose_z & some_x & (yl * zl > 0)
            holds |= known & loose_z & ~loose_x & some_z & (xl > 0)
            holds |= known & loose_x & loose_z & beside & (xl > 0)
            # A quantity nobody printed: it is defined if its range is narrower than what it may be anyway.
            new_x = (xn > 0) & (yn == 0) & (yw == 0) & ~loose_z & (yl * zl > xl) & (yh * zh < xh)
            holds |= new_x & numpy.where(xw > 0, some_x, overlap)
            new_z = (zn > 0) & (yn == 0) & (yw == 0) & (xl / yh > zl) & (xh / yl < zh)
            holds |= new_z & ~loose_x & numpy.where(zw > 0, some_z, left_z[0] <= left_z[1])
            holds |= new_z & loose_x & (zw > 0) & beside_x
        return (holds & sound).tolist()

    def _sums(self, numpy: Any) -> Any:
        cells = numpy.array(self.sum_cells, dtype=float).reshape(-1, 7)
        low, high, size, least, most, whole, new = cells.T
        margin = size * _MARGIN
        left = numpy.maximum(low + margin, least), numpy.minimum(high - margin, most)
        some = numpy.where(whole > 0, numpy.ceil(left[0]) <= numpy.floor(left[1]), left[0] <= left[1])
        exact = (low == high) & (size < 2**53) & (low == numpy.floor(low)) & (low >= least) & (low <= most)
        defined = some & (low > least) & (high < most) | exact & (low > least) & (high < most)
        known = (low + margin <= 0) & (high - margin >= 0) | (low == 0) & (high == 0) & exact
        return numpy.where(new > 0, defined, known & (size > 0)).tolist()

    def _orders(self, numpy: Any) -> Any:
        cells = numpy.array(self.order_cells, dtype=float).reshape(-1, 2)
        left, right = cells.T
        margin = _MARGIN * numpy.maximum(numpy.abs(left), numpy.abs(right))
        whole = (left == numpy.floor(left)) & (right == numpy.floor(right)) & (numpy.abs(right) < 2**53)
        return ((left > 0) & ((left <= right - margin) | (whole & (left <= right)))).tolist()
