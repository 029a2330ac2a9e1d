"""What a figure measures: which term of its sentence it belongs to, and words for growth and shares."""

from __future__ import annotations

import re
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, NamedTuple

from .marks import Reader
from .model import Mark, Part
from .scoring import weigh

if TYPE_CHECKING:
    from .register import Register

__all__ = ["Terms", "What"]

_FURTHEST: Final = 13.0
_TAKEN: Final = 7.0
#: Between a count and the name of the place it is of, in a list of places.
_IN: Final = re.compile(r"\s(?:in|from|for)\s(?:the\s)?\Z", re.IGNORECASE)
_NOUN: Final = re.compile(r"\s([a-z][a-z-]+)")
_NOUN_ZH: Final = re.compile("([一-鿿])(?<![占的和与及以左上下其同较比是为在并而或等有居位约近增])")
_NO_NOUNS: Final = frozenset({
    "after", "and", "as", "at", "but", "by", "compared", "during", "for", "from", "had", "has", "have", "in",
    "is", "of", "on", "or", "over", "respectively", "since", "than", "that", "the", "this", "through", "to", "up",
    "was", "were", "when", "which", "while", "who", "with",
})  # fmt: skip
_COMPARED_REACH: Final = 48
#: Words that say a growth is not one upwards; its figure would be read with the wrong sign.
_DOWN: Final = re.compile(
    r"\b(?:down|drop|decline|decreas|fell|fall|reduc|shr[aiu]nk|lower)\w*|下降|减少|回落|降低|缩减|负增长", re.I
)


class What(NamedTuple):
    """An indicator that a figure may be a value of: the marks it is read from, and the place of an enumeration."""

    indicator: str
    part: Part
    term: Mark
    place: Mark | None = None


class Terms:
    """Finds terms for the figures of one text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.register: Register = reader.register

    def levels(self, sentence: tuple[int, int], figures: list[Mark]) -> dict[Mark, What]:
        """For each figure that is no share and no growth, the term it belongs to.

        Every pair of figure and term has a cost: the words and clause ends between them, other figures between them.
        The cheapest pair is taken first; a term that is taken costs more for the next figure.
        """
        terms = self.reader.terms.between(*sentence)
        found: dict[Mark, What] = {}
        taken: set[Mark] = set()
        listed = self._enumerated(figures)
        heap: list[tuple[float, int, int, int, bool]] = []
        pairs: list[tuple[Mark, Mark, str]] = []
        for figure in figures:
            for term in terms if figure not in listed else ():
                for indicator in term.ids:
                    cost = self._cost(figure, term, indicator, figures)
                    if cost <= _FURTHEST:
                        heappush(heap, (cost, figure.start, term.start, len(pairs), False))
                        pairs.append((figure, term, indicator))
        while heap:
            cost, _, _, number, paid = heappop(heap)
            figure, term, indicator = pairs[number]
            if figure in found:
                continue
            if term in taken and not paid:  # it comes up again when it is the cheapest in spite of that
                if cost + _TAKEN <= _FURTHEST:
                    heappush(heap, (cost + _TAKEN, figure.start, term.start, number, True))
                continue
            how = "what shared" if term in taken else "what near" if cost < 2 else "what far"
            taken.add(term)
            found[figure] = What(indicator, self.part(term, indicator, how), term)
        for figure, place in listed.items():
            shared = self._shared(figure, terms, found)
            if shared:
                found[figure] = What(shared[1], self.part(shared[0], shared[1], "what shared"), shared[0], place)
        return found

    def _cost(self, figure: Mark, term: Mark, indicator: str, figures: list[Mark]) -> float:
        register, reader = self.register, self.reader
        assert figure.figure is not None
        if figure.touches(term) or not register.is_level(indicator) or not register.fits(indicator, figure.figure.unit):
            return _FURTHEST + 1
        between = min(figure.end, term.end), max(figure.start, term.start)
        others = [f for f in figures if between[0] <= f.start and f.end <= between[1]]
        cost = reader.distance(figure, term) * (0.6 if term.end <= figure.start else 1.0)
        cost += reader.commas(figure, term) * (2.0 if term.end <= figure.start else 3.0)
        cost += 4.0 * sum(1 for f in others if f.figure and register.fits(indicator, f.figure.unit))
        if term.start >= figure.end and not reader.gap(figure, term).strip():
            cost -= 1.0  # "647 patents": the counted thing follows its number
        if term.end <= figure.start and self._counts_other(figure):
            cost += (
                14.0 if reader.language == "zh" else 8.0
            )  # "380 key laboratories hold 21 patents": a thing that no register knows
        return cost + (0.0 if term.registered else 1.0)

    def _counts_other(self, figure: Mark) -> bool:
        """Whether a noun follows a count that begins no known term or phrase."""
        word = (_NOUN_ZH if self.reader.language == "zh" else _NOUN).match(self.reader.text, figure.end)
        if word is None or figure.figure is None or figure.figure.unit != "count" or word[1].lower() in _NO_NOUNS:
            return False
        near = (figure.end, figure.end + 60)
        known = [*self.reader.terms.between(*near), *self.reader.who.between(*near), *self.reader.times.between(*near)]
        return not any(mark.start <= word.end(1) for mark in known)

    def _enumerated(self, figures: list[Mark]) -> dict[Mark, Mark]:
        """Figures of a list of places ("7 in Jiangsu, 6 in Zhejiang"; 江苏7个，浙江6个), two or more, with the
        places."""
        reader = self.reader
        found: dict[Mark, Mark] = {}
        for figure in figures:
            if figure.figure is None or figure.figure.unit != "count":
                continue
            for name in reader.names.between(figure.end, figure.end + 60):
                if _IN.fullmatch(reader.text[figure.end : name.start]) and self._is_place(name):
                    found[figure] = name
                break
            if figure not in found:
                before = next(iter(reader.names.before(figure.start)), None)
                gap = reader.text[before.end : figure.start] if before else "?"
                if before and gap == ("" if reader.language == "zh" else " ") and self._is_place(before):
                    found[figure] = before
        return found if len(found) > 1 else {}

    def _is_place(self, name: Mark) -> bool:
        return any(self.register.is_place(entity) for entity in name.ids)

    def _shared(self, figure: Mark, terms: list[Mark], found: dict[Mark, What]) -> tuple[Mark, str] | None:
        """The term of a list of places: the first of the sentence that fits and is not right beside another figure."""
        beside = {what.term for other, what in found.items() if self.reader.distance(other, what.term) < 1}
        assert figure.figure is not None
        for term in terms:
            for indicator in term.ids:
                fits = self.register.is_level(indicator) and self.register.fits(indicator, figure.figure.unit)
                if term not in beside and term.end <= figure.start and fits:
                    return term, indicator
        return None

    def part(self, term: Mark, indicator: str, how: str) -> Part:
        """The part "what", read from a term."""
        new = self.register.needs("term", term.text)
        weight, why = weigh(how, bool(new))
        return Part(term.start, term.end, term.text, "term", indicator, weight, why, None, new)

    # --- growth and shares ---

    def comparing(self, figure: Mark) -> tuple[Mark, str] | None:
        """The words beside a percentage that make it a share or a growth, and which."""
        reader = self.reader
        start, end = reader.sentence(figure)
        best: tuple[float, Mark] | None = None
        for phrase in reader.what.between(max(start, figure.start - _COMPARED_REACH), min(end, figure.end + 24)):
            gap = reader.gap(figure, phrase)
            if phrase.touches(figure) or any(
                other is not figure for other in reader.figures.between(*self._between(figure, phrase))
            ):
                continue
            behind = phrase.start >= figure.end
            cost = reader.distance(figure, phrase) + 2 * reader.commas(figure, phrase) + (3 if behind else 0)
            if behind and re.search(r"[,，;；]", gap):
                continue
            if best is None or cost < best[0]:
                best = cost, phrase
        if best is None or not set(best[1].ids) & {"share", "growth"}:
            return None
        return best[1], next(d for d in best[1].ids if d in ("share", "growth"))

    @staticmethod
    def _between(one: Mark, other: Mark) -> tuple[int, int]:
        return min(one.end, other.end), max(one.start, other.start)

    def falling(self, figure: Mark) -> bool:
        """Whether the words before a percentage say that something fell."""
        start, _ = self.reader.sentence(figure)
        return bool(_DOWN.search(self.reader.text[max(start, figure.start - 24) : figure.start]))

    def compared(self, phrase: Mark, measure: str, level: What, how: str) -> tuple[str, Part] | None:
        """The indicator that `phrase` makes of `level`, and the part "what"; None where none is registered."""
        indicator = self.register.derived(level.indicator, measure)
        if not indicator:
            return None
        new = self.register.needs("what", phrase.text, measure)
        weight, why = weigh(how, bool(new))
        target = self.part(level.term, level.indicator, "what near")
        return indicator, Part(phrase.start, phrase.end, phrase.text, "reference", indicator, weight, why, target, new)
