#!/usr/bin/env python3
"""Draw relations: each as an SVG with its figures as intervals on one axis.

Without ID, all that do not simply hold. With --check, see that the pictures are what would be drawn, and write nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reread.findings import CannotRun
from reread.package.opening import open_package
from reread.relations import engine
from reread.relations.picture import file_name, picture, pictures

ROOT = Path(__file__).resolve().parent.parent


def drawn(package: Path, ids: list[str]) -> dict[str, str]:
    """File name and SVG of the relations `ids`; of all that do not simply hold where `ids` is empty."""
    pkg = open_package(package)
    if not ids:
        return pictures(pkg)
    found = engine(pkg)
    unknown = [key for key in ids if key not in found.relations]
    if unknown:
        raise CannotRun(f"no well-formed relation is called {', '.join(unknown)}", "cnii relations lists them.")
    return {file_name(key): picture(key, found) for key in ids}


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Draw relations as SVG.")
    parser.add_argument("id", nargs="*", help="relations to draw; without any, all that do not simply hold")
    parser.add_argument("--package", type=Path, default=ROOT, help="folder of the package (default: this one)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="folder to write to")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a picture is out of date")
    args = parser.parse_args()
    try:
        made = drawn(args.package, args.id)
    except CannotRun as error:
        print(f"relation_picture: {error.message}\n  fix       {error.fix}", file=sys.stderr)
        return 2
    stale = [
        name
        for name, text in made.items()
        if not (args.out / name).is_file() or (args.out / name).read_bytes() != text.encode("utf-8")
    ]
    left = sorted(path.name for path in args.out.glob("*.svg") if path.name not in made) if not args.id else []
    if args.check:
        for name in [*stale, *left]:
            print(f"{args.out / name} is out of date; run scripts/relation_picture.py")
        return 1 if stale or left else 0
    args.out.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (args.out / name).write_bytes(made[name].encode("utf-8"))
    for name in left:
        (args.out / name).unlink()
    print(f"{len(made)} pictures, {len(stale)} written, {len(left)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
