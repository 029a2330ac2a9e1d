"""X5xx: answers to one question are weighed against each other, and corrections change only what they may."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from . import Check, rule
from .provenance_registers import NUMBER_KINDS

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

#: What makes two observations answers to one question.
QUESTION = ("entity_id", "indicator_id", "period", "base_period", "whole_entity_id", "unit_id")

#: Columns in which two rows that say the same may differ.
_OWN = ("note", "preference", "preference_reason")


@rule(
    code="X501",
    title="One preferred answer to a question",
    scope="entity",
    tables=("observations",),
    what="Of several observations with the same entity, indicator, period, base, whole and unit exactly one is"
    " preferred, unless all are deprecated; a single answer is normal, or deprecated.",
    why="Who asks once must get one answer, and must be able to see that there were others.",
    bad="Two observations of one question, both normal.",
    good="One is preferred, the other deprecated, each with a reason.",
    fix="Mark the better answer preferred, with the reason, and the others normal or deprecated.",
)
def one_answer_preferred(pkg: Package, check: Check) -> None:
    """Answers to one question and their preference."""
    questions: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in pkg.table("observations").rows:
        if row["period"]:  # statements without a time cannot be known to answer the same question
            questions[tuple(row[column] for column in QUESTION)].append(row)
        else:
            questions[(row.key,)].append(row)
    for rows in questions.values():
        check.case()
        if len(rows) == 1:
            if rows[0]["preference"] == "preferred":
                check.fail(rows[0], "preference", found="preferred, as the only answer", expected="normal")
            continue
        chosen = [row for row in rows if row["preference"] == "preferred"]
        if len(chosen) > 1:
            for row in chosen[1:]:
                found = f"preferred, as {chosen[0].key} (line {chosen[0].line}) is"
                check.fail(row, "preference", found=found, expected="one preferred answer to one question")
        elif not chosen and any(row["preference"] == "normal" for row in rows):
            others = ", ".join(row.key for row in rows)
            found = f"{rows[0]['preference']}, and no preferred one among {others}"
            check.fail(rows[0], "preference", found=found, expected="one preferred answer to one question")


@rule(
    code="X502",
    title="Printed values stay as printed",
    scope="source",
    tables=("observations", "ranking_entries", "corrections"),
    what="A statement of basis printed that cites a correction is deprecated, or the correction changes no number: it"
    " is a mistranslation, a wrong subject, a matter of punctuation or a repetition.",
    why="Basis printed promises that the value stands in the text as it is.",
    bad="basis is printed, the correction is a number_scramble, the preference normal.",
    good="basis is reconstructed, the correction is a number_scramble.",
    fix="Set basis to reconstructed, deprecate the printed value, or cite the right correction.",
    optional=True,
)
def printed_stays(pkg: Package, check: Check) -> None:
    """Basis against the kind of the cited correction."""
    corrections = pkg.table("corrections")
    for name in ("observations", "ranking_entries"):
        for row in pkg.table(name).rows:
            correction = corrections.get(row["correction_id"]) if row["correction_id"] else None
            if correction is None:
                continue
            check.case()
            changed = correction["kind"] in NUMBER_KINDS
            if row["basis"] == "printed" and changed and row.get("preference") != "deprecated":
                found = f"printed, with {correction.key}, a {correction['kind']}"
                check.fail(row, "basis", found=found, expected="reconstructed, or a deprecated statement")


@rule(
    code="X503",
    title="No statement is made twice",
    scope="source",
    tables=("observations", "ranking_entries", "entity_links", "corrections"),
    what="No two rows of a table of statements, or of corrections, are the same but for id, preference and notes.",
    why="A statement that stands twice under two ids counts as two witnesses, and is corrected in one place only.",
    bad="rednet-2022-07-27.l16 with all the cells of rednet-2022-07-27.l14.",
    good="One row for one statement.",
    fix="Remove the later row, or point it at the words that it was read from.",
)
def statements_are_single(pkg: Package, check: Check) -> None:
    """Every statement is a case."""
    for name in ("observations", "ranking_entries", "entity_links", "corrections"):
        table = pkg.table(name)
        columns = [column for column in table.header if column not in (*_OWN, *table.schema.get("primaryKey", ()))]
        first: dict[tuple[str, ...], Row] = {}
        for row in table.rows:
            check.case()
            other = first.setdefault(tuple(row[column] for column in columns), row)
            if other is not row:
                found = f"{row.key}, the same as {other.key} (line {other.line})"
                check.fail(row, row.table.header[0], found=found, expected="a statement that no other row makes")
