"""Printed names against registered ones: one way to compare, one way to look for them in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from .characters import fold, simplified
from .vocabulary import table

_QUOTES: Final = str.maketrans("‘’‚‛′`´＇“”„‟″＂", "'" * 8 + '"' * 6)
_BLANKS: Final = re.compile(r"\s+")


#: Longer texts are no names; they are compared once and not kept.
_LONGEST_KEPT: Final = 400


def normalise(text: str) -> str:
    """`text` as names are compared: NFC, case folded, curly quotes straight, traditional characters simplified, runs of
    blanks one blank, trimmed.

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
    return _BLANKS.sub(" ", folded.translate(_quotes())).strip()


@cache
def _quotes() -> dict[int, int | str]:
    return {**simplified(), **_QUOTES}


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
        Chinese has no word boundaries, so the longest name wins. With `alone` a name is left out that is part of a
        longer one (Baiyun Mountain, China Mobile, 天河机场) or of which something is said to be left out, as are the
        names of that ("Guangdong excluding Guangzhou"), whichever of them stands first.
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
        plain = fold(text) if self._alone else text
        if not self._alone:
            return result
        left_out = _left_out(plain, result)
        return [name for name in result if name.start not in left_out and _stands_alone(plain, name, result)]

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
            piece = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text[i:end]).casefold())
            piece = piece.translate(_quotes())
        for character in piece:
            characters.append(character)
            starts.append(i)
            ends.append(end)
        i = end
    return "".join(characters), starts, ends


# --- names inside longer ones ---------------------------------------------------------------------------------------

_CAPITAL: Final = r"[A-Z][\w&]*(?:\.[A-Z]\w*)*"
#: Capital words before a name and behind it, joined by blanks or hyphens; of a text written backwards for the former.
_AHEAD: Final = re.compile(rf"(?:[ \t\u00a0]{{0,3}}-?[ \t\u00a0]{{0,3}}{_CAPITAL})+")
_BACK: Final = re.compile(r"(?:[ \t\u00a0-]{1,3}(?:[\w&]*[A-Z](?!\w)))+")
_TIED: Final = re.compile(r"[-–](?=[A-Z0-9])")  # Tianhe-2, the Guangzhou-Shenzhen corridor, but Guangzhou-based
_WORD: Final = re.compile(r"[\w&.]+")


def _kind(kind: str) -> list[str]:
    return [row["word"] for row in table("names") if row["kind"] == kind]


@cache
def _free() -> frozenset[str]:
    """Words with a capital that are no part of a name."""
    return frozenset(_kind("free"))


@cache
def _beside() -> dict[str, re.Pattern[str]]:
    """Patterns of what stands beside a name."""
    return {
        place: re.compile(before + "|".join(sorted(map(re.escape, _kind(kind)), key=len, reverse=True)) + behind, re.I)
        for place, kind, before, behind in (
            ("goes on", "goes on", r"(?:(?<=[A-Za-z])\s)?(?:", r")(?:(?<![A-Za-z])|(?![A-Za-z]))"),
            ("goes before", "goes before", r"(?<![A-Za-z])(?:", r")\s\Z"),
            ("longer", "longer", "", ""),
            ("excluded behind", "excluded", r"(?:[省市区县]?[内中]?|,)[\s（(，]{0,3}(?:", r")(?![A-Za-z])"),
            ("excluded before", "excluded", r"(?<![A-Za-z])(?:", r")\s{0,3}(?:the\s)?\Z"),
            ("left out", "left out", r"\s?(?:(?:is|are|being|was|were)\s)?(?:", r")(?![A-Za-z])"),
        )
    }


#: Between the names of a list; between what is left out and the whole, in either order; "all of the whole but".
_LISTED: Final = re.compile(r",?\s(?:and|or)\s|,\s|、|和|及|与|以及").fullmatch
_NEAR: Final = re.compile(r"[\x00-\x7f]{0,24}|[^。；\n]{0,8}").fullmatch
_NEXT: Final = re.compile(r"(?:[以之]?外|后)?[的，,]?\s?(?:the\s|all\s|rest\s|of\s|全){0,4}").fullmatch
_ALL: Final = re.compile(r"(?<![A-Za-z])all\s(?:of\s)?(?:the\s)?\Z", re.IGNORECASE)


def _left_out(text: str, names: list[FoundName]) -> set[int]:
    """Where the names begin that are left out of a whole, and those of the whole."""
    beside, gone = _beside(), set[int]()
    for last, name, after in zip([None, *names], names, [*names[1:], None], strict=False):
        gap = text[last.end : name.start] if last else ""
        listed = last is not None and last.start in gone and _LISTED(gap)
        but = last is not None and gap == " but " and _ALL.search(text, max(last.start - 12, 0), last.start)
        before = beside["excluded before"].search(text, max(name.start - 16, 0), name.start)
        if not (listed or but or before or beside["left out"].match(text, name.end)):
            continue
        gone.add(name.start)
        if last and _NEAR(gap):
            gone.add(last.start)
        if after and before and _NEXT(text[name.end : after.start]):
            gone.add(after.start)
    return gone


def _stands_alone(text: str, name: FoundName, others: list[FoundName]) -> bool:
    """Whether a name is no part of a longer one, and does not leave something out."""
    beside, free = _beside(), _free()
    window = text[max(name.start - 4, 0) : name.end + 4]
    if (
        beside["excluded behind"].match(text, name.end)
        or beside["goes on"].match(text, name.end)
        or beside["goes before"].search(text, max(name.start - 16, 0), name.start)
        or any(text[name.start : name.end] in longer.group() for longer in beside["longer"].finditer(window))
    ):
        return False
    if not text[name.end - 1].isascii():
        return True
    if _TIED.match(text, name.end) or re.match(r"[-–](?=\w)", text[max(name.start - 2, 0) : name.start][::-1]):
        return False
    left, right = name.start, name.end
    if found := _AHEAD.match(text, name.end):
        right = found.end()
    if found := _BACK.match(text[max(name.start - 80, 0) : name.start][::-1]):
        left -= found.end()
    inside = [other for other in others if other.start < right and left < other.end]
    covered = [word for word in _WORD.finditer(text, left, right)]
    strange = (
        word for word in covered
        if word.group().lower().rstrip(".") not in free
        and not any(other.start <= word.start() and word.end() <= other.end for other in inside)
    )  # fmt: skip
    return next(strange, None) is None
