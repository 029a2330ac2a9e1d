"""What a person says about a new source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["GRADES", "RIGHTS", "Facts"]

RIGHTS: Final = "The text belongs to its publisher; archived here for verification only."
GRADES: Final = {
    "A": "issuing body or government",
    "B": "named news outlet",
    "C": "reprint of a named outlet",
    "D": "unattributed",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the person says about the source; "" where nothing is said."""

    source_id: str = ""
    title: str = ""
    publisher: str = ""
    original_publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    grade: str = ""
    translation: str = "original"
    rights: str = RIGHTS
    note: str = ""
