"""China's divisions as a register of places for worksheets: from a name or code to the row of entities it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reread.draft.places import Place, Places, register
from reread.package.opening import Package

from .divisions import Division, divisions_of, of_codes, parts

_COUNTRY: Final = "china"


class Chinese(Places):
    """The divisions of a package."""

    column = "gb2260"

    def __init__(self, pkg: Package) -> None:
        self._divisions = divisions_of(pkg)
        self._found: dict[str, list[Place]] = {}

    def find(self, text: str) -> list[Place]:
        """The divisions that a code, id or name may mean, best first; of one code the latest only."""
        if text not in self._found:
            places: dict[str, Place] = {}
            for found in self._divisions.find(text):
                places.setdefault(found.division.gb2260, _place(found.division, found.score))
            self._found[text] = [*places.values()]
        return self._found[text]

    def names(self, language: str) -> Iterator[tuple[str, str]]:
        """Full names of divisions that stand, and short ones of provinces and prefectures, with their codes."""
        for division in self._divisions:
            if division.valid_to is None and language in ("zh", "en"):
                name = division.name_zh if language == "zh" else division.name_en
                stem = parts(division.name_zh).stem if division.level != "county" else ""
                short = stem if language == "zh" else name.removesuffix(" District").removesuffix(" County")
                yield name, division.gb2260
                if short != name and (language == "en" or len(short) > 1):
                    yield short, division.gb2260


def _place(division: Division, score: float) -> Place:
    row = {
        "entity_id": division.division_id,
        "type": division.type,
        "name_en": division.name_en,
        "name_en_basis": "official" if division.level == "province" else "common",
        "name_zh": division.name_zh,
        "name_zh_basis": "official",
        "lies_in": "" if division.parent else _COUNTRY,
        "gb2260": division.gb2260,
        "iso_3166_2": next((row["iso_3166_2"] for row in of_codes("iso_3166_2").get(division.gb2260, ())), ""),
        "valid_to": str(division.valid_to) if division.valid_to else "",
    }
    return Place(division.gb2260, score, row, division.parent)


def use() -> None:
    """Let worksheets know China's divisions in every package that holds them."""
    register("divisions", Chinese)
