"""The words of every rule, from `rules.toml`: what it asks, why, a bad and a good example, how to mend it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one rule. `severity` is "error" or "warning"."""

    title: str
    what: str
    why: str
    bad: str
    good: str
    fix: str
    severity: str = "error"


@cache
def words() -> dict[str, Words]:
    """The words of every rule by code, in the order in which the rules run."""
    text = files(__package__).joinpath("rules.toml").read_text("utf-8")
    return {code: Words(**entry) for code, entry in tomllib.loads(text).items()}


def words_of(code: str) -> Words:
    """The words of one rule. KeyError where `rules.toml` has none."""
    return words()[code]
