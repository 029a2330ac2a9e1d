"""V401: nothing printed is passed over."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.errors import ReadingError
from ..reading.scan import scan_numerals
from ..reading.sentences import Span, position
from ..statements.view import Statements, view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package


class _Cover:
    """Spans of one source, asked whether one of them holds another span."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._reach: list[int] = []  # the furthest end among the spans up to here
        for _, end in self._spans:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds `start:end`."""
        last = bisect_right(self._starts, start) - 1
        return last >= 0 and self._reach[last] >= end


def covers(seen: Statements, source_id: str) -> tuple[_Cover, _Cover]:
    """The spans of `source_id` that are read by a statement, and those that are set aside."""
    used: list[Span] = []
    aside: list[Span] = []
    for item in seen.of_source.get(source_id, ()):
        if item.span is not None:
            if item.disposition:
                aside.append(item.span)
            elif item.id in seen.read:
                used.append(item.span)
    return _Cover(used), _Cover(aside)


@rule("V401", scope="source", tables=("sources", "evidence"))
def figures_accounted_for(pkg: Package, check: Check) -> None:
    """No numeral of an archived text is without evidence."""
    seen = view(pkg)
    for row in pkg.table("sources").rows:
        source = row["source_id"]
        text = pkg.text(source)
        if text is None:
            continue
        try:
            numerals = scan_numerals(text, row["language"])
        except ReadingError as error:
            check.fail(
                row, "language", found=f"{row['language']}: {error}", expected="a language whose figures can be read"
            )
            continue
        used, aside = covers(seen, source)
        counts = {"used": 0, "set aside": 0}
        for numeral in check.each(numerals):
            if used.holds(numeral.start, numeral.end):
                counts["used"] += 1
            elif aside.holds(numeral.start, numeral.end):
                counts["set aside"] += 1
            else:
                line, column = position(text, numeral.start)
                cut = seen.sentences(source)
                start, end = cut.around(numeral.start, numeral.end) if cut else (numeral.start, numeral.end)
                place = f"{numeral.start}-{numeral.end}, column {column}"
                found = f"{shown(numeral.text)} at {place}, in {shown(text[start:end], 160)}"
                expected = "evidence of a statement, or evidence with a disposition"
                check.fail_file(row["archive_path"], line=line, key=source, found=found, expected=expected)
        check.note(
            f"figures in {source}", f"{len(numerals)} found, {counts['used']} used, {counts['set aside']} set aside"
        )
        check.note("figures found", len(numerals))
        check.note("figures used", counts["used"])
        check.note("figures set aside", counts["set aside"])
    check.note("statements read again", sum(1 for _ in seen.statements()))
