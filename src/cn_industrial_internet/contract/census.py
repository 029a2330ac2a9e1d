"""What the bytes of a CSV file say of its records, without cutting them into cells.

Polars reads a file fastest when it is left alone with it, and then lets short records, blank lines, carriage returns
and some stray quotes pass. The census counts what Polars does not tell: line ends, records that hold quotes (which
`csvtext` reads), and the bytes that quotes add. If Polars' records and the length of its cells agree with it, Polars
has read what is there. It also knows where each record stands.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from .. import csvtext


@dataclass(slots=True)
class Census:
    """The count so far. `sound` is False where only `csvtext` can tell how the file is to be read."""

    head: bytes
    width: int
    name: str
    records: int = 0
    sound: bool = True
    canonical: bool = True
    #: Bytes that are neither of a cell nor the comma or line end after it.
    quotes: int = 0
    size: int = 0
    #: Records (from 0) that hold line breaks, and how many breaks there are up to each.
    _broken: array[int] = field(default_factory=lambda: array("q"))
    _breaks: array[int] = field(default_factory=lambda: array("q"))

    def take(self, raw: bytes, most: int) -> tuple[int, int]:
        """Count a piece of whole records, at most `most` of them with quotes; the records and lines before it. Of a
        last record without a line end Polars does not see when it is too long."""
        before = self.records, self.lines
        self.size += len(raw)
        if not raw.endswith(b"\n") or b"\r" in raw or raw.startswith(b"\xef\xbb\xbf"):
            self.sound = False
            return before
        quoted = quoted_records(raw, most)
        if quoted is None:
            self.sound = False
            return before
        if not quoted:
            self.records += raw.count(b"\n")
            return before
        text = b"".join(part for _, part in quoted)
        parsed = csvtext.parse(self.head + text, self.name)
        if parsed.problems or len(parsed.records) != len(quoted):
            self.sound = False
            return before
        cells = [cells for _, cells in parsed.records]
        self.quotes += len(text) - sum(len(cell.encode()) + 1 for row in cells for cell in row)
        self.canonical = self.canonical and csvtext.write(cells).encode("utf-8") == text
        self._place(raw, quoted)
        return before

    @property
    def lines(self) -> int:
        """Physical lines so far, the header's included."""
        return self.head.count(b"\n") + self.records + (self._breaks[-1] if self._breaks else 0)

    def line_of(self, record: int) -> int:
        """The physical line, from 1, on which a record (from 0) begins."""
        earlier = bisect_right(self._broken, record - 1)
        return self.head.count(b"\n") + 1 + record + (self._breaks[earlier - 1] if earlier else 0)

    def agrees(self, records: int, cells: int) -> bool:
        """Whether so many records, with cells of so many bytes in all, are what the file holds."""
        return self.sound and records == self.records and cells + records * self.width + self.quotes == self.size

    def _place(self, raw: bytes, quoted: Iterable[tuple[int, bytes]]) -> None:
        """Count the records of a piece, some with quotes, and note those with line breaks."""
        done = 0
        for begin, part in quoted:
            self.records += raw.count(b"\n", done, begin)
            inside = part.count(b"\n") - 1
            if inside > 0:
                self._broken.append(self.records)
                self._breaks.append((self._breaks[-1] if self._breaks else 0) + inside)
            self.records += 1
            done = begin + len(part)
        self.records += raw.count(b"\n", done)


def quoted_records(raw: bytes, most: int) -> list[tuple[int, bytes]] | None:
    """The records of `raw` that hold a quote, each with its place; None where they are more than `most`."""
    found: list[tuple[int, bytes]] = []
    place = raw.find(b'"')
    while place >= 0:
        if len(found) >= most:
            return None
        begin = raw.rfind(b"\n", 0, place) + 1
        end = raw.find(b"\n", place) + 1 or len(raw)
        while raw.count(b'"', begin, end) % 2 and end < len(raw):
            end = raw.find(b"\n", end) + 1 or len(raw)
        found.append((begin, raw[begin:end]))
        place = raw.find(b'"', end)
    return found
