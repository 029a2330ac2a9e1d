"""Printed names against registered ones: one way to compare, one way to look for them in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .characters import fold, simplified
from .sentences import joined
from .spots import Lazy
from .vocabulary import words_of

_QUOTES: Final = str.maketrans("‘’‚‛′`´＇“”„‟″＂", "'" * 8 + '"' * 6)
_BLANKS: Final = Lazy(r"\s+", 0)
_CAPITAL: Final = r"[A-Z][\w&]*(?:\.[A-Z]\w*)*"
#: Capital words before a name and behind it, joined by blanks or hyphens; of a text written backwards for the former.
_AHEAD: Final = Lazy(rf"(?:[ \t\u00a0]{{0,3}}-?[ \t\u00a0]{{0,3}}{_CAPITAL})+", 0)
_BACK: Final = Lazy(r"(?:[ \t\u00a0-]{1,3}(?:[\w&]*[A-Z](?!\w)))+", 0)
_TIED: Final = Lazy(r"[-–](?=[A-Z0-9])", 0)  # Tianhe-2, the Guangzhou-Shenzhen corridor, but Guangzhou-based
_TIED_BEFORE: Final = Lazy(r"\w[-–]\Z", 0)
_WORD: Final = Lazy(r"[\w&.]+", 0)
#: Words with a capital that are no part of a name.
_FREE: Final = words_of("names", "free")
#: Between the names of a list; between what is left out and the whole, in either order; "all of the whole but".
_LISTED: Final = Lazy(r",?\s(?:and|or)\s|,\s|、|和|及|与|以及", 0)
_NEAR: Final = Lazy(r"[\x00-\x7f]{0,24}|[^。；\n]{0,8}", 0)
_NEXT: Final = Lazy(r"(?:[以之]?外|后)?[的，,]?\s?(?:the\s|all\s|rest\s|of\s|全){0,4}", 0)
_ALL: Final = Lazy(r"(?<![A-Za-z])all\s(?:of\s)?(?:the\s)?\Z")


def normalise(text: str) -> str:
    """`text` as names are compared: NFC, case folded, curly quotes straight, traditional characters simplified, runs of
    blanks one blank, trimmed.

    Idempotent. Width is kept: a full-width letter is another letter, which the byte rules report.
    """
    if text.isascii():
        return " ".join(text.lower().split()).replace("`", "'")
    compared = _compared if len(text) <= 400 else _compared.__wrapped__  # longer texts are no names
    return _BLANKS.sub(" ", compared(text)).strip()


@lru_cache(maxsize=16384)
def _compared(text: str) -> str:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return (folded if folded.isascii() else folded.translate(simplified())).translate(_QUOTES)


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

    __slots__ = ("_alone", "_entries", "_lengths")

    def __init__(
        self, names: Mapping[str, str] | Iterable[str] | Iterable[tuple[str, str]], alone: bool = False
    ) -> None:
        """`names` maps a name to its identifier, or lists names (each its own identifier) or (name, identifier)
        pairs. With `alone` a name is found only where it stands for itself, see `find`."""
        self._alone = alone
        pairs = names.items() if isinstance(names, Mapping) else ((n, n) if isinstance(n, str) else n for n in names)
        self._entries: dict[str, list[tuple[str, str]]] = {}
        for name, identifier in pairs:
            if key := normalise(name):
                self._entries.setdefault(key, []).append((name, identifier))
        self._lengths: dict[str, list[int]] = {}
        for key in sorted(self._entries, key=len, reverse=True):
            lengths = self._lengths.setdefault(_first_token(key, 0), [])
            if len(key) not in lengths[-1:]:
                lengths.append(len(key))

    def find(self, text: str) -> list[FoundName]:
        """Every registered name in `text`, left to right, the longest wherever several begin, none inside another.

        A name in Latin letters or digits must stand as whole words ("Tianhe" is in "Tianhe's", not in "Tianhebei");
        Chinese has no word boundaries, so the longest name wins. With `alone` a name is left out that is part of a
        longer one (Baiyun Mountain, China Mobile, 天河机场) or of which something is said to be left out, as are the
        names of that ("Guangdong excluding Guangzhou"), whichever of them stands first.
        """
        folded, starts, ends = _folded_with_offsets(text)
        result: list[FoundName] = []
        i, size = 0, len(folded)
        while i < size:
            if step := self._at(folded, i):
                start, end = starts[i], ends[i + step - 1]
                names, ids = (
                    tuple(dict.fromkeys(both)) for both in zip(*self._entries[folded[i : i + step]], strict=True)
                )
                result.append(FoundName(start, end, text[start:end], names, ids))
            i += step or 1
        if not self._alone:
            return result
        plain = fold(text)
        left_out = _left_out(plain, result)
        return [name for name in result if name.start not in left_out and _stands_alone(plain, name, result)]

    def _at(self, folded: str, i: int) -> int:
        """Length of the longest name that begins at `i`, 0 if none does."""
        if i and joined(folded[i - 1], folded[i]):
            return 0
        for length in self._lengths.get(_first_token(folded, i), ()):
            name, after = folded[i : i + length], folded[i + length : i + length + 1]
            if len(name) == length and name in self._entries and not joined(name[-1], after):
                return length
        return 0


def find_names(
    text: str, names: Mapping[str, str] | Iterable[str] | Iterable[tuple[str, str]] | NameIndex
) -> list[FoundName]:
    """Every registered name in running text, see `NameIndex.find`; build a `NameIndex` once to search many texts."""
    return (names if isinstance(names, NameIndex) else NameIndex(names)).find(text)


def _first_token(folded: str, i: int) -> str:
    """The word that begins at `i`, or the one character there."""
    end = i + 1
    while end < len(folded) and joined(folded[i], folded[end]):
        end += 1
    return folded[i:end]


def _folded_with_offsets(text: str) -> tuple[str, list[int], list[int]]:
    """`text` as `normalise` has it, but not trimmed, with start and end in `text` of every character."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start, size = 0, len(text)
    while start < size:
        end, blank = start + 1, text[start].isspace()
        while end < size and (text[end].isspace() if blank else unicodedata.combining(text[end])):
            end += 1
        piece = " " if blank else _compared(text[start:end])
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
        start = end
    return "".join(pieces), starts, ends


# --- names inside longer ones ---------------------------------------------------------------------------------------


def _beside(kind: str, before: str = "", behind: str = r"(?![A-Za-z])") -> Lazy:
    return Lazy(
        lambda: (
            rf"{before}(?:{'|'.join(sorted(map(re.escape, words_of('names', kind)), key=len, reverse=True))}){behind}"
        )
    )


_GOES_ON: Final = _beside("goes on", r"(?:(?<=[A-Za-z])\s)?", "(?:(?<![A-Za-z])|(?![A-Za-z]))")
_GOES_BEFORE: Final = _beside("goes before", "(?<![A-Za-z])", r"\s\Z")
_LONGER: Final = _beside("longer", behind="")
_EXCLUDED_BEHIND: Final = _beside("excluded", r"(?:[省市区县]?[内中]?|,)[\s（(，]{0,3}")
_EXCLUDED_BEFORE: Final = _beside("excluded", "(?<![A-Za-z])", r"\s{0,3}(?:the\s)?\Z")
_LEFT_OUT: Final = _beside("left out", r"\s?(?:(?:is|are|being|was|were)\s)?")


def _left_out(text: str, names: list[FoundName]) -> set[int]:
    """Where the names begin that are left out of a whole, and those of the whole."""
    gone = set[int]()
    for last, name, after in zip([None, *names], names, [*names[1:], None], strict=False):
        gap = text[last.end : name.start] if last else ""
        listed = last is not None and last.start in gone and _LISTED.fullmatch(gap)
        but = last is not None and gap == " but " and _ALL.search(text, max(last.start - 12, 0), last.start)
        before = _EXCLUDED_BEFORE.search(text, max(name.start - 16, 0), name.start)
        if not (listed or but or before or _LEFT_OUT.match(text, name.end)):
            continue
        gone.add(name.start)
        if last and _NEAR.fullmatch(gap):
            gone.add(last.start)
        if after and before and _NEXT.fullmatch(text[name.end : after.start]):
            gone.add(after.start)
    return gone


def _stands_alone(text: str, name: FoundName, others: list[FoundName]) -> bool:
    """Whether a name is no part of a longer one, and does not leave something out."""
    window = text[max(name.start - 4, 0) : name.end + 4]
    if (
        _EXCLUDED_BEHIND.match(text, name.end)
        or _GOES_ON.match(text, name.end)
        or _GOES_BEFORE.search(text, max(name.start - 16, 0), name.start)
        or any(text[name.start : name.end] in longer.group() for longer in _LONGER.finditer(window))
    ):
        return False
    if not text[name.end - 1].isascii():
        return True
    if _TIED.match(text, name.end) or _TIED_BEFORE.search(text, max(name.start - 2, 0), name.start):
        return False
    left, right = name.start, name.end
    if found := _AHEAD.match(text, name.end):
        right = found.end()
    if found := _BACK.match(text[max(name.start - 80, 0) : name.start][::-1]):
        left -= found.end()
    inside = [other for other in others if other.start < right and left < other.end]
    return all(
        word.group().lower().rstrip(".") in _FREE
        or any(other.start <= word.start() and word.end() <= other.end for other in inside)
        for word in _WORD.finditer(text, left, right)
    )
