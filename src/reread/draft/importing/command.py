"""The command `cnii import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ...findings import CannotRun

if TYPE_CHECKING:
    from ..worksheet import Worksheet
    from .model import Plan

__all__ = ["IMPORT", "IMPORT_HELP", "declare_import", "import_sheets", "run_import"]

IMPORT_HELP = "put the rows of a worksheet into the tables of a package"
IMPORT = """
Reads worksheets (CSV with the sheets beside it, or .xlsx), one row a statement: words as printed, and what they mean.
Every word is looked up in the archived text or the quote, read, and compared with the cells that are filled in. Prints
what would be added, replaced and refused; with --write all rows go into the tables at once, or none. Running it again
changes nothing; a row that has changed replaces what it made before. Exit codes: 0 everything can be or was imported,
1 some rows are refused (then nothing is written, unless --partly), 2 cannot run.
"""
_SHOWN = 40
_KINDS = ("sources", "entities", "indicators", "rankings", "sectors")


def declare_import(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `cnii import`."""
    parser.add_argument("sheets", metavar="WORKSHEET", nargs="+", help="a worksheet, .csv or .xlsx")
    parser.add_argument(
        "--package", metavar="PATH", help="folder of a package; without it, the package this program came with"
    )
    for kind in _KINDS:
        parser.add_argument(
            f"--{kind}", metavar="FILE", action="append", default=[], help=f"a sheet of {kind} that lies elsewhere"
        )
    parser.add_argument("--write", action="store_true", help="write the rows into the tables of --package")
    parser.add_argument("--partly", action="store_true", help="write the rows that are not refused")
    parser.add_argument("--all", action="store_true", help=f"print every refusal, not only the first {_SHOWN}")


def run_import(args: argparse.Namespace) -> int:
    """Run `cnii import`; the exit code."""
    from ...package.opening import open_package  # here and below, so that other commands do not pay for it
    from ..worksheet import Worksheet, read, read_sheet
    from .plan import plan_import

    sheet = Worksheet()
    for path in args.sheets:
        read(Path(path), sheet)
    for kind in _KINDS:
        for path in getattr(args, kind):
            read_sheet(kind, Path(path), sheet)
    if args.write and not args.package:
        raise CannotRun("--write needs the folder of the package to write to", "Add --package PATH.")
    if not args.write:
        plan = plan_import(open_package(args.package), sheet)
        _print(plan, args.all, wrote=None)
        return 1 if plan.refusals else 0
    plan, paths = import_sheets(Path(args.package), sheet, partly=args.partly)
    _print(plan, args.all, wrote=paths)
    if paths:
        print(f"next      look the rows over, then run: cnii validate {args.package}")
    return 1 if plan.refusals else 0


def import_sheets(root: Path, sheet: Worksheet, partly: bool = False) -> tuple[Plan, list[str]]:
    """Import a worksheet into the package at `root`: all rows, or none (with `partly`, all that are not refused).

    Returns the plan and the files that changed, none where rows were refused. For programs: fill a `Worksheet`, or
    write one, and call this.
    """
    from ...package.opening import open_package
    from ...package.transaction import commit, locked
    from .files import changes
    from .plan import plan_import

    folder = open_package(root).root
    with locked(folder):
        pkg = open_package(root)
        plan = plan_import(pkg, sheet)
        if plan.empty or (plan.refusals and not partly):
            return plan, []
        files, before = changes(pkg, plan, {})
        return plan, commit(folder, files, before)


def _print(plan: Plan, everything: bool, wrote: list[str] | None) -> None:
    for refusal in plan.refusals[: None if everything else _SHOWN]:
        print(f"refused   {refusal}")
    if len(plan.refusals) > _SHOWN and not everything:
        print(f"          and {len(plan.refusals) - _SHOWN} more: --all prints them")
    for text, count in sorted(plan.notes.items()):
        print(f"note      {text}" + (f" ({count} rows)" if count > 1 else ""))
    for text in plan.replaced:
        print(f"{'replaced' if wrote else 'replaces'}  {text}")
    rows = {name: len(given) for name, given in sorted(plan.rows.items()) if given}
    new = ", ".join(f"{count} {name}" for name, count in rows.items()) or "nothing"
    print(
        f"summary   {len(plan.added)} statements new, {len(plan.replaced)} replaced, {plan.unchanged} unchanged, "
        f"{len(plan.refusals)} rows refused"
    )
    print(f"rows      {new}")
    if wrote is None:
        print("written   nothing: add --write")
    else:
        print(f"written   {', '.join(wrote) or 'nothing'}", file=sys.stdout)
