"""Matching a pattern of the contract in time that grows with the text alone, in Python.

Python's own expressions try one way after the other, so that `(a+)+b` on a cell of thirty letters takes a minute, and
on forty a day; a package comes with patterns of its own. Here every sign of the pattern is a place (Glushkov's
automaton). Where no text leaves a choice between two places, trying in turn is as quick, and `re` does it. Otherwise
all places that the text can have reached are kept at once, as the bits of a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from .patterns import _class, _quantifier, check_pattern

__all__ = ["matcher"]

#: States kept of one pattern; beyond that they are computed again.
_KEPT: Final = 5_000
_REPEAT: Final = re.compile(r"\{([0-9]*)(,?)([0-9]*)\}")


class _Part(NamedTuple):
    """A piece of the automaton: the places (as bits) it can begin and end with, and whether it matches nothing."""

    first: int
    last: int
    empty: bool


@lru_cache(maxsize=256)
def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a whole text matches `pattern`. Raises `PatternError` for one outside the portable subset."""
    check_pattern(pattern)
    automaton = _Automaton(pattern)
    if automaton.leaves_no_choice():
        whole = re.compile(pattern).fullmatch
        return lambda text: whole(text) is not None
    return automaton.matches


class _Automaton:
    """The places of a pattern, which may follow which, and which sign each stands for."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.signs: list[Callable[[str], object]] = []
        self.follow: list[int] = []
        self.twofold = False  # one place leads to another in two ways, as in (a+)+
        self.whole, _ = self._alternatives(0)
        self._at: dict[str, int] = {}
        self._next: dict[int, int] = {}

    # --- building ---

    def _alternatives(self, at: int) -> tuple[_Part, int]:
        found = _Part(0, 0, False)
        while True:
            part, at = self._sequence(at)
            found = _Part(found.first | part.first, found.last | part.last, found.empty or part.empty)
            if at >= len(self.pattern) or self.pattern[at] != "|":
                return found, at
            at += 1

    def _sequence(self, at: int) -> tuple[_Part, int]:
        found = _Part(0, 0, True)
        while at < len(self.pattern) and self.pattern[at] not in "|)":
            start = at
            part, at = self._atom(start)
            after, _ = _quantifier(self.pattern, at)
            if after > at:
                part = self._repeated(part, start, self.pattern[at:after])
            at = after
            found = self._joined(found, part)
        return found, at

    def _joined(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        return _Part(
            left.first | (right.first if left.empty else 0),
            right.last | (left.last if right.empty else 0),
            left.empty and right.empty,
        )

    def _link(self, ends: int, beginnings: int) -> None:
        for place in _bits(ends):
            self.twofold = self.twofold or bool(self.follow[place] & beginnings)
            self.follow[place] |= beginnings

    def _repeated(self, part: _Part, start: int, sign: str) -> _Part:
        """`part`, which was read at `start`, repeated as `sign` says."""
        if sign in "?*+":
            if sign != "?":
                self._link(part.last, part.first)
            return part._replace(empty=part.empty or sign != "+")
        numbers = _REPEAT.fullmatch(sign)
        assert numbers is not None
        least = int(numbers[1])
        most = int(numbers[3]) if numbers[3] else None if numbers[2] else least
        if most == 0:
            return _Part(0, 0, True)
        copies = [part, *(self._atom(start)[0] for _ in range((least if most is None else most) - 1))]
        if most is None:
            self._link(copies[-1].last, copies[-1].first)
            if least == 0:
                return part._replace(empty=True)
        # The optional ones one inside the other, so that each leads to the next alone: x(x(x)?)?
        found = _Part(0, 0, True)
        for number in range(len(copies), 0, -1):
            found = self._joined(copies[number - 1], found)
            if number > least:
                found = found._replace(empty=True)
        return found

    def _atom(self, at: int) -> tuple[_Part, int]:
        if self.pattern[at] == "(":
            part, end = self._alternatives(at + 1)
            return part, end + 1
        end = _class(self.pattern, at) if self.pattern[at] == "[" else at + 1 + (self.pattern[at] == "\\")
        self.signs.append(_sign(self.pattern[at:end]))
        self.follow.append(0)
        bit = 1 << (len(self.signs) - 1)
        return _Part(bit, bit, False), end

    # --- running ---

    def leaves_no_choice(self) -> bool:
        """Whether every sign of every text leads to one place at most, in one way. Sets of signs differ at ends."""
        if self.twofold:
            return False
        ends = {ord(c) + by for c in self.pattern for by in (-1, 0, 1)} | {0, 10, 0x10FFFF}
        reached = [self._places(chr(c)) for c in ends if 0 <= c <= 0x10FFFF]
        onwards = {self.whole.first, *self.follow}
        return all(not (n & (n - 1)) for onward in onwards for places in reached if (n := onward & places))

    def _places(self, sign: str) -> int:
        """The places that stand for `sign`."""
        found = self._at.get(sign)
        if found is None:
            if len(self._at) >= _KEPT:
                self._at.clear()
            found = self._at[sign] = sum(1 << n for n, test in enumerate(self.signs) if test(sign))
        return found

    def matches(self, text: str) -> bool:
        """Whether the whole `text` matches."""
        reached, onward = 0, self.whole.first
        for sign in text:
            reached = onward & self._places(sign)
            if not reached:
                return False
            onward = self._onward(reached)
        return bool(reached & self.whole.last) if text else self.whole.empty

    def _onward(self, reached: int) -> int:
        found = self._next.get(reached)
        if found is None:
            if len(self._next) >= _KEPT:
                self._next.clear()
            found = 0
            for place in _bits(reached):
                found |= self.follow[place]
            self._next[reached] = found
        return found


@lru_cache(maxsize=1024)
def _sign(atom: str) -> Callable[[str], object]:
    return re.compile(atom).fullmatch


def _bits(number: int) -> Iterator[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
