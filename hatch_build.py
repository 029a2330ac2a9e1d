"""Build hook: the data travel inside the import package, under the same relative paths as in the repository, with the
names that ids of earlier versions have now.

Only in real wheels. In a development install the package finds the checkout around it, and copies would go stale.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("datapackage.json", "data", "schemas", "seeds", "changes/aliases.csv")


class CarryData(BuildHookInterface[Any]):
    """Adds descriptor, tables, schemas and archived texts to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds; `version` is "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"].update({name: f"cn_industrial_internet/{name}" for name in CARRIED})
