"""The package as the pages need it: opened once, every look-up made once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple

from ..package.opening import Package
from ..package.table import Row
from ..reading.errors import ReadingError
from ..reading.periods import period_span
from ..relations import Engine, engine
from ..relations.model import OPERANDS, REFUTED, Term
from ..relations.picture import picture
from ..statements.answers import best
from ..statements.joining import JOINED, joined
from ..statements.view import MEANT, PARTS, QUESTION, STATEMENT_TABLES, Evidence, Statements, view
from ..tables.views import missing_tables
from ..tables.views import view as table_view
from ..why.words import above, alike

#: What must agree, besides entity and indicator, for figures to stand in one chart.
_CHARTED: Final = tuple(name for name in JOINED if name not in ("entity_id", "indicator_id", "coverage"))
#: Verdicts by how much they say: the first of a statement's relations is shown beside it.
_WORST: Final = ("contradicts", "holds_cut", "holds_wide", "undecidable", REFUTED, "holds", "untestable")
#: Stands for the way up to the root of the pages of a language until a page is written: no cell can hold it.
ROOT: Final = "\0"
#: Rows of a page before it goes on on the next.
PAGE: Final = 150
#: The folders of pages by table, the template of a page, and the column by which statements name a row of the table.
FOLDERS: Final = {
    "observations": ("statements", "statement", ""),
    "entities": ("entities", "entity", "entity_id"),
    "indicators": ("indicators", "indicator", "indicator_id"),
    "rankings": ("lists", "list", "ranking_id"),
    "sources": ("sources", "source", "source_id"),
    "corrections": ("corrections", "correction", "correction_id"),
    "relations": ("relations", "relation", ""),
}


def paged(stem: str, at: int = 0) -> str:
    """The address of a page that may go on on others.

    >>> paged("lists/a"), paged("lists/a", 1)
    ('lists/a.html', 'lists/a.2.html')
    """
    return f"{stem}.{at + 1}.html" if at else f"{stem}.html"


def years_of_gap(row: Row) -> range:
    """The years in which something was looked for in vain."""
    one, _, other = row.get("period").partition("/")
    return range(int(one[:4]), int((other or one)[:4]) + 1) if one[:4].isdigit() else range(0)


def years_of(rows: Iterable[Row]) -> list[int]:
    """The years in which the periods of rows end, in order."""
    return sorted({date.fromordinal(end).year for row in rows if (end := Book.span(row)[1])})


class Line(NamedTuple):
    """One relation as a statement meets it: its id, its verdict, and whether the statement is blamed by it."""

    relation_id: str
    verdict: str
    blamed: bool


class Book:
    """Look-ups over one package."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self.seen: Statements = view(pkg)
        self.found: Engine = engine(pkg)

    def rows(self, table: str) -> list[Row]:
        """All rows of a table; none where the package has no such table."""
        return self.pkg.table(table).rows

    def get(self, table: str, key: str) -> Row | None:
        """One row by its key."""
        return self.pkg.table(table).get(key) if key else None

    def cell(self, table: str, key: str, column: str) -> str:
        """One cell, "" where there is no such row or column."""
        return self.pkg.table(table).cell(key, column)

    def by(self, table: str, column: str, key: str) -> list[Row]:
        """The rows with `key` in a column; none where the table lacks the column."""
        found = self.pkg.table(table)
        return found.index(column).get(key, []) if key and column in found.places else []

    def told(self, table: str, key: str) -> list[Row]:
        """The figures that name a row of a table; of a list its places, of a source both."""
        named = {"rankings": ["ranking_entries"], "sources": ["observations", "ranking_entries"]}
        return [row for of in named.get(table, ["observations"]) for row in self.by(of, FOLDERS[table][2], key)]

    def count(self, table: str, key: str) -> int:
        """How many figures and places on lists name a row of a table."""
        return sum(len(self.by(of, FOLDERS[table][2], key)) for of in ("observations", "ranking_entries"))

    # --- places and indicators ---

    def division(self, entity: Row) -> Row | None:
        """The division that an entity is, if it names one."""
        rows = self.by("divisions", "gb2260", entity.get("gb2260"))
        return max(rows, key=lambda row: row.get("valid_from"), default=None)

    def above(self, entity_id: str) -> list[str]:
        """The entities that an entity lies in, the largest first."""
        return above(self.pkg, entity_id)[::-1]

    def province(self, entity_id: str) -> str:
        """The province that an entity lies in or is; else the largest place."""
        chain = [*self.above(entity_id), entity_id]
        return next((key for key in chain if self.cell("entities", key, "type") == "province"), chain[0])

    @cached_property
    def tops(self) -> list[tuple[str, int]]:
        """The places that others lie in, with how many figures are of them or of what lies in them."""
        return Counter(self.province(row["entity_id"]) for row in self.rows("observations")).most_common()

    @cached_property
    def topics(self) -> dict[str, list[Row]]:
        """Indicators by topic, those with most figures first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.rows("indicators"), key=lambda row: -self.count("indicators", row.key)):
            found[row.get("topic") or "other"].append(row)
        return dict(sorted(found.items()))

    def coverage(self, count: int) -> tuple[range, list[dict[Any, Any]]]:
        """The last years, and how many entities each indicator has a figure of, earlier and in each of them; "×" where
        one was looked for in vain."""
        cells: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.rows("observations"):
            for year in years_of([row]) if row.get("coverage") != "target" else ():
                cells[row["indicator_id"]][year].add(row["entity_id"])
        gaps = {(row["indicator_id"], year) for row in self.rows("known_gaps") for year in years_of_gap(row)}
        newest = max((year for by in cells.values() for year in by), default=0)
        years = range(newest - count + 1, newest + 1)
        rows: list[dict[Any, Any]] = []
        for key, by in cells.items():
            early = {entity for year, found in by.items() if year < years[0] for entity in found}
            told = {year: len(by[year]) or ("×" if (key, year) in gaps else "") for year in years}
            rows.append({"indicator": key, "earlier": len(early) or "", **told})
        return years, sorted(rows, key=lambda row: (-sum(bool(row[year]) for year in years), row["indicator"]))

    # --- statements ---

    @cached_property
    def shown(self) -> dict[str, Row]:
        """Rows of the views `facts` and `ranks` by observation and entry: a fact by each statement of it."""
        known = [table_view(self.pkg, name) for name in ("facts", "ranks") if not missing_tables(self.pkg, name)]
        rows = (row for table in known if table.readable for row in table.rows)
        return {key: row for row in rows for key in [row.cells[0], *row.get("statements").split()]}

    @cached_property
    def telling(self) -> Row | None:
        """A figure that shows best what is known of one."""
        rows = [row for row in self.rows("observations") if row.get("proof") == "archived"] or self.rows("observations")
        holding = [row for row in rows if [line.verdict for line in self.lines[row.key]][:1] == ["holds"]]
        return max(holding or rows, key=lambda row: (len(self.seen.parts(row)), row.key), default=None)

    def parts(self, row: Row) -> dict[str, tuple[Evidence | None, str, str]]:
        """What is known of each part of an observation: its words, what they say, and how that was come by."""
        found = {}
        for role, column in PARTS["observations"].items():
            item, meant = self.seen.part(row, column), MEANT["observations"][role]
            if item or row.get(meant) or role == "when":
                kind = meant.removesuffix("_period")
                basis = row.get(f"{kind}_basis")
                found[role] = (item, row.get(meant), f"{kind} {basis}" if basis else "")
        return found

    def rivals(self, row: Row) -> list[Row]:
        """All answers to the question of an observation, its own among them."""
        return alike(row, QUESTION)

    # --- series ---

    @staticmethod
    def span(row: Row, column: str = "period") -> tuple[int, int]:
        """First and last day of a row's period as ordinals; zeros where it has none."""
        try:
            start, end = period_span(row.get(column))
        except ReadingError:
            return 0, 0
        return start.toordinal(), end.toordinal()

    @cached_property
    def series(self) -> dict[tuple[str, str], list[Row]]:
        """Observations by entity and indicator, in the order of time."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in sorted(self.rows("observations"), key=lambda row: (self.span(row), row.key)):
            found[row["entity_id"], row["indicator_id"]].append(row)
        return found

    @property
    def longest(self) -> list[list[Row]]:
        """The series of most years."""
        return sorted(self.series.values(), key=lambda rows: -len(years_of(rows)))[:8]

    def overview(self, column: str, key: str) -> list[tuple[list[Row], list[Row]]]:
        """The series of an entity or an indicator, the longest first, each with its fullest chart."""
        pairs = dict.fromkeys((row["entity_id"], row["indicator_id"]) for row in self.by("observations", column, key))
        found = sorted((self.series[pair] for pair in pairs), key=lambda rows: -len(rows))
        return [(rows, self.newest(rows)) for rows in found]

    def charts(self, rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
        """The rows of one series by what must agree within one chart, the fullest first."""
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            found[self.chart_of(row)].append(row)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0][0] != "level", item[0])))

    @staticmethod
    def chart_of(row: Row) -> tuple[str, ...]:
        """What must agree with others for a row to stand in one chart with them."""
        return tuple(row.get(column) for column in _CHARTED)

    def newest(self, rows: Iterable[Row]) -> list[Row]:
        """The fullest chart of a series without targets, in the order of time: of one time, the preferred one last."""
        chart = next(iter(self.charts(rows).values()))
        whole = [row for row in chart if row.get("coverage") in ("", "whole")] or chart
        return sorted(whole, key=lambda row: (self.span(row), row.get("preference") == "preferred"))

    @staticmethod
    def path(rows: Sequence[Row]) -> str:
        """Where a series is shown: by its one statement where it has no more."""
        first = rows[0]
        stem = f"series/{first['entity_id']}/{first['indicator_id']}" if len(rows) > 1 else f"statements/{first.key}"
        return f"{stem}.html"

    def joins(self, rows: Iterable[Row]) -> list[tuple[Row, Row]]:
        """Pairs of rows, each the next of the other in time, that may be joined by a line."""
        answers: dict[tuple[int, int], list[Row]] = defaultdict(list)
        for row in rows:
            if row["value"] and row.get("coverage") in ("", "whole"):
                answers[self.span(row)].append(row)
        ordered = filter(None, (best(self.pkg, here) for _, here in sorted(answers.items())))
        return [(one, other) for one, other in pairwise(ordered) if self._next(one, other)]

    def _next(self, before: Row, after: Row) -> bool:
        """Whether two rows of one chart are of neighbouring periods of one length, with no break between them."""
        (start, end), (then, last) = self.span(before), self.span(after)
        follows = then - end <= 3 or (start == end and 360 <= then - end <= 370)
        return follows and abs((last - then) - (end - start)) <= 3 and joined(self.pkg, before, after)

    def about(self, table: str, row: Row) -> list[Row]:
        """Breaks or gaps of the indicator of a row that concern its entity."""
        found = self.by(table, "indicator_id", row["indicator_id"])
        return [each for each in found if each.get("entity_id") in ("", row["entity_id"])]

    # --- relations ---

    def stated(self, term: Term) -> Row | None:
        """The statement that a term of a relation is."""
        table = OPERANDS[term.operand]
        return self.get(table, term.target) if table in STATEMENT_TABLES else None

    def judged(self, relation_id: str) -> str:
        """The verdict on a relation as it is shown: a wrong reading that fails, as it should, is called just that."""
        return REFUTED if self.found.relations[relation_id].refuted else self.found.verdict(relation_id).verdict

    @cached_property
    def lines(self) -> dict[str, list[Line]]:
        """The relations of every statement, the worst verdict first."""
        found: dict[str, list[Line]] = defaultdict(list)
        for verdict in _WORST:
            for key in sorted(self.by_verdict.get(verdict, [])):
                relation = self.found.relations[key]
                for of in dict.fromkeys(row.key for term in relation.terms if (row := self.stated(term))):
                    found[of].append(Line(key, verdict, of in relation.blames))
        return found

    def apart(self, rows: Iterable[Row]) -> list[str]:
        """The relations of these statements that do not add up."""
        lines = (line for row in rows for line in self.lines.get(row.key, ()))
        return list(dict.fromkeys(line.relation_id for line in lines if line.verdict == "contradicts"))

    @cached_property
    def by_verdict(self) -> dict[str, list[str]]:
        """Relations by their verdict: sums and shares first, then rivals, then those that put days in order."""
        relations, found = self.found.relations, defaultdict[str, list[str]](list)
        for key in sorted(relations, key=lambda key: (relations[key].kind == "order", len(relations[key].terms) < 3)):
            found[self.judged(key)].append(key)
        return {verdict: found[verdict] for verdict in _WORST if verdict in found}

    @cached_property
    def pictures(self) -> dict[str, tuple[str, str]]:
        """The picture of every relation and its height."""
        drawn = {key: picture(key, self.found) for key in self.found.relations}
        return {key: (svg, re.findall(r' height="(\d+)', svg)[0]) for key, svg in drawn.items()}

    # --- lists and addresses ---

    @cached_property
    def families(self) -> dict[str, list[Row]]:
        """Lists with more than one edition, by series: those with most editions first, the editions in their order."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.rows("rankings"), key=lambda row: (self.edition(row), row.key)):
            found[row.get("series")].append(row)
        kept = ((key, rows) for key, rows in found.items() if key and len(rows) > 1)
        return dict(sorted(kept, key=lambda item: (-len(item[1]), item[0])))

    @staticmethod
    def edition(row: Row) -> int:
        """The year of an edition of a list; 0 where none is printed."""
        cells = (row.get(column)[:4] for column in ("edition", "data_period", "released_on"))
        return next((int(cell) for cell in cells if cell.isdigit()), 0)

    @cached_property
    def places(self) -> dict[str, list[Row]]:
        """Entries of each list: known places first, in their order."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(
            self.rows("ranking_entries"),
            key=lambda row: (row.get("category"), not row["rank"], int(row["rank"] or 0), row["entity_id"]),
        ):
            found[row["ranking_id"]].append(row)
        return found

    @cached_property
    def _page_of(self) -> dict[str, int]:
        links = (self.by("entity_links", "source_id", source.key) for source in self.rows("sources"))
        return {row.key: at // PAGE for rows in (*self.places.values(), *links) for at, row in enumerate(rows)}

    def address(self, row: Row) -> str:
        """Where a statement is shown, from the root of its language."""
        if row.table.name == "observations":
            return f"statements/{row.key}.html"
        listed = row.table.name == "ranking_entries"
        stem = f"lists/{row['ranking_id']}" if listed else f"sources/{row['source_id']}"
        return f"{paged(stem, self._page_of[row.key])}#{row.key}"
