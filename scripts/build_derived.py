#!/usr/bin/env python3
"""Compute the bounds of derived quantities again and write them into data/derived.csv, or with --check see that they
are there.

Which quantity a row is (entity, indicator, period, unit, whole_number, note) stays as written by hand; convention,
lower, upper, formula and inputs are computed from the relations.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reread.findings import CannotRun
from reread.package import csvtext
from reread.package.opening import open_package
from reread.package.table import TableUnreadable
from reread.relations import engine
from reread.relations.derive import named, rows

ROOT = Path(__file__).resolve().parent.parent


def rebuilt(package: Path) -> tuple[Path, str, list[str]]:
    """The file, its text with everything computed, and the quantities that relations name and the table lacks."""
    pkg = open_package(package)
    table = pkg.table("derived")
    try:
        found = engine(pkg)
        texts = [table.header, *([row[column] for column in table.header] for row in rows(found))]
    except TableUnreadable as error:
        raise CannotRun(str(error), "cnii validate says what is wrong with it.") from None
    wanted = {t.target for r in found.all.values() for t in r.terms if t.operand == "derived_id"} | named(found)
    missing = sorted(key for key in wanted if table.get(key) is None)
    return package / table.path, csvtext.write(texts), missing


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Compute the bounds of derived quantities again.")
    parser.add_argument("--package", type=Path, default=ROOT, help="folder of the package (default: this one)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a row would change")
    args = parser.parse_args()
    try:
        path, text, missing = rebuilt(args.package)
    except CannotRun as error:
        print(f"build_derived: {error.message}\n  fix       {error.fix}", file=sys.stderr)
        return 2
    for key in missing:
        print(f"{path}: no row for {key}; write its entity, indicator, period, unit and whole_number")
    changed = not path.is_file() or path.read_bytes() != text.encode("utf-8")
    if args.check:
        if changed:
            print(f"{path} is out of date; run scripts/build_derived.py")
        return 1 if changed or missing else 0
    if changed:
        path.write_bytes(text.encode("utf-8"))
    print(f"{path} {'written' if changed else 'is up to date'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
