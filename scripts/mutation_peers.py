"""What other tools notice of a change, with their own means and with ours: frictionless and pandera.

All get the tables without the recorded hashes and sizes, as our rules do, and the same schemas. pandera alone gets what
a schema of it can say of one table: types, required, patterns, lists, bounds, unique columns and the primary key. Ours
are the check `reread` of frictionless and `reread.schemas`, which sees the changed tables beside the others.
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

import frictionless
import pandas as pd
import pandera.pandas as pa
from mutations import Change, altered_csv
from pandera.errors import SchemaErrors

from reread import schemas
from reread.frictionless_reread import RereadCheck
from reread.package.opening import Package, open_package

#: The columns of the table, in the order of the answers of `ask`.
PEERS = ("frictionless", "frictionless with our check", "pandera", "our pandera schema")


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
        if any(self.errors()):
            raise SystemExit("frictionless finds errors before anything is changed")

    def errors(self) -> tuple[bool, bool]:
        """Whether it reports errors of its own, and whether any with our check, in one run."""
        checklist = frictionless.Checklist(checks=[RereadCheck()])
        report = frictionless.validate(str(self.root / self.pkg.descriptor_path), checklist=checklist)
        types = [error.type for task in report.tasks for error in task.errors] + [error.type for error in report.errors]
        return any(not name.startswith("reread") for name in types), bool(types)

    def caught(self, change: Change) -> tuple[bool, bool]:
        """Whether it reports any error after `change`: of its own, and with our check."""
        tables = [self.pkg.tables[name] for name in change.tables]
        before = {self.root / table.path: (self.root / table.path).read_bytes() for table in tables}
        for table in tables:
            (self.root / table.path).write_bytes(altered_csv(table, change))
        try:
            return self.errors()
        finally:
            for path, raw in before.items():
                path.write_bytes(raw)


class Pandera:
    """pandera on the changed tables: schemas made from the Table Schemas, table by table, and ours."""

    def __init__(self, pkg: Package) -> None:
        self.pkg, self.schemas = pkg, schemas.of(pkg)
        for table in pkg.tables.values():
            if _refused(json.dumps(table.schema), (pkg.root / table.path).read_bytes()):
                raise SystemExit(f"pandera refuses {table.path} before anything is changed")

    def caught(self, change: Change) -> tuple[bool, bool]:
        """Whether it refuses any of the changed tables: by a schema of its own, and by ours."""
        raw = {name: altered_csv(self.pkg.tables[name], change) for name in change.tables}
        plain = any(_refused(json.dumps(self.pkg.tables[name].schema), text) for name, text in raw.items())
        try:
            self.schemas.validate({name: _frame(text) for name, text in raw.items()}, lazy=True)
        except SchemaErrors:
            return plain, True
        return plain, False


def _frame(raw: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, na_values=[""])


def _refused(schema: str, raw: bytes) -> bool:
    try:
        _pandera(schema).validate(_frame(raw), lazy=True)
    except SchemaErrors:
        return True
    return False


@cache
def _pandera(schema: str) -> Any:
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


def ask(root: Path | None, planned: Sequence[Change]) -> list[tuple[bool, ...]]:
    """Whether each of the `PEERS` notices each change."""
    pkg = open_package(root)
    with tempfile.TemporaryDirectory() as folder:
        judges = (Frictionless(pkg, Path(folder)), Pandera(pkg)) if planned else ()
        return [tuple(answer for judge in judges for answer in judge.caught(change)) for change in planned]
