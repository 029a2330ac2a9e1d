"""The files that belong to a package: what is written elsewhere must not take their place."""

from __future__ import annotations

import os
from mmap import ACCESS_READ, mmap
from pathlib import Path

from ..findings import CannotRun, shown
from .opening import Package


def refuse_own(pkg: Package, path: Path) -> None:
    """Raises `CannotRun` where `path` is the descriptor, a table, a schema or an archived text of a package."""
    own = {pkg.descriptor_path, *(table.path for table in pkg.tables.values()), *pkg.schema_paths.values()}
    real = Path(os.path.realpath(path))
    if any(str(real) == os.path.realpath(pkg.root / name) for name in own) or _is_archived(pkg, real):
        raise CannotRun(f"{shown(str(path), 200)} belongs to the package", "Name another file for the report.")


def _is_archived(pkg: Package, real: Path) -> bool:
    """Whether a file is an archived text. Where the rows of `sources` are not held, or cannot be read: whether its name
    stands anywhere in that table.
    """
    sources = pkg.table("sources")
    if sources.readable and not sources.large:
        paths = {row.get("archive_path") for row in sources.rows} - {""}
        return any(str(real) == os.path.realpath(pkg.root / path) for path in paths)
    place, _ = pkg.locate(sources.path)
    inside = Path(os.path.realpath(pkg.root)) in real.parents and real.is_file()
    if not inside or place is None or not place.stat().st_size:
        return False
    with place.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as table:
        return table.find(real.name.encode("utf-8", "surrogateescape")) >= 0
