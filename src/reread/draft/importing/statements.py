"""A row of a worksheet made into a statement: its words found and read, its cells compared with what they say."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ...findings import shown
from ...reading.errors import ReadingError
from ...reading.names import normalise
from ...reading.periods import period_span
from ...reading.scan import scan_numerals
from ...reading.sentences import Sentences
from ...rules.how_much import plain
from ...statements.cells import COUNTED, printed_numbers
from ...statements.times import statuses
from ...statements.view import primary, view
from ..worksheet import Line
from . import meaning
from .model import Piece, Refused, Statement
from .registers import Registers
from .words import in_archive, in_quote, places_of

if TYPE_CHECKING:
    from ...package.opening import Package

__all__ = ["COLUMNS", "Rows"]

#: The columns of statements by the part that the words of a row are.
COLUMNS: Final = {
    "who": "who_evidence_id", "what": "what_evidence_id", "when": "when_evidence_id", "how_much": "value_evidence_id"
}  # fmt: skip


class Rows:
    """Makes statements of rows, one after the other."""

    def __init__(self, pkg: Package, registers: Registers) -> None:
        self.pkg, self.registers, self.seen = pkg, registers, view(pkg)
        self._cuts: dict[str, Sentences] = {}

    def statement(self, line: Line) -> Statement:
        """The statement of a row. Raises `Refused` for the first cell that cannot be taken."""
        source = self.registers.source(line["source"])
        if line["disposition"]:
            return self._aside(line, source)
        if bool(line["indicator"]) and bool(line["ranking"]):
            raise Refused(
                "ranking", "an indicator and a list", "one of them; counted_ranking names a list whose members count"
            )
        if line["ranking"] or line["rank"]:
            return self._entry(line, source)
        return self._observation(line, source)

    def _pieces(self, line: Line, source: dict[str, str], kind: str) -> dict[str, Piece]:
        words = {part: line[part] for part in COLUMNS}
        key = source["source_id"]
        if source.get("proof") != "archived":
            return in_quote(key, line["quote"], words, line["how_much_index"], kind)
        text = self.registers.text(key)
        if text is None:
            raise Refused("source", f"the archived text of {key} cannot be read", "a package whose texts can be read")
        cut = self._cuts[key] = self._cuts.get(key) or Sentences(text)
        return in_archive(key, text, cut, line, words, kind)

    def _aside(self, line: Line, source: dict[str, str]) -> Statement:
        """A number that carries no statement, set aside with its reason."""
        if source.get("proof") != "archived":
            raise Refused("disposition", "a number set aside on a page that is not archived", "no row for it")
        if line["indicator"] or line["ranking"] or line["value"]:
            raise Refused("disposition", f"{line['disposition']}, beside a meaning", "a meaning or a disposition")
        if not line["note"]:
            raise Refused("note", "no reason", "why the number carries no statement")
        pieces = {"how_much": self._pieces(line, source, "figure")["how_much"]}
        kind = "time" if line["disposition"] in ("dateline", "year_of_context") else "figure"
        piece = replace(pieces["how_much"], kind=kind)
        cells = {"source_id": piece.source, "disposition": line["disposition"], "note": line["note"]}
        return Statement(line, "evidence", piece.source, cells, {"value_evidence_id": piece})

    # --- places on lists ---

    def _entry(self, line: Line, source: dict[str, str]) -> Statement:
        ranking = self.registers.ranking(line["ranking"])
        pieces = self._pieces(line, source, "rank")
        if "who" not in pieces:
            raise Refused("who", "nobody", "the name as the quoted words print it")
        entity = self._who(line, source, pieces)
        if entity is None:
            raise Refused("who", f"{shown(line['who'])} is no name of it", "a name as printed")
        cells = {"ranking_id": ranking, "entity_id": entity, "basis": "printed", **self._common(line, source)}
        if "how_much" in pieces:
            rank, cells["basis"] = meaning.read_place(line["how_much"])
            meaning.agree("rank", line["rank"], str(rank), line["how_much"], numeric=True)
            cells["rank"] = str(rank)
        elif line["rank"]:
            meaning.number(line["rank"], "rank")
            cells["rank"], cells["basis"] = line["rank"], "implied"
        if line["category"]:
            known = [r["name"] for r in self.pkg.table("ranking_criteria").index("ranking_id").get(ranking, ())]
            if line["category"] not in known:
                accepted = f"a category of the list in ranking_criteria ({', '.join(filter(None, known)) or 'none'})"
                raise Refused("category", shown(line["category"]), f"{accepted}; or an empty cell, and a note")
        if line["tied"] not in ("", "true", "false"):
            raise Refused("tied", shown(line["tied"]), "true, false, or an empty cell")
        cells["category"], cells["tied"] = line["category"], line["tied"]
        cells["score"] = plain(meaning.number(line["score"], "score"))
        printed = printed_numbers(line["quote"], source["language"])
        if cells["score"] and cells["score"] not in {plain(number) for number, _ in printed}:
            raise Refused("score", f"{shown(line['score'])}, which the quote does not print", "the score as printed")
        unit = line["score_unit"] if line["score_unit"] not in ("point", "points") else ""
        cells["score_unit_id"] = self.registers.unit(unit, "score_unit") if unit else ""
        if "what" in pieces and source["proof"] != "archived":
            del pieces["what"]  # the list's title; the list's own row tells what was seen of it
        if "when" in pieces:
            self._list_time(line, source, ranking)
        return self._made(line, "ranking_entries", cells, pieces)

    def _list_time(self, line: Line, source: dict[str, str], ranking: str) -> None:
        read = meaning.read_when(line["when"], source["published_on"], primary(source["language"]))
        row = self.registers.row("rankings", ranking) or {}
        times = {row.get(name, "") for name in ("edition", "data_period", "released_on")} - {""}
        if read.period not in times:
            accepted = f"words for {' or '.join(sorted(times)) or 'nothing: the list has no time'}"
            raise Refused("when", f"{shown(line['when'])} reads as {read.period}", accepted)

    # --- figures ---

    def _observation(self, line: Line, source: dict[str, str]) -> Statement:
        if not line["how_much"]:
            raise Refused("how_much", "no figure", "the figure as printed")
        pieces = self._pieces(line, source, "figure")
        language = primary(source["language"])
        entity = self._who(line, source, pieces)
        if entity is None:
            if not line["entity"]:
                raise Refused("entity", f"{shown(line['who'])} names nobody that is known", "an entity_id or a code")
            entity = self.registers.entity(line["entity"])
        transformation = line["transformation"] or "level"
        indicator = self._what(line, source, pieces, transformation)
        cells = {"entity_id": entity, "indicator_id": indicator, "transformation": transformation}
        cells |= self._common(line, source)
        cells |= self._how_much(line, source, pieces, indicator, transformation)
        cells |= self._when(line, source, pieces)
        cells |= self._beside(line, entity, transformation, cells["period"])
        cells["basis"] = "printed" if _numeral(pieces["how_much"].quote, language) else "implied"
        cells["precision"] = line["precision"] or "printed"
        cells["convention"], cells["coverage"] = "printed", line["coverage"] or "whole"
        return self._made(line, "observations", cells, pieces)

    def _how_much(
        self, line: Line, source: dict[str, str], pieces: dict[str, Piece], indicator: str, transformation: str
    ) -> dict[str, str]:
        piece, language = pieces["how_much"], primary(source["language"])
        if line["precision"] == "tabulated":
            cells = {"value": line["value"], "unit": self.registers.unit(line["unit"]) if line["unit"] else ""}
            read = meaning.read_cell(piece.quote, (line["what"], line["quote"]), language, cells)
        else:
            text = piece.passage or self.registers.text(piece.source) or piece.quote
            if piece.start is not None:
                near = _around(text, piece.start, piece.start + len(piece.quote))
                words, start = meaning.whole(piece.quote, piece.start - near[0], text[near[0] : near[1]], language)
                piece = Piece(piece.source, piece.kind, words, start + near[0], piece.passage)
            if piece.quote == piece.passage:
                piece = Piece(piece.source, piece.kind, piece.quote)
            pieces["how_much"] = piece
            read = meaning.read_quantity(piece.quote, language)
        for column in ("value", "lower", "upper"):
            meaning.agree(column, line[column], getattr(read, column), piece.quote, numeric=True)
        if not {line["qualifier"], read.qualifier} <= {"exact", "rounded"}:  # both say that no hedge is printed
            meaning.agree("qualifier", line["qualifier"], read.qualifier, piece.quote)
        unit = self._unit(line, read.unit, indicator, transformation)
        return {
            "value": read.value, "lower": read.lower, "upper": read.upper, "unit_id": unit, "qualifier": read.qualifier
        }  # fmt: skip

    def _unit(self, line: Line, read: str, indicator: str, transformation: str) -> str:
        """The unit of a figure. A bare number counts what the indicator counts, in its unit."""
        row = self.registers.row("indicators", indicator) or {}
        own = row.get("unit_id", "")
        units = self.pkg.table("units")
        wanted = self.registers.unit(line["unit"]) if line["unit"] else ""
        counted = units.get(wanted or own)
        if read == "count" and transformation in ("level", "change") and counted and counted["dimension"] in COUNTED:
            return wanted or own
        if units.get(read) is None:
            raise Refused("how_much", f"the unit {read} is not known", "a unit of the table units")
        if wanted and wanted != read:
            raise Refused("unit", f"{wanted}, while {shown(line['how_much'])} reads as {read}", read)
        return read

    def _beside(self, line: Line, entity: str, transformation: str, period: str) -> dict[str, str]:
        """Sector, counted list, whole and base of a figure."""
        found = {}
        if line["sector"]:
            found["sector_id"] = self.registers.entity(line["sector"], "sector")
        if line["counted_ranking"]:
            found["ranking_id"] = self.registers.ranking(line["counted_ranking"], "counted_ranking")
        if transformation == "share":
            whole = line["whole_entity"]
            found["whole_entity_id"] = self.registers.entity(whole, "whole_entity") if whole else entity
            if line["whole_indicator"]:
                found["whole_indicator_id"] = self.registers.indicator(line["whole_indicator"], "whole_indicator")
            elif found["whole_entity_id"] == entity:
                raise Refused("whole_entity", "no whole of the share", "whole_entity or whole_indicator: share of what")
        elif line["whole_entity"] or line["whole_indicator"]:
            raise Refused("whole_entity", f"a whole, of a {transformation}", "the transformation share, or no whole")
        if transformation in ("growth", "change", "multiple"):
            base = line["base_period"] or meaning.base_of(period)
            if not base:
                raise Refused("base_period", "no period that it is compared with", "a period, such as 2020")
            found["base_period"], found["base_basis"] = base, "conventional"
        elif line["base_period"]:
            raise Refused("base_period", f"a base, of a {transformation}", "growth, change or multiple, or no base")
        return found

    def _when(self, line: Line, source: dict[str, str], pieces: dict[str, Piece]) -> dict[str, str]:
        period, basis = line["period"], "page" if line["period"] else "unknown"
        if "when" in pieces:
            read = meaning.read_when(line["when"], source["published_on"], primary(source["language"]))
            meaning.agree("period", period, read.period, line["when"])
            period, basis = read.period, self._period_basis(pieces, read.basis)
        status = "A"
        if period:
            try:
                period_span(period)
            except ReadingError as error:
                accepted = "2021, 2021-06, 2021-12-31, 2021-Q1, 2021-S1, 2021-01/2021-09"
                raise Refused("period", str(error), accepted) from None
            with suppress(ReadingError):  # where the day of publication is unknown
                status = statuses(period, source["published_on"])[0]
        if basis == "page" and period == source["published_on"]:
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

    # --- who and what ---

    def _who(self, line: Line, source: dict[str, str], pieces: dict[str, Piece]) -> str | None:
        """The entity of a row. Of a page that is only quoted, words that point back to it are no evidence."""
        piece, language = pieces.get("who"), primary(source["language"])
        if not line["entity"]:
            if piece is None:
                raise Refused("entity", "nobody", "an entity_id, a code, or words in who that name it")
            return self.registers.entity(line["who"], "who")
        entity = self.registers.entity(line["entity"])
        if piece is None:
            if source.get("proof") == "archived":
                raise Refused(
                    "who", "nobody", f"words of the text that name {entity}{self._or_phrases(entity, language)}"
                )
            return entity
        word = normalise(piece.quote)
        if entity in self.registers.names.get((language, word), ()):
            return entity
        types = self.seen.phrases.get(("who", language, word))
        if types and source.get("proof") == "archived":
            pieces["who"] = self._pointing(entity, piece, language, types)
            return entity
        if types:
            del pieces["who"]
            self.registers.plan.notes[f"who points back to its entity and names nobody: {piece.quote}"] += 1
            return entity
        self._new_name(entity, piece.quote, source)
        return entity

    def _pointing(self, entity: str, piece: Piece, language: str, types: set[str]) -> Piece:
        """Words of an archived text that point back to an entity, with the words that name it before them."""
        row = self.registers.row("entities", entity) or {}
        if row.get("type") not in types:
            found = (
                f"{shown(piece.quote)}, said of a {' or '.join(sorted(types))}, while {entity} is a {row.get('type')}"
            )
            raise Refused("who", found, f"a name as printed{self._or_phrases(entity, language)}")
        names = {word for (tag, word), bearers in self.registers.names.items() if tag == language and entity in bearers}
        names |= {normalise(row.get(f"name_{language}", ""))} - {""}
        text = (self.registers.text(piece.source) or "")[: piece.start]
        lower = text.lower() if len(text.lower()) == len(text) else text  # as names are compared
        before = [(place, len(name)) for name in names for place in places_of(name, lower)]
        if not before:
            found = f"{shown(piece.quote)}, while no name of {entity} stands before it ({', '.join(sorted(names))})"
            raise Refused("who", found, "a name as printed")
        start, length = max(before)
        named = Piece(piece.source, "name", text[start : start + length], start)
        return replace(piece, kind="reference", refers=named)

    def _or_phrases(self, entity: str, language: str) -> str:
        """For a message: the words that may point back to such an entity."""
        kind = (self.registers.row("entities", entity) or {}).get("type", "")
        known = [phrase for (part, tag, phrase), types in self.seen.phrases.items()
                 if part == "who" and tag == language and kind in types]  # fmt: skip
        return f", or words that point back to it ({', '.join(sorted(known))})" if known else ""

    def _new_name(self, entity: str, name: str, source: dict[str, str]) -> None:
        """Register a further name of an entity. Raises `Refused` for words that share nothing with a place's name."""
        row = self.registers.row("entities", entity) or {}
        language = primary(source["language"])
        names = {(tag, normalise(row.get(f"name_{tag}", ""))) for tag in ("en", "zh")}
        if (language, normalise(name)) in names:
            return  # an entity that is new too
        other = self.registers.namesake(entity, name, language, row.get("lies_in", ""))
        if other:
            raise Refused("who", f"{shown(name)} is a name of {other}", f"{other}, or a longer name as printed")
        column = self.registers.places.column
        key = row.get(column, "") if column else ""
        if key and all(place.key != key for place in self.registers.places.find(name)):
            heads = {row.get("name_en", "").split(" ")[0].lower(), *row.get("name_zh", "")[:-1]} - {""}
            if not any(head in name.lower() for head in heads):
                known = " or ".join(filter(None, (row.get("name_en"), row.get("name_zh"))))
                quoted = source.get("proof") != "archived"
                others = ", or an empty cell" if quoted else self._or_phrases(entity, language)
                raise Refused("who", f"{shown(name)} is no name of {known}", f"a name as printed{others}")
        kind = "translation" if source.get("translation") == "machine" else "alias"
        cells = {"entity_id": entity, "name": name, "language": source["language"], "kind": kind}
        self.registers.ask("entity_names", f"{entity}|{name}|{source['language']}", cells)

    def _what(self, line: Line, source: dict[str, str], pieces: dict[str, Piece], transformation: str) -> str:
        piece, language = pieces.get("what"), primary(source["language"])
        said = self._terms.get((language, normalise(piece.quote)), set()) if piece else set()
        fitting = {
            key for key, told, scope in said if told in ("", transformation) and scope in ("", source["source_id"])
        }
        if not line["indicator"]:
            if len(fitting) != 1:
                found = f"{shown(line['what'])} may be {', '.join(sorted(fitting))}" if fitting else "no indicator"
                raise Refused("indicator", found, "an indicator_id")
            return self.registers.indicator(next(iter(fitting)))
        indicator = self.registers.indicator(line["indicator"])
        if piece and indicator not in fitting:
            self._new_term(indicator, piece.quote, source, said)
        return indicator

    @cached_property
    def _terms(self) -> dict[tuple[str, str], set[tuple[str, str, str]]]:
        """By language and term: indicator, transformation, and the source in which alone it means that."""
        found: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
        for row in self.pkg.table("indicator_terms").rows:
            said = (row["indicator_id"], row.get("transformation"), row.get("source_id"))
            found.setdefault((primary(row["language"]), normalise(row["term"])), set()).add(said)
        return found

    def _new_term(self, indicator: str, term: str, source: dict[str, str], said: set[tuple[str, str, str]]) -> None:
        told = {t for key, t, scope in said if key == indicator and scope in ("", source["source_id"])}
        if told:
            found = f"{shown(term)} says {' or '.join(sorted(told))}"
            raise Refused("transformation", found, " or ".join(sorted(told)))
        widened = next((key for key, _, _ in said if key == indicator), None)
        if widened is not None:  # the words mean this in more than one source: they mean it everywhere
            language = primary(source["language"])
            return self.registers.later(lambda: self.registers.widen(indicator, term, language))
        known = self._terms.setdefault((primary(source["language"]), normalise(term)), set())
        scope = source["source_id"]
        self.registers.later(lambda: known.add((indicator, "", scope)))
        cells = {"indicator_id": indicator, "term": term, "language": source["language"], "source_id": scope}
        keys = self.pkg.table("indicator_terms").key_columns
        self.registers.ask("indicator_terms", "|".join(cells.get(k, "") for k in keys), cells)

    # --- all of them ---

    def _common(self, line: Line, source: dict[str, str]) -> dict[str, str]:
        return {
            "source_id": source["source_id"],
            "proof": source["proof"],
            "preference": line["preference"] or "normal",
            "preference_reason": line["preference_reason"],
            "note": line["note"],
        }

    def _made(self, line: Line, table: str, cells: dict[str, str], pieces: dict[str, Piece]) -> Statement:
        words = {COLUMNS[part]: piece for part, piece in pieces.items()}
        return Statement(line, table, cells["source_id"], {k: v for k, v in cells.items() if v}, words)


def _around(text: str, start: int, end: int, reach: int = 120) -> tuple[int, int]:
    """A window of `text` around a span, cut at line ends, so that long texts are not read again for each figure."""
    first = text.rfind("\n", max(0, start - reach), start) + 1 or max(0, start - reach)
    last = text.find("\n", end, end + reach)
    return first, last if last >= 0 else min(len(text), end + reach)


def _numeral(words: str, language: str) -> bool:
    if any(c.isdigit() for c in words):
        return True
    try:
        return bool(scan_numerals(words, language))
    except ReadingError:
        return False
