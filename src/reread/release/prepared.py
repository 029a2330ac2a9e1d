"""The files of the project's folder that a release needs and a program writes: changes, changelog, citation."""

from __future__ import annotations

from pathlib import Path

from ..files import writing
from ..package import csvtext, renamed
from ..package.renamed import FOLDER
from . import changelog
from .changes import Change, read
from .metadata.common import about, json_text
from .metadata.written import cff, zenodo
from .model import Release
from .versions import VERSIONS, Step, Version, known


def prepared(release: Release, step: Step) -> dict[str, str]:
    """Every such file and its text, after `step`."""
    texts = {
        VERSIONS: csvtext.write([Version._fields, *step.versions]),
        f"{FOLDER}/{release.version}.csv": csvtext.write([Change._fields, *step.changes]),
        renamed.PATH: renamed.write(step.aliases),
    }
    return texts | described(release, step)


def described(release: Release, step: Step | None = None) -> dict[str, str]:
    """The changelog and the citation, after `step`, or with the changes that are written."""
    root, facts = release.package.root, about(release)
    versions = step.versions if step else known(root)
    changes = {line.version: read(root / FOLDER / f"{line.version}.csv") for line in versions}
    changes |= {release.version: step.changes} if step else {}
    texts = {"CHANGELOG.md": changelog.page(versions, changes)} if versions else {}
    return texts | {"CITATION.cff": cff(facts), ".zenodo.json": json_text(zenodo(facts))}


def stale(root: Path, texts: dict[str, str]) -> list[str]:
    """Which of the files are not what they would be written as."""
    places = {root / name: name for name in texts}
    return [
        name
        for place, name in places.items()
        if not place.is_file() or place.read_bytes() != texts[name].encode("utf-8")
    ]


def write_files(root: Path, texts: dict[str, str]) -> list[str]:
    """Write those that differ; their names."""
    names = stale(root, texts)
    for name in names:
        place = root / name
        with writing(place, "Give write permission."):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(texts[name].encode("utf-8"))
    return names
