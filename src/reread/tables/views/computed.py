"""What the views need and SQL cannot say in every engine: one row a fact, with its verdict, its days and its sources.

`fact_rows` has a row for each fact among the observations, `rank_rows` one for each among the entries of lists; the
views join the tables to them. A database that is filled from a package gets these tables too.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from ...package.csvtext import Parsed
from ...package.opening import Package
from ...package.table import Row, Table
from ...reading.errors import ReadingError
from ...reading.periods import period_span
from ...relations.standing import standings, worst
from ...statements.answers import Fact, facts
from ...statements.view import PARTS

#: Table of facts -> the table that its rows come from.
COMPUTED: Final = {"fact_rows": "observations", "rank_rows": "ranking_entries"}

#: What kinds of periods there are.
FREQUENCIES: Final = ("year", "half_year", "quarter", "month", "day", "span")


@cache
def schema(name: str) -> dict[str, Any]:
    """The Table Schema of a computed table, as far as engines need it."""
    about = f"Facts of {COMPUTED[name]}, computed: what the views join to the tables."
    found: dict[str, Any] = json.loads(files(__package__ or "").joinpath("computed.json").read_text("utf-8"))
    return {"name": name, "description": about, **found}


def rows(package: Package, name: str) -> Table:
    """A computed table of `package`; the first time it is asked for. Raises KeyError where a table lacks a column."""
    found = package.cache.get(name)
    if not isinstance(found, Table):
        header = tuple(field["name"] for field in schema(name)["fields"])
        records = [(line, _cells(package, fact)) for line, fact in enumerate(facts(package, COMPUTED[name]), 2)]
        found = package.cache[name] = Table(name, f"view {name}", schema(name), lambda: Parsed(header, records))
    return found


def _cells(package: Package, fact: Fact) -> tuple[str, ...]:
    row = fact.row
    standing = worst([standings(package)[one.key] for one in fact.rows])
    sources = sorted({one["source_id"] for one in fact.rows})
    if row.table.name == "observations":
        period = row["period"]
    else:
        times = (package.table("rankings").cell(row["ranking_id"], column) for column in ("data_period", "edition"))
        period = next(filter(None, times), "")
    return (
        row.key,
        " ".join(sorted(one.key for one in fact.rows)),
        str(len(sources)),
        " ".join(sources),
        "true" if fact.default else "false",
        str(fact.others),
        str(len(standing.tested)),
        standing.verdict,
        " ".join(standing.by),
        _carried(row),
        *_days(period),
        frequency(period),
    )


def _carried(row: Row) -> str:
    """The parts of a statement that words carry: "who what when how_much"."""
    return " ".join(part.replace(" ", "_") for part, column in PARTS[row.table.name].items() if row.get(column))


@lru_cache(10_000)
def _days(period: str) -> tuple[str, str]:
    try:
        first, last = period_span(period)
    except ReadingError:
        return "", ""
    return first.isoformat(), last.isoformat()


@lru_cache(10_000)
def frequency(period: str) -> str:
    """What kind of period it is; "" for none.

    >>> frequency("2021"), frequency("2022-S1"), frequency("2022-04/2022-06"), frequency("2021-12-31")
    ('year', 'half_year', 'span', 'day')
    """
    try:
        period_span(period)
    except ReadingError:
        return ""
    if "/" in period:
        return "span"
    if "Q" in period or "S" in period:
        return "quarter" if "Q" in period else "half_year"
    return {4: "year", 7: "month", 10: "day"}[len(period)]
