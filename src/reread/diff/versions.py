"""Which change demands which version, after the versioning recipe of the Data Package standard
(https://datapackage.org/recipes/data-package-version/): what breaks readers is major, more or fewer data are minor,
corrections and words are patches. Below 1.0.0 nothing is major: what breaks readers raises the minor number
(https://semver.org/, item 4).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files
from typing import NamedTuple

from .model import Bump, Demand, Diff


class Weight(NamedTuple):
    """What a kind of change demands, what it is called (one, several), and why."""

    bump: Bump
    one: str
    several: str
    why: str


#: Every kind of change, from `kinds.csv`, the gravest first.
RULES: dict[str, Weight] = {
    row.pop("kind"): Weight(Bump[row.pop("bump").upper()], **row)
    for row in csv.DictReader(files(__package__ or "").joinpath("kinds.csv").read_text("utf-8").splitlines())
}

_INTEGER = r"(0|[1-9][0-9]{0,8})"
_NUMBER = re.compile(rf"{_INTEGER}\.{_INTEGER}\.{_INTEGER}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def parts(version: str) -> tuple[int, int, int] | None:
    """Major, minor and patch of a semantic version, or None where it is none."""
    match = _NUMBER.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def owed(version: str, bump: Bump) -> Bump:
    """How far `version` rises for a change of the weight `bump`: below 1.0.0 by a minor number at most.

    >>> owed("0.1.0", Bump.MAJOR).word, owed("1.0.0", Bump.MAJOR).word
    ('minor', 'major')
    """
    return min(bump, Bump.MINOR) if (parts(version) or (1,))[0] == 0 else bump


def raised(version: str, bump: Bump) -> str | None:
    """`version` after `bump`, or None where it is no semantic version.

    >>> raised("1.2.3", Bump.MAJOR), raised("0.2.3", Bump.MAJOR)
    ('2.0.0', '0.3.0')
    """
    found = parts(version)
    if found is None:
        return None
    major, minor, patch = found
    bump = owed(version, bump)
    if bump is Bump.MAJOR:
        return f"{major + 1}.0.0"
    if bump is Bump.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + (bump is Bump.PATCH)}"


def judge(diff: Diff) -> None:
    """Fill in `demands`, `bump`, `expected_version` and `version_ok` from the changes."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    found = [(item.kind, 1, [item.where]) for item in [*diff.structure, *diff.texts]]
    for t in diff.tables:
        found.append(("row_renamed", t.renamed, [f"{t.name} {row.old}" for row in t.rows_renamed[:1]]))
        found.append(("row_added", t.added, [f"{t.name} {row.key}" for row in t.rows_added[:1]]))
        found.append(("row_removed", t.removed, [f"{t.name} {row.key}" for row in t.rows_removed[:1]]))
        found.append(("cell_changed", t.changed_cells, [f"{t.name} {one.key} {one.column}" for one in t.cells[:1]]))
    for kind, number, shown in found:
        if number:
            counts[kind] += number
            examples.setdefault(kind, "".join(shown))
    diff.demands = [
        Demand(owed(diff.old.version, weight.bump), kind, counts[kind], examples[kind], weight.why)
        for kind, weight in RULES.items()
        if kind in counts
    ]
    diff.bump = max((demand.bump for demand in diff.demands), default=Bump.NONE)
    diff.expected_version = raised(diff.old.version, diff.bump)
    wanted, given = parts(diff.expected_version or ""), parts(diff.new.version)
    diff.version_ok = wanted is None or (given is not None and given >= wanted)


def phrase(demand: Demand) -> str:
    """A demand in words: "3 rows added"."""
    weight = RULES[demand.kind]
    return f"{demand.number:,} {weight.one if demand.number == 1 else weight.several}"
