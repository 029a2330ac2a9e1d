#!/usr/bin/env python3
"""Write the computed numbers of datapackage.json (bytes, hash, cnii:rows of each resource), and nothing else of it.

    python scripts/refresh_descriptor.py            write them
    python scripts/refresh_descriptor.py --check    exit 1 when a number is not true, and write nothing
    python scripts/refresh_descriptor.py FOLDER     the same for another package

The file is written by hand otherwise: every other character of it stays as it is.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reread.findings import CannotRun
from reread.package.numbers import with_numbers
from reread.package.opening import Package, open_package

ROOT = Path(__file__).resolve().parent.parent


def refreshed(pkg: Package) -> str:
    """The descriptor's text with true numbers.

    Raises `CannotRun` where a table cannot be read, or the text cannot be edited without touching more.
    """
    files = {}
    for name, table in pkg.tables.items():
        if not table.readable:
            raise CannotRun(f"{table.path}: {table.problems[0].found}", "Run cnii validate, and mend the file first.")
        files[name] = pkg.read_bytes(table.path)[0]
    text = with_numbers(pkg.read_bytes(pkg.descriptor_path)[0].decode("utf-8"), files, add=True)
    if text is None:
        raise CannotRun(
            "the descriptor's layout is not understood", "Write the numbers by hand once; then run this again."
        )
    return text


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Write the computed numbers of datapackage.json.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a number is not true")
    args = parser.parse_args()
    try:
        pkg = open_package(args.folder)
        if pkg.problems:
            raise CannotRun(
                f"{pkg.problems[0].file}: {pkg.problems[0].found}", "Run cnii validate, and mend the file first."
            )
        path = pkg.root / pkg.descriptor_path
        before, after = path.read_bytes().decode("utf-8"), refreshed(pkg)
    except CannotRun as error:
        print(f"refresh_descriptor: {error.message}\n  fix       {error.fix}", file=sys.stderr)
        return 2
    if before == after:
        print(f"{path.name}: bytes, hash and cnii:rows of {len(pkg.tables)} resources are true")
        return 0
    if args.check:
        stale = sum(a != b for a, b in zip(before.split("\n"), after.split("\n"), strict=False))
        print(f"{path.name}: {stale} lines are not true; run scripts/refresh_descriptor.py", file=sys.stderr)
        return 1
    path.write_bytes(after.encode("utf-8"))
    print(f"{path.name}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
