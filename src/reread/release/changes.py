"""From one release to the next: which was the last one, what differs from it, and whether this one may be called so.

`changes/versions.csv` lists every release with its day, the one before, and how far its number had to rise. The last
release itself is taken from the git tag vVERSION, or from a file or folder that is named. `changes/VERSION.csv` says
what a version changed, line by line: those are computed; only reason (needed wherever somebody's results or code may
be touched) and reference are written by hand, and kept when the file is computed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..diff import compare, opened
from ..diff.model import RULES, Diff, TableDiff, parts, raised
from ..diff.opening import git
from ..findings import CannotRun
from ..package import renamed
from ..package.opening import Package
from ..package.renamed import FOLDER, Alias, read_csv
from .model import Release

VERSIONS = f"{FOLDER}/versions.csv"
#: Kinds of change after which everything that was used before is still there, and still the same.
_QUIET = ("row_added", "table_added", "text_added", "constraint_loosened", "documentation")
#: A release is compared as a whole.
_KEEP = 1_000_000


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
    def needs_reason(self) -> bool:
        """Whether somebody's results or code may be touched: anything but rows, texts and words that only came."""
        return self.kind not in _QUIET


class Version(NamedTuple):
    """One line of `changes/versions.csv`. `previous` and `bump` are empty for the first release."""

    version: str
    released_on: str
    previous: str = ""
    bump: str = ""


@dataclass(slots=True)
class Step:
    """From the last release to this one. `refusals` say why this one may not be released."""

    versions: list[Version]
    changes: list[Change]
    aliases: list[Alias]
    refusals: list[str] = field(default_factory=list)


def _changes(diff: Diff, keys: Mapping[str, str], aliases: Sequence[Alias]) -> Iterator[Change]:
    """The changes of a comparison, structure first, then table by table, without reasons but for those of `aliases`.

    `keys` names the key of each table that has a single one. Raises `CannotRun` where a file could not be read, or not
    every change was kept.
    """
    if diff.unread:
        raise CannotRun(f"not everything could be compared: {diff.unread[0]}", "Mend the file first.")
    for item in diff.structure:
        place, _, member = item.where.partition(" ")
        table, _, column = place.partition(".")
        yield Change(table, "", " ".join(filter(None, [column, member])), item.old, item.new, item.kind)
    for item in diff.texts:
        yield Change("sources", item.where, "", item.old, item.new, item.kind)
    for one in diff.tables:
        yield from _rows(one, keys.get(one.name, ""), aliases)


def _rows(table: TableDiff, key: str, aliases: Sequence[Alias]) -> Iterator[Change]:
    """A row taken out and one put in are one row with another id where an alias says so, for its reason."""
    kept = (len(table.rows_added), len(table.rows_removed), len(table.rows_renamed), len(table.cells))
    if kept != (table.added, table.removed, table.renamed, table.changed_cells):
        raise CannotRun(f"{table.path}: more changes than a comparison keeps", "Release in smaller steps.")
    added = {row.key for row in table.rows_added}
    said = {alias.old_key: alias for alias in aliases if alias.table == table.name and alias.new_key in added}
    for row in table.rows_removed:
        if alias := said.get(row.key):
            yield Change(table.name, row.key, key, row.key, alias.new_key, "row_renamed", alias.reason)
        else:
            yield Change(table.name, row.key, "", "", "", "row_removed")
    for other in table.rows_renamed:
        yield Change(table.name, other.old, key, other.old, other.new, "row_renamed")
    for cell in table.cells:
        yield Change(table.name, cell.key, cell.column, cell.old, cell.new, "cell_changed")
    come = {alias.new_key for alias in said.values()}
    for row in table.rows_added:
        if row.key not in come:
            yield Change(table.name, row.key, "", "", "", "row_added")


def read(path: Path) -> list[Change]:
    """The changes in a file; none where it is not there.

    Raises `CannotRun` as `read_csv` does, and for an unknown kind.
    """
    found = [Change(*cells) for cells in read_csv(path, Change._fields)]
    for change in found:
        if change.kind not in RULES:
            raise CannotRun(f"{path.name}: the kind {change.kind} is not known", "Compute the file anew.")
    return found


def known(root: Path, below: str = "") -> list[Version]:
    """The releases that `changes/versions.csv` lists, oldest first; with `below`, those before that version."""
    found = [Version(*cells) for cells in read_csv(root / VERSIONS, Version._fields)]
    listed = sorted(found, key=lambda line: _order(line.version))
    return [line for line in listed if not below or _order(line.version) < _order(below)]


def _order(version: str) -> tuple[int, int, int]:
    return parts(version) or (0, 0, 0)


@contextmanager
def previous(release: Release, spec: str | None) -> Iterator[Package | None]:
    """The package of the last release: `spec` (a bundle, a folder, git:REVISION), else the newest tag below this
    version.

    None for a first release. Raises `CannotRun` where there was one and it is not at hand.
    """
    root, this = release.package.root, _order(release.version)
    if spec is None:
        tagged = max((tag for tag in _tags(root) if _order(tag) < this), key=_order, default=None)
        earlier = known(root, release.version)
        if earlier and (tagged is None or _order(tagged) < _order(earlier[-1].version)):
            raise CannotRun(
                f"the last release, {earlier[-1].version}, is not at hand",
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
    """The versions that the tags of the repository of `root` name; none where there is no git."""
    try:
        tags = git(str(root), "tag", "--list", "v*").split()
    except CannotRun:
        return []
    return [name for tag in tags if parts(name := tag.removeprefix("v"))]


def step(release: Release, old: Package | None, fill: tuple[str, str] = ("", "")) -> Step:
    """What lies between the last release, `old`, and this one, with the reasons that are written so far; changes that
    need one and have none get `fill`, a reason and a reference.
    """
    pkg, version = release.package, release.version
    said, lines = renamed.read(pkg.root), known(pkg.root, version)
    if old is None:
        return Step([*lines, Version(version, release.day)], [], said, renamed.faults(said, pkg))
    diff = compare(old, pkg, ("last release", "this release"), _KEEP)
    keys = {name: table.key_columns[0] for name, table in pkg.tables.items() if len(table.key_columns) == 1}
    written = {change[:6]: change for change in read(pkg.root / FOLDER / f"{version}.csv")}
    changes = []
    for computed in _changes(diff, keys, [alias for alias in said if alias.version == version]):
        given = written.get(computed[:6], computed)
        change = computed._replace(reason=given.reason, reference=given.reference)
        if change.needs_reason and not change.reason:
            change = change._replace(reason=fill[0], reference=change.reference or fill[1])
        changes.append(change)
    have = {alias[:3] for alias in said}
    come = (Alias(c.table, c.old, c.new, version, c.reason) for c in changes if c.kind == "row_renamed")
    aliases = said + [alias for alias in come if alias[:3] not in have]
    line = Version(version, release.day, diff.old.version, diff.bump.word)
    refusals = [*_refusals(release, old, diff, changes), *renamed.faults(aliases, pkg, renamed.read(old.root))]
    return Step([*lines, line], changes, aliases, refusals)


def _refusals(release: Release, old: Package, diff: Diff, changes: list[Change]) -> Iterator[str]:
    before, expected = diff.old.version, diff.expected_version or ""
    if not changes:
        yield f"nothing differs from {before}: there is nothing to release"
    elif _order(release.version) < _order(expected):
        worst = max(changes, key=lambda change: RULES[change.kind].bump)
        what = " ".join(filter(None, [RULES[worst.kind].one, *worst[:3]]))
        yield (
            f"the version is {release.version}, but must be {expected} or higher: one {what} demands a "
            f"{diff.bump.word} version, because {RULES[worst.kind].why}"
        )
    earlier, this = (str(pkg.descriptor.get("created", "")) for pkg in (old, release.package))
    if earlier >= this:
        yield f"created is not after that of {before}, {old.descriptor.get('created')}"
    silent = [change for change in changes if change.needs_reason and not change.reason]
    if silent:
        first = " ".join(filter(None, silent[0][:3]))
        count = f"{len(silent)} change{'s' * (len(silent) != 1)} without a reason"
        yield f"{FOLDER}/{release.version}.csv: {count}, the first: {silent[0].kind} {first}"
