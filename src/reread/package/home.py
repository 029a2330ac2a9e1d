"""The data package that an import package carries: inside its wheel, or in the checkout around `src/`."""

from __future__ import annotations

from pathlib import Path

from ..findings import CannotRun

DESCRIPTOR = "datapackage.json"
#: Where the import package that carries a data package lies, said by that import package (`carry`).
_carried: list[Path] = []


def carry(folder: Path) -> None:
    """Let `home` find the data package that the import package in `folder` came with."""
    _carried[:] = [folder]


def carried() -> bool:
    """Whether this library came with a package."""
    try:
        return home().is_dir()
    except CannotRun:
        return False


def home() -> Path:
    """The folder of the package this library came with. Raises `CannotRun` when the library stands alone."""
    for here in _carried:
        for folder in (here, here.parent.parent):  # inside the wheel; the checkout around src/
            if (folder / DESCRIPTOR).is_file():
                return folder
    fix = "Add --package FOLDER; validate, fix and site take FOLDER alone."
    raise CannotRun("this installation carries no data package", fix)
