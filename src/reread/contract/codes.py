"""The codes of the schema rules. Their words are those of every rule, in `rules.toml`."""

from __future__ import annotations

from typing import NamedTuple

from ..words import words


class Code(NamedTuple):
    """One code with its words.

    `optional`: a sound contract may have no rule of this kind; `blocking`: such cells cannot be read on.
    """

    code: str
    title: str
    why: str
    fix: str
    optional: bool
    blocking: bool


_REQUIRED = frozenset({"S100", "S102", "S112"})
_BLOCKING = frozenset({"S100", "S101", "S112"})

CODES = {
    code: Code(code, entry.title, entry.why, entry.fix, code not in _REQUIRED, code in _BLOCKING)
    for code, entry in words().items()
    if code.startswith("S")
}
