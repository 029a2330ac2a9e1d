"""What a reviewer sees of a change: every added statement with its sentence, what stands beside it, what to look at
first.

Data only; `reread/report` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ..reading.errors import ReadingError
from ..reading.periods import period_span
from ..statements.view import PARTS, QUANTITY, QUESTION, STATEMENT_TABLES, Evidence, Statements, view
from ..templates import filled

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

__all__ = ["Reviewed", "render", "review"]

CAP: Final = 40

#: How many times the level of a neighbour in time a value may be before it is far from it.
_FAR: Final = Decimal(2)
_REACH_DAYS: Final = 800


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement that was added: its row by column, its words with the marked parts (start, end, part), other answers
    to its question, its neighbours in time, the relations that it stands in, and why to look at it first.
    """

    id: str
    table: str
    cells: dict[str, str]
    words: str
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    neighbours: list[tuple[str, str, str]] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The value with its unit, or the place on its list."""
        if self.table == "ranking_entries":
            return f"{self.cells['rank'] or 'member'} on {self.cells['ranking_id']}"
        ends = f"{self.cells.get('lower', '')} to {self.cells.get('upper', '')}"
        return f"{self.cells.get('value') or ends} {self.cells.get('unit_id', '')}".strip()

    @property
    def parts(self) -> str:
        """The words that are marked, with the part that each carries."""
        return "; ".join(f"{part}: {self.words[start:end]}" for start, end, part in self.marks)

    @property
    def beside(self) -> str:
        """Other answers, neighbours in time, relations."""
        near = [f"{period}: {value}" for _, period, value in self.neighbours]
        return "; ".join([*(f"also {answer}" for answer in self.answers), *near, *self.relations])


def review(pkg: Package, added: Iterable[str], new_indicators: Iterable[str] = ()) -> list[Reviewed]:
    """The statements with the ids `added`, those to look at first in front.

    `new_indicators` are those that the change brings. Ids that the package does not hold are left out.
    """
    seen, wanted, new = view(pkg), set(added), set(new_indicators)
    told: dict[str, list[str]] = {}
    for row in pkg.table("relation_terms").rows:
        told.setdefault(row.get("observation_id"), []).append(row["relation_id"])
    index = pkg.table("observations").index(*QUESTION)
    series = pkg.table("observations").index(*QUANTITY)
    found = []
    for table in STATEMENT_TABLES:
        for row in pkg.table(table).rows:
            if row.key in wanted:
                found.append(_reviewed(seen, row, index, series, told, new))
    return sorted(found, key=lambda item: (-len(item.reasons), item.id))


def render(reviewed: list[Reviewed], *, cap: int = CAP) -> str:
    """The statements as Markdown for a pull request; all that comes from the package stands in code spans."""
    return filled(__package__ or "", "review.md", reviewed=reviewed, cap=cap).rstrip("\n") + "\n"


def _reviewed(
    seen: Statements, row: Row, index: dict[str, list[Row]], series: dict[str, list[Row]], told: dict[str, list[str]],
    new: set[str],
) -> Reviewed:  # fmt: skip
    words, marks = _words(seen, row)
    answers: list[str] = []
    neighbours: list[tuple[str, str, str]] = []
    reasons = ["quoted: the text is not archived"] if row.get("proof") == "quoted" else []
    if row.get("basis") == "reconstructed":
        reasons.append("reconstructed by a correction")
    if row.get("coverage") == "target":
        reasons.append("a plan, not an outcome")
    if row.table.name == "observations":
        same = "|".join(row[name] for name in QUESTION)
        answers = [f"{other.key}: {other['value']}" for other in index.get(same, ()) if other is not row]
        others = [o for o in series.get("|".join(row[name] for name in QUANTITY), ()) if o["unit_id"] == row["unit_id"]]
        neighbours = [(o.key, o["period"], o["value"]) for o in others if o is not row and o["period"] != row["period"]]
        neighbours.sort(key=lambda item: item[1])
        reasons += _far(row, [o for o in others if o is not row])
        if row["indicator_id"] in new:
            reasons.append(f"new indicator {row['indicator_id']}")
        if any(other["value"] != row["value"] for other in index.get(same, ()) if other is not row):
            reasons.append("other sources answer otherwise")
        missing = [part for part in ("who", "what", "when") if not row[PARTS["observations"][part]]]
        if missing:
            reasons.append(f"no words for {', '.join(missing)}")
    return Reviewed(
        row.key, row.table.name, row.as_dict(), words, marks, answers, neighbours, told.get(row.key, []), reasons
    )


def _words(seen: Statements, row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence of a statement, or the passage that was quoted, and where its parts stand in it."""
    anchor, parts = seen.anchor(row), seen.parts(row)
    if anchor is None:
        return "", []
    passage = seen.evidence.get(anchor.passage) if anchor.passage else None
    sentence = seen.sentence(anchor)
    if sentence is not None:
        text = seen.pkg.text(anchor.source_id) or ""
        first = sentence[0]
        marks = [
            (item.span[0] - first, item.span[1] - first, name) for name, item in parts.items()
            if item.span and sentence[0] <= item.span[0] and item.span[1] <= sentence[1]
        ]  # fmt: skip
        return text[sentence[0] : sentence[1]], sorted(marks)
    words = passage.quote if passage else anchor.quote
    return words, sorted(mark for name, item in parts.items() if (mark := _in_passage(item, passage, anchor, name)))


def _in_passage(item: Evidence, passage: Evidence | None, anchor: Evidence, name: str) -> tuple[int, int, str] | None:
    start = item.row.get("passage_start")
    if passage is not None and item.passage == passage.id and start.isdigit():
        return int(start), int(start) + len(item.quote), name
    return (0, len(item.quote), name) if item is anchor else None


def _far(row: Row, others: Iterable[Row]) -> list[str]:
    """Whether a level is far from its nearest neighbour in time."""
    if row.get("transformation") != "level" or not row["value"] or not row["period"]:
        return []
    near: tuple[int, Row] | None = None
    for other in others:
        try:
            days = abs((period_span(other["period"])[1] - period_span(row["period"])[1]).days)
        except ReadingError:
            continue
        if other["value"] and 0 < days <= _REACH_DAYS and (near is None or days < near[0]):
            near = days, other
    if near is None:
        return []
    one, two = abs(Decimal(row["value"])), abs(Decimal(near[1]["value"]))
    if min(one, two) == 0 or max(one, two) / min(one, two) <= _FAR:
        return []
    return [f"far from its neighbour in time: {near[1]['value']} in {near[1]['period']} ({near[1].key})"]
