"""The tables and views of a release in the formats people open: each holds them all, with types, keys and words.

A value that a format cannot hold without changing it is refused, never rounded.
"""

from __future__ import annotations

from collections.abc import Callable

from ..model import Release
from . import databases, xlsx

#: What follows the name of the release, and the function that makes the bytes of the file.
FORMATS: dict[str, Callable[[Release], bytes]] = {
    "-parquet.zip": databases.parquet,
    ".sqlite": databases.sqlite,
    ".duckdb": databases.duckdb,
    ".xlsx": xlsx.build,
}
