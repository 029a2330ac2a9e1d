"""V306, V320 to V323: how much, with bounds, unit and hedge, is read again from the whole figure; on what basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from ..reading.bounds import CONVENTIONS
from ..reading.dates import FoundTime, read_time
from ..reading.errors import ReadingError
from ..reading.figures import Figure, find_figures
from ..reading.scan import scan_numerals
from ..reading.sentences import Span
from ..statements.cells import COUNTED, cell_bounds, in_table
from ..statements.view import Evidence, Statements, view
from . import Package, Row, Wrong, row_rule, shown
from .rereading import attempt, corrected_words, figures, misread, part_rule, times_within


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


def _columns(seen: Statements, figure: Figure, row: Row, evidence: Evidence, dimension: str) -> dict[str, str]:
    """What the columns of an observation in a unit of `dimension` must hold for this figure; in a cell of a table, all
    its digits, in the unit of its heads.
    """
    if row["precision"] == "tabulated":
        over = heads(seen, row, evidence)
        value, unit = in_table(figure, over, evidence.language, number(row["value"]), row["unit_id"])
        if value is not None:  # a range is none of a cell
            lower, upper, qualifier = cell_bounds(figure, value, unit)
            bounds = {"lower": plain(lower), "upper": plain(upper), "qualifier": qualifier}
            return {"value": plain(value), "unit_id": unit, **bounds}
    of = figure.bounds(row["convention"] if row["convention"] in CONVENTIONS else "printed")
    counted = figure.unit == "count" and dimension in COUNTED and row["precision"] != "tabulated"
    unit = row["unit_id"] if counted else figure.unit
    bounds = {"lower": plain(of.lower), "upper": plain(of.upper)}
    return {"value": plain(figure.value), **bounds, "unit_id": unit, "qualifier": figure.qualifier}


@part_rule(
    "V306",
    ("observations", "value_evidence_id", ""),
    tables=("evidence", "sources", "units", "corrections"),
    note="values read again",
)
def how_much_reads(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterator[Wrong]:
    """Values are read again from figures."""
    try:
        read = figures(seen, row, evidence)
    except ReadingError as error:
        reads = f"{shown(evidence.quote)} is no figure: {error}"
        yield misread(row, "value", reads, evidence, "a printed figure")
        return
    units = seen.pkg.table("units").index("unit_id").get(row["unit_id"], ())
    dimension = units[-1]["dimension"] if units else ""
    readings = [_columns(seen, figure, row, evidence, dimension) for figure in read]
    nearest = min(readings, key=lambda columns: _distance(columns, row)) if len(readings) > 1 else readings[0]
    for column, value in nearest.items():
        if row[column] != value:
            words, quote = corrected_words(seen, row, evidence), shown(evidence.quote)
            source = f"{quote}, corrected to {shown(words)}," if words else quote
            same = column in ("value", "lower", "upper") and value and number(row[column]) == number(value)
            how = f"{'is written' if same else 'reads as'} {value or 'nothing (no limit)'}"
            found = f"{row[column] or 'nothing'}, while {source} {how} ({evidence.id})"
            yield column, found, value or "nothing: an empty cell"


def heads(seen: Statements, row: Row, evidence: Evidence) -> list[str]:
    """The words that may print the unit of a cell of a table: what the row says it is about, and the cell's line."""
    over = (seen.part(row, "what_evidence_id"), seen.evidence.get(evidence.passage))
    return [item.quote for item in over if item]


def _distance(columns: dict[str, str], row: Row) -> tuple[int, Decimal]:
    """How far a reading is from the row: first in columns that differ, then in value. The nearest is compared with."""
    value, read = number(row["value"]), number(columns["value"])
    off = abs(read - value) if value is not None and read is not None else Decimal(0)
    return sum(row[column] != text for column, text in columns.items()), off


@part_rule("V321", ("observations", "value_evidence_id", ""), tables=("evidence", "sources"))
def whole_figures(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterable[Wrong] | None:
    """Figures found in the sentence of a value end where their evidence ends."""
    sentence = seen.sentence(evidence)
    if evidence.span is None or sentence is None:
        return None
    known: dict[tuple[str, Span], list[Figure]] = seen.pkg.cache.setdefault("figures of sentences", {})
    key = evidence.source_id, sentence
    if key not in known:
        words, times = (seen.pkg.text(key[0]) or "")[slice(*sentence)], times_within(seen, *key)
        known[key] = attempt(find_figures, words, evidence.language, times) or []
    start, end = evidence.span[0] - sentence[0], evidence.span[1] - sentence[0]
    over = [figure for figure in known[key] if figure.start < end and start < figure.end]
    wholes = [_placed(figure, sentence) for figure in over if figure.start < start or figure.end > end]
    return [("value_evidence_id", f"{shown(evidence.quote)}, part of the figure {whole}", whole) for whole in wholes]


def _placed(found: Figure | FoundTime, sentence: Span) -> str:
    """Words found in a sentence, and where they stand in the text."""
    return f"{shown(found.text)} at {found.start + sentence[0]}-{found.end + sentence[0]}"


@part_rule("V322", ("evidence", "evidence_id", ""), tables=("sources",))
def whole_times(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterable[Wrong] | None:
    """Times found in the sentence of a piece of evidence do not go on behind its ends."""
    sentence = seen.sentence(evidence) if evidence.kind == "time" and not evidence.disposition else None
    if evidence.span is None or sentence is None:
        return None
    wholes, (start, end) = [], (place - sentence[0] for place in evidence.span)
    for found in times_within(seen, evidence.source_id, sentence):
        longer = found.start <= start and end <= found.end and (start, end) != (found.start, found.end)
        if longer and found.time:
            time = attempt(read_time, evidence.quote, seen.published.get(evidence.source_id), evidence.language)
            if time is None or time.period != found.time.period:
                wholes.append(_placed(found, sentence))
    return [("start", f"{shown(evidence.quote)}, part of {whole}", whole) for whole in wholes]


@part_rule("V320", ("observations", "value_evidence_id", ""), tables=("evidence", "sources", "corrections"))
def value_basis_fits(seen: Statements, row: Row, evidence: Evidence, _: str) -> Iterator[Wrong]:
    """basis follows from the evidence and the correction."""
    basis, cited = row["basis"], seen.correction(row)
    derived = "printed" if holds_numeral(evidence.quote, evidence.language) else "implied"
    if basis not in ("reconstructed", derived):
        yield "basis", f"{basis}, while the evidence reads {shown(evidence.quote)}", derived
    elif basis == "reconstructed" and cited is not None:  # the contract asks for it; foreign keys that it exists
        parts = [part for name, part in seen.parts(row).items() if name in ("how much", "when")]
        if not any(part.within(cited[0]) for part in parts):
            found = f"reconstructed by {row['correction_id']}, which corrects {shown(cited[1]['as_printed'], 60)}"
            yield "basis", found, "a correction of the characters of the value or its time"


def holds_numeral(words: str, language: str) -> bool:
    """Whether words print a number, in digits or spelled out."""
    return any(c.isdigit() for c in words) or bool(attempt(scan_numerals, words, language))


@row_rule("V323", "observations", tables=("evidence", "sources"), optional=True)
def cells_stand_in_rows(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Tabulated figures stand in a row of a table."""
    seen = view(pkg)
    evidence = seen.part(row, "value_evidence_id") if row["precision"] == "tabulated" else None
    if evidence is None:
        return None
    passage, sentence = seen.evidence.get(evidence.passage), seen.sentence(evidence)
    if passage is None and sentence is None:
        return None
    words = passage.quote if passage else (pkg.text(evidence.source_id) or "")[slice(*(sentence or ()))]
    if _is_cell(evidence.quote, words):
        return []
    found = f"tabulated, while {shown(evidence.quote)} stands in {shown(words, 120)}"
    return [("precision", found, "printed, or a figure between the cells of a row")]


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
