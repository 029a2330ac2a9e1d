"""What repairing a package gives: repairs, and new bytes by path."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repair:
    """One mechanical repair. `line` is the line before the repair, `key` the row's key where there is one."""

    file: str
    line: int | None
    what: str
    key: str = ""
    column: str = ""
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Plan:
    """Everything that can be repaired: new bytes by path, what stood there, the repairs in words, and what was left
    alone on purpose.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
