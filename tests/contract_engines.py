"""One way to ask each engine what it finds in tables of text: (code, rule name, table, record) for every violation."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from reread.contract import frames, plain
from reread.contract.model import TableSchema
from reread.contract.polars_engine import column_frame, run
from reread.contract.rules import ContractRule, compile_rules
from reread.contract.schema import load

ROOT = Path(__file__).resolve().parent.parent
Violation = tuple[str, str, str, int]
Columns = Mapping[str, list[str | None]]


def real_schemas() -> dict[str, dict[str, Any]]:
    """The Table Schemas of this project's own package."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "schemas").glob("*.json"))}


def columns_of(names: tuple[str, ...], rows: list[dict[str, str]]) -> dict[str, list[str | None]]:
    """Rows of text as columns, empty cells as None."""
    return {name: [row[name] or None for row in rows] for name in names}


class Engines:
    """The compilers, each run over the same tables."""

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self.schemas: dict[str, TableSchema] = {name: load(schema) for name, schema in schemas.items()}
        self.rules: dict[str, list[ContractRule]] = {n: compile_rules(schema) for n, schema in self.schemas.items()}

    def polars(self, tables: Mapping[str, Columns]) -> set[Violation]:
        """Our Polars engine, over text."""
        texts = {name: column_frame(columns) for name, columns in tables.items()}
        found = set()
        for name in self.schemas:
            for outcome in run(self.schemas[name], self.rules[name], texts[name], texts):
                assert outcome.evaluated
                assert len(outcome.records) == outcome.violations <= outcome.cases
                found |= {(outcome.rule.code, outcome.rule.name, name, record + 1) for record in outcome.records}
        return found

    def plain(self, tables: Mapping[str, Columns]) -> set[Violation]:
        """The plain compiler, over text."""
        found = set()
        for name in self.schemas:
            for rule in self.rules[name]:
                verdicts = plain.judge(rule, self.schemas[name], tables[name], tables)
                assert verdicts is not None
                assert all(case for case, bad in verdicts if bad)
                found |= {(rule.code, rule.name, name, n) for n, (_, bad) in enumerate(verdicts, 1) if bad}
        return found

    def pandera_polars(self, tables: Mapping[str, Columns], only: Collection[str] = ()) -> set[Violation]:
        """pandera's polars back end, over typed frames; of the tables in `only`, or all."""
        from reread.contract.pandera_polars import pandera_schema

        texts = {name: column_frame(columns) for name, columns in tables.items()}
        found = set()
        for name in only or self.schemas:
            frame = frames.typed_polars(tables[name], self.schemas[name])
            found |= _failures(pandera_schema(self.schemas[name], texts), frame, name)
        return found

    def pandera_pandas(self, tables: Mapping[str, Columns], only: Collection[str] = ()) -> set[Violation]:
        """pandera's pandas back end, over typed frames; of the tables in `only`, or all."""
        from reread.contract.pandera_pandas import pandera_schema

        found = set()
        for name in only or self.schemas:
            frame = frames.typed_pandas(tables[name], self.schemas[name])
            found |= _failures(pandera_schema(self.schemas[name], tables), frame, name)
        return found


def _failures(schema: Any, frame: Any, table: str) -> set[Violation]:
    """Failures of a lazy validation. pandera's own report of a wrong column type must come with ours of the cells."""
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        rows = cases.to_dicts() if isinstance(cases, pl.DataFrame) else cases.to_dict("records")
        found, mistyped = set(), set()
        for row in rows:
            if str(row["check"]).startswith("dtype("):
                mistyped.add(row["column"])
                continue
            code, name = str(row["check"]).split(" ")
            found.add((code, name, table, int(row["index"]) + 1))
        assert mistyped <= {name.removesuffix("_type") for code, name, _, _ in found if code == "S101"}
        return found
    return set()
