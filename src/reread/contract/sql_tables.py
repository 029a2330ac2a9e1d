"""Tables as databases are given them: the number of each record, its physical line, and its cells as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .sql_dialects import Dialect

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

    from .chunks import Chunk, Reader


def table_schema(header: Sequence[str], d: Dialect) -> pa.Schema:
    """The columns of a table with this header."""
    import pyarrow as pa

    return pa.schema([(d.record, pa.int64()), (d.line, pa.int64()), *((column, pa.string()) for column in header)])


def numbered(frame: pl.DataFrame, d: Dialect) -> pl.DataFrame:
    """A frame of text with the number of each record, and no lines."""
    import polars as pl

    numbers = pl.int_range(pl.len(), dtype=pl.Int64).alias(d.record)
    return frame.select(numbers, pl.lit(None, pl.Int64).alias(d.line), pl.all())


def rows_of(reader: Reader, d: Dialect) -> Iterator[pa.RecordBatch]:
    """The records of a CSV file with their lines. Raises `Malformed`."""
    for chunk in reader:
        yield from batches_of(chunk, reader.header, d)


def batches_of(chunk: Chunk, header: Sequence[str], d: Dialect, most: int | None = None) -> Iterator[pa.RecordBatch]:
    """The records of a piece of a CSV file with their lines, at most so many at once."""
    import polars as pl

    first, count = chunk.place.records, chunk.frame.height
    numbers = pl.int_range(first, first + count, dtype=pl.Int64, eager=True)
    frame = chunk.frame.with_columns(**{d.record: numbers, d.line: chunk.lines}).select(d.record, d.line, *header)
    yield from frame.to_arrow().cast(table_schema(header, d)).to_batches(max_chunksize=most)


def numbered_batches(rows: Iterator[pa.RecordBatch], d: Dialect) -> Iterator[pa.RecordBatch]:
    """Batches of text with the number of each record, and no lines."""
    import pyarrow as pa

    before = 0
    for batch in rows:
        count = batch.num_rows
        columns = [pa.array(range(before, before + count), pa.int64()), pa.nulls(count, pa.int64()), *batch.columns]
        yield pa.RecordBatch.from_arrays(columns, schema=table_schema(batch.schema.names, d))
        before += count
