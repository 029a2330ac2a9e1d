"""Numbers compared after rounding to floating point, which takes half the time of exact ones, where that decides.

Rounding never changes the order of two numbers; at most it makes them equal. So what floating point numbers say is true
of all but those that round to one number and are not written the same. Where there are such, nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from .model import Compare
from .rules import Bound, ContractRule, Unique


def pairs(rules: Sequence[ContractRule], types: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of numbers that are compared with each other and used by their value for nothing else."""
    compared: list[tuple[str, str]] = []
    exact: set[str] = set()
    for rule in rules:
        test = rule.arguments
        if isinstance(test, Compare):
            both = types.get(test.left), types.get(test.right)
            if both == ("number", "number"):
                compared.append((test.left, test.right))
            else:
                exact.update((test.left, test.right))
        elif isinstance(test, Bound):
            exact.add(rule.field)
        elif isinstance(test, Unique):
            exact.update(test.fields)
    while met := {name for pair in compared if exact.intersection(pair) for name in pair} - exact:
        exact |= met
    return [pair for pair in compared if exact.isdisjoint(pair)]


def floats(frame: pl.DataFrame, compared: Sequence[tuple[str, str]]) -> dict[str, pl.Series]:
    """By field its numbers, from texts that are numbers, as floating point; none where rounding hides a difference."""
    names = sorted({name for pair in compared for name in pair})
    if not names:
        return {}
    rounded = frame.select(pl.col(names).cast(pl.Float64))
    hidden = [(rounded[left] == rounded[right]) & (frame[left] != frame[right]) for left, right in compared]
    return {} if any(one.any() for one in hidden) else {name: rounded[name] for name in names}
