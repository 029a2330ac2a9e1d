"""The notes of a release: who must act, the figures, what changed, the files, how to check and cite them."""

from __future__ import annotations

from collections.abc import Iterable

from ..statements.view import STATEMENT_TABLES
from ..templates import filled
from .changelog import section
from .changes import Change
from .citing import cite
from .metadata.common import Asset
from .model import Release
from .versions import Version


def figures(release: Release) -> dict[str, int]:
    """What the release holds in numbers; only what its tables can tell."""
    pkg = release.package
    sources, entries, relations = (pkg.table(name) for name in ("sources", "ranking_entries", "relations"))
    found = {
        "sources": len(sources),
        "of them archived whole": sum(bool(row.get("archive_path")) for row in sources.rows),
        "statements": sum(len(pkg.table(name)) for name in STATEMENT_TABLES),
        "ranks": sum(bool(row.get("rank")) for row in entries.rows),
        "entities": len(pkg.table("entities")),
        "indicators": len(pkg.table("indicators")),
        "pieces of evidence": len(pkg.table("evidence")),
        "corrections": len(pkg.table("corrections")),
        "relations that must add up": len(relations),
        "of them contradictions": sum(row.get("expected") == "contradicts" for row in relations.rows),
        "derived quantities": len(pkg.table("derived")),
    }
    lacking = {"relations that must add up", "of them contradictions"} if not len(relations) else set()
    return {name: number for name, number in found.items() if number or name not in lacking}


def text(release: Release, line: Version, changes: Iterable[Change], assets: Iterable[Asset]) -> str:
    """The notes in Markdown."""
    changed = section(line, list(changes)).partition("\n")[2].lstrip("\n")
    return filled(
        __package__,
        "notes.md",
        title=release.about.get("title") or release.name,
        release=release,
        changed=changed,
        figures=figures(release),
        files=assets,
        cited=cite(package=release.package),
    )
