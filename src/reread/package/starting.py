"""Begin a data package of another field: the schemas of a package that is there, tables with a header, a descriptor."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..findings import CannotRun, shown
from . import csvtext
from .jsontext import json_text
from .opening import Package, open_package

#: What statements on values need; a package takes more tables when it has rows for them.
TABLES = (
    "sources", "entities", "entity_names", "units", "indicators", "indicator_terms", "evidence", "observations"
)  # fmt: skip
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def start(
    folder: Path | str,
    *,
    name: str,
    title: str,
    description: str,
    created: str,
    tables: Sequence[str] = TABLES,
    like: Package | Path | str | None = None,
) -> Path:
    """Write the beginnings of a package into an empty folder, and return it. `like` is the package whose schemas are
    taken, without it the one this library came with; what its schemas say of tables that are left out is left out.
    `created` is an ISO time. The schemas are yours then: topics, patterns and limits are for each field to choose.
    Raises `CannotRun` where the folder holds something, or a table is unknown."""
    pkg = like if isinstance(like, Package) else open_package(like)
    root = Path(folder)
    if root.exists() and any(root.iterdir()):
        raise CannotRun(f"{shown(str(root), 200)} is not empty", "Name a new folder.")
    unknown = [table for table in tables if table not in pkg.tables]
    if unknown:
        raise CannotRun(f"no table is called {shown(unknown[0])}", f"There are {', '.join(pkg.tables)}.")
    resources = [resource for resource in pkg.resources if resource["name"] in tables]
    for sub in ("data", "schemas", "seeds"):
        (root / sub).mkdir(parents=True)
    for resource in resources:
        schema = _without(pkg.tables[resource["name"]].schema, {*tables, ""})
        header = [field["name"] for field in schema["fields"]]
        _write(root / resource["path"], csvtext.write([header]))
        _write(root / resource["schema"], json_text(schema))
    descriptor = {
        "$schema": _PROFILE,
        "name": name,
        "title": title,
        "description": description,
        "version": "0.1.0",
        "created": created,
        "licenses": pkg.descriptor.get("licenses"),
        "contributors": [{"title": f"The {name} contributors", "roles": ["creator"]}],
        "sources": [{"title": "What statements were read from", "path": "data/sources.csv"}],
        "resources": resources,
    }
    _write(root / "datapackage.json", json_text(descriptor))
    return root


def _without(schema: dict[str, Any], tables: set[str]) -> dict[str, Any]:
    """`schema` without the keys and rules that look into other tables than these."""
    found: dict[str, Any] = json.loads(json.dumps(schema))
    own = found.get("cnii:contract", {})
    keys = [key for key in found.pop("foreignKeys", ()) if key["reference"]["resource"] in tables]
    rules = []
    for rule in own.pop("rules", ()):
        named = rule.get("tables", ())
        looks = named.values() if isinstance(named, dict) else named
        rules += [rule] if {table.partition(".")[0] for table in looks} <= tables else []
    found.update({"foreignKeys": keys} if keys else {})
    own.update({"rules": rules} if rules else {})
    return found


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
