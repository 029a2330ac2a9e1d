"""The command `site`: write the explorer of a package into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from ..findings import CannotRun

__all__ = ["run"]


def run(package: str | None, output: str, sql: str | None = None) -> int:
    """Build and say what was built; 0, or 2 where it cannot be done."""
    try:
        from .building import build
    except ImportError as error:
        print(f"the site needs {error.name}: pip install 'cn-industrial-internet[site]'", file=sys.stderr)
        return 2
    folder = Path(output)
    try:
        count = build(package, folder, Path(sql) if sql else None)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count:,} files in {folder}. Open {folder / 'index.html'}.")
    if sql is None:
        print("Without --sql FILE (sql-wasm-inline.js of the npm package sql.js) there is no page for queries.")
    return 0
