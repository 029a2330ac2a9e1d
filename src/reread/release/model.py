"""What is released: a package under a version, with the one moment that all its files are dated to; and what every
description of it says, read from the descriptor and the data once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..diff.model import parts
from ..findings import CannotRun, shown
from ..package.opening import Package, open_package
from ..package.table import Table
from ..statements.view import STATEMENT_TABLES
from ..tables.columns import known_names, table_of
from .metadata.shaped import shaped

_DOI = re.compile(r"(?:https?://doi\.org/|doi:)?(10\.\d{4,9}/\S+)")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Agent(NamedTuple):
    """Somebody who made or publishes the package."""

    name: str

    @property
    def id(self) -> str:
        """What graphs call them: #first-second."""
        return "#" + "-".join(self.name.lower().split())


class Licence(NamedTuple):
    """A licence: its SPDX id, its title and its address."""

    name: str = ""
    title: str = ""
    path: str = ""

    @property
    def address(self) -> str:
        """The address, or the id where there is none."""
        return self.path or self.name

    @property
    def words(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Release:
    """A package and what its release is called. `created` is the moment of the version, as the descriptor states it.

    `years` are the first and last that statements are about, in a list; an empty one where none is. `sources` are the
    cells of those that have an address.
    """

    package: Package
    name: str
    version: str
    created: datetime
    title: str
    description: str
    keywords: list[str]
    creators: tuple[Agent, ...]
    publisher: Agent
    licences: tuple[Licence, ...]
    homepage: str
    doi: str
    years: list[tuple[str, str]]
    sources: list[dict[str, str]]

    @property
    def stem(self) -> str:
        """What every file of the release is called, before the dot."""
        return f"{self.name}-{self.version}"

    @property
    def day(self) -> str:
        """The day of the version, YYYY-MM-DD."""
        return f"{self.created:%Y-%m-%d}"

    @property
    def licence(self) -> Licence:
        """The first licence."""
        return (*self.licences, Licence())[0]

    @property
    def coverage(self) -> str:
        """The years as an interval of ISO 8601."""
        return "/".join(year for span in self.years for year in span)

    @property
    def doi_address(self) -> str:
        """The DOI as an address, where there is one."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

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
    about = pkg.descriptor
    name, version, created = (about.get(member) for member in ("name", "version", "created"))
    if not isinstance(name, str) or not name:
        raise CannotRun("the descriptor has no name", "Give the package a name.")
    if not isinstance(version, str) or parts(version) is None:
        raise CannotRun(f"the version is {shown(str(version))}", "Give the package a version such as 1.2.3.")
    try:
        moment = datetime.fromisoformat(str(created))
    except ValueError:
        fix = "Write the day of this version there: 2026-01-31T00:00:00Z."
        raise CannotRun(f"created is {shown(str(created))}", fix) from None
    title, doi = str(about.get("title") or name), _DOI.fullmatch(str(about.get("id", "")))
    listed = [one for one in about.get("contributors") or () if isinstance(one, dict)]
    people = [(Agent(str(one.get("title"))), one.get("roles") or ()) for one in listed]
    creators = [who for who, roles in people if "creator" in roles] or [who for who, _ in people]
    rows = (row for table in STATEMENT_TABLES for row in pkg.table(table).rows)
    years = {year for row in rows for year in _YEAR.findall(row.get("period"))}
    return Release(
        package=pkg,
        name=name,
        version=version,
        created=moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC),
        title=title,
        description=str(about.get("description") or ""),
        keywords=[str(word) for word in about.get("keywords") or ()],
        creators=tuple(creators),
        publisher=next((who for who, roles in people if "publisher" in roles), (*creators, Agent(title))[0]),
        licences=tuple(
            Licence(*(str(entry.get(member, "")) for member in Licence._fields))
            for entry in about.get("licenses") or ()
        ),
        homepage=str(about.get("homepage") or ""),
        doi=doi[1] if doi else "",
        years=[(min(years), max(years))] if years else [],
        sources=[defaultdict(str, row.as_dict()) for row in pkg.table("sources").rows if row.get("url")],
    )


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a release: its name, size in bytes, SHA-256 and media type."""

    name: str
    size: int
    sha256: str
    media: str


def asset(name: str, raw: bytes) -> Asset:
    """`raw` as a file called `name`."""
    kinds = shaped("media")
    end = max((end for end in kinds if name.endswith(end)), key=len)
    return Asset(name, len(raw), sha256(raw).hexdigest(), kinds[end])
