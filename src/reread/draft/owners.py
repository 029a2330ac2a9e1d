"""Who a figure is of: the names and pointing words of its sentence, weighed by place and type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .marks import Reader
from .model import Mark, Part
from .scoring import weigh

if TYPE_CHECKING:
    from .register import Register

__all__ = ["Owner", "Owners"]

#: What it costs to be of a type, where nothing tells the type of the owner; other types own no figures.
_TYPES: Final = {
    "province": 0.0, "city": 0.0, "district": 0.0, "county": 0.0, "zone": 0.0, "country": 1.0,
    "project": 2.0, "site": 2.0, "organisation": 2.5, "company": 3.0, "university": 3.0,
}  # fmt: skip
_FURTHEST: Final = 16.0
#: Words before a name that make it something compared with, a whole, or an example.
_NOT_OWNER: Final = re.compile(
    r"(?:\b(?:than|only to|second to|behind|after|following|such as|including|besides|like|according to|by)"
    r"(?:\s+(?:the|in|that of|any other))*\s*|[%％]\s*of(?:\s+the)?\s*|\bpercent of(?:\s+the)?\s*"
    r"|(?:次于|高于|低于|快于|优于|少于|多于|据|如|包括|占|居|列)\s?)\Z",
    re.IGNORECASE,
)
#: Before a name: the set that the owner is one of.
_SET: Final = re.compile(r"\bamong(?:\s+(?:all|the))*\s*\Z", re.IGNORECASE)
_WHOLE: Final = re.compile(r"(?:['’]s?)?\s*(?:total|overall)\b|(?:总量|总数|总额|平均|第|首位|前列)", re.IGNORECASE)
_LEFT_OUT: Final = "Things without an owner are those of the {} that the text is about."
#: Between a place and the larger one that says where it lies.
_ADDRESS: Final = re.compile(r"(?:['’]s)?,?\s?|\s(?:in|of)\s|的")
#: How many sentences back an antecedent may stand.
_BACK: Final = 12


class Owner(NamedTuple):
    """An entity that a figure may be of: its mark, and the antecedent where the mark only points."""

    entity: str
    mark: Mark
    target: Mark | None
    cost: float


class Owners:
    """Finds owners in one text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.register: Register = reader.register

    # --- what words point back to ---

    def not_owner(self, mark: Mark) -> bool:
        """Whether a name is compared with, a whole, or an example, rather than an owner."""
        before = self.reader.text[max(0, mark.start - 40) : mark.start]
        after = self.reader.text[mark.end : mark.end + 12]
        a_set = mark.kind == "name" and _SET.search(before)
        return bool(a_set or _NOT_OWNER.search(before) or _WHOLE.match(after))

    def antecedent(self, mark: Mark) -> tuple[str, Mark, str] | None:
        """The entity that pointing words stand for, the name it is taken from, and its type.

        Taken is the first fitting name of the nearest sentence that has one (the subject rather than the last thing
        mentioned); in its own sentence only names before the words count. Names that are compared with count last.
        """
        types = set(mark.ids)
        start, _ = self.reader.sentence(mark)
        span: tuple[int, int] | None = (start, mark.start)
        fallback: tuple[str, Mark, str] | None = None
        for _ in range(_BACK):
            if span is None:
                break
            names = self.reader.names.between(*span)
            for name in names:
                kind = next((self.register.types[e] for e in name.ids if self.register.types.get(e) in types), "")
                if not kind:
                    continue
                found = (next(e for e in name.ids if self.register.types.get(e) == kind), name, kind)
                if not self.not_owner(name) and not self._nested(found[0], name, names):
                    return found
                fallback = fallback or found
            span = self.reader.sentence_before(start)
            start = span[0] if span else 0
        return fallback

    # --- candidates ---

    def candidates(
        self, figure: Mark, expected: Mapping[str, float], span: tuple[int, int] | None = None
    ) -> list[Owner]:
        """Owners for a figure in its sentence, the likeliest first."""
        start, end = span or self.reader.sentence(figure)
        found: list[Owner] = []
        names = self.reader.names.between(start, end)
        phrases = [p for p in self.reader.who.between(start, end) if not p.touches(figure)]
        for name in names:
            if name.touches(figure) or self.not_owner(name) or any(name.within(p) for p in phrases):
                continue
            for entity in name.ids:
                cost = self._cost(figure, name, self.register.types.get(entity, ""), expected)
                cost += self._nested(entity, name, names)
                if cost <= _FURTHEST:
                    found.append(Owner(entity, name, None, cost))
        for phrase in phrases:
            if self.not_owner(phrase):
                continue
            target = self.antecedent(phrase)
            if target:
                cost = self._cost(figure, phrase, target[2], expected) + (0.0 if phrase.registered else 0.5)
                if cost <= _FURTHEST:
                    found.append(Owner(target[0], phrase, target[1], cost))
        return sorted(found, key=lambda owner: (owner.cost, owner.mark.start))

    def _cost(self, figure: Mark, mark: Mark, kind: str, expected: Mapping[str, float]) -> float:
        reader = self.reader
        cost = _type_cost(kind, expected)
        distance, commas = reader.distance(figure, mark), reader.commas(figure, mark)
        cost += distance / 4 + commas * 0.4 if mark.end <= figure.start else 1.5 + distance / 2 + commas * 3
        if any(mark.within(term) and mark != term for term in reader.terms.between(*reader.sentence(mark))):
            cost += 6  # "China" in "top 100 companies in China"
        return cost

    def _nested(self, entity: str, name: Mark, names: list[Mark]) -> float:
        """What it costs to be only the address of a smaller place beside it: "Haizhu district, Guangzhou"."""
        for other in names:
            if other is not name and _ADDRESS.fullmatch(self.reader.gap(name, other)):
                for inner in other.ids:
                    if entity in self.register.above(inner) and self.register.is_place(entity):
                        return 8.0
        return 0.0

    # --- parts ---

    def part(self, owner: Owner) -> Part:
        """The part "who" of a statement."""
        mark, register = owner.mark, self.register
        if owner.target is None:
            new = register.needs("name", mark.text)
            weight, why = weigh("who named", bool(new))
            return Part(mark.start, mark.end, mark.text, "name", owner.entity, weight, why, None, new)
        new = register.needs("who", mark.text, register.types.get(owner.entity, ""))
        weight, why = weigh("who pointed", bool(new))
        return Part(
            mark.start,
            mark.end,
            mark.text,
            "reference",
            owner.entity,
            weight,
            why,
            self.named(owner.target, owner.entity),
            new,
        )

    def named(self, mark: Mark, entity: str) -> Part:
        """A name as part of a statement."""
        new = self.register.needs("name", mark.text)
        weight, why = weigh("who named", bool(new))
        return Part(mark.start, mark.end, mark.text, "name", entity, weight, why, None, new)

    def best(
        self, figure: Mark, expected: Mapping[str, float], term: Mark | None = None, topics: Sequence[str] = ()
    ) -> tuple[str, Part] | None:
        """The likeliest owner and its part: in the sentence, else the one the paragraph is about.

        `topics` are the owners of the statements before, the last one last; `term` the words whose owner is left out.
        """
        found = self.candidates(figure, expected)
        topic = next((t for t in reversed(topics) if _type_cost(self.register.types.get(t, ""), expected) < 2), "")
        if found:
            first = found[0]
            inside = first.target and term is not None and first.mark.within(term)
            if not (inside and topic and first.entity != topic):
                return first.entity, self.part(first)
        return self._left_out(figure, expected, term, topic)

    def _left_out(
        self, figure: Mark, expected: Mapping[str, float], term: Mark | None, topic: str
    ) -> tuple[str, Part] | None:
        """The owner where the sentence names none: that of the statement before, else of the nearest sentence before.

        As evidence serve words of the term ("exports" of "value of exports"), which point back to the name.
        """
        entity = topic or self._named_before(figure, expected)
        mark = self._last_mention(entity, figure.start) if entity else None
        if mark is None:
            return None
        words = _head(term, self.reader.language) if term else None
        if words is None or words.start < mark.end:
            new = self.register.needs("name", mark.text)
            weight, why = weigh("who before", bool(new))
            return entity, Part(mark.start, mark.end, mark.text, "name", entity, weight, why, None, new)
        kind = self.register.types.get(entity, "")
        new = self.register.phrase("who", words.text, kind, _LEFT_OUT.format(kind))
        weight, why = weigh("who left out", bool(new))
        target = self.named(mark, entity)
        return entity, Part(words.start, words.end, words.text, "reference", entity, weight, why, target, new)

    def _named_before(self, figure: Mark, expected: Mapping[str, float]) -> str:
        """The owner that the nearest sentence before names that has one of a fitting type."""
        start, _ = self.reader.sentence(figure)
        for span in self._sentences_before(start):
            best: tuple[float, str] = 2.0, ""
            names = self.reader.names.between(*span)
            for name in names:
                if self.not_owner(name):
                    continue
                for entity in name.ids:
                    cost = _type_cost(self.register.types.get(entity, ""), expected) + self._nested(entity, name, names)
                    if cost < best[0]:
                        best = cost, entity
            if best[1]:
                return best[1]
        return ""

    def _sentences_before(self, start: int) -> Iterator[tuple[int, int]]:
        for _ in range(_BACK):
            span = self.reader.sentence_before(start)
            if span is None:
                return
            yield span
            start = span[0]

    def _last_mention(self, entity: str, before: int) -> Mark | None:
        for steps, name in enumerate(self.reader.names.before(before)):
            if entity in name.ids:
                return name
            if steps > 200:
                break
        return None


def _type_cost(kind: str, expected: Mapping[str, float]) -> float:
    """What an owner of a type costs; types that the indicator's name speaks of need no other reason."""
    bonus = expected.get(kind, 0.0)
    return bonus if bonus < -1 else _TYPES.get(kind, _FURTHEST + 1) + bonus


def _head(term: Mark, language: str) -> Mark | None:
    """Words of a term that can stand for its owner: "exports" of "value of exports", "foreign trade" of "foreign trade
    via platforms", the last word else; None for a term of one word."""
    if language == "zh":
        return Mark(term.end - 2, term.end, term.text[-2:], "who") if len(term.text) > 3 else None
    of = re.search(r"\bof (?=\w+$)", term.text)
    lead = re.match(r"\S.*?(?= (?:via|of|for|in|on|by|with|to)\b)", term.text)
    last = re.search(r"\S+$", term.text)
    found = (of.end(), len(term.text)) if of else lead.span() if lead else last.span() if last else (0, 0)
    if found[1] - found[0] in (0, len(term.text)):
        return None
    return Mark(term.start + found[0], term.start + found[1], term.text[slice(*found)], "who")
