"""The descriptor with its schemas written into it, for readers that do not follow paths."""

from __future__ import annotations

from typing import Any

from ..model import Release

__all__ = ["FILE", "build"]

FILE = "datapackage-inline.json"


def build(release: Release) -> dict[str, Any]:
    """A Data Package v2 like the descriptor, with an object in the place of every path of a schema."""
    pkg = release.package
    stated = pkg.descriptor["resources"]
    resources = [{**resource, "schema": pkg.tables[resource["name"]].stated} for resource in stated]
    return {**pkg.descriptor, "resources": resources}
