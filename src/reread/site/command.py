"""The command `site`: write the explorer of a package into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ..arguments import Path_
from ..findings import CannotRun
from .building import build

__all__ = ["site"]


def site(
    path: Path_ = None,
    /,
    *,
    output: Annotated[str, Parameter(help="the folder to write to")] = "build/site",
) -> int:
    """Writes a static explorer of a package: a page for everything that has an id, charts, search, tables to sort and
    take away, in English and Chinese. It is read from the folder as it is, without a server. Exit codes: 0 written,
    2 cannot run.

    examples:
      PROGRAM site . --output build/site
    """
    folder = Path(output)
    try:
        count = build(path, folder)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count:,} files in {folder}. Open {folder / 'index.html'}.")
    return 0
