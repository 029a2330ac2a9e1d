"""Words and signs by which a draft tells what a figure may be: those of `cues.csv`, and the hints of `hints.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of this room."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("# "))


#: Patterns by the names of `cues.csv`.
CUES: Final = {
    name: re.compile("|".join(row["pattern"] for row in rows), re.IGNORECASE)
    for name, rows in groupby(rows_of("cues.csv"), lambda row: row["cue"])
}


class Hint(NamedTuple):
    """A row of `hints.csv`."""

    then: str
    of: frozenset[str]
    before: re.Pattern[str]
    words: re.Pattern[str]
    behind: re.Pattern[str]
    sets: dict[str, str]
    doubt: str

    def fits(self, before: str, words: str, behind: str) -> str | None:
        """The words beside a figure, or of it, that the hint is about; None where it does not fit."""
        found = self.before.search(before), self.words.fullmatch(words), self.behind.match(behind)
        return next((m[0].strip() for m in found if m and m[0]), "") if all(found) else None


@cache
def hints() -> tuple[Hint, ...]:
    """All hints, in their order."""
    return tuple(
        Hint(
            row["then"], frozenset(row["of"].split()), re.compile(rf"(?:{row['before']})\Z", re.I),
            re.compile(row["words"] or ".*", re.I | re.S), re.compile(row["behind"], re.I),
            {column: cell for part in row["sets"].split() for column, _, cell in [part.partition("=")]}, row["doubt"],
        )
        for row in rows_of("hints.csv")
    )  # fmt: skip
