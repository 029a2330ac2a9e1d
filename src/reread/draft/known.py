"""What a package knows that a text may speak of: names of entities and places, terms of indicators."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from ..reading.names import FoundName, NameIndex, normalise
from ..statements.view import primary, view
from .cues import CUES
from .places import Place, places_of

if TYPE_CHECKING:
    from ..package.opening import Package

#: How like the name of its indicator a term must be (0 to 1) to mean it anywhere.
_NEAR: Final = 0.75
#: Types of entities that figures are of only with another owner beside them.
_NO_OWNERS: Final = ("sector", "product", "programme", "plan", "event", "publication", "person")


class Known:
    """Names and terms of a package in one language, found in a text."""

    def __init__(self, pkg: Package, language: str) -> None:
        self.pkg, self.places, self.language = pkg, places_of(pkg), primary(language)
        entities, indicators = pkg.table("entities").rows, pkg.table("indicators").rows
        self._types = {row["entity_id"]: row["type"] for row in entities}
        #: The entities that places of the register are, by their keys there.
        self._keys = {key: row["entity_id"] for row in entities if (key := row.get(self.places.column))}
        borne = ((name, bearers) for (code, name), bearers in view(pkg).names.items() if code == self.language)
        names = [(name, e) for name, bearers in borne for e in bearers if self._types.get(e, "") not in _NO_OWNERS]
        placed = list(self.places.names(self.language))
        names += placed
        self._places = {key for _, key in placed}
        self._names, alone = NameIndex(names), NameIndex(names, alone=True)
        self._standing = lru_cache(maxsize=2)(lambda text: {name.start for name in alone.find(text)})
        terms = [row for row in pkg.table("indicator_terms").rows if not row.get("source_id")]
        spoken = (row for row in terms if primary(row["language"]) == self.language)
        self._terms = NameIndex((row["term"], row["indicator_id"]) for row in spoken)
        self.units = {row["indicator_id"]: row["unit_id"] for row in indicators}
        self._named = {row["indicator_id"]: (normalise(row["name"]), normalise(row["name_zh"])) for row in indicators}
        self._archived = {e.word for e in view(pkg).evidence.values() if e.span is not None and e.kind == "term"}

    def names(self, text: str) -> list[FoundName]:
        """Names in a text, but for pronouns that look like one (It, IT) and numbers (360). The ids are those of
        entities, or keys of the register of places.
        """
        found = (name for name in self._names.find(text) if not name.text.isdigit())
        return [name for name in found if not (name.text.istitle() and len(name.text) == 2)]

    def terms(self, text: str) -> list[FoundName]:
        """Terms in a text; the ids are those of indicators."""
        return self._terms.find(text)

    def entities(self, name: FoundName) -> set[str]:
        """The entities that a name may mean and that may have figures, a key of the register of places as the entity it
        is. A place that bears it as its own goes before others that are called after it.
        """
        found = {self._keys.get(key, key) for key in name.ids}
        own = {self._keys.get(key, key) for key in name.ids if key in self._places}
        found = own if len(own) == 1 else found
        return {key for key in found if self._types.get(key, "place") not in _NO_OWNERS}

    def plain(self, term: FoundName) -> bool:
        """Whether a term says its indicator by itself: it is near its name, or was read so in an archived text and is
        no more general word for it (exports, of those by one kind of trade).

        Words of quoted pages may mean an indicator only there, beside heads that nobody quoted.
        """
        word = normalise(term.text)
        names = [name for key in term.ids for name in self._named.get(key, ()) if name]
        if word in self._general or any(word != name and {*word.split()} < {*name.split()} for name in names):
            return False
        return word in self._archived or any(SequenceMatcher(None, word, name).ratio() >= _NEAR for name in names)

    @cached_property
    def _general(self) -> set[str]:
        """Terms with which the longer name of an indicator ends: value added, of what?"""
        named = {name for names in self._named.values() for name in names}
        terms = {normalise(row["term"]) for row in self.pkg.table("indicator_terms").rows}
        return {term for term in terms if any(name != term and name.endswith(term) for name in named)}

    def address(self, one: FoundName, other: FoundName, text: str) -> FoundName | None:
        """The place that two names mean together, of which one only says where the other lies: "Tianhe district in
        Guangzhou", 贵阳市白云区; None where they do not.
        """
        if CUES["address"].fullmatch(text[one.end : other.start]):
            named, whole = one, other
        elif self.language == "zh" and one.end == other.start:
            named, whole = replace(other, text=text[one.start : other.end]), one
        else:
            return None
        ids = tuple(key for key in named.ids if self._lies_in(self._keys.get(key, key), self.entities(whole)))
        return replace(named, start=one.start, end=other.end, ids=ids) if ids else None

    def _lies_in(self, entity: str, wholes: set[str]) -> bool:
        above = [entity]
        above += (self._above(above[-1]) for _ in range(6))
        return not wholes.isdisjoint(above[1:])

    def _above(self, entity: str) -> str:
        row = self.pkg.table("entities").get(entity)
        if row is not None:
            return row["lies_in"]
        place = self.places.of(entity)
        return self._keys.get(place.above, place.above) if place else ""

    def whole(self, name: FoundName, text: str) -> str:
        """Why a name is no subject by itself: part of a longer name, compared with, an example; "" where it may be."""
        before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 60]
        if CUES["level"].fullmatch(name.text):
            return "a level, nobody"
        across = CUES["across"].search(text[max(0, name.start - 1) : name.start + 1])
        if across or name.start not in self._standing(text):
            return "part of a longer name"
        if self.language == "zh":
            if CUES["goes_on"].match(after):
                return "part of a longer name"
            if CUES["measured"].match(after):
                return "what others are measured by"
        elif CUES["longer"].match(after) or CUES["capital_before"].search(before) or before.endswith(("-", "–", "/")):
            return "part of a longer name"
        elif not CUES["follows"].match(after):
            return "may belong to the words behind it"
        if CUES["compared"].search(before):
            return "compared with, or one of several"
        return ""

    def meant(self, text: str) -> list[Place]:
        """The places or entities that a text may mean as a name; one where it is clear."""
        named = {key for name in self.names(text) if name.text == text for key in self.entities(name)}
        return self.places.likely(text) or [Place(key, 1.0, self.row(key), "") for key in sorted(named)]

    def knows(self, text: str) -> bool:
        """Whether a text is the id of an entity, or a name of one in any language."""
        word, names = normalise(text), view(self.pkg).names
        return bool(self.row(text)) or any(name == word for _, name in names) or bool(self.places.find(text))

    def row(self, entity: str) -> dict[str, str]:
        """The row of an entity."""
        row = self.pkg.table("entities").get(entity)
        return row.as_dict() if row else {}

    def without_unit(self, row: dict[str, str]) -> list[str]:
        """Empty what a row says in a unit that the package does not know; the doubt that names it."""
        unit = row.get("unit", "")
        if not unit or self.pkg.table("units").get(unit):
            return []
        row |= dict.fromkeys(("value", "lower", "upper", "unit"), "")
        return [f"unit: {unit} is not in the table units, which needs a row for it first"]

    def fits(self, indicator: str, unit: str) -> bool:
        """Whether a figure in `unit` may be a level of an indicator."""
        units = self.pkg.table("units")
        one, other = units.get(self.units.get(indicator, "")), units.get(unit)
        if one is None or other is None:
            return False
        counted = other["dimension"] == "count" and one["dimension"] in ("count", "persons")
        return counted or one["dimension"] == other["dimension"]
