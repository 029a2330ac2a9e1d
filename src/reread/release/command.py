"""The commands `cnii release` and `cnii verify`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..findings import CannotRun

__all__ = [
    "RELEASE",
    "RELEASE_HELP",
    "VERIFY",
    "VERIFY_HELP",
    "declare_release",
    "declare_verify",
    "run_release",
    "run_verify",
]

RELEASE_HELP = "build a release: bundle, other formats, descriptions, checksums"
RELEASE = """
Builds every file of a release from a package that passes its rules: a bundle (zip), Parquet, SQLite, DuckDB and xlsx,
descriptions for catalogues and citation, wheel and sdist, notes, SHA256SUMS. Refuses a version lower than the changes
since the last release demand, and changes without a reason. With --prepare writes what a person then completes:
changes/VERSION.csv, CHANGELOG.md, CITATION.cff, .zenodo.json. Equal packages make equal bytes. Exit codes: 0 done,
1 with --check when a generated file is out of date, 2 refused or cannot run.
"""
VERIFY_HELP = "check a downloaded release: hashes, contract, provenance"
VERIFY = """
Checks a release without network: every byte against SHA256SUMS, every quotation against its archived text, then all
rules over the package inside. FILE is a bundle, its unpacked folder, any other file of a release with SHA256SUMS beside
it, or a folder of such files. Exit codes: 0 it is what was released, 1 something differs (the file is named), 2 nothing
to check it against.
"""


def declare_release(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `cnii release`."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="folder of the package (default: .)")
    parser.add_argument("--output", default="dist", metavar="FOLDER", help="where to put the files (default: dist)")
    parser.add_argument(
        "--previous",
        metavar="OLD",
        help="the last release: a bundle, a folder or git:REVISION (default: the newest tag vVERSION below this one)",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--prepare", action="store_true", help="write changes, changelog and citation; build nothing")
    mode.add_argument("--check", action="store_true", help="see that changelog and citation are what would be written")
    parser.add_argument("--reason", default="", metavar="TEXT", help="with --prepare: for changes that have none yet")
    parser.add_argument("--reference", default="", metavar="TEXT", help="with --prepare: where it can be read up")


def run_release(args: argparse.Namespace) -> int:
    """Run `cnii release`; the exit code."""
    if (args.reason or args.reference) and not args.prepare:
        raise CannotRun("--reason and --reference belong to --prepare", "Add --prepare, or leave them out.")
    if args.check:
        return _check(args.path)
    if args.prepare:
        return _prepare(args)
    from .building import build

    for place in build(args.path, Path(args.output), args.previous):
        sys.stdout.write(f"{place.stat().st_size:>12,}  {place}\n")
    return 0


def _check(path: str) -> int:
    from .model import open_release
    from .prepared import described, stale

    release = open_release(path)
    texts = described(release)
    outdated = stale(release.package.root, texts)
    for name in outdated:
        sys.stderr.write(f"{name} is out of date; run cnii release --prepare\n")
    if not outdated:
        sys.stdout.write(f"{', '.join(texts)}: up to date\n")
    return 1 if outdated else 0


def _prepare(args: argparse.Namespace) -> int:
    from .building import prepare
    from .changelog import who_must_act

    release, step, written = prepare(args.path, args.previous, (args.reason, args.reference))
    line = step.versions[-1]
    since = "the first release"
    if line.previous:
        since = f"{len(step.changes):,} changes since {line.previous}, {line.bump}"
    sys.stdout.write(f"{release.name} {line.version}, {since}. Who must act: {who_must_act(step.changes)}\n")
    sys.stdout.writelines(f"written: {name}\n" for name in written)
    sys.stdout.writelines(f"to do: {refusal}\n" for refusal in step.refusals)
    return 0


def declare_verify(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `cnii verify`."""
    parser.add_argument("file", metavar="FILE", help="a bundle, a folder, or another file of a release")


def run_verify(args: argparse.Namespace) -> int:
    """Run `cnii verify`; the exit code."""
    from .verifying import lines, verified

    found = verified(args.file)
    sys.stdout.writelines(lines(found))
    return found.exit_code
