"""The command `cnii draft`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import CannotRun
from .facts import GRADES, RIGHTS, Facts

if TYPE_CHECKING:
    from ..package.opening import Package
    from .model import Draft

__all__ = ["DRAFT", "DRAFT_HELP", "declare_draft", "run_draft"]

DRAFT_HELP = "read a new source text and propose statements"
DRAFT = """
Reads a text or saved HTML page (English or Chinese), finds every printed figure, date and place on a list, and proposes
statements: who, what, when, how much, each with the characters it was read from and a score. Numbers that found no
place are listed with the reason and, where it is plain, with how to set them aside. Nothing is written without --write;
with it, all rows go into the package's tables at once, or none. Exit codes: 0 done, 2 cannot run (nothing is written).
"""


def declare_draft(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `cnii draft`."""
    parser.add_argument("file", metavar="FILE", help="the text or saved HTML page")
    parser.add_argument(
        "--package",
        metavar="PATH",
        help="folder of a package; without it, the registers of the one this program came with",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print the draft (default: text)"
    )
    parser.add_argument(
        "--language", choices=("en", "zh-Hans", "zh-Hant"), help="the language, if it is not to be detected"
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="the encoding of the file, if it is not UTF-8 and does not say so"
    )
    parser.add_argument(
        "--least",
        type=_score,
        default=0.0,
        metavar="SCORE",
        help="write no proposal below this score (0 to 1; default: 0)",
    )
    parser.add_argument(
        "--write", action="store_true", help="write the rows into the tables of --package, and archive the text"
    )
    facts = parser.add_argument_group("what is known about the source (asked for by --write where it is missing)")
    facts.add_argument("--source-id", default="", metavar="ID", help="outlet and day, such as thnet-2022-09-23")
    facts.add_argument("--title", default="", help="headline as printed; without it, the heading or first line")
    facts.add_argument("--publisher", default="", metavar="ENTITY", help="id or name of the publisher")
    facts.add_argument(
        "--original-publisher", default="", metavar="ENTITY", help="whose text it was first, for a reprint"
    )
    facts.add_argument("--author", default="", help='by-line as printed; several joined by "; "')
    facts.add_argument("--published", default="", metavar="DAY", help="ISO day, if it is not printed; or unknown")
    facts.add_argument("--url", default="", help="address of the text")
    facts.add_argument(
        "--grade",
        default="",
        choices=("", *GRADES),
        metavar="A|B|C|D",
        help="; ".join(f"{k} {v}" for k, v in GRADES.items()),
    )
    facts.add_argument(
        "--translation", default="original", choices=("original", "human", "machine"), help="default: original"
    )
    facts.add_argument("--rights", default=RIGHTS, help="what may be done with the text")
    facts.add_argument("--note", default="", help="anything else a reader should know about the source")


def _score(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return value


def run_draft(args: argparse.Namespace) -> int:
    """Run `cnii draft`; the exit code."""
    from ..package.opening import open_package

    facts = Facts(
        args.source_id, args.title, args.publisher, args.original_publisher, args.author, args.published, args.url,
        args.grade, args.translation, args.rights, args.note,
    )  # fmt: skip
    if not args.write:
        draft = _draft(open_package(args.package), args, facts)
        _print(draft, args)
        return 0
    if not args.package:
        raise CannotRun("--write needs the folder of the package to write to", "Add --package PATH.")
    from ..package.transaction import locked

    root = open_package(args.package).root
    with locked(root):
        pkg = open_package(args.package)
        draft = _draft(pkg, args, facts)
        paths, messages = _write(pkg, draft, facts, args.least)
    _print(draft, args)
    for message in messages:
        print(f"note      {message}", file=sys.stderr)
    print(f"written   {', '.join(paths) or 'nothing: all rows are there already'}", file=sys.stderr)
    print(f"next      look the rows over, then run: cnii validate {args.package}", file=sys.stderr)
    return 0


def _draft(pkg: Package, args: argparse.Namespace, facts: Facts) -> Draft:
    from .document import open_document
    from .drafting import draft_document
    from .progress import Progress
    from .source import check_published

    published = check_published(facts.published)
    document = open_document(Path(args.file), args.language, args.encoding)
    with Progress("drafting") as progress:
        return draft_document(pkg, document, facts.source_id or "new-source", published, progress)


def _write(pkg: Package, draft: Draft, facts: Facts, least: float) -> tuple[list[str], list[str]]:
    """Write the rows of a draft; the paths written, and what a person has to know."""
    from ..package.transaction import commit
    from .rows import rows_of
    from .source import archived_as, source_row
    from .writing import changes

    there = archived_as(pkg, draft.document)
    if there and there != facts.source_id:
        raise CannotRun(
            f"this text is archived already, as {there}", f"Add --source-id {there} to draft what is missing."
        )
    archive: dict[str, bytes] = {}
    source: dict[str, str] | None = None
    if not there:
        if facts.source_id and pkg.table("sources").get(facts.source_id):
            raise CannotRun(
                f"there is a source {facts.source_id} already, with another text", "Choose another --source-id."
            )
        source = source_row(pkg, draft, facts)
        archive[source["archive_path"]] = draft.document.data
    made = rows_of(pkg, draft, least)
    if source:
        made.add("sources", source)
    made.tables = {name: rows for name, rows in made.tables.items() if rows}
    planned = changes(pkg, made.tables, archive)
    return commit(pkg.root, planned.files, planned.before), made.messages


def _print(draft: Draft, args: argparse.Namespace) -> None:
    from ..report import text
    from .report import as_json, as_text

    if args.format == "json":
        sys.stdout.write(as_json(draft, args.least))
    else:
        sys.stdout.write(as_text(draft, colour=text.wants_colour(sys.stdout), least=args.least))
