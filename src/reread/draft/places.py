"""Registers of places that a package comes with: how a name or code in a worksheet finds the row of entities it means.

The engine knows no country. A dataset whose package holds a table of divisions says here how it is read:

    register("divisions", make)      # make(pkg) -> Places
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ..package.opening import Package

#: A place must be ahead of the next by so much to be the only one meant.
_AHEAD: Final = 0.05


class Place(NamedTuple):
    """A place that a text may mean: its `key` in the register, how sure that is (0 to 1), the row of `entities` it
    would have, and the key of the place it lies in ("": `lies_in` of the row stands as it is).
    """

    key: str
    score: float
    row: dict[str, str]
    above: str


class Places:
    """A register of places; as it stands here, one that knows none."""

    #: The column of `entities` that holds the keys.
    column = ""

    def find(self, text: str) -> list[Place]:
        """The places that a key, id or name may mean, best first."""
        return []

    def names(self, language: str) -> Iterable[tuple[str, str]]:
        """Names that places bear in texts of a language, with their keys."""
        return ()

    def of(self, key: str) -> Place | None:
        """The place with a key."""
        return next((place for place in self.find(key) if place.key == key), None)

    def likely(self, text: str) -> list[Place]:
        """The places that a text means, all of them where none is clearly ahead of the others."""
        found = self.find(text)
        return [place for place in found if place.score > found[0].score - _AHEAD]


_registers: Final[dict[str, Callable[[Package], Places]]] = {}


def register(table: str, make: Callable[[Package], Places]) -> None:
    """Read the register of places in packages that have this table with `make`."""
    _registers[table] = make


def places_of(pkg: Package) -> Places:
    """The register of places of a package; one that knows none where it has none."""
    made = next((make for table, make in _registers.items() if table in pkg.tables), None)
    found: Places = pkg.once("places", lambda: made(pkg) if made else Places())
    return found
