"""Parquet: one file per table and view, in one zip file."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from ...libraries import library
from ...package.table import Table
from ...tables.loading import load
from ..model import Release
from ..verify import pack

if TYPE_CHECKING:
    import pyarrow as pa


def build(release: Release) -> bytes:
    """A zip file with NAME.parquet for every table and view. Raises `MissingLibrary` without pyarrow."""
    folder = f"{release.stem}-parquet"
    return pack({f"{folder}/{table.name}.parquet": table_bytes(release, table) for table in release.tables()})


def table_bytes(release: Release, table: Table) -> bytes:
    """One table as a Parquet file. Its schema carries the Table Schema, the package and a description per column."""
    library("pyarrow")
    import pyarrow.parquet as pq

    frame: pa.Table = load(table.name, "pyarrow", package=release.package)
    told = {**(frame.schema.metadata or {}), b"table_schema": json.dumps(table.schema, ensure_ascii=False).encode()}
    sink = io.BytesIO()
    pq.write_table(frame.replace_schema_metadata(told), sink, compression="zstd", version="2.6")
    return sink.getvalue()
