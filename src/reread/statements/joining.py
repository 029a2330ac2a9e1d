"""Whether two observations may stand in one series: the one place that decides it.

They may when they are of one quantity (entity, indicator, transformation, sector, list), of one whole, of one coverage
and in one unit, and when no row of `breaks` stands between them. Series, charts and relations of growth all ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from ..package.opening import Package
from ..package.table import Row
from ..reading.errors import ReadingError
from ..reading.periods import period_span
from .view import QUANTITY

#: Columns in which the observations of one series agree.
JOINED: Final = (*QUANTITY, "whole_entity_id", "whole_indicator_id", "coverage", "unit_id")


def obstacles(pkg: Package, one: Row, other: Row) -> list[str]:
    """Why two observations may not be joined, in words: what they differ in, then the breaks that stand between them.
    Empty when they may.
    """
    differ = [
        f"another {column.removesuffix('_id').replace('_', ' ')} ({one.get(column) or 'none'}, "
        f"{other.get(column) or 'none'})"
        for column in JOINED
        if one.get(column) != other.get(column)
    ]
    return differ or [
        f"{row['kind'].replace('_', ' ')} changed from {row['from_period']} on: {row['words']}"
        for row in breaks_between(pkg, one, other)
    ]


def joined(pkg: Package, one: Row, other: Row) -> bool:
    """Whether two observations may stand in one series."""
    return not obstacles(pkg, one, other)


def breaks_between(pkg: Package, one: Row, other: Row) -> Iterator[Row]:
    """The rows of `breaks` between the periods of two observations of one quantity, in the order of the table: the
    earlier one begins before the break, the later one with it or after it.
    """
    rows = pkg.table("breaks").index("indicator_id").get(one["indicator_id"], []) if "breaks" in pkg.tables else []
    for row in rows:
        with suppress(ReadingError):  # what is no period has no place
            periods = (one.get("period"), other.get("period"), row["from_period"])
            *starts, begin = (period_span(period)[0] for period in periods)
            if row["entity_id"] in ("", one["entity_id"]) and min(starts) < begin <= max(starts):
                yield row
