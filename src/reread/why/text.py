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
    lines = [
        *_lines(_Paragraph((found.summary, _BOLD)), width),
        *_lines(_Paragraph((f"{found.kind} {found.id}, {found.file}:{found.line}", _DIM)), width),
        *(_lines(_Paragraph((found.renamed, _WRONG)), width) if found.renamed else ()),
    ]
    sections = [
        ("source", _source(found)),
        ("sentence" if len(found.passages) == 1 else "sentences", _sentences(found, colour)),
        ("read as", _parts(found)),
        ("the row also says", (_item(_LABELS.get(name, name), found.row.get(name, "")) for name in _ROW)),
        *(
            (f"correction {one.correction_id}" if found.kind != "correction" else "correction", _correction(one))
            for one in found.corrections
        ),
        ("other statements on the same question", _others(found)),
        ("used by", _uses(found)),
        ("verdict", _verdict(found)),
        ("relations", _relations(found)),
    ]
    for head, paragraphs in sections:
        body = [line for paragraph in paragraphs for line in _lines(paragraph, width)]
        lines += [Text(), *_lines(_Paragraph((head, _BOLD)), width), *body] if body else []
    whole = Text("\n", no_wrap=True, overflow="ignore").join(lines)
    return drawn(Group(whole), colour=colour, width=width)


class _Paragraph:
    """Some runs of text, how far they are indented, and the label in the indent of the first line; `whole`: never
    broken, so that an address can be copied.
    """

    def __init__(self, *runs: _Run, indent: int = 0, label: str = "", whole: bool = False) -> None:
        self.runs, self.indent, self.label, self.whole = runs, indent, label, whole


def _item(label: str, *runs: _Run) -> _Paragraph:
    """A labelled paragraph; without a label, one that goes on under the last."""
    return _Paragraph(*runs, indent=_INDENT, label=f"  {label} ")


def _lines(paragraph: _Paragraph, width: int) -> Iterator[Text]:
    """The lines of a paragraph; none where it has no text."""
    runs = (run if isinstance(run, tuple) else (run, "") for run in paragraph.runs)
    text = Text.assemble(*((clean(words), style) for words, style in runs))
    broken = [text] if paragraph.whole else wrapped(text, max(10, width - paragraph.indent))
    for number, line in enumerate(broken if text.plain else ()):
        lead = ("" if number else paragraph.label).ljust(paragraph.indent)
        yield Text.assemble((lead, _LABEL), line)


def _source(found: Why) -> Iterator[_Paragraph]:
    source = found.source
    if source is None:
        return
    by = f", after {source.original_publisher}" if source.original_publisher else ""
    author = f", {source.author}" if source.author else ""
    basis = "" if source.published_on_basis == "printed" else f" ({source.published_on_basis})"
    how = "" if source.translation == "original" else f", {source.translation} translation"
    yield _item("title", source.title)
    yield _item("published", f"{source.publisher}{by}{author}, {source.published_on}{basis}")
    yield _Paragraph(source.url, indent=_INDENT, label="  address", whole=True)
    yield _item("archive", source.archive_path or "not archived: only the words quoted here are kept")
    yield _item("grade", f"{source.grade}; language {source.language}{how}")
    yield _item("note", source.note)


# --- sentences ---


def _sentences(found: Why, colour: bool) -> Iterator[_Paragraph]:
    if colour:
        roles = dict.fromkeys(mark.role for passage in found.passages for mark in passage.marks)
        yield _item("", *(run for role in roles for run in ((role, _ROLES.get(role, _BOLD)), "  ")))
    for passage in found.passages:
        label = f"line {passage.line}" if passage.line else "quoted"
        source = "" if found.source is None or passage.source_id == found.source.source_id else passage.source_id
        yield _item(label, *([(f"({source}) ", _DIM)] if source else []), *marked(passage, colour))


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


def _parts(found: Why) -> Iterator[_Paragraph]:
    for part in found.parts:
        yield from _part(part, found)
    for bare in found.unquoted:
        yield _named(bare)
        yield _item("", ("no words are quoted for this: nothing was read again", _WRONG))
        yield from _defined(bare, found)
    if found.reading is not None and all(part.role != "how much" for part in found.parts):
        yield _item(found.row.get("kind", "figure"), (found.reading.amount, _ROLES["how much"]))
        if "disposition" not in found.row:
            yield from _reading(found.reading)


def _named(part: Part | Unquoted) -> _Paragraph:
    """What a part says, in words and as the row has it."""
    name = f" ({part.value})" if part.value and part.value not in (part.title, part.title.replace(" ", "_")) else ""
    title = part.title or (f'"{part.quote}"' if isinstance(part, Part) else part.value)
    return _item(part.role, (title, _ROLES.get(part.role, _BOLD)), name, *(f"; {detail}" for detail in part.details))


def _part(part: Part, found: Why) -> Iterator[_Paragraph]:
    reading = found.reading if part.role == "how much" else None
    if reading is None:
        yield _named(part)
    else:
        yield _item(part.role, (reading.amount if part.reads else part.value, _ROLES[part.role]))
    words = " -> ".join(f'"{quote}"' for quote in (part.quote, *(step.quote for step in part.chain)))
    yield _item("", (f"{words}  {part.evidence_id}", _DIM))
    if part.reads is False:
        yield _item("", ("the words do not read as this; validate says why", _WRONG))
    yield from _defined(part, found)
    if reading is not None:
        yield from _reading(reading)


def _defined(part: Part | Unquoted, found: Why) -> Iterator[_Paragraph]:
    """What the indicator is, under the part that names it."""
    if part.role == "what":
        yield _item("", found.definition)
        if found.caveat:
            yield _item("", ("caveat: ", _WRONG), found.caveat)


def _reading(reading: Reading) -> Iterator[_Paragraph]:
    if reading.corrected:
        yield _item("", f'read from the corrected words "{reading.words}"')
    if not reading.ranges:
        yield _item("", reading.meaning)
        return
    printed, *others = reading.ranges
    yield _item("", (printed.words, _BOLD), f" ({reading.qualifier}: {reading.meaning})")
    different = [f"{other.convention} {other.words}" for other in others if other.words != printed.words]
    if different:
        yield _item("", ("under other conventions: " + "; ".join(different), _DIM))


# --- the rest of the row, and what is beside it ---


_ROW = ("basis", "obs_status", "preference", "preference_reason", "tied", "category", "disposition", "note")
_LABELS = {"obs_status": "status", "preference_reason": "because"}


def _correction(correction: Correction) -> Iterator[_Paragraph]:
    support = (f'"{s.quote}" {s.evidence_id}' if s.quote else s.evidence_id for s in correction.support)
    yield _item("printed", (correction.as_printed, _WRONG), f"  {correction.evidence_id}")
    yield _item("read as", (correction.read_as, "bold green"))
    yield _item("why", correction.rationale)
    yield _item("how sure", f"{correction.confidence}; {correction.status}; {correction.kind.replace('_', ' ')}")
    yield _item("support", "; ".join(support))
    yield _item("otherwise", correction.alternatives)


def _others(found: Why) -> Iterator[_Paragraph]:
    for other in found.others:
        preference = f" ({other.preference})" if other.preference else ""
        yield _Paragraph((other.id, _LABEL), f"{preference}  {other.file}:{other.line}, {other.published_on}", indent=2)
        yield _Paragraph(other.summary, indent=4)
        yield _Paragraph((other.preference_reason, _DIM), indent=4)


def _uses(found: Why) -> Iterator[_Paragraph]:
    for use in found.uses:
        yield _Paragraph((use.id, _LABEL), f" as {use.column}  {use.file}:{use.line}", indent=2)
        yield _Paragraph(use.summary, indent=4)


def _verdict(found: Why) -> Iterator[_Paragraph]:
    by = f" by {', '.join(found.verdict_by)}" if found.verdict_by else ""
    yield _Paragraph(found.verdict and found.verdict + by, indent=2)


def _relations(found: Why) -> Iterator[_Paragraph]:
    for relation in found.relations:
        said = f" as {relation.role}: {relation.kind}, {relation.verdict or relation.expected}"
        refuted = relation.purpose == "refuted_reading"
        yield _Paragraph((relation.relation_id, _LABEL), said, indent=2)
        for run in (
            relation.statement,
            (f"beside {', '.join(relation.terms)}" if relation.terms else "", _DIM),
            f"the others leave {relation.bounds} for it" if relation.bounds else "",
            (relation.decided, _DIM),
            (relation.explanation, _DIM),
            ("a wrong reading, stated to be refuted; it blames nobody" if refuted else "", _DIM),
            f"likely wrong: {', '.join(relation.blames)}" if relation.blames else "",
        ):
            yield _Paragraph(run, indent=4)
