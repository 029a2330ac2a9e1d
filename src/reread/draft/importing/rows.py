"""A row of a worksheet made into a statement: who, what, when and how much, each found in the printed words, read, and
compared with the cells that are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from unicodedata import category

from ...findings import shown
from ...reading.dates import find_times
from ...reading.names import normalise
from ...reading.periods import year_before
from ...reading.sentences import Sentences
from ...rules.how_much import holds_numeral, plain
from ...rules.rereading import attempt
from ...statements.cells import COUNTED, cell_bounds, in_table
from ...statements.times import statuses
from ...statements.view import primary
from ..worksheet import Line
from .meaning import figure_of, number, printed_base, read_place, read_when, whole
from .registers import Registers
from .words import Piece, Refused, located, places_of, whole_word

if TYPE_CHECKING:
    from .edits import Cells

#: The columns of statements by the part that the words of a row are.
COLUMNS: Final = {
    "who": "who_evidence_id", "what": "what_evidence_id", "when": "when_evidence_id", "how_much": "value_evidence_id",
    "base_period": "base_evidence_id",
}  # fmt: skip

#: What is compared with a base.
_COMPARED: Final = ("growth", "change", "multiple")
#: Phrases that a message names.
_SHOWN: Final = 6


@dataclass(slots=True)
class Statement:
    """A statement that a row makes: the cells of its table without ids, and its words by column."""

    line: Line
    table: str
    cells: Cells
    words: Mapping[str, Piece]

    @property
    def source(self) -> str:
        """The source that it is of."""
        return self.cells["source_id"]

    @property
    def anchor(self) -> Piece:
        """The words that it hangs on: the figure; of a member without one, the name."""
        return self.words.get("value_evidence_id") or self.words["who_evidence_id"]


def statement(registers: Registers, line: Line) -> Statement:
    """The statement of a row; what is not registered yet is put on trial. Raises `Refused` for the first cell that
    cannot be taken.
    """
    for column, cell in line.cells.items():
        if odd := [c for c in cell if category(c) == "Cc" and c not in "\n\r\t"]:
            raise Refused(column, f"the control character U+{ord(odd[0]):04X}", "text without it")
    row = _Row(registers, line)
    listed = bool(line["ranking"] or line["rank"])
    if not line["how_much"] and (line["disposition"] or not listed):
        raise Refused("how_much", "no figure", "the figure as printed")
    if line["disposition"]:
        return row.aside()
    if line["indicator"] and line["ranking"]:
        accepted = "one of them; counted_ranking names a list whose members count"
        raise Refused("ranking", "an indicator and a list", accepted)
    row.pieces = row.located("rank" if listed else "figure")
    cells = {name: row.source[name] for name in ("source_id", "proof")}
    cells |= {name: line[name] for name in ("preference", "preference_reason", "note")}
    cells |= row.entry() if listed else row.observation()
    words = {COLUMNS[part]: piece for part, piece in row.pieces.items()}
    filled = {name: cell for name, cell in {**cells, "preference": line["preference"] or "normal"}.items() if cell}
    return Statement(line, "ranking_entries" if listed else "observations", filled, words)


class _Row:
    """A row as it is read: its line, its source, and the pieces that its words are."""

    def __init__(self, registers: Registers, line: Line) -> None:
        self.registers, self.edits, self.line = registers, registers.edits, line
        self.source = registers.source(line["source"])
        self.key, self.published = self.source["source_id"], self.source.get("published_on", "")
        self.language, self.quoted = primary(self.source["language"]), self.source["proof"] != "archived"
        self.pieces: dict[str, Piece] = {}

    def located(self, kind: str) -> dict[str, Piece]:
        cut = Sentences(self.line["quote"]) if self.quoted else self.registers.cut(self.key)
        if cut is None:
            found = f"the archived text of {self.key} cannot be read"
            raise Refused("source", found, "a package whose texts can be read")
        return located(self.line, self.key, cut, kind, self.quoted)

    def aside(self) -> Statement:
        """A number that carries no statement, set aside with its reason."""
        line, words = self.line, self.line["how_much"]
        if self.quoted:
            raise Refused("disposition", "a number set aside on a page that is not archived", "no row for it")
        if line["indicator"] or line["ranking"] or line["value"]:
            raise Refused("disposition", f"{line['disposition']}, beside a meaning", "a meaning or a disposition")
        at, text = line["at"], self._text()
        kind = "time" if line["disposition"] in ("dateline", "year_of_context") else "figure"
        if at.isascii() and at.isdigit() and text.startswith(words, int(at)):  # of "5G" a draft names the 5
            start, end = whole_word(text, int(at), int(at) + len(words))
            piece = Piece(self.key, kind, text[start:end], start)
        else:
            piece = self.located(kind)["how_much"]
        cells = {"source_id": self.key, "disposition": line["disposition"], "note": line["note"]}
        return Statement(line, "evidence", cells, {"value_evidence_id": piece})

    def _text(self) -> str:
        cut = self.registers.cut(self.key)
        return cut.text if cut else ""

    def entry(self) -> Cells:
        line = self.line
        ranking = self.registers.find(line, "ranking") or self.registers.key("rankings", "", "ranking")
        if "who" not in self.pieces:
            raise Refused("who", "nobody", "the name as the quoted words print it")
        cells = {"ranking_id": ranking, "entity_id": self._who(), "basis": "printed"}
        if "how_much" in self.pieces:
            place, cells["basis"] = read_place(line["how_much"])
            cells["rank"] = plain(number(line["rank"], "rank")) or str(place)
        elif number(line["rank"], "rank") is not None:
            cells |= {"rank": line["rank"], "basis": "implied"}
        score = plain(number(line["score"], "score"))
        unit = "" if line["score_unit"] in ("point", "points") else self.registers.find(line, "score_unit")
        if self.quoted:
            self.pieces.pop("what", None)  # the list's title; the list's own row tells what was seen of it
        return cells | {"category": line["category"], "tied": line["tied"], "score": score, "score_unit_id": unit}

    def observation(self) -> Cells:
        line, transformation = self.line, self.line["transformation"] or "level"
        entity = self._who()
        indicator = self._what(transformation)
        cells = {"entity_id": entity, "indicator_id": indicator, "transformation": transformation}
        cells |= self._how_much(indicator, transformation)
        cells |= self._when()
        columns = ("sector", "counted_ranking", "whole_entity", "whole_indicator")
        sector, ranking, whole_entity, of = (self.registers.find(line, column) for column in columns)
        usual = attempt(year_before, cells["period"]) or ""
        base = line["base_period"] or (usual if transformation in _COMPARED else "")
        if base and base != usual:
            self._base(cells["period"], base)
        return cells | {
            "sector_id": sector, "ranking_id": ranking, "whole_entity_id": whole_entity or (of and entity),
            "whole_indicator_id": of, "base_period": base,
            "base_basis": "printed" if "base_period" in self.pieces else "conventional" if base else "",
            "basis": "printed" if holds_numeral(self.pieces["how_much"].quote, self.language) else "implied",
            "precision": line["precision"] or "printed", "convention": "printed",
            "coverage": line["coverage"] or "whole",
        }  # fmt: skip

    # --- who ---

    def _who(self) -> str:
        """The entity. Of a page that is only quoted, words that point back to it are no evidence."""
        piece, registers = self.pieces.get("who"), self.registers
        if not self.line["entity"]:
            if piece is None:
                raise Refused("entity", "nobody", "an entity_id, a code, or words in who that name it")
            return registers.entity(piece.quote, "who")
        entity = registers.entity(self.line["entity"])
        if piece is None:
            if not self.quoted:
                accepted = f"words of the text that name {entity}{self._or_phrases(entity)}"
                raise Refused("who", "nobody", accepted)
            return entity
        word = normalise(piece.quote)
        if entity in registers.bearers(self.language, word):
            return entity
        types = registers.seen.phrases.get(("who", self.language, word))
        if types and not self.quoted:
            self.pieces["who"] = self._pointing(entity, piece, types)
        elif types:
            del self.pieces["who"]
            registers.notes[f"who points back to its entity and names nobody: {piece.quote}"] += 1
        else:
            self._new_name(entity, piece.quote)
        return entity

    def _pointing(self, entity: str, piece: Piece, types: set[str]) -> Piece:
        """Words of an archived text that point back to an entity, with the words that name it before them."""
        kind = self.registers.row(entity).get("type")
        if kind not in types:
            found = f"{shown(piece.quote)}, said of a {' or '.join(sorted(types))}, while {entity} is a {kind}"
            raise Refused("who", found, f"a name as printed{self._or_phrases(entity)}")
        names, text = self.registers.names_of(entity, self.language), self._text()[: piece.start]
        lower = text.lower() if len(text.lower()) == len(text) else text  # as names are compared
        before = [(place, len(name)) for name in names for place in places_of(name, lower)]
        if not before:
            found = f"{shown(piece.quote)}, while no name of {entity} stands before it ({', '.join(sorted(names))})"
            raise Refused("who", found, "a name as printed")
        start, length = max(before)
        named = Piece(piece.source, "name", text[start : start + length], start)
        return replace(piece, kind="reference", refers=named)

    def _or_phrases(self, entity: str) -> str:
        """For a message: the words that may point back to such an entity."""
        kind = self.registers.row(entity).get("type", "")
        known = [phrase for (part, tag, phrase), types in self.registers.seen.phrases.items()
                 if part == "who" and tag == self.language and kind in types]  # fmt: skip
        return f", or words that point back to it ({', '.join(sorted(known, key=len)[:_SHOWN])})" if known else ""

    def _new_name(self, entity: str, name: str) -> None:
        """Register a further name of an entity. Raises `Refused` for words that share nothing with a place's name."""
        row, places = self.registers.row(entity), self.registers.places
        if other := self.registers.namesake(entity, name, self.language, row.get("lies_in", "")):
            raise Refused("who", f"{shown(name)} is a name of {other}", f"{other}, or a longer name as printed")
        key = row.get(places.column, "")
        if key and all(place.key != key for place in places.find(name)):
            heads = {row.get("name_en", "").split(" ")[0].lower(), *row.get("name_zh", "")[:-1]} - {""}
            if not any(head in name.lower() for head in heads):
                known = " or ".join(filter(None, (row.get("name_en"), row.get("name_zh"))))
                others = ", or an empty cell" if self.quoted else self._or_phrases(entity)
                raise Refused("who", f"{shown(name)} is no name of {known}", f"a name as printed{others}")
        kind = "translation" if self.source.get("translation") == "machine" else "alias"
        cells = {"entity_id": entity, "name": name, "language": self.source["language"], "kind": kind}
        self.registers.put("entity_names", cells)

    # --- what ---

    def _what(self, transformation: str) -> str:
        piece, here = self.pieces.get("what"), ("", self.key)
        said = self.registers.said(self.language, normalise(piece.quote)) if piece else []
        fitting = {row["indicator_id"] for row in said if row.get("transformation", "") in ("", transformation)
                   and row.get("source_id", "") in here}  # fmt: skip
        if not self.line["indicator"]:
            if len(fitting) != 1:
                words = f"{shown(self.line['what'])} may be {', '.join(sorted(fitting))}"
                raise Refused("indicator", words if fitting else "no indicator", "an indicator_id")
            return self.registers.key("indicators", fitting.pop(), "indicator")
        indicator = self.registers.find(self.line, "indicator")
        if piece and indicator not in fitting:
            self._new_term(piece.quote, indicator, [row for row in said if row["indicator_id"] == indicator])
        return indicator

    def _new_term(self, term: str, indicator: str, said: list[Cells]) -> None:
        """Register a term of an indicator for this source; one that is in another too then means it everywhere."""
        told = {row.get("transformation", "") for row in said if row.get("source_id", "") in ("", self.key)}
        if told:
            found = f"{shown(term)} says {' or '.join(sorted(told))}"
            raise Refused("transformation", found, " or ".join(sorted(told)))
        own = {"indicator_id": indicator, "term": term, "language": self.source["language"], "source_id": self.key}
        for row in [row | {"source_id": ""} for row in said] or [own]:
            self.registers.put("indicator_terms", row)

    # --- how much ---

    def _how_much(self, indicator: str, transformation: str) -> Cells:
        """Value, bounds, qualifier and unit, as the words say them."""
        line = self.line
        read = self._cell() if line["precision"] == "tabulated" else self._quantity(transformation)
        words = shown(self.pieces["how_much"].quote)
        for column in ("value", "lower", "upper"):
            if line[column] and number(line[column], column) != number(read[column], column):
                found = f"{line[column]}, while {words} reads as {read[column] or 'nothing'}"
                raise Refused(column, found, read[column] or "an empty cell")
        if not {line["qualifier"], read["qualifier"]} <= {"exact", "rounded", ""}:  # else no hedge is printed
            read["qualifier"] = line["qualifier"] or read["qualifier"]
        own, wanted = self.edits.row("indicators", indicator) or {}, self.registers.find(line, "unit")
        unit = wanted or own.get("unit_id", "")
        counts = read["unit_id"] == "count" and transformation in ("level", "change")
        if counts and self.registers.pkg.table("units").cell(unit, "dimension") in COUNTED:
            return read | {"unit_id": unit}  # a bare number counts what the indicator counts, in its unit
        return read | {"unit_id": wanted or read["unit_id"]}

    def _cell(self) -> Cells:
        """The figure in a cell of a table, which says all its digits; its unit may stand in its heads."""
        line, words = self.line, shown(self.pieces["how_much"].quote)
        unit, figure = self.registers.find(line, "unit"), figure_of(self.pieces["how_much"].quote, self.language)
        if figure.qualifier not in ("exact", "rounded"):
            raise Refused("precision", f"tabulated, while {words} is hedged", "an empty cell: not exact")
        heads, claimed = (line["what"], line["quote"]), number(line["value"], "value")
        value, unit = in_table(figure, heads, self.language, claimed, unit)
        if value is None:
            raise Refused("precision", f"tabulated, while {words} is a range", "an empty cell: not exact")
        return _cells(value, *cell_bounds(figure, value, unit), unit)

    def _quantity(self, transformation: str) -> Cells:
        """The figure that running words are, with what belongs to it beside them."""
        piece = self.pieces["how_much"]
        if piece.start is not None:
            sentence, first = self._sentence()
            words, start = whole(piece.quote, piece.start - first, sentence, self.language)
            piece = Piece(piece.source, piece.kind, words, start + first, piece.passage)
        if piece.quote == piece.passage:
            piece = Piece(piece.source, piece.kind, piece.quote)
        self.pieces["how_much"] = piece
        figure = figure_of(piece.quote, self.language)
        says, bounds = figure.transformation, figure.bounds()
        wrong = transformation in _COMPARED if says == "share" else transformation != says
        if wrong and says in ("growth", "change", "share"):
            found = f"{transformation}, while {shown(piece.quote)} says a {says}"
            raise Refused("transformation", found, f"{says}, or other words in how_much")
        return _cells(figure.value, bounds.lower, bounds.upper, figure.qualifier, figure.unit)

    def _sentence(self) -> tuple[str, int]:
        """The sentence of an archived text, or the whole quote, in which the figure stands; and where that begins."""
        piece, cut = self.pieces["how_much"], self.registers.cut(self.key)
        if piece.passage or piece.start is None or cut is None:
            return piece.passage or piece.quote, 0
        first, last = cut.around(*piece.span)
        return cut.text[first:last], first

    # --- when ---

    def _when(self) -> Cells:
        line, period, basis = self.line, self.line["period"], "page" if self.line["period"] else "unknown"
        if "when" in self.pieces:
            read = read_when(line["when"], self.published, self.language)
            period, basis = period or read.period, read.basis if self._beside() else "context"
        status = (attempt(statuses, period, self.published) or "A")[0]  # where the day of publication is unknown
        if basis == "page" and period == self.published:
            basis = "publication"
        if basis == "page" and not self.quoted:
            raise Refused("when", "no words for the period", "words of the archived text that name it")
        return {"period": period, "period_basis": basis, "obs_status": status}

    def _beside(self) -> bool:
        """Whether the words of the time stand in the sentence of the figure, of all that is known."""
        time, value, cut = self.pieces["when"], self.pieces["how_much"], self.registers.cut(self.key)
        alone = value.passage or time.passage or time.start is None or value.start is None
        return bool(alone or cut is None or cut.together(time.span, value.span))

    def _base(self, period: str, base: str) -> None:
        """Find the words that print a base which is not the usual one, in the sentence or the quote of the figure."""
        value, (sentence, first) = self.pieces["how_much"], self._sentence()
        for time in find_times(sentence, None, self.language):
            if printed_base(time, period) == base and "base_period" not in self.pieces:
                self.pieces["base_period"] = Piece(value.source, "time", time.text, first + time.start, value.passage)


def _cells(value: Decimal | None, lower: Decimal | None, upper: Decimal | None, qualifier: str, unit: str) -> Cells:
    numbers = {"value": plain(value), "lower": plain(lower), "upper": plain(upper)}
    return {**numbers, "unit_id": unit, "qualifier": qualifier}
