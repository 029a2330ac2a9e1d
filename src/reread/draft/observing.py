"""From marks to proposed observations: who, what, when, how much, and what a share or a growth is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from .marks import Reader
from .model import Mark, Observation, Part
from .owners import Owners
from .scoring import score, weigh
from .terms import Terms, What
from .times import When, Whens, status

if TYPE_CHECKING:
    from ..progress import Progress

__all__ = ["LABEL", "Observing"]

#: Between an amount and its conversion: "61 billion yuan ($9.22 billion)", 610亿元（约合92.2亿美元）.
_CONVERSION: Final = re.compile(r"\s?[(（](?:about|around|or|约合|约|折合|合)?\s?\Z")
#: Behind a count that belongs to the things just spoken of, and between a place and such a count.
_OF_THEM: Final = re.compile(r"\s+of\s+(?:them|these|those|which)\b", re.IGNORECASE)
_WITH: Final = re.compile(r"\s(?:with|has|had|at|having)\s", re.IGNORECASE)
_WHOLE_REACH: Final = 60
#: Why a number in "Hall 5" is no value.
LABEL: Final = "the label of a place or a part: it counts nothing"
#: A number behind one of these, with a capital, is its label and counts nothing: "Hall 5", "Phase 2", "Line 11".
_LABELLED: Final = re.compile(
    r"\b(?:Annex|Appendix|Area|Article|Block|Booth|Building|Chapter|Exit|Figure|Floor|Gate|Hall|Highway|Level|Line|Lot"
    r"|Page|Pavilion|Phase|Pier|Platform|Plot|Room|Route|Section|Stage|Station|Suite|Table|Terminal|Tower|Wing|Zone)"
    r"\s(?:No\.?\s)?\Z"
)


@dataclass(slots=True)
class _Placed:
    """A level that was proposed: other figures of the text lean on it."""

    observation: Observation
    what: What
    when: When


class Observing:
    """Proposes observations for one text; `reasons` says of each figure that it could not place why."""

    def __init__(self, reader: Reader, owners: Owners, terms: Terms, whens: Whens) -> None:
        self.reader = reader
        self.owners = owners
        self.terms = terms
        self.whens = whens
        self.register = reader.register
        self.reasons: dict[Mark, str] = {}
        self._last_base: Part | None = None
        self._context: tuple[int, Mark] | None = None
        self._sentence_when: When | None = None
        self._topics: list[str] = []

    def propose(self, progress: Progress | None = None) -> list[Observation]:
        """Proposals in the order of the text, each fact once."""
        found: list[Observation] = []
        by_sentence: dict[tuple[int, int], list[Mark]] = {}
        for figure in self.reader.figures:
            if self._is_label(figure):
                self.reasons[figure] = LABEL
                continue
            by_sentence.setdefault(self.reader.sentence(figure), []).append(figure)
        before: list[_Placed] = []
        for number, (sentence, figures) in enumerate(by_sentence.items(), 1):
            if progress and number % 50 == 0:
                progress.step(f"sentence {number:,} of {len(by_sentence):,}")
            placed = list(self._sentence(sentence, figures, before))
            found += [one.observation for one in placed]
            before = [one for one in placed if self.register.is_level(one.what.indicator)] or before
        return self._same_facts(found)

    # --- one sentence ---

    def _sentence(self, sentence: tuple[int, int], figures: list[Mark], before: list[_Placed]) -> Iterator[_Placed]:
        last = before[-1] if before else None
        levels = self.terms.levels(sentence, [f for f in figures if not self._is_ratio(f)])
        placed: list[_Placed] = []
        self._sentence_when = None
        for figure in figures:
            if self._is_ratio(figure):
                one = self._compared(figure, placed, before)
            else:
                what = levels.get(figure) or self._carried(figure, placed, last)
                one = self._conversion(figure, placed) or self._level(figure, what)
            if one:
                placed.append(one)
                if one.what.place is None:
                    self._topics.append(one.observation.entity_id)
                self.reasons.pop(figure, None)
                yield one

    def _is_label(self, figure: Mark) -> bool:
        assert figure.figure is not None
        before = self.reader.text[max(0, figure.start - 16) : figure.start]
        return figure.figure.unit == "count" and figure.text.isdigit() and _LABELLED.search(before) is not None

    @staticmethod
    def _is_ratio(figure: Mark) -> bool:
        assert figure.figure is not None
        return figure.figure.unit in ("percent", "percentage_point", "multiple")

    def _level(self, figure: Mark, what: What | None) -> _Placed | None:
        assert figure.figure is not None
        if what is None:
            unit = figure.figure.unit
            known = unit in self.register.units
            self.reasons[figure] = (
                "no known term for such a figure stands near it" if known else f"the unit {unit} is not registered"
            )
            return None
        expected = self.register.owner_types(what.indicator)
        who = self._place_named(what) or self.owners.best(figure, expected, what.term, self._topics)
        if who is None:
            self.reasons[figure] = f"nobody is named or pointed at whose {what.indicator} it could be"
            return None
        context = self._context[1] if self._context and self._near(figure, self._context[0]) else None
        mark = self.whens.in_sentence(figure)
        if mark is None and _OF_THEM.match(self.reader.text, figure.end) and context:
            when = self.whens.read(context, "context")
        elif mark is None and self._sentence_when:
            when = self._sentence_when  # what holds for one figure of a sentence holds for the next
        else:
            when = self.whens.when(figure, what.indicator, what.term, context)
        if mark:
            self._context = figure.start, mark
        elif when.basis == "context":
            self._sentence_when = when
        return self._made(figure, what, who[0], who[1], when)

    def _carried(self, figure: Mark, placed: list[_Placed], last: _Placed | None) -> What | None:
        """The term of the statement before, for "3,340 of them" and for the "Baiyun with 1,208" that follows."""
        assert figure.figure is not None
        levels = [one for one in placed if self.register.is_level(one.what.indicator)]
        level = levels[-1] if levels else last
        if level is None or not self.register.fits(level.what.indicator, figure.figure.unit):
            return None
        part = self.terms.part(level.what.term, level.what.indicator, "what shared")
        what = What(level.what.indicator, part, level.what.term)
        if _OF_THEM.match(self.reader.text, figure.end):
            return what
        name = next(iter(self.reader.names.before(figure.start)), None)
        joined = placed and name and _WITH.fullmatch(self.reader.text[name.end : figure.start])
        if joined and name and any(self.register.is_place(entity) for entity in name.ids):
            return what._replace(place=name)
        return None

    def _near(self, figure: Mark, place: int) -> bool:
        """Whether `place` lies in the paragraph of `figure` or the one before."""
        first = self.reader.paragraph(figure.start)[0]
        return place >= self.reader.paragraph(max(0, first - 2))[0]

    def _place_named(self, what: What) -> tuple[str, Part] | None:
        if what.place is None:
            return None
        entity = next(e for e in what.place.ids if self.register.is_place(e))
        return entity, self.owners.named(what.place, entity)

    def _made(self, figure: Mark, what: What, entity: str, who: Part, when: When, **more: Part) -> _Placed:
        assert figure.figure is not None
        weight, why = weigh("value")
        value = Part(figure.start, figure.end, figure.text, "figure", str(figure.figure.value), weight, why)
        parts = {"who": who, "what": what.part, **({"when": when.part} if when.part else {}), "value": value, **more}
        observation = Observation(
            entity_id=entity,
            indicator_id=what.indicator,
            period=when.period,
            period_basis=when.basis,
            figure=figure.figure,
            obs_status=status(when.period, self.reader.published),
            parts=parts,
            score=score(parts.values(), *(() if when.part else (when.weight,))),
            whole_entity_id=more["whole"].reads if "whole" in more else "",
            base_period=more["base"].reads if "base" in more else "",
        )
        return _Placed(observation, what, when)

    def _conversion(self, figure: Mark, placed: list[_Placed]) -> _Placed | None:
        """An amount in brackets behind the same amount in another currency."""
        if not placed:
            return None
        first = placed[-1].observation
        between = self.reader.text[first.figure.end : figure.start]
        assert figure.figure is not None
        money = self.register.units.get(figure.figure.unit) == "money" == self.register.units.get(first.figure.unit)
        if not money or first.figure.unit == figure.figure.unit or not _CONVERSION.fullmatch(between):
            return None
        one = self._made(figure, placed[-1].what, first.entity_id, first.parts["who"], placed[-1].when)
        return replace(one, observation=replace(one.observation, note="Conversion printed beside the other amount."))

    # --- growth and shares ---

    def _compared(self, figure: Mark, placed: list[_Placed], before: list[_Placed]) -> _Placed | None:
        assert figure.figure is not None
        unit = figure.figure.unit
        if unit != "percent":
            self.reasons[figure] = f"a {unit.replace('_', ' ')} is no value of a registered indicator"
            return None
        words = self.terms.comparing(figure)
        if words is None and self.terms.falling(figure):
            self.reasons[figure] = "a decline: its value is negative, which the figure does not print"
            return None
        if words is None:
            self.reasons[figure] = "no words beside it say whether it is a share or a growth"
            return None
        phrase, measure = words
        if measure == "growth" and self.terms.falling(figure):
            self.reasons[figure] = "a decline: its value is negative, which the figure does not print"
            return None
        level, base_of = self._level_of(figure, phrase, placed, before)
        if level is None:
            self.reasons[figure] = f"no known term says of what it is the {measure}"
            return None
        how = "what compared" if base_of is None or base_of in placed else "what compared before"
        compared = self.terms.compared(phrase, measure, level, how)
        if compared is None:
            self.reasons[figure] = f"no indicator is registered for the {measure} of {level.indicator}"
            return None
        what = What(compared[0], compared[1], level.term)
        who = self._owner(figure, level, base_of, placed)
        if who is None:
            self.reasons[figure] = f"nobody is named or pointed at whose {what.indicator} it could be"
            return None
        when = self._when_compared(figure, level, base_of, placed)
        if measure == "share":
            return self._share(figure, what, who, when)
        return self._growth(figure, what, who, when)

    def _level_of(
        self, figure: Mark, phrase: Mark, placed: list[_Placed], before: list[_Placed]
    ) -> tuple[What | None, _Placed | None]:
        """What a percentage compares: the nearest term before it in its sentence, with the statement that has it."""
        start, end = self.reader.sentence(figure)
        terms = [t for t in self.reader.terms.between(start, phrase.start) if any(map(self.register.is_level, t.ids))]
        terms = terms or [
            t
            for t in self.reader.terms.between(phrase.end, end)
            if any(map(self.register.is_level, t.ids)) and self.reader.distance(t, figure) < 8
        ]
        if phrase.start > figure.start or not terms:
            terms = terms or [t for t in self.reader.terms.between(start, figure.start)]
        level_placed = [p for p in placed if self.register.is_level(p.what.indicator)]
        if terms:
            term = terms[-1] if terms[-1].end <= figure.start else terms[0]
            for one in reversed(level_placed):
                if one.what.term == term or (
                    one.observation.figure.start > term.start and one.what.term.start >= term.start
                ):
                    return one.what, one
            indicator = next(i for i in term.ids if self.register.is_level(i))
            return What(indicator, self.terms.part(term, indicator, "what near"), term), None
        if level_placed:
            return level_placed[-1].what, level_placed[-1]
        if before and before[-1].what.term.end > start - 400:
            return before[-1].what, before[-1]
        return None, None

    def _owner(
        self, figure: Mark, level: What, base_of: _Placed | None, placed: list[_Placed]
    ) -> tuple[str, Part] | None:
        if base_of is not None and base_of in placed:
            return base_of.observation.entity_id, base_of.observation.parts["who"]
        return self.owners.best(figure, self.register.owner_types(level.indicator), level.term, self._topics)

    def _when_compared(self, figure: Mark, level: What, base_of: _Placed | None, placed: list[_Placed]) -> When:
        if base_of is None:
            context = self._context[1] if self._context and self._near(figure, self._context[0]) else None
            return self.whens.when(figure, level.indicator, level.term, context)
        return base_of.when if base_of in placed else self.whens.context(base_of.when)

    def _share(self, figure: Mark, what: What, who: tuple[str, Part], when: When) -> _Placed | None:
        whole = self._whole(figure, who[0])
        if whole is None:
            self.reasons[figure] = "the whole that it is a share of is neither named nor pointed at"
            return None
        return self._made(figure, what, *who, when, whole=whole)

    def _growth(self, figure: Mark, what: What, who: tuple[str, Part], when: When) -> _Placed | None:
        if not when.period:
            self.reasons[figure] = "a growth without a period"
            return None
        base = self.whens.base(figure, when.period)
        if base is None and self._last_base:
            base = self.whens.rebase(self._last_base, when.period)
        if base is None:
            self.reasons[figure] = "the period it is compared with is not printed"
            return None
        self._last_base = base[1]
        return self._made(figure, what, *who, when, base=base[1])

    def _whole(self, figure: Mark, entity: str) -> Part | None:
        """Whose total a share is of: a place above the owner, named or pointed at beside the percentage."""
        start, end = self.reader.sentence(figure)
        above = [entity, *self.register.above(entity)]
        span = (figure.end, min(end, figure.end + _WHOLE_REACH))
        if self.reader.language == "zh":
            span = (max(start, figure.start - 24), span[1])
        best: tuple[float, Part] | None = None
        for mark in self.reader.names.between(*span):
            for candidate in mark.ids:
                if candidate in above[1:]:
                    best = self._nearer(best, figure, mark, self.owners.named(mark, candidate))
        for mark in self.reader.who.between(*span):
            target = self.owners.antecedent(mark)
            if target is None or target[0] not in above[1:]:
                target = self._pointed_above(mark, above) or target
            if target and target[0] in above:
                new = self.register.needs("who", mark.text, target[2])
                weight, why = weigh("who pointed", bool(new))
                named = self.owners.named(target[1], target[0])
                part = Part(mark.start, mark.end, mark.text, "reference", target[0], weight, why, named, new)
                best = self._nearer(best, figure, mark, part)
        return best[1] if best else None

    def _pointed_above(self, mark: Mark, above: list[str]) -> tuple[str, Mark, str] | None:
        """The place above the owner that pointing words stand for, where it is named anywhere before."""
        for candidate in above[1:]:
            kind = self.register.types.get(candidate, "")
            if kind in mark.ids:
                for steps, name in enumerate(self.reader.names.before(mark.start)):
                    if candidate in name.ids:
                        return candidate, name, kind
                    if steps > 500:
                        break
        return None

    def _nearer(self, best: tuple[float, Part] | None, figure: Mark, mark: Mark, part: Part) -> tuple[float, Part]:
        cost = self.reader.distance(figure, mark) + 2 * self.reader.commas(figure, mark)
        return (cost, part) if best is None or cost < best[0] else best

    # --- one fact printed twice ---

    def _same_facts(self, found: list[Observation]) -> list[Observation]:
        """A fact without a time of its own takes that of the same fact printed elsewhere with a time.

        The same fact is the same value, or one that the figure may stand for ("over 3,000" and 3,126).
        """
        dated: dict[tuple[str, str, str], list[Observation]] = {}
        for one in found:
            if one.period_basis in ("printed", "relative"):
                dated.setdefault((one.entity_id, one.indicator_id, one.figure.unit), []).append(one)
        result: list[Observation] = []
        moved: dict[int, Observation] = {}
        for one in found:
            if one.period_basis not in ("printed", "relative"):
                twin = moved.get(result[-1].at) if one.note and result else None  # a conversion goes with its amount
                twins = dated.get((one.entity_id, one.indicator_id, one.figure.unit), ())
                twin = twin or next((t for t in twins if self._same(one, t)), None)
                if twin:
                    moved[one.at] = twin
                    one = self._dated_as(one, twin)
            result.append(one)
        return result

    @staticmethod
    def _same(one: Observation, other: Observation) -> bool:
        mine, its = one.figure.value, other.figure.value
        if mine is None or its is None:
            return one.figure.ends == other.figure.ends
        hedged = one.figure.qualifier in ("over", "at_least", "nearly")
        return mine == its or (hedged and its in one.figure.bounds() and its * 2 < mine * 3)

    @staticmethod
    def _dated_as(one: Observation, twin: Observation) -> Observation:
        part = twin.parts["when"]
        weight, why = weigh("when context")
        when = Part(part.start, part.end, part.quote, "time", twin.period, weight, why)
        parts = {**one.parts, "when": when}
        return replace(
            one,
            period=twin.period,
            period_basis="context",
            parts=parts,
            score=score(parts.values()),
            obs_status=twin.obs_status,
        )
