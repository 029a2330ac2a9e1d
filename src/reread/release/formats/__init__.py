"""The tables and views of a release in the formats people open: each holds them all, with types, keys and words.

========  ================================================  =========================================================
format    types                                             keys and descriptions
========  ================================================  =========================================================
Parquet   exact decimals, dates, booleans                   in the schema: of the file, and of each column
SQLite    STRICT tables; numbers that read back unchanged   primary, unique and foreign keys; tables `_package`,
                                                            `_tables`, `_columns`
DuckDB    exact decimals, dates, booleans                   primary keys, comments on tables, views and columns
xlsx      numbers, dates, booleans; codes stay text         sheets README and codebook
========  ================================================  =========================================================

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
