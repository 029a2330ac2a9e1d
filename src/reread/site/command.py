"""The command `site`: write the explorer of a package into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from ..findings import CannotRun
from .building import build

__all__ = ["run"]


def run(package: str | None, output: str) -> int:
    """Build and say what was built; 0, or 2 where it cannot be done."""
    folder = Path(output)
    try:
        count = build(package, folder)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count:,} files in {folder}. Open {folder / 'index.html'}.")
    return 0
