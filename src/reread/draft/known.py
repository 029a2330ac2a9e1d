"""What a package knows that a text may speak of: names of entities and places, terms of indicators."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from ..reading.names import FoundName, NameIndex, normalise
from ..statements.view import primary, view
from .places import places_of

if TYPE_CHECKING:
    from ..package.opening import Package

__all__ = ["Known"]

#: Words before a name that make it something compared with, a whole, or an example.
_COMPARED: Final = re.compile(
    r"(?:\b(?:than|only to|second to|behind|after|following|such as|including|besides|like|according to|by|near|around"
    r"|across from|between|among|and|or|with|from|to|excluding|except)(?:\s+(?:the|in|that of|any other|all))*\s*"
    r"|[%％]\s*of(?:\s+the)?\s*|\bpercent of(?:\s+the)?\s*|\bshare of(?:\s+the)?\s*"
    r"|(?:次于|高于|低于|快于|优于|少于|多于|据|如|包括|占|居|列|和|与|及|、|除|位于|坐落于|落户|在|于|对|向|从|是|成为)\s?)\Z",
    re.IGNORECASE,
)
_CAPITAL_BEFORE: Final = re.compile(
    r"(?:^|[\s(])(?!(?:In|By|The|At|Of|On|From|And|But|As|For|With|While|To)\s)([A-Z][\w’'-]*)\s\Z"
)
_LONGER: Final = re.compile(r"(?:['’]s)?\s(?!(?:In|By|Of|And)\b)[A-Z]|[-–/][A-Za-z]|\s(?:in|of)\s[A-Z]")
_GOES_ON: Final = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:机场|公司|集团|大学|学院|医院|银行|开发区|园区|高新区|保税区|新区|车站|码头)"
    r"|[\u4e00-\u9fff]{1,3}[湖港谷岛湾城园镇村](?![\u4e00-\u9fff])|[\u4e00-\u9fff]{1,3}[湖港谷岛湾园](?=[有的实完达为是在已共新])"
)
#: Words behind a Chinese name that make it what others are measured by: 全国平均水平, 全省首个.
_MEASURED: Final = re.compile(r"[\u4e00-\u9fff]{0,4}(?:平均|均值|首个|首家|首位|第一(?!季)|前列)")
#: How like the name of its indicator a term must be (0 to 1) to mean it anywhere.
_NEAR: Final = 0.75
_ADDRESS: Final = re.compile(r",?\s(?:in|of)\s|,\s")
#: What may stand behind a name that is no part of a longer phrase, "Huawei headquarters".
_FOLLOWS: Final = re.compile(
    r"\Z|\s?[^\w\s]|['’]s?\s|\s(?:\w+ed|had|has|have|is|are|was|were|saw|came|grew|rose|hit|got|made|set|won|held|built|ranks"
    r"|now|also|alone|itself|will|would|in|by|on|at|with|for|to|during|last|this"
    r"|(?:district|city|province|county|zone|municipality)(?:['’]s|\b))\b"
)
#: Types of entities that figures are of only with another owner beside them.
_NO_OWNERS: Final = ("sector", "product", "programme", "plan", "event", "publication", "person")


class Known:
    """Names and terms of a package in one language, found in a text."""

    def __init__(self, pkg: Package, language: str) -> None:
        self.pkg, self.places = pkg, places_of(pkg)
        self.language = primary(language)
        self._types = {row["entity_id"]: row["type"] for row in pkg.table("entities").rows}
        names = [
            (name, entity)
            for (code, name), bearers in view(pkg).names.items()
            if code == self.language
            for entity in bearers
            if self._types.get(entity, "") not in _NO_OWNERS
        ]
        names += [(name, key) for name, key in self.places.names(self.language)]
        self._names = NameIndex(names)
        self._terms = NameIndex(
            (row["term"], row["indicator_id"])
            for row in pkg.table("indicator_terms").rows
            if primary(row["language"]) == self.language and not row.get("source_id")
        )
        self.units = {row["indicator_id"]: row["unit_id"] for row in pkg.table("indicators").rows}
        self._named = {
            row["indicator_id"]: (normalise(row["name"]), normalise(row["name_zh"]))
            for row in pkg.table("indicators").rows
        }
        self._archived = {e.word for e in view(pkg).evidence.values() if e.span is not None and e.kind == "term"}
        self._keys = {
            row.get(self.places.column): row["entity_id"]
            for row in (pkg.table("entities").rows if self.places.column else ())
            if row.get(self.places.column)
        }

    def names(self, text: str) -> list[FoundName]:
        """Names in a text, but for pronouns that look like one (It, IT). The ids are those of entities, or keys of the
        register of places.
        """
        found = self._names.find(text)
        return [name for name in found if not (name.text.istitle() and len(name.text) == 2)]

    def terms(self, text: str) -> list[FoundName]:
        """Terms in a text; the ids are those of indicators."""
        return self._terms.find(text)

    def entities(self, name: FoundName) -> set[str]:
        """The entities that a name may mean and that may have figures, a key of the register of places as the entity it
        is.
        """
        found = {self._keys.get(key, key) for key in name.ids}
        return {key for key in found if self._types.get(key, "place") not in _NO_OWNERS}

    def plain(self, term: FoundName) -> bool:
        """Whether a term says its indicator by itself: it is near its name, or was read so in an archived text.

        Words of quoted pages may mean an indicator only there, beside heads that nobody quoted.
        """
        word = normalise(term.text)
        if word in self._archived:
            return True
        names = (name for key in term.ids for name in self._named.get(key, ()) if name)
        return any(SequenceMatcher(None, word, name).ratio() >= _NEAR for name in names)

    def address(self, name: FoundName, other: FoundName, text: str) -> tuple[str, ...]:
        """What `name` may mean where `other` behind it only says where that lies, "Tianhe district in Guangzhou"; empty
        where it does not.
        """
        if not _ADDRESS.fullmatch(text[name.end : other.start]):
            return ()
        return tuple(key for key in name.ids if self._lies_in(self._keys.get(key, key), self.entities(other)))

    def _lies_in(self, entity: str, wholes: set[str]) -> bool:
        for _ in range(6):
            entity = self._above(entity)
            if entity in wholes:
                return True
        return False

    def _above(self, entity: str) -> str:
        row = self.pkg.table("entities").get(entity)
        if row is not None:
            return row["lies_in"]
        place = next((p for p in self.places.find(entity) if p.key == entity), None)
        return self._keys.get(place.above, place.above) if place else ""

    def whole(self, name: FoundName, text: str) -> str:
        """Why a name is no subject by itself: part of a longer name, compared with, an example; "" where it may be."""
        before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 24]
        if self.language == "zh":
            if _GOES_ON.match(after):
                return "part of a longer name"
            if _MEASURED.match(after):
                return "what others are measured by"
        elif _LONGER.match(after) or _CAPITAL_BEFORE.search(before) or before.endswith(("-", "–", "/")):
            return "part of a longer name"
        elif not _FOLLOWS.match(after):
            return "may belong to the words behind it"
        if _COMPARED.search(before):
            return "compared with, or one of several"
        return ""

    def bearers(self, text: str) -> set[str]:
        """The entities that bear a text as their name."""
        return {key for name in self.names(text) if name.text == text for key in self.entities(name)}

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
