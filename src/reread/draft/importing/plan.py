"""What an import would change: statements compared with those the package holds, and numbers for what is new."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ...findings import shown
from ...package.transaction import ready
from ...statements.view import Evidence, Statements, view
from ..places import places_of
from ..worksheet import SHEETS, Line, Worksheet, stamp
from .edits import Edits
from .judging import Judge, is_of_row
from .model import Piece, Plan, Refused, Statement, about
from .registers import Registers, misfits
from .statements import COLUMNS, Rows

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Row
    from .edits import Cells

_LETTERS: Final = {"observations": ("observation_id", "o"), "ranking_entries": ("entry_id", "r")}
#: Cells that a person may have filled in the package since; a worksheet that leaves them empty does not empty them.
_KEPT: Final = ("preference", "preference_reason", "note", "category")
#: Cells of a row in the package that stay what they are, whatever the worksheet says of the others.
_OWN: Final = ("convention_relation_id", "correction_id", "base_evidence_id", "whole_evidence_id",
               "sector_evidence_id", "ranking_evidence_id")  # fmt: skip
_GIVEN_LATER: Final = ("observation_id", "entry_id", "evidence_id", "quote", "kind")
#: The columns of a worksheet by those of tables, and by the parts that their words are.
_CELLS: Final = {c.goes_to: c.name for c in SHEETS["statements"]} | {c: part for part, c in COLUMNS.items()}


def plan_import(pkg: Package, sheet: Worksheet) -> Plan:
    """What importing `sheet` into `pkg` would do."""
    refused: dict[int, Refused] = {}
    judge = Judge(pkg)
    while True:  # again without the rows that others stand in the way of, so that nothing of theirs is left
        plan = _planned(pkg, sheet, refused)
        if not plan.late and not plan.empty:
            ready(pkg.root, plan.files, plan.before)
            _judge(judge, plan)
        if not plan.late:
            break
        refused |= plan.late
    for place, columns in sheet.unread.items():
        if columns:
            plan.notes[f"{place}: nothing is read from {', '.join(columns)}"] += 1
    plan.refusals.sort(key=lambda refusal: (refusal.place, refusal.number))
    return plan


def _planned(pkg: Package, sheet: Worksheet, refused: dict[int, Refused]) -> Plan:
    plan = Plan(Edits(pkg), list(refused.values()))
    registers = Registers(pkg, sheet, places_of(pkg), plan.edits)
    rows = Rows(pkg, registers, plan.notes)
    made: list[Statement] = []
    for line in sheet:
        if id(line) in refused:
            continue
        if line["candidates"] and line["drafted"] == stamp(line.cells):
            plan.notes["rows that a draft left open and nobody has filled in"] += 1
            continue
        try:
            statement = rows.statement(line)
            for name, found, accepted in misfits(pkg, statement.table, statement.cells):
                if name not in _GIVEN_LATER and not name.endswith("_evidence_id"):
                    raise Refused(_cell(line, name), found, accepted)
        except Refused as error:
            plan.edits.trial.clear()
            plan.refusals.append(error.of(line))
            continue
        registers.keep()
        made.append(statement)
    joining = _Joining(pkg, plan)
    for source, piece in registers.printed.items():
        row = plan.edits.row("sources", source)
        if row is not None:
            plan.edits.put("sources", row | {"published_evidence_id": joining.evidence_id(piece)})
    joining.join(made)
    plan.edits.keep()
    if not plan.late:
        plan.files, plan.before = plan.edits.files()
        for table, source, row in plan.edits.kept(new=True):
            if table == "sources" and row and row.get("archive_path"):
                plan.files[row["archive_path"]] = registers.texts[source].encode("utf-8")
                plan.before[row["archive_path"]] = None
    return plan


def _judge(judge: Judge, plan: Plan) -> None:
    """Refuse the lines whose rows the rules would find wrong; keep the other findings."""
    for finding in judge.new(plan.files, plan.sources):
        line, column = plan.lines.get(finding.key or "", (None, ""))
        if line is None or not is_of_row(finding):
            plan.findings.append(finding)
            continue
        column = column or _cell(line, finding.column or "quote")
        accepted = "".join(_cell(line, word) for word in re.split(r"\b", f"{finding.expected}. {finding.fix}"))
        plan.refuse(line, column, f"{finding.found} ({finding.code})", accepted)


def _cell(line: Line, column: str) -> str:
    """The column of a worksheet that a column of a table comes from, other words as they are."""
    return "ranking" if column == "ranking_id" and not line["counted_ranking"] else _CELLS.get(column, column)


class _Joining:
    """Puts statements beside those of the package: unchanged, replaced or new."""

    def __init__(self, pkg: Package, plan: Plan) -> None:
        self.pkg, self.plan, self.edits, self.seen = pkg, plan, plan.edits, view(pkg)
        self._ids: dict[str, dict[Piece, str]] = {}
        self._asked: set[str] = set()
        self._aside: dict[str, Statement] = {}
        self._last: dict[tuple[str, str], int] = {}
        self._members: dict[str, str] = {}
        self._freed: set[str] = set()

    def join(self, statements: Iterable[Statement]) -> None:
        """Plan all `statements`."""
        groups: dict[tuple[object, ...], list[Statement]] = {}
        aside: list[Statement] = []
        for statement in statements:
            if statement.table == "evidence":
                aside.append(statement)
            else:
                groups.setdefault(statement.anchor.place, []).append(statement)
        held = {k: rows for source in {str(place[0]) for place in groups} for k, rows in self._held(source).items()}
        for place, group in groups.items():
            self._join(group, held.get(place, {}))
        for statement in aside:  # now that it is known what statements rest on
            self._set_aside(statement)
        self._sweep()

    def _join(self, group: list[Statement], held: dict[tuple[str, ...], Row]) -> None:
        """Plan the statements that rest on one figure; `held` are those of the package, by what they are about."""
        new: dict[tuple[str, ...], Statement] = {}
        seen: dict[tuple[str, ...], Statement] = {}
        held = dict(held)
        for statement in group:
            key = about(statement.table, statement.cells)
            if key in seen:
                self._twice(seen[key], statement)
            elif key in held:
                self._beside(held.pop(key), statement)
            else:
                new[key] = statement
            seen.setdefault(key, statement)
        if len(new) == len(held) == 1 and next(iter(new))[0] == next(iter(held))[0]:
            self._beside(held.popitem()[1], new.popitem()[1])
        for statement in new.values():
            if held:
                ids = ", ".join(row.key for row in held.values())
                found = f"{ids} of the package rest on this figure and are about something else"
                self.plan.refuse(
                    statement.line, "quote", found, "a worksheet with the rows of these too, or another quote"
                )
            else:
                self._add(statement)

    def _set_aside(self, statement: Statement) -> None:
        """A number that carries no statement: its evidence row, new or with another reason."""
        piece = statement.words["value_evidence_id"]
        own, span = _span(piece)
        if own in self._aside:
            return self._twice(self._aside[own], statement)
        there, cells = self.edits.row("evidence", own), statement.cells | {"kind": piece.kind, "quote": piece.quote}
        if own in self._asked and there and there["kind"] == piece.kind == "time":
            self.plan.notes["times set aside that the words of a statement or a source hold"] += 1
        elif own in self._asked or (own in self.seen.used and not self._is_day(own, piece.source)):
            self.plan.refuse(statement.line, "disposition", f"a statement rests on {own}", "an empty row")
        elif own in self.seen.used:
            self.plan.unchanged += 1
        else:
            self._aside[own] = statement
            self.plan.lines[own] = statement.line, "disposition"
            row = {"evidence_id": own, **(there or span), **cells}
            self._put("evidence", row, there, f"{own}: {cells['disposition']}, {cells['note']}")

    def _is_day(self, evidence: str, source: str) -> bool:
        return (self.edits.row("sources", source) or {}).get("published_evidence_id") == evidence

    def _put(self, table: str, row: Cells, there: Cells | None, said: str) -> None:
        """Have a row in a table, and count what that is: new, unchanged, or replaced as `said`."""
        if there is None:
            self.plan.added.append(self.edits.put(table, row))
        elif row == there:
            self.plan.unchanged += 1
        else:
            self.edits.put(table, row)
            self.plan.replaced.append(said)

    def _twice(self, first: Statement, second: Statement) -> None:
        where = f"{first.line.place}, row {first.line.number}"
        if first.cells == second.cells:
            self.plan.notes["rows that say the same as an earlier one"] += 1
        else:
            self.plan.refuse(second.line, "quote", f"this figure says something else in {where}", "one row on it")

    # --- rows ---

    def _held(self, source: str) -> dict[tuple[object, ...], dict[tuple[str, ...], Row]]:
        """The statements of a source that the package holds: by the place of their figure, and what they are about."""
        found: dict[tuple[object, ...], dict[tuple[str, ...], Row]] = {}
        for table in _LETTERS:
            for row in self.pkg.table(table).index("source_id").get(source, ()):
                if words := self.seen.anchor(row):
                    place = _piece(self.seen, words).place
                    found.setdefault(place, {})[about(table, row.as_dict())] = row
        return found

    def _add(self, statement: Statement) -> None:
        key, letter = _LETTERS[statement.table]
        if statement.table == "ranking_entries":
            columns = ("ranking_id", "entity_id", "source_id")
            member = "|".join(statement.cells[column] for column in columns)
            there = [row.key for row in self.pkg.table(statement.table).index(*columns).get(member, ())]
            where = next(iter(there), self._members.get(member))
            if where:
                found = f"{statement.cells['entity_id']} stands on this list already in this source, as {where}"
                return self.plan.refuse(statement.line, "entity", found, "one row for each member and source")
            self._members[member] = f"row {statement.line.number} of {statement.line.place}"
        own = f"{statement.source}.{letter}{self._next(statement.table, statement.source):02}"
        self.plan.lines[own] = statement.line, ""
        self._put(statement.table, {key: own, **statement.cells, **self._words(statement)}, None, "")
        return None

    def _beside(self, held: Row, statement: Statement) -> None:
        """The row of a statement that the package holds, as the worksheet has it now."""
        old, line, cells = held.as_dict(), statement.line, statement.cells
        self.plan.lines[held.key] = line, ""
        kept = [_LETTERS[statement.table][0], *_OWN, *(column for column in _KEPT if not line[column])]
        if cells.get("base_basis") != "printed" and old.get("base_period") == cells.get("base_period", ""):
            kept += ["base_period", "base_basis"]
        new = dict.fromkeys(old, "") | cells | {column: old[column] for column in kept if column in old}
        new |= self._words(statement)
        differing = [c for c in old if old[c] != new[c] and not c.endswith("_evidence_id")]
        said = "; ".join(f"{c} {old[c] or 'empty'} -> {new[c] or 'empty'}" for c in differing) or "its words"
        self._put(statement.table, new, old, f"{held.key}: {said}")
        self._freed |= {cell for c, cell in old.items() if c.endswith("_evidence_id") and cell != new[c]}

    # --- words ---

    def _words(self, statement: Statement) -> Cells:
        """The evidence of a statement, by column."""
        found = {}
        for column, piece in statement.words.items():
            found[column] = own = self.evidence_id(piece)
            self.plan.lines.setdefault(own, (statement.line, _CELLS[column]))
            kind = (self.edits.row("evidence", own) or {})["kind"]
            if kind != piece.kind:
                wrong = f"{shown(piece.quote)} as a {piece.kind}, which is a {kind} already ({own})"
                self.plan.refuse(
                    statement.line, _CELLS[column], wrong, "other words, or a longer or shorter piece of them"
                )
        return found

    def evidence_id(self, piece: Piece) -> str:
        """The id of the evidence row of some words, made where there is none."""
        if piece.source not in self._ids:
            there = (item for item in self.seen.of_source.get(piece.source, ()) if not item.disposition)
            self._ids[piece.source] = {_piece(self.seen, item): item.id for item in there}
        ids = self._ids[piece.source]
        own = ids.get(piece) or self._new_words(piece)
        ids[piece] = own
        self._asked.add(own)
        return own

    def _new_words(self, piece: Piece) -> str:
        cells = {"source_id": piece.source, "quote": piece.quote, "kind": piece.kind}
        own = ""
        if piece.refers:
            cells["refers_to"] = self.evidence_id(piece.refers)
        if piece.passage:
            cells["passage_id"] = self.evidence_id(Piece(piece.source, "passage", piece.passage))
            cells["passage_start"] = str(piece.start)
        elif piece.start is not None:
            own, span = _span(piece)
            cells |= span
        own = own or f"{piece.source}:{self._next('evidence', piece.source)}"
        there = self.edits.row("evidence", own)
        if there is None:
            self.edits.put("evidence", {"evidence_id": own, **cells})
        elif there.get("disposition"):
            freed = {"disposition": "", "note": "", "refers_to": ""}
            self._put(
                "evidence", there | freed | cells, there, f"{own}: {there['disposition']} -> words of a statement"
            )
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
        """The next number of a source's rows in a table."""
        if (table, source) not in self._last:
            rows = self.pkg.table(table).index("source_id").get(source, ())
            tails = (row.key.removeprefix(source)[1:].lstrip("or") for row in rows)
            self._last[table, source] = max((int(t) for t in tails if t.isascii() and t.isdigit()), default=0)
        self._last[table, source] += 1
        return self._last[table, source]


def _span(piece: Piece) -> tuple[str, Cells]:
    """The id of words of an archived text, and where they begin and end."""
    start = piece.start or 0
    span = {"start": str(start), "end": str(start + len(piece.quote))}
    return f"{piece.source}:{span['start']}-{span['end']}", span


def _piece(seen: Statements, item: Evidence) -> Piece:
    """The words of an evidence row of the package."""
    passage = seen.evidence.get(item.passage)
    if passage is not None:
        start = item.row.get("passage_start")
        return Piece(item.source_id, item.kind, item.quote, int(start) if start.isdigit() else None, passage.quote)
    return Piece(item.source_id, item.kind, item.quote, item.start)
