"""X5xx: answers to one question are weighed against each other, and corrections change only what they may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..statements.answers import agree, questions, usable
from . import Check, Wrong, row_rule, rule
from .registers import NUMBER_KINDS

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: Columns in which two rows that say the same may differ.
_OWN = ("note", "preference", "preference_reason")


@rule("X501", scope="entity", tables=("observations", "sources", "indicators"))
def one_answer_preferred(pkg: Package, check: Check) -> None:
    """Answers to one question and their preference."""
    expected = "one preferred answer to one question"
    for rows in check.each(questions(pkg, pkg.table("observations").rows)):
        open_ones = usable(rows)
        chosen = [row for row in rows if row["preference"] == "preferred"]
        if chosen and len(rows) == 1:
            check.fail(rows[0], "preference", "preferred, as the only answer", "normal")
        for row in chosen[1:]:
            check.fail(row, "preference", f"preferred, as {chosen[0].key} (line {chosen[0].line}) is", expected)
        differ = len(open_ones) > 1 and not agree(open_ones)  # one alone with crossed bounds is told by S301
        if not chosen and differ and not all(row["note"] for row in open_ones):
            silent = next(row for row in open_ones if not row["note"])
            others = ", ".join(row.key for row in open_ones if row is not silent)
            found = f"normal and without a note, while {others} says otherwise and none is preferred"
            check.fail(silent, "preference", found, f"{expected}, or a note on each that differs")


@row_rule("X502", "observations", "ranking_entries", tables=("corrections",), optional=True)
def printed_stays(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Basis against the kind of the cited correction."""
    correction = pkg.table("corrections").get(row["correction_id"]) if row["correction_id"] else None
    if correction is None:
        return None
    changed = row["basis"] == "printed" and correction["kind"] in NUMBER_KINDS
    found = f"printed, with {correction.key}, a {correction['kind']}"
    wrong = changed and row.get("preference") != "deprecated"
    return [("basis", found, "reconstructed, or a deprecated statement")] if wrong else []


@rule("X503", scope="source", tables=("observations", "ranking_entries", "entity_links", "corrections"))
def statements_are_single(pkg: Package, check: Check) -> None:
    """Every statement is a case."""
    for name in ("observations", "ranking_entries", "entity_links", "corrections"):
        table = pkg.table(name)
        own = (*_OWN, *table.schema.get("primaryKey", ()))
        places = [place for place, column in enumerate(table.header) if column not in own]
        first: dict[tuple[str, ...], Row] = {}
        for row in check.each(table.rows):
            other = first.setdefault(tuple([row.cells[place] for place in places]), row)
            if other is not row:
                found = f"{row.key}, the same as {other.key} (line {other.line})"
                check.fail(row, row.table.header[0], found, "a statement that no other row makes")
