"""One text from beginning to end: marks, proposals, and what is left over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .leftovers import leftovers
from .lists import Lists
from .marks import Reader
from .model import Draft, Mark, Observation, Part
from .observing import Observing
from .owners import Owners
from .placing import Placing
from .register import Register
from .scoring import weigh
from .terms import Terms
from .times import Whens

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..progress import Progress
    from .document import Document

__all__ = ["draft_document", "printed_date"]

#: The date of a page stands near its beginning or end.
_LINES: Final = 12
_UPDATED: Final = re.compile(r"updated|published|posted|时间|发布|日期|来源", re.IGNORECASE)


def printed_date(reader: Reader, published: str) -> Mark | None:
    """The printed date of publication: a whole day, in one of the first lines or the last, that stands for itself.

    With `published`, only that day counts.
    """
    lines = reader.paragraphs
    for begin, end in [*lines[:_LINES], *lines[-3:]]:
        for time in reader.times.between(begin, end):
            if time.time is None or time.time.basis != "printed" or len(time.time.period) != 10:
                continue
            if published and time.time.period != published:
                continue
            alone = end - begin <= 120 or _UPDATED.search(reader.text, begin, time.start)
            if alone or time.start - begin < 30:
                return time
    return None


def draft_document(
    pkg: Package,
    document: Document,
    source_id: str,
    published: str = "",
    progress: Progress | None = None,
    without: bool = False,
) -> Draft:
    """Read `document` with the registers of `pkg` and propose statements.

    `published` is the ISO day of publication, "" to take the printed one. `without` leaves out what the package
    already says from this source (to measure what drafting alone finds).
    """
    register = Register(pkg, document.language, source_id if without else "")
    reader = Reader(document.text, register, published, progress)
    dateline = printed_date(reader, published)
    if dateline and dateline.time and not published:
        reader = Reader(document.text, register, dateline.time.period, progress)
    whens = Whens(reader, dateline)
    owners = Owners(reader)
    observing = Observing(reader, owners, Terms(reader), whens)
    proposed = observing.propose(progress)
    kept, dropped = _once(proposed)
    lists = Lists(reader, whens, source_id)
    placing = Placing(reader, owners, whens, lists, kept)
    entries = placing.propose()
    rest, numerals = leftovers(reader, kept, entries, dateline, {**observing.reasons, **placing.reasons}, dropped)
    part = None
    if dateline and dateline.time:
        weight, why = weigh("when publication")
        part = Part(dateline.start, dateline.end, dateline.text, "time", dateline.time.period, weight, why)
    return Draft(document, source_id, tuple(kept), tuple(entries), tuple(rest), part, numerals)


def _once(found: list[Observation]) -> tuple[list[Observation], list[tuple[Observation, Observation]]]:
    """Each fact once, where it is surest, and the others with it. A statement that prints its own time stays."""
    best: dict[tuple[object, ...], Observation] = {}
    for one in found:
        key = (*one.question, one.figure.value, one.figure.qualifier)
        if key not in best or one.score > best[key].score:
            best[key] = one
    kept: list[Observation] = []
    dropped: list[tuple[Observation, Observation]] = []
    for one in found:
        first = best[(*one.question, one.figure.value, one.figure.qualifier)]
        if first is one:
            kept.append(one)
        else:
            dropped.append((one, first))
    return _preferred(kept), dropped


def _preferred(kept: list[Observation]) -> list[Observation]:
    """Of several values for one question that can be the same fact, the most exact one marked as preferred.

    Values that contradict each other are left to a person.
    """
    questions: dict[tuple[str, ...], list[Observation]] = {}
    for one in kept:
        if one.period:
            questions.setdefault(one.question, []).append(one)
    chosen: set[int] = set()
    for group in questions.values():
        if len(group) > 1:
            exact = max(group, key=lambda o: (o.figure.qualifier == "exact", o.figure.qualifier == "rounded", o.score))
            if all((value := exact.figure.value) is not None and value in one.figure.bounds() for one in group):
                chosen.add(id(exact))
    reason = "Printed more exactly than the other statement of the same fact."
    return [replace(one, preferred=reason) if id(one) in chosen else one for one in kept]
