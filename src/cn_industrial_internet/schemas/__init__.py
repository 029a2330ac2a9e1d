"""Schemas of pandera for every table, with the contract and every rule that reads it; bound to this package's data.

>>> import polars as pl
>>> from cn_industrial_internet import load, schemas
>>> frame = load("units").with_columns(pl.col("dimension").replace("power", "strength"))
>>> for finding in schemas.units.findings(frame)[:1]:
...     print(finding.code, finding.column, finding.found)
S103 dimension "strength"

`schemas.units.validate(frame, lazy=True)` gives a sound frame back as it is, and raises pandera's `SchemaErrors` for
any other; `schemas.units.polars` and `schemas.units.pandas` are the schema objects. `schemas.of(folder)` gives those of
another package, `schemas.validate({"observations": frame, ...})` checks several tables together.

Each table is an attribute of this module: `schemas.names()` lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from reread.findings import Finding
from reread.schemas import Schemas, TableSchemas, UnknownContract, of

__all__ = ["Schemas", "TableSchemas", "UnknownContract", "findings", "names", "of", "table", "validate"]


@cache
def _own() -> Schemas:
    return of()


def names() -> tuple[str, ...]:
    """The tables of the contract, in alphabetical order."""
    return _own().names()


def table(name: str) -> TableSchemas:
    """The schemas of one table. KeyError names the tables there are."""
    return _own().table(name)


def validate(frames: Mapping[str, Any], lazy: bool = False) -> dict[str, Any]:
    """The frames of several tables as they are, or pandera's error. Each frame sees the others."""
    return _own().validate(frames, lazy)


def findings(frames: Mapping[str, Any]) -> dict[str, list[Finding]]:
    """Everything that is wrong in frames of several tables, in words."""
    return _own().findings(frames)


def __getattr__(name: str) -> TableSchemas:
    if name.startswith("_") or name not in names():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return table(name)


def __dir__() -> list[str]:
    return [*__all__, *names()]
