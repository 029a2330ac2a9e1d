"""The command `cnii import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ...findings import CannotRun
from ...package.opening import folder_of, open_package
from ...package.transaction import commit, locked
from ..worksheet import Worksheet, read, read_sheet
from .plan import plan_import

if TYPE_CHECKING:
    from ...findings import Finding
    from .model import Plan, Refusal

__all__ = ["import_", "import_sheets"]

_SHOWN = 40
_Sheets = Annotated[list[str] | None, Parameter(help="a sheet of this kind that lies elsewhere", negative="")]


def import_(
    sheets: Annotated[list[str], Parameter(help="worksheets, .csv or .xlsx")],
    /,
    *,
    package: Annotated[str | None, Parameter(help="folder of a package; without it, the one that came along")] = None,
    sources: _Sheets = None,
    entities: _Sheets = None,
    indicators: _Sheets = None,
    rankings: _Sheets = None,
    sectors: _Sheets = None,
    write: Annotated[bool, Parameter(help="write the rows into the tables of --package", negative="")] = False,
    partly: Annotated[bool, Parameter(help="write the rows that are not refused", negative="")] = False,
    all_: Annotated[bool, Parameter(name="--all", help="print every refusal, not 40 causes", negative="")] = False,
) -> int:
    """Reads worksheets (CSV with the sheets beside it, or .xlsx), one row a statement: words as printed, and what they
    mean. Every word is looked up in the archived text or the quote, read, and compared with the cells that are filled
    in. Prints what would be added, replaced and refused; with --write all rows go into the tables at once, or none.
    Running it again changes nothing; a row that has changed replaces what it made before. Exit codes: 0 everything can
    be or was imported, 1 some rows are refused (then nothing is written, unless --partly), 2 cannot run.

    examples:
      PROGRAM import sheet.csv --package .            show what it would make
      PROGRAM import sheet.csv --package . --write
    """
    sheet = Worksheet()
    for path in sheets:
        read(Path(path), sheet)
    given = {"sources": sources, "entities": entities, "indicators": indicators, "rankings": rankings}
    for kind, paths in (given | {"sectors": sectors}).items():
        for path in paths or ():
            read_sheet(kind, Path(path), sheet)
    if write and not package:
        raise CannotRun("--write needs the folder of the package to write to", "Add --package PATH.")
    if not write:
        plan = plan_import(open_package(package), sheet)
        _print(plan, all_, wrote=None)
        return 1 if plan.refusals else 0
    plan, written = import_sheets(Path(str(package)), sheet, partly=partly)
    _print(plan, all_, wrote=written)
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


def _print(plan: Plan, everything: bool, wrote: list[str] | None) -> None:
    causes: dict[tuple[str, ...], list[Refusal]] = {}
    for refusal in plan.refusals:
        key = refusal.place, refusal.column, refusal.found, refusal.accepted
        causes.setdefault(key if not everything else (*key, str(refusal.number)), []).append(refusal)
    for same in list(causes.values())[: None if everything else _SHOWN]:
        print(f"refused   {same[0]}" + (f"\n  also in   {len(same) - 1} more rows" if len(same) > 1 else ""))
    if len(causes) > _SHOWN and not everything:
        print(f"          and {len(causes) - _SHOWN} more causes: --all prints them, row by row")
    for text, count in sorted(plan.notes.items()):
        print(f"note      {text}" + (f" ({count} rows)" if count > 1 else ""))
    for text in plan.replaced:
        print(f"{'replaced' if wrote else 'replaces'}  {text}")
    left: dict[tuple[str, str], list[Finding]] = {}
    for finding in plan.findings:
        left.setdefault((finding.code, finding.file), []).append(finding)
    for (code, _), (one, *others) in left.items():
        more = f"\n  and       {len(others)} more of {code} in this file" if others else ""
        print(f"{'left' if wrote else 'leaves'}    {one.place}  {code}  {one.key or ''}")
        print(f"  found     {one.found}\n  expected  {one.expected}\n  fix       {one.fix}{more}")
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
        print(f"written   {', '.join(wrote) or 'nothing'}")
