"""When a figure of a text was, and with what time it is compared."""

from __future__ import annotations

from ..reading.dates import FoundTime
from ..reading.figures import Figure
from ..reading.sentences import Span
from .cues import CUES
from .found import Found, listed
from .importing.meaning import printed_base
from .worksheet import Row


class When:
    """Finds the times of figures; those that were taken are `used`, by where they begin."""

    def __init__(self, found: Found) -> None:
        self.found, self.text = found, found.text
        self.used: set[int] = set()

    def when(self, figure: Figure, span: Span, doubts: list[str], compared: bool) -> Row:
        """The period of a figure, where one time of its sentence `span` is its own without another beside it."""
        start, end = figure.start, figure.end
        times = [t for t in self.found.stated if span[0] <= t.start and t.end <= span[1]]
        times = [t for t in times if not self._noted(t, figure) and not self._of_another(t, figure)]
        bracket = CUES["bracket"].search(self.text, span[0], start)
        if bracket and not compared and not CUES["link"].fullmatch(bracket[0]):
            times = [t for t in times if t.start > bracket.start()]
        bases = self._bases(span, start, compared)
        plain_ones = [t for t in times if t not in bases and not t.start <= start < t.end]
        part, clause = self.found.clause(start, "part"), self.found.clause(start)
        own = [t for t in plain_ones if part[0] <= t.start < (part[1] if t.start < start else clause[1])]
        beside = [t for t in (own if compared else times) if self.text[t.end : start] in ("的", "年的")
                  or (self.text[end : t.start].isspace() and not CUES["from"].match(t.text))]  # fmt: skip
        before = plain_ones if len(plain_ones) == 1 and plain_ones[0].start < start else []
        close = [t for t in own if clause[0] <= t.start < start]
        sure = next((times for times in (beside, close, own) if len(times) == 1), before)
        later = [t for t in self.found.unsure if CUES["of_time"].fullmatch(self.text[end : max(end, t.start)]) or (
            clause[0] <= t.start < start and not self._is_base(t, span[0]))]  # fmt: skip
        if later or (sure and CUES["year_before"].fullmatch(sure[0].text)):
            doubts.append(f"when: {(later or sure)[0].text}?")
        elif sure and sure[0].time and self._year_fits(sure[0]):
            self.used.add(sure[0].start)
            return {"when": sure[0].text, "period": sure[0].time.period}
        elif plain_ones:
            doubts.append("when: " + listed(f"{t.text} ({t.time.period})" for t in plain_ones if t.time))
        else:
            earlier = [t for t in self.found.stated if t.end <= span[0]][-1:]
            named = listed(f", {t.text} ({t.time.period}), printed before" for t in earlier if t.time)
            doubts.append(f"when: none in the sentence{named}")
        return {}

    def base(self, figure: Figure, span: Span, told: str | None, period: str, doubts: list[str]) -> Row:
        """The period that a figure is compared with, where one is printed in its clause."""
        clause, bases = self.found.clause(figure.start), self._bases(span, figure.start, True)
        near = [t for t in bases if clause[0] <= t.start < clause[1]
                and not self.found.figures_in(figure.end, t.start)]  # fmt: skip
        printed = list(filter(None, (printed_base(t, period) for t in near)))
        if len(printed) == 1:
            return {"base_period": printed[0]}
        times = [t for t in [*bases, *self.found.unsure] if span[0] <= t.start < span[1]]
        near += [t for t in times if not self.found.figures_in(*self.found.clause(t.start))]
        if (near or told == "multiple") and not CUES["usual_base"].search(self.text, *clause):
            doubts.append("base_period: " + (listed(t.text for t in near) or "of what time, or of whom?"))
        return {}

    def _bases(self, span: Span, start: int, compared: bool) -> list[FoundTime]:
        """The times of a sentence that something is compared with."""
        times = (t for t in self.found.times if t.certain and span[0] <= t.start and t.end <= span[1])
        return [t for t in times if self._is_base(t, span[0]) or (
            compared and CUES["of_base"].fullmatch(self.text[t.end : max(t.end, start)]))]  # fmt: skip

    def _noted(self, time: FoundTime, figure: Figure) -> bool:
        """Whether a time stands in brackets with or behind another figure, and this one does not."""
        first, _ = self.found.cut.around(time.start, time.end)
        opening, own = (CUES["bracket"].search(self.text, first, place) for place in (time.start, figure.start))
        if not opening or (own and own.start() == opening.start()):
            return False
        before = self.found.figures_in(first, opening.start())
        behind = [r.end for r in before if r.end == len(self.text[: opening.start()].rstrip())]
        inside = self.found.figures_in(opening.start(), time.start)
        return behind not in ([], [figure.end]) or bool(figure.start < opening.start() and inside)

    def _of_another(self, time: FoundTime, figure: Figure) -> bool:
        """Whether a time stands right before another figure, 2019年的九成."""
        behind = self.found.figures_in(time.end, time.end + 3)
        return any(r != figure and self.text[time.end : r.start] in ("的", "年的") for r in behind)

    def _year_fits(self, time: FoundTime) -> bool:
        """Whether a time without a year is read as one of the year that the text has named before."""
        named = [t.time.period[:4] for t in self.found.stated if t.start < time.start and t.time
                 and CUES["year"].search(t.text) and not self._is_base(t, 0)]  # fmt: skip
        year = time.time.period[:4] if time.time else ""
        return not named or named[-1] == year or bool(CUES["of_a_year"].search(time.text))

    def _is_base(self, time: FoundTime, first: int) -> bool:
        """Whether something is compared with a time: "from 2022", 较2022年, 是2022年的2.4倍."""
        period = time.time.period if time.time else ""
        return bool(
            CUES["base"].search(self.text[max(first, time.start - 60) : time.start])
            or CUES["times_of"].match(self.text, time.end)
            or ("/" not in period and CUES["from"].match(time.text))
        )
