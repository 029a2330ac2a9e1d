"""Patterns that are compiled when first asked, and tried only where what they look for can begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
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


def may_end(text: str, start: int, end: int, words: Container[str]) -> bool:
    """Whether `text[start:end]` may end with one of `words`, blanks behind: False only for sure, where it ends with
    another word of Latin letters. Costs a tenth of looking for one."""
    last = text[start:end].rstrip().rpartition(" ")[2]
    return not (last.isascii() and last.isalpha()) or last.lower() in words


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
        for spot in self._spot.finditer(text, position, end):
            pattern = self.at_sign
            if spot.lastindex:
                if (word := spot[0]).lower() not in self.words and word.isascii():
                    continue
                pattern = self.at_word
            if found := pattern.match(text, spot.start(), end):
                return found
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, one behind the other."""
        position = 0
        while found := self.search(text, position):
            yield found
            position = found.end()
