"""What is released: a package under a version, with the one moment that all its files are dated to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..diff.versions import parts
from ..findings import CannotRun, shown
from ..package.opening import Package, open_package
from ..package.table import Table
from ..tables.columns import known_names, table_of


@dataclass(frozen=True, slots=True)
class Release:
    """A package and what its release is called. `created` is the moment of the version, as the descriptor states it."""

    package: Package
    name: str
    version: str
    created: datetime

    @property
    def stem(self) -> str:
        """What every file of the release is called, before the dot."""
        return f"{self.name}-{self.version}"

    @property
    def day(self) -> str:
        """The day of the version, YYYY-MM-DD."""
        return f"{self.created:%Y-%m-%d}"

    @property
    def epoch(self) -> int:
        """The moment of the version in seconds since 1970, for tools that read SOURCE_DATE_EPOCH."""
        return int(self.created.timestamp())

    @property
    def about(self) -> dict[str, Any]:
        """The descriptor."""
        return self.package.descriptor

    def tables(self) -> list[Table]:
        """Every table in the order of the descriptor, then every view."""
        pkg = self.package
        found: list[Table] = pkg.once("release tables", lambda: [table_of(pkg, name) for name in known_names(pkg)])
        return found

    def is_view(self, table: Table) -> bool:
        """Whether `table` is worked out from others."""
        return table.name not in self.package.tables


def open_release(package: Package | Path | str) -> Release:
    """The package as a release. Raises `CannotRun` where name, version or day are missing or no such thing."""
    pkg = package if isinstance(package, Package) else open_package(package)
    for problem in pkg.all_problems():
        raise CannotRun(f"{problem.file}: {problem.found}", "Run cnii validate, and mend the package first.")
    name, version, created = (pkg.descriptor.get(member) for member in ("name", "version", "created"))
    if not isinstance(name, str) or not name:
        raise CannotRun("the descriptor has no name", "Give the package a name.")
    if not isinstance(version, str) or parts(version) is None:
        raise CannotRun(f"the version is {shown(str(version))}", "Give the package a version such as 1.2.3.")
    try:
        moment = datetime.fromisoformat(str(created))
    except ValueError:
        raise CannotRun(
            f"created is {shown(str(created))}", "Write the day of this version there: 2026-01-31T00:00:00Z."
        ) from None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return Release(pkg, name, version, moment)
