"""Reading rows whose last columns repeat the row above: what follows the first columns of a line is compared as one
text, and cut into cells only where it differs.

Statements of one source stand together, and which source, which unit and which evidence they have stands in their last
columns. A line that ends as the one above it does has the same cells there, however many these are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import polars as pl

from .rows import Rows, Tail

#: A sign that lines do not hold: asked for as separator, it leaves them whole. A line that holds it is an error.
_NONE = "\x1d"

#: The last columns are taken together where they change in at most this share of rows.
_MOST = 1 / 4
#: Columns that are worth it.
_LEAST = 3
#: Bytes from the middle of a file by which this is decided.
_SAMPLE = 1 << 17


def own_columns(raw: bytes, header: Sequence[str]) -> int | None:
    """How many of the first columns are best read for every row, told from a sample of lines; None: all.

    This may cost time, but never changes what is read.
    """
    lines = [line.split(",") for line in raw.decode("utf-8", "replace").split("\n")[1:-1] if '"' not in line]
    rows = [line for line in lines if len(line) == len(header)]
    if len(rows) < _SAMPLE >> 10 or len(rows) < 0.9 * len(lines):
        return None
    own, ends = len(header), [False] * (len(rows) - 1)
    for number in reversed(range(len(header))):
        ends = [
            end or row[number] != above[number] for end, row, above in zip(ends, rows[1:], rows, strict=False)
        ]
        if sum(ends) > _MOST * len(rows):
            break
        own = number
    return own if own and len(header) - own >= _LEAST else None


def sample(path: Path) -> bytes:
    """Some lines from the middle of a file, the first and the last of them perhaps not whole."""
    with path.open("rb", buffering=0) as file:
        file.seek(max(0, (path.stat().st_size - _SAMPLE) // 2))
        return file.read(_SAMPLE)


def read(
    raw: bytes,
    header: Sequence[str],
    own: int,
    quoted: Sequence[tuple[int, bytes]],
    cut: Callable[[bytes], pl.DataFrame | None],
) -> Rows | None:
    """Rows from `raw`, the first `own` columns of every row; None where it may say something else.

    `quoted` are the records that hold quotes, each with its place. `cut` is asked for the cells of what follows the
    first columns, of all records where it differs from the one above; it gives none where it finds fault with them.
    """
    broken = [(begin, record, _after(record, own)) for begin, record in quoted]
    if not all(end for _, _, end in broken):
        return None
    broken = [one for one in broken if b"\n" in one[1][:-1]]
    try:
        lines = pl.read_csv(
            raw, has_header=False, schema={"": pl.String}, separator=_NONE, quote_char=None, infer_schema=False
        ).to_series()
        length = lines.str.len_bytes().fill_null(0)
        # A line that was left out would be missed here.
        if not len(lines) or length.sum() + len(lines) != len(raw):
            return None
        places: list[int] = []
        if broken:
            lines, places = _first_lines(lines, length, broken)
        cells = lines.str.split_exact(",", own - 1).struct.unnest()
        if cells[:, -1].null_count():  # a line with fewer cells than that
            return None
        # Cut out of the line, the rest is not copied.
        before = pl.sum_horizontal(pl.col(cells.columns).str.len_bytes()) + own
        rest = cells.select(pl.lit(lines).cast(pl.Binary).bin.slice(before)).to_series()
        begins = pl.Series([True]).append(rest[1:] != rest[:-1])
        begins = begins.scatter(places, True)
        ends = rest.filter(begins).to_list()
        if broken:
            for number, (_, _, end) in zip((begins.cum_sum() - 1)[places], broken, strict=True):
                ends[number] = end
        shared = cut(b"\n".join([*ends, b""]))
    except pl.exceptions.PolarsError:
        return None
    if shared is None or shared.height != len(ends):
        return None
    first = pl.DataFrame([_filled(column.rename(name)) for name, column in zip(header, cells, strict=False)])
    # In one chunk of memory, rows are gathered from it in a fraction of the time.
    return Rows(first, Tail(shared.rechunk(), begins))


def _after(record: bytes, own: int) -> bytes | None:
    """What follows the first `own` cells of a record, without its line end; None where there are quotes in these."""
    first = record.split(b",", own)
    return None if len(first) <= own or any(b'"' in cell for cell in first[:own]) else first[own].removesuffix(b"\n")


def _first_lines(
    lines: pl.Series, length: pl.Series, broken: Sequence[tuple[int, bytes, bytes | None]]
) -> tuple[pl.Series, list[int]]:
    """(`lines` without all but the first ones of records of several lines, where those first ones are among them)."""
    ends = (length.cast(pl.Int64) + 1).cum_sum()
    firsts = ends.search_sorted(pl.Series([begin for begin, _, _ in broken]), side="right").to_list()
    more = [record.count(b"\n", 0, -1) for _, record, _ in broken]
    gone = [line for first, count in zip(firsts, more, strict=True) for line in range(first + 1, first + 1 + count)]
    kept = pl.repeat(True, len(lines), dtype=pl.Boolean, eager=True).scatter(gone, False)
    before = accumulate(more[:-1], initial=0)
    return lines.filter(kept), [first - count for first, count in zip(firsts, before, strict=True)]


def _filled(column: pl.Series) -> pl.Series:
    """A column with null for empty cells."""
    empty = column == ""
    return column.set(empty, None) if empty.any() else column
