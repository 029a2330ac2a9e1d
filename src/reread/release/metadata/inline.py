"""The descriptor with its schemas written into it, for readers that do not follow paths."""

from __future__ import annotations

from typing import Any

from ..model import Release

__all__ = ["FILE", "build"]

FILE = "datapackage-inline.json"


def build(release: Release, descriptor: dict[str, Any]) -> dict[str, Any]:
    """A Data Package v2 like the descriptor of the bundle, with an object in the place of every path of a schema."""
    tables = release.package.tables
    resources = [{**stated, "schema": tables[stated["name"]].stated} for stated in descriptor["resources"]]
    return {**descriptor, "resources": resources}
