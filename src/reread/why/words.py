"""Rows and readings in words for a person: "Tianhe District: high-tech enterprises, 2021-12-31: 2,995"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal

from ..package.opening import Package
from ..package.table import Row
from ..reading.bounds import CONVENTIONS, Bounds
from ..reading.errors import ReadingError
from ..reading.figures import Figure
from ..reading.ranks import read_implied_rank, read_rank
from ..rules.how_much import plain
from ..statements.cells import bare_place, cell_bounds
from ..statements.view import title_of
from .model import Range, Reading

# A number as the contract writes it. Anything else, 1e999999999 for one, is shown as it stands and never written out.
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")


def grouped(text: str) -> str:
    """A plain number with thousands separators; anything else as it stands.

    >>> grouped("61000000000"), grouped("38.20"), grouped("")
    ('61,000,000,000', '38.20', '')
    """
    return format(Decimal(text), ",f") if _PLAIN.fullmatch(text) else text


def above(pkg: Package, entity_id: str) -> list[str]:
    """The entities that an entity lies in, the nearest first."""
    entities, found = pkg.table("entities"), [entity_id]
    while (key := entities.cell(found[-1], "lies_in")) and key not in found and entities.get(key):
        found.append(key)
    return found[1:]


def alike(row: Row, columns: Iterable[str]) -> list[Row]:
    """The rows of a table that agree with `row`, one of them, in those of `columns` that it has."""
    names = [name for name in columns if name in row.table.places]
    return row.table.index(*names)["|".join(row[name] for name in names)] if names else [row]


def amount(pkg: Package, value: str, unit_id: str) -> str:
    """A value with its unit: "2,995", "38.2 percent", "61,000,000,000 CNY"."""
    counted = pkg.table("units").cell(unit_id, "dimension") == "count"
    return grouped(value) if counted or not unit_id else f"{grouped(value)} {unit_id}"


def summary(pkg: Package, row: Row) -> str:
    """A statement in one line."""
    if row.table.name == "observations":
        since = f" over {row['base_period']}" if row.get("base_period") else ""
        head = f"{title_of(pkg, 'entities', row['entity_id'])}: {_measured(pkg, row)}"
        head += f", {row.get('period') or 'undated'}{_COVERED.get(row.get('coverage'), '')}{since}"
        unit = row.get("unit_id")
        if not row["value"] and (row.get("lower") or row.get("upper")):
            ends = [grouped(row.get("lower")) or "any", amount(pkg, row.get("upper"), unit) or "more"]
            return f"{head}: {' to '.join(ends)}"
        return f"{head}: {hedged(row.get('qualifier'), amount(pkg, row['value'], unit))}"
    if row.table.name == "ranking_entries":
        place = f"number {row['rank']}" if row["rank"] else "member"
        category = f", {row['category']}" if row.get("category") else ""
        ranking = title_of(pkg, "rankings", row["ranking_id"])
        return f"{title_of(pkg, 'entities', row['entity_id'])}: {place} of {ranking}{category}"
    if row.table.name == "entity_links":
        subject, object_ = (title_of(pkg, "entities", row[column]) for column in ("subject_id", "object_id"))
        period = f", {row['period']}" if row.get("period") else ""
        return f"{subject}: {row['predicate'].replace('_', ' ')} {object_}{period}"
    if row.table.name == "corrections":
        return f'"{row["as_printed"]}" read as "{row["read_as"]}"'
    if row.table.name == "evidence":
        return f'"{row["quote"]}"'
    return row.get("title") or row.get("name") or row.get("name_en") or row.key


_COVERED = {"to_date": ", to date", "target": ", target"}


def _measured(pkg: Package, row: Row) -> str:
    """What an observation is of, in words: "share of high-tech enterprises of Guangzhou"."""
    what = title_of(pkg, "indicators", row["indicator_id"])
    if row.get("transformation") not in ("", "level"):
        what = f"{row['transformation']} of {what}"
    for table, column in (("indicators", "whole_indicator_id"), ("entities", "whole_entity_id")):
        if row.get(column):
            what += f" of {title_of(pkg, table, row[column])}"
    if row.get("sector_id"):
        what += f", {title_of(pkg, 'entities', row['sector_id'])}"
    return what + (f" ({title_of(pkg, 'rankings', row['ranking_id'])})" if row.get("ranking_id") else "")


_HEDGES = {
    "approximately": "about ",
    "nearly": "nearly ",
    "over": "over ",
    "at_least": "at least ",
    "at_most": "at most ",
}


def hedged(qualifier: str, text: str) -> str:
    """`text` with the word of its hedge, if it has one."""
    return _HEDGES.get(qualifier, "") + text


def range_words(bounds: Bounds) -> str:
    """An interval as people say it: "33,500 to 34,500", "50 and more", "55 to just under 56"."""
    low, high = grouped(plain(bounds.lower)), grouped(plain(bounds.upper))
    if bounds.lower is None or bounds.upper is None:
        return f"up to {high}" if bounds.upper is not None else f"{low} and more" if bounds.lower is not None else "any"
    if bounds.lower == bounds.upper:
        return f"exactly {low}"
    return f"{'just over ' if bounds.lower_open else ''}{low} to {'just under ' if bounds.upper_open else ''}{high}"


_QUALIFIED = {
    "over": "from the figure up; the words set no upper end",
    "at_least": "from the figure up; the words set no upper end",
    "at_most": "up to the figure; the words set no lower end",
    "nearly": "ends at the figure, begins half a unit of its last non-zero digit below",
    "approximately": "half a unit of the last non-zero digit either side",
}


def meaning(figure: Figure) -> str:
    """The printed convention in words: why this figure has these bounds."""
    if figure.qualifier in _QUALIFIED:
        return _QUALIFIED[figure.qualifier]
    if figure.divisor != 1:
        return f"a fraction is precise to half of one part in {figure.divisor}"
    bounds = figure.bounds()
    if bounds.lower == bounds.upper:
        return "a plain count is exact"
    if figure.value is None:
        return "from the one end of the range to the other"
    half = Decimal(1).scaleb(figure.last_digit) / 2
    if bounds.upper is not None and bounds.upper - figure.value == half:
        return "half a unit of the last printed digit either side"
    return "a plain number that ends in zeros: half a unit of its last non-zero digit either side"


def reading_of_figure(pkg: Package, figure: Figure, words: str, corrected: bool, unit_id: str) -> Reading:
    """A figure read from `words`, with its bounds under every convention."""
    ranges = []
    for convention in CONVENTIONS:
        bounds = figure.bounds(convention)
        lower, upper = plain(bounds.lower) or None, plain(bounds.upper) or None
        ranges.append(Range(convention, lower, upper, bounds.upper_open, range_words(bounds)))
    value = plain(figure.value)
    said = hedged(figure.qualifier, amount(pkg, value, unit_id))
    return Reading(words, corrected, value, unit_id, figure.qualifier, said, meaning(figure), tuple(ranges))


def reading_of_cell(pkg: Package, figure: Figure, words: str, corrected: bool, value: Decimal, unit_id: str) -> Reading:
    """A figure in a cell of a table, whose value is `value` in the unit of its heads."""
    lower, upper, qualifier = cell_bounds(figure, value, unit_id)
    how = "a count in a table is exact" if lower == upper else "half a unit of the last printed digit either side"
    ranges = (Range("printed", plain(lower), plain(upper), False, range_words(Bounds(lower, upper))),)
    said = amount(pkg, plain(value), unit_id)
    return Reading(words, corrected, plain(value), unit_id, qualifier, said, how, ranges)


def reading_of_rank(quote: str, size: str) -> Reading | None:
    """A place read from `quote`, on a list of `size` places ("" where the size is not known); None if it is none."""
    of = f" of {grouped(size)}" if size else ""
    printed = "a printed place is exact"
    for read, how in ((bare_place, printed), (read_rank, printed), (read_implied_rank, "follows from the wording")):
        with suppress(ReadingError):
            if (rank := read(quote)) is not None:
                return Reading(quote, False, str(rank), "", "exact", f"number {rank}{of}", how, ())
    return None
