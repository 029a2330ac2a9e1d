"""The contract of every table, ready for a frame of your own.

>>> import polars as pl
>>> from cn_industrial_internet import schemas
>>> frame = pl.DataFrame({"unit_id": ["mu"], "name": ["mu"], "dimension": ["surface"]})
>>> for finding in schemas.units.findings(frame)[-2:]:
...     print(finding.code, finding.column, finding.found)
S112 note no column note
S103 dimension "surface"

`schemas.units.validate(frame)` gives a sound frame back as it is, and raises `ContractError` for any other;
`schemas.units.pandera("polars")` is the same as a schema of pandera.

Each table is an attribute of this module: `schemas.names()` lists them. The schemas themselves are the Table Schema
files in `schemas/` of the repository, and lie beside this file in an installed wheel.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from reread.contract.schema import UnknownContract, load
from reread.contract.table import ContractError, TableContract
from reread.findings import CannotRun

__all__ = ["ContractError", "TableContract", "UnknownContract", "names", "table"]


@cache
def _folder() -> Path:
    here = Path(__file__).resolve().parent
    for folder in (here, here.parents[2] / "schemas"):  # inside the wheel; the checkout around src/
        if any(folder.glob("*.json")):
            return folder
    raise CannotRun("this installation carries no schemas", "Install the package anew, or work in a checkout of it.")


@cache
def names() -> tuple[str, ...]:
    """The tables of the contract, in alphabetical order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.json")))


@cache
def table(name: str) -> TableContract:
    """The contract of one table.

    KeyError names the tables there are; `UnknownContract` where its file cannot be understood.
    """
    if name not in names():
        raise KeyError(f"{name!r} is no table of the contract; its tables are {', '.join(names())}")
    return TableContract(load(json.loads((_folder() / f"{name}.json").read_text("utf-8")), name))


def __getattr__(name: str) -> TableContract:
    if name.startswith("_") or name not in names():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return table(name)


def __dir__() -> list[str]:
    return [*__all__, *names()]
