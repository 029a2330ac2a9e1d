"""Reading a part of a statement again: from its own characters or, for a reconstructed statement, from the corrected
words.

Holds no rule. Functions return what the words may be read as; `ReadingError` says why there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from ..reading.dates import FoundTime, Time, find_times, read_time
from ..reading.errors import ReadingError
from ..reading.figures import Figure, find_figures, read_figure
from ..reading.sentences import Span
from ..statements.view import Evidence, Statements, view
from . import Check, Package, Row, Wrong, rule, shown

T = TypeVar("T")
P = ParamSpec("P")


def attempt(reader: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | None:
    """What `reader` makes of something; None where it cannot be read."""
    try:
        return reader(*args, **named)
    except ReadingError:
        return None


#: Says what is wrong in a row, given the evidence of a part of it and the column that must be filled; None where that
#: is no case of the rule.
PartRule = Callable[[Statements, Row, Evidence, str], Iterable[Wrong] | None]


def part_rule(
    code: str,
    *parts: tuple[str, str, str],
    tables: tuple[str, ...] = (),
    optional: bool = False,
    scope: str = "source",
    note: str = "",
) -> Callable[[PartRule], PartRule]:
    """Register a rule that reads parts of rows again: of a table the rows that name evidence in one column (those of
    evidence itself in their key; of doubles the first), where another is filled ("": in any case); it looks into
    `tables` for it, and notes how many rows it read.
    """

    def register(function: PartRule) -> PartRule:
        @wraps(function)
        def judge(pkg: Package, check: Check) -> None:
            seen = view(pkg)
            for name, part, column in parts:
                for row, evidence in _with_evidence(seen, name, part, column):
                    check.judge(row, function(seen, row, evidence, column))
            if note and check.cases:
                check.note(note, check.cases)

        names = dict.fromkeys(name for name, _, _ in parts)
        rule(code, tables=(*names, *tables), optional=optional, scope=scope)(judge)
        return function

    return register


def _with_evidence(seen: Statements, name: str, part: str, column: str) -> Iterator[tuple[Row, Evidence]]:
    if name == "evidence":
        yield from ((item.row, item) for item in seen.evidence.values() if not column or item.row[column])
        return
    for row, (key, filled) in seen.pkg.table(name).cells(part, column or part):
        if filled and (evidence := seen.evidence.get(key)):
            yield row, evidence


def misread(row: Row, column: str, reads: str, evidence: Evidence, expected: str) -> Wrong:
    """A cell that is not what its evidence reads as: `reads` are the words for that."""
    return column, f"{row[column]}, while {reads} ({evidence.id})", expected


def corrected_words(seen: Statements, row: Row, evidence: Evidence) -> str | None:
    """What the characters of `evidence` must be read as for `row`; None when they stand as printed.

    Only a reconstructed statement is read from its correction, and only in the parts that lie inside the corrected
    characters.
    """
    if row.get("basis", "reconstructed") != "reconstructed":
        return None
    cited = seen.correction(row)
    return cited[1]["read_as"] if cited and evidence.within(cited[0]) else None


def figures(seen: Statements, row: Row, evidence: Evidence) -> list[Figure]:
    """The figures that `evidence` may be read as for `row`: one, or those of the corrected words."""
    words = corrected_words(seen, row, evidence)
    if words is None:
        return [read_figure(evidence.quote, evidence.language)]
    if found := find_figures(words, evidence.language):
        return found
    raise ReadingError(f"no figure in the corrected words {shown(words)}")


def times(seen: Statements, row: Row, evidence: Evidence) -> list[Time]:
    """The times that `evidence`, or what it points back to, may be read as for `row`."""
    *pointing, last = seen.chain(evidence)
    if last.kind == "reference":
        raise ReadingError(f"{shown(evidence.quote)} points back to nothing that is a time")
    if not all(seen.denotes("when", item) for item in pointing):
        raise ReadingError(f"{shown(evidence.quote)} is no registered phrase that points back to a time")
    words, day = corrected_words(seen, row, last), seen.published.get(last.source_id)
    if words is None:
        return [read_time(last.quote, day, last.language)]
    if found := [item.time for item in find_times(words, day, last.language) if item.time]:
        return found
    raise ReadingError(f"no time in the corrected words {shown(words)}")


def times_within(seen: Statements, source_id: str, sentence: Span) -> list[FoundTime]:
    """The times printed in a sentence of a source; looked for once, since several rules ask for them."""
    known: dict[tuple[str, Span], list[FoundTime]] = seen.pkg.cache.setdefault("times of sentences", {})
    if (source_id, sentence) not in known:
        words, day = (seen.pkg.text(source_id) or "")[slice(*sentence)], seen.published.get(source_id)
        # None in a language whose times cannot be read
        known[source_id, sentence] = attempt(find_times, words, day, seen.languages.get(source_id, "")) or []
    return known[source_id, sentence]
