#!/usr/bin/env python3
"""Write the computed numbers of datapackage.json (bytes, hash, cnii:rows of each resource), and nothing else of it.

    python scripts/refresh_descriptor.py            write them
    python scripts/refresh_descriptor.py --check    exit 1 when a number is not true, and write nothing
    python scripts/refresh_descriptor.py FOLDER     the same for another package

The file is written by hand otherwise: every other character of it stays as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from cn_industrial_internet.findings import CannotRun
from cn_industrial_internet.package import Package, open_package

ROOT = Path(__file__).resolve().parent.parent
MEMBERS = ("bytes", "hash", "cnii:rows")


def numbers(pkg: Package, name: str) -> dict[str, Any]:
    """The true numbers of one table. Raises `CannotRun` where its file cannot be read."""
    table = pkg.tables[name]
    raw, _ = pkg.read_bytes(table.path)
    if not table.readable:
        raise CannotRun(f"{table.path}: {table.problems[0].found}", "Run cnii validate, and mend the file first.")
    return {"bytes": len(raw), "hash": f"sha256:{sha256(raw).hexdigest()}", "cnii:rows": len(table)}


def refreshed(pkg: Package) -> str:
    """The descriptor's text with true numbers.

    Raises `CannotRun` where the text cannot be edited without touching more.
    """
    raw, _ = pkg.read_bytes(pkg.descriptor_path)
    text = raw.decode("utf-8")
    expected = json.loads(text)
    for resource in expected["resources"]:
        resource.update(numbers(pkg, resource["name"]))
    for start, end in reversed(_resource_spans(text)):
        part = text[start:end]
        name = json.loads(part)["name"]
        for member, value in numbers(pkg, name).items():
            part = _with_member(part, member, json.dumps(value))
        text = text[:start] + part + text[end:]
    if json.loads(text) != expected:
        raise CannotRun(
            "the descriptor's layout is not understood", "Write the numbers by hand once; then run this again."
        )
    return text


def _resource_spans(text: str) -> list[tuple[int, int]]:
    """Where each object of the top-level list "resources" stands in the text."""
    opening = re.search(r'^(?: {2}|\t)"resources"\s*:\s*\[', text, re.MULTILINE)
    if not opening:
        raise CannotRun(
            'no top-level member "resources" at the beginning of a line', "Indent the descriptor by two spaces."
        )
    spans: list[tuple[int, int]] = []
    decoder, place = json.JSONDecoder(), opening.end()
    while True:
        place += re.match(r"[\s,]*", text[place:]).end()  # type: ignore[union-attr]
        if text[place] != "{":
            return spans
        _, end = decoder.raw_decode(text, place)
        spans.append((place, end))
        place = end


def _with_member(part: str, member: str, value: str) -> str:
    """One resource's text with `member` set: replaced where it stands, else added after "path"."""
    stated, count = re.subn(rf'("{member}"\s*:\s*)("[^"]*"|-?[0-9]+|null)', lambda m: m[1] + value, part, count=1)
    if count:
        return stated
    return re.sub(
        r'(\s*)("path"\s*:\s*"[^"]*")', lambda m: f'{m[1]}{m[2]},{m[1] or " "}"{member}": {value}', part, count=1
    )


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
