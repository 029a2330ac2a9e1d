"""What a table or view is: title, licence, key, and the meaning of its columns, from descriptor and schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..package.opening import Package
from ..package.table import Table
from .columns import opened, table_of


def metadata(name: str, *, package: Package | Path | str | None = None) -> dict[str, Any]:
    """What the table or view `name` is, as plain JSON values.

    Title, description, licences, version, path, key, and columns: each with its title, description, type, and unit
    where it has one. Raises `CannotLoad` for an unknown table.

    >>> about = metadata("observations")
    >>> about["primary_key"], about["licenses"][0]["name"], about["columns"]["value"]["unit"]
    (['observation_id'], 'CC-BY-4.0', 'unit_id')
    """
    pkg = opened(package)
    return described(pkg, table_of(pkg, name))


def described(pkg: Package, table: Table) -> dict[str, Any]:
    """`metadata` of a table at hand, which may be one that the views of `pkg` are computed from."""
    name = table.name
    resource = next((r for r in pkg.resources if r.get("name") == name), {})
    own = {key: pkg.descriptor.get(key) for key in ("name", "title", "version", "licenses")}
    return {
        "name": name,
        "title": resource.get("title") or table.schema.get("title"),
        "description": resource.get("description") or table.schema.get("description"),
        "path": table.path,
        "primary_key": list(table.key_columns),
        "licenses": resource.get("licenses") or own.pop("licenses"),
        "version": own["version"],
        "package": {key: own[key] for key in ("name", "title", "version")},
        "columns": {str(field.get("name")): _about(field) for field in table.fields},
    }


def _about(field: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: str(field[key]) for key in ("title", "description", "type") if key in field}
    own = field.get("cnii:contract")
    if isinstance(own, dict) and "unit" in own:
        found["unit"] = own["unit"]
    return found
