"""Releases to look at: made once per process from a copy of this project's package and of what goes with it."""

from __future__ import annotations

import shutil
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import planting
import pytest
from planting import ROOT

from reread.package import csvtext
from reread.release import building
from reread.release.model import Release, open_release

#: What a release takes from the project besides the package.
BESIDE = ("LICENSES", "LICENSE", "docs")


#: Removed when the process ends.
_KEPT: list[TemporaryDirectory[str]] = []


def _kept_folder() -> Path:
    _KEPT.append(TemporaryDirectory(prefix="released-"))
    return Path(_KEPT[-1].name)


@cache
def _project() -> Path:
    """The package and what goes with it, without program and history, prepared as a first release, 0.1.0."""
    root = planting.copy_real_package(_kept_folder())
    planting.edit_descriptor(root, version="0.1.0", created="2026-11-22T00:00:00Z")
    for name in BESIDE:
        target = root / name
        target.parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, target)
    building.prepare(root)
    return root


def project_copy(folder: Path) -> Path:
    """A copy of it below `folder`, to be changed."""
    return Path(shutil.copytree(_project(), folder / "real"))


def build(root: Path | str, out: Path | str) -> None:
    """Build a release without the explorer, which takes longest and is looked at by itself, and without running the
    rules: that they are run first, and that the first release passes them, is tested apart.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(building.FORMATS, "-site.zip")
        patch.setattr(building, "_must_pass", lambda release: None)
        building.build(root, Path(out))


def build_site(root: Path | str, out: Path | str) -> None:
    """Write the explorer of a package as one file."""
    Path(out).write_bytes(building.FORMATS["-site.zip"](open_release(root)))


@cache
def first() -> Path:
    """The folder of a built release; `real` beside it is what it was built from. Do not change either."""
    build(_project(), _project().parent / "dist")
    return _project().parent / "dist"


@cache
def release() -> Release:
    """What `first` was built from."""
    return open_release(first().parent / "real")


def asset(end: str) -> Path:
    """The file of the first release whose name ends so."""
    return first() / f"{release().stem}{end}"


@cache
def unpacked() -> Path:
    """The bundle, unpacked. Do not change it; `unpack` makes one to play with."""
    return unpack(_kept_folder())


def unpack(folder: Path, bundle: Path | None = None) -> Path:
    """Unpack a bundle below `folder`; the folder inside."""
    with zipfile.ZipFile(bundle or asset(".zip")) as archive:
        archive.extractall(folder)
    (inside,) = folder.iterdir()
    return inside


def raise_version(root: Path, version: str, created: str = "2027-01-31T00:00:00Z") -> None:
    """Call the package `version`, of a later day."""
    planting.edit_descriptor(root, version=version, created=created)


def add_row(root: Path, table: str, **cells: str) -> None:
    """Add one row, sorted in."""
    change(root, table, lambda header, rows: rows.append([cells.get(name, "") for name in header]))


def drop_row(root: Path, table: str, key: str) -> None:
    """Take out the row that begins with `key`."""

    def drop(header: list[str], rows: list[list[str]]) -> None:
        rows[:] = [row for row in rows if row[0] != key]

    change(root, table, drop)


def change(root: Path, table: str, edit: object) -> None:
    """Let `edit(header, rows)` change the rows of a table, then write it as the package keeps it."""
    path = root / f"data/{table}.csv"
    parsed = csvtext.parse(path.read_bytes(), path.name)
    header, rows = list(parsed.header), [list(cells) for _, cells in parsed.records]
    edit(header, rows)  # type: ignore[operator]
    path.write_bytes(csvtext.write([header, *sorted(rows)]).encode("utf-8"))
    planting.refresh(root)
