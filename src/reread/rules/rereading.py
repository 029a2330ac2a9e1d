"""Reading a part of a statement again: from its own characters or, for a reconstructed statement, from the corrected
words.

Holds no rule. Every function returns what the words may be read as; `Unreadable` says why there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from ..reading.dates import FoundTime, Time, find_times, read_time
from ..reading.errors import ReadingError
from ..reading.figures import Figure, find_figures, read_figure
from ..reading.sentences import Span
from ..statements.view import Evidence, Statements
from . import Check, Row, shown

T = TypeVar("T")
P = ParamSpec("P")


def attempt(reader: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | None:
    """What `reader` makes of something; None where it cannot be read."""
    try:
        return reader(*args, **named)
    except ReadingError:
        return None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Words that cannot be read as what they are evidence of."""

    reason: str


def parts_read(seen: Statements, check: Check, table: str, part: str, cell: str = "") -> Iterator[tuple[Row, Evidence]]:
    """Rows of a table with their evidence of one part, each a case; of `cell`, if named, those that have it filled."""
    for row in seen.pkg.table(table).rows:
        evidence = seen.part(row, part)
        if evidence is not None and (not cell or row.get(cell)):
            check.case()
            yield row, evidence


def misread(check: Check, row: Row, column: str, reads: str, evidence: Evidence, expected: str) -> None:
    """Report a cell that is not what its evidence reads as: `reads` are the words for that."""
    check.fail(row, column, f"{row[column]}, while {reads} ({evidence.id})", expected)


def corrected_words(seen: Statements, row: Row, evidence: Evidence) -> str | None:
    """What the characters of `evidence` must be read as for `row`; None when they stand as printed.

    Only a reconstructed statement is read from its correction, and only in the parts that lie inside the corrected
    characters.
    """
    if row.get("basis", "reconstructed") != "reconstructed":
        return None
    cited = seen.correction(row)
    return cited[1]["read_as"] if cited and evidence.within(cited[0]) else None


def figures(seen: Statements, row: Row, evidence: Evidence) -> list[Figure] | Unreadable:
    """The figures that `evidence` may be read as for `row`: one, or those of the corrected words."""
    words = corrected_words(seen, row, evidence)
    try:
        if words is None:
            return [read_figure(evidence.quote, evidence.language)]
        found = find_figures(words, evidence.language)
    except ReadingError as error:
        return Unreadable(str(error))
    return found or Unreadable(f"no figure in the corrected words {shown(words)}")


def times(seen: Statements, row: Row, evidence: Evidence) -> list[Time] | Unreadable:
    """The times that `evidence`, or what it points back to, may be read as for `row`."""
    last = seen.chain(evidence)[-1]
    if last.kind == "reference":
        return Unreadable(f"{shown(evidence.quote)} points back to nothing that is a time")
    if last is not evidence and not all(seen.denotes("when", item) for item in seen.chain(evidence)[:-1]):
        return Unreadable(f"{shown(evidence.quote)} is no registered phrase that points back to a time")
    words = corrected_words(seen, row, last)
    day = seen.published.get(last.source_id)
    try:
        if words is None:
            return [read_time(last.quote, day, last.language)]
        found = [item.time for item in find_times(words, day, last.language) if item.time]
    except ReadingError as error:
        return Unreadable(str(error))
    return found or Unreadable(f"no time in the corrected words {shown(words)}")


def times_within(seen: Statements, source_id: str, sentence: Span) -> list[FoundTime]:
    """The times printed in a sentence of a source; looked for once, since several rules ask for them."""
    known: dict[tuple[str, Span], list[FoundTime]] = seen.pkg.cache.setdefault("times of sentences", {})
    if (source_id, sentence) not in known:
        words, day = (seen.pkg.text(source_id) or "")[slice(*sentence)], seen.published.get(source_id)
        # None in a language whose times cannot be read
        known[source_id, sentence] = attempt(find_times, words, day, seen.languages.get(source_id, "")) or []
    return known[source_id, sentence]
