"""Printed names against registered ones: one way to compare, one way to look for them in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["FoundName", "NameIndex", "find_names", "normalise"]

_QUOTES: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "′": "'",
        "`": "'",
        "´": "'",
        "＇": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "″": '"',
        "＂": '"',
    }
)
_BLANKS: Final = re.compile(r"\s+")


#: Longer texts are no names; they are compared once and not kept.
_LONGEST_KEPT: Final = 400


def normalise(text: str) -> str:
    """`text` as names are compared: NFC, case folded, curly quotes straight, runs of blanks one blank, trimmed.

    Idempotent. Width is kept: a full-width letter is another letter, which the byte rules report.
    """
    return _name(text) if len(text) <= _LONGEST_KEPT else _normalised(text)


@lru_cache(maxsize=16384)
def _name(text: str) -> str:
    return _normalised(text)


def _normalised(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split()).replace("`", "'")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return _BLANKS.sub(" ", folded.translate(_QUOTES)).strip()


@dataclass(frozen=True, slots=True)
class FoundName:
    """A registered name at `start:end` of a text (code points, end exclusive): the words as printed, the names they are
    registered as, and the identifiers of those names."""

    start: int
    end: int
    text: str
    names: tuple[str, ...]
    ids: tuple[str, ...]


class NameIndex:
    """Registered names, arranged so that a text is searched in one pass however many names there are."""

    __slots__ = ("_entries", "_lengths")

    def __init__(self, names: Mapping[str, str] | Iterable[str] | Iterable[tuple[str, str]]) -> None:
        """`names` maps a name to its identifier, or lists names (each its own identifier) or (name, identifier)
        pairs."""
        pairs = names.items() if isinstance(names, Mapping) else ((n, n) if isinstance(n, str) else n for n in names)
        self._entries: dict[str, list[tuple[str, str]]] = {}
        self._lengths: dict[str, list[int]] = {}
        for name, identifier in pairs:
            key = normalise(name)
            if key:
                self._entries.setdefault(key, []).append((name, identifier))
        for key in self._entries:
            lengths = self._lengths.setdefault(_first_token(key, 0), [])
            if len(key) not in lengths:
                lengths.append(len(key))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def find(self, text: str) -> list[FoundName]:
        """Every registered name in `text`, left to right, the longest wherever several begin, none inside another.

        A name in Latin letters or digits must stand as whole words ("Tianhe" is in "Tianhe's", not in "Tianhebei");
        Chinese has no word boundaries, so the longest name wins.
        """
        folded, starts, ends = _folded_with_offsets(text)
        result: list[FoundName] = []
        i, size = 0, len(folded)
        while i < size:
            step = self._at(folded, i)
            if step:
                start, end = starts[i], ends[i + step - 1]
                entries = self._entries[folded[i : i + step]]
                names = tuple(dict.fromkeys(name for name, _ in entries))
                ids = tuple(dict.fromkeys(identifier for _, identifier in entries))
                result.append(FoundName(start, end, text[start:end], names, ids))
            i += step or 1
        return result

    def _at(self, folded: str, i: int) -> int:
        """Length of the longest name that begins at `i`, 0 if none does."""
        size = len(folded)
        if i and _joined(folded[i - 1], folded[i]):
            return 0
        for length in self._lengths.get(_first_token(folded, i), ()):
            end = i + length
            if end > size or folded[i:end] not in self._entries:
                continue
            if end == size or not _joined(folded[end - 1], folded[end]):
                return length
        return 0


def find_names(
    text: str, names: Mapping[str, str] | Iterable[str] | Iterable[tuple[str, str]] | NameIndex
) -> list[FoundName]:
    """Every registered name in running text, see `NameIndex.find`; build a `NameIndex` once to search many texts."""
    return (names if isinstance(names, NameIndex) else NameIndex(names)).find(text)


def _is_word(character: str) -> bool:
    """Whether the character is part of a word that has boundaries: a letter or digit of any script but hanzi and
    kana."""
    return (
        character.isalnum()
        and not "\u2e80" <= character <= "\u9fff"
        and not "\uf900" <= character <= "\ufaff"
        and character < "\U00020000"
    )


def _joined(left: str, right: str) -> bool:
    return _is_word(left) and _is_word(right)


def _first_token(folded: str, i: int) -> str:
    """The word that begins at `i`, or the one character there."""
    end = i + 1
    if _is_word(folded[i]):
        while end < len(folded) and _is_word(folded[end]):
            end += 1
    return folded[i:end]


def _folded_with_offsets(text: str) -> tuple[str, list[int], list[int]]:
    """`text` as `normalise` has it, but not trimmed, with start and end in `text` of every character."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    i, size = 0, len(text)
    while i < size:
        end = i + 1
        if text[i].isspace():
            while end < size and text[end].isspace():
                end += 1
            piece = " "
        elif text[i].isascii() and (end == size or text[end].isascii()):
            piece = "'" if text[i] == "`" else text[i].lower()
        else:
            while end < size and unicodedata.combining(text[end]):
                end += 1
            piece = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text[i:end]).casefold()).translate(
                _QUOTES
            )
        for character in piece:
            characters.append(character)
            starts.append(i)
            ends.append(end)
        i = end
    return "".join(characters), starts, ends
