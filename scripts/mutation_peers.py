"""What other tools notice of a change: `frictionless validate`, and pandera with the schema alone.

Both get the tables without the recorded hashes and sizes, as our rules do, and the same schemas. pandera gets what a
schema of it can say of one table: types, required, patterns, lists, bounds, unique columns and the primary key.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mutations import Change, altered_csv

from reread.package.opening import Package, open_package


class Frictionless:
    """`frictionless validate` on changed copies of a package whose descriptor has no hashes and sizes."""

    def __init__(self, pkg: Package, folder: Path) -> None:
        self.pkg = pkg
        self.root = folder / "package"
        for name in ("data", "schemas", "seeds"):
            shutil.copytree(pkg.root / name, self.root / name)
        descriptor = json.loads((pkg.root / pkg.descriptor_path).read_text("utf-8"))
        for resource in descriptor["resources"]:
            for key in ("hash", "bytes"):
                resource.pop(key, None)
        (self.root / pkg.descriptor_path).write_text(json.dumps(descriptor), "utf-8")
        if self.errors():
            raise SystemExit("frictionless finds errors before anything is changed")

    def errors(self) -> int:
        """How many errors it reports."""
        import frictionless

        report = frictionless.validate(str(self.root / self.pkg.descriptor_path))
        return int(report.stats["errors"])

    def caught(self, change: Change) -> bool:
        """Whether it reports any error after `change`."""
        tables = [self.pkg.tables[name] for name in change.tables]
        before = {self.root / table.path: (self.root / table.path).read_bytes() for table in tables}
        for table in tables:
            (self.root / table.path).write_bytes(altered_csv(table, change))
        try:
            return self.errors() > 0
        finally:
            for path, raw in before.items():
                path.write_bytes(raw)


class Pandera:
    """pandera schemas made from the Table Schemas, on the changed tables one by one."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        for table in pkg.tables.values():
            if _refused(json.dumps(table.schema), (pkg.root / table.path).read_bytes()):
                raise SystemExit(f"pandera refuses {table.path} before anything is changed")

    def caught(self, change: Change) -> bool:
        """Whether it refuses any of the changed tables."""
        tables = [self.pkg.tables[name] for name in change.tables]
        return any(_refused(json.dumps(table.schema), altered_csv(table, change)) for table in tables)


def _refused(schema: str, raw: bytes) -> bool:
    import pandas as pd
    from pandera.errors import SchemaErrors

    frame = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, na_values=[""])
    try:
        _pandera(schema).validate(frame, lazy=True)
    except SchemaErrors:
        return True
    return False


@cache
def _pandera(schema: str) -> Any:
    import pandera.pandas as pa

    table = json.loads(schema)
    key = table.get("primaryKey", [])
    columns = {}
    for field in table["fields"]:
        rules = field.get("constraints", {})
        checks = []
        number = field["type"] in ("integer", "number")
        if "pattern" in rules:
            checks.append(pa.Check.str_matches(rf"(?:{rules['pattern']})\Z"))
        if "enum" in rules:
            checks.append(pa.Check.isin(rules["enum"]))
        for name, check in (("minimum", pa.Check.ge), ("maximum", pa.Check.le), ("exclusiveMinimum", pa.Check.gt)):
            if name in rules and number:
                checks.append(check(float(rules[name])))
        if rules.get("unique"):
            checks.append(pa.Check(lambda column: ~column.duplicated(keep=False)))
        dtype = {"integer": "Int64", "number": "Float64", "date": "datetime64[ns]", "boolean": "string"}
        if field["type"] == "boolean":
            checks.append(pa.Check.isin(["true", "false"]))
        required = bool(rules.get("required")) or field["name"] in key
        columns[field["name"]] = pa.Column(dtype.get(field["type"], "string"), checks, nullable=not required)
    return pa.DataFrameSchema(columns, strict=True, ordered=True, coerce=True, unique=list(key) or None)


def ask_frictionless(root: Path | None, planned: Sequence[Change]) -> list[bool]:
    """Whether frictionless notices each change."""
    with tempfile.TemporaryDirectory() as folder:
        judge = Frictionless(open_package(root), Path(folder))
        return [judge.caught(change) for change in planned]


def ask_pandera(root: Path | None, planned: Sequence[Change]) -> list[bool]:
    """Whether pandera notices each change."""
    judge = Pandera(open_package(root))
    return [judge.caught(change) for change in planned]
