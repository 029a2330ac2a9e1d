"""The kinds of checks that a contract is made of. A new one is one class, listed here."""

from __future__ import annotations

from .base import RowKind
from .cells import Bound, Enum, Length, Pattern, Required, Typed
from .rows import (
    Compare,
    Compose,
    EmptyUnless,
    Lookup,
    Numbered,
    References,
    Refers,
    RequiredIf,
    StartsWith,
    Unique,
)  # fmt: skip

#: The kinds that schemas write as named rules, by the word they are written with.
NAMED: dict[str, type[RowKind]] = {
    kind.operator: kind
    for kind in (Compare, RequiredIf, EmptyUnless, Lookup, StartsWith, Compose, Numbered, References)
}
OPERATORS = (*(k.operator for k in (Typed, Required, Enum, Pattern, Bound, Length, Unique, Refers)), *NAMED)
