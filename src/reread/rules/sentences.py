"""V319: the parts of a statement stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.names import find_names
from ..statements.view import STATEMENT_TABLES, Evidence, Statements, view
from . import Check, rule
from .parts import TERM_TABLES

if TYPE_CHECKING:
    from ..package.opening import Package

#: Part columns that must stand with the value, and the column that says what they read as. Times may stand elsewhere:
#: see V305.
_COLUMNS = {
    "observations": {
        "who_evidence_id": "entity_id",
        "what_evidence_id": "indicator_id",
        "whole_evidence_id": "whole_entity_id",
        "sector_evidence_id": "sector_id",
    },
    "ranking_entries": {"who_evidence_id": "entity_id", "what_evidence_id": "ranking_id"},
    "entity_links": {"who_evidence_id": "subject_id", "object_evidence_id": "object_id"},
}


@rule("V319", scope="source", tables=(*STATEMENT_TABLES, *TERM_TABLES, "entities", "entity_names"))
def parts_stand_together(pkg: Package, check: Check) -> None:
    """Every part is in the sentence of the value, or as near before it as can be; of a quoted statement, in the
    passage of the value."""
    seen = view(pkg)
    mentions = _Mentions(seen)
    for row in seen.statements():
        anchor = seen.anchor(row)
        parts = [(c, m, part) for c, m in _COLUMNS[row.table.name].items() if (part := seen.part(row, c))]
        for column, _, part in parts if anchor else ():
            if anchor and anchor.passage and part.passage:
                check.case()
                if part.passage != anchor.passage:
                    own, other = f"{shown(part.quote, 60)} of {part.passage}", shown(anchor.quote, 60)
                    found = f"{own}, while {other} is of {anchor.passage}"
                    check.fail(row, column, found, f"words of {anchor.passage}")
        for column, meaning, part in parts if anchor and anchor.span else ():
            if anchor and part.span is not None and part.source_id == anchor.source_id:
                check.case()
                for wrong in mentions.misplaced(part, anchor, meaning, row[meaning]):
                    check.fail(row, column, *wrong)


class _Mentions:
    """Evidence by source and by what it reads as."""

    def __init__(self, seen: Statements) -> None:
        self._seen = seen
        self._known: dict[bool, dict[tuple[str, str], list[Evidence]]] = {}

    def _of(self, source: str, meaning: str, key: str) -> list[Evidence]:
        """The evidence in a source that reads as an entity or, where that is meant, an indicator."""
        indicators = meaning == "indicator_id"
        read = self._seen.indicators_of if indicators else self._seen.entities_of
        if indicators not in self._known:
            found = self._known[indicators] = defaultdict(list)
            for item in self._seen.evidence.values():
                if item.span is not None and item.kind in ("name", "term", "reference"):
                    for each in read(item):
                        found[item.source_id, each].append(item)
        return self._known[indicators].get((source, key), [])

    def misplaced(self, part: Evidence, anchor: Evidence, meaning: str, key: str) -> Iterator[tuple[str, str]]:
        """What is wrong with where words for `key` stand that are part of a statement with its value at `anchor`."""
        together, place = self._seen.together, f"{shown(part.quote, 60)} at {part.start}"
        same = [] if meaning == "ranking_id" else self._of(part.source_id, meaning, key)
        if together(part, anchor):  # of several mentions of a whole, the one nearest to the share is meant
            others = [item for item in same if together(item, anchor)] if meaning == "whole_entity_id" else []
            near = min((part, *others), key=lambda item: _gap(item, anchor))
            if near is not part:
                expected = f"{near.id}, {shown(near.quote, 60)}: it reads the same and stands nearest to the share"
                yield f"{place}, though the share stands at {anchor.start}", expected
            return
        found = f"{place}, outside the sentence of {shown(anchor.quote, 60)} at {anchor.start}"
        if part.kind == "reference":
            yield found, "words in that sentence: a reference points from where it stands"
        elif not part.before(anchor):
            yield f"{found}, and after it", "words in that sentence, or before it"
        elif meaning != "ranking_id":  # any words of a title will do
            start, end = part.start or 0, anchor.start or 0
            others = [i for i in same if i is not part and (together(i, anchor) or start < (i.start or 0) < end)]
            if others:
                last = max(others, key=lambda item: (together(item, anchor), item.start or 0))
                where = "in that sentence" if together(last, anchor) else "nearer before it"
                yield found, f"{last.id}, {shown(last.quote, 60)}: it reads the same and stands {where}"
            elif unquoted := self._unquoted(anchor, meaning, key):
                yield found, f"{shown(unquoted, 60)} in that sentence, which reads the same"

    def _unquoted(self, anchor: Evidence, meaning: str, key: str) -> str | None:
        """Words in the sentence of `anchor` that read as `key`, though no evidence quotes them."""
        known = self._seen.terms if meaning == "indicator_id" else self._seen.names
        forms = [form for (code, form), owners in known.items() if code == anchor.language and key in owners]
        text, span = self._seen.pkg.text(anchor.source_id), self._seen.sentence(anchor)
        if not forms or text is None or span is None:
            return None
        return next((name.text for name in find_names(text[slice(*span)], forms)), None)


def _gap(item: Evidence, anchor: Evidence) -> int:
    """How many characters stand between two pieces of evidence of one text."""
    (start, end), (first, last) = item.span or (0, 0), anchor.span or (0, 0)
    return max(start - last, first - end, 0)
