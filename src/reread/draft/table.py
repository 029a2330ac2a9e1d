"""From a table to worksheet rows: the heads of rows and columns become words of who, what and when, cells are exact.

Columns that do not fit are told: by the totals that are printed with them, by a column of growth beside two levels, and
by their neighbours in time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from math import log
from statistics import median_high
from typing import Final

from ..reading.dates import find_times
from ..reading.errors import ReadingError
from ..reading.figures import read_figure
from ..reading.periods import period_span
from ..rules.how_much import plain
from ..statements.cells import IN_BRACKETS, NOUN, units_in
from .cues import CUES
from .grid import Grid, is_number
from .importing.meaning import not_over, read_when
from .importing.words import Refused
from .known import Known
from .worksheet import Drafted, Row

_TOTAL: Final = re.compile(
    r"^(?:合\s*计|总\s*计|全省|全市|全国|总量|total|whole (?:province|country|city)|province|nation)\b|(?:合计|总计)$",
    re.I,
)
_GROWTH: Final = re.compile(r"growth|increase|±|增长|增幅|增速|同比|比上年", re.I)
#: Words and signs in a head that say that a figure is none of what was, 2022E.
_FORECAST: Final = re.compile(rf"[(（]\s?[EF]\s?[)）]|(?<=\d)[EF]\b|{CUES['future'].pattern}", re.I)
#: Cells that say that there is no figure.
_NOTHING: Final = re.compile(r"[\W_]*|n\.?\s?/?\s?a\.?", re.I).fullmatch
#: How many of the rows must fit better the other way round, and how much better, before two columns are doubted.
_MOST, _BETTER = 0.7, 0.8


def draft_table(known: Known, caption: str, grid: Grid, given: Mapping[str, str], published: str = "") -> Drafted:
    """Draft a table. `given` are cells for all rows (indicator, unit, what, who, when, entity, period, ...)."""
    return _Table(known, caption, grid, given, published).draft()


@dataclass(slots=True)
class _Head:
    """What heads of a row or column say: words, and what they mean."""

    words: str = ""
    who: str = ""
    what: str = ""
    when: str = ""
    period: str = ""
    entity: str = ""


class _Table:
    def __init__(self, known: Known, caption: str, grid: Grid, given: Mapping[str, str], published: str) -> None:
        while len(grid) > 2 and len([cell for cell in grid[0] if cell]) == 1:
            caption, grid = f"{caption} {' '.join(grid[0])}".strip(), grid[1:]
        self.known, self.language, self.caption, self.given = known, known.language, caption, given
        self.published, self.times = published, find_times(caption, published or None, self.language)
        body = next((n for n, row in enumerate(grid) if self._is_body(row)), len(grid))
        heads, self.body = grid[:body], grid[body:]
        places = range(max(map(len, grid), default=0))
        filled = {x: [row[x] for row in self.body if row[x] and not _NOTHING(row[x])] for x in places}
        numbers = [x for x in places if filled[x] and _share(filled[x]) > 0.5]
        if len(numbers) == len(places):
            numbers = numbers[1:]  # years or codes in the first column are heads of rows
        headed = {x: heads[-1][x] for x in numbers} if heads else {}
        counters = [x for x, head in headed.items() if CUES["counter"].fullmatch(head)]
        counting = [x for x in counters if filled[x] == [str(n) for n in range(1, len(filled[x]) + 1)]]
        #: Columns of places on a list, which are no values.
        self.placed = [x for x, head in headed.items() if x in counters or CUES["placed"].search(head)]
        self.numbers = [x for x in numbers if x not in counting]
        sides = [x for x in places if x not in (*self.numbers, *counting)] or [*places[:1]]
        self.first = [row[sides[0]] for row in self.body] if sides else []
        self.columns = {x: self._head([row[x] for row in heads]) for x in self.numbers}
        self.rows = [self._head([row[x] for x in sides]) for row in self.body]
        self.values = {x: [_number(row[x]) for row in self.body] for x in self.numbers}
        quantities = (c.what for x, c in self.columns.items() if x not in self.placed and not _GROWTH.search(c.what))
        self.quantities = set(filter(None, quantities))

    @staticmethod
    def _is_body(row: Sequence[str]) -> bool:
        """Whether a row holds figures, not years over columns."""
        numbers = [cell for cell in row if is_number(cell)]
        years = [cell for cell in numbers if CUES["year"].fullmatch(cell)]
        return bool(numbers) and (len(years) < len(numbers) or numbers == row[:1])

    def draft(self) -> Drafted:
        found = Drafted(doubts=[*self._by_totals(), *self._by_growth(), *self._by_time()])
        doubted = {
            x: "; ".join(words for words in found.doubts if f"column {column.words!r}" in words)
            for x, column in self.columns.items()
        }
        for row, side in zip(self.body, self.rows, strict=True):
            for x, column in self.columns.items():
                if is_number(row[x]):
                    found.rows.append(self._row(row, x, side, column, doubted[x]))
                elif any(c.isdigit() for c in row[x]):
                    found.doubts.append(f"{side.words}, {column.words}: {row[x]!r} is no bare number; not drafted")
        if not found.rows:
            found.doubts.append("no cell reads as a bare number: nothing was drafted")
        return found

    def _row(self, cells: Sequence[str], x: int, side: _Head, column: _Head, doubt: str) -> Row:
        words, cell = [word for word in cells if word], cells[x]
        row: Row = {
            "quote": " ".join(words), "who": side.who or column.who or self.given.get("who", ""),
            "what": column.what or side.what or self.given.get("what", "") or self.caption,
            "when": side.when or column.when or self.given.get("when", ""), "how_much": cell,
            "entity": side.entity or column.entity, "period": side.period or column.period, "precision": "tabulated",
        }  # fmt: skip
        if words.count(cell) > 1:
            row["how_much_index"] = str([word for word in cells[: x + 1] if word].count(cell))
        row |= self._value(cell, row, (column.words, side.words, row["what"], self.caption))
        row |= {name: text for name, text in self.given.items() if name not in ("what", "who", "when")}
        doubts = [] if x in self.placed else [*self.known.without_unit(row), *self._of_indicator(row)]
        if not row.get("entity"):
            doubts.append(f"who: {side.words or column.words} names nobody that is known")
        if not row["period"] and not row["when"]:
            times = [f", {t.text} ({t.time.period}) in the caption" for t in self.times if t.time]
            doubts.append(f"when: no head names a time{''.join(times)}")
        future = _FORECAST.search(f"{side.words} {column.words}") or CUES["future"].search(self.caption)
        if future or not_over(row["period"], self.published) == "F":
            row["coverage"] = "target"
            doubts.append(f"coverage: a plan or forecast? {future[0] if future else row['period']!r} stands in a head")
        if x in self.placed:
            row |= dict.fromkeys(("value", "unit", "indicator", "transformation"), "") | {"rank": cell}
            doubts.append("rank: a place on a list? then ranking, and no precision")
        if doubt:
            doubts.append(doubt)
            row["period"] = "" if row["when"] else row["period"]
        row["candidates"] = "; ".join(doubts)
        return row

    def _of_indicator(self, row: Row) -> Iterator[str]:
        """Why a cell may not be one of the indicator that is given for all; what it then says is left empty, with the
        terms of its heads.
        """
        indicator, unit = row.get("indicator", ""), row.get("unit", "")
        if not indicator or len(self.quantities) > 1:
            terms = self.known.terms(row["what"]) or self.known.terms(self.caption)
            yield "indicator: " + (" | ".join(f"{t.text} ({' or '.join(t.ids)})" for t in terms) or "no known term")
        if indicator not in self.known.units or not unit:
            return
        if len(self.quantities) > 1:
            row["indicator"] = ""
            yield f"indicator: {indicator}? the table has {len(self.quantities)} quantities, this is {row['what']}"
        elif unit == "count" and not self.known.fits(indicator, unit):
            row |= {"value": "", "unit": ""}
            yield f"unit: no head prints one, and {indicator} is told in {self.known.units[indicator]}"
        elif row.get("transformation", "level") == "level" and not self.known.fits(indicator, unit):
            row["indicator"] = ""
            yield f"indicator: {indicator} is told in {self.known.units[indicator]}, this in {unit}"

    def _value(self, cell: str, row: Row, heads: tuple[str, ...]) -> Row:
        """Value and unit of a cell, by the unit that the heads print; the unit alone is left empty where none does."""
        try:
            figure = read_figure(cell.replace("−", "-"), self.language)
        except ReadingError:
            return {}
        if figure.value is None:
            return {}
        told = {"transformation": "growth"} if _GROWTH.search(row["what"]) and "%" in f"{row['what']}{cell}" else {}
        units = [found for found in units_in(heads, self.language) if found != NOUN]
        if figure.unit != "count" or not units:
            unit = figure.unit if figure.unit != "count" or not self.given.get("unit") else ""
            return {"value": plain(figure.value), "unit": unit, **told}
        scale, unit = units[0]
        return {"value": plain(figure.value * scale), "unit": unit, **told}

    # --- heads ---

    def _head(self, cells: Sequence[str]) -> _Head:
        """What the heads of one row or column say, from the widest to the narrowest."""
        head = _Head(" ".join(dict.fromkeys(cell for cell in cells if cell)))
        for cell in dict.fromkeys(cells):
            if not cell or (is_number(cell) and not CUES["year"].fullmatch(cell)):
                continue
            when, period = self._period(cell)
            entity = "" if period else self._entity(cell)
            if period:
                head.when, head.period = when, period
                rest = _FORECAST.sub("", cell.replace(when, "", 1)).strip(" ,，:：/的")
                if any(map(str.isalpha, IN_BRACKETS.sub("", rest))):
                    head.what = rest if rest in cell else cell
            elif entity:
                head.who, head.entity = cell, entity
            elif not head.who and _TOTAL.search(cell):
                head.who = cell
            elif cell not in self.caption or not self.caption:
                head.what = f"{head.what} {cell}".strip() if head.what and cell not in head.what else cell
        if head.what and not head.who and not head.when and cells and cells[0] in self._first_column:
            head.who, head.what = head.what, ""
        return head

    @cached_property
    def _first_column(self) -> set[str]:
        """Heads of rows, where most of them name somebody."""
        known = sum(bool(self._entity(name)) for name in self.first)
        return set(self.first) if known * 2 > len(self.first) else set()

    def _period(self, cell: str) -> tuple[str, str]:
        """The words of a head that name a time, alone or beside a unit or a quantity, "2020 (万家)", and which time."""
        bare = IN_BRACKETS.sub("", cell).strip()
        times = [t.text for t in find_times(bare, None, self.language) if any(map(str.isdigit, t.text))
                 and not CUES["base"].search(bare[: t.start])]  # fmt: skip
        year = CUES["year"].match(bare)
        words = times[0] if len(times) == 1 else year[0] if year and not times else bare
        try:
            return words, read_when(words, self.published, self.language).period
        except Refused:
            return "", ""

    def _entity(self, cell: str) -> str:
        meant = self.known.meant(cell)
        return meant[0].key if len(meant) == 1 else ""

    # --- columns that do not fit ---

    def _by_totals(self) -> Iterator[str]:
        """Columns whose parts do not add up to the total printed under or over them, where those of others do."""
        totals = [n for n, side in enumerate(self.rows) if _TOTAL.search(side.words)]
        if len(totals) != 1 or len(self.body) < 4:
            return
        off: dict[int, tuple[Decimal, Decimal]] = {}
        for x, values in self.values.items():
            parts, printed = [v for n, v in enumerate(values) if n not in totals and v is not None], values[totals[0]]
            if printed is not None and abs(sum(parts) - printed) > abs(printed) / 200 + len(parts):
                off[x] = sum(parts, Decimal(0)), printed
        if len(off) * 2 > len(self.numbers):
            return  # regions beside cities, or parts left out: the heads do not add up anywhere
        for x, y in combinations(off, 2):
            if off[x] == off[y][::-1]:
                yield f"{self._both(x, y)} are exchanged below their heads: each adds up to the total of the other"
        for x, (parts_sum, printed) in off.items():
            yield f"column {self.columns[x].words!r} adds up to {parts_sum}, not to the total {printed}"

    def _both(self, x: int, y: int) -> str:
        return f"column {self.columns[x].words!r} and column {self.columns[y].words!r}"

    def _by_growth(self) -> Iterator[str]:
        """A column of growth that says something else than the two levels before it."""
        for x, column in self.columns.items():
            before = [y for y in self.numbers if y < x][-2:]
            if (_GROWTH.search(column.words) or "%" in column.words) and len(before) == 2:
                old, new = sorted(before, key=lambda y: self.columns[y].period)
                turned = self._grown(new, old, x)
                if turned > self._grown(old, new, x) and turned >= _MOST:
                    yield f"{self._both(*before)} look exchanged: {column.words} fits the other way round"

    def _grown(self, from_: int, to: int, x: int) -> float:
        """The part of rows in which the growth in column `x` leads from one column to another."""
        rows = zip(self.values[from_], self.values[to], self.values[x], strict=True)
        fits = [abs((new / old - 1) * 100 - by) < Decimal("0.6") for old, new, by in rows
                if old and new is not None and by is not None]  # fmt: skip
        return sum(fits) / len(fits) if fits else 0.0

    def _by_time(self) -> Iterator[str]:
        """Two columns that make nearly every row smoother in time when they are exchanged: of one quantity, or two
        quantities of one time.
        """
        groups: dict[str, list[int]] = defaultdict(list)
        days: dict[int, int] = {}
        for x, column in sorted(self.columns.items(), key=lambda item: (item[1].period, item[0])):
            if column.period and not _GROWTH.search(column.words):
                groups[column.what].append(x)
                days[x] = period_span(column.period)[0].toordinal()
        of = {x: group for group in groups.values() for x in group if len(group) > 2}
        #: Three columns that follow each other, and where between the others the second lies in time.
        threes = (three for group in groups.values() for three in zip(group, group[1:], group[2:], strict=False))
        bends = [(x, y, z, (days[y] - days[x]) / ((days[z] - days[x]) or 1)) for x, y, z in threes]
        lines = ({x: self.values[x][n] for x in of} for n in range(len(self.body)))
        whole = [{x: log(v) for x, v in line.items() if v} for line in lines if all(v and v > 0 for v in line.values())]
        found: list[tuple[float, int, int]] = []
        for x, y in combinations(of, 2) if len(whole) > 3 else ():
            if days[x] != days[y] if of[x] is not of[y] else len(of[x]) < 4:
                continue
            turned = [line | {x: line[y], y: line[x]} for line in whole]
            near = [bend for bend in bends if x in bend[:3] or y in bend[:3]]
            gains = [_rough(new, near) / _rough(old, near) for new, old in zip(turned, whole, strict=True)]
            if sum(gain < 1 for gain in gains) / len(gains) >= _MOST and median_high(gains) < _BETTER:
                found.append((sum(_rough(line, bends) for line in turned), x, y))
        if found:
            yield f"{self._both(*min(found)[1:])} look exchanged: most rows run smoother the other way round"


def _rough(line: Mapping[int, float], bends: Iterable[tuple[int, int, int, float]]) -> float:
    """How far a line is from running straight between neighbours in time."""
    return 1e-9 + sum(abs(line[y] - (line[x] + (line[z] - line[x]) * part)) for x, y, z, part in bends)


def _share(cells: Sequence[str]) -> float:
    """The part of cells that are figures: bare numbers, and digits with signs or brackets that are to be told of."""
    heads = [cell.partition(" (")[0] for cell in cells]
    return sum(any(c.isdigit() for c in head) and not any(c.isalpha() for c in head) for head in heads) / len(cells)


def _number(cell: str) -> Decimal | None:
    text = cell.replace(",", "").replace("，", "").replace("−", "-").rstrip("%").lstrip("+")
    return Decimal(text) if is_number(cell) else None
