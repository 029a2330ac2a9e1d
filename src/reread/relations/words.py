"""Verdicts in plain words, with numbers as people say them: "66.8 to 67.6 billion CNY"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ..statements.view import title_of
from .engine import Engine, Side, Verdict
from .intervals import Exact, Interval, plain
from .model import Relation, Term
from .quantities import DAY, Unit

#: What each verdict says, for a reader who knows none of these words.
VERDICTS: Final[dict[str, str]] = {
    "holds": "adds up",
    "holds_wide": "adds up only if the figures are rough",
    "holds_cut": "adds up only if decimals were cut off",
    "contradicts": "does not add up",
    "undecidable": "cannot be tested",
    "untestable": "tests nothing",
}

_TAKEN: Final[dict[str, str]] = {
    "printed": "As printed",
    "wide": "With every figure taken as precise only to its last digit other than zero",
    "cut": "With every figure taken as cut off instead of rounded",
}

_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_LARGEST_DAY: Final = date.max.toordinal()


_DAYS_OF: Final = {
    "period_start": "first day of the period of {}",
    "period_end": "last day of the period of {}",
    "published": "day of publication of {}",
}


def label(term: Term, found: Engine) -> str:
    """What a term is, in a few words: "high-tech enterprises of Tianhe District, 2021-12-31"."""
    cells = found.quantities.cells(term) if term.operand != "constant" else term.row

    def called(table: str, column: str) -> str:
        return title_of(found.pkg, table, cells.get(column, "")) if cells else ""

    if cells is None:
        name = term.target
    elif term.operand == "constant":
        quoted = found.pkg.table("evidence").cell(cells.get("evidence_id", ""), "quote") or cells.get("evidence_id", "")
        name = cells.get("note", "").rstrip(".") or f'the printed "{quoted}"'
    elif term.operand == "source_id":
        name = f'"{called("sources", "source_id")}"'
    elif term.operand == "ranking_id":
        name = f"{'' if term.aspect in _DAYS_OF else 'size of '}the list {called('rankings', 'ranking_id')}"
    elif term.operand == "entry_id":
        name = f"place of {called('entities', 'entity_id')} on the list {called('rankings', 'ranking_id')}"
    elif term.operand == "link_id":
        predicate = cells.get("predicate", "").replace("_", " ")
        name = f"{called('entities', 'subject_id')} {predicate} {called('entities', 'object_id')}"
    else:
        told = "" if cells.get("transformation", "") in ("", "level") else f"{cells['transformation']} of "
        sector = f", {called('entities', 'sector_id')}," if cells.get("sector_id", "") else ""
        period = f", {cells['period']}" if cells.get("period", "") else ""
        what = called("indicators", "indicator_id")
        name = f"{told}{what}{sector} of {called('entities', 'entity_id')}{period}"
    return _DAYS_OF.get(term.aspect, "{}").format(name)


def figures(relation: Relation, found: Engine) -> Iterator[tuple[Term, str]]:
    """The terms of a relation, each with what it is by its own words and by other relations."""
    known = found.known(relation)
    for term, domain in zip(relation.terms, found.system.domains(relation, "printed", known), strict=True):
        if term.derived and term.derived not in known:
            yield term, "not printed"
        elif term.counted:
            yield term, "counted"
        else:
            yield term, interval_text(domain, found.quantities.of(term).unit)


def number_text(number: Exact, unit: Unit | None = None, like: Exact | None = None) -> str:
    """One number for people: a day for days, else scaled and rounded to what `like` (another number or a width) makes
    visible."""
    if unit is not None and unit.id == DAY:
        return date.fromordinal(min(max(1, int(number)), _LARGEST_DAY)).isoformat()
    scale, word = scaled(number)
    if like is not None:
        places = _places(like, scale)
    else:  # up to nine decimals, or so many that five digits are told
        exactly = (n for n in range(10) if Fraction(number * 10**n, scale).denominator == 1)
        places = next(exactly, max(0, 5 - len(str(abs(Fraction(number)) // scale))))
    return _with_unit(_decimal(number, scale, places), word, unit)


def interval_text(interval: Interval | None, unit: Unit | None = None) -> str:
    """An interval for people: "66.8 to 67.6 billion CNY", "at least 50", "exactly 9"; None is "no number at all"."""
    if interval is None:
        return "no number at all"
    low, high = (None if end is None else number_text(end, unit) for end in (interval.lower, interval.upper))
    is_day = unit is not None and unit.id == DAY
    if low is None or high is None:
        if low is not None:
            return f"{low} or later" if is_day else f"{'more than' if interval.lower_open else 'at least'} {low}"
        if high is not None:
            return f"{high} or earlier" if is_day else f"{'less than' if interval.upper_open else 'at most'} {high}"
        return "any day" if is_day else "any number"
    if low == high and (is_day or interval.is_point):
        return low
    if is_day:
        return f"{low} to {high}"
    assert interval.lower is not None and interval.upper is not None and interval.width is not None
    scale, word = scaled(interval.lower, interval.upper)
    places = _places(interval.width, scale)
    left, right = (_decimal(end, scale, places) for end in (interval.lower, interval.upper))
    return _with_unit(f"{left} to {'just under ' if interval.upper_open else ''}{right}", word, unit)


def _with_unit(number: str, word: str, unit: Unit | None) -> str:
    return " ".join(filter(None, (number, word, unit.shown if unit is not None else "")))


def scaled(*numbers: Exact) -> tuple[int, str]:
    """The magnitude that numbers of this size are told in, and its word: (10**9, "billion")."""
    return next(
        ((scale, word) for scale, word in _SCALES if any(not -scale < number < scale for number in numbers)), (1, "")
    )


def _places(width: Exact, scale: int) -> int:
    """Decimals that show a width with two significant digits; none for widths of ten and more."""
    return next((n for n in range(9) if width * 10**n >= 10 * scale), 9) if width else 0


def _decimal(number: Exact, scale: int, places: int) -> str:
    return f"{plain(Decimal(f'{round(Fraction(number * 10**places, scale))}E-{places}')):,f}"


def scaled_text(number: Exact, scale: int) -> str:
    """A number divided by its magnitude, for an axis: up to nine decimals, none that are zero."""
    return _decimal(number, scale, 9)


def explain(verdict: Verdict, found: Engine, relation: Relation | None = None) -> str:
    """A verdict in plain words: what is printed, what the other figures make of it, how far apart they are.

    Several sentences, one for each convention tried; the registered explanation is not repeated. `relation` need be
    given only where it is not registered.
    """
    relation = relation or found.relations[verdict.relation_id]
    first = _side(verdict.sides[0], relation, found)
    if verdict.verdict == "undecidable":
        return f"An open-ended figure leaves nothing that could contradict. {first}"
    if verdict.verdict == "untestable":
        return f"{first} Nothing else bounds what nobody prints, so this cannot fail."
    if verdict.verdict == "contradicts":
        dated = found.quantities.of(relation.terms[0]).unit.id == DAY if relation.kind == "order" else False
        return first if dated else f"{first} Nor do they agree when figures are taken as rough or as cut off."
    return first if len(verdict.sides) == 1 else f"{first} {_side(verdict.sides[-1], relation, found)}"


def _side(side: Side, relation: Relation, found: Engine) -> str:
    term = relation.terms[side.place]
    unit = found.quantities.of(term).unit
    name = label(term, found)
    taken = _TAKEN[side.convention]
    given = interval_text(side.others, unit)
    who = "the terms counted give" if relation.kind == "count" else "the other figures give"
    if relation.kind == "order" and side.others is not None:
        return _order(side, relation, name, label(relation.terms[1 - side.place], found), taken, found)
    if side.own is None:
        rest = ", which nobody prints." if side.meets else ", and there is no whole number among these."
        return f"{taken}, {who} {given} for {name}{rest}"
    own = interval_text(side.own, unit)
    own = f"{own} by other relations" if term.derived else own
    if side.others is None:
        return f"{taken}, the other figures leave nothing for {name} ({own})."
    if side.meets:
        return f"{taken}, {name} is {own}, and {who} {given}: they agree."
    distance = gap_text(side.apart, unit) if side.apart else "no whole number fits both"
    return f"{taken}, {name} is {own}, but {who} {given}: {distance}."


def gap_text(number: Exact, unit: Unit) -> str:
    """How far apart two sides are."""
    if unit.id == DAY:
        return f"{int(number):,} days apart" if number != 1 else "one day apart"
    if unit.percent:
        return f"{number_text(number, None, number)} percentage points apart"
    return f"{number_text(number, unit, number)} apart"


def _order(side: Side, relation: Relation, name: str, other: str, taken: str, found: Engine) -> str:
    known = found.known(relation, side.convention)
    left, right = found.system.domains(relation, side.convention, known)
    unit = found.quantities.of(relation.terms[side.place]).unit
    first, second = (name, other) if side.place == 0 else (other, name)
    is_day = unit.id == DAY
    below = "not after" if is_day else "not above"
    words = f"{taken}, {first} is {interval_text(left, unit)} and {second} is {interval_text(right, unit)}"
    if side.meets:
        return f"{words}: the first is {below} the second."
    how_far = f", {gap_text(side.apart, unit)}" if side.apart else ""
    return f"{words}: the first is {'after' if is_day else 'above'} the second{how_far}."
