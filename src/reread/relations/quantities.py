"""What is known of the operand of a relation's term: its interval, taken under a convention, and whether operands can
be compared.

Observations are read from their row (`lower`, `upper`) under the convention of the row, which is mostly "printed";
under any other the printed words are read again with `reading.bounds`. So bounds that were loosened because a relation
asks for it are not what that relation is judged by. Where words cannot be read, the committed bounds stand in. Ranks,
sizes of lists, constants and days are exact under every convention. Days are counted with `date.toordinal`.

Quantities are held in base units (10,000 for "1 hectare" beside square metres), so that a relation never mixes scales.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from ..package.opening import Package
from ..package.table import Row
from ..reading.errors import ReadingError
from ..reading.figures import Figure, find_figures, read_figure
from ..reading.periods import period_span
from .intervals import ANY, NOT_NEGATIVE, Exact, Interval, exact, intersection, make, shift, whole
from .model import DATED, KINDS, OPERANDS, Relation, Slip, Term

#: The measure of days, beside the base units of `units`.
DAY: Final = "day"

_COUNT: Final = "count"
_GROWTH: Final = Interval(-100, None)
_SHARE: Final = Interval(0, 100)


class NoValue(Exception):
    """Raised where an operand has nothing to compare. Its text says what is missing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as far as relations need it: its base unit, the factor to it, its dimension, whether it is percent, how
    its base is written."""

    id: str
    base: str
    factor: Exact
    dimension: str
    percent: bool
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What an operand may be.

    `domain`: all values it may have, in the base unit; `natural`: the values anything of this sort may have; `whole`:
    it is a whole number; `no_lower`, `no_upper`: its words leave that end open ("over 50").
    """

    domain: Interval
    natural: Interval
    whole: bool
    unit: Unit
    no_lower: bool = False
    no_upper: bool = False


_DAYS: Final = Unit(DAY, DAY, 1, DAY, False)
_NUMBER: Final = Unit(_COUNT, _COUNT, 1, _COUNT, False)
#: One of the things that are counted, whatever its value.
_COUNTED: Final = Quantity(Interval.point(1), Interval.point(1), True, _NUMBER)


class Quantities:
    """The operands of a package's relations, read when first asked for and kept."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self._units: dict[str, Unit] = {}
        self._kept: dict[tuple[str, str, str, str], Quantity] = {}
        #: Derived quantities that the table does not have (yet): the cells that tell what they are.
        self.proposed: dict[str, dict[str, str]] = {}

    def of(self, term: Term, convention: str = "printed") -> Quantity:
        """The operand of `term`. Raises `NoValue` where there is nothing to compare."""
        if term.counted:
            return _COUNTED
        if term.operand == "constant":
            return self._constant(term)
        key = (term.operand, term.target, term.aspect, convention)
        if key not in self._kept:
            self._kept[key] = self._read(term, convention)
        return self._kept[key]

    def cells(self, term: Term) -> Row | dict[str, str] | None:
        """The row that a term names, or the cells of a derived quantity that its table does not have yet."""
        return term.named(self.pkg) or (self.proposed.get(term.target) if term.operand == "derived_id" else None)

    def unit(self, unit_id: str) -> Unit:
        """A unit by its id. Raises `NoValue` for one that is not registered."""
        found = self._units.get(unit_id)
        if found is None:
            row = self.pkg.table("units").get(unit_id)
            if row is None:
                raise NoValue(f"the unknown unit {unit_id}")
            scaled = bool(row.get("base_unit_id") and row.get("factor"))
            base_id, factor = (row.get("base_unit_id"), row.get("factor")) if scaled else (unit_id, "1")
            base, dimension = self.pkg.table("units").get(base_id), row.get("dimension")
            symbol = base.get("symbol") if base and dimension not in (_COUNT, "money", "ratio") else ""
            shown = "" if dimension == _COUNT else symbol or (base["unit_id"] if base else unit_id)
            found = Unit(unit_id, base_id, exact(factor), dimension, row.get("code") == "%", shown)
            self._units[unit_id] = found
        return found

    def natural(self, row: Row | dict[str, str], unit: Unit, otherwise: Interval = ANY) -> Interval:
        """What the range of a statement's indicator allows, in the base unit; ends it leaves open are those of
        `otherwise`.

        Nothing shrinks by more than all of it: growth in percent is at least -100. A change may have any sign; a share
        is a part of its whole.
        """
        transformation = row["transformation"]
        if transformation != "level":
            return {"growth": _GROWTH, "share": _SHARE}.get(transformation, ANY)
        low, high = (self.pkg.table("indicators").cell(row["indicator_id"], end) for end in ("minimum", "maximum"))
        lower = unit.factor * exact(low) if low else otherwise.lower
        upper = unit.factor * exact(high) if high else otherwise.upper
        return make(lower, upper) or otherwise

    # --- operands ---

    def _read(self, term: Term, convention: str) -> Quantity:
        row = self.cells(term)
        if row is None:
            raise NoValue(f"{term.target}, which {OPERANDS[term.operand]} does not have")
        if isinstance(row, dict) or (term.operand == "derived_id" and term.aspect == "value"):
            return self._derived(row)
        if term.aspect in DATED:
            return Quantity(self._days(term, row), ANY, True, _DAYS)
        if term.operand == "observation_id":
            return self._observation(row, convention)
        text = row.get(term.aspect)
        if not text:
            raise NoValue(f"{term.target}, whose {term.aspect} is not given")
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise NoValue(f"{term.target}, whose {term.aspect} is no number")
        return Quantity(Interval.point(int(text)), NOT_NEGATIVE, True, _NUMBER)

    def _constant(self, term: Term) -> Quantity:
        unit = self.unit(term.row.get("unit_id") or _COUNT)
        try:
            value = exact(term.target) * unit.factor
        except (ValueError, ZeroDivisionError):
            raise NoValue(f"{term.target}, which is not a number") from None
        return Quantity(Interval.point(value), ANY, False, unit)

    def _observation(self, row: Row, convention: str) -> Quantity:
        unit = self.unit(row["unit_id"])
        natural = self.natural(row, unit)
        counted = unit.dimension in (_COUNT, "persons") and exact(row["value"] or row["lower"] or 0).denominator == 1
        printed = _committed(row) if convention == (row["convention"] or "printed") else self._again(row, convention)
        if printed is None:  # the lower bound above the upper: another rule's finding
            printed = Interval.point(exact(row["value"] or row["lower"] or row["upper"] or 0))
        if unit.factor != 1:
            printed = shift(printed, unit.factor)
        domain = intersection(printed, natural) or printed
        if counted:
            domain = whole(domain) or domain
        return Quantity(domain, natural, counted, unit, printed.lower is None, printed.upper is None)

    def _again(self, row: Row, convention: str) -> Interval | None:
        """The interval of the printed words under another convention."""
        figure = self.figure(row)
        if figure is None or row["precision"] == "tabulated":
            return _committed(row)
        found = replace(figure, unit=row["unit_id"], qualifier=row["qualifier"]).bounds(convention)
        low, high = (None if end is None else exact(end) for end in (found.lower, found.upper))
        return make(low, high, found.lower_open, found.upper_open)

    def figure(self, row: Row) -> Figure | None:
        """The figure an observation was read from, by its correction where it is reconstructed; None where its words
        do not give its value."""
        words = self.pkg.table("evidence").cell(row["value_evidence_id"], "quote")
        if row["basis"] == "reconstructed":
            words = self.pkg.table("corrections").cell(row["correction_id"], "read_as")
        language = self.pkg.table("sources").cell(row["source_id"], "language") or "en"
        try:
            value = Decimal(row["value"])
            figures = _figures(words, language)
        except (InvalidOperation, ReadingError):
            return None
        return next((figure for figure in figures if figure.value == value), None)

    def _derived(self, row: Row | dict[str, str]) -> Quantity:
        unit = self.unit(row["unit_id"])
        natural = self.natural(row, unit, NOT_NEGATIVE)
        return Quantity(natural, natural, row["whole_number"] == "true", unit, True, True)

    def _days(self, term: Term, row: Row) -> Interval:
        if term.aspect == "published":
            published = self.pkg.table("sources").cell(row.get("source_id"), "published_on")
            text = row.get("released_on") if term.operand == "ranking_id" else published
        else:
            text = row.get("data_period") if term.operand == "ranking_id" else row.get("period")
            if term.operand == "entry_id":
                text = self.pkg.table("rankings").cell(row["ranking_id"], "data_period")
        if not text:
            raise NoValue(f"{term.target}, whose {term.aspect} is not known")
        try:
            first, last = period_span(text)
        except ReadingError as error:
            raise NoValue(f"{term.target}: {error}") from None
        low = last if term.aspect == "period_end" else first
        high = first if term.aspect == "period_start" else last
        return Interval(low.toordinal(), high.toordinal())


def _committed(row: Row) -> Interval | None:
    """The bounds as the row has them."""
    low, high = row["lower"], row["upper"]
    return make(exact(low) if low else None, exact(high) if high else None)


def _figures(words: str, language: str) -> list[Figure]:
    """`words` read as one figure, else the figures found in them."""
    try:
        return [read_figure(words, language)]
    except ReadingError:
        return find_figures(words, language)


def misfits(relation: Relation, quantities: Quantities) -> list[Slip]:
    """Terms of a well-formed relation without a value, or that cannot be compared with the others: row, column, found,
    expected."""
    found: list[Slip] = []
    known: list[tuple[Term, Unit]] = []
    for term in relation.terms:
        try:
            known.append((term, quantities.of(term).unit))
        except NoValue as error:
            found.append((term.row, term.operand, str(error), "an operand with a value"))
    if found:
        return found
    for term, unit in known:
        if unit.id == DAY and relation.kind != "order":
            expected = "days in relations of the kind order only"
            found.append((term.row, "aspect", f"a day in a {relation.kind}", expected))
    for roles in KINDS[relation.kind].alike:
        group = [(term, unit) for term, unit in known if term.role in roles]
        for term, unit in group:
            if unit.base != group[0][1].base:
                expected = f"{group[0][1].id}, as {group[0][0].target}"
                found.append((term.row, term.operand, f"{term.target} in {unit.id}", expected))
    for term, unit in known:
        wanted = KINDS[relation.kind].measured.get(term.role)
        if wanted and not (unit.percent if wanted == "percent" else unit.dimension == wanted):
            found.append((term.row, term.operand, f"{term.target} in {unit.id}", f"a {term.role} in {wanted}"))
    return found
