"""V324 and X208: scores of entries of lists are printed, and told in one unit."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..findings import shown
from ..statements.cells import printed_numbers
from ..statements.view import Evidence, Statements, view
from . import Check, rule
from .how_much import number

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row


@rule("V324", scope="source", tables=("ranking_entries", "evidence", "sources"), optional=True)
def scores_are_printed(pkg: Package, check: Check) -> None:
    """Every score is a case."""
    seen = view(pkg)
    for row in check.each(row for row in pkg.table("ranking_entries").rows if row["score"]):
        said = dict.fromkeys(_words(seen, part) for part in seen.parts(row).values())
        score = number(row["score"])
        units = {unit for words in said for value, unit in printed_numbers(*words) if value == score}
        words = " and ".join(shown(text) for text, _ in said) or "nothing"
        own = units - {"count", ""}
        if not units:
            check.fail(
                row, "score", found=f"{row['score']}, while {words} is quoted", expected="a score that is printed"
            )
        elif own and row["score_unit_id"] not in own:
            found = f"{row['score_unit_id'] or 'points'}, while {words} is quoted"
            check.fail(row, "score_unit_id", found=found, expected=" or ".join(sorted(own)))


def _words(seen: Statements, part: Evidence) -> tuple[str, str]:
    """What a part is quoted from, with its language: its passage, or its sentence in an archived text."""
    cut, span = seen.sentences(part.source_id), seen.sentence(part)
    if cut is not None and span is not None:
        return cut.text[slice(*span)], part.language
    return seen.evidence.get(part.passage, part).quote, part.language


def _check_unscored(pkg: Package, check: Check, scored: list[Row]) -> None:
    """An entry without a score, among others of its source that have one, says why."""
    every = pkg.table("ranking_entries").index("ranking_id", "source_id")
    for source in dict.fromkeys(row["source_id"] for row in scored):
        rows = every[f"{scored[0]['ranking_id']}|{source}"]
        bare = [row for row in rows if not row["score"]]
        for row in bare if 2 * len(bare) < len(rows) else ():
            if not row["note"]:
                expected = f"a score, as {len(rows) - len(bare)} others of the source have, or a note that says why not"
                check.fail(row, "score", found="empty, without a note", expected=expected)


@rule("X208", scope="list", tables=("ranking_entries", "rankings", "indicators"), optional=True)
def scores_are_told_in_one_unit(pkg: Package, check: Check) -> None:
    """Every list with scores is a case."""
    scored: dict[str, list[Row]] = defaultdict(list)
    for row in pkg.table("ranking_entries").rows:
        if row["score"]:
            scored[row["ranking_id"]].append(row)
    for key, rows in scored.items():
        check.case()
        ranking = pkg.table("rankings").get(key)
        metric = pkg.table("indicators").get(ranking["metric"]) if ranking and ranking["metric"] else None
        units = [row["score_unit_id"] for row in rows]
        _check_unscored(pkg, check, rows)
        usual = metric["unit_id"] if metric else max(sorted(set(units)), key=units.count)
        because = f"the unit of {metric.key}, which {key} compares" if metric else f"as the other scores of {key}"
        for row in rows:
            if row["score_unit_id"] != usual:
                found = f"{row['score_unit_id'] or 'points'}, of the score {row['score']}"
                check.fail(row, "score_unit_id", found=found, expected=f"{usual or 'points'}, {because}")
