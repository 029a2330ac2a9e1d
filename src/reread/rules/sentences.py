"""V319: the parts of a statement stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.names import find_names
from ..statements.view import STATEMENT_TABLES, Evidence, Statements, view
from . import Check, rule
from .parts import TERM_TABLES

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

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


def _check_passages(seen: Statements, check: Check, row: Row, anchor: Evidence) -> None:
    """Parts of a quoted statement stand in the passage of the value."""
    for column in _COLUMNS[row.table.name]:
        part = seen.part(row, column)
        if part is not None and part.passage:
            check.case()
            if part.passage != anchor.passage:
                found = (
                    f"{shown(part.quote, 60)} of {part.passage}, while {shown(anchor.quote, 60)} is of {anchor.passage}"
                )
                check.fail(row, column, found=found, expected=f"words of {anchor.passage}")


@rule("V319", scope="source", tables=(*STATEMENT_TABLES, *TERM_TABLES, "entities", "entity_names"))
def parts_stand_together(pkg: Package, check: Check) -> None:
    """Every part is in the sentence of the value, or as near before it as can be."""
    seen = view(pkg)
    mentions = _Mentions(seen)
    for row in seen.statements():
        anchor = seen.anchor(row)
        if anchor is not None and anchor.passage:
            _check_passages(seen, check, row, anchor)
        if anchor is None or anchor.span is None:
            continue
        for column, meaning in _COLUMNS[row.table.name].items():
            part = seen.part(row, column)
            if part is None or part.span is None or part.source_id != anchor.source_id:
                continue
            check.case()
            if seen.together(part, anchor):
                if meaning == "whole_entity_id":
                    _check_nearest_whole(mentions, check, row, part, anchor)
                continue
            far = f"outside the sentence of {shown(anchor.quote, 60)} at {anchor.start}"
            found = f"{shown(part.quote, 60)} at {part.start}, {far}"
            if part.kind == "reference":
                expected = "words in that sentence: a reference points from where it stands"
                check.fail(row, column, found=found, expected=expected)
                continue
            if not part.before(anchor):
                check.fail(row, column, found=f"{found}, and after it", expected="words in that sentence, or before it")
                continue
            nearer = mentions.nearer(part, anchor, meaning, row[meaning])
            unquoted = None if nearer else mentions.unquoted(anchor, meaning, row[meaning])
            if unquoted:
                expected = f"{shown(unquoted, 60)} in that sentence, which reads the same"
                check.fail(row, column, found=found, expected=expected)
            if nearer:
                where = "in that sentence" if seen.together(nearer, anchor) else "nearer before it"
                expected = f"{nearer.id}, {shown(nearer.quote, 60)}: it reads the same and stands {where}"
                check.fail(row, column, found=found, expected=expected)


def _check_nearest_whole(mentions: _Mentions, check: Check, row: Row, part: Evidence, anchor: Evidence) -> None:
    """Of several mentions of the whole in the sentence, the one nearest to the share is meant."""
    near = mentions.nearest(part, anchor, row["whole_entity_id"])
    if near is not part:
        found = f"{shown(part.quote, 60)} at {part.start}, though the share stands at {anchor.start}"
        expected = f"{near.id}, {shown(near.quote, 60)}: it reads the same and stands nearest to the share"
        check.fail(row, "whole_evidence_id", found=found, expected=expected)


class _Mentions:
    """Evidence by source and by what it reads as."""

    def __init__(self, seen: Statements) -> None:
        self._seen = seen
        self._known: dict[str, dict[tuple[str, str], list[Evidence]]] = {}

    def _by(self, name: str, read: Callable[[Evidence], Iterable[str]]) -> dict[tuple[str, str], list[Evidence]]:
        if name not in self._known:
            found: dict[tuple[str, str], list[Evidence]] = {}
            for item in self._seen.evidence.values():
                if item.span is not None and item.kind in ("name", "term", "reference"):
                    for key in read(item):
                        found.setdefault((item.source_id, key), []).append(item)
            self._known[name] = found
        return self._known[name]

    def nearest(self, part: Evidence, anchor: Evidence, entity: str) -> Evidence:
        """The evidence of `entity` in the sentence of `anchor` nearest to it; `part` where none is nearer."""
        known = self._by("entities", self._seen.entities_of).get((part.source_id, entity), ())
        others = [item for item in known if self._seen.together(item, anchor)]
        return min((part, *others), key=lambda item: _gap(item, anchor))

    def nearer(self, part: Evidence, anchor: Evidence, meaning: str, key: str) -> Evidence | None:
        """Evidence that reads as `key` like `part`, and stands in the sentence of `anchor` or between the two; the last
        of them.
        """
        if meaning == "ranking_id":
            return None  # any words of the title will do
        if meaning == "indicator_id":
            known = self._by("indicators", self._seen.indicators_of)
        else:
            known = self._by("entities", self._seen.entities_of)
        start, end = part.start or 0, anchor.start or 0
        candidates = [
            item
            for item in known.get((part.source_id, key), ())
            if item is not part and (self._seen.together(item, anchor) or start < (item.start or 0) < end)
        ]
        return max(candidates, key=lambda item: (self._seen.together(item, anchor), item.start or 0), default=None)

    def unquoted(self, anchor: Evidence, meaning: str, key: str) -> str | None:
        """Words in the sentence of `anchor` that read as `key`, though no evidence quotes them."""
        if meaning == "ranking_id":
            return None
        forms = self._forms("indicators" if meaning == "indicator_id" else "entities", anchor.language, key)
        text, span = self._seen.pkg.text(anchor.source_id), self._seen.sentence(anchor)
        if not forms or text is None or span is None:
            return None
        return next((name.text for name in find_names(text[span[0] : span[1]], forms)), None)

    def _forms(self, kind: str, language: str, key: str) -> list[str]:
        """The registered names of an entity, or terms of an indicator, in one language."""
        known = self._seen.names if kind == "entities" else self._seen.terms
        return [form for (code, form), owners in known.items() if code == language and key in owners]


def _gap(item: Evidence, anchor: Evidence) -> int:
    """How many characters stand between two pieces of evidence of one text."""
    (start, end), (first, last) = item.span or (0, 0), anchor.span or (0, 0)
    return max(start - last, first - end, 0)
