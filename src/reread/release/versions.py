"""From one release to the next: which was the last one, what differs from it, and whether this one may be called so.

`changes/versions.csv` lists every release with its day, the one before, and how far its number had to rise. The last
release itself is taken from the git tag vVERSION, or from a file or folder that is named.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..diff import Bump, compare, opened
from ..diff.versions import RULES, owed, parts, raised
from ..findings import CannotRun
from ..package import renamed
from ..package.opening import Package
from ..package.renamed import FOLDER, read_csv
from .changes import Change, from_diff, joined, needs_reason, paired, read, with_reasons
from .model import Release

VERSIONS = f"{FOLDER}/versions.csv"
#: A release is compared as a whole.
_KEEP = 1_000_000


class Version(NamedTuple):
    """One line of `changes/versions.csv`. `previous` and `bump` are empty for the first release."""

    version: str
    released_on: str
    previous: str
    bump: str


@dataclass(slots=True)
class Step:
    """From the last release to this one. `refusals` say why this one may not be released."""

    versions: list[Version]
    changes: list[Change] = field(default_factory=list)
    aliases: list[renamed.Alias] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    bump: Bump = Bump.NONE


def known(root: Path) -> list[Version]:
    """The releases that `changes/versions.csv` lists, oldest first."""
    found = [Version(*cells) for cells in read_csv(root / VERSIONS, Version._fields)]
    return sorted(found, key=lambda line: _order(line.version))


def _order(version: str) -> tuple[int, int, int]:
    return parts(version) or (0, 0, 0)


@contextmanager
def previous(release: Release, spec: str | None) -> Iterator[Package | None]:
    """The package of the last release: `spec` (a bundle, a folder, git:REVISION), else the newest tag below this
    version.

    None for a first release. Raises `CannotRun` where there was one and it is not at hand.
    """
    root = release.package.root
    if spec is None:
        tagged = max((tag for tag in _tags(root) if _order(tag) < _order(release.version)), key=_order, default=None)
        earlier = [line.version for line in known(root) if _order(line.version) < _order(release.version)]
        if earlier and (tagged is None or _order(tagged) < _order(earlier[-1])):
            raise CannotRun(
                f"the last release, {earlier[-1]}, is not at hand",
                "Fetch the tags (git fetch --tags), or name its bundle with --previous.",
            )
        spec = tagged and f"git:v{tagged}"
    if spec is None:
        yield None
        return
    with opened(spec, str(root)) as pkg:
        yield pkg


def must_be_new(release: Release) -> None:
    """Raises `CannotRun` where this version was released, with other contents: no release is ever made anew."""
    root = release.package.root
    if release.version not in _tags(root):
        return
    with opened(f"git:v{release.version}", str(root)) as tagged:
        diff = compare(tagged, release.package, ("released", "here"), 1)
    if not diff.same:
        raise CannotRun(
            f"{release.version} is released already, and this is not the same",
            f"Raise the version to {raised(release.version, diff.bump)} or higher.",
        )


def _tags(root: Path) -> list[str]:
    """The versions that tags name, of the repository that has its top at `root`."""
    command = ["git", "-C", str(root), "tag", "--list", "v*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return []
    names = (tag.removeprefix("v") for tag in done.stdout.split()) if done.returncode == 0 else ()
    return [name for name in names if parts(name)]


def step(release: Release, old: Package | None, fill: tuple[str, str] = ("", "")) -> Step:
    """What lies between the last release, `old`, and this one, with the reasons that are written so far."""
    root = release.package.root
    lines = [line for line in known(root) if _order(line.version) < _order(release.version)]
    path = root / FOLDER / f"{release.version}.csv"
    if old is None:
        said = renamed.read(root)
        first = Version(release.version, release.day, "", "")
        return Step([*lines, first], aliases=said, refusals=renamed.faults(said, release.package))
    diff = compare(old, release.package, ("last release", "this release"), _KEEP)
    keys = {name: table.key_columns[0] for name, table in release.package.tables.items() if len(table.key_columns) == 1}
    before = renamed.read(old.root)
    said = renamed.read(root)
    computed = paired(from_diff(diff, keys), said, release.version, keys)
    changes = with_reasons(computed, read(path), fill)
    all_aliases = joined(said, changes, release.version)
    bump = owed(diff.old.version, max((RULES[change.kind].bump for change in changes), default=Bump.NONE))
    line = Version(release.version, release.day, diff.old.version, bump.word)
    found = Step([*lines, line], changes, all_aliases, bump=bump)
    found.refusals += _refusals(release, old, found)
    found.refusals += renamed.faults(all_aliases, release.package, before)
    return found


def _refusals(release: Release, old: Package, found: Step) -> Iterator[str]:
    before = str(old.descriptor.get("version", ""))
    expected = raised(before, found.bump) or ""
    if not found.changes:
        yield f"nothing differs from {before}: there is nothing to release"
    elif _order(release.version) < _order(expected):
        worst = max(found.changes, key=lambda change: RULES[change.kind].bump)
        what = " ".join(filter(None, [RULES[worst.kind].one, *worst[:3]]))
        yield (
            f"the version is {release.version}, but must be {expected} or higher: one {what} demands a "
            f"{found.bump.word} version, because {RULES[worst.kind].why}"
        )
    if str(old.descriptor.get("created", "")) >= str(release.about.get("created", "")):
        yield f"created is not after that of {before}, {old.descriptor.get('created')}"
    silent = [change for change in found.changes if needs_reason(change) and not change.reason]
    if silent:
        first = " ".join(filter(None, silent[0][:3]))
        count = f"{len(silent)} change{'s' * (len(silent) != 1)} without a reason"
        yield f"{FOLDER}/{release.version}.csv: {count}, the first: {silent[0].kind} {first}"
