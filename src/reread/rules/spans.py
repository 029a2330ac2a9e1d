"""V2xx: evidence is what its offsets point at, whole words, and either used or set aside. V319: parts of a statement
stand together. V401: no figure of a text is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from math import inf

from ..reading.errors import ReadingError
from ..reading.names import find_names
from ..reading.scan import scan_numerals
from ..reading.sentences import Span, joined, position
from ..statements.view import MEANT, PARTS, Evidence, Statements, view
from . import Check, Package, Row, Wrong, rule, shown
from .parts import TERM_TABLES
from .rereading import part_rule

#: Behind or before a point between two digits.
_IN_NUMBER = re.compile(r"(?<=\d)[,.]\d|(?<=\d[,.])\d")


@part_rule("V201", ("evidence", "evidence_id", ""), tables=("sources",))
def quote_at_offsets(seen: Statements, row: Row, item: Evidence, _: str) -> Iterable[Wrong]:
    """Each quote is cut out of its text again."""
    text = seen.pkg.text(item.source_id)
    return _misplaced(seen, item) if text is None else _miscut(text, item)


def _misplaced(seen: Statements, item: Evidence) -> Iterator[Wrong]:
    """Words of a page that is not archived have no offsets, and stand in the passage that was quoted, where they are
    said to."""
    source = seen.pkg.table("sources").get(item.source_id)
    if item.row["start"] and source and not source["archive_path"]:
        found = f"{item.row['start']}, though {item.source_id} is not archived"
        yield "start", found, "no offsets", "Empty start and end."
    passage, at = seen.evidence.get(item.passage), item.row.get("passage_start")
    if passage is None or not at.isdecimal():
        return  # none is named, or a foreign key or the contract says so
    here = passage.quote[int(at) : int(at) + len(item.quote)]
    if here != item.quote:
        found = f"{shown(item.quote, 120)}, while {passage.id} has {shown(here, 120)} at {int(at)}"
        fix = "Correct passage_start or the quote; a passage is never changed to fit."
        yield "passage_start", found, _where(passage.quote, item.quote, int(at)), fix


def _miscut(text: str, item: Evidence) -> Iterator[Wrong]:
    """Words of an archived text stand at their offsets."""
    if item.span is None:
        found = f"no offsets, though {item.source_id} is archived"
        yield "start", found, _where(text, item.quote, 0), "Fill start and end."
        return
    start, end = item.span
    if end > len(text):
        column, value = ("start", start) if start >= len(text) else ("end", end)
        found = f"{value:,}, beyond the end of the text ({len(text):,} characters)"
        yield column, found, _where(text, item.quote, start)
    elif text[start:end] != item.quote:
        found = f"{shown(item.quote, 120)}, while the text has {shown(text[start:end], 120)} at {start}-{end}"
        yield "quote", found, _where(text, item.quote, start)


def _where(text: str, quote: str, near: int) -> str:
    """Where `quote` stands in `text`, nearest to `near`, as words for a message."""
    places = [m.start() for m in re.finditer(re.escape(quote), text)] if quote else []
    if not places:
        return "characters of the text; the quote stands nowhere in it"
    at = min(places, key=lambda place: abs(place - near))
    line, column = position(text, at)
    again = f" ({len(places)} times in the text)" if len(places) > 1 else ""
    return f"start {at}, end {at + len(quote)}: there the quote stands, line {line}, column {column}{again}"


@part_rule("V202", ("evidence", "evidence_id", ""), tables=("sources",))
def span_cuts_nothing(seen: Statements, row: Row, item: Evidence, _: str) -> Iterable[Wrong] | None:
    """Both ends of each span lie between words."""
    text = seen.pkg.text(item.source_id)
    if text is None or item.span is None or item.span[1] > len(text) or item.span[0] >= item.span[1]:
        return None
    cut = [(column, at) for column, at in zip(("start", "end"), item.span, strict=True) if inside_word(text, at)]
    told = [(column, at, shown(text[max(0, at - 15) : at] + "|" + text[at : at + 15])) for column, at in cut]
    return [(column, f"{at}, in the middle of {words}", "a place between two words") for column, at, words in told]


def inside_word(text: str, place: int) -> bool:
    """Whether the boundary at `place` has one word or number on both sides."""
    if not 0 < place < len(text):
        return False
    return joined(text[place - 1], text[place]) or _IN_NUMBER.match(text, place) is not None


@part_rule("V203", ("evidence", "evidence_id", ""), tables=("sources",))
def used_or_set_aside(seen: Statements, row: Row, item: Evidence, _: str) -> Iterator[Wrong]:
    """Each evidence row has exactly one reason to be there."""
    used = item.id in seen.used
    if used and item.disposition:
        use = next(iter(seen.uses.get(item.id, ())), None)
        by = f"{use.column} of {use.row.key} ({use.row.table.path}, line {use.row.line})" if use else None
        found = f"{item.disposition}, though {by or 'a reference that is used'} uses it"
        fix = "Empty disposition, or point the row that uses it at other evidence."
        yield "disposition", found, "no disposition", fix
    elif not used and not item.disposition:
        yield "evidence_id", f"{shown(item.quote)}, used by no row", "a row that uses it, or a disposition"
    if item.refers_to and item.kind != "reference" and item.disposition != "duplicate":
        aside = f" ({item.disposition})" if item.disposition else ""
        found = f"{item.refers_to}, though the row is a {item.kind}{aside}"
        fix = "Empty refers_to, or correct kind or disposition."
        yield "refers_to", found, "nothing: only references and duplicates refer", fix


class _Cover:
    """Spans of one source, asked whether one of them holds another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((end for _, end in self._spans), max))  # the furthest end up to here

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds `start:end`."""
        last = bisect_right(self._spans, (start, inf)) - 1
        return last >= 0 and self._reach[last] >= end


def covers(seen: Statements, source_id: str) -> tuple[_Cover, _Cover]:
    """The spans of `source_id` that are read by a statement, and those that are set aside."""
    items = [item for item in seen.of_source.get(source_id, ()) if item.span is not None]
    used = (item.span for item in items if item.span and not item.disposition and item.id in seen.read)
    return _Cover(used), _Cover(item.span for item in items if item.span and item.disposition)


@rule("V401", scope="source", tables=("sources", "evidence"))
def figures_accounted_for(pkg: Package, check: Check) -> None:
    """No numeral of an archived text is without evidence."""
    seen = view(pkg)
    for row in pkg.table("sources").rows:
        source, language, text = row["source_id"], row["language"], pkg.text(row["source_id"])
        if text is None:
            continue
        try:
            numerals = scan_numerals(text, language)
        except ReadingError as error:
            check.fail(row, "language", f"{language}: {error}", "a language whose figures can be read")
            continue
        used, aside = covers(seen, source)
        counts = {"found": len(numerals), "used": 0, "set aside": 0}
        for numeral in check.each(numerals):
            start, end = numeral.start, numeral.end
            if used.holds(start, end) or aside.holds(start, end):
                counts["used" if used.holds(start, end) else "set aside"] += 1
                continue
            line, column = position(text, start)
            cut = seen.sentences(source)
            around = text[slice(*(cut.around(start, end) if cut else (start, end)))]
            found = f"{shown(numeral.text)} at {start}-{end}, column {column}, in {shown(around, 160)}"
            expected = "evidence of a statement, or evidence with a disposition"
            check.fail_file(row["archive_path"], found, expected, line=line, key=source)
        check.note(f"figures in {source}", ", ".join(f"{number} {name}" for name, number in counts.items()))
        for name, number in counts.items():
            check.note(f"figures {name}", number)
    check.note("statements read again", sum(1 for _ in seen.statements()))


#: Part columns that must stand with the value, and the column that says what they read as. Times may stand elsewhere
#: (see V305), and the words of a link are its value.
_STANDING = ("who", "what", "whole", "sector", "object")
_COLUMNS = {
    table: {column: MEANT[table][part] for part, column in parts.items() if part in _STANDING}
    for table, parts in {**PARTS, "entity_links": {"who": "who_evidence_id", "object": "object_evidence_id"}}.items()
}


@rule("V319", scope="source", tables=(*PARTS, *TERM_TABLES, "entities", "entity_names"))
def parts_stand_together(pkg: Package, check: Check) -> None:
    """Every part is in the sentence of the value, or as near before it as can be; of a quoted statement, in the
    passage of the value."""
    seen = view(pkg)
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
                for wrong in _far(seen, part, anchor, meaning, row[meaning]):
                    check.fail(row, column, *wrong)


def _mentions(seen: Statements, meaning: str) -> dict[tuple[str, str], list[Evidence]]:
    """Evidence by source and by the entity or, where that is meant, the indicator that it reads as."""
    indicators = meaning == "indicator_id"

    def made() -> dict[tuple[str, str], list[Evidence]]:
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for item in seen.evidence.values():
            if item.span is not None and item.kind in ("name", "term", "reference"):
                for each in seen.indicators_of(item) if indicators else seen.entities_of(item):
                    found[item.source_id, each].append(item)
        return found

    kept: dict[tuple[str, str], list[Evidence]] = seen.pkg.once(f"mentions: {indicators}", made)
    return kept


def _far(seen: Statements, part: Evidence, anchor: Evidence, meaning: str, key: str) -> Iterator[tuple[str, str]]:
    """What is wrong with where words for `key` stand that are part of a statement with its value at `anchor`."""
    together = seen.together
    if together(part, anchor) and meaning != "whole_entity_id":
        return
    same = [] if meaning == "ranking_id" else _mentions(seen, meaning).get((part.source_id, key), [])
    if together(part, anchor):  # of several mentions of a whole, the one nearest to the share is meant
        others = [item for item in same if together(item, anchor)]
        near = min((part, *others), key=lambda item: _gap(item, anchor))
        if near is not part:
            found = f"{shown(part.quote, 60)} at {part.start}, though the share stands at {anchor.start}"
            yield found, f"{near.id}, {shown(near.quote, 60)}: it reads the same and stands nearest to the share"
        return
    found = f"{shown(part.quote, 60)} at {part.start}, outside the sentence of"
    found += f" {shown(anchor.quote, 60)} at {anchor.start}"
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
        elif unquoted := _unquoted(seen, anchor, meaning, key):
            yield found, f"{shown(unquoted, 60)} in that sentence, which reads the same"


def _unquoted(seen: Statements, anchor: Evidence, meaning: str, key: str) -> str | None:
    """Words in the sentence of `anchor` that read as `key`, though no evidence quotes them."""
    known = seen.terms if meaning == "indicator_id" else seen.names
    forms = [form for (code, form), owners in known.items() if code == anchor.language and key in owners]
    text, span = seen.pkg.text(anchor.source_id), seen.sentence(anchor)
    if not forms or text is None or span is None:
        return None
    return next((name.text for name in find_names(text[slice(*span)], forms)), None)


def _gap(item: Evidence, anchor: Evidence) -> int:
    """How many characters stand between two pieces of evidence of one text."""
    (start, end), (first, last) = item.span or (0, 0), anchor.span or (0, 0)
    return max(start - last, first - end, 0)
