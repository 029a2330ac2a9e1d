"""Schemas of pandera for the tables of a package, with its contract and every rule that reads them.

>>> import polars as pl
>>> from cn_industrial_internet import schemas
>>> frame = pl.DataFrame({"unit_id": ["mu"], "name": ["mu"], "dimension": ["surface"]})
>>> for finding in schemas.units.findings(frame):
...     if finding.code == "S103":
...         print(finding.code, finding.column, finding.found)
S103 dimension "surface"

`schemas.units.validate(frame)` gives a sound frame back as it is, and raises the errors of pandera for any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from .contract.codes import CODES
from .contract.frames import library
from .contract.model import ContractRule, Field, TableSchema
from .contract.rules import compile_rules
from .contract.schema import UnknownContract, load
from .findings import Finding
from .package.opening import Package, open_package

if TYPE_CHECKING:
    from pathlib import Path

    import pandera.pandas
    import pandera.polars

    from .judging_frames import Verdict

__all__ = ["Schemas", "TableSchemas", "UnknownContract", "of"]

Given = TypeVar("Given")


class Schemas:
    """The schemas of all tables of a package, each an attribute: `schemas.observations`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._kept: dict[str, TableSchemas] = {}

    def names(self) -> tuple[str, ...]:
        """The tables, in alphabetical order."""
        return tuple(sorted(self.package.tables))

    @cached_property
    def contract(self) -> dict[str, TableSchema]:
        """What the contract says of each table. Raises `UnknownContract` where a schema cannot be understood."""
        return {name: load(table.schema, name) for name, table in self.package.tables.items()}

    def table(self, name: str) -> TableSchemas:
        """The schemas of one table. KeyError names the tables there are."""
        if name not in self.package.tables:
            raise KeyError(f"{name!r} is no table of the contract; its tables are {', '.join(self.names())}")
        if name not in self._kept:
            self._kept[name] = TableSchemas(self, name)
        return self._kept[name]

    def __getattr__(self, name: str) -> TableSchemas:
        if name.startswith("_") or name not in self.package.tables:
            raise AttributeError(f"there is no table {name!r}")
        return self.table(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.names()]

    def findings(self, frames: Mapping[str, Any]) -> dict[str, list[Finding]]:
        """Everything that is wrong in frames of several tables, each of which sees the others. Raises as
        `TableSchemas.findings`."""
        return {name: verdict.findings for name, verdict in self.verdicts(frames).items()}

    def validate(self, frames: Mapping[str, Any], lazy: bool = False) -> dict[str, Any]:
        """The frames as they are, or pandera's error for the first table in which something is wrong. Each frame sees
        the others."""
        verdicts = self.verdicts(frames, lossy=lazy)
        for name, frame in frames.items():
            schema = self.table(name).pandas if library(frame) == "pandas" else self.table(name).polars
            _pandera().raise_for(schema, frame, verdicts[name], lazy)
        return dict(frames)

    def verdicts(self, frames: Mapping[str, Any], *, lossy: bool = False) -> dict[str, Verdict]:
        """What is wrong in each frame, check by check; with `lossy`, numbers that are not exact are findings too."""
        from .judging_frames import judge_frames

        return judge_frames(frames, self.contract, lambda: self.package, lossy)


class TableSchemas:
    """The schemas of one table. A frame may come from pandas or Polars (eager or lazy), its cells as text or typed; it
    is never changed."""

    def __init__(self, schemas: Schemas, name: str) -> None:
        self.schemas = schemas
        self.name = name

    def __repr__(self) -> str:
        return f"<TableSchemas {self.name}: {len(self.fields)} fields, {len(self.checks)} checks>"

    @property
    def schema(self) -> TableSchema:
        """What the contract says of the table."""
        return self.schemas.contract[self.name]

    @property
    def title(self) -> str:
        """The title of the table."""
        return self.schema.title

    @property
    def description(self) -> str:
        """What the table holds."""
        return self.schema.description

    @property
    def grain(self) -> str:
        """What one row is."""
        return self.schema.grain

    @property
    def population(self) -> str:
        """Which rows there are."""
        return self.schema.population

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns."""
        return self.schema.fields

    @cached_property
    def rules(self) -> tuple[ContractRule, ...]:
        """The rules of the contract."""
        return tuple(compile_rules(self.schema))

    @cached_property
    def checks(self) -> dict[str, str]:
        """The names of all checks, with the column that each is reported at: those of the contract, with what those of
        other tables ask of this one, then the rules on provenance and consistency."""
        from .judging_frames import check_names

        return check_names(self.schemas.contract, self.name)

    @cached_property
    def polars(self) -> pandera.polars.DataFrameSchema:
        """The schema of pandera for Polars. Raises `MissingLibrary` where pandera is not installed."""
        made: pandera.polars.DataFrameSchema = _pandera().schema_of(self, "polars")
        return made

    @cached_property
    def pandas(self) -> pandera.pandas.DataFrameSchema:
        """The schema of pandera for pandas. Raises `MissingLibrary` where pandera or pandas is not installed."""
        made: pandera.pandas.DataFrameSchema = _pandera().schema_of(self, "pandas")
        return made

    def validate(self, frame: Given, lazy: bool = False) -> Given:
        """Give `frame` back as it is, or raise `pandera.errors.SchemaErrors` with everything that is wrong with it
        (`SchemaError` with the first thing, unless `lazy`).

        `failure_cases` of the error has a row for each, with the name of the check, the record (from 0) as `index` and
        the cell; of what the frame breaks in other tables it has one without either. Its `findings` say the same in
        words. Raises `NotAFrame` (a TypeError) for something that is no frame and, unless `lazy`, `LossyCell` (a
        ValueError) for a number that is not exact.
        """
        self.schemas.validate({self.name: frame}, lazy)
        return frame

    def findings(self, frame: Any, tables: Mapping[str, Any] | None = None) -> list[Finding]:
        """Everything that is wrong with `frame`, rule by rule; `record` counts from 1, `line` is None.

        `frame` is the whole table. What it breaks in tables that were not given is told with their file and line.
        `tables` are frames of other tables, which are otherwise those of the package. pandera is not needed. Raises as
        `validate`, and ValueError for unknown names in `tables`.
        """
        return self.schemas.verdicts({**(tables or {}), self.name: frame})[self.name].findings

    def unsaid(self) -> dict[str, str]:
        """The checks that `to_json` and `to_yaml` cannot write down, with what they ask for."""
        written = _pandera().said(self)
        named = {f"{rule.code} {rule.name}": CODES[rule.code].title for rule in self.rules}
        return {name: named.get(name, name[5:]) for name in self.checks if name not in written}

    def to_json(self) -> str:
        """The schema as pandera's JSON, as far as that can say it; `unsaid` lists the rest."""
        return str(_pandera().plain_schema(self).to_json())

    def to_yaml(self) -> str:
        """The schema as pandera's YAML for pandas, as far as that can say it; `unsaid` lists the rest. It passes what
        `load` and `read_csv(path, dtype=str)` give."""
        return str(_pandera().plain_schema(self).to_yaml())


def _pandera() -> Any:
    from . import pandera_schemas

    return pandera_schemas


def of(package: Package | str | Path | None = None) -> Schemas:
    """The schemas of a package: given opened, by its folder or descriptor, or (None) of this library's own. Raises
    `CannotRun` where there is none."""
    return Schemas(package if isinstance(package, Package) else open_package(package))
