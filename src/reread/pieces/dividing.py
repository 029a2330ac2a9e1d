"""Whether a package is judged in pieces. Asked in every run, so nothing else is loaded here for small ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..package.opening import Package

#: Bytes of a table from which several processes share the work on a package, also if it is held; and from which a table
#: is not held whose rows belong to sources. As records of Python, rows take ten times that.
WORTH_SHARING = 1 << 22


def to_divide(pkg: Package) -> list[str]:
    """The tables for which a package is judged in pieces: those that are not held and, where several processes can
    share the work, those that are worth it.
    """
    shared = pkg.workers > 1
    return [name for name in pkg.tables if pkg.is_large(name) or (shared and _size(pkg, name) > WORTH_SHARING)]


def _size(pkg: Package, name: str) -> int:
    """The bytes of a table, 0 where there is none: reading it will say so."""
    place, _ = pkg.locate(pkg.tables[name].path)
    try:
        return place.stat().st_size if place else 0
    except OSError:
        return 0


def passed_over(pkg: Package) -> dict[str, int]:
    """By table, the bytes from which it is passed over rather than held though it could be: where every rule that reads
    its rows can be judged in pieces, or names the few that it needs. Only tables that are larger are looked at.
    """
    names = [name for name in pkg.tables if _size(pkg, name) > WORTH_SHARING]
    if not names:
        return {}
    from ..rules import all_rules
    from .related import NAMING
    from .shards import belongs_to_source

    needed = {name for naming in NAMING.values() for name in naming.held}
    needed |= {name for info in all_rules() if info.scope == "package" for name in info.tables}
    return {name: WORTH_SHARING for name in names if belongs_to_source(pkg.tables[name]) and name not in needed}
