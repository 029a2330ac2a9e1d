"""V306 and V320 to V322: how much, with bounds, unit and hedge, is read again from the whole figure; on what basis."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.bounds import CONVENTIONS
from ..reading.dates import read_time
from ..reading.errors import ReadingError
from ..reading.figures import Figure, find_figures
from ..reading.scan import scan_numerals
from ..reading.sentences import Span
from ..statements.cells import COUNTED, cell_bounds, in_table
from ..statements.view import Evidence, Statements, view
from . import Check, rule
from .rereading import Unreadable, corrected_words, figures, parts_read, times_within

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?").fullmatch


def plain(number: Decimal | None) -> str:
    """The one way to write a number here: no exponent, no trailing zero, "" for an end without limit.

    >>> plain(Decimal("6.10E+10")), plain(Decimal("0.50")), plain(None)
    ('61000000000', '0.5', '')
    """
    if number is None:
        return ""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text


def number(text: str) -> Decimal | None:
    """`text` as a number, or None."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _columns(figure: Figure, row: Row, dimension: str) -> dict[str, str]:
    """What the columns of an observation must hold for this figure."""
    bounds = figure.bounds(row["convention"] if row["convention"] in CONVENTIONS else "printed")
    counted = figure.unit == "count" and dimension in COUNTED
    return {
        "value": plain(figure.value),
        "lower": plain(bounds.lower),
        "upper": plain(bounds.upper),
        "unit_id": row["unit_id"] if counted else figure.unit,
        "qualifier": figure.qualifier,
    }


def _cell(figure: Figure, over: list[str], language: str, row: Row) -> dict[str, str]:
    """What the columns must hold for this figure in a cell of a table: all its digits, in the unit of its heads."""
    value, unit = in_table(figure, over, language, number(row["value"]), row["unit_id"])
    if value is None:  # a range is none of a cell
        return _columns(figure, row, "")
    lower, upper, qualifier = cell_bounds(figure, value, unit)
    bounds = {"lower": plain(lower), "upper": plain(upper), "qualifier": qualifier}
    return {"value": plain(value), "unit_id": unit, **bounds}


@rule("V306", scope="source", tables=("observations", "evidence", "sources", "units", "corrections"))
def how_much_reads(pkg: Package, check: Check) -> None:
    """Values are read again from figures."""
    seen = view(pkg)
    dimensions = {row["unit_id"]: row["dimension"] for row in pkg.table("units").rows}
    for row, evidence in parts_read(seen, check, "observations", "value_evidence_id"):
        check.note("values read again", 1)
        read = figures(seen, row, evidence)
        if isinstance(read, Unreadable):
            found = f"{row['value']}, while {shown(evidence.quote)} is no figure: {read.reason} ({evidence.id})"
            check.fail(row, "value", found=found, expected="a printed figure")
            continue
        readings = [_columns(figure, row, dimensions.get(row["unit_id"], "")) for figure in read]
        if row["precision"] == "tabulated":
            readings = [_cell(figure, heads(seen, row, evidence), evidence.language, row) for figure in read]
        wanted = min(readings, key=lambda columns: _distance(columns, row)) if len(readings) > 1 else readings[0]
        for column, value in wanted.items():
            if row[column] != value:
                words = corrected_words(seen, row, evidence)
                source = f"{shown(evidence.quote)}, corrected to {shown(words)}," if words else shown(evidence.quote)
                numbers = column in ("value", "lower", "upper")
                same = numbers and value and number(row[column]) == number(value)
                how = f"{'is written' if same else 'reads as'} {value or 'nothing (no limit)'}"
                found = f"{row[column] or 'nothing'}, while {source} {how} ({evidence.id})"
                check.fail(row, column, found=found, expected=value or "nothing: an empty cell")


def heads(seen: Statements, row: Row, evidence: Evidence) -> list[str]:
    """The words that may print the unit of a cell of a table: what the row says it is about, and the cell's line."""
    over = (seen.part(row, "what_evidence_id"), seen.evidence.get(evidence.passage))
    return [item.quote for item in over if item]


def _distance(columns: dict[str, str], row: Row) -> tuple[int, Decimal]:
    """How far a reading is from the row: first in columns that differ, then in value. Chooses the reading to compare
    with.
    """
    value = number(row["value"])
    read = number(columns["value"])
    off = abs(read - value) if value is not None and read is not None else Decimal(0)
    return sum(row[column] != text for column, text in columns.items()), off


@rule("V321", scope="source", tables=("observations", "evidence", "sources"))
def whole_figures(pkg: Package, check: Check) -> None:
    """Figures found in the sentence of a value end where their evidence ends."""
    seen = view(pkg)
    known: dict[tuple[str, Span], list[Figure]] = {}
    for row in pkg.table("observations").rows:
        evidence = seen.part(row, "value_evidence_id")
        sentence = seen.sentence(evidence) if evidence else None
        if evidence is None or evidence.span is None or sentence is None:
            continue
        check.case()
        key = evidence.source_id, sentence
        if key not in known:
            known[key] = _figures_of(seen, evidence, sentence)
        start, end = evidence.span[0] - sentence[0], evidence.span[1] - sentence[0]
        for figure in known[key]:
            if figure.start < end and start < figure.end and not (start <= figure.start and figure.end <= end):
                whole = f"{shown(figure.text)} at {figure.start + sentence[0]}-{figure.end + sentence[0]}"
                found = f"{shown(evidence.quote)}, part of the figure {whole}"
                check.fail(row, "value_evidence_id", found=found, expected=whole)


def _figures_of(seen: Statements, evidence: Evidence, sentence: Span) -> list[Figure]:
    text = seen.pkg.text(evidence.source_id) or ""
    times = times_within(seen, evidence.source_id, sentence)
    try:
        return find_figures(text[sentence[0] : sentence[1]], evidence.language, times)
    except ReadingError:
        return []


@rule("V322", scope="source", tables=("evidence", "sources"))
def whole_times(pkg: Package, check: Check) -> None:
    """Times found in the sentence of a piece of evidence do not go on behind its ends."""
    seen = view(pkg)
    for evidence in seen.evidence.values():
        read = evidence.kind == "time" and not evidence.disposition
        sentence = seen.sentence(evidence) if read else None
        if evidence.span is None or sentence is None:
            continue
        check.case()
        day = seen.published.get(evidence.source_id)
        start, end = evidence.span[0] - sentence[0], evidence.span[1] - sentence[0]
        for found in times_within(seen, evidence.source_id, sentence):
            longer = found.start <= start and end <= found.end and (start, end) != (found.start, found.end)
            if longer and found.time and found.time.period != _period(evidence, day):
                whole = f"{shown(found.text)} at {found.start + sentence[0]}-{found.end + sentence[0]}"
                check.fail(evidence.row, "start", found=f"{shown(evidence.quote)}, part of {whole}", expected=whole)


def _period(evidence: Evidence, published: str | None) -> str | None:
    try:
        return read_time(evidence.quote, published, evidence.language).period
    except ReadingError:
        return None


@rule("V320", scope="source", tables=("observations", "evidence", "sources", "corrections"))
def value_basis_fits(pkg: Package, check: Check) -> None:
    """basis follows from the evidence and the correction."""
    seen = view(pkg)
    for row, evidence in parts_read(seen, check, "observations", "value_evidence_id"):
        if row["basis"] == "reconstructed":
            _check_reconstructed(seen, check, row)
            continue
        derived = "printed" if holds_numeral(evidence.quote, evidence.language) else "implied"
        if row["basis"] != derived:
            found = f"{row['basis']}, while the evidence reads {shown(evidence.quote)}"
            check.fail(row, "basis", found=found, expected=derived)


def holds_numeral(words: str, language: str) -> bool:
    """Whether words print a number, in digits or spelled out."""
    if any(c.isdigit() for c in words):
        return True
    try:
        return bool(scan_numerals(words, language))
    except ReadingError:
        return False


def _check_reconstructed(seen: Statements, check: Check, row: Row) -> None:
    cited = seen.correction(row)
    if cited is None:
        return  # the contract asks for the correction; foreign keys ask that it exists
    if not any(part.within(cited[0]) for name, part in seen.parts(row).items() if name in ("how much", "when")):
        found = f"reconstructed by {row['correction_id']}, which corrects {shown(cited[1]['as_printed'], 60)}"
        check.fail(row, "basis", found=found, expected="a correction of the characters of the value or its time")


@rule("V323", scope="source", tables=("observations", "evidence", "sources"), optional=True)
def cells_stand_in_rows(pkg: Package, check: Check) -> None:
    """Tabulated figures stand in a row of a table."""
    seen = view(pkg)
    for row in pkg.table("observations").rows:
        evidence = seen.part(row, "value_evidence_id") if row["precision"] == "tabulated" else None
        words = _around(seen, evidence) if evidence else None
        if evidence is None or words is None:
            continue
        check.case()
        if not _is_cell(evidence.quote, words):
            found = f"tabulated, while {shown(evidence.quote)} stands in {shown(words, 120)}"
            check.fail(row, "precision", found=found, expected="printed, or a figure between the cells of a row")


def _around(seen: Statements, evidence: Evidence) -> str | None:
    """The words that a figure stands in: its passage, or its sentence."""
    if passage := seen.evidence.get(evidence.passage):
        return passage.quote
    sentence = seen.sentence(evidence)
    return (seen.pkg.text(evidence.source_id) or "")[slice(*sentence)] if sentence else None


def _is_cell(quote: str, words: str) -> bool:
    """Whether `quote` stands somewhere in `words` as a cell does: apart, behind nothing, a label or a cell, and before
    nothing or a cell. The word before a figure of a sentence is written small, and words follow it.

    >>> _is_cell("369", "Hunan 369 648 573"), _is_cell("629", "companies to 629"), _is_cell("13", "投资 % 13左右 13.1")
    (True, False, False)
    """
    at = words.find(quote)
    while at >= 0:
        before, after = words[:at].rstrip("["), words[at + len(quote) :].lstrip("]")
        apart = not before[-1:].strip() and not after[:1].strip()
        label, cell = before.split()[-1:], after.split()[:1]
        if apart and not (label and "a" <= label[0][0] <= "z") and not (cell and any(map(str.isalpha, cell[0]))):
            return True
        at = words.find(quote, at + 1)
    return False
