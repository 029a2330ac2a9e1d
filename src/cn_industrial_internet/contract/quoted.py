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
        end = end_of_record(raw, begin)
        found.append((begin, raw[begin:end]))
        place = raw.find(b'"', end)
    return found


def end_of_record(raw: bytes, begin: int) -> int:
    """Where the record ends that begins at `begin`, its line end included: after an even number of quotes, or with
    `raw`. Every byte is looked at once, however many lines a cell has."""
    end, odd = begin, False
    while end < len(raw):
        start, end = end, raw.find(b"\n", end) + 1 or len(raw)
        odd ^= raw.count(b'"', start, end) % 2 == 1
        if not odd:
            break
    return end
