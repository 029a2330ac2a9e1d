"""Whether a package is judged in pieces. Asked in every run, so nothing else is loaded here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..package import Package

#: Bytes of a table from which several processes share the work on a package, also if it is held.
WORTH_SHARING = 1 << 22


def to_divide(pkg: Package) -> list[str]:
    """The tables for which a package is judged in pieces: those that are not held and, where several processes can
    share the work, those that are worth it.
    """
    found = []
    for name, table in pkg.tables.items():
        place, _ = pkg.locate(table.path)
        size = place.stat().st_size if place else 0
        if pkg.is_large(name) or (pkg.workers > 1 and size > WORTH_SHARING):
            found.append(name)
    return found
