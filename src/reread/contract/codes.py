"""The codes of the schema rules. Their words are those of every rule, in `rules.toml`."""

from __future__ import annotations

from ..words import words

CODES = {code: entry for code, entry in words().items() if code.startswith("S")}
#: Those that any sound contract has rules of; and those of cells that cannot be read on.
REQUIRED = frozenset({"S100", "S102", "S112"})
BLOCKING = frozenset({"S100", "S101", "S112"})
