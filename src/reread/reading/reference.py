"""The day of publication, from which relative times are counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .errors import ReadingError, shown
from .periods import month_period, period_span


class Reference:
    """A publication date, whole or of reduced precision ("2022-07"), or none.

    With reduced precision a relative time is read only if every day the text may have appeared on gives the same
    answer.
    """

    __slots__ = ("days", "published")

    def __init__(self, published: str | None) -> None:
        self.published = published
        self.days: tuple[date, ...] = tuple(dict.fromkeys(period_span(published))) if published else ()

    def same(self, answer: Callable[[date], str], words: str) -> str:
        """`answer` for the day of publication; `ReadingError` where that day is missing or too vague for `words`."""
        if not self.days:
            raise ReadingError(f"{shown(words)} is counted from the day of publication, which is not given")
        answers = {answer(day) for day in self.days}
        if len(answers) > 1:
            raise ReadingError(f"published {self.published} is not precise enough to read {shown(words)}")
        return answers.pop()

    def year(self, offset: int, words: str) -> str:
        """The year of publication, or `offset` years later."""
        return self.same(lambda day: f"{day.year + offset:04}", words)

    def month(self, offset: int, words: str) -> str:
        """The month of publication, or `offset` months later."""
        return self.same(lambda day: month_period(day.year, day.month + offset), words)

    def day(self, offset: int, words: str) -> str:
        """The day of publication, or `offset` days later."""
        return self.same(lambda day: (day + timedelta(days=offset)).isoformat(), words)

    def latest(self, of_year: Callable[[int], str], words: str, ended: bool = False) -> str:
        """The most recent of one period a year that has begun (or `ended`) by the day of publication."""

        def answer(day: date) -> str:
            for year in range(day.year, max(day.year - 9, 0), -1):
                try:
                    first, last = period_span(period := of_year(year))
                except ReadingError:
                    continue  # 29 February of a common year
                if (last if ended else first) <= day:
                    return period
            raise ReadingError(f"no such day: {shown(words)}")

        return self.same(answer, words)

    def day_of_month(self, number: int, words: str) -> str:
        """The most recent day with that number that is not after the day of publication."""
        if not 1 <= number <= 31:
            raise ReadingError(f"no such day: {shown(words)}")

        def answer(day: date) -> str:
            for back in range(12):
                month = month_period(day.year, day.month - back)
                first, last = period_span(month)
                if number <= last.day and first.replace(day=number) <= day:
                    return f"{month}-{number:02}"
            raise ReadingError(f"no such day: {shown(words)}")

        return self.same(answer, words)
