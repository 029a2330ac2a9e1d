#!/usr/bin/env python3
"""One tool over one package, for `bench.py`: what the tool can express of the contract of `observations`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def _schema(folder: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((folder / "schemas" / "observations.json").read_text("utf-8"))
    return schema


def _typed(folder: Path) -> Any:
    """The bare typed scan, lazy."""
    import polars as pl

    types: dict[str, Any] = {"integer": pl.Int64(), "number": pl.Decimal(38, 18), "date": pl.Date()}
    schema = {field["name"]: types.get(field["type"], pl.String()) for field in _schema(folder)["fields"]}
    return pl.scan_csv(folder / "data" / "observations.csv", schema=schema)


def bare_scan(folder: Path) -> bool:
    """Every cell given its type, and counted."""
    import polars as pl

    _typed(folder).select(pl.all().null_count()).collect(engine="streaming")
    return True


def cnii(folder: Path) -> bool:
    """The whole contract, of all tables."""
    from cn_industrial_internet.contract.package_check import check_package
    from cn_industrial_internet.package import open_package
    from cn_industrial_internet.rules.running import LARGE_FOR_CONTRACT

    pkg = open_package(folder)
    pkg.large_from = LARGE_FOR_CONTRACT
    return not any(result.violations for result in check_package(pkg).values())


def frictionless(folder: Path) -> bool:
    """The Table Schemas of all tables, foreign keys included."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        return bool(Package(str(folder / "datapackage.json")).validate().valid)


def pandera(folder: Path) -> bool:
    """Types, required cells, lists, patterns and the key, on a typed frame."""
    import pandera.polars as pa
    import polars as pl

    columns = {}
    frame = _typed(folder).collect()
    for field in _schema(folder)["fields"]:
        rules = field.get("constraints", {})
        checks = []
        if "pattern" in rules:
            checks.append(pa.Check.str_matches(f"^(?:{rules['pattern']})$"))
        if "enum" in rules:
            checks.append(pa.Check.isin(rules["enum"]))
        columns[field["name"]] = pa.Column(
            frame.schema[field["name"]], checks, nullable=not rules.get("required", False)
        )
    schema = pa.DataFrameSchema(columns, strict=True, unique=_schema(folder)["primaryKey"])
    return isinstance(schema.validate(frame, lazy=True), pl.DataFrame)


def dataframely(folder: Path) -> bool:
    """Types, required cells, lists, patterns and the key, on a typed frame."""
    import dataframely as dy

    key = _schema(folder)["primaryKey"]
    members: dict[str, Any] = {}
    for field in _schema(folder)["fields"]:
        rules = field.get("constraints", {})
        null = not rules.get("required", False)
        name = field["name"]
        if field["type"] == "number":
            members[name] = dy.Decimal(38, 18, nullable=null)
        elif "enum" in rules:
            values = rules["enum"]
            members[name] = dy.String(nullable=null, check=lambda column, values=values: column.is_in(values))
        else:
            pattern = f"^(?:{rules['pattern']})$" if "pattern" in rules else None
            members[name] = dy.String(nullable=null and name not in key, regex=pattern, primary_key=name in key)
    schema: Any = type("Observations", (dy.Schema,), members)
    return len(schema.validate(_typed(folder).collect())) > 0


def pointblank(folder: Path) -> bool:
    """Required cells, lists, patterns and the key, on a typed frame."""
    import pointblank as pb

    validation: Any = pb.Validate(_typed(folder).collect())
    for field in _schema(folder)["fields"]:
        rules, name = field.get("constraints", {}), field["name"]
        if rules.get("required"):
            validation = validation.col_vals_not_null(name)
        if "pattern" in rules:
            validation = validation.col_vals_regex(name, f"^(?:{rules['pattern']})$", na_pass=True)
        if "enum" in rules:
            validation = validation.col_vals_in_set(name, rules["enum"])
    validation = validation.rows_distinct(_schema(folder)["primaryKey"])
    return bool(validation.interrogate().all_passed())


TOOLS = {
    "bare scan": bare_scan,
    "cnii": cnii,
    "frictionless": frictionless,
    "pandera": pandera,
    "dataframely": dataframely,
    "pointblank": pointblank,
}


def main() -> int:
    """Run the command. Exit 1 where a tool finds fault with a sound package."""
    return 0 if TOOLS[sys.argv[1]](Path(sys.argv[2])) else 1


if __name__ == "__main__":
    sys.exit(main())
