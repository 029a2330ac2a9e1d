#!/usr/bin/env python3
"""One tool over one package, for `bench.py`: what the tool can express of the contract of `observations`."""

from __future__ import annotations

import csv
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
    from reread.package.opening import open_package
    from reread.rules.package_check import check_package, pass_over
    from reread.run import LARGE_FOR_CONTRACT

    pkg = open_package(folder)
    pkg.large_from, pkg.pass_over = LARGE_FOR_CONTRACT, pass_over
    found = [finding for result in check_package(pkg).values() for finding in result.findings]
    truth = folder / "truth.csv"
    if not truth.exists():
        return not found
    with truth.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    planted = [(f"data/{r['table']}.csv", r["record"], r["line"], r["column"], r["code"]) for r in rows]
    return sorted(planted) == sorted((f.file, str(f.record), str(f.line), f.column or "", f.code) for f in found)


def _row_rules(folder: Path, kinds: tuple[type, ...]) -> list[Any]:
    """The rules of the contract about several columns of a row that need no other table."""
    from reread.contract.rules import compile_rules
    from reread.contract.schema import load

    schema = load(_schema(folder))
    return [r for r in compile_rules(schema) if isinstance(r.kind, kinds) and not r.kind.others(schema)]


def _row_expressions(folder: Path) -> dict[str, Any]:
    """By name, what holds in every row: the peers are given the expressions of this project's own kinds."""
    from reread.contract.cells import Cells, Registry, expression
    from reread.contract.kinds import rows as kinds
    from reread.contract.schema import load

    class Typed(Cells):
        """A typed frame, whose cells are their values."""

        def value(self, name: str) -> str:
            return self.column(name)

    cells = Typed(load(_schema(folder)), Registry({}, {}))
    wanted = (kinds.Compare, kinds.RequiredIf, kinds.EmptyUnless, kinds.StartsWith, kinds.Compose)
    judged = {rule.name: map(expression, rule.kind.judged(cells)) for rule in _row_rules(folder, wanted)}
    return {name: ~(case & wrong).fill_null(False) for name, (case, wrong) in judged.items()}


def _numbered(folder: Path) -> Any:
    """What holds in every row whose id counts up within its source without a gap."""
    import polars as pl

    number = pl.col("observation_id").str.extract(r"([0-9]{1,18})$").cast(pl.Int64)
    return ((number.max() == pl.len()) & (number.min() == 1) & (number.n_unique() == pl.len())).over("source_id")


def frictionless(folder: Path) -> bool:
    """The Table Schemas of all tables, foreign keys included."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        return bool(Package(str(folder / "datapackage.json")).validate().valid)


def frictionless_rows(folder: Path) -> bool:
    """The same, with a row constraint for every rule about several columns of an observation."""
    from frictionless import Check, Checklist, Package, system

    from reread.contract.kinds.rows import Compare, EmptyUnless, RequiredIf, StartsWith
    from reread.contract.model import pieces

    formulas = []
    for rule in _row_rules(folder, (Compare, RequiredIf, EmptyUnless, StartsWith)):
        test = rule.kind
        if isinstance(test, Compare):
            formulas.append(f"{test.left} == None or {test.right} == None or {test.left} {test.relation} {test.right}")
        elif isinstance(test, StartsWith):
            parts = " + ".join(text if is_field else repr(text) for is_field, text in pieces(test.template))
            formulas.append(f"{test.field} == None or {test.field}.startswith({parts})")
        else:
            when = test.when
            holds = f"{when.column} != None" if when.values is None else f"{when.column} in {list(when.values)}"
            if isinstance(test, RequiredIf):
                formulas.append(f"not ({holds}) or {test.field} != None")
            else:
                formulas.append(f"{test.field} == None or {holds}")
    constraints = [{"type": "row-constraint", "formula": formula} for formula in formulas]
    rows = Checklist(checks=[Check.from_descriptor(constraint) for constraint in constraints])
    with system.use_context(trusted=True):
        resources = Package(str(folder / "datapackage.json")).resources
        reports = [one.validate(rows if one.name == "observations" else None) for one in resources]
        return all(report.valid for report in reports)


def pandera(folder: Path) -> bool:
    """Types, required cells, lists, patterns, keys and rules about a row, on a typed frame."""
    # Where PySpark is installed, importing pandera loads it too; for Polars it needs nothing of it.
    sys.modules["pyspark"] = None  # type: ignore[assignment]
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
    rows = [
        pa.Check(lambda data, holds=holds: data.lazyframe.select(holds), name=name)
        for name, holds in {**_row_expressions(folder), "numbered": _numbered(folder)}.items()
    ]
    schema = pa.DataFrameSchema(columns, rows, strict=True, unique=_schema(folder)["primaryKey"])
    return isinstance(schema.validate(frame, lazy=True), pl.DataFrame)


def _always(expression: Any) -> Any:
    """The body of a rule that is this expression."""

    def body(cls: Any) -> Any:
        return expression

    return body


def dataframely(folder: Path, cells_only: bool = False) -> bool:
    """Types, required cells, lists, patterns, keys and, without `cells_only`, rules about a row, on a typed frame."""
    import dataframely as dy

    key = _schema(folder)["primaryKey"]
    frame = _typed(folder).collect()
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
    if not cells_only:
        import polars as pl

        (unique,) = _schema(folder)["uniqueKeys"]
        holds = _row_expressions(folder)
        holds["unique_key"] = pl.any_horizontal(pl.col(unique).is_null()) | pl.struct(unique).is_unique()
        holds["numbered"] = _numbered(folder)
        for name, expression in holds.items():
            members[f"rule_{name}"] = dy.rule()(_always(expression))
    schema: Any = type("Observations", (dy.Schema,), members)
    return len(schema.validate(frame)) > 0


def dataframely_cells(folder: Path) -> bool:
    """What `dataframely` checks of single cells, and the key."""
    return dataframely(folder, cells_only=True)


def pointblank(folder: Path) -> bool:
    """Required cells, lists, patterns, keys and rules about a row, on a typed frame."""
    import pointblank as pb

    frame = _typed(folder).collect()
    validation: Any = pb.Validate(frame)
    for field in _schema(folder)["fields"]:
        rules, name = field.get("constraints", {}), field["name"]
        if rules.get("required"):
            validation = validation.col_vals_not_null(name)
        if "pattern" in rules:
            validation = validation.col_vals_regex(name, f"^(?:{rules['pattern']})$", na_pass=True)
        if "enum" in rules:
            empty = [] if rules.get("required") else [None]
            validation = validation.col_vals_in_set(name, [*rules["enum"], *empty])
    validation = validation.rows_distinct(_schema(folder)["primaryKey"])
    for holds in _row_expressions(folder).values():
        validation = validation.col_vals_expr(holds)
    validation = validation.col_vals_expr(_numbered(folder))
    return bool(validation.interrogate().all_passed())


TOOLS = {
    "bare scan": bare_scan,
    "cnii": cnii,
    "cnii, errors": cnii,
    "cnii, shuffled": cnii,
    "frictionless": frictionless,
    "frictionless, rows": frictionless_rows,
    "pandera": pandera,
    "dataframely": dataframely,
    "dataframely, cells": dataframely_cells,
    "pointblank": pointblank,
}


def main() -> int:
    """Run the command. Exit 1 where a tool finds fault with a sound package, or others than those planted."""
    return 0 if TOOLS[sys.argv[1]](Path(sys.argv[2])) else 1


if __name__ == "__main__":
    sys.exit(main())
