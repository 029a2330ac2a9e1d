"""What an engine says of one rule."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import ContractRule


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule found: how many cases, and which records (counted from 0, in order) violate it.

    `evaluated` is False where a column or table that the rule reads is absent; it has then judged nothing.
    """

    rule: ContractRule
    cases: int
    records: tuple[int, ...]
    violations: int
    evaluated: bool = True
