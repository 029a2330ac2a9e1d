"""The command `cnii import`."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ...findings import CannotRun
from ...package.opening import folder_of, open_package
from ...package.transaction import commit, locked
from ..worksheet import Worksheet, read
from .plan import plan_import

if TYPE_CHECKING:
    from ...findings import Finding
    from .plan import Plan
    from .words import Refused


def import_(
    sheets: Annotated[list[Path], Parameter(help="worksheets, .csv or .xlsx; NAME.sources.csv alone is that sheet")],
    /,
    *,
    package: Annotated[str | None, Parameter(help="folder of a package; without it, the one that came along")] = None,
    write: Annotated[bool, Parameter(help="write the rows into the tables of --package", negative="")] = False,
    partly: Annotated[bool, Parameter(help="write the rows that are not refused", negative="")] = False,
) -> int:
    """Reads worksheets (CSV with the sheets beside it, or .xlsx), one row a statement: words as printed, and what they
    mean. Every word is looked up in the archived text or the quote, read, and compared with the cells that are filled
    in. Prints what would be added, replaced and refused, and what the rules would say; with --write all rows go into
    the tables at once, or none. Running it again changes nothing; a row that has changed replaces what it made before.
    Exit codes: 0 everything can be or was imported, 1 some rows are refused (then nothing is written, unless --partly),
    2 cannot run.

    examples:
      PROGRAM import sheet.csv --package .            show what it would make
      PROGRAM import sheet.csv --package . --write
    """
    sheet = Worksheet()
    for path in sheets:
        read(path, sheet)
    if write and not package:
        raise CannotRun("--write needs the folder of the package to write to", "Add --package PATH.")
    if write:
        plan, written = import_sheets(Path(str(package)), sheet, partly=partly)
    else:
        plan, written = plan_import(open_package(package), sheet), None
    _print(plan, written)
    if written:
        print(f"next      look the rows over, then run: validate {package}")
    return 1 if plan.refusals else 0


def import_sheets(root: Path, sheet: Worksheet, partly: bool = False) -> tuple[Plan, list[str]]:
    """Import a worksheet into the package at `root`: all rows, or none (with `partly`, all that are not refused).

    Returns the plan and the files that changed, none where rows were refused. For programs: fill a `Worksheet`, or
    write one, and call this.
    """
    folder = folder_of(root)
    with locked(folder):
        pkg = open_package(root)
        plan = plan_import(pkg, sheet)
        if plan.empty or (plan.refusals and not partly):
            return plan, []
        return plan, commit(folder, plan.files, plan.before)


def _print(plan: Plan, wrote: list[str] | None) -> None:
    causes: dict[tuple[str, ...], list[Refused]] = {}
    for refusal in plan.refusals:
        key = refusal.place, refusal.column, refusal.found, refusal.accepted
        causes.setdefault(key, []).append(refusal)
    for first, *others in causes.values():
        print(f"refused   {first}" + (f"\n  also in   rows {_ranges(others)}" if others else ""))
    for text, count in sorted(plan.notes.items()):
        print(f"note      {text}" + (f" ({count} rows)" if count > 1 else ""))
    for text in plan.replaced:
        print(f"{'replaced' if wrote else 'replaces'}  {text}")
    left: dict[tuple[str, str], list[Finding]] = {}
    for finding in plan.findings:
        left.setdefault((finding.code, finding.file), []).append(finding)
    for (code, _), (one, *more) in left.items():
        told = f"\n  and       {len(more)} more of {code} in this file" if more else ""
        print(f"{'left' if wrote else 'leaves'}    {one.place}  {code}  {one.key or ''}")
        print(f"  found     {one.found}\n  expected  {one.expected}\n  fix       {one.fix}{told}")
    rows = Counter(table for table, *_ in plan.edits.kept(new=True))
    new = ", ".join(f"{count} {name}" for name, count in sorted(rows.items())) or "nothing"
    print(
        f"summary   {len(plan.added)} statements new, {len(plan.replaced)} replaced, {plan.unchanged} unchanged, "
        f"{len(plan.refusals)} rows refused"
    )
    print(f"rows      {new}")
    print("written   nothing: add --write" if wrote is None else f"written   {', '.join(wrote) or 'nothing'}")


def _ranges(refusals: list[Refused]) -> str:
    """The numbers of rows, as ranges where they follow each other.

    >>> from reread.draft.importing.words import Refused
    >>> from reread.draft.worksheet import Line
    >>> _ranges([Refused("", "", "").of(Line("", n, {})) for n in (3, 4, 5, 9)])
    '3-5, 9'
    """
    runs = groupby(enumerate(refusal.number for refusal in refusals), lambda pair: pair[1] - pair[0])
    numbers = ([number for _, number in run] for _, run in runs)
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in numbers)
