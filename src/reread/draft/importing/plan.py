"""What an import would change: statements compared with those the package holds, and numbers for what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ...findings import shown
from ...package.transaction import ready
from ...statements.view import Evidence, Statements, view
from ..places import places_of
from ..worksheet import Line, Worksheet, stamp
from .files import changes
from .judging import Judge
from .model import Piece, Plan, Refusal, Refused, Statement
from .registers import Registers, misfits
from .statements import COLUMNS, Rows

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Row

__all__ = ["plan_import"]

_LETTERS: Final = {"observations": ("observation_id", "o"), "ranking_entries": ("entry_id", "r")}
#: Cells that a person may have filled in the package since; a worksheet that leaves them empty does not empty them.
_KEPT: Final = ("preference", "preference_reason", "note", "category")
_READ: Final = ("who_evidence_id", "what_evidence_id", "when_evidence_id", "value_evidence_id")
Anchor = tuple[str, str, str, int | None]


@dataclass(slots=True)
class _Held:
    """A statement that the package holds, and what it is about."""

    row: Row
    about: tuple[str, ...]


def plan_import(pkg: Package, sheet: Worksheet) -> Plan:
    """What importing `sheet` into `pkg` would do."""
    refused: dict[int, Refusal] = {}
    judge = Judge(pkg)
    while True:  # again without the rows that others stand in the way of, so that nothing of theirs is left
        plan = _planned(pkg, sheet, refused)
        if not plan.late and not plan.empty:
            plan.files, plan.before = changes(pkg, plan, plan.archive)
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


def _planned(pkg: Package, sheet: Worksheet, refused: dict[int, Refusal]) -> Plan:
    plan = Plan(refusals=list(refused.values()))
    registers = Registers(pkg, sheet, places_of(pkg), plan)
    rows = Rows(pkg, registers)
    made: list[Statement] = []
    for line in sheet:
        if id(line) in refused:
            continue
        registers.begin()
        try:
            statement = rows.statement(line)
            for name, found, accepted in misfits(pkg, statement.table, statement.cells):
                if name not in _GIVEN_LATER and not name.endswith("_evidence_id"):
                    raise Refused(_CELLS.get(name, name), found, accepted)
        except Refused as error:
            if line["candidates"] and line["drafted"] == stamp(line.cells):
                plan.notes["rows that a draft left open and nobody has filled in"] += 1
                continue
            plan.refusals.append(_refusal(line, error))
            continue
        registers.commit()
        made.append(statement)
    new_sources = registers.new.get("sources", {})
    joining = _Joining(pkg, plan)
    for source, piece in plan.printed.items():
        if source in new_sources:
            new_sources[source]["published_evidence_id"] = joining.evidence_id(piece)
    joining.join(made)
    paths = {row.get("archive_path") for row in new_sources.values()}
    plan.archive = {path: raw for path, raw in plan.archive.items() if path in paths}
    for table, new in registers.new.items():
        plan.rows.setdefault(table, []).extend(new.values())
    return plan


def _judge(judge: Judge, plan: Plan) -> None:
    """Refuse the lines whose rows the rules would find wrong; keep the other findings."""
    for finding in judge.new(plan.files, plan.sources):
        line, column = plan.lines.get(finding.key or "", (None, ""))
        if line is None or finding.severity != "error":
            plan.findings.append(finding)
            continue
        column = column or _CELLS.get(finding.column or "", finding.column or "quote")
        refused = Refused(column, f"{finding.found} ({finding.code})", f"{finding.expected}. {finding.fix}")
        plan.late.setdefault(id(line), _refusal(line, refused))


_GIVEN_LATER: Final = ("observation_id", "entry_id", "evidence_id", "quote", "kind")
_CELLS: Final = {
    "entity_id": "entity", "indicator_id": "indicator", "ranking_id": "ranking", "unit_id": "unit",
    "sector_id": "sector", "source_id": "source", "score_unit_id": "score_unit", "whole_entity_id": "whole_entity",
    "whole_indicator_id": "whole_indicator", **{column: part for part, column in COLUMNS.items()},
}  # fmt: skip


def _refusal(line: Line, refused: Refused) -> Refusal:
    return Refusal(line.place, line.number, refused.column, refused.found, refused.accepted)


class _Joining:
    """Puts statements beside those of the package: unchanged, replaced or new."""

    def __init__(self, pkg: Package, plan: Plan) -> None:
        self.pkg, self.plan, self.seen = pkg, plan, view(pkg)
        self._new_evidence: dict[Piece, str] = {}
        self._made: dict[str, Piece | Statement] = {}
        self._last: dict[tuple[str, str], int] = {}

    def join(self, statements: Iterable[Statement]) -> None:
        """Plan all `statements`."""
        groups: dict[Anchor, list[Statement]] = {}
        aside: list[Statement] = []
        for statement in statements:
            if statement.table == "evidence":
                aside.append(statement)
                continue
            groups.setdefault(_anchor(statement.anchor), []).append(statement)
        taken = dict(self._uniques)
        for anchor, group in groups.items():
            held = list(self._held.get(anchor, ()))
            new: list[Statement] = []
            seen: dict[tuple[str, ...], Statement] = {}
            for statement in group:
                if statement.about in seen:
                    self._twice(seen[statement.about], statement)
                    continue
                seen[statement.about] = statement
                same = next((h for h in held if h.about == statement.about), None)
                if same is None:
                    new.append(statement)
                else:
                    held.remove(same)
                    self._beside(same, statement)
            if len(new) == len(held) == 1 and new[0].table == held[0].row.table.name:
                self._beside(held[0], new[0])
            elif held and new:
                ids = ", ".join(h.row.key for h in held)
                for statement in new:
                    found = f"{ids} of the package rest on this figure and are about something else"
                    self._refuse(statement, "quote", found, "a worksheet with the rows of these too, or another quote")
            else:
                for statement in new:
                    self._add(statement, taken)
        for statement in aside:  # now that it is known what statements rest on
            self._set_aside(statement)

    def _set_aside(self, statement: Statement) -> None:
        """A number that carries no statement: its evidence row, new or with another reason."""
        piece = statement.words["value_evidence_id"]
        own, span = _span(piece)
        there = self.pkg.table("evidence").get(own)
        cells = statement.cells | {"kind": piece.kind, "quote": piece.quote}
        made = self._made.get(own)
        if isinstance(made, Statement):
            return self._twice(made, statement)
        if made is not None and made.kind == piece.kind == "time":
            self.plan.notes["times set aside that the words of a statement or a source hold"] += 1
            return
        if made is not None:
            return self._refuse(statement, "disposition", f"a statement rests on {own}", "an empty row")
        self._made[own] = statement
        self.plan.lines[own] = statement.line, "disposition"
        if there is None:
            self.plan.rows.setdefault("evidence", []).append({"evidence_id": own, **span, **cells})
            self.plan.added.append(own)
        elif own in self.seen.used and own in self._dates:
            self.plan.unchanged += 1
        elif own in self.seen.used:
            self._refuse(statement, "disposition", f"a statement rests on {own}", "an empty cell")
        elif all(there[name] == cell for name, cell in cells.items()):
            self.plan.unchanged += 1
        else:
            self.plan.changed.setdefault("evidence", {})[own] = {**there.as_dict(), **cells}
            self.plan.replaced.append(f"{own}: {cells['disposition']}, {cells['note']}")

    def _refuse(self, statement: Statement, column: str, found: str, accepted: str) -> None:
        self.plan.late[id(statement.line)] = _refusal(statement.line, Refused(column, found, accepted))

    def _twice(self, first: Statement, second: Statement) -> None:
        where = f"{first.line.place}, row {first.line.number}"
        if first.cells == second.cells:
            self.plan.notes["rows that say the same as an earlier one"] += 1
        else:
            self._refuse(second, "quote", f"this figure says something else in {where}", "one row on it")

    # --- what is held ---

    @cached_property
    def _held(self) -> dict[Anchor, list[_Held]]:
        found: dict[Anchor, list[_Held]] = {}
        for table in _LETTERS:
            for row in self.pkg.table(table).rows:
                evidence = self.seen.part(row, "value_evidence_id") or self.seen.part(row, "who_evidence_id")
                if evidence:
                    about = Statement(Line("", 0, {}), table, row["source_id"], row.as_dict()).about
                    found.setdefault(_anchor(_piece(self.seen, evidence)), []).append(_Held(row, about))
        return found

    @cached_property
    def _uniques(self) -> dict[tuple[str, ...], str]:
        """What only one entry of a list can say: list, entity and source."""
        rows = self.pkg.table("ranking_entries").rows
        return {(row["ranking_id"], row["entity_id"], row["source_id"]): row["entry_id"] for row in rows}

    @cached_property
    def _evidence(self) -> dict[Piece, str]:
        return {_piece(self.seen, item): item.id for item in self.seen.evidence.values() if not item.disposition}

    # --- rows ---

    def _add(self, statement: Statement, taken: dict[tuple[str, ...], str]) -> None:
        key, letter = _LETTERS[statement.table]
        if statement.table == "ranking_entries":
            unique = tuple(statement.cells.get(c, "") for c in ("ranking_id", "entity_id", "source_id"))
            if unique in taken:
                found = f"{unique[1]} stands on {unique[0]} already in this source, as {taken[unique]}"
                return self._refuse(statement, "entity", found, "one row for each member and source")
            taken[unique] = f"row {statement.line.number} of {statement.line.place}"
        own = f"{statement.source}.{letter}{self._next(statement.table, statement.source):02}"
        self.plan.lines[own] = statement.line, ""
        cells = {key: own, **statement.cells, **self._words(statement)}
        self.plan.rows.setdefault(statement.table, []).append(cells)
        self.plan.added.append(own)

    def _beside(self, held: _Held, statement: Statement) -> None:
        """The row of a statement that the package holds, as the worksheet has it now."""
        old = held.row.as_dict()
        new = dict(old)
        line = statement.line
        self.plan.lines[held.row.key] = line, ""
        base, usual = statement.cells.get("base_period", ""), statement.cells.get("base_basis") != "printed"
        defaults = {column: "" for column in _WRITTEN[statement.table] if column in old}
        for column, cell in {**defaults, **statement.cells}.items():
            if column in _KEPT and not line[column]:
                continue
            if column in ("base_period", "base_basis") and usual and old["base_period"] == base:
                continue
            new[column] = cell
        new |= {column: "" for column in _READ if column in old}
        new |= self._words(statement)
        if new == old:
            self.plan.unchanged += 1
            return
        self.plan.changed.setdefault(statement.table, {})[held.row.key] = new
        differing = [c for c in old if old[c] != new[c] and not c.endswith("_evidence_id")]
        said = "; ".join(f"{c} {old[c] or 'empty'} -> {new[c] or 'empty'}" for c in differing) or "its words"
        self.plan.replaced.append(f"{held.row.key}: {said}")
        self._drop({old[c] for c in _READ if old.get(c)} - {new[c] for c in _READ if new.get(c)}, held.row)

    def _drop(self, ids: set[str], row: Row) -> None:
        """Remove evidence that only `row` used, and passages that hold no other words."""
        gone = self.plan.gone.setdefault("evidence", set())
        for item in ids:
            if all(use.row is row for use in self.seen.uses.get(item, ())) and item not in self._pointed:
                gone.add(item)
        reused = {row.get("passage_id") for row in self.plan.rows.get("evidence", ())}
        for passage, parts in self._passages.items():
            if parts <= gone and passage not in reused:
                gone.add(passage)

    @cached_property
    def _dates(self) -> set[str]:
        return {row.get("published_evidence_id") for row in self.pkg.table("sources").rows}

    @cached_property
    def _pointed(self) -> set[str]:
        return {item.refers_to for item in self.seen.evidence.values()}

    @cached_property
    def _passages(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.pkg.table("evidence").rows:
            if row.get("passage_id"):
                found.setdefault(row.get("passage_id"), set()).add(row["evidence_id"])
        return found

    def _words(self, statement: Statement) -> dict[str, str]:
        """The evidence of a statement, by column."""
        parts = {column: part for part, column in COLUMNS.items()}
        found = {}
        for column, piece in statement.words.items():
            found[column] = own = self.evidence_id(piece)
            self.plan.lines.setdefault(own, (statement.line, parts[column]))
            made = self._made.setdefault(own, piece)
            if isinstance(made, Piece) and made.kind != piece.kind:
                wrong = f"{shown(piece.quote)} as a {piece.kind}, which is a {made.kind} already ({own})"
                self._refuse(statement, parts[column], wrong, "other words, or a longer or shorter piece of them")
        return found

    def evidence_id(self, piece: Piece) -> str:
        """The id of the evidence row of some words, made where there is none."""
        known = self._evidence.get(piece) or self._new_evidence.get(piece)
        if known:
            self.plan.gone.get("evidence", set()).discard(known)
            return known
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
        self._new_evidence[piece] = own
        there = self.pkg.table("evidence").get(own)
        if there is not None and there["disposition"]:
            freed = {"disposition": "", "note": "", "refers_to": ""}
            self.plan.changed.setdefault("evidence", {})[own] = {**there.as_dict(), **freed, **cells}
            self.plan.replaced.append(f"{own}: {there['disposition']} -> words of a statement")
            return own
        if there is not None:
            self._made.setdefault(own, _piece(self.seen, self.seen.evidence[own]))
            return own
        if own in self._made:  # of another kind; whoever asks for it is refused
            return own
        self._made[own] = piece
        self.plan.rows.setdefault("evidence", []).append({"evidence_id": own, **cells})
        return own

    # --- numbers ---

    def _next(self, table: str, source: str) -> int:
        """The next number of a source's rows in a table."""
        if (table, source) not in self._last:
            rows = self.pkg.table(table).index("source_id").get(source, ())
            tails = (row.key.removeprefix(source)[1:].lstrip("or") for row in rows)
            self._last[table, source] = max((int(t) for t in tails if t.isascii() and t.isdigit()), default=0)
        self._last[table, source] += 1
        return self._last[table, source]


_WRITTEN: Final = {
    "observations": (
        "sector_id", "ranking_id", "period", "base_period", "base_basis", "value", "lower", "upper", "whole_entity_id",
        "whole_indicator_id", *_KEPT,
    ),
    "ranking_entries": ("rank", "tied", "score", "score_unit_id", *_KEPT),
}  # fmt: skip


def _span(piece: Piece) -> tuple[str, dict[str, str]]:
    """The id of words of an archived text, and where they begin and end."""
    start = piece.start or 0
    span = {"start": str(start), "end": str(start + len(piece.quote))}
    return f"{piece.source}:{span['start']}-{span['end']}", span


def _anchor(piece: Piece) -> Anchor:
    return piece.source, piece.passage or piece.quote, piece.quote, piece.start


def _piece(seen: Statements, item: Evidence) -> Piece:
    """The words of an evidence row of the package."""
    passage = seen.evidence.get(item.row.get("passage_id"))
    if passage is not None:
        start = item.row.get("passage_start")
        return Piece(item.source_id, item.kind, item.quote, int(start) if start.isdigit() else None, passage.quote)
    return Piece(item.source_id, item.kind, item.quote, item.start)
