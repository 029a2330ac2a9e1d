"""Looking for what can begin only at some words and characters: long patterns are tried nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

__all__ = ["Spots"]

_NOTHING: Final = "(?!)"
#: Letters, with those that Python takes for s, k and i where case does not matter.
_LETTERS: Final = "A-Za-zſ\u212aıİ"
_ODD: Final = {"s": "ſ", "k": "\u212a", "i": "ıİ"}


class Spots:
    """Patterns, and where each is tried: `at_words` where a whole word stands that one of `words` begins with, each of
    `at_signs` at the characters of the class that is its key; of the classes in `runs`, at those behind none of it. No
    character is of two classes.
    """

    def __init__(
        self, words: Iterable[str], at_words: str, at_signs: Mapping[str, str], flags: int = 0, runs: Iterable[str] = ()
    ) -> None:
        self.words = frozenset(found.group() for word in words if (found := re.match("[a-z]+", word)))
        patterns = (at_words if self.words else _NOTHING, *at_signs.values())
        self.matches = [re.compile(pattern, flags).match for pattern in patterns]
        begin = "".join(sorted({c + c.upper() + _ODD.get(c, "") for c in (word[0] for word in self.words)}))
        word = rf"(?<=[{begin}])(?<![{_LETTERS}].)([{_LETTERS}]*)" if begin else f"{_NOTHING}()"
        kinds = "|".join((word, *(f"(?<=[{s}])()" + (f"(?<![{s}].)" if s in runs else "") for s in at_signs)))
        self._spot = re.compile(f"[{begin}{''.join(at_signs)}](?:{kinds})")

    def search(self, text: str, position: int = 0) -> re.Match[str] | None:
        """The first match that begins at `position` or behind it."""
        return next(self.finditer(text, position), None)

    def finditer(self, text: str, position: int = 0) -> Iterator[re.Match[str]]:
        """All matches from `position` on, one behind the other."""
        words, matches = self.words, self.matches
        for spot in self._spot.finditer(text, position):
            kind, start = spot.lastindex or 1, spot.start()
            if kind == 1 and (word := spot[0]).lower() not in words and word.isascii():
                continue
            if start >= position and (found := matches[kind - 1](text, start)):
                yield found
                position = found.end()
