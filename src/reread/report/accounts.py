"""What became of every figure printed in the archived texts, and the texts with their evidence marked.

Counted by the rule that demands it (V401): a figure is used by a statement, set aside with a reason, or missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from ..findings import Outcome
from ..package.opening import Package
from ..package.table import Row
from ..reading.errors import ReadingError
from ..reading.scan import scan_numerals
from ..rules.spans import covers
from ..run import Report
from ..statements.view import Statements, view

#: Archived text shown in one report, in characters; texts beyond it are counted.
MAX_TEXT = 200_000


class Stretch(NamedTuple):
    """Some characters of a text with the shortest evidence over them: its kind ("" for none).

    `state` is that of a figure: "used", "aside" or "missing"; "" where the characters are no figure. `label` says what
    the evidence is.
    """

    text: str = ""
    kind: str = ""
    state: str = ""
    label: str = ""


#: Where evidence begins and ends, and what it makes of the characters.
_Mark: TypeAlias = tuple[int, int, Stretch]


@dataclass(frozen=True, slots=True)
class Account:
    """One archived source: its figures, and its text in stretches (None beyond the limit)."""

    source_id: str
    title: str
    language: str
    published_on: str
    found: int
    used: int
    aside: int
    missing: int
    stretches: tuple[Stretch, ...] | None


def accounts(report: Report, pkg: Package) -> list[Account]:
    """One account per archived source, in the order of the table; empty where V401 has not run, or tables are too large
    to be held."""
    ran = any(r.info.code == "V401" and r.outcome in (Outcome.PASSED, Outcome.FAILED) for r in report.results)
    if not ran or any(table.readable and table.large for table in pkg.tables.values()):
        return []
    seen = view(pkg)
    found: list[Account] = []
    left = MAX_TEXT
    for row in pkg.table("sources").rows:
        text = pkg.text(row["source_id"])
        if text is not None:
            shown = len(text) <= left
            left -= len(text) if shown else 0
            found.append(_account(seen, row, text, shown))
    return found


def _account(seen: Statements, row: Row, text: str, shown: bool) -> Account:
    source_id, language = row["source_id"], row.get("language")
    try:
        numerals = scan_numerals(text, language)
    except ReadingError:  # no reader for this language: V401 says so
        numerals = []
    used, aside = covers(seen, source_id)
    states: Counter[str] = Counter()
    marks: list[_Mark] = []
    for numeral in numerals:
        span = numeral.start, numeral.end
        state = "used" if used.holds(*span) else "aside" if aside.holds(*span) else "missing"
        states[state] += 1
        if state == "missing":
            marks.append((*span, Stretch("", "figure", state, "not accounted for")))
    for item in seen.of_source.get(source_id, ()) if shown else ():
        if item.span is not None and item.span[0] < item.span[1] <= len(text):
            state = "aside" if item.disposition else "used"
            label = _label(seen, item.id, item.kind, item.disposition)
            marks.append((*item.span, Stretch("", item.kind, state, label)))
    counts = (len(numerals), states["used"], states["aside"], states["missing"])
    stretches = _stretches(text, marks) if shown else None
    return Account(source_id, row.get("title"), language, row.get("published_on"), *counts, stretches)


def _label(seen: Statements, evidence_id: str, kind: str, disposition: str) -> str:
    """What a piece of evidence is: its kind, and the statements read from it."""
    if disposition:
        return f"{kind}, set aside: {disposition}"
    uses = [f"{use.row.key} ({use.column.removesuffix('_evidence_id')})" for use in seen.uses.get(evidence_id, ())]
    more = f" and {len(uses) - 4} more" if len(uses) > 4 else ""
    return f"{kind}: {', '.join(uses[:4])}{more}" if uses else kind


def _stretches(text: str, marks: list[_Mark]) -> tuple[Stretch, ...]:
    """`text` cut where a mark begins or ends, each piece with its shortest mark."""
    opening: dict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        opening[mark[0]].append(mark)
    found: list[Stretch] = []
    live: list[_Mark] = []
    for start, end in pairwise(sorted({0, len(text), *opening, *(mark[1] for mark in marks)})):
        live = [mark for mark in live if mark[1] > start] + opening.get(start, [])
        *_, inner = min(live, key=lambda mark: (mark[2].state != "missing", mark[1] - mark[0]), default=(Stretch(),))
        found.append(inner._replace(text=text[start:end]))
    return tuple(found)
