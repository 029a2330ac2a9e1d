"""Packages to plant defects in, and the mark that says which rules a test plants one for.

`tests/test_rule_catalogue.py` reads every `plants("...")` in the tests (as literal codes) and fails for a rule that
has none.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import core
import pytest

from reread.findings import Finding
from reread.package import csvtext
from reread.package.opening import open_package
from reread.package.starting import start
from reread.run import Report, run

ROOT = Path(__file__).resolve().parent.parent
PROFILES = "https://datapackage.org/profiles/2.0/"

#: The columns of the table a tiny package has when none is given.
THINGS_SCHEMA: dict[str, Any] = {
    "$schema": PROFILES + "tableschema.json",
    "name": "things",
    "title": "Things",
    "description": "Things to test with.",
    "fields": [
        {
            "name": "thing_id",
            "type": "string",
            "description": "Key.",
            "constraints": {"required": True, "unique": True},
        },
        {"name": "number", "type": "integer", "description": "A number."},
        {"name": "note", "type": "string", "description": "Words."},
    ],
    "primaryKey": ["thing_id"],
}
THINGS_CSV = 'thing_id,number,note\na,1,plain\nb,,"with, comma"\nc,-3,"two\nlines"\nd,4,广州\n'


def plants(*codes: str) -> pytest.MarkDecorator:
    """Mark a test as planting a defect that the rules with these codes must find. Give the codes as literals."""
    return pytest.mark.plants(*codes)


def describe(descriptor: dict[str, Any], root: Path) -> None:
    """Write `descriptor` to the package at `root`, with true bytes, hash and cnii:rows for tables that can be read."""
    for resource in descriptor["resources"]:
        raw = (root / resource["path"]).read_bytes()
        rows = max(0, len(list(csv.reader(io.StringIO(raw.decode("utf-8", "replace"), newline="")))) - 1)
        resource.update({"bytes": len(raw), "hash": f"sha256:{sha256(raw).hexdigest()}", "cnii:rows": rows})
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (root / "datapackage.json").write_bytes(text.encode("utf-8"))


def refresh(root: Path) -> None:
    """Make the recorded numbers of an edited package true again, so that only the planted defect remains."""
    describe(json.loads((root / "datapackage.json").read_text("utf-8")), root)


def tiny_package(
    folder: Path,
    tables: Mapping[str, tuple[dict[str, Any], str]] | None = None,
    sources_texts: Mapping[str, str] | None = None,
) -> Path:
    """Write a small package that the B and P rules find nothing in, and return its folder.

    `tables`: name to (schema, CSV text); `sources_texts`: path in the package to archived text.
    """
    tables = {"things": (THINGS_SCHEMA, THINGS_CSV)} if tables is None else tables
    root = folder / "package"
    for name in ("data", "schemas", "seeds"):
        (root / name).mkdir(parents=True)
    for path, text in (sources_texts or {}).items():
        (root / path).write_bytes(text.encode("utf-8"))
    resources = []
    for name, (schema, text) in tables.items():
        (root / "data" / f"{name}.csv").write_bytes(text.encode("utf-8"))
        whole = {"$schema": PROFILES + "tableschema.json", **schema}
        written = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        (root / "schemas" / f"{name}.json").write_bytes(written.encode("utf-8"))
        resources.append(
            {
                "$schema": PROFILES + "dataresource.json",
                "name": name,
                "type": "table",
                "title": name,
                "description": "A table to test with.",
                "path": f"data/{name}.csv",
                "schema": f"schemas/{name}.json",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
            }
        )
    descriptor = {
        "$schema": PROFILES + "datapackage.json",
        "name": "tiny",
        "title": "Tiny",
        "description": "A package to test with.",
        "version": "1.2.3",
        "created": "2026-01-01T00:00:00Z",
        "licenses": [
            {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
        ],
        "contributors": [{"title": "Somebody", "roles": ["author"]}],
        "sources": [{"title": "A source", "path": "https://example.org/source"}],
        "cnii:expects_cases": ["B", "S", "V", "X", "P"],
        "resources": resources,
    }
    describe(descriptor, root)
    return root


def edit_descriptor(root: Path, **members: Any) -> None:
    """Set (or, with None, remove) top-level members of the descriptor."""
    _edit_json(root / "datapackage.json", members)


def edit_resource(root: Path, resource: str, /, **members: Any) -> None:
    """Set (or, with None, remove) members of one resource."""
    path = root / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    _set(next(r for r in descriptor["resources"] if r["name"] == resource), members)
    _write_json(path, descriptor)


def edit_schema(root: Path, table: str, /, **members: Any) -> None:
    """Set (or, with None, remove) top-level members of a table's schema."""
    _edit_json(root / "schemas" / f"{table}.json", members)


def _edit_json(path: Path, members: dict[str, Any]) -> None:
    value = json.loads(path.read_text("utf-8"))
    _set(value, members)
    _write_json(path, value)


def _set(holder: dict[str, Any], members: dict[str, Any]) -> None:
    for name, value in members.items():
        holder.pop(name, None) if value is None else holder.update({name: value})


def _write_json(path: Path, value: Any) -> None:
    path.write_bytes((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def replace(root: Path, path: str, old: str, new: str, *, keep_numbers: bool = False) -> None:
    """Replace the one occurrence of `old` in a file of the package, then make the recorded numbers true again."""
    file = root / path
    text = file.read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_bytes(text.replace(old, new).encode("utf-8"))
    if not keep_numbers:
        refresh(root)


def edit_cell(root: Path, table: str, key: str, column: str, value: str) -> None:
    """Set one cell of the row with primary key `key`, writing the file in its one form, and refresh the numbers."""
    opened = open_package(root).table(table)
    row = opened.get(key)
    assert row is not None, f"{table} has no row {key}"
    rows = [list(r.cells) for r in opened.rows]
    rows[row.record - 1][opened.places[column]] = value
    (root / opened.path).write_bytes(csvtext.write([opened.header, *rows]).encode("utf-8"))
    refresh(root)


def report(root: Path, *codes: str, prerequisites: bool = True, causes: bool = False) -> Report:
    """Validate with the rules of these codes or prefixes (all when none is given).

    Without `prerequisites` the blocking rules of earlier families run only when selected, so that a rule can be tested
    for a defect that another would stop at. With `causes`, findings that follow from others are only counted.
    """
    return run(open_package(root), codes, prerequisites=prerequisites, causes=causes)


def findings(root: Path, *codes: str, prerequisites: bool = True) -> list[Finding]:
    """The findings of a validation with these codes or prefixes."""
    return report(root, *codes, prerequisites=prerequisites, causes=False).findings


#: Tables about statements of several sources.
_OF_SEVERAL = {"relations", "relation_terms", "derived", "breaks", "known_gaps", "refused_leads"}


@cache
def small(*more: str) -> Path:
    """The folder of a package with few sources of the core and the tables they need, judged in half the time; written
    once a process. Do not change it. `more` are further archived sources.
    """
    like = open_package(core.few("rednet-2022-07-27", *more))
    tables = [name for name, table in like.tables.items() if len(table) and name not in _OF_SEVERAL]
    said = {"title": "Small", "description": "A package to test with.", "created": "2026-01-01T00:00:00Z"}
    root = start(core.folder() / "small", name="small", tables=tables, like=like, **said)
    for path in [*(root / "data").iterdir(), *(like.root / "seeds").iterdir()]:
        shutil.copy(like.root / path.parent.name / path.name, root / path.parent.name)
    edit_descriptor(root, **{"cnii:expects_cases": like.descriptor["cnii:expects_cases"]})
    rows = csvtext.parse((root / "data" / "phrases.csv").read_bytes(), "phrases")
    spare = {finding.record for finding in findings(root, "V318", "X406")}
    kept = [cells for n, (_, cells) in enumerate(rows.records, 1) if n not in spare]
    (root / "data" / "phrases.csv").write_text(csvtext.write([rows.header, *kept]), "utf-8")
    refresh(root)
    return root


def copy_real_package(folder: Path) -> Path:
    """The core of this project's own data package, to plant defects in."""
    return Path(shutil.copytree(core.core(), folder / "real"))


#: Beijing, Jiangsu, Guangdong, Hainan and Guizhou, which share names of districts.
_PROVINCES = ("11", "32", "44", "46", "52")


def add_divisions(root: Path) -> None:
    """Give the core all divisions of some provinces."""
    path = root / "data" / "divisions.csv"
    here = set(path.read_text("utf-8").splitlines(keepends=True))
    whole = (ROOT / "data" / "divisions.csv").read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in whole if line in here or line.startswith(_PROVINCES)), "utf-8")
    refresh(root)
