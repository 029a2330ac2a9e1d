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
    from ...package.opening import Package
    from ..worksheet import Line
    from .registers import Registers

__all__ = ["Named"]

#: Phrases that a message names.
_SHOWN: Final = 6


class Named:
    """Reads who and what of rows; what is not registered yet is asked for."""

    def __init__(self, pkg: Package, registers: Registers) -> None:
        self.pkg, self.registers, self.seen = pkg, registers, view(pkg)

    def who(self, line: Line, source: dict[str, str], pieces: dict[str, Piece]) -> str | None:
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
        return f", or words that point back to it ({', '.join(sorted(known, key=len)[:_SHOWN])})" if known else ""

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

    def what(self, line: Line, source: dict[str, str], pieces: dict[str, Piece], transformation: str) -> str:
        """The indicator of a row."""
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
