"""X1xx: periods are real, lie where they can lie, and statements say whether they were known when printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ..reading.errors import ReadingError
from ..reading.periods import period_span, year_before
from ..statements.times import STATUSES, statuses
from ..statements.view import view
from . import VOCABULARY, Check, Package, Row, Wrong, gathered, row_rule, rule
from .rereading import attempt

#: The day the People's Republic of China was founded; no statement here describes an earlier time.
FOUNDING = date(1949, 10, 1)

#: Columns that hold a period or a day, by table.
_PERIODS: Final[dict[str, list[str]]] = VOCABULARY["periods"]


def span(period: str) -> tuple[date, date] | None:
    """First and last day of a period, or None for what is no period."""
    return attempt(period_span, period)


@rule("X101", scope="source", tables=tuple(_PERIODS))
def periods_are_real(pkg: Package, check: Check) -> None:
    """Grammar and calendar of every period column."""
    for name, columns in _PERIODS.items():
        for row, column in ((row, column) for row in pkg.table(name).rows for column in columns):
            if text := row.get(column):
                check.case()
                try:
                    period_span(text)
                except ReadingError as error:
                    check.fail(row, column, f"{text}: {error}", "a period of the calendar")


@rule("X102", scope="source", tables=("observations", "sources", "entity_links", "rankings", "evidence"))
def periods_are_known(pkg: Package, check: Check) -> None:
    """Periods against the founding of the republic and the time of publication."""
    for row in check.each(row for row in pkg.table("observations").rows if not row["period"]):
        if row["obs_status"] != "A":
            check.fail(row, "obs_status", f"{row['obs_status']}, without a period", "A")
    printed = {row.key: row["published_on"] for row in pkg.table("sources").rows if span(row["published_on"])}
    for name in ("observations", "entity_links", "rankings"):
        for row in pkg.table(name).rows:
            published = printed.get(row["source_id"])
            for column in _PERIODS[name] if published else ():
                days = span(row[column]) if row[column] else None
                if days and published:
                    check.case()
                    for wrong in _unknown(row, column, days[0], published):
                        check.fail(row, *wrong)


def _unknown(row: Row, column: str, first: date, published: str) -> Iterator[Wrong]:
    """What is wrong with a time that a text says something happened at."""
    latest = period_span(published)[1]
    if first < FOUNDING:
        yield column, row[column], f"a period that begins on {FOUNDING} or later"
    if row.table.name == "observations" and column == "period":
        fitting = statuses(row["period"], published)
        if row["obs_status"] not in fitting:
            found = f"{row['obs_status']}, while the period is {row['period']} and the text of {published}"
            yield "obs_status", found, "; or ".join(f"{status}: {STATUSES[status]}" for status in fitting)
    elif column == "edition":
        if first.year > latest.year + 1:
            yield column, f"{row[column]}, in a text of {published}", f"at most {latest.year + 1}"
    elif first > latest:
        yield column, f"{row[column]}, in a text of {published}", f"a time that begins by {latest}"


@row_rule("X103", "observations", optional=True)
def bases_lie_before(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Base periods end before their periods begin."""
    base, own = span(row["base_period"]), span(row["period"])
    if base is None or own is None:
        return None
    found = f"{row['base_period']}, beside the period {row['period']}"
    return [("base_period", found, f"a period that ends before {own[0]}")] if base[1] >= own[0] else []


@rule("X104", scope="source", tables=("observations", "entities"), optional=True)
def entities_exist(pkg: Package, check: Check) -> None:
    """Periods against the validity of their entities."""
    entities = pkg.table("entities")
    for row in pkg.table("observations").rows:
        days = span(row["period"])
        for column in ("entity_id", "whole_entity_id"):
            entity = entities.get(row[column]) if row[column] else None
            if entity is None or days is None or not (entity["valid_from"] or entity["valid_to"]):
                continue
            check.case()
            begins, ends = span(entity["valid_from"]), span(entity["valid_to"])
            if (begins and days[1] < begins[0]) or (ends and days[0] > ends[1]):
                exists = f"{entity['valid_from'] or '...'} to {entity['valid_to'] or 'now'}"
                check.fail(row, column, f"{row[column]} ({exists}), in {row['period']}", "an entity that existed then")


def _last_day(pkg: Package) -> frozenset[tuple[str, ...]]:
    """The day on which the last source was published."""
    days = view(pkg).published.values()
    return frozenset({(max(days),)} if days else ())


@rule("X105", scope="register", gather=_last_day, tables=("entities", "sources"), optional=True)
def entities_are_known(pkg: Package, check: Check) -> None:
    """The beginning of every entity that has one is a case."""
    days = gathered(pkg, _last_day)
    for row in pkg.table("entities").rows if days else ():
        begins, [last] = span(row["valid_from"]), max(days)
        if begins:
            check.case()
            if begins[0].isoformat() > last:
                found = f"{row['valid_from']}, after the last source ({last})"
                check.fail(row, "valid_from", found, f"a time that begins by {last}")


@row_rule("X106", "observations", tables=("sources",), optional=True)
def to_date_was_not_over(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Every statement that covers its period to date is a case."""
    days = span(row["period"]) if row["coverage"] == "to_date" else None
    source = pkg.table("sources").get(row["source_id"]) if days else None
    published = span(source["published_on"]) if source else None
    if days is None or published is None:
        return None
    found = f"to_date, of {row['period']} in a text of {published[0]}"
    expected = f"whole, or a period that ends after {published[0]}"
    return [("coverage", found, expected)] if days[1] <= published[0] else []


@row_rule("X107", "observations", optional=True)
def usual_bases_lie_a_year_before(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Every base that nothing printed names is a case."""
    if row["base_basis"] != "conventional" or not row["base_period"] or span(row["period"]) is None:
        return None
    expected = year_before(row["period"])
    found = f"{row['base_period']}, by convention, beside the period {row['period']}"
    return [("base_period", found, expected)] if row["base_period"] != expected else []
