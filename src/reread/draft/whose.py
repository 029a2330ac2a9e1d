"""Whose a figure of a text is, and what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, zip_longest

from ..reading.figures import Figure
from ..reading.names import FoundName
from ..reading.sentences import Span
from ..reading.vocabulary import RATIO_UNITS
from .cues import CUES
from .found import Found, listed
from .worksheet import Row


class Whose:
    """Finds the entities and indicators of figures."""

    def __init__(self, found: Found) -> None:
        self.found, self.text, self.known = found, found.text, found.known

    def who(self, start: int, span: Span, doubts: list[str]) -> Row:
        """The entity of what begins at `start`, where its sentence `span` names one before it, and nobody else."""
        names = [n for n in self.found.names if span[0] <= n.start and n.end <= span[1]]
        for one, other in pairwise([*names]):
            if both := self.known.address(one, other, self.text):
                names = [both, *(n for n in names if n not in (one, other))]
        why = {n.start: self._no_subject(n) for n in names}
        able = [n for n in names if not why[n.start] and self.known.entities(n)]
        meant = {entity for n in able for entity in self.known.entities(n)}
        others = [n for n in names if why[n.start]]
        strangers = self.found.strangers(span)
        if len(meant) == 1 and not others and not strangers and able[0].start < start:
            return {"who": able[0].text, "entity": next(iter(meant))}
        found = [f"{n.text} ({' or '.join(sorted(self.known.entities(n)))})" for n in able]
        found += [f"{n.text}: {why[n.start]}" for n in others]
        if not names:
            earlier = [n for n in self.found.names if n.end <= span[0] and not self.found.is_aside(n.start)][-1:]
            found = ["none in the sentence" + "".join(f", {n.text} printed before" for n in earlier)]
        elif strangers:
            found.append(f"beside {self.text[slice(*strangers[0])]}, which is not registered")
        doubts.append("who: " + listed(found))
        return {}

    @cached_property
    def _longer(self) -> set[str]:
        """Names that are parts of longer ones in this text, and may be short for them."""
        parts = (
            one for one, other in zip_longest(self.found.names, self.found.names[1:])
            if not self.found.is_aside(one.start) and self.known.whole(one, self.text)[:4] == "part"
            and not (other and self.known.address(one, other, self.text))
        )  # fmt: skip
        return {name.text.lower() for name in parts}

    def _no_subject(self, name: FoundName) -> str:
        """Why a name is no subject by itself, "" where it may be."""
        if why := self.known.whole(name, self.text):
            return why
        if name.text.lower() in self._longer:
            return "may be short for a longer name of this text"
        before = self.found.words(self.found.clause(name.start)[0], name.start)
        unknown = next((word.text for word in before if not word.says), "")
        return f"behind {unknown}" if unknown and before[-1].text.lower() != "in" else ""

    def what(self, figure: Figure, span: Span, compared: bool, doubts: list[str]) -> Row:
        """The indicator of a figure, where a term beside it in its sentence `span` says one."""
        terms = [t for t in self.found.terms if span[0] <= t.start and t.end <= span[1]]
        terms = [t for t in terms if t.end <= figure.start or t.start >= figure.end]
        best = self._named(figure, terms)
        if best is not None and len(best.ids) == 1:
            ratio = figure.unit in RATIO_UNITS
            if compared if ratio else self.known.fits(best.ids[0], figure.unit):
                return {"what": best.text, "indicator": best.ids[0]}
        nearest = sorted(terms, key=lambda t: min(abs(t.end - figure.start), abs(t.start - figure.end)))
        said = listed(f"{t.text} ({' or '.join(t.ids)})" for t in nearest)
        doubts.append(f"what: {said or 'no registered term in the sentence'}")
        return {}

    def _named(self, figure: Figure, terms: Sequence[FoundName]) -> FoundName | None:
        """The term that a figure belongs to without a doubt: right behind it, or before it with only links between."""
        terms = [t for t in terms if self._is_whole(t) and self.known.plain(t)]
        behind = [t for t in terms if t.start >= figure.end and not self.text[figure.end : t.start].strip(" -个家")]
        before = [t for t in terms if t.end <= figure.start and CUES["link"].fullmatch(self.text, t.end, figure.start)]
        return next(iter(behind or before[-1:]), None)

    def _is_whole(self, term: FoundName) -> bool:
        """Whether a term is not part of a longer one, "industrial investment"."""
        before = self.text[max(0, term.start - 24) : term.start].rpartition("\n")[2]
        named = any(n.end == term.start for n in self.found.names)
        return bool((named or CUES["before_term"].search(before)) and CUES["after_term"].match(self.text, term.end))
