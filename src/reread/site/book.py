"""The package as the pages need it: opened once, every look-up made once."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from ..package.opening import Package
from ..package.table import Row
from ..reading.periods import period_span
from ..relations import Engine, engine
from ..relations.model import Term
from ..relations.picture import picture
from ..statements.joining import JOINED, joined
from ..statements.view import QUESTION, Statements, view
from ..tables.views import missing_tables
from ..tables.views import view as table_view

__all__ = ["Book", "Line", "number"]

#: What must agree, besides entity and indicator, for figures to stand in one chart.
CHARTED: Final = tuple(name for name in JOINED if name not in ("entity_id", "indicator_id", "coverage"))
#: Verdicts by how much they say: the first of a statement's relations is shown beside it.
_WORST: Final = ("contradicts", "holds_cut", "holds_wide", "undecidable", "refuted_reading", "holds", "untestable")
#: Stands for the way up to the root of the pages of a language until a page is written: no cell can hold it.
ROOT: Final = "\0"
#: The folders of pages by table.
FOLDERS: Final = {
    "observations": "statements",
    "entities": "entities",
    "indicators": "indicators",
    "rankings": "lists",
    "sources": "sources",
    "corrections": "corrections",
    "relations": "relations",
}
#: Rows of a page before it goes on on the next.
PAGE: Final = 150


def number(cell: str) -> Decimal | None:
    """The number in a cell; None for an empty or unreadable one."""
    try:
        return Decimal(cell) if cell else None
    except InvalidOperation:
        return None


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

    # --- rows ---

    def rows(self, table: str) -> list[Row]:
        """All rows of a table; none where the package has no such table."""
        return self.pkg.table(table).rows

    def get(self, table: str, key: str) -> Row | None:
        """One row by its key."""
        return self.pkg.table(table).get(key) if key else None

    def cell(self, table: str, key: str, column: str) -> str:
        """One cell, "" where there is no such row or column."""
        row = self.get(table, key)
        return row.get(column) if row else ""

    def by(self, table: str, column: str) -> dict[str, list[Row]]:
        """Rows by the text of a column; empty where the table lacks the column."""
        found = self.pkg.table(table)
        return found.index(column) if column in found.places else {}

    @cached_property
    def shown(self) -> dict[str, Row]:
        """Rows of the views `facts` and `ranks` by observation and entry: a fact by each statement of it."""
        found: dict[str, Row] = {}
        for name in ("facts", "ranks"):
            known = None if missing_tables(self.pkg, name) else table_view(self.pkg, name)
            for row in known.rows if known and known.readable else []:
                found.update((key, row) for key in [row.cells[0], *row.get("statements").split()])
        return found

    # --- places ---

    def division(self, entity: Row) -> Row | None:
        """The division that an entity is, if it names one."""
        rows = self.by("divisions", "gb2260").get(entity.get("gb2260") or "-", [])
        return max(rows, key=lambda row: row.get("valid_from"), default=None)

    def above(self, entity_id: str) -> list[str]:
        """The entities that an entity lies in, the largest first."""
        found: list[str] = []
        key = self.cell("entities", entity_id, "lies_in")
        while key and key not in found and key != entity_id:
            found.insert(0, key)
            key = self.cell("entities", key, "lies_in")
        return found

    # --- statements ---

    @cached_property
    def questions(self) -> dict[tuple[str, ...], list[Row]]:
        """Observations by the question that they answer."""
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row, cells in self.pkg.table("observations").cells(*QUESTION):
            found[tuple(cells)].append(row)
        return found

    def rivals(self, row: Row) -> list[Row]:
        """All answers to the question of an observation, its own among them."""
        return self.questions[tuple(row.get(column) for column in QUESTION)]

    @cached_property
    def series(self) -> dict[tuple[str, str], list[Row]]:
        """Observations with a period by entity and indicator, in the order of time."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows("observations"):
            found[row["entity_id"], row["indicator_id"]].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (self.span(row), row.key))
        return found

    def charts(self, rows: list[Row]) -> dict[tuple[str, ...], list[Row]]:
        """The rows of one series by what must agree within one chart, the fullest first."""
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            found[tuple(row.get(column) for column in CHARTED)].append(row)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0][0] != "level", item[0])))

    def joins(self, rows: list[Row]) -> list[tuple[str, str]]:
        """Pairs of rows, each the next of the other in time, that may be joined by a line."""
        best: dict[tuple[int, int], Row] = {}
        for row in rows:
            key = self.span(row)
            usable = row["value"] and row.get("preference") != "deprecated"
            if usable and (key not in best or row.get("preference") == "preferred"):
                best[key] = row
        ordered = [best[key] for key in sorted(best)]
        return [(p.key, q.key) for p, q in pairwise(ordered) if self._next(p, q)]

    def _next(self, before: Row, after: Row) -> bool:
        """Whether two rows of one chart are of neighbouring periods of one length, with no break between them."""
        (start, end), (then, last) = self.span(before), self.span(after)
        long = end - start
        follows = then - end <= 3 or (long == 0 and 360 <= then - end <= 370)
        if abs((last - then) - long) > 3 or not follows:
            return False
        return joined(self.pkg, before, after)

    def span(self, row: Row) -> tuple[int, int]:
        """First and last day of a row's period as ordinals; zeros where it has none."""
        return self.span_of(row.get("period"))

    @staticmethod
    def span_of(period: str) -> tuple[int, int]:
        """First and last day of a period as ordinals; zeros for what is none."""
        try:
            start, end = period_span(period)
        except ValueError:
            return (0, 0)
        return (start.toordinal(), end.toordinal())

    @staticmethod
    def years(row: Row) -> range:
        """The years of a row's period; none where it has none."""
        one, _, other = row.get("period").partition("/")
        return range(int(one[:4]), int((other or one)[:4]) + 1) if one[:4].isdigit() else range(0)

    @cached_property
    def lines(self) -> dict[str, list[Line]]:
        """The relations of every statement, the worst verdict first."""
        found: dict[str, list[Line]] = defaultdict(list)
        for relation in self.found.relations.values():
            blames = relation.row.get("blames").split()
            verdict = self.judged(relation.id)
            for key in dict.fromkeys(term.target for term in relation.terms if term.operand in _STATED):
                found[key].append(Line(relation.id, verdict, key in blames))
        for lines in found.values():
            lines.sort(key=lambda line: (_WORST.index(line.verdict), line.relation_id))
        return found

    def judged(self, relation_id: str) -> str:
        """The verdict on a relation as it is shown: a wrong reading that fails, as it should, is called just that."""
        refuted = self.found.relations[relation_id].row.get("purpose") == "refuted_reading"
        return "refuted_reading" if refuted else self.found.verdict(relation_id).verdict

    def verdict(self, row: Row) -> str:
        """The verdict that the views give on a statement; "" where they give none."""
        fact = self.shown.get(row.key)
        found = fact.get("verdict") if fact else ""
        return found if found in ("confirmed", "contradicted", "disputed", "untested") else ""

    @cached_property
    def pictures(self) -> dict[str, tuple[str, int]]:
        """The picture of every relation and its height."""
        found = {}
        for key in self.found.relations:
            svg = picture(key, self.found)
            found[key] = (svg, int(svg.partition(' height="')[2].partition('"')[0].partition(".")[0]))
        return found

    # --- addresses ---

    @cached_property
    def families(self) -> dict[str, list[Row]]:
        """Lists with more than one edition, by series: those with most editions first, the editions
        in the order of time."""
        found = {
            key: sorted(rows, key=lambda row: (self.edition(row), row.key))
            for key, rows in self.by("rankings", "series").items()
            if key and len(rows) > 1
        }
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    @staticmethod
    def edition(row: Row) -> int:
        """The year of an edition of a list; 0 where none is printed."""
        cells = (row.get(column)[:4] for column in ("edition", "data_period", "released_on"))
        return next((int(cell) for cell in cells if cell.isdigit()), 0)

    @cached_property
    def places_on_lists(self) -> dict[str, list[Row]]:
        """Entries of each list: known places first, in their order."""
        lists = self.by("ranking_entries", "ranking_id")
        return {key: sorted(rows, key=self._place) for key, rows in lists.items()}

    @staticmethod
    def _place(row: Row) -> tuple[str, bool, int, str]:
        return row.get("category"), not row["rank"], int(row["rank"] or 0), row["entity_id"]

    @cached_property
    def _page_of(self) -> dict[str, int]:
        lists = (*self.places_on_lists.values(), *self.by("entity_links", "source_id").values())
        return {row.key: at // PAGE for rows in lists for at, row in enumerate(rows)}

    def address(self, row: Row) -> str:
        """Where a statement is shown, from the root of its language."""
        if row.table.name == "observations":
            return f"statements/{row.key}.html"
        listed = row.table.name == "ranking_entries"
        stem = f"lists/{row['ranking_id']}" if listed else f"sources/{row['source_id']}-links"
        return f"{paged(stem, self._page_of[row.key])}#{row.key}"

    def stated(self, term: Term) -> Row | None:
        """The statement that a term of a relation is."""
        table = _STATED.get(term.operand)
        return self.get(table, term.target) if table else None


_STATED: Final = {"observation_id": "observations", "entry_id": "ranking_entries", "link_id": "entity_links"}


def paged(stem: str, page: int = 0) -> str:
    """The address of a page that may go on on others.

    >>> paged("lists/a"), paged("lists/a", 1)
    ('lists/a.html', 'lists/a.2.html')
    """
    return f"{stem}.{page + 1}.html" if page else f"{stem}.html"
