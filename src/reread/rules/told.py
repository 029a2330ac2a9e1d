"""What the evidence of a statement says a damaged cell should hold: "6.1E+10" and "Sep-17" were read from words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..findings import shown
from ..reading import ReadingError, read_figure

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: Columns that are read from words, and the columns that name these words.
_READ_FROM: Final = {
    **dict.fromkeys(("value", "lower", "upper"), "value_evidence_id"),
    **{"period": "when_evidence_id", "base_period": "base_evidence_id", "rank": "rank_evidence_id"},
}


def told(pkg: Package, row: Row, column: str | None) -> str:
    """A sentence with the words that the cell was read from, and their value; empty where there are none."""
    evidence = pkg.table("evidence")
    named = row.get(_READ_FROM.get(column or "", ""))
    words = evidence.get(named) if named and evidence.readable and not evidence.large else None
    if words is None or not words.get("quote"):
        return ""
    found = f" Its evidence, line {words.line} of {evidence.path}, reads {shown(words['quote'])}"
    if column != "value":
        return f"{found}."
    sources = pkg.table("sources")
    source = sources.get(words.get("source_id")) if sources.readable and not sources.large else None
    try:
        figure = read_figure(words["quote"], source.get("language") if source else "en")
    except (ReadingError, ValueError):
        return f"{found}."
    return f"{found}, that is {figure.value:f} {figure.unit}." if figure.value is not None else f"{found}."
