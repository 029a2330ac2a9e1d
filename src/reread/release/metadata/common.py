"""What every description of a release says, read from the descriptor and the data once."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from ...statements.view import STATEMENT_TABLES
from ..model import Release

__all__ = ["About", "Asset", "about", "asset", "context", "filled", "json_text"]

_DOI = re.compile(r"(?:https?://doi\.org/|doi:)?(10\.\d{4,9}/\S+)")
_YEAR = re.compile(r"(?:19|20)\d\d")

#: Media types of what a release holds, by the end of the name; the longest end that fits counts.
_MEDIA = {
    ".zip": "application/zip",
    ".sqlite": "application/vnd.sqlite3",
    ".duckdb": "application/vnd.duckdb",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".py": "text/x-python",
    ".cff": "application/yaml",
    ".txt": "text/plain",
    ".tar.gz": "application/gzip",
    ".whl": "application/zip",
}


@dataclass(frozen=True, slots=True)
class About:
    """The facts. `licences` are (SPDX id, title, address); `years` the first and last that statements are about."""

    name: str
    title: str
    description: str
    version: str
    day: str
    keywords: tuple[str, ...]
    creators: tuple[str, ...]
    publishers: tuple[str, ...]
    licences: tuple[tuple[str, str, str], ...]
    homepage: str
    doi: str
    years: tuple[str, str] | None
    sources: tuple[tuple[str, str], ...]

    @property
    def publisher(self) -> str:
        """Who publishes: the first publisher, else the first creator."""
        return (*self.publishers, *self.creators, self.title)[0]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a release: its name, size in bytes, SHA-256 and media type."""

    name: str
    size: int
    sha256: str
    media: str


def asset(name: str, raw: bytes) -> Asset:
    """`raw` as a file called `name`."""
    ends = [end for end in _MEDIA if name.endswith(end)]
    return Asset(name, len(raw), sha256(raw).hexdigest(), _MEDIA[max(ends, key=len)] if ends else "text/plain")


def about(release: Release) -> About:
    """The facts about `release`."""
    found = release.about
    people = [c for c in found.get("contributors") or () if isinstance(c, dict)]
    doi = _DOI.fullmatch(str(found.get("id", "")))
    return About(
        name=release.name,
        title=str(found.get("title") or release.name),
        description=str(found.get("description") or ""),
        version=release.version,
        day=release.day,
        keywords=tuple(map(str, found.get("keywords") or ())),
        creators=_people(people, "creator") or _people(people, None),
        publishers=_people(people, "publisher"),
        licences=tuple(
            (str(entry.get("name", "")), str(entry.get("title", "")), str(entry.get("path", "")))
            for entry in found.get("licenses") or ()
        ),
        homepage=str(found.get("homepage") or ""),
        doi=doi[1] if doi else "",
        years=_years(release),
        sources=_sources(release),
    )


def _people(people: list[dict[str, Any]], role: str | None) -> tuple[str, ...]:
    return tuple(str(c.get("title")) for c in people if role is None or role in (c.get("roles") or ()))


def _years(release: Release) -> tuple[str, str] | None:
    years = {
        year
        for name in STATEMENT_TABLES
        for row in release.package.table(name).rows
        for year in _YEAR.findall(row.get("period"))
    }
    return (min(years), max(years)) if years else None


def _sources(release: Release) -> tuple[tuple[str, str], ...]:
    """Title and address of every source that has one."""
    return tuple((row.get("title"), row.get("url")) for row in release.package.table("sources").rows if row.get("url"))


@cache
def context(name: str) -> dict[str, Any]:
    """The JSON-LD context of a description: that which its standard prescribes, or the terms it uses."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("contexts.json").read_text("utf-8"))[name]
    return found


def json_text(value: object) -> str:
    """`value` as the text of a JSON file, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def filled(members: dict[str, Any]) -> dict[str, Any]:
    """`members` without those that say nothing."""
    return {name: value for name, value in members.items() if value not in (None, "", [], (), {})}
