"""X1xx: periods are real, lie where they can lie, and statements say whether they were known when printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..reading.errors import ReadingError
from ..reading.periods import period_span, year_before
from ..statements.times import STATUSES, statuses
from ..statements.view import Statements, view
from . import Check, gathered, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: The day the People's Republic of China was founded; no statement here describes an earlier time.
FOUNDING = date(1949, 10, 1)

#: Columns that hold a period or a day, by table.
_PERIODS = {
    "observations": ("period", "base_period"),
    "entity_links": ("period",),
    "rankings": ("edition", "data_period", "released_on"),
    "entities": ("valid_from", "valid_to"),
    "sources": ("published_on", "accessed_on"),
}


def span(period: str) -> tuple[date, date] | None:
    """First and last day of a period, or None for what is no period."""
    try:
        return period_span(period)
    except ReadingError:
        return None


@rule("X101", scope="source", tables=tuple(_PERIODS))
def periods_are_real(pkg: Package, check: Check) -> None:
    """Grammar and calendar of every period column."""
    for name, columns in _PERIODS.items():
        for row in pkg.table(name).rows:
            for column in columns:
                text = row.get(column)
                if not text:
                    continue
                check.case()
                try:
                    period_span(text)
                except ReadingError as error:
                    check.fail(row, column, found=f"{text}: {error}", expected="a period of the calendar")


def _dated(seen: Statements) -> Iterator[tuple[Row, str, tuple[date, date], str]]:
    """Row, column, span and time of publication, for everything that a text says happened."""
    published = {row.key: row["published_on"] for row in seen.pkg.table("sources").rows if span(row["published_on"])}
    for name in ("observations", "entity_links", "rankings"):
        for row in seen.pkg.table(name).rows:
            when = published.get(row["source_id"])
            for column in _PERIODS[name]:
                days = span(row[column]) if row[column] else None
                if days and when:
                    yield row, column, days, when


@rule("X102", scope="source", tables=("observations", "sources", "entity_links", "rankings", "evidence"))
def periods_are_known(pkg: Package, check: Check) -> None:
    """Periods against the founding of the republic and the time of publication."""
    for row in pkg.table("observations").rows:
        if not row["period"]:
            check.case()
            if row["obs_status"] != "A":
                check.fail(row, "obs_status", found=f"{row['obs_status']}, without a period", expected="A")
    for row, column, (first, _), published in check.each(_dated(view(pkg))):
        latest = period_span(published)[1]
        if first < FOUNDING:
            check.fail(row, column, found=row[column], expected=f"a period that begins on {FOUNDING} or later")
        if row.table.name == "observations" and column == "period":
            fitting = statuses(row["period"], published)
            if row["obs_status"] not in fitting:
                found = f"{row['obs_status']}, while the period is {row['period']} and the text of {published}"
                expected = "; or ".join(f"{status}: {STATUSES[status]}" for status in fitting)
                check.fail(row, "obs_status", found=found, expected=expected)
        elif column == "edition":
            if first.year > latest.year + 1:
                found = f"{row[column]}, in a text of {published}"
                check.fail(row, column, found=found, expected=f"at most {latest.year + 1}")
        elif first > latest:
            found = f"{row[column]}, in a text of {published}"
            check.fail(row, column, found=found, expected=f"a time that begins by {latest}")


@rule("X103", scope="source", tables=("observations",), optional=True)
def bases_lie_before(pkg: Package, check: Check) -> None:
    """Base periods end before their periods begin."""
    for row in pkg.table("observations").rows:
        base, own = span(row["base_period"]), span(row["period"])
        if base is None or own is None:
            continue
        check.case()
        if base[1] >= own[0]:
            found = f"{row['base_period']}, beside the period {row['period']}"
            check.fail(row, "base_period", found=found, expected=f"a period that ends before {own[0]}")


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
                found = f"{row[column]} ({exists}), in {row['period']}"
                check.fail(row, column, found=found, expected="an entity that existed then")


def _last_day(pkg: Package) -> frozenset[tuple[str, ...]]:
    """The day on which the last source was published."""
    days = view(pkg).published.values()
    return frozenset({(max(days),)} if days else ())


@rule("X105", scope="register", gather=_last_day, tables=("entities", "sources"), optional=True)
def entities_are_known(pkg: Package, check: Check) -> None:
    """The beginning of every entity that has one is a case."""
    days = gathered(pkg, _last_day)
    if not days:
        return
    [last] = max(days)
    for row in pkg.table("entities").rows:
        begins = span(row["valid_from"]) if row["valid_from"] else None
        if begins:
            check.case()
            if begins[0].isoformat() > last:
                found = f"{row['valid_from']}, after the last source ({last})"
                check.fail(row, "valid_from", found=found, expected=f"a time that begins by {last}")


@rule("X106", scope="source", tables=("observations", "sources"), optional=True)
def to_date_was_not_over(pkg: Package, check: Check) -> None:
    """Every statement that covers its period to date is a case."""
    sources = pkg.table("sources")
    for row in pkg.table("observations").rows:
        source = sources.get(row["source_id"]) if row["coverage"] == "to_date" else None
        days, published = span(row["period"]), span(source["published_on"]) if source else None
        if days is None or published is None:
            continue
        check.case()
        if days[1] <= published[0]:
            found = f"to_date, of {row['period']} in a text of {published[0]}"
            check.fail(row, "coverage", found=found, expected=f"whole, or a period that ends after {published[0]}")


@rule("X107", scope="source", tables=("observations",), optional=True)
def usual_bases_lie_a_year_before(pkg: Package, check: Check) -> None:
    """Every base that nothing printed names is a case."""
    for row in pkg.table("observations").rows:
        if row["base_basis"] != "conventional" or not row["base_period"] or span(row["period"]) is None:
            continue
        check.case()
        expected = year_before(row["period"])
        if row["base_period"] != expected:
            found = f"{row['base_period']}, by convention, beside the period {row['period']}"
            check.fail(row, "base_period", found=found, expected=expected)
