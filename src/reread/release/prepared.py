"""The files of the project's folder that a release needs and a program writes: changes, changelog, citation."""

from __future__ import annotations

from pathlib import Path

from ..package import aliases
from ..package.aliases import FOLDER
from . import changelog
from .changes import read, write
from .metadata.citation import cff, zenodo
from .metadata.common import about, json_text
from .model import Release
from .versions import VERSIONS, Step, known, write_versions

__all__ = ["described", "prepared", "stale", "write_files"]


def prepared(release: Release, step: Step) -> dict[str, str]:
    """Every such file and its text, after `step`."""
    version = release.version
    texts = {
        VERSIONS: write_versions(step.versions),
        f"{FOLDER}/{version}.csv": write(step.changes),
        aliases.PATH: aliases.write(step.aliases),
    }
    root = release.package.root
    changes = {line.version: read(root / FOLDER / f"{line.version}.csv") for line in step.versions}
    changes[version] = step.changes
    texts["CHANGELOG.md"] = changelog.page(step.versions, changes)
    return texts | _citations(release)


def described(release: Release) -> dict[str, str]:
    """What can be told without the last release: the citation, and the changelog of the changes that are written."""
    root = release.package.root
    versions = known(root)
    changes = {line.version: read(root / FOLDER / f"{line.version}.csv") for line in versions}
    texts = {"CHANGELOG.md": changelog.page(versions, changes)} if versions else {}
    return texts | _citations(release)


def _citations(release: Release) -> dict[str, str]:
    facts = about(release)
    return {"CITATION.cff": cff(facts), ".zenodo.json": json_text(zenodo(facts))}


def stale(root: Path, texts: dict[str, str]) -> list[str]:
    """Which of the files are not what they would be written as."""
    return [name for name, text in texts.items() if _bytes(root / name) != text.encode("utf-8")]


def _bytes(place: Path) -> bytes | None:
    return place.read_bytes() if place.is_file() else None


def write_files(root: Path, texts: dict[str, str]) -> list[str]:
    """Write those that differ; their names."""
    names = stale(root, texts)
    for name in names:
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(texts[name].encode("utf-8"))
    return names
