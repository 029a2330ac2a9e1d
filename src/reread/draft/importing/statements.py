"""A row of a worksheet made into a statement: its words found and read, its cells compared with what they say."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final
from unicodedata import category

from ...findings import shown
from ...reading.dates import find_times
from ...reading.errors import ReadingError
from ...reading.sentences import Sentences
from ...rules.how_much import holds_numeral, plain
from ...statements.cells import COUNTED
from ...statements.times import statuses
from ...statements.view import primary
from ..worksheet import Line
from . import meaning
from .model import Piece, Refused, Statement
from .named import Named
from .registers import Registers
from .words import located, whole_word

if TYPE_CHECKING:
    from collections import Counter

    from ...package.opening import Package
    from .edits import Cells

#: The columns of statements by the part that the words of a row are.
COLUMNS: Final = {
    "who": "who_evidence_id", "what": "what_evidence_id", "when": "when_evidence_id", "how_much": "value_evidence_id",
    "base_period": "base_evidence_id",
}  # fmt: skip

#: What is compared with a base.
_COMPARED: Final = ("growth", "change", "multiple")


class Rows:
    """Makes statements of rows, one after the other."""

    def __init__(self, pkg: Package, registers: Registers, notes: Counter[str]) -> None:
        self.pkg, self.registers, self.named = pkg, registers, Named(pkg, registers, notes)
        self._cuts: dict[str, Sentences] = {}

    def statement(self, line: Line) -> Statement:
        """The statement of a row. Raises `Refused` for the first cell that cannot be taken."""
        for column, cell in line.cells.items():
            if odd := [c for c in cell if category(c) == "Cc" and c not in "\n\r\t"]:
                raise Refused(column, f"the control character U+{ord(odd[0]):04X}", "text without it")
        source = self.registers.source(line["source"])
        if line["disposition"]:
            return self._aside(line, source)
        if line["indicator"] and line["ranking"]:
            accepted = "one of them; counted_ranking names a list whose members count"
            raise Refused("ranking", "an indicator and a list", accepted)
        listed = bool(line["ranking"] or line["rank"])
        if not listed and not line["how_much"]:
            raise Refused("how_much", "no figure", "the figure as printed")
        pieces = self._pieces(line, source, "rank" if listed else "figure")
        cells = {name: source[name] for name in ("source_id", "proof")}
        cells |= {"preference": line["preference"] or "normal", "preference_reason": line["preference_reason"]}
        cells |= {"note": line["note"], **(self._entry if listed else self._observation)(line, source, pieces)}
        words = {COLUMNS[part]: piece for part, piece in pieces.items()}
        table = "ranking_entries" if listed else "observations"
        return Statement(line, table, {name: cell for name, cell in cells.items() if cell}, words)

    def _pieces(self, line: Line, source: Cells, kind: str) -> dict[str, Piece]:
        words = {part: line[part] for part in COLUMNS}
        key, quoted = source["source_id"], source.get("proof") != "archived"
        text = line["quote"] if quoted else self.registers.text(key)
        if text is None:
            raise Refused("source", f"the archived text of {key} cannot be read", "a package whose texts can be read")
        if quoted:
            return located(key, text, Sentences(text), line, words, kind, quoted)
        cut = self._cuts[key] = self._cuts.get(key) or Sentences(text)
        return located(key, text, cut, line, words, kind, quoted)

    def _aside(self, line: Line, source: Cells) -> Statement:
        """A number that carries no statement, set aside with its reason."""
        if source.get("proof") != "archived":
            raise Refused("disposition", "a number set aside on a page that is not archived", "no row for it")
        if line["indicator"] or line["ranking"] or line["value"]:
            raise Refused("disposition", f"{line['disposition']}, beside a meaning", "a meaning or a disposition")
        key, number = source["source_id"], line["how_much"]
        text = self.registers.text(key) or ""
        at = int(line["at"]) if line["at"].isascii() and line["at"].isdigit() else -1
        kind = "time" if line["disposition"] in ("dateline", "year_of_context") else "figure"
        if number and at >= 0 and text.startswith(number, at):  # of "5G" a draft names the 5
            start, end = whole_word(text, at, at + len(number))
            piece = Piece(key, kind, text[start:end], start)
        else:
            piece = self._pieces(line, source, kind)["how_much"]
        cells = {"source_id": key, "disposition": line["disposition"], "note": line["note"]}
        return Statement(line, "evidence", cells, {"value_evidence_id": piece})

    # --- places on lists ---

    def _entry(self, line: Line, source: Cells, pieces: dict[str, Piece]) -> Cells:
        ranking = self.registers.find(line, "ranking") or self.registers.key("rankings", "", "ranking")
        if "who" not in pieces:
            raise Refused("who", "nobody", "the name as the quoted words print it")
        cells = {"ranking_id": ranking, "entity_id": self.named.who(line, source, pieces), "basis": "printed"}
        if "how_much" in pieces:
            rank, cells["basis"] = meaning.read_place(line["how_much"])
            cells["rank"] = plain(meaning.number(line["rank"], "rank")) or str(rank)
        elif line["rank"]:
            meaning.number(line["rank"], "rank")
            cells |= {"rank": line["rank"], "basis": "implied"}
        score = plain(meaning.number(line["score"], "score"))
        unit = "" if line["score_unit"] in ("point", "points") else self.registers.find(line, "score_unit")
        if source["proof"] != "archived":
            pieces.pop("what", None)  # the list's title; the list's own row tells what was seen of it
        return cells | {"category": line["category"], "tied": line["tied"], "score": score, "score_unit_id": unit}

    # --- figures ---

    def _observation(self, line: Line, source: Cells, pieces: dict[str, Piece]) -> Cells:
        entity, transformation = self.named.who(line, source, pieces), line["transformation"] or "level"
        indicator = self.named.what(line, source, pieces, transformation)
        cells = {"entity_id": entity, "indicator_id": indicator, "transformation": transformation}
        cells |= self._how_much(line, source, pieces, indicator, transformation)
        cells |= self._when(line, source, pieces)
        cells |= self._beside(line, entity, transformation, cells["period"])
        usual = meaning.base_of(cells["period"])
        if cells.get("base_period", usual) != usual:
            self._base(cells, source, pieces)
        printed = holds_numeral(pieces["how_much"].quote, primary(source["language"]))
        return cells | {
            "basis": "printed" if printed else "implied", "precision": line["precision"] or "printed",
            "convention": "printed", "coverage": line["coverage"] or "whole",
        }  # fmt: skip

    def _how_much(
        self, line: Line, source: Cells, pieces: dict[str, Piece], indicator: str, transformation: str
    ) -> Cells:
        piece, language = pieces["how_much"], primary(source["language"])
        if line["precision"] == "tabulated":
            cells = {"value": line["value"], "unit": self.registers.find(line, "unit")}
            read = meaning.read_cell(piece.quote, (line["what"], line["quote"]), language, cells)
        else:
            if piece.start is not None:
                sentence, first = self._sentence(piece)
                words, start = meaning.whole(piece.quote, piece.start - first, sentence, language)
                piece = Piece(piece.source, piece.kind, words, start + first, piece.passage)
            if piece.quote == piece.passage:
                piece = Piece(piece.source, piece.kind, piece.quote)
            pieces["how_much"] = piece
            read, says = meaning.read_quantity(piece.quote, language)
            if (says in ("growth", "change") and transformation != says) or (
                says == "share" and transformation in ("growth", "change", "multiple")
            ):
                found = f"{transformation}, while {shown(piece.quote)} says a {says}"
                raise Refused("transformation", found, f"{says}, or other words in how_much")
        for column in ("value", "lower", "upper"):
            meaning.agree(column, line[column], read[column], piece.quote)
        if not {line["qualifier"], read["qualifier"]} <= {"exact", "rounded", ""}:  # else no hedge is printed
            read["qualifier"] = line["qualifier"] or read["qualifier"]
        return read | {"unit_id": self._unit(line, read["unit_id"], indicator, transformation)}

    def _unit(self, line: Line, read: str, indicator: str, transformation: str) -> str:
        """The unit of a figure. A bare number counts what the indicator counts, in its unit."""
        own = (self.registers.edits.row("indicators", indicator) or {}).get("unit_id", "")
        wanted = self.registers.find(line, "unit")
        counted = self.pkg.table("units").get(wanted or own)
        if read == "count" and transformation in ("level", "change") and counted and counted["dimension"] in COUNTED:
            return wanted or own
        return wanted or read

    def _beside(self, line: Line, entity: str, transformation: str, period: str) -> Cells:
        """Sector, counted list, whole and base of a figure."""
        columns = ("sector", "counted_ranking", "whole_entity", "whole_indicator")
        sector, ranking, whole, of = (self.registers.find(line, column) for column in columns)
        base = line["base_period"] or (meaning.base_of(period) if transformation in _COMPARED else "")
        return {
            "sector_id": sector, "ranking_id": ranking, "whole_entity_id": whole or (of and entity),
            "whole_indicator_id": of, "base_period": base, "base_basis": "conventional" if base else "",
        }  # fmt: skip

    def _base(self, cells: Cells, source: Cells, pieces: dict[str, Piece]) -> None:
        """Find the words that print a base which is not the usual one, in the sentence or the quote of the figure."""
        value = pieces["how_much"]
        sentence, first = self._sentence(value)
        for time in find_times(sentence, None, primary(source["language"])):
            if meaning.printed_base(time, cells["period"]) == cells["base_period"] and "base_period" not in pieces:
                start = first + time.start
                pieces["base_period"] = Piece(value.source, "time", time.text, start, value.passage)
                cells["base_basis"] = "printed"

    def _sentence(self, piece: Piece) -> tuple[str, int]:
        """The sentence of an archived text, or the whole quote, in which words stand; and where that begins."""
        if piece.passage or piece.start is None:
            return piece.passage or piece.quote, 0
        first, last = self._cuts[piece.source].around(piece.start, piece.start + len(piece.quote))
        return (self.registers.text(piece.source) or "")[first:last], first

    def _when(self, line: Line, source: Cells, pieces: dict[str, Piece]) -> Cells:
        period, basis = line["period"], "page" if line["period"] else "unknown"
        if "when" in pieces:
            read = meaning.read_when(line["when"], source.get("published_on", ""), primary(source["language"]))
            period, basis = period or read.period, self._period_basis(pieces, read.basis)
        status = "A"
        if period:
            with suppress(ReadingError):  # where the day of publication is unknown
                status = statuses(period, source.get("published_on", ""))[0]
        if basis == "page" and period == source.get("published_on", ""):
            basis = "publication"
        if basis == "page" and source["proof"] == "archived":
            raise Refused("when", "no words for the period", "words of the archived text that name it")
        return {"period": period, "period_basis": basis, "obs_status": status}

    def _period_basis(self, pieces: dict[str, Piece], read: str) -> str:
        """printed or relative as read; context where the words stand in another sentence or beside the quote."""
        time, value = pieces["when"], pieces["how_much"]
        if value.passage or time.passage or time.start is None or value.start is None:
            return read
        cut = self._cuts.get(value.source)
        ends = (time.start, time.start + len(time.quote)), (value.start, value.start + len(value.quote))
        return read if cut is None or cut.together(*ends) else "context"
