"""From one release to the next: which was the last one, what differs from it, and whether this one may be called so.

`changes/versions.csv` lists every release with its day, the one before, and how far its number had to rise. The last
release itself is taken from the git tag vVERSION, or from a file or folder that is named. `changes/VERSION.csv` says
what a version changed, line by line: those are computed; only reason (needed wherever somebody's results or code may
be touched) and reference are written by hand, and kept when the file is computed anew.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..diff import Bump, compare, opened
from ..diff.model import RULES, Diff, Structure, TableDiff, owed, parts, raised
from ..findings import CannotRun
from ..package import renamed
from ..package.opening import Package
from ..package.renamed import FOLDER, Alias, read_csv
from .model import Release

#: Kinds of change after which everything that was used before is still there, and still the same.
_QUIET = ("row_added", "table_added", "text_added", "constraint_loosened", "documentation")


class Change(NamedTuple):
    """One line of `changes/VERSION.csv`. `table` is "package" for the package itself; `key` that of the row (its parts
    joined by "|"), or the source of an archived text; `column` also tells what of a table or column is another; `old`
    and `new` are empty where there was nothing; `kind` is one of those by which `cnii diff` weighs changes.
    """

    table: str
    key: str
    column: str
    old: str
    new: str
    kind: str
    reason: str = ""
    reference: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """Everything computed of it."""
        return self[:6]


def from_diff(diff: Diff, key_columns: dict[str, str]) -> list[Change]:
    """The changes of a comparison, structure first, then table by table, without reasons.

    `key_columns` names the key of each table that has a single one. Raises `CannotRun` where a file could not be read,
    or not every change was kept.
    """
    if diff.unread:
        raise CannotRun(f"not everything could be compared: {diff.unread[0]}", "Mend the file first.")
    found = [_structure(item) for item in diff.structure]
    found += [Change("sources", item.where, "", item.old, item.new, item.kind) for item in diff.texts]
    for table in diff.tables:
        found += _rows(table, key_columns.get(table.name, ""))
    return found


def _structure(item: Structure) -> Change:
    place, _, member = item.where.partition(" ")
    table, _, column = place.partition(".")
    return Change(table, "", " ".join(filter(None, [column, member])), item.old, item.new, item.kind)


def _rows(table: TableDiff, key: str) -> Iterable[Change]:
    kept = (len(table.rows_added), len(table.rows_removed), len(table.rows_renamed), len(table.cells))
    if kept != (table.added, table.removed, table.renamed, table.changed_cells):
        raise CannotRun(f"{table.path}: more changes than a comparison keeps", "Release in smaller steps.")
    for row in table.rows_removed:
        yield Change(table.name, row.key, "", "", "", "row_removed")
    for other in table.rows_renamed:
        yield Change(table.name, other.old, key, other.old, other.new, "row_renamed")
    for cell in table.cells:
        yield Change(table.name, cell.key, cell.column, cell.old, cell.new, "cell_changed")
    for row in table.rows_added:
        yield Change(table.name, row.key, "", "", "", "row_added")


def needs_reason(change: Change) -> bool:
    """Whether somebody's results or code may be touched: anything but rows, texts and words that only came."""
    return change.kind not in _QUIET


def with_reasons(
    computed: Iterable[Change], written: Iterable[Change], fill: tuple[str, str] = ("", "")
) -> list[Change]:
    """The computed changes with the reasons that were written for the same ones.

    Those that need one and have none get `fill`, a reason and a reference.
    """
    known = {change.what: change for change in written}
    found = []
    for change in computed:
        said = known.get(change.what, change)
        reason, reference = said.reason, said.reference
        if not reason and needs_reason(change):
            reason, reference = fill[0], reference or fill[1]
        found.append(change._replace(reason=reason, reference=reference))
    return found


def read(path: Path) -> list[Change]:
    """The changes in a file; none where it is not there.

    Raises `CannotRun` as `read_csv` does, and for an unknown kind.
    """
    found = [Change(*cells) for cells in read_csv(path, Change._fields)]
    for change in found:
        if change.kind not in RULES:
            raise CannotRun(f"{path.name}: the kind {change.kind} is not known", "Compute the file anew.")
    return found


def paired(changes: Iterable[Change], aliases: Iterable[Alias], version: str, keys: dict[str, str]) -> list[Change]:
    """The changes, with a row taken out and one put in made one row with another id where an alias says so, for the
    reason of the alias.
    """
    listed = list(changes)
    added = {(change.table, change.key) for change in listed if change.kind == "row_added"}
    said = {alias[:2]: alias for alias in aliases if alias.version == version and (alias.table, alias.new_key) in added}
    come = {(alias.table, alias.new_key) for alias in said.values()}
    found = []
    for change in listed:
        alias = said.get((change.table, change.key))
        if change.kind == "row_removed" and alias:
            column = keys.get(change.table, "")
            found.append(Change(*alias[:2], column, alias.old_key, alias.new_key, "row_renamed", alias.reason))
        elif change.kind != "row_added" or (change.table, change.key) not in come:
            found.append(change)
    return found


def joined(aliases: Iterable[Alias], changes: Iterable[Change], version: str) -> list[Alias]:
    """The aliases, with one for every id that `changes` changed."""
    known = list(aliases)
    have = {alias[:3] for alias in known}
    renamed = (Alias(c.table, c.old, c.new, version, c.reason) for c in changes if c.kind == "row_renamed")
    return known + [alias for alias in renamed if alias[:3] not in have]


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
    aliases: list[Alias] = field(default_factory=list)
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
