"""What a reviewer sees of the statements that a change adds: each with its sentence and what stands beside it, those to
look at first in front.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from operator import itemgetter
from typing import Final

from ..package.opening import Package
from ..package.table import Row, TableUnreadable
from ..reading.errors import ReadingError
from ..reading.periods import period_span
from ..statements.view import PARTS, QUANTITY, QUESTION, STATEMENT_TABLES, view
from ..why.passages import passages
from ..why.text import marked
from ..why.words import alike, amount
from .model import Diff, Reviewed

#: Statements kept with their sentences; all are counted.
MAX_KEPT: Final = 1_000
#: How many times the level of a neighbour in time a value may be before it is far from it, and within how many days a
#: neighbour is looked for.
_FAR: Final = Decimal(2)
_REACH_DAYS: Final = 800
#: Neighbours told of a statement: so many before it, and so many after.
_BESIDE: Final = 2
_UNTOLD = (LookupError, ValueError, ArithmeticError, ReadingError, TableUnreadable)


def review(diff: Diff, new: Package, keep: int = MAX_KEPT) -> None:
    """Fill in `reviewed` and `to_look_at` from the rows that were added; at most `keep` statements are reviewed."""
    added = {table.name: {row.key: row.words for row in table.rows_added} for table in diff.tables}
    words = {name: added[name] for name in STATEMENT_TABLES if added.get(name)}
    if not words or not new.holds_statements:
        return
    try:
        beside = _Beside(new, set(added.get("indicators", ())))
    except _UNTOLD:  # tables without what a statement needs: the rules say what
        return
    found = []
    for name, mine in words.items():
        for row in (new.table(name).get(key) for key in mine):
            if row is not None:
                found.append((_tried(beside.reasons, row, "what it says cannot be read: the rules say why"), row))
    found.sort(key=lambda one: (-len(one[0]), one[1].key))
    diff.to_look_at = sum(bool(reasons) for reasons, _ in found)
    for reasons, row in found[:keep]:
        sentences, near = _tried(beside.sentences, row), _tried(beside.beside, row)
        diff.reviewed.append(Reviewed(row.key, words[row.table.name][row.key], sentences, near, reasons))


def _tried(made: Callable[[Row], Iterable[str]], row: Row, otherwise: str = "") -> list[str]:
    """What `made` tells of a row; `otherwise`, if anything, where its cells stand in the way."""
    try:
        return list(made(row))
    except _UNTOLD:
        return [otherwise] if otherwise else []


class _Beside:
    """What stands beside a statement in the package that it was added to."""

    def __init__(self, pkg: Package, new_indicators: set[str]) -> None:
        self.pkg, self.new_indicators = pkg, new_indicators
        self.seen = view(pkg)
        self.relations: dict[str, list[str]] = defaultdict(list)
        for term in pkg.table("relation_terms").rows:
            for column in ("observation_id", "entry_id", "link_id"):
                self.relations[term.get(column)].append(term["relation_id"])

    def reasons(self, row: Row) -> list[str]:
        """Why to look at a statement first."""
        found = {
            "quoted: the text is not archived": row.get("proof") == "quoted",
            "reconstructed by a correction": row.get("basis") == "reconstructed",
            "a plan, not an outcome": row.get("coverage") == "target",
        }
        said = [reason for reason, holds in found.items() if holds]
        if row.table.name == "observations":
            said += self._far(row)
            if row["indicator_id"] in self.new_indicators:
                said.append(f"new indicator {row['indicator_id']}")
            if any(other["value"] != row["value"] for other in self._others(row)):
                said.append("other answers differ")
            missing = [part for part in ("who", "what", "when") if not row[PARTS["observations"][part]]]
            said += [f"no words for {', '.join(missing)}"] if missing else []
        return said

    def sentences(self, row: Row) -> Iterator[str]:
        """The sentences of a statement with their parts in brackets."""
        for passage in passages(self.seen, row, self.seen.cited(row)):
            yield "".join(words for words, _ in marked(passage, colour=False))

    def beside(self, row: Row) -> Iterator[str]:
        """Other answers, neighbours in time, relations."""
        if row.table.name == "observations":
            yield from (f"also answered by {other.key}: {self._value(other)}" for other in self._others(row))
            near = sorted(self._neighbours(row), key=lambda other: other["period"])
            before = [other for other in near if other["period"] < row["period"]][-_BESIDE:]
            after = [other for other in near if other["period"] > row["period"]][:_BESIDE]
            yield from (f"{other['period']}: {self._value(other)}" for other in before + after)
        for name in dict.fromkeys(self.relations.get(row.key, ())):
            relation = self.pkg.table("relations").get(name)
            yield f"relation {name}" + (f": {relation['kind']}, {relation['expected']}" if relation else "")

    def _value(self, row: Row) -> str:
        return amount(self.pkg, row["value"], row["unit_id"]) if row["value"] else f"{row['lower']} to {row['upper']}"

    @staticmethod
    def _others(row: Row) -> list[Row]:
        return [other for other in alike(row, QUESTION) if other is not row]

    @staticmethod
    def _neighbours(row: Row) -> list[Row]:
        return [other for other in alike(row, (*QUANTITY, "unit_id")) if other["period"] not in ("", row["period"])]

    def _far(self, row: Row) -> list[str]:
        """Whether a level is far from its nearest neighbour in time."""
        if row["transformation"] != "level" or not row["value"] or not row["period"]:
            return []
        day = period_span(row["period"])[1]
        away = [(abs((period_span(r["period"])[1] - day).days), r) for r in self._neighbours(row) if r["value"]]
        near = [(days, other) for days, other in away if 0 < days <= _REACH_DAYS]
        if not near:
            return []
        _, other = min(near, key=itemgetter(0))
        one, two = sorted(abs(Decimal(each["value"])) for each in (row, other))
        if not one or two / one <= _FAR:
            return []
        return [f"far from its neighbour in time: {self._value(other)} in {other['period']} ({other.key})"]
