"""Periods: the grammar of the `period` column, the days each covers, and how to step from one to another.

A year (2021), half-year as SDMX writes it (2022-S1), quarter (2023-Q1), month (2022-09) or day (2021-12-31), or an
interval of two months or days, both included (2022-04/2022-06, 2022-06-28/2022-06-30).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from .errors import ReadingError, shown
from .spots import Lazy

_PERIOD: Final = Lazy(r"([0-9]{4})(?:-(?:Q([1-4])|S([12])|([0-9]{2})(?:-([0-9]{2}))?))?", 0)


@lru_cache(maxsize=4096)
def period_span(period: str) -> tuple[date, date]:
    """First and last day of a period; `ReadingError` for what is no period ("2022-13", "2022-06/2022-04")."""
    if "/" in period:
        left, _, right = period.partition("/")
        if len(left) != len(right) or len(left) not in (7, 10) or "Q" in period or "S" in period:
            raise ReadingError(f"an interval joins two months or two days, YYYY-MM/YYYY-MM: {shown(period)}")
        first, last = period_span(left)[0], period_span(right)[1]
        if left >= right:
            raise ReadingError(f"the interval does not end after it starts: {shown(period)}")
        return first, last
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ReadingError(
            f"not a period (YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Sn or an interval): {shown(period)}"
        )
    year, quarter, half, month, day = (int(group) if group else None for group in found.groups())
    if not year:
        raise ReadingError(f"there is no year {shown(period)}")
    months, number = (3, quarter) if quarter else (6, half) if half else (12, 1) if month is None else (1, month)
    until = months * number
    if not 1 <= until <= 12:
        raise ReadingError(f"there is no month {found[4]}: {shown(period)}")
    begin, end = (1, monthrange(year, until)[1]) if day is None else (day, day)
    try:
        return date(year, until - months + 1, begin), date(year, until, end)
    except ValueError:
        raise ReadingError(f"there is no such day: {shown(period)}") from None


def month_period(year: int, month: int) -> str:
    """`YYYY-MM`, for a month counted on past December or back past January."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        raise ReadingError(f"there is no year {year}")
    return f"{year:04}-{month:02}"


def end_of(period: str) -> str:
    """The last day of a period, as a period."""
    return period_span(period)[1].isoformat()


def year_before(period: str) -> str:
    """The same period one year earlier; 29 February becomes the 28th."""
    period_span(period)
    parts = [f"{int(part[:4]) - 1:04}{part[4:]}".replace("-02-29", "-02-28") for part in period.split("/")]
    for part in parts:
        period_span(part)
    return "/".join(parts)


def previous_period(period: str) -> str:
    """The period of the same kind right before: the month before a month, the quarter before a quarter."""
    first, last = period_span(period)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if len(period) == 21:
        return f"{first - (last - first) - timedelta(1)}/{first - timedelta(1)}"
    if len(period) == 10:
        return (first - timedelta(1)).isoformat()
    if len(period) == 4:
        return year_before(period)
    begin, end = (month_period(first.year, first.month - back) for back in (months, 1))
    if period[5] in "QS":
        return f"{begin[:4]}-{period[5]}{int(end[5:]) // months}"
    return f"{begin}/{end}" if "/" in period else end
