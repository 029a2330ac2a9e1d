"""The kinds of checks that a contract is made of. A new one is one class, in `cells` or `rows`."""

from . import cells, rows
from .base import KINDS, RowKind

__all__ = ["NAMED", "OPERATORS", "cells", "rows"]

#: The kinds that schemas write as named rules, by the word they are written with.
NAMED = {operator: kind for operator, kind in KINDS.items() if issubclass(kind, RowKind)}
OPERATORS = tuple(KINDS)
