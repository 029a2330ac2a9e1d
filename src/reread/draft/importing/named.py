"""Who and what a row is about: words that name or point back, further names and terms."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ...findings import shown
from ...reading.names import normalise
from ...statements.view import primary, view
from .model import Piece, Refused
from .words import places_of

if TYPE_CHECKING:
    from collections import Counter

    from ...package.opening import Package
    from ..worksheet import Line
    from .edits import Cells
    from .registers import Registers

#: Phrases that a message names.
_SHOWN: Final = 6


class Named:
    """Reads who and what of rows; what is not registered yet is put on trial."""

    def __init__(self, pkg: Package, registers: Registers, notes: Counter[str]) -> None:
        self.pkg, self.registers, self.notes = pkg, registers, notes
        self.edits, self.seen = registers.edits, view(pkg)

    def who(self, line: Line, source: Cells, pieces: dict[str, Piece]) -> str:
        """The entity of a row. Of a page that is only quoted, words that point back to it are no evidence."""
        piece, language = pieces.get("who"), primary(source["language"])
        archived = source.get("proof") == "archived"
        if not line["entity"]:
            if piece is None:
                raise Refused("entity", "nobody", "an entity_id, a code, or words in who that name it")
            return self.registers.entity(line["who"], "who")
        entity = self.registers.entity(line["entity"])
        if piece is None:
            if archived:
                accepted = f"words of the text that name {entity}{self._or_phrases(entity, language)}"
                raise Refused("who", "nobody", accepted)
            return entity
        word = normalise(piece.quote)
        if entity in self.registers.bearers(language, word):
            return entity
        types = self.seen.phrases.get(("who", language, word))
        if types and archived:
            pieces["who"] = self._pointing(entity, piece, language, types)
        elif types:
            del pieces["who"]
            self.notes[f"who points back to its entity and names nobody: {piece.quote}"] += 1
        else:
            self._new_name(entity, piece.quote, source)
        return entity

    def _entity(self, entity: str) -> Cells:
        return self.edits.row("entities", entity) or {}

    def _pointing(self, entity: str, piece: Piece, language: str, types: set[str]) -> Piece:
        """Words of an archived text that point back to an entity, with the words that name it before them."""
        kind = self._entity(entity).get("type")
        if kind not in types:
            found = f"{shown(piece.quote)}, said of a {' or '.join(sorted(types))}, while {entity} is a {kind}"
            raise Refused("who", found, f"a name as printed{self._or_phrases(entity, language)}")
        names = self.registers.names_of(entity, language)
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
        kind = self._entity(entity).get("type", "")
        known = [phrase for (part, tag, phrase), types in self.seen.phrases.items()
                 if part == "who" and tag == language and kind in types]  # fmt: skip
        return f", or words that point back to it ({', '.join(sorted(known, key=len)[:_SHOWN])})" if known else ""

    def _new_name(self, entity: str, name: str, source: Cells) -> None:
        """Register a further name of an entity. Raises `Refused` for words that share nothing with a place's name."""
        row, language = self._entity(entity), primary(source["language"])
        other = self.registers.namesake(entity, name, language, row.get("lies_in", ""))
        if other:
            raise Refused("who", f"{shown(name)} is a name of {other}", f"{other}, or a longer name as printed")
        key = row.get(self.registers.places.column, "")
        if key and all(place.key != key for place in self.registers.places.find(name)):
            heads = {row.get("name_en", "").split(" ")[0].lower(), *row.get("name_zh", "")[:-1]} - {""}
            if not any(head in name.lower() for head in heads):
                known = " or ".join(filter(None, (row.get("name_en"), row.get("name_zh"))))
                quoted = source.get("proof") != "archived"
                others = ", or an empty cell" if quoted else self._or_phrases(entity, language)
                raise Refused("who", f"{shown(name)} is no name of {known}", f"a name as printed{others}")
        kind = "translation" if source.get("translation") == "machine" else "alias"
        cells = {"entity_id": entity, "name": name, "language": source["language"], "kind": kind}
        self.edits.put("entity_names", cells)

    # --- what ---

    def what(self, line: Line, source: Cells, pieces: dict[str, Piece], transformation: str) -> str:
        """The indicator of a row."""
        piece = pieces.get("what")
        said = self._said(primary(source["language"]), normalise(piece.quote)) if piece else []
        fitting = {
            row["indicator_id"] for row in said
            if row.get("transformation", "") in ("", transformation)
            and row.get("source_id", "") in ("", source["source_id"])
        }  # fmt: skip
        if not line["indicator"]:
            if len(fitting) != 1:
                found = f"{shown(line['what'])} may be {', '.join(sorted(fitting))}" if fitting else "no indicator"
                raise Refused("indicator", found, "an indicator_id")
            return self.registers.key("indicators", fitting.pop(), "indicator")
        indicator = self.registers.find(line, "indicator")
        if piece and indicator not in fitting:
            self._new_term(indicator, piece.quote, source, [row for row in said if row["indicator_id"] == indicator])
        return indicator

    def _said(self, language: str, word: str) -> list[Cells]:
        """What a term in comparable form is registered for, as the package will hold it."""
        keys = self._terms.get((language, word), ())
        return [row for key in keys if (row := self.edits.row("indicator_terms", key)) is not None]

    @cached_property
    def _terms(self) -> dict[tuple[str, str], set[str]]:
        """The keys of terms by language and term, of those that were put on trial too."""
        found: dict[tuple[str, str], set[str]] = {}
        for row in self.pkg.table("indicator_terms").rows:
            found.setdefault((primary(row["language"]), normalise(row["term"])), set()).add(row.key)
        return found

    def _new_term(self, indicator: str, term: str, source: Cells, said: list[Cells]) -> None:
        """Register a term of an indicator for this source; one that is in another too then means it everywhere."""
        told = {row.get("transformation", "") for row in said if row.get("source_id", "") in ("", source["source_id"])}
        if told:
            found = f"{shown(term)} says {' or '.join(sorted(told))}"
            raise Refused("transformation", found, " or ".join(sorted(told)))
        cells = {"indicator_id": indicator, "term": term, "language": source["language"]}
        for row in said:
            self.edits.put("indicator_terms", row | {"source_id": ""})
        if not said:
            key = self.edits.put("indicator_terms", cells | {"source_id": source["source_id"]})
            self._terms.setdefault((primary(source["language"]), normalise(term)), set()).add(key)
