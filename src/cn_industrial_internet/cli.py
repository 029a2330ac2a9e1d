"""The command `cnii`.

Built on argparse: on the machine it was measured on, `python -c pass` with an argument parser takes 30 ms, the same
command on cyclopts 90 (150 for --help), on typer 170. Answering is part of the product, and so is an installation
without dependencies.

A command is a function `(args) -> exit code` in `COMMANDS`, imported when it is called, beside a function that
declares its arguments.

Exit codes: 0 no findings, 1 findings, 2 cannot run (also wrong usage).
"""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import NamedTuple, NoReturn, TextIO

from reread.contract import options as engine_options
from reread.diff import command as commands_diff
from reread.draft import command as drafting
from reread.draft.importing import command as importing
from reread.findings import CannotRun, shown
from reread.fix import command as fixing
from reread.release import command as releasing
from reread.report import formats

from . import __version__, commands
from .helping import EXAMPLES, add_examples

_DESCRIPTION = (
    "Validate, look into and question the data package cn-industrial-internet, or another package in the same form."
)
_VALIDATE_HELP = "run all rules over this or another package"
_VALIDATE = """
Runs the rules of five families over a package: B bytes, S schema, V provenance (every value is read again from the
archived source), X consistency, P package. Prints every finding with its place, what was found and expected, why it
matters and how to mend it, then a summary. Files are only read, never changed.
"""
_WHY_HELP = "show the sentence, the reading and the bounds behind one statement"
_WHY = """
Shows what a statement (observation, entry of a ranking, link), a correction or a piece of evidence rests on: the
source, the sentence with who, what, when and how much marked, how the figure is read, corrections, and other
statements on the same question.
"""
_RELATIONS_HELP = "list what must add up, with verdicts; suggest what is missing"
_RELATIONS = """
Sums, shares, growth rates, conversions and orders between printed figures, judged within the rounding of the figures.
Without ID: all of them with their verdicts. With ID: the terms of one, the numbers that decide, and what they say about
quantities that nobody printed.
"""


class Command(NamedTuple):
    """A command: one line of help, a description, a function that adds its arguments, and one that runs it."""

    help: str
    description: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """A parser that offers what comes close to a misspelt command, and help where there is none."""

    def error(self, message: str) -> NoReturn:
        """End with 2 and what is wrong."""
        if "required: COMMAND" in message:
            self.print_help(sys.stderr)
            self.exit(2)
        wrong = re.search(r"argument COMMAND: invalid choice: '([^']*)'", message)
        if wrong:
            close = get_close_matches(wrong[1], COMMANDS, n=2, cutoff=0.5)
            fix = f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(COMMANDS)}."
            self.exit(2, f"cnii: no command is called {shown(wrong[1])}\n  fix       {fix}\n")
        super().error(message)


def _import(args: argparse.Namespace) -> int:
    from . import places  # here, since only worksheets need them

    places.use()
    return importing.run_import(args)


def _declare_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="folder of a package, or its datapackage.json; without it, the package this program came with",
    )
    parser.add_argument(
        "--format",
        action="append",
        default=[],
        type=formats.wanted,
        metavar="FORM[=FILE],...",
        help=f"one or more of {', '.join(formats.FORMATS)}; FORM=FILE writes a file, one without is printed "
        "(default: text)",
    )
    parser.add_argument("--output", metavar="FILE", help="write the format that names no file to FILE")
    engine_options.declare(parser)
    parser.add_argument(
        "--workers",
        type=_workers,
        default=None,
        metavar="N",
        help="processes that judge tables too large to be held (default: one for each processor)",
    )
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="CODE",
        help="run only this rule or family, e.g. V204, V2 or V; may be given more than once",
    )


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more")
    return int(text)


def _validate(args: argparse.Namespace) -> int:
    from reread.package.opening import open_package
    from reread.pieces.dividing import passed_over
    from reread.run import run

    reports = formats.plan(args.format, args.output)
    package = open_package(args.path)
    engine_options.apply(args, package)
    package.workers = args.workers or os.cpu_count() or 1
    # Tables from elsewhere cannot be cut into pieces, and a page shows the sentences of rows.
    if not package.inputs and all(item.form != "html" for item in reports):
        package.large_from_of = passed_over(package)
    try:
        report = run(package, args.rule)
    except ValueError as error:
        raise CannotRun(
            f"no rule is called {error}", "docs/rules.md lists the rules; a prefix such as V or V2 will do."
        ) from None
    formats.write(reports, report, package)
    return report.exit_code


def _declare_why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="id of the statement, e.g. thnet-2022-09-23.o05")
    parser.add_argument(
        "--package", metavar="PATH", help="folder of a package; without it, the package this program came with"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print the answer (default: text)"
    )


def _why(args: argparse.Namespace) -> int:
    from reread.report import terminal, text
    from reread.why import text as why_text
    from reread.why import why

    found = why(args.id, args.package)
    if args.format == "json":
        sys.stdout.write(why_text.render_json(found))
    else:
        colour, width = text.wants_colour(sys.stdout), terminal.columns(sys.stdout)
        sys.stdout.write(why_text.render(found, colour=colour, width=width))
    return 0


def _declare_relations(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="a relation, or a statement or derived quantity that relations name"
    )
    parser.add_argument(
        "--suggest", action="store_true", help="propose relations that are missing, as rows to paste into the tables"
    )
    parser.add_argument(
        "--package", metavar="PATH", help="folder of a package; without it, the package this program came with"
    )


def _relations(args: argparse.Namespace) -> int:
    from reread.package.opening import open_package
    from reread.relations import listing

    pkg = open_package(args.package)
    if args.suggest and args.id:
        raise CannotRun("--suggest looks at the whole package", "Leave out the ID.")
    if args.suggest:
        sys.stdout.write(listing.suggestions(pkg))
    else:
        sys.stdout.write(listing.one(pkg, args.id) if args.id else listing.listing(pkg))
    return 0


COMMANDS: dict[str, Command] = {
    "validate": Command(_VALIDATE_HELP, _VALIDATE, _declare_validate, _validate),
    "why": Command(_WHY_HELP, _WHY, _declare_why, _why),
    "relations": Command(_RELATIONS_HELP, _RELATIONS, _declare_relations, _relations),
    "diff": Command(commands_diff.HELP, commands_diff.DESCRIPTION, commands_diff.declare, commands_diff.run),
    "show": Command(commands.SHOW_HELP, commands.SHOW, commands.declare_show, commands.run_show),
    "sql": Command(commands.SQL_HELP, commands.SQL, commands.declare_sql, commands.run_sql),
    "resolve": Command(commands.RESOLVE_HELP, commands.RESOLVE, commands.declare_resolve, commands.run_resolve),
    "cite": Command(commands.CITE_HELP, commands.CITE, commands.declare_cite, commands.run_cite),
    "draft": Command(drafting.DRAFT_HELP, drafting.DRAFT, drafting.declare_draft, drafting.run_draft),
    "import": Command(importing.IMPORT_HELP, importing.IMPORT, importing.declare_import, _import),
    "fix": Command(fixing.FIX_HELP, fixing.FIX, fixing.declare_fix, fixing.run_fix),
    "release": Command(releasing.RELEASE_HELP, releasing.RELEASE, releasing.declare_release, releasing.run_release),
    "verify": Command(releasing.VERIFY_HELP, releasing.VERIFY, releasing.declare_verify, releasing.run_verify),
    "completion": Command(
        commands.COMPLETION_HELP, commands.COMPLETION, commands.declare_completion, commands.run_completion
    ),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _Parser(prog="cnii", description=_DESCRIPTION)
    add_examples(parser, EXAMPLES[""])
    parser.add_argument("--version", action="version", version=f"cnii {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for name, command in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=command.help, description=command.description)
        command.declare(subparser)
        if name in EXAMPLES:
            add_examples(subparser, EXAMPLES[name])
    return parser


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """What a warning of this program says to its user; those of libraries are for developers."""
    if category.__module__.partition(".")[0] in ("cn_industrial_internet", "reread"):
        print(f"cnii: {message}", file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (default: the process's own) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that cannot show a character gets an escape, not an error
            stream.reconfigure(errors="backslashreplace")
    try:
        args = build_parser().parse_args(argv)
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning
            code = COMMANDS[args.command].run(args)
        sys.stdout.flush()
        return code
    except CannotRun as error:
        print(f"cnii: {error.message}\n  fix       {error.fix}", file=sys.stderr)
        return 2
    except _Terminated:
        print("cnii: terminated", file=sys.stderr)
        return 128 + signal.SIGTERM
    except KeyboardInterrupt:
        print("cnii: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (head, less) has gone; keep the interpreter from complaining once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except MemoryError:
        message, fix = "not enough memory for this package", "Validate on a larger machine, or split the tables."
    except Exception as error:
        if os.environ.get("CNII_DEBUG"):
            raise
        message = f"an error of the program itself: {type(error).__name__}: {error}"
        fix = "Please report it, with what CNII_DEBUG=1 prints before the same command."
    print(f"cnii: {message}\n  fix       {fix}", file=sys.stderr)
    return 2


class _Terminated(KeyboardInterrupt):
    """The process has been asked to end, as by `kill` or by the machine that runs it."""


def _end(number: int, frame: object) -> None:
    """End as after Ctrl-C: without processes or temporary files left."""
    raise _Terminated


def entry() -> None:
    """Entry point of the installed command."""
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())


if __name__ == "__main__":
    entry()
