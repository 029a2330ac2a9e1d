"""The times of statements: was a period over when it was printed, and do two periods mean the same moment?"""

from __future__ import annotations

from typing import Final

from ..reading.errors import ReadingError
from ..reading.periods import period_span

#: Measures of which only the end of a period matters: "at the end of 2021" is "2021-12-31".
AT_A_TIME: Final = frozenset({"stock"})

#: The values of `obs_status` that dates decide, with what they say.
STATUSES: Final = {
    "A": "the period ends by the day of publication",
    "F": "the period begins after publication",
    "P": "the period ends after publication",
}


def statuses(period: str, published: str) -> tuple[str, ...]:
    """The statuses that a figure of `period` may have in a text published on a day, or in a month or year of which the
    day is not known: the text counts as printed before its last day. Raises `ReadingError` where one is no period.

    >>> statuses("2023", "2024-01-31"), statuses("2023", "2023-12-08"), statuses("2023", "2023")
    (('A',), ('P',), ('P',))
    >>> statuses("2023-06", "2023"), statuses("2024", "2023")
    (('A', 'P', 'F'), ('F',))
    """
    first, last = period_span(period)
    earliest, latest = period_span(published)
    if first > latest:
        return ("F",)
    if last > latest or last == latest > earliest:
        return ("P",)
    if last <= earliest:
        return ("A",)
    return ("A", "P", "F") if first > earliest else ("A", "P")


def moment(period: str, measure: str) -> str:
    """What two periods must have in common to mean the same time: all of it, or for a stock the last day."""
    if measure in AT_A_TIME and period:
        try:
            return period_span(period)[1].isoformat()
        except ReadingError:
            return period
    return period
