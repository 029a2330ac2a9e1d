"""Answers to one question weighed against each other, and facts: what is one answer, however often it is printed.

Two observations answer one question when they agree in `QUESTION`; of a stock, the year and its last day are one time.
They say the same thing when some number lies within the bounds of both. Of several answers the preferred one counts;
where none is preferred and all say the same thing, the most precise one; where they differ, none. What was printed
before its period was over gives way to what was printed after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Final

from ..package.opening import Package
from ..package.table import Row
from .times import moment
from .view import QUESTION

Range = tuple[Decimal, Decimal]
"""The smallest and the largest number that an answer may stand for; infinite where the words set no limit."""

_LEAST, _MOST = Decimal("-Infinity"), Decimal("Infinity")
#: The question whatever the unit: amounts in two currencies beside each other are one answer.
_ASKED: Final = tuple(column for column in QUESTION if column != "unit_id")
#: What makes two entries of lists answers to one question.
_PLACE: Final = ("ranking_id", "entity_id", "category")
#: The lowest grade of sources; nothing that rests on it alone is a default.
_LOWEST: Final = "D"


def range_of(row: Row) -> Range:
    """The bounds of an observation; of a row without any, its value. The place of an entry of a list is exact."""
    if row.table.name == "ranking_entries":
        place = _number(row["rank"]) or Decimal(0)
        return place, place
    low, high, value = (_number(row.get(column)) for column in ("lower", "upper", "value"))
    if low is None and high is None and value is not None:
        return value, value
    return _LEAST if low is None else low, _MOST if high is None else high


def _number(text: str) -> Decimal | None:
    """The number of a cell; None for none, and for what is no number, which other rules find."""
    try:
        number = Decimal(text or "NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def agree(rows: Iterable[Row]) -> bool:
    """Whether some number lies within the bounds of all rows."""
    ranges = [range_of(row) for row in rows]
    return not ranges or max(low for low, _ in ranges) <= min(high for _, high in ranges)


def hull(rows: Iterable[Row]) -> Range:
    """From the lowest bound of all rows to the highest."""
    ranges = [range_of(row) for row in rows]
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def writer(pkg: Package, row: Row) -> str:
    """Who wrote the text a statement stands in: the outlet it was taken over from, else the publisher. Statements of
    one writer are no independent witnesses.
    """
    source = pkg.table("sources").get(row["source_id"])
    return (source.get("original_publisher_id") or source["publisher_id"]) if source else row["source_id"]


def best(pkg: Package, rows: Sequence[Row]) -> Row | None:
    """The answer that counts among `rows`, all to one question: the preferred one, else the most precise one of those
    that are not deprecated; None where there is none, or where they differ and none is preferred.
    """
    left = usable(rows)
    preferred = [row for row in left if row.get("preference") == "preferred"]
    if len(left) > 1 and not preferred and not agree(left):
        return None
    return min(preferred or left, key=lambda row: _order(pkg, row), default=None)


def usable(rows: Iterable[Row]) -> list[Row]:
    """The answers among `rows` that may count: none that is deprecated; and where there is a final or a preferred one,
    no other that was printed before its period was over.
    """
    left = [row for row in rows if row.get("preference") != "deprecated"]
    final = [row for row in left if row.get("preference") == "preferred" or row.get("obs_status") not in ("P", "F")]
    return final or left


def _order(pkg: Package, row: Row) -> tuple[Decimal, bool, str, str]:
    """Sorts precise answers first, then those with the better proof, of the better source, by id."""
    low, high = range_of(row)
    source = pkg.table("sources").get(row["source_id"])
    return high - low, row.get("proof") != "archived", source["grade"] if source else "", row.key


def places(rows: Sequence[Row]) -> list[list[Row]]:
    """Entries of lists by the question they answer: where on the list, or in which category of it, an entity stands."""
    return _alike(rows, _PLACE, "entity_id")


def questions(pkg: Package, rows: Sequence[Row], columns: Sequence[str] = QUESTION) -> list[list[Row]]:
    """Observations by the question they answer, in file order: they have the same cells in `columns`, and periods that
    mean the same time. One without a period stands alone, since it cannot be known to answer the same as another.
    """
    indicators = pkg.table("indicators")
    others = tuple(column for column in columns if column != "period")
    found: dict[object, list[Row]] = defaultdict(list)
    for group in _alike(rows, others, "period"):
        for row in group:
            when = moment(row["period"], indicators.cell(row["indicator_id"], "measure"))
            found[id(group), when or row].append(row)
    return list(found.values())


def _alike(rows: Sequence[Row], columns: Sequence[str], needed: str) -> list[list[Row]]:
    """Rows of one table that have the same cells in `columns`, together; one without `needed` alone."""
    if not rows:
        return []
    at = rows[0].table.places
    cells_of, key = itemgetter(*(at[column] for column in columns)), at[needed]
    found: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        found[cells_of(row.cells) if row.cells[key] else row].append(row)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer, printed once or several times. `row` stands for all `rows`; `default` says whether it is the answer
    that counts; `others` is the number of further facts on the same question.
    """

    row: Row
    rows: tuple[Row, ...]
    default: bool
    others: int


def facts(pkg: Package, name: str) -> list[Fact]:
    """The facts of a table (observations or ranking_entries), in the order of the rows that stand for them.

    Rows are one fact when they answer one question with the same value and bounds, or the same place; deprecated ones
    are kept apart from others. A fact is the default when it is `best` among the answers that are no targets and do not
    rest on a source of grade D alone; those of a list count all the same where it is known whole and its size stands in
    a better source, which so vouches for them. Of amounts in several units, those in the indicator's own unit count.
    """
    rows = pkg.table(name).rows
    if name == "observations":
        asked, defaults = questions(pkg, rows), _defaults(pkg, rows)
    else:
        asked = places(rows)
        defaults = _best_of(pkg, asked)
    found = []
    for answers in asked:
        groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in answers:
            groups[_figure(row) if len(answers) > 1 else ()].append(row)
        for group in groups.values():
            row = group[0]
            if len(group) > 1:
                row = min(group, key=lambda one: (one.get("preference") != "preferred", *_order(pkg, one)))
            found.append(Fact(row, tuple(group), not defaults.isdisjoint(group), len(groups) - 1))
    return sorted(found, key=lambda fact: fact.row.record)


def _figure(row: Row) -> tuple[object, ...]:
    """What two printings of one fact have in common."""
    deprecated = row.get("preference") == "deprecated"
    if row.table.name == "ranking_entries":
        return row["rank"], deprecated
    numbers = {column: _number(row[column]) for column in ("value", "lower", "upper")}
    return deprecated, *(row[column] if number is None else number for column, number in numbers.items())


def _defaults(pkg: Package, rows: Sequence[Row]) -> set[Row]:
    """The observations that count as answers."""
    asked = []
    for answers in questions(pkg, rows, _ASKED):
        units = {row["unit_id"] for row in answers}
        own = pkg.table("indicators").cell(answers[0]["indicator_id"], "unit_id")
        unit = own if own in units else min(units)
        asked.append([row for row in answers if row["unit_id"] == unit and row["coverage"] != "target"])
    return _best_of(pkg, asked)


def _best_of(pkg: Package, asked: Iterable[Sequence[Row]]) -> set[Row]:
    lowest = {row.key for row in pkg.table("sources").rows if row["grade"] == _LOWEST}
    lists = pkg.table("rankings").rows
    vouched = {row.key for row in lists if row["complete"] == "true" and row["source_id"] not in lowest}
    found = set()
    for answers in asked:
        left = [row for row in answers if row["source_id"] not in lowest]
        if not left and answers and answers[0].table.name == "ranking_entries":
            left = [row for row in answers if row["ranking_id"] in vouched]
        if (row := best(pkg, left)) is not None:
            found.add(row)
    return found
