"""One way to ask each engine what it finds in tables of text: (code, rule name, table, record) for every violation."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import contract_plain as plain
import pandas as pd
import polars as pl

from reread.contract.cells import Registry
from reread.contract.judge import judge
from reread.contract.model import ContractRule, TableSchema
from reread.contract.rules import compile_rules
from reread.contract.schema import load
from reread.contract.source import Source
from reread.judging_frames import judge_frames
from reread.package.opening import Package
from reread.pandera_schemas import raise_for
from reread.schemas import Schemas

ROOT = Path(__file__).resolve().parents[2]
Violation = tuple[str, str, str, int]
Columns = Mapping[str, list[str | None]]


def real_schemas() -> dict[str, dict[str, Any]]:
    """The Table Schemas of this project's own package."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "schemas").glob("*.json"))}


def columns_of(names: tuple[str, ...], rows: list[dict[str, str]]) -> dict[str, list[str | None]]:
    """Rows of text as columns, empty cells as None."""
    return {name: [row[name] or None for row in rows] for name in names}


def source_of(columns: Columns) -> Source:
    """Columns of text as rows to be judged."""
    return Source.of(pl.DataFrame([pl.Series(name, cells, dtype=pl.String) for name, cells in columns.items()]))


class Engines:
    """The compilers, each run over the same tables."""

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self.schemas: dict[str, TableSchema] = {name: load(schema) for name, schema in schemas.items()}
        self.rules: dict[str, list[ContractRule]] = {n: compile_rules(schema) for n, schema in self.schemas.items()}

    def polars(self, tables: Mapping[str, Columns]) -> set[Violation]:
        """Our Polars engine, over text."""
        sources = {name: source_of(columns) for name, columns in tables.items()}
        return self.judged(sources)

    def judged(self, sources: Mapping[str, Source]) -> set[Violation]:
        """The same, over rows wherever they come from."""
        found = set()
        for name in self.schemas:
            for outcome in judge(self.schemas[name], sources[name], Registry(self.schemas, sources)):
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

    def pandera(self, tables: Mapping[str, Columns], library: str, only: Collection[str] = ()) -> set[Violation]:
        """Our schemas of pandera, over frames of text; of the tables in `only`, or all."""
        given = {
            name: pl.DataFrame(dict(columns), dict.fromkeys(columns, pl.String)) for name, columns in tables.items()
        }
        frames = {
            n: pd.DataFrame(f.to_dict(as_series=False), dtype=object) if library == "pandas" else f
            for n, f in given.items()
        }
        verdicts = judge_frames(frames, self.schemas, None)
        found = set()
        for name in only or self.schemas:
            schema = getattr(self.bound.table(name), library)
            found |= _failures(partial(raise_for, schema, frames[name], verdicts[name], True), name)
        return found

    @cached_property
    def bound(self) -> Schemas:
        """The schemas of pandera, without a package."""
        made = Schemas(cast(Package, SimpleNamespace(tables=self.schemas)))
        made.contract = self.schemas
        return made


def _failures(validate: Callable[[], object], table: str) -> set[Violation]:
    """Failures of a lazy validation."""
    from pandera.errors import SchemaErrors

    try:
        validate()
    except SchemaErrors as error:
        cases = error.failure_cases
        rows = cases.to_dicts() if isinstance(cases, pl.DataFrame) else cases.to_dict("records")
        names = [str(row["check"]).split(" ", 1) for row in rows]
        return {(code, name, table, int(row["index"]) + 1) for (code, name), row in zip(names, rows, strict=True)}
    return set()
