"""A `Why` as a person reads it: source, sentences with the parts marked, how they were read, what else is known.

On a terminal the parts are coloured; without colours they stand in brackets with their role, and a reference with what
it means: `[who: the district -> Tianhe district]`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.console import Group
from rich.text import Text

from ..console import MAX_WIDTH, drawn, wrapped
from ..grid import clean
from .model import Correction, Mark, Part, Passage, Reading, Unquoted, Why

_BOLD, _DIM, _LABEL, _WRONG = "bold", "dim", "cyan", "bold red"
#: One colour for each role, the same wherever the part is shown.
_ROLES = {
    "who": "bold green",
    "object": "bold blue",
    "what": "bold cyan",
    "when": "bold yellow",
    "how much": "bold red",
    "whole": "bold magenta",
    "base": "bold yellow",
    "sector": "bold magenta",
    "list": "bold magenta",
    "corrected": "underline red",
    "support": "bold blue",
    "see": "bold blue",
}
_INDENT = 14
#: A text, and how it is shown; a text alone is shown as it is.
_Run = str | tuple[str, str]


def render_json(found: Why) -> str:
    """The same as JSON text, ending with a newline. Numbers are strings, so that no digit is lost."""
    return json.dumps({"format": "cnii-why/1", **found.to_dict()}, ensure_ascii=False, indent=2) + "\n"


def render(found: Why, *, colour: bool = False, width: int = MAX_WIDTH) -> str:
    """The whole answer, ending with a newline; no line is wider than `width` columns, but for the address."""
    page = _Page(colour, width)
    page.line((found.summary, _BOLD))
    page.line((f"{found.kind} {found.id}, {found.file}:{found.line}", _DIM))
    if found.renamed:
        page.line((found.renamed, _WRONG))
    _source(page, found)
    _sentences(page, found)
    _parts(page, found)
    _row(page, found)
    _corrections(page, found)
    _others(page, found)
    _uses(page, found)
    _relations(page, found)
    whole = Text("\n", no_wrap=True, overflow="ignore").join(page.lines)
    return drawn(Group(whole), colour=colour, width=width)


class _Page:
    """Lines of at most `width` columns."""

    def __init__(self, colour: bool, width: int) -> None:
        self.colour = colour
        self.width = width
        self.lines: list[Text] = []

    def line(self, *runs: _Run, indent: int = 0, label: str = "") -> None:
        """Add wrapped text; the label stands before its first line, in the place of the indent."""
        for number, line in enumerate(wrapped(_text(*runs), max(10, self.width - indent))):
            lead = ("" if number else label).ljust(indent)
            self.lines.append(Text.assemble((lead, _LABEL), line))

    def item(self, label: str, *runs: _Run) -> None:
        """Add a labelled paragraph. Nothing is added for empty text."""
        if any(run if isinstance(run, str) else run[0] for run in runs):
            self.line(*runs, indent=_INDENT, label=f"  {label} ")

    def more(self, *runs: _Run) -> None:
        """Add a paragraph under the last label."""
        self.item("", *runs)

    def whole(self, label: str, text: str) -> None:
        """Add a labelled text that is never broken, so that an address can be copied."""
        if text:
            self.lines.append(Text.assemble((f"  {label}".ljust(_INDENT), _LABEL), clean(text)))

    def head(self, text: str) -> None:
        """Begin a section."""
        self.lines.append(Text())
        self.line((text, _BOLD))


def _text(*runs: _Run) -> Text:
    return Text.assemble(*(clean(run) if isinstance(run, str) else (clean(run[0]), run[1]) for run in runs))


def _source(page: _Page, found: Why) -> None:
    source = found.source
    if source is None:
        return
    page.head("source")
    by = f", after {source.original_publisher}" if source.original_publisher else ""
    author = f", {source.author}" if source.author else ""
    basis = "" if source.published_on_basis == "printed" else f" ({source.published_on_basis})"
    how = "" if source.translation == "original" else f", {source.translation} translation"
    page.item("title", source.title)
    page.item("published", f"{source.publisher}{by}{author}, {source.published_on}{basis}")
    page.whole("address", source.url)
    page.item("archive", source.archive_path or "not archived: only the words quoted here are kept")
    page.item("grade", f"{source.grade}; language {source.language}{how}")
    page.item("note", source.note)


# --- sentences ---


def _sentences(page: _Page, found: Why) -> None:
    if not found.passages:
        return
    page.head("sentence" if len(found.passages) == 1 else "sentences")
    if page.colour:
        roles = dict.fromkeys(mark.role for passage in found.passages for mark in passage.marks)
        page.more(*(run for role in roles for run in ((role, _ROLES.get(role, _BOLD)), "  ")))
    for passage in found.passages:
        label = f"line {passage.line}" if passage.line else "quoted"
        source = "" if found.source is None or passage.source_id == found.source.source_id else passage.source_id
        page.item(label, *([(f"({source}) ", _DIM)] if source else []), *marked(passage, page.colour))


def marked(passage: Passage, colour: bool) -> Iterator[_Run]:
    """The text of a passage with its marks as styles or as brackets."""
    marks = _nested(passage.marks, len(passage.text))
    edges = sorted({0, len(passage.text), *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(edges):
        covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
        style = _ROLES.get(covering[-1].role, _BOLD) if covering else ""
        for mark in covering:
            if mark.start == start and not colour:
                yield f"[{mark.role}: "
        yield (passage.text[start:end], style)
        for mark in reversed(covering):
            if mark.end == end:
                if mark.leads_to is not None:
                    yield (f" -> {mark.leads_to}", _DIM if colour else "")
                if not colour:
                    yield "]"


def _nested(marks: Iterable[Mark], end: int) -> list[Mark]:
    """`marks` as they can be bracketed: same characters once with all their roles; one that crosses another is cut."""
    merged: dict[tuple[int, int], Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        before = merged.get((mark.start, mark.end))
        if before is None:
            merged[mark.start, mark.end] = mark
        elif mark.role not in before.role.split(", "):
            roles = f"{before.role}, {mark.role}"
            merged[mark.start, mark.end] = Mark(
                roles, mark.start, mark.end, before.evidence_id, before.leads_to or mark.leads_to
            )
    found: list[Mark] = []
    for mark in merged.values():
        limit = min((m.end for m in found if m.start <= mark.start < m.end), default=end)
        found.append(Mark(mark.role, mark.start, min(mark.end, limit), mark.evidence_id, mark.leads_to))
    return found


# --- parts ---


def _parts(page: _Page, found: Why) -> None:
    if not found.parts and not found.unquoted and found.reading is None:
        return
    page.head("read as")
    for part in found.parts:
        _part(page, part, found)
    for bare in found.unquoted:
        _named(page, bare)
        page.more(("no words are quoted for this: nothing was read again", _WRONG))
        _defined(page, bare, found)
    if found.reading is not None and all(part.role != "how much" for part in found.parts):
        page.item(found.row.get("kind", "figure"), (found.reading.amount, _ROLES["how much"]))
        if "disposition" not in found.row:
            _reading(page, found.reading)


def _named(page: _Page, part: Part | Unquoted) -> None:
    """What a part says, in words and as the row has it."""
    name = f" ({part.value})" if part.value and part.value not in (part.title, part.title.replace(" ", "_")) else ""
    title = part.title or (f'"{part.quote}"' if isinstance(part, Part) else part.value)
    page.item(part.role, (title, _ROLES.get(part.role, _BOLD)), name, *(f"; {detail}" for detail in part.details))


def _part(page: _Page, part: Part, found: Why) -> None:
    style = _ROLES.get(part.role, _BOLD)
    reading = found.reading if part.role == "how much" else None
    if reading is not None:
        page.item(part.role, (reading.amount if part.reads else part.value, style))
    else:
        _named(page, part)
    words = f'"{part.quote}"'
    for step in part.chain:
        words += f' -> "{step.quote}"'
    page.more((f"{words}  {part.evidence_id}", _DIM))
    if part.reads is False:
        page.more(("the words do not read as this; cnii validate says why", _WRONG))
    _defined(page, part, found)
    if reading is not None:
        _reading(page, reading)


def _defined(page: _Page, part: Part | Unquoted, found: Why) -> None:
    """What the indicator is, under the part that names it."""
    if part.role == "what":
        page.more(found.definition)
        if found.caveat:
            page.more(("caveat: ", _WRONG), found.caveat)


def _reading(page: _Page, reading: Reading) -> None:
    if reading.corrected:
        page.more(f'read from the corrected words "{reading.words}"')
    if not reading.ranges:
        page.more(reading.meaning)
        return
    printed, *others = reading.ranges
    page.more((printed.words, _BOLD), f" ({reading.qualifier}: {reading.meaning})")
    different = [f"{other.convention} {other.words}" for other in others if other.words != printed.words]
    if different:
        page.more(("under other conventions: " + "; ".join(different), _DIM))


# --- the rest of the row, and what is beside it ---


_ROW = ("basis", "obs_status", "preference", "preference_reason", "tied", "category", "disposition", "note")


def _row(page: _Page, found: Why) -> None:
    said = [(name, found.row[name]) for name in _ROW if name in found.row]
    if not said:
        return
    page.head("the row also says")
    labels = {"obs_status": "status", "preference_reason": "because"}
    for name, cell in said:
        page.item(labels.get(name, name), cell)


def _corrections(page: _Page, found: Why) -> None:
    for correction in found.corrections:
        page.head(f"correction {correction.correction_id}" if found.kind != "correction" else "correction")
        _correction(page, correction)


def _correction(page: _Page, correction: Correction) -> None:
    page.item("printed", (correction.as_printed, _WRONG), f"  {correction.evidence_id}")
    page.item("read as", (correction.read_as, "bold green"))
    page.item("why", correction.rationale)
    page.item("how sure", f"{correction.confidence}; {correction.status}; {correction.kind.replace('_', ' ')}")
    page.item(
        "support", "; ".join(f'"{s.quote}" {s.evidence_id}' if s.quote else s.evidence_id for s in correction.support)
    )
    page.item("otherwise", correction.alternatives)


def _others(page: _Page, found: Why) -> None:
    if not found.others:
        return
    page.head("other statements on the same question")
    for other in found.others:
        preference = f" ({other.preference})" if other.preference else ""
        page.line((other.id, _LABEL), f"{preference}  {other.file}:{other.line}, {other.published_on}", indent=2)
        page.line(other.summary, indent=4)
        if other.preference_reason:
            page.line((other.preference_reason, _DIM), indent=4)


def _uses(page: _Page, found: Why) -> None:
    if not found.uses:
        return
    page.head("used by")
    for use in found.uses:
        page.line((use.id, _LABEL), f" as {use.column}  {use.file}:{use.line}", indent=2)
        page.line(use.summary, indent=4)


def _relations(page: _Page, found: Why) -> None:
    if found.verdict:
        page.head("verdict")
        page.line(found.verdict + (f" by {', '.join(found.verdict_by)}" if found.verdict_by else ""), indent=2)
    if not found.relations:
        return
    page.head("relations")
    for relation in found.relations:
        said = f" as {relation.role}: {relation.kind}, {relation.verdict or relation.expected}"
        page.line((relation.relation_id, _LABEL), said, indent=2)
        page.line(relation.statement, indent=4)
        if relation.terms:
            page.line((f"beside {', '.join(relation.terms)}", _DIM), indent=4)
        if relation.bounds:
            page.line(f"the others leave {relation.bounds} for it", indent=4)
        if relation.decided:
            page.line((relation.decided, _DIM), indent=4)
        if relation.explanation:
            page.line((relation.explanation, _DIM), indent=4)
        if relation.purpose == "refuted_reading":
            page.line(("a wrong reading, stated to be refuted; it blames nobody", _DIM), indent=4)
        if relation.blames:
            page.line(f"likely wrong: {', '.join(relation.blames)}", indent=4)
