"""What an import would change: statements compared with those the package holds, and numbers for what is new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ...findings import Finding, shown
from ...package.transaction import ready
from ...statements.view import Evidence, Statements, view
from ..worksheet import SHEETS, Line, Worksheet, stamp
from .edits import Edits
from .judging import Judge, is_of_row
from .registers import Registers, misfits
from .rows import COLUMNS, Statement, statement
from .words import Piece, Refused

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Row
    from .edits import Cells

_LETTERS: Final = {"observations": ("observation_id", "o"), "ranking_entries": ("entry_id", "r")}
#: What a statement is about: two on one figure that differ here are two.
_ABOUT: Final = ("ranking_id", "entity_id", "indicator_id", "transformation", "sector_id", "period")
#: Cells that a person may have filled in the package since; a worksheet that leaves them empty does not empty them.
_KEPT: Final = ("preference", "preference_reason", "note", "category")
#: Cells of a row in the package that stay what they are, whatever the worksheet says of the others.
_OWN: Final = ("convention_relation_id", "correction_id", "base_evidence_id", "whole_evidence_id",
               "sector_evidence_id", "ranking_evidence_id")  # fmt: skip
_GIVEN_LATER: Final = ("observation_id", "entry_id", "evidence_id", "quote", "kind")
#: The columns of a worksheet by those of tables, and by the parts that their words are.
_CELLS: Final = {c.goes_to: c.name for c in SHEETS["statements"] if c.goes_to} | {
    c: part for part, c in COLUMNS.items()
}

_About = tuple[str, ...]


def plan_import(pkg: Package, sheet: Worksheet) -> Plan:
    """What importing `sheet` into `pkg` would do."""
    refused: dict[int, Refused] = {}
    judge = Judge(pkg)
    while True:  # again without the rows that others stand in the way of, so that nothing of theirs is left
        plan = Plan(pkg, sheet, refused)
        if not plan.late and not plan.empty:
            ready(pkg.root, plan.files, plan.before)
            plan.judged(judge)
        if not plan.late:
            break
        refused |= plan.late
    for place, columns in sheet.unread.items():
        if columns:
            plan.notes[f"{place}: nothing is read from {', '.join(columns)}"] += 1
    plan.refusals.sort(key=lambda refusal: (refusal.place, refusal.number))
    return plan


class Plan:
    """What an import would do with the lines of a worksheet, but for those that were `refused` before.

    `edits` are the rows that it puts into tables and takes out, `files` the new bytes that this makes, `before` what
    was read; `findings` what the rules would then say that no line can be refused for. `late` are lines that stand in
    the way of others, by `id`: they must be planned again without these.
    """

    def __init__(self, pkg: Package, sheet: Worksheet, refused: Mapping[int, Refused]) -> None:
        self.pkg, self.seen, self.edits = pkg, view(pkg), Edits(pkg)
        self.refusals, self.late = list(refused.values()), dict[int, Refused]()
        self.files, self.before = dict[str, bytes](), dict[str, bytes | None]()
        self.findings: list[Finding] = []
        #: Keys of statements, new and replaced (with what changes).
        self.added: list[str] = []
        self.replaced: list[str] = []
        self.unchanged = 0
        self._lines: dict[str, tuple[Line, str]] = {}  # that asked for a row, with the column, by key
        self._words: dict[str, dict[Piece, str]] = {}  # ids of evidence, by source
        self._asked: set[str] = set()  # evidence that statements and sources rest on
        self._aside: dict[str, Statement] = {}
        self._last: dict[tuple[str, str], int] = {}  # number of a source's rows in a table
        self._members: dict[str, str] = {}  # where members of lists were added
        self._freed: set[str] = set()  # evidence that replaced rows let go of
        registers = Registers(pkg, sheet, self.edits)
        self.notes = registers.notes
        made = [one for line in sheet if id(line) not in refused and (one := self._read(registers, line))]
        for source, piece in registers.printed.items():
            row = self.edits.row("sources", source)
            if row is not None:
                self.edits.put("sources", row | {"published_evidence_id": self._evidence(piece)})
        self._join(made)
        self.edits.keep()
        if not self.late:
            self.files, self.before = self.edits.files()
            for table, source, row in self.edits.kept(new=True):
                if table == "sources" and row and row.get("archive_path"):
                    self.files[row["archive_path"]] = registers.texts[source].text.encode("utf-8")
                    self.before[row["archive_path"]] = None

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return next(self.edits.kept(), None) is None

    def _read(self, registers: Registers, line: Line) -> Statement | None:
        """The statement of a line, where there is one that can be taken."""
        if line["candidates"] and line["drafted"] == stamp(line.cells):
            self.notes["rows that a draft left open and nobody has filled in"] += 1
            return None
        try:
            made = statement(registers, line)
            for name, found, accepted in misfits(self.pkg, made.table, made.cells):
                if name not in _GIVEN_LATER and not name.endswith("_evidence_id"):
                    raise Refused(_cell(line, name), found, accepted)
        except Refused as error:
            self.edits.trial.clear()
            self.refusals.append(error.of(line))
            return None
        self.edits.keep()
        return made

    def _refuse(self, line: Line, column: str, found: str, accepted: str) -> None:
        """Have all planned again without a row that stands in the way of others."""
        self.late.setdefault(id(line), Refused(column, found, accepted).of(line))

    def judged(self, judge: Judge) -> None:
        """Refuse the lines whose rows the rules would find wrong; keep the other findings."""
        rows = [cells or {"source_id": key.rpartition(":")[0]} for _, key, cells in self.edits.kept()]
        for finding in judge.new(self.files, {row.get("source_id", "") for row in rows} - {""}):
            line, column = self._lines.get(finding.key or "", (None, ""))
            if line is None or not is_of_row(finding):
                self.findings.append(finding)
                continue
            column = column or _cell(line, finding.column or "quote")
            accepted = "".join(_cell(line, word) for word in re.split(r"\b", f"{finding.expected}. {finding.fix}"))
            self._refuse(line, column, f"{finding.found} ({finding.code})", accepted)

    # --- statements beside those of the package: unchanged, replaced or new ---

    def _join(self, statements: list[Statement]) -> None:
        groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for made in statements:
            if made.table != "evidence":
                groups[made.anchor.place].append(made)
        held: dict[tuple[object, ...], dict[_About, Row]] = defaultdict(dict)
        for source in {made.source for group in groups.values() for made in group}:
            for table in _LETTERS:
                for row in self.pkg.table(table).index("source_id").get(source, ()):
                    if words := self.seen.anchor(row):
                        held[_piece(self.seen, words).place][_about(table, row.as_dict())] = row
        for place, group in groups.items():
            self._join_group(group, held[place])
        for made in statements:  # now that it is known what statements rest on
            if made.table == "evidence":
                self._set_aside(made)
        self._sweep()

    def _join_group(self, group: list[Statement], held: dict[_About, Row]) -> None:
        """Plan the statements that rest on one figure; `held` are those of the package."""
        new: dict[_About, Statement] = {}
        seen: dict[_About, Statement] = {}
        for made in group:
            about = _about(made.table, made.cells)
            if about in seen:
                self._twice(seen[about], made)
            elif about in held:
                self._beside(held.pop(about), made)
            else:
                new[about] = made
            seen.setdefault(about, made)
        if len(new) == len(held) == 1 and next(iter(new))[0] == next(iter(held))[0]:
            self._beside(held.popitem()[1], new.popitem()[1])
        for made in new.values():
            if held:
                ids = ", ".join(row.key for row in held.values())
                found = f"{ids} of the package rest on this figure and are about something else"
                accepted = "a worksheet with the rows of these too, or another quote"
                self._refuse(made.line, "quote", found, accepted)
            else:
                self._add(made)

    def _twice(self, first: Statement, second: Statement) -> None:
        if first.cells == second.cells:
            self.notes["rows that say the same as an earlier one"] += 1
        else:
            where = f"{first.line.place}, row {first.line.number}"
            self._refuse(second.line, "quote", f"this figure says something else in {where}", "one row on it")

    def _add(self, made: Statement) -> None:
        key, letter = _LETTERS[made.table]
        if made.table == "ranking_entries":
            columns = ("ranking_id", "entity_id", "source_id")
            member = "|".join(made.cells[column] for column in columns)
            there = [row.key for row in self.pkg.table(made.table).index(*columns).get(member, ())]
            if where := next(iter(there), self._members.get(member)):
                found = f"{made.cells['entity_id']} stands on this list already in this source, as {where}"
                return self._refuse(made.line, "entity", found, "one row for each member and source")
            self._members[member] = f"row {made.line.number} of {made.line.place}"
        own = f"{made.source}.{letter}{self._next(made.table, made.source):02}"
        self._lines[own] = made.line, ""
        return self._put(made.table, {key: own, **made.cells, **self._ids(made)}, None)

    def _beside(self, held: Row, made: Statement) -> None:
        """The row of a statement that the package holds, as the worksheet has it now."""
        old, line, cells = held.as_dict(), made.line, made.cells
        self._lines[held.key] = line, ""
        kept = [_LETTERS[made.table][0], *_OWN, *(column for column in _KEPT if not line[column])]
        if cells.get("base_basis") != "printed" and old.get("base_period") == cells.get("base_period", ""):
            kept += ["base_period", "base_basis"]
        new = dict.fromkeys(old, "") | cells | {column: old[column] for column in kept if column in old}
        new |= self._ids(made)
        differing = [c for c in old if old[c] != new[c] and not c.endswith("_evidence_id")]
        said = "; ".join(f"{c} {old[c] or 'empty'} -> {new[c] or 'empty'}" for c in differing) or "its words"
        self._put(made.table, new, old, f"{held.key}: {said}")
        self._freed |= {cell for c, cell in old.items() if c.endswith("_evidence_id") and cell != new[c]}

    def _set_aside(self, made: Statement) -> None:
        """A number that carries no statement: its evidence row, new or with another reason."""
        piece, cells = made.words["value_evidence_id"], made.cells
        own, span = _span(piece)
        if own in self._aside:
            return self._twice(self._aside[own], made)
        there = self.edits.row("evidence", own)
        dated = (self.edits.row("sources", piece.source) or {}).get("published_evidence_id")
        if own in self._asked and there and there["kind"] == piece.kind == "time":
            self.notes["times set aside that the words of a statement or a source hold"] += 1
        elif own in self._asked or (own in self.seen.used and own != dated):
            self._refuse(made.line, "disposition", f"a statement rests on {own}", "an empty row")
        elif own in self.seen.used:
            self.unchanged += 1
        else:
            self._aside[own] = made
            self._lines[own] = made.line, "disposition"
            row = {"evidence_id": own, **(there or span), **cells, "kind": piece.kind, "quote": piece.quote}
            self._put("evidence", row, there, f"{own}: {cells['disposition']}, {cells['note']}")
        return None

    def _put(self, table: str, row: Cells, there: Cells | None, said: str = "") -> None:
        """Have a row in a table, and count what that is: new, unchanged, or replaced as `said`."""
        if row == there:
            self.unchanged += 1
            return
        key = self.edits.put(table, row)
        (self.added if there is None else self.replaced).append(said if there else key)

    # --- words ---

    def _ids(self, made: Statement) -> Cells:
        found = {}
        for column, piece in made.words.items():
            found[column] = own = self._evidence(piece)
            self._lines.setdefault(own, (made.line, _CELLS[column]))
            kind = (self.edits.row("evidence", own) or {})["kind"]
            if kind != piece.kind:
                wrong = f"{shown(piece.quote)} as a {piece.kind}, which is a {kind} already ({own})"
                accepted = "other words, or a longer or shorter piece of them"
                self._refuse(made.line, _CELLS[column], wrong, accepted)
        return found

    def _evidence(self, piece: Piece) -> str:
        """The id of the evidence row of some words, made where there is none."""
        if piece.source not in self._words:
            there = (item for item in self.seen.of_source.get(piece.source, ()) if not item.disposition)
            self._words[piece.source] = {_piece(self.seen, item): item.id for item in there}
        ids = self._words[piece.source]
        own = ids[piece] = ids.get(piece) or self._new_words(piece)
        self._asked.add(own)
        return own

    def _new_words(self, piece: Piece) -> str:
        cells = {"source_id": piece.source, "quote": piece.quote, "kind": piece.kind}
        own = ""
        if piece.refers:
            cells["refers_to"] = self._evidence(piece.refers)
        if piece.passage:
            cells["passage_id"] = self._evidence(Piece(piece.source, "passage", piece.passage))
            cells["passage_start"] = str(piece.start)
        elif piece.start is not None:
            own, span = _span(piece)
            cells |= span
        own = own or f"{piece.source}:{self._next('evidence', piece.source)}"
        there = self.edits.row("evidence", own)
        if there is None:
            self.edits.put("evidence", {"evidence_id": own, **cells})
        elif there.get("disposition"):
            freed = there | {"disposition": "", "note": "", "refers_to": ""} | cells
            self._put("evidence", freed, there, f"{own}: {there['disposition']} -> words of a statement")
        return own  # where it is there already as words of another kind, whoever asks for it is refused

    def _sweep(self) -> None:
        """Take out the evidence that rows which have changed let go of, and nothing else names, with its passage."""
        named = {
            cell for row in self.edits.trial.values() for name, cell in (row or {}).items() if name != "evidence_id"
        }
        while self._freed:
            own = self._freed.pop()
            words = self.edits.row("evidence", own)
            uses = [(use.row, use.column) for use in self.seen.uses.get(own, ())]
            uses += [(item.row, name) for item in self.seen.of_source.get(own.rpartition(":")[0], ())
                     for name in ("refers_to", "passage_id") if item.row.get(name) == own]  # fmt: skip
            now = ((self.edits.row(row.table.name, row.key) or {}).get(column, "") for row, column in uses)
            if words is None or own in named or any(own in cell.split() for cell in now):
                continue
            self.edits.drop("evidence", own)
            self._freed |= {words.get(name, "") for name in ("refers_to", "passage_id")} - {""}

    def _next(self, table: str, source: str) -> int:
        if (table, source) not in self._last:
            rows = self.pkg.table(table).index("source_id").get(source, ())
            tails = (row.key.removeprefix(source)[1:].lstrip("or") for row in rows)
            self._last[table, source] = max((int(t) for t in tails if t.isascii() and t.isdigit()), default=0)
        self._last[table, source] += 1
        return self._last[table, source]


def _cell(line: Line, column: str) -> str:
    """The column of a worksheet that a column of a table comes from, other words as they are."""
    return "ranking" if column == "ranking_id" and not line["counted_ranking"] else _CELLS.get(column, column)


def _about(table: str, cells: Mapping[str, str]) -> _About:
    return (table, *(cells.get(name, "") for name in _ABOUT))


def _span(piece: Piece) -> tuple[str, Cells]:
    """The id of words of an archived text, and where they begin and end."""
    start, end = map(str, piece.span)
    return f"{piece.source}:{start}-{end}", {"start": start, "end": end}


def _piece(seen: Statements, item: Evidence) -> Piece:
    passage = seen.evidence.get(item.passage)
    if passage is None:
        return Piece(item.source_id, item.kind, item.quote, item.start)
    start = item.row.get("passage_start")
    return Piece(item.source_id, item.kind, item.quote, int(start) if start.isdigit() else None, passage.quote)
