"""What a package knows, arranged for drafting: names, terms, phrases, lists, and how indicators hang together.

Besides the registered words, a few forms are derived that newspapers use as well: a Chinese place without 市 or 省, an
English one without its kind, the plain name of an indicator; and the phrases of `starter_phrases.csv`. Whatever is
found by such a form carries the row that has to be registered with it, so that nothing is read in secret.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ..package import csvtext
from ..reading.names import NameIndex, normalise
from ..statements.view import primary
from .model import Registration

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

__all__ = ["PLACES", "Register"]

#: Types of entities that are places, from the largest.
PLACES: Final = ("country", "province", "city", "district", "county", "zone")
#: Endings that newspapers leave out, by type.
_ENDINGS: Final = {
    "zh": {"city": "市", "province": "省", "district": "区"},
    "en": {"city": " City", "province": " Province", "district": " District"},
}
#: Words in the name of an indicator that tell the type of its owner.
_OWNER_WORDS: Final = {"zone": "zone", "project": "project", "industry": "sector", "government": "organisation"}
_NUMBER_ENDING: Final = re.compile("[数额]$")
_TAG: Final = {"en": "en", "zh": "zh-Hans"}


@cache
def _starters() -> tuple[tuple[str, str, str, str], ...]:
    """Part, phrase, language, what it denotes."""
    raw = files(__package__).joinpath("starter_phrases.csv").read_bytes()
    return tuple((c[0], c[1], c[2], c[3]) for _, c in csvtext.parse(raw, "starter_phrases.csv").records)


class Register:
    """Look-ups for drafting texts in one language. `without` leaves out the statements of one source."""

    def __init__(self, pkg: Package, language: str, without: str = "") -> None:
        self.pkg = pkg
        self.language = primary(language)
        self.without = without
        self.types = {row["entity_id"]: row["type"] for row in pkg.table("entities").rows}
        self.parents = {row["entity_id"]: row["parent_id"] for row in pkg.table("entities").rows}
        self.indicators: dict[str, Row] = {row.key: row for row in pkg.table("indicators").rows}
        units = {row["unit_id"]: row["dimension"] for row in pkg.table("units").rows}
        self.units = units
        self.dimensions = {key: units.get(row["unit_id"], "") for key, row in self.indicators.items()}
        self.new: dict[tuple[str, str], Registration] = {}

    # --- words ---

    @cached_property
    def names(self) -> NameIndex:
        """Names of entities; the ids are entities."""
        pairs = [
            (row["name"], row["entity_id"])
            for row in self.pkg.table("entity_names").rows
            if primary(row["language"]) == self.language and not row.get("source_id")
        ]
        taken = {normalise(name) for name, _ in pairs}
        derived: list[tuple[str, str]] = []
        for name, entity in pairs:
            ending = _ENDINGS[self.language].get(self.types.get(entity, ""), "")
            short = name[: -len(ending)] if ending and name.lower().endswith(ending.lower()) else ""
            if len(short) >= 2 and normalise(short) not in taken:
                taken.add(normalise(short))
                derived.append((short, entity))
                row = (("entity_id", entity), ("name", short), ("language", self.tag), ("kind", "alias"))
                self.new["name", normalise(short)] = Registration("entity_names", row)
        return NameIndex([*pairs, *derived], alone=True)

    @cached_property
    def terms(self) -> NameIndex:
        """Terms of indicators; the ids are indicators."""
        pairs = [
            (row["term"], row["indicator_id"])
            for row in self.pkg.table("indicator_terms").rows
            if primary(row["language"]) == self.language
        ]
        taken = {normalise(term) for term, _ in pairs}
        derived: list[tuple[str, str]] = []
        for key, row in self.indicators.items():
            if row["measure"] in ("share", "growth"):
                continue
            own = row["name"] if self.language == "en" else row["name_zh"]
            for term in dict.fromkeys((own, _NUMBER_ENDING.sub("", own))):
                if len(term) >= 2 and "(" not in term and normalise(term) not in taken:
                    taken.add(normalise(term))
                    derived.append((term, key))
                    cells = (("indicator_id", key), ("term", term), ("language", self.tag))
                    self.new["term", normalise(term)] = Registration("indicator_terms", cells)
        return NameIndex([*pairs, *derived])

    def phrases(self, part: str) -> NameIndex:
        """Phrases of one part; the ids are what they denote."""
        pairs = [
            (row["phrase"], row["denotes"])
            for row in self.pkg.table("phrases").rows
            if row["part"] == part and primary(row["language"]) == self.language
        ]
        taken = {(normalise(phrase), denotes) for phrase, denotes in pairs}
        for kind, phrase, language, denotes in _starters():
            if kind == part and primary(language) == self.language and (normalise(phrase), denotes) not in taken:
                pairs.append((phrase, denotes))
                cells = (("part", part), ("phrase", phrase), ("language", self.tag), ("denotes", denotes))
                self.new[part, f"{normalise(phrase)}|{denotes}"] = Registration("phrases", cells)
        return NameIndex(pairs)

    def phrase(self, part: str, words: str, denotes: str, note: str) -> tuple[Registration, ...]:
        """The row to register for a phrase that no table and no starter holds; nothing where it is registered."""
        key = normalise(words)
        for row in self.pkg.table("phrases").rows:
            same = row["part"] == part and row["denotes"] == denotes and normalise(row["phrase"]) == key
            if same and primary(row["language"]) == self.language:
                return ()
        cells = (("part", part), ("phrase", words), ("language", self.tag), ("denotes", denotes), ("note", note))
        return (Registration("phrases", cells),)

    @property
    def tag(self) -> str:
        """The language tag that new rows carry."""
        return _TAG[self.language]

    def needs(self, kind: str, words: str, denotes: str = "") -> tuple[Registration, ...]:
        """The rows to register for a name or term, or for a phrase in the sense it is used in."""
        key = normalise(words) if kind in ("name", "term") else f"{normalise(words)}|{denotes}"
        found = self.new.get((kind, key))
        if found is None:
            return ()
        cells = tuple((c, words if c in ("name", "term", "phrase") else v) for c, v in found.cells)
        return (Registration(found.table, cells),)

    # --- indicators ---

    def measure(self, indicator: str) -> str:
        """The measure of an indicator."""
        return self.indicators[indicator]["measure"]

    def is_level(self, indicator: str) -> bool:
        """Whether an indicator is neither a share nor a growth rate."""
        return indicator in self.indicators and self.measure(indicator) not in ("share", "growth")

    def fits(self, indicator: str, unit: str) -> bool:
        """Whether a figure in `unit` can be a value of `indicator`."""
        dimension = self.units.get(unit)
        if dimension is None or self.dimensions.get(indicator) != dimension:
            return False
        return dimension in ("money", "area") or self.indicators[indicator]["unit_id"] == unit

    @cached_property
    def _derived(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for key, row in self.indicators.items():
            if row["measure"] == "growth":
                found.setdefault((row["growth_of"], "growth"), []).append(key)
            elif row["measure"] == "share":
                for base in dict.fromkeys((row["part_of"] or row["whole_of"], row["whole_of"])):
                    found.setdefault((base, "share"), []).append(key)
        return found

    def derived(self, level: str, measure: str) -> str:
        """The indicator that is the growth, or a share, of `level`; "" where none is registered."""
        found = self._derived.get((level, measure), [])
        return found[0] if found else ""

    @cached_property
    def _owners(self) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for row in self.pkg.table("observations").rows:
            if row["source_id"] != self.without:
                kind = self.types.get(row["entity_id"], "")
                found.setdefault(row["indicator_id"], Counter())[kind] += 1
        return found

    def owner_types(self, indicator: str) -> dict[str, float]:
        """What owners of a type cost less: types that an indicator has been printed of a little (another district may
        print what so far a city did), those that its name speaks of much."""
        bonus = dict.fromkeys(self._owners.get(indicator, ()), -1.0)
        row = self.indicators.get(indicator)
        words = re.findall(r"[a-z]+", row["name"].lower()) if row else []
        bonus.update({kind: -5.0 for word, kind in _OWNER_WORDS.items() if word in words})
        return bonus

    # --- entities ---

    def above(self, entity: str) -> list[str]:
        """The entities that `entity` lies in, from the nearest."""
        found: list[str] = []
        while (entity := self.parents.get(entity, "")) and entity not in found:
            found.append(entity)
        return found

    def is_place(self, entity: str) -> bool:
        """Whether an entity is a place."""
        return self.types.get(entity) in PLACES
