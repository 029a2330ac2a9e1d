"""Patterns that are compiled when first asked, and tried only where what they look for can begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from sys import maxsize
from typing import Any, Final

#: Letters, with those that Python takes for s, k and i where case does not matter.
_LETTERS: Final = "A-Za-zſ\u212aıİ"
_ODD: Final = {"s": "ſ", "k": "\u212a", "i": "ıİ"}

Match = re.Match[str]


class Lazy:
    """A pattern, whatever the case of its letters if not told otherwise, that is compiled when it is first asked: most
    commands ask few. Its methods are those of a compiled one."""

    match: Callable[..., Match | None]
    fullmatch: Callable[..., Match | None]
    search: Callable[..., Match | None]
    finditer: Callable[..., Iterator[Match]]
    sub: Callable[..., str]

    def __init__(self, pattern: str | Callable[[], str], flags: int = re.IGNORECASE) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        pattern, flags = self._source
        found = getattr(re.compile(pattern if isinstance(pattern, str) else pattern(), flags), name)
        setattr(self, name, found)
        return found


class Spots:
    """Patterns and where they are tried: any of `at_words` where a whole word stands that one of `words` begins with,
    any of `at_signs` at the characters of the class `signs`, and at those that other `words` begin with; with `runs`,
    at those behind none of them.
    """

    def __init__(
        self, words: Iterable[str], at_words: Iterable[str], signs: str, at_signs: Iterable[str],
        flags: int = 0, runs: bool = False,
    ) -> None:  # fmt: skip
        plain = [word.removeprefix("=").lower() for word in words]
        self.words = frozenset(found.group() for word in plain if (found := re.match("[a-z]+", word)))
        signs += "".join(sorted({re.escape(word[0]) for word in plain if not "a" <= word[0] <= "z"}))
        self.at_word, self.at_sign = (Lazy("|".join(any_) or "(?!)", flags) for any_ in (at_words, at_signs))
        letters = "".join(sorted({c + c.upper() + _ODD.get(c, "") for c in (word[0] for word in self.words)}))
        apart = f"(?<![{signs}].)" if runs else ""
        word = rf"|(?<=[{letters}])(?<![{_LETTERS}].)(?P<word>[{_LETTERS}]*)" if letters else ""
        self._spot = re.compile(f"[{letters}{signs}](?:(?<=[{signs}]){apart}{word})")

    def search(self, text: str, position: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match that begins at `position` or behind it, as if the text ended at `end`."""
        return next(self.finditer(text, position, end), None)

    def finditer(self, text: str, position: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """All matches from `position` on, one behind the other."""
        for spot in self._spot.finditer(text, position, end):
            pattern, start = self.at_sign, spot.start()
            if spot.lastindex:
                pattern = self.at_word
                if (word := spot[0]).lower() not in self.words and word.isascii():
                    continue
            if start >= position and (found := pattern.match(text, start, end)):
                yield found
                position = found.end()
