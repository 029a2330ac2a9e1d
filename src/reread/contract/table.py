"""One table's contract as users meet it: fields, validation of a frame of their own, pandera schema objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from ..findings import Finding, Severity
from . import frames
from .codes import CODES
from .messages import View, finding, header_mismatch
from .model import Field, TableSchema
from .rules import ContractRule, can_run, compile_rules

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas
    import polars as pl

    from .pandera_polars import ContractSchema

    AnyFrame = pd.DataFrame | pl.DataFrame | pl.LazyFrame

Given = TypeVar("Given", "pd.DataFrame", "pl.DataFrame", "pl.LazyFrame")


class ContractError(ValueError):
    """A frame breaks its table's contract. `.findings` lists everything that is wrong, and so does the message."""

    def __init__(self, table: str, findings: Sequence[Finding]) -> None:
        number = f"{len(findings):,} findings" if len(findings) != 1 else "1 finding"
        super().__init__(f"{table}: {number}\n" + "\n".join(_written(found) for found in findings))
        self.table = table
        self.findings = list(findings)


def _written(found: Finding) -> str:
    place = [found.code, found.column or found.file]
    if found.record is not None:
        place.append(f"record {found.record}" + (f" ({found.key})" if found.key else ""))
    lines = (f"{', '.join(place)}: found {found.found}", f"expected {found.expected}", f"why: {found.why}")
    return "\n  ".join(("  " + lines[0], "  " + lines[1], "  " + lines[2], f"  fix: {found.fix}"))


class TableContract:
    """What the contract says of one table.

    A frame may come from pandas or polars (eager or lazy), its cells as text or typed; it is never changed. Rules that
    look into other tables run when those are given in `tables`, as frames by table name.
    """

    def __init__(self, schema: TableSchema) -> None:
        self.schema = schema
        self.name = schema.name
        self.title = schema.title
        self.description = schema.description
        self.grain = schema.grain
        self.population = schema.population
        self.fields: tuple[Field, ...] = schema.fields

    def __repr__(self) -> str:
        return f"<TableContract {self.name}: {len(self.fields)} fields, {len(self.rules)} rules>"

    @cached_property
    def rules(self) -> tuple[ContractRule, ...]:
        """The rules of the table, as every compiler gets them."""
        return tuple(compile_rules(self.schema))

    def not_evaluated(self, tables: Mapping[str, AnyFrame] | None = None) -> tuple[ContractRule, ...]:
        """The rules that cannot run with just these `tables`, because they look into others."""
        return tuple(rule for rule in self.rules if not can_run(rule, self.schema, tables or {}))

    def validate(self, frame: Given, tables: Mapping[str, AnyFrame] | None = None) -> Given:
        """Give `frame` back as it is, or raise `ContractError` with everything that is wrong with it.

        Raises TypeError for something that is no frame, ValueError for unknown names in `tables`, and `MissingLibrary`
        (an ImportError) where Polars is not installed, which judges frames of every library.
        """
        found = self.findings(frame, tables)
        if found:
            raise ContractError(self.name, found)
        return frame

    def findings(self, frame: AnyFrame, tables: Mapping[str, AnyFrame] | None = None) -> list[Finding]:
        """Everything that is wrong with `frame`, in the order of its records; `record` counts from 1, `line` is None.

        Raises as `validate`, save for `ContractError`.
        """
        from ..libraries import library

        header = frames.header(frame)
        library("polars")
        from .polars_engine import column_frame, run

        texts = {self.name: frames.texts(frame, self.schema)}
        for name, other in (tables or {}).items():
            texts.setdefault(name, frames.texts(other, self._other(name)))
        entry = CODES["S112"]
        found = [
            Finding("S112", Severity.ERROR, self.name, None, column, None, words, expected, entry.why, entry.fix)
            for column, words, expected in header_mismatch(self.schema.names, header)
        ]
        polars_frames = {name: column_frame(columns) for name, columns in texts.items()}
        views = {name: View(name, name, self._other(name).primary_key, columns) for name, columns in texts.items()}
        outcomes = run(self.schema, self.rules, polars_frames[self.name], polars_frames)
        places = {name: place for place, name in enumerate(self.schema.names)}
        flagged = sorted(
            (
                (record, places[outcome.rule.field], number)
                for number, outcome in enumerate(outcomes)
                for record in outcome.records
            )
        )
        return found + [finding(outcomes[number].rule, self.schema, views, record) for record, _, number in flagged]

    @overload
    def typed(self, frame: pd.DataFrame) -> pd.DataFrame: ...
    @overload
    def typed(self, frame: pl.DataFrame) -> pl.DataFrame: ...
    @overload
    def typed(self, frame: pl.LazyFrame) -> pl.LazyFrame: ...
    def typed(self, frame: Any) -> Any:
        """A new frame of the same library with the contract's columns in the contract's types; numbers stay exact.

        A column with a cell that is not of its type stays text. This is the form that the pandera schemas check.
        """
        texts = frames.texts(frame, self.schema)
        if frames.library(frame) == "pandas":
            return frames.typed_pandas(texts, self.schema, frame.index)
        typed = frames.typed_polars(texts, self.schema)
        return typed.lazy() if hasattr(frame, "collect") else typed

    @overload
    def pandera(
        self, library: Literal["pandas"], tables: Mapping[str, AnyFrame] | None = None
    ) -> pandera.pandas.DataFrameSchema: ...
    @overload
    def pandera(self, library: Literal["polars"], tables: Mapping[str, AnyFrame] | None = None) -> ContractSchema: ...
    def pandera(self, library: str, tables: Mapping[str, AnyFrame] | None = None) -> Any:
        """The contract as a pandera `DataFrameSchema`, for frames as `typed` makes them.

        Rules that look into other tables are in it only for those given in `tables`. Raises ValueError for another
        library, and `MissingLibrary` (an ImportError) where pandera, or what it needs, is not installed.
        """
        from ..libraries import library as needed

        if library not in ("pandas", "polars"):
            raise ValueError(f"{library!r}: there are pandera schemas for pandas and polars")
        needed(library)
        needed(f"pandera.{library}", library)
        texts = {name: frames.texts(other, self._other(name)) for name, other in (tables or {}).items()}
        if library == "pandas":
            from .pandera_pandas import pandera_schema as for_pandas

            return for_pandas(self.schema, texts)
        from .pandera_polars import pandera_schema as for_polars
        from .polars_engine import column_frame

        return for_polars(self.schema, {name: column_frame(columns) for name, columns in texts.items()})

    def _other(self, name: str) -> TableSchema:
        from cn_industrial_internet import schemas

        if name == self.name:
            return self.schema
        if name not in schemas.names():
            raise ValueError(f"{name!r} is no table of the contract; its tables are {', '.join(schemas.names())}")
        return schemas.table(name).schema
