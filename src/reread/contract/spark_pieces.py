"""A CSV file cut into pieces of whole records, for tasks that each read one.

A pass over the bytes counts quotes and line ends; that is enough to know where records begin, and how many records and
physical lines stand before. What the pieces hold is then read, and refused, by the same reader as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..package import csvtext
from .chunks import Place, Reader
from .sql_dialects import SPARK
from .sql_tables import batches_of

if TYPE_CHECKING:
    import pyarrow as pa

#: Bytes of a piece. A task holds one, as text and as columns.
SIZE = 1 << 25


def pieces(path: Path, head: bytes, progress: Callable[[int], None], size: int = SIZE) -> list[Place]:
    """Where the records after the header, whose bytes are `head`, can be cut. A line end outside quotes ends one."""
    found: list[Place] = []
    offset, records, lines, rest = len(head), 0, head.count(b"\n"), b""
    with path.open("rb") as file:
        file.seek(offset)
        while True:
            more = file.read(size)
            raw = rest + more
            if not raw:
                return found
            cut = _last_end(raw) if more else len(raw)
            if not cut and len(rest) <= 16 * csvtext.MAX_CELL:
                rest = raw
                continue
            cut = cut or len(raw)  # a quote that is not closed: whoever reads the piece will say so
            piece, rest = raw[:cut], raw[cut:]
            found.append(Place(offset, cut, records, lines))
            offset += cut
            records += ends(piece)
            lines += piece.count(b"\n")
            progress(offset)


def ends(piece: bytes) -> int:
    """How many records end in a piece.

    >>> ends(b'a,"b\\nc"\\nd,e')
    2
    """
    outside = piece.split(b'"')[::2] if b'"' in piece else [piece]
    return sum(part.count(b"\n") for part in outside) + (not piece.endswith(b"\n"))


def _last_end(raw: bytes) -> int:
    """The place after the last line end that an even number of quotes precedes; 0 where there is none."""
    cut = raw.rfind(b"\n") + 1
    quotes = raw.count(b'"', 0, cut)
    while cut and quotes % 2:
        before = raw.rfind(b"\n", 0, cut - 1) + 1
        quotes -= raw.count(b'"', before, cut)
        cut = before
    return cut


def reading(
    path: str, name: str, places: Sequence[tuple[int, int, int, int]]
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a task runs: the numbers of pieces to their rows, with record and line. Raises `Malformed`."""

    def read(numbers: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        reader = Reader(Path(path), name)
        for batch in numbers:
            for number in batch.column(0).to_pylist():
                yield from batches_of(reader.again(Place(*places[number])), reader.header, SPARK, _ROWS)

    return read


#: Rows that a task hands over at once.
_ROWS = 20_000
