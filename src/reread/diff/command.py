"""The command `cnii diff`: its help, its arguments, and how it is run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import CannotRun, shown

if TYPE_CHECKING:
    from .model import Diff

HELP = "show what changed between two versions, and the version it demands"
DESCRIPTION = """
Compares two versions of a package by key: tables, columns, constraints, rows, cells, archived texts. Says how far the
version number must rise, and why: structure is major, rows are minor, corrected values and words are patches. OLD and
NEW are folders, zips, or git revisions (git:HEAD~1, git:v0.1.0, main). Exit codes: 0 compared, 1 with --check-version
when the new version is called less than it must, 2 cannot run, or a table could not be compared.
"""


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("old", nargs="?", metavar="OLD", help="the version before")
    parser.add_argument("new", nargs="?", metavar="NEW", help="the version after")
    parser.add_argument(
        "--repository", default=".", metavar="FOLDER", help="whose revisions are meant (default: the current folder)"
    )
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="default: text")
    parser.add_argument("--output", metavar="FILE", help="write it to FILE instead of printing it")
    parser.add_argument("--limit", type=_limit, metavar="N", help="list at most N changes of a kind per table")
    parser.add_argument("--read", metavar="FILE", help="instead of comparing, read what --format json has written")
    parser.add_argument("--check-version", action="store_true", help="exit 1 when the new version is called too low")


def _limit(text: str) -> int:
    number = int(text)
    if not 0 < number <= 1_000_000:
        raise argparse.ArgumentTypeError("a number from 1 to 1,000,000 is expected")
    return number


def run(args: argparse.Namespace) -> int:
    """Compare and print; the exit code."""
    found = _found(args)
    text = _rendered(found, args.format, args.limit, colour=args.output is None)
    if args.output is None:
        sys.stdout.write(text)
    else:
        _save(args.output, text)
    if found.unread:
        return 2
    return 1 if args.check_version and not found.version_ok else 0


def _found(args: argparse.Namespace) -> Diff:
    from . import diff, json_

    if args.read is not None:
        if args.old is not None:
            raise CannotRun("--read replaces OLD and NEW", "Leave out one or the other.")
        return json_.read(args.read)
    if args.old is None or args.new is None:
        raise CannotRun("two versions are needed", "Name both, for instance: cnii diff git:HEAD .")
    return diff(args.old, args.new, args.repository)


def _rendered(found: Diff, form: str, limit: int | None, *, colour: bool) -> str:
    from ..report.text import wants_colour
    from . import json_, markdown, text

    if form == "json":
        return json_.render(found)
    if form == "markdown":
        return markdown.render(found, cap=limit or markdown.CAP)
    return text.render(found, colour=colour and wants_colour(sys.stdout), cap=limit or text.CAP)


def _save(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, "utf-8", newline="\n")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotRun(f"{shown(file, 200)} cannot be written: {reason}", "Name a file in a folder you own.") from None
