"""What checking a package can say: problems met while reading, findings of rules, outcomes.

The B rules turn problems into findings. A finding carries everything a person needs to repair it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error makes validation fail, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Outcome(StrEnum):
    """How a rule or a family of rules ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_EVALUATED = "not evaluated"
    NOTHING_TO_TEST = "nothing to test"
    NOT_SELECTED = "not selected"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in one place.

    `file` is a POSIX path relative to the package; `line` is the physical line counted from 1 (a newline inside
    quotes counts); `record` counts records from 1 without the header; `key` is the row's primary key, its parts
    joined by "|". `consequences` are findings that follow from this one and are not listed themselves.
    """

    code: str
    severity: str
    file: str
    line: int | None
    column: str | None
    key: str | None
    found: str
    expected: str
    why: str
    fix: str
    record: int | None = None
    consequences: int = 0

    @property
    def place(self) -> str:
        """`file:line:column`, as far as known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader met that it will not guess about. `kind` says which B rule reports it.

    `soft`: the file can be read all the same, every cell of it beyond doubt.
    """

    kind: str
    file: str
    found: str
    expected: str
    fix: str | None = None
    line: int | None = None
    column: str | None = None
    record: int | None = None
    soft: bool = False


class CannotRun(Exception):
    """Something cannot be done at all: no such package, no such id, a library that is missing.

    Its text is for the user: `message` says what is in the way, `fix` what to do about it. A command prints both; of
    the kinds of it, which callers of Python meet, both are the text.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message}. {self.fix}" if self.fix and type(self) is not CannotRun else self.message


def shown(text: str, limit: int = 80) -> str:
    """`text` as it may stand in a message: quoted, invisible characters escaped, cut after `limit` characters.

    >>> shown("a\\tb")
    '"a\\\\tb"'
    """
    head = text[:limit]
    body = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in head)
    more = f"... ({len(text):,} characters)" if len(text) > limit else ""
    return f'"{body}"{more}'


def meant(given: str, known: Collection[str], otherwise: str = "", cutoff: float = 0.6) -> str:
    """What to do where `given` is none of the `known` names: those that come close, else `otherwise`, else all of them.

    >>> meant("unit", ["units", "sources"]), meant("x", ["units", "sources"])
    ('Did you mean units?', 'There are units, sources.')
    """
    close = get_close_matches(given, known, n=3, cutoff=cutoff)
    return f"Did you mean {' or '.join(close)}?" if close else otherwise or f"There are {', '.join(known) or 'none'}."
