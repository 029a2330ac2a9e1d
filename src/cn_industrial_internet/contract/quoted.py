"""The records of a CSV file that hold quotes, found without cutting the others into cells."""

from __future__ import annotations


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
