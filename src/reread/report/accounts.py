"""What became of every figure printed in the archived texts, and the texts with their evidence marked.

Counted by the rule that demands it (V401): a figure is used by a statement, set aside with a reason, or missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..findings import Outcome
from ..package.opening import Package
from ..package.table import Row
from ..reading.errors import ReadingError
from ..reading.scan import scan_numerals
from ..rules.spans import covers
from ..run import Report
from ..statements.view import Statements, view
from ..why.passages import cut

#: Archived text shown in one report, in characters; texts beyond it are counted.
MAX_TEXT = 200_000


class Stretch(NamedTuple):
    """Characters from `start` to `end` of a text, and what evidence makes of them: its `kind`, and what it is.

    `state` is that of a figure: "used", "aside" or "missing"; "" where the characters are no figure.
    """

    start: int
    end: int
    kind: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Account:
    """One archived source: its figures, and its text in pieces, each with the shortest stretch over it, if any (no
    pieces beyond the limit)."""

    source_id: str
    title: str
    language: str
    published_on: str
    found: int
    used: int
    aside: int
    missing: int
    pieces: list[tuple[str, Stretch | None]] | None


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
            found.append(_account(seen, row, text, len(text) <= left))
            left -= len(text) if len(text) <= left else 0
    return found


def _account(seen: Statements, row: Row, text: str, shown: bool) -> Account:
    source_id, language = row["source_id"], row.get("language")
    try:
        numerals = scan_numerals(text, language)
    except ReadingError:  # no reader for this language: V401 says so
        numerals = []
    used, aside = covers(seen, source_id)
    states: Counter[str] = Counter()
    stretches = list(_evidence(seen, source_id)) if shown else []
    for numeral in numerals:
        span = numeral.start, numeral.end
        state = "used" if used.holds(*span) else "aside" if aside.holds(*span) else "missing"
        states[state] += 1
        if state == "missing":
            stretches.append(Stretch(*span, "figure", state, "not accounted for"))
    pieces = [
        (text[start:end], min(over, key=lambda one: (one.state != "missing", one.end - one.start), default=None))
        for start, end, over in cut(0, len(text), stretches)
    ]
    counts = (len(numerals), states["used"], states["aside"], states["missing"])
    about = (source_id, row.get("title"), language, row.get("published_on"))
    return Account(*about, *counts, pieces if shown else None)


def _evidence(seen: Statements, source_id: str) -> Iterator[Stretch]:
    """What each piece of evidence is: its kind, and the statements read from it, or why it is set aside."""
    for item in seen.of_source.get(source_id, ()):
        if item.span is None or item.span[0] == item.span[1]:
            continue
        uses = [f"{use.row.key} ({use.column.removesuffix('_evidence_id')})" for use in seen.uses.get(item.id, ())]
        more = f" and {len(uses) - 4} more" if len(uses) > 4 else ""
        label = f"{item.kind}: {', '.join(uses[:4])}{more}" if uses else item.kind
        if item.disposition:
            label = f"{item.kind}, set aside: {item.disposition}"
        yield Stretch(*item.span, item.kind, "aside" if item.disposition else "used", label)
